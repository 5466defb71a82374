"""What a server answers, made of the original document."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from .documents import Json, Original
from .examples import examples
from .lines import item_schema
from .parts import Body, answers, essence, is_json
from .schemas import Schemas
from .values import NONE, Kind, Values

BYTES: Final = b"\x89PNG\r\n\x1a\n\x00\xff rig"
TEXT: Final = "one\ntwo \u00e9 \u65e5"
_NO_BODY: Final = (204, 205, 304)


@dataclass(frozen=True)
class Answer:
    """An answer, and the value that the method must give for it.

    Attributes:
        status: The status that is sent.
        content: The body.
        form: How the value is to be compared: `none`, `json`, `text`, `bytes` or `items`.
        value: What was sent.
        media_type: Of the body.
        schema: Pointer of its schema in the original document.
        documented: What `inspect` says of this answer.
        more: Headers that are sent beside that of the media type.
    """

    status: int
    content: bytes = b""
    form: str = "none"
    value: Json = None
    media_type: str | None = None
    schema: str | None = None
    documented: dict[str, Any] = field(default_factory=dict[str, Any])
    more: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def headers(self) -> dict[str, str]:
        """The headers that are sent."""
        return {**({"Content-Type": self.media_type} if self.media_type else {}), **self.more}


@dataclass
class Answers:
    """Makes answers.

    Attributes:
        original: The document.
    """

    original: Original

    def __post_init__(self) -> None:
        self.values = Values(Schemas(self.original, "response"))

    def make(
        self,
        pointer: str,
        documented: dict[str, Any],
        kind: Kind,
        taken: set[int],
        seed: str = "",
        variant: int | None = None,
    ) -> Answer | None:
        """An answer of a response that `inspect` lists; None when no value was found.

        Args:
            pointer: The operation in the original document.
            documented: The response as `inspect` has it.
            kind: Which values.
            taken: Statuses that are documented by number.
            seed: Chooses among values.
            variant: Which variant of each union; None: any.
        """
        status = number(documented["status"], taken, is_success="python_name" not in documented)
        found = self.response(pointer, documented)
        media_type = documented["media_type"]
        if found is None and (documented["type"] or {}).get("scalar") == "bytes":
            # No success is documented at all: whatever comes is given as it came.
            return Answer(status, BYTES, "bytes", BYTES, "application/octet-stream", documented=documented)
        if found is None or media_type is None or status in _NO_BODY:
            return Answer(status, documented=documented)
        body = _body(answers(self.original, pointer, found[0]), media_type)
        if body is None:
            return None
        return self._with_body(status, body, documented, kind, seed, variant)

    def variants(self, pointer: str, documented: dict[str, Any]) -> int:
        """How many variants the widest union has that answers of a response hold; 1 where there is none."""
        found, media_type = self.response(pointer, documented), documented["media_type"]
        if found is None or media_type is None or documented["sequence"] is not None:
            return 1
        body = _body(answers(self.original, pointer, found[0]), media_type)
        is_read = body is not None and body.schema is not None and is_json(body.media_type)
        return self.values.families.variants(body.schema) if is_read and body and body.schema else 1

    def response(self, pointer: str, documented: dict[str, Any]) -> tuple[str, dict[str, Json]] | None:
        """The Response Object of an operation that `inspect` lists, with its pointer."""
        listed = self.original.responses(pointer)
        return listed.get(documented["status"]) or listed.get(documented["status"].lower())

    def _with_body(
        self,
        status: int,
        body: Body,
        documented: dict[str, Any],
        kind: Kind,
        seed: str,
        variant: int | None,
    ) -> Answer | None:
        sent_type = _concrete(body.media_type)
        scalar = (documented["type"] or {}).get("scalar")
        if documented["sequence"] is not None:
            return self._items(status, body, documented, kind, sent_type)
        if documented["type"] is None:
            return Answer(status, documented=documented)
        if scalar in ("bytes", "content"):
            return Answer(status, BYTES, "bytes", BYTES, sent_type, documented=documented)
        if not is_json(body.media_type):
            return Answer(
                status, TEXT.encode(), "text", TEXT, f"{sent_type}; charset=utf-8", documented=documented
            )
        value: Json = {"any": [1, "text", None]}
        if body.schema is not None:
            own = examples(self.values.schemas, body.holder) if seed == "example" else []
            value = own[0] if own else self.values.make(body.schema, kind, seed, variant=variant)
        if value is NONE:
            return None
        return json_answer(status, value, sent_type, body.schema, documented)

    def _items(
        self, status: int, body: Body, documented: dict[str, Any], kind: Kind, sent_type: str
    ) -> Answer | None:
        wanted: list[tuple[Kind, int | None]] = [(kind, None), ("required", None)]
        # The lines together may be an array; nothing else has items.
        schema = item_schema(self.values.schemas, body) if documented["sequence"] == "lines" else body.schema
        wanted += [
            ("everything", turn) for turn in range(self.values.families.variants(schema) if schema else 1)
        ]
        values = [
            self.values.make(schema, each, str(index), variant=turn) if schema else "text"
            for index, (each, turn) in enumerate(wanted)
        ]
        if NONE in values:
            return None
        if documented["sequence"] == "lines":
            content = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
        elif documented["sequence"] == "whole-events":
            content = "".join(_event(value) for value in values)
        else:
            plain = (documented["type"] or {}).get("scalar") == "string"
            content = "".join(
                f"data: {value if plain and isinstance(value, str) else json.dumps(value)}\n\n"
                for value in values
            )
        return Answer(status, content.encode(), "items", values, sent_type, schema, documented)


def _event(value: Json) -> str:
    lines = []
    if isinstance(value, dict) and "data" not in value:
        value["data"] = "text"  # an event without data is none (HTML §9.2.6)
    for name, item in value.items() if isinstance(value, dict) else ():
        written = item if isinstance(item, str) else json.dumps(item)
        lines += [f"{name}: {line}" for line in written.split("\n")]
    return "\n".join(lines) + "\n\n"


def json_answer(
    status: int,
    value: Json,
    media_type: str = "application/json",
    schema: str | None = None,
    documented: Any = None,
) -> Answer:
    """An answer that is JSON."""
    content = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, content, "json", value, media_type, schema, documented or {})


def number(status: str, taken: set[int], *, is_success: bool = False) -> int:
    """A status of those that are meant: itself, or one of a range that is not documented by its number."""
    if status.isdigit():
        return int(status)
    first = int(status[0]) * 100 if status[0].isdigit() else 200 if is_success else 500
    ordinary = [
        each
        for each in (first + 18 if first >= 400 else first, first, *range(first + 1, first + 99))
        if each not in _NO_BODY
    ]
    chosen: int = next(each for each in ordinary if each not in taken)
    return chosen


def _body(found: list[Body], media_type: str) -> Body | None:
    same = [each for each in found if each.media_type == media_type]
    same += [each for each in found if essence(each.media_type) == essence(media_type)]
    return same[0] if same else None


def _concrete(media_type: str) -> str:
    """A media type that a server may send for a range."""
    kind = essence(media_type)
    if kind in ("*/*", "application/*"):
        return "application/json"
    return media_type.replace(
        "*", {"image/*": "png", "audio/*": "mpeg", "text/*": "plain", "video/*": "mp4"}.get(kind, "x")
    )
