"""Schemas become types. Objects and enumerations become definitions, which get their names later.

Every schema gives a type. What Python's types cannot say becomes `Any`, and a TYPE diagnostic says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostics
from generator.ir import names, position, words
from generator.ir.allof import flatten, merge
from generator.ir.docs import doc_of
from generator.ir.model import (
    ANY,
    Alias,
    Definition,
    Direction,
    Enumeration,
    EnumValue,
    Field,
    ListOf,
    MapOf,
    Model,
    Named,
    Nullable,
    OneOf,
    Pointer,
    Primitive,
    PyName,
    Rename,
    Scalar,
    Type,
    WireName,
)
from generator.ir.position import Position
from generator.ir.refs import References, children, is_plain_reference
from generator.ir.reserved import FIELDS
from generator.load.document import Document
from generator.spec.model import Json, Schema

_STRINGS = {"date-time": Scalar.DATETIME, "date": Scalar.DATE}
_SCALARS = {
    "integer": Scalar.INTEGER,
    "number": Scalar.NUMBER,
    "boolean": Scalar.BOOLEAN,
    "null": Scalar.NULL,
}
FIELD_MARK = "!field/"
INPUT_SUFFIX = "!input"
"""Ends the id of the request shape of a schema whose request and response shapes differ."""


@dataclass(frozen=True, slots=True)
class Use:
    """A type at a place, and whether null may stand there."""

    type: Type
    nullable: bool = False

    @property
    def whole(self) -> Type:
        """The type with null in it."""
        return Nullable(self.type) if self.nullable and self.type != ANY else self.type


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition that has no name yet.

    `by_place`: it is named after its place, and equal ones may become one.
    """

    definition: Definition
    position: Position
    by_place: bool


