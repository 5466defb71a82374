"""Documentation pages: Markdown with an OpenAPI document in a fenced block, and an SDK in its snippets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from generator.load.snippets import Usage, read_usage
from generator.load.text import Text

# A line that holds one HTML or JSX tag. It would make a paragraph, in which a block that is indented by four
# or more does not count as fenced; components of documentation sites stand around such blocks.
_TAG = re.compile(r"[ \t]*</?[A-Za-z][^<>`]*>[ \t]*")

PAGE_SUFFIXES = frozenset({".md", ".mdx", ".markdown", ".mdown", ".mkd"})

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_SPEC_LANGUAGES = frozenset({"yaml", "yml", "json", "openapi", "swagger", "jsonc"})
_PYTHON = frozenset({"python", "py", "python3"})
_ROOT_MEMBER = re.compile(r"""^[ \t]*\{?[ \t]*["']?(?:openapi|swagger)["']?[ \t]*:""", re.MULTILINE)
_REQUEST_LINE = re.compile(
    rf"^\W*({'|'.join(METHODS)})\W+((?:https?://|/)[^\s`*]+)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block (CommonMark §4.5).

    Attributes:
        language: First word of the info string, in lower case.
        text: The content, with its way back to the page.
        line: 1-based line of the opening fence.
        column: 1-based column of the opening fence.
    """

    language: str
    text: Text
    line: int
    column: int

    @property
    def is_candidate(self) -> bool:
        """Whether the block may hold an OpenAPI document: it is data and has a root member of one."""
        return self.language in {*_SPEC_LANGUAGES, ""} and _ROOT_MEMBER.search(self.text.content) is not None

    @property
    def is_data(self) -> bool:
        """Whether the info string says YAML, or OpenAPI."""
        return self.language in _SPEC_LANGUAGES - {"json", "jsonc"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds.

    Attributes:
        title: Text of the first heading, or empty.
        request: Method (lower case) and URL of the first `METHOD URL` line, if there is one.
        usage: What the first Python snippet that uses an SDK shows, and the fence it stands in.
        fences: All fenced blocks, in order.
    """

    title: str
    request: tuple[str, str] | None
    usage: tuple[Usage, Fence] | None
    fences: tuple[Fence, ...]


def read_page(text: Text) -> Page:
    """The facts of a Markdown page; prose is looked at for its title and its `METHOD URL` line only."""
    title = ""
    request: tuple[str, str] | None = None
    fences: list[Fence] = []
    tokens = _parser().parse("\n".join("" if _TAG.fullmatch(line) else line for line in text.page))
    for number, token in enumerate(tokens):
        if token.type == "fence" and token.map:
            fences.append(_fence(text, token.info, token.content, token.map[0]))
        elif token.type == "inline":
            if not title and tokens[number - 1].type == "heading_open":
                title = token.content.strip()
            if request is None and (match := _REQUEST_LINE.search(token.content)):
                request = (match[1].lower(), match[2])
    return Page(title, request, next(_usages(fences), None), tuple(fences))


def _parser() -> MarkdownIt:
    # Fences count wherever a reader sees one, also when indented by four or more. Inline markup is not
    # needed.
    return MarkdownIt("commonmark").disable(["html_block", "code", "inline", "reference"])


def _fence(text: Text, info: str, content: str, line: int) -> Fence:
    words = re.match(r"[\w+.#-]*", info.strip().lower())
    opening = text.page[line]
    column = re.search(r"[`~]{3}", opening)
    indentation = len(opening) - len(opening.lstrip(" "))
    return Fence(
        words[0].rpartition(".")[2] if words else "",
        text.block(_with_tags(text, content, line + 1, indentation), line + 1),
        line + 1,
        column.start() + 1 if column else 1,
    )


def _with_tags(text: Text, content: str, first_line: int, indentation: int) -> str:
    """The content of a block with the lines that were left out for the parser."""
    lines = content.split("\n")
    for number, line in enumerate(text.page[first_line : first_line + len(lines) - 1]):
        if not lines[number] and _TAG.fullmatch(line):
            lines[number] = line[min(indentation, len(line) - len(line.lstrip(" "))) :]
    return "\n".join(lines)


def _usages(fences: list[Fence]) -> Iterator[tuple[Usage, Fence]]:
    for fence in fences:
        if fence.language in _PYTHON and (usage := read_usage(fence.text.content)):
            yield usage, fence
