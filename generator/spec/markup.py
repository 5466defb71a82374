"""Descriptions without the components of documentation sites, which mean nothing in a docstring."""

from __future__ import annotations

import re

_CODE = r"(?P<code>^[ \t]*(?P<fence>```+|~~~+).*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z)|`[^`\n]+`)"
_ATTRIBUTES = r"(?:\s+[A-Za-z][\w-]*(?:=(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}))?)*"
_PARTS = re.compile(
    rf"{_CODE}"
    # <Card title="Models" href="/models">, </Card>, <Icon />; names of components begin with a capital. What
    # has no attributes could be a type (`List<String>`), unless it closes or its end stands in the text.
    r"|(?P<tag><(?P<close>/?)(?P<name>[A-Z][\w.]*)" rf"(?P<attributes>{_ATTRIBUTES})\s*(?P<empty>/?)>)"
    # ::: tip[Title] … :::
    r"|(?P<box>^[ \t]*:::+[ \t]*(?P<kind>[A-Za-z]*)(?:\[(?P<title>[^\]\n]*)\])?[^\n]*$)"
    # [text](/relative), which leads nowhere from here
    r"|\[(?P<text>[^\]\n]+)\]\((?![A-Za-z][\w+.-]*:|//)[^()\s]*\)",
    re.MULTILINE | re.DOTALL,
)
_TITLE = re.compile(r"""\btitle=["']([^"']*)["']""")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n(?:[ \t]*\n)*")
_MARKS = ("<", ":::", "](")


def unmarked(text: str) -> str:
    """A description as plain Markdown; code in it stays as it is.

    `<Card title="Models">All of them.</Card>` is "Models: All of them.", `::: tip` is "Tip: ", other
    components are only what is inside of them, and links that are relative to the site are their text.
    """
    if not any(mark in text for mark in _MARKS):
        return text
    closed = set(re.findall(r"</([A-Z][\w.]*)\s*>", text))

    def plain(match: re.Match[str]) -> str:
        if match["code"] is not None:
            return match[0]
        if match["text"] is not None:
            return match["text"]
        if match["box"] is not None:
            return _said(match["kind"].capitalize(), match["title"] or "")
        if not (match["attributes"] or match["close"] or match["empty"] or match["name"] in closed):
            return match[0]
        title = _TITLE.search(match["attributes"])
        return _said(title[1] if title else "")

    changed = _PARTS.sub(plain, text)
    if changed == text:
        return text
    flush = re.sub(r"^[ \t]*\x01|\x01|[ \t]+$", "", re.sub(r"\0\s*", " ", changed), flags=re.MULTILINE)
    return _BLANK_LINES.sub("\n\n", flush).strip()


def _said(*words: str) -> str:
    """How a box begins; the signs around it take away the indentation before it and white space after it."""
    said = ": ".join(word.strip() for word in words if word.strip())
    return f"\x01{said}:\0" if said else ""
