"""What the last run found, so that the next one can tell from digests that nothing has changed.

It is kept in the user's cache, outside of version control. Nothing depends on it: where it is missing, too
old or damaged, a run does everything. Decision 14 says why an answer from here is right.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from generator import __version__
from generator.config import SdkSettings
from generator.diagnostics import Diagnostic, Diagnostics, Location, Severity
from generator.load.cache import folder as kept_in
from generator.load.inputs import Inputs, rely_on, unchanged

_DAYS = 60


@dataclass(frozen=True, slots=True)
class Memory:
    """What a run found.

    Attributes:
        lock: SHA-256 of the lock file that goes with the package.
        findings: What there was to say.
        is_settled: A run in full would say just that. Without, notes on names may be missing or be said once
            too often: what has been named in the run before is not news in the next.
    """

    lock: str
    findings: tuple[Diagnostic, ...]
    is_settled: bool


def recall(settings: SdkSettings) -> Memory | None:
    """What a run with these settings, this generator and the same inputs found; None: that is not known."""
    content = _load(_path(settings, "run"))
    try:
        if content is None or content["key"] != _key(settings) or not unchanged(content["inputs"]):
            return None
        findings = tuple(_finding(item) for item in content["findings"])
        rely_on(content["inputs"])
        return Memory(str(content["lock"]), findings, content["settled"] is True)
    except (KeyError, TypeError, AttributeError, ValueError):
        return None


def remember(
    settings: SdkSettings, inputs: Inputs, diagnostics: Diagnostics, lock: str, *, is_new: bool
) -> None:
    """Keep what a run found, if it can be told later whether its inputs are the same.

    Args:
        settings: The SDK.
        inputs: Everything that was read.
        diagnostics: Everything that was said.
        lock: The lock file's text; the package on the disk is as it says.
        is_new: It was another one when the run began.
    """
    if not inputs.is_complete or diagnostics.has_errors:
        return
    news = [item for item in diagnostics if is_new and item.code.startswith("NAME")]
    if any(item.severity is not Severity.INFO for item in news):
        return
    _store(
        _path(settings, "run"),
        {
            "key": _key(settings),
            "inputs": inputs.files,
            "findings": [{**asdict(item), "severity": item.severity.value} for item in diagnostics],
            "lock": hashlib.sha256(lock.encode()).hexdigest(),
            "settled": not news,
        },
    )


def layouts(settings: SdkSettings, formatter: str) -> dict[str, str]:
    """What `keep_layouts` has kept of the last run.

    Args:
        settings: The SDK.
        formatter: What formats now: of another one nothing is known.
    """
    content = _load(_path(settings, "layout"))
    if content is None or content.get("formatter") != _way(formatter):
        return {}
    files: object = content.get("files")
    if not isinstance(files, dict):
        return {}
    return {str(key): str(value) for key, value in cast("dict[object, object]", files).items()}


def keep_layouts(settings: SdkSettings, formatter: str, files: Mapping[str, str]) -> None:
    """Keep SHA-256 of text before it was formatted and, after a space, of what it became, by path."""
    _store(_path(settings, "layout"), {"formatter": _way(formatter), "files": dict(files)})


def _way(formatter: str) -> str:
    """What formats, and how it is told to."""
    told = Path(__file__).with_name("format.py").read_bytes()
    return f"{formatter} {hashlib.sha256(told).hexdigest()}"


def _finding(item: dict[str, Any]) -> Diagnostic:
    return Diagnostic(
        code=str(item["code"]),
        severity=Severity(item["severity"]),
        message=str(item["message"]),
        location=Location(**item["location"]),
        source_line=str(item["source_line"]),
        help=str(item["help"]),
    )


def _key(settings: SdkSettings) -> str:
    """SHA-256 of everything but the inputs that decides what a run says and makes."""
    facts = (repr(settings), os.getcwd(), sys.version, _environment(), _own_code())
    return hashlib.sha256(repr(facts).encode()).hexdigest()


@cache
def _own_code() -> str:
    """SHA-256 of the generator itself: in development its version says nothing."""
    here = Path(__file__).parent
    inside = here / "_templates"
    found = hashlib.sha256(__version__.encode())
    for root in (here, inside if inside.is_dir() else here.parent / "templates"):
        for top, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                content = Path(top, name).read_bytes()
                found.update(f"{top}\0{name}\0{len(content)}\0".encode(errors="surrogateescape"))
                found.update(content)
    return found.hexdigest()


def _environment() -> tuple[str, ...]:
    """What is installed: the names of metadata folders have the versions in them."""
    names: set[str] = set()
    for entry in sys.path:
        with contextlib.suppress(OSError):
            names.update(
                name for name in os.listdir(entry or ".") if name.endswith((".dist-info", ".egg-info"))
            )
    return tuple(sorted(names))


def _path(settings: SdkSettings, what: str) -> Path | None:
    folder = kept_in()
    if folder is None:
        return None
    output = os.path.realpath(settings.output)
    return folder / "runs" / f"{hashlib.sha256(os.fsencode(output)).hexdigest()[:32]}.{what}.json"


def _load(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        content: object = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return cast("dict[str, Any]", content) if isinstance(content, dict) else None


def _forget(folder: Path) -> None:
    """Remove what no run has written for long: outputs come and go."""
    oldest = time.time() - _DAYS * 24 * 60 * 60
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _store(path: Path | None, content: dict[str, Any]) -> None:
    """Write a file of the cache whole; where that is not possible, nothing happens."""
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file)
            Path(name).replace(path)
            _forget(path.parent)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
