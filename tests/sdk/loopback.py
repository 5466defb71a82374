"""A real HTTP server on loopback that answers as the campaigns API does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """A request as it came off the socket."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Loopback:
    """The server: its address, and what it was sent."""

    url: str
    requests: list[Request] = field(default_factory=list[Request])


CAMPAIGN = {
    "_id": "665f1c2e9b1d8e0012345678",
    "name": "My Campaign",
    "agentId": "60d0fe4f5311236168a109ca",
    "audienceId": "60d0fe4f5311236168a109ca",
    "status": "draft",
    "createdAt": "2026-04-20T08:00:00.000Z",
    "updatedAt": "2026-04-20T08:00:00.000Z",
}


@contextmanager
def serve() -> Iterator[Loopback]:
    """Run the server on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.answer(201, {"status": True, "data": CAMPAIGN})

        def do_GET(self) -> None:
            self.answer(200, {"status": True, "data": {"campaigns": [CAMPAIGN], "campaign": CAMPAIGN}})

        def answer(self, status: int, body: object) -> None:
            length = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            loopback.requests.append(Request(self.command, self.path, headers, self.rfile.read(length)))
            if headers.get("authorization") != "Bearer YOUR_TOKEN_HERE":
                status, body = 401, {"status": False, "errors": ["Unauthorized"]}
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    loopback = Loopback(f"http://127.0.0.1:{server.server_address[1]}/atoms/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield loopback
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
