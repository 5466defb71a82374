"""Bounds that a value must keep to beyond its type (JSON Schema validation, section 6).

They are for what is sent: a server that moves its bounds must not break who reads its answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .kinds import is_mapping, is_sequence

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["Limits"]


class Limits:
    """The bounds of one value. Those of another kind of value (a length, of a number) say nothing.

    In a model they hold for values that a caller gives; what is read from JSON is not held against them.

    Args:
        minimum: The least number.
        maximum: The greatest number.
        exclusive_minimum: A number must be greater.
        exclusive_maximum: A number must be less.
        multiple_of: A number must be a multiple of it.
        min_length: The least number of characters.
        max_length: The greatest number of characters.
        pattern: A regular expression that text must match somewhere.
        min_items: The least number of items.
        max_items: The greatest number of items.
        unique_items: No two items may be equal.
        min_properties: The least number of members.
        max_properties: The greatest number of members.
    """

    def __init__(
        self,
        *,
        minimum: float | None = None,
        maximum: float | None = None,
        exclusive_minimum: float | None = None,
        exclusive_maximum: float | None = None,
        multiple_of: float | None = None,
        min_length: int | None = None,
        max_length: int | None = None,
        pattern: str | None = None,
        min_items: int | None = None,
        max_items: int | None = None,
        unique_items: bool = False,
        min_properties: int | None = None,
        max_properties: int | None = None,
    ) -> None:
        self.minimum = minimum
        self.maximum = maximum
        self.exclusive_minimum = exclusive_minimum
        self.exclusive_maximum = exclusive_maximum
        self.multiple_of = multiple_of
        self.min_length = min_length
        self.max_length = max_length
        self.pattern = pattern
        self.min_items = min_items
        self.max_items = max_items
        self.unique_items = unique_items
        self.min_properties = min_properties
        self.max_properties = max_properties

    @cached_property
    def _expression(self) -> re.Pattern[str] | None:
        return None if self.pattern is None else re.compile(self.pattern)

    def check(self, value: Any) -> Any:
        """Return a value that keeps to the bounds.

        Raises:
            ValueError: It does not; the message says what it must be.
        """
        for fault in self._faults(value):
            raise ValueError(f"must be {fault}")
        return value

    def _faults(self, value: Any) -> Iterator[str]:
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            yield from self._number(Decimal(str(value)))
        elif isinstance(value, str):
            yield from _count(len(value), self.min_length, self.max_length, "characters long")
            if self._expression is not None and self._expression.search(value) is None:
                yield f"text that matches {self.pattern}"
        elif is_mapping(value):
            yield from _count(len(value), self.min_properties, self.max_properties, "members large")
        elif is_sequence(value):
            yield from _count(len(value), self.min_items, self.max_items, "items long")
            if self.unique_items and any(item in value[:at] for at, item in enumerate(value)):
                yield "without equal items"

    def _number(self, value: Decimal) -> Iterator[str]:
        if not value.is_finite():
            return
        if self.minimum is not None and value < Decimal(str(self.minimum)):
            yield f"at least {self.minimum}"
        if self.maximum is not None and value > Decimal(str(self.maximum)):
            yield f"at most {self.maximum}"
        if self.exclusive_minimum is not None and value <= Decimal(str(self.exclusive_minimum)):
            yield f"more than {self.exclusive_minimum}"
        if self.exclusive_maximum is not None and value >= Decimal(str(self.exclusive_maximum)):
            yield f"less than {self.exclusive_maximum}"
        if self.multiple_of and value % Decimal(str(self.multiple_of)):
            yield f"a multiple of {self.multiple_of}"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        plain = handler(source)
        return core_schema.json_or_python_schema(
            json_schema=plain,
            python_schema=core_schema.no_info_after_validator_function(self.check, plain),
        )


def _count(size: int, least: int | None, most: int | None, what: str) -> Iterator[str]:
    if least is not None and size < least:
        yield f"at least {least} {what}"
    if most is not None and size > most:
        yield f"at most {most} {what}"
