"""What holds for the analysis views of every community, whatever happened in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.cases import cases
from tests.contract.community import DAY, Case, liked, office, on, rows_of, wrote

from peerlight.activity.prepare import VIEWS
from peerlight.store.engines import open_engine
from peerlight.store.tables import Mark, Mention, Message, Reaction, Record

NAMES = ("ana", "ben", "cem", "dia", "eve")
DAYS = (0, 0.5, 1, 2, 7, 60, 91, 95, 100, 102.5, 107, 160, 250, 251, 300, 370, 380, 399)
CUT = 300
# steps that have not yet met the posts, where the cut and the objections hold
BEFORE_POSTS = ("people", "reacted")
TIMES = {"posted_at": 1, "started_at": 1, "at": 1, "first_at": 1, "last_at": 1, "day": DAY}
TIMES["week"] = 7 * DAY

messages = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(DAYS),
    st.sampled_from(("one", "two", "three")),
    st.none() | st.integers(0, 15),
    st.sets(st.sampled_from(NAMES), max_size=2),
    st.sets(st.sampled_from(("thanks", "question")), max_size=2),
    st.sampled_from(("post", "post", "post", "question", "system")),
)
reactions = st.tuples(
    st.integers(0, 15),
    st.none() | st.sampled_from(NAMES),
    st.none() | st.sampled_from(DAYS),
    st.sampled_from(("+1", "heart", "thanks", "accepted")),
    st.sampled_from((1, 1, 1, 0, -1)),
)
offices = st.tuples(
    st.sampled_from(NAMES), st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)
)


@st.composite
def communities(draw: st.DrawFn) -> Case:
    records: list[Record] = []
    for i, (who, day, thread, to, calls, marks, kind) in enumerate(
        draw(st.lists(messages, min_size=4, max_size=14))
    ):
        target = None if to is None else f"m{to}"
        records += wrote(
            f"m{i}",
            who,
            day,
            thread,
            to=target,
            calls=sorted(calls),
            marks=sorted(marks),
            kind=kind,
        )
    for i, who, day, kind, sign in draw(st.lists(reactions, max_size=12)):
        records += liked(f"m{i}", who, day, kind=kind, sign=sign)
    for who, since, until in draw(st.lists(offices, max_size=3)):
        records += office(who, since, until)
    return Case("drawn", records, snapshot=draw(st.booleans()))


def views(case: Case) -> dict[str, list[dict[str, Any]]]:
    engine = open_engine()
    try:
        case.load(engine)
        found = {}
        for view in VIEWS:
            if view in BEFORE_POSTS:
                continue
            names = engine.rows(f"SELECT * FROM {view} LIMIT 0").column_names
            rows = rows_of(engine, view, " ".join(names))
            found[view] = [dict(zip(names, row, strict=True)) for row in rows]
        return found
    finally:
        engine.close()


def in_order(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    return {view: sorted(map(repr, rows)) for view, rows in found.items()}


def without(case: Case, gone: Callable[[Record], bool]) -> Case:
    """The community without some records, and without what hangs on messages that go."""
    lost = {r.message_id for r in case.records if isinstance(r, Message) and gone(r)}
    hangs = (Mention, Mark, Reaction)
    return case.with_records(
        [
            record
            for record in case.records
            if not gone(record) and not (isinstance(record, hangs) and record.message_id in lost)
        ]
    )


@settings(max_examples=25, deadline=None)
@given(communities())
def test_a_cut_shows_what_deleting_everything_later_would_show(case: Case) -> None:
    def later(record: Record) -> bool:
        times = (
            getattr(record, "posted_at", None),
            getattr(record, "reacted_at", None),
            getattr(record, "since", None),
        )
        return any(time is not None and time > on(CUT) for time in times)

    case = replace(case, as_of=on(CUT), snapshot=False)
    assert views(case) == views(without(case, later))


@settings(max_examples=25, deadline=None)
@given(communities(), st.sampled_from(NAMES))
def test_an_objection_shows_what_never_importing_the_person_would_show(
    case: Case, name: str
) -> None:
    objected = replace(case, hidden=frozenset({name}))
    absent = without(case, lambda record: getattr(record, "account_id", None) == name)
    assert views(objected) == views(absent)


@settings(max_examples=25, deadline=None)
@given(communities())
def test_renaming_people_changes_nothing_but_the_names(case: Case) -> None:
    new = dict(zip(NAMES, ("zoe", "yan", "xia", "wim", "vic"), strict=True))

    def renamed(record: Record) -> Record:
        name = getattr(record, "account_id", None)
        return record if name is None else record._replace(account_id=new[name])  # type: ignore[call-arg]

    other = views(case.with_records([renamed(record) for record in case.records]))
    expected = {
        view: [{key: new.get(cell, cell) for key, cell in row.items()} for row in rows]
        for view, rows in views(case).items()
    }
    # whoever wrote is like nobody else; two who only reacted to the same may change places
    assert _arrivals(other) == _arrivals(expected)
    for rows in (other["members"], expected["members"]):
        for row in rows:
            del row["arrival"]
    assert in_order(other) == in_order(expected)


def _arrivals(shown: dict[str, list[dict[str, Any]]]) -> list[str]:
    wrote = [row for row in shown["members"] if row["posts"]]
    return [row["member_id"] for row in sorted(wrote, key=lambda row: row["arrival"])]


@settings(max_examples=25, deadline=None)
@given(communities(), st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(case: Case, seed: int) -> None:
    records = list(case.records)
    random.Random(seed).shuffle(records)
    assert views(case.with_records(records)) == views(case)


@settings(max_examples=25, deadline=None)
@given(communities(), st.integers(1, 60))
def test_shifting_by_whole_weeks_shifts_only_times(case: Case, weeks: int) -> None:
    shift = weeks * 7 * DAY

    def moved(record: Record) -> Record:
        times = {
            column: getattr(record, column) + shift
            for column in ("posted_at", "reacted_at", "since", "until")
            if getattr(record, column, None) is not None
        }
        return record._replace(**times)

    later = replace(
        case.with_records([moved(record) for record in case.records]),
        as_of=case.as_of + shift,
        begins=case.begins + shift,
    )
    expected = {
        view: [{key: _shifted(key, cell, shift) for key, cell in row.items()} for row in rows]
        for view, rows in views(case).items()
    }
    assert in_order(views(later)) == in_order(expected)


def _shifted(key: str, cell: Any, shift: int) -> Any:
    return cell + shift // TIMES[key] if key in TIMES and cell is not None else cell


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_an_act_is_counted_once_and_never_towards_oneself(case: Case) -> None:
    acts = views(case)["attention"]
    assert all(act["actor_id"] != act["member_id"] for act in acts)
    keys = [(act["actor_id"], act["member_id"], act["message_id"]) for act in acts]
    assert len(set(keys)) == len(keys)


def test_every_view_says_what_a_row_is_and_why() -> None:
    from peerlight.activity.prepare import select

    for view in VIEWS:
        head = select(view).splitlines()
        assert head[0] == f"-- {view}"
        assert head[1].startswith("-- One row: ")
        assert any(line.startswith("-- Why: ") for line in head)
