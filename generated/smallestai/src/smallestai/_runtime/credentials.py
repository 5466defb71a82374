"""Credentials: where they come from, which of them a call needs, and how they are sent.

OpenAPI 3.1, Security Requirement Object: a list of alternatives, each naming the schemes that are needed
together.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from .errors import CredentialError
from .headers import HeaderItems, check_header
from .sdk import ApiKey, Basic, Bearer, MutualTls, OAuth2, Scheme
from .steps import Run, Step

if TYPE_CHECKING:
    from .oauth import Asker, TokenStore
    from .request import Request
    from .sdk import Scopes, Sdk, Security

__all__ = ["Credentials", "Given", "Secret"]

Secret = str | Callable[[], Any]
"""A secret, or a function that returns it (in an async client, or an awaitable of it) for each attempt."""

Given = Mapping[str, Any]
"""Scheme name to what the caller passed: a `Secret` or None, or a tuple of them where it has several."""


class Credentials:
    """The credentials of one client. Its repr shows none of them."""

    __slots__ = ("_clients", "_sdk", "_secrets", "_stores", "_token_urls")

    def __init__(self, sdk: Sdk, given: Given, environ: Mapping[str, str]) -> None:
        """Take each credential from the argument or, when that is None, from its environment variable.

        Raises:
            CredentialError: An argument is an empty string.
        """
        self._sdk = sdk
        self._secrets: dict[str, tuple[Secret, ...]] = {}
        self._clients: dict[str, tuple[Secret, Secret]] = {}
        """Of OAuth2 schemes whose tokens are fetched: client id and client secret."""
        self._token_urls: dict[str, str] = {}
        self._stores: dict[str, TokenStore] = {}
        for name, scheme in sdk.schemes.items():
            value = given.get(name)
            values = cast("tuple[Secret | None, ...]", value if isinstance(value, tuple) else (value,))
            slots = _slots(scheme)
            if isinstance(scheme, OAuth2):
                self._take_oauth(name, scheme, (*values, None, None, None), environ)
                continue
            found = [
                _one(sdk, argument, secret, environ.get(env, "").strip())
                for (argument, env), secret in zip(slots, (*values, None, None), strict=False)
            ]
            complete = tuple(secret for secret in found if secret is not None)
            if len(complete) == len(slots):
                self._secrets[name] = complete

    def _take_oauth(
        self, name: str, scheme: OAuth2, values: tuple[Secret | None, ...], environ: Mapping[str, str]
    ) -> None:
        """Take what is given before what the environment has, and a token before what fetches one."""
        sdk, from_environment = self._sdk, [environ.get(env, "").strip() for env in scheme.envs]
        token, identity, secret, url = (
            _one(sdk, argument, value, "") for argument, value in zip(scheme.arguments, values, strict=False)
        )
        fetches = identity is not None or secret is not None
        identity, secret = identity or from_environment[1] or None, secret or from_environment[2] or None
        fetches = fetches and identity is not None and secret is not None
        token = token or (None if fetches else from_environment[0] or None)
        if token is not None:
            self._secrets[name] = (token,)
        elif identity is not None and secret is not None:
            if url is not None and not isinstance(url, str):
                raise CredentialError(f"{sdk.client}: the argument {scheme.arguments[3]}= must be a str")
            self._clients[name] = (identity, secret)
            self._token_urls[name] = url or from_environment[3] or scheme.token_url

    def __repr__(self) -> str:
        return f"Credentials({', '.join(f'{name}=***' for name in (*self._secrets, *self._clients))})"

    def choose(self, security: Security, headers: HeaderItems) -> tuple[str, ...]:
        """Return the schemes to send: those of the first alternative whose credentials are all known.

        A header that the caller sets by hand stands for the scheme that would send it.

        Args:
            security: The alternatives.
            headers: What will be sent besides.

        Raises:
            CredentialError: Credentials are needed, and no alternative is complete.
        """
        complete = [each for each in security if each and all(self._known(name, headers) for name in each)]
        if complete:
            # A certificate is always taken to be there: where something else is given, that is meant.
            return next((each for each in complete if not all(map(self._is_tls, each))), complete[0])
        if not security or () in security:
            return ()
        raise CredentialError(self._missing(security))

    def send(
        self, names: tuple[str, ...], request: Request, scopes: Scopes, asker: Callable[[], Asker]
    ) -> Generator[Step, Any, None]:
        """Add the credentials of some schemes to a request, except those that are in it already.

        They are in it when the caller has set the same header by hand, or when a redirect kept them.

        Args:
            names: Of the schemes.
            request: Is changed.
            scopes: That the operation needs.
            asker: Returns for whom a token is fetched; called when one is.

        Raises:
            CredentialError: A credential cannot be sent.
            OAuthError: The token endpoint gave no token.
        """
        for name in names:
            scheme = self._sdk.schemes[name]
            if isinstance(scheme, MutualTls) or _is_sent(scheme, request):
                continue
            if isinstance(scheme, OAuth2) and name in self._clients:
                identity = yield from _ask(scheme.arguments[1:3], self._clients[name])
                token = yield from self._store(name).get(
                    scheme, self._token_urls[name], (identity[0], identity[1]), scopes.get(name, ()), asker()
                )
                _place(scheme, [token], request)
                continue
            secrets = yield from _ask([argument for argument, _ in _slots(scheme)], self._secrets[name])
            _place(scheme, secrets, request)

    def fetched(self) -> dict[str, int]:
        """Return how many tokens have been fetched so far, by scheme; only of those that fetch."""
        return {name: self._store(name).fetched for name in self._clients} if self._clients else {}

    def reject(
        self, names: tuple[str, ...], sent: Request, plain: Request, fetched: Mapping[str, int]
    ) -> bool:
        """Forget the fetched token that a refused request carried; return whether to try with another.

        Args:
            names: Of the schemes whose credentials were sent.
            sent: The request with its credentials.
            plain: The same without them.
            fetched: What `fetched` returned when the call began.
        """
        header = sent.headers.get("authorization")
        if header is None or "authorization" in plain.headers:
            return False
        found = [name for name in names if name in self._clients]
        return bool(found) and all(self._store(name).reject(header[1], fetched[name]) for name in found)

    def _store(self, name: str) -> TokenStore:
        store = self._stores.get(name)
        if store is None:
            from .oauth import TokenStore

            store = self._stores.setdefault(name, TokenStore())
        return store

    def _is_tls(self, name: str) -> bool:
        return isinstance(self._sdk.schemes.get(name), MutualTls)

    def hidden_names(self) -> tuple[str, ...]:
        """Return the names of query parameters that carry keys, for the log to hide."""
        schemes = self._sdk.schemes.values()
        return tuple(each.name for each in schemes if isinstance(each, ApiKey) and each.place == "query")

    def _known(self, name: str, headers: HeaderItems) -> bool:
        if name in self._secrets or name in self._clients:
            return True
        scheme = self._sdk.schemes.get(name)
        if isinstance(scheme, MutualTls):
            return True
        header = None if scheme is None else _header(scheme)
        return header is not None and header.lower() in headers

    def _missing(self, security: Security) -> str:
        ways: list[str] = []
        for alternative in security:
            slots = [
                slot
                for name in alternative
                if name in self._sdk.schemes
                for slot in _slots(self._sdk.schemes[name])
            ]
            if slots:
                arguments = ", ".join(f"{argument}=..." for argument, _ in slots)
                ways.append(
                    f"pass {arguments} or set {', '.join(env for _, env in slots)} in the environment"
                )
                for name in alternative:
                    scheme = self._sdk.schemes.get(name)
                    if isinstance(scheme, OAuth2):
                        client = ", ".join(f"{argument}=..." for argument in scheme.arguments[1:3])
                        ways.append(f"pass {client} or set {', '.join(scheme.envs[1:3])} in the environment")
        way = "; or ".join(dict.fromkeys(ways)) or "set the header that carries them with headers={...}"
        return f"{self._sdk.client} needs credentials: {way}"


def _slots(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """Return (argument, environment variable) of each secret that a scheme takes."""
    if isinstance(scheme, MutualTls):
        return ()
    if isinstance(scheme, OAuth2):
        return ((scheme.arguments[0], scheme.envs[0]),)
    if isinstance(scheme, Basic):
        return tuple(zip(scheme.arguments, scheme.envs, strict=True))
    return ((scheme.argument, scheme.env),)


def _header(scheme: Scheme) -> str | None:
    if isinstance(scheme, ApiKey):
        return scheme.name if scheme.place == "header" else None
    return "Authorization"


def _ask(arguments: Sequence[str], secrets: tuple[Secret, ...]) -> Generator[Step, Any, list[str]]:
    """Return secrets as text, asking the functions among them."""
    found: list[str] = []
    for argument, secret in zip(arguments, secrets, strict=True):
        value = secret if isinstance(secret, str) else (yield Run(secret, ()))
        found.append(_checked(argument, value))
    return found


def _is_sent(scheme: Scheme, request: Request) -> bool:
    header = _header(scheme)
    if header is not None:
        return header.lower() in request.headers
    assert isinstance(scheme, ApiKey)
    if scheme.place == "cookie":
        cookies = request.headers.get("cookie", ("", ""))[1]
        return any(part.strip().startswith(f"{scheme.name}=") for part in cookies.split(";"))
    from urllib.parse import quote

    query = request.url.partition("?")[2]
    return any(part.startswith(f"{quote(scheme.name, safe='')}=") for part in query.split("&"))


def _one(sdk: Sdk, argument: str, secret: Secret | None, from_environment: str) -> Secret | None:
    if secret is None:
        return from_environment or None
    if secret == "":
        raise CredentialError(f"{sdk.client}: the argument {argument}= is an empty string")
    if not isinstance(secret, str) and not callable(secret):
        raise CredentialError(
            f"{sdk.client}: the argument {argument}= must be a str or a function, not {type(secret).__name__}"
        )
    return secret


def _checked(argument: str, value: object) -> str:
    if not isinstance(value, str):
        raise CredentialError(
            f"the function passed as {argument}= returned {type(value).__name__}, not a str"
        )
    if not value:
        raise CredentialError(f"the function passed as {argument}= returned an empty string")
    return value


def _place(scheme: Scheme, secrets: list[str], request: Request) -> None:
    try:
        if isinstance(scheme, ApiKey):
            _place_key(scheme, secrets[0], request)
        elif isinstance(scheme, Basic):
            from base64 import b64encode

            if ":" in secrets[0]:
                raise CredentialError(f"the user name ({scheme.arguments[0]}=) must not contain a colon")
            pair = b64encode(":".join(secrets).encode()).decode()
            request.headers["authorization"] = ("Authorization", f"Basic {pair}")
        else:
            request.headers["authorization"] = (
                "Authorization",
                check_header(
                    "Authorization",
                    f"{scheme.scheme if isinstance(scheme, Bearer) else 'Bearer'} {secrets[0]}",
                ),
            )
    except CredentialError:
        raise
    except ValueError as problem:
        raise CredentialError(f"a credential cannot be sent: {problem}") from None


def _place_key(scheme: ApiKey, secret: str, request: Request) -> None:
    if scheme.place == "header":
        value = check_header(scheme.name, f"{scheme.prefix}{secret}")
        request.headers[scheme.name.lower()] = (scheme.name, value)
    elif scheme.place == "query":
        from urllib.parse import quote

        pair = f"{quote(scheme.name, safe='')}={quote(secret, safe='')}"
        request.url = f"{request.url}{'&' if '?' in request.url else '?'}{pair}"
    else:
        if any(char in secret for char in ' ",;\\'):
            raise ValueError(
                f"the value of cookie {scheme.name!r} contains a character that cookies cannot carry"
            )
        pair = check_header("Cookie", f"{scheme.name}={secret}")
        before = request.headers.get("cookie")
        request.headers["cookie"] = ("Cookie", f"{before[1]}; {pair}" if before else pair)
