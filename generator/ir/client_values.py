"""Values that the client takes once, for parameters that operations share (`x-sdksmith-globals`,
`-global-headers`, `-variables`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.ir import names, words
from generator.ir.kinds import SCALARS
from generator.ir.model import (
    ClientSource,
    ClientValue,
    Pointer,
    Primitive,
    PyName,
    Rename,
    Scalar,
    Type,
    WireName,
)
from generator.ir.project import text
from generator.ir.refs import References
from generator.ir.reserved import CLIENT_ARGUMENTS
from generator.load import pointer
from generator.setting_checks import header_fault, variable_fault
from generator.spec import model as spec
from generator.spec import vendor

GLOBALS = "x-sdksmith-globals"
HEADERS = "x-sdksmith-global-headers"
VARIABLES = "x-sdksmith-variables"
VARIABLE = "x-sdksmith-variable"
_PLACES = ("path", "query", "header", "cookie")


@dataclass(frozen=True, slots=True)
class Values:
    """What the client takes, and which parameters it is for: by location and name, or by the variable's."""

    values: tuple[ClientValue, ...] = ()
    by_parameter: dict[tuple[str, str], ClientValue] = field(
        default_factory=dict[tuple[str, str], ClientValue]
    )
    by_variable: dict[str, ClientValue] = field(default_factory=dict[str, ClientValue])
    renames: tuple[Rename, ...] = ()

    def of(self, parameter: spec.Parameter) -> ClientSource | None:
        """Where the value of a parameter comes from when a call gives none; None: nowhere."""
        variable = text(dict(parameter.extensions).get(VARIABLE))
        value = self.by_variable.get(variable) if variable is not None else None
        value = value or self.by_parameter.get(_key(parameter.location, parameter.name))
        if value is None:
            return None
        everywhere = value.header is not None
        return ClientSource(value.name, parameter.required and not everywhere, everywhere)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One declaration: what it is for, and what it says of the client's argument."""

    value: ClientValue
    wished: str
    key: tuple[str, str] | None = None
    variable: str | None = None
    env: str | None = None


def read(
    document: spec.Spec,
    references: References,
    prefix: str,
    taken: frozenset[str],
    kept: dict[str, str],
    report: Callable[[str, str, str], None],
) -> Values:
    """All that a document declares; in its order.

    Args:
        document: The parsed document.
        references: Follows references to parameters.
        prefix: Prefix of environment variables.
        taken: Arguments of the client that there are already.
        kept: Names that an earlier run gave.
        report: Takes VENDOR001 for entries that cannot be used.
    """
    facts = dict(document.extensions)
    listed = [
        *_globals(facts, document, references, report),
        *_headers(facts, report),
        *_variables(facts, report),
    ]
    if not listed:
        return Values()
    # What is declared twice counts once.
    entries = list({each.value.id: each for each in reversed(listed)}.values())[::-1]
    claims: list[names.Claim] = []
    for each in entries:
        plain = names.variable(each.wished, "value")
        claims.append(names.Claim(each.value.id, (plain, f"{plain}_value")))
    naming = names.assign(claims, reserved=CLIENT_ARGUMENTS | taken, kept=kept, ordered=True)
    given = naming.names
    found = Values(
        tuple(
            ClientValue(
                id=each.value.id,
                name=given[each.value.id],
                environment=each.env or f"{prefix}_{words.snake(given[each.value.id]).upper()}",
                type=each.value.type,
                header=each.value.header,
                description=each.value.description,
            )
            for each in entries
        ),
        renames=naming.renames,
    )
    for each, value in zip(entries, found.values, strict=True):
        if each.key is not None:
            found.by_parameter.setdefault(each.key, value)
        if each.variable is not None:
            found.by_variable.setdefault(each.variable, value)
    return found


