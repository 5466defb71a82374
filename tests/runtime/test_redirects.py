"""Where redirects lead, and what goes with them."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiStatusError
from generator.runtime.redirect import origin
from generator.runtime.sdk import Operation, Sdk

from .fake_sdk import SDK
from .harness import Runner, Server, answer

OK = answer({})


def to(location: str | None, status: int = 307, **headers: str) -> httpx2.Response:
    """Return a redirect."""
    if location is not None:
        headers["location"] = location
    return httpx2.Response(status, headers=headers)


def sent(server: Server) -> list[tuple[str, str, bytes]]:
    """Return method, URL and body of the requests that came."""
    return [(request.method, str(request.url), request.content) for request in server.requests]


@pytest.mark.parametrize("status", [307, 308])
@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/elsewhere", "https://api.example.com/elsewhere"),
        ("other?a=1", "https://api.example.com/v1/other?a=1"),
        ("https://api.example.com/x#fragment", "https://api.example.com/x"),
        ("https://api.example.com:443/x", "https://api.example.com:443/x"),
        ("//api.example.com/x", "https://api.example.com/x"),
    ],
)
def test_method_and_body_are_repeated(run: Runner, status: int, location: str, url: str) -> None:
    server = Server(to(location, status), answer({}, 201))
    run(lambda client: client.campaigns.create(name="n"), server, headers={"X-Mine": "1"})
    body = b'{"name":"n"}'
    assert sent(server) == [
        ("POST", "https://api.example.com/v1/campaign", body),
        ("POST", str(httpx2.URL(url)), body),
    ]
    assert server.requests[1].headers == server.requests[0].headers


def test_303_becomes_get(run: Runner) -> None:
    server = Server(to("/result", 303), answer({}, 201))
    run(lambda client: client.campaigns.create(name="n"), server)
    assert sent(server)[1] == ("GET", "https://api.example.com/result", b"")
    assert "content-type" not in server.requests[1].headers
    assert "content-length" not in server.requests[1].headers
    assert server.requests[1].headers["authorization"] == "Bearer sk_test_123"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_methods_follow_everything(run: Runner, method: str, status: int) -> None:
    server = Server(to("/x", status), OK)
    run(lambda client: client.campaigns.call(Operation(method, "/y")), server)
    assert sent(server)[1] == (method, "https://api.example.com/x", b"")


@pytest.mark.parametrize("status", [301, 302])
def test_a_post_never_becomes_a_get_without_its_body(run: Runner, status: int) -> None:
    server = Server(to("/x", status, x_request_id="r"), OK)
    with pytest.raises(ApiStatusError, match=f"a {status} would turn POST into a GET") as caught:
        run(lambda client: client.campaigns.create(name="n"), server)
    assert caught.value.status_code == status
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("location", "why"),
    [
        (None, "no Location"),
        ("", "no Location"),
        ("http://api.example.com/x", "from https to http"),
        ("ftp://api.example.com/x", "not a web address"),
        ("javascript:alert(1)", "not a web address"),
        ("https://user:pass@api.example.com/x", "user name"),
        ("https://api.example.com\\@evil.example/x", "not a valid URL"),
        ("https://ev il.example/x", "not a valid URL"),
        ("https://api.example.com:99999/x", "not a valid URL"),
        ("https://[::1/x", "not a valid URL"),
        ("https://:443/x", "no valid host"),
    ],
)
def test_redirects_that_are_not_followed(run: Runner, location: str | None, why: str) -> None:
    server = Server(to(location), OK)
    with pytest.raises(ApiStatusError, match=why) as caught:
        run(lambda client: client.campaigns.create(name="n"), server)
    assert caught.value.status_code == 307
    assert len(server.requests) == 1


def test_loops_end(run: Runner) -> None:
    server = Server(to("/again"))
    with pytest.raises(ApiStatusError, match="there were 10 before it"):
        run(lambda client: client.campaigns.get(id="1"), server)
    assert len(server.requests) == 11


SECRETS = Sdk(
    package="acme",
    version="1",
    client="Acme",
    env_prefix="ACME",
    base_url="https://api.example.com/v1",
    schemes=SDK.schemes,
    security=(("BearerAuth", "HeaderKey", "QueryKey", "CookieKey"),),
)
KEYS: dict[str, Any] = {"token": "s1", "api_key": "s2", "query_key": "s3", "cookie_key": "s4", "sdk": SECRETS}


@pytest.mark.parametrize(
    "elsewhere",
    ["https://other.example/x", "https://api.example.com:8443/x", "https://sub.api.example.com/x"],
)
def test_another_origin_gets_no_credentials_and_no_headers_of_the_caller(run: Runner, elsewhere: str) -> None:
    server = Server(to(elsewhere), OK)
    http = {"headers": {"X-Http": "s5"}, "cookies": {"c": "s6"}, "params": {"p": "s7"}, "auth": ("u", "s8")}
    run(
        lambda client: client.campaigns.list(trace="s9", cookies={"d": "s10"}),
        server,
        http=http,
        headers={"X-Mine": "s11"},
        **KEYS,
    )
    first, second = server.requests
    everything = "\n".join([str(first.url), *map(": ".join, first.headers.multi_items())])
    assert all(f"s{number}" in everything for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11))
    assert str(second.url) == elsewhere
    assert set(second.headers) == {"host", "accept", "user-agent", "accept-encoding", "connection"}
    assert second.headers["host"] == httpx2.URL(elsewhere).netloc.decode()


def test_a_server_elsewhere_cannot_send_us_back_with_credentials(run: Runner) -> None:
    server = Server(to("https://other.example/x"), to("https://api.example.com/v1/admin"), OK)
    run(lambda client: client.campaigns.get(id="1"), server)
    assert "authorization" not in server.requests[2].headers


def test_a_key_in_the_query_goes_to_the_redirects_url_too(run: Runner) -> None:
    server = Server(to("/x?a=1"), to("/y?app%20id=s3"), OK)
    run(lambda client: client.campaigns.get(id="1"), server, **KEYS)
    assert [request.url.query for request in server.requests] == [
        b"app%20id=s3",
        b"a=1&app%20id=s3",
        b"app%20id=s3",
    ]


def test_a_retry_begins_where_the_call_began(run: Runner) -> None:
    server = Server(to("/x"), answer({}, 503), OK)
    run(lambda client: client.campaigns.get(id="1"), server)
    assert [url for _, url, _ in sent(server)] == [
        "https://api.example.com/v1/campaign/1",
        "https://api.example.com/x",
        "https://api.example.com/v1/campaign/1",
    ]


def test_following_is_ours_whatever_the_callers_client_does(run: Runner) -> None:
    server = Server(to("/x", 302), OK)
    with pytest.raises(ApiStatusError):
        run(lambda client: client.campaigns.create(name="n"), server, http={"follow_redirects": True})
    assert len(server.requests) == 1


def test_origins() -> None:
    assert origin("https://A.example/x") == origin("https://a.example:443") == ("https", "a.example", 443)
    assert origin("http://a.example") == ("http", "a.example", 80)


@contextmanager
def serving(handle: Any) -> Iterator[tuple[str, list[Any]]]:
    """Serve real HTTP on loopback; gives the base URL and the requests."""
    seen: list[Any] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            while self.headers.get("transfer-encoding") == "chunked":
                size = int(self.rfile.readline(), 16)
                body += self.rfile.read(size)
                self.rfile.readline()
                if size == 0:
                    break
            seen.append((self.command, self.path, dict(self.headers), body))
            status, headers, content = handle(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_over_the_network_to_another_port(run: Runner) -> None:
    with (
        serving(lambda path: (201, {}, b'{"status": true}')) as (target, there),
        serving(lambda path: (307, {"Location": f"{target}/moved"}, b"")) as (source, here),
    ):
        response = run(
            lambda client: client.campaigns.create(name="n"), base_url=source, headers={"X-Mine": "1"}
        )
    assert response.status is True
    (first,), (second,) = here, there
    assert first[:2] == ("POST", "/campaign")
    assert first[2]["Authorization"] == "Bearer sk_test_123"
    assert second[:2] == ("POST", "/moved")
    assert second[3] == b'{"name":"n"}'
    assert second[2]["Content-Type"] == "application/json"
    assert not {"Authorization", "X-Mine"} & second[2].keys()
