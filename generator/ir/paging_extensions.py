"""What a document says of its lists: `x-sdksmith-pagination`, and what other generators' users write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from generator.ir.model import Pointer
from generator.ir.paging import Misfit, Rule
from generator.paging_settings import PAGINATION_TYPES
from generator.spec import model as spec
from generator.spec.frozen import thaw

_OURS = "x-sdksmith-pagination"
_FERN = "x-fern-pagination"
_SPEAKEASY = "x-speakeasy-pagination"
_FERN_KEYS = frozenset(
    {"type", "cursor", "next_cursor", "offset", "step", "has-next-page", "results", "next_uri", "next_path"}
)
_KEYS = frozenset({"type", "items", "argument", "next", "has_more", "total_items", "total_pages", "start"})
_MEMBERS = re.compile(r"[^.\[\]\s$'\"*?()@]+(\.[^.\[\]\s$'\"*?()@]+)*")
_LAST_ITEM = re.compile(r"(?P<items>[^\[\]]*)\[-1\]\.(?P<rest>.+)")


def rules(document: spec.Spec) -> dict[Pointer, Rule | Misfit]:
    """The rule of each operation that has an extension; what is wrong with it, where it cannot be read."""
    defaults = _said(document.extensions)
    found: dict[Pointer, Rule | Misfit] = {}
    for operation in document.operations:
        said = _said(operation.extensions)
        if said is None:
            continue
        source, given = said
        try:
            if given is True:
                if defaults is None or defaults[0] != source:
                    raise Misfit("there are no defaults at the root")
                given = defaults[1]
            if not _is_object(given):
                raise Misfit("an object is expected")
            found[Pointer(operation.pointer)] = _READ[source](given)
        except Misfit as reason:
            found[Pointer(operation.pointer)] = Misfit(str(reason), source)
    return found


def _said(extensions: tuple[tuple[str, spec.Json], ...]) -> tuple[str, Any] | None:
    """Whose extension says how a list goes on, and what it says."""
    said: Any = thaw(dict(extensions).get(_OURS))
    return (said["source"], said["rule"]) if _is_object(said) else None


def _is_object(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _ours(given: Mapping[str, Any]) -> Rule:
    """In the words of the configuration (`generator.paging_settings`)."""
    if unknown := sorted(given.keys() - _KEYS):
        raise Misfit(f"'{unknown[0]}' is not known")
    kind = given.get("type")
    if kind not in PAGINATION_TYPES or kind == "none":
        raise Misfit(f"the type {kind!r} is not known")
    start = given.get("start")
    if not (start is None or (isinstance(start, int) and not isinstance(start, bool))):
        raise Misfit("'start' is not a whole number")
    texts = {key: _text(given, key) for key in _KEYS - {"type", "start"} if key in given}
    total = texts.pop("total_items", "") or texts.pop("total_pages", "")
    texts.pop("total_pages", "")
    return Rule(type=kind, total=total, start=start, source=_OURS, **texts)


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


_READ: Mapping[str, Callable[[Mapping[str, Any]], Rule]] = {
    _OURS: _ours,
    _FERN: _fern,
    _SPEAKEASY: _speakeasy,
}


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
