"""A document of extreme shape, the package made of it, and programs that use that package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from generator.config import SdkSettings
from generator.spec_settings import plain
from tests.cases.harness import Made, generate, write

# What every program starts with: a client whose server answers with BODY.
_PROGRAM = """
import json, time
started = time.perf_counter()
import httpx2
import stress, stress.types

def returned(method, body):
    answer = lambda request: httpx2.Response(200, json=body)
    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    client = stress.Stress(base_url="https://api.example.com", http_client=http)
    for name in method.split("."):
        client = getattr(client, name)
    return client()

"""


def package(
    document: dict[str, Any], folder: Path, enums: Literal["literal", "enum"] = "literal"
) -> tuple[Made, Path]:
    """Generate a package, not formatted, and write it; gives the folder to import from."""
    spec = folder / "spec.json"
    spec.write_text(json.dumps(document), "utf-8")
    made = generate(SdkSettings(specs=plain(str(spec)), formatter="none", enums=enums))
    return made, write(made, folder / "package")


def run(source: Path, code: str) -> str:
    """Run a program in a fresh process; returns what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _PROGRAM + code],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip()
