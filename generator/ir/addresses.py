"""Where an API is found. Part of the IR; `generator.ir.model` offers it all."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.ir.shapes import PyName, WireName


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A part of a server's URL that callers may choose, by the client's `argument` (OpenAPI 3.1 §4.8.6).

    `values` are those documented, if any; `default` None: it must be given.
    """

    wire: WireName
    argument: PyName
    default: str | None
    values: tuple[str, ...] = ()
    description: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Server:
    """A base URL, without a trailing slash.

    `url` has the defaults of the variables in it; `template` has `{name}` for each of them, and is empty
    where there are none. `environment` is its name in `Environment`, if the SDK has that. One whose `url` is
    not absolute cannot be called.
    """

    url: str
    description: str = field(default="", compare=False)
    template: str = ""
    variables: tuple[ServerVariable, ...] = ()
    environment: PyName | None = None

    @property
    def is_usable(self) -> bool:
        """Whether it can be called, once its variables have values."""
        return self.url.startswith(("http://", "https://", "{"))


@dataclass(frozen=True, slots=True)
class Service:
    """A part of the API with an address of its own, which `Environment` has by its name.

    `servers` has one for each environment of the SDK, in their order.
    """

    name: PyName
    servers: tuple[Server, ...]
