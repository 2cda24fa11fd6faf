"""Three questions, three estimates: each a fixed-weight mean of percentiles, or one ratio.

Weights hardly matter and many terms do not help (Peerlight's own benchmark), so there are few, they
are the same for every community, and what is unknown in one is left out and the rest weighs more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from peerlight.influence.chance import Chance
from peerlight.influence.members import Mask
from peerlight.influence.shrinkage import Floats, Shrinkage, fit


@dataclass(frozen=True)
class Term:
    """One count in an estimate. ``signal`` names the evidence whose threads tell how it varies."""

    count: str
    weight: float
    signal: str


RECOGNISED = (
    Term("threads", 1.0, "takes_part"),
    Term("posts", 0.5, "takes_part"),
    Term("weeks", 0.25, "consistent"),
    Term("trusted", 0.25, "turned_to"),
)
"""Likely to be recognised by peers: breadth first (threads touched, posts of 180 days, weeks ever),
and distinct trusted people who turn to them."""

HELPS_NEWCOMERS = (
    Term("threads", 1.0, "takes_part"),
    Term("partners", 0.5, "replies_given"),
    Term("weeks", 0.5, "consistent"),
    Term("newcomers", 0.5, "welcomes_who_stayed"),
    Term("upwards", -0.25, ""),
)
"""Helps newcomers who stay: breadth, distinct people they turn to, weeks, newcomers helped; less
where most of their talk goes to the appointed or the long-established."""


STEPS = 1000
"""Drawn percentiles are told to a thousandth."""


@dataclass(frozen=True)
class Scale:
    """A count's place among those of the active members, thin evidence drawn to the middle."""

    usual: float
    shrinkage: Shrinkage
    reference: Floats
    coarse: Floats

    @classmethod
    def of(cls, counts: Floats, base: Mask) -> Scale:
        """The scale that the members in ``base`` set. Linear in members, but for one sort."""
        usual = float(counts[base].mean())
        shrinkage = fit(counts[base], np.full(int(base.sum()), usual))
        shrunk = np.sort(shrinkage.mean(counts[base], np.array(usual)))
        return cls(usual, shrinkage, shrunk, coarsened(shrunk))

    def place(self, counts: Floats) -> Floats:
        """Percentiles (0 to 1) by member; ties share the middle."""
        return percentile(self.shrinkage.mean(counts, np.array(self.usual)), self.reference)

    def place_drawn(self, counts: Floats, pseudo: Floats) -> Floats:
        """Percentiles of drawn counts with drawn pseudo-counts, both members × replicates."""
        ratio = (counts + pseudo) / (self.usual + self.shrinkage.strength)
        return drawn_percentile(ratio, self.coarse)


def percentile(values: Floats, reference: Floats) -> Floats:
    """The share of the sorted ``reference`` below each value, half of what is equal included."""
    below = np.searchsorted(reference, values, "left")
    return (below + np.searchsorted(reference, values, "right")) / (2 * len(reference))


def coarsened(reference: Floats) -> Floats:
    """At most :data:`STEPS` of the sorted values, evenly spread.

    Enough for places that are drawn at random, and small enough to stay in the processor's cache.
    """
    if len(reference) <= STEPS:
        return reference
    at = ((np.arange(STEPS) + 0.5) * len(reference) / STEPS).astype(np.int64)
    return reference[at]


def drawn_percentile(values: Floats, coarse: Floats) -> Floats:
    """The share of the sorted, coarsened values up to each drawn one."""
    return np.searchsorted(coarse, values, "right") / max(len(coarse), 1)


class Blend:
    """The weighted mean percentile of the terms that are known."""

    def __init__(
        self, name: str, terms: tuple[Term, ...], counts: Mapping[str, Floats], base: Mask
    ) -> None:
        self._name = name
        self._counts = counts
        # a count that is nowhere above zero tells nobody from anybody
        self.terms = tuple(t for t in terms if t.count in counts and counts[t.count][base].any())
        self._scales = {t.count: Scale.of(counts[t.count], base) for t in self.terms if t.signal}
        self._weight = sum(abs(t.weight) for t in self.terms)
        self._base = base
        self._members = len(base)

    @property
    def weights(self) -> dict[str, float]:
        """The weights used, by count; they and their absolute values sum as the terms do."""
        return {t.count: t.weight / self._weight for t in self.terms}

    def point(self) -> Floats:
        """The estimate, 0 to 1, by member; NaN where no term is known."""
        return self._mixed({t.count: self._place(t) for t in self.terms})

    def draws(self, chance: Chance, extra: Mapping[str, Floats], block: slice) -> Floats:
        """The estimate as it might have been: members × replicates of the block.

        ``extra`` multiplies a count's draws by its own further variation.
        """
        places = {}
        for term in self.terms:
            if not term.signal:
                places[term.count] = self._place(term)[:, None]
                continue
            counts = self._counts[term.count]
            drawn = chance.counts(term.count, term.signal, counts, block)
            if term.count in extra:
                drawn *= extra[term.count][:, : drawn.shape[1]]
            scale = self._scales[term.count]
            pseudo = chance.pseudo(term.count, scale.shrinkage.strength, len(counts), block)
            places[term.count] = scale.place_drawn(drawn, pseudo)
        return self._mixed(places)

    def _place(self, term: Term) -> Floats:
        counts = self._counts[term.count]
        if term.signal:
            return self._scales[term.count].place(counts)
        return percentile(counts, np.sort(counts[self._base]))

    def _mixed(self, places: Mapping[str, Floats]) -> Floats:
        if not self.terms:
            return np.full(self._members, np.nan)
        mixed: Floats = np.zeros(1)
        for term in self.terms:
            place = places[term.count]
            mixed = mixed + abs(term.weight) * (place if term.weight > 0 else 1 - place)
        return mixed / self._weight
