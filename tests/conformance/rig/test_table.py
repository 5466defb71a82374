"""The table, the list and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from .__main__ import main
from .run import Explained, Failure, Report
from .table import Hearing, Line, listed, share, total

SPEC = """\
openapi: 3.0.3
info: {title: One, version: 1.0.0}
servers: [{url: 'https://api.example.com'}]
paths: {/a/{id}: {get: {parameters: [PARAMETER], responses: {'204': {description: x}}}}}
"""
NOTHING = "{name: id, in: path, required: true, schema: {type: string, pattern: '^a{2}$b'}}"


def _line(*failures: Failure, requests: int = 4) -> Line:
    return Line("any", Report(requests=requests, failures=[*failures]), (Hearing("rig", requests),), 1.0)


def test_what_could_not_be_called_is_no_request() -> None:
    limit = [Failure("call", "GET /a", f"call {n}", "no value was found for the body") for n in range(9)]
    lost = Failure("call", "GET /a", "call 10", "no argument stands for the members")
    line = _line(*limit, lost)
    assert line.refused() == {"ours": 0, "document": 0, "judge": 0}
    assert line.not_called() == 10
    assert line.ours() == [lost]
    assert "| 10 | 4 | 100.00% | 0, 0, 0 |" in line.text()
    assert listed(line)[0].startswith("NOT CALLED any: rig: no value was found for the body\n    9×: GET /a")


def test_nothing_asked_is_nothing_right() -> None:
    assert share(0, 0) == "-"
    line = _line(requests=0)
    assert line.has_failed()
    assert "| - |" in line.text()
    assert "| - |" in total([line, line])


def test_ours_are_together_by_their_cause_with_the_first_request() -> None:
    request = "POST https://api.example.com/a [application/json] '{}'"
    failures = [
        Failure("request", "POST /a", f"call {n}", f"the body differs at /{n}: b'{n}'", request=request)
        for n in range(3)
    ]
    assert listed(_line(*failures)) == [
        "OURS any: rig: the body differs at /0: b'0'\n    3×: "
        f"POST /a (call 0), POST /a (call 1), POST /a (call 2)\n    the first: {request}"
    ]
    known = Explained("judge", "it errs", "small")
    explained = _line(Failure("request", "POST /a", "call", "wrong", "prism", explained=known))
    assert not explained.ours()
    assert listed(explained) == ["JUDGE any: it errs (shown by small)\n    1×: POST /a (call)"]


def _ran(text: str, folder: Path, capfd: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    (folder / "ran.yaml").write_text(text)
    code = main([str(folder / "ran.yaml"), *more])
    said = capfd.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


def test_what_is_no_yaml_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = _ran("a: [1\n", tmp_path, capfd)
    reason = "ran.yaml:2:1: did not find expected ',' or ']'"
    assert code == 1
    assert len(err.splitlines()) == 1
    assert reason in err
    assert reason in next(line for line in out.splitlines() if line.startswith("JUDGED ran: rig not loaded"))


@pytest.mark.parametrize("text", ["[1]\n", "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"])
def test_without_operations_nothing_is_proved(
    text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = _ran(text, tmp_path, capfd)
    assert code == 1
    assert "100.00%" not in out


@pytest.mark.parametrize("option", ["--most", "--more"])
def test_numbers_are_positive(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    for number in ("0", "-1"):
        with pytest.raises(SystemExit):
            main(["any.yaml", option, number])
        assert "it has to be 1 or more" in capsys.readouterr().err


def test_help_says_what_spec_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "a folder of pages, an address" in " ".join(capsys.readouterr().out.split())
