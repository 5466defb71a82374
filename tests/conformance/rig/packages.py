"""The package of a document, generated and imported, and what `inspect` says of it."""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2

from generator import pipeline
from generator.diagnostics import Diagnostics
from generator.inspect import inspect

from .documents import tokens
from .judge_request import BASE, CREDENTIAL, TOKEN
from .subjects import Subject, faults

_ANSWER = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}


@dataclass(frozen=True)
class Package:
    """An imported package.

    Attributes:
        module: The package.
        surface: What `inspect` says of it.
        base: The address that its clients are given; None: the document's own.
    """

    module: Any
    surface: dict[str, Any]
    base: str | None

    def client(self, answer: Callable[[httpx2.Request], Any], *, is_async: bool = False) -> Any:
        """A client whose requests are answered in memory, by a function or, of an async one, a coroutine."""
        said = self.surface["client"]
        given = {
            each["python_name"]: CREDENTIAL for each in said["arguments"] if each["kind"] == "credential"
        }
        base = {} if self.base is None else {"base_url": self.base}
        transport = httpx2.MockTransport(self._with_tokens(answer))
        http: Any = (
            httpx2.AsyncClient(transport=transport) if is_async else httpx2.Client(transport=transport)
        )
        constructor = getattr(self.module, said["async_python_name" if is_async else "python_name"])
        return constructor(http_client=http, max_retries=0, **base, **given)

    def _with_tokens(self, answer: Callable[[httpx2.Request], Any]) -> Callable[[httpx2.Request], Any]:
        places = {each["token_url"] for each in self.surface["security_schemes"] if each["token_url"]}
        paths = {place.rpartition("//")[2].partition("/")[2] for place in places}

        def handle(request: httpx2.Request) -> Any:
            asks = request.method == "POST" and b"grant_type=client_credentials" in request.content
            if asks and request.url.path.lstrip("/").endswith(
                tuple(path for path in paths if path) or ("\0",)
            ):
                return httpx2.Response(200, json=_ANSWER)
            return answer(request)

        return handle


def package_of(
    subject: Subject, folder: Path, name: str = "", change: Callable[[Path], None] | None = None
) -> Package:
    """Generate a package into a folder and import it.

    Args:
        subject: Where its document is, and how it is made.
        folder: Takes the package.
        name: The package's, which no other in this process has; by default the subject's.
        change: Changes its files before it is imported, to see whether that is noticed.

    Raises:
        ValueError: The document cannot be generated; the message says why.
    """
    diagnostics = Diagnostics()
    name = name or subject.package
    settings = replace(subject.settings, package=name, formatter="none", ci="none")
    generated = pipeline.produce(settings, None, diagnostics)
    if generated is None:
        raise ValueError(faults(diagnostics))
    for path, text in generated.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    if change is not None:
        change(folder)
    sys.path.insert(0, str(folder / "src"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = importlib.import_module(name)
    found = inspect(generated.surface.api, generated.surface.document)
    surface = json.loads(json.dumps(found))
    for each in surface["operations"]:
        # Several operations of one path have keys of their own in the document.
        place = tokens(each["id"])
        each["path"] = place[1] if place[0] == "paths" and "#" in place[1] else each["path"]
    made = Package(module, surface, settings.base_url)
    try:
        made.client(lambda _: httpx2.Response(204))
    except (ValueError, TypeError) as error:
        if "base_url" not in str(error):
            raise
        return Package(module, surface, BASE)
    return made
