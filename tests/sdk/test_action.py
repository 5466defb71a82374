"""The GitHub action's script, run as a person runs it: in a repository of its own, with a changed branch."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.ci.page import cut

ROOT = Path(__file__).parent.parent.parent
ACTION = ROOT / ".github" / "actions" / "sdksmith"
SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: https://api.example.com}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      description: "List."
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {"204": {description: "::warning::from a spec ##[add-mask]x"}}
"""
REQUIRED = SPEC.replace("in: query,", "in: query, required: true,").replace(
    "List.", "List.\\n\\n::error::spec"
)
CONFIGURATION = '[sdk.pets]\nspecs = ["api.yaml"]\noutput = "sdk"\nformatter = "none"\n'

needs_bash = pytest.mark.skipif(
    not shutil.which("git") or not shutil.which("bash"), reason="git and bash are needed"
)


@dataclass
class Repository:
    """A repository of git, and an environment that knows of no other."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(map(str, command)),
            cwd=self.folder,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def action(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        return self.run(ACTION / "run.sh", **inputs)

    def sdksmith(self, *arguments: str) -> None:
        done = self.run(self.environment["SDKSMITH"], *arguments)
        assert done.returncode == 0, done.stderr

    def commit(self, **files: str) -> None:
        for name, text in files.items():
            (self.folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A change")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with an SDK on `main`, and a branch `change` on which the spec is another."""
    top = tmp_path_factory.mktemp("action")
    folder = top / "repository"
    folder.mkdir()
    command = top / "sdksmith"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(top),
        "PYTHONPATH": str(ROOT),
        "SDKSMITH": str(command),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.com",
    }
    repository = Repository(folder, environment)
    repository.git("init", "--quiet", "--initial-branch", "main")
    (folder / "api.yaml").write_text(SPEC, encoding="utf-8")
    (folder / "sdksmith.toml").write_text(CONFIGURATION, encoding="utf-8")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "A spec")
    repository.git("tag", "before")
    repository.sdksmith("generate")
    repository.commit()
    repository.git("switch", "--quiet", "--create", "change")
    repository.commit(api_yaml=REQUIRED)
    return repository


@pytest.fixture
def repository(made: Repository, tmp_path: Path) -> Repository:
    """A copy, which a test may change."""
    shutil.copytree(made.folder, tmp_path / "repository")
    return Repository(tmp_path / "repository", made.environment)


@needs_bash
def test_it_fails_with_drift_and_passes_after_generate(repository: Repository) -> None:
    stale = repository.action(SDKSMITH_BASE="main")
    assert stale.returncode == 1, stale.stderr
    assert "**Generated files are not what the specs give.**" in stale.stdout
    assert "- sdk/src/pets/resources/pets.py: stale" in stale.stdout
    assert "+++ sdk/src/pets/resources/pets.py" in stale.stderr

    repository.sdksmith("generate")
    repository.commit()
    good = repository.action(SDKSMITH_BASE="main")
    assert good.returncode == 0, good.stderr
    assert good.stdout.startswith("<!-- sdksmith ci: all -->\nGenerated files are what the specs give.\n")
    assert "### pets: major (1.0.0 → 2.0.0)" in good.stdout
    assert "  - `limit` is required now. **Give `limit` in every call.**" in good.stdout


