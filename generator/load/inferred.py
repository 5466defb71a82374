"""What a page says around its document, or in its parameters, that the document should say itself.

- A server: the page's `METHOD URL` line, when the document has none, or only one above it.
- A credential: a header parameter with the name of a key or token is one, also where no security scheme
  says so. It is needed where the parameter is.
- A title: the page's heading, when the document has no `info`.
- Whose API it is (`x-sdksmith-host`), when neither a title nor a server says so: the host of the page.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.diagnostics import Location
from generator.load import facts, pointer
from generator.load.document import JsonValue
from generator.load.page import Page
from generator.load.revision import JsonMap, Revision
from generator.load.tidy import without

HOST = "x-sdksmith-host"

_KEY = re.compile(
    r"(?:.*[-_])?(?:api[-_]?key|access[-_]?token|auth[-_]?(?:key|token)|subscription-key|secret-key)"
    r"|(?:x-)?token",
    re.IGNORECASE,
)


def infer(revision: Revision, page: Page) -> None:
    """Add it to the document. DOC007 says what was added."""
    _title(revision, page)
    _server(revision, page)
    _credentials(revision)
    _host(revision, page)


def _title(revision: Revision, page: Page) -> None:
    if "info" not in revision.data and "openapi" in revision.data and page.title:
        revision.put("info", {"title": page.title, "version": "1.0.0"})
        at = Location(revision.document.name, page.title_line, 1)
        revision.add(pointer.join("info"), at)
        revision.add(pointer.join("info", "title"), at)


def _server(revision: Revision, page: Page) -> None:
    where = facts.operation_of(revision.data, page)
    if where is None or page.request is None or "openapi" not in revision.data:
        return
    url = page.request[1]
    base = _base(url, where[0])
    if base is None:
        return
    servers = revision.data.get("servers")
    known = [_url(server) for server in servers] if isinstance(servers, list) else []
    if base in known or any(_has_servers(revision, *one) for one in (where, where[:1])):
        return
    at = Location(revision.document.name, page.request_line, 1)
    line = f"{page.request[0].upper()} {url}"
    if not any(known):
        revision.put("servers", [{"url": base}])
        message = f"the document has no server; by the page's line '{line}' it is '{base}'"
    else:
        above = next((n for n, one in enumerate(known) if one and base.startswith(f"{one}/")), None)
        if above is None:
            return
        assert isinstance(servers, list)
        changed: list[JsonValue] = [
            {**server, "url": base} if n == above and isinstance(server, dict) else server
            for n, server in enumerate(servers)
        ]
        revision.put("servers", changed)
        message = f"the server '{known[above]}' lacks a part of the page's line '{line}'; it is '{base}'"
    revision.add(pointer.join("servers"), at)
    revision.say("DOC007", message, at)


def _url(server: JsonValue) -> str:
    url = server.get("url") if isinstance(server, dict) else None
    return url.strip().rstrip("/") if isinstance(url, str) else ""


def _has_servers(revision: Revision, path: str, method: str | None = None) -> bool:
    paths = revision.data["paths"]
    item = paths.get(path) if isinstance(paths, dict) else None
    holder = item.get(method) if isinstance(item, dict) and method else item
    return isinstance(holder, dict) and bool(holder.get("servers"))


def _base(url: str, path: str) -> str | None:
    """A URL without the path of an operation; None when it does not end with that."""
    if "://" not in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    whole, own = parts.path.rstrip("/").split("/"), path.rstrip("/").split("/")[1:]
    cut = len(whole) - len(own)
    if not parts.netloc or cut < 1 or facts.shape("/".join(whole[cut:])) != facts.shape("/".join(own)):
        return None
    return f"{parts.scheme}://{parts.netloc}{'/'.join(whole[:cut])}"


def _credentials(revision: Revision) -> None:
    found = [
        (path, method, _keys(revision, operation))
        for path, method, operation in revision.operations()
        if not _requires(operation.get("security")) and not _requires(revision.data.get("security"))
    ]
    wanted: dict[str, JsonValue] = {}
    for path, method, keys in found:
        operation = _operation(revision, path, method)
        here = pointer.join("paths", path, method)
        if not keys:
            continue
        names: JsonMap = {}
        for number, scheme in keys.items():
            name = _scheme_name(revision, scheme, f"{here}/parameters/{number}")
            names[name] = []
        parameters = operation["parameters"]
        assert isinstance(parameters, list)
        needed = any(isinstance(one := parameters[n], dict) and one.get("required") is True for n in keys)
        security: list[JsonValue] = [names] if needed else [names, {}]
        changed: JsonMap = {
            **operation,
            "security": security,
            "parameters": without(revision, f"{here}/parameters", parameters, set(keys)),
        }
        revision.add(pointer.child(here, "security"), revision.locate(here, key=True))
        revision.put_operation(path, method, changed)
        wanted[f"{path} {method}"] = security
    _hoist(revision, wanted)


def _operation(revision: Revision, path: str, method: str) -> JsonMap:
    return next(value for *where, value in revision.operations() if where == [path, method])


def _requires(security: JsonValue) -> bool:
    return isinstance(security, list) and any(isinstance(one, dict) and one for one in security)


def _keys(revision: Revision, operation: JsonMap) -> dict[int, JsonMap]:
    """The parameters that are credentials, by number, each as a security scheme."""
    parameters = operation.get("parameters")
    found: dict[int, JsonMap] = {}
    for number, parameter in enumerate(parameters if isinstance(parameters, list) else ()):
        if not isinstance(parameter, dict) or parameter.get("in") != "header":
            continue
        name = parameter.get("name")
        if not isinstance(name, str):
            continue
        if name.lower() == "authorization":
            if not revision.section("securitySchemes"):
                found[number] = _authorization(parameter)
        elif _KEY.fullmatch(name):
            found[number] = {"type": "apiKey", "in": "header", "name": name}
    for number, scheme in found.items():
        assert isinstance(parameters, list)
        parameter = parameters[number]
        if isinstance(parameter, dict) and isinstance(text := parameter.get("description"), str) and text:
            scheme["description"] = text
    return found


def _authorization(parameter: JsonMap) -> JsonMap:
    """The scheme of an `Authorization` parameter, by what is said of it; a bearer token if nothing is."""
    schema = parameter.get("schema")
    example = parameter.get("example") or (schema.get("example") if isinstance(schema, dict) else "")
    said = f"{example} {parameter.get('description', '')}".lower()
    if "bearer" not in said and "basic " in said:
        return {"type": "http", "scheme": "basic"}
    if "bearer" not in said and "undefined <" in said:
        return {"type": "apiKey", "in": "header", "name": "Authorization"}
    return {"type": "http", "scheme": "bearer"}


def _scheme_name(revision: Revision, scheme: JsonMap, here: str) -> str:
    """The name of the scheme that a parameter is: one that the document has, or a new one."""
    schemes = revision.section("securitySchemes")
    header = str(scheme.get("name", "")).lower()
    for name, known in schemes.items():
        if not isinstance(known, dict) or known.get("type") != scheme["type"]:
            continue
        if header and (known.get("in"), str(known.get("name", "")).lower()) == ("header", header):
            return name
        if not header and known.get("scheme") == scheme["scheme"]:
            return name
    # In a requirement, a name that begins with `x-` would be an extension.
    plain = re.sub("^x-", "", str(scheme.get("name") or f"{scheme['scheme']}Auth"), flags=re.IGNORECASE)
    wish = re.sub(r"[^A-Za-z0-9._-]+", "_", plain)
    name = wish
    while name in schemes:
        name = f"{name}_"
    at = revision.locate(here)
    revision.put_section("securitySchemes", {**schemes, name: scheme})
    revision.add(pointer.join("components", "securitySchemes", name), at)
    shown = scheme.get("name") or "Authorization"
    revision.say("DOC007", f"the header '{shown}' is a credential of the client, and no argument", at)
    return name


def _hoist(revision: Revision, wanted: dict[str, JsonValue]) -> None:
    """What all operations need is said once, at the root, so that pages of one API agree in it."""
    values = list(wanted.values())
    where = [(path, method) for path, method, _ in revision.operations()]
    if not values or len(values) < len(where) or any(value != values[0] for value in values):
        return
    for path, method in where:
        operation = _operation(revision, path, method)
        revision.put_operation(path, method, {k: v for k, v in operation.items() if k != "security"})
    revision.put("security", values[0])
    revision.add(pointer.join("security"), revision.locate(pointer.join("paths", *where[0]), key=True))


def _host(revision: Revision, page: Page) -> None:
    servers = revision.data.get("servers")
    if HOST in revision.data or (isinstance(servers, list) and any(map(_url, servers))):
        return
    host = urlsplit(page.address).hostname if page.address else None
    info = revision.data.get("info")
    title = info.get("title") if isinstance(info, dict) else None
    operation = facts.operation_of(revision.data, page)
    summaries = (page.title, _operation(revision, *operation).get("summary") if operation else None)
    if host and (not title or title == "api" or title in summaries):
        revision.put(HOST, host)
        revision.add(pointer.join(HOST), Location(revision.document.name, page.title_line, 1))
