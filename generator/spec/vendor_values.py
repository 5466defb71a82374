"""How the values of extensions are read: each function takes one and gives it in our form.

It gives None for a value that says nothing, and raises `MisfitError` with what is expected for one of the
wrong kind.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from generator.load.snippets import Usage, read_usage
from generator.spec.frozen import freeze
from generator.spec.model import Json, JsonObject

_LANGUAGES = frozenset({"python", "py", "python3"})


class MisfitError(Exception):
    """A value of the wrong kind. The message says what is expected: `a text`."""


def text(value: Json) -> Json:
    """A text that is not empty."""
    if not isinstance(value, str):
        raise MisfitError("a text")
    return value.strip() or None


def python_name(value: Json) -> Json:
    """A name in any spelling, in Python's: others' tools spell one name for several languages."""
    name = text(value)
    if not isinstance(name, str) or (name.isidentifier() and name.islower()):
        return name
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W_]+", "_", name)
    return parted.strip("_").lower() or None


def flag(value: Json) -> Json:
    """True or false."""
    if not isinstance(value, bool):
        raise MisfitError("true or false")
    return value


def texts(value: Json) -> Json:
    """A list of texts, or one."""
    if isinstance(value, str):
        return (value,) if value else None
    if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
        raise MisfitError("a text or a list of texts")
    return value or None


def path(value: Json) -> Json:
    """A way through groups: a list of names, or a text with dots between them."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(".") if part.strip()) or None
    return texts(value)


def members(value: Json) -> Json:
    """An object."""
    if not isinstance(value, JsonObject):
        raise MisfitError("an object")
    return value


def by_value(value: Json) -> Json:
    """Texts for the values of an enumeration: a list in their order, or an object by value."""
    given = (
        value
        if isinstance(value, tuple)
        else tuple(item for _, item in value.members) if isinstance(value, JsonObject) else (0,)
    )
    if not all(isinstance(item, str) for item in given):
        raise MisfitError("a list of texts, or an object of them")
    return value if given else None


def member_of_each(name: str) -> Callable[[Json], Json]:
    """One member of the objects that an object holds by value."""

    def read(value: Json) -> Json:
        if not isinstance(value, JsonObject):
            raise MisfitError("an object")
        found = tuple(
            (key, said)
            for key, about in value.members
            if isinstance(about, JsonObject) and isinstance(said := dict(about.members).get(name), str)
        )
        return JsonObject(found) if found else None

    return read


def for_python(value: Json) -> Json:
    """True, or a list of languages with Python among them."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, (str, tuple)):
        raise MisfitError("true, false or a list of languages")
    listed = (value,) if isinstance(value, str) else value
    return any(isinstance(item, str) and item in _LANGUAGES for item in listed)


def availability(value: Json) -> Json:
    """A status in lower case, with hyphens: `generally-available` says nothing."""
    if isinstance(value, JsonObject):
        value = dict(value.members).get("status")
    if not isinstance(value, str):
        raise MisfitError("a text")
    status = value.strip().lower().replace("_", "-").replace(" ", "-")
    return None if status in ("", "ga", "generally-available", "stable") else status


def replacement(value: Json) -> Json:
    """The operation to call instead, in words."""
    name = text(value)
    return None if name is None else f"Use {name} instead."


def sample(part: str) -> Callable[[Json], Json]:
    """What the first Python sample that uses an SDK shows, of `[{lang, source}]`.

    Samples are written in many languages, and by hand: of what cannot be read nothing is said.
    """

    def read(value: Json) -> Json:
        if not isinstance(value, tuple):
            raise MisfitError("a list of {lang, source}")
        for item in value:
            members = dict(item.members) if isinstance(item, JsonObject) else {}
            language, source = members.get("lang"), members.get("source")
            if not isinstance(language, str) or language.lower() not in _LANGUAGES:
                continue
            if isinstance(source, str) and (usage := _usage(source)) is not None:
                said: Json = getattr(usage, part)
                return _example(usage) if part == "example" else said or None
        return None

    return read


def _example(usage: Usage) -> Json:
    return (
        JsonObject(tuple((name, freeze(value)) for name, value in usage.example)) if usage.example else None
    )


@functools.lru_cache(maxsize=1024)
def _usage(source: str) -> Usage | None:
    return read_usage(source)
