"""The log: what is in it, and what is not."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiConnectionError
from generator.runtime.logs import shown_headers, shown_url

from .fake_sdk import SDK, Acme
from .harness import Runner, Server, answer
from .test_credentials import sdk_with


@pytest.fixture(autouse=True)
def _clean_logger() -> Iterator[None]:
    logger = logging.getLogger("acme")
    handlers, level = list(logger.handlers), logger.level
    logger.handlers.clear()
    yield
    logger.handlers[:] = handlers
    logger.setLevel(level)


def get(client: Any) -> Any:
    """Call the operation that most tests use."""
    return client.campaigns.get(id="1")


def test_debug_shows_the_call_without_secrets(run: Runner, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="acme")
    server = Server(httpx2.Response(307, headers={"location": "/x?token=s3cret"}), answer({"a": "b0dy"}))
    sdk = sdk_with(("BearerAuth", "HeaderKey", "QueryKey", "CookieKey"))
    secrets: dict[str, Any] = {
        "token": "s3cret",
        "api_key": "s3cret",
        "query_key": "s3cret",
        "cookie_key": "s3cret",
    }
    run(get, server, sdk=sdk, **secrets)
    text = "\n".join(record.getMessage() for record in caplog.records if record.name == "acme")
    assert "GET https://api.example.com/v1/campaign/1?app%20id=*** (attempt 1)" in text
    assert "X-Acme: ***" in text
    assert "Accept: application/json" in text
    assert "redirected (307) to https://api.example.com/x\n" in text
    assert "GET https://api.example.com/v1/campaign/1?app%20id=***: 200 after 0.00 s" in text
    assert "s3cret" not in text
    assert "b0dy" not in text


def test_retries_are_logged_at_info(run: Runner, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="acme")
    run(get, Server(httpx2.ReadTimeout(""), answer({}, 503), answer({})))
    messages = [record.getMessage() for record in caplog.records if record.name == "acme"]
    assert messages == [
        "GET /campaign/{id}: ApiTimeoutError: GET https://api.example.com/v1/campaign/1: timed out (read)"
        " after 0.00 s; again in 0.50 s",
        "GET /campaign/{id}: 503 after 0.00 s; again in 1.00 s",
    ]


def test_errors_do_not_show_the_query(run: Runner) -> None:
    sdk = sdk_with(("QueryKey",))
    with pytest.raises(ApiConnectionError) as caught:
        run(get, Server(httpx2.ConnectError("refused")), sdk=sdk, query_key="s3cret")
    assert "s3cret" not in str(caught.value)


def test_silent_by_default(run: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    run(get, Server(answer({"_id": 5})))
    logger = logging.getLogger("acme")
    assert [type(handler) for handler in logger.handlers] == [logging.NullHandler]
    assert logger.level == logging.NOTSET
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("value", "level"),
    [("debug", "DEBUG"), (" INFO ", "INFO"), ("warning", "WARNING"), ("verbose", "WARNING")],
)
def test_the_environment_turns_the_log_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str, level: str
) -> None:
    monkeypatch.setenv("ACME_LOG", value)
    for _ in range(2):
        Acme(token="t")
    logger = logging.getLogger("acme")
    streams = [handler for handler in logger.handlers if type(handler) is logging.StreamHandler]
    assert len(streams) == 1
    assert logging.getLevelName(logger.level) == level
    logger.error("shown once")
    shown = capsys.readouterr().err
    assert shown.count("ERROR acme: shown once") == 1
    assert ("ACME_LOG=verbose is not a level" in shown) == (value == "verbose")


def test_what_is_hidden() -> None:
    url = "https://a.example/x?page=1&api_key=s&access-token=s&X%20id=s&flag"
    assert (
        shown_url(url, ["X id"]) == "https://a.example/x?page=1&api_key=***&access-token=***&X%20id=***&flag"
    )
    assert shown_url("https://a.example/x") == "https://a.example/x"
    assert shown_url("https://a.example/x?sig=s&design=1") == "https://a.example/x?sig=***&design=1"
    headers = {"accept": ("Accept", "a/b"), "authorization": ("Authorization", "s"), "x-odd": ("X-Odd", "s")}
    assert shown_headers(headers) == "Accept: a/b, Authorization: ***, X-Odd: ***"
    assert SDK.package == "acme"
