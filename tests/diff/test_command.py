"""`sdksmith diff`, from its arguments to its exit code, in a repository."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import jsonschema_rs
import pytest

from generator import cli
from generator.diff.report_json import schema_text

SPEC = """\
openapi: 3.1.0
info: {title: Acme, version: 1.4.0}
paths:
  /pets:
    get:
      operationId: list
      tags: [pets]
      parameters: [{$ref: 'parts/limit.yaml'}]
      responses:
        '200':
          description: Pets.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
"""
LIMIT = "{name: limit, in: query, schema: {type: integer}}\n"
REQUIRED = "{name: limit, in: query, required: true, schema: {type: integer}}\n"
CONFIG = "[sdk.acme]\nspecs = ['specs/api.yaml']\noutput = 'out'\nformatter = 'none'\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit, whose document needs another file."""
    for name in ("SDKSMITH_CONFIG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"NAME": "A", "EMAIL": "a@example.com"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "work"
    (folder / "specs" / "parts").mkdir(parents=True)
    (folder / "specs" / "api.yaml").write_text(SPEC)
    (folder / "specs" / "parts" / "limit.yaml").write_text(LIMIT)
    (folder / "sdksmith.toml").write_text(CONFIG)
    monkeypatch.chdir(folder)
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=first")
    return folder


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line: exit code, stdout, stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.invoke(["diff", *arguments])
        done = capsys.readouterr()
        return code, done.out, done.err

    return call


def changed(folder: Path) -> None:
    """The parameter of the other file becomes required, and a model gets a field."""
    (folder / "specs" / "parts" / "limit.yaml").write_text(REQUIRED)
    (folder / "specs" / "api.yaml").write_text(
        SPEC.replace("{name: {type: string}}", "{name: {type: string}, age: {type: integer}}")
    )


TEXT = """\
Breaking (1)
  client.pets.list
    ✗ `limit` is required now  [argument-required 441cfe4e9bd2]
      → Give `limit` in every call.
      at specs/parts/limit.yaml:1:42, was HEAD:specs/parts/limit.yaml:1:26

Compatible (1)
  types.Pet
    + has `age` too  [field-added 5d90bf20be57]
      at specs/api.yaml:15:78, was HEAD:specs/api.yaml:15:5
      in client.pets.list

acme: 1 breaking, 1 compatible; major: 1.4.0 → 2.0.0
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("HEAD",),
        ("HEAD:acme",),
        ("HEAD:",),
        ("HEAD:specs/api.yaml",),
        ("HEAD:specs/api.yaml", "acme"),
        ("HEAD:specs/api.yaml", "specs/api.yaml"),
        ("HEAD:specs", "specs"),
        ("HEAD:./specs/api.yaml", "specs"),
    ],
    ids=" ".join,
)
def test_earlier_commits(arguments: tuple[str, ...], folder: Path, run: Run) -> None:
    changed(folder)
    code, out, err = run(*arguments)
    assert err == ""
    assert out == TEXT
    assert code == 1


def test_from_below_the_repository_s_folder(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(folder)
    monkeypatch.chdir(folder / "specs")
    for old in ("HEAD:specs/api.yaml", "HEAD:api.yaml", "HEAD:./api.yaml", "HEAD"):
        code, out, _ = run(old)
        assert code == 1
        assert "at parts/limit.yaml:1:42, was HEAD:specs/parts/limit.yaml:1:26" in out


def test_nothing_changed(run: Run) -> None:
    assert run("HEAD") == (0, "acme: nothing changes\n", "")


def test_the_lock_of_the_commit_gives_the_names(folder: Path, run: Run) -> None:
    """A method keeps its name when its operationId changes: that is what making it again does."""
    assert cli.invoke(["generate", "--quiet"]) == 0
    git("add", ".")
    git("commit", "--quiet", "--message=made")
    lock = folder / "out" / "sdksmith.lock"
    lock.write_text(
        lock.read_text().replace('"#/paths/~1pets/get": "list"', '"#/paths/~1pets/get": "everything"')
    )
    spec = folder / "specs" / "api.yaml"
    spec.write_text(SPEC.replace("operationId: list", "operationId: search"))
    code, out, _ = run("HEAD")
    assert (code, "is `client.pets.everything` now; the old name still works" in out) == (0, True)
    git("checkout", "--quiet", "out")
    assert run("HEAD") == (0, "acme: nothing changes\n", "")
    code, out, _ = run("HEAD:specs", "specs", "--fresh-names")
    assert (code, "`client.pets.search`" in out) == (1, True)


def test_json_fits_its_schema(folder: Path, run: Run) -> None:
    changed(folder)
    (folder / ".sdksmith-ignore").write_text("441cfe4e9bd2 # fine\n000000000000 until 2020-01-01\n")
    code, out, _ = run("HEAD", "--format", "json")
    found = json.loads(out)
    jsonschema_rs.validator_for(json.loads(schema_text())).validate(found)
    assert code == 0
    assert found["step"] == "major"
    assert [change["rule"] for change in found["changes"]] == ["field-added"]
    assert [(change["fingerprint"], change["comment"]) for change in found["approved"]] == [
        ("441cfe4e9bd2", "fine")
    ]
    assert found["approved"][0]["old"] == {
        "file": "HEAD:specs/parts/limit.yaml",
        "line": 1,
        "column": 26,
        "pointer": "#/components/parameters/limit/schema",
    }
    assert [each["source"] for each in found["expired"]] == [".sdksmith-ignore:2"]


MARKDOWN = """\
<!-- sdksmith diff -->
### acme: major (1.4.0 → 2.0.0)

1 breaking, 1 compatible, from `HEAD` to `acme`.

**Breaking**

- `client.pets.list`
  - `limit` is required now. **Give `limit` in every call.**<br><sub>argument-required `441cfe4e9bd2` \
`specs/parts/limit.yaml:1:42, was HEAD:specs/parts/limit.yaml:1:26`</sub>

<details><summary>1 compatible</summary>

- `types.Pet`
  - has `age` too.<br><sub>field-added `5d90bf20be57` `specs/api.yaml:15:78, was HEAD:specs/api.yaml:15:5`, \
in client.pets.list</sub>

</details>

<sub>To approve a change, put its fingerprint into `.sdksmith-ignore`, with a comment.</sub>
"""


def test_markdown(folder: Path, run: Run) -> None:
    changed(folder)
    assert run("HEAD", "--format", "markdown") == (1, MARKDOWN, "")


GITHUB = """\
::error file=specs/parts/limit.yaml,line=1,col=42,title=argument-required::client.pets.list: `limit` is \
required now. Give `limit` in every call.%0ATo approve it: 441cfe4e9bd2
::notice file=specs/api.yaml,line=15,col=78,title=field-added::types.Pet: has `age` too. Nothing to do.%0ATo \
approve it: 5d90bf20be57
::notice title=sdksmith diff::acme: 1 breaking, 1 compatible; major: 1.4.0 → 2.0.0
"""


def test_annotations(folder: Path, run: Run) -> None:
    changed(folder)
    assert run("HEAD", "--format", "github") == (1, GITHUB, "")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--severity", "argument-required=compatible"), 0),
        (("--severity", "argument-required=docs", "--fail-on", "compatible"), 1),
        (
            (
                "--severity",
                "argument-required=docs",
                "--severity",
                "field-added=docs",
                "--fail-on",
                "compatible",
            ),
            0,
        ),
    ],
)
def test_exit_codes(options: tuple[str, ...], code: int, folder: Path, run: Run) -> None:
    changed(folder)
    assert run("HEAD", *options)[0] == code


def test_settings_judge_and_approve(folder: Path, run: Run) -> None:
    changed(folder)
    (folder / "sdksmith.toml").write_text(f"{CONFIG}\n[diff.severity]\nargument-required = 'compatible'\n")
    assert run("HEAD")[0] == 0
    assert run("HEAD", "--severity", "argument-required=breaking")[0] == 1
    (folder / "sdksmith.toml").write_text(f"{CONFIG}\n[diff.approved]\n441cfe4e9bd2 = 'nobody left it out'\n")
    code, out, _ = run("HEAD")
    assert code == 0
    assert "Approved (1)\n  client.pets.list: `limit` is required now (nobody left it out)\n" in out
    assert "major: 1.4.0 → 2.0.0" in out, "an approved change is one all the same"


def test_approvals_end(folder: Path, run: Run) -> None:
    changed(folder)
    approvals = folder / "ok.txt"
    today = date.today()
    approvals.write_text(f"# ours\n\n441cfe4e9bd2 until {today}  # until tonight\n")
    assert run("HEAD", "--ignore", "ok.txt")[0] == 0
    approvals.write_text(f"441cfe4e9bd2 until {today - timedelta(days=2)}\nffffffffffff # never there\n")
    code, out, _ = run("HEAD", "--ignore", "ok.txt")
    assert code == 1
    assert "  ok.txt:1: 441cfe4e9bd2\n  ok.txt:2: ffffffffffff (never there)\n" in out
    approvals.write_text("441cfe4e9bd2 until 2026-02-30\n")
    code, _, err = run("HEAD", "--ignore", "ok.txt")
    assert code == 2
    assert "ok.txt:1: write a fingerprint of 12 digits" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("nowhere.yaml",),
            "'nowhere.yaml' is no file, no folder, no SDK of the configuration, and no commit",
        ),
        (("HEAD:nowhere.yaml",), "HEAD has no file or folder 'nowhere.yaml'"),
        (("HEAD", "--sdk", "other"), "There is no SDK 'other' in the configuration"),
        (("HEAD", "--severity", "argument-require=docs"), "did you mean 'argument-required'"),
        (("HEAD", "--severity", "argument-required=bad"), "'bad' is no severity"),
        (("--upload-pack=evil",), "No such option"),
        (("HEAD", "--ignore", "none.txt"), "none.txt"),
    ],
)
def test_usage(arguments: tuple[str, ...], said: str, run: Run) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert said in " ".join(err.split())
    assert out == ""


def test_what_cannot_be_read_has_its_place(folder: Path, run: Run) -> None:
    (folder / "specs" / "api.yaml").write_text("openapi: [\n")
    git("commit", "--quiet", "--all", "--message=broken")
    (folder / "specs" / "api.yaml").write_text(SPEC)
    code, _, err = run("HEAD")
    assert code == 3
    assert err.startswith("HEAD:specs/api.yaml:")


def test_several_files_are_one(folder: Path, run: Run) -> None:
    ping = "{/ping: {get: {responses: {'204': {description: Yes.}}}}}"
    (folder / "more.yaml").write_text(f"{SPEC.partition('paths')[0]}paths: {ping}\n")
    code, out, _ = run("specs/api.yaml", "specs/api.yaml,more.yaml")
    assert code == 0
    assert "client.ping.get\n    + is new" in out


def test_links_out_of_a_commit_are_not_followed(folder: Path, run: Run) -> None:
    (folder / "specs" / "link.yaml").symlink_to("/etc/hostname")
    git("add", ".")
    git("commit", "--quiet", "--message=link")
    assert run("HEAD:specs/api.yaml")[0] == 0
    code, _, err = run("HEAD:specs/link.yaml")
    assert code == 2
    assert "'specs/link.yaml' of HEAD is a link out of its folder" in err


def test_colour_is_for_terminals(folder: Path) -> None:
    from generator.diff.report_text import to_text
    from tests.diff.harness import compared

    changed(folder)
    (folder / "old.yaml").write_text(SPEC.replace("parts/", "specs/parts/"))
    found = compared("old.yaml", "specs/api.yaml")
    assert "\x1b[" in to_text(found, color=True)
    assert "\x1b[" not in to_text(found)
