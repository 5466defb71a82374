"""The files that amend a document: read, and able to say where in them something is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath

from generator.diagnostics import Diagnostics, Location
from generator.load import inputs
from generator.load import pointer as pointers
from generator.load.document import JsonValue
from generator.load.library import FileSource
from generator.load.places import Syntax
from generator.load.text import Text
from generator.load.values import decode, parse


@dataclass(frozen=True, slots=True)
class Findings:
    """Reports what is wrong at places of one file."""

    source: FileSource
    diagnostics: Diagnostics

    def report(
        self, code: str, message: str, pointer: str = pointers.ROOT, *, key: bool = False, help: str = ""
    ) -> None:
        """A finding at a value of the file, or at the name of the member that it is."""
        location = self.source.locate(pointer, key=key)
        line = self.source.source_line(location)
        self.diagnostics.report(code, message, location, source_line=line, help=help)


def read(name: str, diagnostics: Diagnostics) -> FileSource | None:
    """Read an overlay or override file.

    Args:
        name: Its path.
        diagnostics: Receives DOC001 (cannot be read), DOC002 (syntax), DOC005 (a name given twice),
            OVERLAY001 (empty) and OVERLAY008 (a second document).

    Returns:
        What is in it; None when an error was reported.
    """
    try:
        text = Text.of_file(name, decode(inputs.read(name))[0])
    except UnicodeDecodeError as error:
        diagnostics.report("DOC001", f"is not {error.encoding.upper()} text", Location(name))
        return None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        diagnostics.report("DOC001", f"cannot be read: {reason[:1].lower()}{reason[1:]}", Location(name))
        return None
    parsed = parse(text, PurePath(name).suffix.lower())
    if isinstance(parsed, Syntax):
        at = text.locate(parsed.index)
        diagnostics.report("DOC002", parsed.message, at, source_line=text.line(at.line))
        return None
    if not parsed:
        diagnostics.report("OVERLAY001", "the file is empty", text.locate(0))
        return None
    source = FileSource(name, parsed[0].value, text, parsed[0].place)
    for duplicate in parsed[0].duplicates:
        earlier, later = text.locate(duplicate.earlier), text.locate(duplicate.later, duplicate.pointer)
        message = (
            f"the member {duplicate.name!r} stands here and at line {earlier.line}, column {earlier.column}"
        )
        diagnostics.report("DOC005", message, later, source_line=text.line(later.line))
    for further in parsed[1:]:
        at = text.locate(further.place.start)
        message = "a second document; only the first of the file is read"
        diagnostics.report("OVERLAY008", message, at, source_line=text.line(at.line))
    return source


def meant(wrong: str, known: list[str]) -> str:
    """`; did you mean …?` when something known is nearly what was written."""
    found = get_close_matches(wrong, known, n=1, cutoff=0.75)
    return f"; did you mean {found[0]!r}?" if found else ""


def kind(value: JsonValue) -> str:
    """What the Overlay Specification tells apart."""
    match value:
        case dict():
            return "an object"
        case list():
            return "an array"
        case _:
            return "a primitive value"
