"""Logging under the package's name, without secrets: no credentials, no bodies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .headers import HeaderItems, is_harmless_header, is_secret_name

if TYPE_CHECKING:
    import logging

__all__ = ["configure", "get_logger", "shown_headers", "shown_url"]

_LEVELS = ("debug", "info", "warning", "error", "critical")
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_HANDLER = "sdk-environment"


def get_logger(package: str) -> logging.Logger:
    """Return the package's logger: silent unless the application, or `<PREFIX>_LOG`, asks for output."""
    import logging

    logger = logging.getLogger(package)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger


def configure(package: str, variable: str, value: str) -> None:
    """Do what the variable `<PREFIX>_LOG` asks: print the package's log to stderr from this level on.

    An unknown level is reported in the log itself, which is then printed from "warning" on.
    """
    import logging

    level = value.strip().lower()
    logger = get_logger(package)
    if all(handler.name != _HANDLER for handler in logger.handlers):
        handler = logging.StreamHandler()
        handler.name = _HANDLER
        handler.setFormatter(logging.Formatter(_FORMAT))
        logger.addHandler(handler)
    logger.setLevel(level.upper() if level in _LEVELS else "WARNING")
    if level not in _LEVELS:
        logger.warning("%s=%s is not a level; the levels are %s", variable, value, ", ".join(_LEVELS))


def shown_url(url: str, secret_names: Iterable[str] = ()) -> str:
    """Return a URL with the values of query parameters that may be secret replaced by ***.

    Args:
        url: The URL.
        secret_names: Parameters that are secret whatever their name suggests.
    """
    before, mark, query = url.partition("?")
    if not mark:
        return url
    from urllib.parse import unquote_plus

    hidden = frozenset(secret_names)
    parts: list[str] = []
    for part in query.split("&"):
        written, equals, _ = part.partition("=")
        name = unquote_plus(written)
        parts.append(f"{written}=***" if equals and (name in hidden or is_secret_name(name)) else part)
    return f"{before}?{'&'.join(parts)}"


def shown_headers(headers: HeaderItems) -> str:
    """Return request headers as text, with the values of all but the harmless ones replaced by ***."""
    return ", ".join(
        f"{name}: {value if is_harmless_header(name) else '***'}" for name, value in headers.values()
    )
