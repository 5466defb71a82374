"""The report of one run: drift first, then what changes for callers of each SDK, as one Markdown text."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diff import report_markdown as markdown
from generator.diff.report import Report, Step
from generator.diff.rule import Severity
from generator.pipeline import Exit

_STEPS = (Step.NONE, Step.PATCH, Step.MINOR, Step.MAJOR)
_SHOWN = 20
"""Lines about drift; a spec that is new touches every file."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One SDK beside what it was.

    Attributes:
        name: Its name in the configuration.
        report: What is different; None: they could not be compared,
        why: for this reason,
        code: with this exit code of `diff`.
    """

    name: str
    report: Report | None = None
    why: str = ""
    code: Exit = Exit.DONE


@dataclass(frozen=True, slots=True)
class Page:
    """What a run has to say.

    Attributes:
        sdks: The SDKs that the run is about; none: all that are configured.
        drift: What `check` found; None: nobody asked.
        drifted: A line each about what is the matter.
        compared: The SDKs beside what they were.
    """

    sdks: tuple[str, ...]
    drift: Exit | None
    drifted: tuple[str, ...]
    compared: tuple[Compared, ...]

    @property
    def marker(self) -> str:
        """Begins the comment, so that a later run about the same SDKs finds it."""
        return f"<!-- sdksmith ci: {markdown.plain(' '.join(self.sdks)) or 'all'} -->"

    @property
    def is_breaking(self) -> bool:
        """Whether something breaks that nobody approved."""
        return any(each.report is not None and each.report.of(Severity.BREAKING) for each in self.compared)

    @property
    def step(self) -> Step:
        """The largest step of all SDKs."""
        return max(
            (each.report.step for each in self.compared if each.report), key=_STEPS.index, default=Step.NONE
        )

    @property
    def has_news(self) -> bool:
        """Whether somebody who reads the pull request would miss the report."""
        return bool(self.drift) or any(
            each.report is None or each.report.step is not Step.NONE or each.report.changes
            for each in self.compared
        )


def to_markdown(page: Page) -> str:
    """The page as GitHub-flavoured Markdown, which GitLab reads too."""
    parts = [page.marker]
    if page.drift is not None:
        parts.append(_drift(page))
    for each in page.compared:
        if each.report is None:
            parts.append(f"### {markdown.plain(each.name)}: not compared\n\n{markdown.plain(each.why)}\n")
        else:
            parts.append(markdown.to_markdown(each.report).removeprefix(f"{markdown.MARKER}\n"))
    return "\n".join(parts)


def cut(text: str, most: int) -> str:
    """At most so many bytes of a page, in whole lines, with what is folded closed."""
    if len(text.encode()) <= most:
        return text
    end = "\n</details>\n\n… The rest does not fit here: run `sdksmith diff`.\n"
    kept: list[str] = []
    left = most - len(end.encode())
    for line in text.splitlines(keepends=True):
        left -= len(line.encode())
        if left < 0:
            break
        kept.append(line)
    said = "".join(kept)
    is_open = said.count("<details>") > said.count("</details>")
    return said + (end if is_open else end.partition("</details>")[2])


def to_title(page: Page) -> str:
    """What `check` found, as a sentence."""
    match page.drift:
        case None | Exit.DONE:
            return "Generated files are what the specs give."
        case Exit.FINDINGS if page.drifted:
            return "Generated files are not what the specs give."
        case Exit.FINDINGS:
            return "There are warnings about the specs, and they count."
        case _:
            return "The SDK cannot be made."


def _drift(page: Page) -> str:
    if not page.drift:
        return f"{to_title(page)}\n"
    lines = [f"**{to_title(page)}** The log of the run says more.", ""]
    lines += [f"- {markdown.mixed(line)}" for line in page.drifted[:_SHOWN]]
    if len(page.drifted) > _SHOWN:
        lines.append(f"- and {len(page.drifted) - _SHOWN} more")
    return "\n".join([*lines, ""])
