"""The lock file: stable bytes, and no trust in what it says about paths."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from generator import lock as locks
from generator.config import AuthSettings, SdkSettings
from generator.diagnostics import Location
from generator.lock import Lock, LockUnreadableError, check_inside, configuration_digest
from generator.spec_settings import SpecSettings
from generator.subset_settings import Choice

LOCK = Lock(
    generator="1.0.0",
    formatter="black 26.1.0",
    configuration="c" * 64,
    sources=("b" * 64, "a" * 64),
    names=(("#/z", "Zed"), ("#/a", "Ä")),
    files=(("src/z.py", "2" * 64), ("README.md", "1" * 64)),
    marks=(("#/z", "b a"), ("#/a", "a b")),
    aliases=(("pets.z", "#/z"), ("A", "#/a")),
)


def test_round_trip_sorts(tmp_path: Path) -> None:
    (tmp_path / locks.FILE_NAME).write_text(LOCK.to_text(), encoding="utf-8")
    found = locks.read(tmp_path)
    assert found == replace(
        LOCK,
        sources=tuple(sorted(LOCK.sources)),
        names=tuple(sorted(LOCK.names)),
        files=tuple(sorted(LOCK.files)),
        marks=tuple(sorted(LOCK.marks)),
        aliases=tuple(sorted(LOCK.aliases)),
    )
    assert found is not None
    assert found.to_text() == LOCK.to_text()
    assert LOCK.to_text().endswith("}\n")


def test_a_lock_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    content = json.loads(LOCK.to_text())
    del content["marks"], content["aliases"]
    (tmp_path / locks.FILE_NAME).write_text(json.dumps(content), encoding="utf-8")
    found = locks.read(tmp_path)
    assert found is not None
    assert (found.marks, found.aliases) == ((), ())


def test_no_lock(tmp_path: Path) -> None:
    assert locks.read(tmp_path) is None
    assert locks.read(tmp_path / "none") is None
    (tmp_path / "file").touch()
    assert locks.read(tmp_path / "file") is None


def _without(key: str) -> dict[str, Any]:
    content = json.loads(LOCK.to_text())
    del content[key]
    return dict(content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<<<<<<< HEAD", "Expecting value"),
        ("[]", "not a lock file"),
        ('{"lock": 2, "generator": "9.0"}', r"cannot read lock format 2 \(of 9.0\)"),
        (json.dumps(_without("files")), "damaged"),
        (json.dumps({**_without("names"), "names": []}), "damaged"),
        (json.dumps({**_without("files"), "files": {"../../etc/passwd": "1"}}), "not a path inside"),
    ],
)
def test_unreadable(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / locks.FILE_NAME).write_text(content)
    with pytest.raises(LockUnreadableError, match=message):
        locks.read(tmp_path)


@pytest.mark.parametrize("path", ["/a", "..", "a/../b", "a//b", "./a", "", ".", "a\\b", "C:a", "a/"])
def test_paths_that_lead_elsewhere(path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        check_inside(path)


def test_ordinary_paths_are_inside() -> None:
    for path in ("a", "src/a/b.py", ".gitignore", "a..b"):
        check_inside(path)


def test_configuration_digest_is_of_what_changes_the_output() -> None:
    plain = SdkSettings()
    same = SdkSettings(
        name="n",
        specs=(SpecSettings(("s",), overlays=("o",)),),
        output=Path("/elsewhere"),
        keep=("k",),
        formatter="none",
        readme_sections=("r.md",),
        reference_root=Path("/"),
        remote_references=("https://example.com/",),
        allow_private_addresses=True,
    )
    assert configuration_digest(same) == configuration_digest(plain)
    changed: dict[str, Any] = {
        "namespace": (),
        "enums": "enum",
        "rename": (("a", "b"),),
        "auth": (AuthSettings("s"),),
        "choices": (Choice("include", "/a", Location("c.toml", 1, 1), ""),),
    }
    # What overlays and overrides say counts as a source.
    ignored = {"name", "specs", "overrides", "overlays", "output", "keep", "formatter"}
    ignored |= {"readme_sections", "reference_root", "remote_references", "allow_private_addresses"}
    digests = {
        configuration_digest(replace(plain, **{field.name: changed.get(field.name, "text")}))
        for field in fields(SdkSettings)
        if field.name not in ignored
    }
    assert len(digests) == len(fields(SdkSettings)) - len(ignored)
    assert configuration_digest(plain) not in digests
