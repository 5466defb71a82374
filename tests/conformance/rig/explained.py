"""What explains that a judge refuses something that is right, or that cannot be right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .run import Failure

Blame = Literal["document", "judge"]


@dataclass(frozen=True, slots=True)
class Known:
    """An explanation.

    Attributes:
        blame: Whose fault it is.
        judge: Which judge says it.
        document: A pattern of the labels of documents; empty: any.
        cause: A pattern that is found in `METHOD path [media type of the body]: cause`.
        why: The explanation.
        shown: The document of `shown/` that shows it.
        sent: A pattern that is found in the request's address and body, decoded, where another judge says it;
            `<1>` in it stands for what the first group of `cause` found, `a.b` as it is written: `a[b]`.
    """

    blame: Blame
    judge: str
    document: str
    cause: str
    why: str
    shown: str
    sent: str = ""

    def explains(self, document: str, failure: Failure) -> bool:
        """Whether a failure is this one."""
        if failure.judge != self.judge or re.search(self.document, document) is None:
            return False
        said = f"{failure.operation} [{failure.media_type}]: {failure.cause}"
        found = re.search(self.cause, said, re.DOTALL)
        if found is None:
            return False
        sent = self.sent.replace("<1>", _written(found[1])) if "<1>" in self.sent else self.sent
        return re.search(sent, failure.sent, re.DOTALL) is not None


def _written(place: str) -> str:
    name, *inner = place.split(".")
    return re.escape(name + "".join(f"[{each}]" for each in inner))