class TypeBuilder:
    """Turns schemas into types and collects the definitions they need."""

    def __init__(
        self,
        references: References,
        document: Document,
        diagnostics: Diagnostics,
        kept: dict[str, str],
        *,
        enum_classes: bool,
    ) -> None:
        self._enum_classes = enum_classes
        self.drafts: dict[Pointer, Draft] = {}
        self.renames: list[Rename] = []
        self._references = references
        self._document = document
        self._diagnostics = diagnostics
        self._kept = kept
        self._building: set[Pointer] = set()
        self._differs: dict[str, bool] = {}
        self._stand_ins: dict[Pointer, Use] = {}

    def use(self, schema: Schema, place: Position, direction: Direction) -> Use:
        """The type of a schema at a place.

        Args:
            schema: Any schema; references in it stay references (`Named`).
            place: Names its parts where they have no name of their own.
            direction: Sent or received; a schema whose shapes differ becomes two definitions.
        """
        schema = flatten(schema, self._references)
        if schema.ref is not None and is_plain_reference(schema):
            return self._reference(schema, place, direction)
        if schema.boolean is not None:
            return Use(ANY)
        if schema.enum is not None or schema.has_const:
            return self._enumeration(schema, place)
        if schema.one_of or schema.any_of:
            return self._union(schema, place, direction)
        return self._plain(schema, place, direction)

    def _reference(self, schema: Schema, place: Position, direction: Direction) -> Use:
        target = self._references.target(schema)
        if target is None:
            return Use(ANY)
        name = target.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        is_component = target.pointer.startswith("#/components/schemas/") and target.pointer.count("/") == 3
        own = (
            is_component
            and not position.is_noise(name)
            and not position.is_place(name, place.outer, _pascal(place))
        )
        use = self._named(target, position.component(name) if own else place, direction, by_place=not own)
        return replace(use, nullable=use.nullable or schema.allows_null)

    def _named(self, target: Schema, place: Position, direction: Direction, *, by_place: bool) -> Use:
        """A schema that others refer to: always a definition, so that recursion ends at its name."""
        id = self._id(target, direction)
        if id in self._stand_ins:
            return self._stand_ins[id]
        if id in self._building or id in self.drafts:
            return Use(Named(id), flatten(target, self._references).allows_null)
        self._building.add(id)
        try:
            use = self.use(target, place, direction)
        finally:
            self._building.discard(id)
        if use.type == Named(id):
            self.drafts[id] = replace(self.drafts[id], position=place, by_place=by_place)
            return use
        if isinstance(use.type, (Named, Primitive)):
            self._stand_ins[id] = use
            return use
        self.drafts[id] = Draft(
            Alias(
                id,
                PyName(""),
                use.type,
                doc_of(target),
                target.deprecated,
                self._document.locate(target.pointer),
            ),
            place,
            by_place,
        )
        return Use(Named(id), use.nullable)

    def component(self, schema: Schema, place: Position) -> None:
        """Make a component a definition, unless something has already."""
        if schema.pointer not in self.drafts:
            self._named(schema, place, Direction.OUTPUT, by_place=False)

    def _id(self, schema: Schema, direction: Direction) -> Pointer:
        split = direction is Direction.INPUT and self.differs(schema)
        return Pointer(f"{schema.pointer}{INPUT_SUFFIX}" if split else schema.pointer)

    def differs(self, schema: Schema) -> bool:
        """Whether a schema, or one inside it, has a readOnly or writeOnly member: then it has two shapes."""
        known = self._differs.get(schema.pointer)
        if known is not None:
            return known
        seen = {schema.pointer}
        stack = [schema]
        found = False
        while stack and not found:
            here = stack.pop()
            found = any(member.read_only or member.write_only for _, member in here.properties)
            parts = children(here)
            if here.ref is not None and (target := self._references.target(here)) is not None:
                parts.append(target)
            for part in parts:
                if part.pointer not in seen:
                    seen.add(part.pointer)
                    stack.append(part)
        self._differs[schema.pointer] = found
        return found

    def _enumeration(self, schema: Schema, place: Position) -> Use:
        values = (schema.const,) if schema.has_const else schema.enum or ()
        nullable = None in values or schema.allows_null
        values = tuple(dict.fromkeys(value for value in values if value is not None))
        scalar = _scalar_of(values)
        if scalar is None:
            if not values:
                return Use(Primitive(Scalar.NULL), nullable=True)
            self._degraded(schema, "an enumeration of mixed values")
            return Use(ANY)
        if scalar in (Scalar.BOOLEAN, Scalar.NUMBER):
            return Use(Primitive(scalar), nullable)
        id = Pointer(schema.pointer)
        claims = [names.Claim(f"{id}/enum/{value}", (_member_name(value),)) for value in values]
        given = names.assign(claims, ordered=True).names
        members = tuple(
            EnumValue(value, given[f"{id}/enum/{value}"]) for value in values if isinstance(value, (str, int))
        )
        definition = Enumeration(
            id,
            PyName(""),
            members,
            scalar,
            # One value is a constant: a class for it says nothing more.
            as_class=self._enum_classes and len(members) > 1,
            doc=doc_of(schema),
            deprecated=schema.deprecated,
            origin=self._document.locate(schema.pointer),
        )
        self.drafts.setdefault(id, Draft(definition, place, by_place=True))
        return Use(Named(id), nullable)

    def _union(self, schema: Schema, place: Position, direction: Direction) -> Use:
        parts = schema.one_of or schema.any_of
        nullable = schema.allows_null
        variants: list[Type] = []
        inline = [part for part in parts if part.ref is None and part.types != ("null",)]
        base = replace(schema, one_of=(), any_of=(), title=None, description=None)
        keyword = "oneOf" if schema.one_of else "anyOf"
        for number, part in enumerate(parts, 1):
            if part.types == ("null",):
                nullable = True
                continue
            at = place
            if part.title and words.pascal(part.title):
                at = place.titled(part.title)
            elif len(inline) > 1 or base.properties:
                at = place.variant(number)
            if base.properties:
                # What holds beside the variants holds in each of them.
                resolved = self._references.schema(part)
                if resolved is not None and (flat := flatten(resolved, self._references)).boolean is None:
                    part = merge(replace(flat, pointer=f"{schema.pointer}/{keyword}/{number - 1}"), base)
            use = self.use(part, at, direction)
            nullable = nullable or use.nullable
            if use.type not in variants and use.type != Primitive(Scalar.NULL):
                variants.append(use.type)
        if ANY in variants or not variants:
            return Use(ANY, nullable)
        return Use(variants[0] if len(variants) == 1 else OneOf(tuple(variants)), nullable)

    def _plain(self, schema: Schema, place: Position, direction: Direction) -> Use:
        nullable = schema.allows_null
        kinds = tuple(kind for kind in schema.types if kind != "null")
        if not kinds:
            if schema.types:
                return Use(Primitive(Scalar.NULL), nullable=True)
            kinds = _implied(schema)
        variants: list[Type] = []
        for kind in kinds:
            variant = self._kind(kind, schema, place, direction)
            if variant not in variants:
                variants.append(variant)
        if not variants:
            return Use(ANY)
        return Use(variants[0] if len(variants) == 1 else OneOf(tuple(variants)), nullable)

    def _kind(self, kind: str, schema: Schema, place: Position, direction: Direction) -> Type:
        match kind:
            case "object":
                return self._object(schema, place, direction)
            case "array":
                if schema.items is None:
                    return ListOf(ANY)
                return ListOf(self.use(schema.items, place.item(), direction).whole)
            case "string":
                return Primitive(_STRINGS.get(schema.format or "", Scalar.STRING))
            case _ if kind in _SCALARS:
                return Primitive(_SCALARS[kind])
            case _:
                self._degraded(schema, f"the type '{kind}'", "type")
                return ANY

    def _object(self, schema: Schema, place: Position, direction: Direction) -> Type:
        if not schema.properties:
            if schema.additional_properties is None or schema.additional_properties.boolean is not None:
                return MapOf(ANY)
            return MapOf(self.use(schema.additional_properties, place.value(), direction).whole)
        id = self._id(schema, direction)
        if id in self.drafts:
            return Named(id)
        members = [(name, member) for name, member in schema.properties if _travels(member, direction)]
        claims = [names.Claim(field_id(id, name), (names.variable(name, "field"),)) for name, _ in members]
        naming = names.assign(claims, reserved=FIELDS, kept=self._kept, ordered=True)
        self.renames.extend(naming.renames)
        built = tuple(
            self._field(
                name,
                member,
                naming.names[field_id(id, name)],
                name in schema.required,
                place,
                direction,
            )
            for name, member in members
        )
        definition = Model(
            id,
            PyName(""),
            built,
            direction,
            doc=doc_of(schema),
            deprecated=schema.deprecated,
            origin=self._document.locate(schema.pointer),
        )
        self.drafts[id] = Draft(definition, place, by_place=True)
        return Named(id)

    def _field(
        self, wire: str, schema: Schema, name: PyName, required: bool, place: Position, direction: Direction
    ) -> Field:
        use = self.use(schema, place.property(wire), direction)
        target = self._references.schema(schema) if schema.ref is not None else None
        return Field(
            WireName(wire),
            name,
            use.type,
            required=required,
            nullable=use.nullable,
            doc=doc_of(schema, target),
            deprecated=schema.deprecated,
        )

    def _degraded(self, schema: Schema, what: str, member: str = "") -> None:
        location = self._document.locate(f"{schema.pointer}/{member}" if member else schema.pointer)
        self._diagnostics.report(
            "TYPE001",
            f"{what} has no Python type; it is read as Any",
            location,
            source_line=self._document.source_line(location),
        )


