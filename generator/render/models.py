"""Definitions as views: one module for each strongly connected component."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from generator.ir import words
from generator.ir.graph import components, mentions, types_in
from generator.ir.model import (
    ANY,
    Alias,
    Api,
    Definition,
    Enumeration,
    Field,
    Limits,
    Model,
    Pointer,
    PyName,
    Scalar,
    Tagged,
    Type,
)
from generator.ir.names import Claim, assign
from generator.ir.parts import parts
from generator.ir.reserved import KEYWORDS
from generator.render.prose import definition_docstring, doc_text, sentence, value_lines
from generator.render.python_types import FORMATS, SCALARS, Side, Spelling, opened, words_in
from generator.render.safe import WIDTH, Safe, clean, docstring, literal, name, wrap
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

# What `types/__init__.py` uses: a module of that name would stand in its place once it is loaded.
_MODULES = frozenset({"__init__", "annotations", "lazy", "list", "sorted", "str"})


@dataclass(frozen=True, slots=True)
class Models:
    """Makes the views of all definitions of an API."""

    api: Api
    definitions: Mapping[Pointer, Definition]
    uses: Mapping[Pointer, str]

    def modules(self) -> tuple[TypesModuleView, ...]:
        """One view a component, in order of module name."""
        definitions = self.definitions
        groups = components(definitions)
        claims = [
            Claim(group[0], (words.snake(_first_name(group, definitions)) or "model",)) for group in groups
        ]
        given = assign(claims, reserved=KEYWORDS | _MODULES).names
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
                for views in (module.aliases, module.enums, module.models, module.dicts, module.params)
                for view in views
            ]
            exports.extend(Pair(exported, module.module) for exported in names)
        if (
            any(_has_unknown(type) for definition in self.api.definitions for type in types_in(definition))
            or any(
                _has_unknown(result.type)
                for operation in self.api.operations()
                for result in (*operation.results, *operation.errors)
                if result.type is not None
            )
            or any(map(_has_unknown, self.api.events.types()))
        ):
            exports.append(Pair(Safe("UnknownVariant"), Safe("._runtime.models")))
        aliases = tuple(Pair(name(old.name), name(old.current)) for old in self.api.aliases)
        return TypesIndexView(
            tuple(sorted(exports, key=lambda pair: (pair.value, pair.name))),
            aliases,
            Safe("TYPE_CHECKING, TypeAlias" if aliases else "TYPE_CHECKING"),
        )

    def _module(
        self,
        module: PyName,
        members: list[Definition],
        definitions: Mapping[Pointer, Definition],
        home: dict[Pointer, PyName],
    ) -> TypesModuleView:
        spelling = Spelling(definitions)

        def about(definition: Definition) -> str:
            return self.uses.get(definition.id, f"`{definition.name}`.")

        members = sorted(members, key=lambda definition: definition.name)
        models = tuple(_model(d, spelling, about(d)) for d in members if isinstance(d, Model))
        dicts = tuple(_dict(d, spelling) for d in members if isinstance(d, Model) and d.is_sent)
        aliases = [
            *(_literal_alias(d, about(d)) for d in members if isinstance(d, Enumeration) and not d.as_class),
            *(
                _alias(d, spelling, about(d), _is_recursive(d, members))
                for d in members
                if isinstance(d, Alias)
            ),
        ]
        params = tuple(
            _param(d, spelling) for d in members if isinstance(d, Alias) and d.param_name is not None
        )
        enums = tuple(_enum(d, about(d)) for d in members if isinstance(d, Enumeration) and d.as_class)
        others = {id for d in members for id in mentions(d) if home[id] != module}
        texts = [field.text for view in models for field in view.fields]
        texts += [view.extra for view in models]
        for sent in members:
            if isinstance(sent, Model) and sent.is_sent:
                texts += _dict_annotations(sent, spelling)
        texts += [view.value for view in aliases if not view.recursive]
        for alias in members:
            if isinstance(alias, Alias):
                sides = [Side.READ, *([Side.GIVEN] if alias.param_name is not None else [])]
                texts += [spelling.text(alias.type, side) for side in sides]
        return TypesModuleView(
            module=name(module),
            docstring=docstring([_module_title(members)]),
            imports=_imports(
                texts,
                bool(models),
                any(view.extra for view in models),
                dicts,
                (*aliases, *params),
                enums,
                sorted(others),
                definitions,
                home,
            ),
            aliases=tuple(aliases),
            enums=enums,
            models=models,
            dicts=dicts,
            params=params,
        )


def _model(model: Model, spelling: Spelling, use: str) -> ModelView:
    return ModelView(
        name=name(model.name),
        docstring=docstring(definition_docstring(model, use, WIDTH - 4), "    "),
        fields=tuple(_field(field, spelling, is_sent=model.is_sent) for field in model.fields),
        extra=Safe("") if model.extra is None else spelling.text(model.extra, Side.READ),
    )


def _has_unknown(type: Type) -> bool:
    """Whether a variant that the document does not list can be among the values of a type."""
    if isinstance(type, Tagged) and type.default is None:
        return True
    return any(map(_has_unknown, parts(type)))


def _first_name(group: tuple[Pointer, ...], definitions: Mapping[Pointer, Definition]) -> str:
    return min(definitions[id].name for id in group)


def _module_title(members: list[Definition]) -> str:
    if len(members) == 1:
        return f"The type `{members[0].name}`."
    return f"`{members[0].name}` and the types that refer to it and are referred to by it."


def _field(field: Field, spelling: Spelling, *, is_sent: bool) -> FieldView:
    # A value of any type may be null, which is then not the same as its absence.
    nullable = field.nullable or field.type == ANY
    may_be_none = nullable or not field.required
    spell = spelling.optional if may_be_none else spelling.text
    annotation = spell(field.type, Side.READ)
    marks: list[str] = []
    if str(field.wire) != field.name:
        marks.append(f"wire({literal(field.wire)})")
    if field.limits is not None:
        marks.append(limits_call(field.limits))
    if is_sent and field.told_by is not None:
        marks.append(f"told_by({literal(field.told_by)})")
    if nullable and not field.required:
        # Last: the model looks for it on the outside.
        marks.append("NULLABLE")
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
    is_class = all(
        field.wire.isidentifier() and field.wire not in KEYWORDS and not field.wire.startswith("__")
        for field in model.fields
    )
    members = [
        # Evaluated when the module is loaded, unless quoted; the names in it may be defined further down.
        Pair(Safe(field.wire), annotation) if is_class else Pair(literal(field.wire), literal(annotation))
        for field, annotation in zip(model.fields, _dict_annotations(model, spelling), strict=True)
    ]
    return DictView(
        name=name(model.dict_name),
        docstring=docstring([f"`{model.name}` as a plain dict, by its names on the wire."]),
        fields=tuple(members),
        is_class=is_class,
    )


def _dict_annotations(model: Model, spelling: Spelling) -> list[Safe]:
    found: list[Safe] = []
    for field in model.fields:
        spell = spelling.optional if field.nullable else spelling.text
        annotation = spell(field.type, Side.GIVEN)
        found.append(annotation if field.required else Safe(f"NotRequired[{annotation}]"))
    return found


def limits_call(limits: Limits) -> Safe:
    """The runtime's record of what a value must keep to."""
    given = ((item.name, getattr(limits, item.name)) for item in fields(limits))
    said = [f"{name}={literal(value)}" for name, value in given if value is not None and value is not False]
    return Safe(f"Limits({', '.join(said)})")


