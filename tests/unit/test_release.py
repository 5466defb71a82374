"""`sdksmith release`: version, changelog and the file that the next release is compared with."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from generator import released
from generator import write as disk
from generator.cli import invoke
from generator.load import cache
from generator.version_setting import with_version

SPEC = """\
openapi: 3.1.0
info: { title: Acme, version: 9.9.9 }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        "200":
          description: Pets.
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet: { type: object, description: A pet., required: [name], properties: { name: { type: string } } }
"""
CONFIG = """\
# The SDK of Acme.
[sdk.acme] # one
# Where it comes from.
specs = ["api.yaml"]   # a page
output = "out"
version = "{version}"    # written by release

[sdk.acme.rename]
"""
ADDED = SPEC.replace(
    "components:",
    "  /cats:\n    get: { operationId: listCats, tags: [cats], responses: { '204': { description: No. } } }\n"
    "components:",
    1,
)
BREAKING = SPEC.replace("in: query,", "in: query, required: true,")
GONE = SPEC.replace("listPets", "findDogs").replace("/pets", "/dogs").replace("[pets]", "[dogs]")
DEPRECATED = SPEC.replace("tags: [pets]", "tags: [pets]\n      deprecated: true")
DOCS = SPEC.replace("A pet.", "Some pet.")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one SDK that has never been made."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "api.yaml").write_text(SPEC)
    configure("1.2.0")
    return folder


def configure(version: str) -> None:
    Path("sdksmith.toml").write_text(CONFIG.format(version=version))


def version() -> str:
    return str(tomllib.loads(Path("sdksmith.toml").read_text())["sdk"]["acme"]["version"])


def changelog() -> str:
    return Path("out/CHANGELOG.md").read_text()


def tree() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def test_two_releases() -> None:
    assert invoke(["generate"]) == 0
    assert invoke(["release"]) == 0
    assert changelog() == "# Changelog\n\n## 1.2.0\n\nFirst release.\n"
    assert Path("sdksmith.toml").read_text() == CONFIG.format(version="1.2.0")
    assert json.loads(Path("out/sdksmith.release.json").read_text())["version"] == "1.2.0"
    assert invoke(["check"]) == 0

    Path("api.yaml").write_text(BREAKING)
    assert invoke(["release", "acme", "--date", "2026-01-31"]) == 0
    assert changelog() == (
        "# Changelog\n\n## 2.0.0 (2026-01-31)\n\n### Breaking\n\n"
        "- `client.pets.list`: `limit` is required now.\n"
        "  - Migration: Give `limit` in every call.\n\n"
        "## 1.2.0\n\nFirst release.\n"
    )
    assert Path("sdksmith.toml").read_text() == CONFIG.format(version="2.0.0")
    assert 'version = "2.0.0"' in Path("out/pyproject.toml").read_text()
    assert invoke(["check"]) == 0


@pytest.mark.parametrize(
    ("before", "spec", "after", "heading"),
    [
        ("1.2.0", BREAKING, "2.0.0", "Breaking"),
        ("0.2.0", BREAKING, "0.3.0", "Breaking"),
        ("1.2.0", GONE, "2.0.0", "Breaking"),
        ("1.2.0", ADDED, "1.3.0", "Added"),
        ("1.2.0", DEPRECATED, "1.3.0", "Deprecated"),
        ("1.2.0", DOCS, "1.2.1", "Changed"),
    ],
)
def test_steps(before: str, spec: str, after: str, heading: str) -> None:
    configure(before)
    assert invoke(["release"]) == 0
    Path("api.yaml").write_text(spec)
    assert invoke(["release"]) == 0
    assert version() == after
    assert f"## {after}\n\n### {heading}\n\n- `" in changelog()
    assert invoke(["check"]) == 0


def test_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["release"]) == 0
    before = tree()
    assert invoke(["release"]) == 0
    assert "acme: nothing to release" in capsys.readouterr().err
    assert tree() == before


def test_dry_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["release"]) == 0
    Path("api.yaml").write_text(ADDED)
    before = tree()
    capsys.readouterr()
    assert invoke(["release", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("acme 1.3.0\n\n## 1.3.0\n\n### Added\n\n- `client.cats.list`")
    assert tree() == before


def test_a_version_that_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["release", "--version", "3.0.0rc1"]) == 0
    assert version() == "3.0.0rc1"
    before = tree()
    for wrong in ("3.0.0rc1", "2.0", "soon"):
        assert invoke(["release", "--version", wrong]) == 2
    assert invoke(["release", "--date", "31.1.2026"]) == 2
    assert tree() == before
    assert invoke(["release", "--version", "3.0.0"]) == 0
    assert "## 3.0.0\n\nNothing changes for callers; generated files do.\n\n## 3.0.0rc1" in changelog()


def test_the_changelog_survives() -> None:
    assert invoke(["release"]) == 0
    Path("api.yaml").write_text(ADDED)
    assert invoke(["release"]) == 0
    before = changelog()
    Path("api.yaml").write_text(BREAKING)
    assert invoke(["generate"]) == 0
    assert changelog() == before
    Path("out/CHANGELOG.md").unlink()
    assert invoke(["check"]) == 1
    assert invoke(["generate"]) == 0
    assert changelog() == before
    assert invoke(["check"]) == 0


def test_a_change_that_was_generated_is_still_to_be_released() -> None:
    assert invoke(["release"]) == 0
    Path("api.yaml").write_text(ADDED)
    assert invoke(["generate"]) == 0
    assert invoke(["release"]) == 0
    assert version() == "1.3.0"


def test_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert invoke(["release"]) == 0
    Path("api.yaml").write_text(BREAKING)
    readme = Path("out/README.md")
    text = readme.read_text()
    readme.write_text("Mine.\n")
    before = tree()
    assert invoke(["release"]) == 1
    assert tree() == before
    readme.write_text(text)
    before = tree()

    def full(*arguments: object) -> str:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(disk, "write", full)
        assert invoke(["release"]) != 0
    assert {path: data for path, data in tree().items() if "crash" not in path} == before
    Path("api.yaml").write_text("openapi: [")
    assert invoke(["release"]) == 3
    assert version() == "1.2.0"


def test_a_damaged_release_file() -> None:
    assert invoke(["release"]) == 0
    Path("out", released.FILE_NAME).write_text("{}")
    before = tree()
    assert invoke(["release"]) == 3
    assert invoke(["generate"]) == 3
    assert tree() == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (
            "sdksmith.toml",
            "[sdk.a] # x\n# from\nspecs = []\n\n# b\n[sdk.a.auth.b]\n",
            '[sdk.a] # x\nversion = "2"\n# from\nspecs = []\n\n# b\n[sdk.a.auth.b]\n',
        ),
        ("sdksmith.toml", "[sdk]\na.specs = []\n", '[sdk]\na.version = "2"\na.specs = []\n'),
        (
            "sdksmith.toml",
            "[sdk]\na = { specs = [], version = '1' } # c\n",
            '[sdk]\na = { specs = [], version = "2" } # c\n',
        ),
        (
            "pyproject.toml",
            "[tool.sdksmith.sdk.a]\r\nversion='1' # c\r\n",
            '[tool.sdksmith.sdk.a]\r\nversion="2" # c\r\n',
        ),
    ],
)
def test_the_setting_is_edited_in_place(name: str, old: str, new: str) -> None:
    assert with_version(old, Path(name), "a", "2") == new
    assert with_version(new, Path(name), "a", "2") == new


def test_several_sdks_and_documents(capsys: pytest.CaptureFixture[str]) -> None:
    Path("other.yaml").write_text(SPEC)
    config = (
        '[sdk.one]\nspecs = ["api.yaml"]\nversion = "1.0.0"\n\n[sdk.two]\n'
        'specs = [{ source = "api.yaml", namespace = "a" }, { source = "other.yaml", namespace = "b" }]\n'
    )
    Path("sdksmith.toml").write_text(config)
    assert invoke(["release"]) == 0
    assert Path("sdksmith.toml").read_text() == config.replace("two]\n", 'two]\nversion = "9.9.9"\n')
    assert invoke(["check"]) == 0
    before = tree()
    assert invoke(["release"]) == 0
    assert invoke(["release", "--version", "20"]) == 2
    assert tree() == before
    Path("other.yaml").write_text(BREAKING)
    capsys.readouterr()
    assert invoke(["release"]) == 0
    done = capsys.readouterr()
    assert done.out.startswith("two 10.0.0\n")
    assert "`client.b.pets.list`: `limit` is required" in done.out
    assert "one: nothing to release" in done.err
    assert invoke(["check"]) == 0
