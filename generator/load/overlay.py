"""OpenAPI Overlays: actions that change what a JSONPath selects (Overlay Specification 1.0.0 and 1.1.0).

The specification's minor version decides: 1.1 adds `copy`, and changes primitive values, which 1.0 does not
select. An array in `update` is concatenated with a selected array in both: what 1.1 says, and what 1.0, which
speaks of one entry, was read to mean.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from jsonpath import JSONPathEnvironment, JSONPathError

from generator.load import pointer as pointers
from generator.load.amending import Findings, kind, meant
from generator.load.document import JsonValue, kind_of
from generator.load.draft import Draft, Path, Trace, is_primitive, source_names
from generator.load.places import MAX_DEPTH

JsonMap = dict[str, JsonValue]

_ROOT = ("overlay", "info", "extends", "actions")
_ACTION = ("target", "description", "update", "remove", "copy")
_TARGET_HELP = "Say what it changes with a JSONPath: `target: $.paths['/pets'].get`."


class _Environment(JSONPathEnvironment):
    """JSONPath as RFC 9535 has it, through documents as deep as they may be."""

    max_recursion_depth = MAX_DEPTH + 1


_ENVIRONMENT = _Environment(strict=True)


def apply(draft: Draft, findings: Findings) -> None:
    """Apply the actions of an Overlay Object (§4.4.1 of 1.0.0) in order, each to the result of the last.

    Reports OVERLAY001 to OVERLAY006 and OVERLAY008; an action that cannot be applied as a whole is not
    applied, except that members which can be merged are.
    """
    _Overlay(draft, findings).run()


class _Overlay:
    def __init__(self, draft: Draft, findings: Findings) -> None:
        self.draft = draft
        self.findings = findings
        self.is_first = True  # of the minor versions

    def run(self) -> None:
        root = self.findings.source.value
        if not isinstance(root, dict) or "overlay" not in root:
            what = "the file" if isinstance(root, dict) else f"the file is {kind_of(root)}, and"
            message = f"{what} has no `overlay` member at its root"
            self.findings.report("OVERLAY001", message, help=_NO_OVERLAY)
            return
        version = root["overlay"]
        found = re.fullmatch(r"1\.([01])\.\d+(?:-.*)?", version) if isinstance(version, str) else None
        if found is None:
            shown = repr(version) if isinstance(version, str) else kind_of(version)
            message = f"the version of the Overlay Specification is {shown}, which is not known"
            self.findings.report("OVERLAY002", message, "#/overlay")
            return
        self.is_first = found[1] == "0"
        self._members(root, _ROOT, pointers.ROOT)
        self._about(root)
        actions = root.get("actions")
        if not isinstance(actions, list):
            said = f"is {kind_of(actions)}" if "actions" in root else "is missing"
            self.findings.report("OVERLAY001", f"`actions`, a list of actions, {said}", "#/actions")
            return
        if not actions:
            self.findings.report("OVERLAY008", "there are no actions", "#/actions", key=True)
        for number, action in enumerate(actions):
            self._action(action, pointers.join("actions", number))

    def _members(self, value: JsonMap, known: tuple[str, ...], here: str) -> None:
        for name in value:
            if name not in known and not name.startswith("x-"):
                message = f"{name!r} has no meaning here{meant(name, list(known))}"
                self.findings.report("OVERLAY008", message, pointers.child(here, name), key=True)

    def _about(self, root: JsonMap) -> None:
        info = root.get("info")
        for name in ("title", "version"):
            if not isinstance(info, dict) or not isinstance(info.get(name), str):
                message = f"the Overlay Specification asks for text in `info.{name}`"
                self.findings.report("OVERLAY008", message, "#/info", key=True, help="Add it.")
        extends = root.get("extends")
        if isinstance(extends, str):
            names = list(source_names(self.draft.document))
            if not any(_is_same(extends, self.findings.source.name, name) for name in names):
                message = f"the overlay is for {extends!r}, and is applied to {names[0]}"
                self.findings.report("OVERLAY006", message, "#/extends")
        elif "extends" in root:
            message = f"`extends` is {kind_of(extends)}, and not a URI"
            self.findings.report("OVERLAY008", message, "#/extends")

    def _action(self, action: JsonValue, here: str) -> None:
        """An Action Object (§4.4.3 of 1.0.0)."""
        if not isinstance(action, dict):
            self.findings.report("OVERLAY001", f"an action is {kind_of(action)}, not an object", here)
            return
        self._members(action, _ACTION, here)
        if not self._is_sound(action, here):
            return
        modifiers = self._modifiers(action, here)
        targets = self._select(action["target"], f"{here}/target")
        if targets is None or not modifiers:
            return
        if not targets:
            message = f"the target {action['target']!r} selects nothing"
            self.findings.report("OVERLAY004", message, f"{here}/target")
            return
        if self.is_first and any(is_primitive(self.draft.value(target)) for target in targets):
            message = (
                f"the target {action['target']!r} selects primitive values, which version 1.0 leaves alone"
            )
            self.findings.report("OVERLAY005", message, f"{here}/target", help=_LATER_VERSION)
            return
        match modifiers[0]:
            case "remove":
                self._remove(targets, here)
            case "update":
                trace = Trace(self.findings.source, f"{here}/update")
                self._update(targets, action["update"], trace, f"{here}/update")
            case _:
                self._copy(targets, action["copy"], f"{here}/copy")

    def _is_sound(self, action: JsonMap, here: str) -> bool:
        """Whether the members of an action are of the right kinds."""
        faults: list[tuple[str, str, str]] = []
        target, remove, copy = action.get("target"), action.get("remove", False), action.get("copy", "")
        if "target" not in action:
            faults.append(("the action has no `target`", here, _TARGET_HELP))
        elif not isinstance(target, str):
            faults.append((f"the target is {kind_of(target)}, not text", f"{here}/target", _TARGET_HELP))
        if not isinstance(remove, bool):
            message = f"`remove` is {kind_of(remove)}; it is true or false"
            faults.append((message, f"{here}/remove", ""))
        if not isinstance(copy, str) and not self.is_first:
            message = f"`copy` is {kind_of(copy)}; it is the JSONPath of what is copied"
            faults.append((message, f"{here}/copy", ""))
        if "update" in action and "copy" in action and remove is not True and not self.is_first:
            message = "an action has `update` or `copy`, and this one has both"
            faults.append((message, f"{here}/copy", "Make two actions of it."))
        for message, pointer, help in faults:
            self.findings.report("OVERLAY001", message, pointer, help=help)
        return not faults

    def _modifiers(self, action: JsonMap, here: str) -> list[str]:
        """What the action does; empty when that is nothing. What has no effect is reported."""
        given: list[str] = [name for name in ("remove", "update", "copy") if name in action]
        if action.get("remove") is False:
            given.remove("remove")
        if self.is_first and "copy" in given:
            given.remove("copy")
            message = "`copy` is of version 1.1, and the file says 1.0"
            self.findings.report(
                "OVERLAY008", message, f"{here}/copy", key=True, help="Say `overlay: 1.1.0`."
            )
        elif not given:
            self.findings.report("OVERLAY008", "the action has neither `update` nor `remove`", here)
        for name in given[1:]:
            message = f"`{name}` beside `{given[0]}` has no effect"
            self.findings.report("OVERLAY008", message, f"{here}/{name}", key=True)
        return given

    def _select(self, query: JsonValue, here: str) -> list[Path] | None:
        """Where what a JSONPath selects stands, each place once; None when it is not valid."""
        assert isinstance(query, str)
        if not query.startswith("$"):
            self.findings.report("OVERLAY003", f"{query!r} does not begin with `$`, the document", here)
            return None
        try:
            nodes = _ENVIRONMENT.compile(query).finditer(self.draft.data)
            return list(dict.fromkeys(node.parts for node in nodes))
        except JSONPathError as error:
            said = str(error.args[0]) if error.args else str(error)
        except RecursionError:
            said = "it nests too deep"
        self.findings.report("OVERLAY003", f"{query!r} is not a JSONPath: {said}", here)
        return None

    def _remove(self, targets: list[Path], here: str) -> None:
        # The last elements of an array first, and what is in something before it.
        for target in sorted(targets, reverse=True):
            if target:
                self.draft.remove(target)
            else:
                message = "the document itself cannot be removed"
                self.findings.report("OVERLAY005", message, f"{here}/target")

    def _copy(self, targets: list[Path], query: JsonValue, here: str) -> None:
        found = self._select(query, here)
        if found is None:
            return
        if len(found) != 1:
            message = f"`copy` must select one value, and {query!r} selects {len(found) or 'nothing'}"
            self.findings.report("OVERLAY005", message, here)
            return
        self._update(targets, *self.draft.lift(found[0]), here)

    def _update(self, targets: list[Path], value: JsonValue, trace: Trace, here: str) -> None:
        """Merge a value with each of the targets.

        Args:
            targets: Where.
            value: What.
            trace: Where the value comes from.
            here: What findings are about: a place in the overlay.
        """
        kinds = sorted({kind(self.draft.value(target)) for target in targets})
        if len(kinds) > 1 and not self.is_first:
            message = f"the target selects values of several kinds: {', '.join(kinds)}"
            self.findings.report("OVERLAY005", message, f"{here.rpartition('/')[0]}/target")
            return
        for target in targets:
            old = self.draft.value(target)
            if isinstance(old, list):
                self._extend(target, value, trace)
            elif kind(old) != kind(value):
                message = f"{kind(value)} cannot be merged with {kind(old)} at {pointers.join(*target)}"
                self.findings.report("OVERLAY005", message, here, help=_REMOVE_FIRST)
            elif isinstance(value, dict):
                self._merge(target, value, trace, here)
            else:
                self.draft.put(target, value, trace.copy())

    def _extend(self, target: Path, value: JsonValue, trace: Trace) -> None:
        if isinstance(value, list):
            for index, element in enumerate(value):
                self.draft.append(target, element, trace.at(index).copy())
        else:
            self.draft.append(target, value, trace.copy())

    def _merge(self, target: Path, value: JsonMap, trace: Trace, here: str) -> None:
        """Objects are merged, arrays concatenated, primitive values replaced; nothing else fits (§4.4.3)."""
        todo: list[tuple[Path, JsonMap, Trace]] = [(target, value, trace)]
        while todo:
            path, update, above = todo.pop()
            for name, new in update.items():
                place, origin = (*path, name), above.at(name)
                holder = self.draft.value(path)
                assert isinstance(holder, dict)
                old = holder.get(name)
                if name not in holder or (is_primitive(old) and is_primitive(new)):
                    self.draft.put(place, new, origin.copy())
                elif isinstance(old, dict) and isinstance(new, dict):
                    todo.append((place, new, origin))
                elif isinstance(old, list) and isinstance(new, list):
                    self._extend(place, new, origin)
                else:
                    self._unfit(place, old, new, origin, here)

    def _unfit(self, place: Path, old: JsonValue, new: JsonValue, origin: Trace, here: str) -> None:
        is_copy = origin.source is not self.findings.source
        at = here if is_copy else origin.pointer
        where = pointers.join(*place)
        if new is None:  # the specification's own example has `components:` and `tags:` with nothing
            message = f"null changes nothing of {kind(old)}, {where}"
            self.findings.report(
                "OVERLAY008", message, at, key=True, help="`remove: true` removes something."
            )
        else:
            message = f"{kind(new)} cannot be merged with {kind(old)} at {where}"
            self.findings.report("OVERLAY005", message, at, key=not is_copy, help=_REMOVE_FIRST)


_NO_OVERLAY = (
    "An Overlay begins with `overlay: 1.1.0`; a file that is only to be merged belongs to `overrides`."
)
_LATER_VERSION = "Say `overlay: 1.1.0`, or select what holds them."
_REMOVE_FIRST = "To replace something by another kind of value, remove it in an action before this one."


def _is_same(extends: str, overlay: str, document: str) -> bool:
    """Whether `extends` of an overlay may mean a document: false only for another file or another address.

    What standard input is, is not known, nor where a file was saved from.
    """
    there = urlsplit(extends)
    is_address = there.scheme in {"http", "https"}
    if is_address and document.startswith(("https://", "http://")):
        return extends == document
    if is_address or there.scheme not in {"", "file"} or document.startswith(("-", "https://", "http://")):
        return True
    # A file's name may have a `%`, `?` or `#` in it, for all that the specification asks for a URI.
    spellings = {unquote(there.path), extends} if not there.scheme else {url2pathname(there.path)}
    folder = PurePath(overlay).parent
    return any(os.path.realpath(folder / one) == os.path.realpath(document) for one in spellings)
