"""What the mock servers refuse and is not our fault: see `known.py`."""

from __future__ import annotations

from typing import Final

from . import asked
from .explained import Known

_FORM: Final = r" \[application/x-www-form-urlencoded\]: "
_MULTIPART: Final = r" \[multipart/form-data\]: "
_LINES: Final = r" \[(?:application/(?:x-ndjson|jsonl)|multipart/mixed)\]: "
_XML: Final = r" \[(?:application|text)/xml\]: "
_ASTRAL: Final = "[\U00010000-\U0010ffff]"
_SPLIT: Final = r"No variant matched: 2 variants all failed structurally"
_OBJECT: Final = (
    "an object in a form without `style` is JSON (OpenAPI 3.1.1 §4.8.15.1, `contentType`); "
    "{} takes it for text"
)

MAPPED: Final = (
    "a discriminator's mapping may have a schema's name (OpenAPI 3.1 §4.8.25); {} takes references only"
)

_OF_STEADY: Final = (
    Known(
        blame="judge",
        judge="steady",
        cause=r": E3011 body[\w.]*: Invalid discriminator value ",
        why=MAPPED.format("Steady"),
        shown="mapping-by-name",
        asks=asked.is_mapped_by_name,
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=r": E3\d+ path\.(\w+)[\w.]*: ",
        why="Steady does not read objects of the styles `label` and `matrix` (OpenAPI 3.1 §4.8.12.2)",
        shown="matrix-in-path",
        asks=asked.has_path_style,
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=": E4002 .*Pattern mismatch",
        why=r"Steady does not know `\p{…}`, which patterns may have (ECMA 262 §22.2.1)",
        shown="unicode-pattern",
        asks=asked.has_unicode_pattern,
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=r": E3016 header\.Accept: Value \"[^\"]*\" is not in allowed values$",
        why="a parameter of that name means nothing (OpenAPI 3.1 §4.8.12.1); Steady checks it",
        shown="accept-parameter",
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=rf"{_XML}(?:E3008 body: Expected type object, got string(?:; )?)+$",
        why="Steady checks XML as if it were text in JSON",
        shown="xml",
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=r": (?:E4003 [\w.]+: String length violation(?:; )?)+$",
        why=(
            "a text is as long as it has characters (JSON Schema 2020-12 validation §6.3.1, RFC 8259 §7); "
            "Steady counts those outside of the Basic Multilingual Plane twice"
        ),
        shown="astral-text",
        sent=_ASTRAL,
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=r": E3011 body\.[\w.]+: Invalid discriminator value \"\w+\" for property \"\w+\"$",
        why="the same in a variant, where Steady gives the discriminator as the reason",
        shown="astral-text-in-variant",
        sent=_ASTRAL,
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=(
            rf"{_FORM}E3008 body\.(\w+): Expected type integer, got string"
            r"(?:; E3016 body\.\1: Value \"\d+\" is not in allowed values)?$"
        ),
        why="Steady knows the types of a form's members in the first variant of a union only",
        shown="form-of-later-variant",
        sent=r"\b<1>=\d+\b",
        asks=asked.is_union,
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=rf"{_FORM}E3008 body\.(\w+): Expected type object, got string"
        r"(?:; E3008 body\.\w+: Expected type object, got string)*$",
        why=_OBJECT.format("Steady"),
        shown="object-in-form",
        sent=r"\b<1>=\{.*\}",
    ),
    Known(
        blame="document",
        judge="steady",
        cause=r": E3012 body[\w.]*: \d+ variants structurally match, ambiguous$",
        why="no value tells the variants of a oneOf apart",
        shown="variants-that-overlap",
        asks=asked.variants_overlap,
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=r": (?:E3015 query\.[^:;]+: Query parameter \"[^\"]+\" is not defined in the spec(?:; )?)+$",
        why=(
            "the members of an object are parameters of their own by default (`form`, `explode`; OpenAPI 3.1 "
            "§4.8.12.4); those that a map may have Steady does not know"
        ),
        shown="object-of-free-keys",
        asks=asked.has_map,
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=(
            rf"{_MULTIPART}E30(?:08|12|16) body\.(\w+): (?:Expected type \w+, got string|"
            r"No variant matched: \d+ variants all failed structurally|Value \"\" is not in allowed values)"
            r"(?:; E3016 body\.\1: Value \"\" is not in allowed values)?$"
        ),
        why=(
            "a form has no null, and OpenAPI leaves open what stands for it (3.1.1 §4.8.15.1); empty text "
            "is sent, which Steady takes for text"
        ),
        shown="null-in-form",
        sent=r'name="<1>"\r\n\r\n\r\n--',
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=rf": E3012 query\.(\w+): {_SPLIT}$",
        why=(
            "a text where a list may be, too, is a text (OpenAPI 3.1.1 §4.8.12.4, `form`); Steady takes it "
            "for a list and for nothing else"
        ),
        shown="text-or-list",
        asks=asked.is_text_or_list,
        sent="[?&]<1>=",
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=rf"^GET .*: E3012 query\.(\w+)\.\w+: {_SPLIT}(?:; E3012 query\.\1\.\w+: {_SPLIT})*$",
        why="Steady takes numbers for text in an object of style deepObject where a member is a union",
        shown="union-in-deep-object",
        sent=r"[?&]<1>\[\w+\]=-?[\d.]+(?:&|$|\n)",
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=r": E3015 query\.(\w+): Query parameter \"\1\" is not defined in the spec$",
        why="a key in the query belongs to the security scheme; Steady knows parameters only",
        shown="key-in-query",
        sent=r"[?&]<1>=rig-credential(?:&|\n)",
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=r": E3006 header\.content-type: Content-Type \"(\w+)/\w+\" is not accepted\. Expected: \1/\*$",
        why="a body's key may be a range of media types (OpenAPI 3.1.1 §4.8.13.1); Steady reads no ranges",
        shown="range-of-types",
    ),
    Known(
        blame="judge",
        judge="steady",
        cause=rf"{_LINES}E3008 body: Expected type object, got string$",
        why="Steady takes a body of lines or of parts, `multipart/form-data` aside, for one text",
        shown="json-in-lines",
    ),
)

