"""Callbacks: requests that the API sends after a call. Not signed here, says the configuration."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from tests.cases.harness import Made


def test_callbacks_are_read(package: Any, types: Any) -> None:
    webhooks = importlib.import_module(f"{package.__name__}.webhooks")
    data = webhooks.parse_create_stream_on_data(b'{"value": 1.5}')
    assert data == types.CreateStreamOnDataEvent(value=1.5)
    # Two operations share it: it is called after itself.
    assert webhooks.parse_on_end('{"reason": "done"}') == types.Ended(reason="done")
    assert webhooks.parse_restart_stream_on_data(b'{"reason": "late"}') == types.Ended(reason="late")
    assert webhooks.parse_webhook(b'{"value": 2}') == types.CreateStreamOnDataEvent(value=2)
    assert webhooks.parse_webhook(b'{"reason": "failed"}') == types.Ended(reason="failed")
    with pytest.raises(package.WebhookPayloadError, match="is not JSON"):
        webhooks.parse_on_end(b"reason=done")
    assert webhooks.__all__ == [
        "parse_create_stream_on_data",
        "parse_on_end",
        "parse_restart_stream_on_data",
        "parse_webhook",
    ]


def test_documents(case: Made) -> None:
    reference = case.files["reference.md"]
    assert (
        "| `onData` | `parse_create_stream_on_data()` | `types.CreateStreamOnDataEvent` "
        "| A callback of `client.streams.create()`. |"
    ) in reference
    assert "| `onEnd` | `parse_on_end()` | `types.Ended` | A stream has ended. |" in reference
    readme = case.files["README.md"]
    assert "They are not signed: whoever knows the address can send them." in readme
    assert "secret" not in readme.partition("\n## Webhooks\n")[2].partition("\n## ")[0]


def test_the_example_of_the_readme_runs(case: Made, package: Any, capsys: pytest.CaptureFixture[str]) -> None:
    part = case.files["README.md"].partition("\n## Webhooks\n")[2]
    space: dict[str, Any] = {}
    exec(part.partition("```python\n")[2].partition("```")[0], space)
    space["handle"](b'{"reason": "done"}')
    assert capsys.readouterr().out == "reason='done'\n"
