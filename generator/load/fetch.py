"""`Fetcher`: files of other hosts, each address asked once a run, with limits of time, size and place."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from generator.load import cache, inputs
from generator.load.addresses import NotAllowedError, NotFetchedError, address_fault, is_here, resolved
from generator.load.cache import Copy

if TYPE_CHECKING:
    import httpx2

LARGEST = 20 * 1024 * 1024
"""How many bytes a file may have."""

_SECONDS = 30.0
_SECONDS_PER_STEP = 10.0
_REDIRECTS = 5
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        content: The file.
        url: Where it was in the end, after redirections.
        fault: Why it could not be asked, when this is the copy of an earlier run; else empty.
    """

    content: bytes
    url: str
    fault: str = ""


@dataclass(slots=True)
class Fetcher:
    """Fetches files.

    Attributes:
        allow_private: Whether hosts may be asked that are not on the public network.
    """

    allow_private: bool = False
    _known: dict[str, Fetched | NotAllowedError | NotFetchedError] = field(
        default_factory=dict[str, "Fetched | NotAllowedError | NotFetchedError"]
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _client: httpx2.Client | None = None

    def get(self, url: str, check: Callable[[str], None] | None = None) -> Fetched:
        """What an address holds, or a copy of what it held when it cannot be asked now.

        Args:
            url: The address.
            check: Refuses further addresses, those of redirections too, by raising `NotAllowedError`.

        Raises:
            NotAllowedError: It is not https (except on this machine), or leads to a host that may not be
                asked.
            NotFetchedError: There is no answer, a bad one, or one that is too large or takes too long.
        """
        inputs.from_elsewhere()
        with self._lock:
            found = self._known.get(url)
        if found is None:
            try:
                found = self._fetched(url, check)
            except (NotAllowedError, NotFetchedError) as error:
                found = error
            with self._lock:
                self._known[url] = found
        if isinstance(found, Exception):
            raise found
        return found

    def fault(self, url: str) -> str:
        """Why an address could not be asked, if what `get` gave is the copy of an earlier run; else empty."""
        found = self._known.get(url)
        return found.fault if isinstance(found, Fetched) else ""

    def prepare(self, urls: Iterable[str]) -> None:
        """Ask several addresses at once, so that `get` has their answers."""

        def ask(url: str) -> None:
            with contextlib.suppress(NotAllowedError, NotFetchedError):  # which `get` raises again
                self.get(url)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(ask, dict.fromkeys(urls)))

    def _fetched(self, url: str, check: Callable[[str], None] | None) -> Fetched:
        copy = cache.find(url)
        try:
            now = self._asked(url, copy, check)
        except NotFetchedError as error:
            if copy is None or 0 < error.status < 500:
                raise
            return Fetched(copy.content, copy.url, str(error))
        if now is not copy:
            cache.keep(url, now)
        return Fetched(now.content, now.url)

    def _asked(self, url: str, copy: Copy | None, check: Callable[[str], None] | None) -> Copy:
        # The HTTP library takes a while to import, and few documents need it.
        import httpx2

        deadline = time.monotonic() + _SECONDS
        starts_here = is_here(urlsplit(url).hostname or "")
        here = url
        try:
            client = self._http()
            for _ in range(_REDIRECTS + 1):
                if fault := address_fault(here):
                    raise NotAllowedError(fault)
                if check is not None:
                    check(here)
                conditions = copy.conditions if copy is not None and copy.url == here else {}
                with closing(self._response(client, here, starts_here, conditions)) as response:
                    if response.status_code == 304 and copy is not None:
                        return copy
                    if response.is_redirect:
                        here = urljoin(here, response.headers["location"])
                        continue
                    if response.status_code != 200:
                        status = response.status_code
                        raise NotFetchedError(f"the server answers with status {status}", status)
                    content = _limited(response, deadline)
                    headers = response.headers
                    return Copy(content, here, headers.get("etag", ""), headers.get("last-modified", ""))
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise NotFetchedError(str(error) or type(error).__name__) from error
        raise NotFetchedError(f"it redirects more than {_REDIRECTS} times")

    def _http(self) -> httpx2.Client:
        """One client for all requests: reading the certificates takes longer than a request does."""
        import httpx2

        with self._lock:
            if self._client is None:
                # No connection is used again, and no cookie: they would be known by their address, and not by
                # the host whose certificate was checked.
                self._client = httpx2.Client(
                    timeout=_SECONDS_PER_STEP,
                    follow_redirects=False,
                    limits=httpx2.Limits(max_keepalive_connections=0),
                    cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                )
            return self._client

    def _response(
        self, client: httpx2.Client, url: str, starts_here: bool, headers: dict[str, str]
    ) -> httpx2.Response:
        """The answer, its body unread, of one of the addresses that the host was found to have.

        The connection is made to the address that was checked: a name that is asked again could have another.
        """
        import httpx2

        whole = httpx2.URL(url)
        headers = {**headers, "User-Agent": "sdksmith"}
        port = whole.port or (443 if whole.scheme == "https" else 80)
        if _has_proxy(whole.scheme, whole.host):
            # The proxy looks names up, so that only addresses can be checked.
            if _is_address(whole.host):
                resolved(whole.host, port, here=starts_here, private=self.allow_private)
            return client.send(client.build_request("GET", whole, headers=headers), stream=True)
        targets = resolved(whole.host, port, here=starts_here, private=self.allow_private)
        headers["Host"] = whole.netloc.decode("ascii")
        for number, target in enumerate(targets):
            request = client.build_request(
                "GET",
                whole.copy_with(host=target),
                headers=headers,
                extensions={"sni_hostname": whole.raw_host.decode("ascii")},
            )
            try:
                return client.send(request, stream=True)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                if number == len(targets) - 1:
                    raise
        raise AssertionError("a host that is known has an address")


def _limited(response: httpx2.Response, deadline: float) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > LARGEST:
            raise NotFetchedError(f"it is larger than {LARGEST // 1024 // 1024} MiB", 200)
        if time.monotonic() > deadline:
            raise NotFetchedError(f"it takes longer than {_SECONDS:.0f} seconds")
    return bytes(content)


def _has_proxy(scheme: str, host: str) -> bool:
    proxies = getproxies()
    return bool(proxies.get(scheme) or proxies.get("all")) and not proxy_bypass(host)


def _is_address(host: str) -> bool:
    return is_here(host) or host.replace(".", "").isdigit() or ":" in host
