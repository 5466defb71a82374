"""Settings out of configuration files, and what is said about wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import config
from generator.config import AuthSettings, SdkSettings
from generator.diagnostics import Diagnostic, Diagnostics
from generator.spec_settings import SpecSettings, plain
from generator.toml_table import nearest


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _read(text: str, name: str = "sdksmith.toml") -> tuple[config.Config, list[Diagnostic]]:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    return config.read(path.absolute(), diagnostics), list(diagnostics)


def _sdk(text: str) -> SdkSettings:
    found, faults = _read(f"[sdk.acme]\nspecs = ['a.yaml']\n{text}")
    assert faults == []
    return found.sdks[0]


def test_least_configuration_leaves_everything_to_the_document() -> None:
    assert _sdk("") == SdkSettings(name="acme", specs=plain("a.yaml"), output=Path("generated/acme"))


def test_every_key() -> None:
    found, faults = _read(
        """
        [tool.sdksmith.sdk.acme]
        specs = ["specs/b.yaml", "-", "https://example.com/openapi.json"]
        output = "out"
        package = "acme"
        distribution = "acme-sdk"
        client = "Acme"
        version = "1.2.0rc1"
        description = "The Acme API."
        license = "MIT"
        author = "Acme"
        author_email = "sdk@example.com"
        repository = "https://example.com/acme/sdk"
        namespace = "atoms.v1"
        env_prefix = "ACME"
        enums = "enum"
        formatter = "none"
        base_url = "http://localhost:8000/v1"
        idempotency_header = "Request-Key"
        keep = ["src/acme/extras/", "!x.py"]
        drop_aliases = ["Pet*", "pets.create_*"]
        reference_root = ".."
        remote_references = ["https://schemas.example.com/v1/", "http://127.0.0.1:8000/"]
        [tool.sdksmith.sdk.acme.rename]
        "#/components/schemas/Z" = "Zed"
        Y = "Why"
        [tool.sdksmith.sdk.acme.auth.BearerAuth]
        argument = "token"
        env = "ACME_KEY"
        [tool.sdksmith.sdk.acme.auth.Basic]
        argument = ["user", "password"]
        env = ["ACME_USER", "ACME_PASSWORD"]
        """,
        "pyproject.toml",
    )
    assert faults == []
    assert found.sdks == (
        SdkSettings(
            name="acme",
            specs=plain("specs/b.yaml", "-", "https://example.com/openapi.json"),
            output=Path("out"),
            package="acme",
            distribution="acme-sdk",
            client="Acme",
            version="1.2.0rc1",
            description="The Acme API.",
            license="MIT",
            author="Acme",
            author_email="sdk@example.com",
            repository="https://example.com/acme/sdk",
            namespace=("atoms", "v1"),
            env_prefix="ACME",
            enums="enum",
            formatter="none",
            rename=(("#/components/schemas/Z", "Zed"), ("Y", "Why")),
            base_url="http://localhost:8000/v1",
            idempotency_header="Request-Key",
            auth=(
                AuthSettings("Basic", ("user", "password"), ("ACME_USER", "ACME_PASSWORD")),
                AuthSettings("BearerAuth", ("token",), ("ACME_KEY",)),
            ),
            keep=("src/acme/extras/", "!x.py"),
            reference_root=Path(".."),
            remote_references=("https://schemas.example.com/v1/", "http://127.0.0.1:8000/"),
            drop_aliases=("Pet*", "pets.create_*"),
        ),
    )
    assert hash(found) == hash(found)


def test_empty_namespace_is_not_no_namespace_setting() -> None:
    assert _sdk("namespace = ''").namespace == ()
    assert _sdk("").namespace is None


def test_paths_are_relative_to_the_file_and_globs_are_expanded_in_order() -> None:
    folder = Path("project")
    for name in ("b.md", "a.md", "c.yaml", "deep/d.md"):
        (folder / "specs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "specs" / name).touch()
    found, faults = _read(
        "[sdk.x]\nspecs = ['specs/c.yaml', 'specs/*.md', 'specs/**/*.md']\noutput = 'out'",
        "project/sdksmith.toml",
    )
    assert faults == []
    assert found.sdks[0].specs == plain(
        *(f"project/specs/{name}" for name in ("c.yaml", "a.md", "b.md", "deep/d.md"))
    )
    assert found.sdks[0].output == Path("project/out")


def test_an_entry_of_specs_may_say_more() -> None:
    found, faults = _read("""
        [sdk.x]
        overlays = "all.yaml"
        specs = [
            { source = ["a.yaml", "b.yaml"], namespace = "one.two", overrides = "o.yaml", overlays = ["p"] },
            "c.yaml",
            { source = "-", namespace = "" },
        ]
        """)
    assert faults == []
    assert found.sdks[0].specs == (
        *plain("c.yaml"),
        SpecSettings(("a.yaml", "b.yaml"), ("one", "two"), ("o.yaml",), ("p",)),
        SpecSettings(("-",), ()),
    )
    assert found.sdks[0].overlays == ("all.yaml",)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("1", "an item of 'specs' must be a string or a table"),
        ("{ namespace = 'a' }", "`source` must name at least one path, glob or URL"),
        ("{ source = 'a', namespace = 'if' }", "'if' is not a Python identifier"),
        ("{ source = 'a', overlay = 'o' }", "unknown key 'overlay'; did you mean 'overlays'"),
        ("{ source = ['x', 'none/*.md'] }", "no file matches 'none/*.md'"),
    ],
)
def test_entries_of_specs_are_checked(entry: str, fault: str) -> None:
    _, faults = _read(f"[sdk.x]\nspecs = [{entry}]")
    assert [one for one in faults if fault in one.message], faults


def test_a_path_with_glob_characters_that_exists_is_a_path() -> None:
    Path("a[1].yaml").touch()
    assert _read("[sdk.x]\nspecs = ['a[1].yaml']")[0].sdks[0].specs == plain("a[1].yaml")


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "message"),
    [
        (
            "[sdk.a]\nspecs = ['s']\n outptu = 'x'",
            3,
            2,
            "CONF001",
            "unknown key 'outptu'; did you mean 'output'?",
        ),
        ("[sdk.a]\nspecs = ['s']\nzzz = 1", 3, 1, "CONF001", "unknown key 'zzz'"),
        ("[sdks.a]\nspecs = ['s']", 1, 2, "CONF001", "unknown key 'sdks'; did you mean 'sdk'?"),
        ("[tool.sdksmith.sdk.a]", 1, 2, "CONF001", "unknown key 'tool'"),
        (
            "[sdk.a]\nspecs = ['s']\nauth.B = {argument = 't', environment = 'X'}",
            3,
            27,
            "CONF001",
            "unknown key 'environment'; did you mean 'env'?",
        ),
        ("[sdk.a]\nspecs = 's'", 2, 1, "CONF002", "'specs' must be a list of strings and tables"),
        ("[sdk.a]\nspecs = ['s',\n  3]", 3, 3, "CONF002", "an item of 'specs' must be a string"),
        ("[sdk.a]\noutput = 'x'", 1, 6, "CONF002", "`specs` must list at least one path, glob or URL"),
        ("[sdk.a]\nspecs = ['none/*.md']", 2, 10, "CONF002", "no file matches 'none/*.md'"),
        (
            "[sdk.a]\nspecs = ['s']\nreference_root = 'none'",
            3,
            1,
            "CONF002",
            "there is no folder 'none'",
        ),
        (
            "[sdk.a]\nspecs = ['s']\nremote_references = ['https://example.com']",
            3,
            22,
            "CONF002",
            "'https://example.com' is not the beginning of addresses, such as 'https://schemas.example.com/'",
        ),
        (
            "[sdk.a]\nspecs = ['s']\nremote_references = ['http://example.com/']",
            3,
            22,
            "CONF002",
            "'http://example.com/' must begin with https://, since it is not on this machine",
        ),
        ("[sdk.a]\nspecs = ['s']\noutput = 1", 3, 1, "CONF002", "'output' must be a string"),
        (
            "[sdk.a]\nspecs = ['s']\npackage = 'my-pkg'",
            3,
            1,
            "CONF002",
            "'my-pkg' is not a Python identifier",
        ),
        ("[sdk.a]\nspecs = ['s']\nclient = 'class'", 3, 1, "CONF002", "'class' is not a Python identifier"),
        ("[sdk.a]\nspecs = ['s']\nnamespace = 'a..b'", 3, 1, "CONF002", "'' is not a Python identifier"),
        ("[sdk.a]\nspecs = ['s']\nversion = 'one'", 3, 1, "CONF002", "'one' is not a PEP 440 version"),
        ("[sdk.a]\nspecs = ['s']\ndistribution = '-x'", 3, 1, "CONF002", "'-x' is not a distribution name"),
        (
            '[sdk.a]\nspecs = ["s"]\nauthor = "a\\nb"',
            3,
            1,
            "CONF002",
            "one line of printable text is expected",
        ),
        ("[sdk.a]\nspecs = ['s']\nauthor_email = 'x'", 3, 1, "CONF002", "'x' is not a mail address"),
        (
            "[sdk.a]\nspecs = ['s']\nidempotency_header = 'a b'",
            3,
            1,
            "CONF002",
            "'a b' is not the name of a header",
        ),
        ("[sdk.a]\nspecs = ['s']\nbase_url = 'x'", 3, 1, "CONF002", "'x' is not an http(s) URL"),
        (
            "[sdk.a]\nspecs = ['s']\nenv_prefix = '9'",
            3,
            1,
            "CONF002",
            "'9' is not a name for an environment variable",
        ),
        (
            "[sdk.a]\nspecs = ['s']\nenums = 'Enum'",
            3,
            1,
            "CONF002",
            "'enums' must be one of 'literal', 'enum'",
        ),
        (
            "[sdk.a]\nspecs = ['s']\nformatter = 1",
            3,
            1,
            "CONF002",
            "'formatter' must be one of 'black', 'ruff', 'none'",
        ),
        ("[sdk.a]\nspecs = ['s']\nrename.x = 1", 3, 8, "CONF002", "'x' must be a string"),
        ("[sdk.a]\nspecs = ['s']\nrename.x = '1'", 3, 8, "CONF002", "'1' is not a Python identifier"),
        ("[sdk.a]\nspecs = ['s']\nauth = 1", 3, 1, "CONF002", "'auth' must be a table"),
        ("[sdk.a]\nspecs = ['s']\nauth.b = 1", 3, 6, "CONF002", "'b' must be a table"),
        ("[sdk]\na = 1", 2, 1, "CONF002", "'a' must be a table"),
        (
            "[sdk.a]\nspecs = ['s']\noutput = 'o'\n[sdk.b]\nspecs = ['s']\noutput = './o/p'",
            6,
            1,
            "CONF002",
            "the output overlaps that of 'a'",
        ),
        ("[sdk.a]\nspecs = [\n", 2, 10, "CONF003", "not valid TOML: "),
        ("[sdk.a\nspecs = 1", 1, 7, "CONF003", "not valid TOML: "),
    ],
)
def test_faults_are_said_at_their_place(text: str, line: int, column: int, code: str, message: str) -> None:
    _, faults = _read(text)
    assert [(fault.code, fault.location.line, fault.location.column) for fault in faults] == [
        (code, line, column)
    ]
    assert faults[0].message.startswith(message)
    assert faults[0].location.file == "sdksmith.toml"
    assert faults[0].source_line == text.split("\n")[line - 1]
    assert faults[0].help


def test_all_faults_are_said_at_once() -> None:
    _, faults = _read("[sdk.a]\nspecs = []\nversion = 'x'\nfoo = 1\n[sdk.b]\nspecs=['s']\nenums = 1")
    assert [fault.code for fault in faults] == ["CONF002", "CONF002", "CONF001", "CONF002"]


def test_prefix_in_own_file_is_explained() -> None:
    _, faults = _read("[tool.sdksmith.sdk.a]")
    assert "[sdk.<name>]" in faults[0].help


def test_tool_table_of_pyproject_must_be_a_table() -> None:
    _, faults = _read("[tool]\nsdksmith = 1", "pyproject.toml")
    assert [(fault.code, fault.location.line) for fault in faults] == [("CONF002", 2)]


def test_missing_file() -> None:
    diagnostics = Diagnostics()
    config.read(Path("none.toml"), diagnostics)
    assert [(item.code, item.message) for item in diagnostics] == [
        ("CONF003", "cannot read the file: No such file or directory")
    ]


def test_file_in_another_encoding() -> None:
    Path("sdksmith.toml").write_bytes(b"[sdk.a]\n# \xff\n")
    diagnostics = Diagnostics()
    config.read(Path("sdksmith.toml"), diagnostics)
    assert [(item.code, item.message) for item in diagnostics] == [
        ("CONF003", "the file is not UTF-8 (byte 10)")
    ]


class TestFind:
    def test_nearest_wins_and_foreign_pyprojects_are_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.sdksmith.sdk.a]\nspecs=['s']")
        (tmp_path / "a/b").mkdir(parents=True)
        (tmp_path / "a/pyproject.toml").write_text("[project]\nname = 'a'")
        assert config.find(tmp_path / "a/b") == tmp_path / "pyproject.toml"
        (tmp_path / "a/sdksmith.toml").touch()
        assert config.find(tmp_path / "a/b") == tmp_path / "a/sdksmith.toml"

    def test_own_file_before_pyproject(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.sdksmith.sdk.a]\nspecs=['s']")
        (tmp_path / "sdksmith.toml").touch()
        assert config.find(tmp_path) == tmp_path / "sdksmith.toml"

    def test_broken_pyproject_that_is_ours_is_found_so_that_the_fault_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.sdksmith.sdk.a]\nspecs=[")
        assert config.find(tmp_path) == tmp_path / "pyproject.toml"

    def test_none(self, tmp_path: Path) -> None:
        assert config.find(tmp_path) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [("outputs", "output"), ("pakcage", "package"), ("clients_name", "client"), ("quux", None)],
)
def test_nearest_word(word: str, expected: str | None) -> None:
    assert nearest(word, ["output", "package", "client"]) == expected