def _literal_alias(enumeration: Enumeration, use: str) -> AliasView:
    values = ", ".join(literal(member.value) for member in enumeration.values)
    kinds = [SCALARS[scalar] for scalar in enumeration.scalars]
    return AliasView(
        name(enumeration.name),
        Safe(opened(f"Literal[{values}]", kinds, read=True) if enumeration.is_open else f"Literal[{values}]"),
        docstring(
            [
                *definition_docstring(
                    enumeration,
                    use,
                    WIDTH,
                    "The server may send values that are not listed." if enumeration.is_open else "",
                ),
                *value_lines(enumeration, WIDTH),
            ]
        ),
    )


def _alias(alias: Alias, spelling: Spelling, use: str, recursive: bool) -> AliasView:
    return AliasView(
        name(alias.name),
        literal(spelling.text(alias.type, Side.READ)) if recursive else spelling.text(alias.type, Side.READ),
        docstring(definition_docstring(alias, use, WIDTH)),
        recursive,
    )


def _param(alias: Alias, spelling: Spelling) -> AliasView:
    assert alias.param_name is not None
    text = spelling.text(alias.type, Side.GIVEN)
    recursive = alias.param_name in words_in([text])
    return AliasView(
        name(alias.param_name),
        literal(text) if recursive else text,
        docstring([f"What may be given for `{alias.name}`."]),
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
        Safe("OpenIntEnum" if enumeration.scalars == (Scalar.INTEGER,) else "OpenStrEnum"),
        tuple(
            EnumMemberView(
                name(member.name),
                literal(member.value),
                docstring(wrap(sentence(clean(member.text)), WIDTH - 4), "    ") if member.text else Safe(""),
            )
            for member in enumeration.values
        ),
    )