@needs_bash
@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        pytest.param({}, 1, id="drift, and no base to compare with"),
        pytest.param({"SDKSMITH_COMMAND": "drift", "SDKSMITH_BASE": "main"}, 1, id="drift"),
        pytest.param({"SDKSMITH_COMMAND": "diff", "SDKSMITH_BASE": "main"}, 0, id="changes are reported"),
        pytest.param(
            {"SDKSMITH_COMMAND": "diff", "SDKSMITH_BASE": "main", "SDKSMITH_FAIL_ON": "breaking"},
            1,
            id="changes fail",
        ),
        pytest.param(
            {"SDKSMITH_COMMAND": "diff", "SDKSMITH_BASE": "before"}, 0, id="base without an SDK made"
        ),
        pytest.param({"SDKSMITH_COMMAND": "publish"}, 2, id="no such command"),
        pytest.param({"SDKSMITH_BASE": "nowhere"}, 2, id="no such commit"),
        pytest.param({"SDKSMITH_BASE": "--upload-pack=touch x"}, 2, id="an option is no commit"),
        pytest.param({"SDKSMITH_SDKS": "cats"}, 2, id="no such SDK"),
        pytest.param({"SDKSMITH_SDKS": "pets\npets", "SDKSMITH_CONFIG": ""}, 1, id="names in lines"),
        pytest.param({"SDKSMITH_CONFIG": "other.toml"}, 2, id="no such configuration"),
    ],
)
def test_exit_codes(made: Repository, inputs: dict[str, str], code: int) -> None:
    done = made.action(**inputs)
    assert done.returncode == code, done.stdout + done.stderr
    assert not (made.folder / "x").exists()


@needs_bash
def test_a_spec_that_cannot_be_read(repository: Repository) -> None:
    repository.commit(api_yaml="openapi: [")
    done = repository.action(SDKSMITH_BASE="main")
    assert done.returncode == 3
    assert "**The SDK cannot be made.**" in done.stdout
    # The change that repairs it must pass.
    repository.git("branch", "--force", "broken")
    repository.commit(api_yaml=REQUIRED)
    repository.sdksmith("generate")
    done = repository.action(SDKSMITH_BASE="broken")
    assert done.returncode == 0, done.stderr
    assert "### pets: not compared" in done.stdout


@needs_bash
def test_an_sdk_that_is_new(repository: Repository) -> None:
    repository.commit(
        sdksmith_toml=CONFIGURATION + CONFIGURATION.replace("pets", "cats").replace('"sdk"', '"c"')
    )
    repository.sdksmith("generate")
    done = repository.action(SDKSMITH_BASE="main", SDKSMITH_FAIL_ON="compatible", SDKSMITH_SDKS="cats")
    assert done.returncode == 0, done.stderr
    assert "### cats: not compared" in done.stdout


@needs_bash
def test_what_the_base_has_meanwhile_is_no_change(repository: Repository) -> None:
    repository.git("switch", "--quiet", "main")
    repository.commit(api_yaml=SPEC.replace("/pets", "/animals"))
    repository.git("switch", "--quiet", "change")
    done = repository.action(SDKSMITH_BASE="main", SDKSMITH_COMMAND="diff")
    assert "`limit` is required now" in done.stdout
    assert "/animals" not in done.stdout
    assert "1 breaking" in done.stdout


