"""Values of extensions that say what calls do, in our form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.load.document import JsonValue
from generator.spec import vendor_behaviour as behaviour
from generator.spec.frozen import freeze, thaw
from generator.spec.model import Json
from generator.spec.vendor_values import MisfitError

Read = Callable[[Json], Json]


@pytest.mark.parametrize(
    ("read", "given", "meant"),
    [
        (behaviour.member, "data", "data"),
        (behaviour.member, "$response.data.items", "data.items"),
        (behaviour.streaming, True, {"format": "json"}),
        (behaviour.streaming, False, None),
        (behaviour.streaming, {"format": "sse", "terminator": "END"}, {"format": "sse", "terminator": "END"}),
        (
            behaviour.streaming,
            {"stream-condition": "$request.live", "response": {"type": "string"}, "response-stream": 3},
            {"format": "json", "condition": "live", "response": {"type": "string"}},
        ),
        (behaviour.retries, True, None),
        (behaviour.retries, False, {"disabled": True}),
        (behaviour.retries, {"disabled": True, "statusCodes": [429]}, {"disabled": True}),
        (behaviour.retries, {"disabled": False}, None),
        (behaviour.retries, {"strategy": "none"}, {"disabled": True}),
        (
            behaviour.retries,
            {
                "strategy": "backoff",
                "backoff": {
                    "initialInterval": 500,
                    "maxInterval": 1500,
                    "maxElapsedTime": 60000,
                    "exponent": 1.5,
                },
                "statusCodes": ["5xx", 429],
                "retryConnectionErrors": False,
            },
            {
                "first": 0.5,
                "longest": 1.5,
                "total": 60.0,
                "exponent": 1.5,
                "statuses": ["5XX", "429"],
                "connections": False,
            },
        ),
        (behaviour.parameters, {"parameters": [{"name": "a"}]}, [{"name": "a"}]),
        (behaviour.parameters, [{"name": "a"}], [{"name": "a"}]),
        (behaviour.credential, {"name": "key", "env": "KEY"}, [{"name": "key", "env": "KEY"}]),
        (behaviour.credential, {"prefix": "Key "}, [{"prefix": "Key "}]),
        (behaviour.credential, {"password": {"env": "PASS"}}, [{}, {"env": "PASS"}]),
        (behaviour.credential_name, " apiKey ", [{"name": "apiKey"}]),
        (behaviour.unknown_values, "disallow", "disallow"),
    ],
)
def test_what_is_meant(read: Read, given: JsonValue, meant: Any) -> None:
    assert thaw(read(freeze(given))) == meant


@pytest.mark.parametrize(
    ("read", "given", "wanted"),
    [
        (behaviour.member, "data[0]", "the name of a member"),
        (behaviour.member, "", "the name of a member"),
        (behaviour.entries, {}, "a list"),
        (behaviour.streaming, "sse", "true, false or an object"),
        (behaviour.streaming, {"format": "xml"}, "`format: sse`"),
        (behaviour.streaming, {"terminator": ""}, "`terminator` is a text"),
        (behaviour.streaming, {"stream-condition": "$request.a.b"}, "a member of the body"),
        (behaviour.retries, "often", "true, false or an object"),
        (behaviour.retries, {"disabled": 1}, "`disabled` is true or false"),
        (behaviour.retries, {"strategy": "hope"}, "`backoff` or `none`"),
        (behaviour.retries, {"backoff": []}, "`backoff` is an object"),
        (behaviour.retries, {"backoff": {"exponent": True}}, "`backoff.exponent` is a number"),
        (behaviour.retries, {"backoff": {"maxInterval": -1}}, "zero or more"),
        (behaviour.retries, {"statusCodes": "5XX"}, "list of statuses"),
        (behaviour.retries, {"statusCodes": ["6XX"]}, "list of statuses"),
        (behaviour.retries, {"retryConnectionErrors": "yes"}, "true or false"),
        (behaviour.parameters, {"headers": []}, "a list of parameters"),
        (behaviour.objects_by_name, {"a": 1}, "an object of objects"),
        (behaviour.credential, "key", "an object"),
        (behaviour.credential, {"name": 1}, "an object"),
        (behaviour.credential, {"env": "a b"}, "environment variable"),
        (behaviour.credential, {"prefix": "a\r\nb"}, "an object"),
        (behaviour.credential, {"username": "me"}, "an object"),
        (behaviour.credential_name, " ", "a text"),
        (behaviour.unknown_values, True, "`allow` or `disallow`"),
    ],
)
def test_what_is_of_the_wrong_kind(read: Read, given: JsonValue, wanted: str) -> None:
    with pytest.raises(MisfitError) as raised:
        read(freeze(given))
    assert wanted in str(raised.value)
