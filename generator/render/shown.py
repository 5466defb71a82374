"""What examples give a client, and what they import, so that they run as they stand."""

from __future__ import annotations

from collections.abc import Iterable

from generator.ir.model import Api, Operation, PyName, Scheme, SchemeKind
from generator.render.python_types import modules_in, words_in

_STANDARD = {
    "asyncio": "import asyncio",
    "dt": "import datetime as dt",
    "decimal": "import decimal",
    "uuid": "import uuid",
}
_Alternatives = tuple[tuple[str, ...], ...]


def credentials(api: Api, operations: Iterable[Operation]) -> list[PyName]:
    """The arguments of a client that is to call these operations: for what every client must be given, and
    for what the operations need besides.

    Of several alternatives it is the first, unless another is there already or serves the first operation
    too.
    """
    needs = [api.security if each.security is None else each.security for each in operations]
    chosen: set[str] = set()
    for number, alternatives in enumerate([api.security, *needs]):
        real = [each for each in alternatives if each]
        # What only a further operation takes if it is there is not needed.
        is_optional = number > 1 and () in alternatives
        if not real or is_optional or any(chosen.issuperset(each) for each in real):
            continue
        fitting = [each for each in real if number == 0 and _serves(each, needs)]
        chosen.update((fitting or real)[0])
    return [
        argument for scheme in api.schemes if scheme.name in chosen for argument in shown_arguments(scheme)
    ]


def needs_credential(api: Api) -> bool:
    """Whether no client can be constructed without one."""
    return any(api.security) and () not in api.security


def _serves(schemes: tuple[str, ...], needs: list[_Alternatives]) -> bool:
    return not needs or any(set(schemes).issuperset(each) for each in needs[0] if each)


def shown_arguments(scheme: Scheme) -> tuple[PyName, ...]:
    """The arguments that an example gives: where tokens are fetched, the client's id and secret."""
    return scheme.arguments[1:3] if scheme.kind is SchemeKind.CLIENT_CREDENTIALS else scheme.arguments


def imports(api: Api, code: str, *names: str) -> str:
    """The imports of an example.

    Args:
        api: The SDK.
        code: The example, without them.
        names: Of the package, those that it uses; `types` is found.
    """
    used = modules_in([code])
    lines = [line for module, line in _STANDARD.items() if module in used]
    lines += ["from pathlib import Path"] if "Path" in words_in([code]) else []
    lines += [""] if lines and (names or "httpx2" in used) else []
    lines += ["import httpx2", ""] if "httpx2" in used else []
    types = ["types"] if "types" in used else []
    if names:
        lines.append(f"from {api.project.package} import {', '.join([*sorted(names), *types])}")
    return "\n".join(lines)
