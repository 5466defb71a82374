"""What a document asks to be left out (`x-sdksmith-skip`). What is required stays, and is reported."""

from __future__ import annotations

from generator.load.document import JsonValue
from generator.spec import vendor
from generator.spec.model import Json
from generator.spec.reader import JsonMap, Reader, extensions

SKIP = "x-sdksmith-skip"


def asks(given: tuple[tuple[str, Json], ...]) -> bool:
    """Whether the extensions of an object ask to leave it out."""
    return dict(given).get(SKIP) is True


def left_out(what: str, given: tuple[tuple[str, Json], ...], on: vendor.On) -> str:
    """What is said of something that is left out."""
    return f"{what} is left out: `{vendor.source(given, SKIP, on)}`"


def is_left_out(reader: Reader, parent: JsonMap, name: str, member: JsonValue, here: str) -> bool:
    """Whether a property is left out (SKIP001). One that is required is not (SKIP002)."""
    if not isinstance(member, dict) or not any(key.startswith("x-") for key in member):
        return False
    given = extensions(reader, member, here, "property")
    if not asks(given):
        return False
    required = parent.get("required")
    if isinstance(required, list) and name in required and member.get("readOnly") is not True:
        message = f"the property {name!r} is required and cannot be left out"
        reader.report(here, message, code="SKIP002", key=True)
        return False
    reader.report(here, left_out(f"the property {name!r}", given, "property"), code="SKIP001", key=True)
    return True
