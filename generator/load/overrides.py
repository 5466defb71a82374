"""Override files: the parts of a document that shall be different, in the shape of the document.

| what both have | becomes |
|---|---|
| objects | one, member by member |
| lists of objects | one, element by element: `parameters` by `in` and `name`, others by index |
| other lists, an empty list, `security` | that of the override file |
| anything else | what the override file has |

`null` in the file removes a member. Fern reads its `*-overrides.yaml` like this, but merges `parameters` by
index (which gives one the name of another when the file does not have all of them), leaves a list alone that
is to be empty, puts the alternatives of `security` together, and removes every `null` of the document.
"""

from __future__ import annotations

from generator.load import pointer as pointers
from generator.load.amending import Findings, meant
from generator.load.document import JsonValue, kind_of
from generator.load.draft import Draft, Path, Trace
from generator.load.page import METHODS
from generator.load.source import step

JsonMap = dict[str, JsonValue]

_SECTIONS = ("paths", "webhooks")
# What a parameter says beside what it is; without any of it, nothing new can be meant.
_OF_PARAMETERS = frozenset({"schema", "content", "type", "$ref"})
# How many references are followed one after the other.
_HOPS = 20


def apply(draft: Draft, findings: Findings) -> None:
    """Merge a file over a document.

    Components, members, and whole operations (they have `responses`) may be new. Reports OVERLAY001 (not an
    object), OVERLAY007 (a path, operation or parameter that the document does not have; it is left out) and
    OVERLAY008 (what is to be removed is not there).
    """
    root = findings.source.value
    if not isinstance(root, dict):
        findings.report("OVERLAY001", f"the file is {kind_of(root)}, not an object", help=_SHAPE)
    elif "overlay" in root and "actions" in root:
        findings.report("OVERLAY001", "the file is an Overlay", help="Name it under `overlays`.")
    else:
        _Overrides(draft, findings).run(root)


