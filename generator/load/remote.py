"""References to other hosts: read only where the configuration allows it, and pinned by what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from generator.load.addresses import NotAllowedError, address_fault
from generator.load.fetch import Fetcher


@dataclass(slots=True)
class Remote:
    """Fetches what references lead to on other hosts, each address once.

    Attributes:
        allowed: Prefixes of addresses (`https://schemas.example.com/`).
        pins: SHA-256 of what addresses held when the SDK was made, from its lock file.
        fetched: SHA-256 of what they hold now, for its next lock file.
        fetcher: What asks them, and the addresses of documents too.
    """

    allowed: tuple[str, ...] = ()
    pins: Mapping[str, str] = field(default_factory=dict[str, str])
    fetched: dict[str, str] = field(default_factory=dict[str, str])
    fetcher: Fetcher = field(default_factory=Fetcher)

    def check(self, url: str) -> None:
        """Refuse an address that must not be asked.

        Raises:
            NotAllowedError: It does not begin as the configuration says, or is not https (except on this
                machine).
        """
        if not any(url.startswith(prefix) for prefix in self.allowed) or leads_out(url):
            raise NotAllowedError(url)
        fault = address_fault(url)
        if fault is not None:
            raise NotAllowedError(fault)

    def fetch(self, url: str) -> bytes:
        """What an address holds.

        Raises:
            NotAllowedError: See `check`; for redirections too.
            NotFetchedError: There is no answer, a bad one, or one that is too large or takes too long.
        """
        content = self.fetcher.get(url, self.check).content
        self.fetched[url] = hashlib.sha256(content).hexdigest()
        return content

    def fetch_beside(self, url: str, folder: str) -> bytes:
        """What an address below the folder of a document's own address holds; it is not pinned, as the
        document is not.

        Raises:
            NotAllowedError: It is not below the folder, or leads elsewhere.
            NotFetchedError: As `fetch`.
        """

        def check(one: str) -> None:
            if not one.startswith(folder) or leads_out(one):
                raise NotAllowedError(one)

        return self.fetcher.get(url, check).content

    def differs(self, url: str) -> bool:
        """Whether an address that is pinned now holds something else, or nothing that could be fetched."""
        return url in self.pins and self.fetched.get(url) != self.pins[url]


def leads_out(url: str) -> bool:
    """Whether the path of an address may lead out of the folder that it seems to be in."""
    return not {".", ".."}.isdisjoint(unquote(urlsplit(url).path).split("/"))
