from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ir import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("audienceId", ("audience", "id")),
        ("_id", ("id",)),
        ("create-a-campaign", ("create", "a", "campaign")),
        ("HTTPServer", ("http", "server")),
        ("getHTTPResponse", ("get", "http", "response")),
        ("getURLs", ("get", "urls")),
        ("getURLsNow", ("get", "urls", "now")),
        ("IDs", ("ids",)),
        ("s3Url", ("s3", "url")),
        ("S3Bucket", ("s3", "bucket")),
        ("2fa", ("2fa",)),
        ("v1beta1", ("v1beta1",)),
        ("UPPER_CASE", ("upper", "case")),
        ("x-y.z", ("x", "y", "z")),
        ("$expand", ("expand",)),
        ("@type", ("type",)),
        ("Create a campaign", ("create", "a", "campaign")),
        ("ÉcoleNom", ("ecole", "nom")),
        ("Straße", ("straße",)),
        ("名前", ("名前",)),
        ("🙂", ()),
        ("", ()),
        ("__", ()),
    ],
)
def test_split(text: str, expected: tuple[str, ...]) -> None:
    assert words.split(text) == expected


@pytest.mark.parametrize(
    ("text", "snake", "pascal"),
    [
        ("phoneNumberIds", "phone_number_ids", "PhoneNumberIds"),
        ("create-a-campaign", "create_a_campaign", "CreateACampaign"),
        ("subpackage_campaigns", "subpackage_campaigns", "SubpackageCampaigns"),
    ],
)
def test_spellings(text: str, snake: str, pascal: str) -> None:
    assert words.snake(text) == snake
    assert words.pascal(text) == pascal


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("campaigns", "campaign"),
        ("entries", "entry"),
        ("boxes", "box"),
        ("addresses", "address"),
        ("statuses", "status"),
        ("status", "status"),
        ("data", "data"),
        ("series", "series"),
        ("analysis", "analysis"),
        ("phoneNumbers", "phone_number"),
        ("people", "person"),
        ("class", "class"),
        ("responses", "response"),
        ("", ""),
    ],
)
def test_singular(plural: str, singular: str) -> None:
    assert words.singular(plural) == singular


@given(st.text())
def test_spelling_is_settled_after_once(text: str) -> None:
    snake = words.snake(text)
    assert words.snake(snake) == snake