class _Overrides:
    def __init__(self, draft: Draft, findings: Findings) -> None:
        self.draft = draft
        self.findings = findings
        self.todo: list[tuple[Path, JsonMap, Trace]] = []

    def run(self, root: JsonMap) -> None:
        self.todo.append(((), root, Trace(self.findings.source, pointers.ROOT)))
        while self.todo:
            path, value, trace = self.todo.pop()
            for name, new in sorted(value.items(), key=lambda one: _is_shared(path, one[0])):
                holder = self.draft.value(path)
                assert isinstance(holder, dict)
                if name in holder:
                    self._member((*path, name), holder[name], new, trace.at(name))
                else:
                    self._new_member((*path, name), new, trace.at(name), holder)

    def _member(self, path: Path, old: JsonValue, new: JsonValue, trace: Trace) -> None:
        if new is None:
            self.draft.remove(path)
        elif isinstance(old, dict) and isinstance(new, dict):
            self.todo.append((path, new, trace))
        elif (
            isinstance(old, list)
            and isinstance(new, list)
            and new
            and path[-1] != "security"
            and all(isinstance(one, dict) for one in [*old, *new])
        ):
            self._elements(path, old, new, trace)
        else:
            self.draft.put(path, new, trace)

    def _new_member(self, path: Path, new: JsonValue, trace: Trace, holder: JsonMap) -> None:
        if not self._is_known(path, new, list(holder)):
            return
        if new is None:
            message = f"null removes {path[-1]!r}, and the document has none at {pointers.join(*path[:-1])}"
            self.findings.report("OVERLAY008", message, trace.pointer, key=True)
        elif path[-1] == "parameters" and _is_operation(path[:-1]) and isinstance(new, list):
            # Those of the path item are parameters of the operation, too.
            self.draft.put(path, [], trace)
            self._elements(path, [], new, trace)
            if not self.draft.value(path):
                self.draft.remove(path)
        else:
            self.draft.put(path, new, trace)

    def _is_known(self, path: Path, new: JsonValue, known: list[str]) -> bool:
        """Whether something that is not there may be put there."""
        if len(path) < 2 or path[0] not in _SECTIONS or str(path[-1]).startswith("x-"):
            return True
        if len(path) == 2:
            is_whole = isinstance(new, dict) and any(_is_whole(one) for one in new.values())
            what = f"the document has no path {path[1]!r}"
            known = [name for name in known if name.count("/") == str(path[1]).count("/")]
        elif _is_operation(path):
            is_whole = _is_whole(new)
            what = f"the document has no operation {str(path[2]).upper()} {path[1]}"
            known = [name for name in known if name in METHODS]
        else:
            return True
        if not is_whole:
            message = f"{what}{meant(str(path[-1]), known)}"
            self.findings.report("OVERLAY007", message, pointers.join(*path), key=True)
        return is_whole

    def _elements(self, path: Path, old: list[JsonValue], new: list[JsonValue], trace: Trace) -> None:
        """Merge lists of objects."""
        count = len(old)
        for index, element in enumerate(new):
            origin = trace.at(index)
            place = index if index < count else None
            if path[-1] == "parameters" and isinstance(element, dict) and "name" in element:
                place = self._parameter(path, element)
                if place is None and _OF_PARAMETERS.isdisjoint(element):
                    where = f" in {element['in']!r}" if "in" in element else ""
                    message = f"there is no parameter {element['name']!r}{where} here"
                    self.findings.report("OVERLAY007", message, origin.pointer)
                    continue
            if place is None:
                self.draft.append(path, element, origin)
            elif isinstance(element, dict):
                self.todo.append(((*path, place), element, origin))

    def _parameter(self, path: Path, element: JsonMap) -> int | None:
        """Where in a list the parameter stands that an element of an override is about.

        A reference to it is replaced by the parameter, since the override is about this use of it; for the
        same reason one of the path item is repeated in the operation.
        """
        parameters = self.draft.value(path)
        assert isinstance(parameters, list)
        if "$ref" in element:
            return next((index for index, one in enumerate(parameters) if _has(one, element, "$ref")), None)
        index = self._find(path, parameters, element)
        if index is not None:
            place: Path = (*path, index)
            target = self._target(place)
            if target != place:
                self.draft.put(place, *self.draft.lift(target))
            return index
        shared = (*path[:-2], "parameters")
        item = self.draft.value(path[:-2]) if _is_operation(path[:-1]) else None
        above = item.get("parameters") if isinstance(item, dict) else None
        index = self._find(shared, above, element) if isinstance(above, list) else None
        if index is None:
            return None
        target = self._target((*shared, index))
        self.draft.append(path, *self.draft.lift(target))
        return len(parameters)

    def _find(self, path: Path, parameters: list[JsonValue], element: JsonMap) -> int | None:
        members = ("name", "in") if "in" in element else ("name",)
        found = [
            index
            for index in range(len(parameters))
            if all(_has(self.draft.value(self._target((*path, index))), element, name) for name in members)
        ]
        return found[0] if len(found) == 1 or (found and "in" in element) else None

    def _target(self, path: Path) -> Path:
        """Where a reference within the document leads to; the path itself when it is none."""
        for _ in range(_HOPS):
            value = self.draft.value(path)
            reference = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(reference, str) or not reference.startswith("#/"):
                break
            found = self._walked(pointers.split(pointers.normalised(reference)))
            if found is None:
                break
            path = found
        return path

    def _walked(self, tokens: tuple[str, ...]) -> Path | None:
        value: JsonValue = self.draft.data
        path: Path = ()
        for token in tokens:
            found = step(value, token)
            if found is None:
                return None
            path, value = (*path, found[0]), found[1]
        return path


_SHAPE = "An override file has the shape of the document: `paths:`, `components:`, …"


def _is_shared(path: Path, name: str) -> bool:
    """Whether a member may be repeated elsewhere. The last to be looked at is the first to be changed."""
    return name in ("components", "parameters") and (not path or (len(path) == 2 and path[0] in _SECTIONS))


def _is_operation(path: Path) -> bool:
    return len(path) == 3 and path[0] in _SECTIONS and path[2] in METHODS


def _is_whole(operation: JsonValue) -> bool:
    return isinstance(operation, dict) and "responses" in operation


def _has(value: JsonValue, element: JsonMap, name: str) -> bool:
    return isinstance(value, dict) and value.get(name) == element[name]
