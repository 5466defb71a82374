"""Cases: a spec, what the generator makes of it, and a client of that which talks to a server in memory."""

from __future__ import annotations

import asyncio
import functools
import importlib
import itertools
import json
import random
import sys
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, cast

import httpx2

from generator.config import AuthSettings, SdkSettings
from generator.diagnostics import Diagnostics, Location
from generator.ir.model import Api
from generator.load.read import load
from generator.lock import Lock
from generator.paging_settings import PaginationSettings
from generator.pipeline import Generated, produce
from generator.spec_settings import SpecSettings, plain
from generator.subset_settings import Choice
from generator.webhook_settings import WebhookSettings

HERE = Path(__file__).parent
NAMES = sorted(path.parent.name for path in HERE.glob("*/spec.*"))
BASE_URL = "https://api.example.com"


@dataclass(frozen=True, slots=True)
class Made:
    """A case's package in memory, and what the run had to say."""

    generated: Generated
    diagnostics: Diagnostics

    @property
    def api(self) -> Api:
        """The SDK's surface."""
        return self.generated.surface.api

    @property
    def files(self) -> Mapping[str, str]:
        """The package's files by path."""
        return self.generated.files


def spec_of(name: str) -> Path:
    """The spec of a case."""
    (path,) = (HERE / name).glob("spec.*")
    return path


def settings_of(name: str, spec: Path, formatter: Literal["black", "none"]) -> SdkSettings:
    """A case's settings: those of its `config.toml`, as they stand there."""
    config = HERE / name / "config.toml"
    values: dict[str, Any] = tomllib.loads(config.read_text("utf-8")) if config.exists() else {}
    if "webhooks" in values:
        values["webhooks"] = WebhookSettings(**values["webhooks"])
    values["auth"] = tuple(
        AuthSettings(scheme, (table["argument"],), (table["env"],))
        for scheme, table in values.get("auth", {}).items()
    )
    for key in {"dependencies", "extras"} & values.keys():
        values[key] = tuple(values[key])
    values["readme_sections"] = tuple(str(HERE / path) for path in values.get("readme_sections", ()))
    tables = values.pop("pagination", {})
    values["pagination"] = tuple(
        PaginationSettings(name, **{**table, "operations": tuple(table.get("operations", ()))})
        for name, table in tables.items()
    )
    values["choices"] = tuple(
        Choice(key, text, Location("config.toml"), "")
        for key in ("include", "exclude", "audiences")
        for text in values.pop(key, ())
    )
    specs = tuple(_entry(table, HERE / name, spec) for table in values.pop("specs", ())) or plain(str(spec))
    values.update(_amending(values, HERE / name))
    return SdkSettings(specs=specs, formatter=formatter, **values)


def _entry(table: dict[str, Any], folder: Path, spec: Path) -> SpecSettings:
    """An entry of `specs` as the configuration gives it; files are in the case's folder."""
    sources = [table["source"]] if isinstance(table["source"], str) else table["source"]
    return SpecSettings(
        tuple(str(spec if Path(source).stem == "spec" else folder / source) for source in sources),
        tuple(table["namespace"].split(".")) if "namespace" in table else None,
        **_amending(table, folder),
    )


def _amending(table: dict[str, Any], folder: Path) -> dict[str, tuple[str, ...]]:
    """The files that amend specs."""
    kinds = ("overrides", "overlays")
    return {kind: tuple(str(folder / name) for name in table[kind]) for kind in kinds if kind in table}


def generate(settings: SdkSettings, previous: Lock | None = None) -> Made:
    """The whole pipeline, in memory. Nothing in a case stops it."""
    diagnostics = Diagnostics()
    generated = produce(settings, previous, diagnostics)
    assert generated is not None, list(diagnostics)
    return Made(generated, diagnostics)


@functools.cache
def lock_of(name: str) -> Lock | None:
    """The lock that a case's package is made with: that of its `before.yaml`, where it has one."""
    before = HERE / name / "before.yaml"
    return generate(settings_of(name, before, "none")).generated.lock if before.exists() else None


@functools.cache
def made(name: str) -> Made:
    """A case's package, formatted; made once a session."""
    return generate(settings_of(name, spec_of(name), "black"), lock_of(name))


