"""Real servers: installed from the package index, started on loopback, stopped whatever happens."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ENVIRONMENTS = ROOT / ".venvs"
START = 120.0
STOP = 10.0
# Whatever a server wants from elsewhere, it asks a port on which nobody listens.
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Server:
    """A server that exists without us, and what we make of it.

    Attributes:
        name: As the table has it. Its first word names the environment and the SDK.
        requirements: What is installed, pinned.
        command: How it is started, in its environment; `{port}` and `{folder}` are filled in.
        document: Where it serves its OpenAPI document.
        settings: The configuration of the SDK, as it would stand in `sdksmith.toml` below `[sdk.NAME]`.
        environment: Variables of the server, also filled in.
        headers: What the request for the document needs.
        options: Arguments of the client beside `base_url`.
        below: Where its paths are, if the document does not say it.
        folders: Made in `{folder}` before it starts.
        described: A document of ours, in place of the one that it serves.
    """

    name: str
    requirements: tuple[str, ...]
    command: str
    document: str
    settings: str
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    options: Mapping[str, object] = field(default_factory=dict[str, object])
    below: str = ""
    folders: tuple[str, ...] = ()
    described: Path | None = None

    @property
    def key(self) -> str:
        """The name of the environment and of the SDK."""
        return self.name.partition(" ")[0]


def installed(server: Server) -> Path:
    """The programs of the server's environment, which is made when it is not there as it should be."""
    folder = ENVIRONMENTS / f"conformance-{server.key}"
    note = folder / ".requirements"
    wanted = "\n".join(server.requirements)
    if not note.is_file() or note.read_text() != wanted:
        python = folder / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *server.requirements], check=True)
        note.write_text(wanted)
    return folder / "bin"


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(server: Server, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Run a server until the block ends; gives its address and its document.

    Args:
        server: Which.
        folder: Takes everything that the server writes.
    """
    programs = installed(server)
    for name in server.folders:
        (folder / name).mkdir()
    values = {"port": str(free_port()), "folder": str(folder)}
    program, *arguments = (part.format(**values) for part in shlex.split(server.command))
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "DO_NOT_TRACK": "1",
        "HTTP_PROXY": NOWHERE,
        "HTTPS_PROXY": NOWHERE,
        "NO_PROXY": "127.0.0.1,localhost",
        **{name: value.format(**values) for name, value in server.environment.items()},
    }
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(programs / program), *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{values['port']}"
    try:
        document = _document(server, url, process, log)
        yield url, document if server.described is None else server.described.read_bytes()
    finally:
        _stop(process)


def _document(server: Server, url: str, process: subprocess.Popen[bytes], log: Path) -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url + server.document, headers=dict(server.headers))
    give_up = time.monotonic() + START
    while True:
        try:
            with opener.open(request, timeout=5) as answer:
                content: bytes = answer.read()
                return content
        except (OSError, urllib.error.HTTPError) as error:
            if process.poll() is not None or time.monotonic() > give_up:
                said = log.read_text(errors="replace")[-2000:]
                raise RuntimeError(f"{server.name} does not answer ({error}); it said:\n{said}") from None
            time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and everything that it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
