"""What SARIF 2.1.0 demands of the objects that we write, as a JSON Schema: required members, and no others.

Written after the text of the standard; the numbers are its sections.
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs


def _object(required: list[str], optional: list[str] | None = None, **members: Any) -> dict[str, Any]:
    names = [*required, *(optional or [])]
    return {
        "type": "object",
        "required": required,
        "properties": {name: members[name] for name in names},
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
INDEX = {"type": "integer", "minimum": 0}
FROM_ONE = {"type": "integer", "minimum": 1}
BAG = {"type": "object", "properties": {"tags": {"type": "array", "uniqueItems": True, "items": TEXT}}}
MESSAGE = _object(["text"], text=TEXT)  # 3.11
ARTIFACT = _object(["uri"], uri={"type": "string", "format": "uri-reference"})  # 3.4
REGION = _object(["startLine"], ["startColumn"], startLine=FROM_ONE, startColumn=FROM_ONE)  # 3.30
PHYSICAL = _object(["artifactLocation"], ["region"], artifactLocation=ARTIFACT, region=REGION)  # 3.29
LOGICAL = _object(["fullyQualifiedName", "kind"], fullyQualifiedName=TEXT, kind=TEXT)  # 3.33
LOCATION = _object(  # 3.28
    ["physicalLocation"],
    ["id", "message", "logicalLocations"],
    physicalLocation=PHYSICAL,
    id=INDEX,
    message=MESSAGE,
    logicalLocations={"type": "array", "items": LOGICAL, "uniqueItems": True},
)
LOCATIONS = {"type": "array", "items": LOCATION, "minItems": 1}
SUPPRESSION = _object(  # 3.35
    ["kind"],
    ["justification"],
    kind={"enum": ["inSource", "external"]},
    justification=TEXT,
)
RESULT = _object(  # 3.27
    ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    ["relatedLocations", "suppressions", "properties"],
    ruleId=TEXT,
    ruleIndex=INDEX,
    level=LEVEL,
    message=MESSAGE,
    locations=LOCATIONS,
    relatedLocations=LOCATIONS,
    partialFingerprints={"type": "object", "additionalProperties": TEXT, "minProperties": 1},
    suppressions={"type": "array", "items": SUPPRESSION, "uniqueItems": True},
    properties=BAG,
)
RULE = _object(  # 3.49
    ["id", "help", "defaultConfiguration"],
    ["shortDescription", "properties"],
    id=TEXT,
    help=MESSAGE,
    shortDescription=MESSAGE,
    defaultConfiguration=_object(["level"], level=LEVEL),
    properties=BAG,
)
DRIVER = _object(  # 3.19
    ["name", "semanticVersion", "rules"],
    name=TEXT,
    semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
    rules={"type": "array", "items": RULE, "uniqueItems": True},
)
INVOCATION = _object(  # 3.20
    ["executionSuccessful"],
    ["toolExecutionNotifications"],
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications={
        "type": "array",
        "items": _object(["message"], ["level"], message=MESSAGE, level=LEVEL),
    },
)
RUN = _object(  # 3.14
    ["tool", "invocations", "columnKind", "results"],
    tool=_object(["driver"], driver=DRIVER),
    invocations={"type": "array", "items": INVOCATION},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": RESULT},
)
LOG = {  # 3.13
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN, "minItems": 1},
    },
    "additionalProperties": False,
}


def checked(text: str) -> dict[str, Any]:
    """The run of a log file, after everything that the standard demands has been looked at."""
    log = json.loads(text)
    jsonschema_rs.validator_for(LOG, validate_formats=True).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in rules}
    found: dict[str, Any] = run
    return found
