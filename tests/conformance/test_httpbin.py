"""httpbin, by the Swagger 2.0 document that it serves: what a client can do to HTTP, and HTTP to a client."""

from __future__ import annotations

import base64
import json
import pickle
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from .conftest import Connect, Started
from .packages import own_tests
from .servers import Server

pytestmark = pytest.mark.conformance

NAMES = Path(__file__).with_name("httpbin_names.toml").read_text()

SERVER = Server(
    name="httpbin",
    requirements=("httpbin==0.10.4", "flasgger==0.9.7.1", "waitress==3.0.2"),
    command="waitress-serve --listen=127.0.0.1:{port} --threads=16 httpbin:app",
    document="/spec.json",
    settings=f"""
package = "httpbin_sdk"
client = "Httpbin"

{NAMES}
""",
)


def test_every_operation_has_a_method(started: Started) -> None:
    assert started.package.operations == len(started.package.methods) == 78


def test_the_package_passes_its_own_tests(started: Started) -> None:
    assert own_tests(started.package) == ""


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_methods(client: Any, started: Started, method: str) -> None:
    echo = getattr(client.anything, method)()
    assert echo["method"] == method.upper()
    assert echo["url"] == f"{started.url}/anything"
    assert echo["data"] == ""


def test_queries_are_sent_as_they_are_meant(client: Any) -> None:
    query = {"q": "a b+c&d=é/ü", "empty": "", "none": None, "many": ["1", "2"]}
    echo = client.anything.get(request_options={"query": query})
    assert echo["args"] == {"q": "a b+c&d=é/ü", "empty": "", "many": ["1", "2"]}


def test_headers(client: Any) -> None:
    echo = client.request_inspection.headers(request_options={"headers": {"X-Mine": "yes", "Accept": None}})
    assert echo["headers"]["X-Mine"] == "yes"
    agent = client.request_inspection.user_agent()["user-agent"]
    assert agent.startswith("httpbin_sdk/0.10.4 python/")


def test_headers_of_the_answer(client: Any) -> None:
    raw = client.response_inspection.with_raw_response.response_headers(
        freeform={"X-One": "1", "X-Request-Id": "r-7"}
    )
    assert (raw.headers["x-one"], raw.request_id, raw.status_code) == ("1", "r-7", 200)
    assert raw.parse()["X-One"] == "1"


def test_cookies(client: Any) -> None:
    """Those of a call are sent with that call; those that the server sets are sent from then on."""
    assert client.cookies.cookies()["cookies"] == {}
    sent = {"headers": {"Cookie": "a=1; b=2"}}
    assert client.cookies.cookies(request_options=sent)["cookies"] == {"a": "1", "b": "2"}
    assert client.cookies.cookies()["cookies"] == {}
    client.cookies.with_raw_response.set_cookie(name="c", value="3")
    assert client.cookies.cookies()["cookies"] == {"c": "3"}
    assert client.cookies.cookies(request_options=sent)["cookies"] == {"a": "1", "b": "2", "c": "3"}


STATUSES = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    403: "ForbiddenError",
    404: "NotFoundError",
    409: "ConflictError",
    418: "ClientError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
    500: "InternalServerError",
    501: "ServerError",
    502: "BadGatewayError",
    503: "ServiceUnavailableError",
    504: "GatewayTimeoutError",
}


@pytest.mark.parametrize(("status", "name"), STATUSES.items())
def test_statuses(connect: Connect, sdk: Any, status: int, name: str) -> None:
    client = connect(max_retries=0)
    with pytest.raises(sdk.ApiStatusError) as caught:
        client.status_codes.status(codes=status)
    error = caught.value
    assert type(error) is getattr(sdk, name)
    assert error.status_code == status
    assert error.path == "/status/{codes}"
    assert str(status) in str(error)
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.status_code, copy.headers) == (type(error), status, error.headers)


def test_answers_without_a_body(client: Any) -> None:
    assert client.status_codes.status(codes=200) == ""
    assert client.status_codes.with_raw_response.status(codes=204).content == b""


