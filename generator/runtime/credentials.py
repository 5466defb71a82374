"""Credentials: where they come from, which of them a call needs, and how they are sent.

OpenAPI 3.1, Security Requirement Object: a list of alternatives, each naming the schemes that are needed
together.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, cast

from .errors import CredentialError
from .headers import HeaderItems, check_header
from .sdk import ApiKey, Basic, Scheme
from .steps import Run, Step

if TYPE_CHECKING:
    from .request import Request
    from .sdk import Sdk, Security

__all__ = ["Credentials", "Given", "Secret"]

Secret = str | Callable[[], Any]
"""A secret, or a function that returns it (in an async client, or an awaitable of it) for each attempt."""

Given = Mapping[str, Any]
"""Scheme name to what the caller passed: a `Secret` or None, or a pair of them for `Basic`."""


class Credentials:
    """The credentials of one client. Its repr shows none of them."""

    __slots__ = ("_sdk", "_secrets")

    def __init__(self, sdk: Sdk, given: Given, environ: Mapping[str, str]) -> None:
        """Take each credential from the argument or, when that is None, from its environment variable.

        Raises:
            CredentialError: An argument is an empty string.
        """
        self._sdk = sdk
        self._secrets: dict[str, tuple[Secret, ...]] = {}
        for name, scheme in sdk.schemes.items():
            value = given.get(name)
            values = cast("tuple[Secret | None, ...]", value if isinstance(value, tuple) else (value,))
            slots = _slots(scheme)
            found = [
                _one(sdk, argument, secret, environ.get(env, "").strip())
                for (argument, env), secret in zip(slots, (*values, None, None), strict=False)
            ]
            complete = tuple(secret for secret in found if secret is not None)
            if len(complete) == len(slots):
                self._secrets[name] = complete

    def __repr__(self) -> str:
        return f"Credentials({', '.join(f'{name}=***' for name in self._secrets)})"

    def choose(self, security: Security, headers: HeaderItems) -> tuple[str, ...]:
        """Return the schemes to send: those of the first alternative whose credentials are all known.

        A header that the caller sets by hand stands for the scheme that would send it.

        Args:
            security: The alternatives.
            headers: What will be sent besides.

        Raises:
            CredentialError: Credentials are needed, and no alternative is complete.
        """
        for alternative in security:
            if alternative and all(self._known(name, headers) for name in alternative):
                return alternative
        if not security or () in security:
            return ()
        raise CredentialError(self._missing(security))

    def send(self, names: tuple[str, ...], request: Request) -> Generator[Step, Any, None]:
        """Add the credentials of some schemes to a request, except those that are in it already.

        They are in it when the caller has set the same header by hand, or when a redirect kept them.
        """
        for name in names:
            scheme = self._sdk.schemes[name]
            if _is_sent(scheme, request):
                continue
            secrets: list[str] = []
            for (argument, _), secret in zip(_slots(scheme), self._secrets[name], strict=True):
                value = secret if isinstance(secret, str) else (yield Run(secret, ()))
                secrets.append(_checked(argument, value))
            _place(scheme, secrets, request)

    def hidden_names(self) -> tuple[str, ...]:
        """Return the names of query parameters that carry keys, for the log to hide."""
        schemes = self._sdk.schemes.values()
        return tuple(each.name for each in schemes if isinstance(each, ApiKey) and each.place == "query")

    def _known(self, name: str, headers: HeaderItems) -> bool:
        if name in self._secrets:
            return True
        scheme = self._sdk.schemes.get(name)
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
        way = "; or ".join(dict.fromkeys(ways)) or "set the header that carries them with headers={...}"
        return f"{self._sdk.client} needs credentials: {way}"


def _slots(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """Return (argument, environment variable) of each secret that a scheme takes."""
    if isinstance(scheme, Basic):
        return tuple(zip(scheme.arguments, scheme.envs, strict=True))
    return ((scheme.argument, scheme.env),)


def _header(scheme: Scheme) -> str | None:
    if isinstance(scheme, ApiKey):
        return scheme.name if scheme.place == "header" else None
    return "Authorization"


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
                check_header("Authorization", f"Bearer {secrets[0]}"),
            )
    except CredentialError:
        raise
    except ValueError as problem:
        raise CredentialError(f"a credential cannot be sent: {problem}") from None


def _place_key(scheme: ApiKey, secret: str, request: Request) -> None:
    if scheme.place == "header":
        request.headers[scheme.name.lower()] = (scheme.name, check_header(scheme.name, secret))
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
