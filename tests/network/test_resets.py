"""Connections that break: what asked is repeated where that is safe, and an error says where it broke."""

from __future__ import annotations

from typing import Any

import pytest

from generator.runtime.errors import ApiConnectionError, ApiTimeoutError

from .conftest import Use
from .server import Connection, Gate, RawServer, Script, in_turn, keep_answering, reply
from .test_bodies import CHUNKED, create, get


def keyed(client: Any) -> Any:
    """A POST that the server can tell from its repetition."""
    return client.campaigns.create(name="n", request_options={"headers": {"Idempotency-Key": "k"}})


def replace(client: Any) -> Any:
    """A PUT."""
    return client.campaigns.replace(id="1", body={"name": "n"})


async def at_once(connection: Connection) -> None:
    """Before anything is read; the client may see it before it sends anything."""
    connection.reset()


async def after_the_head(connection: Connection) -> None:
    """When the request has come half."""
    await connection.head()
    connection.reset()


async def after_the_request(connection: Connection) -> None:
    """When the request has come, before anything is said."""
    await connection.request()
    connection.reset()


async def in_the_head(connection: Connection) -> None:
    """In the headers of the answer."""
    await connection.request()
    await connection.send(b"HTTP/1.1 200 OK\r\nContent-")
    connection.reset()


async def in_the_body(connection: Connection) -> None:
    """In the body of the answer."""
    await connection.request()
    await connection.send(CHUNKED + b"5\r\n{")
    connection.reset()


async def closed_at_once(connection: Connection) -> None:
    """As `at_once`, in order."""
    connection.close()


async def closed_after_the_request(connection: Connection) -> None:
    """As `after_the_request`, in order."""
    await connection.request()


BREAKS = [
    at_once,
    after_the_head,
    after_the_request,
    in_the_head,
    in_the_body,
    closed_at_once,
    closed_after_the_request,
]
OK = keep_answering(lambda _: reply(b'{"name": "n"}'))


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize("call", [get, replace, keyed])
def test_repeated_where_that_is_safe(use: Use, server: RawServer, call: Any, broken: Script) -> None:
    server.script = in_turn(broken, broken, OK)
    assert use(call).to_dict() == {"name": "n"}
    assert server.accepted == 3
    assert use.clock.slept == [0.5, 1.0]


@pytest.mark.parametrize("broken", BREAKS[1:])
@pytest.mark.parametrize(("call", "attempts"), [(get, 3), (create, 1)], ids=["get", "post"])
def test_one_error_in_the_end(use: Use, server: RawServer, call: Any, attempts: int, broken: Script) -> None:
    server.script = broken
    with pytest.raises(ApiConnectionError) as caught:
        use(call)
    assert caught.value.phase in ("read", "write")
    assert not isinstance(caught.value, ApiTimeoutError)
    assert str(caught.value).startswith(f"{'GET' if call is get else 'POST'} {server.url}/campaign")
    assert server.accepted == attempts


def test_a_stream_that_breaks_is_an_error_and_not_repeated(use: Use, server: RawServer) -> None:
    gate = Gate()

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(CHUNKED + b"5\r\nfirst\r\n")
        await gate.passed()
        connection.reset()

    server.script = script
    read: list[bytes] = []

    def stream(client: Any) -> Any:
        call = client.campaigns.with_streaming_response.get(id="1")
        if not use.is_async:
            with call as response:
                for piece in response.iter_bytes():
                    read.append(piece)
                    gate.open()
            return None

        async def run() -> None:
            async with call as response:
                async for piece in response.iter_bytes():
                    read.append(piece)
                    gate.open()

        return run()

    with pytest.raises(ApiConnectionError) as caught:
        use(stream)
    assert (caught.value.phase, read, server.accepted) == ("read", [b"first"], 1)


@pytest.mark.parametrize("call", [get, create])
def test_one_error_when_it_breaks_at_once(use: Use, server: RawServer, call: Any) -> None:
    """A POST is sent again as long as the connection broke before anything of it was sent."""
    server.script = at_once
    with pytest.raises(ApiConnectionError) as caught:
        use(call)
    assert server.accepted == len(use.clock.slept) + 1
    if call is get or caught.value.phase == "connect":
        assert server.accepted == 3
    else:
        assert caught.value.phase in ("read", "write")


# Connections that are kept, and closed by the server between two requests.


def calls(use: Use, server: RawServer, number: int, call: Any) -> Any:
    """Make calls one after another; before each but the first, the server has closed what it closes."""

    def run(client: Any) -> Any:
        if not use.is_async:
            return [call(client).to_dict() for _ in range(number)]

        async def run_async() -> list[Any]:
            return [(await call(client)).to_dict() for _ in range(number)]

        return run_async()

    return use(run)


@pytest.mark.parametrize("call", [get, create])
def test_a_connection_is_kept(use: Use, server: RawServer, call: Any) -> None:
    server.script = keep_answering()
    assert calls(use, server, 20, call) == [{}] * 20
    assert (server.accepted, server.most) == (1, 1)


@pytest.mark.parametrize("call", [get, create])
def test_a_server_that_says_that_it_closes(use: Use, server: RawServer, call: Any) -> None:
    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(reply(b"{}", "200 OK", "Connection: close"))

    server.script = script
    assert calls(use, server, 5, call) == [{}] * 5
    assert server.accepted == 5


LAST_WORDS = {
    "closed": b"",
    "408": reply(b'{"name": "stale"}', "408 Request Timeout", "Connection: close"),
    "200": reply(b'{"name": "stale"}'),
}


@pytest.mark.parametrize("last", LAST_WORDS.values(), ids=LAST_WORDS)
@pytest.mark.parametrize("is_reset", [False, True], ids=["in order", "reset"])
def test_a_server_that_closes_while_nothing_is_asked(
    use: Use, server: RawServer, is_reset: bool, last: bytes
) -> None:
    """The client sees it before it sends, and opens another: also for what must not be repeated. What the
    server said meanwhile is not the answer to anything.
    """
    idle, closed = Gate(), Gate()

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(reply(b'{"status": true}', "201 Created"))
        await idle.passed()
        if last:
            await connection.send(last)
        if is_reset:
            connection.reset()
        else:
            connection.close()
        await connection.closed()
        closed.open()

    server.script = in_turn(script, keep_answering(lambda _: reply(b'{"status": false}', "201 Created")))

    def both(client: Any) -> Any:
        if not use.is_async:
            first = create(client)
            idle.open()
            closed.wait()
            return [first.status, create(client).status]

        async def run() -> list[Any]:
            first = await create(client)
            idle.open()
            await closed.passed()
            return [first.status, (await create(client)).status]

        return run()

    assert use(both) == [True, False]
    assert server.accepted == 2


@pytest.mark.parametrize("is_reset", [False, True], ids=["in order", "reset"])
def test_a_server_that_closes_just_as_something_is_asked(use: Use, server: RawServer, is_reset: bool) -> None:
    """Nobody can know whether the second request was carried out: only a safe one is repeated."""

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(reply(b'{"name": "first"}'))
        await connection.request()
        if is_reset:
            connection.reset()

    server.script = in_turn(script, keep_answering(lambda _: reply(b'{"name": "again"}')))
    assert calls(use, server, 2, get) == [{"name": "first"}, {"name": "again"}]
    assert server.accepted == 2

    server.accepted, server.script = 0, script
    with pytest.raises(ApiConnectionError) as caught:
        calls(use, server, 2, create)
    assert (caught.value.phase, server.accepted) == ("read", 1)
