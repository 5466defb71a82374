"""What the runtime needs to know about this API."""

from __future__ import annotations

from ._runtime.sdk import ApiKey, Bearer, Sdk
from ._version import __version__
from .errors import STATUS_ERRORS

SDK = Sdk(
    package="case_auth_or_and",
    version=__version__,
    client="CaseAuthOrAnd",
    env_prefix="CASE_AUTH_OR_AND",
    base_url="https://api.example.com",
    schemes={
        "app": ApiKey(argument="app", env="CASE_AUTH_OR_AND_APP", place="header", name="X-App"),
        "token": Bearer(argument="token", env="CASE_AUTH_OR_AND_TOKEN"),
        "user": ApiKey(argument="user", env="CASE_AUTH_OR_AND_USER", place="header", name="X-User"),
    },
    security=(("token",), ("app", "user")),
    status_errors=STATUS_ERRORS,
)
