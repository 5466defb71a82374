"""What can be told from digests is told from digests, and never wrongly."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import memory, pipeline
from generator.cli import invoke
from generator.load import cache
from generator.load.fetch import Fetched, Fetcher

SPEC = """\
openapi: 3.1.0
info: { title: Acme, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        "200":
          description: Pets.
          content: { application/json: { schema: { $ref: "pet.yaml" } } }
        "404":
          description: None.
          content: { application/json: { schema: { $ref: "later.yaml" } } }
"""
CONFIG = """\
[sdk.acme]
specs = ["*.spec.yaml"]
output = "out"
keep = ["README.md"]
overrides = "o.yaml"
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one SDK, generated; its document has a reference to a file that is not there."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "a.spec.yaml").write_text(SPEC)
    (folder / "pet.yaml").write_text("type: object\nproperties: { name: { type: string } }\n")
    (folder / "o.yaml").write_text("info: { description: All of Acme. }\n")
    (folder / "sdksmith.toml").write_text(CONFIG)
    assert invoke(["generate"]) == 0
    return folder


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """From here on nothing is made."""

    def fail(*arguments: object) -> None:
        pytest.fail("the package was made")

    monkeypatch.setattr(pipeline, "produce", fail)
    capsys.readouterr()


def works(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """A list that grows when something is made."""
    calls: list[object] = []
    produce = pipeline.produce

    def count(*arguments: object) -> object:
        calls.append(arguments)
        return produce(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "produce", count)
    return calls


@pytest.mark.usefixtures("no_work")
def test_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["check"]) == 0
    assert re.search(r"^out: up to date \(\d+ files\)$", capsys.readouterr().err, re.MULTILINE)
    assert invoke(["generate"]) == 0
    assert re.search(r"^out: \d+ files, 0 written, 1 kept$", capsys.readouterr().err, re.MULTILINE)


def test_what_is_said_is_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["check"], ["check", "--verbose"], ["check", "--quiet"], ["generate"]):
        capsys.readouterr()
        assert invoke(arguments) == 0
        short = capsys.readouterr()
        with monkeypatch.context() as patch:
            patch.setenv(cache.VARIABLE, "")
            assert invoke(arguments) == 0
        assert capsys.readouterr() == short
        assert "REF004" in short.err


def test_names_are_news_once(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "a.spec.yaml").write_text(SPEC.replace("/pets:", "/v2/pets:"))
    assert invoke(["generate", "--verbose"]) == 0
    assert "NAME002" in capsys.readouterr().err
    calls = works(monkeypatch)
    assert invoke(["check"]) == 0
    assert not calls, "what is not shown is no reason to look"
    for _ in range(2):
        assert invoke(["check", "--verbose"]) == 0
        assert "NAME002" not in capsys.readouterr().err
    assert len(calls) == 1


def test_a_warning_about_names_is_news_once(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = Path(__file__).parent.parent / "cases/renamed"
    said: list[str] = []
    for command, name in (("generate", "before.yaml"), ("generate", "spec.yaml"), ("check", "spec.yaml")):
        (project / "a.spec.yaml").write_bytes((case / name).read_bytes())
        assert invoke([command, "-q"]) == 0
        said.append(capsys.readouterr().err)
    assert ["NAME003" in text for text in said] == [False, True, False]
    calls = works(monkeypatch)
    assert invoke(["check", "-q"]) == 0
    assert not calls
    assert capsys.readouterr().err == said[-1]


def test_little_is_imported() -> None:
    code = (
        "import sys; from generator.cli import invoke; assert invoke(['check', '-q']) == 0\n"
        "print(sorted({'black', 'jinja2', 'yaml', 'openapi_spec_validator', 'jsonschema', 'rich', "
        "'markdown_it', 'generator.pipeline'} & sys.modules.keys()))"
    )
    root = Path(memory.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r})\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def edit(path: str, text: str) -> Callable[[Path], object]:
    """A change: a file has another text."""
    return lambda folder: (folder / path).write_text(text)


