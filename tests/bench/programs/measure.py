"""CPU time of calls, and the answers that they get."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

CAMPAIGN: dict[str, Any] = {
    "_id": "665f1c2e9b1d8e0012345678",
    "name": "My Campaign",
    "description": "d",
    "organization": "org1",
    "agentId": "60d0fe4f5311236168a109ca",
    "createdBy": "u1",
    "audienceId": "60d0fe4f5311236168a109cb",
    "participantsCount": 0,
    "scheduledAt": "2026-04-24T10:00:00.000Z",
    "maxRetries": 3,
    "retryDelay": 15,
    "retryAttempts": 0,
    "status": "scheduled",
    "createdAt": "2026-04-20T08:00:00.000Z",
    "updatedAt": "2026-04-20T08:00:00.000Z",
}
ITEM = {
    **CAMPAIGN,
    "agent": {"_id": "a", "name": "b", "workflowType": "c"},
    "audience": {"_id": "x", "name": "y"},
}
ONE = json.dumps({"status": True, "data": CAMPAIGN}).encode()
MANY = json.dumps({"status": True, "data": {"campaigns": [ITEM] * 100}}).encode()
URL = "https://api.smallest.ai/atoms/v1/campaign"
BODY = {"name": "n", "audienceId": "a", "agentId": "b"}
HEADERS = {"Authorization": "Bearer test"}
JSON = {"content-type": "application/json"}


def best(call: Callable[[], object], number: int, repeats: int = 7) -> float:
    """Microseconds of CPU time a call."""
    call()
    lowest = float("inf")
    for _ in range(repeats):
        before = time.process_time()
        for _ in range(number):
            call()
        lowest = min(lowest, (time.process_time() - before) / number * 1e6)
    return lowest
