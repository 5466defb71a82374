"""Whether what is sent of a schema differs from what is received (readOnly and writeOnly)."""

from __future__ import annotations

from generator.ir.model import Direction
from generator.ir.refs import References, children
from generator.spec.model import Schema


class Shapes:
    """Knows which schemas have two shapes."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._known: dict[str, bool] = {}

    def differ(self, schema: Schema) -> bool:
        """Whether a schema, or one inside it, has a readOnly or writeOnly member: then it has two shapes."""
        known = self._known.get(schema.pointer)
        if known is None:
            known = self._known[schema.pointer] = self._search(schema)
        return known

    def _search(self, schema: Schema) -> bool:
        seen = {schema.pointer}
        stack = [schema]
        while stack:
            here = stack.pop()
            if any(member.read_only or member.write_only for _, member in here.properties):
                return True
            inner = children(here)
            if here.ref is not None and (target := self._references.target(here)) is not None:
                inner.append(target)
                if target.discriminator is not None:
                    inner.extend(self._references.heirs(target))
            for part in inner:
                if part.pointer not in seen:
                    seen.add(part.pointer)
                    stack.append(part)
        return False


def travels(schema: Schema, direction: Direction) -> bool:
    """readOnly members are not sent, writeOnly ones are not received (JSON Schema validation §9.4)."""
    return not (schema.read_only if direction is Direction.INPUT else schema.write_only)
