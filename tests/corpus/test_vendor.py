"""The whole SDK of a vendor: two APIs in ten documents with override files, by the README's configuration."""

from __future__ import annotations

import importlib
import re
import shutil
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator import config
from generator.diagnostics import Diagnostics
from tests.cases.harness import Made, generate, write
from tests.checkers import Checker, mypy, pyright

ROOT = Path(__file__).parent.parent.parent
SPECS = ROOT.parent / "shared" / "specs" / "smallestai"

if not SPECS.is_dir():
    pytest.skip("the documents of other vendors are not here", allow_module_level=True)


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("vendor")
    shutil.copytree(SPECS, folder / "fern")
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme.partition("## Several APIs in one SDK\n")[2]
    sample = re.search(r"```toml\n(.*?)```", section, re.DOTALL)
    assert sample is not None
    text = sample[1].replace("[sdk.smallestai]", '[sdk.smallestai]\nformatter = "none"', 1)
    text = text.replace('package = "smallestai"', 'package = "vendor_sdk"')
    (folder / "sdksmith.toml").write_text(text, "utf-8")
    diagnostics = Diagnostics()
    (settings,) = config.read(folder / "sdksmith.toml", diagnostics).sdks
    assert list(diagnostics) == []
    return generate(settings)


@pytest.fixture(scope="module")
def source(vendor: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(vendor, tmp_path_factory.mktemp("package"))


@pytest.fixture
def package(source: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(source))
    monkeypatch.delenv("SMALLEST_BASE_URL", raising=False)
    return importlib.import_module("vendor_sdk")


def test_the_names_that_the_vendor_gave(vendor: Made) -> None:
    paths = {".".join((*operation.group, operation.name)) for operation in vendor.api.operations()}
    assert {
        "atoms.campaigns.list",
        "atoms.campaigns.create",
        "atoms.agents.list_agents",
        "atoms.billing.get_balance",
        "waves.electron.complete",
        "waves.text_to_speech.synthesize_tts",
        "waves.voices.get_voices",
    } <= paths
    assert {path.partition(".")[0] for path in paths} == {"atoms", "waves"}


def test_what_the_override_file_leaves_out_is_no_argument(vendor: Made) -> None:
    (search,) = (each for each in vendor.api.operations() if each.name == "search_members")
    assert [str(argument.wire) for argument in search.arguments] == ["id", "query"]


def test_addresses_and_the_key(package: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json={})

    def urls(**options: Any) -> list[str]:
        sent.clear()
        transport = httpx2.MockTransport(answer)
        with package.SmallestAI(http_client=httpx2.Client(transport=transport), **options) as client:
            client.atoms.campaigns.list()
            client.atoms.billing.get_balance()
            client.waves.voices.list_models()
        assert {request.headers["authorization"] for request in sent} == {"Bearer k"}
        return [str(request.url) for request in sent]

    paths = ["/campaign", "/payment/v1/credits/balance", "/waves/v1/voice/get-all-models"]
    documented = [
        f"https://api.smallest.ai{before}{path}"
        for before, path in zip(("/atoms/v1", "", ""), paths, strict=True)
    ]
    assert urls(api_key="k") == documented
    monkeypatch.setenv("SMALLEST_API_KEY", "k")
    assert urls(environment="production") == documented
    local = package.Environment(atoms="http://localhost:1", waves="http://localhost:2")
    assert urls(environment=local) == [
        f"http://localhost:1{paths[0]}",
        documented[1],
        f"http://localhost:2{paths[2]}",
    ]
    assert urls(environment="http://localhost:3") == [f"http://localhost:3{path}" for path in paths]


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_calls_are_typed(checker: Checker, source: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "program.py").write_text(
        "from vendor_sdk import Environment, SmallestAI\n\n"
        'client = SmallestAI(api_key="k", environment=Environment(waves="http://localhost"))\n'
        "client.atoms.campaigns.list(page=1)\n"
        "client.atoms.campaigns.list(pages=1)\n"
        "client.waves.voices.list_model()\n",
        "utf-8",
    )
    assert {finding.line for finding in checker(programs, [source], tmp_path / "work")} == {5, 6}
