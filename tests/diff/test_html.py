"""The page: what is in it, and that text of documents is only text there."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from generator import cli
from generator.diff.approvals import Approval
from generator.diff.changes import Change, fingerprint
from generator.diff.compare import compare
from generator.diff.report import Approved, Report, report
from generator.diff.report_html import to_html
from generator.diff.rule import Severity
from generator.diff.signatures import signatures
from tests.diff.harness import HERE, compared, settings_of, sides

CASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "old.yaml").exists())
_VOID = {"meta", "input", "link", "br"}


class Page(HTMLParser):
    """A page's elements, which must be closed in their order, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        """The values of an attribute, wherever it is."""
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]


def signed(name: str, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(HERE / name)
    before, after = sides("old.yaml", "new.yaml", **settings_of(HERE / name))
    changes = compare(before, after)
    found = report(before, after, changes, labels=("old.yaml", "new.yaml"))
    return replace(found, signatures=signatures(before, after, changes))


@pytest.mark.parametrize("name", CASES)
def test_every_rule(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = signed(name, monkeypatch)
    page = Page(to_html(found))
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    assert {f"change-{change.fingerprint}" for change in found.changes} <= set(ids)
    assert {value[1:] for value in page.values("href")} <= set(ids)
    # What asks for something from elsewhere.
    assert not page.values("src")
    assert "link" not in {tag for tag, _ in page.elements}
    assert to_html(found) == to_html(signed(name, monkeypatch))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("argument-added-required", "def list() -> None", "def list(\n    *,\n    sort: str,\n) -> None"),
        ("method-removed", "def ping() -> None", ""),
    ],
)
def test_signatures(name: str, before: str, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = signed(name, monkeypatch)
    assert found.signatures[found.changes[0].fingerprint] == (before, after)


@pytest.mark.parametrize("name", ["method-renamed", "method-moved", "type-renamed"])
def test_what_is_renamed_stands_beside_what_it_was(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = signed(name, monkeypatch)
    assert all(all(found.signatures[change.fingerprint]) for change in found.changes)


def test_the_page_runs_its_own_parts_only(monkeypatch: pytest.MonkeyPatch) -> None:
    text = to_html(signed("method-removed", monkeypatch))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


HOSTILE = "</code></script><img src=x onerror=alert(1)> \" ' & {{ 1 }} \x1b[31m"


def hostile(change: Change, severity: Severity) -> Change:
    text = HOSTILE
    mark = fingerprint(severity.value, text, "", "", "")
    return Change(
        change.rule, severity, text, text, f"has `{text}`", text, text, None, None, (text,), text, mark
    )


def test_text_of_documents_is_only_text(monkeypatch: pytest.MonkeyPatch) -> None:
    found = signed("method-removed", monkeypatch)
    changes = tuple(hostile(found.changes[0], severity) for severity in Severity)
    texts = (f"class A:\n    a: Literal['{HOSTILE}']  # {HOSTILE}", f"class B:\n    {HOSTILE}")
    page = Page(
        to_html(
            replace(
                found,
                package=HOSTILE,
                version=HOSTILE,
                old=HOSTILE,
                changes=changes,
                approved=(Approved(changes[0], HOSTILE),),
                expired=(Approval(HOSTILE, HOSTILE, "", HOSTILE),),
                signatures={change.fingerprint: texts for change in changes},
            )
        )
    )
    assert "img" not in {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "\x1b" not in page.text
    assert page.text.count("<img src=x onerror=alert(1)>") > 10


def test_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "method-removed")
    page = Page(to_html(compared("old.yaml", "old.yaml")))
    assert "Nothing changes." in page.text
    assert "form" not in {tag for tag, _ in page.elements}


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    for side in ("old", "new"):
        (tmp_path / f"{side}.yaml").write_bytes(
            (HERE / "argument-added-required" / f"{side}.yaml").read_bytes()
        )
    monkeypatch.chdir(tmp_path)
    assert cli.invoke(["diff", "old.yaml", "new.yaml", "--format", "html"]) == 1
    page = Page(capsys.readouterr().out)
    assert page.values("data-copy") == ["8f6c3c134e37"]
    assert "sort: str," in page.text
