"""The mock servers of npm as judges: steady and Prism say what is wrong with the requests that they get.

A few connections are kept open, and requests are sent over each of them one after another.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tests.conformance.servers import ENVIRONMENTS, free_port

from .documents import Json, Original, escaped
from .of_requests import DONE, of_requests
from .others import Unread, Verdicts
from .parts import bodies, parameters, servers
from .run import Recorded

Read = Callable[[int, dict[str, str], str], list[str]]


@dataclass(frozen=True, slots=True)
class Mock:
    """A mock server.

    Attributes:
        name: Of the judge, and of its program.
        package: Of npm, pinned.
        options: How it is started; `{port}` is filled in, and the document follows.
        versions: Those of OpenAPI that it reads.
        read: What it says in an answer: status, headers with names in lower case, and body.
        told: Headers that tell it how to read a request where OpenAPI says nothing.
    """

    name: str
    package: str
    options: tuple[str, ...]
    versions: tuple[str, ...]
    read: Read
    told: Callable[[Original, Recorded], dict[str, str]] = lambda original, request: {}


_FOLDER: Final = ENVIRONMENTS / "conformance-mocks"
_PROGRAMS: Final = _FOLDER / "node_modules" / ".bin"
_START: Final = 60.0
_CONNECTIONS: Final = 4
_DONE: Final = int(DONE)
_ANSWER: Final = 20.0
_TRIES: Final = 2
"""A server may close a connection that was kept open just as the next request is sent."""
_MOST_STARTS: Final = 20
_DEEP: Final = 8
# Steady lists what it finds in headers, three each; `http.client` takes a hundred.
vars(http.client)["_MAXHEADERS"] = 10_000


def mocks() -> dict[str, Mock]:
    """The mock servers, installed from npm; none where there is no Node."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return {}
    note = _FOLDER / ".packages"
    wanted = "\n".join(each.package for each in MOCKS.values())
    if not note.is_file() or note.read_text() != wanted:
        _FOLDER.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(_FOLDER), *wanted.split("\n")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        note.write_text(wanted)
    return MOCKS


def by_mock(mock: Mock, original: Original, recorded: list[Recorded], folder: Path) -> Verdicts:
    """The verdicts of a mock server: what it answers to each request.

    Args:
        mock: It.
        original: The document.
        recorded: The requests.
        folder: Takes the document, and what the server prints.
    """
    if original.version not in mock.versions:
        return Unread(f"it does not read OpenAPI {original.version}")
    document, said = folder / "document.json", folder / f"{mock.name}.log"
    document.write_text(json.dumps(of_requests(original)), "utf-8")
    # Several operations of one path, which keys with a `#` or a query tell apart, a mock cannot tell apart.
    found: dict[int, list[str]] = {
        index: [] for index, each in enumerate(recorded) if set("#?") & set(each.path)
    }
    for turn in range(_MOST_STARTS):
        left = [index for index in range(len(recorded)) if index not in found]
        port = free_port()
        options = [each.format(port=port) for each in mock.options]
        command = [str(_PROGRAMS / mock.name), *options, str(document)]
        with _running(command, port, said) as why_not:
            if why_not is not None:
                return Unread(why_not)
            ask = partial(_Link(mock, port, original).ask, recorded, is_last=turn > 0)
            # Where it broke down, the request that ends it is found by asking one after another.
            shares = [left[start::_CONNECTIONS] for start in range(_CONNECTIONS)] if turn == 0 else [left]
            with ThreadPoolExecutor(len(shares)) as threads:
                for answers in threads.map(ask, shares):
                    found.update(answers)
        if len(found) == len(recorded):
            break
    return [found.get(index, ["no answer"]) for index in range(len(recorded))]


@contextmanager
def _running(command: list[str], port: int, said: Path) -> Iterator[str | None]:
    """A server, for as long as the block lasts; gives why it does not run."""
    with said.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "NO_COLOR": "1"},
            start_new_session=True,
        )
    try:
        yield _why_not_up(process, port, said)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _why_not_up(process: subprocess.Popen[bytes], port: int, said: Path) -> str | None:
    give_up = time.monotonic() + _START
    while time.monotonic() < give_up:
        if process.poll() is not None:
            return f"it ended: {_last_said(said)}"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return None
    return f"it was not ready after {_START:.0f} seconds"


def _last_said(said: Path) -> str:
    lines = [" ".join(line.split()) for line in said.read_text("utf-8", "replace").splitlines()]
    return next((line for line in lines if re.search("error|fatal", line, re.IGNORECASE)), "")[:300]


def _target(original: Original, request: Recorded) -> str:
    """Where a request goes, below the address of the document's server."""
    parts = urlsplit(request.url)
    bases = [urlsplit(each).path.rstrip("/") for each in servers(original, request.pointer, request.path)]
    base = next((each for each in bases if each and parts.path.startswith(each)), "")
    return parts.path.removeprefix(base) + (f"?{parts.query}" if parts.query else "")


