"""`Document` to `Spec`: OpenAPI as frozen records, one dialect whatever the version."""
