"""What came true after a cut: candidates, and the three targets of the benchmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from peerlight.clock import parse_date
from peerlight.validation import counting
from peerlight.validation.counting import LATEST, Floats
from peerlight.validation.history import Acts, History, Ints, Mask
from peerlight.validation.metrics import ranked
from peerlight.validation.protocol import (
    ANY,
    BEST_SHARE,
    FIT_FROM,
    HELPED_WITHIN,
    LEAST_CANDIDATES,
    RECOGNISED_AFTER,
    SETTLING,
    SHORTEST_NEWCOMERS,
    SPAN,
    STAYED_FROM,
    STAYED_TO,
    YEAR,
    Protocol,
)


class Recognition(NamedTuple):
    """When a member came to an office: None where nobody knows, then they always held it.

    ``counts`` is false for offices that the community did not newly give, such as those of its
    first published list: whoever holds one is no candidate, and no positive either.
    """

    at: int | None
    counts: bool = True


Recognitions = Mapping[int, Recognition]
"""Each member's first recognition, by position."""


@dataclass(frozen=True, eq=False)
class Cell:
    """One community at one cut for one target.

    ``rows`` are positions of candidates; ``positive`` and ``quiet`` stand beside them, ``value``
    is what the positives were chosen by. The quiet are those outside the top 10 % by posts.
    """

    community: str
    cut: str
    target: str
    rows: Ints
    positive: Mask
    quiet: Mask
    value: Floats


def cells(
    community: str, history: History, recognitions: Recognitions, protocol: Protocol
) -> list[Cell]:
    """Every cell of a community that says something: 30 candidates, and one positive at least.

    Each cut also has a cell ``any``: whoever is a positive of one of the targets, among all who
    are candidates for one.
    """
    made = []
    for cut in protocol.cuts:
        at = parse_date(cut)
        rows = candidates(history, recognitions, at, protocol)
        quiet = _quiet(history, rows, at)
        told = [
            _cell((community, cut, target), history, rows, quiet, value[rows])
            for target in protocol.targets
            for value in [_VALUES[target](history, recognitions, at, protocol)]
        ]
        useful = [c for c in told if len(c.rows) >= LEAST_CANDIDATES and c.positive.any()]
        made += useful
        if useful:
            made.append(_any(useful, rows, quiet))
    return made


def _cell(
    key: tuple[str, str, str], history: History, rows: Ints, quiet: Mask, value: Floats
) -> Cell:
    known = ~np.isnan(value)
    rows, quiet, value = rows[known], quiet[known], value[known]
    return Cell(*key, rows, _positive(value, key[2], history.keys(rows)), quiet, value)


def _any(told: Sequence[Cell], rows: Ints, quiet: Mask) -> Cell:
    value = np.zeros(len(rows))
    known = np.zeros(len(rows), bool)
    for each in told:
        place = np.searchsorted(rows, each.rows)
        known[place] = True
        value[place] += each.positive
    return Cell(
        told[0].community, told[0].cut, ANY, rows[known], value[known] > 0, quiet[known], value
    )


def candidates(history: History, recognitions: Recognitions, at: int, protocol: Protocol) -> Ints:
    """Who had written enough and lately, and was not recognised yet. Positions, ascending."""
    there = counting.posts(history, -LATEST, at) >= protocol.least
    there &= counting.posts(history, at - SPAN, at) > 0
    there[holders(recognitions, at + RECOGNISED_AFTER)] = False
    return np.flatnonzero(there).astype(np.int64)


def holders(recognitions: Recognitions, at: int) -> Ints:
    """Who held an office at a time. Positions, ascending."""
    held = [m for m, r in recognitions.items() if r.at is None or r.at <= at]
    return np.array(sorted(held), np.int64)


def _recognised(history: History, recognitions: Recognitions, at: int, rules: Protocol) -> Floats:
    value = np.zeros(history.size)
    for member, (when, counts) in recognitions.items():
        if counts and when is not None and at + RECOGNISED_AFTER < when <= at + rules.horizon:
            value[member] = 1
    return value


def _helps_newcomers(
    history: History, recognitions: Recognitions, at: int, rules: Protocol
) -> Floats:
    """Newcomers of the year after the cut who stayed, each shared by all who helped them."""
    begins, ends = int(history.posts.at.min()), int(history.posts.at.max())
    after, until = max(at, begins + SETTLING), min(at + YEAR, ends - STAYED_TO)
    if until - after < SHORTEST_NEWCOMERS:
        return np.full(history.size, np.nan)
    first = first_posts(history)
    stayed = np.flatnonzero(_stayed(history, first) & (first > after) & (first <= until))
    return _shared(history.acts, first, stayed, history.size)


def first_posts(history: History) -> Ints:
    """When each member first wrote; beyond all times where they never did."""
    first = np.full(history.size, LATEST)
    np.minimum.at(first, history.posts.member, history.posts.at)
    return first


def _stayed(history: History, first: Ints) -> Mask:
    since = history.posts.at - first[history.posts.member]
    again = (since >= STAYED_FROM) & (since <= STAYED_TO)
    return np.bincount(history.posts.member[again], minlength=history.size) > 0


def _shared(acts: Acts, first: Ints, newcomers: Ints, size: int) -> Floats:
    new = np.zeros(size, bool)
    new[newcomers] = True
    since = acts.at - first[acts.member]
    helped = acts.where(new[acts.member] & (since >= 0) & (since <= HELPED_WITHIN))
    pairs = np.unique(helped.member * size + helped.actor)
    newcomer, helper = pairs // size, pairs % size
    helpers = np.bincount(newcomer, minlength=size)
    return np.bincount(helper, 1 / helpers[newcomer], minlength=size).astype(np.float64)


def _turned_to(history: History, recognitions: Recognitions, at: int, rules: Protocol) -> Floats:
    """Reach beyond volume in the window after the cut; NaN for whoever wrote too little there."""
    window = (at, at + rules.reach)
    volume = counting.posts(history, *window)
    reach = counting.peers_inward(history.acts.between(*window), history.size)
    value = counting.beyond_volume(reach, volume, FIT_FROM)
    value[volume < rules.least] = np.nan
    return value


_VALUES = {
    "recognised": _recognised,
    "helps_newcomers": _helps_newcomers,
    "turned_to": _turned_to,
}


def _positive(value: Floats, target: str, keys: Sequence[str]) -> Mask:
    if target == "recognised" or not len(value):
        return value > 0
    top = np.zeros(len(value), bool)
    top[ranked(value, keys)[: _tenth(len(value))]] = True
    return top & (value > 0) if target == "helps_newcomers" else top


def _quiet(history: History, rows: Ints, at: int) -> Mask:
    """Who is not among the top tenth by posts of the last 180 days."""
    posts = counting.posts(history, at - SPAN, at)[rows]
    quiet = np.ones(len(rows), bool)
    if len(rows):
        quiet[ranked(posts, history.keys(rows))[: _tenth(len(rows))]] = False
    return quiet


def _tenth(n: int) -> int:
    return max(1, int(np.ceil(BEST_SHARE * n)))
