"""Whom to propose: a few people, drawn from all three estimates in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

ESTIMATES = ("turned_to", "helps_newcomers", "recognised")
"""In the order in which they draw: first the one that no count of activity can replace."""


def choose(people: pa.Table, cap: int) -> list[tuple[str, str]]:
    """At most ``cap`` members, each with the estimate that drew them.

    The three estimates pull apart (talking to the appointed goes with recognition and against
    help for newcomers), so one order would fail one of them: they take turns, each proposing the
    member whose interval begins highest. Only micro members are eligible: not set aside, and with
    a following.
    """
    eligible = [row for row in people.to_pylist() if not row["set_aside"] and row["following"]]
    queues = [_queue(eligible, estimate) for estimate in ESTIMATES]
    chosen: dict[str, str] = {}
    for turn in range(cap * len(ESTIMATES)):
        if len(chosen) == cap:
            break
        estimate, queue = ESTIMATES[turn % len(queues)], queues[turn % len(queues)]
        member = next((m for m in queue if m not in chosen), None)
        if member is not None:
            chosen[member] = estimate
    return list(chosen.items())


def _queue(eligible: Sequence[dict[str, Any]], estimate: str) -> Iterator[str]:
    known = [row for row in eligible if row[f"{estimate}_low"] is not None]
    known.sort(key=lambda row: (-row[f"{estimate}_low"], -row[estimate], row["member_id"]))
    return (row["member_id"] for row in known)
