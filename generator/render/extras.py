"""The modules for hand-written code as views: what they hold when they are made, which is once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ir.model import Api, Group, PyName
from generator.render.safe import WIDTH, Safe, docstring, name, wrap


@dataclass(frozen=True, slots=True)
class ExtraView:
    """A module whose classes stand in for a client's, or a namespace's."""

    module: Safe
    docstring: Safe
    parent: Safe
    source: Safe
    class_name: Safe


def modules(api: Api) -> tuple[ExtraView, ...]:
    """One view for the client and each namespace that is extended."""
    found = [_view((), str(api.client), "", "client", "the client")] if () in api.project.extras else []
    for group in _groups(api.root):
        if group.path in api.project.extras:
            parent = ".".join(("resources", *group.path[:-1]))
            what = f"`client.{'.'.join(group.path)}`"
            found.append(_view(group.path, str(group.class_name), parent, str(group.name), what))
    return tuple(found)


def module(path: tuple[PyName, ...]) -> str:
    """What the module for a group is called, in the package `extras`."""
    return "_".join(path) or "client"


def _groups(group: Group) -> Iterator[Group]:
    for child in group.groups:
        yield child
        yield from _groups(child)


def _view(path: tuple[PyName, ...], class_name: str, parent: str, source: str, what: str) -> ExtraView:
    about = (
        f"What people add to {what}. The package uses these classes in place of the generated ones; sdksmith "
        "has made this file once, and leaves it alone from then on."
    )
    return ExtraView(
        module=Safe(module(path)),
        docstring=docstring(wrap(about, WIDTH)),
        parent=Safe(parent),
        source=Safe(source),
        class_name=name(PyName(class_name)),
    )
