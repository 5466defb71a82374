"""Names that are imported when they are first used (PEP 562)."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType

__all__ = ["lazy"]


def _imported(module: str, package: str) -> ModuleType:
    from .deep import uncollected, with_deep_stack

    # Models that contain models import each other in a chain, which can be longer than the stack.
    return uncollected(lambda: with_deep_stack(lambda: import_module(module, package)))


def lazy(
    package: str, modules: Mapping[str, str], old_names: Mapping[str, str] | None = None
) -> Callable[[str], object]:
    """The `__getattr__` of a package whose names live in modules that are loaded on first use.

    Args:
        package: The package's `__name__`.
        modules: From each name to the module that defines it, relative to the package (`pet`, `._runtime.x`).
        old_names: From names that are deprecated to what they mean; each use of one warns.
    """
    old = old_names or {}

    def load(name: str) -> object:
        if name in old:
            warnings.warn(f"{package}.{name} is called {old[name]} now", DeprecationWarning, stacklevel=2)
            return getattr(sys.modules[package], old[name])
        module = modules.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(_imported(f".{module}", package), name)
        # The next use finds it without coming here.
        setattr(sys.modules[package], name, value)
        return value

    return load
