"""The command line: arguments in, one function of `generator.run` called, an exit code out.

Everything but click is imported by the command that needs it, so that `--help` and a mistyped option answer
at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from generator import __version__
from generator import cli_options as options
from generator.cli_ci import ci
from generator.cli_diff import diff
from generator.cli_release import release

if TYPE_CHECKING:
    from generator.config import SdkSettings
    from generator.diagnostics import Format

BROKEN_PIPE = 128 + 13
"""What a shell reports for a command whose reader went away."""


class ReaderGoneError(Exception):
    """Whoever reads stdout has closed it. (click would turn a broken pipe into 1, which means findings.)"""


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
            return code
        except BrokenPipeError as error:
            raise ReaderGoneError from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sdksmith", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn OpenAPI documents, or the documentation pages that hold them, into Python SDKs.

    Exit codes: 0 done; 1 findings (drift, warnings under --strict, files edited by hand); 2 usage and
    configuration; 3 input that cannot be read; 4 a fault of sdksmith.
    """


@cli.command(short_help="Make SDKs.")
@options.selection
@options.strict
@options.force
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--diff", is_flag=True, help="Print what would change as a unified diff, and write nothing.")
@click.option(
    "--update-references",
    is_flag=True,
    help="Accept that the addresses which references lead to hold something else than before.",
)
@click.option("--watch", is_flag=True, help="Do it again whenever a file is saved, until Ctrl-C.")
@options.talk
@click.pass_context
def generate(
    context: click.Context,
    /,
    strict: bool,
    force: bool,
    dry_run: bool,
    diff: bool,
    update_references: bool,
    watch: bool,
    quiet: bool,
    verbose: bool,
    **selection: Any,
) -> int:
    """Make SDKs: those of the configuration, or one of SPECs into DIR."""
    from generator import run
    from generator.selection import configuration, select

    if watch and (dry_run or diff):
        raise click.UsageError("--watch writes; leave out --dry-run and --diff.")
    console = options.console(quiet, verbose)
    selected = options.selected(context, **selection)

    def once() -> int:
        sdks = select(selected, console)
        if not isinstance(sdks, tuple):
            return sdks
        return run.generate(
            sdks,
            console,
            strict=strict,
            force=force,
            dry_run=dry_run,
            show_diff=diff,
            update_references=update_references,
        )

    if not watch:
        return once()
    from generator.watch import watch as keep_watching

    return keep_watching(once, configuration(selected), console)


@cli.command(short_help="Are the SDKs up to date?")
@options.selection
@options.strict
@options.talk
@click.pass_context
def check(context: click.Context, /, strict: bool, quiet: bool, verbose: bool, **selection: Any) -> int:
    """Compare what would be made with what is there: exit code 1 and a diff when they differ."""
    from generator import run
    from generator.selection import select

    console = options.console(quiet, verbose)
    sdks = select(options.selected(context, **selection), console)
    if not isinstance(sdks, tuple):
        return sdks
    return run.check(sdks, console, strict=strict)


@cli.command(short_help="Print the surface of an SDK, for tools.")
@options.selection
@click.option("--format", type=click.Choice(["json", "text"]), default="json", show_default=True)
@options.strict
@options.talk
@click.pass_context
def inspect(
    context: click.Context, /, format: str, strict: bool, quiet: bool, verbose: bool, **selection: Any
) -> int:
    """Print the surface of one SDK: every method, its arguments, results and errors, with JSON Schemas."""
    from generator import run
    from generator.selection import select

    console = options.console(quiet, verbose)
    sdks = select(options.selected(context, **selection), console, specs_allowed=True)
    if not isinstance(sdks, tuple):
        return sdks
    if len(sdks) != 1:
        raise click.UsageError(f"Name one of the SDKs: {', '.join(sdk.name for sdk in sdks)}.")
    return run.inspect(sdks[0], console, format=format, strict=strict)