def folder_for_file(folder: Path) -> None:
    """A change: a file that is referred to is a folder now."""
    (folder / "pet.yaml").unlink()
    (folder / "pet.yaml").mkdir()


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "the document": (edit("a.spec.yaml", SPEC.replace("listPets", "getPets")), 1),
    "only its comments": (edit("a.spec.yaml", "# new\n" + SPEC), 0),
    "a file that it refers to": (edit("pet.yaml", "type: string\n"), 1),
    "a file that it refers to, removed": (lambda folder: (folder / "pet.yaml").unlink(), 1),
    "a file that amends the document": (edit("o.yaml", "info: { description: Acme. }\n"), 1),
    "a file that was not there": (edit("later.yaml", "type: string\n"), 1),
    "another document": (edit("b.spec.yaml", SPEC.replace("/pets", "/dogs").replace("listPets", "dogs")), 1),
    "the configuration": (edit("sdksmith.toml", CONFIG + 'client = "Other"\n'), 1),
    "what is kept": (edit("sdksmith.toml", CONFIG.replace("README.md", "none")), 0),
    "a generated file": (edit("out/src/acme/client.py", ""), 1),
    "a generated file, removed": (lambda folder: (folder / "out/src/acme/client.py").unlink(), 1),
    "a file of others": (edit("out/src/acme/other.py", ""), 1),
    "the lock": (lambda folder: (folder / "out/sdksmith.lock").write_text("{}"), 1),
    "the lock, removed": (lambda folder: (folder / "out/sdksmith.lock").unlink(), 1),
    "a folder in the place of a file": (folder_for_file, 1),
}


