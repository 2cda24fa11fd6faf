"""From tables and sums to belief: what can be said of each member, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from peerlight.influence.chance import Chance, trust_draws
from peerlight.influence.company import read_company
from peerlight.influence.estimates import (
    HELPS_NEWCOMERS,
    RECOGNISED,
    Blend,
    coarsened,
    drawn_percentile,
    percentile,
)
from peerlight.influence.intervals import Draws, summarise
from peerlight.influence.members import Members, read_members
from peerlight.influence.pairs import Pairs, read_pairs
from peerlight.influence.shrinkage import Floats
from peerlight.influence.standing import following, roles, set_aside, visible
from peerlight.influence.tiers import above_line, tiers
from peerlight.influence.trust import Trust, choose_seeds, trust
from peerlight.influence.turned_to import FADING, TurnedTo, turned_to
from peerlight.influence.unusual import unusual

if TYPE_CHECKING:
    from peerlight.signals.aggregate import Aggregate

VERSION = "1"
SMALL = 150
"""With fewer active members no interval, tier or chance is given: it would be false precision."""
BEST = 0.10
DIGITS = 6
"""Digits kept, so that the last bits of a processor's arithmetic change no byte."""


@dataclass(frozen=True)
class InfluenceSettings:
    """``as_of`` is UTC microseconds; ``seed`` and ``replicates`` rule the bootstrap."""

    as_of: int
    seed: int = 1
    replicates: int = 200


@dataclass(frozen=True, eq=False)
class Belief:
    """What is believed, one row per member in ``standing``, sorted by ``member_id``.

    ``unusual`` has a row per member and signal: how the count compares with that of members who
    write as much; reasons are chosen by it. ``small`` says that there are too few active members
    for intervals. ``set_aside_share`` is the share of members who are not proposed.
    ``provenance`` says ``small`` once more and, under ``influence``, holds the version, weights
    and seeds that it takes to get the same again.
    """

    standing: pa.Table
    unusual: pa.Table
    small: bool
    set_aside_share: float
    provenance: Mapping[str, Any]


def judge(
    members: pa.Table,
    sums: Mapping[str, Aggregate],
    ties: pa.Table,
    reach: pa.Table,
    followers: pa.Table,
    settings: InfluenceSettings,
    *,
    half_years: pa.Table | None = None,
    groups: pa.Table | None = None,
    threads: Sequence[str] | None = None,
    places: pa.Table | None = None,
    company: pa.Table | None = None,
) -> Belief:
    """Judge all members of a community at once.

    Args:
        members: the analysis view of this name.
        sums: the aggregates by signal, over the sorted member ids. Missing signals are done
            without.
        ties: what ``pairs.sql`` selects.
        reach: the analysis view of this name.
        followers: the analysis view of this name.
        settings: the cut, and what rules the draws.
        half_years: what ``half_years.sql`` selects; without it only the last 180 days are used.
        groups: ``member_groups``; without it there is one group.
        threads: the thread ids of the aggregates' columns; without them counts vary as Poisson
            counts do, which is too little where threads are long.
        places: what ``places.sql`` selects; without it reactions are held against posts alone.
        company: what ``company.sql`` selects; without it every thread counts as one.

    Returns:
        The belief. The same input gives the same bytes.

    Linear in members, pairs and thread entries times replicates.
    """
    people = read_members(members, settings.as_of, groups)
    case = _Case(people, dict(sums), read_pairs(ties, people.ids), ties, half_years, company)
    small = int(people.active.sum()) < SMALL
    columns = case.points()
    if small:
        columns |= _nothing_precise(len(people))
    else:
        chance = Chance(case.sums, threads, people.arrival, settings.seed, settings.replicates)
        columns |= case.precision(chance, settings)
    columns |= case.standing(reach, followers)
    standing = pa.table({name: _column(columns[name]) for name in COLUMNS})
    aside = pc.not_equal(standing["set_aside"], "").to_numpy()
    aside_share = float(aside.mean()) if len(aside) else 0.0
    return Belief(
        standing=standing,
        unusual=unusual(people, case.sums, places),
        small=small,
        set_aside_share=aside_share,
        provenance={
            "small": small,
            "influence": {**case.provenance(settings), "set_aside": round(aside_share, DIGITS)},
        },
    )


