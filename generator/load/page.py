"""Documentation pages: Markdown with an OpenAPI document in a fenced block, and an SDK in its snippets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from generator.load.fences import fence_rule
from generator.load.snippets import Usage, read_usage
from generator.load.text import Text

# A line that holds one HTML or JSX tag. It would make a paragraph, in which a block that is indented by four
# or more does not count as fenced; components of documentation sites stand around such blocks.
_TAG = re.compile(r"[ \t]*</?[A-Za-z][^<>`]*>[ \t]*")

PAGE_SUFFIXES = frozenset({".md", ".mdx", ".markdown", ".mdown", ".mkd"})

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_SPEC_LANGUAGES = frozenset({"yaml", "yml", "json", "openapi", "swagger", "jsonc"})
_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_FENCE_AT_MARGIN = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_ROOT_MEMBER_AT_MARGIN = re.compile(r"""^["']?(?:openapi|swagger)["']?[ \t]*:""", re.MULTILINE)
_PYTHON = frozenset({"python", "py", "python3"})
_ROOT_MEMBER = re.compile(r"""^[ \t]*\{?[ \t]*["']?(?:openapi|swagger)["']?[ \t]*:""", re.MULTILINE)
_REQUEST_LINE = re.compile(
    rf"^\W*({'|'.join(METHODS)})\W+((?:https?://|/)[^\s`*]+)", re.IGNORECASE | re.MULTILINE
)
_FRONT_MATTER = re.compile(r"---[ \t]*")
_FACT = re.compile(r"(title|source|canonical|url):[ \t]*[\"']?(.*?)[\"']?[ \t]*", re.IGNORECASE)
# What a page says of its own address: `Reference: https://…`, `# Source: https://…`.
_ADDRESS = re.compile(r"^(?:Reference|Source):[ \t]*(https?://\S+)", re.IGNORECASE | re.MULTILINE)


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
        title: Text of the first heading that is one of the page itself, else that of its front matter.
        request: Method (lower case) and URL of the first `METHOD URL` line, if there is one.
        usage: What the first Python snippet that uses an SDK shows, and the fence it stands in.
        fences: All fenced blocks, in order.
        title_line: 1-based line of the title; 0 when there is none.
        request_line: 1-based line of `request`; 0 when there is none.
        address: Where the page says that it is published (`Reference:`, `Source:`, front matter), or empty.
    """

    title: str
    request: tuple[str, str] | None
    usage: tuple[Usage, Fence] | None
    fences: tuple[Fence, ...]
    title_line: int = 0
    request_line: int = 0
    address: str = ""


def is_page(suffix: str, content: str) -> bool:
    """Whether a text is a Markdown page: by its fences and the document's root, then by its suffix."""
    if content.lstrip()[:1] in {"{", "["}:
        return False
    root = _ROOT_MEMBER_AT_MARGIN.search(content)
    if root is None:
        return suffix in PAGE_SUFFIXES or _FENCE.search(content) is not None
    # The text of a block scalar is indented, so that a fence at the margin before the root member is
    # Markdown.
    fence = _FENCE_AT_MARGIN.search(content)
    if fence is not None and fence.start() < root.start():
        return True
    indented = _FENCE.search(content) if suffix in PAGE_SUFFIXES else None
    return indented is not None and indented.start() < root.start()


def read_page(text: Text) -> Page:
    """The facts of a Markdown page; prose is looked at for its title, its `METHOD URL` line and the page's
    address only.
    """
    heading: tuple[str, int] = ("", 0)
    request: tuple[str, str] | None = None
    request_line = 0
    address = ""
    fences: list[Fence] = []
    front, facts = _front_matter(text.page)
    lines = ["" if n < front or _TAG.fullmatch(line) else line for n, line in enumerate(text.page)]
    tokens = _parser().parse("\n".join(lines))
    quoted = 0
    for number, token in enumerate(tokens):
        quoted += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "fence" and token.map:
            fences.append(_fence(text, token.info, token.content, token.map[0]))
        elif token.type == "inline":
            line = token.map[0] + 1 if token.map else 0
            said = _ADDRESS.search(token.content)
            address = address or (said[1] if said else "")
            is_heading = tokens[number - 1].type == "heading_open" and not quoted and not said
            if not heading[0] and is_heading:
                heading = (token.content.strip(), line)
            if request is None and (match := _REQUEST_LINE.search(token.content)):
                request = (match[1].lower(), match[2])
                request_line = line + token.content[: match.start(1)].count("\n")
    title, title_line = heading if heading[0] else facts.get("title", ("", 0))
    address = address or next((value for value, _ in facts.values() if "://" in value), "")
    usage = next(_usages(fences), None)
    return Page(title, request, usage, tuple(fences), title_line, request_line, address)


def _front_matter(lines: tuple[str, ...]) -> tuple[int, dict[str, tuple[str, int]]]:
    """How many lines of YAML a page starts with, between `---`, and what they say, with 1-based lines."""
    if not lines or not _FRONT_MATTER.fullmatch(lines[0]):
        return 0, {}
    end = next((n for n, line in enumerate(lines[1:], 1) if _FRONT_MATTER.fullmatch(line)), 0)
    facts: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1:end], 2):
        if match := _FACT.fullmatch(line):
            facts[match[1].lower()] = (match[2], number)
    return (end + 1, facts) if end else (0, {})


def _parser() -> MarkdownIt:
    # Fences count wherever a reader sees one, also when indented by four or more. Inline markup is not
    # needed.
    parser = MarkdownIt("commonmark").disable(["html_block", "code", "inline", "reference"])
    parser.block.ruler.at("fence", fence_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return parser


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
