"""One operation that several documents describe differently: what each of them says is kept.

Pages often have one method and path several times, for different uses of it. Where a constant of the body
tells the uses apart they are one operation, whose body is one of several; otherwise each is an operation of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.load import pointer
from generator.load.components import JsonMap, is_named
from generator.load.composed import Origins
from generator.load.document import JsonValue, Source
from generator.load.facts import GROUP, METHOD
from generator.load.namespace import NAMESPACE
from generator.load.source import Container, canonical, entries, put

# What is said for people only.
_PROSE = frozenset({"description", "summary", "example", "examples", "externalDocs", "title", "tags"})
# Where uses of one operation may not differ: a call could not tell which one it is.
_ALIKE = ("security", "servers", "callbacks", NAMESPACE)
# Where callers find it: two such places are two methods.
_PROMISED = ("operationId", NAMESPACE, GROUP, METHOD)
_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Alternative:
    """What one document says of an operation.

    Attributes:
        source: The document.
        here: The pointer of the operation there.
        value: The operation, with what its path says for all operations; components have their final names.
    """

    source: Source
    here: str
    value: JsonMap

    @property
    def title(self) -> str:
        """What the document calls it; may be empty."""
        for member in ("operationId", "summary"):
            text = self.value.get(member)
            if isinstance(text, str) and text.strip():
                return text
        return ""

    @property
    def meaning(self) -> str:
        """What counts of it: its name, and all that is no prose."""
        summary = self.value.get("summary")
        name = [
            *(self.value.get(member) for member in _PROMISED),
            summary.casefold() if isinstance(summary, str) else summary,
        ]
        return canonical([name, _bare(self.value)], ordered=False)


def slug(text: str) -> str:
    """A name as part of a key: `Create video` is `create-video`; empty without a letter or digit of ASCII."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return "-".join(re.findall(r"[a-z0-9]+", spaced.lower()))


def _pascal(text: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in slug(text).split("-"))


def _bare(value: JsonValue) -> JsonValue:
    """A copy without what is said for people only."""
    root: list[JsonValue] = [value]
    todo: list[Container] = [root]
    while todo:
        target = todo.pop()
        for where, inner in entries(target):
            copy: Container
            if isinstance(inner, dict):
                copy = {
                    name: part
                    for name, part in inner.items()
                    if is_named(where) or not (name in _PROSE or name.startswith("x-"))
                }
            elif isinstance(inner, list):
                copy = list(inner)
            else:
                continue
            put(target, where, copy)
            todo.append(copy)
    return root[0]


@dataclass(frozen=True, slots=True)
class _Body:
    """The JSON body of an alternative; `here` is the pointer of its schema in the alternative's document."""

    media_type: str
    content: JsonMap
    schema: JsonMap
    required: bool
    here: str


def united(
    alternatives: Sequence[Alternative], components: JsonMap, at: str, origins: Origins
) -> JsonMap | None:
    """One operation of several that a constant of the body tells apart; None when nothing does.

    Args:
        alternatives: At least two, in order of documents. The first one's members count where there can be
            only one.
        components: Takes the bodies as schemas.
        at: The pointer that the operation will have.
        origins: Takes where the parts came from.
    """
    if any(
        canonical(one.value.get(member)) != canonical(alternatives[0].value.get(member))
        for one in alternatives
        for member in _ALIKE
    ):
        return None
    bodies = [body for one in alternatives if (body := _body(one, components)) is not None]
    if len(bodies) != len(alternatives) or len({body.media_type for body in bodies}) > 1:
        return None
    constants = [dict(_constants(body.schema, components)) for body in bodies]
    telling = (
        member
        for member in sorted(constants[0])
        if len({canonical(own[member]) for own in constants if member in own}) == len(bodies)
    )
    member = next(telling, None)
    if member is None:
        return None
    result: JsonMap = {}
    for one in alternatives:
        for name, value in one.value.items():
            if name not in result:
                result[name] = value
                origins[pointer.child(at, name)] = (one.source, pointer.child(one.here, name))
    told = [own[member] for own in constants]
    path = pointer.split(at)[1].partition("#")[0]
    fixed = [part for part in path.split("/") if slug(part) and "{" not in part]
    noun = fixed[-1] if fixed else member
    result["requestBody"] = _request_body(alternatives, bodies, told, noun, components, origins)
    said = [text for one in alternatives if isinstance(text := one.value.get("description"), str)]
    if len(set(said)) > 1:
        result["description"] = "\n\n".join(text.strip() for text in dict.fromkeys(said))
    parameters = list(_parameters(alternatives, components))
    if parameters:
        result["parameters"] = [parameter for parameter, _, _ in parameters]
        for number, (_, source, here) in enumerate(parameters):
            origins[f"{at}/parameters/{number}"] = (source, here)
    result["responses"] = _responses(alternatives, components, at, origins)
    tags = [tag for one in alternatives for tag in _list(one.value.get("tags"))]
    if tags:
        result["tags"] = [tag for number, tag in enumerate(tags) if tag not in tags[:number]]
    if "deprecated" in result:
        result["deprecated"] = all(one.value.get("deprecated") is True for one in alternatives)
    return result


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _map(value: JsonValue) -> JsonMap:
    return value if isinstance(value, dict) else {}


