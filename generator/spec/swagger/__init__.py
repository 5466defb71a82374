"""Swagger 2.0 read as the records of OpenAPI 3.1: what is 2.0's own ends here.

Pointers lead into the document as it was written: a definition is `#/definitions/Pet`.
"""

from __future__ import annotations

from generator.spec.swagger.read import read

__all__ = ["read"]
