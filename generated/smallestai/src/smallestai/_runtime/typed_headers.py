"""The headers of an answer, as text, to the types that are documented for them.

OpenAPI 3.1, 4.8.21, Header Object: style `simple`. A header that holds JSON (`content`) is read too.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .errors import ResponseValidationError
from .lenient import DictNode, ListNode, ModelNode, Node, TupleNode, UnionNode
from .parse import facts_of, listed, node_for

if TYPE_CHECKING:
    from .headers import Headers
    from .parse import Parser
    from .steps import Reply

__all__ = ["read_headers"]

_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} ")
_SCALAR = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false")


def read_headers(parser: Parser, reply: Reply) -> Any:
    """Return the documented headers of an answer as their model.

    Raises:
        AttributeError: None are documented.
        ResponseValidationError: Under `strict_responses`, one differs from its documented type.
    """
    operation = parser.operation
    if operation.headers is None:
        raise AttributeError(
            f"{operation.method} {operation.path} documents no headers of its answer; see `headers`"
        )
    node = node_for(operation, operation.headers.model)
    assert isinstance(node, ModelNode)
    values = {
        field.wire: _value(field.node, _lines(reply.headers, field.wire))
        for field in node.fields
        if field.wire in reply.headers
    }
    model, problems = node.read(values)
    if problems:
        message = f"headers: {listed(problems)}"
        if parser.strict:
            raise ResponseValidationError(
                message, invalid_fields=tuple(problems), **facts_of(operation, reply, "")
            )
        parser.logger.warning("%s %s: %s", operation.method, operation.path, message)
    return model


def _lines(headers: Headers, name: str) -> list[str]:
    # A comma does not part cookies (RFC 9110, section 5.3); every other header may come as one or as many.
    return [*headers.get_all(name)] if name.lower() == "set-cookie" else [headers[name]]


def _value(node: Node, lines: list[str]) -> Any:
    """Return the JSON value that the text of a header stands for, if it is of this type; else the text."""
    text = ", ".join(lines)
    if isinstance(node, UnionNode):
        variants = [variant for variant in node.variants if variant.annotation is not type(None)]
        if len(variants) == 1:
            return _value(variants[0], lines)
        values = [_value(variant, lines) for variant in variants]
        return next((value for each, value in zip(variants, values, strict=True) if _fits(each, value)), text)
    if isinstance(node, (ListNode, TupleNode, DictNode, ModelNode)):
        if text[:1] in ("[", "{"):
            try:
                return json.loads(text)
            except ValueError:
                pass
        parts = lines if len(lines) > 1 else [part.strip() for part in text.split(",")] if text else []
        if isinstance(node, ListNode):
            return [_value(node.item, [part]) for part in parts]
        if isinstance(node, TupleNode):
            return [_value(item, [part]) for item, part in zip(node.items, parts, strict=False)]
        return _members(node, parts, text)
    if node.annotation is not Any and _SCALAR.fullmatch(text) and _fits(node, json.loads(text)):
        return json.loads(text)
    if _HTTP_DATE.match(text) and not _fits(node, text):
        return _moment(text)
    return text


def _moment(text: str) -> str:
    """Return an HTTP date (RFC 9110, section 5.6.7) as RFC 3339 has it; the text itself if it is none."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).isoformat()
    except ValueError:
        return text


def _members(node: DictNode | ModelNode, parts: list[str], text: str) -> Any:
    """Return an object that is written `a=1,b=2` (exploded) or `a,1,b,2`."""
    if all("=" in part for part in parts):
        pairs = [part.partition("=")[::2] for part in parts]
    elif len(parts) % 2 == 0:
        pairs = list(zip(parts[::2], parts[1::2], strict=True))
    else:
        return text
    if isinstance(node, DictNode):
        return {name: _value(node.item, [value]) for name, value in pairs}
    types = {field.wire: field.node for field in node.fields}
    return {name: _value(types[name], [value]) if name in types else value for name, value in pairs}


def _fits(node: Node, value: Any) -> bool:
    return not node.read(value)[1]
