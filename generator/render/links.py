"""Links in words: which value of a response is which argument of another method."""

from __future__ import annotations

from generator.ir.model import Expression, Fixed, Link, LinkValue, Operation, Source, Unread
from generator.render.safe import clean, code_span, literal, paragraph

_SHORT = 60


def link_texts(operation: Operation) -> list[str]:
    """A text for each link of an operation, of one or more sentences."""
    return [_text(link, operation) for link in operation.links]


def _text(link: Link, operation: Operation) -> str:
    method = code_span(f"client.{'.'.join(link.path)}")
    said = [
        f"{_value(argument.value, operation)} is the {code_span(argument.name)} of {method}."
        for argument in link.arguments
    ]
    if link.body is not None:
        said.append(f"{_value(link.body, operation)} is the body of {method}.")
    if not said:
        said.append(f"See {method}.")
    about = paragraph(clean(link.description))
    return " ".join([*said, *([about if about[-1] in ".!?" else f"{about}."] if about else [])])


def _value(value: LinkValue, operation: Operation) -> str:
    match value:
        case Fixed(constant):
            text = str(literal(constant))
            return code_span(text if len(text) <= _SHORT else f"{text[:_SHORT]}…")
        case Unread(text):
            return code_span(text)
        case Expression():
            return _expression(value, operation)


def _expression(value: Expression, operation: Operation) -> str:
    match value.source:
        case Source.URL:
            return "The URL of the request"
        case Source.METHOD:
            return code_span(operation.method)
        case Source.STATUS:
            return "The status of the response"
        case Source.RESPONSE_HEADER:
            return f"The response's header {code_span(value.name)}"
        case Source.RESPONSE_BODY:
            return f"The response's {code_span(_way(value.tokens))}" if value.tokens else "The response"
        case Source.REQUEST_BODY:
            if not value.tokens:
                return "The body"
            return _argument(operation, value.tokens[0], ("body-field",), _way(value.tokens[1:]))
        case Source.REQUEST_HEADER | Source.REQUEST_QUERY | Source.REQUEST_PATH:
            return _argument(operation, value.name, (value.source.value.partition(".")[2],))


def _argument(operation: Operation, wire: str, places: tuple[str, ...], rest: str = "") -> str:
    """The argument that travels under a name; headers go by any case."""
    for argument in operation.arguments:
        same = argument.wire == wire or (places == ("header",) and argument.wire.lower() == wire.lower())
        if same and argument.place.value in places:
            return f"The argument {code_span(_joined(argument.name, rest))}"
    return f"The request's {code_span(_joined(wire, rest))}"


def _joined(first: str, rest: str) -> str:
    return f"{first}{rest}" if not rest or rest.startswith("[") else f"{first}.{rest}"


def _way(tokens: tuple[str, ...]) -> str:
    """A JSON pointer as people write it: `items[0].id`."""
    text = ""
    for token in tokens:
        text = f"{text}[{token}]" if token.isdigit() else _joined(text, token) if text else token
    return text