def _imports(
    texts: list[Safe],
    has_models: bool,
    has_extra: bool,
    dicts: tuple[DictView, ...],
    aliases: Sequence[AliasView],
    enums: tuple[EnumView, ...],
    others: list[Pointer],
    definitions: Mapping[Pointer, Definition],
    home: dict[Pointer, PyName],
) -> tuple[Safe, ...]:
    words = words_in(texts)
    lines = ["from __future__ import annotations", ""]
    if "dt" in words:
        lines.append("import datetime as dt")
    if "Mapping" in words:
        lines.append("from collections.abc import Mapping")
    if "Decimal" in words:
        lines.append("from decimal import Decimal")
    typing = ["TYPE_CHECKING"] if has_extra else []
    typing += [word for word in ("Annotated", "Any", "Literal", "NotRequired") if word in words]
    typing += ["TypeAlias"] if any(not alias.recursive for alias in aliases) else []
    if typing:
        lines.append(f"from typing import {', '.join(typing)}")
    if "UUID" in words:
        lines.append("from uuid import UUID")
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
    formats = sorted({"Kinds", *FORMATS.values()} & words)
    if formats:
        lines.append(f"from .._runtime.formats import {', '.join(formats)}")
    if "Limits" in words:
        lines.append("from .._runtime.limits import Limits")
    runtime = ["NULLABLE"] if "NULLABLE" in words else []
    runtime += ["Model"] if has_models else []
    runtime += [word for word in ("UnknownVariant", "told_by", "wire") if word in words]
    if runtime:
        lines.append(f"from .._runtime.models import {', '.join(runtime)}")
    unions = sorted({"ByTag", "InOrder"} & words)
    if unions:
        lines.append(f"from .._runtime.unions import {', '.join(unions)}")
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
        if isinstance(definition, Alias) and definition.param_name in words:
            wanted.append(str(definition.param_name))
        lines.append(f"from .{home[id]} import {', '.join(sorted(wanted))}")
    return tuple(map(Safe, _sorted_locals(lines)))


def _sorted_locals(lines: list[str]) -> list[str]:
    """Package imports sorted, at the end; no two blank lines in a row."""
    head = [line for line in lines if not line.startswith("from .")]
    tidy = [line for at, line in enumerate(head) if line or (at and head[at - 1])]
    return [*tidy, *sorted(line for line in lines if line.startswith("from ."))]
