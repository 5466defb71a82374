"""The methods of `client.atoms`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..._runtime.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .campaigns import AsyncCampaigns, Campaigns


class Atoms(Resource):
    """The methods of `client.atoms`.

    Namespaces: `campaigns`.
    """

    @cached_property
    def campaigns(self) -> Campaigns:
        """The methods of `client.atoms.campaigns`."""
        from .campaigns import Campaigns

        return Campaigns(self._core)


class AsyncAtoms(AsyncResource):
    """The methods of `client.atoms`, asynchronously."""

    @cached_property
    def campaigns(self) -> AsyncCampaigns:
        """The methods of `client.atoms.campaigns`."""
        from .campaigns import AsyncCampaigns

        return AsyncCampaigns(self._core)
