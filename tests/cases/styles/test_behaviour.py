"""Every style, exploded and not, in every place (OpenAPI 3.2, Style Values and Style Examples)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller

COLOR = {"R": 100, "G": 200, "B": 150}
COLORS = ["blue", "black", "brown"]
ALL = {"v": "blue", "a": COLORS, "ax": COLORS, "o": COLOR, "ox": COLOR}


def sent(api: Caller) -> tuple[str, str, bytes]:
    """Method, target and body of the last request, as they were sent."""
    return api.request.method, api.request.url.raw_path.decode(), api.request.content


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (
            "simple",
            "/simple/blue/blue,black,brown/blue,black,brown/R,100,G,200,B,150/R=100,G=200,B=150",
        ),
        (
            "label",
            "/label/.blue/.blue,black,brown/.blue.black.brown/.R,100,G,200,B,150/.R=100.G=200.B=150",
        ),
        (
            "matrix",
            "/matrix/;v=blue/;a=blue,black,brown/;ax=blue;ax=black;ax=brown/;o=R,100,G,200,B,150"
            "/;R=100;G=200;B=150",
        ),
    ],
)
def test_paths(api: Caller, types: Any, method: str, path: str) -> None:
    api.call(f"paths.{method}", **ALL)
    assert sent(api) == ("GET", path, b"")
    model = types.Color(r=100, g=200, b=150)
    api.call(f"paths.{method}", **{**ALL, "o": model, "ox": model})
    assert sent(api) == ("GET", path, b""), "a model is written as its members are"


@pytest.mark.parametrize(
    ("method", "value", "path"),
    [
        ("simple", "a/b;c,d?e", "/simple/a%2Fb%3Bc%2Cd%3Fe/x%2Cy,z/x/R,1/R=1"),
        ("label", "a.b", "/label/.a.b/.x%2Cy,z/.x/.R,1/.R=1"),
        ("matrix", "", "/matrix/;v/;a=x%2Cy,z/;ax=x/;o=R,1/;R=1"),
    ],
)
def test_what_would_part_values_in_a_path_is_encoded(api: Caller, method: str, value: str, path: str) -> None:
    color = {"R": 1, "G": None}
    api.call(f"paths.{method}", v=value, a=["x,y", "z"], ax=["x"], o=color, ox=color)
    assert sent(api) == ("GET", path, b"")


@pytest.mark.parametrize(
    ("method", "value"), [("simple", None), ("simple", ""), ("label", None), ("matrix", None)]
)
def test_an_empty_path_argument_is_refused(api: Caller, method: str, value: str | None) -> None:
    with pytest.raises(ValueError, match="'v'"):
        api.call(f"paths.{method}", **{**ALL, "v": value})
    assert api.requests == []


@pytest.mark.parametrize("value", ["", "."])
def test_a_label_is_never_a_dot_segment(api: Caller, value: str) -> None:
    with pytest.raises(ValueError, match="'v'"):
        api.call("paths.label", **{**ALL, "v": value})
    assert api.requests == []


@pytest.mark.parametrize("method", ["simple", "label", "matrix"])
def test_an_empty_array_in_a_path_is_refused(api: Caller, method: str) -> None:
    with pytest.raises(ValueError, match="'a'"):
        api.call(f"paths.{method}", **{**ALL, "a": []})
    assert api.requests == []


@pytest.mark.parametrize(
    ("argument", "value", "query"),
    [
        ("v", "blue", "v=blue"),
        ("v", "a b&c=d+e/é", "v=a%20b%26c%3Dd%2Be%2F%C3%A9"),
        ("v", "", "v="),
        ("v", None, ""),
        ("a", COLORS, "a=blue,black,brown"),
        ("a", ["x,y", "z"], "a=x%2Cy,z"),
        ("a", [], ""),
        ("ax", COLORS, "ax=blue&ax=black&ax=brown"),
        ("ax", ("x", "y"), "ax=x&ax=y"),
        ("o", COLOR, "o=R,100,G,200,B,150"),
        ("ox", COLOR, "R=100&G=200&B=150"),
        ("ox", {"R": 1, "G": None}, "R=1"),
        ("link", "https://x.test/a?b=c&d=e#f[0]", "link=https://x.test/a?b=c%26d=e%23f%5B0%5D"),
        ("link", "50%25 off", "link=50%25%20off"),
        ("links", ["a/b", "c:d"], "links=a/b,c:d"),
    ],
)
def test_form(api: Caller, argument: str, value: Any, query: str) -> None:
    api.call("queries.form", **{argument: value})
    assert sent(api) == ("GET", f"/form?{query}" if query else "/form", b"")


@pytest.mark.parametrize(
    ("argument", "value", "query"),
    [
        ("s", COLORS, "s=blue%20black%20brown"),
        ("s", ["a b"], "s=a%20b"),
        ("sx", COLORS, "sx=blue&sx=black&sx=brown"),
        ("so", COLOR, "so=R%20100%20G%20200%20B%20150"),
        ("p", COLORS, "p=blue%7Cblack%7Cbrown"),
        ("px", COLORS, "px=blue&px=black&px=brown"),
        ("po", COLOR, "po=R%7C100%7CG%7C200%7CB%7C150"),
    ],
)
def test_delimited(api: Caller, argument: str, value: Any, query: str) -> None:
    api.call("queries.delimited", **{argument: value})
    assert sent(api) == ("GET", f"/delimited?{query}", b"")


@pytest.mark.parametrize(
    ("argument", "value", "query"),
    [
        ("color", COLOR, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("filter", {"name": "n", "size": {"min": 1}}, "filter%5Bname%5D=n&filter%5Bsize%5D%5Bmin%5D=1"),
        ("filter", {"tags": ["a", "b"]}, "filter%5Btags%5D%5B%5D=a&filter%5Btags%5D%5B%5D=b"),
        (
            "filter",
            {"rules": [{"field": "f", "op": "="}, {"field": "g"}]},
            "filter%5Brules%5D%5B0%5D%5Bfield%5D=f&filter%5Brules%5D%5B0%5D%5Bop%5D=%3D"
            "&filter%5Brules%5D%5B1%5D%5Bfield%5D=g",
        ),
        ("filter", {}, ""),
    ],
)
def test_deep_objects(api: Caller, argument: str, value: Any, query: str) -> None:
    api.call("queries.deep", **{argument: value})
    assert sent(api) == ("GET", f"/deep?{query}" if query else "/deep", b"")


@pytest.mark.parametrize(
    ("argument", "value", "header"),
    [
        ("x_value", "blue", ("x-value", "blue")),
        ("x_value", "a,b c", ("x-value", "a,b c")),
        ("x_array", COLORS, ("x-array", "blue,black,brown")),
        ("x_array_exploded", COLORS, ("x-array-exploded", "blue,black,brown")),
        ("x_object", COLOR, ("x-object", "R,100,G,200,B,150")),
        ("x_object_exploded", COLOR, ("x-object-exploded", "R=100,G=200,B=150")),
    ],
)
def test_headers(api: Caller, argument: str, value: Any, header: tuple[str, str]) -> None:
    api.call("headers.send", **{argument: value})
    assert sent(api) == ("GET", "/headers", b"")
    assert [each for each in api.request.headers.items() if each[0].startswith("x-")] == [header]


def test_a_line_break_cannot_leave_a_header(api: Caller) -> None:
    with pytest.raises(ValueError, match="X-Value"):
        api.call("headers.send", x_value="a\r\nX-Other: b")
    assert api.requests == []


@pytest.mark.parametrize(
    ("argument", "value", "cookie"),
    [
        ("v", "blue", "v=blue"),
        ("v", "a;b=c", "v=a%3Bb=c"),
        ("a", COLORS, "a=blue,black,brown"),
        ("ax", COLORS, "ax=blue; ax=black; ax=brown"),
        ("o", COLOR, "o=R,100,G,200,B,150"),
        ("ox", COLOR, "R=100; G=200; B=150"),
        ("plain", "a%20b=c", "plain=a%20b=c"),
        ("plains", COLORS, "plains=blue; plains=black; plains=brown"),
    ],
)
def test_cookies(api: Caller, argument: str, value: Any, cookie: str) -> None:
    api.call("cookies.put", **{argument: value})
    assert sent(api) == ("GET", "/cookies", b"")
    assert api.request.headers["cookie"] == cookie


def test_several_cookies_are_one_header(api: Caller) -> None:
    api.call("cookies.put", v="1", plain="2")
    assert api.request.headers.get_list("cookie") == ["v=1; plain=2"]


def test_a_cookie_that_is_not_encoded_refuses_what_it_cannot_carry(api: Caller) -> None:
    with pytest.raises(ValueError, match="plain: the value has a character that a cookie cannot carry"):
        api.call("cookies.put", plain="a;b")
    assert api.requests == []


def test_parameters_that_are_content(api: Caller) -> None:
    api.call(
        "paths.content",
        filter={"R": 1},
        open="a:b,c/d",
        where=["é", "&"],
        plain="a b",
        x_filter={"R": 2},
        prefs={"R": 3},
    )
    assert sent(api) == (
        "GET",
        "/content/%7B%22R%22%3A1%7D/a:b,c%2Fd?where=%5B%22%C3%A9%22%2C%22%26%22%5D&plain=a%20b",
        b"",
    )
    assert api.request.headers["x-filter"] == '{"R":2}'
    assert api.request.headers["cookie"] == "prefs={%22R%22:3}"


@pytest.mark.parametrize(
    ("method", "argument", "value", "query"),
    [
        ("whole_form", "search", {"name": "a b", "tags": ["x", "y"]}, "name=a%20b&tags=x&tags=y"),
        ("whole_form", "search", {"size": {"min": 1}}, "size=%7B%22min%22%3A1%7D"),
        ("whole_json", "selector", {"name": "n"}, "%7B%22name%22%3A%22n%22%7D"),
        ("whole_json", "selector", None, ""),
        ("whole_text", "words", "one&two=3", "one&two=3"),
        ("whole_text", "words", "one two#", "one%20two%23"),
    ],
)
def test_the_whole_query(api: Caller, method: str, argument: str, value: Any, query: str) -> None:
    api.call(f"queries.{method}", **{argument: value})
    path = f"/{method.replace('_', '/')}"
    assert sent(api) == ("GET", f"{path}?{query}" if query else path, b"")


def test_the_whole_query_may_be_a_model_and_be_added_to(api: Caller, types: Any) -> None:
    api.call(
        "queries.whole_form",
        search=types.Filter(name="n"),
        request_options={"query": {"more": 1}},
    )
    assert sent(api) == ("GET", "/whole/form?name=n&more=1", b"")
