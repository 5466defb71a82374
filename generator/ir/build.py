"""Spec → Api: the stage that decides what the SDK looks like to its callers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics, Location
from generator.ir import (
    aliases,
    client_values,
    errors,
    groups,
    idempotency,
    linking,
    names,
    paging_extensions,
    retrying,
    security,
    servers,
    webhooks,
)
from generator.ir.custom import extended
from generator.ir.drafts import ANY_SUFFIX, FIELD_MARK, INPUT_SUFFIX, Draft, Style, field_id
from generator.ir.equal import merge_equal
from generator.ir.graph import (
    renamed,
    renamed_operation,
    widened,
    with_directions,
    with_name,
)
from generator.ir.kept import DICT, PARAM, Kept
from generator.ir.marks import Marks, marks
from generator.ir.model import (
    Alias,
    Api,
    Definition,
    Direction,
    Model,
    OldType,
    Operation,
    Pointer,
    PyName,
    Rename,
)
from generator.ir.operations import OperationBuilder, argument_id
from generator.ir.paging import Paginator
from generator.ir.position import component
from generator.ir.project import identify
from generator.ir.refs import References
from generator.ir.renames import follow, mark_of, with_groups
from generator.ir.reserved import TYPES
from generator.ir.returning import Returning
from generator.ir.tags import with_tags, without_loops
from generator.ir.types import TypeBuilder
from generator.load.document import Document
from generator.spec.model import Spec


def build(
    spec: Spec,
    document: Document,
    settings: SdkSettings,
    diagnostics: Diagnostics,
    kept: Kept | None = None,
) -> Api:
    """Build the SDK's surface.

    Args:
        spec: The parsed document.
        document: The document's values and places.
        settings: What the configuration says; it wins over the document.
        diagnostics: Takes REF, TYPE, NAME and UNSUPPORTED findings.
        kept: What an earlier run gave and remembers (the lock file's).

    Returns:
        The whole API. It never fails: what cannot be expressed degrades, and is reported.
    """
    return _Builder(webhooks.moved(spec), document, settings, diagnostics, kept or Kept()).build()


@dataclass(slots=True)
class _Builder:
    spec: Spec
    document: Document
    settings: SdkSettings
    diagnostics: Diagnostics
    kept: Kept

    def build(self) -> Api:
        found = marks(self.spec)
        plans = groups.plan(self.spec, self.settings)
        self._follow(found, plans)
        kept = dict(self.kept.names)
        identity = identify(self.spec, self.settings)
        guard = security.read(
            self.spec,
            self.document,
            self.settings,
            identity.environment_prefix,
            identity.arguments,
            self.diagnostics,
        )
        reach = servers.read(
            self.spec,
            self.document,
            self.settings,
            {argument for scheme in guard.schemes for argument in scheme.arguments},
            kept,
            self.diagnostics,
        )
        references = References(self.spec, self.document, self.diagnostics)
        style = Style(enum_classes=self.settings.enums == "enum", limits=self.settings.validate_requests)
        types = TypeBuilder(references, self.document, self.diagnostics, kept, style)
        key = idempotency.read(self.spec, self.document, self.settings, self.diagnostics)
        values = client_values.read(
            self.spec,
            references,
            identity.environment_prefix,
            _arguments(guard, reach),
            kept,
            self._report,
        )
        builder = OperationBuilder(references, types, self.document, self.diagnostics, kept, key, values)
        operations = [
            replace(
                builder.build(
                    item,
                    plans[item.pointer].named,
                    guard.of(item),
                    guard.scopes_of(item),
                    retrying.of(item),
                ),
                server=reach.of(item),
                service=reach.service_of(item),
            )
            for item in sorted(self.spec.operations, key=lambda item: item.pointer)
        ]
        hooks = webhooks.WebhookBuilder(
            references, types, self.document, self._report, kept, dict(self.settings.rename)
        )
        events = hooks.build(
            self.spec, {pointer: plan.named for pointer, plan in plans.items()}, self.settings.webhooks
        )
        self._unused(types)
        drafts = without_loops(with_tags(types.drafts, operations, events.types()), self._only_itself)
        same, drafts = merge_equal(drafts, by_tool=references.by_tool)
        events = webhooks.merged(events, same)
        operations = [renamed_operation(operation, same) for operation in operations]
        drafts = {
            id: replace(draft, definition=renamed(draft.definition, same)) for id, draft in drafts.items()
        }
        drafts = with_directions(drafts, operations, events.types())
        definitions, type_renames, old_types = self._named(drafts, operations, same)
        held = self._wanted(self.kept.methods(plans))
        root, group_renames, group_names = groups.assemble(
            operations, plans, self.spec, identity.client, kept, held
        )
        root = aliases.with_old_methods(root, held, self.kept, self._report)
        paginator = Paginator(
            {definition.id: definition for definition in definitions},
            self.settings.pagination,
            paging_extensions.rules(self.spec),
            self.document,
            self.diagnostics,
        )
        root = paginator.paginated(root)
        root = Returning(paginator.definitions, self.document, self.diagnostics).returning(root, self.spec)
        root = linking.with_links(root, self.spec, references, self._report)
        for rename in (
            *(*type_renames, *types.renames, *builder.renames),
            *(*group_renames, *reach.renames, *hooks.renames, *values.renames),
        ):
            self._rename(rename)
        return Api(
            project=replace(
                identity.project,
                extras=extended(self.settings, root, lambda text: self._report("EXTRA001", text, "#")),
            ),
            title=identity.title,
            description=(self.spec.description or "").strip(),
            client=identity.client,
            environment_prefix=identity.environment_prefix,
            servers=reach.servers,
            services=reach.services,
            schemes=guard.schemes,
            security=guard.default,
            scopes=guard.scopes,
            idempotency_header=key,
            root=root,
            definitions=definitions,
            errors=errors.status_errors(operations),
            names=_all_names(
                definitions,
                operations,
                {
                    **group_names,
                    **reach.names,
                    **hooks.names,
                    **{value.id: value.name for value in values.values},
                },
            ),
            events=events,
            values=values.values,
            retries=retrying.of_all(self.spec),
            aliases=old_types,
            marks=_all_marks(self.spec, found, aliases.places(root)),
        )

    def _follow(self, found: Marks, plans: Mapping[str, groups.Plan]) -> None:
        """Let kept names follow what the document calls otherwise."""
        moved = follow(self.kept, self.spec, found)
        for old, new in moved.pairs:
            if new not in moved.kept.before:
                self._report("NAME002", f"this was '{old}'; the names that callers use stay", new)
        self.kept = with_groups(
            moved.kept, {id: (groups.wishes(plan), plan.asked) for id, plan in plans.items()}
        )

    def _wanted(self, held: Mapping[str, str]) -> dict[str, str]:
        """Old names without those that the configuration lets go."""
        dropped = self.settings.drop_aliases
        return {name: id for name, id in held.items() if not aliases.is_dropped(name, dropped)}

    def _unused(self, types: TypeBuilder) -> None:
        """Components that no operation mentions are models too: a vendor may document payloads that arrive by
        other ways.
        """
        for name, schema in sorted(self.spec.schemas):
            if not types.references.is_part(schema):
                types.component(schema, component(name))

    def _named(
        self, drafts: Mapping[Pointer, Draft], operations: list[Operation], same: Mapping[Pointer, Pointer]
    ) -> tuple[tuple[Definition, ...], tuple[Rename, ...], tuple[OldType, ...]]:
        held = self._wanted(self.kept.types(drafts, same))
        kept = self.kept.of_equal(same)
        chosen = dict(self.settings.rename)
        claims: list[names.Claim] = []
        for id, draft in drafts.items():
            # What is sent of a schema is called after what is received of it.
            received = drafts.get(Pointer(id.replace(INPUT_SUFFIX, "")), draft)
            candidates = received.position.candidates
            wanted = chosen.get(id) or chosen.get(id.rpartition("/")[2]) or chosen.get(candidates[0])
            claims.append(
                names.Claim(
                    id, tuple(names.type_name(text, "Model") for text in _split(id, candidates)), wanted
                )
            )
        reserved = TYPES | errors.CLASS_NAMES
        naming = names.assign(claims, reserved=reserved, kept=kept, case_sensitive=False, held=held)
        plain = {id: draft.definition for id, draft in drafts.items()}
        models = [
            id
            for id, definition in plain.items()
            if isinstance(definition, Model) and definition.direction is not Direction.OUTPUT
        ]
        twins = names.assign(
            [
                *(names.Claim(f"{id}{DICT}", (f"{naming.names[id]}Dict",)) for id in models),
                *(
                    names.Claim(f"{id}{PARAM}", (f"{naming.names[id]}Param",))
                    for id in widened(operations, plain)
                ),
            ],
            reserved=reserved | frozenset(naming.names.values()),
            kept=kept,
            case_sensitive=False,
            held=held,
        )
        definitions = tuple(
            sorted(
                (
                    with_name(
                        definition,
                        naming.names[id],
                        twins.names.get(f"{id}{DICT}") or twins.names.get(f"{id}{PARAM}"),
                    )
                    for id, definition in plain.items()
                ),
                key=lambda definition: definition.name,
            )
        )
        held = {name: id for name, id in held.items() if name not in reserved}
        # Who has a name by its place only has no claim to one that callers know as something else.
        renames = tuple(
            (
                replace(rename, reason="taken")
                if rename.reason == names.OLD_NAME and drafts[Pointer(rename.id)].by_place
                else rename
            )
            for rename in naming.renames
        )
        return definitions, renames, aliases.old_types(definitions, held, self.kept, self._report)

    def _report(self, code: str, message: str, pointer: str) -> None:
        location = self.document.locate(pointer, key=True)
        self.diagnostics.report(code, message, location, source_line=self.document.source_line(location))

    def _only_itself(self, definition: Definition) -> None:
        self.diagnostics.report(
            "TYPE001",
            "this is nothing but itself; it is read as Any",
            definition.origin,
            source_line=self.document.source_line(definition.origin),
        )

    def _rename(self, rename: Rename) -> None:
        pointer = (
            rename.id.replace(ANY_SUFFIX, "").replace(INPUT_SUFFIX, "").replace(FIELD_MARK, "/properties/")
        )
        location = (
            self.document.locate(pointer, key=True)
            if pointer.startswith("#")
            else Location(self.document.name)
        )
        self.diagnostics.report(
            "NAME003" if rename.reason == names.OLD_NAME else "NAME001",
            f"'{rename.wanted}' is {rename.reason}; the name is '{rename.given}'",
            location,
            source_line=self.document.source_line(location),
        )


def _arguments(guard: security.Security, reach: servers.Servers) -> frozenset[str]:
    """The arguments of the client that there are already."""
    variables = (
        each.argument for server in (*reach.servers, *reach.own.values()) for each in server.variables
    )
    return frozenset((*(argument for scheme in guard.schemes for argument in scheme.arguments), *variables))


def _split(id: Pointer, candidates: tuple[str, ...]) -> tuple[str, ...]:
    """The request shape of a schema that has two is `XInput`."""
    return tuple(f"{name}Input" for name in candidates) if INPUT_SUFFIX in id else candidates


def _all_marks(document: Spec, found: Marks, places: Mapping[Pointer, str]) -> tuple[tuple[str, str], ...]:
    given = {id: " ".join(mark) for id, mark in found.schemas.items()}
    for operation in document.operations:
        id = operation.pointer
        given[id] = mark_of(operation, places[Pointer(id)], found.operations[id])
    return tuple(sorted(given.items()))


def _all_names(
    definitions: tuple[Definition, ...], operations: list[Operation], group_names: Mapping[str, PyName]
) -> tuple[tuple[str, str], ...]:
    given: dict[str, str] = dict(group_names)
    for definition in definitions:
        given[definition.id] = definition.name
        if isinstance(definition, Alias) and definition.param_name is not None:
            given[f"{definition.id}{PARAM}"] = definition.param_name
        if isinstance(definition, Model):
            if definition.dict_name is not None:
                given[f"{definition.id}{DICT}"] = definition.dict_name
            for field in definition.fields:
                given[field_id(definition.id, field.wire)] = field.name
    for operation in operations:
        for argument in operation.arguments:
            given[argument_id(operation.id, argument.place, argument.wire)] = argument.name
    return tuple(sorted(given.items()))