@needs_bash
def test_a_base_that_is_not_there_is_fetched(made: Repository, tmp_path: Path) -> None:
    url = made.folder.as_uri()
    made.git("clone", "--quiet", "--depth=1", "--branch=change", url, str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone", made.environment)
    for base in ("main", made.git("rev-parse", "main")):
        done = clone.action(SDKSMITH_BASE=base, SDKSMITH_COMMAND="diff")
        assert done.returncode == 0, done.stderr
        assert "`limit` is required now" in done.stdout


@needs_bash
def test_the_base_of_a_pull_request(made: Repository) -> None:
    done = made.action(SDKSMITH_COMMAND="diff", CI_MERGE_REQUEST_DIFF_BASE_SHA=made.git("rev-parse", "main"))
    assert "`limit` is required now" in done.stdout
    done = made.action(SDKSMITH_COMMAND="diff", GITHUB_BASE_REF="main")
    assert done.returncode == 2
    assert "There is no commit 'origin/main' here." in done.stderr
    done = made.action(SDKSMITH_COMMAND="diff", GITHUB_BASE_REF="main", SDKSMITH_BASE="")
    assert done.returncode == 0
    assert "There is no base to compare with" in done.stderr


@needs_bash
def test_on_github(made: Repository, tmp_path: Path) -> None:
    files = {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "GITHUB_OUTPUT": str(tmp_path / "output")}
    done = made.action(GITHUB_ACTIONS="true", SDKSMITH_BASE="main", **files)
    assert done.returncode == 1
    assert done.stderr == ""
    assert (tmp_path / "output").read_text() == "drift=true\nbreaking=true\nstep=major\n"
    assert "### pets: major" in (tmp_path / "summary").read_text()
    # Text of specs is printed, and none of it outside the part in which commands are stopped.
    found = re.fullmatch(r"::stop-commands::([0-9a-f]{32})\n(.*)^::\1::\n(.*)", done.stdout, re.DOTALL | re.M)
    assert found is not None, done.stdout
    assert "::error::spec" in found[2]
    outside = found[3].splitlines()
    assert outside[0].startswith(
        "::error title=sdksmith check::Generated files are not what the specs give.%0A"
    )
    assert outside[1].startswith("::error file=api.yaml,line=10,col=")
    assert all(re.match(r"::(error|warning|notice) (file|title)=", line) for line in outside)


@dataclass
class GitHub:
    """What answers instead of GitHub: comments of one issue, and a log."""

    comments: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    log: list[str] = field(default_factory=list[str])
    status: int = 200
    url: str = ""

    def answer(self, method: str, path: str, token: str, body: dict[str, Any]) -> tuple[int, Any]:
        self.log.append(f"{method} {path}")
        assert token == "Bearer secret"
        if method == "GET":
            first = 100 * (int(path.rpartition("=")[2]) - 1)
            return 200, self.comments[first : first + 100]
        if self.status != 200:
            return self.status, {"message": "Resource not accessible by integration"}
        if method == "PATCH":
            (found,) = (each for each in self.comments if path.endswith(f"/issues/comments/{each['id']}"))
            found["body"] = body["body"]
            return 200, found
        self.comments.append({"id": len(self.comments) + 1, "user": {"type": "Bot"}, **body})
        return 201, self.comments[-1]


@pytest.fixture
def github() -> Iterator[GitHub]:
    hub = GitHub()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            token = self.headers.get("Authorization", "")
            status, answer = hub.answer(self.command, self.path, token, json.loads(data or b"{}"))
            said = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PATCH = _do  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield hub
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pull_request(github: GitHub, tmp_path: Path) -> dict[str, str]:
    """The variables of a job for a pull request."""
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), encoding="utf-8")
    return {
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "acme/pets",
        "GITHUB_TOKEN": "secret",
        "GITHUB_API_URL": github.url,
        "SDKSMITH_BASE": "main",
        "SDKSMITH_COMMENT": "true",
    }


@needs_bash
def test_one_comment_is_kept_up_to_date(
    repository: Repository, github: GitHub, pull_request: dict[str, str]
) -> None:
    marker = "<!-- sdksmith ci: all -->"
    github.comments = [{"id": index, "body": "+1", "user": {"type": "User"}} for index in range(1, 120)]
    github.comments[3] |= {"body": f"{marker} a trap", "author_association": "NONE"}
    repository.action(**pull_request)
    assert len(github.comments) == 120
    assert "are not what the specs give" in github.comments[-1]["body"]

    repository.sdksmith("generate")
    repository.commit()
    done = repository.action(**pull_request)
    assert done.returncode == 0
    assert len(github.comments) == 120
    assert github.comments[-1]["body"].startswith(f"{marker}\nGenerated files are what the specs give.")
    assert github.comments[3]["body"] == f"{marker} a trap"
    assert github.log[:3] == [
        "GET /repos/acme/pets/issues/7/comments?per_page=100&page=1",
        "GET /repos/acme/pets/issues/7/comments?per_page=100&page=2",
        "GET /repos/acme/pets/issues/7/comments?per_page=100&page=3",
    ]
    assert github.log[3] == "POST /repos/acme/pets/issues/7/comments"
    assert github.log[-1] == "PATCH /repos/acme/pets/issues/comments/120"


