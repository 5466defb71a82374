"""Links: which value of a response is which argument of another method, in the documents."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from generator.inspect import inspect as inspection
from generator.ir import expressions
from generator.ir.model import Expression, Fixed, Source, Unread
from tests.cases.harness import Made

CREATED = [
    "The response's `id` is the `user_id` of `client.users.get`. The user as it is now.",
    "The argument `team.id` is the `team_id` of `client.teams.list_users`. "
    "`10` is the `limit` of `client.teams.list_users`. "
    "The response's header `X-Trace` is the `x_trace` of `client.teams.list_users`. "
    "The response's `teams[0].a/b` is the `other` of `client.teams.list_users`. "
    "`$response.bodies` is the `strange` of `client.teams.list_users`. "
    "`user-{$response.body#/id}` is the `joined` of `client.teams.list_users`. "
    "The URL of the request is the `plain` of `client.teams.list_users`.",
    "The response's `id` is the `user_id` of `client.users.update`. "
    "The response is the body of `client.users.update`.",
    "See `client.teams.list_users`.",
]


def test_a_docstring_says_what_follows(package: Any) -> None:
    client = package.CaseLinks()
    lines = inspect.getdoc(client.users.create)
    assert lines is not None
    part = lines.partition("\nLinks:\n")[2].partition("\n\n")[0]
    assert " ".join(part.split()) == " ".join(CREATED)


def test_only_successes_have_links(package: Any) -> None:
    text = inspect.getdoc(package.CaseLinks().users.get)
    assert text is not None
    assert "users.create" not in text
    assert ("    The argument `user_id` is the `user_id` of `client.users.update`. ") in text


def test_the_reference_lists_them(case: Made) -> None:
    reference = case.files["reference.md"]
    for text in CREATED:
        assert f"\n- {text}\n" in reference


def test_inspection(case: Made) -> None:
    surface: Any = inspection(case.api, case.generated.surface.document)
    found = {each["operation_id"]: each["links"] for each in surface["operations"]}
    assert found["putUser"] == []
    assert found["getUser"] == [
        {
            "name": "replace",
            "python_path": "client.users.update",
            "operation": "#/paths/~1users~1{userId}/put",
            "arguments": [{"python_name": "user_id", "value": "$request.path.userId"}],
            "body": {"name": "`x`"},
            "description": "",
        },
        {
            "name": "see",
            "python_path": "client.teams.list_users",
            "operation": "#/paths/~1teams~1{team-id}~1users/get",
            "arguments": [],
            "body": None,
            "description": "",
        },
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$url", Expression(Source.URL)),
        ("$method", Expression(Source.METHOD)),
        ("$statusCode", Expression(Source.STATUS)),
        ("$request.path.id", Expression(Source.REQUEST_PATH, "id")),
        ("$request.query.a.b", Expression(Source.REQUEST_QUERY, "a.b")),
        ("$request.header.X-Id", Expression(Source.REQUEST_HEADER, "X-Id")),
        ("$response.header.Location", Expression(Source.RESPONSE_HEADER, "Location")),
        ("$request.body", Expression(Source.REQUEST_BODY)),
        ("$response.body#", Expression(Source.RESPONSE_BODY)),
        ("$response.body#/", Expression(Source.RESPONSE_BODY, tokens=("",))),
        ("{$response.body#/a~1b/~01/0}", Expression(Source.RESPONSE_BODY, tokens=("a/b", "~1", "0"))),
        ("$response.body#id", Unread("$response.body#id")),
        ("$response.body.id", Unread("$response.body.id")),
        ("$request.path.", Unread("$request.path.")),
        ("$5", Unread("$5")),
        ("a{$url}", Unread("a{$url}")),
        ("plain", Fixed("plain")),
        ("", Fixed("")),
        (5, Fixed(5)),
        (None, Fixed(None)),
    ],
)
def test_expressions(text: Any, expected: Any) -> None:
    assert expressions.read(text) == expected
