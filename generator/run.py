"""What each command does, without the command line: settings in, messages and results out, exit code back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from generator import lock as locks
from generator import pipeline, spec_settings
from generator import write as disk
from generator.config import SdkSettings
from generator.console import Console
from generator.diagnostics import Diagnostics, Format, Severity
from generator.format import FormatterMissingError
from generator.lock import Lock, LockUnreadableError
from generator.pipeline import Exit, Generated
from generator.selection import UsageError
from generator.write import Drift, Plan, RefusedError


def generate(
    sdks: Sequence[SdkSettings],
    console: Console,
    *,
    strict: bool = False,
    force: bool = False,
    dry_run: bool = False,
    show_diff: bool = False,
    update_references: bool = False,
) -> Exit:
    """Make the packages and write them: all of them, or none when one cannot be made.

    Args:
        sdks: What to make.
        console: Takes messages, and the diff.
        strict: Warnings count as errors.
        force: Write over files that were edited by hand, and into a folder that is not ours.
        dry_run: Say what would be written, and write nothing.
        show_diff: Print it as a unified diff, and write nothing.
        update_references: Accept that addresses which references lead to hold something else than before.
    """
    made = _produce(sdks, console, strict=strict, tolerate_lock=force, update_references=update_references)
    if isinstance(made, Exit):
        console.error("Nothing was written.")
        return made
    try:
        plans = [_plan(package) for package in made]
        if not force:
            for plan in plans:
                disk.refuse(plan)
    except RefusedError as refused:
        return _refused(refused, console)
    for package, plan in zip(made, plans, strict=True):
        if show_diff:
            console.diff(disk.diff(plan))
        if dry_run:
            for item in disk.changes(plan):
                verb = "remove" if item.new is None else "write"
                console.result(f"{verb} {spec_settings.shown(plan.output / item.path)}")
        if not (dry_run or show_diff):
            disk.write(plan, force=force)
            console.message(_summary(package, plan))
    return Exit.DONE


def check(sdks: Sequence[SdkSettings], console: Console, *, strict: bool = False) -> Exit:
    """Make the packages in memory and compare: a unified diff and a line each for what differs."""
    made = _produce(sdks, console, strict=strict, tolerate_lock=True)
    if isinstance(made, Exit):
        return made
    code = Exit.DONE
    for package in made:
        try:
            plan = _plan(package)
        except RefusedError as refused:
            code = _refused(refused, console)
            continue
        if not plan.differences:
            console.message(f"{spec_settings.shown(plan.output)}: up to date ({len(package.files)} files)")
            continue
        code = Exit.FINDINGS
        console.diff(disk.diff(plan))
        for item in plan.differences:
            console.error(disk.describe(plan, item))
    if code is not Exit.DONE:
        console.error("Run `sdksmith generate` with the same arguments, and commit the result.")
    return code


def validate(
    sdks: Sequence[SdkSettings],
    console: Console,
    *,
    format: Format = "text",
    fail_on: Severity | None = Severity.ERROR,
) -> Exit:
    """Say everything there is to say about specs, as the command's result.

    Each is looked at by itself, unless files amend several together.

    Args:
        sdks: What has the specs, and says where their references may lead.
        console: Takes the findings, as results.
        format: `text`, `json`, `github` or `sarif`.
        fail_on: The least severity that makes the exit code other than 0; None: nothing does.
    """
    diagnostics = Diagnostics()
    for settings in dict.fromkeys(alone for sdk in sdks for alone in _alone(sdk)):
        own = Diagnostics()
        pipeline.describe(settings, None, own)
        diagnostics.items.extend(own)
    console.report(diagnostics, format)
    if fail_on is None:
        return Exit.DONE
    return pipeline.verdict(diagnostics, strict=fail_on is Severity.WARNING)


def _alone(sdk: SdkSettings) -> Iterator[SdkSettings]:
    """What of an SDK can be validated by itself. (Without its name: SDKs may share specs.)"""
    rules = SdkSettings(
        reference_root=sdk.reference_root,
        remote_references=sdk.remote_references,
        allow_private_addresses=sdk.allow_private_addresses,
    )
    if sdk.overrides or sdk.overlays:
        yield replace(rules, specs=sdk.specs, overrides=sdk.overrides, overlays=sdk.overlays)
        return
    for spec in sdk.specs:
        if spec.overrides or spec.overlays:
            yield replace(rules, specs=(spec,))
        else:
            yield from (replace(rules, specs=(replace(spec, sources=(one,)),)) for one in spec.sources)


def inspect(settings: SdkSettings, console: Console, *, format: str = "json", strict: bool = False) -> Exit:
    """Print the surface of one SDK."""
    from generator.inspect import inspect as surface_of
    from generator.outline import to_text

    diagnostics = Diagnostics()
    previous = _previous(settings, console, tolerate=True)
    surface = pipeline.describe(settings, previous if isinstance(previous, Lock) else None, diagnostics)
    console.findings(diagnostics)
    code = pipeline.verdict(diagnostics, strict=strict)
    if surface is None or code is not Exit.DONE:
        return code
    if format == "json":
        found = surface_of(surface.api, surface.document)
        console.result(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        console.result(to_text(surface.api))
    return Exit.DONE


def extract(
    settings: SdkSettings,
    console: Console,
    *,
    output: Path | None = None,
    format: Literal["yaml", "json"] = "yaml",
    strict: bool = False,
) -> Exit:
    """Write the one document that an SDK is made of: to a file, or as the command's result."""
    from generator.extract import extracted

    diagnostics = Diagnostics()
    previous = _previous(settings, console, tolerate=True)
    references = dict(previous.references) if isinstance(previous, Lock) else {}
    text = extracted(settings, references, diagnostics, format)
    console.findings(diagnostics)
    code = pipeline.verdict(diagnostics, strict=strict)
    if text is None or code is not Exit.DONE:
        return code
    if output is None:
        console.result(text.removesuffix("\n"))
    else:
        output.write_bytes(text.encode())
        console.message(f"{spec_settings.shown(output)} is written.")
    return Exit.DONE


