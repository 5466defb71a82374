"""Words: how a wire name is taken apart and put together again as a Python name.

Pure functions over text; whether a name is free is for `generator.ir.names`.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_IRREGULAR = {
    "aliases": "alias",
    "analyses": "analysis",
    "children": "child",
    "data": "data",
    "indices": "index",
    "media": "media",
    "news": "news",
    "people": "person",
    "series": "series",
    "statuses": "status",
}


# Names that are one word, whatever their capitals say; and what may follow them as the next word.
_NAMES = re.compile(
    "(?:DevOps|ETag|GitHub|GitLab|GraphQL|JavaScript|LinkedIn|MongoDB|MySQL|NoSQL|OAuth|OpenAI|OpenAPI|OpenID|"
    "PayPal|PostgreSQL|TypeScript|WhatsApp|WebRTC|YouTube|iOS|macOS|IPv(?=[46]))(?![a-z])"
)


@functools.cache
def split(text: str) -> tuple[str, ...]:
    """The words of a name in any spelling (camel, Pascal, snake, kebab, spaces), lower-case.

    `HTTPServer` is two words, `URLs` is one. Digits stay with the letters before and after them (`s3`,
    `oauth2`, `2fa`). Accents are dropped from Latin letters, so that the result can be typed on any keyboard;
    other scripts are kept. Signs part words and vanish.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    plain = unicodedata.normalize("NFKC", "".join(c for c in decomposed if not unicodedata.combining(c)))
    plain = _NAMES.sub(lambda found: found[0][0].upper() + found[0][1:].lower(), plain)
    words: list[str] = []
    start = 0
    for end in range(len(plain) + 1):
        if end < len(plain) and _continues(plain, start, end):
            continue
        if end > start:
            words.append(plain[start:end].lower())
        start = end if end < len(plain) and _is_part(plain[end]) else end + 1
    return tuple(words)


def _is_part(char: str) -> bool:
    """Whether a character can stand in a name: some digits of old scripts are alphanumeric and cannot."""
    return char.isalnum() and f"a{char}".isidentifier()


def _continues(text: str, start: int, at: int) -> bool:
    """Whether the character at `at` belongs to the word that began at `start`."""
    char = text[at]
    if not _is_part(char):
        return False
    if at == start or not char.isupper():
        # `URLs`: the s closes the acronym. `HTTPServer` breaks one letter earlier, below.
        return True
    before = text[at - 1]
    after = text[at + 1] if at + 1 < len(text) else ""
    if not before.isupper():
        return False
    return not after.islower() or (after == "s" and not text[at + 2 : at + 3].islower())


def snake(text: str) -> str:
    """`audienceId` → `audience_id`; empty when the text holds no letter or digit."""
    return "_".join(split(text))


def pascal(text: str) -> str:
    """`create-a-campaign` → `CreateACampaign`; capitals inside acronyms are not kept (`URL` → `Url`)."""
    return "".join(word[:1].upper() + word[1:] for word in split(text))


def singular(text: str) -> str:
    """The singular of an English plural noun in any spelling; only the last word changes (`phoneNumbers` →
    `phone_number`).
    """
    words = list(split(text))
    if not words:
        return ""
    last = words[-1]
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith(("sses", "xes", "ches", "shes", "zzes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")) and len(last) > 3:
        last = last[:-1]
    words[-1] = last
    return "_".join(words)
