"""The original document, read without the generator: what the judges go by.

JSON or YAML 1.2. Other files that it refers to are led inside, so that every reference begins with `#`.
"""

from __future__ import annotations

import copy
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import yaml

Json = Any
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
FILES: Final = "x-files"
_DATA: Final = frozenset({"example", "default", "enum", "const", "value", "mapping"})
"""Keywords of plain data, in which nothing refers to anything; `examples` are, too, where they are a list."""
_NAMED: Final = frozenset(
    {
        *("properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas"),
        *("responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes"),
        *("securityDefinitions", "links", "callbacks", "pathItems", "mediaTypes", "paths", "webhooks"),
        *("content", "encoding", "variables", "additionalOperations"),
    }
)
"""Keywords of objects whose keys are names: what is called `default` there is no default."""


class _Yaml12(yaml.CSafeLoader):
    """YAML 1.2's core schema (10.3.2): no dates, no sexagesimal numbers, and `no` is text."""


_Yaml12.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def _number(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> int | float:
    return float(node.value) if re.search(r"[.eE]", node.value) else int(node.value)


for _tag in ("int", "float"):
    _Yaml12.add_constructor(f"tag:yaml.org,2002:{_tag}", _number)


def read(path: Path) -> Json:
    """The plain data of a file; the keys of every object are text.

    Raises:
        ValueError: It is neither JSON nor YAML; the message says where.
    """
    text = path.read_text("utf-8-sig")
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except ValueError:
            pass
    try:
        return _texts(yaml.load(text, _Yaml12))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ValueError(f"{path}{place}: {getattr(error, 'problem', None) or error}") from error


def _texts(value: Json) -> Json:
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): _texts(item) for key, item in value.items()}
    return [_texts(item) for item in value] if isinstance(value, list) else value


def bundled(path: Path) -> dict[str, Json]:
    """A document with the files that it refers to below `x-files`, and every reference led there."""
    root = read(path)
    if not isinstance(root, dict):
        raise ValueError(f"{path}: it is no object, and so no document of OpenAPI")
    waiting: list[str] = []
    files: dict[str, Json] = {}

    def led(value: Json, here: str, *, are_names: bool = False) -> Json:
        if isinstance(value, list):
            return [led(item, here) for item in value]
        if not isinstance(value, dict):
            return value
        found = {}
        for key, item in value.items():
            if key == "$ref" and isinstance(item, str):
                found[key] = _led_reference(item, here, waiting)
            elif not are_names and _is_data(key, item):
                found[key] = item
            else:
                found[key] = led(item, here, are_names=not are_names and key in _NAMED)
        return found

    data = led(root, "")
    while waiting:
        name = waiting.pop()
        if name not in files:
            try:
                files[name] = {}
                file = path.parent / name
                files[name] = file.read_text("utf-8") if file.suffix == ".md" else led(read(file), name)
            except OSError:
                continue
    whole = {**data, FILES: files} if files else dict(data)
    for here in walk(whole):
        target = here.get("$ref")
        if isinstance(target, str) and re.fullmatch("#(/.*#)?[^/#]+", target) and "#" in target:
            holder, _, anchor = target.removeprefix("#").rpartition("#")
            here["$ref"] = _anchored(whole, holder, anchor) or target
    return whole


def _is_data(key: str, value: Json) -> bool:
    return key in _DATA or (key == "examples" and isinstance(value, list))


def _anchored(whole: dict[str, Json], holder: str, anchor: str) -> str | None:
    """The pointer of the schema with an anchor (JSON Schema 2020-12 core §8.2.2) in a file."""
    value = Original(Path(), whole).at(holder)
    waiting: list[tuple[str, Json]] = [(f"#{holder}", value)]
    while waiting:
        here, value = waiting.pop()
        if isinstance(value, dict):
            if value.get("$anchor") == anchor:
                return here
            waiting += [(f"{here}/{escaped(key)}", item) for key, item in value.items() if key != FILES]
        elif isinstance(value, list):
            waiting += [(f"{here}/{index}", item) for index, item in enumerate(value)]
    return None


def _led_reference(reference: str, here: str, waiting: list[str]) -> str:
    file, _, fragment = reference.partition("#")
    if "://" in file:
        return reference
    name = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(file))) if file else here
    if not name:
        return reference
    waiting.append(name)
    mark = "" if not fragment or fragment.startswith("/") else "#"
    return f"#/{FILES}/{escaped(name)}{mark}{fragment}"


