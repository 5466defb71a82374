"""Servers as views: the client's arguments, the `Environment`, and the runtime's records."""

from __future__ import annotations

from generator.ir.model import Api, Server, ServerVariable
from generator.render.prose import sentence
from generator.render.safe import Safe, clean, code_span, docstring, literal, name, wrap
from generator.render.views import EnumMemberView, Pair, ParameterView

_WIDTH = 92


def environments(api: Api) -> tuple[Server, ...]:
    """The servers that `Environment` has, the default first; empty where there are not several."""
    return tuple(server for server in api.servers if server.environment is not None)


def variables(api: Api) -> tuple[ServerVariable, ...]:
    """The variables of all servers, each argument once."""
    own = [operation.server for operation in api.operations() if operation.server is not None]
    own += [server for service in api.services for server in service.servers]
    found: dict[str, ServerVariable] = {}
    for server in (*api.servers, *own):
        for variable in server.variables:
            before = found.setdefault(variable.argument, variable)
            if before.values and variable.values != before.values:
                # Where servers allow different values, all of them may be given.
                found[variable.argument] = _joined(before, variable)
    return tuple(found.values())


def _joined(one: ServerVariable, other: ServerVariable) -> ServerVariable:
    values = tuple(dict.fromkeys((*one.values, *other.values))) if other.values else ()
    return ServerVariable(
        one.wire,
        one.argument,
        one.default if one.default == other.default else None,
        values,
        one.description or other.description,
    )


def members(api: Api) -> tuple[EnumMemberView, ...]:
    """The members of `Environment`."""
    views: list[EnumMemberView] = []
    for server in environments(api):
        assert server.environment is not None
        about = sentence(clean(server.description))
        text = f"{code_span(server.template or server.url)}{': ' if about else ''}{about}"
        views.append(
            EnumMemberView(
                name(server.environment), literal(value(server)), docstring(wrap(text, _WIDTH), "    ")
            )
        )
    return tuple(views)


def parameters(api: Api, environment: str) -> tuple[ParameterView, ...]:
    """What the client's constructor takes: the environment, and a value for each variable."""
    views: list[ParameterView] = []
    if environments(api):
        also = " | str" if api.services else ""
        views.append(
            ParameterView(Safe("environment"), Safe(f"environment: {environment}{also} | None = None"))
        )
    for variable in variables(api):
        listed = f"Literal[{', '.join(map(literal, variable.values))}] | " if variable.values else ""
        argument = name(variable.argument)
        views.append(ParameterView(argument, Safe(f"{argument}: {listed}str | None = None")))
    return tuple(views)


def arguments(api: Api) -> tuple[Pair, ...]:
    """What of that the constructor hands on."""
    pairs: list[Pair] = []
    if environments(api):
        pairs.append(Pair(Safe("environment"), Safe("environment")))
    given = ", ".join(
        f"{literal(variable.argument)}: {name(variable.argument)}" for variable in variables(api)
    )
    return (*pairs, *([Pair(Safe("variables"), Safe(f"{{{given}}}"))] if given else []))


def texts(api: Api) -> list[tuple[str, str]]:
    """What the constructor's docstring says of these arguments."""
    said: list[tuple[str, str]] = []
    if found := environments(api):
        default = f"`Environment.{found[0].environment}`"
        which = (
            "Where each part of the API is called: an `Environment`, the name of one, or one address for all."
            if api.services
            else "Which of the documented servers is called."
        )
        said.append(("environment", f"{which} Default: {default}."))
    for variable in variables(api):
        about = sentence(clean(variable.description)) or "A part of the address."
        usual = f" Default: `{variable.default}`." if variable.default else ""
        said.append((variable.argument, f"{about}{usual}"))
    return said


def records(api: Api) -> tuple[Pair, ...]:
    """The documented servers by the values of `Environment`; empty where one plain address says it all, and
    where there are several services.
    """
    if api.services:
        return ()
    usable = [server for server in api.servers if server.is_usable]
    found = environments(api) or tuple(server for server in usable[:1] if server.variables)
    return tuple(Pair(literal(value(server)), record(server, plain=False)) for server in found)


def record(server: Server, *, plain: bool = True) -> Safe:
    """A server as the runtime's record; `plain`: as its address where it has no variables."""
    if plain and not server.variables:
        return literal(server.url)
    parts = ", ".join(f"{literal(variable.wire)}: {_variable(variable)}" for variable in server.variables)
    return Safe(f"Server({literal(server.template or server.url)}, variables={{{parts}}})")


def _variable(variable: ServerVariable) -> str:
    values = f", values=({', '.join(map(literal, variable.values))},)" if variable.values else ""
    return f"Variable({literal(variable.argument)}, default={literal(variable.default)}{values})"


def imports(texts: frozenset[str]) -> str:
    """The names to import for records, of those that code uses."""
    return ", ".join(word for word in ("Server", "Service", "Variable") if word in texts)


def environment_import(called: str) -> Safe:
    """What is imported of `Environment`, when a module calls it so."""
    return Safe("Environment" if called == "Environment" else f"Environment as {called}")


def value(server: Server) -> str:
    """What a member of `Environment` is, and the key of its record."""
    return (server.environment or "default").lower()
