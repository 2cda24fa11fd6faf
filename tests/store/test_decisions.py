"""What humans decide is kept, can be undone, and is never lost beside others' work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from peerlight.errors import BadInput
from peerlight.store.decisions import FILE, NEWEST, Decisions
from peerlight.store.workspace import Workspace
from peerlight.values import DecisionKind


@pytest.fixture
def decisions(tmp_path: Path) -> Iterator[Decisions]:
    ticks = count(1)
    with Decisions(tmp_path / FILE, lambda: next(ticks)) as opened:
        yield opened


def test_where_nobody_decided_there_is_no_database(tmp_path: Path, decisions: Decisions) -> None:
    assert decisions.standing() == []
    assert decisions.history() == []
    assert decisions.tombstones() == frozenset()
    assert list(tmp_path.iterdir()) == []


def test_a_decision_is_kept_once_and_read_again(tmp_path: Path, decisions: Decisions) -> None:
    made = decisions.record(DecisionKind.same_person, "a", "b", note="one mailbox", by="ines")
    assert decisions.record(DecisionKind.same_person, "a", "b") == made
    with Decisions(tmp_path / FILE) as again:
        assert again.standing() == [made]
    assert (made.account_id, made.other_id, made.note, made.by) == ("a", "b", "one mailbox", "ines")


def test_what_is_undone_stands_no_more_and_stays_in_the_history(decisions: Decisions) -> None:
    made = decisions.record(DecisionKind.bot, "a")
    undone = decisions.undo(made.id)
    assert decisions.standing() == []
    assert decisions.history() == [undone]
    assert undone.undone_at is not None
    with pytest.raises(BadInput, match="no decision"):
        decisions.undo(made.id)
    assert decisions.record(DecisionKind.bot, "a").id != made.id


def test_only_the_kinds_asked_for_are_given(decisions: Decisions) -> None:
    decisions.record(DecisionKind.bot, "a")
    objection = decisions.record(DecisionKind.objection, "b")
    assert decisions.standing(DecisionKind.objection) == [objection]
    assert len(decisions.standing()) == 2


def test_what_is_forgotten_leaves_no_trace(tmp_path: Path, decisions: Decisions) -> None:
    decisions.record(DecisionKind.same_person, "gone", "other")
    decisions.record(DecisionKind.bot, "stays")
    assert decisions.forget(["gone"]) == 1
    assert [d.account_id for d in decisions.history()] == ["stays"]


def test_tombstones_are_kept_once(decisions: Decisions) -> None:
    decisions.bury(["x", "y"])
    decisions.bury(["y", "z"])
    assert decisions.tombstones() == {"x", "y", "z"}


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    def write(number: int) -> None:
        with Decisions(tmp_path / FILE) as mine:
            for n in range(5):
                mine.record(DecisionKind.bot, f"account {number}-{n}")

    with Decisions(tmp_path / FILE) as first:
        first.record(DecisionKind.bot, "first")
    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Decisions(tmp_path / FILE) as done:
        assert len(done.standing()) == 21


def test_the_tables_are_those_that_the_migrations_make(tmp_path: Path) -> None:
    with Decisions.of(Workspace.create(tmp_path / "lantern")) as opened:
        opened.record(DecisionKind.bot, "a")
        from peerlight.store.decisions import _METADATA

        inspected = sa.inspect(opened._engine)
        for table in _METADATA.sorted_tables:
            made = {c["name"]: c["nullable"] for c in inspected.get_columns(table.name)}
            assert made == {c.name: c.nullable for c in table.columns}
    steps = Path(__file__).parents[2] / "src" / "peerlight" / "store" / "migrations" / "versions"
    assert max(f.name for f in steps.glob("0*.py")).startswith(NEWEST)
