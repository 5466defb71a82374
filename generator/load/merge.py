"""Several documents of one API as one document: the pages of a documentation site, each with one endpoint.

Nothing of a document is lost: what is equal is united, what differs is kept beside the other. The result does
not depend on the order in which the documents are given.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostics, Location
from generator.load import pointer as pointers
from generator.load import security, tags
from generator.load.components import Renames, components_of, renamed
from generator.load.composed import ComposedDocument, Origins, origin
from generator.load.document import Document, JsonValue, Source
from generator.load.source import canonical, digest
from generator.load.unite import unite_components
from generator.load.upgrade import upgraded
from generator.load.variants import Alternative, slug, united

JsonMap = dict[str, JsonValue]
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})

# Root members that are united in their own way; of all others the first document's counts.
_UNITED = frozenset({"openapi", "paths", "webhooks", "components", "servers", "security", "tags"})
# Members of a path item that speak for all of its operations.
_OF_ALL = ("parameters", "servers", "summary", "description")


def merge(documents: Sequence[Document], diagnostics: Diagnostics, *, apart: bool = False) -> Document:
    """Make one document of several of the same API.

    Paths, webhooks, tags and components are united. Components of one name that differ get a name each.
    `servers` that differ from the first document's move into the operations that they hold for, and
    `security` likewise; where two documents ask for different credentials, all of it does. Of `info` and
    other root members, the first document's count.

    Args:
        documents: At least one; their order does not matter.
        apart: They are APIs of their own: also one that asks for nothing differs from one that does.
        diagnostics: Receives MERGE001 (an operation given twice), MERGE004
            (differently), MERGE002 (a component renamed), MERGE003 (a
            root member of which only one is used) and SPEC002 (a version that cannot be merged).

    Raises:
        ValueError: There are no documents.
    """
    if not documents:
        raise ValueError("there is nothing to merge")
    if len(documents) == 1:
        return documents[0]
    fitting = [document for document in documents if "swagger" not in document.data]
    for document in documents:
        if document not in fitting:
            location = document.locate("#/swagger")
            line = document.source_line(location)
            message = "Swagger 2.0 cannot be merged with other documents"
            diagnostics.report(
                "SPEC002", message, location, source_line=line, help="Convert it to OpenAPI 3 first."
            )
    if not fitting:
        return documents[0]
    return _Merge(sorted(upgraded(fitting), key=_order), diagnostics, apart).run()


def _order(document: Document) -> tuple[list[str], str, str]:
    """By the operations first, which is what people expect; then by content; the name comes last."""
    paths = document.data.get("paths")
    keys = [
        f"{path} {method}"
        for path, item in (paths.items() if isinstance(paths, dict) else ())
        for method in (item if isinstance(item, dict) else ())
    ]
    return sorted(keys), digest(document.data), document.name


class _Merge:
    def __init__(self, documents: Sequence[Document], diagnostics: Diagnostics, apart: bool) -> None:
        self.documents = tuple(documents)
        self.diagnostics = diagnostics
        self.apart = apart
        self.data: JsonMap = {}
        self.origins: Origins = {pointers.ROOT: (self.documents[0], pointers.ROOT)}
        self.spellings: dict[str, str] = {}
        self.schemes: JsonMap = {}
        # Whether any document says what credentials it needs.
        self.saying = False
        # What further documents say, differently, of an operation: by section, path and method.
        self.again: dict[tuple[str, str, str], list[Alternative]] = {}

    def run(self) -> ComposedDocument:
        self._root()
        components, renames = unite_components(self.documents, self.origins, self.diagnostics)
        self._defaults(renames)
        schemes = components.get("securitySchemes")
        self.schemes = schemes if isinstance(schemes, dict) else {}
        declared = {tuple(self._declared(*each)) for each in zip(self.documents, renames, strict=True)}
        # What APIs of their own declare and nothing references is for each of them alone.
        self.saying = any(map(security.says, self.documents)) or (self.apart and len(declared) > 1)
        self.spellings = tags.spellings(self.documents)
        for document, own in zip(self.documents, renames, strict=True):
            for section in ("paths", "webhooks"):
                self._paths(document, section, own)
        for (section, path, method), further in self.again.items():
            self._different(section, path, method, further, components)
        self._tags()
        if components:
            self.data["components"] = components
        return ComposedDocument(self.data, self.documents, self.origins)

    def _root(self) -> None:
        versions = [version for one in self.documents if isinstance(version := one.data["openapi"], str)]
        self.data["openapi"] = max(versions, default=self.documents[0].data["openapi"])
        for document in self.documents:
            for name, value in document.data.items():
                if name in _UNITED:
                    continue
                here = pointers.join(name)
                if name not in self.data:
                    self.data[name] = value
                    self.origins[here] = (document, here)
                elif canonical(value) != canonical(self.data[name]):
                    used = self._place(here)
                    self._report(
                        "MERGE003", f"`{name}` is not the same as at {used}, which is used", document, here
                    )

    def _defaults(self, renames: Sequence[Renames]) -> None:
        """The first `servers` that there are, and the first document's `security`, hold for all."""
        for document, own in zip(self.documents, renames, strict=True):
            if servers := document.data.get("servers"):
                self.data["servers"] = renamed(servers, own)
                self.origins[pointers.join("servers")] = (document, pointers.join("servers"))
                break
        asked = [
            renamed({"security": document.data["security"]}, own) if "security" in document.data else None
            for document, own in zip(self.documents, renames, strict=True)
        ]
        first = asked[0]
        differing = {
            canonical(each) for each in asked if self.apart or (isinstance(each, dict) and each["security"])
        }
        if isinstance(first, dict) and len(differing) < 2:
            self.data["security"] = first["security"]

    def _paths(self, document: Document, section: str, renames: Renames) -> None:
        source = document.data.get(section)
        if not isinstance(source, dict):
            if section in document.data and section not in self.data:
                self.data[section] = source
            return
        target = self.data.get(section)
        if not isinstance(target, dict):
            target = self.data[section] = {}
        for path, value in source.items():
            here = pointers.join(section, path)
            item = self._with_defaults(document, renamed(value, renames), here, renames)
            existing = target.get(path)
            if path not in target:
                target[path] = item
                self.origins[here] = (document, here)
            elif isinstance(existing, dict) and isinstance(item, dict):
                target[path] = self._united(document, existing, item, here)

    def _with_defaults(self, document: Document, item: JsonValue, here: str, renames: Renames) -> JsonValue:
        """A path item whose operations say themselves what holds for all of their document, if it differs."""
        if not isinstance(item, dict):
            return item
        added: JsonMap = {}
        own = renamed(
            {name: document.data[name] for name in ("servers", "security") if name in document.data}, renames
        )
        assert isinstance(own, dict)
        if own.get("servers") and own["servers"] != self.data.get("servers") and "servers" not in item:
            added["servers"] = own["servers"]
        if own.get("security") != self.data.get("security"):
            added["security"] = own.get("security", [])  # no `security` means that none is needed
        result: JsonMap = {}
        for name, value in item.items():
            if name in _METHODS and isinstance(value, dict):
                for extra in added.keys() - value.keys():
                    self.origins[pointers.child(pointers.child(here, name), extra)] = (
                        document,
                        pointers.join(extra),
                    )
                needed = None if "security" in value else self._inferred(document, value, item, renames)
                value = {**{extra: added[extra] for extra in added if extra not in value}, **value}
                if needed is not None:
                    value["security"] = needed
                value = self._spelt(value)
            result[name] = value
        return result

    def _inferred(
        self, document: Document, operation: JsonMap, item: JsonMap, renames: Renames
    ) -> list[JsonValue] | None:
        """What an operation needs whose document says nothing about it, while others do."""
        if not self.saying or "security" in document.data or security.says(document):
            return None
        return security.inferred(operation, item, self._declared(document, renames), self.schemes)

    def _declared(self, document: Document, renames: Renames) -> list[str]:
        """The schemes that a document has, by their names in the result."""
        return sorted(
            renames.names.get((section, name), name)
            for (section, name), _ in components_of(document)
            if section == "securitySchemes"
        )

    def _spelt(self, operation: JsonMap) -> JsonMap:
        """An operation with its tags as all documents shall spell them."""
        names = tags.of(operation)
        if not any(name in self.spellings for name in names):
            return operation
        return {**operation, "tags": list(dict.fromkeys(self.spellings.get(name, name) for name in names))}

    def _united(self, document: Document, first: JsonMap, second: JsonMap, here: str) -> JsonMap:
        """One path item of two. What they say for all of their operations moves into these if it differs."""
        apart = [name for name in _OF_ALL if canonical(first.get(name)) != canonical(second.get(name))]
        holder, there = origin(self.origins, here)
        united = self._moved_down(holder, first, apart, there, self.origins)
        for name, value in self._moved_down(document, second, apart, here, self.origins).items():
            below = pointers.child(here, name)
            if name not in united:
                united[name] = value
                self.origins[below] = (document, below)
            elif canonical(value) == canonical(united[name]):
                continue
            elif name in _METHODS and isinstance(value, dict) and isinstance(united[name], dict):
                section, path = pointers.split(here)
                alone = self._moved_down(document, second, _OF_ALL, here, {})[name]
                assert isinstance(alone, dict)
                self.again.setdefault((section, path, name), []).append(Alternative(document, below, alone))
            else:
                what = f"`{name}` of {pointers.last(here)}"
                self._given_twice(what, document, below, self._place(below))
        return united

    def _different(
        self, section: str, path: str, method: str, further: Sequence[Alternative], components: JsonMap
    ) -> None:
        """Keep everything that several documents say of one operation."""
        target = self.data[section]
        assert isinstance(target, dict)
        item = target[path]
        assert isinstance(item, dict)
        here = pointers.join(section, path)
        at = pointers.child(here, method)
        holder, there = origin(self.origins, here)
        first = self._moved_down(holder, item, _OF_ALL, there, {})[method]
        assert isinstance(first, dict)
        alternatives = [Alternative(*origin(self.origins, at), first)]
        for one in further:
            same = next((other for other in alternatives if other.meaning == one.meaning), None)
            if same is None:
                alternatives.append(one)
            else:
                place = same.source.locate(same.here, key=True)
                self._given_twice(f"{method.upper()} {path}", one.source, one.here, place)
        if len(alternatives) == 1:
            return
        place = self._place(at)
        together = united(alternatives, components, at, self.origins) if section == "paths" else None
        for one in alternatives[1:]:
            kept = "they are one method, with a body of either kind"
            if together is None:
                key = self._free_key(target, path, one.title, "#" if section == "paths" else "-")
                target[key] = {method: one.value}
                self.origins[pointers.join(section, key)] = (one.source, one.here.rpartition("/")[0])
                self.origins[pointers.join(section, key, method)] = (one.source, one.here)
                kept = "each is a method of its own"
            message = f"{method.upper()} {path} is described here and, differently, at {place}; {kept}"
            self._report("MERGE004", message, one.source, one.here)
        if together is not None:
            target[path] = {**item, method: together}

    def _free_key(self, keys: JsonMap, path: str, title: str, mark: str) -> str:
        """A key for what has the path of another: with a fragment, which is never sent."""
        name, number = slug(title), 2
        key = f"{path}{mark}{name or number}"
        while key in keys:
            number += 1
            key = f"{path}{mark}{name}{'-' if name else ''}{number}"
        return key

    def _given_twice(self, what: str, source: Source, here: str, used: Location) -> None:
        message = f"{what} is described here and, differently, at {used}, which is used"
        self._report("MERGE001", message, source, here)

    def _moved_down(
        self, document: Source, item: JsonMap, names: Sequence[str], here: str, origins: Origins
    ) -> JsonMap:
        """A path item with these members moved into its operations, whose own win, one by one.

        `origins` takes where they stand.
        """
        moving = {name: item[name] for name in names if name in item}
        result: JsonMap = {}
        for name, value in item.items():
            if name in moving:
                continue
            if moving and name in _METHODS and isinstance(value, dict):
                below = pointers.child(here, name)
                for extra in moving.keys() - value.keys():
                    origins.setdefault(pointers.child(below, extra), (document, pointers.child(here, extra)))
                value = {
                    **moving,
                    **value,
                    **self._joined_parameters(document, moving, value, here, below, origins),
                }
            result[name] = value
        return result

    def _joined_parameters(
        self, document: Source, moving: JsonMap, own: JsonMap, here: str, below: str, origins: Origins
    ) -> JsonMap:
        above, inside = moving.get("parameters"), own.get("parameters")
        if not isinstance(above, list) or not isinstance(inside, list):
            return {}
        replaced = {_identity(parameter) for parameter in inside}
        kept = [(number, one) for number, one in enumerate(above) if _identity(one) not in replaced]
        for new, (old, _) in enumerate(kept):
            origins[pointers.child(f"{below}/parameters", new)] = (document, f"{here}/parameters/{old}")
        for old in range(len(inside)):
            origins[f"{below}/parameters/{len(kept) + old}"] = (document, f"{below}/parameters/{old}")
        return {"parameters": [*(one for _, one in kept), *inside]}

    def _tags(self) -> None:
        listed: list[JsonValue] = []
        numbers: dict[str, int] = {}
        for document in self.documents:
            source = document.data.get("tags")
            for number, tag in enumerate(source if isinstance(source, list) else ()):
                given = tag.get("name") if isinstance(tag, dict) else tag
                name = self.spellings.get(given, given) if isinstance(given, str) else canonical(given)
                if isinstance(tag, dict) and name != given and isinstance(given, str):
                    tag = {**tag, "name": name}
                if name not in numbers:
                    numbers[name] = len(listed)
                    here = pointers.join("tags", len(listed))
                    self.origins[here] = (document, pointers.join("tags", number))
                    listed.append(tag)
                    continue
                known = listed[numbers[name]]
                if isinstance(known, dict) and isinstance(tag, dict):
                    for member in tag.keys() - known.keys():
                        below = pointers.join("tags", numbers[name], member)
                        self.origins[below] = (document, pointers.join("tags", number, member))
                    listed[numbers[name]] = {**tag, **known}
        if listed:
            self.data["tags"] = listed

    def _place(self, here: str) -> Location:
        document, there = origin(self.origins, here)
        return document.locate(there, key=True)

    def _report(self, code: str, message: str, document: Source, here: str) -> None:
        location = document.locate(here, key=True)
        self.diagnostics.report(code, message, location, source_line=document.source_line(location))


def _identity(parameter: JsonValue) -> str:
    if isinstance(parameter, dict) and "$ref" not in parameter:
        return canonical([parameter.get("in"), parameter.get("name")])
    return canonical(parameter)