def field_id(model: Pointer, wire: str) -> str:
    """The key of a field in the lock file.

    The pointer alone is that of the field's schema, which may have a name too.
    """
    return f"{model}{FIELD_MARK}{wire}"


def _pascal(place: Position) -> str:
    return words.pascal(place.noun)


def _member_name(value: Json) -> str:
    if isinstance(value, int) and value < 0:
        return f"MINUS_{-value}"
    return names.variable(str(value), "value" if value else "empty").upper()


def _travels(schema: Schema, direction: Direction) -> bool:
    """readOnly members are not sent, writeOnly ones are not received (OpenAPI 3.1 §4.8.24, JSON Schema
    validation §9.4).
    """
    return not (schema.read_only if direction is Direction.INPUT else schema.write_only)


def _implied(schema: Schema) -> tuple[str, ...]:
    """The type that a schema without `type` means by its other keywords."""
    if schema.properties or schema.additional_properties is not None or schema.pattern_properties:
        return ("object",)
    if schema.items is not None or schema.prefix_items:
        return ("array",)
    if schema.format in _STRINGS or schema.pattern is not None or schema.min_length is not None:
        return ("string",)
    return ()


def _scalar_of(values: tuple[Json, ...]) -> Scalar | None:
    kinds = {type(value) for value in values}
    if not kinds:
        return None
    if kinds == {str}:
        return Scalar.STRING
    if kinds == {int}:
        return Scalar.INTEGER
    if kinds == {bool}:
        return Scalar.BOOLEAN
    if kinds <= {int, float}:
        return Scalar.NUMBER
    return None