ESTIMATES = ("recognised", "helps_newcomers", "turned_to")
PLACE = ("_place", "_place_low", "_place_high", "_tier")
"""Where an estimate stands among the active, 0 to 1, and the tier in this estimate alone."""
COLUMNS = (
    "member_id",
    *("influence", "low", "high", "p_top", "tier"),
    *(name + end for name in ESTIMATES for end in ("", "_low", "_high")),
    *(name + end for name in ESTIMATES for end in PLACE),
    *("roles", "set_aside", "following", "engaged", "reached", "visible", "trust", "last_at"),
)


class _Case:
    """One community on its way to a belief."""

    def __init__(
        self,
        members: Members,
        sums: dict[str, Aggregate],
        pairs: Pairs,
        ties: pa.Table,
        half_years: pa.Table | None,
        company: pa.Table | None,
    ) -> None:
        self.members, self.sums, self.pairs = members, sums, pairs
        # whoever sets the scale; where all are gone, those who were here
        self.base = members.active if members.active.any() else np.ones(len(members), bool)
        # joining a thread says little about whoever opened it; where nothing else is known of how
        # people turn to each other, it has to do
        called = read_pairs(ties.filter(pc.not_equal(ties["act"], "joined")), members.ids)
        self.called = bool((called.recent > 0).any())
        self.counting = called if self.called else pairs
        self.seeds = choose_seeds(
            pairs,
            members.active,
            members.appointed,
            members.weeks,
            members.group,
            members.arrival,
        )
        self.trust: Trust = trust(pairs, self.seeds)
        self.turned: TurnedTo = turned_to(
            members, self.counting, self.trust.credit, half_years, self.called
        )
        counts = self._counts(company)
        base = self.base
        self.recognised = Blend("recognised", RECOGNISED, counts, base)
        self.helps = Blend("helps_newcomers", HELPS_NEWCOMERS, counts, base)
        self.newcomers_known = "newcomers" in {t.count for t in self.helps.terms}
        self.references: dict[str, Floats] = {}

    def _counts(self, company: pa.Table | None) -> dict[str, Floats]:
        m = self.members
        # where nobody is trusted, everybody's company counts
        known = self.trust.company if self.trust.company.any() else np.ones(len(m))
        threads, posts = m.threads_180, m.posts_180
        if company is not None and (beside := read_company(company, m.ids)).known:
            worth = beside.worth(known)
            threads, posts = beside.threads(worth), beside.said(worth)
        leaders = m.appointed.copy()
        leaders[self.seeds] = True
        counts = {
            "threads": threads,
            "posts": posts,
            "weeks": m.weeks,
            "trusted": self.counting.turned_to(self.trust.credit),
            "partners": self.pairs.turning(known),
            "upwards": self.pairs.share_towards(leaders)[0],
        }
        if "welcomes_who_stayed" in self.sums:
            counts["newcomers"] = self.sums["welcomes_who_stayed"].peers.astype(np.float64)
        return counts

    def points(self) -> dict[str, Any]:
        """The estimates without their doubt."""
        values = {"recognised": self.recognised.point(), "turned_to": self._turned_point()}
        values["helps_newcomers"] = self._if_known(self.helps.point())
        for name, value in values.items():
            known = value[self.base & ~np.isnan(value)]
            self.references[name] = np.sort(known)
        places = {
            name: percentile(values[name], reference)
            for name, reference in self.references.items()
            if len(reference)
        }
        return {**values, "influence": _mean_known(values, places)}

    def _turned_point(self) -> Floats:
        point = self.turned.point()
        return point if self.turned.observed.any() else np.full(len(point), np.nan)

    def _if_known(self, values: Floats) -> Floats:
        return values if self.newcomers_known else np.full(values.shape, np.nan)

    def precision(self, chance: Chance, settings: InfluenceSettings) -> dict[str, Any]:
        """Intervals, chances and tiers from replicates."""
        variation = self._trust_variation(settings.seed)
        shape = (len(self.members), settings.replicates)
        draws = {name: np.empty(shape, np.float32) for name in (*ESTIMATES, "influence")}
        coarse = {name: coarsened(r) for name, r in self.references.items() if len(r)}
        for block in chance.blocks():
            drawn = {
                "recognised": self.recognised.draws(chance, {"trusted": variation}, block),
                "helps_newcomers": self._if_known(self.helps.draws(chance, {}, block)),
                "turned_to": self.turned.draws(chance, variation, block),
            }
            if not self.turned.observed.any():
                drawn["turned_to"][:] = np.nan
            places = {
                name: drawn_percentile(drawn[name], reference) for name, reference in coarse.items()
            }
            drawn["influence"] = _mean_known(drawn, places)
            for name, values in drawn.items():
                draws[name][:, block] = values
        return self._summaries(draws)

    def _summaries(self, draws: Mapping[str, Draws]) -> dict[str, Any]:
        points = self.points()
        columns: dict[str, Any] = {}
        for name in ESTIMATES:
            low, high = summarise(points[name], draws[name])
            columns |= {f"{name}_low": low, f"{name}_high": high}
            columns |= self._placed(name, points[name], draws[name])
        columns["low"], columns["high"] = summarise(points["influence"], draws["influence"])
        columns["p_top"] = above_line(draws["influence"], self.members.candidates, BEST)
        columns["tier"] = tiers(draws["influence"], self.members.enough)
        return columns

    def _placed(self, name: str, point: Floats, draws: Draws) -> dict[str, Any]:
        """The place among the active and the tier, by one estimate."""
        known = ~np.isnan(point)
        if not known.any():
            return _no_place(name, len(point))
        reference = self.references[name]
        place = np.where(known, percentile(point, reference), np.nan)
        low, high = summarise(
            place, percentile(draws.astype(np.float64), reference).astype(np.float32)
        )
        tier = tiers(draws, self.members.enough & known)
        values = (place, low, high, tier)
        return {name + end: value for end, value in zip(PLACE, values, strict=True)}

    def _trust_variation(self, seed: int) -> Floats:
        """Trusted people under trust drawn anew ÷ trusted people: members × draws."""
        credit = trust_draws(self.pairs, self.seeds, self.members.arrival, seed)
        point = self.counting.turned_to(self.trust.credit)
        drawn = np.stack([self.counting.turned_to(c) for c in credit.T], axis=1)
        there = (point > 0)[:, None]
        return np.divide(drawn, point[:, None], out=np.ones(drawn.shape), where=there)

    def standing(self, reach: pa.Table, followers: pa.Table) -> dict[str, Any]:
        """What needs no estimate."""
        m = self.members
        reached = m.placed(reach, "reached").astype(np.int64)
        seen = visible(reached, m.posts_180 > 0)
        size, engaged = following(m, followers)
        return {
            "member_id": m.ids,
            "roles": roles(m, self.sums),
            "set_aside": set_aside(m, seen),
            "following": size,
            "engaged": engaged,
            "reached": reached,
            "visible": seen.astype(np.int64),
            "trust": self.trust.credit,
            "last_at": m.last,
        }

    def provenance(self, settings: InfluenceSettings) -> dict[str, Any]:
        """What it takes to get the same belief again."""
        return {
            "version": VERSION,
            "as_of": settings.as_of,
            "seed": settings.seed,
            "replicates": settings.replicates,
            "active": int(self.members.active.sum()),
            "weights": {
                "recognised": _rounded(self.recognised.weights),
                "helps_newcomers": _rounded(self.helps.weights) if self.newcomers_known else {},
            },
            "turned_to": {
                "strength": round(self.turned.shrinkage.strength, DIGITS),
                "half_year_weight": FADING,
                "joining_counts": not self.called,
            },
            "seeds": [self.members.ids[i] for i in self.seeds.tolist()],
        }


