from __future__ import annotations

from tests.cases.harness import Caller, Made, snippet


def test_examples_give_what_the_root_asks_for(case: Made) -> None:
    given = 'CaseAuthOfRoot(api_key="YOUR_API_KEY_HERE")'
    assert f"client = {given}\n" in snippet(case, "Quickstart")
    assert f"async with Async{given} as client:\n" in snippet(case, "Async")


def test_the_reference_gives_what_any_method_needs(case: Made) -> None:
    code = case.files["reference.md"].partition("client = ")[2].partition("```")[0]
    assert [line.partition("=")[0].strip() for line in code.splitlines()[1:-1]] == [
        "username",
        "password",
        "api_key",
    ]


def test_the_client_that_is_shown_works(api: Caller) -> None:
    api.options["api_key"] = "k"
    api.call("letters.get_a")
    assert api.request.headers["x-api-key"] == "k"