def shuffled(name: str, seed: int) -> str:
    """A case's document as JSON, with another order wherever order means nothing."""
    document = load(str(spec_of(name)), Diagnostics())
    assert document is not None
    value = cast("dict[str, Any]", document.data)
    source = random.Random(seed)

    def mix(table: dict[str, Any]) -> dict[str, Any]:
        keys = list(table)
        source.shuffle(keys)
        return {key: table[key] for key in keys}

    def operation(item: Any) -> Any:
        if isinstance(item, dict) and isinstance(item.get("responses"), dict):
            return {**item, "responses": mix(item["responses"])}
        return item

    paths = {
        path: mix({key: operation(item) for key, item in methods.items()})
        for path, methods in value["paths"].items()
    }
    components = {section: mix(table) for section, table in value.get("components", {}).items()}
    webhooks = {"webhooks": mix(value["webhooks"])} if "webhooks" in value else {}
    return json.dumps({**value, **webhooks, "paths": mix(paths), "components": mix(components)})


def write(made: Made, folder: Path) -> Path:
    """Write a package's files into a folder; returns the folder to import from."""
    for path, text in made.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    return folder / "src"


def imported(made: Made, source: Path) -> ModuleType:
    """Import a package that has been written."""
    if str(source) not in sys.path:
        sys.path.insert(0, str(source))
    return importlib.import_module(made.api.project.package)


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def snippet(made: Made, heading: str) -> str:
    """The first Python of a section of a package's README; empty when there is no such section."""
    _, _, section = made.files["README.md"].partition(f"\n## {heading}\n")
    return section.partition("\n## ")[0].partition("```python\n")[2].partition("```")[0]