_OF_PRISM: Final = (
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_FORM}request\.body\.(\w+): Request body property \1 must be array$",
        why="Prism takes a list with `collectionFormat` that is not given for text",
        shown="list-not-given",
        sent=r"\A(?!.*[\n&]<1>=)",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=r": request\.\w+(?:\.[\w.]+)?: .*must (?:be multiple of|be equal to|match)",
        why="Prism divides by multipleOf in binary fractions, in which 0.07 is no multiple of 0.01",
        shown="multiple-of-a-hundredth",
        asks=asked.is_multiple,
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=r": .* must be (?:<= 9007199254740991|>= -9007199254740991)$",
        why="an int64 has 64 bits (OpenAPI format registry); Prism takes no more than 53",
        shown="large-integer",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=": no answer",
        why="Prism breaks down on parameters of the styles `label` and `matrix`",
        shown="label-in-path",
        asks=asked.has_path_style,
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_LINES}request\.body: Request body must be object$",
        why="Prism takes a body of lines or of parts, `multipart/form-data` aside, for one text",
        shown="json-in-lines",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=r": request\.header\.accept: Request header parameter accept must be equal to one of ",
        why="a parameter of that name means nothing (OpenAPI 3.1 §4.8.12.1); Prism checks it",
        shown="accept-parameter",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_XML}request\.body: Request body must be object$",
        why="Prism checks XML as if it were text in JSON",
        shown="xml",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=(
            rf"{_FORM}request\.body: "
            r"Request body must (?:have required property '\w+'|match exactly one schema in oneOf)$"
        ),
        why="Prism finds no members of a form whose schema is a union",
        shown="form-of-variants",
        asks=asked.is_union,
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_FORM}request\.body\.(\w+): Request body property \1 must be object$",
        why=_OBJECT.format("Prism"),
        shown="object-in-form",
        sent=r"\b<1>=\{.*\}",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_MULTIPART}request\.body\.(\w+): Request body property \1 must be object$",
        why="an object in a part is JSON (OpenAPI 3.1.1 §4.8.15.1, `contentType`); Prism takes it for text",
        shown="object-in-part",
        sent=r'name="<1>"\r\nContent-Type: application/(?:[\w.-]+\+)?json\r\n\r\n\{',
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_MULTIPART}request\.body\.(\w+): Request body property \1 must be array$",
        why="Prism does not put parts of one name together, which is how a list of files is sent",
        shown="parts-of-one-name",
        sent='name="<1>"',
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_FORM}request\.body\.(\w+): Request body property \1 must be array$",
        why=(
            "a list in a form is a field for each item by default (OpenAPI 3.1.1 §4.8.15.1, `style` and "
            "`explode`); Prism keeps the last one of a name where no `style` is written"
        ),
        shown="list-in-form",
        sent=r"(?:\n|&)<1>=",
    ),
    Known(
        blame="document",
        judge="prism",
        cause=r": request\.body(?:\.[\w.]+)?: Request body ",
        why="no value tells the variants of a oneOf apart",
        shown="variants-that-overlap",
        asks=asked.overlap_is_said,
    ),
    Known(
        blame="document",
        judge="prism",
        cause=r"^\S+ [^{}\s]* \[.*: request\.path: Request path must have required property '\w+'$",
        why="a path parameter that the path has no place for",
        shown="parameter-not-in-path",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=r": request\.query: Request query must have required property '(\w+)%5b(?=\w+%5d'$)",
        why="a parameter's name may have brackets; Prism looks for them as they are written in an address",
        shown="brackets-in-name",
        sent=r"[?&]<1>\[\w+\]=",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=r": request\.path\.(\w+): Request path parameter \1 must match exactly one schema in oneOf$",
        why="Prism takes the digits in a path for a number and for text, both of which a oneOf offers",
        shown="number-or-text",
        sent=r"\A\S+/\d+(?:/|\n|\?)",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=r" \[application/json\]: request: Body parameter is required$",
        why="null is a body where the schema allows it; Prism takes it for none",
        shown="null-as-body",
        sent=r"\n\nnull\Z",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_FORM}request: Body parameter is required$",
        why="a form of which nothing is given is no byte long; Prism takes it for no body",
        shown="empty-form",
        sent=r"\n\n\Z",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_FORM}415 INVALID_CONTENT_TYPE: No supported content types, but request included",
        why=(
            "an operation of Swagger 2.0 with form data and without `consumes` takes a form (Parameter "
            "Object, `in`); Prism says that it takes nothing"
        ),
        shown="form-without-consumes",
    ),
    Known(
        blame="document",
        judge="prism",
        cause=r": request\.body: Request body must be (?:object|array)$",
        why="`consumes` says that the body may be text, which no value of its schema is",
        shown="object-as-text",
        asks=asked.is_object_as_text,
    ),
    Known(
        blame="document",
        judge="prism",
        cause=(
            r": request\.header\.content-type: Request header parameter content-type must be equal to one of "
            r"the allowed values: "
        ),
        why="`consumes` and the parameter Content-type allow different types",
        shown="content-type-parameter",
        asks=asked.has_content_type,
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=r": request\.(?:body|query)\.([\w.]+): .* must have required property '\w+'$",
        why="Prism takes an object of style deepObject that is not given for an empty one",
        shown="object-not-given",
        sent=r"\A(?!.*[?&\n]<1>[\[=])",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_FORM}request\.body\.(\w+): Reserved characters used in request body$",
        why=(
            "a space in a form is a plus sign (OpenAPI 3.1.1 §4.8.15.1, which refers to WHATWG's URL, §5.2); "
            "Prism takes it for a reserved character where a `style` is written"
        ),
        shown="space-in-form",
        sent=r"[\n&]<1>=[^&]* ",
    ),
    Known(
        blame="judge",
        judge="prism",
        cause=rf"{_FORM}415 INVALID_CONTENT_TYPE: Cannot deserialize JSON object array in form data",
        why="OpenAPI says nothing of objects in lists in deepObject; Prism wants them as JSON",
        shown="objects-in-deep-list",
        sent=r"\[\d+\]\[",
    ),
)

OF_MOCKS: Final = (*_OF_STEADY, *_OF_PRISM)
"""All of them."""