def _globals(
    facts: dict[str, spec.Json],
    document: spec.Spec,
    references: References,
    report: Callable[[str, str, str], None],
) -> list[_Entry]:
    name = vendor.source(facts.items(), GLOBALS, "root")
    said, shared = facts.get(GLOBALS), dict(document.parameters)
    at = pointer.join(name, *(() if isinstance(facts.get(name), tuple) else ("parameters",)))
    found: list[_Entry] = []
    for number, item in enumerate(said if isinstance(said, tuple) else ()):
        here = pointer.child(at, number)
        members = dict(item.members) if isinstance(item, spec.JsonObject) else {}
        target = text(members.get("$ref"))
        if target is not None:
            component = shared.get(target.removeprefix("#/components/parameters/"))
            parameter = references.record(component, spec.Parameter) if component is not None else None
            if parameter is None:
                report("VENDOR001", f"`{name}`: {target!r} is no parameter of the components", here)
                continue
            members = {"name": parameter.name, "in": parameter.location, "description": parameter.description}
            type = _type(parameter.schema.types if parameter.schema is not None else ())
            wished = text(dict(parameter.extensions).get("x-sdksmith-name")) or parameter.name
        else:
            schema = members.get("schema")
            kind = dict(schema.members).get("type") if isinstance(schema, spec.JsonObject) else None
            type = _type((kind,) if isinstance(kind, str) else ())
            wished = text(members.get("x-speakeasy-name-override")) or text(members.get("name")) or ""
        wire, location = text(members.get("name")), members.get("in")
        if wire is None or location not in _PLACES:
            report("VENDOR001", f"`{name}`: a parameter needs `name`, and `in` of {', '.join(_PLACES)}", here)
            continue
        value = ClientValue(
            Pointer(f"client:{location}/{wire}"),
            PyName(""),
            "",
            type,
            description=text(members.get("description")) or "",
        )
        found.append(
            _Entry(value, wished, _key(str(location), wire), env=_env(members.get("env"), name, here, report))
        )
    return found


def _headers(facts: dict[str, spec.Json], report: Callable[[str, str, str], None]) -> list[_Entry]:
    name = vendor.source(facts.items(), HEADERS, "root")
    said = facts.get(HEADERS)
    found: list[_Entry] = []
    for number, item in enumerate(said if isinstance(said, tuple) else ()):
        members = dict(item.members) if isinstance(item, spec.JsonObject) else {}
        here = pointer.join(name, number)
        header = text(members.get("header"))
        if header is None or header_fault(header):
            report(
                "VENDOR001", f"`{name}`: an entry needs the name of a `header`", pointer.join(name, number)
            )
            continue
        wished = text(members.get("name")) or header.lower().removeprefix("x-")
        value = ClientValue(
            Pointer(f"client:every/{header.lower()}"),
            PyName(""),
            "",
            _type((str(members.get("type")),)),
            header=WireName(header),
            description=text(members.get("description")) or text(members.get("docs")) or "",
        )
        found.append(
            _Entry(value, wished, _key("header", header), env=_env(members.get("env"), name, here, report))
        )
    return found


def _variables(facts: dict[str, spec.Json], report: Callable[[str, str, str], None]) -> list[_Entry]:
    name = vendor.source(facts.items(), VARIABLES, "root")
    said = facts.get(VARIABLES)
    found: list[_Entry] = []
    members_of_all = dict(said.members) if isinstance(said, spec.JsonObject) else {}
    for variable in sorted(members_of_all):
        item, here = members_of_all[variable], pointer.join(name, variable)
        members = dict(item.members) if isinstance(item, spec.JsonObject) else {}
        value = ClientValue(
            Pointer(f"client:variable/{variable}"),
            PyName(""),
            "",
            _type((str(members.get("type")),)),
            description=text(members.get("description")) or "",
        )
        found.append(
            _Entry(value, variable, variable=variable, env=_env(members.get("env"), name, here, report))
        )
    return found


def _key(location: str, name: str) -> tuple[str, str]:
    """What identifies a parameter; headers are the same in any case (RFC 9110 §5.1)."""
    return location, name.lower() if location == "header" else name


def _env(given: spec.Json, name: str, here: str, report: Callable[[str, str, str], None]) -> str | None:
    """The environment variable of an entry, if it names one."""
    env = text(given)
    fault = None if env is None else variable_fault(env)
    if fault is not None:
        report("VENDOR001", f"`{name}`: {fault}", pointer.child(here, "env"))
    return None if fault is not None else env


def _type(kinds: tuple[str, ...]) -> Type:
    """The type of the client's argument: a scalar, and text where the document says anything else."""
    known = [SCALARS[kind] for kind in kinds if kind in SCALARS and kind != "null"]
    return Primitive(known[0] if len(known) == 1 else Scalar.STRING)
