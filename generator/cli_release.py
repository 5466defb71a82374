"""`sdksmith release` on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from generator import cli_options


@click.command(short_help="Raise the version, and write what changed.")
@click.argument("sdks", metavar="[SDK]...", nargs=-1)
@cli_options.config
@click.option("--version", metavar="VERSION", help="Release this version. [default: the one that is next]")
@click.option("--date", metavar="YYYY-MM-DD", help="The day, for the heading in CHANGELOG.md.")
@click.option("--dry-run", is_flag=True, help="Say what would be released, and write nothing.")
@cli_options.private
@cli_options.talk
def release(
    sdks: tuple[str, ...],
    config: Path | None,
    version: str | None,
    date: str | None,
    dry_run: bool,
    allow_private: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Release SDKs of the configuration: compare with the last release, and write version and changelog."""
    from generator import release as command
    from generator.selection import Selection

    return command.release(
        command.Request(Selection(sdks, config=config, allow_private=allow_private), version, date, dry_run),
        cli_options.console(quiet, verbose),
    )
