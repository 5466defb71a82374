"""`x-sdksmith-streaming` in Swagger 2.0, and where a response is a reference."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Diagnostics
from generator.load.read import load
from generator.spec.model import Response, Spec
from generator.spec.parse import parse

SWAGGER = """
swagger: '2.0'
info: {title: Acme, version: '1'}
produces: [application/json]
paths:
  /own:
    get:
      x-fern-streaming: {format: sse, terminator: END}
      responses: {'200': {description: Chunks., schema: {type: string}}}
  /shared:
    get:
      x-fern-streaming: {format: sse}
      responses: {'200': {$ref: '#/responses/Chunks'}}
responses:
  Chunks: {description: Chunks., schema: {type: string}}
"""


def parsed(tmp_path: Path, text: str) -> tuple[Spec, list[str]]:
    path = tmp_path / "acme.yaml"
    path.write_text(text, "utf-8")
    diagnostics = Diagnostics()
    document = load(str(path), diagnostics)
    assert document is not None
    return parse(document, diagnostics), [f"{item.code} {item.message}" for item in diagnostics]


def test_swagger(tmp_path: Path) -> None:
    spec, findings = parsed(tmp_path, SWAGGER)
    found = {operation.path: dict(operation.responses)["200"] for operation in spec.operations}
    for path, ends in (("/own", ["END"]), ("/shared", [])):
        response = found[path]
        assert isinstance(response, Response)
        (media,) = response.content
        assert (media.media_type, media.schema) == ("text/event-stream", None)
        assert media.item_schema is not None
        assert [value for name, value in media.extensions if name == "x-sdksmith-terminator"] == ends
    assert findings == []


def test_a_shared_response_that_is_a_stream_stays(tmp_path: Path) -> None:
    text = SWAGGER.replace("application/json", "text/event-stream")
    spec, findings = parsed(tmp_path, text)
    assert all(
        isinstance(response := dict(operation.responses)["200"], Response)
        and [media.media_type for media in response.content] == ["text/event-stream"]
        for operation in spec.operations
    )
    assert findings == []
