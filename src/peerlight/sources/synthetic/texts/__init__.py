"""What the invented people write: sentences of a language about the subject of their thread."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from string import Formatter
from types import ModuleType

from peerlight.sources.synthetic.draws import Draws
from peerlight.sources.synthetic.texts import english, german, japanese
from peerlight.sources.synthetic.texts.habits import Habit
from peerlight.sources.synthetic.texts.subjects import Problem, Subject, subject_of

__all__ = ["LANGUAGES", "Habit", "Talk", "say", "talk_about"]

LANGUAGES: dict[str, ModuleType] = {"en": english, "de": german, "ja": japanese}
_SENTENCE = re.compile(r"(?:^|(?<=[.!?] ))[a-zäöü]")
_OPENED, _CLOSED = 0.35, 0.4  # the share of posts that have words before and after the matter
_OWN = 0.7  # of what is said in a talk with lines of its own
# what is said instead where the thread is about no problem
_WITHOUT_PROBLEM = {"answer": "detail", "guess": "banter"}
_OF_PROBLEMS = {"trouble", "want", "why", "fix"}
_OPENINGS = ("job", "meetup", "introduction", "announcement")


@dataclass(frozen=True, slots=True)
class Talk:
    """What one thread is about; ``said`` are the words that its posts have in common.

    ``used`` is what has been said in it: nobody likes to say what was said just before.
    """

    language: str
    subject: Subject
    problem: Problem | None
    said: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)


def talk_about(draws: Draws, language: str, room: str, kind: str) -> Talk:
    """Find something to talk about for a thread that begins with a post of this kind."""
    subject = subject_of(draws, language, room, kind)
    told = kind in ("question", "first_question", "story")
    problem = draws.pick(subject.problems) if told else None
    said = {name: draws.pick(words) for name, words in LANGUAGES[language].SLOTS.items()}
    said["thing"] = draws.pick(subject.things) if subject.things else said["data"]
    if problem:
        said |= {"trouble": problem.trouble, "want": problem.want}
    elif kind == "showcase":
        said["made"] = draws.pick(subject.made)
    return Talk(language, subject, problem, said)


def say(draws: Draws, talk: Talk, kind: str, who: str = "") -> str:
    """One text of a kind; where it is said to somebody, ``who`` is how they are called."""
    if not talk.problem:
        kind = _WITHOUT_PROBLEM.get(kind, kind)
    text = _framed(draws, talk, kind, _core(draws, talk, kind, named=bool(who)))
    for _ in range(3):  # a problem's words hold slots in turn
        if "{" not in text:
            break
        text = text.format_map(_filling(draws, talk, who, text))
    text = " ".join(text.split()) if talk.language != "ja" else text.strip()
    return _SENTENCE.sub(lambda found: found[0].upper(), text)


def _core(draws: Draws, talk: Talk, kind: str, *, named: bool) -> str:
    own, core = _own(talk.subject, kind), ""
    for _ in range(4):
        if own and (kind in _OPENINGS or (not named and draws.chance(_OWN))):
            core = draws.pick(own)
        else:
            core = draws.pick(_cores(talk.language, kind, named, talk.problem is not None))
        if core not in talk.used:
            break
    talk.used.add(core)
    return core


def _own(subject: Subject, kind: str) -> list[str]:
    if kind in _OPENINGS:
        return subject.openings
    return {"chat": subject.lines, "banter": subject.replies}.get(kind, [])


@cache
def _cores(language: str, kind: str, named: bool, problem: bool) -> tuple[str, ...]:
    """The texts that call somebody by name, or those that do not; any where there are no such."""
    every: tuple[str, ...] = LANGUAGES[language].TEXTS[kind]
    if not problem:
        every = tuple(text for text in every if not _slots(text) & _OF_PROBLEMS) or every
    return tuple(text for text in every if ("{who}" in text) == named) or every


def _framed(draws: Draws, talk: Talk, kind: str, core: str) -> str:
    words = LANGUAGES[talk.language]
    before, after = words.BEFORE.get(kind, ()), words.AFTER.get(kind, ())
    space = "" if talk.language == "ja" else " "
    framed = core
    if before and (kind == "first_question" or draws.chance(_OPENED)):
        opener = draws.pick(before)
        # German begins nouns with a capital wherever they stand
        if talk.language == "en" and opener[-1] in ",:" and core[1:2].islower():
            framed = core[0].lower() + core[1:]
        framed = opener + space + framed
    if after and draws.chance(_CLOSED):
        closer = draws.pick(after)
        if not _slots(closer) & _slots(core):
            framed += space + closer
    return framed


def _filling(draws: Draws, talk: Talk, who: str, text: str) -> dict[str, str]:
    filling = talk.said | {"who": who}
    if talk.problem:
        for name, words in (("why", talk.problem.why), ("fix", talk.problem.fix)):
            if name in _slots(text):
                filling[name] = draws.pick(words)
    return filling


@cache
def _slots(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
