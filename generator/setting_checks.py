"""What the values of settings must look like: each function says what is wrong with one, or None."""

from __future__ import annotations

import keyword
import re

from packaging.version import InvalidVersion, Version


def identifier_fault(text: str) -> str | None:
    """What is wrong with a Python name, or None."""
    if not text.isidentifier() or keyword.iskeyword(text):
        return f"{text!r} is not a Python identifier"
    return None


def namespace_fault(text: str) -> str | None:
    """What is wrong with a namespace (`atoms.v1`, or empty), or None."""
    return next((fault for part in text.split(".") if text and (fault := identifier_fault(part))), None)


def header_fault(text: str) -> str | None:
    """What is wrong with the name of a header (RFC 9110 §5.1), or None; empty is none at all."""
    if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]*", text):
        return f"{text!r} is not the name of a header"
    return None


def distribution_fault(text: str) -> str | None:
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", text):
        return f"{text!r} is not a distribution name (letters, digits, `.`, `_`, `-`)"
    return None


def version_fault(text: str) -> str | None:
    try:
        Version(text)
    except InvalidVersion:
        return f"{text!r} is not a PEP 440 version"
    return None


def requirement_fault(text: str) -> str | None:
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        Requirement(text)
    except InvalidRequirement:
        return f"{text!r} is not a requirement, such as 'tenacity>=9'"
    return None


def variable_fault(text: str) -> str | None:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text):
        return f"{text!r} is not a name for an environment variable"
    return None


def line_fault(text: str) -> str | None:
    if not text.isprintable():
        return "one line of printable text is expected"
    return None


def address_fault(text: str) -> str | None:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", text):
        return f"{text!r} is not a mail address"
    return None


def url_fault(text: str) -> str | None:
    if not re.fullmatch(r"https?://[^\s/]+\S*", text):
        return f"{text!r} is not an http(s) URL"
    return None


def prefix_fault(text: str) -> str | None:
    # Without the slash, `https://example.com` would also begin `https://example.com.elsewhere.net/`.
    if not re.fullmatch(r"https?://[^\s/?#@]+/[^\s?#]*", text):
        return f"{text!r} is not the beginning of addresses, such as 'https://schemas.example.com/'"
    if text.startswith("http:") and not re.match(r"http://(?:localhost|127\.[0-9.]+|\[::1\])[:/]", text):
        return f"{text!r} must begin with https://, since it is not on this machine"
    return None


def pattern_fault(text: str) -> str | None:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([text])
    except ValueError as error:
        return str(error)
    return None
