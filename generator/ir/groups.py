"""Groups and methods: where on the client an operation is found, and what it is called there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.config import SdkSettings
from generator.ir import names, routes, words
from generator.ir.method_names import method_name
from generator.ir.model import Group, Operation, PyName, Rename
from generator.ir.operations import MethodNames
from generator.ir.project import strings, text
from generator.ir.reserved import CLIENT, METHODS, RESOURCES
from generator.ir.routes import Routes
from generator.spec import model as spec
from generator.spec import vendor

# A prefix that one documentation tool puts before the tag that a person wrote.
_TAG_NOISE = "subpackage_"


@dataclass(frozen=True, slots=True)
class Plan:
    """Where an operation goes: wished names of its groups and, best first, of its method; whether the first
    of these is all that the document says, leaves out a plural, has another verb; and what its types are
    named after.

    The first `asked` of the groups were asked for by name, whatever they were called before.
    """

    group: tuple[str, ...]
    methods: tuple[str, ...]
    is_whole: bool
    is_many: bool
    is_inferred: bool
    chosen: str | None
    named: MethodNames
    asked: int = 0


def plan(document: spec.Spec, settings: SdkSettings) -> dict[str, Plan]:
    """A plan for every operation, by pointer.

    A group comes from the document (`x-sdksmith-group`, which a page's snippet and others' extensions give
    too), else from the first tag, else from the path. A method comes from the configuration, else from the
    document (`x-sdksmith-method`), else from the rule of `generator.ir.method_names`.
    """
    chosen = dict(settings.rename)
    known = routes.routes((each.method, each.path, each.operation_id) for each in document.operations)
    plans: dict[str, Plan] = {}
    for operation in document.operations:
        namespace = strings(dict(operation.extensions).get("x-sdksmith-namespace")) or settings.namespace
        group = _group(operation, known, namespace)
        is_asked = bool(strings(dict(operation.extensions).get("x-sdksmith-group")))
        name = method_name(operation, group, known)
        override = chosen.get(operation.pointer) or chosen.get(operation.operation_id or "")
        spelt = [names.variable("_".join(said), "call") for said in (name.short, *name.full)]
        plans[operation.pointer] = Plan(
            group=group,
            methods=tuple(dict.fromkeys((*spelt, f"{spelt[1]}_{operation.method.lower()}"))),
            is_whole=spelt[0] == spelt[1],
            is_many=name.is_many,
            is_inferred=name.is_inferred,
            chosen=override or text(dict(operation.extensions).get("x-sdksmith-method")),
            named=MethodNames(
                names.type_name("_".join(name.types), "Operation"),
                words.pascal(words.singular(group[-1])) or "Item",
            ),
            asked=len(group) if is_asked else len(namespace or ()),
        )
    return plans


def _group(operation: spec.Operation, known: Routes, namespace: tuple[str, ...] | None) -> tuple[str, ...]:
    path = strings(dict(operation.extensions).get("x-sdksmith-group"))
    tag = _tag(operation)
    group = path or ((tag,) if tag else routes.group(operation.path, known))
    if namespace is None or path[: len(namespace)] == namespace:
        return group
    # A snippet's groups begin with the namespace that its page is about.
    said = vendor.source(operation.extensions, "x-sdksmith-group", "operation") == "x-sdksmith-group"
    return (*namespace, *(group[-1:] if path and said else group))


def _tag(operation: spec.Operation) -> str | None:
    names = (tag.removeprefix(_TAG_NOISE) for tag in operation.tags)
    return next((name for name in names if words.split(name)), None)


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
        shared = self._shared(node.operations)
        for operation in sorted(node.operations, key=lambda operation: operation.id):
            plan = self._plans[operation.id]
            wished = plan.methods[1:] if operation.id in shared else plan.methods
            claims.append(names.Claim(operation.id, wished, plan.chosen))
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

    def _shared(self, operations: Iterable[Operation]) -> set[str]:
        """The operations whose short name others of the group have too, and a better right to.

        That has the one with one thing, then the one whose verb is the document's, then the shortest path;
        of several, nobody gets it.
        """
        by_name: dict[str, list[tuple[tuple[bool, bool, bool, int], str]]] = {}
        for operation in operations:
            plan = self._plans[operation.id]
            if plan.chosen is None:
                # Nothing was left out of a name that is the whole one.
                rank = (not plan.is_whole, plan.is_many, plan.is_inferred, len(operation.path.split("/")))
                by_name.setdefault(plan.methods[0], []).append((rank, operation.id))
        shared: set[str] = set()
        for those in by_name.values():
            ranks = sorted(rank for rank, _ in those)
            has_first = len(ranks) == 1 or ranks[0] < ranks[1]
            shared.update(id for rank, id in those if rank[0] and (not has_first or rank > ranks[0]))
        return shared

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
