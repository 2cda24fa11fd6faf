"""What the invented people write about: the files of ``subjects/``, one per language.

A subject begins with the channels in which it comes up, ``[help-install, deployments]``. A line
after it begins with a sign: ``:`` a thing it is about; ``?`` a problem, as ``what goes wrong |
what is wanted``, followed by its ``-`` reasons and ``+`` remedies; ``>`` something to chat about;
``!`` an opening (a job, a meeting, a word to all); ``<`` a reply; ``*`` something made; ``#`` a
comment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from peerlight.sources.synthetic.draws import Draws


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that people are stuck with; ``why`` and ``fix`` belong to it alone."""

    trouble: str
    want: str
    why: list[str] = field(default_factory=list)
    fix: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Subject:
    """What some threads of a channel are about."""

    rooms: tuple[str, ...]
    things: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    openings: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)


# what a first post of a kind cannot do without
_NEEDS = {
    "question": "problems", "first_question": "problems", "story": "problems", "job": "openings",
    "meetup": "openings", "introduction": "openings", "announcement": "openings",
    "showcase": "made",
}  # fmt: skip


def subject_of(draws: Draws, language: str, room: str, kind: str) -> Subject:
    """A subject for a thread that begins with this kind of post in this channel."""
    # a word to all is about what concerns everybody, wherever it is said
    return draws.pick(_fitting(language, "general" if kind == "announcement" else room, kind))


@cache
def _fitting(language: str, room: str, kind: str) -> tuple[Subject, ...]:
    able = [s for s in _subjects(language) if getattr(s, _NEEDS.get(kind, "things"))]
    for place in (room, "general"):
        if fitting := tuple(subject for subject in able if place in subject.rooms):
            return fitting
    return tuple(able)


@cache
def _subjects(language: str) -> tuple[Subject, ...]:
    text = (files(__package__) / "subjects" / f"{language}.txt").read_text(encoding="utf-8")
    found: list[Subject] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("["):
            found.append(Subject(tuple(room.strip() for room in line[1:-1].split(","))))
        elif not line.startswith("#"):
            _add(found[-1], line[0], line[1:].strip())
    return tuple(found)


def _add(subject: Subject, sign: str, said: str) -> None:
    match sign:
        case ":":
            subject.things.append(said)
        case "?":
            trouble, _, want = said.partition(" | ")
            subject.problems.append(Problem(trouble, want))
        case "-":
            subject.problems[-1].why.append(said)
        case "+":
            subject.problems[-1].fix.append(said)
        case ">":
            subject.lines.append(said)
        case "!":
            subject.openings.append(said)
        case "<":
            subject.replies.append(said)
        case "*":
            subject.made.append(said)
        case _:
            raise ValueError(f"No such sign: {sign} {said}")
