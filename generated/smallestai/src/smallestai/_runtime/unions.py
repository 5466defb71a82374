"""How the variants of a union are told apart: by a member (OpenAPI, Discriminator Object), or in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from .kinds import is_mapping

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["ByTag", "InOrder"]

# Keys of pydantic's choices, next to the tags themselves.
_OTHER: Final = "\0other"
_MISSING: Final = "\0missing"


class InOrder:
    """In `Annotated[JsonDate | str, InOrder()]`: the first type that fits.

    By itself, pydantic reads all text as `str` here, as that is nearest to text.
    """

    __slots__ = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        union: Any = handler(source)
        return cast("CoreSchema", {**union, "mode": "left_to_right"})

    def __repr__(self) -> str:
        return "InOrder()"


class ByTag:
    """In `Annotated[Cat | Dog | UnknownVariant, ByTag("kind", {"cat": Cat, "dog": Dog})]`: how to choose.

    A value that is not listed is a variant which the server added: it is kept, and not taken for another one.

    Args:
        member: Name of the member on the wire.
        variants: From each of its values to the variant that it means.
        default: What any other value means, and its absence; None: a variant that is not known.
    """

    __slots__ = ("_kinds", "default", "member", "variants")

    def __init__(self, member: str, variants: Mapping[str | int | bool, Any], default: Any = None) -> None:
        self.member = member
        self.variants = variants
        self.default = default
        self._kinds = frozenset(map(type, variants))

    def variant(self, value: Any) -> Any:
        """Return the type that the member of a JSON object or of a model names."""
        tag = self._tag(value)
        return self.variants[tag] if tag not in (_OTHER, _MISSING) else self._other()

    def _other(self) -> Any:
        from .models import UnknownVariant

        return UnknownVariant if self.default is None else self.default

    def _tag(self, value: Any) -> Any:
        found = value.get(self.member) if is_mapping(value) else self._of_model(value)
        if found is None:
            return _MISSING
        # To Python, true is 1.
        return found if type(found) in self._kinds and found in self.variants else _OTHER

    def _of_model(self, value: Any) -> Any:
        fields: dict[str, Any] = getattr(value, "__pydantic_fields__", {})
        for name, field in fields.items():
            if (field.validation_alias or name) == self.member:
                return getattr(value, name, None)
        extra: dict[str, Any] = getattr(value, "__pydantic_extra__", None) or {}
        return extra.get(self.member)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        choices: dict[Any, CoreSchema] = {
            tag: handler.generate_schema(variant) for tag, variant in self.variants.items()
        }
        choices[_OTHER] = handler.generate_schema(self._other())
        # Where the member may be missing, the value itself has to say what it is.
        choices[_MISSING] = (
            core_schema.union_schema([*choices.values()], mode="left_to_right")
            if self.default is None
            else choices[_OTHER]
        )
        return core_schema.tagged_union_schema(choices, discriminator=self._tag)

    def __repr__(self) -> str:
        return f"ByTag({self.member!r})"
