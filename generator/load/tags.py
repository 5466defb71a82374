"""Tags: what documents call the groups of their operations (OpenAPI 3.1 §4.8.22)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.load.document import Document, JsonValue
from generator.load.namespace import NAMESPACE
from generator.load.page import METHODS

# A prefix that one documentation tool puts before the tag that a person wrote.
_PREFIX = re.compile(r"^subpackage_")
_WORD = re.compile(r"[^\W_]+")


def identity(tag: str) -> str:
    """What two spellings of one tag have in common: `subpackage_agentTemplates` and `Agent Templates`."""
    return "".join(_WORD.findall(_PREFIX.sub("", tag))).casefold() or tag


def best(spellings: Iterable[str]) -> str:
    """Of several spellings of one tag, that which a person would read."""
    return min(
        spellings,
        key=lambda name: (_PREFIX.match(name) is not None, " " not in name, name.islower(), len(name), name),
    )


def operations(document: Document) -> Iterator[dict[str, JsonValue]]:
    """The operations of `paths`."""
    paths = document.data.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if method in METHODS and isinstance(operation, dict):
                yield operation


def used(document: Document) -> Iterator[str]:
    """The tags that a document lists, and those that its operations have."""
    listed = document.data.get("tags")
    for tag in listed if isinstance(listed, list) else ():
        name = tag.get("name") if isinstance(tag, dict) else tag
        if isinstance(name, str):
            yield name
    for operation in operations(document):
        yield from of(operation)


def of(operation: dict[str, JsonValue]) -> list[str]:
    """The tags of an operation."""
    tags = operation.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def spellings(documents: Sequence[Document]) -> dict[str, str]:
    """For every tag that is spelt in more than one way, the one that counts."""
    variants: dict[str, set[str]] = {}
    for document in documents:
        for name in used(document):
            variants.setdefault(identity(name), set()).add(name)
    return {name: best(names) for names in variants.values() if len(names) > 1 for name in names}


def contexts(document: Document) -> frozenset[str]:
    """What the operations of a document are about, as the beginning of a name: `AgentTemplates`.

    Their namespace, if they have one, else their first tag.
    """
    found = [
        space[-1:] if isinstance(space := operation.get(NAMESPACE), list) and space else of(operation)[:1]
        for operation in operations(document)
    ]
    words = [re.findall(r"[A-Za-z0-9]+", _PREFIX.sub("", str(name))) for names in found for name in names]
    return frozenset("".join(part[:1].upper() + part[1:] for part in parts) for parts in words if parts)
