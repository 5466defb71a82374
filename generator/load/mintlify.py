"""Pages of Mintlify's older kind: one operation in a form of the tool's own, made OpenAPI again.

    paths: {path, method, servers, request: {security, parameters, body}, response: {STATUS: {MEDIA TYPE:
    {schemaArray, examples, description}}}, deprecated, type}

Schemas there are OpenAPI's, with differences: `schemaArray` holds one schema or several alternatives, a
member is wrapped in an `allOf` of one, `requiredProperties` is `required`, `required: true` says that the
parameter or body itself is needed, `refIdentifier` says which component the schema was, and some types have
other names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostics, Location
from generator.load import pointer
from generator.load.document import JsonValue
from generator.load.page import METHODS, Page
from generator.load.revision import Revision
from generator.load.source import SourceDocument, canonical

JsonMap = dict[str, JsonValue]

_SHAPE = re.compile(r"^paths:[ \t]*(?:\r?\n|\r)[ \t]+path:[ \t]", re.MULTILINE)
_PLACES = ("path", "query", "header", "cookie")
_NO_CONTENT = "_mintlify/placeholder"
_KNOWN = frozenset({"path", "method", "servers", "request", "response", "deprecated", "type"})
_OF_REQUEST = frozenset({"security", "parameters", "body", "codeSamples"})
_OF_PARAMETER = ("style", "explode", "deprecated", "allowReserved")
_TYPES = {"any": "", "file": "string"}
_SCHEMAS = "#/components/schemas/"


def is_normalised(text: str) -> bool:
    """Whether a block may hold such an operation: cheap, and without reading it."""
    return _SHAPE.search(text) is not None


def operation_of(value: JsonValue) -> JsonMap | None:
    """The operation that a value describes in this form, or None."""
    paths = value.get("paths") if isinstance(value, dict) and "openapi" not in value else None
    if not isinstance(paths, dict):
        return None
    path, method = paths.get("path"), paths.get("method")
    is_one = isinstance(path, str) and isinstance(method, str) and method.lower() in METHODS
    return paths if is_one else None


def translate(document: SourceDocument, page: Page, diagnostics: Diagnostics) -> Revision:
    """The OpenAPI document that such a page means.

    Args:
        document: The values of the page's block; `operation_of` them is not None.
        page: Gives the title, which is the operation's.
        diagnostics: Receives SPEC003 for what the form has and this module does not know.

    Returns:
        The document as a revision, whose values know their places in the page.
    """
    operation = operation_of(document.data)
    assert operation is not None
    return _Translation(document, operation, page, diagnostics).run()


@dataclass(slots=True)
class _Translation:
    """Builds the document; `moved` has the old pointer of each new one."""

    document: SourceDocument
    source: JsonMap
    page: Page
    diagnostics: Diagnostics
    moved: dict[str, str] = field(default_factory=dict[str, str])
    schemas: JsonMap = field(default_factory=dict[str, JsonValue])
    schemes: JsonMap = field(default_factory=dict[str, JsonValue])

    def run(self) -> Revision:
        components = _map(self.document.data.get("components"))
        self.schemas = dict(_map(components.get("schemas")))
        path, method = str(self.source["path"]), str(self.source["method"]).lower()
        section = "webhooks" if self.source.get("type") == "webhook" else "paths"
        at = pointer.join(section, path, method)
        self.moved[pointer.join(section)] = pointer.join("paths")
        self.moved[pointer.join(section, path)] = pointer.join("paths", "path")
        self.moved[at] = pointer.join("paths", "method")
        operation = self._operation(at)
        data: JsonMap = {
            "openapi": "3.1.0",
            "info": {"title": self.page.title, "version": "1.0.0"},
            section: {path: {method: operation}},
        }
        if isinstance(servers := self.source.get("servers"), list):
            data["servers"] = [_server(server) for server in servers]
            self.moved[pointer.join("servers")] = pointer.join("paths", "servers")
        data["components"] = {**components, "schemas": self.schemas, "securitySchemes": self.schemes}
        for old, members, known in (
            (pointer.join("paths"), self.source, _KNOWN),
            (pointer.join("paths", "request"), _map(self.source.get("request")), _OF_REQUEST),
        ):
            for name in members.keys() - known:
                self._unknown(pointer.child(old, name), name)
        revision = Revision(self.document, self.diagnostics, data)
        revision.move(self.moved)
        title = Location(self.document.name, self.page.title_line, int(self.page.title_line > 0))
        for place in (pointer.join("info"), pointer.join("info", "title"), pointer.child(at, "summary")):
            revision.add(place, title)
        return revision

    def _unknown(self, here: str, name: str) -> None:
        location = self.document.locate(here, key=True)
        line = self.document.source_line(location)
        message = f"`{name}` is not known in this form of page, and says nothing"
        self.diagnostics.report("SPEC003", message, location, source_line=line)

    def _operation(self, at: str) -> JsonMap:
        request = _map(self.source.get("request"))
        old = pointer.join("paths", "request")
        operation: JsonMap = {"summary": self.page.title} if self.page.title else {}
        operation["parameters"] = self._parameters(_map(request.get("parameters")), at, old)
        if body := _map(request.get("body")):
            operation["requestBody"] = self._body(body, pointer.child(at, "requestBody"), f"{old}/body")
        operation["responses"] = self._responses(pointer.child(at, "responses"))
        if isinstance(request.get("security"), list):
            operation["security"] = self._security(request["security"], f"{old}/security")
            self.moved[pointer.child(at, "security")] = f"{old}/security"
        if samples := request.get("codeSamples"):
            operation["x-codeSamples"] = samples
            self.moved[pointer.child(at, "x-codeSamples")] = f"{old}/codeSamples"
        if self.source.get("deprecated") is True:
            operation["deprecated"] = True
            self.moved[pointer.child(at, "deprecated")] = pointer.join("paths", "deprecated")
        return operation

    def _parameters(self, source: JsonMap, at: str, old: str) -> JsonValue:
        found: list[JsonValue] = []
        for place in _PLACES:
            for name, value in _map(source.get(place)).items():
                here = pointer.child(pointer.child(at, "parameters"), len(found))
                there = pointer.child(f"{old}/parameters/{place}", name)
                self.moved[here] = there
                given = _map(value)
                first = _first(given.get("schema"))
                parameter: JsonMap = {"name": name, "in": place}
                if place == "path" or first.get("required") is True:
                    parameter["required"] = True
                parameter.update({key: given[key] for key in _OF_PARAMETER if key in given})
                schema = self._alternatives(
                    given.get("schema"), pointer.child(here, "schema"), f"{there}/schema"
                )
                if isinstance(schema.get("description"), str):
                    parameter["description"] = schema.pop("description")
                    self.moved[pointer.child(here, "description")] = f"{there}/schema/0/description"
                parameter["schema"] = schema
                found.append(parameter)
        return found

    def _body(self, source: JsonMap, here: str, there: str) -> JsonMap:
        self.moved[here] = there
        needed = any(_first(_map(one).get("schemaArray")).get("required") is True for one in source.values())
        return {"content": self._content(source, here, there), **({"required": True} if needed else {})}

    def _responses(self, here: str) -> JsonMap:
        there = pointer.join("paths", "response")
        self.moved[here] = there
        responses: JsonMap = {}
        for status, value in _map(self.source.get("response")).items():
            at, old = pointer.child(here, status), pointer.child(there, status)
            self.moved[at] = old
            content = _map(value)
            said = (_map(one).get("description") for one in content.values())
            text = next((one for one in said if isinstance(one, str)), "")
            response: JsonMap = {"description": text}
            if holding := {media: one for media, one in content.items() if media != _NO_CONTENT}:
                response["content"] = self._content(holding, at, old)
            responses[status] = response
        return responses

    def _content(self, source: JsonMap, here: str, there: str) -> JsonMap:
        content: JsonMap = {}
        self.moved[pointer.child(here, "content")] = there
        for media, value in source.items():
            at = pointer.child(pointer.child(here, "content"), media)
            old = pointer.child(there, media)
            given = _map(value)
            media_type: JsonMap = {}
            if "schemaArray" in given:
                media_type["schema"] = self._alternatives(
                    given["schemaArray"], pointer.child(at, "schema"), f"{old}/schemaArray"
                )
            if given.get("examples"):
                media_type["examples"] = given["examples"]
            content[media] = media_type
        return content

    def _security(self, source: JsonValue, there: str) -> JsonValue:
        requirements: list[JsonValue] = []
        for number, value in enumerate(source if isinstance(source, list) else ()):
            named = _map(value)
            given = [
                (place, header, _map(scheme), f"{there}/{number}/parameters/{place}")
                for place in ("header", "query", "cookie")
                for header, scheme in _map(_map(named.get("parameters")).get(place)).items()
            ]
            requirement: JsonMap = {}
            for place, header, scheme, old in given:
                title = named.get("title")
                plain = title if len(given) == 1 and isinstance(title, str) and title else header
                name = re.sub(r"[^A-Za-z0-9._-]+", "_", plain)
                self.schemes[name] = _scheme(place, header, scheme)
                self.moved[pointer.join("components", "securitySchemes", name)] = pointer.child(old, header)
                requirement[name] = []
            requirements.append(requirement)
        return requirements

    def _alternatives(self, array: JsonValue, here: str, there: str) -> JsonMap:
        """The schema that a `schemaArray` is: its only one, or any of several."""
        listed = array if isinstance(array, list) else [array]
        if len(listed) == 1:
            return self._schema(listed[0], here, pointer.child(there, 0))
        found: list[JsonValue] = [
            self._schema(one, pointer.child(f"{here}/oneOf", number), pointer.child(there, number))
            for number, one in enumerate(listed)
        ]
        self.moved[here] = self.moved[pointer.child(here, "oneOf")] = there
        return {"oneOf": found}

    def _schema(self, value: JsonValue, here: str, there: str) -> JsonMap:
        """A schema, under the name of the component that it was, if it says so."""
        name = _map(value).get("refIdentifier")
        if not isinstance(name, str) or not name.startswith(_SCHEMAS):
            return self._plain(value, here, there)
        token = pointer.last(name)
        known = self.schemas.get(token)
        component = pointer.join("components", "schemas", token)
        if known is None:
            self.schemas[token] = self._plain(value, component, there)
        elif canonical(known) != canonical(self._without_place(value)):
            return self._plain(value, here, there)
        self.moved[here] = there
        return {"$ref": pointer.reference(component)}

    def _without_place(self, value: JsonValue) -> JsonMap:
        """A schema as it would be translated, without a place."""
        translation = _Translation(self.document, self.source, self.page, self.diagnostics)
        return translation._plain(value, "", "")

    def _plain(self, value: JsonValue, here: str, there: str) -> JsonMap:
        """A schema and all in it. Not recursive, however deep it nests."""
        root: JsonMap = {}
        todo: list[tuple[JsonValue, JsonMap, str, str]] = [(value, root, here, there)]
        while todo:
            source, target, at, old = todo.pop()
            wrapped = _map(source)
            while list(wrapped) == ["allOf"] and isinstance(wrapped["allOf"], list):
                if len(wrapped["allOf"]) != 1:
                    break
                old, wrapped = f"{old}/allOf/0", _map(wrapped["allOf"][0])
            self.moved[at] = old
            for name, inner in wrapped.items():
                below, before = pointer.child(at, name), pointer.child(old, name)
                if name == "refIdentifier" or (name == "required" and isinstance(inner, bool)):
                    continue
                if name == "requiredProperties":
                    target["required"] = inner
                    self.moved[pointer.child(at, "required")] = before
                elif name == "type" and isinstance(inner, str):
                    _put_type(target, inner)
                elif name in {"properties", "patternProperties"} and isinstance(inner, dict):
                    members: JsonMap = {}
                    target[name] = members
                    for key, member in inner.items():
                        made: JsonMap = {}
                        members[key] = made
                        todo.append((member, made, pointer.child(below, key), pointer.child(before, key)))
                elif name in {"allOf", "oneOf", "anyOf", "prefixItems"} and isinstance(inner, list):
                    parts: list[JsonValue] = []
                    target[name] = parts
                    for number, member in enumerate(inner):
                        part: JsonMap = {}
                        parts.append(part)
                        todo.append((member, part, f"{below}/{number}", f"{before}/{number}"))
                elif name in {"items", "additionalProperties", "not"} and isinstance(inner, dict):
                    single: JsonMap = {}
                    target[name] = single
                    todo.append((inner, single, below, before))
                else:
                    target[name] = inner
        return root


def _map(value: JsonValue) -> JsonMap:
    return value if isinstance(value, dict) else {}


def _server(value: JsonValue) -> JsonValue:
    """A Server Object; variables have a type there, and are text here (OpenAPI 3.1 §4.8.6)."""
    variables = _map(value).get("variables")
    if not isinstance(variables, dict):
        return value
    plain: JsonMap = {
        name: {key: member for key, member in _map(one).items() if key != "type"}
        for name, one in variables.items()
    }
    return {**_map(value), "variables": plain}


def _first(array: JsonValue) -> JsonMap:
    return _map(array[0]) if isinstance(array, list) and array else _map(array)


def _put_type(target: JsonMap, name: str) -> None:
    """`any` allows everything, `file` is binary text, `enum<string>` is a string of those listed."""
    plain = name[5:-1] if name.startswith("enum<") and name.endswith(">") else name
    meant = _TYPES.get(plain, plain)
    if meant:
        target["type"] = meant
    if plain == "file":
        target.setdefault("format", "binary")


def _scheme(place: str, header: str, given: JsonMap) -> JsonMap:
    """A Security Scheme Object (OpenAPI 3.1 §4.8.27); what is only called OAuth is sent as a bearer token."""
    said: JsonMap = {"description": given["description"]} if "description" in given else {}
    kind = given.get("type")
    if kind == "http":
        return {"type": "http", "scheme": given.get("scheme", "bearer"), **said}
    if kind in {"oauth2", "openIdConnect", "bearer"} and header.lower() == "authorization":
        return {"type": "http", "scheme": "bearer", **said}
    return {"type": "apiKey", "in": place, "name": header, **said}
