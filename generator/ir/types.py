"""Schemas become types. Objects and enumerations become definitions, which get their names later.

What Python's types cannot say becomes the nearest type that does not lie, and a TYPE diagnostic says so.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.diagnostics import Diagnostics
from generator.ir import names, position, wishes, words
from generator.ir.allof import flatten
from generator.ir.directions import Shapes, travels
from generator.ir.docs import doc_of, limits_of, unsaid
from generator.ir.drafts import INPUT_SUFFIX, Draft, Style, Use, field_id, union_of
from generator.ir.enumerations import constants, is_open, listed, members, misspelt, scalar_types
from generator.ir.kinds import SCALARS, STRINGS, implied
from generator.ir.model import (
    ANY,
    Alias,
    Constant,
    Definition,
    Direction,
    Doc,
    Enumeration,
    Field,
    Limits,
    ListOf,
    MapOf,
    Model,
    Named,
    Pointer,
    Primitive,
    PyName,
    Rename,
    Scalar,
    Tagged,
    TupleOf,
    Type,
    WireName,
)
from generator.ir.parts import parts
from generator.ir.position import Position
from generator.ir.refs import References, is_plain_reference
from generator.ir.reserved import FIELDS
from generator.ir.variants import family, union_type
from generator.load import noise, pointer
from generator.load.document import Document
from generator.spec.model import Schema

# Where components stand, in 3.x and in 2.0.
_SECTIONS = (("components", "schemas"), ("definitions",))
# Python reads no more than 200 brackets in one another.
_MOST_BRACKETS = 100
_NULL = Primitive(Scalar.NULL)


class TypeBuilder:
    """Turns schemas into types and collects the definitions they need."""

    def __init__(
        self,
        references: References,
        document: Document,
        diagnostics: Diagnostics,
        kept: dict[str, str],
        style: Style,
    ) -> None:
        self.style = style
        self.drafts: dict[Pointer, Draft] = {}
        self.renames: list[Rename] = []
        self.references = references
        self._document = document
        self._diagnostics = diagnostics
        self._kept = kept
        self.building: set[Pointer] = set()
        # The schemas of the unions around the one that is being built.
        self.unfolding: list[str] = []
        self._open: set[tuple[str, Direction]] = set()
        # Those that something inside them refers to.
        self._needed: set[Pointer] = set()
        # What stands for schemas that are no definitions of their own.
        self._stand_ins: dict[Pointer, Use] = {}
        self._shapes = Shapes(references)
        self._brackets = 0

    def use(self, schema: Schema, place: Position, direction: Direction) -> Use:
        """The type of a schema at a place.

        Args:
            schema: Any schema; references in it stay references (`Named`).
            place: Names its parts where they have no name of their own.
            direction: Sent or received; a schema whose shapes differ becomes two definitions.
        """
        schema = self.flat(schema)
        if is_plain_reference(schema):
            return self._reference(schema, place, direction)
        if schema.boolean is not None:
            return Use(ANY)
        place = wishes.place(schema, place)
        here = (schema.pointer, direction)
        if here in self._open:
            # A reference with something beside it can lead back into itself.
            id = self._id(schema, direction)
            self._needed.add(id)
            return Use(Named(id), schema.allows_null)
        self._open.add(here)
        use = self._use(schema, place, direction)
        self._open.discard(here)
        if self._needed and (id := self._id(schema, direction)) in self._needed and id not in self.building:
            return self._definite(id, use, schema, place)
        return use

    def _definite(self, id: Pointer, use: Use, schema: Schema, place: Position) -> Use:
        """A type as a definition, where it would not be one by itself."""
        if id not in self.drafts:
            alias = Alias(id, PyName(""), use.type, doc_of(schema), schema.deprecated)
            self.draft(alias, place, True, schema)
        return Use(Named(id), use.nullable)

    def _use(self, schema: Schema, place: Position, direction: Direction) -> Use:
        for keyword in unsaid(schema):
            self._report("TYPE002", f"`{keyword}` has no place in a type; the docstring says it", schema)
        for keyword in schema.unread:
            self._report(
                "SPEC003", f"`{keyword}` is not a keyword of schemas, and says nothing", schema, keyword
            )
        if schema.enum is not None or schema.has_const:
            return self._enumeration(schema, place)
        if (constant := constants(schema)) is not None:
            return self._enumeration(constant, place)
        if not (schema.one_of or schema.any_of):
            return self._plain(schema, place, direction)
        use = union_type(self, schema, place, direction)
        if any(isinstance(part, Tagged) for part in (use.type, *parts(use.type))):
            # How its variants are told apart is said once, under a name.
            return self._definite(self._id(schema, direction), use, schema, place)
        return use

    def flat(self, schema: Schema) -> Schema:
        """The schema with its `allOf` merged into it; contradictions are reported."""
        return flatten(schema, self.references, self.contradiction)

    def _reference(self, schema: Schema, place: Position, direction: Direction) -> Use:
        target = self.references.target(schema)
        if target is None:
            return Use(ANY)
        at = self.place_of(target, place)
        by_place = at == place
        if target.discriminator is not None and not (target.one_of or target.any_of):
            use = family(self, target, at, direction, by_place=by_place)
        else:
            use = self.named(target, at, direction, by_place=by_place, inline=by_place)
        return replace(use, nullable=use.nullable or schema.allows_null)

    def place_of(self, target: Schema, place: Position) -> Position:
        """The place of a schema that something refers to: a component's own, unless its name says nothing."""
        *section, name = pointer.split(target.pointer) or ("",)
        if tuple(section) in _SECTIONS:
            is_item = position.is_place(name, place.outer, words.pascal(place.noun))
            is_spelt = self.references.by_tool and place.is_spelt(name)
            is_place = noise.is_noise(name) or is_item or is_spelt
            place = replace(place, spelt=name) if is_place else position.component(name)
        return wishes.place(target, place)

    def named(
        self, target: Schema, place: Position, direction: Direction, *, by_place: bool, inline: bool = False
    ) -> Use:
        """A schema that others refer to: a definition, so that recursion ends at its name; `inline`, only
        where recursion needs one.
        """
        id = self._id(target, direction)
        if id in self._stand_ins:
            return self._stand_ins[id]
        if id in self.building:
            self._needed.add(id)
        if id in self.building or id in self.drafts:
            return Use(Named(id), self._allows_null(target))
        self.building.add(id)
        # Recursion by way of a name ends at the name, and brackets begin anew.
        outside, self._open, brackets, self._brackets = self._open, set(), self._brackets, 0
        unfolding, self.unfolding = self.unfolding, []
        use = self.use(target, place, direction)
        self._open, self._brackets, self.unfolding = outside, brackets, unfolding
        self.building.discard(id)
        if use.type == Named(id) and id in self.drafts:
            self.drafts[id] = replace(self.drafts[id], position=place, by_place=by_place)
            return use
        plain = inline or isinstance(use.type, (Named, Primitive))
        if plain and use.type != Named(id) and id not in self._needed:
            self._stand_ins[id] = use
            return use
        alias = Alias(id, PyName(""), use.type, doc_of(target), target.deprecated)
        self.draft(alias, place, by_place, target)
        return Use(Named(id), use.nullable)

    def draft(self, definition: Definition, place: Position, by_place: bool, schema: Schema) -> None:
        origin = self._document.locate(schema.pointer)
        self.drafts[definition.id] = Draft(replace(definition, origin=origin), place, by_place)

    def _allows_null(self, schema: Schema) -> bool:
        """Whether null may stand where the schema does; by the same keywords that `use` reads."""
        flat = self.flat(schema)
        if flat.enum is not None or flat.has_const:
            return flat.allows_null or listed(flat).nullable
        return flat.allows_null or any(part.types == ("null",) for part in (*flat.one_of, *flat.any_of))

    def component(self, schema: Schema, place: Position) -> None:
        """Make a component a definition, unless something has already."""
        if schema.pointer not in self.drafts:
            self.named(schema, wishes.place(schema, place), Direction.OUTPUT, by_place=False)

    def _id(self, schema: Schema, direction: Direction) -> Pointer:
        split = direction is Direction.INPUT and self._shapes.differ(schema)
        return Pointer(f"{schema.pointer}{INPUT_SUFFIX}" if split else schema.pointer)

    def _enumeration(self, schema: Schema, place: Position) -> Use:
        if misspelt(schema):
            self._report("SPEC001", "text is listed without quotes; it is read as text all the same", schema)
        found = listed(schema)
        nullable = found.nullable or schema.allows_null
        kinds = (*scalar_types(found.scalars), *found.others)
        if not kinds:
            return Use(_NULL, nullable=True)
        if found.others or not found.values or found.scalars in ((Scalar.BOOLEAN,), (Scalar.NUMBER,)):
            # No Literal can hold these; the docstring lists them.
            return Use(union_of(kinds), nullable)
        if len(found.values) == 1 and len(found.scalars) == 1:
            return Use(Constant(found.values, is_open=is_open(schema)), nullable)
        id = Pointer(schema.pointer)
        if id not in self.drafts:
            classy = self.style.enum_classes and found.scalars in ((Scalar.STRING,), (Scalar.INTEGER,))
            definition = Enumeration(
                id,
                PyName(""),
                members(schema, found.values),
                found.scalars,
                as_class=classy,
                is_open=is_open(schema),
                doc=doc_of(schema),
                deprecated=schema.deprecated,
            )
            self.draft(definition, place, True, schema)
        return Use(Named(id), nullable)

    def _plain(self, schema: Schema, place: Position, direction: Direction) -> Use:
        nullable = schema.allows_null
        kinds = tuple(kind for kind in schema.types if kind != "null")
        if not kinds:
            if schema.types:
                return Use(_NULL, nullable=True)
            kinds = implied(schema)
        variants = [self._kind(kind, schema, place, direction) for kind in kinds]
        return Use(union_of(variants) if variants else ANY, nullable)

    def _kind(self, kind: str, schema: Schema, place: Position, direction: Direction) -> Type:
        match kind:
            case "object":
                return self._object(schema, place, direction)
            case "array":
                return self._array(schema, place, direction)
            case "string":
                if schema.content_encoding is not None and schema.content_encoding.lower() == "base64":
                    return Primitive(Scalar.BASE64)
                return Primitive(STRINGS.get(schema.format or "", Scalar.STRING))
            case _:
                return Primitive(SCALARS[kind])

    def _array(self, schema: Schema, place: Position, direction: Direction) -> Type:
        """An array (JSON Schema 2020-12 §10.3.1).

        Items by position are a tuple, unless the schema says that some may be missing or that more may
        follow: then they are a list of whatever stands at any position. With nothing said, exactly those are
        meant.
        """
        rest = schema.items if schema.items is not None else schema.unevaluated_items
        count = len(schema.prefix_items)
        if not count:
            return ListOf(ANY if rest is None else self._inside(rest, place.item(), direction))
        items = [
            self._inside(item, place.element(number), direction)
            for number, item in enumerate(schema.prefix_items, 1)
        ]
        most = count if rest is not None and rest.boolean is False else schema.max_items
        if most is None:
            most = count if rest is None else count + 1
        if most > count or (schema.min_items is not None and schema.min_items != count):
            if rest is None or rest.boolean is None:
                items.append(ANY if rest is None else self._inside(rest, place.item(), direction))
            return ListOf(union_of(items))
        return TupleOf(tuple(items))

    def _inside(self, schema: Schema, place: Position, direction: Direction) -> Type:
        """The type of items or values: a definition of its own where the brackets would be too many."""
        self._brackets += 1
        if self._brackets < _MOST_BRACKETS:
            found = self.use(schema, place, direction)
        else:
            found = self.named(schema, place, direction, by_place=True)
        self._brackets -= 1
        return found.whole

    def _object(self, schema: Schema, place: Position, direction: Direction) -> Type:
        extra = self._extra(schema, place, direction)
        if not schema.properties:
            return MapOf(extra or ANY)
        id = self._id(schema, direction)
        if id in self.drafts:
            return Named(id)
        members = [(name, member) for name, member in schema.properties if travels(member, direction)]
        claims = [names.Claim(field_id(id, name), wishes.field(name, member)) for name, member in members]
        naming = names.assign(claims, reserved=FIELDS, kept=self._kept, ordered=True)
        self.renames.extend(naming.renames)
        built = tuple(
            self._field(
                name, member, naming.names[field_id(id, name)], name in schema.required, place, direction
            )
            for name, member in members
        )
        definition = Model(
            id,
            PyName(""),
            built,
            direction,
            extra=extra,
            doc=doc_of(schema),
            deprecated=schema.deprecated,
        )
        self.draft(definition, place, True, schema)
        return Named(id)

    def _extra(self, schema: Schema, place: Position, direction: Direction) -> Type | None:
        """The type of members that are not documented by name; None when it is not known.

        Members that match a pattern are taken for all that there are, unless the schema says more: what else
        the server sends is kept as it is.
        """
        allowed = schema.additional_properties or schema.unevaluated_properties
        schemas = [member for _, member in schema.pattern_properties if member.boolean is None]
        if allowed is not None and allowed.boolean is None:
            schemas.append(allowed)
        found = [self._inside(member, place.value(), direction) for member in schemas]
        if not found or ANY in found or (allowed is not None and allowed.boolean is True):
            return None
        return union_of(found)

    def _field(
        self, wire: str, schema: Schema, name: PyName, required: bool, place: Position, direction: Direction
    ) -> Field:
        use = self.use(schema, place.property(wire), direction)
        schema, target = self.described(schema)
        return Field(
            WireName(wire),
            name,
            use.type,
            required=required,
            nullable=use.nullable,
            doc=doc_of(schema, target),
            deprecated=schema.deprecated,
            limits=self.limits(schema, target),
        )

    def described(self, schema: Schema) -> tuple[Schema, Schema | None]:
        """The schema at a place and the one that it refers to, if any: what is said of the place."""
        flat = self.flat(schema)
        return flat, self.references.schema(flat) if flat.ref is not None else None

    def doc(self, schema: Schema | None, text: str | None = None) -> Doc:
        """What is said of a place; `text` comes before what its schema says."""
        return Doc(text or "") if schema is None else doc_of(*self.described(schema), text)

    def bounds(self, schema: Schema | None) -> Limits | None:
        """What is checked of an argument before it is sent."""
        return None if schema is None else self.limits(*self.described(schema))

    def limits(self, schema: Schema, target: Schema | None) -> Limits | None:
        """What is checked of a value before it is sent; None when that is nothing."""
        limits = limits_of(schema, target) if self.style.limits else None
        if limits is None or limits.pattern is None:
            return limits
        try:
            re.compile(limits.pattern)
        except re.error:
            # JSON Schema has the expressions of ECMA-262, which knows a few that Python does not.
            self._report("TYPE002", "`pattern` is not one that Python can check; it is not checked", schema)
            return replace(limits, pattern=None)
        return limits

    def endless(self, schema: Schema) -> None:
        """Report a union that is made of itself and more, again and again."""
        self._report("TYPE001", "this unfolds without end; it is read as Any", schema)

    def contradiction(self, schema: Schema, what: str) -> None:
        self._report("TYPE003", f"parts of `allOf` contradict each other: {what}", schema)

    def _report(self, code: str, message: str, schema: Schema, keyword: str = "") -> None:
        at = pointer.child(schema.pointer, keyword) if keyword else schema.pointer
        place = self._document.locate(at, key=bool(keyword))
        self._diagnostics.report(code, message, place, source_line=self._document.source_line(place))
