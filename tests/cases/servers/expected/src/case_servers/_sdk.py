"""What the runtime needs to know about this API."""

from __future__ import annotations

from ._runtime.sdk import Sdk
from ._runtime.servers import Server, Variable
from ._version import __version__
from .errors import STATUS_ERRORS

SDK = Sdk(
    package="case_servers",
    version=__version__,
    client="CaseServers",
    env_prefix="CASE_SERVERS",
    base_url=None,
    servers={
        "region_example_com_port": Server(
            "https://{region}.example.com:{port}/v2",
            variables={
                "region": Variable(
                    "region",
                    default="eu",
                    values=(
                        "eu",
                        "us",
                    ),
                ),
                "port": Variable("port", default="8443"),
            },
        ),
        "fallback_example_com": Server("https://fallback.example.com", variables={}),
    },
    schemes={},
    security=(),
    status_errors=STATUS_ERRORS,
)
