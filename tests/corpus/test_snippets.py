"""The pages of one vendor as one package, and the call that each page shows, to the letter."""

from __future__ import annotations

import ast
import datetime
import importlib
import re
import sys
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
import yaml

from generator.config import SdkSettings
from generator.diagnostics import Location
from generator.ir.graph import with_name
from generator.ir.model import Pointer, PyName
from generator.ir.words import snake
from generator.spec_settings import plain
from tests.cases.harness import Made, generate, write
from tests.checkers import Checker, mypy, pyright

PAGES = Path(__file__).parent.parent.parent.parent / "shared" / "pages" / "atoms"
PAGE_COUNT = 149
NOWHERE = Location("")
# Errors that a person gave a name each.
SAID_TWICE = [
    ("BadRequestErrorResponse", "InternalServerErrorResponse"),
    ("InternalServerErrorResponse", "UnauthorizedErrorResponse"),
    ("UnauthorizedErrorResponse", "WebSessionErrorResponse"),
]

if not PAGES.is_dir():
    pytest.skip("the pages of other vendors are not here", allow_module_level=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says, read here by other means than the generator's."""

    name: str
    method: str
    url: str
    code: str
    operation: dict[str, Any]
    components: dict[str, Any]

    @property
    def call(self) -> ast.Call:
        """The call of the snippet."""
        *_, last = ast.parse(self.code).body
        assert isinstance(last, ast.Expr)
        assert isinstance(last.value, ast.Call)
        return last.value

    @property
    def path(self) -> list[str]:
        """The attributes from the client to the method."""
        return ast.unparse(self.call.func).split(".")[1:]

    @property
    def required(self) -> set[str]:
        """Members and parameters that the document requires, in Python's spelling."""
        found = {one["name"] for one in self.operation.get("parameters", ()) if one.get("required")}
        body: dict[str, Any] = self.operation.get("requestBody", {})
        for media in body.get("content", {}).values():
            found |= self._required(media["schema"])
        return {snake(name) for name in found}

    def _required(self, schema: dict[str, Any]) -> set[str]:
        if "$ref" in schema:
            return self._required(self.components[schema["$ref"].rpartition("/")[2]])
        parts = [self._required(part) for part in schema.get("allOf", ())]
        return {*schema.get("required", ()), *(name for part in parts for name in part)}

    @property
    def answer(self) -> httpx2.Response:
        """A success as documented, without members."""
        status, response = next(
            (int(status.replace("XX", "00")), response)
            for status, response in self.operation["responses"].items()
            if status.startswith("2")
        )
        content: dict[str, dict[str, Any]] = response.get("content", {})
        kind = next(iter(content), "")
        if "json" not in kind:
            return httpx2.Response(status, headers={"content-type": kind} if kind else {}, content=b"")
        return httpx2.Response(status, json=[] if content[kind]["schema"].get("type") == "array" else {})


def _shown(page: Path) -> Shown:
    text = page.read_text("utf-8")
    request = re.search(r"^(GET|POST|PUT|PATCH|DELETE) (https://\S+)", text, re.MULTILINE)
    document = re.search(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    code = re.search(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert request is not None, page
    assert document is not None, page
    assert code is not None, page
    data = yaml.safe_load(document[1])
    (item,) = data["paths"].values()
    (operation,) = item.values()
    return Shown(
        page.stem.replace("-", "_"),
        request[1],
        request[2],
        code[1],
        operation,
        data.get("components", {}).get("schemas", {}),
    )


@pytest.fixture(scope="module")
def shown() -> list[Shown]:
    found = [_shown(page) for page in sorted(PAGES.glob("*.md"))]
    assert len(found) == PAGE_COUNT
    return found


@pytest.fixture(scope="module")
def atoms() -> Made:
    return generate(
        SdkSettings(
            specs=plain(*map(str, sorted(PAGES.glob("*.md")))), package="atoms_pages", formatter="none"
        )
    )


@pytest.fixture(scope="module")
def source(atoms: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(atoms, tmp_path_factory.mktemp("atoms"))


@pytest.fixture
def package(source: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(source))
    monkeypatch.setitem(sys.modules, "smallestai", importlib.import_module("atoms_pages"))
    return importlib.import_module("atoms_pages")


def test_every_page_is_a_method_of_its_namespace(atoms: Made, shown: list[Shown]) -> None:
    operations = atoms.api.operations()
    assert len(operations) == PAGE_COUNT
    assert {(*operation.group, operation.name) for operation in operations} == {
        tuple(one.path) for one in shown
    }


@pytest.mark.filterwarnings("ignore:.*deprecated by the API:DeprecationWarning")
def test_every_snippet_runs(
    package: Any, source: Path, shown: list[Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the letter; where the page's call leaves out what its document requires, with that added."""
    sent: list[httpx2.Request] = []
    answers: list[httpx2.Response] = []

    def handle(self: object, request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return answers[-1]

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
    monkeypatch.delenv("ATOMS_PAGES_BASE_URL", raising=False)
    completed = 0
    for one in shown:
        answers.append(one.answer)
        code = one.code
        given = {keyword.arg for keyword in one.call.keywords}
        if missing := one.required - given - {"authorization"}:
            completed += 1
            code = _completed(package, one, missing)
        exec(compile(code, one.name, "exec"), {"dt": datetime, "types": package.types})
        request = sent[-1]
        assert request.method == one.method, one.name
        pattern = re.sub(r"\\{\w+\\}|(?<=/):\w+", "[^/]+", re.escape(one.url))
        assert re.fullmatch(pattern, str(request.url).partition("?")[0]), (one.name, pattern)
        assert request.headers["authorization"] == "Bearer YOUR_TOKEN_HERE"
    assert len(sent) == PAGE_COUNT
    assert completed < PAGE_COUNT / 2


def _completed(package: Any, one: Shown, missing: set[str]) -> str:
    """The snippet with the example that the method's docstring has, which gives what is required."""
    method: Any = package.SmallestAI(token="t")
    for name in one.path:
        method = getattr(method, name)
    example = (method.__doc__ or "").rpartition("\n        Example:\n")[2]
    tree = ast.parse(textwrap.dedent(example))
    call = cast("ast.Call", cast("ast.Expr", tree.body[-1]).value)
    assert missing <= {str(keyword.arg) for keyword in call.keywords}, one.name
    head = ast.unparse(ast.parse(one.code).body[:-1])  # type: ignore[arg-type]
    return f"{head}\n{ast.unparse(tree)}"


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_every_snippet_passes_the_checkers(
    checker: Checker, source: Path, shown: list[Shown], tmp_path: Path
) -> None:
    """But for arguments that the page's own document requires and its snippet leaves out."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for one in shown:
        text = one.code.replace("from smallestai import", "from atoms_pages import")
        (programs / f"{one.name}.py").write_text(text, "utf-8")
    required = {f"{one.name}.py": one.required for one in shown}
    for finding in checker(programs, [source], tmp_path / "work"):
        if "is deprecated by the API" in finding.message:
            continue
        assert re.match("Missing named argument|Arguments? missing for parameter", finding.message), finding
        names = set(re.findall(r'"(\w+)"', finding.message.partition(' for "')[0]))
        assert names, finding
        assert names <= required[finding.file], finding


def test_no_two_types_are_equal(atoms: Made) -> None:
    """Pages repeat what they share; the package says it once, but for what a person gave two names."""
    seen: dict[str, str] = {}
    equal: list[tuple[str, str]] = []
    for definition in atoms.api.definitions:
        bare = replace(with_name(definition, PyName(""), None), id=Pointer(""), origin=NOWHERE)
        said = re.sub(r"pointer='[^']*'|schema='[^']*'", "", repr(bare))
        if said in seen:
            equal.append((seen[said], str(definition.name)))
        seen[said] = str(definition.name)
    assert equal == SAID_TWICE
