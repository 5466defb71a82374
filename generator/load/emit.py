"""A document as text: YAML that a person reads, or JSON, which every reader of either kind reads alike."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

import yaml

from generator.load import yaml12
from generator.load.document import JsonValue

# PyYAML's types are not known in full.
_YAML: Any = yaml
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

# The order that the specification has them in (OpenAPI 3.1 §4.8.1), what a reader looks for first at the top.
_ROOT = (
    "openapi",
    "swagger",
    "$self",
    "jsonSchemaDialect",
    "info",
    "servers",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "security",
    "tags",
    "externalDocs",
    "paths",
    "webhooks",
    "components",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
)
# Sections in which order says nothing.
_SORTED = frozenset({"components", "definitions", "parameters", "responses", "securityDefinitions"})

# What YAML 1.1 reads as a boolean, though PyYAML does not.
_BOOLEAN = frozenset({"y", "Y", "n", "N"})
# Characters that readers of YAML 1.1 and 1.2 treat differently, or that a block cannot hold: all that are not
# printable, and the line breaks that only one of them knows.
_SPECIAL = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HALF = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")
# A block whose first line is blank or indented would need a mark that says by how much.
_NO_BLOCK = re.compile(r"\A[ \n\t]|[ \t]\n|[ \t]\Z|\t")


def emitted(data: dict[str, JsonValue], format: Literal["yaml", "json"] = "yaml") -> str:
    """A document as text, the same for equal documents whatever the order of members that say nothing.

    Text that looks like another kind of value, to readers of YAML 1.1 or 1.2, is quoted; text of several
    lines is a block. Reading it gives equal values.
    """
    ordered = _ordered(data)
    return _json(ordered) if format == "json" else _yaml(ordered)


def _ordered(data: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Root members in order, extensions after `info`, components by name."""
    rank = {name: number for number, name in enumerate(_ROOT)}
    after_info = rank["info"] + 0.5

    def key(name: str) -> tuple[float, str]:
        return rank.get(name, after_info if name.startswith("x-") else len(rank)), name

    result: dict[str, JsonValue] = {}
    for name in sorted(data, key=key):
        value = data[name]
        if name in _SORTED and isinstance(value, dict):
            value = {section: value[section] for section in sorted(value)}
            if name == "components":
                value = {
                    section: dict(sorted(members.items())) if isinstance(members, dict) else members
                    for section, members in value.items()
                }
        result[name] = value
    return result


def _json(data: dict[str, JsonValue]) -> str:
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return _SURROGATE.sub(_escaped, text) + "\n"


def _escaped(half: re.Match[str]) -> str:
    """Half of a pair, which has no UTF-8."""
    return f"\\u{ord(half[0]):04x}"


def _yaml(data: dict[str, JsonValue]) -> str:
    as_json = _json(data)
    if _HALF.search(as_json):
        return as_json  # only JSON can say it, and is read as YAML is
    text: str = _YAML.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=2**30,
    )
    return text


class _Dumper(_DUMPER):  # type: ignore[misc]
    """Writes what `yaml12` reads."""

    def ignore_aliases(self, data: object) -> bool:
        """Everything is written out."""
        return True


def _text(dumper: Any, text: str) -> Any:
    style = None
    if _SPECIAL.search(text):
        style = '"'
    elif "\n" in text:
        style = '"' if _NO_BLOCK.search(text) else "|"
    elif text in _BOOLEAN or yaml12.scalar(text) != text:
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
