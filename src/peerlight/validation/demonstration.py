"""Where the shortlist was right and where it was wrong, on a community whose truth is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peerlight.sources.synthetic import MEANING, Planting

SOUGHT = ("helper", "welcomer", "bridge", "mentor")
"""The kinds that a good shortlist proposes."""
NOT_TO_PROPOSE = ("staff", "bot", "hidden_bot", "famous")
"""The kinds that should be set aside with a reason."""
_NAMES: dict[str, tuple[str, str]] = {
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
_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One person and what is true of them.

    ``pull_rank`` is the share of all members (0 to 1) with a smaller latent pull; ``strength`` is
    how clearly the part was drawn, None for ordinary members; ``reason`` is why they were set
    aside, if they were.
    """

    member_id: str
    kind: str
    pull_rank: float
    strength: float | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Judgement:
    """A shortlist held against the truth.

    ``right``: sought people who were proposed. ``wrong``: everybody else who was proposed.
    ``missed``: sought people who were neither proposed nor set aside. ``kept_back``: sought people
    who were set aside. ``well_set_aside``: staff, bots and famous who were. ``overlooked``: staff,
    bots and famous who were neither set aside nor proposed. ``proposed`` and ``sought`` are totals;
    ``chance`` is the share of sought people among those who could have been proposed.
    """

    right: tuple[Finding, ...]
    wrong: tuple[Finding, ...]
    missed: tuple[Finding, ...]
    kept_back: tuple[Finding, ...]
    well_set_aside: tuple[Finding, ...]
    overlooked: tuple[Finding, ...]
    proposed: int
    sought: int
    chance: float

    def sentences(self) -> tuple[str, ...]:
        """What to say about it, in plain words, the verdict first."""
        said = [self._verdict()]
        if self.wrong:
            said.append(f"Wrong: {_listed(self.wrong)}.")
        near = [f for f in self.wrong if f.kind == "ordinary" and f.pull_rank >= 0.8]
        if near:
            who = "one really is" if len(near) == 1 else f"{_spelt(len(near))} really are"
            said.append(
                f"Of the ordinary members proposed, {who} among the fifth of all members whom "
                "others turn to most, without having been planted."
            )
        if self.missed:
            said.append(f"Missed: {_listed(self.missed)}{self._why_missed()}.")
        if self.kept_back:
            reasons = sorted({f.reason for f in self.kept_back if f.reason})
            said.append(
                f"Set aside though sought: {_listed(self.kept_back)} ({', '.join(reasons)})."
            )
        if self.well_set_aside:
            said.append(f"Rightly set aside: {_listed(self.well_set_aside)}.")
        if self.overlooked:
            said.append(f"Not recognised for what they are: {_listed(self.overlooked)}.")
        return tuple(said)

    def _verdict(self) -> str:
        if not self.proposed:
            return f"Nobody was proposed, though {self.sought} people were planted to be found."
        found = f": {_listed(self.right)}" if self.right else ""
        return (
            f"Of {self.proposed} people proposed, {len(self.right)} were planted to be found{found}"
            f". By chance it would have been {self.proposed * self.chance:.1f}."
        )

    def _why_missed(self) -> str:
        places = max(0, self.sought - self.proposed)
        faint = sum(1 for f in self.missed if (f.strength or 0) < 0.5)
        why = []
        if places:
            why.append(f"the list had {self.proposed} places for {self.sought} people")
        if faint:
            play = "plays" if faint == 1 else "play"
            why.append(f"{_spelt(faint)} of them {play} the part only faintly")
        return f" ({'; '.join(why)})" if why else ""


def judge(
    shortlist_member_ids: Iterable[str], set_aside: Mapping[str, str], planting: Planting
) -> Judgement:
    """Hold a shortlist against the truth. Complexity: linear in members.

    Args:
        shortlist_member_ids: who was proposed, as ``slack:U…`` (any prefix is cut off).
        set_aside: member id → reason, for everybody who was not proposed for a reason.
        planting: the truth.

    Raises:
        KeyError: a member on the shortlist is not in the planting.
    """
    kinds = {user: kind for kind, users in planting.kinds.items() for user in users}
    proposed = tuple(dict.fromkeys(_user(member) for member in shortlist_member_ids))
    aside = {_user(member): reason for member, reason in set_aside.items()}
    rank = _ranks(planting)

    def finding(user: str) -> Finding:
        return Finding(
            f"slack:{user}",
            kinds[user],
            rank[user],
            planting.strength.get(user),
            aside.get(user),
        )

    def findings(users: Iterable[str]) -> tuple[Finding, ...]:
        return tuple(finding(user) for user in users)

    def planted(*wanted: str) -> list[str]:
        return [user for kind in wanted for user in planting.kinds.get(kind, ())]

    sought, others = planted(*SOUGHT), planted(*NOT_TO_PROPOSE)
    eligible = planting.members - len(others)
    return Judgement(
        right=findings(u for u in proposed if kinds[u] in SOUGHT),
        wrong=findings(u for u in proposed if kinds[u] not in SOUGHT),
        missed=findings(u for u in sought if u not in proposed and u not in aside),
        kept_back=findings(u for u in sought if u in aside and u not in proposed),
        well_set_aside=findings(u for u in others if u in aside and u not in proposed),
        overlooked=findings(u for u in others if u not in aside and u not in proposed),
        proposed=len(proposed),
        sought=len(sought),
        chance=len(sought) / max(1, eligible),
    )


def _user(member_id: str) -> str:
    return member_id.rpartition(":")[2]


def _ranks(planting: Planting) -> dict[str, float]:
    ordered = sorted(planting.pull, key=lambda user: (planting.pull[user], user))
    return {user: n / len(ordered) for n, user in enumerate(ordered)}


def _listed(findings: tuple[Finding, ...]) -> str:
    counts = {kind: sum(f.kind == kind for f in findings) for kind in MEANING}
    words = [f"{_spelt(n)} {_NAMES[kind][n != 1]}" for kind, n in counts.items() if n]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _spelt(n: int) -> str:
    return _SMALL[n - 1] if n <= len(_SMALL) else str(n)
