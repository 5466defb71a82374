"""`x-fern-pagination` and `x-speakeasy-pagination`: what other generators' users say of their lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from generator.ir.model import Pointer
from generator.ir.paging import Misfit, Rule
from generator.spec import model as spec
from generator.spec.frozen import thaw

_FERN = "x-fern-pagination"
_SPEAKEASY = "x-speakeasy-pagination"
_FERN_KEYS = frozenset(
    {"type", "cursor", "next_cursor", "offset", "step", "has-next-page", "results", "next_uri", "next_path"}
)
_MEMBERS = re.compile(r"[^.\[\]\s$'\"*?()@]+(\.[^.\[\]\s$'\"*?()@]+)*")
_LAST_ITEM = re.compile(r"(?P<items>[^\[\]]*)\[-1\]\.(?P<rest>.+)")


def rules(document: spec.Spec) -> dict[Pointer, Rule | Misfit]:
    """The rule of each operation that has an extension; what is wrong with it, where it cannot be read."""
    defaults = _value(document.extensions, _FERN)
    found: dict[Pointer, Rule | Misfit] = {}
    for operation in document.operations:
        for name, read in ((_FERN, _fern), (_SPEAKEASY, _speakeasy)):
            given = _value(operation.extensions, name)
            if given is True and name == _FERN:
                given = defaults if defaults is not None else Misfit("there are no defaults at the root")
            if given is None or given is False:
                continue
            try:
                if isinstance(given, Misfit):
                    raise given
                if not _is_object(given):
                    raise Misfit("an object is expected")
                found[Pointer(operation.pointer)] = read(given)
            except Misfit as reason:
                found[Pointer(operation.pointer)] = Misfit(str(reason), name)
            break
    return found


def _value(extensions: tuple[tuple[str, spec.Json], ...], name: str) -> Any:
    return next((thaw(value) for key, value in extensions if key == name), None)


def _is_object(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _fern(given: Mapping[str, Any]) -> Rule:
    if unknown := sorted(given.keys() - _FERN_KEYS):
        raise Misfit(f"'{unknown[0]}' is not supported")
    results = _path(given, "results", "$response")
    if "cursor" in given:
        return Rule(
            type="cursor",
            items=results,
            argument=_path(given, "cursor", "$request"),
            next=_path(given, "next_cursor", "$response"),
            source=_FERN,
        )
    if "offset" in given:
        has_more = _path(given, "has-next-page", "$response") if "has-next-page" in given else ""
        # With a step it counts items, without one pages.
        return Rule(
            type="offset" if "step" in given else "page",
            items=results,
            argument=_path(given, "offset", "$request"),
            has_more=has_more,
            source=_FERN,
        )
    for key in ("next_uri", "next_path"):
        if key in given:
            return Rule(type="url", items=results, next=_path(given, key, "$response"), source=_FERN)
    raise Misfit("'cursor', 'offset' or 'next_uri' is expected")


def _speakeasy(given: Mapping[str, Any]) -> Rule:
    kind = given.get("type")
    outputs: Any = given.get("outputs")
    inputs: Any = given.get("inputs", [])
    if not _is_object(outputs) or not _is_list(inputs):
        raise Misfit("'inputs' must be a list and 'outputs' an object")
    items = _path(outputs, "results", "$") if "results" in outputs else None
    if kind == "url":
        if items is None:
            raise Misfit("'outputs.results' is needed: it says where the items are")
        return Rule(type="url", items=items, next=_path(outputs, "nextUrl", "$"), source=_SPEAKEASY)
    named = {each.get("type"): each.get("name") for each in inputs if _is_object(each)}
    if kind == "cursor":
        next = _path(outputs, "nextCursor", "$")
        last = _LAST_ITEM.fullmatch(next)
        if items is None and last is None:
            raise Misfit("'outputs.results' is needed: it says where the items are")
        return Rule(
            type="cursor",
            items=(last["items"] if last is not None else "") if items is None else items,
            argument=_text(named, "cursor"),
            next=next,
            source=_SPEAKEASY,
        )
    if kind == "offsetLimit":
        if items is None:
            raise Misfit("'outputs.results' is needed: it says where the items are")
        counts = "page" if "page" in named else "offset"
        pages = _path(outputs, "numPages", "$") if counts == "page" and "numPages" in outputs else ""
        return Rule(
            type="page" if counts == "page" else "offset",
            items=items,
            argument=_text(named, counts),
            total=pages,
            source=_SPEAKEASY,
        )
    raise Misfit(f"the type {kind!r} is not known")


def _text(given: Mapping[Any, Any], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        raise Misfit(f"there is no '{key}'")
    return value


def _path(given: Mapping[str, Any], key: str, root: str) -> str:
    """A path of plain members below `root`, without it; empty for the root itself."""
    text = _text(given, key)
    if text == root:
        return ""
    path = text.removeprefix(f"{root}.")
    if root == "$" and text.startswith("$["):
        path = text.removeprefix("$")
    last = _LAST_ITEM.fullmatch(path)
    plain = all(
        part == "" or _MEMBERS.fullmatch(part)
        for part in ((last["items"], last["rest"]) if last else (path,))
    )
    if path == text or not path or not plain:
        raise Misfit(f"'{key}' is {text!r}, which is not a path of plain members below {root}")
    return path
