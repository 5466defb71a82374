"""What explanations ask a document and a request, so that they hold for every document of the kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from .documents import Json, Original, escaped
from .parts import Parameter, bodies, essence, parameters, unnamed
from .run import Failure
from .schemas import Schemas

_MANY: Final = ("oneOf", "anyOf")


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be explained.

    Attributes:
        original: The document.
        failure: What a judge says of a request.
        together: All that it says of the request.
        found: What the pattern of the explanation found.
    """

    original: Original
    failure: Failure
    together: tuple[str, ...]
    found: re.Match[str]

    @property
    def operation(self) -> Json:
        """The operation."""
        return self.original.at(self.failure.pointer) or {}

    def parameters(self) -> list[Parameter]:
        """Those of the operation."""
        return parameters(self.original, self.failure.pointer, self.failure.path)

    def parameter(self) -> Parameter | None:
        """The one that the pattern's first group names."""
        return next((each for each in self.parameters() if each.name == self.found[1]), None)

    def schema(self) -> str | None:
        """The pointer of the body's schema, for the media type that was sent."""
        listed = bodies(self.original, self.failure.pointer, self.failure.path)[0]
        same = [each for each in listed if essence(each.media_type) == self.failure.media_type]
        return next((each.schema for each in same or listed if each.schema), None)

    def body(self) -> Json:
        """What was sent, where it is JSON."""
        try:
            return json.loads(self.failure.sent.partition("\n\n")[2])
        except ValueError:
            return None


def _reached(original: Original, schema: Json) -> Iterator[dict[str, Any]]:
    """A schema and those of which its values consist, each once."""
    waiting, seen = [schema], set[int]()
    while waiting:
        here = original.follow(waiting.pop())
        if not isinstance(here, dict) or id(here) in seen:
            continue
        seen.add(id(here))
        yield here
        members = here.get("properties")
        waiting += [*(members.values() if isinstance(members, dict) else ())]
        waiting += [here[key] for key in ("items", "additionalProperties") if key in here]
        waiting += list(_variants(here, ("allOf", *_MANY)))


def _variants(schema: Json, keywords: tuple[str, ...] = _MANY) -> Iterator[Json]:
    for keyword in keywords if isinstance(schema, dict) else ():
        found = schema.get(keyword)
        yield from found if isinstance(found, list) else ()


_READ: Final[dict[int, tuple[Original, Schemas, Schemas]]] = {}
"""The schemas of the document that was asked last."""


def _schemas(case: Case, *, told_apart: bool = True) -> Schemas:
    original = case.original
    if id(original) not in _READ:
        _READ.clear()
        plainly = Schemas(original, "request", told_apart=False)
        _READ[id(original)] = (original, Schemas(original, "request"), plainly)
    _, told, plain = _READ[id(original)]
    return told if told_apart else plain


def is_read_only(case: Case) -> bool:
    """Members are missing that the schema has as readOnly; of a union, in one of its variants."""
    missing = re.findall(r"at [^|]*?: '([^']*)' is a required property", case.failure.cause)
    others = case.failure.cause.count(" | at ") - len(missing)
    schema = case.schema()
    if schema is None or not missing or case.original.version == "3.0":
        return False
    reached = list(_reached(case.original, case.original.at(schema)))
    hidden = {
        name
        for each in reached
        for name, member in (each.get("properties") or {}).items()
        if (isinstance(member, dict) and member.get("readOnly") is True)
        or (case.original.follow(member) or {}).get("readOnly") is True
    }
    if any(any(True for _ in _variants(each)) for each in reached):
        return bool(hidden.intersection(missing))
    return not others and hidden.issuperset(missing)


def is_union(case: Case) -> bool:
    """The body's schema has variants, or is put together with what has them."""
    schema = case.original.follow(case.original.at(case.schema() or ""))
    parts = [schema, *map(case.original.follow, _variants(schema, ("allOf",)))]
    return any(any(True for _ in _variants(part)) for part in parts)


def default_is_wrong(case: Case) -> bool:
    """The default of a parameter that was not given is no value of its schema."""
    parameter = case.parameter()
    schema = case.original.follow(case.original.at(parameter.schema)) if parameter else None
    if parameter is None or not isinstance(schema, dict) or "default" not in schema:
        return False
    is_sent = re.search(rf"[?&]{re.escape(parameter.name)}[=\[]", case.failure.sent) is not None
    return not is_sent and bool(_schemas(case).faults(parameter.schema, schema["default"]))


def server_is_variable(case: Case) -> bool:
    """The address of a server begins with a variable."""
    holders = (case.operation, case.original.at(f"#/paths/{escaped(case.failure.path)}"), case.original.data)
    named = (each.get("servers") for each in holders if isinstance(each, dict))
    listed: list[Json] = next((each for each in named if each), [])
    return any(str(each.get("url")).startswith("{") for each in listed if isinstance(each, dict))


