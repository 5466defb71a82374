"""`sdksmith.release.json`: what was released last, so that the next release can be compared with it.

It lies beside the lock and belongs to the package, but no run of `generate` writes it: only `release` does.
JSON without time, host or machine path: the same release, the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.load import inputs

FILE_NAME = "sdksmith.release.json"
FORMAT = 1


class ReleaseUnreadableError(Exception):
    """A release file that this version cannot read. The message says why."""


@dataclass(frozen=True, slots=True)
class Released:
    """The last release.

    Attributes:
        version: Its version.
        document: The one document that the SDK was made of, as `extract` gives it: JSON.
        names: Every name given then, by id.
        marks: As in the lock.
        aliases: As in the lock.
        changelog: The sections of all releases, the newest first: Markdown.
    """

    version: str
    document: str
    names: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, str], ...]
    changelog: str

    def to_text(self) -> str:
        """The file's text."""
        content: dict[str, object] = {
            "release": FORMAT,
            "version": self.version,
            "changelog": self.changelog,
            "names": dict(sorted(self.names)),
            "marks": dict(sorted(self.marks)),
            "aliases": dict(sorted(self.aliases)),
            # As it is: the order of paths is that of methods.
            "document": json.loads(self.document),
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def read(folder: Path) -> Released | None:
    """The last release of the package in a folder; None: there is none yet.

    Raises:
        ReleaseUnreadableError: The file is damaged, or of a later format.
    """
    path = folder / FILE_NAME
    try:
        content: Any = json.loads(inputs.read(path))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise ReleaseUnreadableError(f"cannot be read: {error}") from error
    try:
        if content["release"] != FORMAT:
            raise ReleaseUnreadableError(
                f"is of format {content['release']!r}, which this version cannot read"
            )
        return Released(
            version=str(content["version"]),
            document=json.dumps(content["document"], ensure_ascii=False),
            names=_pairs(content["names"]),
            marks=_pairs(content["marks"]),
            aliases=_pairs(content["aliases"]),
            changelog=str(content["changelog"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ReleaseUnreadableError(f"is damaged ({error!r})") from error


def _pairs(table: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, str(value)) for key, value in table.items()))
