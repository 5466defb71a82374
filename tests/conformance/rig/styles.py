"""What a parameter's value must look like on the wire, by RFC 6570 and the tables of OpenAPI's styles.

The expansions are those of the library `uritemplate`; what RFC 6570 has no expression for
(`spaceDelimited`, `pipeDelimited`, `deepObject`) is written here after OpenAPI 3.1 §4.8.12.6.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from uritemplate import URITemplate

from tests.roundtrip.equality import difference

from .documents import Json
from .parts import Parameter, is_json

SEPARATORS = {"pipeDelimited": "|", "spaceDelimited": " ", "tabDelimited": "\t"}
"""What joins the items of a list where it is no comma."""
_NAME = "value"
_FRACTION = re.compile(r"((?::|%3A)\d\d\.\d*?[1-9])0+(?!\d)")


def text(value: Json) -> str:
    """A JSON value as a piece of text: scalars plainly, anything else as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def content(parameter: Parameter, value: Json) -> str:
    """A parameter's value in the media type of its `content` (OpenAPI 3.1 §4.8.12.3)."""
    if parameter.media_type and is_json(parameter.media_type) and "*" not in parameter.media_type:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text(value)


def is_same(expected: str, sent: str) -> bool:
    """Whether two pieces of text are the same, or the same number, moment or JSON value."""
    if expected == sent or difference(expected, sent) is None:
        return True
    try:
        return difference(json.loads(expected), json.loads(sent)) is None
    except ValueError:
        return False


def _plain(value: Json) -> Any:
    if isinstance(value, list):
        return [text(item) for item in value if item is not None]
    if isinstance(value, dict):
        return {key: text(item) for key, item in value.items() if item is not None}
    return text(value)


def _delimiters(value: Json, marks: str) -> str:
    return marks if isinstance(value, (list, dict)) else ""


def path_fault(parameter: Parameter, value: Json, sent: str) -> str | None:
    """What is wrong with a path parameter, as it stands in the path."""
    operator = {"label": ".", "matrix": ";"}.get(parameter.style, "")
    if parameter.style == "content":
        return None if is_same(content(parameter, value), unquote(sent)) else f"{sent!r} for {value!r}"
    explode = "*" if parameter.explode and isinstance(value, (list, dict)) else ""
    expected = URITemplate("{" + operator + _NAME + explode + "}").expand({_NAME: _plain(value)})
    if parameter.style == "matrix" and not (explode and isinstance(value, dict)):
        # It writes the name too, of which templates allow fewer characters than OpenAPI does.
        expected = re.sub(f"(?<=;){_NAME}(?==|;|$)", quoted(parameter.name), expected)
    marks = "," + ("=" if isinstance(value, dict) else "") + (operator if explode else "")
    lead = {"label": ".", "matrix": ";="}.get(parameter.style, "")
    keep = _delimiters(value, marks) + lead
    step = 1 if explode else 2
    same = _equal(
        expected, sent, keep, (operator or ",") if explode else ",", step if isinstance(value, dict) else 0
    )
    return None if same else f"{sent!r}, where RFC 6570 has {expected!r}"


def _equal(expected: str, sent: str, keep: str, joint: str, step: int) -> bool:
    """Whether two texts are the same, piece by piece; members of an object (`step` pieces) in any order."""
    if step:
        return _are_same(_members(expected, joint, step), _members(sent, joint, step))
    # A fraction of a second has a full stop too, which joins nothing.
    expected, sent = (_FRACTION.sub(r"\1", each) for each in (expected, sent))
    split = f"([{re.escape(keep)}])" if keep else "$^"
    one = [unquote(piece) for piece in re.split(split, expected)]
    other = [unquote(piece) for piece in re.split(split, sent)]
    return len(one) == len(other) and all(map(is_same, one, other))


def _members(text: str, joint: str, step: int) -> list[list[str]]:
    lead = re.match(r"[.;]?(?:[^=,.;]+=)?", text) if step == 2 else re.match("[.;]?", text)
    start = lead.end() if lead else 0
    return [[text[:start]], *_pairs(text[start:].split(joint), step)]


def _pairs(pieces: list[str], step: int) -> list[list[str]]:
    """The members of an object by name: `a=1` in one piece, or `a` and `1` in two."""
    pairs = [piece.split("=", 1) for piece in pieces] if step == 1 else _in_twos(pieces)
    return sorted([unquote(part) for part in pair] for pair in pairs)


def _are_same(one: list[list[str]], other: list[list[str]]) -> bool:
    return len(one) == len(other) and all(
        len(left) == len(right) and all(map(is_same, left, right))
        for left, right in zip(one, other, strict=True)
    )


Pairs = list[tuple[str, list[str]]]
"""Names, each with the pieces of its value."""