def init(
    specs: Sequence[str],
    target: Path,
    console: Console,
    *,
    force: bool = False,
    allow_private: bool = False,
) -> Exit:
    """Write a commented configuration file for specs or pages.

    Raises:
        UsageError: The file exists, and `force` is not given.
    """
    from generator.starter import starter

    if target.exists() and not force:
        raise UsageError(f"{spec_settings.shown(target)} exists; --force writes over it.")
    diagnostics = Diagnostics()
    surface = pipeline.describe(
        SdkSettings(specs=spec_settings.plain(*specs), allow_private_addresses=allow_private),
        None,
        diagnostics,
    )
    console.findings(diagnostics)
    if surface is None:
        return pipeline.verdict(diagnostics, strict=False)
    target.write_bytes(starter(surface.api, specs, target.parent).encode())
    console.message(f"{spec_settings.shown(target)} is written; `sdksmith generate` makes the SDK.")
    return Exit.DONE


def _produce(
    sdks: Sequence[SdkSettings],
    console: Console,
    *,
    strict: bool,
    tolerate_lock: bool,
    update_references: bool = False,
) -> list[Generated] | Exit:
    made: list[Generated] = []
    code = Exit.DONE
    for settings in sdks:
        previous = _previous(settings, console, tolerate=tolerate_lock)
        if isinstance(previous, Exit):
            code = max(code, previous)
            continue
        if previous is not None and update_references:
            previous = replace(previous, references=())
        diagnostics = Diagnostics()
        try:
            with console.progress(f"Making {settings.name or spec_settings.shown(settings.output)}"):
                package = pipeline.produce(settings, previous, diagnostics)
        except FormatterMissingError as missing:
            raise UsageError(str(missing)) from missing
        console.findings(diagnostics)
        code = max(code, pipeline.verdict(diagnostics, strict=strict))
        if package is not None:
            made.append(package)
    return made if code is Exit.DONE else code


def _previous(settings: SdkSettings, console: Console, *, tolerate: bool) -> Lock | Exit | None:
    try:
        return locks.read(settings.output)
    except LockUnreadableError as error:
        console.error(str(error))
        if tolerate:
            return None
        console.error("Restore it from version control, or use --force to go on without the names it keeps.")
        return Exit.FINDINGS


def _plan(package: Generated) -> Plan:
    return disk.compare(
        package.files, package.lock, package.previous, package.settings.output, package.settings.keep
    )


def _refused(refused: RefusedError, console: Console) -> Exit:
    for reason in refused.reasons:
        console.error(reason)
    console.error(
        "Nothing was written. To keep a change, list the file under `keep` in the configuration; "
        "--force writes over it."
    )
    return Exit.FINDINGS


def _summary(package: Generated, plan: Plan) -> str:
    # The lock is not one of the package's files.
    written = sum(item.new is not None and item.path in package.files for item in plan.differences)
    removed = sum(item.drift is Drift.OBSOLETE for item in plan.differences)
    count = f"{len(package.files)} files, {written} written"
    if removed:
        count += f", {removed} removed"
    if plan.kept:
        count += f", {len(plan.kept)} kept"
    return f"{spec_settings.shown(plan.output)}: {count}"
