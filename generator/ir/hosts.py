"""Whose a host is: the name that an API goes by when its document does not say one."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

# Second-level domains under which countries register names: `acme.co.uk`.
_REGISTRIES = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
# Hosts whose customers have names below theirs: `acme.mintlify.app`.
_HOSTING = (
    "apidocumentation.com",
    "apidog.io",
    "appspot.com",
    "azurewebsites.net",
    "buildwithfern.com",
    "fly.dev",
    "gitbook.io",
    "github.io",
    "herokuapp.com",
    "mintlify.app",
    "mintlify.dev",
    "netlify.app",
    "onrender.com",
    "pages.dev",
    "readme.io",
    "readthedocs.io",
    "stoplight.io",
    "up.railway.app",
    "vercel.app",
    "web.app",
    "workers.dev",
)


def brand(addresses: Iterable[str]) -> str:
    """The name of whoever has the first of these URLs or hosts that is somebody's; empty when none is.

    `https://api.acme.io/v1`, `docs.acme.io` and `acme.co.uk` give `acme`; addresses of this machine, numbers
    and templates give nothing.
    """
    return next((name for address in addresses if (name := _owner(address))), "")


def _owner(address: str) -> str:
    host = ""
    try:
        host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").rstrip(".")
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return ""
    if "{" in host or not host.isascii():
        return ""
    for hosting in _HOSTING:
        if host.endswith(f".{hosting}"):
            return host.removesuffix(f".{hosting}").rpartition(".")[2]
    labels = host.split(".")
    if len(labels) > 2 and labels[-2] in _REGISTRIES and len(labels[-1]) == 2:
        del labels[-1]
    return labels[-2] if len(labels) > 1 and labels[-1] not in {"local", "localhost", "internal"} else ""
