"""A user's mistakes. Both checkers must find each: a line that ends in `# error` must have one, and no other line may."""

from __future__ import annotations

import case_forms
import case_media_types as media
import case_response_headers as headers
import case_streams as streams


def mistakes(
    chats: streams.CaseStreams,
    documents: media.CaseMediaTypes,
    forms: case_forms.CaseForms,
    items: headers.CaseResponseHeaders,
) -> None:
    chats.chat.create(prompt="p", stream=True).text  # error
    chats.chat.create(prompt="p").delta  # error
    chats.chat.create(prompt="p", stream="yes")  # error
    chats.chat.create(stream=True)  # error
    chats.feed.export(accept="text/csv")  # error
    documents.reports.report(accept="text/html")  # error
    documents.reports.report(accept="text/csv").total  # error
    documents.documents.create(pages=1)  # error
    documents.documents.create(content_type="multipart/form-data", title="t")  # error
    documents.documents.create(content_type="text/plain", title="t")  # error
    documents.documents.create(content_type="text/html", body="t")  # error
    documents.blobs.put(body=1)  # error
    documents.blobs.put()  # error
    forms.files.upload(file="cat.png")  # error
    forms.files.upload(file=("cat.png", "x"))  # error
    forms.files.upload(purpose="batch")  # error
    forms.files.albums(photos=b"x")  # error
    forms.files.albums(photos=["cat.png"])  # error
    items.items.with_raw_response.list().typed_headers.x_rate_limt  # error
    items.items.list().typed_headers  # error


async def asynchronous(chats: streams.AsyncCaseStreams) -> None:
    for row in await chats.feed.rows():  # error
        print(row)
