"""What the generator has to say about its input, and the one way to say it.

A fault is reported once, with a code from `CODES`, at a `Location` in the file that the user edits. Nothing
else in the generator prints or decides an exit code from a fault.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal


class Severity(Enum):
    """How bad a finding is. Only `ERROR` stops the pipeline (between stages)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an input file.

    Attributes:
        file: The path or URL as the user gave it.
        line: 1-based line in that file (the Markdown page, when the input is a page); 0 when unknown.
        column: 1-based column in characters; 0 when unknown.
        pointer: JSON pointer (RFC 6901) into the document, with the leading `#`, or empty.
    """

    file: str
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: its severity and what the user can do about it."""

    severity: Severity
    help: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding."""

    code: str
    severity: Severity
    message: str
    location: Location
    source_line: str = ""
    help: str = ""


# Every code has a directory in tests/bad/.
CODES: dict[str, Code] = {
    "CONF001": Code(Severity.ERROR, "Remove the key, or correct its name."),
    "CONF002": Code(Severity.ERROR, "Correct the value."),
    "CONF003": Code(Severity.ERROR, "Check the path, and that the file is valid TOML."),
    "DOC001": Code(Severity.ERROR, "Check the path and the permissions."),
    "DOC002": Code(Severity.ERROR, "Correct the YAML or JSON syntax at the marked place."),
    "DOC003": Code(
        Severity.ERROR,
        "The page needs a fenced ```yaml block with an OpenAPI document; .md after its URL may give one.",
    ),
    "DOC004": Code(Severity.ERROR, "The document's root needs an `openapi` (3.x) or `swagger` (2.0) member."),
    "DOC005": Code(Severity.WARNING, "Remove one of the two; the last one is used."),
    "DOC006": Code(Severity.WARNING, "Only the first OpenAPI document of the file is used; split it."),
    "DOC007": Code(Severity.INFO, "Nothing is needed; the document could say it itself."),
    "DOC008": Code(Severity.INFO, "Nothing is needed, unless one of them should be part of the SDK."),
    "DOC009": Code(Severity.WARNING, "Check the address and the network; the copy may be out of date."),
    "DOC010": Code(Severity.WARNING, "Correct the link in the index; the page is left out until then."),
    "EXTRA001": Code(
        Severity.WARNING,
        "Correct or remove the entry; `sdksmith inspect --format text` shows the namespaces. Until then the "
        "generated class is used.",
    ),
    "MERGE001": Code(Severity.WARNING, "Remove one of the two descriptions; the other one is used."),
    "MERGE002": Code(Severity.INFO, "Give the two components different names if you like."),
    "MERGE003": Code(Severity.INFO, "Make them equal, or leave the other one out."),
    "MERGE004": Code(Severity.INFO, "Nothing is lost; make them equal if they are meant to be."),
    "OVERLAY001": Code(Severity.ERROR, "Correct the file; nothing of what is marked can be applied."),
    "OVERLAY002": Code(Severity.ERROR, "Say `overlay: 1.0.0` or `overlay: 1.1.0`."),
    "OVERLAY003": Code(
        Severity.ERROR,
        "Write it as RFC 9535 has it: `$.paths['/pets'].get`, with names of other characters than letters, "
        "digits and `_` in brackets.",
    ),
    "OVERLAY004": Code(
        Severity.WARNING, "Correct the target, or remove the action: the document stays as it is."
    ),
    "OVERLAY005": Code(Severity.ERROR, "Correct the target, or what is done with it."),
    "OVERLAY006": Code(Severity.WARNING, "Correct `extends`, or apply the overlay to that document."),
    "OVERLAY007": Code(
        Severity.WARNING, "Correct its name; it is left out, since it does not say enough to be new."
    ),
    "OVERLAY008": Code(Severity.WARNING, "Correct or remove it; it has no effect."),
    "SPEC001": Code(
        Severity.WARNING, "Correct the document; the part that is not valid is read as well as it can be."
    ),
    "SPEC002": Code(Severity.ERROR, "Use OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0."),
    "SPEC003": Code(Severity.INFO, "Correct its name, remove it, or begin it with `x-`."),
    "REF001": Code(
        Severity.WARNING, "Correct the reference or add its target; the type is `Any` until then."
    ),
    "REF002": Code(Severity.WARNING, "Break the loop of references; the type is `Any` until then."),
    "REF003": Code(
        Severity.WARNING,
        "Move the file into the folder, or set `reference_root` in the configuration to a folder that holds "
        "both; the type is `Any` until then.",
    ),
    "REF004": Code(
        Severity.WARNING, "Correct the reference or the file; what it stands for is `Any` until then."
    ),
    "REF005": Code(
        Severity.WARNING,
        "Allow it with `remote_references` in the configuration, or save the file beside the document; the "
        "type is `Any` until then.",
    ),
    "REF006": Code(
        Severity.ERROR,
        "Look at what changed; `sdksmith generate --update-references` accepts it. To go back, restore it "
        "there.",
    ),
    "REF007": Code(
        Severity.WARNING, "Correct the link, or add the operation; the link is not documented until then."
    ),
    "SERVER001": Code(
        Severity.INFO,
        "Give its whole address in the document, or as `base_url` in the configuration; callers can pass "
        "`base_url=`.",
    ),
    "SERVER002": Code(Severity.INFO, "Callers reach the others with `base_url=`."),
    "TYPE001": Code(Severity.WARNING, "The type is `Any`; say what the schema allows."),
    "TYPE002": Code(Severity.INFO, "Nothing is lost: the docstring says what the type cannot."),
    "TYPE003": Code(Severity.WARNING, "Make the parts agree."),
    "PAGE001": Code(
        Severity.WARNING,
        "Correct the extension or the configuration; until then the method returns the answer as it is.",
    ),
    "NAME001": Code(Severity.INFO, "Choose another name under `rename` in the configuration if you like."),
    "VENDOR001": Code(Severity.WARNING, "Correct the extension; it counts as absent until then."),
    "SUBSET001": Code(Severity.WARNING, "Correct it, or remove it."),
    "SKIP001": Code(Severity.INFO, "Remove the extension, or say `x-sdksmith-skip: false`, to have it."),
    "SKIP002": Code(Severity.WARNING, "It stays; remove the extension, or make it optional."),
    "NAME002": Code(
        Severity.INFO,
        "Let an old name go with `drop_aliases` in the configuration when nobody uses it any more.",
    ),
    "NAME003": Code(
        Severity.WARNING,
        "Choose a name under `rename` in the configuration, or let the old one go with `drop_aliases`.",
    ),
    "UNSUPPORTED001": Code(Severity.WARNING, "This part of the document has no place in the SDK yet."),
    "UNSUPPORTED002": Code(
        Severity.INFO, "Nothing is lost: it travels as it is; read or write it with a library for it."
    ),
}


@dataclass(slots=True)
class Diagnostics:
    """Collects findings. One instance travels through all stages of a run."""

    items: list[Diagnostic] = field(default_factory=list[Diagnostic])
    _seen: set[Diagnostic] = field(default_factory=set[Diagnostic], repr=False)

    def report(
        self, code: str, message: str, location: Location, *, source_line: str = "", help: str = ""
    ) -> None:
        """Add a finding, once; its severity, and its help unless given, come from `CODES`."""
        known = CODES[code]
        finding = Diagnostic(code, known.severity, message, location, source_line, help or known.help)
        if finding not in self._seen:
            self._seen.add(finding)
            self.items.append(finding)

    def has_reference(self, location: Location) -> bool:
        """Whether a fault of the reference at a place has been reported."""
        place = (location.file, location.line, location.column)
        return any(
            item.code.startswith("REF")
            and place == (item.location.file, item.location.line, item.location.column)
            for item in self.items
        )

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.items)


Format = Literal["text", "json", "github", "sarif"]

_WIDTH = 120
_COLORS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(
    findings: Iterable[Diagnostic], format: Format = "text", *, color: bool = False, in_full: int = 3
) -> str:
    """Findings as text to print, sorted by file and line.

    Args:
        findings: Any findings; those that are the same are shown once.
        format: `text` for people: place, severity, code and message, the source line with a caret, and what
            to do; of many findings of one code, the first few and the number of the others. `json` for
            programs: an object with `diagnostics` (each with the keys `code`, `severity`, `message`, `file`,
            `line`, `column`, `pointer`, `source_line`, `help`; lines and columns count from 1, and are 0 when
            unknown) and `counts` by severity. `github` for annotations of a GitHub workflow. `sarif` for code
            scanning.
        color: Colour the text with ANSI escape codes.
        in_full: How many findings of one code the text shows one by one; with more, it shows so many
            messages, and so many places of each.

    Returns:
        The text, with a line break at its end unless it is empty.
    """
    ordered = sorted(dict.fromkeys(findings), key=_order)
    match format:
        case "text":
            return _text(ordered, color, in_full)
        case "json":
            return _json(ordered)
        case "github":
            return "".join(_annotation(item) for item in ordered)
        case "sarif":
            from generator.sarif import to_sarif  # it needs the records above

            return to_sarif(ordered)


def _order(item: Diagnostic) -> tuple[object, ...]:
    place = item.location
    return place.file, place.line, place.column, list(Severity).index(item.severity), item.code, item.message


def _text(ordered: list[Diagnostic], color: bool, in_full: int) -> str:
    by_code: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for item in sorted(ordered, key=lambda item: list(Severity).index(item.severity)):
        by_code.setdefault((item.severity, item.code), []).append(item)
    if all(len(items) <= in_full for items in by_code.values()):
        return "".join(_in_full(item, color) for item in ordered)
    return "\n".join(_group(items, color, in_full) for items in by_code.values())


def _group(items: list[Diagnostic], color: bool, in_full: int) -> str:
    """Findings of one code: what is said, each message once, with the first places that it is said of."""
    bold, dim, plain = (_BOLD, _DIM, _PLAIN) if color else ("", "", "")
    first = items[0]
    hue = _COLORS[first.severity] if color else ""
    helps = {item.help for item in items}
    title = f"{hue}{first.severity.value}[{first.code}]{plain}{bold} × {len(items)}{plain}"
    lines = [f"{title}: {printable(first.help)}" if helps == {first.help} and first.help else title]
    messages: dict[str, list[Diagnostic]] = {}
    for item in items:
        messages.setdefault(item.message, []).append(item)
    for message, said in list(messages.items())[:in_full]:
        lines.append(f"  {printable(message)}{f' (× {len(said)})' if len(said) > 1 else ''}")
        for number, item in enumerate(said[:in_full]):
            lines.append(f"    {bold}{printable(str(item.location))}{plain}{_pointer(item)}")
            if not number and item.source_line.strip() and item.location.column:
                source, caret = _pointed(item.source_line, item.location.column)
                lines += [f"      {dim}{source}{plain}", f"      {caret}{hue}^{plain}"]
            if item.help and len(helps) > 1:
                lines.append(f"      help: {printable(item.help)}")
        if len(said) > in_full:
            lines.append(f"    … and at {len(said) - in_full} more")
    if len(messages) > in_full:
        rest = sum(map(len, list(messages.values())[in_full:]))
        lines.append(f"  … and {rest} more {first.code}")
    return "\n".join(lines) + "\n"


def _pointer(item: Diagnostic) -> str:
    """Where in the document a place is, if the line does not say it: that of a file without line breaks."""
    long = len(item.source_line) > 2 * _WIDTH and item.location.pointer
    return f" ({printable(item.location.pointer)})" if long else ""


def _in_full(item: Diagnostic, color: bool) -> str:
    bold, dim, plain = (_BOLD, _DIM, _PLAIN) if color else ("", "", "")
    hue = _COLORS[item.severity] if color else ""
    place, what = printable(str(item.location)), f"{item.severity.value}[{item.code}]"
    lines = [f"{bold}{place}:{plain} {hue}{what}:{plain} {printable(item.message)}{_pointer(item)}"]
    if item.source_line.strip() and item.location.column:
        source, caret = _pointed(item.source_line, item.location.column)
        lines += [f"  {dim}{source}{plain}", f"  {caret}{hue}^{plain}"]
    if item.help:
        lines.append(f"  help: {printable(item.help)}")
    return "\n".join(lines) + "\n"


def _pointed(line: str, column: int) -> tuple[str, str]:
    """A source line, cut around the column when it is long, and the space before the caret."""
    before, after = printable(line[: column - 1]), printable(line[column - 1 :])
    if len(before) > _WIDTH // 2 and len(before) + len(after) > _WIDTH:
        before = f"…{before[len(before) - _WIDTH // 2 + 1 :]}"
    if len(before) + len(after) > _WIDTH:
        after = f"{after[: _WIDTH - len(before) - 1]}…"
    wide = sum(unicodedata.east_asian_width(character) in "FW" for character in before)
    return f"{before}{after}".rstrip(), " " * (len(before) + wide)


def printable(text: str) -> str:
    """Text in which a tab is a space and nothing can command the terminal: input may hold any character."""
    text = text.replace("\t", " ")
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _json(ordered: list[Diagnostic]) -> str:
    counts = Counter(item.severity.value for item in ordered)
    body = {
        "diagnostics": [
            {
                "code": item.code,
                "severity": item.severity.value,
                "message": item.message,
                "file": item.location.file,
                "line": item.location.line,
                "column": item.location.column,
                "pointer": item.location.pointer,
                "source_line": item.source_line,
                "help": item.help,
            }
            for item in ordered
        ],
        "counts": {severity.value: counts[severity.value] for severity in Severity},
    }
    return json.dumps(body, indent=2) + "\n"


def _annotation(item: Diagnostic) -> str:
    lines = (line for line in (item.message, item.help) if line)
    return annotation(_GITHUB[item.severity], item.location, item.code, *lines)


def annotation(level: str, place: Location | None, title: str, *lines: str) -> str:
    """A workflow command of GitHub Actions; it escapes `%` and line breaks, in properties `:` and `,` too."""
    where = ""
    if place is not None:
        where = f"file={_property(printable(place.file))},"
        if place.line:
            where += f"line={place.line},col={place.column},"
    said = "\n".join(map(printable, lines))
    return f"::{level} {where}title={_property(printable(title))}::{_escaped(said)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
