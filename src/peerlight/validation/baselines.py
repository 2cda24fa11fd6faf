"""The formulas in use elsewhere, all printed beside ours: counts, rates, centralities, points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from peerlight.clock import DAY, WEEK
from peerlight.validation import counting
from peerlight.validation.counting import LATEST, Floats
from peerlight.validation.history import MENTION, NEXT, REACTION, REPLY, Acts, History
from peerlight.validation.labels import Recognitions, first_posts, holders
from peerlight.validation.protocol import FIT_FROM, SPAN

MONDAY = 4 * DAY
"""The first Monday after 1 January 1970."""
DAMPING, ROUNDS = 0.85, 60
HALF_LIFE = 90 * DAY
PARTNERS_A_WEEK = 3


@dataclass(frozen=True, eq=False)
class Past:
    """A community as it was at a cut; nothing later can be seen through it."""

    history: History
    at: int
    seeds: NDArray[np.int64]

    @cached_property
    def acts(self) -> Acts:
        """All acts before the cut."""
        return self.history.acts.between(-LATEST, self.at)

    @cached_property
    def recent(self) -> Acts:
        """The acts of the last 180 days before the cut."""
        return self.history.acts.between(self.at - SPAN, self.at)

    def of(self, *kinds: int) -> Acts:
        """The recent acts of these kinds."""
        return self.recent.where(np.isin(self.recent.kind, kinds))

    @property
    def size(self) -> int:
        """How many members there are."""
        return self.history.size

    def posts(self, span: int = SPAN) -> Floats:
        """Messages in the time before the cut."""
        return counting.posts(self.history, self.at - span, self.at)


def past(history: History, recognitions: Recognitions, at: int) -> Past:
    """The community at a cut; trust starts at whoever was recognised by then.

    Where nobody was, it starts at the ten members with the most active weeks.
    """
    seeds = holders(recognitions, at)
    if not len(seeds):
        weeks = _weeks(Past(history, at, seeds))
        seeds = np.argsort(-weeks, kind="stable")[:10]
    return Past(history, at, seeds)


def baselines(past: Past, seed: int) -> dict[str, Floats]:
    """Every formula's score by member, as it could have been computed on the day of the cut."""
    size, posts = past.size, past.posts()
    first = first_posts(past.history).astype(np.float64)
    inward = counting.peers_inward(past.recent, size)
    spoken = past.of(REPLY, MENTION, NEXT)
    received = _received(past.of(REACTION), size)
    return {
        "random": np.random.default_rng(seed).random(size),
        "posts_180": posts,
        "posts_all": past.posts(LATEST),
        "threads_180": counting.threads(past.history, past.at - SPAN, past.at),
        "active_weeks_all": _weeks(past),
        "tenure": past.at - np.where(first > past.at, past.at, first),
        "recency": _last(past),
        "in_degree_180": inward,
        "out_degree_180": counting.peers_outward(past.recent, size),
        "replies_made_180": _made(past.of(REPLY, NEXT), size),
        "replies_received_180": _received(past.of(REPLY, NEXT), size),
        "reactions_received_180": received,
        "reactions_per_post": received / np.maximum(posts, 1),
        "empirical_bayes_rate": _shrunk_rate(_received(past.recent, size), posts),
        "zhang_z": _zhang_z(spoken, size),
        "pagerank": _pagerank(*_ties(past.recent, size)),
        "seeded_pagerank": _pagerank(*_ties(past.recent, size), past.seeds),
        "expertise_rank": _pagerank(*_ties(past.of(REPLY, NEXT), size)),
        "k_core": _k_core(past.recent, size),
        "h_index": _h_index(past.recent, size),
        "orbit_like": _orbit_like(past),
        "points_like": posts + 2 * _made(past.of(REPLY, NEXT), size) + received,
        "sourcecred_like": _pagerank(past.recent, _acts_weight(past.recent), size),
        "togethercrew_like": _weekly_partners(past),
        "past_reach_resid": counting.beyond_volume(inward, posts, FIT_FROM),
    }


def _made(acts: Acts, size: int) -> Floats:
    return np.bincount(acts.actor, minlength=size).astype(np.float64)


def _received(acts: Acts, size: int) -> Floats:
    return np.bincount(acts.member, minlength=size).astype(np.float64)


def _weeks(past: Past) -> Floats:
    week = (past.history.posts.at - MONDAY) // WEEK
    return counting.distinct_posts(past.history, week - week.min(), -LATEST, past.at)


