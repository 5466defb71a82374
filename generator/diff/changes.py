"""What `diff` finds: changes for callers of an SDK, each by a rule, with a fingerprint to approve it by."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Location
from generator.diff.rule import Severity
from generator.ir.aliases import groups
from generator.ir.model import Api, Definition, Operation, Pointer, PyName, Type


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        rule: The rule's id in `generator.diff.rules`.
        severity: That of the rule, unless the configuration says otherwise.
        subject: Where callers meet it: `client.atoms.campaigns.create`, `types.Campaign`.
        part: The argument, field, value or status of the subject that it is about, if any.
        message: What happened, in one sentence.
        before: How it was, if that can be said in a word.
        after: How it is.
        old: Where the old document says so; None where it says nothing.
        new: The same for the new one.
        methods: The methods that a change of a type reaches, by their places on the client.
        advice: What to do about it, in one line.
        fingerprint: What it is approved by. It depends on rule, subject, part, before and after; not on lines
            or order.
    """

    rule: str
    severity: Severity
    subject: str
    part: str
    message: str
    before: str
    after: str
    old: Location | None
    new: Location | None
    methods: tuple[str, ...]
    advice: str
    fingerprint: str


def fingerprint(rule: str, subject: str, part: str, before: str, after: str) -> str:
    """Twelve hexadecimal digits; the parts are told apart by a character that none of them has."""
    text = "\x00".join((rule, subject, part, before, after))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


Locate = Callable[[str], Location]
"""Finds the place of a JSON pointer."""


def nowhere(pointer: str) -> Location:
    """For an Api whose document is not at hand."""
    return Location("", pointer=pointer)


@dataclass(frozen=True)
class Side:
    """One of the two SDKs that are compared.

    `locate` finds places in its document. `old_places` and `old_types` are what methods and types were called
    before, where that still works.
    """

    api: Api
    locate: Locate = nowhere
    definitions: Mapping[Pointer, Definition] = field(init=False, repr=False)
    operations: tuple[Operation, ...] = field(init=False, repr=False)
    by_name: Mapping[PyName, Definition] = field(init=False, repr=False)
    old_places: frozenset[str] = frozenset()
    old_types: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        # Asked for again and again below.
        object.__setattr__(self, "definitions", {each.id: each for each in self.api.definitions})
        object.__setattr__(self, "operations", self.api.operations())
        object.__setattr__(self, "by_name", {each.name: each for each in self.api.definitions})

    def place(self, pointer: str) -> Location:
        """Where something stands, by its id, which may be longer than the pointer to its schema."""
        plain, _, rest = pointer.partition("!")
        if rest.startswith("field/"):
            plain = f"{plain}/properties/{rest.removeprefix('field/')}"
        return self.locate(plain)


def side(api: Api, locate: Locate = nowhere) -> Side:
    """An SDK as a side, with the old names that it keeps."""
    places = (
        ".".join(("client", *group.path, old.name)) for group in groups(api.root) for old in group.aliases
    )
    return Side(api, locate, frozenset(places), frozenset(str(old.name) for old in api.aliases))


def method_path(operation: Operation) -> str:
    """Where callers find a method."""
    return ".".join(("client", *operation.group, operation.name))


@dataclass(frozen=True, slots=True)
class Draft:
    """A change before its rule's words are put in.

    `old` and `new` are pointers. `gone` are types of the old side that go with it.
    """

    rule: str
    subject: str
    part: str = ""
    before: str = ""
    after: str = ""
    old: str | None = None
    new: str | None = None
    methods: tuple[str, ...] = ()
    gone: tuple[Type, ...] = ()
