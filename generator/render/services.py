"""Services as views: an `Environment` that has an address for each, and the runtime's records."""

from __future__ import annotations

from collections.abc import Iterable

from generator.ir.model import Api, Server, Service
from generator.render import servers
from generator.render.prose import sentence
from generator.render.safe import Safe, clean, code_span, docstring, literal, name
from generator.render.views import EnvironmentView, Pair, ServiceEnvironmentView, ServiceView

_WIDTH = 92


def environment(api: Api) -> EnvironmentView | None:
    """The class `Environment`; None where the API is one service."""
    if not api.services:
        return None
    default, *others = (_environment(api.services, number) for number in range(len(api.servers)))
    said = (
        "Where each part of the API is called: an address each, documented ones where none is given.",
        "",
        f"`Environment.{default.name}` is the default.",
    )
    return EnvironmentView(
        docstring(said, "    "),
        tuple(_service(service) for service in api.services),
        Safe(", ".join(str(literal(str(service.name))) for service in api.services)),
        (default, *others),
    )


def _service(service: Service) -> ServiceView:
    first = service.servers[0]
    about = sentence(clean(first.description))
    return ServiceView(
        name(service.name), literal(_address(first)), Safe(f"{name(service.name)}: {about}" if about else "")
    )


def _environment(services: Iterable[Service], number: int) -> ServiceEnvironmentView:
    first, *_ = services
    called = first.servers[number].environment
    assert called is not None
    arguments = ", ".join(
        f"{name(service.name)}={literal(_address(service.servers[number]))}"
        for service in services
        if number and _address(service.servers[number]) != _address(service.servers[0])
    )
    return ServiceEnvironmentView(name(called), Safe(arguments))


def records(api: Api) -> tuple[Pair, ...]:
    """The servers of each service, by the names of environments."""
    pairs: list[Pair] = []
    for number, first in enumerate(api.servers if api.services else ()):
        members = ", ".join(
            f"{literal(str(service.name))}: {servers.record(service.servers[number], plain=False)}"
            for service in api.services
        )
        pairs.append(Pair(literal(servers.value(first)), Safe(f"{{{members}}}")))
    return tuple(pairs)


def table(api: Api) -> tuple[Pair, ...]:
    """What documentation lists: environments, and where the services are in them."""
    return tuple(
        Pair(
            code_span(f"Environment.{first.environment}"),
            Safe(
                ", ".join(
                    f"`{service.name}`: {code_span(_address(service.servers[number]))}"
                    for service in api.services
                )
            ),
        )
        for number, first in enumerate(api.servers if api.services else ())
    )


def _address(server: Server) -> str:
    return server.template or server.url
