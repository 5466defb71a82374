"""What the user is told when an exception reaches the top."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback

from generator import __version__
from generator.exits import Exit, UsageError


def explain(error: Exception, arguments: list[str]) -> tuple[str, Exit]:
    """Turn an exception into a message and an exit code.

    What the user or the machine can mend is one line. Anything else is a fault of sdksmith: the traceback
    goes to a file in the folder for temporary files, and the message asks to report it.
    """
    if isinstance(error, UsageError):
        return f"Error: {error}", Exit.USAGE
    if isinstance(error, OSError) and error.filename is not None:
        return f"Error: {error.filename}: {error.strerror}", Exit.USAGE
    return _report(error, arguments), Exit.BUG


def _report(error: Exception, arguments: list[str]) -> str:
    text = "\n".join(
        [
            f"sdksmith {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {arguments!r}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    summary = f"sdksmith failed, and the fault is its own: {type(error).__name__}: {error}"
    try:
        handle, path = tempfile.mkstemp(prefix="sdksmith-crash-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return f"{text}\n{summary}\nPlease report it with the lines above."
    return f"{summary}\nPlease report it, with {path} and, if you can, the spec."
