"""Prose: docstrings and examples, put together from what the spec says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.ir.errors import STATUS_NAMES
from generator.ir.graph import named_in
from generator.ir.model import (
    Api,
    Argument,
    Definition,
    Doc,
    Enumeration,
    Model,
    Named,
    Operation,
    Place,
    Pointer,
    PyName,
    Result,
    Type,
    Way,
)
from generator.render.links import link_texts
from generator.render.safe import WIDTH, Safe, clean, code_span, literal, paragraph, wrap
from generator.render.samples import Sample, Samples
from generator.spec.model import Json, JsonObject

_PLACES = {
    Place.PATH: "path",
    Place.QUERY: "query",
    Place.HEADER: "headers",
    Place.COOKIE: "cookies",
    Place.FIELD: "body",
}


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with punctuation of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?:…`" else f"{text}."


def facts(doc: Doc) -> str:
    """Bounds and default, in words."""
    said = ""
    if doc.constraints:
        bounds = ", ".join(doc.constraints)
        said = sentence(bounds[0].upper() + bounds[1:])
    if doc.has_default and doc.default is not None and not isinstance(doc.default, (tuple, JsonObject)):
        said = f"{said} Server default: {literal(doc.default)}.".strip()
    return said


def doc_text(doc: Doc) -> str:
    """A place's text, then its bounds and default."""
    return " ".join(part for part in (sentence(clean(doc.text)), facts(doc)) if part)


def argument_text(argument: Argument) -> str:
    """What is said of an argument."""
    text = f"{doc_text(argument.doc)} {wire_text(argument)}".strip()
    if argument.source is not None:
        text = f"{text} Default: the client's `{argument.source.argument}`.".strip()
    return f"Deprecated. {text}".strip() if argument.deprecated else text


def wire_text(argument: Argument) -> str:
    """How an argument is called where it is sent, and where that is, if its own name does not say it."""
    if argument.place not in _PLACES or str(argument.wire) == str(argument.name):
        return ""
    return f"Sent as {code_span(argument.wire)} in the {_PLACES[argument.place]}."


def summary_lines(summary: str, description: str, width: int) -> list[str]:
    """The first line of a docstring, and the paragraphs after it."""
    head = paragraph(summary) or first_sentence(description)
    lines = wrap(sentence(head), width) if head else []
    rest = clean(description)
    if rest and _plain(rest) not in (_plain(head), "") and _plain(first_sentence(rest)) == _plain(head):
        rest = rest[len(first_sentence(rest)) :].lstrip(" .\n")
    if rest and _plain(rest) != _plain(head):
        lines += ["", *wrap(rest, width)]
    return lines


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line."""
    flat = paragraph(text.split("\n\n")[0])
    head, stop, _ = flat.partition(". ")
    return head + ("." if stop else "")


def _plain(text: str) -> str:
    return paragraph(text).rstrip(".").casefold()


def section(title: str, entries: Iterable[tuple[str, str]], width: int) -> list[str]:
    """A Google-style section: a title, then `name: text` entries, continuation lines indented."""
    lines: list[str] = []
    for key, text in entries:
        folded = wrap(f"{key}: {text}" if text else key, width - 8)
        lines += [f"    {folded[0]}", *(f"        {line}" if line else "" for line in folded[1:])]
    return ["", f"{title}:", *lines] if lines else []


def error_name(status: str) -> str:
    """The class that a documented error status raises."""
    if status.isdigit():
        return STATUS_NAMES.get(int(status), f"Status{status}Error")
    return {"4XX": "ClientError", "5XX": "ServerError"}.get(status, "ApiStatusError")


def result_text(results: Sequence[Result]) -> str:
    """What the documented successes say."""
    said = (sentence(paragraph(result.description)) for result in results if result.description)
    return " ".join(dict.fromkeys(said))


def returned_text(operation: Operation, definitions: Mapping[Pointer, Definition]) -> str:
    """What a method returns, and how to read it where it is pages."""
    said = result_text(operation.results)
    if operation.pagination is None:
        return said
    item = operation.pagination.item
    what = definitions[item.id].name if isinstance(item, Named) else "item"
    return f"Pages of the list. Iterate over it to get every {what}, page by page. {said}".strip()


def use_text(operation: Operation, samples: Samples, *, asynchronous: bool = False) -> str:
    """A call of the method as docstrings show it: what comes in pages is iterated over."""
    if operation.pagination is None:
        return call_text(operation, samples, width=80, await_=asynchronous)
    call = call_text(operation, samples, width=70)
    return f"{'async ' if asynchronous else ''}for item in {call}:\n    print(item)"


def method_docstring(
    operation: Operation, example: str, indent: int, definitions: Mapping[Pointer, Definition]
) -> list[str]:
    """The lines of a method's docstring."""
    width = WIDTH - indent
    lines = summary_lines(operation.summary, operation.description, width)
    if not lines:
        lines = [f"`{operation.method} {operation.path}`."]
    lines += section(
        "Args", ((a.name, text) for a in operation.arguments if (text := argument_text(a))), width
    )
    returned = returned_text(operation, definitions)
    if returned:
        lines += ["", "Returns:", *(f"    {line}" if line else "" for line in wrap(returned, width - 4))]
    lines += section("Links", ((text, "") for text in link_texts(operation)), width)
    errors = [
        (error_name(error.status), sentence(paragraph(error.description))) for error in operation.errors
    ]
    lines += section("Raises", dict(errors).items(), width)
    lines += ["", "Example:", *(f"    {line}" for line in example.split("\n"))]
    return lines


