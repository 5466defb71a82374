"""Bodies as text: character sets and lines."""

from __future__ import annotations

import codecs

__all__ = ["LineSplitter", "charset", "decode", "decoder"]


def charset(content_type: str | None) -> str:
    """Return the character set of a Content-Type (RFC 9110, section 8.3.2); UTF-8 when none, or unknown."""
    for part in (content_type or "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            try:
                return codecs.lookup(value.strip().strip("\"'")).name
            except LookupError:
                break
    return "utf-8"


def decode(content: bytes, content_type: str | None) -> str:
    """Return a body as text; bytes that are not valid become U+FFFD."""
    try:
        return content.decode(charset(content_type), errors="replace")
    except (LookupError, ValueError, TypeError):  # a codec that is not of text, such as "hex"
        return content.decode("utf-8", errors="replace")


def decoder(content_type: str | None) -> codecs.IncrementalDecoder:
    """Return a decoder that can be fed a body in pieces."""
    name = charset(content_type)
    # Codecs such as "hex" or "zip" are not of text: they have no place in a charset.
    is_text = getattr(codecs.lookup(name), "_is_text_encoding", True)
    return codecs.getincrementaldecoder(name if is_text else "utf-8")(errors="replace")


class LineSplitter:
    """Splits text that comes in pieces into lines, at CR, LF and CRLF only (not all of str.splitlines)."""

    __slots__ = ("_pieces", "_skip_newline")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._skip_newline = False

    def feed(self, text: str) -> list[str]:
        """Return the lines that end in this piece, without their ends."""
        if self._skip_newline and text:
            text = text[1:] if text[0] == "\n" else text
            self._skip_newline = False
        if not text:
            return []
        self._skip_newline = text[-1] == "\r"
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._pieces.append(lines[0])
        if len(lines) == 1:
            return []
        first = "".join(self._pieces)
        self._pieces = [lines[-1]]
        return [first, *lines[1:-1]]

    def flush(self) -> list[str]:
        """Return the last line, if it had no end."""
        rest = "".join(self._pieces)
        self._pieces = []
        return [rest] if rest else []