def test_unsafe_methods_are_not_repeated_and_safe_ones_are(connect: Connect, started: Started) -> None:
    client = connect(max_retries=1)
    for method, attempts in ((client.status_codes.status, 2), (client.status_codes.status_post, 1)):
        before = started.tally.calls
        with pytest.raises(Exception, match="500"):
            method(codes=500)
        assert started.tally.calls - before == attempts


@pytest.mark.parametrize("name", ["redirect", "absolute_redirect", "relative_redirect"])
def test_redirects(client: Any, name: str) -> None:
    assert getattr(client.redirects.with_raw_response, name)(n=5).status_code == 200


def test_a_redirect_that_keeps_method_and_body_and_one_that_does_not(client: Any, sdk: Any) -> None:
    raw = client.redirects.with_raw_response.redirect_to(url="/anything", status_code=307)
    assert json.loads(raw.content)["method"] == "GET"
    with pytest.raises(sdk.ApiStatusError, match="not followed"):
        client.status_codes.status_post(codes=302)


def test_a_form_that_is_sent_again_where_it_is_redirected_to(client: Any) -> None:
    # httpbin documents a form, and looks at the query.
    where = {"query": {"url": "/anything?a=é", "status_code": 307}}
    raw = client.redirects.with_raw_response.redirect_to_put(url="x y", request_options=where)
    echo = json.loads(raw.content)
    assert (echo["method"], echo["args"], echo["form"]) == ("PUT", {"a": "é"}, {"url": "x y"})


@pytest.mark.parametrize(("name", "flag"), [("gzip", "gzipped"), ("deflate", "deflated")])
def test_encodings(client: Any, name: str, flag: str) -> None:
    raw = getattr(client.response_formats.with_raw_response, name)()
    assert raw.headers["content-encoding"] == name
    assert raw.parse()[flag] is True


def test_brotli_is_asked_for_when_it_can_be_read(client: Any, sdk: Any) -> None:
    """httpbin sends it whatever is asked; without a decoder that is an error, not a wrong value."""
    can = any(find_spec(name) for name in ("brotli", "brotlicffi"))
    accepted = client.request_inspection.headers()["headers"]["Accept-Encoding"].split(", ")
    assert ("br" in accepted) is can
    if can:
        assert client.response_formats.brotli()["brotli"] is True
    else:
        with pytest.raises(sdk.ResponseDecodeError):
            client.response_formats.brotli()


def test_text_and_other_formats(client: Any) -> None:
    assert client.response_formats.html().startswith("<!DOCTYPE html>")
    assert client.response_formats.xml().startswith("<?xml version='1.0'")
    assert "∮ E⋅da = Q" in client.response_formats.utf8()
    assert client.response_formats.json()["slideshow"]["title"] == "Sample Slide Show"
    assert client.dynamic_data.base64(value="SFRUUEJJTiBpcyBhd2Vzb21l") == "HTTPBIN is awesome"
    assert client.dynamic_data.uuid()["uuid"].count("-") == 4


def test_binary(client: Any) -> None:
    assert client.images.png().startswith(b"\x89PNG\r\n")
    assert client.images.svg().startswith("<svg ")
    assert len(client.dynamic_data.bytes(n=1024)) == 1024
    assert client.dynamic_data.range(numbytes=26) == b"abcdefghijklmnopqrstuvwxyz"


STARTS = {
    "image/png": b"\x89PNG",
    "image/jpeg": b"\xff\xd8",
    "image/webp": b"RIFF",
    "image/svg+xml": b"<svg ",
}


@pytest.mark.parametrize(("media_type", "start"), STARTS.items())
def test_the_media_type_is_chosen(client: Any, media_type: str, start: bytes) -> None:
    image = client.images.image(accept=media_type)
    assert (image.encode() if isinstance(image, str) else image).startswith(start)


