"""Judge requests by openapi-core, in an environment of its own (it needs other versions than we do).

    python with_openapi_core.py DOCUMENT REQUESTS

DOCUMENT is JSON; REQUESTS has a JSON object a line: method, url, headers, content (base64), path (the
template that was called). Prints a line a request: a list of what is wrong with it. This imports nothing of
the project.
"""

# mypy: ignore-errors

from __future__ import annotations

import base64
import json
import sys
import warnings
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema_path import SchemaPath
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict


class Parameters(RequestParameters):
    """Parameters whose path values are decoded once they are found."""

    @property
    def path(self):
        return self._path

    @path.setter
    def path(self, values):
        self._path = {name: unquote(value) for name, value in (values or {}).items()}


class Request:
    """What openapi-core asks of a request."""

    def __init__(self, given):
        parts = urlsplit(given["url"])
        headers = Headers(given["headers"])
        cookies = [
            tuple(pair.strip().split("=", 1)) for pair in headers.get("cookie", "").split(";") if "=" in pair
        ]
        self.host_url = f"{parts.scheme}://{parts.netloc}"
        self.path = parts.path
        self.method = given["method"].lower()
        self.content_type = headers.get("content-type", "")
        self.body = base64.b64decode(given["content"]) or None
        self.parameters = Parameters(
            query=ImmutableMultiDict(parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True)),
            header=headers,
            cookie=ImmutableMultiDict([(name, unquote(value)) for name, value in cookies]),
        )


def said(error):
    """An error in words, with what is behind it."""
    found = [f"{type(error).__name__}: {error}"]
    inner = error.__cause__ or error.__context__
    for each in getattr(inner, "schema_errors", None) or ():
        found += [
            f"at {'/'.join(map(str, leaf.absolute_path))}: {leaf.message}"[-300:] for leaf in leaves(each)
        ]
    if inner is not None and len(found) == 1:
        found.append(f"{type(inner).__name__}: {inner}"[:400])
    # The value itself is left out of the headline: it stands in what was recorded.
    head = found[0].partition("error: Value ")[0]
    return " | ".join([head[:200], *dict.fromkeys(found[1:])])[:1500]


def leaves(error):
    """What is behind an error: the errors of variants, and of their variants."""
    if not error.context:
        return [error]
    return [leaf for each in error.context for leaf in leaves(each)][:40]


def main(document, requests):
    """Print the verdicts."""
    warnings.simplefilter("ignore")
    with open(document, encoding="utf-8") as file:
        data = json.load(file)
    judges = {}
    config = Config(spec_validator_cls=None)
    with open(requests, encoding="utf-8") as file:
        for line in file:
            given = json.loads(line)
            path = given["path"]
            if path not in judges:
                # The other paths are left out, which costs no meaning and saves hours.
                # A query in the key of a path, which OpenAPI does not allow (3.1 §4.8.8), is no part of it.
                plain = path.partition("#")[0].partition("?")[0]
                one = {**data, "paths": {plain: data["paths"][path]}}
                judges[path] = OpenAPI(SchemaPath.from_dict(one), config=config)
            try:
                faults = [said(error) for error in judges[path].iter_request_errors(Request(given))]
            except Exception as error:
                faults = [f"{type(error).__name__} escaped: {error}"[:500]]
            print(json.dumps(faults), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
