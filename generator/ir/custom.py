"""What people add to an SDK by hand: classes of theirs in place of the generated ones."""

from __future__ import annotations

from collections.abc import Callable

from generator.config import SdkSettings
from generator.ir.model import Group, PyName

CLIENT = "client"
"""What `extras` calls the clients; everything else is the path of a namespace."""


def extended(
    settings: SdkSettings, root: Group, report: Callable[[str], None]
) -> tuple[tuple[PyName, ...], ...]:
    """The paths of the groups whose classes are extended by hand; the empty path is the client's.

    Args:
        settings: The SDK's; `extras` says which.
        root: All groups.
        report: Takes what is wrong with an entry, which then has no effect.
    """
    known = {".".join(path): path for path in _paths(root)}
    known[CLIENT] = ()
    found: dict[str, tuple[PyName, ...]] = {}
    for entry in dict.fromkeys(settings.extras):
        if entry not in known:
            report(f"`extras` names {entry!r}, and the client has no such namespace")
        elif (stem := entry.replace(".", "_")) in found:
            report(f"`extras` names {entry!r}, whose file would be that of another, extras/{stem}.py")
        else:
            found[stem] = known[entry]
    return tuple(sorted(found.values()))


def _paths(group: Group) -> list[tuple[PyName, ...]]:
    return [path for child in group.groups for path in (child.path, *_paths(child))]
