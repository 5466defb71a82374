"""Judges that other people wrote: openapi-core, and what they and the mock servers (`mocks.py`) share.

Each is asked in a process of its own about requests that were recorded; none of them knows what the generator
made of the document. They are installed below `.venvs/`, as the servers of `make conformance` are.
"""

from __future__ import annotations

import base64
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote_plus

from tests.conformance.servers import Server, installed

from .documents import Original
from .judge_request import BASE
from .parts import FORMS, essence
from .run import Failure, Recorded, as_sent

OPENAPI_CORE: Final = Server(
    name="openapi-core",
    requirements=("openapi-core==0.23.1", "werkzeug>=3.1"),
    command="",
    document="",
    settings="",
)
_SCRIPT: Final = Path(__file__).parent / "judges" / "with_openapi_core.py"
_UNLIKE: Final = ("2.0",)
"""Versions that openapi-core does not read."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The answer of a judge that cannot read the document.

    Attributes:
        why: What hinders it.
    """

    why: str


Verdicts = list[list[str]] | Unread
"""What is wrong with each request, or why the judge cannot say."""


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
        return Unread(f"it does not read OpenAPI {original.version}")
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
        Failure(
            "request",
            request.operation,
            request.kind,
            fault,
            judge,
            _media_type(request),
            _sent(request),
            request.pointer,
            request.path,
            as_sent(request.method, request.url, dict(request.headers), request.content),
        )
        for request, faults in zip(recorded, verdicts, strict=True)
        for fault in faults
    ]


def _media_type(request: Recorded) -> str:
    return essence(next((value for name, value in request.headers if name.lower() == "content-type"), ""))


def _sent(request: Recorded) -> str:
    body = request.content.decode("utf-8", "replace")
    is_form = _media_type(request) == FORMS[0]
    return f"{unquote_plus(request.url)}\n\n{unquote_plus(body) if is_form else body}"
