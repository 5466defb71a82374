from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cases.harness import Caller, Made


def test_the_sdk_is_called_after_the_host_and_not_after_the_endpoint(case: Made) -> None:
    assert (case.api.project.package, case.api.client) == ("acme_media", "AcmeMedia")
    assert case.api.project.version == "0.1.0"
    assert case.api.title == "AcmeMedia"


def test_the_line_above_the_document_has_the_server(case: Made) -> None:
    assert [server.url for server in case.api.servers] == ["https://api.acme-media.io/v1.3"]


def test_a_key_in_a_header_is_the_client_s(api: Caller) -> None:
    api.options["api_key"] = "k"
    api.answers(200, {"id": "j1", "queue": "FAST"})
    job = api.call("media.jobs.start", queue="FAST", script="steps: []")
    assert (job.id, job.queue) == ("j1", "FAST")
    assert api.request.headers["x-api-key"] == "k"
    assert api.request.url.path == "/jobs/FAST"
    assert json.loads(api.request.content) == {"script": "steps: []"}


def test_the_key_is_needed(api: Caller) -> None:
    with pytest.raises(api.package.CredentialError, match="api_key"):
        api.call("media.jobs.start", queue="FAST", script="")


def test_names_of_the_tool_are_gone(types: Any) -> None:
    assert {"Queue", "StartResponse", "ValidationError"} <= set(types.__all__)