def _resolved(value: JsonValue, components: JsonMap) -> JsonMap:
    """What a local reference to a component leads to; the value itself when it is none."""
    for _ in range(_MOST_STEPS):
        here = _map(value)
        target = here.get("$ref")
        tokens = pointer.split(pointer.normalised(target)) if isinstance(target, str) else ()
        if len(tokens) != 3 or tokens[0] != "components":
            return here
        value = _map(components.get(tokens[1])).get(tokens[2])
    return {}


def _body(one: Alternative, components: JsonMap) -> _Body | None:
    written = one.value.get("requestBody")
    body = _resolved(written, components)
    content = _map(body.get("content"))
    if len(content) != 1:
        return None
    ((media_type, value),) = content.items()
    media = _map(value)
    kind = media_type.partition(";")[0].strip().lower()
    if not (kind == "application/json" or kind.endswith("+json")) or "encoding" in media:
        return None
    here = pointer.child(one.here, "requestBody")
    if body is written:
        here = pointer.child(pointer.child(pointer.child(here, "content"), media_type), "schema")
    schema = media.get("schema")
    return _Body(kind, media, _map(schema), body.get("required") is True, here) if schema else None


def _constants(schema: JsonMap, components: JsonMap, depth: int = 0) -> Iterator[tuple[str, JsonValue]]:
    """The required members of an object that can have one value only."""
    resolved = _resolved(schema, components)
    required = _list(resolved.get("required"))
    for name, value in _map(resolved.get("properties")).items():
        member = _resolved(value, components)
        if name not in required:
            continue
        values = _list(member.get("enum"))
        if "const" in member:
            yield name, member["const"]
        elif len(values) == 1:
            yield name, values[0]
    if depth < _MOST_STEPS:
        for part in _list(resolved.get("allOf")):
            yield from _constants(_map(part), components, depth + 1)


def _request_body(
    alternatives: Sequence[Alternative],
    bodies: Sequence[_Body],
    values: Sequence[JsonValue],
    noun: str,
    components: JsonMap,
    origins: Origins,
) -> JsonMap:
    """The body of either kind: the bodies are schemas named after their documents, and so is their union,
    after what the path is about.
    """
    schemas = components.setdefault("schemas", {})
    assert isinstance(schemas, dict)
    references: list[JsonValue] = []
    examples: JsonMap = {}
    for one, body, value in zip(alternatives, bodies, values, strict=True):
        title = _pascal(one.title) or _pascal(str(value)) or "Variant"
        said = one.value.get("description") or one.value.get("summary")
        schema = {"description": said, **body.schema} if said and "$ref" not in body.schema else body.schema
        name = f"{title}Request"
        references.append(_as_component(schema, name, schemas, origins, one.source, body.here))
        if "example" in body.content:
            examples[slug(title)] = {"value": body.content["example"]}
        for example, shown in _map(body.content.get("examples")).items():
            examples.setdefault(example, shown)
    union = _free(schemas, f"{_pascal(noun)}Request")
    schemas[union] = {"oneOf": references}
    origins[pointer.join("components", "schemas", union)] = (alternatives[0].source, bodies[0].here)
    content: JsonMap = {"schema": _reference(union), **({"examples": examples} if examples else {})}
    return {"required": all(body.required for body in bodies), "content": {bodies[0].media_type: content}}


def _free(schemas: JsonMap, name: str) -> str:
    """A name for a new schema; it is not one that another has."""
    free, number = name, 2
    while free in schemas:
        free, number = f"{name}_{number}", number + 1
    return free


