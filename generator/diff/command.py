"""What `sdksmith diff` does, without the command line."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from generator import config, pipeline
from generator import spec_settings as places
from generator.config import Config, SdkSettings
from generator.console import Console
from generator.diagnostics import Diagnostics
from generator.diff import approvals
from generator.diff.approvals import Approval, ApprovalsError
from generator.diff.changes import Side, side
from generator.diff.compare import compare
from generator.diff.inputs import Input, InputError, Inputs, describe, successor
from generator.diff.report import Report, report
from generator.diff.report_github import to_github
from generator.diff.report_html import to_html
from generator.diff.report_json import to_json
from generator.diff.report_markdown import to_markdown
from generator.diff.report_sarif import to_sarif
from generator.diff.report_text import to_text
from generator.diff.rule import Severity
from generator.diff.signatures import signatures
from generator.diff_settings import rule_fault, severity_fault
from generator.exits import UsageError
from generator.pipeline import Exit
from generator.runtime.deep import on_deep_stack

Format: TypeAlias = Literal["text", "json", "markdown", "github", "sarif", "html"]
FORMATS: tuple[Format, ...] = ("text", "json", "markdown", "github", "sarif", "html")


@dataclass(frozen=True, slots=True)
class Request:
    """A command line of `sdksmith diff`.

    Attributes:
        old: What callers have.
        new: What they get; None: the configured SDK.
        config: The configuration file; None: the nearest one.
        sdk: The SDK of the configuration that is meant; None: the only one.
        severities: `RULE=LEVEL`, which go before the configuration's.
        ignore: The file of approved changes; None: the configured one.
        fresh_names: Both sides get their names as if they had never been made.
    """

    old: str
    new: str | None = None
    config: Path | None = None
    sdk: str | None = None
    severities: Sequence[str] = ()
    ignore: Path | None = None
    fresh_names: bool = False


def diff(
    request: Request,
    console: Console,
    *,
    format: Format = "text",
    fail_on: Severity | None = Severity.BREAKING,
) -> Exit:
    """Compare and print the report; FINDINGS when a change that nobody approved is as bad as `fail_on`.

    Raises:
        UsageError: An argument or an option means nothing.
    """
    made = make(request, console, signed=format == "html")
    if isinstance(made, Exit):
        return made
    match format:
        case "text":
            console.result(to_text(made, color=console.has_colour).rstrip("\n"))
        case "json":
            console.result(to_json(made).rstrip("\n"))
        case "markdown":
            console.result(to_markdown(made).rstrip("\n"))
        case "github":
            console.result(to_github(made).rstrip("\n"))
        case "sarif":
            console.result(to_sarif(made).rstrip("\n"))
        case "html":
            console.result(to_html(made).rstrip("\n"))
    return Exit.FINDINGS if fail_on is not None and is_as_bad(made, fail_on) else Exit.DONE


def is_as_bad(made: Report, severity: Severity) -> bool:
    """Whether a change that nobody approved is as bad as that, or worse."""
    order = list(Severity)
    return any(order.index(change.severity) <= order.index(severity) for change in made.changes)


def make(request: Request, console: Console, *, signed: bool = False) -> Report | Exit:
    """The report that a command line asks for; an exit code when one of the two cannot be read.

    With `signed` it has the signatures of what changed.

    Raises:
        UsageError: An argument or an option means nothing.
    """
    configured = _configuration(request, console)
    if isinstance(configured, Exit):
        return configured
    try:
        severities = {**dict(configured.diff.severity), **_severities(request.severities)}
        given = _approvals(request, configured)
        with tempfile.TemporaryDirectory(prefix="sdksmith-") as scratch:
            old, new = _inputs(request, configured, Path(scratch))
            sides = _sides(old, new, console, fresh_names=request.fresh_names)
            if isinstance(sides, Exit):
                return sides
            changes = on_deep_stack(lambda: compare(*sides, severities))
            made = report(
                *sides,
                changes,
                labels=(old.label, new.label),
                approvals=given,
                today=date.today().isoformat(),
            )
            return replace(made, signatures=signatures(*sides, changes)) if signed else made
    except (InputError, ApprovalsError) as error:
        raise UsageError(str(error)) from error


def _configuration(request: Request, console: Console) -> Config | Exit:
    path = request.config or config.find(Path.cwd())
    if path is None:
        return Config()
    diagnostics = Diagnostics()
    found = config.read(path, diagnostics)
    console.findings(diagnostics)
    return pipeline.verdict(diagnostics, strict=False) if diagnostics.has_errors else found


def _inputs(request: Request, configured: Config, scratch: Path) -> tuple[Input, Input]:
    chosen = _chosen(request, configured.sdks)
    finder = Inputs(configured.sdks, chosen, configured.path, scratch)
    if request.new is not None:
        return finder.of(request.old, "old"), finder.of(request.new, "new")
    if chosen is None:
        raise UsageError(
            "There is no SDK in the configuration to compare with; say `sdksmith diff OLD NEW`."
            if not configured.sdks
            else f"Name one of the SDKs with --sdk: {', '.join(sdk.name for sdk in configured.sdks)}."
        )
    return finder.of(request.old, "old"), finder.configured(chosen)


def _chosen(request: Request, sdks: Sequence[SdkSettings]) -> SdkSettings | None:
    """The SDK whose settings hold for both sides: the one that is named; with one argument, the only one."""
    names = {sdk.name: sdk for sdk in sdks}
    if request.sdk is not None:
        if request.sdk not in names:
            raise UsageError(f"There is no SDK {request.sdk!r} in the configuration.")
        return names[request.sdk]
    for argument in (request.new, request.old, request.old.partition(":")[2]):
        if argument in names:
            return names[argument]
    by_itself = request.new is None or request.new.endswith(":")
    return next(iter(sdks)) if by_itself and len(sdks) == 1 else None


def _sides(old: Input, new: Input, console: Console, *, fresh_names: bool) -> tuple[Side, Side] | Exit:
    """Both SDKs, named as making one after the other would name them."""
    diagnostics = Diagnostics()
    with console.progress(f"Reading {old.label}"):
        before = describe(old, None if fresh_names else old.lock, diagnostics)
    after = None
    if before is not None:
        kept = None if fresh_names else new.lock or successor(before, old.settings)
        with console.progress(f"Reading {new.label}"):
            after = describe(new, kept, diagnostics)
    console.findings(diagnostics)
    if before is None or after is None:
        return pipeline.verdict(diagnostics, strict=False)
    return (
        side(before.api, lambda pointer: old.shown(before.document.locate(pointer, key=True))),
        side(after.api, lambda pointer: new.shown(after.document.locate(pointer, key=True))),
    )


def _severities(given: Sequence[str]) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for text in given:
        rule, _, level = text.partition("=")
        fault = rule_fault(rule) or severity_fault(level)
        if fault:
            raise UsageError(f"--severity {text}: {fault}.")
        found[rule] = Severity(level)
    return found


def _approvals(request: Request, configured: Config) -> list[Approval]:
    source = "" if configured.path is None else places.shown(configured.path)
    found = [Approval(fingerprint, why, "", source) for fingerprint, why in configured.diff.approved]
    path = request.ignore or configured.diff.ignore
    if path is None:
        folder = Path.cwd() if configured.path is None else configured.path.parent
        path = folder / approvals.FILE_NAME
        if not path.exists():
            return found
    return [*found, *approvals.read(path, places.shown(path))]
