"""Arguments of a method to a request: pure, with nothing sent.

What each part looks like is in `styles` (parameters) and `bodies` (bodies).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from .bodies import body_of, way_of
from .headers import DefaultHeader, HeaderItems, check_header
from .media import essence
from .options import OMIT, RequestOptions
from .styles import check_segment, cookie_pairs, header_text, path_text, query_string, whole_query

if TYPE_CHECKING:
    from .contents import Style
    from .sdk import Operation
    from .sources import StreamedBody

__all__ = ["Arguments", "Request", "build", "query_string"]

Arguments = Mapping[str, Any]
"""Wire names to values; None and OMIT are not sent."""

_OPTIONS = RequestOptions.__optional_keys__ | RequestOptions.__required_keys__
_IDEMPOTENCY_HEADERS = ("idempotency-key", "x-idempotency-key")


class Request:
    """A request before credentials: what is sent, and whether it may be sent again.

    Attributes:
        method: HTTP method.
        url: Absolute URL, encoded, with its query.
        headers: By lower-case name.
        body: The bytes sent, or what gives them while they are sent; None when there is no body.
        repeatable: Whether the server may be asked again when it may have acted already.
        foreign: Whether the request goes to another origin than the API's, by a redirect.
    """

    __slots__ = ("body", "foreign", "headers", "method", "repeatable", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: HeaderItems,
        body: bytes | StreamedBody | None,
        *,
        repeatable: bool = False,
        foreign: bool = False,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.repeatable = repeatable
        self.foreign = foreign

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent (again) from its beginning."""
        body = self.body
        return body is None or isinstance(body, bytes) or body.is_ready

    def copy(self) -> Request:
        """Return a request that can be changed without changing this one."""
        return Request(
            self.method,
            self.url,
            dict(self.headers),
            self.body,
            repeatable=self.repeatable,
            foreign=self.foreign,
        )


def build(
    operation: Operation[Any],
    base_url: str,
    base_headers: HeaderItems,
    *,
    path: Arguments | None = None,
    query: Arguments | None = None,
    headers: Arguments | None = None,
    cookies: Arguments | None = None,
    fields: Arguments | None = None,
    querystring: Any = OMIT,
    body: Any = OMIT,
    content_type: str | None = None,
    accept: str | None = None,
    options: RequestOptions | None = None,
    idempotency_header: str | None = None,
    new_key: Callable[[], str] | None = None,
) -> Request:
    """Build the request of one call.

    Args:
        operation: What is called.
        base_url: Absolute, without a slash at the end.
        base_headers: The client's headers.
        path: Path arguments.
        query: Query parameters.
        headers: Header parameters.
        cookies: Cookie parameters.
        fields: Members of the body, an object.
        querystring: The whole query (OpenAPI 3.2).
        body: The whole body, in place of `fields`.
        content_type: Which of the operation's ways to send the body; None is the first.
        accept: What to ask for in place of what the operation asks for.
        options: Options of the call, which beat the arguments.
        idempotency_header: The header by which the API knows a call that is repeated.
        new_key: Makes the value of that header, for calls that need one and were given none.

    Raises:
        ValueError: An argument that must not be sent, such as an empty path argument or a naive datetime; or
            a `content_type` that the operation does not take.
        TypeError: An argument of a type that has no form on the wire, a body that lacks a member, or an
            unknown option, or an `idempotency_key` for an API that has no header for it.
        OSError: A file that cannot be read.
    """
    if options is not None and not options.keys() <= _OPTIONS:
        unknown = ", ".join(sorted(options.keys() - _OPTIONS))
        raise TypeError(f"unknown request option: {unknown} (there are: {', '.join(sorted(_OPTIONS))})")
    if operation.limits:
        _check_limits(
            operation,
            {"path": path, "query": query, "headers": headers, "cookies": cookies, "fields": fields}
            | {
                "body": None if body is OMIT else {"body": body},
                "querystring": None if querystring is OMIT else {"querystring": querystring},
            },
        )
    url = base_url + (_path(operation.path, path, operation.styles.get("path")) if path else operation.path)
    if not (querystring is OMIT or querystring is None):
        style = next(iter(operation.styles.get("querystring", {}).values()), None)
        whole = whole_query(querystring, style)
        url = f"{url}{'&' if '?' in url else '?'}{whole}" if whole else url
    more_query = options.get("query") if options else None
    if query or more_query:
        pairs = query_string(_merged(query, more_query), operation.styles.get("query"))
        if pairs:
            url = f"{url}{'&' if '?' in url else '?'}{pairs}"
    more_headers = options.get("headers") if options else None
    given_type = _given_type(more_headers)
    way, media_type = way_of(operation, content_type)
    found = body_of(
        operation,
        way,
        media_type,
        fields=fields,
        body=body,
        more=options.get("body") if options else None,
        given_type=given_type,
    )
    sent = dict(base_headers)
    asked = accept or operation.accept
    if asked != "application/json" and isinstance(sent.get("accept"), DefaultHeader):
        sent["accept"] = DefaultHeader(("Accept", asked))
    content: bytes | StreamedBody | None = None
    if found is not None:
        content, sent_type = found
        sent["content-type"] = ("Content-Type", sent_type)
        if not isinstance(content, bytes) and content.length is not None:
            sent["content-length"] = ("Content-Length", str(content.length))
    styles = operation.styles
    if headers:
        _add_headers(sent, headers, styles.get("headers"))
    if cookies:
        _add_cookies(sent, cookies, styles.get("cookies"))
    _add_key(sent, operation, headers, idempotency_header, new_key, options)
    if more_headers:
        merge_headers(sent, more_headers)
        if found is not None and given_type is not None and "boundary=" in found[1]:
            _add_boundary(sent, given_type, found[1])
    repeatable = operation.idempotent or any(name in sent for name in _IDEMPOTENCY_HEADERS)
    if idempotency_header is not None:
        repeatable = repeatable or idempotency_header.lower() in sent
    return Request(operation.method, url, sent, content, repeatable=repeatable)


