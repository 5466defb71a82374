"""httpbin, by a document of ours: security, styles, and bodies that its own document does not describe."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx2
import pytest

from .conftest import Connect, Started
from .packages import own_tests
from .test_httpbin import SERVER as HTTPBIN

pytestmark = pytest.mark.conformance

SERVER = replace(
    HTTPBIN,
    name="httpbin (described)",
    described=Path(__file__).with_name("httpbin.yaml"),
    settings="""
package = "echo_sdk"
client = "Echo"
""",
    options={"token": "t-1", "username": "mé", "password": "p:ä", "api_key": "k-1"},
)


def test_every_operation_has_a_method(started: Started) -> None:
    assert started.package.operations == len(started.package.methods) == 11
    (said,) = started.package.said
    assert said.startswith("UNSUPPORTED001")
    assert said.endswith("pass http_client=httpx2.Client(auth=httpx2.DigestAuth(username, password))")


def test_the_package_passes_its_own_tests(started: Started) -> None:
    assert own_tests(started.package) == ""


def test_a_bearer_token(connect: Connect, sdk: Any) -> None:
    who = connect().auth.bearer()
    assert (who.authenticated, who.token) == (True, "t-1")
    tokens = iter(["a", "b"])
    client = connect(token=lambda: next(tokens))
    assert [client.auth.bearer().token for _ in "ab"] == ["a", "b"]
    with pytest.raises(sdk.UnauthorizedError):
        connect().auth.bearer(request_options={"headers": {"Authorization": "Basic x"}})


def test_a_name_and_a_password(connect: Connect, sdk: Any) -> None:
    client = connect()
    assert client.auth.basic(user="mé", passwd="p:ä").user == "mé"
    with pytest.raises(sdk.UnauthorizedError) as caught:
        client.auth.basic(user="mé", passwd="other")
    assert caught.value.text == ""
    assert caught.value.headers["www-authenticate"].startswith("Basic ")


def test_a_key_and_a_token(client: Any) -> None:
    headers = client.auth.keyed()["headers"]
    assert (headers["X-Key"], headers["Authorization"]) == ("k-1", "Bearer t-1")
    assert "Authorization" not in client.echo.styles().headers


def test_a_digest(connect: Connect, sdk: Any, http: Any) -> None:
    """As what the generator says of the scheme has it."""
    client = connect(http_client=http(auth=httpx2.DigestAuth("me", "word")))
    who = client.auth.digest(qop="auth", user="me", passwd="word")
    assert (who.authenticated, who.user) == (True, "me")
    with pytest.raises(sdk.UnauthorizedError):
        client.auth.digest(qop="auth", user="me", passwd="other")


def test_credentials_stay_with_their_host(client: Any, started: Started) -> None:
    """`localhost` is another origin than `127.0.0.1`, and the same server."""
    far = started.url.replace("127.0.0.1", "localhost")
    near = client.auth.elsewhere(url="/headers")["headers"]
    assert (near["X-Key"], near["Authorization"]) == ("k-1", "Bearer t-1")
    assert not {"X-Key", "Authorization"} & set(client.auth.elsewhere(url=f"{far}/headers")["headers"])


def test_styles_of_parameters(client: Any) -> None:
    when = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.timezone(dt.timedelta(hours=-3)))
    echo = client.echo.styles(
        plain=["a b", "c&d", "é"],
        commas=["a", "b"],
        spaces=[1, 2],
        pipes=[1, 2],
        deep={"a b": "1", "c": "é"},
        json={"n": 1},
        when=when,
        sure=True,
        x_list=[1, 2],
        session="s 1",
    )
    assert echo.args == {
        "plain": ["a b", "c&d", "é"],
        "commas": "a,b",
        "spaces": "1 2",
        "pipes": "1|2",
        "deep[a b]": "1",
        "deep[c]": "é",
        "json": '{"n":1}',
        "when": "2026-01-02T06:04:05Z",
        "sure": "true",
    }
    assert (echo.headers["X-List"], echo.headers["Cookie"]) == ("1,2", "session=s%201")


@pytest.mark.parametrize("id", ["a b", "a?b=c#d", "a;b=1", "ü☃", "100%", "+"])
def test_segments_are_what_they_were(client: Any, started: Started, id: str) -> None:
    echo = client.echo.segments(id=id, ids=["x", "y"])
    # httpbin encodes again some of what it decoded.
    assert unquote(echo.url) == f"{started.url}/anything/{id}/x,y"


def test_a_json_body(client: Any) -> None:
    assert client.bodies.json(name="é\u0000\U0001f600").json_ == {"name": "é\u0000\U0001f600"}
    when = dt.datetime(2026, 1, 2, 3, 4, 5, 600, tzinfo=dt.UTC)
    assert client.bodies.json(name="", note=None, when=when).json_ == {
        "name": "",
        "note": None,
        "when": "2026-01-02T03:04:05.000600Z",
    }


def test_a_raw_body(client: Any) -> None:
    echo = client.bodies.raw(body=bytes(range(256)))
    assert echo.headers["Content-Type"] == "application/octet-stream"
    assert echo.data.startswith("data:application/octet-stream;base64,AAECAwQF")
    assert client.bodies.raw(body="é").data == "é"


def pieces() -> Iterator[bytes]:
    """A body of which nobody knows how long it is."""
    for number in range(1000):
        yield f"{number:09},".encode()


def test_a_raw_body_from_elsewhere(client: Any, tmp_path: Path, is_async: bool) -> None:
    """From a path, an open file, a generator and, of the async client, an async generator."""

    async def awaited() -> AsyncIterator[bytes]:
        for piece in pieces():
            yield piece

    whole = b"".join(pieces()).decode()
    path = tmp_path / "body"
    path.write_text(whole)
    echo = client.bodies.raw(body=path)
    assert (echo.data, echo.headers["Content-Length"]) == (whole, "10000")
    with path.open("rb") as opened:
        assert client.bodies.raw(body=opened).data == whole
    for body in (pieces(), awaited()) if is_async else (pieces(),):
        assert client.bodies.raw(body=body).data == whole


def test_a_form(client: Any) -> None:
    echo = client.bodies.form(name="a b&c=é", tags=["x", "y"], sure=True)
    assert echo.form == {"name": "a b&c=é", "tags": ["x", "y"], "sure": "true"}
    assert echo.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_file(client: Any, tmp_path: Path) -> None:
    path = tmp_path / "é.txt"
    path.write_bytes(b"hello")
    with path.open("rb") as opened:
        for file in (b"hello", path, opened, ("n.txt", b"hello"), ("n.bin", b"hello", "text/plain")):
            echo = client.bodies.upload(file=file, note="é", facts={"n": 1})
            assert echo.files == {"file": "hello"}
            assert echo.form["note"] == "é"
            assert echo.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    echo = client.bodies.upload(file=("b", b"\x00\xff", "image/png"))
    assert echo.files == {"file": "data:image/png;base64,AP8="}


def test_a_download_into_a_file(client: Any, tmp_path: Path) -> None:
    """Of the answer to a large upload, which is sent in pieces and comes back."""
    large = "0123456789" * 100_000
    with client.bodies.with_streaming_response.raw(body=large.encode()) as response:
        size = response.write_to_file(tmp_path / "answer.json")
    written = json.loads((tmp_path / "answer.json").read_bytes())
    assert written["data"] == large
    assert size == (tmp_path / "answer.json").stat().st_size