def variants_overlap(case: Case) -> bool:
    """What was sent is a value of more than one variant of a oneOf."""
    schema = case.schema()
    said = _schemas(case, told_apart=False).faults(schema, case.body(), strict=True) if schema else []
    return any("more than one" in each for each in said)


def overlap_is_said(case: Case) -> bool:
    """The same, and the judge says so, beside what is wrong with it by each other variant."""
    return any("oneOf" in each for each in case.together) and variants_overlap(case)


def is_mapped_by_name(case: Case) -> bool:
    """A discriminator's mapping has the name of a schema, not a reference."""
    schema = case.original.at(case.schema() or "")
    said = [each.get("discriminator") for each in _reached(case.original, schema)]
    mappings = [each.get("mapping") for each in said if isinstance(each, dict)]
    targets = [target for each in mappings if isinstance(each, dict) for target in each.values()]
    return any(re.fullmatch(r"[\w.-]+", str(target)) and "." not in str(target) for target in targets)


def has_map(case: Case) -> bool:
    """A parameter of the query is an object with unknown keys, each a parameter of its own."""
    schemas = [
        case.original.follow(case.original.at(each.schema))
        for each in case.parameters()
        if each.place == "query" and each.style == "form" and each.explode
    ]
    names = {each.name for each in case.parameters()}
    names |= {str(each.get("name")) for each in unnamed(case.original).values() if isinstance(each, dict)}
    said = set(re.findall(r'Query parameter "([^"]*)" is not defined', case.failure.cause))
    return names.isdisjoint(said) and any(
        part.get("additionalProperties", "properties" in part) is not False
        and ("additionalProperties" in part or part.get("type") == "object")
        for schema in schemas
        for part in _reached(case.original, schema)
    )


def is_text_or_list(case: Case) -> bool:
    """The parameter may be text or a list."""
    parameter = case.parameter()
    schema = case.original.follow(case.original.at(parameter.schema)) if parameter else None
    types = {(case.original.follow(each) or {}).get("type") for each in _variants(schema)}
    return {"string", "array"} <= types


def is_object_as_text(case: Case) -> bool:
    """The body is documented as an object or a list, in a media type that has neither."""
    schema = case.original.follow(case.original.at(case.schema() or "")) or {}
    kind = case.failure.media_type
    is_plain = kind == "application/octet-stream" or (kind.startswith("text/") and kind != "text/json")
    return is_plain and (schema.get("type") in ("object", "array") or "properties" in schema)


def has_content_type(case: Case) -> bool:
    """A parameter is called Content-Type."""
    return any(each.name.lower() == "content-type" for each in case.parameters())


def is_any_type(case: Case) -> bool:
    """The body's media type is documented as a range."""
    listed = bodies(case.original, case.failure.pointer, case.failure.path)[0]
    return any("*" in each.media_type for each in listed)


def has_path_style(case: Case) -> bool:
    """A parameter of the path is written in another style than `simple`."""
    return any(each.style in ("label", "matrix") for each in case.parameters())


def is_additional(case: Case) -> bool:
    """The operation is one of `additionalOperations`."""
    return "/additionalOperations/" in case.failure.pointer


def has_query_string(case: Case) -> bool:
    """A parameter is the whole query."""
    return any(each.place == "querystring" for each in case.parameters())


def _patterns(case: Case) -> str:
    texts = [
        str((case.original.follow(case.original.at(each.schema)) or {}).get("pattern"))
        for each in case.parameters()
    ]
    schema = case.original.at(case.schema() or "")
    return " ".join([*texts, *(str(each.get("pattern")) for each in _reached(case.original, schema))])


def has_unicode_pattern(case: Case) -> bool:
    r"""A pattern has a class of Unicode, `\p{…}`."""
    return re.search(r"\\[pP]\{", _patterns(case)) is not None


def is_multiple(case: Case) -> bool:
    """A number is said to be no multiple of another, which in decimal arithmetic it is."""
    for cause in case.together:
        for number, step in re.findall(r"(-?[\d.]+(?:e-?\d+)?) is not a multiple of ([\d.]+)", cause):
            if Decimal(number) % Decimal(step) == 0:
                return True
        for place, step in re.findall(r"request\.\w+\.?([\w.]*): .* must be multiple of ([\d.]+)", cause):
            value = _number_at(case, place)
            if value is not None and value % Decimal(step) == 0:
                return True
    return False


def _number_at(case: Case, place: str) -> Decimal | None:
    value = case.body()
    for step in place.split(".") if place else ():
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict):
            value = value.get(step)
    if value is None or isinstance(value, dict):
        found = re.search(rf"[?&\n]{re.escape(place)}=(-?[\d.]+)(?:&|\n|$)", case.failure.sent)
        return Decimal(found[1]) if found else None
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else None
