"""Resources: groups and their methods as views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ir.model import Api, Definition, Group, Pointer
from generator.render import extras
from generator.render.methods import Methods
from generator.render.prose import first_sentence, sentence
from generator.render.python_types import FORMATS, Spelling, words_in
from generator.render.safe import WIDTH, Safe, clean, docstring, name, wrap
from generator.render.servers import imports as server_imports
from generator.render.views import GroupLink, OperationView, ResourceView

# Methods whose names hide, inside their class, what the annotations of other methods use.
_HIDING = frozenset({"bool", "bytes", "dict", "float", "int", "list", "str"})
_KINDS = ("raw", "streamed")


@dataclass(frozen=True, slots=True)
class Resources:
    """Makes the views of all groups of an API."""

    api: Api
    definitions: Mapping[Pointer, Definition]

    def modules(self) -> tuple[ResourceView, ...]:
        """One view a group, the root's children first."""
        return tuple(view for group in self.api.root.groups for view in self._modules(group))

    def _modules(self, group: Group) -> list[ResourceView]:
        views = [self._module(group)]
        for child in group.groups:
            views.extend(self._modules(child))
        return views

    def links(self, group: Group) -> tuple[GroupLink, ...]:
        """The namespaces directly inside a group."""
        return tuple(
            GroupLink(
                name(child.name),
                name(child.class_name),
                self._place(child),
                docstring(wrap(_about(child), WIDTH - 8), " " * 8),
                Safe(_classes(child)),
            )
            for child in group.groups
        )

    def _place(self, group: Group) -> Safe:
        """The module that a group's classes are taken from, relative to the group above; the template has the
        first dot.
        """
        is_first = len(group.path) == 1
        if group.path in self.api.project.extras:
            return Safe(f"{'' if is_first else '.' * len(group.path)}extras.{extras.module(group.path)}")
        return Safe(f"{'resources.' if is_first else ''}{group.name}")

    def _module(self, group: Group) -> ResourceView:
        members = [item.name for item in group.operations]
        members += [item.name for item in group.aliases] + [item.name for item in group.groups]
        hides = not _HIDING.isdisjoint(members)
        spelling = Spelling(
            self.definitions,
            prefix="types.",
            builtins="builtins." if hides else "",
        )
        taken = frozenset({group.class_name, f"Async{group.class_name}"})
        methods = Methods(spelling, taken)
        called = {operation.id: operation for operation in self.api.operations()} if group.aliases else {}
        operations = (
            *map(methods.view, group.operations),
            *(methods.old(old, called[old.id]) for old in group.aliases),
        )
        # A group with groups of its own is a package; each level of it adds a dot to the way back to the
        # root.
        dots = "." * (len(group.path) + 1 + (1 if group.groups else 0))
        path = "/".join(group.path) + ("/__init__" if group.groups else "")
        return ResourceView(
            path=Safe(path),
            docstring=docstring(wrap(_about(group), WIDTH)),
            imports=_imports(operations, dots, bool(group.groups)),
            type_imports=tuple(
                Safe(f"from .{self._place(child)} import {_classes(child)}") for child in group.groups
            ),
            class_name=name(group.class_name),
            class_docstring=docstring(_class_lines(group), "    "),
            async_class_docstring=docstring(
                wrap(f"{_about(group).removesuffix('.')}, asynchronously.", WIDTH - 4), "    "
            ),
            raw_docstring=docstring(
                [f"The methods of `{group.class_name}`, each returning the HTTP response."]
            ),
            streaming_docstring=docstring(
                [f"The methods of `{group.class_name}`, each returning the HTTP response, its body unread."]
            ),
            groups=self.links(group),
            operations=operations,
        )