def _last(past: Past) -> Floats:
    before = past.history.posts.at <= past.at
    last = np.full(past.size, -np.inf)
    np.maximum.at(last, past.history.posts.member[before], past.history.posts.at[before])
    return last


def _shrunk_rate(received: Floats, posts: Floats) -> Floats:
    """Acts received per post, drawn to the mean by the moments of a Gamma prior."""
    wrote = posts > 0
    rate = received[wrote].sum() / max(posts[wrote].sum(), 1)
    spread = np.mean((received[wrote] - rate * posts[wrote]) ** 2 - rate * posts[wrote])
    spread /= max(float(np.mean(posts[wrote] ** 2)), 1.0)
    strength = rate * rate / spread if spread > 0 else 1e6
    shrunk: Floats = (received + strength) / (posts + strength / max(rate, 1e-12))
    return shrunk


def _zhang_z(spoken: Acts, size: int) -> Floats:
    """Answers less questions over the root of both (Zhang, Ackerman and Adamic 2007)."""
    gave, got = counting.peers_outward(spoken, size), counting.peers_inward(spoken, size)
    z: Floats = (gave - got) / np.sqrt(np.maximum(gave + got, 1))
    return z


def _ties(acts: Acts, size: int) -> tuple[Acts, Floats, int]:
    """One act per pair, and the logarithm of how many there were as its weight."""
    pairs, times = np.unique(acts.actor * size + acts.member, return_counts=True)
    none = np.zeros(len(pairs), np.int64)
    return Acts(pairs // size, pairs % size, none, none), np.log1p(times), size


def _pagerank(
    acts: Acts, weight: Floats, size: int, seeds: NDArray[np.int64] | None = None
) -> Floats:
    """PageRank from whoever turns to whom they turn to, started at the seeds where given."""
    flow = csr_matrix((weight, (acts.member, acts.actor)), shape=(size, size))
    out = np.asarray(flow.sum(axis=0)).ravel()
    start = np.full(size, 1 / max(size, 1))
    if seeds is not None and len(seeds):
        start = np.bincount(seeds, minlength=size) / len(seeds)
    rank = start
    for _ in range(ROUNDS):
        share = np.divide(rank, out, out=np.zeros(size), where=out > 0)
        handed = flow @ share + rank[out == 0].sum() * start
        rank = (1 - DAMPING) * start + DAMPING * handed
    return rank


def _acts_weight(acts: Acts) -> Floats:
    return np.where(acts.kind == REACTION, 1.0, 2.0)


def _k_core(acts: Acts, size: int) -> Floats:
    import networkit as nk

    pairs = np.unique(
        np.minimum(acts.actor, acts.member) * size + np.maximum(acts.actor, acts.member)
    )
    ends = ((pairs // size).astype(np.uint64), (pairs % size).astype(np.uint64))
    graph = nk.GraphFromCoo(ends, n=size)
    core = nk.centrality.CoreDecomposition(graph)
    core.run()
    return np.asarray(core.scores(), np.float64)


def _h_index(acts: Acts, size: int) -> Floats:
    """The most h such that h people turned to the member at least h times each."""
    pairs, times = np.unique(acts.member * size + acts.actor, return_counts=True)
    member = pairs // size
    order = np.lexsort((-times, member))
    member, times = member[order], times[order]
    rank = np.arange(len(member)) - np.searchsorted(member, member) + 1
    return np.bincount(member[times >= rank], minlength=size).astype(np.float64)


def _orbit_like(past: Past) -> Floats:
    """Activity that fades with a half-life of 90 days, times the reach of it."""
    posts = past.history.posts
    before = posts.at <= past.at
    fading = np.exp2(-(past.at - posts.at[before]) / HALF_LIFE)
    love = np.bincount(posts.member[before], fading, past.size).astype(np.float64)
    return love * np.log1p(counting.peers_inward(past.recent, past.size))


def _weekly_partners(past: Past) -> Floats:
    """Weeks in which the member turned to at least three people, or three people to them."""
    week = (past.recent.at - MONDAY) // WEEK
    total = np.zeros(past.size)
    if not len(week):
        return total
    base = week - week.min()
    for who, whom in (
        (past.recent.actor, past.recent.member),
        (past.recent.member, past.recent.actor),
    ):
        place = who * (int(base.max()) + 1) + base
        partners = counting.distinct(place, whom, past.size * (int(base.max()) + 1))
        total += (partners.reshape(past.size, -1) >= PARTNERS_A_WEEK).sum(axis=1)
    return total
