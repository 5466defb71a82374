"""Findings as text for people, JSON for programs, and annotations for GitHub."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.diagnostics import CODES, Diagnostic, Diagnostics, Location, Severity, render


def finding(
    line: int = 3,
    column: int = 5,
    *,
    code: str = "REF001",
    message: str = "'#/a' does not exist",
    source: str = "    $ref: '#/a'",
    file: str = "specs/page.md",
    help: str = "Add it.",
) -> Diagnostic:
    severity = CODES[code].severity
    return Diagnostic(code, severity, message, Location(file, line, column, "#/x"), source, help)


def test_text() -> None:
    assert render([finding()]) == (
        "specs/page.md:3:5: warning[REF001]: '#/a' does not exist\n"
        "      $ref: '#/a'\n"
        "      ^\n"
        "  help: Add it.\n"
    )


def test_text_without_a_place_or_help() -> None:
    assert (
        render([finding(0, 0, source="", help="")])
        == "specs/page.md: warning[REF001]: '#/a' does not exist\n"
    )


def test_findings_are_sorted_and_shown_once() -> None:
    items = [finding(10), finding(2), finding(2, file="a.md"), finding(10), finding(2, 1)]
    places = [line.split(": ")[0] for line in render(items, in_full=9).splitlines() if "[REF001]" in line]
    assert places == ["a.md:2:5", "specs/page.md:2:1", "specs/page.md:2:5", "specs/page.md:10:5"]


def test_many_findings_of_one_code_are_summed_up() -> None:
    items = [finding(line) for line in range(1, 218)]
    items += [finding(5, code="DOC005", source=""), finding(9, code="NAME001"), finding(7, code="DOC001")]
    items += [replace(finding(300 + number), message=f"'#/b{number}' is no more") for number in range(5)]
    assert render(items) == (
        "error[DOC001] × 1: Add it.\n"
        "  '#/a' does not exist\n"
        "    specs/page.md:7:5\n"
        "          $ref: '#/a'\n"
        "          ^\n"
        "\n"
        "warning[REF001] × 222: Add it.\n"
        "  '#/a' does not exist (× 217)\n"
        "    specs/page.md:1:5\n"
        "          $ref: '#/a'\n"
        "          ^\n"
        "    specs/page.md:2:5\n"
        "    specs/page.md:3:5\n"
        "    … and at 214 more\n"
        "  '#/b0' is no more\n"
        "    specs/page.md:300:5\n"
        "          $ref: '#/a'\n"
        "          ^\n"
        "  '#/b1' is no more\n"
        "    specs/page.md:301:5\n"
        "          $ref: '#/a'\n"
        "          ^\n"
        "  … and 3 more REF001\n"
        "\n"
        "warning[DOC005] × 1: Add it.\n"
        "  '#/a' does not exist\n"
        "    specs/page.md:5:5\n"
        "\n"
        "info[NAME001] × 1: Add it.\n"
        "  '#/a' does not exist\n"
        "    specs/page.md:9:5\n"
        "          $ref: '#/a'\n"
        "          ^\n"
    )
    assert render(items, in_full=1000).count("warning[REF001]") == 222


def test_in_a_file_without_line_breaks_a_place_is_a_pointer_too() -> None:
    long = finding(1, 400, source="x" * 1000)
    assert "page.md:1:400: warning[REF001]: '#/a' does not exist (#/x)\n" in render([long])
    assert "    specs/page.md:1:400 (#/x)\n" in render([long, *(finding(line) for line in range(2, 9))])


def test_colour() -> None:
    text = render([finding(), finding(code="DOC001")], color=True)
    assert "\x1b[33mwarning[REF001]:\x1b[0m" in text
    assert "\x1b[31merror[DOC001]:\x1b[0m" in text
    assert "\x1b" not in render([finding()])


@pytest.mark.parametrize(
    ("source", "column", "shown", "under"),
    [
        ("\tab: c", 2, " ab: c", "a"),
        ("日本: x", 5, "日本: x", "x"),
        ("a" * 300 + "!" + "b" * 300, 301, None, "!"),
        ("!" + "b" * 300, 1, None, "!"),
        ("a" * 300 + "!", 301, None, "!"),
        ("ab", 3, "ab", ""),
        ("a\x1b[31mb", 7, "a\ufffd[31mb", "b"),
    ],
)
def test_the_caret_stands_under_the_fault(source: str, column: int, shown: str | None, under: str) -> None:
    _, line, caret, _ = render([finding(1, column, source=source)]).splitlines()
    line, caret = line[2:], caret[2:]
    assert len(line) <= 120
    if shown is not None:
        assert line == shown
    cells = "".join(
        character * (2 if character > "\u3000" and character != "\ufffd" else 1) for character in line
    )
    assert cells[len(caret) - 1 :].startswith(under)
    assert caret.endswith("^")


def test_text_cannot_command_the_terminal() -> None:
    text = render([finding(message="a\x1b]0;b\x07\nc\ud800", source="x\x1b[2J", file="\x9b.md", help="\r")])
    assert text.count("\n") == 4
    assert not any(character in text for character in "\x1b\x07\x9b\r\ud800")


def test_json() -> None:
    body = json.loads(render([finding(), finding(1, code="DOC001"), finding(2, code="NAME001")], "json"))
    assert body["counts"] == {"error": 1, "warning": 1, "info": 1}
    assert body["diagnostics"][-1] == {
        "code": "REF001",
        "severity": "warning",
        "message": "'#/a' does not exist",
        "file": "specs/page.md",
        "line": 3,
        "column": 5,
        "pointer": "#/x",
        "source_line": "    $ref: '#/a'",
        "help": "Add it.",
    }
    many = json.loads(render([finding(line) for line in range(50)], "json"))
    assert len(many["diagnostics"]) == 50
    assert json.loads(render([], "json")) == {
        "diagnostics": [],
        "counts": {"error": 0, "warning": 0, "info": 0},
    }


def test_github() -> None:
    items = [
        finding(file="a,b:c%.md", message="100%\nbad"),
        finding(0, 0, code="DOC001", file="x.md"),
        finding(code="NAME001", file="y.md", help=""),
    ]
    assert render(items, "github").splitlines() == [
        "::warning file=a%2Cb%3Ac%25.md,line=3,col=5,title=REF001::100%25\ufffdbad%0AAdd it.",
        "::error file=x.md,title=DOC001::'#/a' does not exist%0AAdd it.",
        "::notice file=y.md,line=3,col=5,title=NAME001::'#/a' does not exist",
    ]


def test_nothing_is_nothing() -> None:
    assert render([]) == ""
    assert render([], "github") == ""


def test_a_report_is_taken_once_with_the_severity_and_help_of_its_code() -> None:
    diagnostics = Diagnostics()
    for _ in range(2):
        diagnostics.report("DOC005", "a", Location("x"))
    diagnostics.report("DOC005", "b", Location("x"), help="c")
    assert [(item.message, item.severity, item.help) for item in diagnostics] == [
        ("a", Severity.WARNING, CODES["DOC005"].help),
        ("b", Severity.WARNING, "c"),
    ]
    assert not diagnostics.has_errors
    diagnostics.report("DOC001", "d", Location("x"))
    assert diagnostics.has_errors


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_says_what_to_do(code: str) -> None:
    assert CODES[code].help.endswith(".")
