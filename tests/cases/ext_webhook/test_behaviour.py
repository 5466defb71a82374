from __future__ import annotations

from typing import Any

from tests.cases.harness import Caller, Made


def test_they_are_no_methods(case: Made, api: Caller) -> None:
    assert [operation.name for operation in case.api.operations()] == ["list"]
    api.call("calls.list")


def test_they_are_read_by_the_module_webhooks(package: Any, types: Any) -> None:
    from importlib import import_module

    webhooks = import_module(f"{package.__name__}.webhooks")
    ended = webhooks.parse_call_ended(b'{"kind": "ended", "seconds": 3}')
    assert isinstance(ended, types.Ended)
    assert ended.seconds == 3
    assert isinstance(webhooks.parse_events_started(b'{"kind": "started"}'), types.Started)
    assert isinstance(webhooks.parse_webhook(b'{"kind": "started"}'), types.Started)
