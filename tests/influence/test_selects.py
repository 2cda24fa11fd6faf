"""What the estimates select from the views, on both engines."""

from __future__ import annotations

from importlib.resources import files

import pytest
from tests.contract.community import Case, liked, on, wrote
from tests.contract.engines import ENGINES, engine

from peerlight.influence.believe import SIGNALS, believe
from peerlight.signals.catalogue import signals
from peerlight.signals.evidence import collect
from peerlight.store.engines import Engine

TALK = Case(
    "talk",
    [
        *wrote("a1", "ana", 30, "old"),
        *wrote("b1", "bo", 31, "old", to="a1"),
        *wrote("a2", "ana", 300, "new", channel="help"),
        *wrote("b2", "bo", 301, "new", to="a2", channel="help"),
        *wrote("b3", "bo", 302, "new", to="a2", channel="help"),
        *wrote("c1", "cy", 303, "new", channel="help"),
        *liked("a2", "cy", 304),
    ],
)


def selected(on_engine: Engine, name: str) -> set[tuple[str | int, ...]]:
    sql = (files("peerlight.influence") / f"{name}.sql").read_text("utf-8")
    return {tuple(row.values()) for row in on_engine.rows(sql).to_pylist()}


@pytest.mark.parametrize("kind", ENGINES)
def test_pairs_count_acts_of_all_time_and_of_the_last_half_year(kind: str) -> None:
    with engine(kind) as opened:
        TALK.load(opened)
        assert selected(opened, "pairs") == {
            ("bo", "ana", "reply", 3, 2),
            ("cy", "ana", "reaction", 1, 1),
            ("cy", "ana", "joined", 1, 1),
        }


@pytest.mark.parametrize("kind", ENGINES)
def test_half_years_count_distinct_people_and_who_did_more_than_join(kind: str) -> None:
    joined_only = TALK.with_records([*TALK.records, *wrote("d1", "di", 305, "new", channel="help")])
    with engine(kind) as opened:
        joined_only.load(opened)
        assert selected(opened, "half_years") == {
            ("ana", 0, 1, 3, 2),
            ("ana", 2, 1, 1, 1),
            ("bo", 0, 2, 0, 0),
            ("bo", 2, 1, 0, 0),
            ("cy", 0, 1, 0, 0),
            ("di", 0, 1, 0, 0),
        }


@pytest.mark.parametrize("kind", ENGINES)
def test_places_hold_posts_and_the_reactions_to_them(kind: str) -> None:
    with engine(kind) as opened:
        TALK.load(opened)
        assert selected(opened, "places") == {
            ("ana", "help", 1, 1),
            ("bo", "help", 2, 0),
            ("cy", "help", 1, 0),
        }


def test_all_signals_that_are_judged_by_are_in_the_catalogue() -> None:
    assert set(SIGNALS) <= {signal.name for signal in signals()}


def test_a_community_on_an_engine_is_judged_from_its_views() -> None:
    with engine("duckdb") as opened:
        TALK.load(opened)
        opened.materialise("member_groups", "SELECT member_id, 'g1' AS group_id FROM members")
        opened.materialise(
            "thread_niches",
            "SELECT DISTINCT thread_id, 'n1' AS niche, CAST(1000000 AS BIGINT) AS weight"
            " FROM posts",
        )
        collect(opened, signals())
        belief = believe(opened, seed=1, replicates=20)
    assert belief.standing["member_id"].to_pylist() == ["ana", "bo", "cy"]
    assert belief.small
    assert belief.provenance["influence"]["as_of"] == on(400)
