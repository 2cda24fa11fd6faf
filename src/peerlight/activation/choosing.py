"""Whom to propose: a few people, drawn from all three estimates in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peerlight.clock import DAY

if TYPE_CHECKING:
    import pyarrow as pa

ESTIMATES = ("turned_to", "helps_newcomers", "recognised")
"""In the order in which they draw: first the one that no count of activity can replace."""

AWAY = 30 * DAY
"""Who was not seen for so long is not to be asked anything this week."""

MIDDLE = 0.5
"""An estimate passes its turn while nobody's interval begins above the middle of the active."""

Row = dict[str, Any]


def choose(people: pa.Table, cap: int, as_of: int) -> list[tuple[str, str]]:
    """At most ``cap`` members, each with the estimate that drew them.

    The three estimates pull apart (talking to the appointed goes with recognition and against
    help for newcomers), so one order would fail one of them: they take turns, each proposing the
    member whose interval begins highest. Only micro members are eligible (not set aside, and with
    a following), who were seen in the 30 days before ``as_of`` (UTC microseconds).
    """
    eligible = [row for row in micro(people) if row["last_at"] > as_of - AWAY]
    queues = {estimate: _queue(eligible, estimate) for estimate in ESTIMATES}
    chosen: dict[str, str] = {}
    sure = True
    while len(chosen) < cap and any(queues.values()):
        before = len(chosen)
        for estimate, queue in queues.items():
            _pass_over(queue, chosen)
            if queue and len(chosen) < cap and not (sure and _begins(queue[0], estimate) < MIDDLE):
                chosen[queue.pop(0)["member_id"]] = estimate
        # what is left is thin, but more honest shown with its wide range than left out
        sure = sure and len(chosen) > before
    return list(chosen.items())


def micro(people: pa.Table) -> list[Row]:
    """The rows of members who are not set aside and have a following."""
    return [row for row in people.to_pylist() if not row["set_aside"] and row["following"]]


def _queue(eligible: list[Row], estimate: str) -> list[Row]:
    known = [row for row in eligible if row[f"{estimate}_place_low"] is not None]
    return sorted(
        known, key=lambda row: (-_begins(row, estimate), -row[estimate], row["member_id"])
    )


def _begins(row: Row, estimate: str) -> float:
    low: float = row[f"{estimate}_place_low"]
    return low


def _pass_over(queue: list[Row], chosen: dict[str, str]) -> None:
    while queue and queue[0]["member_id"] in chosen:
        queue.pop(0)
