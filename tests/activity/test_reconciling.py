"""Found is kept and dropped, whatever was read, and what the analysis leaves out is told."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.end_to_end.rewritten import written

from peerlight import Community
from peerlight.activity.importing import plan_import
from peerlight.report.comparing import beside
from peerlight.sources.audit import Audit
from peerlight.store.workspace import Workspace
from peerlight.values import SourceAudit

NOON = 1_704_103_200_000_000
MINUTE = 60_000_000
WHO = st.sampled_from(["ada", "bo", "cy", "clockwork"])


@st.composite
def messages(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few messages: repeated, deleted, by the system, by a bot, far in the future."""
    rows = []
    for number in draw(st.lists(st.integers(0, 9), min_size=1, max_size=12)):
        at = NOON + MINUTE * number + draw(st.sampled_from([0, 0, 0, 400 * 86_400_000_000]))
        rows.append(
            {
                "message_id": f"slack:{number}",
                "account_id": f"slack:{draw(WHO)}",
                "channel_id": "slack:c",
                "thread_id": "slack:t",
                "posted_at": at,
                "kind": draw(st.sampled_from(["post", "post", "system"])),
                "deleted_at": draw(st.sampled_from([None, None, at + 1])),
            }
        )
    return rows


ACCOUNTS = [
    {"account_id": f"slack:{who}", "source": "slack", "is_bot": who == "clockwork"}
    for who in ("ada", "bo", "cy", "clockwork")
]


@settings(max_examples=15, deadline=None)
@given(st.lists(messages(), min_size=1, max_size=2), st.sampled_from([None, "slack:bo"]))
def test_found_is_kept_and_dropped(imports: list[list[dict[str, Any]]], erased: str | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        community = Community.create(folder / "lantern")
        for n, rows in enumerate(imports):
            source = written(folder / str(n), {"messages": rows, "accounts": ACCOUNTS})
            workspace = Workspace(community.folder)
            plan_import(workspace, source, clock=lambda: NOON + 86_400_000_000).apply()
        if erased:
            community.erase(erased).apply()
        _adds_up([each.audit for each in community.imports])
        if not any(each.rows.get("messages") for each in community.imports):
            return
        results = community.analyse()
        _adds_up(list(results.audit))
        assert sum(each.kept for each in results.audit) == results.totals.messages


def _adds_up(audits: list[SourceAudit]) -> None:
    for each in audits:
        assert each.found == each.kept + sum(each.dropped.values())
        assert min(each.found, each.kept, *each.dropped.values(), 0) == 0


REASONS = st.sampled_from(["unreadable", "system message", "duplicate", "deleted"])
DROPS = st.lists(st.tuples(REASONS, st.integers(0, 1_000)), max_size=8)


@given(st.lists(st.tuples(DROPS, st.integers(0, 1_000)), max_size=4))
def test_a_reading_adds_up_in_whatever_parts(parts: list[tuple[Any, int]]) -> None:
    whole = Audit()
    for drops, kept in parts:
        part = Audit(found=kept)
        for reason, n in drops:
            part.drop(reason, n)
        whole.add(part)
    assert whole.kept == sum(kept for _, kept in parts)
    assert whole.found == whole.kept + sum(whole.dropped.values())


TOTALS = st.dictionaries(
    st.sampled_from(["messages", "members", "polls"]), st.integers(0, 10_000), max_size=3
)


@given(TOTALS, TOTALS, st.integers(0, 10_000))
def test_each_difference_to_the_platform_is_told(
    stated: dict[str, int], read: dict[str, int], found: int
) -> None:
    lines = beside(SourceAudit("slack", "x", found, found, {}, stated=stated, read=read))
    assert {line.what: line.stated for line in lines} == stated
    assert [line.what for line in lines] == sorted(stated, key=lambda w: (w != "messages", w))
    for line in lines:
        assert line.read == (found if line.what == "messages" else read.get(line.what))
        assert bool(line.why) == (line.read is not None and line.read != line.stated)
        if line.read is not None:
            assert line.stated == line.read + (line.difference or 0)
