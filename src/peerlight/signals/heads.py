"""The comment heads of the SQL files: what each signal says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from peerlight.errors import PeerlightError

ROLES = ("answers", "welcomes", "starts", "connects", "amplifies", "encourages")
INPUTS = (
    "text",
    "replies",
    "reactions",
    "reactors",
    "mentions",
    "links",
    "groups",
    "niches",
    "appointments",
)
"""What a signal may need. ``reactions`` are counts or people, ``reactors`` known people."""

_KEY = re.compile(r"-- ([a-z][a-z, ]*):(?: (.*))?")
_MORE = re.compile(r"--   (.*)")
_REQUIRED = (
    "name",
    "question",
    "definition",
    "role",
    "cannot see",
    "citation",
    "version",
    "needs",
)


@dataclass(frozen=True)
class Signal:
    """One measured thing that a member does for others.

    ``sql`` is one portable ``SELECT`` that yields ``member_id, peer_id, message_id, thread_id,
    at, value`` (``value`` in millionths, ``at`` in UTC microseconds). ``role`` is the role played
    that it speaks for, if any. ``without`` says, for inputs that are not there, what follows.
    ``builds_on`` names signals whose evidence the query reads.
    """

    name: str
    question: str
    definition: str
    role: str | None
    cannot_see: str
    citation: str
    version: int
    needs: tuple[str, ...]
    without: tuple[tuple[tuple[str, ...], str], ...]
    builds_on: tuple[str, ...]
    sql: str

    @property
    def evidence(self) -> str:
        """The relation that :func:`~peerlight.signals.evidence.collect` keeps the rows under."""
        return f"evidence_{self.name}"


def read_signal(file: str, text: str) -> Signal:
    """The signal in an SQL file's ``text``; ``file`` is its name, ``answers.sql`` for one.

    Raises:
        PeerlightError: the head is not as it should be; names the file and the key.
    """
    head = _head(file, text)
    without = tuple(
        (_listed(key.removeprefix("without ")), sentence)
        for key, sentence in head.items()
        if key.startswith("without ")
    )
    _check(file, head, {key for keys, _ in without for key in keys})
    return Signal(
        name=head["name"],
        question=head["question"],
        definition=head["definition"],
        role=None if head["role"] == "none" else head["role"],
        cannot_see=head["cannot see"],
        citation=head["citation"],
        version=int(head["version"]),
        needs=_listed(head["needs"]),
        without=without,
        builds_on=_listed(head.get("builds on", "")),
        sql=text,
    )


def _head(file: str, text: str) -> dict[str, str]:
    head: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if (more := _MORE.fullmatch(line)) and key:
            head[key] += f" {more[1]}"
        elif found := _KEY.fullmatch(line):
            key = found[1]
            if key in head:
                raise wrong_head(file, f"{key!r} is stated twice")
            head[key] = found[2] or ""
        else:
            raise wrong_head(file, f"the line {line!r} has no key")
    return head


def _check(file: str, head: Mapping[str, str], without: set[str]) -> None:
    for key in _REQUIRED:
        if not head.get(key) and not (key == "needs" and key in head):
            raise wrong_head(file, f"{key!r} is missing")
    for key in head:
        if key not in _REQUIRED and key != "builds on" and not key.startswith("without "):
            raise wrong_head(file, f"{key!r} is no known key")
    if f"{head['name']}.sql" != file:
        raise wrong_head(file, f"it is called {head['name']!r} inside")
    if head["role"] not in (*ROLES, "none"):
        raise wrong_head(file, f"{head['role']!r} is no role; they are {', '.join(ROLES)}, or none")
    if not head["version"].isdigit():
        raise wrong_head(file, f"the version {head['version']!r} is no whole number")
    needs = set(_listed(head["needs"]))
    if unknown := needs - set(INPUTS):
        raise wrong_head(file, f"nothing provides {', '.join(sorted(unknown))}")
    if needs ^ without:
        odd = ", ".join(sorted(needs ^ without))
        raise wrong_head(file, f"'needs' and the 'without' lines do not agree on {odd}")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def wrong_head(file: str, what: str) -> PeerlightError:
    """The error that names the file and what is wrong with its head."""
    return PeerlightError(
        f"A signal's head is not as it should be: {what}", where=file, do_next="Mend the file."
    )
