"""What the runtime needs to know about this API."""

from __future__ import annotations

from ._runtime.sdk import Sdk
from ._version import __version__
from .errors import STATUS_ERRORS

SDK = Sdk(
    package="case_servers",
    version=__version__,
    client="CaseServers",
    env_prefix="CASE_SERVERS",
    base_url="https://eu.example.com:8443/v2",
    schemes={},
    security=(),
    status_errors=STATUS_ERRORS,
)
