"""The judge of requests that is always there: the original document, JSON Schema, RFC 6570, 9110 and 7578.

It knows what was meant to be sent, and holds that all of it arrived, and nothing else. It uses nothing of the
generator, of what `inspect` says, or of the runtime.
"""

from __future__ import annotations

import base64
import json
import re
from email import message_from_bytes
from email.message import Message
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx2

from tests.roundtrip.equality import difference

from . import lines
from .calls import Call
from .documents import Json, Original, walk
from .lines import is_lines
from .parts import FORMS, Parameter, answers, bodies, essence, is_json, security, servers, unnamed
from .schemas import Schemas
from .styles import SEPARATORS, header_fault, is_same, pairs_faults, path_fault, text
from .values import NONE

BASE = "https://rig.example.com"
"""Where the API is taken to be, when its document does not say."""
CREDENTIAL = "rig-credential"
"""What the client is given for every credential."""
TOKEN = "rig-token"
"""What it gets where it asks for a token."""
_STANDARD = (
    "host",
    "accept",
    "accept-encoding",
    "connection",
    "user-agent",
    "content-type",
    "content-length",
    "transfer-encoding",
)


class RequestJudge:
    """Judges the requests of one document.

    Args:
        original: The document.
        schemas: Its schemas for requests.
        base: The address that the client was given; None: the document's own.
    """

    def __init__(self, original: Original, schemas: Schemas, base: str | None) -> None:
        self._original = original
        self._schemas = schemas
        self._base = base
        named = original.data.get("x-fern-idempotency-headers")
        self._keys = {
            str(each.get("header")).lower()
            for each in named or ()
            if isinstance(each, dict) and "header" in each
        }
        self._is_secured = any("security" in each for each in walk(original.data))

    def faults(self, call: Call, request: httpx2.Request) -> list[str]:
        """What is wrong with the request that a call made; nothing, it should be."""
        found: list[str] = []
        url = str(request.url)
        headers = {name.lower(): value for name, value in request.headers.items()}
        credentials = self._credentials(call, request, headers, found)
        if request.method != call.operation["method"]:
            found.append(f"the method is {request.method}")
        found += self._path(call, request.url.raw_path.decode("ascii"), url)
        found += self._query(call, urlsplit(url).query, credentials)
        found += self._headers(call, headers, credentials)
        found += self._accept(call, headers)
        found += self._body(call, headers, request.content)
        return found

    def _path(self, call: Call, raw: str, url: str) -> list[str]:
        bases = [self._base] if self._base else servers(self._original, call.pointer, call.operation["path"])
        base = next((each for each in bases if url.startswith(each.rstrip("/"))), None)
        if base is None and not any("://" in each for each in bases) and self._may_serve(url):
            # Relative to where the document is served (OpenAPI 3.1 §4.8.5.1), which nobody knows.
            base = url.partition(call.operation["path"].partition("{")[0])[0]
        if base is None:
            return [f"{url} is at none of {bases}"]
        sent = raw.partition("?")[0].removeprefix(urlsplit(base.rstrip("/")).path)
        template = call.operation["path"].partition("?")[0].partition("#")[0]
        given = {each.name: (each, value) for each, value in call.given if each.place == "path"}
        names = re.findall(r"\{([^{}]+)\}", template)
        pattern = "".join(
            "([^/]*)" if index % 2 else re.escape(piece)
            for index, piece in enumerate(re.split(r"\{([^{}]+)\}", template))
        )
        match = re.fullmatch(pattern, sent) or re.fullmatch(pattern.replace("([^/]*)", "(.*)"), sent)
        if match is None:
            return [f"the path is {sent}, not of the form {template}"]
        faults = [
            path_fault(*given[name], match[index + 1]) if name in given else None
            for index, name in enumerate(names)
        ]
        return [f"path: {fault}" for fault in faults if fault]

    def _may_serve(self, url: str) -> bool:
        """Whether an address is at a host that the document names for all of it; any, where it has none."""
        listed = [urlsplit(each)[:2] for each in servers(self._original, "", "") if "://" in each]
        return not listed or urlsplit(url)[:2] in listed

    def _accept(self, call: Call, headers: dict[str, str]) -> list[str]:
        """What is wrong with the media types that are asked for: they cover none that may come."""
        if call.operation["method"] == "HEAD":
            return []  # no body comes
        kinds = {
            status: [
                essence(each.media_type)
                for each in answers(self._original, call.pointer, pointer)
                if each.schema is not None or not self._original.is_swagger
            ]
            for status, (pointer, _) in self._original.responses(call.pointer).items()
        }
        successes = [each for status, each in kinds.items() if status[:1] in "12"]
        successes = successes or [kinds["default"]] if "default" in kinds else successes
        if not all(successes):
            return []  # a success without a body suits everybody
        expected = [kind for each in successes or kinds.values() for kind in each]
        asked = [essence(each) for each in headers.get("accept", "*/*").split(",")]
        if not expected or any(_fits(one, other) or _fits(other, one) for one in expected for other in asked):
            return []
        return [f"it asks for {headers['accept']!r}, and {', '.join(sorted(set(expected)))} may come"]

    def _query(self, call: Call, sent: str, credentials: set[tuple[str, str]]) -> list[str]:
        wanted = [(each, value) for each, value in call.given if each.place == "query"]
        whole = [value for each, value in call.given if each.place == "querystring"]
        if whole:
            parameter = next(each for each, _ in call.given if each.place == "querystring")
            if essence(parameter.media_type or "") != FORMS[0]:
                return [] if is_same(text(whole[0]), unquote(sent)) else [f"the query is {sent!r}"]
            wanted = [(_form_field(name, None), value) for name, value in whole[0].items()]
        fixed = call.operation["path"].partition("?")[2]
        extra = {name for place, name in credentials if place == "query"}
        extra |= {pair.partition("=")[0] for pair in fixed.split("&")}
        return [f"query: {each}" for each in pairs_faults(wanted, sent, extra=frozenset(extra))]

    def _headers(self, call: Call, headers: dict[str, str], credentials: set[tuple[str, str]]) -> list[str]:
        found: list[str] = []
        known = {*_STANDARD, *(name.lower() for place, name in credentials if place == "header"), "cookie"}
        for parameter, value in call.given:
            if parameter.place == "header":
                name = parameter.name.lower()
                known.add(name)
                fault = header_fault(parameter, value, headers.get(name))
                found += [f"header {parameter.name}: {fault}"] if fault else []
        # A key that makes repeating safe is sent unasked, where the document has a header for it.
        known |= {name for name in headers if name in self._keys or "idempotency" in name}
        found += [f"header {name}: nobody asked for it" for name in headers if name not in known]
        # An ampersand means nothing in a cookie.
        pairs = headers.get("cookie", "").replace("&", "%26").split(";")
        cookies = [pair.strip() for pair in pairs if pair.strip()]
        names = frozenset(name for place, name in credentials if place == "cookie")
        wanted = [(each, value) for each, value in call.given if each.place == "cookie"]
        return found + [f"cookie: {each}" for each in pairs_faults(wanted, "&".join(cookies), extra=names)]

    def _credentials(
        self, call: Call, request: httpx2.Request, headers: dict[str, str], faults: list[str]
    ) -> set[tuple[str, str]]:
        """Where credentials were sent; a fault when none of the documented alternatives is met."""
        alternatives = security(self._original, call.pointer)
        missing: list[str] = []
        # The client was given all of them, so that nothing at all is not enough.
        alternatives = [each for each in alternatives if each] or alternatives
        for schemes in alternatives:
            lacking = [
                name
                for name, scheme in schemes.items()
                if not _is_right(scheme, request, headers, missing=False)
            ]
            missing += [" and ".join(lacking)] if lacking else []
        if alternatives and len(missing) == len(alternatives):
            faults.append(f"credentials: {' or '.join(missing)} not sent, or not what was given")
        if not alternatives and not self._is_secured:
            # Schemes that no `security` names: nothing says where they belong.
            alternatives = [unnamed(self._original)]
        if not alternatives and "authorization" in headers:
            faults.append("credentials are sent, and the operation needs none")
        was_said = bool(faults)
        faults += [
            f"credentials: what is sent for {name} is not what was given"
            for schemes in alternatives
            for name, scheme in schemes.items()
            if not was_said
            and not any(
                _is_right(other, request, headers, missing=True)
                for each in alternatives
                for other in each.values()
                if _where(other) == _where(scheme)
            )
        ]
        places = (_where(scheme) for schemes in alternatives for scheme in schemes.values())
        return {place for place in places if place is not None}

    def _body(self, call: Call, headers: dict[str, str], content: bytes) -> list[str]:
        if call.body in (NONE, {}) and (content == b"{}" or re.fullmatch(rb"--[0-9a-f]{32}--\r\n", content)):
            # An object, or a form, of which nothing is given.
            return self._empty(call) if call.body is NONE and content == b"{}" else []
        if call.body is NONE or call.media is None:
            return [f"a body of {len(content)} bytes was sent"] if content else []
        if call.body == {} and not content:
            # A form without members is no byte long.
            is_form = essence(call.media.media_type) == FORMS[0]
            return ["a body is required, none was sent"] if call.needs_body and not is_form else []
        sent_type = headers.get("content-type", "")
        if not _fits(call.media.media_type, sent_type):
            return [f"the body is {sent_type!r}, not {call.media.media_type!r}"]
        kind = essence(call.media.media_type)
        if kind == FORMS[0]:
            return [f"form: {each}" for each in self._form(call, content.decode())]
        if is_lines(kind) and isinstance(call.body, list):
            return lines.faults(self._schemas, call.media, call.body, content)
        if kind.startswith("multipart/"):
            return [f"multipart: {each}" for each in self._multipart(call, sent_type, content)]
        if is_json(call.media.media_type) and kind not in ("*/*", "application/*"):
            return self._json(call, content)
        expected = call.body if isinstance(call.body, str) else text(call.body)
        return (
            [] if is_same(expected, content.decode(errors="replace")) else [f"the body is {content[:200]!r}"]
        )

    def _empty(self, call: Call) -> list[str]:
        """What is wrong with an object without members that nobody gave, where it need not be sent."""
        listed, required = bodies(self._original, call.pointer, call.operation["path"])
        schemas = [each.schema for each in listed if each.schema and is_json(each.media_type)]
        if required or not schemas:
            return []
        found = self._schemas.faults(schemas[0], {})
        return [f"an object that nobody gave: {each}" for each in found if "required property" not in each]

    def _json(self, call: Call, content: bytes) -> list[str]:
        try:
            value = json.loads(content)
        except ValueError:
            return [f"the body is no JSON: {content[:80]!r}"]
        where = difference(call.body, value)
        found = [] if where is None else [f"the body differs at {where or 'its root'}: {content[:300]!r}"]
        if call.media is not None and call.media.schema is not None:
            found += [f"by its schema: {each}" for each in self._schemas.faults(call.media.schema, value)]
        return found

    def _fields(self, call: Call) -> list[tuple[Parameter, Json]]:
        """The fields of a form, and how each is written."""
        if call.fields:
            return call.fields
        encoding = (self._original.at(call.media.holder) or {}).get("encoding") or {} if call.media else {}
        return [(_form_field(name, encoding.get(name)), value) for name, value in call.body.items()]

    def _form(self, call: Call, sent: str) -> list[str]:
        if not isinstance(call.body, dict):
            return [] if is_same(text(call.body), sent) else [f"{sent!r}"]
        wanted: list[tuple[Parameter, Json]] = []
        for parameter, value in self._fields(call):
            if value is None:
                continue
            wanted.append((parameter, value))
        return pairs_faults(wanted, sent, is_form=True)

    def _multipart(self, call: Call, sent_type: str, content: bytes) -> list[str]:
        if not isinstance(call.body, dict):
            return []
        message = message_from_bytes(f"Content-Type: {sent_type}\r\n\r\n".encode() + content)
        parts: list[Message[str, str]] = [each for each in message.walk() if each is not message]
        found: dict[str, list[bytes]] = {}
        for part in parts:
            name = part.get_param("name", header="content-disposition")
            if not isinstance(name, str):
                continue
            payload = part.get_payload(decode=True)
            found.setdefault(name, []).append(payload if isinstance(payload, bytes) else b"")
        faults: list[str] = []
        for parameter, value in self._fields(call):
            if value is None:
                found.pop(parameter.name, None)  # a form has no null: an empty part, or none
                continue
            styled = parameter.style == "deepObject"
            items = value if isinstance(value, list) and not styled else [value]
            came = [each.decode(errors="replace") for each in found.pop(parameter.name, [])]
            if isinstance(value, list) and not parameter.explode and parameter.style in ("form", *SEPARATORS):
                came = came[0].split(SEPARATORS.get(parameter.style, ",")) if len(came) == 1 else came
            same = len(came) == len(items) and all(map(is_same, map(_part, items), came))
            if not same and not styled:
                faults.append(f"{parameter.name}: {came!r} sent, {items!r} expected"[:300])
        return faults + [f"{name}: nobody asked for it" for name in found if "[" not in name]


