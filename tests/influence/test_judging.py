"""The belief about a whole community, held against its truth."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.influence.simulated import (
    AS_OF,
    Simulated,
    community,
    member_table,
    no_followers,
    tie_table,
)

from peerlight.clock import DAY
from peerlight.influence.judging import COLUMNS, SMALL, Belief, InfluenceSettings, judge


def column(belief: Belief, name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values: np.ndarray[tuple[int], np.dtype[np.float64]] = (
        belief.standing[name].to_numpy().astype(np.float64)
    )
    return values


def judged(size: int, **given: object) -> Belief:
    """A belief about people of whom only the member table is known."""
    ids = [f"m{i:04d}" for i in range(size)]
    empty = pa.table({"member_id": pa.array([], pa.string()), "reached": pa.array([], pa.int64())})
    return judge(
        member_table(ids, **given),
        {},
        tie_table([], []),
        empty,
        no_followers(),
        InfluenceSettings(AS_OF),
    )


def lines(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    written: bytes = sink.getvalue().to_pybytes()
    return written


@pytest.mark.truth
@pytest.mark.parametrize("clumped", [0.0, 1.0, 3.0])
def test_intervals_hold_the_true_pull_ninety_times_in_a_hundred(clumped: float) -> None:
    held = []
    for seed in range(4):
        true = community(seed, clumped=clumped)
        belief = true.believed()
        low, high = column(belief, "turned_to_low"), column(belief, "turned_to_high")
        held.append(((low <= true.pull) & (true.pull <= high)).mean())
    assert np.mean(held) == pytest.approx(0.9, abs=0.03)


@pytest.mark.truth
def test_where_all_are_alike_nobody_stands_out() -> None:
    belief = community(3, alike=True).believed()
    p_top = column(belief, "p_top")
    assert p_top.mean() == pytest.approx(0.1, abs=0.01)
    assert p_top.max() < 0.35
    assert set(belief.standing["tier"].to_pylist()) == {"not told apart from most"}


@pytest.mark.truth
def test_members_in_different_tiers_are_in_the_right_order() -> None:
    right, pairs = 0, 0
    for seed in range(4):
        true = community(seed, evenness=1.0)
        belief = true.believed()
        truly = _true_influence(true)
        order = {name: place for place, name in enumerate(_tiers_from_below())}
        tier = np.array([order[name] for name in belief.standing["tier"].to_pylist()])
        above = tier[:, None] > tier[None, :]
        right += int((above & (truly[:, None] > truly[None, :])).sum())
        pairs += int(above.sum())
    assert pairs > 10_000
    assert right / pairs > 0.9


def _tiers_from_below() -> tuple[str, ...]:
    from peerlight.influence.tiers import NAMES

    return NAMES[::-1]


def _true_influence(true: Simulated) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The mean of the two places that the truth gives: in breadth, and in pull."""
    size = len(true.ids)
    place = [np.argsort(np.argsort(values)) / size for values in (true.posts, true.pull)]
    mean: np.ndarray[tuple[int], np.dtype[np.float64]] = (place[0] + place[1]) / 2
    return mean


@pytest.mark.truth
def test_who_is_turned_to_is_found_better_than_by_counting() -> None:
    found, loudest, most_met = [], [], []
    for seed in range(5):
        true = community(seed)
        ratio = column(true.believed(replicates=20), "turned_to")
        people = true.sums["turned_to"].peers
        found.append(true.pull[np.argsort(-ratio)[:20]].mean())
        loudest.append(true.pull[np.argsort(-true.posts)[:20]].mean())
        most_met.append(true.pull[np.argsort(-people)[:20]].mean())
    assert np.mean(found) > 1.2 * np.mean(most_met)
    assert np.mean(found) > 1.8 * np.mean(loudest)


def test_the_same_input_gives_the_same_bytes() -> None:
    one, other = community(1, size=200).believed(), community(1, size=200).believed()
    assert lines(one.standing) == lines(other.standing)
    assert lines(one.unusual) == lines(other.unusual)
    assert one.provenance == other.provenance


def test_the_order_of_the_rows_changes_nothing() -> None:
    true = community(1, size=200)
    shuffled = np.random.default_rng(1).permutation(true.ties.num_rows)
    backwards = judge(
        true.members.take(np.arange(200)[::-1]),
        true.sums,
        true.ties.take(shuffled),
        pa.table({"member_id": true.ids, "reached": true.posts}),
        no_followers(),
        InfluenceSettings(AS_OF),
        threads=true.threads,
    )
    assert lines(backwards.standing) == lines(true.believed().standing)


def test_the_table_has_one_sorted_row_per_member_and_the_documented_columns() -> None:
    standing = community(2, size=200).believed(replicates=20).standing
    assert tuple(standing.column_names) == COLUMNS
    assert standing["member_id"].to_pylist() == sorted(standing["member_id"].to_pylist())


