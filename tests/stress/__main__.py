"""What documents of extreme shape cost: seconds, and megabytes at the peak.

    python -m tests.stress            every shape
    python -m tests.stress web ring   these

Each is generated unformatted and then used in fresh processes: the first answer that is read (import and
client included), and the first use of another model after that.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.stress import documents
from tests.stress.harness import package, run

SHAPES = {
    "ring": 2000,
    "web": 2000,
    "chain": 200,
    "nested_objects": 200,
    "nested_arrays": 200,
    "enumeration": 10_000,
    "all_of_chain": 500,
    "all_of_wide": 500,
    "all_of_aliases": 500,
    "ref_chain": 500,
    "array_chain": 200,
}
_PROGRAM = """
returned({method!r}, {body!r})
first = time.perf_counter() - started
names = sorted(stress.types.__all__)
started = time.perf_counter()
other = getattr(stress.types, names[len(names) // 3])
if hasattr(other, "model_rebuild"):
    other.model_rebuild()
further = time.perf_counter() - started
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
except OSError:  # not Linux
    peak = 0
print(json.dumps([first, further, peak / 1024]))
"""
_NODE = {"text": "a", "createdAt": "2024-01-15T09:30:00Z"}


def _body(shape: str) -> Any:
    match shape:
        case "array_chain":
            return []
        case "enumeration":
            return {"code": "value-1"}
        case "all_of_chain" | "all_of_wide" | "nested_objects" | "nested_arrays":
            return {}
        case _:
            return _NODE


def measure(shape: str, size: int) -> list[float]:
    """Seconds of generation, first use and further use; megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        made, source = package(getattr(documents, shape)(size), Path(folder))
        generation = time.perf_counter() - started
        operation, *_ = made.api.operations()
        method = ".".join((*operation.group, operation.name))
        numbers: list[float] = json.loads(run(source, _PROGRAM.format(method=method, body=_body(shape))))
    return [generation, *numbers]


def main(chosen: list[str]) -> None:
    """Print a line a shape."""
    print(f"{'shape':16}{'size':>7}{'generate s':>12}{'first s':>9}{'further s':>11}{'peak MB':>9}")
    for shape in chosen or SHAPES:
        generation, first, further, peak = measure(shape, SHAPES[shape])
        print(
            f"{shape:16}{SHAPES[shape]:7}{generation:12.1f}{first:9.2f}{further:11.2f}{peak:9.0f}", flush=True
        )


if __name__ == "__main__":
    main(sys.argv[1:])
