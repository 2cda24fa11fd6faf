"""Whose attention counts: trust that starts from a few and is handed on by turning to others.

Seeded PageRank (Gyöngyi, Garcia-Molina and Pedersen 2004; Kamvar, Schlosser and Garcia-Molina
2003). A circle that only turns to itself gets none of it, however busy it is. A small, close group
to which anybody outside ever turned gets enough: trust is used as a threshold that saturates, never
as a weight that grows, so closeness costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from peerlight.influence.pairs import Indices, Pairs
from peerlight.influence.shrinkage import Floats, summed

HANDED_ON = 0.7
"""The share of trust handed on at each step. Lower than the web's 0.85, so that a circle which
somebody outside turned to by mistake cannot keep much of it going round."""
ROUNDS = 60
FULL_HAND = 10.0
"""The weight of ties from which a member hands on all of that share. Whoever turned to few hands on
a part: else one tie of somebody who seldom speaks would carry more than ten of a busy helper."""
CROWD = 0.02
"""The least trusted who together hold this share of all trust count in part; the others fully."""
WELL_KNOWN = 0.2
"""Company must be better known than attention, since anybody can keep company with anybody: the
threshold lies higher, where those below it hold this share."""
FEWEST_APPOINTED = 3
SEED_SHARE = 0.05
FEWEST_SEEDS = 5
SEEDED_GROUP = 10


@dataclass(frozen=True)
class Trust:
    """By position in the member table, 0 to 1.

    ``credit`` is what a member's attention is worth, ``company`` what it is worth to others that
    the member takes part in what they do. ``flow`` sums to 1.
    """

    credit: Floats
    company: Floats
    flow: Floats
    seeds: Indices


def trust(pairs: Pairs, seeds: Indices) -> Trust:
    """Trust that starts at ``seeds`` and is handed on to whom they turn to.

    Args:
        pairs: who turned to whom.
        seeds: positions of members whom others have reason to believe. A member given twice
            starts with twice as much.

    Returns:
        ``flow`` sums to 1 where there are seeds. ``credit`` is ``min(1, flow / threshold)``, where
        those below the threshold hold 2 % of all flow together (20 % for ``company``): a hundred
        false accounts that one real member turned to share what that one tie can give, and no more.
        Linear in pairs per round, 60 rounds.
    """
    start = np.bincount(seeds, minlength=pairs.size).astype(np.float64)
    if not start.any():
        nothing = np.zeros(pairs.size)
        return Trust(nothing, nothing, nothing, seeds)
    start /= start.sum()
    flow = _flow(pairs, start)
    credit, company = (np.minimum(1.0, flow / _threshold(flow, s)) for s in (CROWD, WELL_KNOWN))
    return Trust(credit, company, flow, seeds)


def _flow(pairs: Pairs, start: Floats) -> Floats:
    out = summed(pairs.actor, pairs.weight, pairs.size)
    whole = np.maximum(out, FULL_HAND)
    kept = 1 - out / whole
    share = pairs.weight / whole[pairs.actor]
    shape = (pairs.size, pairs.size)
    inward = csr_matrix((share, (pairs.member, pairs.actor)), shape=shape)
    flow = start
    for _ in range(ROUNDS):
        # what is not handed on goes back to where it started
        handed = inward @ flow + (flow * kept).sum() * start
        flow = (1 - HANDED_ON) * start + HANDED_ON * handed
    return flow


def _threshold(flow: Floats, share: float) -> float:
    """The smallest flow above those who hold ``share`` of it together."""
    ordered = np.sort(flow)
    held = np.cumsum(ordered)
    return float(ordered[np.searchsorted(held, share * held[-1])])


def choose_seeds(
    pairs: Pairs,
    active: NDArray[np.bool_],
    appointed: NDArray[np.bool_],
    weeks: Floats,
    group: Indices,
    arrival: Indices,
) -> Indices:
    """Where trust starts: the appointed where they are known, else the long and steadily active.

    Three appointed members who are still active are enough. Otherwise the members with the most
    active weeks are taken, a twentieth of the active in every group of at least ten, so that no
    group decides alone who counts (Gyöngyi et al.: seeds decide who can rank). They must have been
    turned to by somebody whom they never turned to themselves: a circle that only thanks itself
    cannot seed itself.

    Args:
        pairs: who turned to whom.
        active: who was seen in the last 180 days.
        appointed: who holds an office or title.
        weeks: active weeks of all time.
        group: group number by member, -1 without one.
        arrival: positions in the order that decides between equals.

    Returns:
        Positions, ascending; empty where nobody qualifies.
    """
    offices = np.flatnonzero(active & appointed)
    if len(offices) >= FEWEST_APPOINTED:
        return offices
    eligible = active & _freely_turned_to(pairs)
    order = arrival[np.argsort(-weeks[arrival], kind="stable")]
    order = order[eligible[order]]
    quota = _quotas(group, active)
    rank = _rank_within(group[order])
    chosen = order[rank < quota[group[order]]]
    return np.union1d(chosen, offices).astype(np.int64)


def _freely_turned_to(pairs: Pairs) -> NDArray[np.bool_]:
    key = pairs.actor * pairs.size + pairs.member
    one_sided = ~np.isin(pairs.member * pairs.size + pairs.actor, key)
    return np.bincount(pairs.member, one_sided, pairs.size) > 0


def _quotas(group: Indices, active: NDArray[np.bool_]) -> Indices:
    """Seeds per group number; the last entry is for those without a group, read at -1."""
    groups = int(group.max(initial=-1)) + 1
    size = np.bincount(np.where(group < 0, groups, group)[active], minlength=groups + 1)
    quota = np.where(size >= SEEDED_GROUP, np.ceil(SEED_SHARE * size), 0).astype(np.int64)
    if quota.sum() < FEWEST_SEEDS:
        # in a small community the largest group alone can carry them
        quota[int(np.argmax(size))] += FEWEST_SEEDS - quota.sum()
    return quota


def _rank_within(group: Indices) -> Indices:
    """For each entry, how many earlier ones share its group."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    first = np.searchsorted(ordered, ordered)
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - first
    return rank
