"""What each command does, without the command line: settings in, messages and results out, exit code back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator import apply, making, spec_settings
from generator import write as disk
from generator.config import SdkSettings
from generator.console import Console
from generator.diagnostics import Diagnostics, Format, Severity
from generator.exits import Exit, UsageError, verdict
from generator.lock import Lock
from generator.workplace import RefusedError
from generator.write import Drift, Plan

if TYPE_CHECKING:
    # Everything that makes an SDK is imported by what needs it: most runs find that nothing has changed.
    from generator.pipeline import Generated


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
    try:
        if not (dry_run or show_diff):
            for settings in sdks:
                apply.recover(settings.output)
        if not update_references:
            sdks = [one for one in sdks if not making.is_known(one, console, strict=strict, checking=False)]
        made = making.make(
            sdks, console, strict=strict, tolerate_lock=force, update_references=update_references
        )
        if isinstance(made, Exit):
            console.error("Nothing was written.")
            return made
        plans = [_plan(one.package) for one in made]
        if not force:
            for plan in plans:
                disk.refuse(plan)
        for one, plan in zip(made, plans, strict=True):
            if show_diff:
                console.diff(disk.diff(plan))
            if dry_run:
                for item in disk.changes(plan):
                    verb = "remove" if item.new is None else "write"
                    console.result(f"{verb} {spec_settings.shown(plan.output / item.path)}")
            if not (dry_run or show_diff):
                obstacle = disk.write(plan, force=force)
                making.remember(one)
                console.message(_summary(one.package, plan))
                if obstacle:
                    console.message(f"(The files were replaced one by one, not all in one step: {obstacle}.)")
    except RefusedError as refused:
        return _refused(refused, console)
    return Exit.DONE


def check(sdks: Sequence[SdkSettings], console: Console, *, strict: bool = False) -> Exit:
    """Make the packages in memory and compare: a unified diff and a line each for what differs."""
    code = Exit.DONE
    for settings in sdks:
        try:
            apply.recover(settings.output)
        except (RefusedError, OSError) as error:  # what is there is compared all the same
            console.error(str(error))
    left = [one for one in sdks if not making.is_known(one, console, strict=strict, checking=True)]
    made = making.make(left, console, strict=strict, tolerate_lock=True)
    if isinstance(made, Exit):
        return made
    for one in made:
        try:
            plan = _plan(one.package)
        except RefusedError as refused:
            code = _refused(refused, console)
            continue
        if not plan.differences:
            making.remember(one)
            count = len(one.package.files)
            console.message(f"{spec_settings.shown(plan.output)}: up to date ({count} files)")
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
    from generator import pipeline

    diagnostics = Diagnostics()
    for settings in dict.fromkeys(alone for sdk in sdks for alone in _alone(sdk)):
        own = Diagnostics()
        pipeline.describe(settings, None, own)
        diagnostics.items.extend(own)
    console.report(diagnostics, format)
    if fail_on is None:
        return Exit.DONE
    return verdict(diagnostics, strict=fail_on is Severity.WARNING)


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
    from generator import pipeline
    from generator.inspect import inspect as surface_of
    from generator.outline import to_text

    diagnostics = Diagnostics()
    previous = making.previous_lock(settings, console, tolerate=True)
    surface = pipeline.describe(settings, previous if isinstance(previous, Lock) else None, diagnostics)
    console.findings(diagnostics)
    code = verdict(diagnostics, strict=strict)
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
    previous = making.previous_lock(settings, console, tolerate=True)
    references = dict(previous.references) if isinstance(previous, Lock) else {}
    text = extracted(settings, references, diagnostics, format)
    console.findings(diagnostics)
    code = verdict(diagnostics, strict=strict)
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
    from generator import pipeline
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
        return verdict(diagnostics, strict=False)
    target.write_bytes(starter(surface.api, specs, target.parent).encode())
    console.message(f"{spec_settings.shown(target)} is written; `sdksmith generate` makes the SDK.")
    return Exit.DONE


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
