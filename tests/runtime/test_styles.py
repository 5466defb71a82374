"""Parameters in each style and place: the specification's tables, row by row, and what they leave open."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.runtime.contents import Style
from generator.runtime.options import OMIT
from generator.runtime.sdk import Operation

from . import fake_models as types
from .harness import Runner, Server, answer

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}

REFUSED = "refused"
NOTHING = ""

# OpenAPI 3.1, 4.8.12.6 (column `empty`), and 3.2, 4.12.6 (column `undefined`, style `cookie`), each
# row as it is sent: where it travels, style, explode, empty string, undefined, string, array, object.
# - Every path argument is required: what leaves nothing to send is refused.
# - An undefined parameter elsewhere is not sent; the tables of 3.2 have `color=` for some.
# - 3.1.0 separates what `label`, not exploded, lists by dots; 3.1.1 and 3.2 by commas, as RFC 6570 does.
# - Cells that are n/a there are marked by a comment; what is sent instead is in the docstring of `styles`.
TABLE: list[tuple[str, str, bool, str, str, str, str, str]] = [
    (
        "path",
        "matrix",
        False,
        ";color",
        REFUSED,
        ";color=blue",
        ";color=blue,black,brown",
        ";color=R,100,G,200,B,150",
    ),
    (
        "path",
        "matrix",
        True,
        ";color",
        REFUSED,
        ";color=blue",
        ";color=blue;color=black;color=brown",
        ";R=100;G=200;B=150",
    ),
    ("path", "label", False, ".", REFUSED, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
    ("path", "label", True, ".", REFUSED, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
    ("path", "simple", False, REFUSED, REFUSED, "blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("path", "simple", True, REFUSED, REFUSED, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("headers", "simple", False, "", NOTHING, "blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("headers", "simple", True, "", NOTHING, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    (
        "query",
        "form",
        False,
        "color=",
        NOTHING,
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    (
        "query",
        "form",
        True,
        "color=",
        NOTHING,
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    (
        "query",
        "spaceDelimited",
        False,
        "color=",  # n/a
        NOTHING,
        "color=blue",  # n/a
        "color=blue%20black%20brown",
        "color=R%20100%20G%20200%20B%20150",
    ),
    (
        "query",
        "spaceDelimited",
        True,
        "color=",  # n/a, and so is the whole row
        NOTHING,
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    (
        "query",
        "pipeDelimited",
        False,
        "color=",  # n/a
        NOTHING,
        "color=blue",  # n/a
        "color=blue%7Cblack%7Cbrown",
        "color=R%7C100%7CG%7C200%7CB%7C150",
    ),
    (
        "query",
        "pipeDelimited",
        True,
        "color=",  # n/a, and so is the whole row
        NOTHING,
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ),
    *(
        (
            "query",
            "deepObject",
            explode,  # n/a in 3.2: it makes no difference
            "color=",  # n/a
            NOTHING,
            "color=blue",  # n/a
            "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",  # n/a
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        )
        for explode in (False, True)
    ),
    (
        "cookies",
        "form",
        False,
        "color=",
        NOTHING,
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ),
    (
        "cookies",
        "form",
        True,
        "color=",
        NOTHING,
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ),
    *(
        (
            "cookies",
            "cookie",
            explode,
            "color=",
            NOTHING,
            "color=blue",
            "color=blue; color=black; color=brown",  # n/a where it is not exploded
            "R=100; G=200; B=150",  # n/a where it is not exploded
        )
        for explode in (False, True)
    ),
]


def sent(run: Runner, place: str, style: Style | None, value: Any, path: str = "/c{color}") -> str | None:
    """Send one parameter; return it as it is on the wire. In a path, it follows a letter."""
    server = Server(answer({}))
    styles = {} if style is None else {place: {"color": style}}
    operation: Operation[None] = Operation("GET", path if place == "path" else "/c", styles=styles)
    run(lambda client: client.campaigns.call(operation, **{place: {"color": value}}), server)
    request = server.request
    assert request.method == "GET"
    before, _, after = request.url.raw_path.decode().partition("?")
    if place == "path":
        return before.removeprefix("/v1/c")
    assert before == "/v1/c"
    if place == "query":
        return after if "?" in request.url.raw_path.decode() else None
    return request.headers.get("color" if place == "headers" else "cookie")


@pytest.mark.parametrize("column", range(5), ids=["empty", "undefined", "string", "array", "object"])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}")
def test_the_tables(run: Runner, row: tuple[str, str, bool, str, str, str, str, str], column: int) -> None:
    place, name, explode = row[:3]
    value: Any = ("", None, "blue", ARRAY, OBJECT)[column]
    wanted = row[3 + column]
    style = Style(name, explode=explode)
    if wanted == REFUSED:
        with pytest.raises(ValueError, match="path argument 'color'"):
            sent(run, place, style, value)
    elif value is None:
        assert sent(run, place, style, value) is None
    else:
        assert sent(run, place, style, value) == wanted


@pytest.mark.parametrize(
    ("place", "value", "wanted"),
    [
        ("path", ARRAY, "blue,black,brown"),
        ("headers", OBJECT, "R,100,G,200,B,150"),
        ("query", ARRAY, "color=blue&color=black&color=brown"),
        ("cookies", OBJECT, "R=100; G=200; B=150"),
    ],
)
def test_the_default_of_each_place(run: Runner, place: str, value: Any, wanted: str) -> None:
    assert sent(run, place, None, value) == wanted


@pytest.mark.parametrize("name", ["form", "spaceDelimited", "pipeDelimited", "deepObject"])
@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize("value", [[], {}, [None], {"a": None}, OMIT])
def test_a_query_parameter_that_is_empty_is_not_sent(
    run: Runner, name: str, explode: bool, value: Any
) -> None:
    assert sent(run, "query", Style(name, explode=explode), value) is None


@pytest.mark.parametrize("place", ["headers", "cookies"])
@pytest.mark.parametrize("value", [[], {}, [None], {"a": None}, OMIT])
def test_a_header_or_cookie_that_is_empty_is_not_sent(run: Runner, place: str, value: Any) -> None:
    assert sent(run, place, None, value) is None


@pytest.mark.parametrize(
    ("style", "value", "wanted"),
    [
        (Style("form"), [True, 1.5, None, types.Colour.RED], "color=true,1.5,red"),
        (Style("form"), ["a,b", "c d"], "color=a%2Cb,c%20d"),
        (Style("form"), [dt.datetime(2026, 1, 1, tzinfo=dt.UTC)], "color=2026-01-01T00%3A00%3A00Z"),
        (
            Style("form", explode=True),
            {"a": ["x", "y"], "n": None, "o": {"p": 1}},
            "a=x&a=y&o=%7B%22p%22%3A1%7D",
        ),
        (
            Style("form", explode=True),
            [["a", "b"], {"c": 1}],
            "color=%5B%22a%22%2C%22b%22%5D&color=%7B%22c%22%3A1%7D",
        ),
        (Style("form"), {"a": ["x"], "n": None}, "color=a,%5B%22x%22%5D"),
        (Style("form", explode=True), types.Campaign(id="1", calls=2), "_id=1&callCount=2"),
        (Style("spaceDelimited"), ["a b", "c"], "color=a%20b%20c"),
        (Style("pipeDelimited"), {"b", "a"}, "color=a%7Cb"),
        (Style("deepObject"), {"a": {"b": {"c": True}}}, "color%5Ba%5D%5Bb%5D%5Bc%5D=true"),
        (
            Style("deepObject"),
            {"a": ["x", None, "y"], "n": None},
            "color%5Ba%5D%5B%5D=x&color%5Ba%5D%5B%5D=y",
        ),
        (
            Style("deepObject"),
            {"a": [{"p": 1, "q": ["z"]}, {"p": 2}]},
            "color%5Ba%5D%5B0%5D%5Bp%5D=1&color%5Ba%5D%5B0%5D%5Bq%5D%5B%5D=z&color%5Ba%5D%5B1%5D%5Bp%5D=2",
        ),
        (
            Style("deepObject"),
            {"gte": dt.date(2026, 1, 2), "x&y": "a=b"},
            "color%5Bgte%5D=2026-01-02&color%5Bx%26y%5D=a%3Db",
        ),
        (
            Style("content", media_type="application/json"),
            {"a": [1, None]},
            "color=%7B%22a%22%3A%5B1%2Cnull%5D%7D",
        ),
        (Style("content", media_type="application/json"), "x", "color=%22x%22"),
        (Style("content"), True, "color=true"),
        (Style("content", media_type="application/vnd.api+json"), [1], "color=%5B1%5D"),
        (Style("content", media_type="text/plain"), "a b", "color=a%20b"),
        (Style("content", media_type="application/xml"), b"<a/>", "color=%3Ca%2F%3E"),
        (
            Style("content", media_type="application/x-www-form-urlencoded"),
            {"a": "1 2", "b": ["x", "y"]},
            "color=a%3D1%25202%26b%3Dx%26b%3Dy",
        ),
        (Style("form", explode=True, reserved=True), "a/b?c:d@e!$'()*;", "color=a/b?c:d@e!$'()*;"),
        (Style("form", reserved=True), ["a%2Fb", "50%", "é #[]"], "color=a%2Fb,50%25,%C3%A9%20%23%5B%5D"),
        (Style("deepObject", reserved=True), {"a": "x/y"}, "color%5Ba%5D=x/y"),
    ],
)
def test_query_values(run: Runner, style: Style, value: Any, wanted: str) -> None:
    assert sent(run, "query", style, value) == wanted


@pytest.mark.parametrize(
    ("style", "value", "wanted"),
    [
        (Style("simple"), ["a/b", "c,d"], "a%2Fb,c%2Cd"),
        (Style("simple"), [1, ["x"]], "1,%5B%22x%22%5D"),
        (Style("matrix", explode=True), {"a;b": "c=d", "e": ""}, ";a%3Bb=c%3Dd;e"),
        (Style("matrix"), ["", "x"], ";color=,x"),
        (Style("matrix"), 5, ";color=5"),
        (Style("label"), "a.b", ".a.b"),
        (Style("label", explode=True), [True, None, 2], ".true.2"),
        (Style("content", media_type="application/json"), {"a": 1}, "%7B%22a%22%3A1%7D"),
        (Style("simple", reserved=True), "a:b@c;d=e%2F/?#[]", "a:b@c;d=e%2F%2F%3F%23%5B%5D"),
    ],
)
def test_path_values(run: Runner, style: Style, value: Any, wanted: str) -> None:
    assert sent(run, "path", style, value) == wanted


@pytest.mark.parametrize(
    ("path", "style", "value"),
    [
        ("/x/{color}/y", Style("label"), ""),
        ("/x/{color}/y", Style("label"), "."),
        ("/x/.{color}", Style("simple"), "."),
        ("/x/.{color}", Style("matrix"), []),
        ("/x/{color}", Style("matrix", explode=True), {}),
        ("/x/{color}", Style("label"), []),
        ("/x/{color}", Style("simple"), [""]),
        ("/x/{color}", Style("simple", reserved=True), "%2e%2E"),
        ("/x/{color}", Style("simple", reserved=True), ".%2e"),
        ("/x/{color}", Style("content", media_type="text/plain"), ".."),
    ],
)
def test_a_segment_stays_a_segment(run: Runner, path: str, style: Style, value: Any) -> None:
    with pytest.raises(ValueError, match="path argument 'color' must not be"):
        sent(run, "path", style, value, path)


def test_several_arguments_in_one_segment(run: Runner) -> None:
    server = Server(answer({}))
    operation: Operation[None] = Operation("GET", "/a/{x}..{y}/b", styles={"path": {"y": Style("matrix")}})
    run(lambda client: client.campaigns.call(operation, path={"x": "{y}", "y": "1"}), server)
    assert server.request.url.raw_path == b"/v1/a/%7By%7D..;y=1/b"


@pytest.mark.parametrize(
    ("style", "value", "wanted"),
    [
        (None, [True, None, 2], b"true,2"),
        (None, "  padded\t", b"padded"),
        (None, "é ☃", "é ☃".encode()),
        (None, types.Colour.RED, b"red"),
        (None, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), b"2026-01-01T00:00:00Z"),
        (None, {"a": {"b": 1}}, b'a,{"b":1}'),
        (Style("content", media_type="application/json"), {"a": "é"}, b'{"a":"\\u00e9"}'),
        (Style("content", media_type="text/plain"), "a b", b"a b"),
    ],
)
def test_header_values(run: Runner, style: Style | None, value: Any, wanted: bytes) -> None:
    server = Server(answer({}))
    styles = {} if style is None else {"headers": {"Color": style}}
    operation: Operation[None] = Operation("GET", "/c", styles=styles)
    run(lambda client: client.campaigns.call(operation, headers={"Color": value}), server)
    assert dict(server.request.headers.raw)[b"Color"] == wanted


@pytest.mark.parametrize(
    ("style", "value", "wanted"),
    [
        (None, "Hello, world!", "color=Hello%2C%20world!"),
        (None, "50%2C", "color=50%252C"),
        (Style("form", reserved=True), "50%2C%", "color=50%2C%25"),
        (Style("cookie", explode=True), "Hello%2C%20world!", "color=Hello%2C%20world!"),
        (
            Style("cookie", explode=True),
            {"greeting": "Hello%2C%20world!", "code": 42},
            "greeting=Hello%2C%20world!; code=42",
        ),
        (Style("cookie"), '"quoted"', 'color="quoted"'),
        (Style("content", media_type="application/json"), {"a": 1}, "color={%22a%22:1}"),
    ],
)
def test_cookie_values(run: Runner, style: Style | None, value: Any, wanted: str) -> None:
    assert sent(run, "cookies", style, value) == wanted


@pytest.mark.parametrize("value", ["a;b", "a b", "a,b", "é", 'a"b', "a\\b", "a\nb"])
def test_the_cookie_style_does_not_escape(run: Runner, value: str) -> None:
    with pytest.raises(ValueError, match="color: the value has a character that a cookie cannot carry"):
        sent(run, "cookies", Style("cookie"), value)


@pytest.mark.parametrize("place", ["path", "query", "headers", "cookies"])
@pytest.mark.parametrize("value", [dt.datetime(2026, 1, 1), [float("nan")], "\ud800"])
def test_what_is_refused_names_the_parameter(run: Runner, place: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"^color: "):
        sent(run, place, None, value)


@pytest.mark.parametrize("place", ["path", "query", "headers", "cookies"])
def test_what_has_no_form_names_the_parameter(run: Runner, place: str) -> None:
    with pytest.raises(TypeError, match=r"^color: a value of type object"):
        sent(run, place, None, object())


@pytest.mark.parametrize(
    ("media_type", "value", "wanted"),
    [
        (None, "a=1&b=x y&c=%20#é", "a=1&b=x%20y&c=%20%23%C3%A9"),
        ("text/plain", "$.a[?(@.b)]", "$.a%5B?(@.b)%5D"),
        ("application/json", {"a": [1]}, "%7B%22a%22%3A%5B1%5D%7D"),
        ("application/json", "x", "%22x%22"),
        ("application/x-www-form-urlencoded", {"a": "x y", "b": [1, 2], "n": None}, "a=x%20y&b=1&b=2"),
        ("application/x-www-form-urlencoded", {"o": {"p": True}}, "o=%7B%22p%22%3Atrue%7D"),
        ("application/x-www-form-urlencoded", types.Campaign(id="1"), "_id=1"),
        (None, {}, ""),
        (None, None, ""),
    ],
)
def test_the_whole_query(run: Runner, media_type: str | None, value: Any, wanted: str) -> None:
    server = Server(answer({}))
    styles = {} if media_type is None else {"querystring": {"q": Style("content", media_type=media_type)}}
    operation: Operation[None] = Operation("GET", "/c", styles=styles)
    run(lambda client: client.campaigns.call(operation, querystring=value), server)
    assert server.request.url.raw_path.decode() == (f"/v1/c?{wanted}" if wanted else "/v1/c")


def test_options_add_to_the_whole_query(run: Runner) -> None:
    server = Server(answer({}))
    operation: Operation[None] = Operation("GET", "/c")
    run(
        lambda client: client.campaigns.call(operation, querystring="a=1", options={"query": {"b": 2}}),
        server,
    )
    assert server.request.url.query == b"a=1&b=2"
