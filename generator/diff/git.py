"""Files as they were at a commit, in a folder of their own."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


class GitError(Exception):
    """What git says when it cannot do what it is asked."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the repository of the working directory.

    Attributes:
        ref: What the user called it.
        sha: Its id.
        top: The repository's folder.
    """

    ref: str
    sha: str
    top: Path


def commit(ref: str) -> Commit | None:
    """The commit that a name means; None where there is no repository, or no such commit."""
    try:
        top = _git("rev-parse", "--show-toplevel").decode().rstrip("\n")
        sha = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except GitError:
        return None
    return Commit(ref, sha.decode().strip(), Path(top))


def merge_base(sha: str) -> str | None:
    """The id of the newest commit that a commit shares with what is checked out; None where there is none."""
    try:
        return _git("merge-base", sha, "HEAD").decode().strip() or None
    except GitError:
        return None


def find(at: Commit, path: str) -> str | None:
    """A path in the repository at a commit; as in git, one that begins with `./` is relative to the working
    directory, and others are tried from the repository's folder first. None: it is not there.
    """
    here = PurePosixPath(Path(os.path.realpath(".")).relative_to(os.path.realpath(at.top)).as_posix())
    plain = path.rstrip("/")
    own = os.path.normpath(here / plain).replace(os.sep, "/")
    candidates = [own] if path.startswith(("./", "../")) else [plain, own]
    for candidate in candidates:
        if candidate in ("", "."):
            return "."
        if not candidate.startswith("../") and _git("ls-tree", "--full-tree", "-z", at.sha, "--", candidate):
            return candidate
    return None


def extract(at: Commit, path: str, folder: Path) -> None:
    """Write a file or folder of a commit into `folder`, with its path in the repository.

    Raises:
        GitError: It is not there.
    """
    data = _git("-C", str(at.top), "archive", "--format=tar", at.sha, *([] if path == "." else ["--", path]))
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter=_inside)


def _inside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Links that lead out of the folder are left out: a repository may have some that nobody asks for."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    except subprocess.CalledProcessError as error:
        raise GitError(error.stderr.decode(errors="replace").strip() or "git failed") from error
    return done.stdout
