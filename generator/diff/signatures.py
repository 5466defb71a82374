"""Methods and types as callers write and read them, of both sides: what reports show next to each other.

In short: types as `spell` says them, `...` for what need not be given. Generated files have it in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from generator.diff.changes import Change, Side, method_path
from generator.diff.types import spell
from generator.ir.model import Alias, Argument, Definition, Enumeration, Field, Model, Operation, PyName

# What these are about has another name on the new side.
_RENAMES = frozenset({"method-renamed", "method-moved", "method-alias", "type-renamed", "type-alias"})
_WIDTH = 60


def signatures(old: Side, new: Side, changes: Iterable[Change]) -> Mapping[str, tuple[str, str]]:
    """What each change is about as it was and as it is, by the change's fingerprint.

    Empty text where there is nothing on that side; changes of neither methods nor types are left out.
    """
    before, after = _Surface(old), _Surface(new)
    found: dict[str, tuple[str, str]] = {}
    for change in changes:
        now = change.after if change.rule in _RENAMES else change.subject
        if change.subject.startswith("types.") and not now.startswith("types."):
            now = f"types.{now}"
        texts = ("" if change.old is None else before.of(change.subject)), (
            "" if change.new is None else after.of(now)
        )
        if change.old is not None and change.new is not None and not texts[0]:
            # The subject has its new name in changes beside the one of the name.
            texts = before.of(_was(change, changes)), texts[1]
        if any(texts):
            found[change.fingerprint] = texts
    return found


def _was(change: Change, changes: Iterable[Change]) -> str:
    for each in changes:
        name = each.after if each.subject.startswith("client.") else f"types.{each.after}"
        if each.rule in _RENAMES and name == change.subject:
            return each.subject
    return ""


class _Surface:
    """The methods and types of a side by the places where callers find them."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._methods = {method_path(each): each for each in side.operations}

    def of(self, subject: str) -> str:
        if (operation := self._methods.get(subject)) is not None:
            return method_text(operation, self._side)
        if subject.startswith("types."):
            definition = self._side.by_name.get(PyName(subject.removeprefix("types.")))
            return "" if definition is None else type_text(definition, self._side)
        return ""


def method_text(operation: Operation, side: Side) -> str:
    """The signature of a method, an argument a line."""
    head = f"def {operation.name}("
    arguments = [_argument(each, side) for each in operation.arguments]
    tail = f") -> {_returned(operation, side)}"
    note = "@deprecated\n" if operation.deprecated else ""
    if not arguments:
        return f"{note}{head}{tail}"
    return "\n".join([f"{note}{head}", "    *,", *(f"    {each}," for each in arguments), tail])


def _argument(argument: Argument, side: Side) -> str:
    text = f"{argument.name}: {spell(argument.type, side)}"
    if argument.nullable and not text.endswith("| None"):
        text += " | None"
    return text if argument.required else f"{text} = {_default(argument)}"


def _default(thing: Argument | Field) -> str:
    return repr(thing.doc.default) if thing.doc.has_default else "..."


def _returned(operation: Operation, side: Side) -> str:
    if operation.pagination is not None:
        return f"Page[{spell(operation.pagination.item, side)}]"
    if operation.returned is not None:
        return spell(operation.returned.type, side)
    found: dict[str, None] = {}
    for result in operation.results:
        text = "None" if result.type is None else spell(result.type, side)
        found[text if result.sequence is None else f"Stream[{text}]"] = None
    return " | ".join(found) or "None"


def type_text(definition: Definition, side: Side) -> str:
    """A type as a class or an assignment."""
    note = "# deprecated\n" if definition.deprecated else ""
    match definition:
        case Model():
            lines = [_field(each, side) for each in definition.fields]
            if definition.extra is not None:
                lines.append(f"**extra: {spell(definition.extra, side)}")
            return "\n".join(
                [f"{note}class {definition.name}:", *(f"    {each}" for each in lines or ["..."])]
            )
        case Enumeration(as_class=True):
            values = (f"    {each.name} = {each.value!r}" for each in definition.values)
            return "\n".join([f"{note}class {definition.name}(Enum):", *values])
        case Enumeration():
            literals = [repr(each.value) for each in definition.values]
            return note + _choices(str(definition.name), literals, lambda lines: f"Literal[{lines}]")
        case Alias():
            variants = spell(definition.type, side).split(" | ")
            return f"{note}{definition.name} = " + (
                " | ".join(variants)
                if len(" | ".join(variants)) < _WIDTH
                else "(\n    " + "\n    | ".join(variants) + "\n)"
            )
        case _:
            assert_never(definition)


def _choices(name: str, values: list[str], around: Callable[[str], str]) -> str:
    return f"{name} = " + around("\n" + "".join(f"    {each},\n" for each in values))


def _field(field: Field, side: Side) -> str:
    text = f"{field.name}: {spell(field.type, side)}"
    if (field.nullable or not field.required) and not text.endswith("| None"):
        text += " | None"
    note = "  # deprecated" if field.deprecated else ""
    return f"{text}{note}" if field.required else f"{text} = {_field_default(field)}{note}"


def _field_default(field: Field) -> str:
    return repr(field.doc.default) if field.doc.has_default else "None"
