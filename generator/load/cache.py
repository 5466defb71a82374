"""Copies of what was fetched, on disk: to ask only whether it changed, and to go on without the network."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "SDKSMITH_CACHE_DIR"
"""The environment variable that names another folder than the user's cache; empty: nothing is kept."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What an address held.

    Attributes:
        content: The file.
        url: Where redirections led.
        etag: Its entity tag (RFC 9110 §8.8.3), or empty.
        modified: Its `Last-Modified` (§8.8.2), or empty.
    """

    content: bytes
    url: str
    etag: str = ""
    modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the file only if it is another one (RFC 9110 §13.1)."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


def folder() -> Path | None:
    """Where things are kept from one run to the next; None: nowhere."""
    given = os.environ.get(VARIABLE)
    if given is None:
        # Takes as long to import as a run in which nothing has changed.
        import platformdirs

        return platformdirs.user_cache_path("sdksmith", appauthor=False)
    return Path(given) if given else None


def find(url: str) -> Copy | None:
    """The copy of an address; None when there is none, or it cannot be read."""
    path = _path(url)
    if path is None:
        return None
    try:
        head, _, content = path.read_bytes().partition(b"\n")
        known = json.loads(head)
        if known["of"] != url or known["sha256"] != hashlib.sha256(content).hexdigest():
            return None
        return Copy(content, str(known["url"]), str(known["etag"]), str(known["modified"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(url: str, copy: Copy) -> None:
    """Write a copy of an address. Where that is not possible, nothing happens."""
    target = _path(url)
    if target is None:
        return
    known = {name: value for name, value in asdict(copy).items() if name != "content"}
    head = json.dumps({"of": url, "sha256": hashlib.sha256(copy.content).hexdigest(), **known})
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(head.encode() + b"\n" + copy.content)
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _path(url: str) -> Path | None:
    here = folder()
    return here and here / "fetched" / hashlib.sha256(url.encode()).hexdigest()
