"""What the values of a response can be given to (OpenAPI 3.1 §4.8.20). Part of the IR; `generator.ir.model`
offers it all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from generator.ir.shapes import Pointer, PyName
from generator.spec.model import Json


class Source(Enum):
    """What a runtime expression takes its value from (OpenAPI 3.1 §4.8.20.4)."""

    URL = "url"
    METHOD = "method"
    STATUS = "statusCode"
    REQUEST_HEADER = "request.header"
    REQUEST_QUERY = "request.query"
    REQUEST_PATH = "request.path"
    REQUEST_BODY = "request.body"
    RESPONSE_HEADER = "response.header"
    RESPONSE_BODY = "response.body"


@dataclass(frozen=True, slots=True)
class Expression:
    """A runtime expression. `name` is that of a header or parameter, `tokens` the way into a body; those of
    the whole body are empty.
    """

    source: Source
    name: str = ""
    tokens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that begins as an expression does and is none, or that holds several, as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A constant."""

    value: Json


LinkValue: TypeAlias = Expression | Unread | Fixed


@dataclass(frozen=True, slots=True)
class LinkArgument:
    """An argument of the operation that a link leads to: its Python name, or, where it has no such argument,
    the name in the document.
    """

    name: str
    value: LinkValue


@dataclass(frozen=True, slots=True)
class Link:
    """An operation that values of the response can be given to.

    `path` is where it is found below the client; like the names of methods, it belongs to a later pass.
    `body` is what its whole body is.
    """

    name: str
    target: Pointer
    path: tuple[PyName, ...]
    arguments: tuple[LinkArgument, ...]
    body: LinkValue | None = None
    description: str = field(default="", compare=False)
