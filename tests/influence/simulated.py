"""Communities with known truth: everybody's pull is drawn first, then what they do and draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import csr_array

from peerlight.clock import DAY
from peerlight.influence.judging import Belief, InfluenceSettings, judge
from peerlight.signals.aggregate import Aggregate

AS_OF = 800 * DAY
SINCE = AS_OF - 180 * DAY


@dataclass(frozen=True)
class Simulated:
    """A community, and the pull by which others turn to each member (1 is usual)."""

    ids: list[str]
    threads: list[str]
    posts: NDArray[np.int64]
    pull: NDArray[np.float64]
    members: pa.Table
    ties: pa.Table
    sums: dict[str, Aggregate]

    def believed(self, seed: int = 1, replicates: int = 200) -> Belief:
        """The belief about it."""
        return judge(
            self.members,
            self.sums,
            self.ties,
            pa.table({"member_id": self.ids, "reached": self.posts}),
            no_followers(),
            InfluenceSettings(AS_OF, seed, replicates),
            threads=self.threads,
        )


def community(
    seed: int, size: int = 500, evenness: float = 3.0, clumped: float = 0.0, alike: bool = False
) -> Simulated:
    """A community in which posts draw people in proportion to their author's pull.

    Args:
        seed: of all draws.
        size: members.
        evenness: pulls are Gamma(evenness) with mean 1.
        clumped: the spread (variance) of how much attention a thread gives everybody in it.
        alike: everybody has the same pull and writes equally much on average.
    """
    rng = np.random.default_rng(seed)
    pull = np.ones(size) if alike else rng.gamma(evenness, 1 / evenness, size)
    mean = np.full(size, 20.0) if alike else np.minimum(10 + rng.lognormal(2.5, 1.0, size), 300)
    wrote = rng.poisson(mean) + 10
    threads = size * 6
    author = np.repeat(np.arange(size), wrote)
    thread = rng.integers(0, threads, len(author))
    mood = rng.gamma(1 / clumped, clumped, threads) if clumped else np.ones(threads)
    drawn = rng.poisson(0.25 * pull[author] * mood[thread])
    to, where = np.repeat(author, drawn), np.repeat(thread, drawn)
    by = rng.integers(0, size, len(to))
    apart = by != to
    return _written(pull, wrote, author, thread, (by[apart], to[apart], where[apart]), threads)


def _written(
    pull: NDArray[np.float64],
    wrote: NDArray[np.int64],
    author: NDArray[np.int64],
    thread: NDArray[np.int64],
    acts: tuple[NDArray[np.int64], ...],
    threads: int,
) -> Simulated:
    size = len(pull)
    ids = [f"m{i:05d}" for i in range(size)]
    names = [f"t{i:05d}" for i in range(threads)]
    by, to, where = acts
    # of each pair's acts the first one in order carries the person
    pair, first = np.unique(by * size + to, return_index=True)
    seats = np.unique(author * threads + thread)
    broad = np.bincount(seats // threads, minlength=size)
    sums = {
        "turned_to": _aggregate("turned_to", ids, threads, to[first], where[first], by[first]),
        "takes_part": _aggregate(
            "takes_part", ids, threads, seats // threads, seats % threads, None
        ),
    }
    members = member_table(ids, posts_180=wrote, threads_180=broad, weeks=np.minimum(wrote, 26))
    counted = np.bincount(np.searchsorted(pair, by * size + to))
    ties = tie_table([ids[i] for i in pair // size], [ids[i] for i in pair % size], counted)
    return Simulated(ids, names, wrote, pull, members, ties, sums)


def _aggregate(
    signal: str,
    ids: list[str],
    threads: int,
    member: NDArray[np.int64],
    thread: NDArray[np.int64],
    peer: NDArray[np.int64] | None,
) -> Aggregate:
    ones = np.full(len(member), 1_000_000)
    by_thread = csr_array((ones, (member, thread)), shape=(len(ids), threads), dtype=np.int64)
    by_thread.sum_duplicates()
    rows = np.bincount(member, minlength=len(ids))
    return Aggregate(
        signal=signal,
        members=tuple(ids),
        total=rows * 1_000_000,
        rows=rows,
        peers=rows if peer is not None else np.zeros(len(ids), np.int64),
        threads=np.diff(by_thread.indptr).astype(np.int64),
        by_thread=by_thread,
    )


def member_table(ids: list[str], **columns: object) -> pa.Table:
    """The ``members`` view of people who have been here all the time, but for the given columns."""
    n = len(ids)
    defaults: dict[str, object] = {
        "arrival": np.arange(n, dtype=np.int64),
        "last_at": np.full(n, AS_OF),
        "posts": columns.get("posts_180", np.full(n, 20)),
        "posts_180": np.full(n, 20),
        "threads_180": np.full(n, 5),
        "weeks": np.full(n, 10),
        "weeks_180": np.full(n, 10),
        "partners_180": np.zeros(n, np.int64),
        "turned_180": np.zeros(n, np.int64),
        "appointed": np.zeros(n, np.int64),
    }
    given = {name: np.asarray(value) for name, value in {**defaults, **columns}.items()}
    return pa.table({"member_id": pa.array(ids, pa.string()), **given})


def tie_table(
    actors: list[str], members: list[str], n: object = None, act: str = "reply"
) -> pa.Table:
    """Ties of one kind, all within the last 180 days."""
    times = np.ones(len(actors), np.int64) if n is None else np.asarray(n)
    return pa.table(
        {
            "actor_id": pa.array(actors, pa.string()),
            "member_id": pa.array(members, pa.string()),
            "act": pa.array([act] * len(actors), pa.string()),
            "n": times,
            "n_180": times,
        }
    )


def no_followers() -> pa.Table:
    """The ``followers`` view where nobody has a following."""
    empty = pa.array([], pa.string())
    return pa.table({"member_id": empty, "follower_id": empty, "engaged": pa.array([], pa.int64())})
