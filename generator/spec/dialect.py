"""Which OpenAPI a document is written in. What differs between versions ends here and in `generator.spec`.

3.0 and 3.1 need no switch: the readers take the keywords of both (`nullable`, boolean `exclusiveMinimum`),
because real documents mix them. Swagger 2.0 has another shape altogether; the place to turn it into 3.x is
`supported`.
"""

from __future__ import annotations

import re

from generator.load import pointer
from generator.spec.reader import Reader

_SUPPORTED = re.compile(r"3\.[012](\..*)?")


def supported(reader: Reader) -> str | None:
    """The version that the document says it is written in; None (SPEC002) when it cannot be read."""
    data = reader.document.data
    if "openapi" not in data:
        version = data.get("swagger")
        reader.report(pointer.join("swagger"), f"Swagger {version} is not supported yet", code="SPEC002")
        return None
    version = reader.text(data, "openapi", pointer.ROOT)
    if version is None or not _SUPPORTED.fullmatch(version.strip()):
        reader.report(
            pointer.join("openapi"),
            f"OpenAPI {version or 'without a version'} is not supported",
            code="SPEC002",
        )
        return None
    return version.strip()