def _imports(operations: tuple[OperationView, ...], dots: str, has_groups: bool) -> tuple[Safe, ...]:
    signatures = [each for view in operations for each in (*view.overloads, view.signature)]
    texts = [parameter.text for each in signatures for parameter in each.parameters]
    texts += [parameter.text for each in signatures for parameter in each.async_parameters]
    texts += [text for each in signatures for text in (each.returns, each.async_returns)]
    texts += [option.value for view in operations for option in view.options]
    texts += [view.headers_type for view in operations]
    texts += [Safe("overload") for view in operations if view.overloads]
    words = words_in(texts)
    headers: set[str] = {"HeadersOf"} if any(view.headers for view in operations) else set()
    lines: list[str] = []
    if "builtins" in words:
        lines.append("import builtins")
    if "dt" in words:
        lines.append("import datetime as dt")
    if "Mapping" in words:
        lines.append("from collections.abc import Mapping")
    if "Decimal" in words:
        lines.append("from decimal import Decimal")
    lines.append("from functools import cached_property")
    typing = ["TYPE_CHECKING"] if has_groups else []
    typing += [word for word in ("Annotated", "Any", "Literal", "Optional", "overload") if word in words]
    if typing:
        lines.append(f"from typing import {', '.join(sorted(typing, key=_as_sorted))}")
    if "UUID" in words:
        lines.append("from uuid import UUID")
    if any(view.deprecated for view in operations):
        lines += ["", "from typing_extensions import deprecated"]
    lines.append("")
    if "types" in words:
        lines.append(f"from {dots} import types")
    contents = sorted(
        {"Content", "Events", "HeadersOf", "Lines", "Part", "Style", "Within"} & words | headers
    )
    if contents:
        lines.append(f"from {dots}_runtime.contents import {', '.join(contents)}")
    files = sorted({"AsyncBodyInput", "BodyInput", "FileInput"} & words)
    if files:
        lines.append(f"from {dots}_runtime.files import {', '.join(files)}")
    formats = sorted({"Kinds", *FORMATS.values()} & words)
    if formats:
        lines.append(f"from {dots}_runtime.formats import {', '.join(formats)}")
    if "Limits" in words:
        lines.append(f"from {dots}_runtime.limits import Limits")
    if operations:
        options = [word for word in ("OMIT", "Omit") if word in words] + ["RequestOptions"]
        lines.append(f"from {dots}_runtime.options import {', '.join(options)}")
        pages = sorted(
            {"AsyncPager", "Page"} & words
            | {
                f"async_{kind}{view.async_wrapping}"
                for kind in _KINDS
                for view in operations
                if view.is_paged
            }
        )
        if pages:
            lines.append(f"from {dots}_runtime.pages import {', '.join(sorted(pages, key=_as_sorted))}")
            lines.append(f"from {dots}_runtime.paging import Paging")
        lines.append(f"from {dots}_runtime.raw import {', '.join(_wrappers(operations))}")
    lines.append(f"from {dots}_runtime.resource import AsyncResource, Resource")
    if "Retries" in words:
        lines.append(f"from {dots}_runtime.retry import Retries")
    if operations:
        record = ["FromClient"] if "FromClient" in words else []
        lines.append(f"from {dots}_runtime.sdk import {', '.join([*record, 'Operation'])}")
    places = (option.value for view in operations for option in view.options if option.name == "base_url")
    if servers := server_imports(words_in(places)):
        lines.append(f"from {dots}_runtime.servers import {servers}")
    if "SequenceNotStr" in words:
        lines.append(f"from {dots}_runtime.sequences import SequenceNotStr")
    streams = sorted({"AsyncStream", "Stream"} & words)
    if streams:
        lines.append(f"from {dots}_runtime.streams import {', '.join(streams)}")
    unions = sorted({"ByTag", "InOrder"} & words)
    if unions:
        lines.append(f"from {dots}_runtime.unions import {', '.join(unions)}")
    return tuple(map(Safe, lines))


def _wrappers(operations: tuple[OperationView, ...]) -> list[str]:
    found = {f"{kind}{view.wrapping}" for kind in _KINDS for view in operations}
    found |= {
        f"async_{kind}{view.async_wrapping}" for kind in _KINDS for view in operations if not view.is_paged
    }
    return sorted(found)


def _as_sorted(word: str) -> tuple[bool, str]:
    """Constants first, as import sorters have it."""
    return not word.isupper(), word


def _about(group: Group) -> str:
    """One sentence."""
    text = first_sentence(group.description) if group.description else ""
    if not group.operations and group.aliases:
        return f"Old names of methods; `client.{'.'.join(group.aliases[0].path[:-1])}` has them now."
    return sentence(text) or f"The methods of `client.{'.'.join(group.path)}`."


def _classes(group: Group) -> str:
    """A group's two classes, as import sorters order them."""
    return ", ".join(sorted((name(group.class_name), f"Async{group.class_name}")))


def _class_lines(group: Group) -> list[str]:
    lines = wrap(sentence(clean(group.description)), 96) if group.description else [_about(group)]
    if not group.groups or group.operations:
        return lines
    return [*lines, "", f"Namespaces: {', '.join(f'`{child.name}`' for child in group.groups)}."]
