"""Any text at all, as an argument: it comes back as it was, and reaches nothing else."""

from __future__ import annotations

from email import message_from_bytes
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.contents import Part, Style
from generator.runtime.forms import form_bytes
from generator.runtime.multipart import form_parts, joined
from generator.runtime.styles import path_text, query_pairs, whole_query

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
STYLES = [Style(name, explode=explode) for name in ("simple", "label", "matrix") for explode in (False, True)]
RESERVED = [Style(style.name, explode=style.explode, reserved=True) for style in STYLES]


@pytest.mark.parametrize("style", [*STYLES, *RESERVED], ids=lambda style: f"{style.name}-{style.explode}")
@given(value=st.one_of(TEXT, st.lists(TEXT), st.dictionaries(TEXT, TEXT)))
def test_a_path_argument_is_one_segment(style: Style, value: object) -> None:
    try:
        written = path_text("id", value, style)
    except ValueError:
        with pytest.raises(ValueError, match="path argument 'id' must not be"):
            path_text("id", value, style)
        return
    assert written.isascii()
    assert not set("/?#\\ \n") & set(written)
    assert written
    if style.name == "simple":
        assert unquote(written) not in ("", ".", "..")


@given(name=NAMES, value=TEXT)
def test_a_query_comes_back(name: str, value: str) -> None:
    for style in (Style("form", explode=True), Style("form"), Style("pipeDelimited")):
        (pair,) = query_pairs(name, [value], style)
        assert parse_qsl(pair, keep_blank_values=True) == [(name, value)]
    (deep,) = query_pairs(name, {"k": value}, Style("deepObject"))
    assert parse_qsl(deep, keep_blank_values=True) == [(f"{name}[k]", value)]


@given(value=TEXT)
def test_a_query_stays_a_query(value: str) -> None:
    written = [whole_query(value, None), *query_pairs("n", value, Style("form", reserved=True))]
    for each in written:
        assert each.isascii()
        assert not set('#[]" \n\\') & set(each)


@given(members=st.dictionaries(NAMES, st.one_of(TEXT, st.lists(TEXT))))
def test_a_form_comes_back(members: dict[str, str | list[str]]) -> None:
    wanted = [
        (name, each)
        for name, value in members.items()
        for each in ([value] if isinstance(value, str) else value)
    ]
    assert parse_qsl(form_bytes(members, {}).decode("ascii"), keep_blank_values=True) == wanted


@given(
    members=st.dictionaries(st.text("ab;=\\'é ", min_size=1), st.one_of(TEXT, st.binary())),
    filename=st.text("ab;=\\'. "),
)
def test_a_multipart_body_comes_back(members: dict[str, str | bytes], filename: str) -> None:
    values = {
        name: value if isinstance(value, str) else (filename, value, "application/octet-stream")
        for name, value in members.items()
    }
    kept = Part("text/plain; charset=utf-8")
    parts = {name: kept for name, value in members.items() if isinstance(value, str)}
    body, boundary = joined(form_parts(values, parts, is_form=True), None)
    assert isinstance(body, bytes)
    pieces = body.split(f"--{boundary}".encode())
    assert pieces[0] == b""
    assert pieces[-1] == b"--\r\n"
    assert len(pieces) == len(members) + 2
    for (name, value), piece in zip(members.items(), pieces[1:-1], strict=True):
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        message = message_from_bytes(head + b"\r\n\r\n")
        assert f'form-data; name="{name}"'.encode() in head
        assert ("filename=" in str(message["content-disposition"])) == isinstance(value, bytes)
        assert content.removesuffix(b"\r\n") == (value.encode() if isinstance(value, str) else value)