@cli.command(short_help="Make one OpenAPI document of pages.")
@click.argument("arguments", metavar="[SDK | SPEC]...", nargs=-1)
@options.config
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the document. [default: standard output]",
)
@click.option("--format", type=click.Choice(["yaml", "json"]), help="[default: by FILE's name, else yaml]")
@options.amending
@options.private
@options.strict
@options.talk
def extract(
    arguments: tuple[str, ...],
    config: Path | None,
    output: Path | None,
    format: Literal["yaml", "json"] | None,
    overrides: tuple[str, ...],
    overlays: tuple[str, ...],
    allow_private: bool,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write the one OpenAPI document that pages, or other specs, are together, as they are amended.

    The document makes the same SDK as they do: names that the pages' snippets show are members of it,
    `x-sdksmith-*`.
    """
    from generator import run
    from generator.selection import Selection, select

    console = options.console(quiet, verbose)
    selection = Selection(
        arguments, config=config, overrides=overrides, overlays=overlays, allow_private=allow_private
    )
    sdks = select(selection, console, specs_allowed=True)
    if not isinstance(sdks, tuple):
        return sdks
    if len(sdks) != 1:
        raise click.UsageError(f"Name one of the SDKs: {', '.join(sdk.name for sdk in sdks)}.")
    is_json = output is not None and output.suffix.lower() == ".json"
    chosen = format or ("json" if is_json else "yaml")
    return run.extract(sdks[0], console, output=output, format=chosen, strict=strict)


@cli.command(short_help="Say what is wrong with specs.")
@click.argument("specs", metavar="[SPEC]...", nargs=-1)
@options.config
@click.option(
    "--format", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="The least severity for an exit code other than 0.",
)
@click.option("--strict", is_flag=True, help="The same as --fail-on warning.")
@options.amending
@options.private
@options.talk
def validate(
    specs: tuple[str, ...],
    overrides: tuple[str, ...],
    overlays: tuple[str, ...],
    config: Path | None,
    format: Format,
    fail_on: str,
    strict: bool,
    allow_private: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say what is wrong with specs: SPECs, or those of the configuration."""
    from generator import run
    from generator.diagnostics import Severity
    from generator.selection import Selection, select

    console = options.console(quiet, verbose)
    selection = Selection(
        specs, config=config, overrides=overrides, overlays=overlays, allow_private=allow_private
    )
    if specs:
        sdks: tuple[SdkSettings, ...] = (selection.given(),)
    else:
        selected = select(selection, console)
        if not isinstance(selected, tuple):
            return selected
        sdks = selected
    least = {"error": Severity.ERROR, "warning": Severity.WARNING, "never": None}[
        "warning" if strict else fail_on
    ]
    return run.validate(sdks, console, format=format, fail_on=least)


@cli.command(short_help="Write a commented configuration.")
@click.argument("specs", metavar="SPEC...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("sdksmith.toml"),
    show_default=True,
    metavar="FILE",
    help="Where to write the configuration.",
)
@click.option("--force", is_flag=True, help="Write over an existing file.")
@options.private
@options.talk
def init(
    specs: tuple[str, ...], output: Path, force: bool, allow_private: bool, quiet: bool, verbose: bool
) -> int:
    """Write a commented configuration for SPECs."""
    from generator import run

    return run.init(specs, output, options.console(quiet, verbose), force=force, allow_private=allow_private)


cli.add_command(diff)
cli.add_command(ci)
cli.add_command(release)


def main() -> None:
    """The console script."""
    sys.exit(invoke(sys.argv[1:]))


def invoke(arguments: list[str]) -> int:
    """Run one command line and give its exit code; nothing is raised."""
    try:
        code = cli.main(arguments, prog_name="sdksmith", standalone_mode=False)
        return int(code or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 130
    except ReaderGoneError:
        # Without this the interpreter complains when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:
        return _failed(error, arguments)


def _failed(error: Exception, arguments: list[str]) -> int:
    from generator.crash import explain

    text, code = explain(error, arguments)
    click.echo(text, err=True)
    return code


if __name__ == "__main__":
    main()
