"""A user's program: files, streams, media types and headers, as the packages' types promise them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import assert_type

import case_forms
import case_media_types as media
import case_response_headers as headers
import case_streams as streams
from case_forms import FileInput
from case_forms import types as form_types
from case_media_types import types as media_models
from case_response_headers import types as header_types
from case_streams import AsyncStream, RawResponse, Stream
from case_streams import types as stream_types


def stream_flag(client: streams.CaseStreams, flag: bool) -> None:
    assert_type(client.chat.create(prompt="p"), stream_types.Chat)
    assert_type(client.chat.create(prompt="p", stream=False), stream_types.Chat)
    assert_type(client.chat.create(prompt="p", stream=None), stream_types.Chat)
    assert_type(client.chat.create(prompt="p", stream=True), Stream[stream_types.Chunk])
    assert_type(
        client.chat.create(prompt="p", stream=flag), stream_types.Chat | Stream[stream_types.Chunk]
    )
    with client.chat.create(prompt="p", stream=True) as stream:
        assert_type(stream.response.status_code, int)
        for chunk in stream:
            assert_type(chunk, stream_types.Chunk)
            assert_type(chunk.delta, str)
    for text in client.feed.ticks():
        assert_type(text, str)
    for event in client.feed.events():
        if event.event == "message":
            print(event.data)
    for row in client.feed.rows():
        assert_type(row, stream_types.Chunk)
    assert_type(client.feed.export(), list[stream_types.Chunk])
    assert_type(client.feed.export(accept="application/jsonl"), Stream[stream_types.Chunk])


async def asynchronous(client: streams.AsyncCaseStreams) -> None:
    assert_type(await client.chat.create(prompt="p"), stream_types.Chat)
    async with await client.chat.create(prompt="p", stream=True) as stream:
        assert_type(stream, AsyncStream[stream_types.Chunk])
        async for chunk in stream:
            assert_type(chunk.delta, str)
    async for row in await client.feed.rows():
        assert_type(row, stream_types.Chunk)


def media_types(client: media.CaseMediaTypes) -> None:
    assert_type(client.reports.get(), media_models.Report)
    assert_type(client.reports.get(accept="application/json"), media_models.Report)
    assert_type(client.reports.get(accept="text/csv"), str)
    assert_type(client.reports.get(accept="application/pdf"), bytes)
    client.documents.create(title="t", pages=1)
    client.documents.create(content_type="multipart/form-data", file=b"x", title="t")
    client.documents.create(content_type="text/plain", body="t")
    client.documents.create(content_type="application/xml", body=b"<a/>")
    client.blobs.put(body=b"x")
    client.blobs.put(body=Path("x"))
    client.blobs.put(body=iter([b"x"]))
    client.blobs.rows(body=[media_models.Document(title="t"), {"title": "u"}])
    assert_type(client.blobs.get(), bytes)


def files(client: case_forms.CaseForms) -> None:
    client.files.upload(file=b"x")
    client.files.upload(file=Path("x.png"))
    client.files.upload(file=io.BytesIO(b"x"))
    with open("x.png", "rb") as opened:
        client.files.upload(file=opened)
    client.files.upload(file=("x.png", b"x"))
    client.files.upload(file=("x.png", Path("y"), "image/png"))
    client.files.upload(file=(None, b"x", None, {"X-Part": "1"}), purpose="batch", meta={"name": "n"})
    client.files.albums(photos=[b"x", Path("y"), ("z", b"z")])
    many: list[FileInput] = [b"x"]
    client.files.albums(photos=many, info=form_types.Meta(name="n"))


def typed_headers(client: headers.CaseResponseHeaders) -> None:
    raw = client.items.with_raw_response.list()
    assert_type(raw, RawHeaders)
    assert_type(raw.typed_headers, header_types.ListHeaders)
    assert_type(raw.typed_headers.x_rate_limit, int)
    assert_type(raw.typed_headers.x_tags, list[str] | None)
    assert_type(raw.parse(), list[str])
    with client.items.with_streaming_response.file() as response:
        assert_type(response.typed_headers.content_length, int | None)
        assert_type(response.parse(), bytes)


RawHeaders = headers.RawResponse[list[str], header_types.ListHeaders]


def raw_stream(client: streams.CaseStreams) -> None:
    raw = client.feed.with_raw_response.rows()
    assert_type(raw, RawResponse[Stream[stream_types.Chunk]])
    assert_type(raw.parse(), Stream[stream_types.Chunk])