@needs_bash
def test_nothing_to_say_is_no_comment(
    repository: Repository, github: GitHub, pull_request: dict[str, str]
) -> None:
    repository.git("switch", "--quiet", "main")
    assert repository.action(**pull_request).returncode == 0
    assert github.comments == []


@needs_bash
def test_a_token_that_may_only_read_fails_nothing(
    made: Repository, github: GitHub, pull_request: dict[str, str]
) -> None:
    github.status = 403
    done = made.action(**pull_request, SDKSMITH_COMMAND="diff")
    assert done.returncode == 0
    assert "No comment: GitHub answers 403." in done.stderr
    assert "### pets: major" in done.stdout
    assert "secret" not in done.stdout + done.stderr


@needs_bash
def test_a_github_that_does_not_answer_fails_nothing(made: Repository, pull_request: dict[str, str]) -> None:
    done = made.action(**{**pull_request, "GITHUB_API_URL": "http://127.0.0.1:9"}, SDKSMITH_COMMAND="diff")
    assert done.returncode == 0
    assert "No comment: " in done.stderr


def test_a_long_report_is_cut_in_whole_lines() -> None:
    text = "start\n<details>\n" + "- été\n" * 100 + "</details>\n"
    assert cut(text, 10_000) == text
    short = cut(text, 300)
    assert len(short.encode()) <= 300
    assert short.count("<details>") == short.count("</details>") == 1
    assert short.startswith("start\n<details>\n- été\n")
    assert "</details>" not in cut("line\n" * 100, 200)


def _steps(document: Any) -> Iterator[dict[str, Any]]:
    for job in document.get("jobs", {"": document.get("runs", {})}).values():
        yield from job.get("steps", ())


FILES = [ACTION / "action.yml", *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_expression_is_part_of_a_script(path: Path) -> None:
    for step in _steps(yaml.safe_load(path.read_text(encoding="utf-8"))):
        assert "${{" not in step.get("run", ""), step
        uses = step.get("uses", "")
        assert not uses or uses.startswith("./") or re.search(r"@[0-9a-f]{40}$", uses), uses


def test_every_input_reaches_the_script() -> None:
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    steps = list(_steps(action))
    text = json.dumps(steps)
    for name in action["inputs"]:
        assert f"inputs.{name}" in text, name
    script = (ACTION / "run.sh").read_text(encoding="utf-8")
    for name in steps[-1]["env"]:
        # The configuration and the token are read by sdksmith itself.
        assert name in script or name in ("SDKSMITH_CONFIG", "GITHUB_TOKEN"), name
    assert os.access(ACTION / "run.sh", os.X_OK)


@needs_bash
def test_a_package_gets_a_workflow_where_that_is_set(repository: Repository) -> None:
    path = repository.folder / "sdk" / ".github" / "workflows" / "ci.yml"
    assert not path.exists()
    repository.commit(sdksmith_toml=f'{CONFIGURATION}ci = "github"\n')
    repository.sdksmith("generate")
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = list(_steps(workflow))
    assert {"run": "python -m pytest"} in steps
    assert all(re.search(r"@[0-9a-f]{40}$", step.get("uses", "@" + 40 * "0")) for step in steps)
    assert "${{" not in " ".join(step.get("run", "") for step in steps)
    # Only the last job may ask for a token, only for a tag, and it runs nothing of the package.
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert [name for name, job in jobs.items() if "permissions" in job] == ["publish"]
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert "refs/tags/v" in jobs["publish"]["if"]
    assert not any("checkout" in step.get("uses", "") for step in jobs["publish"]["steps"])
    # What supports a Python of the matrix says so.
    assert min(jobs["test"]["strategy"]["matrix"]["python"]) == "3.11"
    assert 'requires-python = ">=3.11"' in (repository.folder / "sdk" / "pyproject.toml").read_text()


def test_hooks_are_commands_of_sdksmith() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["entry"] for hook in hooks] == ["sdksmith check", "sdksmith generate"]
    assert all(hook["language"] == "python" and not hook["pass_filenames"] for hook in hooks)