def _mean_known(values: Mapping[str, Floats], places: Mapping[str, Floats]) -> Floats:
    """The mean place over the estimates that are known; NaN where none is."""
    total, known = (np.zeros(values["recognised"].shape) for _ in range(2))
    for name, place in places.items():
        there = ~np.isnan(values[name])
        total += np.where(there, place, 0.0)
        known += there
    mean: Floats = np.divide(total, known, out=np.full(total.shape, np.nan), where=known > 0)
    return mean


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(weight, DIGITS) for name, weight in weights.items()}


def _nothing_precise(members: int) -> dict[str, Any]:
    ends = [name + end for name in ESTIMATES for end in ("_low", "_high")]
    unknown = np.full(members, np.nan)
    precise: dict[str, Any] = {name: unknown for name in ("low", "high", "p_top", *ends)}
    places = {key: value for name in ESTIMATES for key, value in _no_place(name, members).items()}
    return {**precise, **places, "tier": [None] * members}


def _no_place(name: str, members: int) -> dict[str, Any]:
    unknown = np.full(members, np.nan)
    values: tuple[Any, ...] = (unknown, unknown, unknown, [None] * members)
    return {name + end: value for end, value in zip(PLACE, values, strict=True)}


def _column(values: NDArray[Any] | list[Any]) -> pa.Array:
    if isinstance(values, list):
        return pa.array(values, pa.string())
    if np.issubdtype(values.dtype, np.integer):
        return pa.array(values.astype(np.int64))
    return pa.array(np.round(values.astype(np.float64), DIGITS), from_pandas=True)
