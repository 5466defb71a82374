"""What the client takes for parameters that operations share, as views."""

from __future__ import annotations

from collections.abc import Iterable

from generator.ir.model import Api, Argument, ClientValue, Operation, Place, Primitive, Scalar
from generator.render.prose import sentence
from generator.render.python_types import SCALARS
from generator.render.safe import Safe, clean, code_span, literal, name
from generator.render.views import Pair, ParameterView

_PLACES = {Place.PATH: "path", Place.QUERY: "query", Place.HEADER: "headers", Place.COOKIE: "cookies"}


def parameters(api: Api) -> tuple[ParameterView, ...]:
    """The client's arguments."""
    return tuple(
        ParameterView(name(each.name), Safe(f"{name(each.name)}: {_annotation(each)} | None = None"))
        for each in api.values
    )


def arguments(api: Api) -> tuple[Pair, ...]:
    """What of that the constructor hands on."""
    given = ", ".join(f"{literal(each.name)}: {name(each.name)}" for each in api.values)
    return (Pair(Safe("values"), Safe(f"{{{given}}}")),) if given else ()


def records(api: Api) -> tuple[Pair, ...]:
    """The runtime's records, by the client's argument."""
    return tuple(Pair(literal(each.name), _record(each)) for each in api.values)


def texts(api: Api) -> list[tuple[str, str]]:
    """What the constructor's docstring says of these arguments."""
    said: list[tuple[str, str]] = []
    for each in api.values:
        use = (
            f"Sent as the header {code_span(each.header)} with every request."
            if each.header is not None
            else "Sent with every call that takes it and does not give it."
        )
        about = sentence(clean(each.description))
        said.append(
            (each.name, " ".join(part for part in (about, use) if part) + f" Default: `{each.environment}`.")
        )
    return said


def shown(api: Api, operations: Iterable[Operation]) -> list[str]:
    """The arguments of the client without which these operations cannot be called as examples do."""
    needed = {
        argument.source.argument
        for operation in operations
        for argument in operation.arguments
        if argument.source is not None and argument.source.required
    }
    return [f"{each.name}={_sample(each)}" for each in api.values if each.name in needed]


def from_client(operation: Operation) -> str:
    """Where the values of an operation's parameters come from, by place and wire name; empty: from calls."""
    places: list[str] = []
    for place, keyword in _PLACES.items():
        entries = [
            f"{literal(each.wire)}: {_source(each)}"
            for each in operation.arguments
            if each.place is place and each.source is not None and not each.source.everywhere
        ]
        if entries:
            places.append(f"{literal(keyword)}: {{{', '.join(entries)}}}")
    return f"{{{', '.join(places)}}}" if places else ""


def _source(argument: Argument) -> str:
    assert argument.source is not None
    required = ", required=True" if argument.source.required else ""
    return f"FromClient({literal(argument.source.argument)}{required})"


def _record(value: ClientValue) -> Safe:
    header = f", header={literal(value.header)}" if value.header is not None else ""
    return Safe(f"ClientValue({literal(value.environment)}{header})")


def _annotation(value: ClientValue) -> str:
    return SCALARS[value.type.scalar] if isinstance(value.type, Primitive) else "str"


def _sample(value: ClientValue) -> str:
    match value.type:
        case Primitive(Scalar.INTEGER | Scalar.NUMBER):
            return "1"
        case Primitive(Scalar.BOOLEAN):
            return "True"
        case _:
            return literal(f"YOUR_{value.name.upper()}_HERE")