def query_pairs(parameter: Parameter, value: Json) -> Pairs:
    """The `name=value` pairs of a query or form, decoded; what the style's separator joins, in pieces."""
    name = parameter.name
    plain = _plain(value)
    if parameter.style == "content":
        return [(name, [content(parameter, value)])]
    if parameter.style == "objects":
        # A field of a form without `encoding`: an array repeats its name, an object is JSON (3.1 §4.8.15.1).
        return [(name, [text(each)]) for each in (value if isinstance(value, list) else [value])]
    if parameter.style == "deepObject" and isinstance(value, (dict, list)):
        return list(_deep(name, value))
    if isinstance(plain, str):
        return [(name, [plain])]
    if parameter.style in ("spaceDelimited", "pipeDelimited", "tabDelimited") and not parameter.explode:
        pieces = plain if isinstance(plain, list) else [each for pair in plain.items() for each in pair]
        return [(name, pieces)] if pieces else []
    explode = "*" if parameter.explode else ""
    if isinstance(value, dict) and explode:
        # Not in RFC 6570: a member that is an array repeats its name.
        return [
            (key, [text(each)])
            for key, member in value.items()
            if member is not None
            for each in (member if isinstance(member, list) else [member])
        ]
    expanded = URITemplate("{?" + _NAME + explode + "}").expand({_NAME: plain}).removeprefix("?")
    pairs = [pair.partition("=")[2] for pair in expanded.split("&")] if expanded else []
    return [(name, [unquote(piece) for piece in pair.split(",")]) for pair in pairs]


def _deep(name: str, value: Json) -> Any:
    if isinstance(value, dict):
        for key, item in value.items():
            if item is not None:
                yield from _deep(f"{name}[{key}]", item)
    elif isinstance(value, list):
        nested = any(isinstance(item, (dict, list)) for item in value)
        for index, item in enumerate(value):
            yield from _deep(f"{name}[{index if nested else ''}]", item)
    else:
        yield (name, [text(value)])


def _separator(parameter: Parameter | None) -> str:
    if parameter is None or parameter.explode:
        return ""
    separators = {
        "form": ",",
        "spaceDelimited": "%20| |\\+",
        "pipeDelimited": "%7C|\\|",
        "tabDelimited": "%09",
    }
    return separators.get(parameter.style, "")


def pairs_faults(
    wanted: list[tuple[Parameter, Json]],
    sent: str,
    *,
    is_form: bool = False,
    extra: frozenset[str] = frozenset(),
) -> list[str]:
    """What is wrong with a query string, or a form.

    Args:
        wanted: The parameters that were given, with their values.
        sent: The text as it was sent.
        is_form: A plus sign is a space.
        extra: Names that may stand there beside the wanted ones.
    """
    decode = unquote_plus if is_form else unquote
    found: dict[str, list[str]] = defaultdict(list)
    for pair in sent.split("&") if sent else ():
        name, _, value = pair.partition("=")
        found[decode(name)].append(value)
    faults = []
    for parameter, value in wanted:
        expected: dict[str, list[list[str]]] = defaultdict(list)
        for name, pieces in query_pairs(parameter, value):
            expected[name].append(pieces)
        separator = _separator(parameter) if isinstance(value, (list, dict)) else ""
        for name, values in expected.items():
            came = found.pop(name, [])
            split = [
                [decode(piece) for piece in (re.split(separator, each) if separator else [each])]
                for each in came
            ]
            if isinstance(value, dict) and len(values) == len(split) == 1 and len(values[0]) > 1:
                # An object in pieces: its members have no order.
                values, split = _in_twos(values[0]), _in_twos(split[0])
            if not _are_same(values, split):
                faults.append(f"{name}: {came!r} sent, {values!r} expected")
    faults += [f"{name}: nobody asked for it" for name in found if name not in extra]
    return faults


def _in_twos(pieces: list[str]) -> list[list[str]]:
    return sorted(pieces[index : index + 2] for index in range(0, len(pieces), 2))


def header_fault(parameter: Parameter, value: Json, sent: str | None) -> str | None:
    """What is wrong with a header; its values are not percent-encoded."""
    if sent is None:
        return None if value in ([], {}) else "it is missing"
    if parameter.style == "content":
        return None if is_same(content(parameter, value), sent) else f"{sent!r} for {value!r}"
    plain = _plain(value)
    if isinstance(plain, dict):
        pieces = [each.strip() for each in sent.split(",")]
        came = sorted(each.split("=", 1) for each in pieces) if parameter.explode else _in_twos(pieces)
        same = _are_same(sorted([key, item] for key, item in plain.items()), came)
        return None if same else f"{sent!r} for {plain!r}"
    if isinstance(plain, list):
        mark = SEPARATORS.get(parameter.style, ",")
        expected, pieces = mark.join(plain).split(mark), sent.split(mark)
        same = len(expected) == len(pieces) and all(map(is_same, expected, (each.strip() for each in pieces)))
        return None if same else f"{sent!r} for {plain!r}"
    return None if is_same(plain, sent) else f"{sent!r} for {plain!r}"


def quoted(value: str) -> str:
    """Text as a template's variable is written (RFC 6570 §3.2.2)."""
    return quote(value, safe="")
