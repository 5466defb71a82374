"""Write what a page says about its SDK into the document, as `x-sdksmith-*` members that any document may
also carry.

| place | member | value |
|---|---|---|
| root | `x-sdksmith-package` | import package (`smallestai`) |
| root | `x-sdksmith-client` | name of the client class (`SmallestAI`) |
| root | `x-sdksmith-arguments` | keyword arguments of its constructor (`["token"]`) |
| root | `x-sdksmith-host` | host of the page, where nothing else says whose API it is (`docs.acme.com`) |
| operation | `x-sdksmith-group` | the namespaces before the method (`["atoms", "campaigns"]`) |
| operation | `x-sdksmith-method` | name of the method (`create_a_campaign`) |
| operation | `x-sdksmith-example` | keyword arguments of the call (`{"name": "My Campaign"}`) |

The values come from Python snippets that build a client and call it; `generator.load.inferred` adds the host,
and `generator.load.tidy` the groups of a tag with slashes.
Members that the document has already are left alone.
"""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import urlsplit

from generator.diagnostics import Location
from generator.load import pointer
from generator.load.document import JsonValue
from generator.load.page import METHODS, Page
from generator.load.source import SourceDocument

PACKAGE = "x-sdksmith-package"
CLIENT = "x-sdksmith-client"
ARGUMENTS = "x-sdksmith-arguments"
GROUP = "x-sdksmith-group"
METHOD = "x-sdksmith-method"
EXAMPLE = "x-sdksmith-example"


def add(document: SourceDocument, page: Page) -> SourceDocument:
    """The document with the facts of its page; the same document when the page has none."""
    if page.usage is None:
        return document
    usage, fence = page.usage
    place = Location(document.name, fence.line, fence.column)
    added: dict[str, Location] = {}
    data = _with(
        document.data,
        pointer.ROOT,
        {
            PACKAGE: usage.package,
            CLIENT: usage.client,
            # A snippet without arguments does not say that there are none: other pages may show some.
            **({ARGUMENTS: list(usage.arguments)} if usage.arguments else {}),
        },
        added,
        place,
    )
    where = operation_of(document.data, page)
    if where is not None:
        path, method = where
        paths, item, operation = data["paths"], _item(data, path), _item(data, path)[method]
        assert isinstance(paths, dict)
        assert isinstance(operation, dict)
        here = pointer.join("paths", path, method)
        named = _with(
            operation,
            here,
            {GROUP: list(usage.group), METHOD: usage.method, EXAMPLE: dict(usage.example)},
            added,
            place,
        )
        data["paths"] = {**paths, path: {**item, method: named}}
    return dataclasses.replace(document, data=data, added=added)


def _with(
    members: dict[str, JsonValue],
    here: str,
    facts: dict[str, JsonValue],
    added: dict[str, Location],
    place: Location,
) -> dict[str, JsonValue]:
    new = {name: value for name, value in facts.items() if name not in members}
    for name in new:
        below = pointer.child(here, name)
        added[below] = dataclasses.replace(place, pointer=below)
    return {**members, **new}


def _item(data: dict[str, JsonValue], path: str) -> dict[str, JsonValue]:
    paths = data.get("paths")
    item = paths.get(path) if isinstance(paths, dict) else None
    return item if isinstance(item, dict) else {}


def operation_of(data: dict[str, JsonValue], page: Page) -> tuple[str, str] | None:
    """Path and method of the page's operation: the only one, or that of its `METHOD URL` line."""
    paths = data.get("paths")
    if not isinstance(paths, dict):
        return None
    found = [
        (path, method)
        for path in paths
        for method, operation in _item(data, path).items()
        if method in METHODS and isinstance(operation, dict)
    ]
    if len(found) == 1:
        return found[0]
    if page.request is None:
        return None
    method, url = page.request
    target = shape(urlsplit(url).path if "://" in url else url)
    fitting = [one for one in found if one[1] == method and target.endswith(shape(one[0]))]
    return max(fitting, key=lambda one: len(one[0]), default=None)


def shape(path: str) -> str:
    """A path without the names of its parameters, which pages spell `{id}`, `:id` or `<id>`."""
    return re.sub(r"\{[^{}/]*\}|<[^<>/]*>|(?<=/):[^/]+", "{}", path).rstrip("/")
