"""The table of extensions, and what it says in the documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.spec.frozen import freeze, thaw
from generator.spec.model import Json
from generator.spec.vendor import TABLE, On, translated

README = Path(__file__).parents[2] / "README.md"
START, END = "<!-- extensions: the table of generator/spec/vendor.py -->\n", "<!-- /extensions -->"


def test_the_table_is_documented(update: bool) -> None:
    text = README.read_text("utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    lines = ["| ours | others' | on | means |", "| --- | --- | --- | --- |"]
    for row in TABLE:
        others = ", ".join(f"`{name}`" for name in dict.fromkeys(each.name for each in row.vendors))
        lines.append(f"| `{row.ours}` | {others} | {', '.join(sorted(row.where))} | {row.means} |")
    wanted = f"{before}{START}" + "\n".join(lines) + f"\n{END}{after}"
    if update:
        README.write_text(wanted, "utf-8", newline="\n")
    assert text == wanted or update, "run with --update"


def said(on: On, **given: object) -> tuple[dict[str, object], list[str]]:
    """What extensions mean (`x_a` is `x-a`), and what is wrong with them."""
    wrong: list[str] = []
    frozen: dict[str, Json] = {name.replace("_", "-"): freeze(value) for name, value in given.items()}  # type: ignore[arg-type]
    found = dict(translated(frozen, on, lambda name, what: wrong.append(f"{name}: {what}")))
    return {name: thaw(value) for name, value in found.items()}, wrong


def test_no_name_is_listed_twice_for_one_place() -> None:
    for row in TABLE:
        for on in row.where:
            here = [each.name for each in row.vendors if not each.where or on in each.where]
            assert len(here) == len(set(here)), row.ours


@pytest.mark.parametrize(
    ("on", "given", "expected"),
    [
        ("operation", {"x_fern_sdk_group_name": "a.b"}, {"x-sdksmith-group": ["a", "b"]}),
        ("operation", {"x_fern_sdk_group_name": ["a", "b"]}, {"x-sdksmith-group": ["a", "b"]}),
        ("operation", {"x_speakeasy_group": "a", "x_fern_sdk_group_name": "b"}, {"x-sdksmith-group": ["b"]}),
        ("operation", {"x_sdksmith_group": [], "x_speakeasy_group": "a"}, {"x-sdksmith-group": ["a"]}),
        ("operation", {"x_fern_sdk_method_name": "listAll"}, {"x-sdksmith-method": "list_all"}),
        ("operation", {"x_sdksmith_method": "listAll"}, {"x-sdksmith-method": "listAll"}),
        ("operation", {"x_speakeasy_name_override": "get"}, {"x-sdksmith-method": "get"}),
        ("property", {"x_speakeasy_name_override": "fullName"}, {"x-sdksmith-name": "full_name"}),
        ("schema", {"x_speakeasy_name_override": "fullName"}, {"x-sdksmith-name": "fullName"}),
        ("schema", {"x_fern_property_name": "a"}, {}),
        ("schema", {"x_stainless_param": "betas"}, {"x-sdksmith-parameter": "betas"}),
        ("operation", {"x_internal": True}, {"x-sdksmith-skip": True}),
        ("operation", {"x_sdksmith_skip": False, "x_internal": True}, {"x-sdksmith-skip": False}),
        ("operation", {"x_stainless_skip": ["go", "python"]}, {"x-sdksmith-skip": True}),
        ("operation", {"x_stainless_skip": ["go"]}, {"x-sdksmith-skip": False}),
        ("operation", {"x_fern_audiences": ["v4"]}, {"x-sdksmith-audiences": ["v4"]}),
        ("operation", {"x_fern_availability": "generally-available"}, {}),
        ("operation", {"x_fern_availability": "Beta"}, {"x-sdksmith-availability": "beta"}),
        (
            "operation",
            {"x_speakeasy_deprecation_replacement": "b"},
            {"x-sdksmith-deprecation": "Use b instead."},
        ),
        ("schema", {"x_enum_varnames": ["A"]}, {"x-sdksmith-enum-names": ["A"]}),
        ("schema", {"x_fern_enum": {"a": {"name": "A"}}}, {"x-sdksmith-enum-names": {"a": "A"}}),
        ("tag", {"x_internal": True}, {}),
    ],
)
def test_meaning(on: On, given: dict[str, object], expected: dict[str, object]) -> None:
    assert said(on, **given) == (expected, [])


def test_a_value_of_the_wrong_kind_is_reported_and_the_next_name_counts() -> None:
    found, wrong = said("operation", x_fern_sdk_method_name=1, x_speakeasy_name_override="b")
    assert (found, wrong) == ({"x-sdksmith-method": "b"}, ["x-fern-sdk-method-name: a text"])


def test_samples_of_other_languages_and_clients_say_nothing() -> None:
    samples = [
        {"lang": "Shell", "source": "curl x"},
        {"lang": "Python", "source": "import requests\nrequests.get('x')"},
        {"lang": "Python", "source": "not python ("},
        "what",
    ]
    assert said("operation", x_codeSamples=samples) == ({}, [])
    sdk = {"lang": "python", "source": "import acme\nacme.Client(key='k').a.b.c(x=1)"}
    found, _ = said("operation", x_codeSamples=[*samples, sdk])
    assert found == {
        "x-sdksmith-group": ["a", "b"],
        "x-sdksmith-method": "c",
        "x-sdksmith-package": "acme",
        "x-sdksmith-client": "Client",
        "x-sdksmith-arguments": ["key"],
        "x-sdksmith-example": {"x": 1},
    }
