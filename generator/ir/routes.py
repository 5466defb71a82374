"""What an operation does by its method and path, as REST APIs are commonly laid out.

A collection is listed and created in; what is below it is got, updated and deleted; what follows an item is a
collection or a thing of its own, or something to be done with it (`POST /payments/{id}/capture`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.ir import verbs, words

Words = tuple[str, ...]
Shape = tuple[str, ...]

# Segments that lead to an API and are no part of it.
_NOISE = re.compile(r"api|rest|v[0-9]+([._][0-9]+)*((alpha|beta)[0-9]*)?", re.IGNORECASE)
_ITEM = "{}"


def segments(path: str) -> Shape:
    """The segments of a path, without what leads to the API; a parameter is `{}`."""
    parts = [part for part in path.partition("?")[0].split("/") if part]
    while len(parts) > 1 and _NOISE.fullmatch(parts[0]):
        parts.pop(0)
    return tuple(_ITEM if "{" in part else part for part in parts)


@dataclass(frozen=True, slots=True)
class Routes:
    """What names go by in all of a document.

    Attributes:
        methods: The methods (lower case) of every path, by its segments.
        fronts: What stands in several ids before verbs that stay where they are (`collection_add`).
    """

    methods: dict[Shape, frozenset[str]]
    fronts: frozenset[Words] = frozenset()

    def has_items(self, shape: Shape) -> bool:
        """Whether a parameter follows."""
        return any(
            len(other) > len(shape) and other[: len(shape) + 1] == (*shape, _ITEM) for other in self.methods
        )

    def are_items_of(self, word: str) -> bool:
        """Whether a parameter follows a segment that ends with a word."""
        return any(
            following == _ITEM and words.split(part)[-1:] == (word,)
            for shape in self.methods
            for part, following in pairwise(shape)
        )

    def is_collection(self, shape: Shape) -> bool:
        """Whether a fixed segment is a collection of things: by its name, or by what is below it."""
        name = words.split(shape[-1])
        return bool(name) and (_is_plural(name) or self.has_items(shape))


def routes(operations: Iterable[tuple[str, str, str | None]]) -> Routes:
    """The routes of a document, from (method, path, operationId)."""
    found: dict[Shape, set[str]] = {}
    fronts: Counter[Words] = Counter()
    for method, path, operation_id in operations:
        found.setdefault(segments(path), set()).add(method.lower())
        name = words.split(operation_id or "")
        front, end = name[:-1], "".join(name[-1:])
        ends = front[:1] != () and front[0] not in verbs.VERBS and end in verbs.VERBS
        if ends and method.lower() not in verbs.CRUD.get(end, ()):
            fronts[front] += 1
    several = frozenset(front for front, count in fronts.items() if count > 1)
    return Routes({shape: frozenset(methods) for shape, methods in found.items()}, several)


def group(path: str, known: Routes) -> Words:
    """The groups of an operation without tags: its first fixed segment, and the next one where the first only
    holds others (`/issuing/cards/{card}`).
    """
    shape = segments(path)
    fixed = [part for part in shape if part != _ITEM and words.split(part)]
    if not fixed:
        return ("default",)
    start = shape.index(fixed[0])
    holder = shape[: start + 1]
    holds = holder not in known.methods and not known.has_items(holder)
    if holds and len(shape) > start + 1 and shape[start + 1] != _ITEM and known.has_items(shape[: start + 2]):
        return (shape[start], shape[start + 1])
    return (fixed[0],)


def is_glued(text: str, method: str, path: str) -> bool:
    """Whether an id is only method and path (`GetCustomersCustomer`)."""
    parts = [part for part in path.partition("?")[0].split("/") if part]
    start = next((n for n, part in enumerate(parts) if not _NOISE.fullmatch(part)), 0)
    return letters(text) in {letters(f"{method}{''.join(some)}") for some in (parts, parts[start:]) if some}


def letters(text: str) -> str:
    """Letters and digits only, in lower case."""
    return re.sub(r"[\W_]", "", text).casefold()


def conventional(method: str, path: str, group: Sequence[Words], known: Routes) -> tuple[Words, Words, Words]:
    """A name by convention: without the group's words, with them, and with those of the path as they are.

    Args:
        method: In lower case.
        path: As the document has it.
        group: Spellings of the noun that the group is about, the best first.
        known: All routes of the document.
    """
    shape = segments(path)
    end = _end_of(shape, group)
    rest = list(shape[end:])
    while rest and rest[0] == _ITEM and end:
        rest.pop(0)
    fixed = [words.split(part) for part in rest if part != _ITEM and words.split(part)]
    noun = group[0] if group else ()
    if not fixed:
        is_item = bool(shape) and shape[-1] == _ITEM
        verb = _of_item(method, shape, known) if is_item else _of_root(method, shape, known)
        whole = noun if verb == "list" else _singular(noun)
        return (verb,), (verb, *whole), (verb, *whole)
    above = tuple(word for name in fixed[:-1] if name != ("actions",) for word in _singular(name))
    if not end:
        noun = ()
    does, *thing = _last(method, shape, fixed[-1], known)
    as_written = (word for part in shape if part != _ITEM for word in words.split(part))
    return (does, *above, *thing), (does, *_singular(noun), *above, *thing), (does, *as_written)


def _end_of(shape: Shape, group: Sequence[Words]) -> int:
    """Where the segments that are the group end; 0 when it is not in the path."""
    for noun in group:
        wanted = joined(noun)
        for start in range(len(shape)):
            for end in range(start + 1, len(shape) + 1):
                if _ITEM in shape[start:end]:
                    break
                if joined(tuple(w for each in shape[start:end] for w in words.split(each))) == wanted:
                    return end
    return 0


def _of_item(method: str, shape: Shape, known: Routes) -> str:
    if method == "put" and {"patch", "post"} & known.methods.get(shape, frozenset()):
        return "replace"
    return {"post": "update", "put": "update", "patch": "update"}.get(method, method.lower())


def _of_root(method: str, shape: Shape, known: Routes) -> str:
    is_collection = bool(shape) and known.is_collection(shape)
    if method == "get":
        return "list" if is_collection else "get"
    if method == "post":
        is_there = "get" in known.methods.get(shape, frozenset()) and not is_collection
        return "update" if is_there else "create"
    return verbs.SENT.get(method, method.lower())


def _last(method: str, shape: Shape, name: Words, known: Routes) -> Words:
    """What the last fixed segment says, the verb first."""
    if shape[-1] == _ITEM:
        above = shape[: max(n for n, part in enumerate(shape) if part != _ITEM) + 1]
        is_item = known.is_collection(above)
        return (_of_item(method, shape, known), *(_singular(name) if is_item else name))
    is_collection = known.is_collection(shape)
    says = name[0] in verbs.VERBS and not (is_collection and len(name) == 1)
    if method == "get":
        if says and name[0] in verbs.ASKING:
            return name
        return ("list" if is_collection else "get", *name)
    if method == "delete":
        return ("delete", *name)
    methods = known.methods.get(shape, frozenset())
    if says:
        return name
    if method == "post":
        if is_collection:
            return ("create", *_singular(name))
        if "get" in methods:
            return ("update", *name)
        return name if len(name) == 1 and _ITEM in shape[:-1] else ("create", *name)
    return (verbs.SENT.get(method, method.lower()), *name)


def _is_plural(name: Words) -> bool:
    return name[-1] not in verbs.ONE_THING and words.singular(name[-1]) != name[-1]


def _singular(name: Words) -> Words:
    return (*name[:-1], words.singular(name[-1])) if name else ()


def joined(name: Words) -> str:
    """Words as one, in singular: what is equal means the same."""
    # `ips` is too short to be taken for a plural anywhere else.
    return "".join(word[:-1] if len(word) == 3 and word[-1] == "s" else words.singular(word) for word in name)
