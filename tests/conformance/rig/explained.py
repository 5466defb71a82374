"""What explains that a judge refuses something that is right, or that cannot be right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .asked import Case
from .documents import Original
from .run import Blame, Failure


def _always(case: Case) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Known:
    """An explanation.

    Attributes:
        blame: Whose fault it is.
        judge: Which judge says it.
        cause: A pattern that is found in `METHOD path [media type of the body]: cause`.
        why: The explanation.
        shown: The document of `shown/` that shows it.
        sent: A pattern that is found in the request's address and body, decoded, where another judge says it;
            `<1>` in it stands for what the first group of `cause` found, `a.b` as it is written: `a[b]`.
        asks: What has to be true of the document and the request.
    """

    blame: Blame
    judge: str
    cause: str
    why: str
    shown: str
    sent: str = ""
    asks: Callable[[Case], bool] = _always

    def explains(self, original: Original, failure: Failure, together: tuple[str, ...] = ()) -> bool:
        """Whether a failure is this one.

        Args:
            original: The document.
            failure: What a judge says.
            together: All that it says of the same request.
        """
        if failure.judge != self.judge:
            return False
        said = f"{failure.operation} [{failure.media_type}]: {failure.cause}"
        found = re.search(self.cause, said, re.DOTALL)
        if found is None:
            return False
        sent = self.sent.replace("<1>", _written(found[1])) if "<1>" in self.sent else self.sent
        if re.search(sent, failure.sent, re.DOTALL) is None:
            return False
        return self.asks(Case(original, failure, together or (failure.cause,), found))


def _written(place: str) -> str:
    name, *inner = place.split(".")
    return re.escape(name + "".join(f"[{each}]" for each in inner))
