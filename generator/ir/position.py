"""Where a schema stands, and what a person would call it there.

A schema without a name of its own is named after its place: what operation it belongs to, and the properties
on the way. So is a component whose name is only what a documentation tool made of its place
(`CampaignPostResponsesContentApplicationJsonSchemaDataStatus`): such a name says path, method, media type and
property, and changes with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.ir import words
from generator.load import noise

# Members that only wrap what the operation returns: their parts are named as if they were not there.
_WRAPPERS = frozenset({"data", "result", "response", "payload"})


def is_place(component: str, parent: str, steps: str) -> bool:
    """Whether a component's name is its referrer's name and the way from there (`AgentToolsItems` in
    `Agent.tools[]`).
    """
    return component == f"{parent}{steps}Items"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the API, with the names it suggests.

    Attributes:
        short: The name a person would choose.
        long: A name with the whole way in it, for when the short one is taken.
        prefix: What the names of its parts begin with.
        subject: The noun that the operation's group is about (`Campaign`), or the component's name.
        outer: The prefix that this place itself was named with.
        noun: The property this place is the value of, if any.
        root: Whether this is a body, not a part of one.
        spelt: What a documentation tool would call a component that it made of this place: the name of the
            component around it, and the properties on the way. `…` stands for any text.
    """

    short: str
    long: str
    prefix: str
    subject: str
    outer: str = ""
    noun: str = ""
    root: bool = False
    spelt: str = field(default="", compare=False)

    @property
    def candidates(self) -> tuple[str, ...]:
        """Names to try, best first."""
        return (self.short,) if self.short == self.long else (self.short, self.long)

    def property(self, name: str) -> Position:
        """The place of a member."""
        part = words.pascal(name) or "Field"
        if self.root and words.snake(name) in _WRAPPERS:
            short, prefix = f"{self.long.removesuffix('Response')}{part}", self.prefix
        elif part == self.subject and self.prefix == self.subject:
            short = prefix = self.subject
        else:
            short = prefix = f"{self.prefix}{part}"
        long = f"{self.long.removesuffix('Response')}{part}"
        return replace(
            self,
            short=short,
            long=long,
            prefix=prefix,
            outer=self.prefix,
            noun=name,
            root=False,
            spelt=f"{self.spelt}{part}" if self.spelt else "",
        )

    def is_spelt(self, component: str) -> bool:
        """Whether a component's name is what a documentation tool would make of this place."""
        written, here = noise.spelt(component), noise.spelt(self.spelt)
        if "…" in self.spelt:
            start, end = (noise.spelt(part) for part in self.spelt.split("…"))
            return written.startswith(start) and written.endswith(end)
        return bool(here) and written == here

    def item(self) -> Position:
        """The place of an array's items: the singular of the property that holds the array."""
        if self.root:
            return replace(self, short=self.subject, long=f"{self.long}Item", prefix=self.subject, root=False)
        part = words.pascal(words.singular(self.noun))
        if words.snake(self.noun) in _WRAPPERS and self.outer == self.prefix:
            short = self.subject
        elif part and part != words.pascal(self.noun):
            short = (
                self.subject if part == self.subject and self.outer == self.subject else f"{self.outer}{part}"
            )
        else:
            short = f"{self.short}Item"
        plural = words.pascal(self.noun)
        long = f"{self.long.removesuffix(plural)}{part or plural}" if plural else self.long
        return replace(self, short=short, long=long if long != self.long else f"{long}Item", prefix=short)

    def element(self, number: int) -> Position:
        """The place of an array's item by its number from 1."""
        name = f"Item{number}"
        return replace(
            self,
            short=f"{self.short}{name}",
            long=f"{self.long}{name}",
            prefix=f"{self.short}{name}",
            root=False,
        )

    def streamed(self) -> Position:
        """The place of the items of a body that is a sequence."""
        short, long = (f"{name.removesuffix('Response')}Event" for name in (self.short, self.long))
        return replace(self, short=short, long=long, prefix=short, root=False)

    def value(self) -> Position:
        """The place of the values of a map."""
        return replace(
            self,
            short=f"{self.short}Value",
            long=f"{self.long}Value",
            prefix=f"{self.short}Value",
            root=False,
        )

    def titled(self, title: str) -> Position:
        """The place of a variant of a union that has a title."""
        part = words.pascal(title)
        return replace(self, short=part, long=f"{self.long}{part}", prefix=part, root=False)

    def called(self, name: str) -> Position:
        """The place of a schema that asks for a name; its parts are named after that."""
        return replace(self, short=name, prefix=name, root=False)

    def prefixed(self, word: str) -> Position:
        """The same place under a name that begins with a word."""
        return replace(self, short=f"{word}{self.short}", long=f"{word}{self.long}", root=False)

    def joined(self, name: str) -> Position:
        """The place of a variant that a component and the union around it describe together."""
        part = f"{self.short}{words.pascal(name)}"
        return replace(self, short=part, long=f"{self.long}{words.pascal(name)}", prefix=part, root=False)

    def variant(self, number: int) -> Position:
        """The place of a variant of a union, by its number from 1."""
        name = f"Variant{number}"
        return replace(
            self,
            short=f"{self.short}{name}",
            long=f"{self.long}{name}",
            prefix=f"{self.short}{name}",
            root=False,
        )


def component(name: str) -> Position:
    """The place of a component whose name was chosen by a person; the name is kept as it is where it is a
    Python one.
    """
    name = noise.untyped(name)
    plain = name if name.isidentifier() and name[0].isupper() and "_" not in name else words.pascal(name)
    plain = plain or "Model"
    return Position(plain, plain, plain, plain, spelt=name)


def response(operation: str, subject: str, suffix: str = "") -> Position:
    """The body of a successful response. `suffix` tells a second documented success from the first."""
    name = f"{operation}{suffix}Response"
    return Position(name, name, subject, subject, root=True)


def failure(operation: str, subject: str, status: str) -> Position:
    """The body of a failed response."""
    name = f"{operation}{words.pascal(status)}ErrorBody"
    return Position(name, name, name, subject, spelt=f"{operation}Request…Error")


def request(operation: str, subject: str) -> Position:
    """The request body."""
    name = f"{operation}Request"
    return Position(name, name, subject, subject, root=True)


def event(name: str) -> Position:
    """The body of a webhook."""
    plain = words.pascal(name).removesuffix("Webhook").removesuffix("Event") or "Webhook"
    return Position(f"{plain}Event", f"{plain}WebhookEvent", plain, plain)


def parameter(operation: str, subject: str, name: str) -> Position:
    """A parameter that is not part of a body."""
    part = words.pascal(name) or "Parameter"
    return Position(
        f"{subject}{part}", f"{operation}{part}", f"{subject}{part}", subject, outer=subject, noun=name
    )