Answer = Callable[[httpx2.Request], httpx2.Response]


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that arrives in pieces; a piece that is an exception breaks the connection.

    Attributes:
        given: How many pieces were asked for.
        is_closed: Whether the client has closed the response.
    """

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.given = 0
        self.is_closed = False
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.given += 1
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


@dataclass
class Caller:
    """A client of a case's package, sync or async, and the server that it talks to.

    Attributes:
        package: The imported package.
        client: Class name of the sync client.
        asynchronous: Whether calls go through the async client.
        options: Arguments of the client, `base_url` and `http_client` excepted.
        requests: What the server was sent.
    """

    package: Any
    client: str
    asynchronous: bool
    options: dict[str, Any] = field(default_factory=dict[str, Any])
    base_url: str | None = BASE_URL
    requests: list[httpx2.Request] = field(default_factory=list[httpx2.Request])
    _answer: Answer = field(default=lambda _: httpx2.Response(204))

    def answers(
        self,
        status: int = 200,
        json: Any = None,
        *,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Set what the server answers from now on."""
        sent = _json(json) if content is None else content
        kind = {"Content-Type": "application/json"} if content is None else {}
        self._answer = lambda _: httpx2.Response(status, content=sent, headers={**kind, **(headers or {})})

    def answers_pages(self, *bodies: Any, links: tuple[str, ...] = ()) -> None:
        """Set the bodies, and Link headers, of the next answers; the last one stays."""
        rest = list(enumerate(bodies))

        def answer(_: httpx2.Request) -> httpx2.Response:
            number, body = rest.pop(0) if len(rest) > 1 else rest[0]
            headers = {"Link": links[number]} if number < len(links) else {}
            return httpx2.Response(200, json=body, headers=headers)

        self._answer = answer

    def empty(self, status: int = 204) -> None:
        """Set that the server answers without a body."""
        self._answer = lambda _: httpx2.Response(status)

    def answers_in_turn(self, *responses: httpx2.Response) -> None:
        """Set what the server answers to the next requests, one each."""
        left = iter(responses)
        self._answer = lambda _: next(left)

    def answers_in_pieces(
        self, *pieces: bytes | Exception, kind: str = "text/event-stream", status: int = 200
    ) -> Pieces:
        """Set that the server answers with a body in pieces; returns the body, which is asked once."""
        body = Pieces(*pieces)
        self._answer = lambda _: httpx2.Response(status, stream=body, headers={"Content-Type": kind})
        return body

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        return self._answer(request)

    def call(self, path: str, *, _use: Any = None, **arguments: Any) -> Any:
        """Call a method (`pets.list_pets`) once; return what it returns, or what `_use` makes of that while
        the client is open.
        """
        return (
            asyncio.run(self._call_async(path, arguments, _use))
            if self.asynchronous
            else self._call(path, arguments, _use)
        )

    def items(self, path: str, *, first: int | None = None, **arguments: Any) -> list[Any]:
        """Call a method that returns a stream, and return its items; with `first`, leave it after so many."""

        def read(stream: Any) -> list[Any]:
            with stream:
                return list(itertools.islice(stream, first))

        async def read_async(stream: Any) -> list[Any]:
            found: list[Any] = []
            async with stream:
                async for item in stream:
                    found.append(item)
                    if len(found) == first:
                        break
            return found

        return cast("list[Any]", self.call(path, _use=read_async if self.asynchronous else read, **arguments))

    def view(self, path: str, use: Callable[[Any], Any], **arguments: Any) -> Any:
        """Call a method of a streaming view, and return what `use` makes of the response within its block."""

        def within(opened: Any) -> Any:
            with opened as response:
                return use(response)

        async def within_async(opened: Any) -> Any:
            async with opened as response:
                result = use(response)
                return await result if hasattr(result, "__await__") else result

        return self.call(path, _use=within_async if self.asynchronous else within, **arguments)

    def _options(self) -> dict[str, Any]:
        return {**self.options, **({} if self.base_url is None else {"base_url": self.base_url})}

    def _call(self, path: str, arguments: dict[str, Any], use: Callable[[Any], Any] | None) -> Any:
        transport = httpx2.MockTransport(self._handle)
        with httpx2.Client(transport=transport) as http:
            client = getattr(self.package, self.client)(http_client=http, **self._options())
            value = functools.reduce(getattr, path.split("."), client)(**arguments)
            return value if use is None else use(value)

    async def _call_async(
        self, path: str, arguments: dict[str, Any], use: Callable[[Any], Any] | None
    ) -> Any:
        transport = httpx2.MockTransport(self._handle)
        async with httpx2.AsyncClient(transport=transport) as http:
            client = getattr(self.package, f"Async{self.client}")(http_client=http, **self._options())
            called: Any = functools.reduce(getattr, path.split("."), client)(**arguments)
            value = await called if hasattr(called, "__await__") else called
            return value if use is None else await use(value)

    def listed(self, path: str, **arguments: Any) -> list[Any]:
        """Call a method that returns a list in pages, and return all items."""

        def use(method: Callable[..., Any]) -> list[Any]:
            return list(method(**arguments))

        async def use_async(method: Callable[..., Any]) -> list[Any]:
            return [item async for item in method(**arguments)]

        found: list[Any] = self.with_method(path, use, use_async)
        return found

    def with_method(
        self, path: str, use: Callable[[Any], Any], use_async: Callable[[Any], Awaitable[Any]]
    ) -> Any:
        """Use a method while the client is open, in the one way or in the other."""

        def client(http: Any) -> Any:
            name = f"Async{self.client}" if self.asynchronous else self.client
            made = getattr(self.package, name)(http_client=http, **self._options())
            return functools.reduce(getattr, path.split("."), made)

        async def run() -> Any:
            async with httpx2.AsyncClient(transport=httpx2.MockTransport(self._handle)) as http:
                return await use_async(client(http))

        if self.asynchronous:
            return asyncio.run(run())
        with httpx2.Client(transport=httpx2.MockTransport(self._handle)) as http:
            return use(client(http))

    @property
    def urls(self) -> list[str]:
        """Path and query of all requests, as they were sent."""
        return [request.url.raw_path.decode() for request in self.requests]

    @property
    def request(self) -> httpx2.Request:
        """The last request."""
        return self.requests[-1]

    @property
    def body(self) -> Any:
        """The JSON of the last request; None when it had no body."""
        return json.loads(self.request.content) if self.request.content else None

    @property
    def query(self) -> str:
        """The query string of the last request, as it was sent."""
        return self.request.url.query.decode()

    @property
    def path(self) -> str:
        """The path of the last request, as it was sent."""
        return self.request.url.raw_path.decode().partition("?")[0]
