"""What might as well have happened: the draws behind every interval.

A replicate counts each thread Poisson(1) times, so posts of one conversation are drawn together. It
knows nothing of people about whom little is known: who was never thanked is never thanked in any
replicate. So the prior's pseudo-counts are drawn too, as Gamma(a): with threads of one act each,
the sum of the two has the mean and the variance of the Gamma–Poisson posterior, and with larger
threads it is wider, as it should be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from peerlight.influence.pairs import Indices, Pairs
from peerlight.influence.shrinkage import Floats
from peerlight.influence.trust import trust
from peerlight.signals.aggregate import Aggregate, replicate
from peerlight.signals.bootstrap import weights

if TYPE_CHECKING:
    from numpy.random import Generator

TRUST_DRAWS = 20
"""How often trust itself is drawn anew; also how many replicates are made at a time."""


class Chance:
    """Draws for all members, in blocks of :data:`TRUST_DRAWS` replicates."""

    def __init__(
        self,
        sums: Mapping[str, Aggregate],
        threads: Sequence[str] | None,
        arrival: Indices,
        seed: int,
        replicates: int,
    ) -> None:
        self._sums = sums if threads is not None else {}
        self._weights = None if threads is None else weights(threads, seed, replicates)
        self._arrival = arrival
        self._seed = seed
        self._replicates = replicates
        self._factors: dict[str, Floats] = {}

    def blocks(self) -> list[slice]:
        """The columns of each block."""
        starts = range(0, self._replicates, TRUST_DRAWS)
        return [slice(s, min(s + TRUST_DRAWS, self._replicates)) for s in starts]

    def counts(self, name: str, signal: str, counts: Floats, block: slice) -> Floats:
        """Counts as they might have been: members × replicates of the block.

        A count varies as the signal's evidence varies when its threads are drawn anew. Where
        there is no such evidence it varies as a Poisson count.
        """
        total = self._sums[signal].total if signal in self._sums else np.zeros(len(counts))
        drawn = counts[:, None] * np.ones(block.stop - block.start)
        if total.any():
            drawn *= self._relative(signal, block)
        blind = (total == 0) & (counts > 0)
        if blind.any():
            random = self._random("counts", name, block)
            poisson = self._by_arrival(random.poisson(counts[self._arrival, None], drawn.shape))
            drawn[blind] = poisson[blind]
        return drawn

    def pseudo(self, name: str, strength: float, members: int, block: slice) -> Floats:
        """The prior's pseudo-counts: Gamma(strength), members × replicates of the block."""
        random = self._random("pseudo", name, block)
        return self._by_arrival(random.gamma(strength, size=(members, block.stop - block.start)))

    def _relative(self, signal: str, block: slice) -> Floats:
        key = f"{signal}/{block.start}"
        if key not in self._factors:
            # only the signals of one block are worth keeping
            for old in [k for k in self._factors if not k.endswith(f"/{block.start}")]:
                del self._factors[old]
            assert self._weights is not None
            of, total = self._sums[signal], self._sums[signal].total
            drawn = replicate(of, self._weights[:, block])
            self._factors[key] = np.where(
                total[:, None] > 0, drawn / np.maximum(total, 1)[:, None], 1.0
            )
        return self._factors[key]

    def _random(self, what: str, name: str, block: slice) -> Generator:
        return np.random.default_rng([self._seed, crc32(f"{what}/{name}".encode()), block.start])

    def _by_arrival(self, drawn: NDArray[np.generic]) -> Floats:
        placed = np.empty(drawn.shape)
        placed[self._arrival] = drawn
        return placed


def trust_draws(pairs: Pairs, seeds: Indices, arrival: Indices, seed: int) -> Floats:
    """The credit of each member with the seeds and the ties drawn anew: members × 20.

    Seeds count Poisson(1) times, ties are multiplied by exponential draws (a Bayesian bootstrap).
    """
    random = np.random.default_rng([seed, crc32(b"trust")])
    place = np.empty(len(arrival), np.int64)
    place[arrival] = np.arange(len(arrival))
    order = np.lexsort((place[pairs.member], place[pairs.actor]))
    seeds = seeds[np.argsort(place[seeds])]
    credit = np.empty((pairs.size, TRUST_DRAWS))
    for draw in range(TRUST_DRAWS):
        factors = np.empty(len(order))
        factors[order] = random.exponential(size=len(order))
        times = random.poisson(1.0, len(seeds))
        chosen = np.repeat(seeds, times) if times.any() else seeds
        credit[:, draw] = trust(pairs.reweighted(factors), chosen).credit
    return credit
