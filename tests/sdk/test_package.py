"""`generated/` as it stands: up to date, formatted, and passing the tests that were generated with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "generated" / "smallestai"


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=cwd, capture_output=True, text=True, check=False)


def test_it_is_what_the_specs_give() -> None:
    done = run("-m", "generator.cli", "check")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_it_is_clean_under_black() -> None:
    done = run("-m", "black", "--check", "--quiet", "--config", "pyproject.toml", ".", cwd=PACKAGE)
    assert done.returncode == 0, done.stderr


def test_its_own_tests_pass() -> None:
    done = run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=PACKAGE)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", ["client.py", "resources/atoms/campaigns.py"])
def test_both_clients_have_the_same_surface(path: str) -> None:
    from smallestai.resources.atoms import campaigns

    sync, asynchronous = vars(campaigns.Campaigns), vars(campaigns.AsyncCampaigns)
    assert {name for name in sync if not name.startswith("__")} == {
        name for name in asynchronous if not name.startswith("__")
    }
    assert (PACKAGE / "src" / "smallestai" / path).is_file()


def test_importing_it_loads_neither_library() -> None:
    code = (
        "import sys; from smallestai import SmallestAI, types; SmallestAI(token='x').atoms.campaigns; "
        "print(sorted(sys.modules.keys() & {'httpx2', 'pydantic', 'pydantic_core', 'typing_extensions'}))"
    )
    done = run("-c", code, cwd=PACKAGE / "src")
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_a_resource_loads_only_its_own_types() -> None:
    code = (
        "import sys, httpx2; from smallestai import SmallestAI\n"
        "http = httpx2.Client(transport=httpx2.MockTransport(lambda _: httpx2.Response(200, json={})))\n"
        "SmallestAI(token='x', http_client=http).atoms.campaigns.get_a_campaign(id='1')\n"
        "print(*sorted(name for name in sys.modules if name.startswith('smallestai.types.')))"
    )
    loaded = run("-c", code, cwd=PACKAGE / "src").stdout.split()
    assert "smallestai.types.get_a_campaign_response" in loaded
    assert "smallestai.types.retrieve_all_campaigns_response" not in loaded
    assert "smallestai.types.bad_request_error_response" not in loaded
