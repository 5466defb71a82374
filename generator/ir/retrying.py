"""How calls are repeated, where the document says it (`x-sdksmith-retries`)."""

from __future__ import annotations

from typing import Any

from generator.ir.model import Retries
from generator.spec import model as spec
from generator.spec.frozen import thaw

EXTENSION = "x-sdksmith-retries"


def of_all(document: spec.Spec) -> Retries | None:
    """What the root says of all operations.

    That makes none of them safe to repeat: of those that are not, only answers that say that nothing was done
    are repeated, as ever.
    """
    return _policy(document.extensions, always=False)


def of(operation: spec.Operation) -> Retries | None:
    """What an operation says of itself."""
    return _policy(operation.extensions, always=True)


def _policy(extensions: tuple[tuple[str, spec.Json], ...], *, always: bool) -> Retries | None:
    said: Any = thaw(dict(extensions).get(EXTENSION))
    if not said:
        return None
    if said.get("disabled"):
        return Retries(limit=0)
    return Retries(
        statuses=tuple(said.get("statuses", ())),
        first_delay=said.get("first"),
        longest_delay=said.get("longest"),
        exponent=said.get("exponent"),
        total=said.get("total"),
        connection_errors=said.get("connections"),
        always=always,
    )
