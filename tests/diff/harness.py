"""Two specs of a directory, compared as `sdksmith diff` compares them."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

from generator.config import AuthSettings, SdkSettings
from generator.diagnostics import Diagnostics, Severity
from generator.diff.changes import Side
from generator.diff.compare import compare
from generator.diff.inputs import Input, describe, successor
from generator.diff.report import Report, report
from generator.lock import Lock
from generator.paging_settings import PaginationSettings
from generator.spec_settings import plain
from generator.webhook_settings import WebhookSettings

HERE = Path(__file__).parent


def compared(old: str, new: str, /, *, fresh: bool = False, **settings: Any) -> Report:
    """The report of two specs; the arguments are those of `sides`."""
    before, after = sides(old, new, fresh=fresh, **settings)
    return report(before, after, compare(before, after), labels=(old, new))


def sides(old: str, new: str, /, *, fresh: bool = False, **settings: Any) -> tuple[Side, Side]:
    """The SDKs of two specs.

    Args:
        old: The file of the old one.
        new: The file of the new one.
        fresh: No names are kept.
        settings: Of both SDKs; those in `old` and `new` of one of them, with `names` that its lock has, and
            `places` and `types` that still work in it.
    """
    one, other = dict(settings.pop("old", {})), dict(settings.pop("new", {}))
    names, later = one.pop("names", None), other.pop("names", None)
    kept_names = [
        (frozenset(side.pop("places", ())), frozenset(side.pop("types", ()))) for side in (one, other)
    ]
    before = Input(old, _settings(old, {**settings, **one}))
    after = Input(new, _settings(new, {**settings, **other}))
    diagnostics = Diagnostics()
    first = describe(before, None if names is None else lock(names), diagnostics)
    assert first is not None
    kept = None if fresh or names else successor(first, before.settings)
    second = describe(after, kept if later is None else lock(later), diagnostics)
    assert second is not None
    assert not [item for item in diagnostics if item.severity is Severity.ERROR]
    return (
        Side(first.api, lambda pointer: first.document.locate(pointer, key=True), *kept_names[0]),
        Side(second.api, lambda pointer: second.document.locate(pointer, key=True), *kept_names[1]),
    )


def lock(names: dict[str, str]) -> Lock:
    """A lock that holds names and nothing else."""
    return Lock("", "", "", (), tuple(sorted(names.items())), ())


def _settings(spec: str, given: dict[str, Any]) -> SdkSettings:
    values = dict(given)
    if "auth" in values:
        values["auth"] = tuple(
            AuthSettings(name, (), (str(variable),)) for name, variable in values["auth"].items()
        )
    if "rename" in values:
        values["rename"] = tuple(values["rename"].items())
    if "pagination" in values:
        values["pagination"] = tuple(_frozen(PaginationSettings, rule) for rule in values["pagination"])
    if "webhooks" in values:
        values["webhooks"] = _frozen(WebhookSettings, values["webhooks"])
    return SdkSettings(specs=plain(spec), **values)


def _frozen(kind: Any, given: dict[str, Any]) -> Any:
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})


def settings_of(folder: Path) -> dict[str, Any]:
    """What `settings.toml` of a directory says: `fresh`, settings, and those of `old` and `new` alone."""
    file = folder / "settings.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def unlined(found: Report) -> tuple[Any, ...]:
    """The changes without their places."""
    return tuple(dataclasses.replace(change, old=None, new=None) for change in found.changes)
