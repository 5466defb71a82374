"""Each rule in a directory: what two specs of it have to say, from old to new and back.

`--update` writes `changes.txt` and `changes.reverse.txt`; read them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.diff.report_text import to_text
from generator.diff.rules import RULES, table
from tests.diff.harness import HERE, compared, settings_of

# What comes of something else, or brings it about: a method, or members of variants.
SEVERAL = {"discriminator-changed", "error-class-body-widened"}
FOLDERS = sorted(path.parent.name for path in HERE.glob("*/old.yaml"))
DOCUMENT = HERE.parent.parent / "generator" / "diff" / "RULES.md"


def report_of(folder: Path, monkeypatch: pytest.MonkeyPatch, *, back: bool = False) -> Any:
    monkeypatch.chdir(folder)
    settings = settings_of(folder)
    if not back:
        return compared("old.yaml", "new.yaml", **settings)
    one, other = settings.pop("old", {}), settings.pop("new", {})
    return compared("new.yaml", "old.yaml", old=other, new=one, **settings)


@pytest.mark.parametrize("name", FOLDERS)
def test_rule(name: str, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = HERE / name
    for file, back in (("changes.txt", False), ("changes.reverse.txt", True)):
        found = report_of(folder, monkeypatch, back=back)
        text = to_text(found)
        if update:
            (folder / file).write_text(text, "utf-8", newline="\n")
        assert text == (folder / file).read_text("utf-8")
        if not back:
            assert name in {change.rule for change in found.changes}
            assert len(found.changes) == 1 or name in SEVERAL, "one rule, one change"


@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_changes_between_a_spec_and_itself(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / name)
    settings = settings_of(HERE / name)
    settings.pop("new", None)
    one = settings.pop("old", {})
    found = compared("old.yaml", "old.yaml", old=one, new=one, **settings)
    assert found.changes == ()
    assert found.step.value == "none"


def test_every_rule_has_a_directory() -> None:
    assert sorted(RULES) == FOLDERS


def test_the_documented_table_is_the_one_in_force(update: bool) -> None:
    text = DOCUMENT.read_text("utf-8")
    head, begin, rest = text.partition("<!-- rules -->\n")
    _, end, tail = rest.partition("<!-- /rules -->\n")
    fresh = f"{head}{begin}{table()}{end}{tail}"
    if update:
        DOCUMENT.write_text(fresh, "utf-8", newline="\n")
    assert text == fresh
