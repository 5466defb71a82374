"""SARIF of every rule, and what it says of one change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.diff.approvals import Approval
from generator.diff.report import Approved
from generator.diff.report_sarif import to_sarif
from generator.sarif import uri
from tests.diff.harness import HERE, compared, settings_of
from tests.sarif import checked

CASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "old.yaml").exists())


@pytest.mark.parametrize("name", CASES)
def test_every_rule(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / name)
    report = compared("old.yaml", "new.yaml", **settings_of(HERE / name))
    results = checked(to_sarif(report))["results"]
    assert [each["partialFingerprints"]["sdksmithChange/v1"] for each in results] == [
        change.fingerprint for change in report.changes
    ]


def result_of(name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(HERE / name)
    (result,) = checked(to_sarif(compared("old.yaml", "new.yaml")))["results"]
    return result


def test_a_change_is_placed_in_the_new_document(monkeypatch: pytest.MonkeyPatch) -> None:
    assert result_of("argument-added-required", monkeypatch) == {
        "ruleId": "argument-added-required",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "client.pets.list: takes `sort` (str), which is required. Give `sort` in every call."
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "new.yaml"},
                    "region": {"startLine": 14, "startColumn": 9},
                },
                "logicalLocations": [{"fullyQualifiedName": "client.pets.list", "kind": "function"}],
            }
        ],
        "partialFingerprints": {"sdksmithChange/v1": "8f6c3c134e37"},
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "old.yaml"},
                    "region": {"startLine": 7, "startColumn": 5},
                },
                "message": {"text": "how it was"},
            }
        ],
        "properties": {"severity": "breaking", "package": "acme"},
    }


def test_what_is_gone_is_placed_in_the_old_document(monkeypatch: pytest.MonkeyPatch) -> None:
    result = result_of("method-removed", monkeypatch)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "old.yaml"}
    assert "relatedLocations" not in result


def test_approvals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "method-removed")
    report = compared("old.yaml", "new.yaml")
    (change,) = report.changes
    approved = replace(
        report,
        changes=(),
        approved=(Approved(change, "announced"),),
        expired=(Approval("0123456789ab", "", "2026-01-01", ".sdksmith-ignore:1"),),
    )
    run = checked(to_sarif(approved))
    assert run["results"][0]["suppressions"] == [{"kind": "external", "justification": "announced"}]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("The approval 0123456789ab (.sdksmith-ignore:1) does not count")


def test_text_of_documents_is_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "method-removed")
    report = compared("old.yaml", "new.yaml")
    (change,) = report.changes
    hostile = replace(change, message="is [gone](1)\x1b[31m\nfor good", subject="client.\ud800")
    (result,) = checked(to_sarif(replace(report, changes=(hostile,))))["results"]
    assert result["message"]["text"].startswith("client.\ufffd: is [gone\\](1)\ufffd[31m for good.")


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("specs/api.yaml", "specs/api.yaml"),
        ("a b#1.yaml", "a%20b%231.yaml"),
        ("main:specs/api.yaml", "main%3Aspecs/api.yaml"),
        ("https://example.com/a b.yaml?v=1", "https://example.com/a%20b.yaml?v=1"),
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"),
        ("C:\\specs\\api.yaml", "file:///C:/specs/api.yaml"),
        ("\\\\server\\share\\api.yaml", "file://server/share/api.yaml"),
        ("specs\\api.yaml", "specs/api.yaml"),
    ],
)
def test_files_are_uris(file: str, found: str) -> None:
    assert uri(file) == found
