from __future__ import annotations

import pytest

from generator.ir.project import spdx


@pytest.mark.parametrize(
    ("said", "expression"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("MIT License", "MIT"),
        ("Apache 2.0", "Apache-2.0"),
        ("BSD-3-Clause OR MIT", "BSD-3-Clause OR MIT"),
        ("Proprietary", ""),
        ("", ""),
    ],
)
def test_a_licence_of_a_document_is_an_spdx_expression_or_left_out(said: str, expression: str) -> None:
    assert spdx(said) == expression