def test_every_interval_holds_its_estimate() -> None:
    belief = community(2, size=200).believed(replicates=40)
    for name, ends in [("influence", ("low", "high")), ("turned_to", None), ("recognised", None)]:
        low, high = ends or (f"{name}_low", f"{name}_high")
        point = column(belief, name)
        assert (column(belief, low) <= point).all()
        assert (point <= column(belief, high)).all()


def test_a_small_community_is_given_no_false_precision() -> None:
    true = community(4, size=SMALL - 1)
    belief = true.believed()
    assert belief.small
    assert belief.provenance["small"]
    for name in ("low", "high", "p_top", "tier", "turned_to_low", "recognised_high"):
        assert belief.standing[name].null_count == len(true.ids)
    assert belief.standing["influence"].null_count == 0


def test_people_who_are_gone_do_not_make_a_community_large() -> None:
    assert judged(400, last_at=np.full(400, AS_OF - 200 * DAY)).small


def test_what_nothing_is_known_of_is_not_guessed() -> None:
    standing = judged(200).standing
    assert standing["turned_to"].null_count == 200
    assert standing["helps_newcomers"].null_count == 200
    assert standing["recognised"].null_count == 0
    assert standing["influence"].null_count == 0


def test_the_weights_of_what_is_known_add_up_to_one() -> None:
    weights = judged(200).provenance["influence"]["weights"]["recognised"]
    assert set(weights) == {"threads", "posts", "weeks"}
    assert sum(weights.values()) == pytest.approx(1)


def test_an_empty_community_is_no_error() -> None:
    belief = judged(0)
    assert belief.standing.num_rows == 0
    assert belief.small


def test_joining_counts_only_where_nothing_else_is_known() -> None:
    ids = [f"m{i:04d}" for i in range(12)]
    joined = tie_table(ids[1:], [ids[0]] * 11, act="joined")
    called = tie_table(ids[:1], ids[1:2])

    def ratio(ties: pa.Table) -> float:
        standing = judge(
            member_table(ids),
            {},
            ties,
            pa.table({"member_id": ids, "reached": np.ones(12, np.int64)}),
            no_followers(),
            InfluenceSettings(AS_OF),
        ).standing
        first: float = standing["turned_to"][0].as_py()
        return first

    chain = tie_table(ids[:-1], ids[1:], act="joined")
    assert ratio(pa.concat_tables([joined, chain])) > 1.0
    assert ratio(pa.concat_tables([joined, chain, called])) <= 1.0


def test_earlier_half_years_are_evidence_too() -> None:
    true = community(5, size=200)
    halves = pa.table(
        {
            "member_id": true.ids * 2,
            "half": [1] * 200 + [2] * 200,
            "posts": np.tile(true.posts, 2),
            "turned": np.tile(true.sums["turned_to"].peers, 2),
            "called": np.tile(true.sums["turned_to"].peers, 2),
        }
    )
    reach = pa.table({"member_id": true.ids, "reached": true.posts})
    settings = InfluenceSettings(AS_OF, replicates=20)
    given = (true.members, true.sums, true.ties, reach, no_followers(), settings)
    short = judge(*given, threads=true.threads)
    long = judge(*given, threads=true.threads, half_years=halves)
    assert np.ptp(column(long, "turned_to")) > np.ptp(column(short, "turned_to"))


def test_luck_does_not_hang_on_a_name() -> None:
    true = community(6, size=200)
    renamed = {old: f"x{old}" if int(old[1:]) % 2 else f"a{old}" for old in true.ids}
    order = np.argsort([renamed[i] for i in true.ids])
    names = [renamed[true.ids[i]] for i in order]
    ties = true.ties
    for at, side in enumerate(("actor_id", "member_id")):
        ties = ties.set_column(at, side, pa.array([renamed[i] for i in ties[side].to_pylist()]))
    members = true.members.set_column(
        0, "member_id", pa.array([renamed[i] for i in true.members["member_id"].to_pylist()])
    )
    reach = pa.table({"member_id": names, "reached": true.posts[order]})
    settings = InfluenceSettings(AS_OF, replicates=20)
    belief = judge(members, {}, ties, reach, no_followers(), settings).standing
    same = judge(
        true.members,
        {},
        true.ties,
        pa.table({"member_id": true.ids, "reached": true.posts}),
        no_followers(),
        settings,
    ).standing.take(order)
    for name in ("influence", "low", "high", "p_top", "trust", "turned_to_low"):
        # sums in another order differ in their last bits, and a place may turn on one
        assert belief[name].to_numpy() == pytest.approx(same[name].to_numpy(), abs=0.01)
