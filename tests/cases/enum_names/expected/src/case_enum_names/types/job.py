"""The type `Job`."""

from __future__ import annotations

from typing import Annotated, Literal

from .._runtime.formats import Kinds
from .._runtime.models import NULLABLE, Model
from .code import Code
from .job_maybe import JobMaybe
from .kind import Kind
from .sign import Sign
from .size import Size
from .state import State


class Job(Model):
    """What `jobs.create` returns.

    Schema: `#/components/schemas/Job`
    """

    code: Code | None = None
    """Why it ended."""
    size: Size | None = None
    state: State | None = None
    kind: Kind | None = None
    sign: Sign | None = None
    fixed: Literal["job"] | str | None = None
    version: Annotated[Literal[2] | int, Kinds(int)] | None = None
    maybe: Annotated[JobMaybe | None, NULLABLE] = None
    always: bool | None = None
    """Always true."""
