"""A repository on disk: its commits are asked of the program git, a stretch at a time.

Git is told to do nothing but list: a repository's own settings may name programs to run.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from peerlight.errors import BadInput
from peerlight.sources.encodings import decoded
from peerlight.sources.git.commits import Commit, Signature
from peerlight.sources.git.dates import moment

STRETCH = 20_000
"""Commits that one process asks for at a time."""

# a message may hold anything but NUL, the other fields neither that nor a line's end
_FORMAT = "%H%n%P%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%B"
_FIELDS = 8
_HARMLESS = (
    *("--no-pager", "--no-optional-locks", "--no-replace-objects"),
    *("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "log.mailmap=false"),
    *("-c", "protocol.allow=never"),
)
_BLOCK = 2**20


def head_of(path: Path) -> tuple[str, int]:
    """The commit that is checked out, and how many there are up to it.

    Raises:
        BadInput: git is missing, will not open the repository, or there are no commits in it.
    """
    head = _said(path, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not head:
        _said(path, "rev-parse", "--git-dir", must=True)
        raise BadInput("There are no commits in the repository", where=path)
    return head, int(_said(path, "rev-list", "--count", head, must=True))


def commits(path: Path, head: str, skip: int, count: int) -> Iterator[Commit]:
    """``count`` commits after the newest ``skip``, newest first.

    Raises:
        OSError: git failed from here on; what was given before is good.
    """
    arguments = ("log", "-z", f"--format={_FORMAT}", "--encoding=UTF-8", "--no-patch")
    stretch = (f"--skip={skip}", f"--max-count={count}", "--no-notes", head, "--")
    with _started(path, *arguments, *stretch) as git:
        assert git.stdout is not None
        for record in _records(git.stdout):
            if found := read_record(record):
                yield found
        if git.wait() != 0:
            raise OSError("git could not read all commits")


def read_record(record: bytes) -> Commit | None:
    """The commit that git wrote field by field; None if it is none."""
    fields = decoded(record).split("\n", _FIELDS)
    if len(fields) <= _FIELDS:
        return None
    number, parents, author, by_author, at, committer, by_committer, on, message = fields
    return Commit(
        id=number,
        parents=tuple(parents.split()),
        author=Signature(author.strip(), by_author.strip()),
        committer=Signature(committer.strip(), by_committer.strip()),
        authored_at=moment(at).at,
        committed_at=moment(on).at,
        message=message.strip(),
    )


def mailmap_of(path: Path) -> bytes:
    """The repository's ``.mailmap``, of its files or else of its last commit; empty without one."""
    try:
        return (path / ".mailmap").read_bytes()
    except OSError:
        return _said(path, "show", "--no-textconv", "HEAD:.mailmap").encode()


def _records(output: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := output.read(_BLOCK):
        *whole, rest = (rest + block).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _said(path: Path, *arguments: str, must: bool = False) -> str:
    """What git answers; empty where it has no answer, unless there ``must`` be one."""
    with _started(path, *arguments, errors=subprocess.PIPE) as git:
        answer, trouble = git.communicate()
    if git.returncode and must:
        raise BadInput(
            f"Git will not open the repository: {decoded(trouble).strip().splitlines()[0]}",
            where=path,
        )
    return "" if git.returncode else decoded(answer).strip()


def _started(
    path: Path, *arguments: str, errors: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    command = ["git", "-C", str(path), *_HARMLESS, *arguments]
    # variables of a git that called us would name another repository
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    surroundings = {**kept, "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.Popen(
            command,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    except FileNotFoundError as error:
        raise BadInput(
            "The program git is missing, which a repository is read with",
            where=path,
            do_next="Install it; or write the log to a text file where git is, and name that file.",
        ) from error
