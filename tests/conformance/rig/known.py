"""What is refused and not our fault: the document's, or a bug of a judge. Each is shown by a small document.

An entry names the failures that it explains as narrowly as it can; `shown/` holds the smallest document for
it, which `test_known.py` puts before the judge again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from .run import Failure

Blame = Literal["document", "judge"]


@dataclass(frozen=True, slots=True)
class Known:
    """An explanation.

    Attributes:
        blame: Whose fault it is.
        judge: Which judge says it.
        document: A pattern of the labels of documents; empty: any.
        cause: A pattern that is found in `METHOD path: cause`.
        why: The explanation.
        shown: The document of `shown/` that shows it.
    """

    blame: Blame
    judge: str
    document: str
    cause: str
    why: str
    shown: str

    def explains(self, document: str, failure: Failure) -> bool:
        """Whether a failure is this one."""
        return (
            failure.judge == self.judge
            and re.search(self.document, document) is not None
            and re.search(self.cause, f"{failure.operation}: {failure.cause}", re.DOTALL) is not None
        )


KNOWN: Final[tuple[Known, ...]] = ()


def explanation(document: str, failure: Failure) -> Known | None:
    """The entry that explains a failure; None: it is ours until shown otherwise."""
    return next((each for each in KNOWN if each.explains(document, failure)), None)
