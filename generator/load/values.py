"""From the bytes of a file to the values that it holds, as YAML or JSON."""

from __future__ import annotations

import codecs
import re

from generator.load import jsontext, yaml12
from generator.load.places import Parsed, Syntax
from generator.load.text import Text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file without its byte order mark, and the encoding that it was in (UTF-8 without a mark).

    Raises:
        UnicodeDecodeError: It is not in that encoding; `object` is what follows the mark.
    """
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    return data.decode(encoding), encoding


def parse(text: Text, suffix: str = "") -> list[Parsed] | Syntax:
    """The documents of a text: as JSON when it looks like it, else as YAML, which nearly includes JSON."""
    if text.content.lstrip()[:1] not in {"{", "["}:
        return yaml12.read(text.content)
    parsed = jsontext.read(text.content)
    if isinstance(parsed, Parsed):
        return [parsed]
    if suffix != ".json":
        flow = yaml12.read(text.content)  # `{openapi: 3.1.0}`, or JSON with comments
        if not isinstance(flow, Syntax):
            return flow
        if not re.match(r'\s*[{\[]\s*"', text.content):
            return flow
    return parsed
