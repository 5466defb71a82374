"""Values that a client is given once, for parameters that many operations take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .options import OMIT
from .styles import header_text

if TYPE_CHECKING:
    from .request import Arguments
    from .sdk import Operation, Sdk
    from .settings import Settings

__all__ = ["filled", "given_values", "value_headers"]


def given_values(sdk: Sdk, given: Mapping[str, object], environ: Mapping[str, str]) -> dict[str, object]:
    """Return the values by argument: what was passed, else what the environment has."""
    found: dict[str, object] = {}
    for argument, value in sdk.values.items():
        passed = given.get(argument)
        known = passed if passed is not None else environ.get(value.env, "").strip() or None
        if known is not None:
            found[argument] = known
    return found


def value_headers(sdk: Sdk, values: Mapping[str, object]) -> dict[str, str]:
    """Return the headers that go with every request."""
    found: dict[str, str] = {}
    for argument, value in sdk.values.items():
        if value.header is not None and argument in values:
            text = header_text(value.header, values[argument])
            if text is not None:
                found[value.header] = text
    return found


def filled(
    operation: Operation[Any, Any], settings: Settings, *given: Arguments | None
) -> tuple[Arguments | None, Arguments | None, Arguments | None, Arguments | None]:
    """Return the arguments of a call with what the client has for those that the call does not give.

    Args:
        operation: What is called.
        settings: The client's.
        given: Path, query, headers and cookies.

    Raises:
        ValueError: Neither has a value that is needed.
    """
    path, query, headers, cookies = (
        _filled(operation, settings, place, arguments)
        for place, arguments in zip(("path", "query", "headers", "cookies"), given, strict=True)
    )
    return path, query, headers, cookies


def _filled(
    operation: Operation[Any, Any], settings: Settings, place: str, given: Arguments | None
) -> Arguments | None:
    wanted = operation.from_client.get(place)
    if not wanted:
        return given
    arguments = dict(given or {})
    for name, source in wanted.items():
        if arguments.get(name) is not None and arguments[name] is not OMIT:
            continue
        value = settings.values.get(source.argument)
        if value is not None:
            arguments[name] = value
        elif source.required:
            client, env = settings.sdk.client, settings.sdk.values[source.argument].env
            raise ValueError(
                f"{name}: {operation.method} {operation.path} needs it; pass it to the method, or "
                f"{source.argument}=... to {client}, or set {env} in the environment"
            )
    return arguments