def _part(value: Json) -> str:
    return text(value)


def _form_field(name: str, encoding: dict[str, Any] | None) -> Parameter:
    """A field of a form (OpenAPI 3.1 §4.8.15): by style where one is given, else by content type."""
    said = encoding or {}
    style = said.get("style")
    if style is None and "explode" not in said:
        media_type = str(said.get("contentType") or "")
        if is_json(media_type) and media_type:
            return Parameter("formData", name, False, "", "content", False, media_type)
        return Parameter("formData", name, False, "", "objects", True)
    explode = said.get("explode", (style or "form") == "form")
    return Parameter("formData", name, False, "", style or "form", bool(explode))


def _fits(documented: str, sent: str) -> bool:
    wanted, kind = essence(documented), essence(sent)
    return wanted in (kind, "*/*") or (wanted.endswith("*") and kind.startswith(wanted.rstrip("*")))


def _where(scheme: Json) -> tuple[str, str] | None:
    """The place and name of a scheme's credential; None when the request does not show it."""
    match scheme:
        case {"type": "apiKey", "in": place, "name": name}:
            return (str(place), str(name).lower() if place == "header" else str(name))
        case {"type": "mutualTLS"} | {"type": "http", "scheme": "digest"} | None:
            # Of the connection, or sent when a first answer asks for it.
            return None
        case _:
            return ("header", "authorization")


def _is_right(scheme: Json, request: httpx2.Request, headers: dict[str, str], *, missing: bool) -> bool:
    """Whether a scheme's credential is sent as the client was given it; `missing`: what if it is not sent."""
    place = _where(scheme)
    if place is None:
        return True
    where, name = place
    if where == "query":
        value = dict(request.url.params).get(name)
    elif where == "cookie":
        pairs = (pair.strip().partition("=") for pair in headers.get("cookie", "").split(";"))
        value = next((item for key, _, item in pairs if key == name), None)
    else:
        value = headers.get(name.lower())
    if value is None:
        return missing
    if scheme.get("type") == "apiKey":
        return CREDENTIAL in (value, value.rpartition(" ")[2])
    is_token = scheme.get("type") in ("oauth2", "openIdConnect")
    wanted = "bearer" if is_token else str(scheme.get("scheme", "basic")).lower()
    kind, _, rest = value.partition(" ")
    if kind.lower() != wanted:
        return False
    if wanted == "basic":
        return base64.b64decode(rest).decode() == f"{CREDENTIAL}:{CREDENTIAL}"
    return rest in ((CREDENTIAL, TOKEN) if is_token else (CREDENTIAL,))
