"""The judgement on a demonstration, in words for a community manager."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from peerlight.sources.synthetic import MEANING

if TYPE_CHECKING:
    from peerlight.validation.demonstration import Finding, Judgement

NAMES: dict[str, tuple[str, str]] = {
    "helper": ("quiet helper", "quiet helpers"),
    "welcomer": ("welcomer", "welcomers"),
    "bridge": ("bridge between groups", "bridges between groups"),
    "mentor": ("mentor", "mentors"),
    "loud": ("loud member", "loud members"),
    "staff": ("appointed member", "appointed members"),
    "bot": ("bot", "bots"),
    "hidden_bot": ("undeclared bot", "undeclared bots"),
    "ring": ("member of the mutual-admiration ring", "members of the mutual-admiration ring"),
    "study_group": ("member of the study group", "members of the study group"),
    "chapter": ("member of the local chapter", "members of the local chapter"),
    "circle": ("member of the language circle", "members of the language circle"),
    "pupil": ("pupil of the mentor", "pupils of the mentor"),
    "promoter": ("promoter", "promoters"),
    "famous": ("already famous member", "already famous members"),
    "fader": ("helper who is gone by now", "helpers who are gone by now"),
    "ordinary": ("ordinary member", "ordinary members"),
}
"""What each kind is called, one and several."""
WHY_WRONG: dict[str, str] = {
    "loud": "A loud member writes much and few turn to them: a mistake.",
    "staff": "Appointed members should have been set aside: a mistake.",
    "bot": "A bot should have been set aside: a mistake.",
    "hidden_bot": "An undeclared bot is hard to tell, but it is no person: a mistake.",
    "ring": "The ring's thanks come from inside it and mean nothing: a mistake.",
    "study_group": "The study group keeps together honestly, and its members do rely on each "
    "other; they are relied on there, not everywhere.",
    "chapter": "The local chapter keeps together honestly, and its members do rely on each other; "
    "they are relied on there, not everywhere.",
    "circle": "The language circle keeps together honestly, and its members do rely on each other; "
    "they are relied on there, not everywhere.",
    "pupil": "A pupil asks a lot and so meets many people who answer.",
    "promoter": "A promoter is in many threads, with their own link only: a mistake.",
    "famous": "Others do turn to a famous member, but everybody knows them already.",
    "fader": "Who is gone by now did help, earlier in the year; asking them comes too late.",
}
"""Why a kind that was not sought was proposed, or that nothing excuses it; for ordinary members
the planting is asked one by one."""
_EXPECTED = {"staff": "appointed", "bot": "bot", "hidden_bot": "bot", "famous": "already visible"}
_GONE = ("away", "too little data")
_FAINT = 0.5
_MOST = 0.8
_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


def sentences(judgement: Judgement) -> tuple[str, ...]:
    """What to say about a judgement, the verdict first."""
    j = judgement
    said = [_verdict(j)]
    if j.wrong:
        said.append(_wrong(j.wrong))
    if j.avoided:
        said.append(f"Not taken in by: {listed(j.avoided)}.")
    if j.well_set_aside:
        said.append(f"Rightly set aside: {listed(_shown(j.well_set_aside))}{_otherwise(j)}.")
    if j.overlooked:
        said.append(f"Not recognised for what they are: {listed(j.overlooked)}.")
    if j.kept_back:
        said.append(f"Set aside though sought: {_by_reason(j.kept_back)}.")
    if j.missed:
        said.append(f"Not proposed though sought: {listed(j.missed)}{_why_missed(j)}.")
    return tuple(said)


def listed(findings: Iterable[Finding | str]) -> str:
    """How many of which kinds, "two bots and one mentor"; takes findings or kinds."""
    counts = Counter(f if isinstance(f, str) else f.kind for f in findings)
    return _and(f"{_spelt(n)} {NAMES[kind][n != 1]}" for kind in MEANING if (n := counts[kind]))


def _verdict(j: Judgement) -> str:
    if not j.proposed:
        return f"Nobody was proposed, though {j.sought} people were planted to be found."
    found = f": {listed(j.right)}" if j.right else ""
    were = "was" if len(j.right) == 1 else "were"
    return (
        f"Of {j.proposed} people proposed, {len(j.right)} {were} planted to be found{found}. "
        f"Drawn by lot, it would have been {j.proposed * j.chance:.1f} on average."
    )


def _wrong(wrong: tuple[Finding, ...]) -> str:
    said = [f"Not planted to be found: {listed(wrong)}."]
    if ordinary := [f for f in wrong if f.kind == "ordinary"]:
        said.append(_why_ordinary(ordinary))
    kinds = {f.kind for f in wrong}
    said += [WHY_WRONG[kind] for kind in MEANING if kind in kinds & WHY_WRONG.keys()]
    return " ".join(said)


def _why_ordinary(ordinary: list[Finding]) -> str:
    """What the planting tells of ordinary members who were proposed, and of whom it tells none."""
    pull = [f for f in ordinary if f.pull_rank >= _MOST]
    kept = [f for f in ordinary if f.newcomers and f not in pull]
    rest = len(ordinary) - len(pull) - len(kept)
    said = []
    if pull:
        are = "is" if len(pull) == 1 else "are"
        said.append(
            f"{_spelt(len(pull))} {are} by the luck of the draw among the fifth of all members "
            "whom others turn to most"
        )
    if kept:
        newcomers = sum(f.newcomers for f in kept)
        people = "newcomer" if newcomers == 1 else "newcomers"
        said.append(f"{_spelt(len(kept))} wrote to {_spelt(newcomers)} {people} who stayed")
    if rest == len(ordinary):
        return "The planting gives no reason for that: a mistake."
    if rest:
        said.append(f"for {_spelt(rest)} the planting gives no reason: a mistake")
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _shown(findings: Iterable[Finding]) -> list[str]:
    """The kinds, where whoever had left counts as gone whatever they were sought as."""
    return ["fader" if f.gone and f.kind not in _EXPECTED else f.kind for f in findings]


def _otherwise(j: Judgement) -> str:
    """How many were set aside for another reason than the planted one."""
    n = 0
    for f in j.well_set_aside:
        fitting = {_EXPECTED.get(f.kind, "")} | (set(_GONE) if f.gone else set())
        n += _short(f.reason) not in fitting
    return f" ({_spelt(n)} of them for another reason than the planted one)" if n else ""


def _by_reason(findings: tuple[Finding, ...]) -> str:
    reasons = sorted({f.reason or "" for f in findings})
    return "; ".join(
        f"{listed(f for f in findings if (f.reason or '') == reason)} ({reason})"
        for reason in reasons
    )


def _why_missed(j: Judgement) -> str:
    faint = sum(1 for f in j.missed if (f.strength or 0) < _FAINT)
    why = []
    if j.proposed < j.sought:
        why.append(f"the list had {j.proposed} places for {j.sought} people")
    if faint:
        play = "plays" if faint == 1 else "play"
        why.append(f"{_spelt(faint)} of them {play} the part only faintly")
    return f" ({'; '.join(why)})" if why else ""


def _short(reason: str | None) -> str:
    return (reason or "").partition(":")[0]


def _and(words: Iterable[str]) -> str:
    every = list(words)
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def _spelt(n: int) -> str:
    return _SMALL[n - 1] if 0 < n <= len(_SMALL) else str(n)
