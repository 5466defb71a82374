from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller


@pytest.mark.parametrize(("sent", "name"), [({"radius": 1.5}, "Circle"), ({"side": 2.0}, "Square")])
def test_the_variant_that_fits_is_read(api: Caller, types: Any, sent: dict[str, float], name: str) -> None:
    api.answers(200, {"shape": sent})
    drawing = api.call("shapes.create", shape=sent)
    assert type(drawing.shape) is getattr(types, name)
    assert drawing.invalid_fields == ()


def test_models_and_dicts_are_sent(api: Caller, types: Any) -> None:
    api.answers(200, {"shape": {"side": 1}})
    api.call("shapes.create", shape=types.Circle(radius=2.5), label=3, list_or_one=["a"], either=4)
    assert api.body == {"shape": {"radius": 2.5}, "label": 3, "list_or_one": ["a"], "either": 4}
    api.call("shapes.create", shape={"side": 2}, label=None, list_or_one="a", either="b")
    assert api.body == {"shape": {"side": 2}, "label": None, "list_or_one": "a", "either": "b"}


def test_scalars_and_null(api: Caller) -> None:
    api.answers(200, {"shape": {"side": 1}, "label": 5, "parts": ["text", None, {"radius": 1}], "same": "x"})
    drawing = api.call("shapes.create", shape={"side": 2})
    assert drawing.label == 5
    assert drawing.parts[:2] == ["text", None]
    assert drawing.parts[2].radius == 1
    assert drawing.invalid_fields == ()
    api.answers(200, {"shape": {"side": 1}, "label": None})
    assert api.call("shapes.create", shape={"side": 2}).to_dict() == {"shape": {"side": 1}, "label": None}


def test_an_unknown_variant_is_kept_as_sent(api: Caller) -> None:
    body = {"shape": {"points": [1, 2]}, "parts": [True]}
    api.answers(200, body)
    drawing = api.call("shapes.create", shape={"side": 2})
    assert drawing.to_dict()["shape"]["points"] == [1, 2]
    assert drawing.to_dict()["parts"] == [True]
    assert "/parts/0" in drawing.invalid_fields


def test_inline_variants_have_names(api: Caller, types: Any) -> None:
    api.answers(200, {"shape": {"side": 1}, "inline": {"x": 1}})
    assert isinstance(api.call("shapes.create", shape={"side": 2}).inline, types.Point)
    api.answers(200, {"shape": {"side": 1}, "inline": {"y": 1}})
    assert isinstance(api.call("shapes.create", shape={"side": 2}).inline, types.DrawingInlineY)
