"""What each command does, without the command line: settings in, messages and results out, exit code back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import apply, config, making, setting_checks, spec_settings
from generator import write as disk
from generator.config import Formatter, SdkSettings
from generator.console import Console
from generator.diagnostics import Diagnostics, Format, Severity
from generator.exits import Exit, UsageError, verdict
from generator.lock import Lock
from generator.toml_table import nearest
from generator.workplace import RefusedError
from generator.write import Drift, Plan

if TYPE_CHECKING:
    # Everything that makes an SDK is imported by what needs it: most runs find that nothing has changed.
    from generator.pipeline import Generated


@dataclass(frozen=True, slots=True)
class Selection:
    """Which SDKs a command line means.

    Attributes:
        arguments: Names of configured SDKs; specs when `output` is given, or when none is such a name.
        output: The project folder of the one package that is made of the specs; no configuration is read.
        config: The configuration file; None: the nearest one.
        formatter: Overrides the configuration, as do the next three.
        package: Import package.
        client: Class name of the client.
        namespace: Groups that hold every operation, `"atoms.v1"`; empty for none.
        overrides: Files that are merged over the specs of the command line.
        overlays: Overlays that are applied to them after that.
    """

    arguments: tuple[str, ...] = ()
    output: Path | None = None
    config: Path | None = None
    formatter: Formatter | None = None
    package: str | None = None
    client: str | None = None
    namespace: str | None = None
    overrides: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()

    def given(self) -> SdkSettings:
        """The settings of an SDK of which the command line says everything."""
        return SdkSettings(
            specs=spec_settings.plain(*self.arguments), overrides=self.overrides, overlays=self.overlays
        )


def select(
    selection: Selection, console: Console, *, specs_allowed: bool = False
) -> tuple[SdkSettings, ...] | Exit:
    """The settings of the SDKs that are meant.

    Args:
        selection: The command line.
        console: Takes the findings about the configuration file.
        specs_allowed: Arguments may be specs without `output`.

    Raises:
        UsageError: Nothing, or nothing known, is meant.
    """
    _check_names(selection)
    if selection.output is not None:
        if not selection.arguments:
            raise UsageError("Name at least one spec or page to generate from.")
        return (_override(replace(selection.given(), output=selection.output), selection),)

    path = selection.config or config.find(Path.cwd())
    sdks: tuple[SdkSettings, ...] = ()
    if path is not None:
        diagnostics = Diagnostics()
        sdks = config.read(path, diagnostics).sdks
        console.findings(diagnostics)
        if diagnostics.has_errors:
            return verdict(diagnostics, strict=False)
    names = [sdk.name for sdk in sdks]
    unknown = [argument for argument in selection.arguments if argument not in names]
    if unknown and specs_allowed and len(unknown) == len(selection.arguments) and all(map(_is_spec, unknown)):
        return (_override(selection.given(), selection),)
    if unknown:
        raise UsageError(_unknown(unknown[0], names, specs_allowed=specs_allowed))
    if path is None:
        raise UsageError(
            "There is no configuration here or above. Say `SPEC -o DIR` to do without one, "
            "or let `sdksmith init SPEC` write one."
        )
    if not sdks:
        raise UsageError(
            f"{spec_settings.shown(path)} configures no SDK; add a table for it, [tool.sdksmith.sdk.<name>]."
        )
    chosen = [sdk for sdk in sdks if not selection.arguments or sdk.name in selection.arguments]
    if len(chosen) > 1 and (selection.package or selection.client or selection.namespace is not None):
        raise UsageError("--package, --client and --namespace are for one SDK; name it.")
    if selection.overrides or selection.overlays:
        raise UsageError(
            "--override and --overlay are for specs on the command line; the configuration has `overrides` "
            "and `overlays`."
        )
    return tuple(_override(sdk, selection) for sdk in chosen)


def configuration(selection: Selection) -> tuple[Path, ...]:
    """The configuration file that a command line means, if it means one."""
    if selection.output is not None:
        return ()
    path = selection.config or config.find(Path.cwd())
    return () if path is None else (path,)


def _check_names(selection: Selection) -> None:
    """Names on the command line must be what names in the configuration must be."""
    faults = (
        ("--package", selection.package and setting_checks.identifier_fault(selection.package)),
        ("--client", selection.client and setting_checks.identifier_fault(selection.client)),
        ("--namespace", selection.namespace and setting_checks.namespace_fault(selection.namespace)),
    )
    for option, fault in faults:
        if fault:
            raise UsageError(f"{option}: {fault}.")


def _is_spec(argument: str) -> bool:
    return argument == "-" or spec_settings.is_url(argument) or Path(argument).exists()


def _unknown(argument: str, names: Sequence[str], *, specs_allowed: bool) -> str:
    if _is_spec(argument) and not specs_allowed:
        return f"{argument!r} is a file and no configured SDK's name; to make an SDK of it, add -o DIR."
    meant = nearest(argument, names)
    hint = f"did you mean {meant!r}?" if meant else f"configured: {', '.join(names) or 'none'}."
    return f"There is no SDK {argument!r} in the configuration; {hint}"


def _override(settings: SdkSettings, selection: Selection) -> SdkSettings:
    return replace(
        settings,
        formatter=selection.formatter or settings.formatter,
        package=selection.package or settings.package,
        client=selection.client or settings.client,
        namespace=(
            settings.namespace
            if selection.namespace is None
            else spec_settings.namespace(selection.namespace)
        ),
    )


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
        format: `text`, `json` or `github`.
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
    rules = SdkSettings(reference_root=sdk.reference_root, remote_references=sdk.remote_references)
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


def init(specs: Sequence[str], target: Path, console: Console, *, force: bool = False) -> Exit:
    """Write a commented configuration file for specs or pages.

    Raises:
        UsageError: The file exists, and `force` is not given.
    """
    from generator import pipeline
    from generator.starter import starter

    if target.exists() and not force:
        raise UsageError(f"{spec_settings.shown(target)} exists; --force writes over it.")
    diagnostics = Diagnostics()
    surface = pipeline.describe(SdkSettings(specs=spec_settings.plain(*specs)), None, diagnostics)
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
