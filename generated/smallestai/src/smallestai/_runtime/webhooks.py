"""Requests that an API sends: webhooks and callbacks (OpenAPI 3.1 §4.8.1, §4.8.18).

A body is read as responses are (see `lenient`): what is unknown is kept, and one warning is logged where it
differs from its documentation.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .deep import with_deep_stack
from .errors import WebhookPayloadError
from .kinds import kind_name
from .signatures import Secret, Signature, secrets_of

if TYPE_CHECKING:
    from .lenient import Node

__all__ = ["Payload", "verify"]

T = TypeVar("T")


def verify(
    signature: Signature,
    body: bytes | str,
    headers: Mapping[str, str],
    secret: Secret,
    now: datetime | float | None = None,
) -> None:
    """Return if a request was signed with a secret.

    Args:
        signature: How this API signs.
        body: The body as it arrived; text is taken as UTF-8.
        headers: The headers, by name in any case.
        secret: The secret, or several of which one will do.
        now: The time to take for now, in seconds since 1970 or with a time zone; None: the clock's.

    Raises:
        CredentialError: A secret is empty or malformed.
        WebhookVerificationError: A header is missing, the signature is wrong, or the time is.
    """
    secrets = secrets_of(secret)
    if isinstance(now, datetime):
        if now.tzinfo is None:
            raise ValueError("`now` has no time zone")
        now = now.timestamp()
    raw = body.encode() if isinstance(body, str) else bytes(body)
    lower = {name.lower(): value for name, value in headers.items()}
    signature.check(raw, lower, secrets, time.time() if now is None else now)


class Payload(Generic[T]):
    """What a webhook's body is.

    Args:
        package: Whose log gets warnings.
        name: The webhook as documented, for messages.
        described: Gives the type; called on first use.
    """

    __slots__ = ("_described", "_name", "_node", "_package")

    def __init__(self, package: str, name: str, described: Callable[[], Any]) -> None:
        self._package = package
        self._name = name
        self._described = described
        self._node: Node | None = None

    def read(self, body: bytes | str) -> T:
        """Return the value of a body.

        Raises:
            WebhookPayloadError: It is not JSON, or of another kind than documented.
        """
        content = body.encode() if isinstance(body, str) else bytes(body)
        node = self._node
        if node is None:
            from .lenient import node_of

            node = self._node = with_deep_stack(lambda: node_of(self._described()))
        try:
            return cast("T", node.load(content))
        except ValueError:  # pydantic's ValidationError is one
            return cast("T", self._leniently(content, node))

    def _leniently(self, content: bytes, node: Node) -> Any:
        from .lenient import read_value
        from .nested import TooDeepError, read_json

        text = content.decode("utf-8", "replace")
        try:
            data = read_json(content, text)
        except ValueError as error:
            fault = "is not JSON" if text.strip() else "is empty"
            fault = str(error) if isinstance(error, TooDeepError) else fault
            raise WebhookPayloadError(f"the body of the webhook {self._name!r} {fault}", text=text) from None
        value, problems = read_value(node, data)
        if "" in problems:
            raise WebhookPayloadError(
                f"the body of the webhook {self._name!r} is {kind_name(data)}, not of the documented kind",
                text=text,
                invalid_fields=("",),
            )
        if problems:
            from .logs import get_logger
            from .parse import listed

            get_logger(self._package).warning("webhook %s: %s", self._name, listed(problems))
        return value
