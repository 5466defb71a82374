"""The shape of the code: who may import whom, what files are called, how long they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
GENERATOR = ROOT / "generator"

# Stages in the order of the data; a stage may import those before it. What is not a stage stands outside.
STAGES = ("load", "spec", "ir", "render")
SHARED = (
    "diagnostics",
    "config",
    "diff_settings",
    "paging_settings",
    "setting_checks",
    "spec_settings",
    "subset_settings",
    "toml_places",
    "toml_table",
    "webhook_settings",
)
NAMED_FOR_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
LONGEST = 400


def modules() -> Iterator[tuple[Path, str]]:
    """Every module of the generator, with the package it belongs to ('' for the top)."""
    for path in sorted(GENERATOR.rglob("*.py")):
        parts = path.relative_to(GENERATOR).parts
        yield path, parts[0] if len(parts) > 1 else ""


def imported(path: Path) -> set[str]:
    """The first part below `generator` of everything that a module imports from it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found.update(name.split(".")[1] for name in names if name.startswith("generator."))
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_imports_go_one_way(stage: str) -> None:
    allowed = {*STAGES[: STAGES.index(stage) + 1], *SHARED}
    if stage == "render":
        allowed.add("runtime")  # examples keep to the bounds that the runtime checks
    for path, package in modules():
        if package == stage:
            assert imported(path) <= allowed, f"{path.relative_to(ROOT)} imports {imported(path) - allowed}"


def test_shared_modules_import_no_stage() -> None:
    for path, package in modules():
        if not package and path.stem in SHARED:
            assert not imported(path) & set(STAGES), path


def test_runtime_imports_nothing_of_the_generator() -> None:
    for path, package in modules():
        if package != "runtime":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                assert not (node.module or "").startswith("generator"), path
            if isinstance(node, ast.ImportFrom):
                assert node.level <= 1, f"{path}: a relative import that leaves the runtime"
            if isinstance(node, ast.Import):
                assert not any(alias.name.startswith("generator") for alias in node.names), path


def test_only_one_runtime_module_names_the_http_library() -> None:
    naming = [
        path.name
        for path, package in modules()
        if package == "runtime"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(alias.name.startswith("httpx2") for alias in node.names))
        and not under_type_checking(path, node)
    ]
    assert set(naming) == {"transport.py"}


def under_type_checking(path: Path, node: ast.AST) -> bool:
    """Whether a statement stands in an `if TYPE_CHECKING:` block."""
    for other in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(other, ast.If)
            and isinstance(other.test, ast.Name)
            and other.test.id == "TYPE_CHECKING"
        ):
            lines = range(other.lineno, (other.end_lineno or other.lineno) + 1)
            if getattr(node, "lineno", 0) in lines:
                return True
    return False


def test_no_file_is_named_for_nothing() -> None:
    assert not [path for path, _ in modules() if path.stem in NAMED_FOR_NOTHING]


def test_no_file_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path, _ in modules()
    }
    assert not {name: lines for name, lines in long.items() if lines > LONGEST}


_READS = re.compile(
    r"\.(read_bytes|read_text|is_file|exists|is_dir|iterdir|glob|rglob)\(|\bopen\(|os\.(walk|listdir|scandir)\(|"
    r"os\.path\.(isfile|isdir|exists|lexists)\("
)
# What library.py looks at besides, it tells the record itself.
_TOLD = ("if real.exists() and not real.is_file():",)


def test_all_that_is_read_is_recorded() -> None:
    """`check` answers from digests of inputs: `load/inputs.py` must see every one of them."""
    for path, package in modules():
        # What cache.py reads counts as from elsewhere, as what it has copies of.
        if package != "load" or path.name in {"inputs.py", "cache.py"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            past = _READS.search(line.replace("inputs.is_file(", "")) and not line.strip().startswith(_TOLD)
            assert not past, f"{path}:{number} reads past load/inputs.py: {line.strip()}"
