"""Which SDKs a command line means, by name or by their specs, and their settings."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import config, setting_checks, spec_settings
from generator.config import Formatter, SdkSettings
from generator.console import Console
from generator.diagnostics import Diagnostics
from generator.exits import Exit, UsageError, verdict
from generator.toml_table import nearest


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
        allow_private: Whether addresses may be fetched that are not on the public network.
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
    allow_private: bool = False

    def given(self) -> SdkSettings:
        """The settings of an SDK of which the command line says everything."""
        return SdkSettings(
            specs=spec_settings.plain(*self.arguments),
            overrides=self.overrides,
            overlays=self.overlays,
            allow_private_addresses=self.allow_private,
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
    is_here = Path(argument).exists() or glob.has_magic(argument)
    return argument == "-" or spec_settings.is_url(argument) or is_here


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
        allow_private_addresses=selection.allow_private or settings.allow_private_addresses,
        namespace=(
            settings.namespace
            if selection.namespace is None
            else spec_settings.namespace(selection.namespace)
        ),
    )