def _reference(name: str) -> JsonMap:
    return {"$ref": pointer.reference(pointer.join("components", "schemas", name))}


def _as_component(
    schema: JsonMap, name: str, schemas: JsonMap, origins: Origins, source: Source, here: str
) -> JsonMap:
    """A reference to a schema, which gets a name if it has none."""
    if "$ref" in schema and len(schema) == 1:
        return schema
    free = _free(schemas, name)
    schemas[free] = schema
    origins[pointer.join("components", "schemas", free)] = (source, here)
    return _reference(free)


def _parameters(
    alternatives: Sequence[Alternative], components: JsonMap
) -> Iterator[tuple[JsonMap, Source, str]]:
    """The parameters of all, each with its place: required only where all of them require it."""
    found: dict[tuple[str, str], list[tuple[JsonValue, JsonMap, Source, str]]] = {}
    for one in alternatives:
        for number, written in enumerate(_list(one.value.get("parameters"))):
            value = _resolved(written, components)
            key = (str(value.get("in")), str(value.get("name")))
            place = f"{one.here}/parameters/{number}"
            found.setdefault(key, []).append((written, value, one.source, place))
    for uses in found.values():
        written, value, source, here = uses[0]
        if len({canonical(_bare(use)) for _, use, _, _ in uses}) == 1 and len(uses) == len(alternatives):
            yield _map(written), source, here
            continue
        required = len(uses) == len(alternatives) and all(
            use.get("required") is True for _, use, _, _ in uses
        )
        result = {**value, "required": required}
        schemas = _different([use["schema"] for _, use, _, _ in uses if "schema" in use])
        if len(schemas) > 1:
            result["schema"] = {"anyOf": schemas}
        yield result, source, here


def _different(values: Sequence[JsonValue]) -> list[JsonValue]:
    """The values that differ by more than prose, each once."""
    known: dict[str, JsonValue] = {}
    for value in values:
        known.setdefault(canonical(_bare(value), ordered=False), value)
    return list(known.values())


def _responses(
    alternatives: Sequence[Alternative], components: JsonMap, at: str, origins: Origins
) -> JsonMap:
    """The responses of all. Those of one status that differ are one, with a body of either kind."""
    uses: dict[str, list[tuple[Alternative, JsonValue]]] = {}
    for one in alternatives:
        for status, value in _map(one.value.get("responses")).items():
            uses.setdefault(status, []).append((one, value))
    result: JsonMap = {}
    for status, found in uses.items():
        first, value = found[0]
        here = pointer.child(pointer.child(first.here, "responses"), status)
        origins[pointer.child(pointer.child(at, "responses"), status)] = (first.source, here)
        if len(_different([response for _, response in found])) > 1:
            value = _response(status, found, components, origins)
        result[status] = value
    return result


def _response(
    status: str,
    found: Sequence[tuple[Alternative, JsonValue]],
    components: JsonMap,
    origins: Origins,
) -> JsonMap:
    """One response of several: what the first says counts, but for the bodies."""
    schemas = components.setdefault("schemas", {})
    assert isinstance(schemas, dict)
    result: JsonMap = {}
    headers: JsonMap = {}
    content: JsonMap = {}
    bodies: dict[str, list[tuple[Alternative, JsonMap]]] = {}
    for one, written in found:
        value = _resolved(written, components)
        result = {**value, **result}
        headers = {**_map(value.get("headers")), **headers}
        for media_type, media in _map(value.get("content")).items():
            content[media_type] = {**_map(media), **_map(content.get(media_type))}
            if isinstance(schema := _map(media).get("schema"), dict):
                bodies.setdefault(media_type, []).append((one, schema))
    for media_type, given in bodies.items():
        variants: dict[str, JsonMap] = {}
        if len(_different([schema for _, schema in given])) == 1:
            continue
        for one, schema in given:
            key = canonical(_bare(schema), ordered=False)
            if key not in variants:
                name = f"{_pascal(one.title) or 'Variant'}{'' if status.startswith('2') else _pascal(status)}"
                here = pointer.join(*pointer.split(one.here), "responses", status)
                variants[key] = _as_component(schema, f"{name}Response", schemas, origins, one.source, here)
        media = content[media_type]
        assert isinstance(media, dict)
        media["schema"] = {"oneOf": list(variants.values())}
    return {
        **result,
        **({"content": content} if content else {}),
        **({"headers": headers} if headers else {}),
    }
