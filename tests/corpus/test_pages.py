"""149 real pages as one SDK, beside the whole document that they were made of, where both are there."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from generator.cli import invoke
from generator.config import SdkSettings
from generator.diagnostics import Diagnostics, Location
from generator.ir.model import (
    Alias,
    Api,
    Definition,
    Direction,
    Doc,
    Enumeration,
    Model,
    Pointer,
    PyName,
)
from generator.pipeline import describe
from generator.render import render
from generator.spec_settings import plain

SHARED = Path(__file__).parents[2].parent / "shared"
PAGES = sorted(map(str, (SHARED / "pages" / "atoms").glob("*.md")))
WHOLE = SHARED / "specs" / "smallestai" / "atoms.yaml"

pytestmark = pytest.mark.skipif(not (PAGES and WHOLE.exists()), reason="needs the real pages")


def api_of(*sources: str) -> Api:
    diagnostics = Diagnostics()
    surface = describe(SdkSettings(specs=plain(*sources)), None, diagnostics)
    assert surface is not None, list(diagnostics)
    return surface.api


@pytest.fixture(scope="module")
def pages() -> Api:
    return api_of(*PAGES)


def test_a_method_for_each_page_and_about_as_many_types(pages: Api) -> None:
    whole = api_of(str(WHOLE))
    assert len(pages.operations()) == len(PAGES)
    assert abs(len(pages.definitions) / len(whole.definitions) - 1) < 0.15


# Names that the vendor gave to equal schemas.
PEOPLE = {
    "BadRequestErrorResponse",
    "InternalServerErrorResponse",
    "UnauthorizedErrorResponse",
    "WebSessionErrorResponse",
}


def test_no_two_types_are_equal_unless_people_named_them(pages: Api) -> None:
    """Equal: also in what is said of their fields. What they mention is equal if it is the same type."""
    alike: dict[str, set[str]] = defaultdict(set)
    for definition in pages.definitions:
        alike[content(definition)].add(str(definition.name))
    assert [names for names in alike.values() if len(names) > 1] == [PEOPLE]


def content(definition: Definition) -> str:
    """All that a definition says but for its name, and what is said of it as a whole."""
    id, name, doc, origin = Pointer(""), PyName(""), Doc(), Location("")
    match definition:
        case Model():
            return repr(
                replace(
                    definition,
                    id=id,
                    name=name,
                    dict_name=None,
                    doc=doc,
                    origin=origin,
                    direction=Direction.BOTH,
                )
            )
        case Alias():
            return repr(replace(definition, id=id, name=name, param_name=None, doc=doc, origin=origin))
        case Enumeration():
            return repr(replace(definition, id=id, name=name, doc=doc, origin=origin))


def test_neither_the_order_of_pages_nor_extracting_changes_a_byte(pages: Api, tmp_path: Path) -> None:
    files = render(pages)
    shuffled = list(PAGES)
    random.Random(5).shuffle(shuffled)
    assert render(api_of(*shuffled)) == files
    target = tmp_path / "whole.yaml"
    assert invoke(["extract", *shuffled, "-o", str(target), "-q"]) == 0
    assert render(api_of(str(target))) == files
