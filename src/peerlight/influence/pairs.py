"""Who turned to whom, as arrays: one entry per directed pair of members."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from peerlight.influence.shrinkage import Floats, summed

if TYPE_CHECKING:
    import pyarrow as pa

Indices = NDArray[np.int64]

WORTH = {
    "accepted": 1.0,
    "thanks": 1.0,
    "reply": 1.0,
    "mention": 1.0,
    "reaction": 0.5,
    "joined": 0.5,
}
SPOKEN = ("thanks", "reply", "mention")
CAP = 4.0
"""However much two people talk, their tie weighs no more than this: people count, not chatter."""
EARLIER = 0.5
"""What an act older than 180 days weighs."""
MUTUAL = 0.5
"""How much of the mutual part of a tie is discounted: returned attention may be courtesy. No more
than half, because most honest help is answered too."""


@dataclass(frozen=True)
class Pairs:
    """Directed pairs, sorted by actor, then member (positions in the member table).

    ``acts`` and ``recent`` count acts of any time and of the last 180 days; ``spoken`` those of
    the last 180 days in words; ``weight`` is capped and discounted for what is mutual.
    """

    size: int
    actor: Indices
    member: Indices
    acts: Floats
    recent: Floats
    spoken: Floats
    weight: Floats

    def reweighted(self, factors: Floats) -> Pairs:
        """The same pairs with weights multiplied by ``factors``."""
        return replace(self, weight=self.weight * factors)

    def turned_to(self, credit: Floats, recent: bool = True) -> Floats:
        """How many distinct people turned to each member, each worth their ``credit`` (0 to 1)."""
        here = (self.recent if recent else self.acts) > 0
        return summed(self.member[here], credit[self.actor[here]], self.size)

    def people(self, recent: bool = True) -> Floats:
        """How many distinct people turned to each member."""
        return self.turned_to(np.ones(self.size), recent)

    def turning(self, credit: Floats) -> Floats:
        """How many distinct people each member turned to of late, each worth their ``credit``."""
        here = self.recent > 0
        return summed(self.actor[here], credit[self.member[here]], self.size)

    def share_towards(self, chosen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """The share of a member's spoken acts that went to ``chosen`` members, and their number."""
        total = summed(self.actor, self.spoken, self.size)
        towards = summed(self.actor, self.spoken * chosen[self.member], self.size)
        return np.divide(towards, total, out=np.zeros(self.size), where=total > 0), total


def read_pairs(ties: pa.Table, members: list[str]) -> Pairs:
    """The pairs of a table ``actor_id, member_id, act, n, n_180``, in any order of its rows.

    Pairs with somebody who is no member are left out. Linear in rows, but for one sort.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    size = len(members)
    index = pa.array(members, pa.string())
    actor = pc.index_in(ties["actor_id"], index).fill_null(-1).to_numpy()
    member = pc.index_in(ties["member_id"], index).fill_null(-1).to_numpy()
    acts = pc.index_in(ties["act"], pa.array(WORTH, pa.string())).fill_null(0).to_numpy()
    known = (actor >= 0) & (member >= 0) & (actor != member)
    actor, member, act = (column[known].astype(np.int64) for column in (actor, member, acts))
    n, n_180 = (ties[c].to_numpy().astype(np.float64)[known] for c in ("n", "n_180"))
    worth = np.array(list(WORTH.values()))[act]
    said = np.isin(act, [list(WORTH).index(name) for name in SPOKEN])
    key, at = np.unique(actor * size + member, return_inverse=True)

    def per_pair(values: Floats) -> Floats:
        return summed(at, values, len(key))

    weight = np.minimum(CAP, per_pair(worth * (n_180 + EARLIER * (n - n_180))))
    first, second = np.divmod(key, max(size, 1))
    return Pairs(
        size,
        first,
        second,
        per_pair(n),
        per_pair(n_180),
        per_pair(n_180 * said),
        weight - MUTUAL * _returned(key, first, second, weight, size),
    )


def _returned(key: Indices, first: Indices, second: Indices, weight: Floats, size: int) -> Floats:
    """For each pair the smaller weight of the two directions; 0 where there is only one."""
    if not len(key):
        return weight
    back = second * size + first
    place = np.minimum(np.searchsorted(key, back), len(key) - 1)
    return np.where(key[place] == back, np.minimum(weight, weight[place]), 0.0)
