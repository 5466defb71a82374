"""Views of the generated tests: as `views`, for what a package is tested with."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.safe import Safe
from generator.render.views import Pair


@dataclass(frozen=True, slots=True)
class CallTestView:
    """A test of one method with one set of arguments.

    `stream` and `async_stream` are calls that give a stream, or something else; `call` then reads it.
    """

    name: Safe
    stream: Safe
    async_stream: Safe
    call: Safe
    async_call: Safe
    method: Safe
    url: Safe
    query: Safe
    body: Safe
    headers: Safe
    answer: Safe
    assigned: Safe
    returned: Safe
    annotation: Safe
    value: Safe
    deprecated: Safe


@dataclass(frozen=True, slots=True)
class TestModuleView:
    """The tests of one group. `answers` are the bodies that the server sends, by constant."""

    module: Safe
    pragma: Safe
    docstring: Safe
    imports: tuple[Safe, ...]
    recording: Safe
    answers: tuple[Pair, ...]
    tests: tuple[CallTestView, ...]
