"""Packages made in memory, unless digests tell that there is nothing to make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator import lock as locks
from generator import memory, spec_settings
from generator import write as disk
from generator.config import SdkSettings
from generator.console import Console
from generator.diagnostics import Diagnostics
from generator.exits import Exit, UsageError, verdict
from generator.load.inputs import Inputs, recording
from generator.lock import Lock, LockUnreadableError

if TYPE_CHECKING:
    # Everything that makes an SDK is imported by what needs it: most runs find that nothing has changed.
    from generator.pipeline import Generated


@dataclass(frozen=True, slots=True)
class Made:
    """A package in memory, and what it was made from."""

    package: Generated
    inputs: Inputs
    diagnostics: Diagnostics


def make(
    sdks: Sequence[SdkSettings],
    console: Console,
    *,
    strict: bool,
    tolerate_lock: bool,
    update_references: bool = False,
) -> list[Made] | Exit:
    """Make packages in memory, and say what there is to say.

    Args:
        sdks: What to make.
        console: Takes the findings.
        strict: Warnings count as errors.
        tolerate_lock: Go on without a lock that cannot be read.
        update_references: See `run.generate`.

    Returns:
        The packages, or the exit code when one cannot be made.

    Raises:
        UsageError: The chosen formatter is not installed.
    """
    if not sdks:
        return []
    from generator import pipeline
    from generator.format import FormatterMissingError, label

    made: list[Made] = []
    code = Exit.DONE
    for settings in sdks:
        previous = previous_lock(settings, console, tolerate=tolerate_lock)
        if isinstance(previous, Exit):
            code = max(code, previous)
            continue
        if previous is not None and update_references:
            previous = replace(previous, references=())
        diagnostics = Diagnostics()
        try:
            layouts = memory.layouts(settings, label(settings.formatter))
            with (
                console.progress(f"Making {settings.name or spec_settings.shown(settings.output)}"),
                recording() as inputs,
            ):
                package = pipeline.produce(settings, previous, diagnostics, layouts)
        except FormatterMissingError as missing:
            raise UsageError(str(missing)) from missing
        console.findings(diagnostics)
        code = max(code, verdict(diagnostics, strict=strict))
        if package is not None:
            made.append(Made(package, inputs, diagnostics))
            memory.keep_layouts(settings, package.lock.formatter, package.layouts)
    return made if code is Exit.DONE else code


def is_known(settings: SdkSettings, console: Console, *, strict: bool, checking: bool) -> bool:
    """Whether digests alone tell that a package is up to date; then that is said, with all findings.

    Args:
        settings: The SDK.
        console: Takes what there is to say.
        strict: Warnings count as errors.
        checking: A file that nobody knows is a difference.
    """
    known = memory.recall(settings)
    if known is None or (console.verbose and not known.is_settled):
        return False
    try:
        text = (settings.output / locks.FILE_NAME).read_bytes()
        lock = locks.read(settings.output)
    except (OSError, LockUnreadableError):
        return False
    diagnostics = Diagnostics(list(known.findings))
    if lock is None or locks.digest(text) != known.lock or verdict(diagnostics, strict=strict):
        return False
    kept = disk.as_locked(lock, settings.output, settings.keep, strays=checking)
    if kept is None:
        return False
    console.findings(diagnostics)
    count = f"{len(lock.files)} files"
    counted = (
        f"up to date ({count})" if checking else f"{count}, 0 written" + (f", {kept} kept" if kept else "")
    )
    console.message(f"{spec_settings.shown(settings.output)}: {counted}")
    return True


def remember(one: Made) -> None:
    """Keep what the next run can be spared."""
    package = one.package
    lock = package.lock.to_text()
    is_new = package.previous is None or package.previous.to_text() != lock
    memory.remember(package.settings, one.inputs, one.diagnostics, lock, is_new=is_new)


def previous_lock(settings: SdkSettings, console: Console, *, tolerate: bool) -> Lock | Exit | None:
    """The lock of the package as it is; an exit code when it cannot be read and that is not tolerated."""
    try:
        return locks.read(settings.output)
    except LockUnreadableError as error:
        console.error(str(error))
        if tolerate:
            return None
        console.error("Restore it from version control, or use --force to go on without the names it keeps.")
        return Exit.FINDINGS
