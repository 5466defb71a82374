"""What documentation tools do to the documents on their pages, undone: values mean the same afterwards.

- A component's name that has signs which OpenAPI does not allow (§4.8.7.1) loses them: `type_:Error` is
  `Error`, `Agent Templates_list` is `AgentTemplates_list`.
- A tag that is a list is the last of it. A tag with slashes is a path in the site's navigation, and its parts
  are nested groups (`x-sdksmith-group`): `subpackage_conversationalAi/secrets`.
- `type: bearer` is `type: http, scheme: bearer`; extensions inside of security requirements are no schemes;
  of two equal security schemes the one that nothing refers to is left out.
- Headers that proxies and HTTP libraries set are no parameters.
"""

from __future__ import annotations

import re

from generator.load import pointer
from generator.load.components import Renames, renamed
from generator.load.document import JsonValue
from generator.load.facts import GROUP
from generator.load.revision import JsonMap, Revision
from generator.load.source import canonical

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_TAG_NOISE = "subpackage_"
# Where a documentation site keeps its pages, and in which language: the first parts of a path say no more.
_SITE = re.compile(
    r"docs?|documentation|api|apis|api-?reference|reference"
    r"|(?:de|en|es|fr|ja|ko|pt|ru|zh)(?:[-_][A-Za-z]{2,4})?",
    re.IGNORECASE,
)
# A vendor's own words about the group win over the path of a tag.
_GROUPS = frozenset({GROUP, "x-fern-sdk-group-name", "x-speakeasy-group"})
_TRANSPORT = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "transfer-encoding",
        "user-agent",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
    }
)


def tidy(revision: Revision) -> None:
    """Undo it. DOC007 says what a caller of the SDK can notice."""
    _component_names(revision)
    _security(revision)
    for path, method, operation in revision.operations():
        here = pointer.join("paths", path, method)
        changed = _tags(operation)
        changed = _parameters(revision, changed, here)
        if changed is not operation:
            revision.put_operation(path, method, changed)


def without(revision: Revision, here: str, items: list[JsonValue], gone: set[int]) -> list[JsonValue]:
    """An array at a pointer without some of its elements; the others keep their places."""
    kept = [number for number in range(len(items)) if number not in gone]
    revision.move({f"{here}/{new}": f"{here}/{old}" for new, old in enumerate(kept)})
    return [items[number] for number in kept]


def _component_names(revision: Revision) -> None:
    components = revision.data.get("components")
    if not isinstance(components, dict):
        return
    renames = Renames()
    for section, values in components.items():
        names = list(values) if isinstance(values, dict) else []
        taken = set(names)
        for name in sorted(name for name in names if not _NAME.fullmatch(name)):
            new = _free(_wishes(name), taken)
            taken.add(new)
            renames.names[section, name] = new
    if not renames.names:
        return
    moved: dict[str, str] = {}
    for section in dict.fromkeys(section for section, _ in renames.names):
        values = components[section]
        assert isinstance(values, dict)
        components = {
            **components,
            section: {renames.names.get((section, name), name): value for name, value in values.items()},
        }
    for (section, old), new in renames.names.items():
        moved[pointer.join("components", section, new)] = pointer.join("components", section, old)
    data = renamed({**revision.data, "components": components}, renames)
    assert isinstance(data, dict)
    revision.move(moved)
    revision.data = data


def _wishes(name: str) -> tuple[str, str]:
    """What a component may be called: the last part of its name, else all of it, without other signs."""
    joined = re.sub(r"\s+(\w?)", lambda match: match[1].upper(), name.strip())
    short = re.sub(r"[^A-Za-z0-9._-]+", "_", joined.rpartition(":")[2]).strip("_")
    long = re.sub(r"[^A-Za-z0-9._-]+", "_", joined.removeprefix("type_")).strip("_")
    return short or long or "Component", long or "Component"