def _add_key(
    sent: HeaderItems,
    operation: Operation[Any],
    headers: Arguments | None,
    header: str | None,
    new_key: Callable[[], str] | None,
    options: RequestOptions | None,
) -> None:
    """Send an idempotency key: the caller's, else a new one with what must not be done twice."""
    given = options.get("idempotency_key") if options else None
    if header is None:
        if given is not None:
            raise TypeError("this API has no idempotency header: `idempotency_key` cannot be sent")
        return
    if given is not None:
        sent[header.lower()] = (header, check_header(header, given))
    elif new_key is not None and header.lower() not in sent:
        is_argument = any(name.lower() == header.lower() for name in headers or ())
        if is_argument or operation.keyed:
            sent[header.lower()] = (header, new_key())


def _check_limits(operation: Operation[Any], given: Mapping[str, Arguments | None]) -> None:
    for place, limits in operation.limits.items():
        arguments = given[place] or {}
        for name, limit in limits.items():
            value = arguments.get(name)
            if value is not None and value is not OMIT:
                try:
                    limit.check(value)
                except ValueError as error:
                    raise ValueError(f"{name}: {error}") from None


def merge_headers(into: HeaderItems, headers: Mapping[str, str | None]) -> None:
    """Add or replace headers, in any case; None removes one."""
    for name, value in headers.items():
        if value is None or value is cast(object, OMIT):
            into.pop(name.lower(), None)
        else:
            into[name.lower()] = (name, check_header(name, value))


def _merged(arguments: Arguments | None, more: Arguments | None) -> Arguments:
    return {**(arguments or {}), **(more or {})}


def _path(template: str, arguments: Arguments, styles: Mapping[str, Style] | None) -> str:
    """Put arguments into a path; a segment that holds one must stay a segment (RFC 3986, section 3.3)."""
    segments = template.split("/")
    for name, value in arguments.items():
        written = (
            path_text(name, value, styles[name]) if styles and name in styles else path_text(name, value)
        )
        mark = "{" + name + "}"
        for index, segment in enumerate(segments):
            if mark in segment:
                segments[index] = segment.replace(mark, written)
                check_segment(segments[index], name)
    return "/".join(segments)


def _add_headers(sent: HeaderItems, headers: Arguments, styles: Mapping[str, Style] | None) -> None:
    for name, value in headers.items():
        if value is None or value is OMIT:
            continue
        styled = styles is not None and name in styles
        written = header_text(name, value, styles[name]) if styles and styled else header_text(name, value)
        if written is not None:
            sent[name.lower()] = (name, written)


def _add_cookies(sent: HeaderItems, cookies: Arguments, styles: Mapping[str, Style] | None) -> None:
    pairs: list[str] = []
    for name, value in cookies.items():
        if value is not None and value is not OMIT:
            has_style = styles is not None and name in styles
            pairs += (
                cookie_pairs(name, value, styles[name]) if styles and has_style else cookie_pairs(name, value)
            )
    if pairs:
        before = sent.get("cookie")
        sent["cookie"] = ("Cookie", "; ".join([before[1], *pairs] if before else pairs))


def _given_type(headers: Mapping[str, str | None] | None) -> str | None:
    found = [value for name, value in (headers or {}).items() if name.lower() == "content-type"]
    return found[-1] if found and isinstance(found[-1], str) else None


def _add_boundary(sent: HeaderItems, given: str, ours: str) -> None:
    """Complete a caller's own multipart type: without its boundary nobody could read the body."""
    if essence(given).startswith("multipart/") and "boundary=" not in given.lower():
        sent["content-type"] = (
            sent["content-type"][0],
            f"{given}; boundary={ours.partition('boundary=')[2]}",
        )
