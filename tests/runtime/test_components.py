"""Models that share schemas: unions with tags and aliases that refer to themselves are read the same."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

COUNT = 60
HEAD = """
from __future__ import annotations
from typing import Annotated, Literal
from pydantic import Discriminator
from typing_extensions import TypeAliasType
from generator.runtime.models import Model
Tree = TypeAliasType("Tree", "list[M7] | dict[str, Tree]")
"""
BODY = """
class M{here}(Model):
    kind: Literal["m{here}"]
    count: int | None = None
    next: M{next} | None = None
    tagged: Annotated[M{one} | M{other}, Discriminator("kind")] | None = None
    tree: Tree | None = None
"""


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Models of one component, more than start to share."""
    parts = [
        BODY.format(here=i, next=(i + 1) % COUNT, one=(i + 3) % COUNT, other=(i + 9) % COUNT)
        for i in range(COUNT)
    ]
    module = ModuleType("component_of_models")
    monkeypatch.setitem(sys.modules, module.__name__, module)  # where pydantic looks names up
    exec(HEAD + "".join(parts), module.__dict__)
    return module


@pytest.mark.parametrize("alias_first", [True, False])
def test_models_that_share_schemas(module: Any, alias_first: bool) -> None:
    if alias_first:
        assert TypeAdapter(module.Tree).validate_json('{"x": [{"kind": "m7"}]}')["x"][0].kind == "m7"
    for i in (0, 1, 30, 59):
        model = getattr(module, f"M{i}")
        tag = f"m{(i + 9) % COUNT}"
        value = {"kind": f"m{i}", "tagged": {"kind": tag, "count": 1}, "tree": {"x": [{"kind": "m7"}]}}
        read = model.from_dict(value)
        assert not read.invalid_fields
        assert type(read.tagged).__name__ == tag.upper()
        assert read.to_dict() == value
        with pytest.raises(ValidationError) as caught:
            model.model_validate({"kind": f"m{i}", "tagged": {"kind": "other"}})
        assert caught.value.errors()[0]["type"] == "union_tag_invalid"
    assert len(module.M5.model_json_schema()["$defs"]) >= COUNT


def test_a_model_can_be_built_again(module: Any) -> None:
    assert module.M0(kind="m0").kind == "m0"
    assert module.M3.model_rebuild(force=True)
    with pytest.raises(ValidationError):
        module.M3(kind="m0")
    assert module.M0(kind="m0", tagged=module.M3(kind="m3")).tagged.kind == "m3"
