"""Where messages and results go: messages to stderr, results to stdout, colour only on a terminal."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import TextIO

import click

from generator.diagnostics import Diagnostics, Format, Severity, render


@dataclass(frozen=True, slots=True)
class Console:
    """The terminal, or what stands in for it.

    Attributes:
        quiet: Only findings, refusals and results; no word when all went well.
        verbose: Informational findings too.
    """

    quiet: bool = False
    verbose: bool = False

    @property
    def has_colour(self) -> bool:
        """Whether results may be coloured."""
        return _colour(sys.stdout)

    def result(self, text: str) -> None:
        """Print what the command was asked for."""
        click.echo(text, color=_colour(sys.stdout))

    def message(self, text: str) -> None:
        """Print what went well."""
        if not self.quiet:
            click.echo(text, err=True)

    def error(self, text: str) -> None:
        """Print what did not."""
        click.echo(text, err=True)

    def diff(self, lines: Iterable[str]) -> None:
        """Print a unified diff as a result."""
        colour = _colour(sys.stdout)
        for line in lines:
            click.echo(_paint(line) if colour else line, nl=False, color=colour)

    def findings(self, diagnostics: Diagnostics) -> None:
        """Print findings as messages."""
        chosen = [item for item in diagnostics if self.verbose or item.severity is not Severity.INFO]
        colour = _colour(sys.stderr)
        in_full = _EVERY if self.verbose else 3
        click.echo(render(chosen, color=colour, in_full=in_full), err=True, color=colour, nl=False)

    def report(self, diagnostics: Diagnostics, format: Format) -> None:
        """Print all findings as the command's result."""
        colour = _colour(sys.stdout)
        in_full = _EVERY if self.verbose else 3
        click.echo(render(diagnostics, format, color=colour, in_full=in_full), color=colour, nl=False)

    @contextlib.contextmanager
    def progress(self, text: str) -> Generator[None]:
        """Show that work is going on, on a terminal only."""
        if self.quiet or not _terminal(sys.stderr):
            yield
            return
        from rich.console import Console as RichConsole

        with RichConsole(stderr=True).status(text):
            yield


_EVERY = 1_000_000
"""More findings than any document has."""


def _colour(stream: TextIO) -> bool:
    # https://no-color.org: any value that is not empty.
    return _terminal(stream) and not os.environ.get("NO_COLOR")


def _terminal(stream: TextIO) -> bool:
    return stream.isatty()


def _paint(line: str) -> str:
    if line.startswith(("+++", "---")):
        return click.style(line, bold=True)
    match line[:1]:
        case "+":
            return click.style(line, fg="green")
        case "-":
            return click.style(line, fg="red")
        case "@":
            return click.style(line, fg="cyan")
        case _:
            return line
