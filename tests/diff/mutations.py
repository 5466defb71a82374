"""Real documents, each changed in one way, what `diff` says of it, and what a type checker says of code that
uses what was changed.

The documents stand beside the repository, in `../shared`. `make mutations` makes all of them, a line each.
"""

from __future__ import annotations

import copy
import functools
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.diff.changes import Side
from generator.diff.compare import compare
from generator.diff.inputs import successor
from generator.diff.report import Report, report
from generator.diff.rule import Severity
from generator.diff.rules import RULES
from generator.ir.model import PyName
from generator.lock import Lock
from generator.pipeline import Generated, Surface, produce
from generator.spec_settings import plain
from tests.diff.edits import MUTATIONS, Mutation

SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "specs"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mutation, what was found, and the package before and after."""

    mutation: Mutation
    report: Report
    old: Generated
    new: Generated

    @property
    def found(self) -> set[str]:
        """The changes: rule, subject and part."""
        return {
            " ".join(part for part in (change.rule, change.subject, change.part) if part)
            for change in self.report.changes
        }

    @property
    def breaks(self) -> bool:
        """Whether a type checker must find something in code that uses what was changed."""
        return any(
            change.severity is Severity.BREAKING and RULES[change.rule].checked
            for change in self.report.changes
        )


@functools.cache
def _document(spec: str) -> dict[str, Any]:
    text = (SHARED / spec).read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text) if spec.endswith(".json") else yaml.safe_load(text)
    # Statuses are names, whatever YAML makes of them.
    plain_values: dict[str, Any] = json.loads(json.dumps(loaded, default=str))
    return plain_values


def _package(spec: str) -> str:
    return spec.partition(".")[0].partition("/")[0].replace("-", "_")


@functools.cache
def _before(spec: str, folder: Path) -> Generated:
    return _made(_document(spec), f"old_{_package(spec)}", None, folder)


def _made(document: dict[str, Any], package: str, previous: Lock | None, folder: Path) -> Generated:
    file = folder / f"{package}.json"
    file.write_text(json.dumps(document), "utf-8")
    settings = SdkSettings(
        specs=plain(str(file)), package=package, distribution="sdk", client="Client", formatter="none"
    )
    made = produce(settings, previous, Diagnostics())
    assert made is not None
    return made


def outcome(mutation: Mutation, folder: Path) -> Outcome:
    """Make both packages and compare them.

    Args:
        mutation: What to change.
        folder: For the documents.
    """
    old = _before(mutation.spec, folder)
    document = copy.deepcopy(_document(mutation.spec))
    mutation.edit(document)
    new = _made(document, f"new_{mutation.name}", successor(old.surface, old.settings), folder)
    # The packages have different names only so that one run of the checker can see both.
    sides = _side(old.surface, "sdk"), _side(new.surface, "sdk")
    return Outcome(mutation, report(*sides, compare(*sides), labels=("old", "new")), old, new)


def _side(surface: Surface, package: str) -> Side:
    project = replace(surface.api.project, package=PyName(package))
    schemes = tuple(replace(scheme, environment=()) for scheme in surface.api.schemes)
    return Side(replace(surface.api, project=project, schemes=schemes), surface.document.locate)


def verdicts(outcomes: Iterable[Outcome], folder: Path) -> dict[str, tuple[list[str], list[str]]]:
    """What mypy says of each mutation's program, with the old package and with the new one."""
    programs = folder / "programs"
    programs.mkdir()
    sources = folder / "sources"
    for each in outcomes:
        for made, age in ((each.old, "old"), (each.new, "new")):
            package = str(made.surface.api.project.package)
            if not (sources / package).exists():
                _write(made, sources)
            text = each.mutation.program.format(sdk=package)
            (programs / f"{age}_program_{each.mutation.name}.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--output=json"]
    done = subprocess.run(
        [*command, "--follow-imports=silent", f"--cache-dir={folder / 'cache'}", str(programs)],
        capture_output=True,
        text=True,
        check=False,
        env={"MYPYPATH": str(sources), "PATH": ""},
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in done.stdout.splitlines():
        entry = json.loads(line)
        if entry["severity"] == "error":
            found[Path(entry["file"]).stem].append(f"{entry['line']}: {entry['message']}")
    return {
        each.mutation.name: (
            found[f"old_program_{each.mutation.name}"],
            found[f"new_program_{each.mutation.name}"],
        )
        for each in outcomes
    }


def _write(made: Generated, folder: Path) -> None:
    for path, text in made.files.items():
        if path.startswith("src/"):
            target = folder / path.removeprefix("src/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")


def main() -> int:
    """Print a line for each mutation; 1 when one of them is not found, or judged otherwise than by mypy."""
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outcomes = [outcome(mutation, folder) for mutation in MUTATIONS]
        said = verdicts(outcomes, folder)
    for each in outcomes:
        before, after = said[each.mutation.name]
        is_right = each.found == each.mutation.expected and not before and bool(after) == each.breaks
        wrong += not is_right
        verdict = "breaking" if each.breaks else "not breaking"
        print(
            f"{'ok ' if is_right else 'BAD'} {each.mutation.name}: {verdict}; {', '.join(sorted(each.found))}"
        )
        if not is_right:
            print(f"      expected {sorted(each.mutation.expected)}; mypy: {before} {after}")
    print(f"{len(outcomes)} mutations, {wrong} not as they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
