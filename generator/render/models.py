"""Definitions as views: one module for each strongly connected component."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.ir import words
from generator.ir.graph import components, mentions
from generator.ir.model import (
    ANY,
    Alias,
    Api,
    Definition,
    Direction,
    Enumeration,
    Field,
    Model,
    Pointer,
    PyName,
    Scalar,
)
from generator.ir.names import Claim, assign
from generator.ir.reserved import KEYWORDS
from generator.render.prose import definition_docstring, doc_text
from generator.render.python_types import Side, Spelling, words_in
from generator.render.safe import WIDTH, Safe, docstring, literal, name, wrap
from generator.render.views import (
    AliasView,
    DictView,
    EnumMemberView,
    EnumView,
    FieldView,
    ModelView,
    Pair,
    TypesIndexView,
    TypesModuleView,
)


@dataclass(frozen=True, slots=True)
class Models:
    """Makes the views of all definitions of an API."""

    api: Api
    uses: Mapping[Pointer, str]

    def modules(self) -> tuple[TypesModuleView, ...]:
        """One view a component, in order of module name."""
        definitions = {definition.id: definition for definition in self.api.definitions}
        groups = components(definitions)
        claims = [
            Claim(group[0], (words.snake(_first_name(group, definitions)) or "model",)) for group in groups
        ]
        given = assign(claims, reserved=KEYWORDS | {"__init__"}).names
        home = {id: given[group[0]] for group in groups for id in group}
        views = [
            self._module(given[group[0]], [definitions[id] for id in group], definitions, home)
            for group in groups
        ]
        return tuple(sorted(views, key=lambda view: view.module))

    def index(self, modules: Iterable[TypesModuleView]) -> TypesIndexView:
        """The names that `types` offers, and where each lives."""
        exports: list[Pair] = []
        for module in modules:
            names = [
                view.name
                for views in (module.aliases, module.enums, module.models, module.dicts)
                for view in views
            ]
            exports.extend(Pair(exported, module.module) for exported in names)
        return TypesIndexView(tuple(sorted(exports, key=lambda pair: (pair.value, pair.name))))

    def _module(
        self,
        module: PyName,
        members: list[Definition],
        definitions: dict[Pointer, Definition],
        home: dict[Pointer, PyName],
    ) -> TypesModuleView:
        spelling = Spelling(definitions)

        def about(definition: Definition) -> str:
            return self.uses.get(definition.id, f"`{definition.name}`.")

        members = sorted(members, key=lambda definition: definition.name)
        models = tuple(_model(d, spelling, about(d)) for d in members if isinstance(d, Model))
        dicts = tuple(_dict(d, spelling) for d in members if isinstance(d, Model) and _is_sent(d))
        aliases = [
            *(_literal_alias(d, about(d)) for d in members if isinstance(d, Enumeration) and not d.as_class),
            *(
                _alias(d, spelling, about(d), _is_recursive(d, members))
                for d in members
                if isinstance(d, Alias)
            ),
        ]
        enums = tuple(_enum(d, about(d)) for d in members if isinstance(d, Enumeration) and d.as_class)
        others = {id for d in members for id in mentions(d) if home[id] != module}
        texts = [field.text for view in models for field in view.fields]
        texts += [Safe(pair.value.strip('"')) for view in dicts for pair in view.fields]
        texts += [view.value for view in aliases]
        return TypesModuleView(
            module=name(module),
            docstring=docstring([_module_title(members)]),
            imports=_imports(texts, bool(models), dicts, aliases, enums, sorted(others), definitions, home),
            aliases=tuple(aliases),
            enums=enums,
            models=models,
            dicts=dicts,
        )


def _model(model: Model, spelling: Spelling, use: str) -> ModelView:
    return ModelView(
        name=name(model.name),
        docstring=docstring(definition_docstring(model, use, WIDTH - 4), "    "),
        fields=tuple(_field(field, spelling) for field in model.fields),
    )


def _first_name(group: tuple[Pointer, ...], definitions: dict[Pointer, Definition]) -> str:
    return min(definitions[id].name for id in group)


def _module_title(members: list[Definition]) -> str:
    if len(members) == 1:
        return f"The type `{members[0].name}`."
    return f"`{members[0].name}` and the types that refer to it and are referred to by it."


def _is_sent(model: Model) -> bool:
    return model.dict_name is not None and model.direction in (Direction.INPUT, Direction.BOTH)


def _field(field: Field, spelling: Spelling) -> FieldView:
    plain = spelling.text(field.type, Side.RETURNED)
    # A value of any type may be null, which is then not the same as its absence.
    nullable = field.nullable or field.type == ANY
    may_be_none = nullable or not field.required
    annotation = spelling.optional(field.type, Side.RETURNED) if may_be_none else plain
    marks: list[str] = []
    if nullable and not field.required:
        marks.append("NULLABLE")
    if str(field.wire) != field.name:
        marks.append(f"wire({literal(field.wire)})")
    text = f"Annotated[{annotation}, {', '.join(marks)}]" if marks else str(annotation)
    default = "" if field.required else " = None"
    words_ = doc_text(field.doc)
    if field.deprecated:
        words_ = f"Deprecated. {words_}".strip()
    return FieldView(
        Safe(f"{name(field.name)}: {text}{default}"),
        docstring(wrap(words_, 96), "    ") if words_ else Safe(""),
    )


def _dict(model: Model, spelling: Spelling) -> DictView:
    assert model.dict_name is not None
    fields: list[Pair] = []
    for field in model.fields:
        spell = spelling.optional if field.nullable else spelling.text
        annotation = spell(field.type, Side.GIVEN)
        fields.append(
            Pair(Safe(field.wire), annotation if field.required else Safe(f"NotRequired[{annotation}]"))
        )
    is_class = all(
        field.wire.isidentifier() and field.wire not in KEYWORDS and not field.wire.startswith("__")
        for field in model.fields
    )
    if not is_class:
        fields = [
            # Evaluated when the module is loaded, unless quoted; the names in it may be defined further down.
            Pair(literal(pair.name), Safe(f'"{pair.value}"'))
            for pair in fields
        ]
    return DictView(
        name=name(model.dict_name),
        docstring=docstring([f"`{model.name}` as a plain dict, by its names on the wire."]),
        fields=tuple(fields),
        is_class=is_class,
    )


def _literal_alias(enumeration: Enumeration, use: str) -> AliasView:
    values = ", ".join(literal(member.value) for member in enumeration.values)
    kind = "int" if enumeration.scalar is Scalar.INTEGER else "str"
    note = "The server may send values that are not listed."
    return AliasView(
        name(enumeration.name),
        Safe(f"Literal[{values}] | {kind}"),
        docstring(definition_docstring(enumeration, use, WIDTH, note)),
    )


def _alias(alias: Alias, spelling: Spelling, use: str, recursive: bool) -> AliasView:
    return AliasView(
        name(alias.name),
        spelling.text(alias.type, Side.RETURNED),
        docstring(definition_docstring(alias, use, WIDTH)),
        recursive,
    )


def _is_recursive(alias: Alias, members: list[Definition]) -> bool:
    """Whether an alias mentions itself or what comes after it in its module: only a lazy one can."""
    return not {definition.id for definition in members}.isdisjoint(mentions(alias))


def _enum(enumeration: Enumeration, use: str) -> EnumView:
    return EnumView(
        name(enumeration.name),
        docstring(
            definition_docstring(enumeration, use, WIDTH - 4, "Values that are not listed are kept."), "    "
        ),
        Safe("OpenIntEnum" if enumeration.scalar is Scalar.INTEGER else "OpenStrEnum"),
        tuple(EnumMemberView(name(member.name), literal(member.value)) for member in enumeration.values),
    )


def _imports(
    texts: list[Safe],
    has_models: bool,
    dicts: tuple[DictView, ...],
    aliases: list[AliasView],
    enums: tuple[EnumView, ...],
    others: list[Pointer],
    definitions: dict[Pointer, Definition],
    home: dict[Pointer, PyName],
) -> tuple[Safe, ...]:
    words = words_in(texts)
    lines = ["from __future__ import annotations", ""]
    if "dt" in words:
        lines.append("import datetime as dt")
    if "Mapping" in words:
        lines.append("from collections.abc import Mapping")
    typing: list[str] = [word for word in ("Annotated", "Any", "Literal", "NotRequired") if word in words]
    typing += ["TypeAlias"] if any(not alias.recursive for alias in aliases) else []
    if typing:
        lines.append(f"from typing import {', '.join(typing)}")
    wanted_extra = {
        "TypeAliasType": any(alias.recursive for alias in aliases),
        "TypedDict": bool(dicts),
    }
    extra = [word for word, used in wanted_extra.items() if used]
    if extra:
        lines += ["", f"from typing_extensions import {', '.join(extra)}"]
    lines.append("")
    bases = sorted({str(view.base) for view in enums})
    if bases:
        lines.append(f"from .._runtime.enums import {', '.join(bases)}")
    if has_models:
        runtime = ["NULLABLE"] if "NULLABLE" in words else []
        runtime += ["Model", *(["wire"] if "wire" in words else [])]
        lines.append(f"from .._runtime.models import {', '.join(runtime)}")
    if "SequenceNotStr" in words:
        lines.append("from .._runtime.sequences import SequenceNotStr")
    for id in others:
        definition = definitions[id]
        wanted = [str(definition.name)]
        if (
            isinstance(definition, Model)
            and definition.dict_name is not None
            and definition.dict_name in words
        ):
            wanted.append(definition.dict_name)
        lines.append(f"from .{home[id]} import {', '.join(sorted(wanted))}")
    return tuple(map(Safe, _sorted_locals(lines)))


def _sorted_locals(lines: list[str]) -> list[str]:
    """Package imports sorted, at the end; no two blank lines in a row."""
    head = [line for line in lines if not line.startswith("from .")]
    tidy = [line for at, line in enumerate(head) if line or (at and head[at - 1])]
    return [*tidy, *sorted(line for line in lines if line.startswith("from ."))]
