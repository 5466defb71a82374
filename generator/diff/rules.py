"""The table of rules, in the order in which documentation lists them, and how it reads as Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diff.rule import Rule
from generator.diff.rules_calls import ARGUMENTS, AUTH, ERRORS, METHODS, RESULTS
from generator.diff.rules_client import CREDENTIALS, PACKAGE, SERVERS, WEBHOOKS
from generator.diff.rules_types import FIELDS, TYPES, UNIONS, VALUES

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        *(*METHODS, *ARGUMENTS, *RESULTS, *ERRORS, *AUTH),
        *(*TYPES, *FIELDS, *VALUES, *UNIONS),
        *(*PACKAGE, *CREDENTIALS, *SERVERS, *WEBHOOKS),
    )
}


def table() -> str:
    """The rules as a table of Markdown."""
    lines = ["| rule | area | direction | severity | what callers see | what to do |", "|" + " --- |" * 6]
    for rule in RULES.values():
        severity = rule.severity.value
        if not rule.checked:
            severity += " (at run time)"
        message = shown(rule.message)
        cells = (f"`{rule.id}`", rule.area, rule.direction, severity, message, shown(rule.advice))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def shown(template: str) -> str:
    """A template with the names of what is put in."""
    words = {name: f"{{{name}}}" for name in ("part", "before", "after")}
    return template.format_map({**words, "where": ""})
