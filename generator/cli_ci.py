"""`sdksmith ci` on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from generator import cli_options


@click.command(short_help="Check drift and report changes, for continuous integration.")
@click.argument("sdks", metavar="[SDK]...", nargs=-1)
@cli_options.config
@click.option(
    "--only",
    type=click.Choice(["drift", "diff"]),
    help="Do one of the two: compare files, or compare with the base.",
)
@click.option(
    "--base",
    metavar="REF",
    help="The commit that callers have; '' for none. "
    "[default: that of the pull or merge request, if there is one]",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "compatible", "never"]),
    default="never",
    show_default=True,
    help="The least severity of a change for exit code 1; drift always gives it.",
)
@click.option("--strict", is_flag=True, help="Warnings count: exit code 1.")
@click.option(
    "--format",
    type=click.Choice(["markdown", "github"]),
    default="markdown",
    show_default=True,
    help="github: annotations of a workflow, too.",
)
@click.option("--comment", is_flag=True, help="Write the report on the pull request (needs GITHUB_TOKEN).")
@cli_options.talk
def ci(
    sdks: tuple[str, ...],
    config: Path | None,
    only: Literal["drift", "diff"] | None,
    base: str | None,
    fail_on: str,
    strict: bool,
    format: str,
    comment: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check that the SDKs are up to date, and report what changes for callers since the base, as Markdown.

    What `check` and `diff` do, at once: the report of drift and of every SDK goes to standard output, to the
    summary and the outputs of a job where there is one, and with --comment to the pull request.
    """
    from generator.ci import command
    from generator.diff.rule import Severity

    environment = command.environment()
    return command.ci(
        command.Request(
            sdks,
            config,
            only or "check",
            command.base_of(environment) if base is None else base or None,
            None if fail_on == "never" else Severity(fail_on),
            strict,
            format == "github",
            comment,
        ),
        cli_options.console(quiet, verbose),
        environment,
    )