def test_a_part_of_a_body(client: Any) -> None:
    raw = client.dynamic_data.with_raw_response.range(
        numbytes=26, request_options={"headers": {"Range": "bytes=5-9"}}
    )
    assert (raw.status_code, raw.content) == (206, b"fghij")
    assert raw.headers["content-range"] == "bytes 5-9/26"


def test_streamed_bytes(client: Any) -> None:
    with client.dynamic_data.with_streaming_response.stream_bytes(n=100_000) as response:
        sizes = [len(chunk) for chunk in response.iter_bytes(4096)]
    assert sum(sizes) == 100_000
    assert set(sizes[:-1]) == {4096}


def test_streamed_lines(client: Any) -> None:
    with client.dynamic_data.with_streaming_response.stream(n=5) as response:
        assert response.status_code == 200
        ids = [json.loads(line)["id"] for line in response.iter_lines()]
    assert ids == [0, 1, 2, 3, 4]


def test_a_stream_that_is_given_up(client: Any) -> None:
    with client.dynamic_data.with_streaming_response.stream_bytes(n=100_000) as response:
        first = next(iter(response.iter_bytes(10)))
    assert len(first) == 10
    assert client.anything.get()["method"] == "GET"


def test_a_body_that_drips(client: Any) -> None:
    assert client.dynamic_data.drip(duration=0.2, numbytes=5, delay=0) == b"*****"


@pytest.mark.parametrize("name", ["delay", "delay_post"])
def test_a_server_that_takes_its_time(connect: Connect, sdk: Any, started: Started, name: str) -> None:
    client = connect(max_retries=0)
    before = started.tally.calls
    with pytest.raises(sdk.ApiTimeoutError) as caught:
        getattr(client.dynamic_data, name)(delay=1, request_options={"timeout": 0.1})
    assert caught.value.phase == "read"
    assert started.tally.calls - before == 1
    assert client.anything.get()["method"] == "GET"


def test_a_limit_for_the_call_as_a_whole(connect: Connect, sdk: Any) -> None:
    with pytest.raises(sdk.ApiTimeoutError) as caught:
        connect(total_timeout=0.2).dynamic_data.delay(delay=1)
    assert caught.value.phase == "total"


def test_caching(client: Any, sdk: Any) -> None:
    etag = client.response_inspection.with_raw_response.etag(etag="v1").headers["etag"]
    with pytest.raises(sdk.ApiStatusError) as caught:
        client.response_inspection.etag(etag="v1", if_none_match=etag)
    assert caught.value.status_code == 304
    with pytest.raises(sdk.PreconditionFailedError):
        client.response_inspection.etag(etag="v1", if_match='"v2"')


def test_credentials_in_headers(client: Any, sdk: Any) -> None:
    """The document has no security schemes, so that credentials are headers of the caller's."""
    basic = "Basic " + base64.b64encode(b"me:p\xc3\xa4ss").decode()
    with pytest.raises(sdk.UnauthorizedError):
        client.auth.basic(user="me", passwd="päss")
    answer = client.auth.basic(
        user="me", passwd="päss", request_options={"headers": {"Authorization": basic}}
    )
    assert (answer["authenticated"], answer["user"]) == (True, "me")
    with pytest.raises(sdk.NotFoundError):
        client.auth.hidden_basic(user="me", passwd="päss")


def test_arguments_that_would_lead_elsewhere(client: Any) -> None:
    for value in ("", ".", ".."):
        with pytest.raises(ValueError, match="must not be"):
            client.dynamic_data.base64(value=value)


def test_a_path_argument_of_any_text_stays_one_segment(client: Any) -> None:
    for value in ("a b", "a?b=1#c", "%2e%2e", "ü☃"):
        assert client.anything.get(request_options={"query": {"v": value}})["args"]["v"] == value
    cookie = client.cookies.with_raw_response.cookies(request_options={"headers": {"Cookie": 'a="1"'}})
    assert cookie.parse()["cookies"] == {"a": "1"}
