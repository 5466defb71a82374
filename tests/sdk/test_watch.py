"""`generate --watch` as its users meet it: a process that goes on until it is interrupted."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60
SPEC = """\
openapi: 3.1.0
info: { title: Acme, version: 1.0.0 }
paths:
  /pets:
    get: { operationId: listPets, tags: [pets], responses: { "204": { description: Done. } } }
"""
LIMIT = "parameters: [{ name: limit, in: query, schema: { type: integer } }], responses"
CONFIG = '[sdk.acme]\nspecs = ["*.spec.yaml"]\noutput = "out"\nformatter = "none"\n'

Next = Callable[[], str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one document."""
    (tmp_path / "a.spec.yaml").write_text(SPEC)
    (tmp_path / "sdksmith.toml").write_text(CONFIG)
    return tmp_path


@pytest.fixture
def process(project: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, running."""
    command = [sys.executable, "-u", "-m", "generator.cli", "generate", "--watch"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SDKSMITH_CACHE_DIR": str(project / ".cache")}
    with subprocess.Popen(
        command, cwd=project, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        process.kill()


@pytest.fixture
def said(process: subprocess.Popen[str]) -> Next:
    """Gives the next line of what it says."""
    assert process.stderr is not None
    lines: queue.Queue[str] = queue.Queue()

    def collect() -> None:
        for line in process.stderr or ():
            lines.put(line)

    threading.Thread(target=collect, daemon=True).start()
    return lambda: lines.get(timeout=PATIENCE).rstrip()


def test_it_regenerates_on_save(project: Path, process: subprocess.Popen[str], said: Next) -> None:
    assert said().startswith("out: ")
    assert said() == "Watching 2 files; Ctrl-C ends it."
    # A change of a document: one line.
    (project / "a.spec.yaml").write_text(SPEC.replace("responses", LIMIT))
    assert said().startswith("out: ")
    assert "limit: builtins.int" in (project / "out/src/acme/resources/pets.py").read_text()
    # A document that cannot be read ends nothing.
    (project / "a.spec.yaml").write_text("openapi: [")
    assert "error[DOC002]" in said()
    while said() != "Nothing was written.":
        pass
    (project / "a.spec.yaml").write_text(SPEC)
    assert said().startswith("out: ")
    # A new document that a pattern means.
    (project / "b.spec.yaml").write_text(SPEC.replace("pets", "dogs").replace("listPets", "listDogs"))
    assert said().startswith("out: ")
    assert (project / "out/src/acme/resources/dogs.py").exists()
    # The configuration, broken and mended.
    (project / "sdksmith.toml").write_text(CONFIG + "wrong = 1\n")
    assert "error[CONF001]" in said()
    (project / "sdksmith.toml").write_text(CONFIG + 'client = "Zoo"\n')
    while not said().startswith("out: "):
        pass
    assert "class Zoo(" in (project / "out/src/acme/client.py").read_text()
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0


def test_interrupted_at_once(process: subprocess.Popen[str], said: Next) -> None:
    said()
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0


def test_it_writes(project: Path) -> None:
    command = [sys.executable, "-m", "generator.cli", "generate", "--watch", "--diff"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--watch writes" in done.stderr
