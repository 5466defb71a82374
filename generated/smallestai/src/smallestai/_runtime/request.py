"""Arguments of a method to a request: pure, with nothing sent.

OpenAPI 3.1, Parameter Object: path and header parameters in style `simple`, query and cookie parameters in
style `form`, exploded, unless the operation says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard, cast
from urllib.parse import quote

from .encode import is_model, json_bytes, json_value, text
from .headers import DefaultHeader, HeaderItems, check_header
from .kinds import is_array, is_mapping, is_object, is_sequence, is_set
from .options import OMIT, RequestOptions

if TYPE_CHECKING:
    from .contents import Content, Style
    from .sdk import Operation

__all__ = ["Arguments", "Request", "build", "form_pairs", "query_string"]

Arguments = Mapping[str, Any]
"""Wire names to values; None and OMIT are not sent."""

_OPTIONS = RequestOptions.__optional_keys__ | RequestOptions.__required_keys__
_IDEMPOTENCY_HEADERS = ("idempotency-key", "x-idempotency-key")
_STYLE_SEPARATORS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


class Request:
    """A request before credentials: what is sent, and whether it may be sent again.

    Attributes:
        method: HTTP method.
        url: Absolute URL, encoded, with its query.
        headers: By lower-case name.
        body: The bytes sent; None when there is no body.
        repeatable: Whether the server may be asked again when it may have acted already.
        replayable: Whether the body can be sent a second time.
        foreign: Whether the request goes to another origin than the API's, by a redirect.
    """

    __slots__ = ("body", "foreign", "headers", "method", "repeatable", "replayable", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: HeaderItems,
        body: bytes | None,
        *,
        repeatable: bool = False,
        replayable: bool = True,
        foreign: bool = False,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.repeatable = repeatable
        self.replayable = replayable
        self.foreign = foreign

    def copy(self) -> Request:
        """Return a request that can be changed without changing this one."""
        return Request(
            self.method,
            self.url,
            dict(self.headers),
            self.body,
            repeatable=self.repeatable,
            replayable=self.replayable,
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

    Raises:
        ValueError: An argument that must not be sent, such as an empty path argument or a naive datetime.
        TypeError: An argument of a type that has no form on the wire, or an unknown option.
    """
    if options is not None and not options.keys() <= _OPTIONS:
        unknown = ", ".join(sorted(options.keys() - _OPTIONS))
        raise TypeError(f"unknown request option: {unknown} (there are: {', '.join(sorted(_OPTIONS))})")
    if operation.limits:
        _check_limits(
            operation,
            {"path": path, "query": query, "headers": headers, "cookies": cookies, "fields": fields}
            | {"body": None if body is OMIT else {"body": body}},
        )
    url = base_url + (_path(operation.path, path) if path else operation.path)
    more_query = options.get("query") if options else None
    if query or more_query:
        pairs = query_string(_merged(query, more_query), operation.styles.get("query"))
        if pairs:
            url = f"{url}{'&' if '?' in url else '?'}{pairs}"
    more_body = options.get("body") if options else None
    way = operation.bodies[0]
    content = _content(operation, way, fields, body, more_body)
    sent = dict(base_headers)
    asked = accept or operation.accept
    if asked != "application/json" and isinstance(sent.get("accept"), DefaultHeader):
        sent["accept"] = DefaultHeader(("Accept", asked))
    if content is not None:
        sent["content-type"] = ("Content-Type", way.media_type)
    if headers:
        for name, value in headers.items():
            if value is not None and value is not OMIT:
                sent[name.lower()] = (name, check_header(name, _simple(value)))
    if cookies:
        _add_cookies(sent, cookies)
    more_headers = options.get("headers") if options else None
    if more_headers:
        merge_headers(sent, more_headers)
    repeatable = operation.idempotent or any(name in sent for name in _IDEMPOTENCY_HEADERS)
    return Request(operation.method, url, sent, content, repeatable=repeatable)


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


def _path(template: str, arguments: Arguments) -> str:
    for name, value in arguments.items():
        encoded = _path_argument(name, value)
        template = template.replace("{" + name + "}", encoded)
    return template


def _path_argument(name: str, value: Any) -> str:
    """Encode one path argument whole: it is one segment whatever it contains (RFC 3986, section 2.3)."""
    if value is None or value is OMIT:
        raise ValueError(f"the path argument {name!r} is required")
    plain = _simple(value)
    if plain in ("", ".", ".."):
        raise ValueError(
            f"the path argument {name!r} must not be {plain!r}: it would change which endpoint is called"
        )
    return quote(plain, safe="," if _is_list(value) else "")


