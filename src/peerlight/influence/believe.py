"""From signals to belief: what is gathered from the engine to judge a community by."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from peerlight.influence.judging import Belief, InfluenceSettings, judge
from peerlight.signals.aggregate import aggregate
from peerlight.store.engines import Engine

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SIGNALS", "Belief", "InfluenceSettings", "believe", "judge"]

SIGNALS = (
    "answers",
    "appreciated",
    "connects",
    "consistent",
    "encourages",
    "experience",
    "mentioned",
    "niche",
    "passes_on",
    "replies_given",
    "starts",
    "takes_part",
    "turned_to",
    "turned_to_over_time",
    "welcomes",
    "welcomes_who_stayed",
)
"""The signals that are judged by."""


def believe(engine: Engine, seed: int, replicates: int) -> Belief:
    """Judge all members of the community on ``engine``.

    The analysis views, ``member_groups`` and the collected evidence of :data:`SIGNALS` must be
    readable there. See :func:`~peerlight.influence.judging.judge`.
    """
    members = engine.rows("SELECT * FROM members ORDER BY member_id")
    ids: list[str] = members["member_id"].to_pylist()
    threads: list[str] = engine.rows("SELECT DISTINCT thread_id FROM posts ORDER BY thread_id")[
        "thread_id"
    ].to_pylist()
    sums = {name: aggregate(engine, name, ids, threads) for name in SIGNALS}
    as_of: int = engine.rows("SELECT as_of FROM period")["as_of"][0].as_py()
    return judge(
        members,
        sums,
        _selected(engine, "pairs"),
        engine.rows("SELECT member_id, reached FROM reach ORDER BY member_id"),
        engine.rows("SELECT * FROM followers ORDER BY member_id, follower_id"),
        InfluenceSettings(as_of, seed, replicates),
        half_years=_selected(engine, "half_years"),
        groups=engine.rows("SELECT member_id, group_id FROM member_groups ORDER BY member_id"),
        threads=threads,
        places=_selected(engine, "places"),
        company=_selected(engine, "company"),
    )


def _selected(engine: Engine, name: str) -> pa.Table:
    """The rows of a ``SELECT`` beside this file, in an order that no engine chose."""
    rows = engine.rows((files("peerlight.influence") / f"{name}.sql").read_text("utf-8"))
    return rows.sort_by([(column, "ascending") for column in rows.column_names])
