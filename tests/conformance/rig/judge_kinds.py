"""The judge of classes: an object with a tag is of the class that the document's discriminator means by it.

The classes go by the pointers of their schemas; which schema a tag means, the original document says.
"""

from __future__ import annotations

from typing import Any

from .families import Families
from .judge_response import page_value
from .schemas import pointer_of


class Kinds:
    """Judges what methods return for one document.

    Args:
        families: The unions and bases of what is received.
        types: What `inspect` says of the package's types, by their pointers.
    """

    def __init__(self, families: Families, types: dict[str, dict[str, Any]]) -> None:
        classes = {
            pointer_of(pointer): each["python_name"]
            for pointer, each in types.items()
            if each["kind"] == "model" and pointer.startswith("#")
        }
        self._meant: list[tuple[str, dict[str, str]]] = []
        for member, schemas in families.listed():
            named = {tag: classes[target] for tag, target in schemas.items() if target in classes}
            if len(named) > 1 and (member, named) not in self._meant:
                self._meant.append((member, named))

    def fault(self, returned: Any) -> str | None:
        """What is wrong with the class of a value, or of one in it; None: nothing."""
        if not self._meant:
            return None
        stack = [page_value(returned)]
        while stack:
            here = stack.pop()
            if isinstance(here, (list, tuple)):
                stack.extend(here)
            elif isinstance(here, dict):
                stack.extend(here.values())
            elif hasattr(here, "to_dict"):
                name, sent = type(here).__name__, here.to_dict()
                for member, named in self._meant:
                    tag = sent.get(member) if isinstance(sent, dict) else None
                    wanted = named.get(tag) if isinstance(tag, str) else None
                    if wanted is not None and name in named.values() and name != wanted:
                        return f"{member} is {tag!r}, which means {wanted}, and the object is a {name}"
                stack.extend(vars(here).values())
        return None
