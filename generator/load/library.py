"""The files that a document refers to: found, read, and known by all of their URIs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import url2pathname

from generator.diagnostics import Diagnostics, Location
from generator.load import inputs
from generator.load import pointer as pointers
from generator.load.addresses import NotAllowedError, NotFetchedError
from generator.load.document import JsonValue, Source
from generator.load.identities import Resource, join, resources
from generator.load.page import PAGE_SUFFIXES, read_page
from generator.load.places import Place, Syntax, find
from generator.load.remote import Remote
from generator.load.source import digest, step
from generator.load.sources import report_copy
from generator.load.text import Text
from generator.load.values import decode, parse
from generator.spec_settings import is_url


@dataclass(frozen=True, slots=True)
class Rules:
    """Where references may lead.

    Attributes:
        root: The folder that they may not leave; None: the folder of the document.
        remote: The addresses that may be asked, and what they answered.
    """

    root: Path | None = None
    remote: Remote = field(default_factory=Remote)


@dataclass(frozen=True)
class FileSource:
    """A file that is no OpenAPI document itself: a `Source` with any value in it."""

    name: str
    value: JsonValue = field(repr=False)
    text: Text = field(repr=False)
    place: Place = field(repr=False)

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        """See `Source`."""
        place, _ = find(self.place, pointers.split(pointer))
        return self.text.locate(place.key if key else place.start, pointer)

    def source_line(self, location: Location) -> str:
        """See `Source`."""
        return self.text.line(location.line) if location.file == self.name else ""

    @property
    def digests(self) -> Mapping[str, str]:
        """See `Source`."""
        return {self.name: digest(self.value)}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read.

    Attributes:
        source: The way to the places of its values.
        value: What it holds.
        uri: Where it was read from.
        resources: The schema resources in it, the whole file first.
    """

    source: Source
    value: JsonValue = field(repr=False)
    uri: str
    resources: tuple[Resource, ...] = field(repr=False)

    def holding(self, pointer: str) -> list[Resource]:
        """The resources that a place is in, the innermost first."""
        return [one for one in reversed(self.resources) if is_within(pointer, one.pointer)]


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to."""

    file: File
    pointer: str
    value: JsonValue = field(repr=False)


class UnresolvedError(Exception):
    """A reference that leads nowhere: a code and message to report, and help if it is not the code's."""

    def __init__(self, code: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.help = help


class Library:
    """The root document and the files that it leads to, each read once."""

    def __init__(self, source: Source, value: JsonValue, rules: Rules, diagnostics: Diagnostics) -> None:
        # A document from standard input stands in the working directory.
        place = Path(os.path.abspath(source.name if source.name != "-" else "stdin"))
        self._folder = place.parent
        self._within = Path(os.path.realpath(rules.root if rules.root is not None else self._folder))
        self._remote = rules.remote
        self._diagnostics = diagnostics
        self._shown_in = os.path.dirname(source.name)
        self._files: dict[str, File | UnresolvedError] = {}
        self._named: dict[str, tuple[File, Resource]] = {}
        self._hops = 0
        # An address may lead to its neighbours, as a file may.
        self._site = urljoin(source.name, ".") if is_url(source.name) else None
        self.root = self._add(source.name if self._site else place.as_uri(), source, value)

    @property
    def files(self) -> list[File]:
        """All files that could be read, the root first."""
        return [file for file in self._files.values() if isinstance(file, File)]

    def resolve(self, reference: str, file: File, pointer: str, *, dynamic: bool = False) -> Target:
        """What a reference at a place of a file means (RFC 3986 §5, JSON Schema 2020-12 core §8.2 and §9).

        A fragment that is a pointer is looked up in the resource, then in its whole file: many documents have
        an `$id` and refer to `#/components/schemas/…` all the same. With `dynamic`, a name that the resource
        does not have is looked for in those around it, then in all of the file.

        Raises:
            UnresolvedError: There is no such thing, or it may not be read.
        """
        self._hops = 0
        try:
            return self._resolve(reference, file, pointer, dynamic=dynamic)
        except ValueError as error:  # of urllib
            raise UnresolvedError("REF004", f"{reference!r} cannot be read: {error}") from error

    def _resolve(self, reference: str, file: File, pointer: str, *, dynamic: bool = False) -> Target:
        inside = file.holding(pointer)
        uri, fragment = urldefrag(reference)
        if uri:
            home, first = self._find(reference, uri, file, inside[0])
            inside = [first, home.resources[0]]
        else:
            home = file
        if dynamic:
            inside = [*inside, *home.resources]
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            for resource in inside if dynamic else inside[:1]:
                names = {**resource.dynamic, **resource.anchors}
                if fragment in names:
                    target = self._look_up(home, names[fragment])
                    assert target is not None
                    return target
        else:
            for resource in inside:
                found = self._look_up(home, f"{resource.pointer}{fragment}")
                if found is not None:
                    return found
        raise UnresolvedError("REF001", f"{reference!r} does not exist")

    def _look_up(self, file: File, pointer: str) -> Target | None:
        """What is at a pointer, which may lead through references: a section kept in a file of its own."""
        target = Target(file, pointers.ROOT, file.value)
        for token in pointers.split(pointer):
            found = step(target.value, token)
            while found is None:
                reference = target.value.get("$ref") if isinstance(target.value, dict) else None
                if not isinstance(reference, str) or self._hops == _HOPS:
                    return None
                self._hops += 1
                target = self._resolve(reference, target.file, target.pointer)
                found = step(target.value, token)
            where, value = found
            target = Target(target.file, pointers.child(target.pointer, where), value)
        return target

    def _find(self, reference: str, uri: str, file: File, resource: Resource) -> tuple[File, Resource]:
        absolute = join(resource.base, uri)
        known = self._named.get(absolute)
        if known is not None:
            return known
        if urlsplit(uri).scheme not in {"", urlsplit(file.uri).scheme}:
            where = absolute
        else:
            # What has a `$self` or an `$id` still has neighbours where it was read from.
            where = join(file.uri, uri.replace("\\", "/"))
            if (
                where != absolute
                and urlsplit(where).scheme == "file"
                and not inputs.is_file(self._path(where))
            ):
                where = absolute
        if urlsplit(where).scheme == "file":
            where = self._path(where).as_uri()  # one file, one spelling
        found = self._files.get(where)
        if found is None:
            try:
                found = self._read(where, reference, file)
            except UnresolvedError as error:
                found = self._files[where] = error
        if isinstance(found, UnresolvedError):
            raise UnresolvedError(found.code, f"{reference!r} {found}", found.help)
        return found, found.resources[0]

    def _add(self, uri: str, source: Source, value: JsonValue) -> File:
        found = File(source, value, uri, tuple(resources(value, uri)))
        self._files[uri] = found
        self._named.setdefault(uri, (found, found.resources[0]))
        for resource in found.resources:
            self._named.setdefault(resource.base.removesuffix("#"), (found, resource))
        return found

    def _read(self, uri: str, reference: str, referrer: File) -> File:
        scheme = urlsplit(uri).scheme
        if scheme == "file" and urlsplit(referrer.uri).scheme == "file":
            path = self._path(uri)
            name, data = self._shown(path), self._local(path)
        elif scheme in {"http", "https"}:
            name, data = uri, self._fetched(uri)
        else:
            raise UnresolvedError("REF004", "cannot be read: it is neither a file nor an address")
        try:
            text = Text.of_file(name, decode(data)[0])
        except UnicodeDecodeError as error:
            raise UnresolvedError("REF004", f"cannot be read: {name} is not {error.encoding} text") from error
        suffix = PurePath(name).suffix.lower()
        if suffix in PAGE_SUFFIXES:
            fences = [fence for fence in read_page(text).fences if fence.is_candidate or fence.is_data]
            if not fences:
                raise UnresolvedError("REF004", f"cannot be read: {name} has no fenced block of YAML")
            text = fences[0].text
        parsed = parse(text, suffix)
        if isinstance(parsed, Syntax):
            raise UnresolvedError("REF004", f"cannot be read: {text.locate(parsed.index)}: {parsed.message}")
        if not parsed:
            raise UnresolvedError("REF004", f"cannot be read: {name} is empty")
        for duplicate in parsed[0].duplicates:
            earlier, later = text.locate(duplicate.earlier), text.locate(duplicate.later, duplicate.pointer)
            message = (
                f"the member {duplicate.name!r} stands here and at line {earlier.line}, column "
                f"{earlier.column}"
            )
            self._diagnostics.report("DOC005", message, later, source_line=text.line(later.line))
        return self._add(uri, FileSource(name, parsed[0].value, text, parsed[0].place), parsed[0].value)

    def _path(self, uri: str) -> Path:
        return Path(os.path.normpath(url2pathname(urlsplit(uri).path)))

    def _shown(self, path: Path) -> str:
        """A file's name, in the way that the user named the document."""
        try:
            relative = os.path.relpath(path, self._folder)
        except ValueError:  # on another drive
            return str(path)
        return os.path.normpath(os.path.join(self._shown_in, relative))

    def _local(self, path: Path) -> bytes:
        try:
            real = Path(os.path.realpath(path))
            if not real.is_relative_to(self._within):
                inputs.from_elsewhere()  # what is out there is none of our business
                raise UnresolvedError("REF003", f"leads out of the folder {self._shown(self._within)!r}")
            if real.exists() and not real.is_file():
                inputs.absent(path)
                raise UnresolvedError("REF004", f"cannot be read: {self._shown(path)} is not a file")
            return inputs.read(path)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            message = f"cannot be read: {self._shown(path)}: {reason[:1].lower()}{reason[1:]}"
            raise UnresolvedError("REF004", message) from error

    def _fetched(self, url: str) -> bytes:
        if self._site is not None and url.startswith(self._site):
            try:
                content = self._remote.fetch_beside(url, self._site)
                self._report_copy(url)
                return content
            except (NotAllowedError, NotFetchedError) as error:
                raise UnresolvedError("REF004", f"cannot be fetched: {error}", _FETCH_AGAIN) from error
        try:
            self._remote.check(url)
        except NotAllowedError as error:
            fault = f": {error}" if str(error) != url else ""
            raise UnresolvedError("REF005", f"is on another host, and is not fetched{fault}") from error
        try:
            content = self._remote.fetch(url)
        except (NotAllowedError, NotFetchedError) as error:
            message = f"cannot be fetched: {error}"
            # Going on without it would change an SDK that was made with it.
            code = "REF006" if url in self._remote.pins else "REF004"
            raise UnresolvedError(code, message, _FETCH_AGAIN) from error
        if self._remote.differs(url):
            message = (
                f"is not what it was when the SDK was made (SHA-256 {self._remote.fetched[url][:12]}…, was "
                f"{self._remote.pins[url][:12]}…)"
            )
            raise UnresolvedError("REF006", message)
        self._report_copy(url)
        return content

    def _report_copy(self, url: str) -> None:
        if fault := self._remote.fetcher.fault(url):
            report_copy(url, fault, self._diagnostics)


# How many references a pointer may lead through.
_HOPS = 100
_FETCH_AGAIN = "Check the address, and that it can be reached from here."


def is_within(pointer: str, above: str) -> bool:
    """Whether a place is another one or inside of it."""
    return pointer == above or pointer.startswith(f"{above}/")


def stem(file: File) -> str:
    """What a file is called, without folder and suffix; the folder's name when the file is only its index."""
    path = PurePosixPath(unquote(urlsplit(file.uri).path))
    return path.parent.name if path.stem.strip("_") == "index" and path.parent.name else path.stem


def folder(file: File) -> str:
    """The name of the folder that a file is in."""
    path = PurePosixPath(unquote(urlsplit(file.uri).path))
    return (path.parent.parent if path.stem.strip("_") == "index" else path.parent).name
