"""What the runtime needs to know about this API."""

from __future__ import annotations

from ._runtime.sdk import Bearer, Sdk
from ._version import __version__
from .errors import STATUS_ERRORS

SDK = Sdk(
    package="smallestai",
    version=__version__,
    client="SmallestAI",
    env_prefix="SMALLESTAI",
    base_url="https://api.smallest.ai/atoms/v1",
    schemes={
        "BearerAuth": Bearer(argument="token", env="SMALLESTAI_TOKEN"),
    },
    security=(("BearerAuth",),),
    status_errors=STATUS_ERRORS,
)
