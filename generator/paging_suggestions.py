"""What the shape of an operation suggests about its pagination. Shown by `inspect`, and never acted upon."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.ir.model import (
    Argument,
    Constant,
    Definition,
    ListOf,
    Model,
    Named,
    Operation,
    Place,
    Pointer,
    Primitive,
    Scalar,
    Type,
)
from generator.ir.paging import Misfit, Paths, Rule, resolve, response_of
from generator.paging_settings import PaginationType

# Names by which APIs go, in lower case and without anything but letters and digits.
_ITEMS = ("data", "items", "results", "records", "entries", "values", "objects", "list")
_CURSORS = frozenset(
    {"after", "cursor", "pagecursor", "pageafter", "pagetoken", "nexttoken", "nextcursor", "nextpagetoken"}
    | {"continuationtoken", "continuation", "startcursor", "paginationtoken", "pagepaginationtoken", "token"}
    | {"marker", "startkey", "exclusivestartkey", "bookmark", "scrollid", "nextpage", "next", "pagingtoken"}
)
_NEXT = (
    *("nextcursor", "nextpagetoken", "nexttoken", "nextpagecursor", "endcursor", "cursornext", "after"),
    *("cursor", "pagetoken", "continuationtoken", "nextmarker", "nextpage", "next", "paginationtoken"),
    *("scrollid", "bookmark", "nextkey", "lastid"),
)
_LAST_IDS = frozenset({"startingafter", "after", "afterid", "lastid", "sinceid"})
_URLS = ("nexturl", "nexturi", "nextlink", "nextpageurl", "nextpageuri", "odatanextlink", "next", "nextpage")
_PAGES = frozenset({"page", "pagenumber", "pageno", "pageindex", "pagenum", "currentpage"})
_OFFSETS = frozenset({"offset", "skip", "pageoffset", "startindex", "start"})
_HAS_MORE = ("hasmore", "hasnext", "hasnextpage", "hasmoreitems", "more")
_TOTAL_PAGES = ("totalpages", "pagecount", "numpages", "pagestotal", "lastpage", "pages")
_TOTAL_ITEMS = ("total", "totalcount", "totalitems", "totalresults", "totalsize", "count")


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of the answer that is no object and no list."""

    path: str
    name: str
    type: Type


def suggested(operation: Operation, definitions: Mapping[Pointer, Definition]) -> Rule | None:
    """The rule that an operation's arguments and answer suggest; None where nothing is plain."""
    if operation.method not in ("GET", "POST"):
        return None
    try:
        response = response_of(operation)
    except Misfit:
        return None
    paths = Paths(definitions)
    items = _items(response, paths)
    if items is None:
        return None
    members = list(_members(response, paths))
    for rule in _rules(operation, members, items, paths):
        try:
            resolve(operation, rule, definitions)
        except Misfit:
            continue
        return rule
    return None


def configuration(operation: Operation, rule: Rule) -> str:
    """A rule as the table that the configuration file takes; NAME stands for the SDK's name."""
    lines = [f"[sdk.NAME.pagination.{json.dumps(f'{operation.method} {operation.path}')}]"]
    total = "total_pages" if rule.type == "page" else "total_items"
    given = {
        "type": rule.type,
        "items": rule.items,
        "argument": rule.argument,
        "next": rule.next,
        "has_more": rule.has_more,
        total: rule.total,
    }
    lines += [f"{key} = {json.dumps(value)}" for key, value in given.items() if value]
    return "\n".join(lines) + "\n"


def _rules(operation: Operation, members: list[_Member], items: str, paths: Paths) -> Iterator[Rule]:
    """What would fit, the most telling first."""
    arguments = [each for each in operation.arguments if each.place in (Place.QUERY, Place.FIELD)]
    base = Rule(type="cursor", items=items, has_more=_first(members, _HAS_MORE, (Scalar.BOOLEAN,)))
    texts = (Scalar.STRING, Scalar.INTEGER, Scalar.UUID, Scalar.ANY)
    urls = _first(members, _URLS, (Scalar.STRING,))
    for argument in arguments:
        name = _plain(argument.wire)
        # A page that is called by a text and not by a number is a cursor.
        is_cursor = name in _CURSORS | _LAST_IDS or (name in _PAGES and not _counts(argument, paths))
        if is_cursor and (next := _first(members, _NEXT, texts)):
            yield replace(base, argument=str(argument.wire), next=next)
        if name in _LAST_IDS and base.has_more:
            yield replace(base, argument=str(argument.wire), next=f"{items}[-1].id")
    if urls and operation.method == "GET":
        yield replace(base, type="url", next=urls)
    if _has_link(operation, paths):
        yield replace(base, type="link")
    counted: tuple[tuple[PaginationType, frozenset[str], tuple[str, ...]], ...] = (
        ("page", _PAGES, _TOTAL_PAGES),
        ("offset", _OFFSETS, _TOTAL_ITEMS),
    )
    for kind, names, totals in counted:
        for argument in arguments:
            if _plain(argument.wire) in names and _counts(argument, paths):
                total = _first(members, totals, (Scalar.INTEGER,))
                yield replace(base, type=kind, argument=str(argument.wire), total=total)


def _counts(argument: Argument, paths: Paths) -> bool:
    type = paths.plain(argument.type)
    return type in (Primitive(Scalar.INTEGER), Primitive(Scalar.NUMBER))


def _items(response: Type, paths: Paths) -> str | None:
    """The path of the list, where there is but one that it can be."""
    type = paths.plain(response)
    if isinstance(type, ListOf):
        return ""
    lists = [path for path, each in _fields(type, paths) if isinstance(paths.plain(each), ListOf)]
    inner = [
        f"{outer}.{path}"
        for outer, each in _fields(type, paths)
        for path, below in _fields(paths.plain(each), paths)
        if isinstance(paths.plain(below), ListOf)
    ]
    for found in (lists, inner):
        named = [path for name in _ITEMS for path in found if _plain(path.rpartition(".")[2]) == name]
        if named or len(found) == 1:
            return (named or found)[0]
        if found:
            return None
    return None


def _members(response: Type, paths: Paths) -> Iterator[_Member]:
    for path, type in _fields(paths.plain(response), paths):
        plain = paths.plain(type)
        if isinstance(plain, Primitive | Constant):
            yield _Member(path, _plain(path), plain)
        for below, inner in _fields(plain, paths):
            if isinstance(leaf := paths.plain(inner), Primitive | Constant):
                yield _Member(f"{path}.{below}", _plain(below), leaf)


def _fields(type: Type, paths: Paths) -> list[tuple[str, Type]]:
    """The members of an object that a path can name."""
    definition = paths.definitions[type.id] if isinstance(type, Named) else None
    fields = definition.fields if isinstance(definition, Model) else ()
    return [(str(field.wire), field.type) for field in fields if not re.search(r"[.\[\]\s$]", field.wire)]


def _first(members: list[_Member], names: tuple[str, ...], scalars: tuple[Scalar, ...]) -> str:
    """The path of the member that has the first of these names; empty where none has."""
    wanted = {Primitive(scalar) for scalar in scalars}
    found = [each for name in names for each in members if each.name == name and each.type in wanted]
    return found[0].path if found else ""


def _has_link(operation: Operation, paths: Paths) -> bool:
    headers = [result.headers for result in operation.results if result.headers is not None]
    return any(path.lower() == "link" for each in headers for path, _ in _fields(paths.plain(each), paths))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
