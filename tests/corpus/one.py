"""One document through the whole pipeline, in a process of its own: what went in, what came out, what it
cost.

    python -m tests.corpus.one DOCUMENT DIR

Prints one JSON object. Operations and schemas that went in are counted in the plain data, not by the
generator's own reading of it.
"""

from __future__ import annotations

import compileall
import functools
import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir.model import ANY, ListOf, MapOf, Model, Nullable, OneOf, Type
from generator.load.pointer import split
from generator.load.read import load
from generator.pipeline import produce
from generator.spec_settings import plain

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
# What makes a type `Any`.
DEGRADING = ("TYPE001", "REF")


def followed(value: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """What a reference inside the document means."""
    while isinstance(target := value.get("$ref"), str):
        value = functools.reduce(lambda here, token: here[token], split(unquote(target)), data)
    return value


def operations_in(data: dict[str, Any]) -> int:
    """Path items' methods, 3.2's `additionalOperations` included; not those that the document itself says are
    left out, or are sent by the API.
    """
    paths = data.get("paths") or {}
    items = [followed(item, data) for item in paths.values() if isinstance(item, dict)]
    named = sum(1 for item in items for method in METHODS if is_call(item.get(method)))
    return named + sum(len(item.get("additionalOperations") or {}) for item in items)


def is_call(operation: Any) -> bool:
    """Whether it is an operation that callers may call."""
    return isinstance(operation, dict) and not any(
        operation.get(name) is True for name in ("x-fern-ignore", "x-fern-webhook", "x-internal")
    )


def schemas_in(data: dict[str, Any]) -> int:
    """Named schemas, of either version."""
    return len((data.get("components") or {}).get("schemas") or data.get("definitions") or {})


def is_any(type: Type) -> bool:
    """Whether a type is `Any`, alone or inside a list or a map."""
    match type:
        case ListOf(inner) | MapOf(inner) | Nullable(inner):
            return is_any(inner)
        case OneOf(variants):
            return any(is_any(variant) for variant in variants)
        case _:
            return type == ANY


def main(document: str, folder: str) -> int:
    """Run it."""
    started = time.perf_counter()
    diagnostics = Diagnostics()
    generated = produce(SdkSettings(specs=plain(document), formatter="none"), None, diagnostics)
    seconds = time.perf_counter() - started
    if generated is None:
        print(
            json.dumps(
                {"error": [f"{item.location}: {item.code}: {item.message}" for item in diagnostics][:3]}
            )
        )
        return 1
    for path, text in generated.files.items():
        target = Path(folder) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    compiled = compileall.compile_dir(folder, quiet=1, force=True)
    api = generated.surface.api
    source = load(document, Diagnostics())
    assert source is not None
    fields = [field for model in api.definitions if isinstance(model, Model) for field in model.fields]
    codes = Counter(item.code for item in diagnostics)
    print(
        json.dumps(
            {
                "package": api.project.package,
                "operations": operations_in(source.data),
                "methods": len(api.operations()),
                "schemas": schemas_in(source.data),
                "types": len(api.definitions),
                "fields": len(fields),
                "free": sum(is_any(field.type) for field in fields),
                "degraded": {code: n for code, n in sorted(codes.items()) if code.startswith(DEGRADING)},
                "codes": dict(sorted(codes.items())),
                "files": len(generated.files),
                "compiled": bool(compiled),
                "seconds": round(seconds, 2),
                "memory": round(memory),
            }
        )
    )
    return 0 if compiled else 1


if __name__ == "__main__":
    sys.setrecursionlimit(1000)
    sys.exit(main(*sys.argv[1:]))
