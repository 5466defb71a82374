"""httpbin, by its own document: its other operations, and what callers expect over real HTTP."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from .conftest import Connect, Started
from .test_httpbin import SERVER as HTTPBIN

pytestmark = pytest.mark.conformance

SERVER = HTTPBIN

# Methods that may be repeated without changing more than once (RFC 9110, section 9.2.2).
REPEATABLE = ("get", "put", "delete", "trace")


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_methods_of_their_own_paths(client: Any, started: Started, method: str) -> None:
    options = {"query": {"a": "é"}, "headers": {"X-Mine": "yes"}}
    echo = getattr(client.http_methods, method)(request_options=options)
    # httpbin says it as it would be typed.
    assert echo["url"] == f"{started.url}/{method}?a=é"
    assert (echo["args"], echo["headers"]["X-Mine"]) == ({"a": "é"}, "yes")


@pytest.mark.parametrize("method", ["post", "put", "patch"])
def test_a_body_that_the_document_does_not_have(client: Any, method: str) -> None:
    echo = getattr(client.http_methods, method)(request_options={"body": {"a": [1, None, "☃"]}})
    assert (echo["json"], echo["headers"]["Content-Type"]) == ({"a": [1, None, "☃"]}, "application/json")


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "trace"])
def test_a_path_of_any_text(client: Any, started: Started, method: str) -> None:
    echo = getattr(client.anything, f"{method}_at")(anything="x/y?z=1#ü")
    assert echo["method"] == method.upper()
    # httpbin decodes the path, and says it as it would be typed.
    assert echo["url"].startswith(f"{started.url}/anything/x/y")
    assert echo["args"] == {}


def test_trace(client: Any) -> None:
    assert client.anything.trace()["method"] == "TRACE"


def test_about_the_caller(client: Any) -> None:
    assert client.request_inspection.ip() == {"origin": "127.0.0.1"}


def test_texts(client: Any) -> None:
    assert client.response_formats.robots() == "User-agent: *\nDisallow: /deny\n"
    assert "YOU SHOULDN'T BE HERE" in client.response_formats.deny()
    assert "<a href='/links/3/2'>" in client.dynamic_data.links(n=3, offset=1)


def test_images(client: Any) -> None:
    assert client.images.jpeg().startswith(b"\xff\xd8\xff")
    assert client.images.webp()[8:12] == b"WEBP"


def test_cookies_that_the_server_sets_and_deletes(client: Any) -> None:
    answer = client.cookies.set_cookies(freeform={"a": "1", "b": "x y"})
    # The document says text, and the redirect leads to JSON: text it is.
    assert json.loads(answer) == {"cookies": {"a": "1", "b": "x y"}}
    client.cookies.delete_cookies(freeform={"a": ""})
    assert client.cookies.cookies() == {"cookies": {"b": "x y"}}


def test_cookies_are_those_of_one_client(connect: Connect) -> None:
    connect().cookies.set_cookies(freeform={"a": "1"})
    assert connect().cookies.cookies() == {"cookies": {}}


def test_headers_that_are_asked_for(client: Any) -> None:
    assert client.response_inspection.response_headers_post(freeform={"X-A": "1"})["X-A"] == "1"
    raw = client.response_inspection.with_raw_response.cache_for(value=60)
    assert raw.headers["cache-control"] == "public, max-age=60"


def test_what_has_not_been_modified(client: Any, sdk: Any) -> None:
    first = client.response_inspection.with_raw_response.cache()
    assert (first.status_code, bool(first.headers["etag"])) == (200, True)
    for known in ({"if_none_match": "x"}, {"if_modified_since": "Mon, 30 Nov 2026 20:45:03 GMT"}):
        with pytest.raises(sdk.ApiStatusError) as caught:
            client.response_inspection.cache(**known)
        assert caught.value.status_code == 304


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "trace"])
def test_which_methods_are_tried_again(connect: Connect, sdk: Any, started: Started, method: str) -> None:
    """A 429 was not carried out, whatever the method; of a 503 nobody knows."""
    name = "status" if method == "get" else f"status_{method}"
    call = getattr(connect(max_retries=1).status_codes, name)
    for status, error, attempts in (
        (429, sdk.RateLimitError, 2),
        (503, sdk.ServiceUnavailableError, 2 if method in REPEATABLE else 1),
        (501, sdk.ServerError, 1),
        (404, sdk.NotFoundError, 1),
    ):
        before = started.tally.calls
        with pytest.raises(error):
            call(codes=status)
        assert started.tally.calls - before == attempts, status


def test_a_server_that_recovers(connect: Connect, started: Started) -> None:
    """httpbin answers 503 one time in four; the calls do not notice."""
    client = connect(max_retries=8)
    calls, before = 0, started.tally.calls
    while started.tally.calls - before == calls:
        assert client.status_codes.status(codes="200:0.75,503:0.25") == ""
        calls += 1
        assert calls < 60


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_answers_that_come_too_late(connect: Connect, sdk: Any, started: Started, method: str) -> None:
    call = getattr(connect(max_retries=1).dynamic_data, f"delay_{method}")
    assert call(delay=0)["url"].endswith("/delay/0")
    before = started.tally.calls
    with pytest.raises(sdk.ApiTimeoutError, match="timed out"):
        call(delay=1, request_options={"timeout": sdk.Timeout(read=0.1)})
    assert started.tally.calls - before == (2 if method in REPEATABLE else 1)


def test_too_many_redirects(client: Any, sdk: Any) -> None:
    assert b"headers" in client.redirects.redirect(n=10)
    for name in ("redirect", "absolute_redirect", "relative_redirect"):
        with pytest.raises(sdk.ApiStatusError, match="redirect") as caught:
            getattr(client.redirects, name)(n=11)
        assert caught.value.status_code == 302


@pytest.mark.parametrize("method", ["patch", "delete", "trace"])
@pytest.mark.parametrize(("status", "after"), [(303, "GET"), (307, None), (308, None)])
def test_methods_after_a_redirect(client: Any, method: str, status: int, after: str | None) -> None:
    # The document has no parameters for these; httpbin looks at the query.
    where = {"query": {"url": "/anything", "status_code": status}}
    echo = json.loads(getattr(client.redirects, f"redirect_to_{method}")(request_options=where))
    assert echo["method"] == (after or method.upper())


def test_a_form_after_a_redirect(client: Any) -> None:
    where = {"query": {"url": "/anything", "status_code": 303}}
    echo = json.loads(client.redirects.redirect_to_post(url="x", request_options=where))
    assert (echo["method"], echo["form"], echo["data"]) == ("GET", {}, "")
    assert "Content-Type" not in echo["headers"]


def test_redirects_that_are_not_followed(client: Any, sdk: Any) -> None:
    for url in ("ftp://127.0.0.1/", "file:///etc/hostname", "http://u:p@127.0.0.1/"):
        with pytest.raises(sdk.ApiStatusError, match="not followed"):
            client.redirects.redirect_to(url=url)


def test_what_goes_with_a_redirect_to_another_host(connect: Connect, started: Started, http: Any) -> None:
    """`localhost` is another origin than `127.0.0.1`, and the same server."""
    far = started.url.replace("127.0.0.1", "localhost") + "/headers"
    secret = {"Authorization": "Bearer s", "X-Api-Key": "k", "Cookie": "sid=1"}

    def sent(client: Any, url: str, **options: Any) -> set[str]:
        echo = json.loads(client.redirects.redirect_to(url=url, **options))
        return set(secret) & set(echo["headers"])

    given = {"request_options": {"headers": secret}}
    assert sent(connect(), "/headers", **given) == set(secret)
    assert sent(connect(), far, **given) == set()
    # Nor what the caller's HTTP client adds to every request.
    theirs = http(auth=("me", "word"), headers={"X-Api-Key": "k"}, cookies={"sid": "1"})
    assert sent(connect(http_client=theirs), "/headers") == set(secret)
    assert sent(connect(http_client=theirs), far) == set()


DIGESTS: dict[str, tuple[str, dict[str, str]]] = {
    "auth": ("digest", {"qop": "auth"}),
    "SHA-256": ("digest_by", {"qop": "auth", "algorithm": "SHA-256"}),
    "SHA-512": ("digest_until", {"qop": "auth", "algorithm": "SHA-512", "stale_after": "never"}),
}


@pytest.mark.parametrize("kind", DIGESTS)
def test_digests(connect: Connect, sdk: Any, http: Any, kind: str) -> None:
    """The document has no security schemes; the way is the one that the generator names for such a scheme."""
    name, arguments = DIGESTS[kind]
    arguments = {**arguments, "user": "me", "passwd": "word"}
    client = connect(http_client=http(auth=httpx2.DigestAuth("me", "word")))
    for _ in range(3):
        assert getattr(client.auth, name)(**arguments) == {"authenticated": True, "user": "me"}
    with pytest.raises(sdk.UnauthorizedError) as caught:
        getattr(connect().auth, name)(**arguments)
    assert caught.value.headers["www-authenticate"].startswith("Digest realm=")
    wrong = connect(http_client=http(auth=httpx2.DigestAuth("me", "other")))
    with pytest.raises(sdk.UnauthorizedError):
        getattr(wrong.auth, name)(**arguments)


def test_names_and_passwords_of_the_http_client(connect: Connect, sdk: Any, http: Any) -> None:
    client = connect(http_client=http(auth=("me", "word")))
    for call in (client.auth.basic, client.auth.hidden_basic):
        assert call(user="me", passwd="word")["authenticated"] is True
        with pytest.raises(sdk.ClientError):
            call(user="me", passwd="other")


def test_a_bearer_token_as_a_header(connect: Connect, sdk: Any) -> None:
    client = connect(headers={"Authorization": "Bearer t-1"})
    assert client.auth.bearer() == {"authenticated": True, "token": "t-1"}
    with pytest.raises(sdk.UnauthorizedError) as caught:
        connect().auth.bearer()
    assert caught.value.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_streams_are_decoded(client: Any, name: str) -> None:
    with getattr(client.response_formats.with_streaming_response, name)() as response:
        assert response.headers["content-encoding"] == name
        assert json.loads(b"".join(response.iter_bytes(7)))["method"] == "GET"


def test_a_stream_is_there_while_it_is_sent(client: Any) -> None:
    began = time.monotonic()
    times: list[float] = []
    with client.dynamic_data.with_streaming_response.drip(duration=1, numbytes=4, delay=0) as response:
        for chunk in response.iter_bytes():
            times.extend(time.monotonic() - began for _ in chunk)
    assert len(times) == 4
    assert times[0] < times[-1] - 0.5


def test_a_stream_that_stops_for_too_long(client: Any, sdk: Any) -> None:
    options = {"timeout": sdk.Timeout(read=0.2)}
    opened = client.dynamic_data.with_streaming_response.drip(
        duration=4, numbytes=2, delay=0, request_options=options
    )
    with pytest.raises(sdk.ApiTimeoutError), opened as response:
        list(response.iter_bytes())


def test_streamed_text(client: Any) -> None:
    with client.response_formats.with_streaming_response.utf8() as response:
        text = "".join(response.iter_text())
    assert text == client.response_formats.utf8()


def test_a_download_that_goes_on(client: Any, tmp_path: Any) -> None:
    target = tmp_path / "half"
    target.write_bytes(client.dynamic_data.range(numbytes=100)[:40])
    rest = {"headers": {"Range": "bytes=40-"}}
    with (
        target.open("ab") as file,
        client.dynamic_data.with_streaming_response.range(numbytes=100, request_options=rest) as response,
    ):
        assert (response.status_code, response.write_to_file(file)) == (206, 60)
    assert target.read_bytes() == client.dynamic_data.range(numbytes=100)


def timed(work: Callable[[], Any]) -> float:
    """How long it takes."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_one_client_in_many_threads(started: Started, sdk: Any) -> None:
    with sdk.Httpbin(base_url=started.url) as client, ThreadPoolExecutor(8) as pool:
        assert timed(lambda: list(pool.map(lambda _: client.dynamic_data.delay(delay=1), range(8)))) < 4


def test_many_tasks_and_one_that_is_given_up(started: Started, sdk: Any) -> None:
    async def work() -> None:
        async with sdk.AsyncHttpbin(base_url=started.url) as client:
            await asyncio.gather(*(client.dynamic_data.delay(delay=1) for _ in range(8)))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.dynamic_data.delay(delay=5), 0.2)
            assert (await client.anything.get())["method"] == "GET"

    assert timed(lambda: asyncio.run(work())) < 4
