"""Texts for values: those that need care in addresses and JSON, and one or more of each format."""

from __future__ import annotations

from typing import Final

ODD: Final = ("a b", "é/ü", "50% & more", "x=1;y", "日本", "#1?", 'it\'s "q"', "~1", "a,b|c", "\U0001f600")
FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "date-time": (
        "2024-01-15T09:30:00Z",
        "2030-12-31T23:59:59.123456+05:30",
        "1970-01-01T00:00:00.5Z",
        "2024-02-29T12:00:00-08:00",
    ),
    "date": ("2024-01-15", "2024-02-29", "1970-01-01"),
    "time": ("09:30:00Z", "23:59:59.5+01:00"),
    "duration": ("PT1H", "P1DT12H", "PT0.5S"),
    "uuid": ("123e4567-e89b-42d3-a456-426614174000", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    "byte": ("aGVsbG8=", "AP8Q", ""),
    "uri": ("https://example.com/a", "https://example.com/a%20b?c=d&e=f#g"),
    "url": ("https://example.com/a",),
    "uri-reference": ("/a/b?c=d",),
    "email": ("a@example.com", "a+b@example.com"),
    "hostname": ("example.com",),
    "ipv4": ("127.0.0.1",),
    "ipv6": ("::1",),
    "decimal": ("12.50", "-0.001"),
    "int64": ("9007199254740993",),
}
