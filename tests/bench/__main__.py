"""What the generated package costs, as ratios to the libraries under it, all measured in one run.

    python -m tests.bench            the package in generated/
    python -m tests.bench --peers    and the vendor's own SDK, in an environment of its own

Cold figures are CPU time (user and system) of whole processes less that of an empty one, median of several;
warm ones are CPU time a call over an in-memory transport, best of several. Ratios travel between machines;
the absolute numbers do not.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SDK = ROOT / "generated" / "smallestai" / "src"
PROGRAMS = Path(__file__).parent / "programs"
PEERS = ROOT / ".venv-peers"
CACHE = ROOT / ".cache" / "bench"
REPEATS = 9


def surroundings(path: Path | None) -> dict[str, str]:
    """The environment of a process: bytecode is kept, as that of an installed package is."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    own = {"PYTHONPATH": str(path) if path else "", "SMALLESTAI_TOKEN": "test"}
    return {**kept, **own, "PYTHONPYCACHEPREFIX": str(CACHE)}


def cpu(python: str, code: str, path: Path | None) -> float:
    """CPU milliseconds of a process that runs `code`."""
    wrapped = f"import time\n{code}\nprint(time.process_time() * 1000)"
    done = subprocess.run(
        [python, "-c", wrapped], env=surroundings(path), capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def cold(python: str, code: str, path: Path | None = None) -> float:
    """Median CPU milliseconds, after a run that fills the caches."""
    cpu(python, code, path)
    return statistics.median(cpu(python, code, path) for _ in range(REPEATS))


def warm(python: str, program: str, path: Path | None = None) -> dict[str, float]:
    """CPU microseconds a call, by case, as a program prints them."""
    command = [python, str(PROGRAMS / f"{program}.py")]
    done = subprocess.run(command, env=surroundings(path), capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


EAGER = """
import datetime as dt
import httpx2
from pydantic import BaseModel
class Data(BaseModel):
    id: str | None = None
    created_at: dt.datetime | None = None
class Response(BaseModel):
    status: bool | None = None
    data: Data | None = None
"""
CLIENT = """
client = httpx2.Client(transport=httpx2.MockTransport(lambda _: httpx2.Response(201, json={"status": True})))
"""
FIRST = f"""
import smallestai, httpx2
{CLIENT}
sdk = smallestai.SmallestAI(http_client=client)
sdk.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b")
"""
# Making a real client costs an SSL context, on both sides.
FLOOR_FIRST = f"""
{EAGER}
{CLIENT}
Response.model_validate_json(client.post("http://localhost", json={{}}).content)
"""


def row(name: str, ours: float, floor: float, budget: float | None, unit: str) -> bool:
    """Print a line of the table; whether it keeps its budget."""
    ratio = ours / floor
    kept = budget is None or ratio <= budget
    limit = f"≤ {budget:.2f}" if budget is not None else ""
    print(
        f"| {name:<47} | {ours:>9.1f} {unit} | {floor:>9.1f} {unit} | {ratio:>6.2f} | {limit:<6} |"
        f"{'' if kept else ' OVER'}"
    )
    return kept


def peers() -> str:
    """The interpreter of an environment that has the vendor's own SDK."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "smallestai", "httpx2"], check=True)
    return str(python)


def main() -> int:
    """Measure, print the table, and say by the exit code whether all budgets are kept."""
    python = sys.executable
    empty = cold(python, "")
    libraries = cold(python, "import httpx2\nfrom pydantic import BaseModel") - empty
    print(f"| {'case':<47} | {'ours':>12} | {'floor':>12} | {'ratio':>6} | budget |")
    print(f"| {'-' * 47} | {'-' * 12} | {'-' * 12} | {'-' * 6} | ------ |")
    construct = "from smallestai import SmallestAI\nSmallestAI()"
    kept = [
        row(
            "import and construct : import of the libraries",
            cold(python, construct, SDK) - empty,
            libraries,
            0.5,
            "ms",
        ),
        row(
            "first call : libraries, a model, a call",
            cold(python, FIRST, SDK) - empty,
            cold(python, FLOOR_FIRST) - empty,
            1.2,
            "ms",
        ),
    ]
    bare, floor, ours = warm(python, "bare"), warm(python, "floor", SDK), warm(python, "sdk", SDK)
    kept.append(row("small call : HTTP library and json.loads", ours["small"], bare["small"], 1.3, "µs"))
    kept.append(row("list of 100 : HTTP library and json.loads", ours["list"], bare["list"], 2.0, "µs"))
    row("small call : HTTP library and pydantic", ours["small"], floor["small"], None, "µs")
    row("list of 100 : HTTP library and pydantic", ours["list"], floor["list"], None, "µs")
    asynchronous = warm(python, "sdk_async", SDK)
    row(
        "small call, async : HTTP library and json.loads",
        asynchronous["sdk"],
        asynchronous["bare"],
        None,
        "µs",
    )
    if "--peers" in sys.argv:
        other = peers()
        theirs = warm(other, "peer")
        own = cold(other, "from smallestai import SmallestAI\nSmallestAI(api_key='x')") - cold(other, "")
        row("the vendor's SDK: import and construct", own, libraries, None, "ms")
        row("the vendor's SDK: small call", theirs["small"], theirs["bare"], None, "µs")
        row("the vendor's SDK: list of 100", theirs["list"], theirs["bare_list"], None, "µs")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
