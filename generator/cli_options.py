"""What several commands of the command line share: options, what they select, and where messages go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from generator.config import Formatter
    from generator.console import Console
    from generator.selection import Selection

_F = TypeVar("_F", bound=Callable[..., Any])


def _together(*decorators: Callable[[_F], _F]) -> Callable[[_F], _F]:
    def apply(command: _F) -> _F:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return apply


talk = _together(
    click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong."),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        help="Say everything: renames and the like, too, and each finding by itself.",
    ),
)
strict = click.option("--strict", is_flag=True, help="Warnings count: exit code 1, and nothing is written.")
config = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SDKSMITH_CONFIG",
    help="The configuration file. [default: the nearest sdksmith.toml or pyproject.toml]",
)
private = click.option(
    "--allow-private",
    is_flag=True,
    help="Addresses of specs may lead to hosts that are not on the public network.",
)
force = click.option(
    "--force", is_flag=True, help="Write over what sdksmith did not make, or was edited by hand."
)
amending = _together(
    click.option(
        "--override",
        "overrides",
        multiple=True,
        metavar="FILE",
        help="A file that is merged over SPECs; may be given several times.",
    ),
    click.option(
        "--overlay",
        "overlays",
        multiple=True,
        metavar="FILE",
        help="An OpenAPI Overlay that is applied to SPECs, after --override; may be given several times.",
    ),
)
selection = _together(
    click.argument("arguments", metavar="[SDK | SPEC]...", nargs=-1),
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="The package's project folder; the arguments are then specs, and no configuration is read.",
    ),
    config,
    click.option(
        "--formatter",
        type=click.Choice(["black", "ruff", "none"]),
        envvar="SDKSMITH_FORMATTER",
        help="What lays out the Python files. [default: black]",
    ),
    click.option("--package", metavar="NAME", help="The import package."),
    click.option("--client", metavar="NAME", help="The class name of the client."),
    click.option("--namespace", metavar="NAME", help="The group that holds every operation; '' for none."),
    amending,
    private,
)


def selected(
    context: click.Context,
    *,
    arguments: tuple[str, ...],
    output: Path | None,
    config: Path | None,
    formatter: Formatter | None,
    package: str | None,
    client: str | None,
    namespace: str | None,
    overrides: tuple[str, ...],
    overlays: tuple[str, ...],
    allow_private: bool,
) -> Selection:
    from click.core import ParameterSource

    from generator.selection import Selection

    if output is not None and context.get_parameter_source("config") is ParameterSource.COMMANDLINE:
        raise click.UsageError("Give --config or --output, not both.")
    return Selection(
        arguments, output, config, formatter, package, client, namespace, overrides, overlays, allow_private
    )


def console(quiet: bool, verbose: bool) -> Console:
    """Where a command's messages and results go."""
    from generator.console import Console

    return Console(quiet=quiet, verbose=verbose)
