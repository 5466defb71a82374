"""The type `Odd`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.formats import JsonDate, JsonDateTime
from .._runtime.models import NULLABLE, Model, wire


class Odd(Model):
    """What `close_.list` returns.

    Schema: `#/components/schemas/Odd`
    """

    id_2: Annotated[str, wire("_id")]
    id: str
    class_: Annotated[str, wire("class")]
    match: str | None = None
    type: str | None = None
    list_: Annotated[list[str] | None, wire("list")] = None
    str_: Annotated[str | None, wire("str")] = None
    int_: Annotated[int | None, wire("int")] = None
    dict_: Annotated[dict[str, int] | None, wire("dict")] = None
    date: JsonDate | None = None
    datetime: JsonDateTime | None = None
    dt_: Annotated[JsonDateTime | None, wire("dt")] = None
    schema_: Annotated[str | None, wire("schema")] = None
    json_: Annotated[str | None, wire("json")] = None
    copy_: Annotated[bool | None, wire("copy")] = None
    model_fields_: Annotated[list[str] | None, wire("model_fields")] = None
    model_config_: Annotated[str | None, wire("model_config")] = None
    model_name: str | None = None
    from_dict_: Annotated[str | None, wire("from_dict")] = None
    invalid_fields_: Annotated[int | None, wire("invalid_fields")] = None
    self: str | None = None
    cls: str | None = None
    n2fa: Annotated[bool | None, wire("2fa")] = None
    ref_count: Annotated[int | None, wire("$ref_count")] = None
    type_2: Annotated[str | None, wire("@type")] = None
    created_at: Annotated[str | None, wire("created.at")] = None
    created_at_2: Annotated[str | None, wire("created-at")] = None
    created_at_3: Annotated[str | None, wire("created at")] = None
    große: Annotated[int | None, wire("größe")] = None
    名前: str | None = None
    field: Annotated[str | None, wire("🙂")] = None
    field_2: Annotated[str | None, wire("")] = None
    url_2: Annotated[str | None, wire("URL")] = None
    url: str | None = None
    private: Annotated[str | None, wire("__private")] = None
    none: Annotated[str | None, wire("None")] = None
    true: bool | None = None
    nullable: Annotated[str | None, wire("NULLABLE"), NULLABLE] = None
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: Annotated[
        str | None,
        wire(
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1"
        ),
    ] = None
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_2: Annotated[
        str | None,
        wire(
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2"
        ),
    ] = None
