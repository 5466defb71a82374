"""What is loaded when, and models too deep for the usual stack."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

from generator.runtime.deep import with_deep_stack
from generator.runtime.models import Model

ROOT = Path(__file__).parent.parent.parent


def run_python(code: str) -> str:
    """Run a program in a fresh interpreter; return what it prints."""
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_import_and_construction_load_nothing_heavy() -> None:
    heavy = [
        "httpx2",
        "pydantic",
        "pydantic_core",
        "anyio",
        "logging",
        "json",
        "inspect",
        "dataclasses",
        "ssl",
    ]
    heavy += ["urllib.parse", "asyncio", "email", "decimal"]
    code = f"""
import sys
before = set(sys.modules)
from tests.runtime.fake_sdk import Acme, AsyncAcme
for cls in (Acme, AsyncAcme):
    client = cls(token="t")
    client.with_options(max_retries=1).campaigns.with_raw_response
    client.campaigns.with_streaming_response
print(sorted(set({heavy!r}) & (set(sys.modules) - before)))
"""
    assert run_python(code) == "[]"


def test_what_reads_streams_is_loaded_by_the_first_stream() -> None:
    code = """
import sys
from tests.runtime.fake_sdk import Acme
import generator.runtime.streams
import httpx2
from generator.runtime.contents import Events
from generator.runtime.sdk import Operation
def loaded():
    return [name for name in ("files", "items", "lines", "negotiation", "sse", "typed_headers")
            if f"generator.runtime.{name}" in sys.modules]
print(loaded())
def answer(request):
    return httpx2.Response(201, content=b"{}")
client = Acme(token="t", http_client=httpx2.Client(transport=httpx2.MockTransport(answer)))
client.campaigns.create(name="n")
print(loaded())
list(client.campaigns.call(Operation("GET", "/x", returns={"2XX": Events(lambda: int)})))
print(loaded())
"""
    assert run_python(code).splitlines() == [
        "[]",
        "['negotiation']",
        "['items', 'lines', 'negotiation', 'sse']",
    ]


def test_the_library_is_loaded_by_the_first_call_and_pydantic_by_the_first_answer() -> None:
    code = """
import sys
from tests.runtime.fake_sdk import Acme
client = Acme(token="t", base_url="http://127.0.0.1:9", max_retries=0)
try:
    client.campaigns.create(name="n")
except Exception as error:
    print(type(error).__name__)
print("httpx2" in sys.modules, "pydantic" in sys.modules)
"""
    assert run_python(code).split() == ["ApiConnectionError", "True", "False"]


def chain(length: int, monkeypatch: pytest.MonkeyPatch) -> list[type[Model]]:
    """Return models each of which holds the next."""
    names = [f"Link{length}x{number}" for number in range(length)]
    lines = ["from __future__ import annotations", "from generator.runtime.models import Model"]
    for number in reversed(range(length)):
        lines.append(f"class {names[number]}(Model):")
        lines.append("    value: int | None = None")
        if number + 1 < length:
            lines.append(f"    next: {names[number + 1]} | None = None")
    module = ModuleType(f"chain_of_{length}")
    monkeypatch.setitem(sys.modules, module.__name__, module)  # where pydantic looks names up
    exec("\n".join(lines), module.__dict__)
    return [getattr(module, name) for name in names]


@pytest.mark.parametrize("length", [50, 200])
def test_deep_chains_of_models(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    limit, size = sys.getrecursionlimit(), threading.stack_size()
    models = chain(length, monkeypatch)
    model = models[0].from_dict({"value": "x", "next": {"value": 1.0, "next": {"value": 2, "next": None}}})
    assert model.invalid_fields == ("/value",)
    assert model.to_dict() == {"value": "x", "next": {"value": 1, "next": {"value": 2, "next": None}}}
    assert models[1].model_validate({"value": 1}).to_dict() == {"value": 1}
    assert (sys.getrecursionlimit(), threading.stack_size()) == (limit, size)


def test_deep_work_raises_what_it_raises() -> None:
    def dive(depth: int) -> int:
        if depth == 0:
            raise ZeroDivisionError
        return dive(depth - 1)

    with pytest.raises(ZeroDivisionError):
        with_deep_stack(lambda: dive(5_000))
    with pytest.raises(RecursionError):
        with_deep_stack(lambda: dive(-1))
    threads = threading.active_count()
    assert with_deep_stack(lambda: with_deep_stack(lambda: 5)) == 5
    assert threading.active_count() == threads
