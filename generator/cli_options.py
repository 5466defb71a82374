"""What several commands of the command line share: options, and where messages go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from generator.console import Console

_F = TypeVar("_F", bound=Callable[..., Any])


def options(*decorators: Callable[[_F], _F]) -> Callable[[_F], _F]:
    """Several options as one decorator, in the order in which help lists them."""

    def apply(command: _F) -> _F:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return apply


talk = options(
    click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong."),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        help="Say everything: renames and the like, too, and each finding by itself.",
    ),
)
config = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SDKSMITH_CONFIG",
    help="The configuration file. [default: the nearest sdksmith.toml or pyproject.toml]",
)


def console(quiet: bool, verbose: bool) -> Console:
    """Where a command's messages and results go."""
    from generator.console import Console

    return Console(quiet=quiet, verbose=verbose)
