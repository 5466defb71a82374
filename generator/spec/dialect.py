"""Which OpenAPI a document is written in. What differs between versions ends in `generator.spec`.

3.0 and 3.1 need no switch: the readers take the keywords of both (`nullable`, boolean `exclusiveMinimum`),
because real documents mix them. Swagger 2.0 has another shape altogether, which `generator.spec.swagger`
reads.
"""

from __future__ import annotations

import re

from generator.load import pointer
from generator.spec.reader import Reader

SWAGGER = "2.0"

_SUPPORTED = re.compile(r"3\.[012](\..*)?")


def supported(reader: Reader) -> str | None:
    """The version that the document says it is written in; None (SPEC002) when there is no such version."""
    member, what = ("swagger", "Swagger") if reader.is_swagger else ("openapi", "OpenAPI")
    version = (reader.text(reader.document.data, member, pointer.ROOT) or "").strip()
    if version == SWAGGER if reader.is_swagger else _SUPPORTED.fullmatch(version):
        return version
    reader.report(
        pointer.join(member), f"{what} {version or 'without a version'} is not supported", code="SPEC002"
    )
    return None
