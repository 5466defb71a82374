"""One transfer in a process of its own, which measures what it takes: `python -m tests.network.soak_client`.

    python -m tests.network.soak_client URL sync|async download|upload BYTES

Prints one JSON object: bytes moved, seconds, and by how many bytes the most memory ever held has grown. What
is moved is a pattern, against which the other side holds it.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from typing import Any

from generator.runtime.contents import Content
from generator.runtime.sdk import Operation
from tests.runtime.fake_sdk import Acme, AsyncAcme, AsyncCampaigns, Campaigns

PATTERN = bytes(range(256)) * 256
"""64 KB, repeated as often as there is room."""

DOWNLOAD: Operation[Any] = Operation("GET", "/large", returns={"200": lambda: bytes})
UPLOAD: Operation[Any] = Operation(
    "PUT", "/large", returns={"204": None}, bodies=(Content("application/octet-stream"),)
)


class Check:
    """Holds a stream against the pattern, wherever it was cut."""

    def __init__(self) -> None:
        self.size = 0

    def feed(self, piece: bytes) -> None:
        """Take the next bytes."""
        at = self.size % len(PATTERN)
        expected = (PATTERN[at:] + PATTERN * (len(piece) // len(PATTERN) + 1))[: len(piece)]
        if piece != expected:
            raise AssertionError(f"other bytes than were sent, after {self.size}")
        self.size += len(piece)


def pieces(size: int) -> Iterator[bytes]:
    """The pattern as often as it fits."""
    for _ in range(size // len(PATTERN)):
        yield PATTERN


async def async_pieces(size: int) -> AsyncIterator[bytes]:
    """The same, for an async client."""
    for piece in pieces(size):
        yield piece


def transfer(url: str, what: str, size: int) -> int:
    """Move the bytes with a sync client."""
    with Acme(token="t", base_url=url) as client:
        if what == "upload":
            client.campaigns.call(UPLOAD, body=pieces(size))
            return size
        check = Check()
        with Campaigns(client._core.streamed()).call(DOWNLOAD) as response:
            for piece in response.iter_bytes():
                check.feed(piece)
        return check.size


async def transfer_async(url: str, what: str, size: int) -> int:
    """Move the bytes with an async client."""
    async with AsyncAcme(token="t", base_url=url) as client:
        if what == "upload":
            await client.campaigns.call(UPLOAD, body=async_pieces(size))
            return size
        check = Check()
        response = await AsyncCampaigns(client._core.streamed()).call(DOWNLOAD)
        try:
            async for piece in response.iter_bytes():
                check.feed(piece)
        finally:
            await response.aclose()
        return check.size


def run(url: str, how: str, what: str, size: int) -> int:
    """Move the bytes."""
    return transfer(url, what, size) if how == "sync" else asyncio.run(transfer_async(url, what, size))


def main(url: str, how: str, what: str, size: str) -> None:
    """Warm up with a little, then measure."""
    run(url, how, what, 4 * len(PATTERN))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    moved = run(url, how, what, int(size))
    seconds = time.perf_counter() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    # What Python objects are left by a smaller transfer; counting slows it too much for the large one.
    tracemalloc.start()
    run(url, how, what, 64 * len(PATTERN))
    first, _ = tracemalloc.get_traced_memory()
    run(url, how, what, 512 * len(PATTERN))
    second, peak = tracemalloc.get_traced_memory()
    print(
        json.dumps(
            {
                "moved": moved,
                "seconds": round(seconds, 2),
                "grown": grown,
                "kept": second - first,
                "peak": peak,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