@dataclass(frozen=True, slots=True)
class _Link:
    """The way to a server that runs."""

    mock: Mock
    port: int
    original: Original

    def ask(
        self, recorded: list[Recorded], indices: list[int], *, is_last: bool = False
    ) -> dict[int, list[str]]:
        """Send requests over one connection, until one gets no answer; `is_last` says so in its place."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_ANSWER)
        found: dict[int, list[str]] = {}
        try:
            for index in indices:
                found[index] = self._answer(connection, recorded[index])
        except (OSError, HTTPException) as error:
            if is_last:
                found[index] = [f"no answer: {error!r}"]
        finally:
            connection.close()
        return found

    def _answer(self, connection: HTTPConnection, request: Recorded) -> list[str]:
        """What is wrong with a request, sent as it was recorded."""
        for number in range(1, _TRIES + 1):
            try:
                self._send(connection, request)
                response = connection.getresponse()
                body = response.read().decode("utf-8", "replace")
                break
            except (OSError, HTTPException):
                connection.close()  # the next request opens it again
                if number == _TRIES:
                    raise
        headers = {name.lower(): value for name, value in response.getheaders()}
        return self.mock.read(response.status, headers, body)

    def _send(self, connection: HTTPConnection, request: Recorded) -> None:
        target = _target(self.original, request)
        connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers:
            if name.lower() not in ("host", "connection", "accept-encoding"):
                connection.putheader(name, value)
        for name, value in self.mock.told(self.original, request).items():
            connection.putheader(name, value)
        connection.putheader("Host", f"127.0.0.1:{self.port}")
        connection.endheaders(request.content or None)


def _prism(status: int, headers: dict[str, str], body: str) -> list[str]:
    """Prism says in a header what it finds, and answers 422, 401 or 404 to what it refuses."""
    found = [
        _violation(each["location"], each)
        for each in _listed(headers.get("sl-violations", ""))
        if each["location"][:1] == ["request"] and each.get("severity") == "Error"
    ]
    if found or status == _DONE:  # nothing else is documented
        return found
    try:
        said = json.loads(body)
        listed = said.get("validation", ())
        found = [_violation(["request", *each.get("location", ())], each) for each in listed]
        kind = str(said.get("type", "")).rpartition("#")[2]
        text = f"{kind}: {said['detail']}"
    except (ValueError, KeyError):  # it was asked for something else than JSON, or failed before it looked
        text = " ".join(body.split())
    return found or [f"{status} {text}"[:400]]


def _violation(location: list[object], said: dict[str, Any]) -> str:
    return f"{'.'.join(map(str, location))}: {said.get('message')}"


def _listed(header: str) -> list[dict[str, Any]]:
    """The objects of a JSON array that is cut off where it is too long for a header; requests come first."""
    text = header.removeprefix("Too many violations! ")[1:]
    found: list[dict[str, Any]] = []
    while text.startswith("{"):
        try:
            value, end = json.JSONDecoder().raw_decode(text)
        except ValueError:
            break
        found.append(value)
        text = text[end + 1 :]
    return found


def _steady(status: int, headers: dict[str, str], body: str) -> list[str]:
    """Steady lists in headers what it finds, also what is no error to it; a refusal says more in its body."""
    count = int(headers.get("x-steady-error-count") or 0)
    if not count and headers.get("x-steady-request-valid") == "true":
        return []
    try:
        errors = json.loads(body)["steady"]["errors"]
    except (ValueError, KeyError, TypeError):
        errors = [
            {key: headers.get(f"x-steady-error-{number}-{key}") for key in ("code", "path", "message")}
            for number in range(1, count + 1)
        ]
    if not errors:
        return [f"{status} {' '.join(body.split())}"[:400]]
    # Together: one says what is behind the other.
    return ["; ".join(f"{each.get('code')} {each.get('path')}: {each.get('message')}" for each in errors)]


def _brackets(original: Original, request: Recorded) -> dict[str, str]:
    """Tells Steady of lists in deepObject, of which OpenAPI says nothing, where nothing has another style."""
    queries = [
        (each.schema, each.style)
        for each in parameters(original, request.pointer, request.path)
        if each.place == "query"
    ]
    forms: list[tuple[str, str]] = []
    for body in bodies(original, request.pointer, request.path)[0]:
        encoding = (original.at(body.holder) or {}).get("encoding") or {}
        members = (original.follow(original.at(body.schema)) or {}).get("properties") if body.schema else None
        for name in members or ():
            style = str((encoding.get(name) or {}).get("style"))
            forms.append((f"{body.schema}/properties/{escaped(name)}", style))
    found: dict[str, str] = {}
    for where, given in (("Query", queries), ("Form", forms)):
        styles = {style for schema, style in given if _has_parts(original, original.at(schema))}
        if styles == {"deepObject"}:
            found |= {f"X-Steady-{where}-{kind}-Format": "brackets" for kind in ("Array", "Object")}
    return found


def _has_parts(original: Original, schema: Json, depth: int = 0) -> bool:
    """Whether values of a schema may be lists or objects."""
    schema = original.follow(schema)
    if not isinstance(schema, dict) or depth > _DEEP:
        return False
    variants = (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ()))
    return not {"items", "properties", "additionalProperties"}.isdisjoint(schema) or any(
        _has_parts(original, each, depth + 1) for each in variants
    )


MOCKS: Final = {
    each.name: each
    for each in (
        Mock(
            name="steady",
            package="@stdy/cli@0.22.2",
            options=(
                "--quiet",
                "--port={port}",
                "--stream-count=1",
                "--stream-interval=1",
                "--validator-strict-oneof",
            ),
            versions=("3.0", "3.1"),
            read=_steady,
            told=_brackets,
        ),
        Mock(
            name="prism",
            package="@stoplight/prism-cli@5.14.2",
            options=("mock", "--errors", "-v", "error", "-p", "{port}"),
            versions=("2.0", "3.0", "3.1"),
            read=_prism,
        ),
    )
}
"""By name."""