def _is_list(value: Any) -> TypeGuard[Iterable[Any]]:
    return is_sequence(value) or is_set(value)


def _simple(value: Any) -> str:
    """Style `simple`: a scalar as text, an array separated by commas."""
    return ",".join(text(item) for item in value if item is not None) if _is_list(value) else text(value)


def query_string(arguments: Arguments, styles: Mapping[str, Style] | None = None) -> str:
    """Encode query parameters: a space is %20, None is not sent, an array repeats its name.

    Args:
        arguments: By wire name.
        styles: Styles of parameters that differ from `form`, exploded (OpenAPI 3.1, 4.8.12, style values).
    """
    parts: list[str] = []
    for name, value in arguments.items():
        if value is None or value is OMIT:
            continue
        try:
            if styles and name in styles and (styles[name].name == "content" or not isinstance(value, str)):
                parts.extend(_styled(name, value, styles[name]))
            else:
                parts.extend(
                    f"{quote(key, safe='')}={quote(item, safe='')}" for key, item in form_pairs(name, value)
                )
        except (ValueError, TypeError) as problem:
            raise type(problem)(f"{name}: {problem}") from None
    return "&".join(parts)


def form_pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Style `form`, exploded: an array repeats the name, an object gives each of its members a parameter."""
    if _is_list(value):
        yield from ((name, text(item)) for item in value if item is not None)
    elif is_mapping(value) or is_model(value):
        for key, member in json_value(value).items():
            if member is not None:
                yield from form_pairs(key, member)
    else:
        yield name, text(value)


def _styled(name: str, value: Any, style: Style) -> Iterator[str]:
    key = quote(name, safe="")
    if style.name == "content":
        yield f"{key}={quote(json_bytes(json_value(value)), safe='')}"
        return
    if style.name == "deepObject":
        members: dict[str, Any] = json_value(value)
        for member, item in members.items():
            each_item: list[Any] = item if is_array(item) else [item]
            inner = f"{key}%5B{quote(member, safe='')}%5D"
            yield from (f"{inner}={quote(text(each), safe='')}" for each in each_item if each is not None)
        return
    plain: Any = json_value(value) if is_mapping(value) or is_model(value) else value
    if is_object(plain):
        plain = [part for pair in plain.items() if pair[1] is not None for part in pair]
    items: Iterable[Any] = plain if _is_list(plain) else [plain]
    separator = _STYLE_SEPARATORS[style.name]
    yield f"{key}={separator.join(quote(text(item), safe='') for item in items if item is not None)}"


def _add_cookies(headers: HeaderItems, cookies: Arguments) -> None:
    pairs = [
        f"{quote(key, safe='')}={quote(item, safe=_COOKIE_SAFE)}"
        for name, value in cookies.items()
        if value is not None and value is not OMIT
        for key, item in form_pairs(name, value)
    ]
    if pairs:
        before = headers.get("cookie")
        headers["cookie"] = ("Cookie", "; ".join([before[1], *pairs] if before else pairs))


_COOKIE_SAFE = "!#$&'()*+-./:<=>?@[]^_`{|}~"
"""What may stand in a cookie's value (RFC 6265, section 4.1.1), the percent sign excepted."""


def _content(
    operation: Operation[Any],
    way: Content,
    fields: Arguments | None,
    body: Any,
    more: Mapping[str, Any] | None,
) -> bytes | None:
    if not _is_json(way.media_type):
        return _raw_content(way, body, more)
    value: Any = OMIT
    if body is not OMIT and (body is not None or operation.nullable_body):
        value = json_value(body)
    elif fields is not None:
        value = json_value(
            {name: item for name, item in fields.items() if item is not None or name in operation.nullable}
        )
        if not value and operation.method not in ("POST", "PUT", "PATCH"):
            value = OMIT
    if more:
        if value is OMIT:
            value = {}
        elif not is_object(value):
            raise TypeError(
                "request_options['body'] adds members to an object, but the body of this call is not one"
            )
        value = {**value, **json_value(more)}
    return None if value is OMIT else json_bytes(value)


def _is_json(content_type: str) -> bool:
    essence = content_type.partition(";")[0].strip().lower()
    return essence == "application/json" or essence.endswith("+json")


def _raw_content(way: Content, body: Any, more: Mapping[str, Any] | None) -> bytes | None:
    if more:
        raise TypeError(
            f"request_options['body'] adds to a JSON object, but this call sends {way.media_type}"
        )
    if body is OMIT or body is None:
        return None
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    if isinstance(body, str):
        return body.encode()
    raise TypeError(f"the body ({way.media_type}) must be bytes or str, not {type(body).__name__}")
