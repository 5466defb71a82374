"""Writes the `version` of an SDK into the configuration file, and leaves everything else as it is."""

from __future__ import annotations

import re
import tomllib
from io import StringIO
from pathlib import Path
from typing import Any

import tomlkit

from generator.exits import UsageError
from generator.toml_places import places


def with_version(text: str, path: Path, sdk: str, version: str) -> str:
    """The text of a configuration file with another version for an SDK.

    Args:
        text: The file's text.
        path: The file: in a `pyproject.toml`, SDKs are below `tool.sdksmith`.
        sdk: The SDK's name.
        version: The version.

    Raises:
        UsageError: The file is written in a way that this cannot edit.
    """
    table = ("tool", "sdksmith", "sdk", sdk) if path.name == "pyproject.toml" else ("sdk", sdk)
    wanted: Any = tomllib.loads(text.replace("\r\n", "\n"))
    settings = wanted
    for key in table:
        settings = settings[key]
    if settings.get("version") == version:
        return text
    if "version" in settings:
        document: Any = tomlkit.parse(text)
        place = document
        for key in table:
            place = place[key]
        place["version"] = version
        edited = tomlkit.dumps(document)
    else:
        edited = _inserted(text, table, version)
    settings["version"] = version
    try:
        if tomllib.loads(edited.replace("\r\n", "\n")) == wanted:
            return edited
    except tomllib.TOMLDecodeError:
        pass
    raise UsageError(f'{path}: cannot be edited; write `version = "{version}"` for {sdk!r}, and try again.')


def _inserted(text: str, table: tuple[str, ...], version: str) -> str:
    """With a new line: after the table's header, else before its first key."""
    lines = list(StringIO(text))  # `\r` and others end no line here
    # A header of a table below is no key of this one.
    keys = sorted(
        place
        for path, place in places(text).items()
        if path[:-1] == table and not lines[place[0] - 1].lstrip().startswith("[")
    )
    if not keys:
        return text
    line, column = keys[0]
    before = lines[line - 1][: column - 1]
    at = line - 1
    # Between a comment and what it speaks of there is no place for another key.
    while at > 0 and re.fullmatch(r"\s*(#.*)?", lines[at - 1].rstrip("\r\n")):
        at -= 1
    end = "\r\n" if lines[line - 1].endswith("\r\n") else "\n"
    return "".join([*lines[:at], f'{before}version = "{version}"{end}', *lines[at:]])
