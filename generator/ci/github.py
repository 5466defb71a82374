"""GitHub: annotations, the summary of a job, outputs of a step, and one comment on a pull request.

Where they go is what the service says in variables of the environment; without them nothing is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

import httpx2

from generator.ci.page import Page, cut, to_markdown, to_title
from generator.diagnostics import annotation
from generator.pipeline import Exit

_API = "https://api.github.com"
_LONGEST_COMMENT = 65_000
_LONGEST_SUMMARY = 1_000_000
_TRUSTED = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_PAGES = 30
"""Pages of a hundred comments that are searched."""


def workflow_commands(page: Page) -> Iterator[str]:
    """Workflow commands about drift, and about what could not be compared."""
    if page.drift:
        yield annotation("error", None, "sdksmith check", to_title(page), *page.drifted[:20])
    for each in page.compared:
        if each.report is None:
            yield annotation("warning", None, "sdksmith diff", f"{each.name} is not compared: {each.why}")


def summarise(text: str, environment: Mapping[str, str]) -> None:
    """Add the page to the summary of the job."""
    if path := environment.get("GITHUB_STEP_SUMMARY"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(cut(text, _LONGEST_SUMMARY) + "\n")


def output(page: Page, environment: Mapping[str, str]) -> None:
    """Say `drift`, `breaking` and `step` to the steps that follow. (No text of a spec is among them.)"""
    if path := environment.get("GITHUB_OUTPUT"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"drift={str(page.drift is Exit.FINDINGS).lower()}\n")
            file.write(f"breaking={str(page.is_breaking).lower()}\n")
            file.write(f"step={page.step.value}\n")


def comment(page: Page, environment: Mapping[str, str]) -> str:
    """Write the page on the pull request, over what an earlier run wrote there; what came of it, to tell.

    Nothing is written first where there is nothing to say. Whatever goes wrong fails no run: the token of a
    pull request from a fork may only read, and the report is in the summary.
    """
    number = _pull_request(environment)
    repository, token = environment.get("GITHUB_REPOSITORY"), environment.get("GITHUB_TOKEN")
    if number is None or not repository:
        return ""
    if not token:
        return "No comment: there is no GITHUB_TOKEN."
    try:
        with httpx2.Client(
            base_url=environment.get("GITHUB_API_URL") or _API,
            headers={"Accept": "application/vnd.github+json", "Authorization": f"Bearer {token}"},
            timeout=30,
        ) as client:
            issues = f"/repos/{repository}/issues"
            earlier = _earlier(client, f"{issues}/{number}/comments", page.marker)
            body = {"body": cut(to_markdown(page), _LONGEST_COMMENT)}
            if earlier is not None:
                client.patch(f"{issues}/comments/{earlier}", json=body).raise_for_status()
                return "The comment on the pull request is up to date."
            if not page.has_news:
                return ""
            client.post(f"{issues}/{number}/comments", json=body).raise_for_status()
            return "The report is a comment on the pull request."
    except httpx2.HTTPStatusError as error:
        status = error.response.status_code
        return (
            f"No comment: GitHub answers {status}. The job needs `pull-requests: write`; forks never have it."
        )
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, TypeError, KeyError) as error:
        return f"No comment: {error}"


def _pull_request(environment: Mapping[str, str]) -> int | None:
    try:
        with open(environment.get("GITHUB_EVENT_PATH", ""), encoding="utf-8") as file:
            event: object = json.load(file)
    except (OSError, ValueError):
        return None
    request = event.get("pull_request") if _is_object(event) else None
    number = request.get("number") if _is_object(request) else None
    return number if isinstance(number, int) else None


def _earlier(client: httpx2.Client, path: str, marker: str) -> int | None:
    """The id of the comment that begins with a marker, unless an outsider wrote it."""
    for page in range(1, _PAGES + 1):
        answer = client.get(path, params={"per_page": 100, "page": page})
        found: list[object] = answer.raise_for_status().json()
        if not found:
            return None
        for each in found:
            if _is_object(each) and str(each.get("body")).startswith(marker) and _is_ours(each):
                return int(each["id"])
    return None


def _is_ours(found: dict[str, Any]) -> bool:
    author = found.get("user")
    is_bot = _is_object(author) and author.get("type") == "Bot"
    return is_bot or found.get("author_association") in _TRUSTED


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)
