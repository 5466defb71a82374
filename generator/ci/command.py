"""`sdksmith ci`, without the command line: `check` and `diff`, and their results where a service wants them.

Nothing is decided here that the two commands do not decide.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import click

from generator import run
from generator.ci import github
from generator.ci.page import Compared, Page, to_markdown
from generator.config import SdkSettings
from generator.console import Console
from generator.diff import command, git
from generator.diff.inputs import InputError
from generator.diff.report import Report
from generator.diff.report_github import to_github
from generator.diff.rule import Severity
from generator.exits import UsageError
from generator.pipeline import Exit
from generator.selection import Selection, select

Part: TypeAlias = Literal["check", "drift", "diff"]
PARTS: tuple[Part, ...] = ("check", "drift", "diff")


@dataclass(frozen=True, slots=True)
class Request:
    """A command line of `sdksmith ci`.

    Attributes:
        sdks: Names of configured SDKs; none: all of them.
        config: The configuration file; None: the nearest one.
        part: What to do: compare files (`drift`), compare with the base (`diff`), or both (`check`).
        base: The commit that callers have; None: there is nothing to compare with.
        fail_on: The least severity of a change that fails the run; None: changes are only reported.
        strict: Warnings about specs count as drift.
        annotate: Print workflow commands of GitHub.
        comment: Write the report on the pull request that the environment tells of.
    """

    sdks: tuple[str, ...] = ()
    config: Path | None = None
    part: Part = "check"
    base: str | None = None
    fail_on: Severity | None = None
    strict: bool = False
    annotate: bool = False
    comment: bool = False


@dataclass(frozen=True, slots=True)
class _Told(Console):
    """A console that remembers what went wrong, and whose only result is the report."""

    errors: list[str] = field(default_factory=list[str])

    def error(self, text: str) -> None:
        self.errors.append(text)
        # The base class is named: a dataclass with slots is a second class, which `super()` does not know.
        Console.error(self, text)

    def diff(self, lines: Iterable[str]) -> None:
        for line in lines:
            click.echo(line, nl=False, err=True)


def ci(request: Request, console: Console, environment: Mapping[str, str]) -> Exit:
    """Do what a service for continuous integration runs; the report is the result, as Markdown.

    The exit code is the worst of `check` (drift: FINDINGS) and of `diff` with `fail_on`. A base that has no
    such SDK, or cannot be read, is reported and fails nothing: a change may be the one that repairs it.

    Args:
        request: What to do.
        console: Takes messages and the report.
        environment: Variables of the process: those of GitHub say where summary, outputs and comment go.

    Raises:
        UsageError: An argument means nothing.
    """
    told = _Told(quiet=console.quiet, verbose=console.verbose)
    with _no_commands(request.annotate):
        sdks = select(Selection(request.sdks, config=request.config), told)
        if not isinstance(sdks, tuple):
            return sdks
        base = None if request.base is None or request.part == "drift" else _base(request.base)
        drift = run.check(sdks, told, strict=request.strict) if request.part != "diff" else None
        drifted = tuple(told.errors) if drift is not Exit.DONE else ()
        if request.base is None and request.part != "drift":
            told.message("There is no base to compare with; --base REF names one.")
        compared = [_compare(sdk, base, request, told) for sdk in sdks] if base is not None else []
        code = _verdict(drift, compared, request.fail_on)
        page = Page(request.sdks, drift, drifted, tuple(compared))
        text = to_markdown(page)
        told.result(text.rstrip("\n"))
    if request.annotate:
        _annotate(page, told)
    github.summarise(text, environment)
    github.output(page, environment)
    if request.comment:
        said = github.comment(page, environment)
        if said:
            console.message(said)
    return code


@contextmanager
def _no_commands(is_on_github: bool) -> Generator[None]:
    """GitHub reads commands from whatever is printed, and what is printed shows text of specs: not here."""
    if not is_on_github:
        yield
        return
    word = secrets.token_hex(16)
    click.echo(f"::stop-commands::{word}")
    try:
        yield
    finally:
        click.echo(f"::{word}::")


def _base(ref: str) -> str:
    """Where the branch left the base: what was changed there since then is no change of this branch."""
    found = git.commit(ref)
    if found is None:
        raise UsageError(
            f"There is no commit {ref!r} here. A checkout may hold only the newest one: fetch the base first "
            "(`git fetch origin BRANCH`)."
        )
    shared = git.merge_base(found.sha)
    return ref if shared in (None, found.sha) else str(shared)


def _compare(sdk: SdkSettings, base: str, request: Request, console: Console) -> Compared:
    asked = command.Request(f"{base}:{sdk.name}", config=request.config, sdk=sdk.name)
    return _made(sdk.name, lambda: command.make(asked, console))


def _made(name: str, make: Callable[[], Report | Exit]) -> Compared:
    try:
        made = make()
    except UsageError as error:
        # The new side is an SDK of the configuration, so what has no meaning is the base.
        if isinstance(error.__cause__, InputError):
            return Compared(name, why=str(error))
        raise
    if isinstance(made, Exit):
        return Compared(name, why="one of the two sides cannot be read", code=made)
    return Compared(name, made)


def _verdict(drift: Exit | None, compared: Sequence[Compared], fail_on: Severity | None) -> Exit:
    code = drift or Exit.DONE
    for each in compared:
        if each.report is None:
            # `check` has read this side: where it could, what cannot be read is the base.
            code = max(code, Exit.DONE if drift is not None else each.code)
        elif fail_on is not None and command.is_as_bad(each.report, fail_on):
            code = max(code, Exit.FINDINGS)
    return code


def _annotate(page: Page, console: Console) -> None:
    for line in github.workflow_commands(page):
        console.result(line.rstrip("\n"))
    for each in page.compared:
        if each.report is not None:
            console.result(to_github(each.report).rstrip("\n"))


def base_of(environment: Mapping[str, str]) -> str | None:
    """The commit that a merge or pull request is compared with, by the services that say it."""
    branch = environment.get("GITHUB_BASE_REF")
    return environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA") or (f"origin/{branch}" if branch else None)


def environment() -> Mapping[str, str]:
    """The variables of this process."""
    return os.environ
