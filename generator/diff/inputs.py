"""OLD and NEW: what an argument of `sdksmith diff` means, and how it is read."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import config, pipeline, spec_settings
from generator import lock as locks
from generator.config import SdkSettings
from generator.diagnostics import Diagnostic, Diagnostics, Location
from generator.diff import git
from generator.ir.aliases import old_names
from generator.lock import Lock, LockUnreadableError
from generator.pipeline import Surface

_SUFFIXES = (".json", ".md", ".mdx", ".yaml", ".yml")
_ROOT = re.compile(r"""^\s*["']?(openapi|swagger)["']?\s*:""", re.MULTILINE)


class InputError(Exception):
    """An argument that means nothing. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Input:
    """One of the two things to compare.

    Attributes:
        label: What the user called it.
        settings: What to make an SDK of.
        lock: The names that were given to it, if it has been made before.
        folder: Where files of an earlier commit have been put, and
        ref: that commit, as the user called it.
    """

    label: str
    settings: SdkSettings
    lock: Lock | None = None
    folder: Path | None = None
    ref: str = ""

    def shown(self, location: Location) -> Location:
        """A place as the user knows it: `main:specs/api.yaml`, and not in a temporary folder."""
        if self.folder is None:
            return location
        path = Path(os.path.realpath(location.file))
        root = os.path.realpath(self.folder)
        if not path.is_relative_to(root):
            return location
        return replace(location, file=f"{self.ref}:{path.relative_to(root).as_posix()}")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Finds out what arguments mean.

    Attributes:
        sdks: The SDKs of the configuration.
        chosen: The one whose settings hold for documents that are given by themselves, if any.
        config: The configuration file.
        scratch: An empty folder for files of earlier commits.
    """

    sdks: Sequence[SdkSettings]
    chosen: SdkSettings | None
    config: Path | None
    scratch: Path

    def configured(self, sdk: SdkSettings) -> Input:
        """An SDK of the configuration, as it would be made now."""
        return Input(sdk.name, sdk, read_lock(sdk.output))

    def of(self, argument: str, name: str) -> Input:
        """What an argument means: an SDK's name; files, pages or folders, with commas between several; a
        commit and a path, `main:specs/api.yaml`; a commit, or one and an SDK's name: the SDK as it was then.

        Args:
            argument: The argument.
            name: That of a folder for its files, if it is of an earlier commit.

        Raises:
            InputError: It is none of these.
        """
        for sdk in self.sdks:
            if sdk.name == argument:
                return self.configured(sdk)
        if (files := _files(argument)) is not None:
            return Input(argument, self._plain(files), self._lock())
        ref, colon, path = argument.partition(":")
        at = git.commit(ref) if ref else None
        if at is None:
            raise InputError(
                f"{argument!r} is no file, no folder, no SDK of the configuration, and no commit of git."
            )
        folder = self.scratch / name
        folder.mkdir()
        try:
            known = [sdk.name for sdk in self.sdks]
            if not colon or not path or (path in known and git.find(at, path) is None):
                return self._earlier(argument, at, path, folder)
            return self._at(argument, at, path, folder)
        except git.GitError as error:
            raise InputError(f"{argument}: {error}") from error

    def _at(self, argument: str, at: git.Commit, path: str, folder: Path) -> Input:
        """Files of a commit; references in them are followed in the folder that they are in, and below."""
        files: list[str] = []
        for part in path.split(","):
            found = git.find(at, part)
            if found is None:
                raise InputError(f"{at.ref} has no file or folder {part!r}")
            above = self._root(at, found)
            git.extract(at, above, folder)
            if not (folder / found).is_dir() and above != found and not (folder / found).exists():
                git.extract(at, found, folder)
            extracted = _files(str(folder / found))
            if extracted is None:
                raise InputError(f"{part!r} of {at.ref} is a link out of its folder.")
            files += extracted
        lock = None
        if self.chosen is not None:
            lock = self._lock_at(at, self.chosen.output, folder)
        return Input(argument, self._plain(files), lock, folder, at.ref)

    def _root(self, at: git.Commit, found: str) -> str:
        """The folder of a commit that references may lead to."""
        if self.chosen is not None and self.chosen.reference_root is not None:
            return _inside(at, self.chosen.reference_root) or "."
        return os.path.dirname(found) or "."

    def _earlier(self, argument: str, at: git.Commit, name: str, folder: Path) -> Input:
        """An SDK as its configuration was at a commit."""
        if self.config is None:
            raise InputError(f"{argument!r} is a commit, and there is no configuration that names the specs.")
        path = _inside(at, self.config)
        if path is None:
            raise InputError(f"{spec_settings.shown(self.config)} is not in the repository of {at.ref}.")
        git.extract(at, ".", folder)
        diagnostics = Diagnostics()
        sdks = config.read(folder / path, diagnostics).sdks if (folder / path).is_file() else ()
        wanted = name or (self.chosen.name if self.chosen is not None else "")
        settings = next((sdk for sdk in sdks if sdk.name == wanted), None)
        if diagnostics.has_errors or settings is None:
            raise InputError(
                f"The configuration of {at.ref} ({path}) has no SDK {wanted!r} that can be read."
            )
        return Input(argument, settings, read_lock(settings.output), folder, at.ref)

    def _lock_at(self, at: git.Commit, output: Path, folder: Path) -> Lock | None:
        path = _inside(at, output / locks.FILE_NAME)
        if path is None or git.find(at, f"{path}") != path:
            return None
        git.extract(at, path, folder)
        return read_lock(folder / os.path.dirname(path))

    def _lock(self) -> Lock | None:
        return None if self.chosen is None else read_lock(self.chosen.output)

    def _plain(self, files: Sequence[str]) -> SdkSettings:
        """The settings for files: those of the chosen SDK, with its specs replaced."""
        specs = spec_settings.plain(*files)
        return SdkSettings(specs=specs) if self.chosen is None else replace(self.chosen, specs=specs)


def describe(given: Input, previous: Lock | None, diagnostics: Diagnostics) -> Surface | None:
    """The SDK's surface; findings say places as the user knows them."""
    own = Diagnostics()
    surface = pipeline.describe(given.settings, previous, own)
    diagnostics.items.extend(_placed(item, given) for item in own)
    return surface


def successor(surface: Surface, settings: SdkSettings) -> Lock:
    """The lock that making the SDK would leave: names, for whatever is made of the next document."""
    return Lock(
        generator="",
        formatter="",
        configuration=locks.configuration_digest(settings),
        sources=(),
        names=surface.api.names,
        files=(),
        references=surface.references,
        marks=surface.api.marks,
        aliases=tuple(sorted(old_names(surface.api.aliases, surface.api.root).items())),
    )


def read_lock(output: Path) -> Lock | None:
    """The lock of a package; None where there is none that can be read."""
    try:
        return locks.read(output)
    except LockUnreadableError:
        return None


def _placed(item: Diagnostic, given: Input) -> Diagnostic:
    return replace(item, location=given.shown(item.location))


def _files(argument: str) -> list[str] | None:
    """The documents that a path, an address or several of them mean; None when there is no such file."""
    if argument == "-" or spec_settings.is_url(argument):
        return [argument]
    if not Path(argument).exists():
        parts = argument.split(",")
        found = [_files(part) for part in parts] if len(parts) > 1 else [None]
        return None if None in found else [file for files in found if files for file in files]
    if not Path(argument).is_dir():
        return [argument]
    files = [
        str(path)
        for path in sorted(Path(argument).rglob("*"))
        if path.suffix in _SUFFIXES and path.is_file() and _is_document(path)
    ]
    return files or [argument]


def _is_document(path: Path) -> bool:
    """Whether a file of a folder is a document or a page, and not a part that a document refers to."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return _ROOT.search(text) is not None or (path.suffix == ".json" and '"openapi"' in text[:2000])


def _inside(at: git.Commit, path: Path) -> str | None:
    """A path in the repository; None where it is outside."""
    absolute, top = os.path.realpath(path), os.path.realpath(at.top)
    if not Path(absolute).is_relative_to(top):
        return None
    return os.path.relpath(absolute, top).replace(os.sep, "/")
