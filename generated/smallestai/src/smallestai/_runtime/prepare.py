"""From the arguments of a call to the call: a request, what drives it, and what reads its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from .exchange import Exchange
from .parse import Parser
from .request import build
from .settings import Settings, as_retries, as_timeout

if TYPE_CHECKING:
    from .core import AsyncCore, SyncCore
    from .negotiation import Streams
    from .options import RequestOptions
    from .pages import Progress
    from .request import Arguments
    from .sdk import Operation

__all__ = ["prepare"]


def prepare(
    settings: Settings,
    operation: Operation[Any, Any],
    path: Arguments | None,
    query: Arguments | None,
    headers: Arguments | None,
    cookies: Arguments | None,
    fields: Arguments | None,
    querystring: Any,
    body: Any,
    content_type: str | None,
    accept: str | None,
    options: RequestOptions | None,
    *,
    has_client_auth: bool,
    keep_open: bool,
    is_async: bool,
    core: SyncCore | AsyncCore,
    url: str | None = None,
    progress: Progress | None = None,
) -> tuple[Exchange, Parser, bool]:
    """Return a call that can be made, what reads its answer, and whether it asks for a stream.

    Args:
        settings: The client's.
        operation: What is called.
        path: These and the following are the arguments of `Core.call`.
        query: Query parameters.
        headers: Header parameters.
        cookies: Cookie parameters.
        fields: Members of the body.
        querystring: The whole query.
        body: The whole body.
        content_type: Which way to send the body.
        accept: What to ask for.
        options: Options of the call.
        has_client_auth: The caller's HTTP client authenticates by itself.
        keep_open: Leave the body of a success unread, also if it is no stream.
        is_async: Streams are async ones.
        core: Makes the calls for further pages of a list.
        url: That of a further page, in place of the operation's.
        progress: Of a list that is read page by page.
    """
    if operation.from_client:
        from .client_values import filled

        path, query, headers, cookies = filled(operation, settings, path, query, headers, cookies)
    streams: Streams | Literal[False] | None = operation.streams
    if streams is None:
        from .negotiation import streams_of

        streams = operation.streams = streams_of(operation) or False
    flag: bool | None = None
    asked = accept
    if streams:
        flag = streams.flag_in(body, fields, options and options.get("body"))
        asked = accept or streams.accept(flag)
    request = build(
        operation,
        settings.base_url if operation.base_url is None else settings.address.of(operation.base_url),
        settings.base_headers,
        path=path,
        query=query,
        headers=headers,
        cookies=cookies,
        fields=fields,
        querystring=querystring,
        body=body,
        content_type=content_type,
        accept=asked,
        options=options,
        idempotency_header=settings.sdk.idempotency_header,
        new_key=settings.clock.new_key,
    )
    if url is not None:
        from .paging import without_parameters

        request.url = without_parameters(url, settings.credentials.hidden_names())
    is_stream = False
    if streams:
        is_stream = flag is True or streams.asked_by(request.headers.get("accept", ("", ""))[1])
    timeout, retries = settings.timeout, settings.max_retries
    policy = operation.retries or settings.sdk.retries
    if policy is not None and not settings.chose_retries and policy.limit is not None:
        retries = policy.limit
    if options:
        if "timeout" in options:
            timeout = as_timeout(options["timeout"])
        retries = as_retries(options.get("max_retries", retries), retries)
    exchange = Exchange(
        settings,
        operation,
        request,
        timeout=timeout,
        max_retries=retries,
        keep_open=is_stream or keep_open,
        has_client_auth=has_client_auth,
    )
    parser = Parser(operation, strict=settings.strict_responses, logger=settings.logger, is_async=is_async)
    if operation.paging is not None:
        from .pages import PageParser

        parts: dict[str, Any] = {"path": path, "query": query, "headers": headers, "cookies": cookies}
        parts |= {"fields": fields, "querystring": querystring, "body": body}
        parts |= {"content_type": content_type, "accept": accept, "options": options}
        parser = PageParser(parser, operation, core.parsed(), parts, request.url, progress)
    return exchange, parser, is_stream
