"""The type `Refs`."""

from __future__ import annotations

from typing import Annotated, Any

from .._runtime.models import NULLABLE, Model
from .abc import Abc
from .chain3 import Chain3
from .list_response import ListResponse
from .owner import Owner
from .pet import Pet
from .refs_extended import RefsExtended
from .refs_of_defs import RefsOfDefs
from .refs_of_extension import RefsOfExtension
from .tree import Tree


class Refs(Model):
    """What `refs.get` returns.

    Schema: `#/components/schemas/Refs`
    """

    described: Pet | None = None
    """Deprecated. Described here."""
    nullable: Annotated[Pet | None, NULLABLE] = None
    extended: RefsExtended | None = None
    of_response: ListResponse | None = None
    of_property: str | None = None
    of_items: str | None = None
    of_defs: RefsOfDefs | None = None
    of_anchor: RefsOfDefs | None = None
    of_extension: RefsOfExtension | None = None
    escaped: Abc | None = None
    chained: Chain3 | None = None
    by_id: Owner | None = None
    tree: Tree | None = None
    missing: Annotated[Any, NULLABLE] = None