@pytest.mark.parametrize("what", CHANGES)
def test_something_changed(project: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    change, code = CHANGES[what]
    calls = works(monkeypatch)
    change(project)
    assert invoke(["check", "-q"]) == code
    assert calls, "it was not looked at"


@pytest.mark.usefixtures("no_work")
def test_a_kept_file_is_its_owners(project: Path) -> None:
    (project / "out/README.md").write_text("mine")
    assert invoke(["check", "-q"]) == 0


@pytest.mark.parametrize("name", ["_own_code", "_environment"])
def test_the_generator_changed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    calls = works(monkeypatch)
    monkeypatch.setattr(memory, name, lambda: "other")
    assert invoke(["check", "-q"]) == 0
    assert len(calls) == 1
    assert invoke(["check", "-q"]) == 0
    assert len(calls) == 1, "it is not remembered"


def test_warnings_under_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = works(monkeypatch)
    assert invoke(["check", "-q", "--strict"]) == 1
    assert calls


def test_a_damaged_cache_is_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = works(monkeypatch)
    for number, content in enumerate((b"{", b"[]", b"{}", b'{"key": 1, "files": []}', b"\xff")):
        for path in (project.parent / "cache").rglob("*.json"):
            path.write_bytes(content)
        assert invoke(["check", "-q"]) == 0
        assert len(calls) == number + 1


@pytest.mark.parametrize("spoilt", ["file", "nothing"])
def test_a_cache_that_cannot_be_written(project: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str) -> None:
    place = project.parent / "elsewhere"
    if spoilt == "file":
        place.write_text("")
    monkeypatch.setenv(cache.VARIABLE, "" if spoilt == "nothing" else str(place))
    assert invoke(["check", "-q"]) == 0
    assert invoke(["check", "-q"]) == 0


def test_only_what_changed_is_formatted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator import format as formats

    seen: list[str] = []
    black = formats._black_one  # pyright: ignore[reportPrivateUsage]

    def count(item: tuple[str, str]) -> tuple[str, str]:
        seen.append(item[0])
        return black(item)

    monkeypatch.setattr(formats, "_black_one", count)
    (project / "a.spec.yaml").write_text(SPEC.replace("Pets.", "All pets."))
    client = project / "out/src/acme/client.py"
    client.write_text("edited")
    assert invoke(["generate", "-q", "--force"]) == 0
    assert "src/acme/client.py" in seen
    assert {path for path in seen if "/types/" in path} == set()
    assert "src/acme/errors.py" not in seen
    seen.clear()
    monkeypatch.setenv(cache.VARIABLE, "")
    assert invoke(["check", "-q"]) == 0, "what was not formatted again is not as it would be"
    assert "src/acme/errors.py" in seen


def test_standard_input_is_not_remembered(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, text in ((0, SPEC), (1, SPEC.replace("listPets", "getPets"))):
        done = subprocess.run(
            [sys.executable, "-m", "generator.cli", "check" if code else "generate", "-", "-o", "other"],
            input=text.encode(),
            env={"PYTHONPATH": str(Path(memory.__file__).parent.parent), cache.VARIABLE: str(project / "c")},
            check=False,
            capture_output=True,
        )
        assert done.returncode == code


def test_old_records_go(project: Path) -> None:
    old = project.parent / "cache/runs/0.run.json"
    new = old.with_name("1.run.json")
    for path in (old, new):
        path.write_text("{}")
    os.utime(old, (1, 1))
    (project / "a.spec.yaml").write_text("# new\n" + SPEC)
    assert invoke(["check", "-q"]) == 0
    assert not old.exists()
    assert new.exists()


@pytest.mark.parametrize("command", ["check", "generate"])
@pytest.mark.usefixtures("no_work")
def test_leftovers_of_a_killed_run_go(project: Path, command: str) -> None:
    left = project / ".sdksmith-out"
    (left / "whole").mkdir(parents=True)
    assert invoke([command, "-q"]) == 0
    assert not left.exists()


PAGE = f"# Pets\n\n```yaml\n{SPEC}```\n"
INDEX = "- [Pets](pages/pets.md)\n- [Dogs](pages/dogs.md)\n"
OVERLAY = """\
overlay: 1.0.0
info: {{ title: Words, version: 1.0.0 }}
actions: [{{ target: $.info, update: {{ description: {} }} }}]
"""
SOURCES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a page of a folder": ("docs", edit("docs/pages/pets.md", PAGE.replace("Pets.", "All."))),
    "a new page of a folder": ("docs", edit("docs/pages/new.md", "# New")),
    "a page without a document": ("docs", edit("docs/about.md", PAGE.replace("pets", "dogs"))),
    "a page of an index": ("docs/llms.txt", edit("docs/pages/pets.md", PAGE.replace("Pets.", "All."))),
    "a page that an index missed": ("docs/llms.txt", edit("docs/pages/dogs.md", "# Dogs")),
    "an index": ("docs/llms.txt", edit("docs/llms.txt", INDEX + "- [About](about.md)\n")),
    "a file that fits a pattern": ("docs/*/p*.md", edit("docs/pages/p.md", PAGE.replace("pets", "dogs"))),
    "an overlay": (
        "docs",
        edit("overlay.yaml", OVERLAY.format("Hello.")),
    ),
    "an override": ("docs", edit("o.yaml", "info: { description: Acme. }\n")),
}


@pytest.mark.parametrize("what", SOURCES)
def test_every_kind_of_source_is_known(project: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    source, change = SOURCES[what]
    (project / "docs/pages").mkdir(parents=True)
    (project / "docs/pages/pets.md").write_text(PAGE)
    (project / "docs/about.md").write_text("# About\n")
    (project / "docs/llms.txt").write_text(INDEX)
    (project / "overlay.yaml").write_text(OVERLAY.format("Hi."))
    arguments = [source, "-o", "other", "--overlay", "overlay.yaml", "--override", "o.yaml"]
    assert invoke(["generate", "-q", *arguments]) == 0
    calls = works(monkeypatch)
    assert invoke(["check", "-q", *arguments]) == 0
    assert not calls
    change(project)
    assert invoke(["check", "-q", *arguments]) in {0, 1}
    assert calls, "it was not looked at"


def test_addresses_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(self: Fetcher, url: str, check: object) -> Fetched:
        return Fetched(SPEC.encode(), url)

    monkeypatch.setattr(Fetcher, "_fetched", fetched)
    arguments = ["https://example.com/pets.yaml", "-o", "other"]
    assert invoke(["generate", "-q", *arguments]) == 0
    calls = works(monkeypatch)
    for number in (1, 2):
        assert invoke(["check", "-q", *arguments]) == 0
        assert len(calls) == number
