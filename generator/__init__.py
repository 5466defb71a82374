"""sdksmith: an OpenAPI document, or a documentation page that holds one, in; a Python SDK out."""

__version__ = "0.1.0"
