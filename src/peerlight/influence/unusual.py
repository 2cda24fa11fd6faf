"""What sets a member apart from others who write as much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from peerlight.influence.estimates import percentile
from peerlight.influence.exposure import expected_from_places, expected_from_posts
from peerlight.influence.members import Members
from peerlight.influence.sentences import SENTENCES
from peerlight.influence.shrinkage import Floats, fit, summed

if TYPE_CHECKING:
    import pyarrow as pa

    from peerlight.signals.aggregate import Aggregate

DIGITS = 6
REACTIONS = "appreciated"


def unusual(
    members: Members, sums: Mapping[str, Aggregate], places: pa.Table | None = None
) -> pa.Table:
    """How each member's counts compare with those of members of like volume.

    Args:
        members: the members.
        sums: the aggregates by signal.
        places: what ``places.sql`` selects. With it, reactions are compared with what others'
            posts in the same channels draw.

    Returns:
        ``member_id, signal, count, expected, percentile`` with a row wherever the count is above
        0, sorted by member and signal. ``count`` is of distinct peers, or of rows where no peer
        is known; ``percentile`` is the place of count ÷ expected, drawn to the middle where there
        is little of either, among the members of whom enough is known. Linear in members per
        signal, but for one sort.
    """
    import pyarrow as pa

    parts = []
    for name, sentence in SENTENCES.items():
        if name in sums:
            counts = _counts(sums[name], sentence.counts)
            judged = expected = None
            if name == REACTIONS and places is not None:
                judged, expected = _by_place(members, places)
            parts.append(_compared(members, name, counts, judged, expected))
    empty = pa.schema(
        {
            "member_id": pa.string(),
            "signal": pa.string(),
            "count": pa.int64(),
            "expected": pa.float64(),
            "percentile": pa.float64(),
        }
    ).empty_table()
    found: pa.Table = pa.concat_tables([empty, *parts])
    return found.sort_by([("member_id", "ascending"), ("signal", "ascending")])


def _counts(of: Aggregate, counts: str) -> Floats:
    if counts == "rows":
        return of.rows.astype(np.float64)
    return np.where(of.peers > 0, of.peers, of.rows).astype(np.float64)


def _by_place(members: Members, places: pa.Table) -> tuple[Floats, Floats]:
    """The reactions that a member's posts drew, and what others' posts there would have drawn."""
    import pyarrow as pa
    import pyarrow.compute as pc

    places = places.sort_by([("member_id", "ascending"), ("channel_id", "ascending")])
    member = pc.index_in(places["member_id"], pa.array(members.ids, pa.string())).to_numpy()
    place = places["channel_id"].combine_chunks().dictionary_encode().indices.to_numpy()
    posts, received = (places[c].to_numpy().astype(np.float64) for c in ("posts", "received"))
    expected = expected_from_places(member, place, posts, received, len(members))
    return summed(member, received, len(members)), expected


def _compared(
    members: Members,
    signal: str,
    counts: Floats,
    judged: Floats | None = None,
    expected: Floats | None = None,
) -> pa.Table:
    """``counts`` is what is told; ``judged`` against ``expected`` says how unusual it is."""
    import pyarrow as pa

    if judged is None or expected is None:
        judged = counts
        expected = expected_from_posts(counts, members.posts_180, members.arrival)
    base = members.enough if members.enough.any() else np.ones(len(members), bool)
    ratio = fit(judged[base], expected[base]).mean(judged, expected)
    place = percentile(ratio, np.sort(ratio[base]))
    some = np.flatnonzero(counts > 0)
    return pa.table(
        {
            "member_id": pa.array([members.ids[i] for i in some.tolist()], pa.string()),
            "signal": pa.array([signal] * len(some), pa.string()),
            "count": pa.array(counts[some].astype(np.int64)),
            "expected": pa.array(np.round(expected[some], DIGITS)),
            "percentile": pa.array(np.round(place[some], DIGITS)),
        }
    )
