"""Where the shortlist was right and where it was wrong, on a community whose truth is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peerlight.sources.synthetic import Planting
from peerlight.validation import telling

SOUGHT = ("helper", "welcomer", "bridge", "mentor")
"""The kinds that a good shortlist proposes."""
NOT_TO_PROPOSE = ("staff", "bot", "hidden_bot", "famous")
"""The kinds that should be set aside with a reason."""
TRAPS = ("loud", "ring", "promoter")
"""The kinds that must not be proposed, whether or not they are set aside."""


@dataclass(frozen=True)
class Finding:
    """One person and what is true of them.

    ``pull_rank`` is the share of all members (0 to 1) with a smaller latent pull; ``strength`` is
    how clearly the part was drawn, None for ordinary members; ``reason`` is why they were set
    aside, if they were; ``gone`` if they had left by the last 30 days; ``newcomers`` how many
    newcomers stayed in whose first thread they wrote.
    """

    member_id: str
    kind: str
    pull_rank: float
    strength: float | None = None
    reason: str | None = None
    gone: bool = False
    newcomers: int = 0


@dataclass(frozen=True)
class Judgement:
    """A shortlist held against the truth.

    ``right``: sought people who were proposed. ``wrong``: everybody else who was proposed.
    ``missed``: sought people who were neither proposed nor set aside. ``kept_back``: sought people
    who were set aside. ``well_set_aside``: staff, bots and famous who were, and whoever had left.
    ``overlooked``: staff, bots and famous who were neither set aside nor proposed. ``avoided``:
    loud members, ring and promoter who were not proposed. ``proposed`` and ``sought`` are totals,
    the latter without those who had left; ``chance`` is the share of sought people among those who
    could have been proposed.
    """

    right: tuple[Finding, ...]
    wrong: tuple[Finding, ...]
    missed: tuple[Finding, ...]
    kept_back: tuple[Finding, ...]
    well_set_aside: tuple[Finding, ...]
    overlooked: tuple[Finding, ...]
    avoided: tuple[Finding, ...]
    proposed: int
    sought: int
    chance: float

    def sentences(self) -> tuple[str, ...]:
        """What to say about it, in plain words, the verdict first."""
        return telling.sentences(self)


def judge(
    shortlist_member_ids: Iterable[str], set_aside: Mapping[str, str], planting: Planting
) -> Judgement:
    """Hold a shortlist against the truth. Complexity: linear in members and newcomers.

    Args:
        shortlist_member_ids: who was proposed, as ``slack:U…`` (any prefix is cut off).
        set_aside: member id → reason, for everybody who was not proposed for a reason.
        planting: the truth.

    Raises:
        KeyError: a member on the shortlist is not in the planting.
    """
    proposed = dict.fromkeys(_user(member) for member in shortlist_member_ids)
    aside = {_user(member): reason for member, reason in set_aside.items()}
    truth = _Truth(planting, aside)

    def findings(users: Iterable[str]) -> tuple[Finding, ...]:
        return tuple(truth.finding(user) for user in users)

    others = [user for user in truth.planted(*NOT_TO_PROPOSE) if user not in proposed]
    # nobody should be asked who has left, whatever they were
    here = [u for u in truth.planted(*SOUGHT) if u in proposed or u not in planting.gone]
    left = [
        u for u in truth.planted("fader", *SOUGHT) if u in aside and u not in {*here, *proposed}
    ]
    rest = [user for user in here if user not in proposed]
    eligible = planting.members - len(truth.planted(*NOT_TO_PROPOSE))
    return Judgement(
        right=findings(u for u in proposed if truth.kinds[u] in SOUGHT),
        wrong=findings(u for u in proposed if truth.kinds[u] not in SOUGHT),
        missed=findings(u for u in rest if u not in aside),
        kept_back=findings(u for u in rest if u in aside),
        well_set_aside=findings(u for u in (*others, *left) if u in aside),
        overlooked=findings(u for u in others if u not in aside),
        avoided=findings(u for u in truth.planted(*TRAPS) if u not in proposed),
        proposed=len(proposed),
        sought=len(here),
        chance=len(here) / max(1, eligible),
    )


class _Truth:
    """The planting, by user."""

    def __init__(self, planting: Planting, aside: Mapping[str, str]) -> None:
        self.kinds = {user: kind for kind, users in planting.kinds.items() for user in users}
        self._planting, self._aside = planting, aside
        ordered = sorted(planting.pull, key=lambda user: (planting.pull[user], user))
        self._rank = {user: n / len(ordered) for n, user in enumerate(ordered)}
        self._newcomers = Counter(u for n in planting.newcomers if n.stayed for u in n.by)

    def planted(self, *kinds: str) -> list[str]:
        return [user for kind in kinds for user in self._planting.kinds.get(kind, ())]

    def finding(self, user: str) -> Finding:
        return Finding(
            f"slack:{user}",
            self.kinds[user],
            self._rank[user],
            self._planting.strength.get(user),
            self._aside.get(user),
            user in self._planting.gone,
            self._newcomers[user],
        )


def _user(member_id: str) -> str:
    return member_id.rpartition(":")[2]
