"""Real documents, one line each: `make corpus`.

    python -m tests.corpus [--import] [--types] [--tests] [--nightly] [NAME…]

Every document of ../shared/specs and every page of ../shared/pages is generated on its own, unformatted
(formatting says nothing about the generator, and takes longer than everything else). `--import` imports every
module with warnings as errors; `--types` runs both type checkers, mypy not on the three largest, for which it
takes long; `--nightly` runs it on those as well. `--tests` runs the tests that were generated with each
package, and adds two columns, passed and failed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
MOST_SAID = 10
LARGEST = ("github-rest", "stripe", "openai")
IMPORT = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
names = [name for _, name, _ in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
for name in names:
    importlib.import_module(name)
types = importlib.import_module(sys.argv[1] + ".types")
for name in types.__all__:
    value = getattr(types, name)
    if hasattr(value, "model_rebuild"):
        value.model_rebuild()
print(len(names))
"""


def documents() -> list[Path]:
    """Everything that is a document of its own."""
    specs = SHARED / "specs"
    found = [path for path in specs.iterdir() if path.suffix in (".yaml", ".json")]
    found += [specs / "lichess" / "lichess-api.yaml", specs / "train-travel" / "openapi.yaml"]
    found += [path for path in (specs / "smallestai").glob("*.yaml") if "overrides" not in path.name]
    return sorted(found, key=lambda path: path.stat().st_size)


def label_of(document: Path) -> str:
    """What a document is called here."""
    return document.stem if document.stem != "openapi" else document.parent.name


def pages() -> list[Path]:
    """Documentation pages, one operation each."""
    return sorted((SHARED / "pages").glob("*/*.md")) + sorted((SHARED / "pages" / "real").glob("[!n]*/*.md"))


def measure(document: Path, folder: Path) -> dict[str, Any]:
    """What `tests.corpus.one` says about a document."""
    command = [sys.executable, "-m", "tests.corpus.one", str(document), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        return {"error": done.stderr.strip().splitlines()[-3:] or [f"exit code {done.returncode}"]}
    if done.returncode and "error" not in result:
        result["error"] = [line for line in done.stdout.splitlines() if "Error" in line][:2] or [
            "does not compile"
        ]
    return result


def check(command: list[str], cwd: Path) -> list[str]:
    """The last lines of a command that failed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[-4:] if done.returncode else []


def run_tests(folder: Path) -> tuple[int, int, list[str]]:
    """Run a package's own tests.

    Returns:
        How many passed, how many did not, and a line for each of the first of those; where none could be run,
        the last lines of what was said.
    """
    # `recording` as a plugin: then its assertions say what they compared.
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-W",
        "error",
        "-p",
        "no:cacheprovider",
        "-p",
        "recording",
    ]
    command = [*pytest, "--tb=line", "--rootdir", str(folder), "tests"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(("src", "tests")), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    counts = (
        {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|errors?)", lines[-1])}
        if lines
        else {}
    )
    passed = counts.pop("passed", 0)
    said = [line for line in lines if line.startswith(("FAILED", "ERROR"))][:MOST_SAID]
    if done.returncode and not said:
        said = (done.stderr.strip().splitlines() or lines)[-MOST_SAID:]
    return passed, sum(counts.values()), said


def main(arguments: list[str]) -> int:
    """Print the table; the exit code says whether everything holds."""
    if not SHARED.is_dir():
        print(f"nothing to do: {SHARED} is not there")
        return 0
    names = [argument for argument in arguments if not argument.startswith("--")]
    chosen = [path for path in documents() if not names or label_of(path) in names or path.stem in names]
    columns = ["operations", "methods", "schemas", "types", "fields", "free", "degraded", "diagnostics"]
    columns += ["files", "seconds", "MB", *(["passed", "failed"] if "--tests" in arguments else [])]
    print(f"| document | {' | '.join(columns)} |")
    print("| --- |" + " ---: |" * len(columns))
    failures: list[str] = []
    fields = degraded = 0
    with tempfile.TemporaryDirectory() as temporary:
        for path in chosen:
            folder = Path(temporary) / path.stem
            label = label_of(path)
            result = measure(path, folder)
            if "error" in result:
                failures.append(f"{label}: {' / '.join(result['error'])}")
                print(f"| {label} | failed |")
                continue
            fields += result["fields"]
            degraded += sum(result["degraded"].values())
            why = " ".join(f"{code}×{number}" for code, number in result["degraded"].items()) or "0"
            said = " ".join(f"{code}×{number}" for code, number in result["codes"].items()) or "0"
            tested = ""
            if "--tests" in arguments:
                passed, failed, broken = run_tests(folder)
                tested = f" {passed} | {failed} |"
                failures += [f"{label}: {line}" for line in broken]
                if not passed:
                    failures.append(f"{label}: no test passed")
            print(
                f"| {label} | {result['operations']} | {result['methods']} | {result['schemas']} "
                f"| {result['types']} | {result['fields']} | {result['free']} | {why} | {said} "
                f"| {result['files']} | {result['seconds']} | {result['memory']} |{tested}",
                flush=True,
            )
            if result["operations"] != result["methods"]:
                failures.append(f"{label}: {result['operations']} operations, {result['methods']} methods")
            if "--import" in arguments:
                code = [sys.executable, "-W", "error", "-c", IMPORT, result["package"]]
                failures += [f"{label}: {line}" for line in check(code, folder / "src")]
            if "--types" in arguments:
                pyright = [sys.executable, "-m", "pyright", "-p", str(folder), "--pythonpath", sys.executable]
                failures += [f"{label}: pyright: {line}" for line in check(pyright, folder)]
                if path.stem not in LARGEST or "--nightly" in arguments:
                    # One cache for all: what is not generated is the same everywhere.
                    cache = ["--cache-dir", f"{temporary}/mypy"]
                    mypy = [sys.executable, "-m", "mypy", *cache, "src", "tests"]
                    failures += [f"{label}: mypy: {line}" for line in check(mypy, folder)]
        if not names:
            good = 0
            for path in pages():
                result = measure(path, Path(temporary) / f"page-{path.stem}")
                if "error" in result or result["operations"] != result["methods"]:
                    said = f"{path.parent.name}/{path.stem}: {result.get('error') or 'methods are missing'}"
                    # Other vendors' pages come in dialects that are not read yet.
                    if "real" in path.parts:
                        print(said)
                    else:
                        failures.append(said)
                else:
                    good += 1
            print(f"\n{good} of {len(pages())} pages")
    if fields:
        print(f"{degraded} degradations for {fields} fields: {degraded / fields:.2%}")
    for failure in failures:
        print(f"FAILED {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