def _free(wishes: tuple[str, str], taken: set[str]) -> str:
    for name in wishes:
        if name not in taken:
            return name
    number = 2
    while f"{wishes[1]}_{number}" in taken:
        number += 1
    return f"{wishes[1]}_{number}"


def _tags(operation: JsonMap) -> JsonMap:
    tags = operation.get("tags")
    if not isinstance(tags, list):
        return operation
    changed: JsonMap = operation
    if any(isinstance(tag, list) for tag in tags):
        tags = [_last(tag) for tag in tags]
        changed = {**changed, "tags": tags}
    first = next((tag for tag in tags if isinstance(tag, str) and tag), "")
    group = [part for part in first.removeprefix(_TAG_NOISE).split("/") if re.search(r"\w", part)]
    while len(group) > 1 and _SITE.fullmatch(group[0]):
        group = group[1:]
    if "/" in first and group and _GROUPS.isdisjoint(operation):
        parts: list[JsonValue] = [part.strip().removeprefix(_TAG_NOISE) for part in group]
        changed = {**changed, GROUP: parts}
    return changed


def _last(tag: JsonValue) -> JsonValue:
    return (tag[-1] if tag else "") if isinstance(tag, list) else tag


def _parameters(revision: Revision, operation: JsonMap, here: str) -> JsonMap:
    parameters = operation.get("parameters")
    if not isinstance(parameters, list):
        return operation
    gone: set[int] = set()
    for number, parameter in enumerate(parameters):
        if not isinstance(parameter, dict) or parameter.get("in") != "header":
            continue
        name = parameter.get("name")
        if isinstance(name, str) and name.lower() in _TRANSPORT:
            gone.add(number)
            message = f"the header '{name}' belongs to the transport, and is no argument"
            revision.say("DOC007", message, revision.locate(f"{here}/parameters/{number}"))
    if not gone:
        return operation
    return {**operation, "parameters": without(revision, f"{here}/parameters", parameters, gone)}


def _security(revision: Revision) -> None:
    schemes = revision.section("securitySchemes")
    fixed: JsonMap = {
        name: (
            {**scheme, "type": "http"}
            if isinstance(scheme, dict) and scheme.get("type") == scheme.get("scheme") == "bearer"
            else scheme
        )
        for name, scheme in schemes.items()
    }
    referred = set(_requirements(revision.data.get("security")))
    if (root := _plain(revision.data.get("security"))) is not None:
        revision.put("security", root)
    for path, method, operation in revision.operations():
        referred.update(_requirements(operation.get("security")))
        if (own := _plain(operation.get("security"))) is not None:
            revision.put_operation(path, method, {**operation, "security": own})
    kept = {name: value for name, value in fixed.items() if name in referred}
    known = {_kind(value) for value in kept.values()}
    for name, value in sorted(fixed.items()):
        if _kind(value) not in known:
            known.add(_kind(value))
            kept[name] = value
    if kept != schemes:
        revision.put_section("securitySchemes", {name: kept[name] for name in fixed if name in kept})


def _kind(scheme: JsonValue) -> str:
    """What a scheme is, without what is said of it."""
    members = scheme if isinstance(scheme, dict) else {}
    return canonical({name: members[name] for name in members if name not in {"description", "bearerFormat"}})


def _requirements(security: JsonValue) -> list[str]:
    return (
        [name for one in security if isinstance(one, dict) for name in one]
        if isinstance(security, list)
        else []
    )


def _plain(security: JsonValue) -> JsonValue:
    """Security requirements without extensions; None when they have none."""
    if not any(name.startswith("x-") and not isinstance(value, list) for name, value in _members(security)):
        return None
    assert isinstance(security, list)
    return [
        (
            {
                name: value
                for name, value in one.items()
                if not name.startswith("x-") or isinstance(value, list)
            }
            if isinstance(one, dict)
            else one
        )
        for one in security
    ]


def _members(security: JsonValue) -> list[tuple[str, JsonValue]]:
    listed = security if isinstance(security, list) else []
    return [member for one in listed if isinstance(one, dict) for member in one.items()]
