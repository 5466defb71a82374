"""Example values of arguments."""

from __future__ import annotations

import pytest

from generator.ir.model import ANY, Argument, Nullable, Place, Pointer, PyName, Type, WireName
from generator.render.samples import Samples
from generator.spec.frozen import thaw


@pytest.mark.parametrize("type", [ANY, Nullable(ANY)])
@pytest.mark.parametrize("place", [Place.PATH, Place.QUERY, Place.HEADER, Place.COOKIE])
def test_an_argument_of_any_kind_is_text_where_only_text_can_be_sent(place: Place, type: Type) -> None:
    argument = Argument(WireName("codes"), PyName("codes"), place, type, True, False, Pointer("#"))
    sample = Samples({}).argument(argument, full=False)
    assert (sample.python, sample.wire) == ('"codes"', "codes")


def test_a_body_of_any_kind_is_an_object() -> None:
    argument = Argument(WireName("body"), PyName("body"), Place.BODY, ANY, True, False, Pointer("#"))
    sample = Samples({}).argument(argument, full=False)
    assert (sample.python, thaw(sample.wire)) == ('{"key": "value"}', {"key": "value"})
