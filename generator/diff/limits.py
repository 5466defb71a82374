"""Whether bounds, lengths, patterns became tighter or looser, compared as documentation says them."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.diff.types import Relation
from generator.ir.model import Doc

_BOUND = re.compile(
    r"(at least|more than|at most|less than) (-?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?P<unit>( \w+)?)"
)
_LOWER = ("at least", "more than")


def limits_relation(old: Doc, new: Doc) -> Relation:
    """What the new constraints allow, compared with the old ones; OTHER counts as tighter."""
    before, after = _bounds(old), _bounds(new)
    tighter = looser = False
    for key in before.keys() | after.keys():
        one, other = before.get(key), after.get(key)
        if one == other:
            continue
        if one is None or other is None:
            tighter |= one is None
            looser |= other is None
        elif isinstance(one, Decimal) and isinstance(other, Decimal):
            higher = other > one
            tighter |= higher is (key[0] in _LOWER)
            looser |= higher is not (key[0] in _LOWER)
    if tighter:
        return Relation.OTHER if looser else Relation.NARROWER
    return Relation.WIDER if looser else Relation.SAME


def limits_text(doc: Doc) -> str:
    """All constraints in one line."""
    return ", ".join(doc.constraints) or "no bounds"


def _bounds(doc: Doc) -> dict[tuple[str, str], Decimal | str]:
    found: dict[tuple[str, str], Decimal | str] = {}
    for text in doc.constraints:
        match = _BOUND.fullmatch(text)
        if match is None:
            found["", text] = text
        else:
            found[match[1], match["unit"]] = Decimal(match[2])
    return found
