"""What holds for the evidence of every community."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.engines import engine
from tests.signals.case_files import SignalCase
from tests.signals.invented_talk import PEOPLE, communities, talk

from peerlight.clock import WEEK
from peerlight.signals.aggregate import aggregate, replicate
from peerlight.signals.catalogue import signals
from peerlight.signals.evidence import COLUMNS, collect
from peerlight.store.tables import Message, Record

FEW = settings(max_examples=12, deadline=None)
# one for each pair of member and peer, however many rows the pair has
DISTINCT_PEOPLE = ("turned_to", "mentioned", "encourages", "askers_answered", "connects")

Row = tuple[Any, ...]
Evidence = dict[str, list[Row]]


def evidence(case: SignalCase) -> Evidence:
    with engine("duckdb") as opened:
        case.load(opened)
        collect(opened, signals())
        return {
            s.name: in_order(
                tuple(row[column] for column in COLUMNS)
                for row in opened.rows(f"SELECT * FROM {s.evidence}").to_pylist()
            )
            for s in signals()
        }


def in_order(rows: Any) -> list[Row]:
    return sorted(rows, key=repr)


def renamed(record: Any, names: dict[str, str]) -> Record:
    who = getattr(record, "account_id", None)
    changed: Record = record if who is None else record._replace(account_id=names[who])
    return changed


def later(record: Any, by: int) -> Record:
    times = ("posted_at", "reacted_at", "since", "until")
    moved = {name: at + by for name in times if (at := getattr(record, name, None)) is not None}
    changed: Record = record._replace(**moved)
    return changed


@FEW
@given(case=communities(), order=st.permutations(PEOPLE))
def test_renaming_members_renames_them_in_the_evidence_and_changes_nothing_else(
    case: SignalCase, order: list[str]
) -> None:
    names = dict(zip(PEOPLE, order, strict=True))
    others = replace(
        case,
        records=[renamed(record, names) for record in case.records],
        groups=[(names[who], group) for who, group in case.groups],
    )
    expected = {
        signal: in_order((names[r[0]], names.get(r[1], r[1]), *r[2:]) for r in rows)
        for signal, rows in evidence(case).items()
    }
    assert evidence(others) == expected


@FEW
@given(case=communities(), data=st.data())
def test_strangers_in_other_threads_change_nobodys_evidence(
    case: SignalCase, data: st.DataObject
) -> None:
    # three exceptions, which are meant: the first question ever marked tells that questions can be
    # told here; who was first to share a link depends on everybody; and a channel without threads
    # is one conversation, so the strangers have a channel of their own
    strangers = data.draw(
        talk(("xia", "yan", "zoe"), "strange ", ("thanks", "experience"), ("https://other.org/z",))
    )
    before, after = evidence(case), evidence(replace(case, records=case.records + strangers))
    for signal, rows in after.items():
        assert [row for row in rows if row[0] in PEOPLE] == before[signal], signal


@FEW
@given(case=communities(), weeks=st.integers(1, 60))
def test_moving_everything_by_whole_weeks_moves_the_evidence_and_changes_nothing_else(
    case: SignalCase, weeks: int
) -> None:
    by = weeks * WEEK
    moved = replace(
        case,
        records=[later(record, by) for record in case.records],
        as_of=case.as_of + by,
        begins=case.begins + by,
    )
    expected = {
        signal: in_order((*row[:4], row[4] + by, row[5]) for row in rows)
        for signal, rows in evidence(case).items()
    }
    assert evidence(moved) == expected


@FEW
@given(case=communities())
def test_every_row_is_inside_the_window_once_and_no_ones_own_peer(case: SignalCase) -> None:
    found = evidence(case)
    for signal, rows in found.items():
        keys = [(member, peer, message) for member, peer, message, *_ in rows]
        assert len(set(keys)) == len(keys), signal
        for member, peer, message, thread, at, value in rows:
            assert member != peer
            assert message and thread
            assert case.as_of - 730 * WEEK // 7 < at <= case.as_of
            assert value > 0
    for signal in DISTINCT_PEOPLE:
        pairs: dict[tuple[str, str], int] = {}
        for member, peer, *_, value in found[signal]:
            pairs[member, peer] = pairs.get((member, peer), 0) + value
        assert set(pairs.values()) <= {1_000_000}, signal


@FEW
@given(case=communities(), weights=st.lists(st.integers(0, 4), min_size=8, max_size=8))
def test_figures_are_the_sums_and_counts_of_their_rows(
    case: SignalCase, weights: list[int]
) -> None:
    threads = sorted({r.thread_id for r in case.records if isinstance(r, Message)})
    people = sorted(PEOPLE)
    drawn = np.array(weights * len(threads), np.uint8).reshape(len(threads), 8)
    with engine("duckdb") as opened:
        case.load(opened)
        collect(opened, signals())
        for signal in signals():
            rows = opened.rows(f"SELECT * FROM {signal.evidence}").to_pylist()
            figures = aggregate(opened, signal.name, people, threads)
            again = replicate(figures, drawn)
            for i, who in enumerate(people):
                own = [row for row in rows if row["member_id"] == who]
                peers = {row["peer_id"] for row in own} - {None}
                assert figures.total[i] == sum(row["value"] for row in own)
                assert figures.rows[i] == len(own)
                assert figures.peers[i] == len(peers)
                assert figures.threads[i] == len({row["thread_id"] for row in own})
                assert figures.by_thread.toarray()[i].sum() == figures.total[i]
                expected = sum(
                    row["value"] * drawn[threads.index(row["thread_id"])].astype(np.int64)
                    for row in own
                )
                assert (again[i] == expected).all()
