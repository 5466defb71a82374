"""What holds for every case. What a case is about is tested beside its spec."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import black
import pytest
from black.mode import TargetVersion

from generator.diagnostics import render
from generator.format import LINE_LENGTH
from tests.cases.harness import (
    HERE,
    NAMES,
    generate,
    imported,
    lock_of,
    made,
    settings_of,
    shuffled,
    spec_of,
    write,
)

EVERY = pytest.mark.parametrize("name", NAMES)


@EVERY
def test_diagnostics(name: str, update: bool) -> None:
    """The findings, to the letter."""
    text = render(made(name).diagnostics, in_full=1000).replace(f"{spec_of(name)}:", f"{spec_of(name).name}:")
    text = text.replace(f"{spec_of(name).parent}/", "")
    expected = HERE / name / "diagnostics.txt"
    if update:
        expected.write_text(text, "utf-8", newline="\n")
    assert text == expected.read_text("utf-8")


@EVERY
def test_expected_files(name: str, update: bool) -> None:
    """The files that show what the case is about, byte for byte."""
    files = made(name).files
    folder = HERE / name / "expected"
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = files[path.relative_to(folder).as_posix()]
        if update:
            path.write_text(text, "utf-8", newline="\n")
        assert text == path.read_text("utf-8"), path


@EVERY
def test_the_output_is_python_that_black_leaves_alone(name: str) -> None:
    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    for path, text in made(name).files.items():
        if path.endswith(".py"):
            compile(text, path, "exec", dont_inherit=True)
            if "/_runtime/" not in path:
                assert black.format_str(text, mode=mode) == text, path


@EVERY
def test_the_examples_of_the_readme_are_python(name: str) -> None:
    readme = made(name).files["README.md"]
    blocks: list[str] = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len(blocks) >= 9
    for block in blocks:
        compile(block, "README.md", "exec", dont_inherit=True)
    assert "\n\n\n" not in re.sub(r"```python\n.*?```", "example", readme, flags=re.DOTALL)


@EVERY
def test_neither_a_second_run_nor_the_order_of_the_document_changes_a_byte(name: str, tmp_path: Path) -> None:
    before = lock_of(name)
    first = generate(settings_of(name, spec_of(name), "none"), before).files
    assert generate(settings_of(name, spec_of(name), "none"), before).files == first
    # Nor does what the lock file remembers change anything, as long as the spec is the same.
    locked = generate(settings_of(name, spec_of(name), "none"), made(name).generated.lock)
    assert locked.files == first
    for seed in (1, 2):
        other = tmp_path / "spec.json"
        other.write_text(shuffled(name, seed), "utf-8")
        again = generate(settings_of(name, other, "none"), before).files
        assert again.keys() == first.keys()
        for path, text in first.items():
            assert again[path] == text, path


@EVERY
def test_the_package_passes_its_own_tests(
    name: str, case_folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs the test functions in this process; that they run under pytest is held by tests/sdk."""
    package = made(name)
    if name not in case_folders:
        case_folders[name] = write(package, case_folders[""] / name)
    imported(package, case_folders[name])
    folder = case_folders[name].parent / "tests"
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "recording", raising=False)
    count = 0
    for path in sorted(folder.glob("test_*.py")):
        spec = importlib.util.spec_from_file_location(f"{name}_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for key, test in list(vars(module).items()):
            if key.startswith("test_"):
                test()
                count += 1
    monkeypatch.delitem(sys.modules, "recording", raising=False)
    assert count >= 2 * len(package.api.operations())


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases as subpackages of one package, with one runtime: checkers then read that once."""
    root = tmp_path_factory.mktemp("joined") / "joined"
    for name in NAMES:
        package = made(name).api.project.package
        for path, text in made(name).files.items():
            if not path.endswith((".py", "py.typed")):
                continue
            if "/_runtime/" in path:
                target = root / path.partition(f"/{package}/")[2]
            else:
                target = root / package / path.removeprefix(f"src/{package}/")
                # One level deeper than where they were made for.
                text = re.sub(r"^(\s*from \.+)_runtime\b", r"\1._runtime", text, flags=re.M)
                text = text.replace(f"from {package}._runtime", "from joined._runtime")
                text = re.sub(rf"^from {package}\b", f"from joined.{package}", text, flags=re.M)
                text = text.replace("from recording import", "from .recording import")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        (root / package / "tests" / "__init__.py").write_text("")
    (root / "__init__.py").write_text("")
    return root


@pytest.fixture(scope="module")
def checkers(joined: Path) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """Both type checkers, at work at the same time."""
    config = joined.parent / "pyrightconfig.json"
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": ["joined"],
        "ignore": ["joined/_runtime"],
    }
    config.write_text(json.dumps(settings))
    commands = {
        "mypy": ["mypy", "--strict", "--config-file=", "--no-incremental", "-p", "joined"],
        "pyright": ["pyright", "-p", str(config), "--pythonpath", sys.executable],
    }
    started = {
        name: subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=joined.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        for name, command in commands.items()
    }
    yield started
    for process in started.values():
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_packages_are_clean_under_strict_checkers(
    checkers: dict[str, subprocess.Popen[str]], checker: str
) -> None:
    output, _ = checkers[checker].communicate()
    assert checkers[checker].returncode == 0, output
