"""`sdksmith diff` on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import cli_options

if TYPE_CHECKING:
    from generator.diff.command import Format


@click.command(short_help="What changes for callers?")
@click.argument("old")
@click.argument("new", required=False)
@cli_options.config
@click.option("--sdk", metavar="NAME", help="The SDK of the configuration that is meant, if it has several.")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "markdown", "github", "sarif", "html"]),
    default="text",
    show_default=True,
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "compatible", "never"]),
    default="breaking",
    show_default=True,
    help="The least severity for exit code 1.",
)
@click.option("--severity", metavar="RULE=LEVEL", multiple=True, help="Judge a rule otherwise.")
@click.option(
    "--ignore",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Fingerprints of approved changes. [default: .sdksmith-ignore]",
)
@click.option("--fresh-names", is_flag=True, help="Name both as if neither had been made before.")
@cli_options.talk
def diff(
    old: str,
    new: str | None,
    config: Path | None,
    sdk: str | None,
    format: Format,
    fail_on: str,
    severity: tuple[str, ...],
    ignore: Path | None,
    fresh_names: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say what changes for callers between OLD and NEW, and which version is next.

    OLD and NEW are specs, pages or folders, with commas between several; `REF:PATH` for files of a git
    commit; an SDK of the configuration by name, or `REF` or `REF:NAME` for it as it was. Without NEW the
    configured SDK is compared.
    """
    from generator.diff import command
    from generator.diff.rule import Severity

    return command.diff(
        command.Request(old, new, config, sdk, severity, ignore, fresh_names),
        cli_options.console(quiet, verbose),
        format=format,
        fail_on=None if fail_on == "never" else Severity(fail_on),
    )
