"""Groups and methods: where on the client an operation is found, and what it is called there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.config import SdkSettings
from generator.ir import names, words
from generator.ir.model import Group, Operation, PyName, Rename
from generator.ir.operations import MethodNames
from generator.ir.project import strings, text
from generator.ir.reserved import CLIENT, METHODS, RESOURCES
from generator.spec import model as spec

# A prefix that one documentation tool puts before the tag that a person wrote.
_TAG_NOISE = "subpackage_"


@dataclass(frozen=True, slots=True)
class Plan:
    """Where an operation goes: wished names of its groups and of its method, and what its types are named
    after.

    The first `asked` of the groups were asked for by name, whatever they were called before.
    """

    group: tuple[str, ...]
    method: str
    chosen: str | None
    named: MethodNames
    asked: int = 0


def plan(document: spec.Spec, settings: SdkSettings) -> dict[str, Plan]:
    """A plan for every operation, by pointer.

    A group comes from the page's snippet (`x-sdksmith-group`), else from the first tag, else from the first
    fixed segment of the path. A method comes from the snippet (`x-sdksmith-method`), else from the
    operationId (without the route that FastAPI adds to it), the summary, or method and path.
    """
    chosen = dict(settings.rename)
    plans: dict[str, Plan] = {}
    for operation in document.operations:
        facts = dict(operation.extensions)
        path = strings(facts.get("x-sdksmith-group"))
        group = path or (_tag(operation),)
        asked = len(path or ())
        namespace = strings(facts.get("x-sdksmith-namespace")) or settings.namespace
        if namespace is not None:
            group = (*namespace, group[-1])
            asked = len(group) - (0 if path else 1)
        titles = (_without_route(operation), operation.summary, f"{operation.method} {operation.path}")
        title = next(candidate for candidate in titles if candidate and words.split(candidate))
        override = chosen.get(operation.pointer) or chosen.get(operation.operation_id or "")
        promised = text(facts.get("x-sdksmith-method"))
        plans[operation.pointer] = Plan(
            group=group,
            method=title,
            chosen=override or promised,
            named=MethodNames(
                names.type_name(title, "Operation"), words.pascal(words.singular(group[-1])) or "Item"
            ),
            asked=asked,
        )
    return plans


def _without_route(operation: spec.Operation) -> str | None:
    """The operationId, or the function's name that it starts with.

    FastAPI makes ids of a function's name, the path and the method: `read_flow_flows__id__get`.
    """
    if operation.operation_id is None:
        return None
    route = re.sub(r"\W", "_", operation.path)
    name = operation.operation_id.removesuffix(f"{route}_{operation.method.lower()}")
    return name if words.split(name) else operation.operation_id


def _tag(operation: spec.Operation) -> str:
    for tag in operation.tags:
        name = tag.removeprefix(_TAG_NOISE)
        if words.split(name):
            return name
    fixed = [part for part in operation.path.split("/") if words.split(part) and not part.startswith("{")]
    return fixed[0] if fixed else "default"


def wishes(plan: Plan) -> tuple[str, ...]:
    """The names that an operation's groups are to have.

    One that can stand in Python is left as it is: a page's snippet may have promised it.
    """
    return tuple(
        wish if wish.isidentifier() and wish.islower() else names.variable(wish, "default")
        for wish in plan.group
    )


@dataclass(slots=True)
class _Node:
    wish: str
    groups: dict[str, _Node]
    operations: list[Operation]


def assemble(
    operations: Iterable[Operation],
    plans: Mapping[str, Plan],
    document: spec.Spec,
    client: PyName,
    kept: Mapping[str, str],
    held: Mapping[str, str],
) -> tuple[Group, tuple[Rename, ...], dict[str, PyName]]:
    """The tree of groups, with names for all groups and methods.

    Args:
        operations: All operations, without name and group.
        plans: Where each goes.
        document: Describes the tags.
        client: The client's class.
        kept: Names that an earlier run gave, by id.
        held: Where operations are or were, by path on the client (`pets.create`), and their ids: a place that
            something was found at is given to nothing else, and the groups on the way to it are there.

    Returns:
        The root group, the renames, and the names by id for the lock file.
    """
    root = _Node("", {}, [])
    for operation in operations:
        node = root
        for wish in wishes(plans[operation.id]):
            node = node.groups.setdefault(wish, _Node(wish, {}, []))
        node.operations.append(operation)
    for path in sorted(held):
        _lead_to(root, path.split(".")[:-1], kept)
    assembler = _Assembler(
        plans, {tag.name.removeprefix(_TAG_NOISE): tag.description or "" for tag in document.tags}, kept, held
    )
    group = assembler.group(root, PyName(""), (), client)
    return group, tuple(assembler.renames), assembler.given


def _lead_to(node: _Node, path: Iterable[str], kept: Mapping[str, str]) -> None:
    """Add the groups of a path that nothing else is in."""
    prefix = "group:"
    for part in path:
        for wish, child in node.groups.items():
            if kept.get(f"{prefix}{wish}", wish) == part:
                node = child
                break
        else:
            node = node.groups.setdefault(part, _Node(part, {}, []))
        prefix = f"{prefix}{part}."


class _Assembler:
    def __init__(
        self,
        plans: Mapping[str, Plan],
        tags: Mapping[str, str],
        kept: Mapping[str, str],
        held: Mapping[str, str],
    ) -> None:
        self.renames: list[Rename] = []
        self.given: dict[str, PyName] = {}
        self._plans = plans
        self._tags = {words.snake(name): description for name, description in tags.items()}
        self._kept = kept
        self._held = held

    def group(self, node: _Node, name: PyName, path: tuple[PyName, ...], class_name: PyName) -> Group:
        prefix = "group:" + "".join(f"{part}." for part in path)
        # Groups come first: `client.users` is a better place for a name than one method of it.
        claims = [names.Claim(f"{prefix}{wish}", (wish,)) for wish in node.groups]
        claims.sort(key=lambda claim: claim.id)
        for operation in sorted(node.operations, key=lambda operation: operation.id):
            plan = self._plans[operation.id]
            plain = names.variable(plan.method, "call")
            claims.append(
                names.Claim(operation.id, (plain, f"{plain}_{operation.method.lower()}"), plan.chosen)
            )
        naming = names.assign(
            claims,
            reserved=METHODS if path else CLIENT,
            kept=self._kept,
            ordered=True,
            held={
                name: id
                for (*group, name), id in ((held.split("."), id) for held, id in self._held.items())
                if tuple(group) == path
            },
        )
        self.renames.extend(naming.renames)
        self.given.update(naming.names)
        own = {wish: naming.names[f"{prefix}{wish}"] for wish in node.groups}
        classes = self._classes(own, class_name)
        children = [
            self.group(child, own[wish], (*path, own[wish]), classes[wish])
            for wish, child in node.groups.items()
        ]
        methods = [replace(item, name=naming.names[item.id], group=path) for item in node.operations]
        return Group(
            name=name,
            path=path,
            class_name=class_name,
            groups=tuple(sorted(children, key=lambda child: child.name)),
            operations=tuple(sorted(methods, key=lambda method: method.name)),
            description=self._tags.get(node.wish, ""),
        )

    def _classes(self, groups: Mapping[str, PyName], parent: PyName) -> dict[str, PyName]:
        """Class names of the groups inside one: its module imports them, beside what every such module
        imports.
        """
        claims: list[names.Claim] = []
        reserved = {parent, f"Async{parent}"}
        for wish, group in groups.items():
            plain = names.type_name(group, "Group")
            taken = {*RESOURCES, *reserved}
            claims.append(names.Claim(wish, tuple(c for c in (plain, f"{plain}Resource") if c not in taken)))
        given = names.assign(claims, reserved=reserved, case_sensitive=False).names
        return dict(given)
