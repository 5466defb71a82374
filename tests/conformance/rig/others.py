"""Judges that other people wrote: openapi-core, and the mock servers of npm.

Each is asked in a process of its own about requests that were recorded; none of them knows what the generator
made of the document. They are installed below `.venvs/`, as the servers of `make conformance` are.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.conformance.servers import ENVIRONMENTS, Server, free_port, installed

from .documents import Original
from .judge_request import BASE
from .parts import essence, servers
from .run import Failure, Recorded

OPENAPI_CORE: Final = Server(
    name="openapi-core",
    requirements=("openapi-core==0.23.1", "werkzeug>=3.1"),
    command="",
    document="",
    settings="",
)
NODE: Final = {"@stdy/cli": "steady", "@stoplight/prism-cli": "prism"}
_MOCKS: Final = ENVIRONMENTS / "conformance-mocks"
_PROGRAMS: Final = _MOCKS / "node_modules" / ".bin"
_SCRIPT: Final = Path(__file__).parent / "judges" / "with_openapi_core.py"
_UNLIKE: Final = ("2.0",)
"""Versions that openapi-core does not read."""
_START: Final = 60.0

Verdicts = list[list[str]] | None
"""What is wrong with each request; None: this judge does not know the version, or is not there."""


def by_openapi_core(original: Original, recorded: list[Recorded], folder: Path) -> Verdicts:
    """The verdicts of openapi-core.

    Args:
        original: The document.
        recorded: The requests.
        folder: Takes files.

    Raises:
        OSError, subprocess.CalledProcessError: It cannot be installed, or broke.
    """
    if original.version in _UNLIKE:
        return None
    python = installed(OPENAPI_CORE) / "python"
    document, requests = folder / "document.json", folder / "requests.jsonl"
    document.write_text(json.dumps(_placed(original, recorded)), "utf-8")
    requests.write_text("".join(json.dumps(_plain(each)) + "\n" for each in recorded), "utf-8")
    # From the folder of the script, so that the project's own modules are out of reach.
    command = [str(python), str(_SCRIPT), str(document), str(requests)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]


def _placed(original: Original, recorded: list[Recorded]) -> dict[str, object]:
    """The document; where it does not say where the API is, with the address that was used."""
    if all(each.url.startswith(BASE) for each in recorded):
        return {**original.data, "servers": [{"url": BASE}]}
    return original.data


def _plain(request: Recorded) -> dict[str, object]:
    content = base64.b64encode(request.content).decode()
    return {
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        "content": content,
        "path": request.path,
    }


def failures(judge: str, recorded: list[Recorded], verdicts: list[list[str]]) -> list[Failure]:
    """What a judge said as failures."""
    return [
        Failure("request", request.operation, request.kind, fault, judge, _media_type(request))
        for request, faults in zip(recorded, verdicts, strict=True)
        for fault in faults
    ]


def _media_type(request: Recorded) -> str:
    return essence(next((value for name, value in request.headers if name.lower() == "content-type"), ""))


def has_mocks() -> bool:
    """Whether the mock servers are there already."""
    return all((_PROGRAMS / name).exists() for name in NODE.values())


def mocks() -> dict[str, Path]:
    """The programs of the mock servers, installed from npm; none where there is no Node."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return {}
    if not has_mocks():
        _MOCKS.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(_MOCKS), *NODE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return {name: _PROGRAMS / name for name in NODE.values()}


def by_mock(name: str, program: Path, original: Original, recorded: list[Recorded], folder: Path) -> Verdicts:
    """The verdicts of a mock server: what it answers to each request.

    Args:
        name: `steady` or `prism`.
        program: It.
        original: The document.
        recorded: The requests.
        folder: Takes the document.

    Returns:
        None when it cannot load the document.
    """
    document = folder / "document.json"
    document.write_text(json.dumps(original.data), "utf-8")
    port = free_port()
    options = ["mock", "--errors", "-p", str(port)] if name == "prism" else ["--quiet", "-p", str(port)]
    with _running([str(program), *options, str(document)], port) as is_up:
        if not is_up:
            return None
        ask = _prism if name == "prism" else _steady
        return [_asked(port, original, each, ask) for each in recorded]


@contextmanager
def _running(command: list[str], port: int) -> Iterator[bool]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_COLOR": "1"},
        start_new_session=True,
    )
    try:
        yield _is_up(process, port)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _is_up(process: subprocess.Popen[bytes], port: int) -> bool:
    give_up = time.monotonic() + _START
    while time.monotonic() < give_up and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return True
    return False


Ask = Callable[[int, dict[str, str], str], list[str]]


def _asked(port: int, original: Original, request: Recorded, ask: Ask) -> list[str]:
    """Send a request as it was recorded, at the path below the document's server."""
    parts = urlsplit(request.url)
    bases = [urlsplit(each).path.rstrip("/") for each in servers(original, request.pointer, request.path)]
    base = next((each for each in bases if each and parts.path.startswith(each)), "")
    target = parts.path.removeprefix(base) + (f"?{parts.query}" if parts.query else "")
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers:
            if name.lower() not in ("host", "connection", "accept-encoding"):
                connection.putheader(name, value)
        connection.putheader("Host", f"127.0.0.1:{port}")
        connection.endheaders(request.content or None)
        response = connection.getresponse()
        body = response.read().decode("utf-8", "replace")
        headers = {name.lower(): value for name, value in response.getheaders()}
        return ask(response.status, headers, body)
    except (OSError, HTTPException) as error:
        return [f"no answer: {error!r}"]
    finally:
        connection.close()


def _prism(status: int, headers: dict[str, str], body: str) -> list[str]:
    """Prism says in a header what it finds, and answers 422, 401 or 404 to what it refuses."""
    found = []
    for each in json.loads(headers.get("sl-violations") or "[]"):
        location = each.get("location") or [""]
        # What it finds wrong with its own answer is not about the request.
        if location[:1] == ["request"] and each.get("severity") == "Error":
            found.append(f"{'.'.join(map(str, location))}: {each.get('message')}")
    if found or "stoplight.io/prism/errors" not in body:
        return found
    try:
        said = json.loads(body)
    except ValueError:  # it was asked for something else than JSON
        return [f"{status} {' '.join(body.split())}"[:400]]
    places = [(["request", *each["location"]], each.get("message")) for each in said.get("validation") or ()]
    found = [f"{'.'.join(map(str, place))}: {message}" for place, message in places]
    kind = str(said.get("type", "")).rpartition("#")[2]
    if not found and kind not in _OWN_PRISM:
        found.append(f"{status} {kind}: {said.get('detail') or said.get('title')}"[:400])
    return found


_OWN_PRISM: Final = (
    "NO_RESPONSE_DEFINED",
    "NOT_ACCEPTABLE",
    "VIOLATIONS",
    "SCHEMA_TOO_COMPLEX",
    "EXAMPLE_NOT_FOUND",
    "NO_SUCCESS_RESPONSE_DEFINED",
    "UNKNOWN",
)
"""What Prism says of its own answer."""


def _steady(status: int, headers: dict[str, str], body: str) -> list[str]:
    """Steady says in a header whether a request is valid, and in the body what is wrong with it."""
    if headers.get("x-steady-request-valid", "true") == "true" and status != 404:
        return []
    try:
        errors = json.loads(body)["steady"]["errors"]
    except (ValueError, KeyError, TypeError):
        return [f"{status} {' '.join(body.split())}"[:400]]
    # Together: one says what is behind the other.
    return [
        "; ".join(f"{each.get('code')} {each.get('path')}: {each.get('message')}" for each in errors)[:900]
    ]
