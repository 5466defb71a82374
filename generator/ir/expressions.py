"""Runtime expressions (OpenAPI 3.1 §4.8.20.4): `$response.body#/id`, `$request.path.id`, `$url`."""

from __future__ import annotations

from generator.ir.links import Expression, Fixed, LinkValue, Source, Unread
from generator.spec.model import Json

_WHOLE = {"$url": Source.URL, "$method": Source.METHOD, "$statusCode": Source.STATUS}
_NAMED = {
    "$request.header.": Source.REQUEST_HEADER,
    "$request.query.": Source.REQUEST_QUERY,
    "$request.path.": Source.REQUEST_PATH,
    "$response.header.": Source.RESPONSE_HEADER,
}
_BODIES = {"$request.body": Source.REQUEST_BODY, "$response.body": Source.RESPONSE_BODY}


def read(value: Json) -> LinkValue:
    """What a value of a link means.

    Args:
        value: Any JSON value; a string that begins with `$`, or is one such in braces, is an expression.

    Returns:
        The expression, or the constant; text that looks like an expression and is not one, as it is.
    """
    if not isinstance(value, str):
        return Fixed(value)
    text = value.strip()
    inner = text[1:-1] if text.startswith("{$") and text.endswith("}") and text.count("{") == 1 else text
    if not inner.startswith("$"):
        return Unread(value) if "{$" in value else Fixed(value)
    return _expression(inner) or Unread(value)


def _expression(text: str) -> Expression | None:
    if text in _WHOLE:
        return Expression(_WHOLE[text])
    for start, source in _NAMED.items():
        if text.startswith(start) and len(text) > len(start):
            return Expression(source, text.removeprefix(start))
    body, mark, pointer = text.partition("#")
    if body not in _BODIES:
        return None
    if not mark or not pointer:
        return Expression(_BODIES[body])
    if not pointer.startswith("/"):
        return None
    # RFC 6901 §4: `~1` before `~0`, so that `~01` becomes `~1`.
    tokens = (token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/"))
    return Expression(_BODIES[body], tokens=tuple(tokens))
