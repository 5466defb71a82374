"""The command, from its arguments to its exit code and the disk, with the real pipeline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path

import black
import click
import jsonschema_rs
import pytest
from black.mode import TargetVersion

from generator import __version__, cli, pipeline
from generator.config import FORMATTERS
from generator.format import LINE_LENGTH
from generator.inspect import schema_text
from generator.pipeline import Exit
from tests.sarif import checked

SPEC = """\
openapi: 3.1.0
info: {title: Acme API, version: 1.2.0}
servers: [{url: https://api.example.com/v1}]
paths:
  /things/{id}:
    get:
      operationId: get_thing
      tags: [things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: verbose, in: query, schema: {type: boolean}}
      responses:
        '200':
          description: The thing.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string}
        size: {type: integer}
"""
DANGLING = SPEC.replace("'#/components/schemas/Thing'", "'#/components/schemas/Missing'")
CONFIG = "[sdk.acme]\nspecs = ['acme.yaml']\noutput = 'out'\n"
SECOND = "[sdk.b]\nspecs = ['acme.yaml']\noutput = 'out2'\n"
GENERATE = ["generate", "acme.yaml", "-o", "out"]
CHECK = ["check", "acme.yaml", "-o", "out"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: a spec, and nothing else."""
    for name in ("SDKSMITH_CONFIG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    # The fastest; the formatters have tests of their own.
    monkeypatch.setenv("SDKSMITH_FORMATTER", "none")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "acme.yaml").write_text(SPEC)
    return folder


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line: exit code, stdout, stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.invoke(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestGenerate:
    def test_spec_to_package_without_configuration(self, run: Run, folder: Path) -> None:
        code, out, err = run(*GENERATE)
        assert (code, out) == (0, "")
        files = _tree(folder / "out")
        assert "src/acme/client.py" in files
        assert err == f"out: {len(files) - 1} files, {len(files) - 1} written\n"

    def test_second_run_changes_no_byte_and_writes_nothing(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        before = _tree(folder)
        code, _, err = run(*GENERATE)
        assert code == 0
        assert ", 0 written" in err
        assert _tree(folder) == before

    def test_name_and_place_of_the_input_change_no_byte(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        (folder / "deep").mkdir()
        (folder / "acme.yaml").rename(folder / "deep/other.yml")
        run("generate", str(folder / "deep/other.yml"), "-o", "out2")
        assert _tree(folder / "out") == _tree(folder / "out2")

    def test_package_is_clean_under_black_with_its_own_settings(self, run: Run, folder: Path) -> None:
        assert run(*GENERATE, "--formatter", "black")[0] == 0
        settings = tomllib.loads((folder / "out/pyproject.toml").read_text())["tool"]["black"]
        assert settings["line-length"] == LINE_LENGTH
        mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
        for path in (folder / "out").rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert black.format_str(text, mode=mode) == text, path

    @pytest.mark.parametrize("formatter", FORMATTERS)
    def test_runtime_is_copied_byte_for_byte(self, run: Run, folder: Path, formatter: str) -> None:
        assert run(*GENERATE, "--formatter", formatter)[0] == 0
        source = Path(pipeline.__file__).parent / "runtime"
        names = {path.name for path in source.glob("*.py")}
        assert names
        for name in names:
            copied = folder / "out/src/acme/_runtime" / name
            assert copied.read_bytes() == (source / name).read_bytes()

    def test_names_can_be_given(self, run: Run, folder: Path) -> None:
        options = ["--package", "pkg", "--client", "Boss", "--namespace", "a.b", "--formatter", "none"]
        assert run(*GENERATE, *options)[0] == 0
        code, out, _ = run("inspect", "acme.yaml", "-o", "out", *options)
        assert code == 0
        surface = json.loads(out)
        assert surface["client"]["module"] == "pkg"
        assert surface["client"]["python_name"] == "Boss"
        assert surface["operations"][0]["group"][:2] == ["a", "b"]

    def test_dry_run_lists_and_writes_nothing(self, run: Run, folder: Path) -> None:
        before = _tree(folder)
        code, out, err = run(*GENERATE, "--dry-run")
        assert (code, err) == (0, "")
        assert "write out/README.md\n" in out
        assert _tree(folder) == before

    def test_diff_shows_and_writes_nothing(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        (folder / "acme.yaml").write_text(SPEC.replace("size", "weight"))
        before = _tree(folder)
        code, out, _ = run(*GENERATE, "--diff")
        assert code == 0
        assert "+++ out/src/acme/" in out
        assert any(line.startswith("+") and "weight" in line for line in out.splitlines())
        assert _tree(folder) == before

    def test_edited_file_is_refused_and_force_writes_over_it(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        readme = folder / "out/README.md"
        made = readme.read_bytes()
        readme.write_text("mine")
        before = _tree(folder)
        code, _, err = run(*GENERATE)
        assert code == 1
        assert "out/README.md: edited by hand\n" in err
        assert "--force" in err
        assert _tree(folder) == before
        assert run(*GENERATE, "--force")[0] == 0
        assert readme.read_bytes() == made

    def test_damaged_lock_is_refused_and_force_goes_on(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        lock = folder / "out/sdksmith.lock"
        made = lock.read_bytes()
        lock.write_text("<<<<<<< HEAD")
        code, _, err = run(*GENERATE)
        assert code == 1
        assert "out/sdksmith.lock: " in err
        assert lock.read_text() == "<<<<<<< HEAD"
        assert run(*GENERATE, "--force")[0] == 0
        assert lock.read_bytes() == made

    def test_folder_of_others_is_refused(self, run: Run, folder: Path) -> None:
        (folder / "out").mkdir()
        (folder / "out/notes.txt").touch()
        code, _, err = run(*GENERATE)
        assert code == 1
        assert "no sdksmith.lock" in err
        assert list(_tree(folder / "out")) == ["notes.txt"]

    def test_warnings_still_generate_and_strict_does_not(self, run: Run, folder: Path) -> None:
        (folder / "acme.yaml").write_text(DANGLING)
        before = _tree(folder)
        code, _, err = run(*GENERATE, "--strict")
        assert code == 1
        assert "acme.yaml:15:" in err
        assert "warning[REF001]" in err
        assert "Nothing was written." in err
        assert _tree(folder) == before
        code, _, err = run(*GENERATE)
        assert code == 0
        assert "warning[REF001]" in err
        assert (folder / "out/sdksmith.lock").exists()

    @pytest.mark.parametrize(
        ("text", "code"),
        [("openapi: [", "DOC002"), ("# just: yaml\na: 1\n", "DOC004"), (None, "DOC001")],
    )
    def test_unusable_input_leaves_the_folder_untouched(
        self, run: Run, folder: Path, text: str | None, code: str
    ) -> None:
        run(*GENERATE)
        before = _tree(folder / "out")
        if text is None:
            (folder / "acme.yaml").unlink()
        else:
            (folder / "acme.yaml").write_text(text)
        exit_code, _, err = run(*GENERATE)
        assert exit_code == 3
        assert f"error[{code}]" in err
        assert _tree(folder / "out") == before

    def test_quiet_says_nothing_when_all_is_well(self, run: Run) -> None:
        assert run(*GENERATE, "--quiet") == (0, "", "")

    def test_output_that_cannot_be_a_folder(self, run: Run, folder: Path) -> None:
        (folder / "file").touch()
        code, _, err = run("generate", "acme.yaml", "-o", "file/out")
        assert code == 2
        assert err.startswith("Error: ")
        assert "file/out" in err


class TestConfiguration:
    def test_all_sdks_or_those_named(self, run: Run, folder: Path) -> None:
        (folder / "sdksmith.toml").write_text(CONFIG + SECOND)
        assert run("generate", "b")[0] == 0
        assert not (folder / "out").exists()
        assert run("generate")[0] == 0
        assert (folder / "out/sdksmith.lock").exists()
        assert run("check")[0] == 0

    def test_nothing_is_written_when_one_of_several_cannot_be_made(self, run: Run, folder: Path) -> None:
        (folder / "sdksmith.toml").write_text(CONFIG + "[sdk.b]\nspecs = ['missing.yaml']")
        code, _, err = run("generate")
        assert code == 3
        assert "DOC001" in err
        assert not (folder / "out").exists()

    def test_nothing_is_written_when_one_of_several_is_refused(self, run: Run, folder: Path) -> None:
        (folder / "sdksmith.toml").write_text(CONFIG + SECOND)
        (folder / "out2").mkdir()
        (folder / "out2/notes.txt").touch()
        assert run("generate")[0] == 1
        assert not (folder / "out").exists()

    def test_configuration_is_found_above_and_paths_are_relative_to_it(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "sdksmith.toml").write_text(CONFIG)
        (folder / "sub").mkdir()
        monkeypatch.chdir(folder / "sub")
        code, _, err = run("generate")
        assert code == 0
        assert err.startswith("../out: ")
        assert (folder / "out/sdksmith.lock").exists()

    def test_unknown_key(self, run: Run, folder: Path) -> None:
        (folder / "pyproject.toml").write_text(
            "[tool.sdksmith.sdk.acme]\nspecs = ['acme.yaml']\noutptu = 'o'\n"
        )
        code, out, err = run("generate")
        assert (code, out) == (2, "")
        assert err.startswith(
            "pyproject.toml:3:1: error[CONF001]: unknown key 'outptu'; did you mean 'output'?\n"
            "  outptu = 'o'\n"
            "  ^\n"
            "  help: "
        )
        assert set(_tree(folder)) == {"acme.yaml", "pyproject.toml"}

    def test_configured_facts_win(self, run: Run, folder: Path) -> None:
        (folder / "sdksmith.toml").write_text(
            CONFIG
            + "package = 'boss'\nversion = '9.9'\ndescription = 'Mine.'\nlicense = 'MIT'\nauthor = 'Me'"
        )
        assert run("generate")[0] == 0
        project = tomllib.loads((folder / "out/pyproject.toml").read_text())["project"]
        assert project["version"] == "9.9"
        assert project["description"] == "Mine."
        assert project["license"] == "MIT"
        assert project["authors"] == [{"name": "Me"}]
        assert (folder / "out/src/boss/client.py").exists()

    def test_kept_file(self, run: Run, folder: Path) -> None:
        (folder / "sdksmith.toml").write_text(CONFIG + "keep = ['README.md']")
        run("generate")
        (folder / "out/README.md").write_text("mine")
        code, _, err = run("generate")
        assert code == 0
        assert "1 kept" in err
        assert run("check")[0] == 0
        assert (folder / "out/README.md").read_text() == "mine"

    def test_flags_beat_environment_beats_file(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def formatter() -> str:
            content = json.loads((folder / "out/sdksmith.lock").read_bytes())
            return str(content["formatter"]).split()[0]

        monkeypatch.delenv("SDKSMITH_FORMATTER")
        (folder / "sdksmith.toml").write_text(CONFIG + "formatter = 'none'")
        run("generate")
        assert formatter() == "none"
        monkeypatch.setenv("SDKSMITH_FORMATTER", "ruff")
        run("generate")
        assert formatter() == "ruff"
        run("generate", "--formatter", "black")
        assert formatter() == "black"
        monkeypatch.setenv("SDKSMITH_FORMATTER", "prettier")
        assert run("generate")[0] == 2

    def test_configuration_file_from_flag_and_environment(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "other.toml").write_text(CONFIG)
        assert run("generate", "--config", "other.toml", "--dry-run")[0] == 0
        monkeypatch.setenv("SDKSMITH_CONFIG", "other.toml")
        assert run("generate", "--dry-run")[0] == 0
        assert run(*GENERATE)[0] == 0
        monkeypatch.setenv("SDKSMITH_CONFIG", "none.toml")
        code, _, err = run("generate")
        assert code == 2
        assert "none.toml: error[CONF003]" in err


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["generate"], "no configuration"),
            (["generate", "-o", "out"], "at least one spec"),
            (["generate", "acme.yaml"], "add -o DIR"),
            (["generate", "acem", "--config", "c.toml"], "did you mean 'acme'?"),
            (["generate", "zzz", "--config", "c.toml"], "configured: acme, b"),
            (["generate", "--config", "c.toml", "--package", "x"], "name it"),
            (["generate", "acme.yaml", "-o", "out", "--config", "c.toml"], "not both"),
            (["generate", "--formater", "ruff"], "--formatter"),
            ([*GENERATE, "--package", "my-pkg"], "--package: 'my-pkg' is not a Python identifier"),
            ([*GENERATE, "--client", "class"], "--client: 'class' is not a Python identifier"),
            ([*GENERATE, "--namespace", "a.b c"], "--namespace: 'b c' is not a Python identifier"),
            (["generate", "--config", "empty.toml"], "configures no SDK"),
            (["inspect", "--config", "c.toml"], "Name one of the SDKs: acme, b"),
            (["inspect", "none.yaml"], "There is no SDK 'none.yaml'"),
            (["nonsense"], "nonsense"),
            (["init"], "Missing argument"),
        ],
    )
    def test_mistakes_are_explained(self, run: Run, folder: Path, arguments: list[str], message: str) -> None:
        (folder / "c.toml").write_text(CONFIG + SECOND)
        (folder / "empty.toml").touch()
        before = _tree(folder)
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert message in err
        assert _tree(folder) == before

    def test_ruff_that_is_not_installed(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("shutil.which", lambda *_, **__: None)
        code, _, err = run(*GENERATE, "--formatter", "ruff")
        assert code == 2
        assert "pip install 'sdksmith[ruff]'" in err

    def test_version(self, run: Run) -> None:
        assert run("--version") == (0, f"sdksmith {__version__}\n", "")

    def test_help_loads_nothing_heavy(self) -> None:
        program = (
            "import json, sys; from generator.cli import invoke; invoke(['--help']); invoke(['check', '-h']);"
            "json.dump(sorted({name.partition('.')[0] for name in sys.modules}), sys.stderr)"
        )
        root = Path(pipeline.__file__).parent.parent
        result = subprocess.run(
            [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
        )
        loaded = set(json.loads(result.stderr))
        assert "click" in loaded
        assert not loaded & {"black", "jinja2", "jsonschema", "jsonschema_rs", "markdown_it", "rich", "yaml"}


class TestCheck:
    def test_up_to_date(self, run: Run) -> None:
        run(*GENERATE)
        code, out, err = run(*CHECK)
        assert (code, out) == (0, "")
        assert "up to date" in err

    def test_every_changed_byte_is_drift(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        paths = [
            path for path in (folder / "out").rglob("*") if path.is_file() and path.parent.name != "_runtime"
        ]
        for path in paths:
            made = path.read_bytes()
            path.write_bytes(made + b"#")
            code, out, err = run(*CHECK)
            assert code == 1, path
            assert f"--- {path.relative_to(folder)}\n" in out
            assert f"{path.relative_to(folder)}: " in err
            path.write_bytes(made)
        assert run(*CHECK)[0] == 0

    def test_added_and_removed_files_and_a_changed_spec(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        (folder / "out/new.txt").write_text("new\n")
        code, out, err = run(*CHECK)
        assert code == 1
        assert "--- out/new.txt\n+++ /dev/null\n" in out
        assert "out/new.txt: not made by sdksmith\n" in err
        (folder / "out/new.txt").unlink()
        (folder / "out/README.md").unlink()
        code, out, err = run(*CHECK)
        assert code == 1
        assert "--- /dev/null\n+++ out/README.md\n" in out
        assert "out/README.md: missing\n" in err
        run(*GENERATE)
        (folder / "acme.yaml").write_text(SPEC.replace("1.2.0", "1.3.0"))
        code, out, err = run(*CHECK)
        assert code == 1
        assert "+++ out/pyproject.toml\n" in out
        assert "out/pyproject.toml: stale\n" in err

    def test_nothing_there(self, run: Run, folder: Path) -> None:
        code, out, err = run(*CHECK)
        assert code == 1
        assert "+++ out/sdksmith.lock" in out
        assert "out/sdksmith.lock: missing" in err
        assert not (folder / "out").exists()

    def test_damaged_lock_is_drift(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        (folder / "out/sdksmith.lock").write_text("{")
        code, out, _ = run(*CHECK)
        assert code == 1
        assert "--- out/sdksmith.lock" in out

    def test_folder_in_the_way_is_drift(self, run: Run, folder: Path) -> None:
        run(*GENERATE)
        (folder / "out/README.md").unlink()
        (folder / "out/README.md").mkdir()
        code, _, err = run(*CHECK)
        assert code == 1
        assert "out/README.md is a folder" in err

    def test_strict(self, run: Run, folder: Path) -> None:
        (folder / "acme.yaml").write_text(DANGLING)
        run(*GENERATE)
        assert run(*CHECK)[0] == 0
        assert run(*CHECK, "--strict")[0] == 1


class TestInspect:
    def test_json(self, run: Run) -> None:
        code, out, err = run("inspect", "acme.yaml")
        assert (code, err) == (0, "")
        surface = json.loads(out)
        jsonschema_rs.validate(json.loads(schema_text()), surface)
        assert [item["python_path"] for item in surface["operations"]] == ["client.things.get"]

    def test_of_a_configured_sdk(self, run: Run, folder: Path) -> None:
        (folder / "sdksmith.toml").write_text(CONFIG + "client = 'Boss'")
        assert json.loads(run("inspect")[1])["client"]["python_name"] == "Boss"
        assert json.loads(run("inspect", "acme")[1])["client"]["python_name"] == "Boss"
        assert json.loads(run("inspect", "acme.yaml")[1])["client"]["python_name"] == "Acme"

    def test_text(self, run: Run) -> None:
        code, out, _ = run("inspect", "acme.yaml", "--format", "text")
        assert code == 0
        assert "GET /things/{id}\n  client.things.get(id, [verbose])\n    200 Thing\n" in out

    def test_findings(self, run: Run, folder: Path) -> None:
        (folder / "acme.yaml").write_text(DANGLING)
        code, out, err = run("inspect", "acme.yaml")
        assert code == 0
        assert json.loads(out)["operations"][0]["responses"][0]["type"] == {"kind": "scalar", "scalar": "any"}
        assert "REF001" in err
        assert run("inspect", "acme.yaml", "--strict")[:2] == (1, "")
        (folder / "acme.yaml").write_text("")
        assert run("inspect", "acme.yaml")[:2] == (3, "")


class TestExtract:
    def test_to_standard_output(self, run: Run, folder: Path) -> None:
        code, out, err = run("extract", "acme.yaml")
        assert (code, err) == (0, "")
        assert out.startswith("openapi: ")
        (folder / "again.yaml").write_text(out, newline="")
        assert run("extract", "again.yaml") == (0, out, "")

    def test_to_a_file(self, run: Run, folder: Path) -> None:
        out = run("extract", "acme.yaml")[1]
        code, said, err = run("extract", "acme.yaml", "-o", "whole.yaml")
        assert (code, said, err) == (0, "", "whole.yaml is written.\n")
        assert (folder / "whole.yaml").read_text() == out
        run("extract", "acme.yaml", "-o", "whole.json")
        assert json.loads((folder / "whole.json").read_text())["openapi"]
        assert json.loads(run("extract", "acme.yaml", "--format", "json")[1])["openapi"]

    def test_of_a_configured_sdk(self, run: Run, folder: Path) -> None:
        out = run("extract", "acme.yaml")[1]
        (folder / "sdksmith.toml").write_text(CONFIG)
        assert run("extract") == (0, out, "")
        (folder / "sdksmith.toml").write_text(CONFIG + SECOND)
        assert run("extract")[0] == 2

    def test_amended(self, run: Run, folder: Path) -> None:
        (folder / "named.overlay.yaml").write_text(
            "overlay: 1.0.0\ninfo: {title: Named, version: '1'}\n"
            "actions: [{target: $.info, update: {title: Overlaid}}]\n"
        )
        (folder / "more.yaml").write_text("info: {version: '9.9'}\n")
        amending = ("--overlay", "named.overlay.yaml", "--override", "more.yaml")
        code, out, err = run("extract", "acme.yaml", *amending, "--format", "json")
        assert (code, err) == (0, "")
        info = json.loads(out)["info"]
        assert (info["title"], info["version"]) == ("Overlaid", "9.9")
        (folder / "sdksmith.toml").write_text(CONFIG)
        assert run("extract", "acme", *amending)[0] == 2

    def test_other_files_are_in_it(self, run: Run, folder: Path) -> None:
        (folder / "types.yaml").write_text("Pet: {type: object, properties: {no: {enum: ['NO']}}}\n")
        (folder / "root.yaml").write_text(
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
            "components: {schemas: {Owner: {properties: {pet: {$ref: 'types.yaml#/Pet'}}}}}\n"
        )
        code, out, _ = run("extract", "root.yaml")
        assert code == 0
        assert "types.yaml" not in out
        assert "- 'NO'" in out

    def test_swagger(self, run: Run, folder: Path) -> None:
        (folder / "old.yaml").write_text(
            "definitions: {B: {}, A: {}}\nswagger: '2.0'\npaths: {}\ninfo: {title: T, version: '1'}\n"
        )
        code, out, _ = run("extract", "old.yaml")
        assert code == 0
        assert out.startswith("swagger: '2.0'\ninfo:\n")
        assert out.endswith("definitions:\n  A: {}\n  B: {}\n")

    def test_findings(self, run: Run, folder: Path) -> None:
        (folder / "acme.yaml").write_text("")
        assert run("extract", "acme.yaml")[:2] == (3, "")


class TestValidate:
    def test_clean(self, run: Run) -> None:
        assert run("validate", "acme.yaml") == (0, "", "")

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            ([], 0),
            (["--strict"], 1),
            (["--fail-on", "warning"], 1),
            (["--fail-on", "error"], 0),
            (["--fail-on", "never"], 0),
        ],
    )
    def test_warning(self, run: Run, folder: Path, options: list[str], code: int) -> None:
        (folder / "acme.yaml").write_text(DANGLING)
        assert run("validate", "acme.yaml", *options)[0] == code

    @pytest.mark.parametrize(("options", "code"), [([], 3), (["--strict"], 3), (["--fail-on", "never"], 0)])
    def test_error_does_not_hide_the_findings_about_other_specs(
        self, run: Run, folder: Path, options: list[str], code: int
    ) -> None:
        (folder / "acme.yaml").write_text(DANGLING)
        found, out, err = run("validate", "none.yaml", "acme.yaml", *options)
        assert (found, err) == (code, "")
        assert "error[DOC001]" in out
        assert "warning[REF001]" in out

    def test_formats(self, run: Run, folder: Path) -> None:
        (folder / "acme.yaml").write_text(DANGLING)
        codes = {
            item["code"]
            for item in json.loads(run("validate", "acme.yaml", "--format", "json")[1])["diagnostics"]
        }
        assert "REF001" in codes
        assert "::warning file=acme.yaml,line=15," in run("validate", "acme.yaml", "--format", "github")[1]
        results = checked(run("validate", "acme.yaml", "--format", "sarif")[1])["results"]
        assert {item["ruleId"] for item in results} == codes
        assert results[-1]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "acme.yaml"}

    def test_specs_of_the_configuration(self, run: Run, folder: Path) -> None:
        (folder / "sdksmith.toml").write_text(CONFIG)
        (folder / "acme.yaml").write_text(DANGLING)
        code, out, _ = run("validate")
        assert code == 0
        assert "warning[REF001]" in out


class TestInit:
    def test_written_file_makes_the_same_package_also_with_everything_uncommented(
        self, run: Run, folder: Path
    ) -> None:
        assert run("init", "acme.yaml")[0] == 0
        assert run("generate")[0] == 0
        run("generate", "acme.yaml", "-o", "plain")
        assert _tree(folder / "generated/acme") == _tree(folder / "plain")
        lines = (folder / "sdksmith.toml").read_text().splitlines()
        open_lines = [
            line.removeprefix("# ") if " = " in line or line.startswith("# [") else line for line in lines
        ]
        (folder / "sdksmith.toml").write_text("\n".join(open_lines))
        assert "\npackage = " in "\n".join(open_lines)
        assert run("generate")[0] == 0
        assert (folder / "generated/acme/src/acme/client.py").exists()

    def test_paths_are_relative_to_the_file(self, run: Run, folder: Path) -> None:
        (folder / "conf").mkdir()
        assert run("init", "acme.yaml", "-o", "conf/sdksmith.toml")[0] == 0
        assert run("generate", "--config", "conf/sdksmith.toml")[0] == 0
        assert (folder / "conf/generated/acme/sdksmith.lock").exists()

    def test_existing_file_is_not_written_over(self, run: Run, folder: Path) -> None:
        (folder / "sdksmith.toml").write_text("# mine\n")
        code, _, err = run("init", "acme.yaml")
        assert code == 2
        assert "--force" in err
        assert (folder / "sdksmith.toml").read_text() == "# mine\n"
        assert run("init", "acme.yaml", "--force")[0] == 0

    def test_input_without_a_spec(self, run: Run, folder: Path) -> None:
        (folder / "acme.yaml").write_text("")
        assert run("init", "acme.yaml")[0] == 3
        assert not (folder / "sdksmith.toml").exists()


class TestEnds:
    def test_our_fault_is_reported_with_the_traceback_in_a_file(
        self, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object) -> None:
            raise RuntimeError("broken inside")

        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setattr(pipeline, "produce", fails)
        code, _, err = run(*GENERATE)
        assert code == Exit.BUG
        assert int(code) == 4
        assert "Please report it" in err
        assert "RuntimeError: broken inside" in err
        assert "Traceback" not in err
        (report,) = tmp_path.glob("sdksmith-crash-*.txt")
        assert str(report) in err
        text = report.read_text()
        assert "Traceback" in text
        assert "arguments: ['generate', 'acme.yaml', '-o', 'out']" in text
        assert set(_tree(folder)) == {"acme.yaml"}

    def test_interrupt(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(pipeline, "produce", interrupted)
        code, _, err = run(*GENERATE)
        assert code == 130
        assert "Traceback" not in err

    def test_reader_that_went_away(self, folder: Path) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        root = Path(pipeline.__file__).parent.parent
        result = subprocess.run(
            [sys.executable, "-m", "generator.cli", "inspect", str(folder / "acme.yaml")],
            cwd=root,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        os.close(writing)
        assert (result.returncode, result.stderr) == (141, "")

    @pytest.mark.parametrize(
        ("terminal", "no_color", "coloured"), [(True, "", True), (True, "1", False), (False, "", False)]
    )
    def test_colour_on_a_terminal_unless_unwanted(
        self,
        run: Run,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        terminal: bool,
        no_color: str,
        coloured: bool,
    ) -> None:
        run(*GENERATE)
        (folder / "acme.yaml").write_text(DANGLING)
        monkeypatch.setenv("NO_COLOR", no_color)
        monkeypatch.setattr("generator.console._terminal", lambda _: terminal)
        code, out, err = run(*CHECK, "--quiet")
        assert code == 1
        assert ("\x1b[" in out) is coloured
        assert ("\x1b[" in err) is coloured
        assert click.unstyle(out).startswith("--- ")


OVERLAY = """\
overlay: 1.1.0
info: {title: Names, version: 1.0.0}
actions:
  - target: $.paths['/things/{id}'].get
    update: {x-sdksmith-method: fetch}
"""
OVERRIDES = "paths: {'/things/{id}': {get: {tags: [items]}}}\n"


def test_files_that_amend_specs_of_the_command_line(run: Run, folder: Path) -> None:
    (folder / "names.overlay.yaml").write_text(OVERLAY)
    (folder / "more.yaml").write_text(OVERRIDES)
    amending = ["--overlay", "names.overlay.yaml", "--override", "more.yaml"]
    assert run(*GENERATE, *amending)[0] == Exit.DONE
    assert run(*CHECK, *amending)[0] == Exit.DONE
    assert "client.items.fetch(" in run("inspect", "acme.yaml", *amending, "--format", "text")[1]
    assert "client.items.get_thing(" in run("inspect", "acme.yaml", *amending[2:], "--format", "text")[1]
    assert run("validate", "acme.yaml", *amending)[0] == Exit.DONE
    # What the files say is in the lock, and not how they are called.
    (folder / "more.yaml").rename("less.yaml")
    amending[3] = "less.yaml"
    assert run(*CHECK, *amending)[0] == Exit.DONE
    (folder / "less.yaml").write_text(OVERRIDES.replace("[items]", "[items, b]"))
    assert run(*CHECK, *amending)[0] == Exit.FINDINGS
    assert run(*CHECK)[0] == Exit.FINDINGS


def test_files_that_amend_are_for_specs_of_the_command_line(run: Run, folder: Path) -> None:
    (folder / "sdksmith.toml").write_text(CONFIG)
    code, _, error = run("generate", "acme", "--overlay", "names.overlay.yaml")
    assert code == Exit.USAGE
    assert "`overlays`" in error


def test_files_of_the_configuration_that_amend(run: Run, folder: Path) -> None:
    (folder / "names.overlay.yaml").write_text(OVERLAY)
    (folder / "more.yaml").write_text(OVERRIDES)
    entry = "{source = 'acme.yaml', overrides = 'more.yaml'}"
    (folder / "sdksmith.toml").write_text(
        f"[sdk.acme]\nspecs = [{entry}]\noutput = 'out'\noverlays = ['names.overlay.yaml']\n"
    )
    assert "client.items.fetch(" in run("inspect", "acme", "--format", "text")[1]
    assert run("validate")[0] == Exit.DONE
    (folder / "names.overlay.yaml").write_text(OVERLAY.replace("/things/{id}", "/thing"))
    code, output, _ = run("validate", "--strict")
    assert code == Exit.FINDINGS
    assert "names.overlay.yaml:4:13: warning[OVERLAY004]" in output
    (folder / "names.overlay.yaml").unlink()
    code, output, _ = run("validate")
    assert code == Exit.INPUT
    assert "names.overlay.yaml: error[DOC001]: cannot be read: no such file or directory" in output
