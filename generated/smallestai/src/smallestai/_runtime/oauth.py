"""Tokens of the OAuth 2.0 client credentials grant (RFC 6749, section 4.4): fetched, kept, renewed."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Generator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode, urljoin

from .errors import ApiError, ApiStatusError, CredentialError, OAuthError, request_id_of
from .gate import Gate
from .headers import DefaultHeader, HeaderItems
from .kinds import is_object
from .logs import get_logger
from .redirect import origin
from .request import Request
from .sdk import OAuth2, Operation
from .steps import Enter, Reply, Step

if TYPE_CHECKING:
    from .options import NotGiven, Timeout
    from .settings import Settings

__all__ = ["Asker", "TokenStore", "token_request"]

MOST_EARLY = 60.0
"""Seconds. A token is renewed this long before it expires, or a tenth of its life if that is shorter."""

AGAIN = 5.0
"""Seconds. When renewing failed, the token that is still valid is used this long before the next try."""

Key = tuple[str, tuple[str, ...]]
"""The token endpoint and the scopes, sorted."""


class Asker:
    """On whose behalf a token is fetched: the settings and limits of one call."""

    __slots__ = ("max_retries", "remaining", "settings", "timeout")

    def __init__(
        self,
        settings: Settings,
        *,
        timeout: Timeout | NotGiven | None,
        max_retries: int,
        remaining: float | None,
    ) -> None:
        self.settings = settings
        self.timeout = timeout
        self.max_retries = max_retries
        self.remaining = remaining


class _Token:
    __slots__ = ("expires_at", "number", "renew_at", "value")

    def __init__(self, value: str, expires_at: float | None, renew_at: float | None, number: int) -> None:
        self.value = value
        self.expires_at = expires_at
        self.renew_at = renew_at
        self.number = number


class TokenStore:
    """The tokens of one scheme, by endpoint and scopes; a client and its copies share them."""

    __slots__ = ("_gates", "_tokens", "fetched")

    def __init__(self) -> None:
        self._tokens: dict[Key, _Token] = {}
        self._gates: dict[Key, Gate] = {}
        self.fetched = 0
        """How many tokens have been fetched: a call remembers it to know which of them are new."""

    def __repr__(self) -> str:
        return "TokenStore(***)"

    def get(
        self, scheme: OAuth2, token_url: str, client: tuple[str, str], scopes: tuple[str, ...], asker: Asker
    ) -> Generator[Step, Any, str]:
        """Return a token that is valid for some time still; the generator asks for a new one if need be.

        Calls that need the same token at the same time wait for one of them to fetch it. A token is renewed
        before it expires; when that fails, the old one is used for as long as it is valid, and the next try
        is some seconds later.

        Raises:
            OAuthError: The token endpoint gave none.
            ApiConnectionError: It could not be reached.
        """
        clock = asker.settings.clock
        url = _absolute(token_url, asker.settings.base_url)
        key = (url, tuple(sorted(set(scopes))))
        token = self._valid(key, clock.monotonic())
        if token is not None:
            return token.value
        leave = yield Enter(self._gates.setdefault(key, Gate()), asker.remaining)
        if leave is None:
            from .errors import ApiTimeoutError

            raise ApiTimeoutError(f"no token from {url} within the total_timeout of the call", phase="total")
        try:
            token = self._valid(key, clock.monotonic())
            if token is None:
                started = clock.monotonic()
                try:
                    value, lifetime = yield from _fetch(scheme, url, client, scopes, asker)
                except ApiError as error:
                    return self._old(key, clock.monotonic(), error, asker.settings.sdk.package)
                self.fetched += 1
                expires_at = None if lifetime is None else started + lifetime
                renew_at = None if expires_at is None else expires_at - min(MOST_EARLY, (lifetime or 0) / 10)
                token = self._tokens[key] = _Token(value, expires_at, renew_at, self.fetched)
            return token.value
        finally:
            leave()

    def _old(self, key: Key, now: float, error: ApiError, package: str) -> str:
        """Return the token that could not be renewed while it is valid; after that, raise the error."""
        token = self._tokens.get(key)
        if token is None or token.expires_at is None or now >= token.expires_at:
            raise error
        token.renew_at = min(now + AGAIN, token.expires_at)
        left = token.expires_at - now
        get_logger(package).warning("%s; the old token is valid for %.0f s more", error, left)
        return token.value

    def reject(self, header: str, before: int) -> bool:
        """Forget a token that the API refused; return whether another one may do.

        Args:
            header: The Authorization header that was refused.
            before: What `fetched` was when the call began: a token that is newer is not fetched again.
        """
        for key, token in list(self._tokens.items()):
            if header == f"Bearer {token.value}":
                if token.number > before:
                    return False
                self._tokens.pop(key, None)
                return True
        return True  # it has been replaced since

    def _valid(self, key: Key, now: float) -> _Token | None:
        token = self._tokens.get(key)
        return token if token is not None and (token.renew_at is None or now < token.renew_at) else None


def token_request(
    scheme: OAuth2, url: str, client: tuple[str, str], scopes: tuple[str, ...], base_url: str, agent: str
) -> Request:
    """Return the access token request (RFC 6749, section 4.4.2).

    Args:
        scheme: Says how the client authenticates.
        url: Of the token endpoint, absolute.
        client: Client id and client secret.
        scopes: In the order in which they are sent.
        base_url: Of the API.
        agent: The User-Agent header.
    """
    form = {"grant_type": "client_credentials"}
    if scopes:
        form["scope"] = " ".join(scopes)
    headers: HeaderItems = {
        "accept": ("Accept", "application/json"),
        "user-agent": DefaultHeader(("User-Agent", agent)),
        "content-type": ("Content-Type", "application/x-www-form-urlencoded"),
    }
    if scheme.client_auth == "client_secret_post":
        form |= {"client_id": client[0], "client_secret": client[1]}
    else:
        pair = b64encode(":".join(map(quote_plus, client)).encode()).decode()
        headers["authorization"] = ("Authorization", f"Basic {pair}")
    # What a caller's HTTP client adds of its own is for the API's origin only.
    foreign = origin(url) != origin(base_url) or "authorization" not in headers
    return Request("POST", url, headers, urlencode(form).encode(), repeatable=True, foreign=foreign)


def _absolute(token_url: str, base_url: str) -> str:
    url = urljoin(f"{base_url}/", token_url)
    scheme, host, _ = origin(url)
    if scheme not in ("http", "https") or not host or "#" in url:
        raise CredentialError(f"the address of the token endpoint is not a web address: {token_url!r}")
    return url


def _fetch(
    scheme: OAuth2, url: str, client: tuple[str, str], scopes: tuple[str, ...], asker: Asker
) -> Generator[Step, Any, tuple[str, float | None]]:
    """Ask for a token; return it and its life in seconds."""
    from .exchange import Exchange

    settings = asker.settings
    agent = settings.base_headers.get("user-agent", ("", settings.sdk.package))[1]
    request = token_request(scheme, url, client, scopes, settings.base_url, agent)
    exchange = Exchange(
        # Hooks are for calls of the API: they would see the secret.
        settings.replace(hooks=None, total_timeout=asker.remaining),
        Operation("POST", url.partition("?")[0], security=()),
        request,
        timeout=asker.timeout,
        max_retries=asker.max_retries,
        keep_open=False,
        has_client_auth=False,
        leaves_origin=False,
    )
    try:
        reply: Reply = yield from exchange.steps()
    except ApiStatusError as error:
        raise _refused(url, error.status_code, error.text, error.request_id, client[1]) from None
    return _granted(url, reply)


def _refused(url: str, status: int, text: str, request_id: str | None, secret: str) -> OAuthError:
    try:
        found: Any = json.loads(text)
    except ValueError:
        found = None
    members: dict[str, Any] = found if is_object(found) else {}

    def member(name: str) -> str | None:
        value = members.get(name)
        return value.replace(secret, "***") if isinstance(value, str) else None

    code, description = member("error"), member("error_description")
    said = ": ".join(filter(None, (code, description)))
    message = f"no token from {url.partition('?')[0]}: status {status}{f', {said}' if said else ''}"
    return OAuthError(message, status_code=status, code=code, description=description, request_id=request_id)


def _granted(url: str, reply: Reply) -> tuple[str, float | None]:
    """Read the access token response (RFC 6749, section 5.1)."""
    try:
        found: Any = json.loads(reply.content)
    except ValueError:
        found = None
    members: dict[str, Any] = found if is_object(found) else {}
    token, kind = members.get("access_token"), members.get("token_type", "Bearer")
    problem = ""
    if not isinstance(token, str) or not token:
        problem = "the answer has no access_token"
    elif not isinstance(kind, str) or not kind.lower().startswith("bearer"):
        problem = f"a token of type {kind!r} cannot be sent"
    if problem or not isinstance(token, str):
        raise OAuthError(
            f"no token from {url.partition('?')[0]}: {problem}",
            status_code=reply.status_code,
            request_id=request_id_of(reply.headers),
        )
    return token, _lifetime(members.get("expires_in"))


def _lifetime(value: Any) -> float | None:
    """Seconds; some servers send them as text. None: not said; the token holds until it is refused."""
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        return None
    return seconds if 0 <= seconds < float("inf") else None
