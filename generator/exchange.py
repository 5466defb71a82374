"""Give two folders each other's name, in one step: no program ever finds neither, or a part of each.

Python has no function for it. Linux has `renameat2` with `RENAME_EXCHANGE` (ext4, XFS, Btrfs, tmpfs and
others), macOS has `renamex_np` with `RENAME_SWAP` (APFS); Windows and most network file systems have nothing.
"""

from __future__ import annotations

import errno
import os
import platform
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
# Older musl knows the kernel's call only by number.
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276}


def exchange(first: Path, second: Path) -> None:
    """Give two folders of one file system each other's name.

    Raises:
        OSError: It is not possible; both are as they were.
    """
    code = _exchange(os.fsencode(first), os.fsencode(second))
    if code:
        raise OSError(code, os.strerror(code), str(first), None, str(second))


def _exchange(first: bytes, second: bytes) -> int:
    """0, or what went wrong as `errno` counts it."""
    if sys.platform not in {"linux", "darwin"}:
        return errno.ENOSYS
    # Most runs write nothing.
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        failed = libc.renamex_np(first, second, ctypes.c_uint(_RENAME_SWAP))
    elif hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, ctypes.c_uint(_RENAME_EXCHANGE))
    elif (number := _RENAMEAT2.get(platform.machine())) is not None:
        failed = libc.syscall(
            ctypes.c_long(number), _AT_FDCWD, first, _AT_FDCWD, second, ctypes.c_uint(_RENAME_EXCHANGE)
        )
    else:
        return errno.ENOSYS
    return ctypes.get_errno() if failed else 0
