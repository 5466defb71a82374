"""What `sdksmith release` does, without the command line (decision 16)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from packaging.version import InvalidVersion, Version

from generator import apply, config, making, memory, pipeline, release_notes, released, spec_settings
from generator import write as disk
from generator.config import SdkSettings
from generator.console import Console
from generator.diagnostics import Diagnostics
from generator.diff.changes import side
from generator.diff.compare import compare
from generator.diff.inputs import Input, describe, successor
from generator.diff.report import Report, Step, report
from generator.diff_settings import DiffSettings
from generator.exits import Exit, UsageError, verdict
from generator.format import FormatterMissingError, label
from generator.load.emit import emitted
from generator.lock import Lock
from generator.pipeline import Generated, Surface
from generator.released import Released, ReleaseUnreadableError
from generator.runtime.deep import on_deep_stack
from generator.selection import Selection, configuration, select
from generator.version_setting import with_version
from generator.workplace import RefusedError
from generator.write import Difference, Drift, Plan


@dataclass(frozen=True, slots=True)
class Request:
    """A command line of `sdksmith release`.

    Attributes:
        selection: Which SDKs of the configuration.
        version: The version to release; None: the one that the changes ask for.
        date: The day, for the heading in CHANGELOG.md, as `2026-01-31`; None: none is written.
        dry_run: Say what would be released, and write nothing.
    """

    selection: Selection
    version: str | None = None
    date: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Next:
    """A release that is not written yet."""

    settings: SdkSettings
    version: str
    section: str
    last: Released | None
    lock: Lock | None


def release(request: Request, console: Console) -> Exit:
    """Release SDKs: version, section of CHANGELOG.md, package, and what the next release is compared with.

    Every package is made, and every refusal is known, before the first byte is written.

    Raises:
        UsageError: An option means nothing, or the configuration cannot be edited.
    """
    _check(request)
    sdks = select(request.selection, console)
    if isinstance(sdks, Exit):
        return sdks
    if request.version is not None and len(sdks) != 1:
        raise UsageError(f"--version is for one SDK; name it: {', '.join(sdk.name for sdk in sdks)}.")
    path = next(iter(configuration(request.selection)))
    rules = config.read(path, Diagnostics()).diff  # `select` has said what is wrong with it
    ready: list[tuple[_Next, Plan]] = []
    text = _read(path)
    edited = text
    try:
        for settings in sdks:
            if not request.dry_run:
                apply.recover(settings.output)
            following = _following(settings, request, rules, console)
            if isinstance(following, Exit):
                return following
            if following is None:
                console.message(f"{settings.name}: nothing to release")
                continue
            console.result(f"{settings.name} {following.version}\n\n{following.section.rstrip()}")
            if request.dry_run:
                continue
            plan = _plan(following, console)
            if isinstance(plan, Exit):
                return plan
            disk.refuse(plan)
            edited = with_version(edited, path, settings.name, following.version)
            ready.append((following, plan))
        _write(path, text, ready)
    except RefusedError as refused:
        for reason in refused.reasons:
            console.error(reason)
        console.error("Nothing was released of what is named here. See `sdksmith generate`.")
        return Exit.FINDINGS
    for following, plan in ready:
        console.message(f"{spec_settings.shown(plan.output)}: {following.version} is ready to be published.")
    return Exit.DONE


def _check(request: Request) -> None:
    if request.version is not None:
        _version(request.version, "--version")
    if request.date is not None:
        try:
            if date.fromisoformat(request.date).isoformat() == request.date:
                return
        except ValueError:
            pass
        raise UsageError(f"--date: {request.date!r} is no day; write it as 2026-01-31.")


def _version(text: str, what: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        raise UsageError(f"{what}: {text!r} is not a PEP 440 version.") from None


def _following(
    settings: SdkSettings, request: Request, rules: DiffSettings, console: Console
) -> _Next | Exit | None:
    """The next release of an SDK; None where there is nothing to release."""
    lock = making.previous_lock(settings, console, tolerate=False)
    if isinstance(lock, Exit):
        return lock
    try:
        last = released.read(settings.output)
    except ReleaseUnreadableError as error:
        console.error(f"{spec_settings.shown(settings.output / released.FILE_NAME)}: {error}")
        return Exit.INPUT
    if last is None:
        surface = _described(Input(settings.name, settings, lock), lock, console)
        if isinstance(surface, Exit):
            return surface
        version = request.version or surface.api.project.version
        _version(version, settings.name)
        return _Next(settings, version, release_notes.first(version, request.date), None, lock)
    found = _report(settings, last, lock, rules, console)
    if isinstance(found, Exit):
        return found
    if found.step is Step.NONE and request.version is None:
        return None
    before = _version(last.version, f"{settings.name}: the last release")
    version = request.version or found.next_version
    if request.version is not None and Version(version) <= before:
        raise UsageError(f"--version: {version} is not greater than {last.version}, the last release.")
    # Somebody who has raised it by hand has meant it.
    if request.version is None and settings.version and Version(settings.version) > Version(version):
        version = settings.version
    section = release_notes.section(found, version, request.date)
    return _Next(settings, version, section, last, lock)


def _report(
    settings: SdkSettings, last: Released, lock: Lock | None, rules: DiffSettings, console: Console
) -> Report | Exit:
    """What has changed since the last release. The document of then, with the settings of now."""
    with tempfile.TemporaryDirectory(prefix="sdksmith-") as scratch:
        path = Path(scratch) / "document.json"
        path.write_text(last.document, encoding="utf-8")
        then = replace(
            settings,
            specs=spec_settings.plain(str(path)),
            overrides=(),
            overlays=(),
            reference_root=None,
            version=last.version,
        )
        names = Lock("", "", "", (), last.names, (), (), last.marks, last.aliases)
        # Findings about it have been said when it was released.
        own = Diagnostics()
        before = describe(Input(last.version, then, names), names, own)
        if before is None:
            console.findings(own)
            return verdict(own, strict=False)
        after = _described(Input(settings.name, settings, lock), lock or successor(before, then), console)
        if isinstance(after, Exit):
            return after
        sides = (
            side(before.api, lambda pointer: before.document.locate(pointer, key=True)),
            side(after.api, lambda pointer: after.document.locate(pointer, key=True)),
        )
        changes = on_deep_stack(lambda: compare(*sides, dict(rules.severity)))
        return report(*sides, changes, labels=(last.version, settings.name))


def _described(given: Input, lock: Lock | None, console: Console) -> Surface | Exit:
    diagnostics = Diagnostics()
    with console.progress(f"Reading {given.label}"):
        surface = describe(given, lock, diagnostics)
    console.findings(diagnostics)
    return verdict(diagnostics, strict=False) if surface is None else surface


def _plan(following: _Next, console: Console) -> Plan | Exit:
    """What is to be written into the package's folder, the release file with it."""
    settings = replace(following.settings, version=following.version)
    older = following.last.changelog if following.last is not None else ""
    changelog = "\n".join(part for part in (following.section, older) if part)
    diagnostics = Diagnostics()
    try:
        layouts = memory.layouts(settings, label(settings.formatter))
        with console.progress(f"Making {settings.name}"):
            package = pipeline.produce(settings, following.lock, diagnostics, layouts, changelog)
    except FormatterMissingError as missing:
        raise UsageError(str(missing)) from missing
    if package is None:
        console.findings(diagnostics)
        return verdict(diagnostics, strict=False)
    plan = disk.compare(package.files, package.lock, package.previous, settings.output, settings.keep)
    new = _released(package, following.version, changelog).to_text().encode()
    place = settings.output / released.FILE_NAME
    old = place.read_bytes() if place.exists() else None
    file = Difference(released.FILE_NAME, Drift.MISSING if old is None else Drift.STALE, old, new)
    return replace(plan, differences=(*plan.differences, file))


def _released(package: Generated, version: str, changelog: str) -> Released:
    document = package.surface.document.data
    return Released(
        version=version,
        document=on_deep_stack(lambda: emitted(document, "json")),
        names=package.lock.names,
        marks=package.lock.marks,
        aliases=package.lock.aliases,
        changelog=changelog,
    )


def _write(path: Path, text: str, ready: Sequence[tuple[_Next, Plan]]) -> None:
    """One SDK after the other, each whole or not at all.

    The configuration comes first: when the run is killed after it, the next one releases the same version.
    """
    for following, plan in ready:
        edited = with_version(text, path, following.settings.name, following.version)
        _replace(path, text, edited)
        try:
            disk.write(plan)
        except BaseException:
            _replace(path, edited, text)
            raise
        text = edited


def _read(path: Path) -> str:
    return path.read_bytes().decode()


def _replace(path: Path, old: str, new: str) -> None:
    """Put another text into the file's place in one step, unless somebody has changed it meanwhile."""
    if old == new:
        return
    if _read(path) != old:
        raise RefusedError([f"{spec_settings.shown(path)} has changed during the run"])
    real = path.resolve()
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new.encode())
        os.chmod(name, real.stat().st_mode & 0o7777)
        os.replace(name, real)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
