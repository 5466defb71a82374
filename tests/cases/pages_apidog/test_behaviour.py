from __future__ import annotations

from tests.cases.harness import Caller, Made


def test_without_a_title_the_host_names_the_sdk(case: Made) -> None:
    assert (case.api.project.package, case.api.client) == ("film", "Film")
    assert case.api.project.description == "Python client for the Film API"


def test_two_schemes_that_are_one_are_one_argument(case: Made) -> None:
    assert [scheme.arguments for scheme in case.api.schemes] == [("token",)]


def test_headers_of_the_transport_are_no_arguments(api: Caller) -> None:
    api.options["token"] = "t"
    api.answers(200, {"id": "a", "parent": "b"})
    film = api.call("film_models.quick.films.start", x_studio="s", prompt="A cow.")
    assert (film.id, film.parent) == ("a", "b")
    assert api.request.headers["authorization"] == "Bearer t"
    assert api.request.headers["x-studio"] == "s"
    assert "x-forwarded-host" not in api.request.headers


def test_the_document_does_not_end_at_a_fence_in_it(case: Made) -> None:
    assert [server.url for server in case.api.servers] == ["https://api.film.co.uk"]


def test_the_docstring_has_no_components(case: Made) -> None:
    text = case.files["src/film/resources/film_models/quick/films.py"]
    assert "Progress: Ask for it later" in text
    assert "Tip: Give a `callback`." in text
    assert "See the models and" in text
    assert "[the standard](https://standards.example.org/film)" in text
    assert "<" not in text.partition('"""Start a film.')[2].partition("Args:")[0]
