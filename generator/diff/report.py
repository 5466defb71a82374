"""`Report`: what `diff` has to say, before it is laid out. Each format is a function of one of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from packaging.version import InvalidVersion, Version

from generator.diagnostics import Location
from generator.diff.approvals import Approval
from generator.diff.changes import Change, Side
from generator.diff.rule import Severity
from generator.ir.model import Api, Group, Project


class Step(Enum):
    """Which part of the version the change raises (semver 2.0.0)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Approved:
    """A change that somebody looked at, and what was said about it."""

    change: Change
    comment: str


@dataclass(frozen=True, slots=True)
class Report:
    """What changes for callers between two SDKs.

    Attributes:
        package: The distribution's name.
        version: The old SDK's version.
        next_version: The one that the changes ask for.
        step: The part of the version that goes up, for all changes, approved or not.
        old: What was compared, as the user gave it.
        new: With what.
        root: The new document.
        changes: What nobody approved, the worst first.
        approved: The rest.
        expired: Approvals whose time is over, and those of changes that are not there (any more).
        signatures: What each change is about, before and after, by its fingerprint; where a format shows it.
    """

    package: str
    version: str
    next_version: str
    step: Step
    old: str
    new: str
    root: Location
    changes: tuple[Change, ...]
    approved: tuple[Approved, ...] = ()
    expired: tuple[Approval, ...] = ()
    signatures: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])

    def of(self, severity: Severity) -> tuple[Change, ...]:
        """The changes of a severity."""
        return tuple(change for change in self.changes if change.severity is severity)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many changes there are of each severity."""
        counts = Counter(change.severity for change in self.changes)
        return {severity: counts[severity] for severity in Severity}


def report(
    old: Side,
    new: Side,
    changes: Iterable[Change],
    *,
    labels: tuple[str, str],
    approvals: Iterable[Approval] = (),
    today: str = "",
) -> Report:
    """Put a report together.

    Args:
        old: The SDK that callers have.
        new: The one that they get.
        changes: What is different.
        labels: What the two are, as the user said it.
        approvals: Changes that somebody approved.
        today: The date, as `2026-01-31`; approvals until a day before it do not count.
    """
    found = tuple(changes)
    given = tuple(approvals)
    valid = {each.fingerprint: each for each in given if not each.until or each.until >= today}
    there = {change.fingerprint for change in found}
    step = step_of(old, new, found)
    return Report(
        package=new.api.project.distribution,
        version=old.api.project.version,
        next_version=next_version(old.api.project.version, step),
        step=step,
        old=labels[0],
        new=labels[1],
        root=replace(new.locate("#"), pointer=""),
        changes=tuple(change for change in found if change.fingerprint not in valid),
        approved=tuple(
            Approved(change, valid[change.fingerprint].comment)
            for change in found
            if change.fingerprint in valid
        ),
        expired=tuple(
            each for each in given if valid.get(each.fingerprint) != each or each.fingerprint not in there
        ),
    )


def step_of(old: Side, new: Side, changes: Iterable[Change]) -> Step:
    """The step that changes ask for; below 1.0 what breaks raises the minor version only."""
    severities = {change.severity for change in changes}
    if Severity.BREAKING in severities:
        return Step.MINOR if _is_early(old.api.project.version) else Step.MAJOR
    if Severity.COMPATIBLE in severities:
        return Step.MINOR
    # No rule says it, and the package is another: how a value travels, say.
    if severities or _made(old.api, new.api.project) != _made(new.api, new.api.project):
        return Step.PATCH
    return Step.NONE


def _made(api: Api, project: Project) -> Api:
    """What files are made of: they do not say the version that is compared, nor ids of operations."""
    return replace(api, project=project, root=_without_ids(api.root))


def _without_ids(group: Group) -> Group:
    return replace(
        group,
        groups=tuple(map(_without_ids, group.groups)),
        operations=tuple(replace(operation, operation_id=None) for operation in group.operations),
    )


def next_version(version: str, step: Step) -> str:
    """The version after a step; unchanged if it is none."""
    try:
        release = (*Version(version).release, 0, 0)[:3]
    except InvalidVersion:
        return version
    match step:
        case Step.MAJOR:
            return f"{release[0] + 1}.0.0"
        case Step.MINOR:
            return f"{release[0]}.{release[1] + 1}.0"
        case Step.PATCH:
            return f"{release[0]}.{release[1]}.{release[2] + 1}"
        case Step.NONE:
            return version


def _is_early(version: str) -> bool:
    try:
        return Version(version).major < 1
    except InvalidVersion:
        return False


def summary(found: Report) -> str:
    """The counts in words, and the step: `2 breaking, 1 compatible; major: 1.4.0 → 2.0.0`."""
    counts = [f"{count} {severity.value}" for severity, count in found.counts.items() if count]
    counts += [f"{len(found.approved)} approved"] if found.approved else []
    said = ", ".join(counts) or (
        "nothing changes" if found.step is Step.NONE else "nothing changes for callers; generated files do"
    )
    if found.step is Step.NONE:
        return said
    return f"{said}; {found.step.value}: {found.version} → {found.next_version}"