def escaped(token: str) -> str:
    """A token of a JSON pointer (RFC 6901 §3)."""
    return token.replace("~", "~0").replace("/", "~1")


def tokens(pointer: str) -> list[str]:
    """The tokens of a JSON pointer, in the form of a fragment or not."""
    text = unquote(pointer.removeprefix("#"))
    return [token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:]]


@dataclass
class Original:
    """A document as its author wrote it, and questions to it.

    Attributes:
        path: Where it was read.
        data: Its data; references lead only inside.
    """

    path: Path
    data: dict[str, Json]
    version: str = field(init=False)

    def __post_init__(self) -> None:
        self.version = str(self.data.get("openapi") or self.data.get("swagger"))[:3]

    @property
    def is_swagger(self) -> bool:
        """Whether it is Swagger 2.0."""
        return self.version.startswith("2")

    def at(self, pointer: str) -> Json:
        """The value at a pointer; None when there is none."""
        value: Json = self.data
        for token in tokens(pointer):
            value = self.follow(value)
            if isinstance(value, dict) and token in value:
                value = value[token]
            elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
                value = value[int(token)]
            else:
                return None
        return value

    def follow(self, value: Json) -> Json:
        """What a Reference Object means; anything else as it is."""
        seen = 0
        while isinstance(value, dict) and isinstance(target := value.get("$ref"), str):
            seen += 1
            value = self.at(target) if target.startswith("#") and seen < 50 else None
        return value

    def place(self, pointer: str) -> str:
        """The pointer of what stands at a pointer after references are followed."""
        here = "#"
        for token in tokens(pointer):
            here = self._followed(here)
            here = f"{here}/{escaped(token)}"
        return self._followed(here)

    def _followed(self, pointer: str) -> str:
        for _ in range(50):
            value = self.at(pointer) if pointer != "#" else self.data
            if not (isinstance(value, dict) and isinstance(target := value.get("$ref"), str)):
                break
            pointer = "#" + "".join(f"/{escaped(token)}" for token in tokens(target))
        return pointer

    def operation(self, method: str, path: str) -> str | None:
        """The pointer of an operation, None when the document has no such."""
        item = self.place(f"#/paths/{escaped(path)}")
        value = self.at(item)
        if not isinstance(value, dict):
            return None
        for pointer in (f"{item}/{method.lower()}", f"{item}/additionalOperations/{escaped(method)}"):
            if isinstance(self.at(pointer), dict):
                return self.place(pointer)
        return None

    def parameters(self, operation: str, path: str) -> dict[tuple[str, str], tuple[str, dict[str, Json]]]:
        """The parameters of an operation by place and name, each with its pointer; its own go first."""
        item = self.place(f"#/paths/{escaped(path)}")
        found: dict[tuple[str, str], tuple[str, dict[str, Json]]] = {}
        for holder in (item, operation):
            listed = (self.at(holder) or {}).get("parameters")
            for index in range(len(listed) if isinstance(listed, list) else 0):
                pointer = self.place(f"{holder}/parameters/{index}")
                value = self.at(pointer)
                if isinstance(value, dict) and isinstance(value.get("name"), str) and "in" in value:
                    found[value["in"], value["name"]] = (pointer, value)
        return found

    def responses(self, operation: str) -> dict[str, tuple[str, dict[str, Json]]]:
        """The responses of an operation by status as written, each with its pointer."""
        listed = (self.at(operation) or {}).get("responses")
        found = {}
        for status in listed if isinstance(listed, dict) else ():
            pointer = self.place(f"{operation}/responses/{escaped(status)}")
            value = self.at(pointer)
            if not status.startswith("x-") and isinstance(value, dict):
                found[status] = (pointer, value)
        return found


def original(path: Path) -> Original:
    """Read a document."""
    return Original(path, bundled(path))


def walk(value: Json) -> Iterator[dict[str, Json]]:
    """Every object of a value, examples and other plain data left out."""
    stack = [(value, False)]
    while stack:
        here, are_names = stack.pop()
        if isinstance(here, dict):
            yield here
            stack.extend(
                (item, not are_names and key in _NAMED)
                for key, item in here.items()
                if are_names or not _is_data(key, item)
            )
        elif isinstance(here, list):
            stack.extend((item, False) for item in here)


def copied(value: Json) -> Json:
    """A deep copy."""
    return copy.deepcopy(value)
