"""`sdksmith.lock`: what a generated package was made from, and what it consists of.

The file is JSON with sorted keys and no time, host or machine path in it: the same inputs, the same bytes.
Sources are listed by what they say and not by name, because renaming a page changes nothing for callers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from generator.config import SdkSettings

FILE_NAME = "sdksmith.lock"
FORMAT = 1

# Where things are and how the run was made: they change no byte of the package, or have their own entry.
# (What references may lead to, and what files change, shows in the sources; sections of the README in its
# hash.)
_NOT_IN_DIGEST = frozenset(
    {
        "name",
        "specs",
        "overrides",
        "overlays",
        "output",
        "keep",
        "formatter",
        "readme_sections",
        "reference_root",
        "remote_references",
        "allow_private_addresses",
    }
)


class LockUnreadableError(Exception):
    """A lock file that this version cannot read. The message says why."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The record of one generated package.

    Attributes:
        generator: Version of sdksmith.
        formatter: Name of the formatter and its version, `black 26.1.0`.
        configuration: SHA-256 of the settings that change the output.
        sources: SHA-256 of each normalised source document, sorted.
        names: Every name given, by id, so that a later run gives it again.
        files: SHA-256 of each generated file, by path relative to the package's project folder.
        references: SHA-256 of what was fetched from other hosts, by address.
        marks: What each component and operation is recognised by when it is called otherwise, by pointer.
        aliases: Old names that still work, and the id of what each means.
    """

    generator: str
    formatter: str
    configuration: str
    sources: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    references: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    def to_text(self) -> str:
        """The file's text."""
        content: dict[str, object] = {
            "lock": FORMAT,
            "generator": self.generator,
            "formatter": self.formatter,
            "configuration": self.configuration,
            "sources": sorted(self.sources),
            # Few specs have any.
            **({"references": dict(sorted(self.references))} if self.references else {}),
            **({"aliases": dict(sorted(self.aliases))} if self.aliases else {}),
            "names": dict(sorted(self.names)),
            **({"marks": dict(sorted(self.marks))} if self.marks else {}),
            "files": dict(sorted(self.files)),
        }
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def configuration_digest(settings: SdkSettings) -> str:
    """SHA-256 of the settings that change what is generated."""
    # Where a document's operations are found is said beside its source, which does not count.
    namespaces = [spec.namespace for spec in settings.specs if spec.namespace is not None]
    # Defaults are left out, so that an option added later does not change the digest of who does not use it.
    defaults = {f.name: f.default for f in fields(settings)}
    values = {
        name: value
        for name, value in asdict(settings).items()
        if name not in _NOT_IN_DIGEST and value != defaults[name]
    }
    if settings.choices:
        values["choices"] = [(choice.key, choice.text) for choice in settings.choices]
    if namespaces:
        values["namespaces"] = namespaces
    return digest(json.dumps(values, sort_keys=True).encode())


def read(folder: Path) -> Lock | None:
    """The lock of a package's project folder; None when there is none.

    Raises:
        LockUnreadableError: It is not one of ours, damaged, or of a later format.
    """
    path = folder / FILE_NAME
    try:
        content: object = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise LockUnreadableError(f"{path}: {error}") from error
    if not isinstance(content, dict):
        raise LockUnreadableError(f"{path}: not a lock file of sdksmith")
    return _parse(path, content)  # pyright: ignore[reportUnknownArgumentType]


def _parse(path: Path, content: dict[str, Any]) -> Lock:
    if content.get("lock") != FORMAT:
        made_by = content.get("generator", "an unknown version")
        raise LockUnreadableError(
            f"{path}: this version cannot read lock format {content.get('lock')!r} (of {made_by})"
        )
    try:
        return Lock(
            generator=str(content["generator"]),
            formatter=str(content["formatter"]),
            configuration=str(content["configuration"]),
            sources=tuple(str(item) for item in content["sources"]),
            names=_pairs(content["names"]),
            files=_files(content["files"]),
            references=_pairs(content.get("references", {})),
            marks=_pairs(content.get("marks", {})),
            aliases=_pairs(content.get("aliases", {})),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise LockUnreadableError(f"{path}: damaged ({error!r})") from error


def _pairs(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, str(value)) for key, value in table.items()))


def _files(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    # Files listed here may be removed later, so none may lie outside the folder.
    for path in table:
        check_inside(path)
    return _pairs(table)


def check_inside(path: str) -> None:
    """Refuse a generated file's path that is not relative, in POSIX spelling, and inside the folder.

    Raises:
        ValueError: It leads elsewhere.
    """
    # Thousands of paths are looked at in each run: pathlib would take ten times as long.
    if not {"", ".", ".."}.isdisjoint(path.split("/")) or "\\" in path or ":" in path:
        raise ValueError(f"{path!r} is not a path inside the package's folder")
