"""The type `Code`."""

from __future__ import annotations

from .._runtime.enums import OpenIntEnum


class Code(OpenIntEnum):
    """Why it ended. Values that are not listed are kept.

    Schema: `#/components/schemas/Code`
    """

    SUCCESS = 0
    """All went well."""
    FAILURE = 1
    """Something did not."""
    THE_ANSWER = 42
    """The answer."""
