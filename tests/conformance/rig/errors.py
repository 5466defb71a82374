"""Answers that are errors, or not what is documented, and what a method must do about each.

Each documented error, statuses that are not documented, and of a documented success: an enum's value that
nobody documented, a member that nobody documented, a required member left out, a member of another type, no
body at all, and HTML.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .answers import Answer, Answers, json_answer, number
from .calls import Call
from .documents import Json
from .judge_response import dumped, fault, page_value
from .parts import is_json
from .values import NONE

HTML = b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
Judge = Callable[[Any, BaseException | None], str | None]


@dataclass(frozen=True)
class Trial:
    """One answer, and the judge of what the method made of it.

    Attributes:
        what: What is tried.
        answer: What the server sends.
        judge: Gets what was returned and what was raised; says what is wrong with it.
    """

    what: str
    answer: Answer
    judge: Judge


def trials(call: Call, module: Any, answers: Answers, types: dict[str, Any]) -> Iterator[Trial]:
    """What is tried with a method.

    Args:
        call: Any call of the method.
        module: The package.
        answers: Makes answers of the document.
        types: The types of `inspect` by id.
    """
    yield from _documented(call, module, answers)
    yield from _undocumented(call, module)
    success = _success(call, answers)
    if success is None:
        return
    yield from _unreadable(call, module, success)
    if success.form == "json" and call.operation["returned"] is None:
        yield from _moved_on(success, types)
        if isinstance(success.value, dict):
            yield from _changed(success, types)


def _taken(call: Call) -> set[int]:
    listed = [*call.operation["responses"], *call.operation["errors"]]
    return {int(each["status"]) for each in listed if each["status"].isdigit()}


def _success(call: Call, answers: Answers) -> Answer | None:
    made = (answers.make(call.pointer, each, "everything", _taken(call)) for each in call.responses)
    return next((each for each in made if each is not None and each.form == "json"), None)


def _raises(module: Any, name: str, status: int, body: Json = NONE, text: str | None = None) -> Judge:
    def judge(_: Any, raised: BaseException | None) -> str | None:
        wanted = getattr(module, name)
        if not isinstance(raised, wanted):
            return f"{name} expected, {raised!r:.200} raised"
        if not isinstance(raised, module.ApiStatusError) or raised.status_code != status:
            return f"the status is not {status}"
        if text is not None and raised.text != text:
            return f"the text is {raised.text!r:.100}"
        if not str(raised) or "\n" in str(raised):
            return f"its message is not one line: {str(raised)!r:.100}"
        if body is NONE:
            return None
        different = fault(json_answer(status, body), raised.body)
        return None if different is None else f"the error's body {different}"

    return judge


def _documented(call: Call, module: Any, answers: Answers) -> Iterator[Trial]:
    for error in call.operation["errors"]:
        made = answers.make(call.pointer, error, "everything", _taken(call))
        if made is None:
            continue
        name = error["python_name"]
        if made.form == "json":
            judge = _raises(module, name, made.status, made.value)
        else:
            judge = _raises(module, name, made.status)
        yield Trial(f"the documented error {error['status']}", made, judge)
        if made.form == "json":
            page = Answer(made.status, HTML, "text", media_type="text/html")
            yield Trial(
                f"HTML for the error {error['status']}",
                page,
                _raises(module, name, made.status, text=HTML.decode()),
            )
            yield Trial(
                f"no body for the error {error['status']}",
                Answer(made.status),
                _raises(module, name, made.status),
            )


def _undocumented(call: Call, module: Any) -> Iterator[Trial]:
    taken = _taken(call)
    ranges = {each["status"].upper() for each in call.operation["errors"]}
    for status in ("4XX", "5XX"):
        code = number(status, taken)
        # Where the range is documented the body has its type, which this one has not.
        body: Json = NONE if ranges & {status, "DEFAULT"} else {"message": "no", "codes": [1, None]}
        answer = json_answer(code, {"message": "no", "codes": [1, None]})
        yield Trial(f"the undocumented status {code}", answer, _raises(module, "ApiStatusError", code, body))


def _unreadable(call: Call, module: Any, success: Answer) -> Iterator[Trial]:
    def refused(returned: Any, raised: BaseException | None) -> str | None:
        if isinstance(raised, module.ResponseDecodeError):
            return None if raised.status_code == success.status else "the error has another status"
        return f"ResponseDecodeError expected, {raised!r:.200} raised and {returned!r:.100} returned"

    def empty(returned: Any, raised: BaseException | None) -> str | None:
        # No body is documented too: that is what came.
        if (
            raised is None
            and returned is None
            and any(each["type"] is None for each in call.operation["responses"])
        ):
            return None
        if raised is None and not returned and success.schema is None:
            return None  # no schema, so that nothing is said of the body
        return refused(returned, raised)

    def page(returned: Any, raised: BaseException | None) -> str | None:
        if raised is None and returned == HTML.decode() and _is_free(call):
            return None
        return refused(returned, raised)

    yield Trial("no body for a success", Answer(success.status), empty)
    yield Trial("HTML for a success", Answer(success.status, HTML, "text", media_type="text/html"), page)
    if not isinstance(success.value, (dict, list)):
        return  # half of a number is one
    cut = Answer(
        success.status, success.content[: len(success.content) // 2], "text", media_type=success.media_type
    )
    yield Trial("half of a body", cut, refused)


def _is_free(call: Call) -> bool:
    """Whether a success may be text or anything at all."""
    scalars = {(each["type"] or {}).get("scalar") for each in call.operation["responses"]}
    return bool(scalars & {"any", "string"}) or any(
        each["media_type"] is not None and not is_json(each["media_type"])
        for each in call.operation["responses"]
    )


def _keeps(answer: Answer, *checks: Callable[[Any], str | None]) -> Judge:
    def judge(returned: Any, raised: BaseException | None) -> str | None:
        if raised is not None:
            return f"{raised!r:.300} raised"
        found = fault(answer, returned)
        return found or next((said for check in checks if (said := check(returned)) is not None), None)

    return judge


def _moved_on(success: Answer, types: dict[str, Any]) -> Iterator[Trial]:
    """The server knows a value, or a variant, that was not there when the document was written."""
    places = list(_places(success.value, success.documented["type"], types, []))
    for wanted, what in (
        ("enum", "an enum's value that is not documented"),
        ("tag", "a union's tag that is not documented"),
    ):
        path = next((path for kind, path in places if kind == wanted), None)
        if path is not None:
            value = _with(success.value, path, "rig-unknown-value")
            answer = json_answer(success.status, value, success.media_type or "application/json")
            yield Trial(what, answer, _keeps(answer))


def _changed(success: Answer, types: dict[str, Any]) -> Iterator[Trial]:
    def answer(value: Json) -> Answer:
        return json_answer(success.status, value, success.media_type or "application/json")

    value: dict[str, Json] = success.value
    definition = types.get((success.documented["type"] or {}).get("id", ""), {})
    while definition.get("kind") == "alias":
        definition = types.get(definition["type"].get("id", ""), {})
    more = {**value, "x_rig_unknown": {"a": [1, None, "é"]}}
    yield Trial("a member that is not documented", answer(more), _keeps(answer(more)))
    if definition.get("kind") != "model":
        return
    fields = [each for each in definition["fields"] if each["wire_name"] in value]
    for field in fields:
        if field["required"]:
            less = {name: item for name, item in value.items() if name != field["wire_name"]}
            yield Trial(
                "a required member left out",
                answer(less),
                _keeps(answer(less), _reads_none(field["python_name"])),
            )
            break
    for field in fields:
        if field["type"].get("scalar") in ("string", "integer", "boolean") and not field["nullable"]:
            null = {**value, field["wire_name"]: None}
            checked = _keeps(answer(null), _reads_none(field["python_name"]))
            yield Trial("null where none is documented", answer(null), checked)
            break
    for field in fields:
        if field["type"].get("scalar") in ("string", "integer", "number", "boolean", "datetime"):
            other = {**value, field["wire_name"]: [{"wrong": True}]}
            yield Trial(
                "a member of another type", answer(other), _keeps(answer(other), _lists(field["wire_name"]))
            )
            break


def _reads_none(name: str) -> Callable[[Any], str | None]:
    def check(returned: Any) -> str | None:
        found = getattr(page_value(returned), name)
        return None if found is None else f"{name} is {found!r:.100}"

    return check


def _lists(wire: str) -> Callable[[Any], str | None]:
    pointer = "/" + wire.replace("~", "~0").replace("/", "~1")

    def check(returned: Any) -> str | None:
        listed = page_value(returned).invalid_fields
        return None if pointer in listed else f"{pointer} is not in invalid_fields, which are {listed}"

    return check


def _with(value: Json, path: list[Any], part: Json) -> Json:
    """A copy of a value with another part at a path."""
    changed = copy.deepcopy(value)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = part
    return changed


Place = tuple[Literal["enum", "tag"], list[Any]]
"""What stands at a path in a value."""


def _places(value: Json, type: Any, types: dict[str, Any], path: list[Any]) -> Iterator[Place]:
    """Where in a value the text of an open enum stands, or the tag of a union that takes others."""
    if len(path) > 12 or not isinstance(type, dict):
        return
    match type:
        case {"kind": "named", "id": id}:
            yield from _in_definition(value, types.get(id, {}), types, path)
        case {"kind": "list", "item": item} if isinstance(value, list):
            for index, each in enumerate(value):
                yield from _places(each, item, types, [*path, index])
        case {"kind": "tuple", "items": items} if isinstance(value, list):
            for index, (each, item) in enumerate(zip(value, items, strict=False)):
                yield from _places(each, item, types, [*path, index])
        case {"kind": "map", "value": inner} if isinstance(value, dict):
            for name, each in value.items():
                yield from _places(each, inner, types, [*path, name])
        case {"kind": "nullable", "inner": inner}:
            yield from _places(value, inner, types, path)
        case {"kind": "constant", "open": True} if isinstance(value, str) and path:
            yield ("enum", path)
        case {"kind": "tagged", "member": member, "variants": variants} if isinstance(value, dict):
            for variant in variants:
                if value.get(member) in variant["tags"]:
                    yield ("tag", [*path, member])
                    yield from _places(value, variant["type"], types, path)
                    return
        case _:
            return


def _in_definition(
    value: Json, definition: dict[str, Any], types: dict[str, Any], path: list[Any]
) -> Iterator[Place]:
    match definition:
        case {"kind": "alias", "type": type}:
            yield from _places(value, type, types, path)
        case {"kind": "enumeration", "open": True} if isinstance(value, str) and path:
            yield ("enum", path)
        case {"kind": "model", "fields": fields} if isinstance(value, dict):
            for each in fields:
                name = each["wire_name"]
                if name in value:
                    yield from _places(value[name], each["type"], types, [*path, name])
        case _:
            return


__all__ = ["HTML", "Trial", "dumped", "trials"]
