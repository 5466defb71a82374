"""References to other hosts: read only where the configuration allows it, and pinned by what they hold."""

from __future__ import annotations

import hashlib
import ipaddress
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from generator.load import inputs

LARGEST = 20 * 1024 * 1024
"""How many bytes a remote file may have."""

_SECONDS = 30.0
_SECONDS_PER_STEP = 10.0
_REDIRECTS = 5


class NotAllowedError(Exception):
    """The address is not one that the configuration allows, or not one that can be trusted."""


class NotFetchedError(Exception):
    """The address does not give a file. The message says why."""


@dataclass(slots=True)
class Remote:
    """Fetches what references lead to on other hosts, each address once.

    Attributes:
        allowed: Prefixes of addresses (`https://schemas.example.com/`).
        pins: SHA-256 of what addresses held when the SDK was made, from its lock file.
        fetched: SHA-256 of what they hold now, for its next lock file.
    """

    allowed: tuple[str, ...] = ()
    pins: Mapping[str, str] = field(default_factory=dict[str, str])
    fetched: dict[str, str] = field(default_factory=dict[str, str])

    def check(self, url: str) -> None:
        """Refuse an address that must not be asked.

        Raises:
            NotAllowedError: It does not begin as the configuration says, or is not https (except on this
                machine).
        """
        if not any(url.startswith(prefix) for prefix in self.allowed):
            raise NotAllowedError(url)
        if not {".", ".."}.isdisjoint(unquote(urlsplit(url).path).split("/")):
            raise NotAllowedError(url)  # it may lead out of what is allowed
        fault = address_fault(url)
        if fault is not None:
            raise NotAllowedError(fault)

    def fetch(self, url: str) -> bytes:
        """What an address holds.

        Raises:
            NotAllowedError: See `check`; for redirections too.
            NotFetchedError: There is no answer, a bad one, or one that is too large or takes too long.
        """
        inputs.from_elsewhere()
        # The HTTP library takes a while to import, and few documents need it.
        import httpx2

        deadline = time.monotonic() + _SECONDS
        here = url
        try:
            with httpx2.Client(timeout=_SECONDS_PER_STEP, follow_redirects=False) as client:
                for _ in range(_REDIRECTS + 1):
                    self.check(here)
                    with client.stream("GET", here) as response:
                        if response.is_redirect:
                            here = urljoin(here, response.headers["location"])
                            continue
                        if response.status_code != 200:
                            raise NotFetchedError(f"the server answers with status {response.status_code}")
                        content = bytearray()
                        for chunk in response.iter_bytes():
                            content += chunk
                            if len(content) > LARGEST:
                                raise NotFetchedError(f"it is larger than {LARGEST // 1024 // 1024} MiB")
                            if time.monotonic() > deadline:
                                raise NotFetchedError(f"it takes longer than {_SECONDS:.0f} seconds")
                    self.fetched[url] = hashlib.sha256(content).hexdigest()
                    return bytes(content)
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise NotFetchedError(str(error) or type(error).__name__) from error
        raise NotFetchedError(f"it redirects more than {_REDIRECTS} times")

    def differs(self, url: str) -> bool:
        """Whether an address that is pinned now holds something else, or nothing that could be fetched."""
        return url in self.pins and self.fetched.get(url) != self.pins[url]


def address_fault(url: str) -> str | None:
    """What is wrong with an address to fetch from, or None."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        return str(error)
    if parts.scheme == "https" and host:
        return None
    if parts.scheme == "http" and _is_here(host):
        return None
    return "addresses must begin with https://, except those of this machine"


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
