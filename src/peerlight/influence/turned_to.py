"""Turned to beyond one's volume: distinct people, against what the writing alone would draw.

The one trait that counting activity cannot see, and a stable one: so earlier half-years count as
evidence too, each a little less than the one after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlight.influence.chance import Chance
from peerlight.influence.exposure import expected_from_posts
from peerlight.influence.members import Members
from peerlight.influence.pairs import Pairs
from peerlight.influence.shrinkage import Floats, Shrinkage, fit

if TYPE_CHECKING:
    import pyarrow as pa

HALVES = 4
FADING = 0.75
"""What a half-year counts against the one after it."""
COUNT = "turned_to"


@dataclass(frozen=True)
class TurnedTo:
    """Distinct trusted people who turned to a member, and how many anybody would have seen.

    Both are sums over half-years, faded. ``expected`` is 0 for members who wrote nothing.
    ``signal`` names the evidence over the same half-years, whose threads tell how they vary.
    """

    observed: Floats
    expected: Floats
    shrinkage: Shrinkage
    signal: str

    def point(self) -> Floats:
        """Observed ÷ expected, shrunk; NaN for members who wrote nothing."""
        return self._known(self.shrinkage.mean(self.observed, self.expected))

    def draws(self, chance: Chance, trust_variation: Floats, block: slice) -> Floats:
        """The ratio as it might have been: members × replicates of the block."""
        drawn = chance.counts(COUNT, self.signal, self.observed, block)
        drawn *= trust_variation[:, : drawn.shape[1]]
        strength = self.shrinkage.strength
        drawn += chance.pseudo(COUNT, strength, len(self.observed), block)
        return self._known(drawn / (self.expected + strength)[:, None])

    def _known(self, ratio: Floats) -> Floats:
        ratio[self.expected == 0] = np.nan
        return ratio


def turned_to(
    members: Members, pairs: Pairs, credit: Floats, half_years: pa.Table | None, called: bool
) -> TurnedTo:
    """Observed and expected over up to four half-years.

    Args:
        members: the members.
        pairs: who turned to whom; only those who count.
        credit: what a member's attention is worth, 0 to 1. Of earlier half-years only the number
            of people is known; they are worth what the people of all time are on average.
        half_years: ``member_id, half, posts, turned, called``; None leaves the last one only.
        called: count ``called`` in the earlier ones, else ``turned``.

    Linear in members.
    """
    share = _share(pairs, credit)
    observed, expected = np.zeros(len(members)), np.zeros(len(members))
    for half in range(HALVES if half_years is not None else 1):
        if half == 0:
            posts, people = members.posts_180, pairs.turned_to(credit)
        else:
            assert half_years is not None
            rows = half_years.filter(np.asarray(half_years["half"]) == half)
            posts = members.placed(rows, "posts")
            people = members.placed(rows, "called" if called else "turned") * share
        seen = np.where(posts > 0, people, 0.0)
        observed += FADING**half * seen
        expected += FADING**half * expected_from_posts(seen, posts, members.arrival)
    signal = "turned_to" if half_years is None else "turned_to_over_time"
    return TurnedTo(observed, expected, fit(observed, expected), signal)


def _share(pairs: Pairs, credit: Floats) -> Floats:
    people = pairs.people(recent=False)
    trusted = pairs.turned_to(credit, recent=False)
    return np.divide(trusted, people, out=np.zeros(len(people)), where=people > 0)
