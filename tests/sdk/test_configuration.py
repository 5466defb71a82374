"""Where names come from: the page, with no configuration at all; and the configuration, when there is one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "specs" / "create-a-campaign.md"


def sdksmith(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "SDKSMITH_CACHE_DIR": ""},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_without_configuration_the_page_says_it_all(tmp_path: Path) -> None:
    shutil.copy(PAGE, tmp_path / "page.md")
    sdksmith(tmp_path, "generate", "page.md", "-o", "sdk")
    assert (tmp_path / "sdk" / "src" / "smallestai" / "resources" / "atoms" / "campaigns.py").is_file()
    surface: dict[str, Any] = json.loads(sdksmith(tmp_path, "inspect", "page.md"))
    (operation,) = surface["operations"]
    assert operation["python_path"] == "client.atoms.campaigns.create_a_campaign"
    assert surface["client"]["python_name"] == "SmallestAI"
    assert surface["client"]["module"] == "smallestai"
    # The same surface as that of the three pages together, for this operation.
    configured: dict[str, Any] = json.loads(sdksmith(ROOT, "inspect"))
    same = next(o for o in configured["operations"] if o["python_path"] == operation["python_path"])
    assert same["arguments"] == operation["arguments"]
    assert same["responses"] == operation["responses"]


def test_the_configuration_overrides_the_page(tmp_path: Path) -> None:
    shutil.copy(PAGE, tmp_path / "page.md")
    (tmp_path / "pyproject.toml").write_text("""
        [tool.sdksmith.sdk.mine]
        specs = ["page.md"]
        output = "out"
        package = "acme_voice"
        distribution = "acme-voice-sdk"
        client = "Acme"
        namespace = "v1"
        version = "2.3.4"
        description = "Calls people."
        license = "Apache-2.0"
        author = "Ann"
        author_email = "ann@example.com"
        repository = "https://example.com/acme"
        base_url = "https://voice.example.com/"
        env_prefix = "ACME"
        enums = "enum"

        [tool.sdksmith.sdk.mine.auth.BearerAuth]
        argument = "api_key"
        env = "ACME_KEY"

        [tool.sdksmith.sdk.mine.rename]
        create-a-campaign = "create"
        CampaignStatus = "Phase"
        """)
    sdksmith(tmp_path, "generate")
    project = (tmp_path / "out" / "pyproject.toml").read_text()
    for line in (
        'name = "acme-voice-sdk"',
        'version = "2.3.4"',
        'description = "Calls people."',
        'license = "Apache-2.0"',
        'authors = [{ name = "Ann", email = "ann@example.com" }]',
        'Repository = "https://example.com/acme"',
    ):
        assert line in project
    code = (
        "import os; os.environ['ACME_KEY'] = 'k'\n"
        "from acme_voice import Acme, types, __version__\n"
        "client = Acme()\n"
        "assert client.base_url == 'https://voice.example.com', client.base_url\n"
        "assert client.v1.campaigns.create and __version__ == '2.3.4'\n"
        "assert types.Phase('archived') == 'archived' and types.Phase.DRAFT == 'draft'\n"
        "data = types.CreateACampaignResponse.from_dict({'data': {'status': 'unheard-of'}}).data\n"
        "assert data.status == 'unheard-of' and isinstance(data.status, types.Phase), data\n"
        "assert Acme(api_key='x').base_url"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "out" / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
