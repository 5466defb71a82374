"""The promise of the page: its own snippet runs, word for word, against a real server."""

from __future__ import annotations

import ast
import asyncio
import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import smallestai
from smallestai import AsyncSmallestAI, types

from tests.sdk.loopback import serve

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted((ROOT / "specs").glob("*.md"))


def snippet(page: Path) -> str:
    found = re.search(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def run(code: str) -> Any:
    """Run code as it is, and return the value of its last expression."""
    tree = ast.parse(code)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)
    names: dict[str, Any] = {}
    exec(compile(tree, "snippet", "exec"), names)
    try:
        return eval(compile(ast.Expression(last.value), "snippet", "eval"), names)
    finally:
        names["client"].close()


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMALLESTAI_TOKEN", "SMALLESTAI_BASE_URL", "SMALLESTAI_LOG"):
        monkeypatch.delenv(name, raising=False)


def test_the_snippet_runs_and_returns_typed_data(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as server:
        monkeypatch.setenv("SMALLESTAI_BASE_URL", server.url)
        response = run(snippet(ROOT / "specs" / "create-a-campaign.md"))
    assert isinstance(response, types.CreateACampaignResponse)
    assert response.data is not None
    assert response.data.id == "665f1c2e9b1d8e0012345678"
    assert response.data.created_at == dt.datetime(2026, 4, 20, 8, tzinfo=dt.UTC)
    assert response.data.status == "draft"
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/atoms/v1/campaign")
    assert request.headers["authorization"] == "Bearer YOUR_TOKEN_HERE"
    assert request.headers["user-agent"].startswith(f"smallestai/{smallestai.__version__} python/3.")
    assert request.json() == {
        "name": "My Campaign",
        "audienceId": "60d0fe4f5311236168a109ca",
        "agentId": "60d0fe4f5311236168a109ca",
    }


def test_the_snippet_is_a_program_of_its_own() -> None:
    with serve() as server:
        path = str(ROOT / "generated" / "smallestai" / "src")
        environment = {**os.environ, "SMALLESTAI_BASE_URL": server.url, "PYTHONPATH": path}
        code = snippet(ROOT / "specs" / "create-a-campaign.md")
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code], env=environment, capture_output=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(server.requests) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_snippet_of_every_page_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as server:
        monkeypatch.setenv("SMALLESTAI_BASE_URL", server.url)
        response = run(snippet(page))
    assert response.status is True
    assert len(server.requests) == 1


def test_the_asynchronous_client_does_the_same() -> None:
    async def use(url: str) -> types.CreateACampaignResponse:
        async with AsyncSmallestAI(token="YOUR_TOKEN_HERE", base_url=url) as client:
            return await client.atoms.campaigns.create_a_campaign(
                name="My Campaign",
                audience_id="60d0fe4f5311236168a109ca",
                agent_id="60d0fe4f5311236168a109ca",
            )

    with serve() as server:
        response = asyncio.run(use(server.url))
    assert response.data is not None
    assert response.data.created_at == dt.datetime(2026, 4, 20, 8, tzinfo=dt.UTC)
    assert len(server.requests) == 1


def test_a_wrong_token_is_an_unauthorized_error() -> None:
    with (
        serve() as server,
        smallestai.SmallestAI(token="wrong", base_url=server.url) as client,
        pytest.raises(smallestai.UnauthorizedError) as caught,
    ):
        client.atoms.campaigns.get_a_campaign(id="1")
    assert caught.value.body is not None
    assert caught.value.body.errors == ["Unauthorized"]
    assert "wrong" not in repr(client) + str(caught.value)


class Tracer:
    """As much of a tracer as the README uses."""

    def __init__(self) -> None:
        self.spans: list[tuple[Any, ...]] = []

    def start_span(self, name: str) -> Span:
        return Span(self, name)


class Span:
    """What happened, in order."""

    def __init__(self, tracer: Tracer, name: str) -> None:
        self._tracer = tracer
        self._facts: list[Any] = [name]

    def set_attribute(self, name: str, value: object) -> None:
        self._facts += [name, value]

    def record_exception(self, error: BaseException) -> None:
        self._facts.append(error)

    def end(self) -> None:
        self._tracer.spans.append((*self._facts, "ended"))


def test_the_quickstart_of_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / "generated" / "smallestai" / "README.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    with serve() as server:
        monkeypatch.setenv("SMALLESTAI_BASE_URL", server.url)
        tracer = Tracer()
        telemetry = ModuleType("opentelemetry")
        setattr(telemetry, "trace", SimpleNamespace(get_tracer=lambda _: tracer))  # noqa: B010
        monkeypatch.setitem(sys.modules, "opentelemetry", telemetry)
        names: dict[str, Any] = {"__name__": "readme"}
        for block in blocks:
            # Every example of the README, in order, as a reader would type them.
            exec(compile(block, "README.md", "exec"), names)
        names["client"].close()
    assert len(server.requests) == sum("client.atoms." in block for block in blocks)
    assert tracer.spans == [
        ("POST /campaign", "http.request.resend_count", 0, "http.response.status_code", 201, "ended")
    ]
    assert names["spans"] == {}
    assert "665f1c2e9b1d8e0012345678" in capsys.readouterr().out
