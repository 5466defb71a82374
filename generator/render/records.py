"""What an operation says of its lists, its answer and its repetitions, as the runtime's records."""

from __future__ import annotations

from generator.ir.model import Api, Pagination, PagingKind, Path, Place, Retries, Returned
from generator.render.safe import Safe, literal

KEYWORDS = {
    Place.PATH: "path",
    Place.QUERY: "query",
    Place.HEADER: "headers",
    Place.COOKIE: "cookies",
    Place.FIELD: "fields",
}
"""Where arguments travel, as the core's keywords have it."""


def within(body: str, returned: Returned) -> str:
    """How a body is read of which one member is returned."""
    return f"Within({body}, {', '.join(literal(str(name)) for _, name in returned.path)})"


def retries_record(retries: Retries) -> Safe:
    """How calls are repeated, as the runtime's record."""
    statuses = ", ".join(map(literal, retries.statuses)) + ("," if len(retries.statuses) == 1 else "")
    given = {
        "limit": retries.limit,
        "first_delay": retries.first_delay,
        "longest_delay": retries.longest_delay,
        "exponent": retries.exponent,
        "total": retries.total,
        "connection_errors": retries.connection_errors,
    }
    arguments = [f"statuses=({statuses})"] if statuses else []
    arguments += [f"{key}={literal(value)}" for key, value in given.items() if value is not None]
    arguments += ["always=True"] if retries.always else []
    return Safe(f"Retries({', '.join(arguments)})")


def paging_record(paging: Pagination) -> str:
    """How a list goes on, as the runtime's record."""
    arguments: list[str] = [literal(paging.kind.value)]

    def path(key: str, members: Path) -> None:
        if members:
            names = ", ".join(literal(str(name)) for _, name in members)
            arguments.append(f"{key}=({names}{',' if len(members) == 1 else ''})")

    path("items", paging.items)
    if paging.argument is not None:
        arguments.append(f"argument={literal(paging.argument.wire)}")
        if paging.argument.place is not Place.QUERY:
            arguments.append(f"place={literal(KEYWORDS[paging.argument.place])}")
    path("next", paging.next)
    arguments += ["in_last_item=True"] if paging.in_last_item else []
    path("has_more", paging.has_more)
    path("total", paging.total)
    counts = paging.kind in (PagingKind.OFFSET, PagingKind.PAGE)
    arguments += [f"start={paging.start}"] if counts and paging.start else []
    return f"Paging({', '.join(arguments)})"


def has_policies(api: Api) -> bool:
    """Whether operations say themselves how they are repeated: then it matters whether the caller does."""
    return api.retries is not None or any(each.retries is not None for each in api.operations())


def max_retries(api: Api) -> Safe:
    """The argument of the client's constructor."""
    return Safe("max_retries: int | NotGiven = NOT_GIVEN" if has_policies(api) else "max_retries: int = 2")
