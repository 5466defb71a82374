"""Sources: what a folder, a pattern, an index or an address stands for, and how addresses are asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from generator.cli import invoke
from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.load import cache, fetch
from generator.load.addresses import NotAllowedError, NotFetchedError, resolved
from generator.load.fetch import Fetcher
from generator.load.sources import expand
from generator.pipeline import Surface, describe
from generator.spec_settings import plain

SPEC = """\
openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
servers: [{{url: /v1}}]
paths:
  /{name}:
    get: {{operationId: list_{name}, responses: {{"204": {{description: Done.}}}}}}
"""


def spec(name: str) -> str:
    return SPEC.format(name=name)


def page(name: str) -> str:
    return f"# {name}\n\n```yaml\n{spec(name)}```\n"


@dataclass
class Site:
    """What a server on this machine holds: text, or `(status, headers, body)`."""

    address: str
    files: dict[str, Any] = field(default_factory=dict[str, Any])
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list[tuple[str, dict[str, str]]])

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "work"


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held.asked.append((self.path, dict(self.headers)))
            found = held.files.get(self.path, (404, {}, ""))
            status, headers, body = found if isinstance(found, tuple) else (200, {}, found)
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, ""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            content = body.encode()
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        held = Site(f"http://127.0.0.1:{running.server_port}")
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield held
        running.shutdown()
        thread.join()


def put(files: dict[str, str]) -> None:
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(content, "utf-8")


def expanded(source: str) -> tuple[tuple[str, ...], list[str]]:
    diagnostics = Diagnostics()
    return expand(source, Fetcher(), diagnostics), [item.code for item in diagnostics]


def made(*sources: str, **settings: Any) -> tuple[Surface | None, list[str]]:
    diagnostics = Diagnostics()
    surface = describe(SdkSettings(specs=plain(*sources), **settings), None, diagnostics)
    return surface, [item.code for item in diagnostics if not item.code.startswith("SERVER")]


def operations(surface: Surface | None) -> list[str]:
    assert surface is not None
    return sorted(operation.operation_id or "" for operation in surface.api.operations())


class TestFiles:
    def test_a_folder_is_all_in_it_that_holds_a_document(self) -> None:
        put(
            {
                "api/b/pets.md": page("pets"),
                "api/a.yaml": spec("dogs"),
                "api/a.json": json.dumps({"info": {"swagger": 1}}),
                "api/README.md": "# Pets\n\n```json\n{}\n```\n",
                "api/parts/Pet.yaml": "type: object\ndescription: 'openapi: is a word'\n",
                "api/.cache/old.yaml": spec("old"),
                "api/notes.txt": spec("notes"),
            }
        )
        assert expanded("api") == (("api/a.yaml", "api/b/pets.md"), ["DOC008"])
        surface, _ = made("api")
        assert operations(surface) == ["list_dogs", "list_pets"]

    def test_what_a_document_refers_to_is_no_document_of_its_own(self) -> None:
        put(
            {
                "api/openapi.yaml": "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\n"
                "paths:\n  /pets: {$ref: paths/pets.yaml}\n",
                "api/paths/pets.yaml": "get: {operationId: pets, responses: {'204': {description: Done.}}}\n",
            }
        )
        surface, codes = made("api")
        assert operations(surface) == ["pets"]
        assert codes == ["DOC008"]

    def test_a_mistake_in_a_file_is_reported_and_not_passed_over(self) -> None:
        put({"api/pets.md": page("pets"), "api/dogs.yaml": spec("dogs") + "  - x: {\n"})
        assert expanded("api")[0] == ("api/dogs.yaml", "api/pets.md")
        assert made("api") == (None, ["DOC002"])

    def test_patterns_that_the_shell_left_alone(self) -> None:
        put({"pages/b.md": page("b"), "pages/a.md": page("a"), "more/x/c.md": page("c")})
        assert expanded("pages/*.md") == (("pages/a.md", "pages/b.md"), [])
        assert expanded("mor?") == (("more/x/c.md",), [])
        assert expanded("none/*.md") == ((), ["DOC001"])

    def test_an_index_on_disk(self) -> None:
        put(
            {
                "docs/llms.txt": "# Docs\n- [Pets](api/pets.md): them\n- [Guide](<guide.md>)\n"
                "- [Out](../secret.md)\n- [Root](/etc/x.md)\n- [Spec](openapi.yaml)\n",
                "docs/api/pets.md": page("pets"),
                "docs/guide.md": "# Guide\n",
                "docs/openapi.yaml": spec("whole"),
                "secret.md": page("secret"),
            }
        )
        assert expanded("docs/llms.txt") == (("docs/api/pets.md",), ["DOC008"])
        put({"docs/api/pets.md": "# Pets\n"})
        assert expanded("docs/llms.txt") == (("docs/openapi.yaml",), ["DOC008"])

    def test_the_same_source_twice_is_read_once(self) -> None:
        put({"api/pets.md": page("pets")})
        surface, codes = made("api", "api/pets.md")
        assert operations(surface) == ["list_pets"]
        assert codes == []

    def test_the_configuration_names_folders_and_indexes(self, here: Path) -> None:
        put(
            {
                "api/pets.md": page("pets"),
                "sdksmith.toml": '[sdk.pets]\nspecs = ["api"]\noutput = "out"\nformatter = "none"\n',
            }
        )
        assert invoke(["generate"]) == 0
        assert invoke(["check"]) == 0
        put({"api/dogs.md": page("dogs")})
        assert invoke(["check"]) == 1


class TestAddresses:
    def test_an_index_and_its_pages(self, site: Site) -> None:
        site.files.update(
            {
                "/docs/llms.txt": f"- [Pets](pets.md)\n- {site.address}/docs/dogs.md\n"
                "- [More](/v2/llms.txt)\n"
                "- [Other](https://elsewhere.example/x.md)\n- [Gone](gone.md)\n- [Guide](guide.md)\n",
                "/v2/llms.txt": "- [Cats](cats.md)\n- [Back](/docs/llms.txt)\n",
                "/docs/pets.md": page("pets"),
                "/docs/dogs.md": page("dogs"),
                "/docs/guide.md": "# Guide\n",
                "/v2/cats.md": page("cats"),
            }
        )
        surface, codes = made(f"{site.address}/docs/llms.txt")
        assert operations(surface) == ["list_cats", "list_dogs", "list_pets"]
        assert sorted(codes) == ["DOC008", "DOC010"]
        assert len(site.asked) == len(set(site.paths())) == 7

    def test_a_page_that_fails_is_an_error(self, site: Site) -> None:
        site.files["/llms.txt"] = "- [Pets](pets.md)\n- [Dogs](dogs.md)\n"
        site.files["/pets.md"] = page("pets")
        site.files["/dogs.md"] = (500, {}, "")
        surface, codes = made(f"{site.address}/llms.txt")
        assert surface is None
        assert codes == ["DOC001"]

    def test_a_document_with_neighbours_and_a_relative_server(self, site: Site) -> None:
        document = spec("pets").replace("/pets:", "/pets:\n    $ref: paths/pets.yaml\n  /dogs:")
        site.files["/api/openapi.yaml"] = document
        site.files["/api/paths/pets.yaml"] = (
            "post: {operationId: add, responses: {'204': {description: x}}}\n"
        )
        surface, codes = made(f"{site.address}/api/openapi.yaml")
        assert operations(surface) == ["add", "list_pets"]
        assert codes == []
        assert surface is not None
        assert [server.url for server in surface.api.servers] == [f"{site.address}/v1"]
        assert surface.references == ()

    def test_neighbours_outside_of_the_folder_are_not_asked(self, site: Site) -> None:
        site.files["/api/openapi.yaml"] = spec("pets") + "  /x: {$ref: ../secret.yaml}\n"
        site.files["/secret.yaml"] = "get: {}\n"
        assert made(f"{site.address}/api/openapi.yaml")[1] == ["REF005"]
        assert "/secret.yaml" not in site.paths()

    def test_a_web_page_is_said_to_be_one(self, site: Site) -> None:
        site.files["/docs/pets"] = "<!doctype html>\n<html></html>"
        assert made(f"{site.address}/docs/pets") == (None, ["DOC003"])

    def test_redirections_give_the_name(self, site: Site) -> None:
        site.files["/latest"] = (302, {"Location": "/v3/pets.md"}, "")
        site.files["/v3/pets.md"] = page("pets")
        surface, _ = made(f"{site.address}/latest")
        assert surface is not None
        assert surface.document.name == f"{site.address}/v3/pets.md"

    def test_check_and_validate_read_addresses_too(self, site: Site, here: Path) -> None:
        site.files["/pets.md"] = page("pets")
        put(
            {
                "sdksmith.toml": f'[sdk.pets]\nspecs = ["{site.address}/pets.md"]\n'
                'output = "out"\nformatter = "none"\n'
            }
        )
        assert invoke(["generate"]) == 0
        assert invoke(["check"]) == 0
        assert invoke(["validate"]) == 0
        site.files["/pets.md"] = page("dogs")
        assert invoke(["check"]) == 1


class TestCopies:
    def test_what_did_not_change_is_not_sent_again(self, site: Site) -> None:
        site.files["/pets.yaml"] = (200, {"ETag": '"1"'}, spec("pets"))
        for _ in range(2):
            surface, codes = made(f"{site.address}/pets.yaml")
            assert operations(surface) == ["list_pets"]
            assert codes == []
        assert [headers.get("If-None-Match") for _, headers in site.asked] == [None, '"1"']
        site.files["/pets.yaml"] = (200, {"ETag": '"2"'}, spec("dogs"))
        assert operations(made(f"{site.address}/pets.yaml")[0]) == ["list_dogs"]

    def test_without_the_network_the_copy_is_used_and_said(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        url = f"{site.address}/pets.yaml"
        site.files["/pets.yaml"] = (200, {"Last-Modified": "Tue, 01 Jul 2025 10:00:00 GMT"}, spec("pets"))
        assert made(url)[1] == []
        monkeypatch.setattr("generator.load.fetch._SECONDS_PER_STEP", 0.2)
        site.files["/pets.yaml"] = (503, {}, "")
        surface, codes = made(url)
        assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 01 Jul 2025 10:00:00 GMT"
        assert operations(surface) == ["list_pets"]
        assert codes == ["DOC009"]
        site.files["/pets.yaml"] = (404, {}, "")
        assert made(url) == (None, ["DOC001"])

    def test_a_damaged_copy_is_none(self, site: Site, tmp_path: Path) -> None:
        url = f"{site.address}/a"
        site.files["/a"] = (200, {"ETag": '"1"'}, "a")
        assert Fetcher().get(url).content == b"a"
        (copy,) = (tmp_path / "cache" / "fetched").iterdir()
        copy.write_bytes(copy.read_bytes() + b"x")
        assert Fetcher().get(url).content == b"a"
        assert "If-None-Match" not in site.asked[-1][1]

    def test_no_folder_for_copies_is_no_fault(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        put({"file": ""})
        monkeypatch.setenv(cache.VARIABLE, "file")
        site.files["/a"] = "a"
        assert Fetcher().get(f"{site.address}/a").content == b"a"

    def test_empty_means_that_nothing_is_kept(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(cache.VARIABLE, "")
        site.files["/a"] = "a"
        assert Fetcher().get(f"{site.address}/a").content == b"a"
        assert cache.find(f"{site.address}/a") is None

    def test_the_user_s_folder(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv(cache.VARIABLE)
        folder = cache.folder()
        assert folder is not None
        assert folder.name.casefold() in {"sdksmith", "cache"}


class TestLimits:
    def test_size(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fetch, "LARGEST", 10)
        site.files["/a"] = "x" * 11
        with pytest.raises(NotFetchedError, match="larger"):
            Fetcher().get(f"{site.address}/a")

    def test_cookies_are_not_kept(self, site: Site) -> None:
        site.files["/a"] = (302, {"Location": "/b", "Set-Cookie": "a=1; Path=/"}, "")
        site.files["/b"] = "b"
        assert Fetcher().get(f"{site.address}/a").content == b"b"
        assert "Cookie" not in site.asked[-1][1]

    def test_redirections_have_an_end(self, site: Site) -> None:
        site.files["/a"] = (302, {"Location": "/a"}, "")
        with pytest.raises(NotFetchedError, match="redirects"):
            Fetcher().get(f"{site.address}/a")

    @pytest.mark.parametrize("target", ["http://example.com/a", "https://10.0.0.1/a", "file:///etc/passwd"])
    def test_redirections_are_held_against_the_same_rules(self, site: Site, target: str) -> None:
        site.files["/a"] = (302, {"Location": target}, "")
        with pytest.raises(NotAllowedError):
            Fetcher().get(f"{site.address}/a")

    @pytest.mark.parametrize(
        ("address", "here", "private", "fine"),
        [
            ("93.184.215.14", False, False, True),
            ("2606:2800:21f::1", False, False, True),
            ("127.0.0.1", False, False, False),
            ("127.0.0.1", True, False, True),
            ("::1", True, False, True),
            ("10.1.2.3", True, False, False),
            ("10.1.2.3", False, True, True),
            ("192.168.0.1", False, False, False),
            ("169.254.169.254", False, False, False),
            ("100.64.0.1", False, False, False),
            ("0.0.0.0", False, False, False),
            ("fe80::1", False, False, False),
            ("fd00::1", False, False, False),
            ("::ffff:10.0.0.1", False, False, False),
            ("64:ff9b::a00:1", False, False, False),
            ("2002:a00:1::1", False, False, False),
            ("224.0.0.1", False, False, False),
        ],
    )
    def test_hosts(
        self, monkeypatch: pytest.MonkeyPatch, address: str, here: bool, private: bool, fine: bool
    ) -> None:
        def known(*_: object, **__: object) -> list[Any]:
            return [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (address, 443))]

        monkeypatch.setattr("socket.getaddrinfo", known)
        if fine:
            assert address in resolved("x.example", 443, here=here, private=private)
        else:
            with pytest.raises(NotAllowedError):
                resolved("x.example", 443, here=here, private=private)

    def test_the_connection_goes_to_the_address_that_was_checked(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name with another address for each who asks cannot lead elsewhere after the check."""
        port = int(site.address.rpartition(":")[2])
        given = iter(["127.0.0.1", "10.0.0.1", "10.0.0.2"])

        def known(host: str, *_: object, **__: object) -> list[Any]:
            return [(2, 1, 6, "", (host if host == "127.0.0.1" else next(given), port))]

        monkeypatch.setattr("socket.getaddrinfo", known)
        monkeypatch.setattr(fetch, "address_fault", lambda url: None)
        site.files["/a"] = "a"
        assert Fetcher(allow_private=True).get(f"http://pets.example:{port}/a").content == b"a"
        assert site.asked[-1][1]["Host"] == f"pets.example:{port}"

    def test_a_public_name_of_this_machine_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def known(*_: object, **__: object) -> list[Any]:
            return [(2, 1, 6, "", ("127.0.0.1", 443))]

        monkeypatch.setattr("socket.getaddrinfo", known)
        with pytest.raises(NotAllowedError, match="--allow-private"):
            Fetcher().get("https://pets.example/a")

    def test_user_names_are_not_sent(self) -> None:
        with pytest.raises(NotAllowedError, match="user name"):
            Fetcher().get("https://me:secret@example.com/a")
