"""The naming pass: who gets which Python name.

Names are given after everything that needs one is known, so that no name depends on the order of the
document. In a scope, claims are served by priority and then by id; each takes the first of its candidates
that is free, then a number. What the lock file remembers is served first, so that a later document never
renames what callers already use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.ir import words
from generator.ir.model import PyName, Rename

# Longer names make lines that no formatter can wrap, and file names that some systems refuse.
_LONGEST = 80
OLD_NAME = "an old name of something else"
"""Why a name was not given: it still works for what had it before."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A wish for a name.

    Attributes:
        id: What is to be named; unique in the scope, and the key in the lock file.
        candidates: Names to try, the plain one first. Not yet identifiers.
        chosen: A name from the configuration: it is taken as it is, or refused by whoever reads the
            configuration.
    """

    id: str
    candidates: tuple[str, ...]
    chosen: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """The outcome for one scope: names by id, and the renames that a user should hear of."""

    names: Mapping[str, PyName]
    renames: tuple[Rename, ...]


def variable(text: str, fallback: str) -> str:
    """An identifier in snake_case for a wire name.

    `_id` → `id`; `2fa` → `n2fa`; nothing left → `fallback`.
    """
    name = words.snake(text)
    if len(name) > _LONGEST:
        name = name[:_LONGEST] if "_" not in name[:_LONGEST] else name[: _LONGEST + 1].rpartition("_")[0]
    name = name or fallback
    return f"n{name}" if not name[0].isidentifier() else name


def type_name(text: str, fallback: str) -> str:
    """An identifier in PascalCase. `create-a-campaign` → `CreateACampaign`; `3DModel` → `N3DModel`."""
    name = ""
    for word in words.split(text):
        if name and len(name) + len(word) > _LONGEST:
            break
        name += word[:1].upper() + word[1:]
    name = name[:_LONGEST] or fallback
    return f"N{name}" if not name[0].isidentifier() else name


def assign(
    claims: Iterable[Claim],
    *,
    reserved: AbstractSet[str] = frozenset(),
    kept: Mapping[str, str] | None = None,
    ordered: bool = False,
    case_sensitive: bool = True,
    held: Mapping[str, str] | None = None,
) -> Naming:
    """Give every claim of one scope a name of its own.

    Args:
        claims: The wishes. Their order matters only with `ordered`.
        reserved: Names that nobody gets; such a candidate takes a trailing underscore.
        kept: Names given by an earlier run, by id.
        ordered: Serve in the order given (fields, arguments: their order is data), not by id.
        case_sensitive: False when names become file names.
        held: Old names that still work, by name the id of what they mean: nobody else gets them, unless it is
            chosen.

    Returns:
        The names by id, and a `Rename` for each that is not its first candidate.
    """
    wanted = list(claims)
    if not ordered:
        wanted.sort(key=lambda claim: claim.id)
    given: dict[str, PyName] = {}
    taken: set[str] = set()
    renames: list[Rename] = []

    def key(name: str) -> str:
        return name if case_sensitive else name.casefold()

    def give(claim: Claim, name: str) -> None:
        given[claim.id] = PyName(name)
        taken.add(key(name))

    held_by = {key(name): id for name, id in (held or {}).items()}
    for claim in wanted:
        earlier = claim.chosen or (kept or {}).get(claim.id)
        if earlier and earlier.isidentifier() and earlier not in reserved and key(earlier) not in taken:
            give(claim, earlier)
    # Whose Python name is its wire name has the better right to it than whose name only looks like it after a
    # change.
    exact = [claim for claim in wanted if claim.id.rpartition("/")[2] == claim.candidates[0]]
    for claim in [*exact, *wanted]:
        if claim.id in given:
            continue
        others = {name for name, id in held_by.items() if id != claim.id} if held_by else set[str]()
        name = _first_free(claim.candidates, reserved, taken | others, key)
        give(claim, name)
        if name != claim.candidates[0]:
            is_held = key(claim.candidates[0]) in others - taken
            why = "reserved" if claim.candidates[0] in reserved else OLD_NAME if is_held else "taken"
            renames.append(Rename(claim.id, claim.candidates[0], name, why))
    return Naming(given, tuple(renames))


def _first_free(
    candidates: Sequence[str], reserved: AbstractSet[str], taken: set[str], key: Callable[[str], str]
) -> str:
    for candidate in candidates:
        name = f"{candidate}_" if candidate in reserved else candidate
        if key(name) not in taken:
            return name
    stem = candidates[-1].rstrip("_") or "_"
    separator = "_" if stem[-1].isdigit() or stem.islower() or "_" in stem else ""
    number = 2
    while key(f"{stem}{separator}{number}") in taken:
        number += 1
    return f"{stem}{separator}{number}"