def definition_docstring(definition: Definition, use: str, width: int, note: str = "") -> list[str]:
    """The lines of a definition's docstring: its text, else its use, and where the schema stands in the
    document.
    """
    text = sentence(clean(definition.doc.text)) or use
    if definition.deprecated:
        text = f"Deprecated. {text}"
    lines = wrap(" ".join(part for part in (text, facts(definition.doc), note) if part), width)
    return [*lines, "", f"Schema: `{paragraph(definition.id.partition('!')[0])}`"]


def value_lines(enumeration: Enumeration, width: int) -> list[str]:
    """What the document says of single values, as a list; nothing when it says nothing."""
    said = [value for value in enumeration.values if value.text]
    if not said:
        return []
    folded = (wrap(f"`{value.value}`: {sentence(clean(value.text))}", width - 2) for value in said)
    return ["", *(f"{'- ' if not at else '  '}{line}" for lines in folded for at, line in enumerate(lines))]


def uses(api: Api) -> dict[Pointer, str]:
    """What each definition is for, in a sentence, for those that the document says nothing of: the first
    place that mentions it.
    """
    found: dict[Pointer, str] = {}

    def note(type: Type | None, text: str) -> None:
        for id in named_in(type) if type is not None else ():
            found.setdefault(id, text)

    for operation in api.operations():
        path = ".".join((*operation.group, operation.name))
        for result in operation.results:
            note(result.type, f"What `{path}` returns.")
        for argument in operation.arguments:
            note(argument.type, f"The argument `{argument.name}` of `{path}`.")
    for webhook in api.events.webhooks:
        note(webhook.type, f"What `{paragraph(webhook.wire)}` sends.")
    for error in api.errors:
        for body in error.bodies:
            note(body, f"The body of `{error.name}`.")
    for definition in api.definitions:
        if isinstance(definition, Model):
            for field in definition.fields:
                note(field.type, f"The member `{field.wire}` of `{definition.name}`.")
    return found


def call_text(
    operation: Operation,
    samples: Samples,
    *,
    full: bool = False,
    client: str = "client",
    await_: bool = False,
    width: int = WIDTH,
    given: Json = None,
) -> str:
    """A call of the method, folded as a formatter would fold it."""
    arguments = call_arguments(operation, samples, full=full, given=given)
    path = ".".join((client, *operation.group, operation.name))
    inside = [f"{name}={sample.python}" for name, sample in arguments]
    flat = f"{'await ' if await_ else ''}{path}({', '.join(inside)})"
    if len(flat) <= width:
        return flat
    return "\n".join((f"{'await ' if await_ else ''}{path}(", *(f"    {text}," for text in inside), ")"))


def call_arguments(
    operation: Operation, samples: Samples, *, full: bool, given: Json = None
) -> list[tuple[PyName, Sample]]:
    """The arguments of an example call: those that the vendor's own snippet gives, else samples of what is
    required.
    """
    way = operation.usual
    if given is None and not full:
        given = operation.example
    if isinstance(given, JsonObject) and not full:
        known = {argument.name: argument for argument in way.arguments}
        wanted = {a.name for a in way.arguments if a.required}
        chosen = [(known[PyName(key)], value) for key, value in given.members if key in known]
        if wanted <= {argument.name for argument, _ in chosen}:
            return [(argument, Sample(literal(value), value)) for argument, value in _named(chosen)]
    return way_arguments(way, samples, full=full)


def way_arguments(
    way: Way, samples: Samples, *, full: bool, alone: bool = False
) -> list[tuple[PyName, Sample]]:
    """Samples of the arguments of one way to call: of those required, or of all.

    `alone`: also of those that are required where the client has no value for them.
    """
    shown = [argument for argument in way.arguments if full or _is_needed(argument, alone)]
    made = [(argument, samples.argument(argument, full=full)) for argument in shown]
    return [
        (argument.name, sample) for argument, sample in made if _is_needed(argument, alone) or sample.fits
    ]


def _is_needed(argument: Argument, alone: bool) -> bool:
    source = argument.source
    return argument.required or (alone and source is not None and source.required)


def _named(chosen: list[tuple[Argument, Json]]) -> list[tuple[PyName, Json]]:
    return [(argument.name, value) for argument, value in chosen]


def client_title(api: Api) -> str:
    """How the SDK calls the API in prose: `the atoms API`."""
    title = paragraph(api.title) or str(api.client)
    return f"the {title}" if title.casefold().endswith("api") else f"the {title} API"


def joined(lines: Iterable[str]) -> Safe:
    """Lines as one text; for prose that has been cleaned already."""
    return Safe("\n".join(lines))
