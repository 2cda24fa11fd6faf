"""Talk counts where somebody trusted takes part in it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from peerlight.influence.company import Company, read_company

IDS = ["ana", "ben", "cem", "dia"]


def talk(*rows: tuple[str, str, int]) -> Company:
    member, thread, posts = zip(*rows, strict=True)
    table = pa.table({"member_id": member, "thread_id": thread, "posts": pa.array(posts)})
    return read_company(table, IDS)


def test_a_thread_is_worth_as_much_as_the_best_known_of_the_others() -> None:
    beside = talk(("ana", "t", 2), ("ben", "t", 1), ("cem", "t", 5), ("dia", "alone", 9))
    worth = beside.worth(np.array([1.0, 0.3, 0.9, 1.0]))
    assert beside.threads(worth).tolist() == pytest.approx([0.9, 1.0, 1.0, 0.0])
    assert beside.said(worth).tolist() == pytest.approx([1.8, 1.0, 5.0, 0.0])


def test_many_who_are_hardly_known_are_no_more_than_one_of_them() -> None:
    beside = talk(*(("ana", f"t{n}", 1) for n in range(4)), *((w, "t0", 1) for w in IDS[1:]))
    assert beside.threads(beside.worth(np.full(4, 0.1)))[0] == pytest.approx(0.1)


def test_a_circle_without_trust_gains_nothing_by_talking_among_itself() -> None:
    ring = [(who, f"t{n}", 3) for n in range(50) for who in ("ana", "ben", "cem")]
    beside = talk(*ring, ("dia", "t0", 1))
    counted = beside.threads(beside.worth(np.array([0.0, 0.0, 0.0, 1.0])))
    # one honest member came to one of their threads
    assert counted.tolist() == pytest.approx([1.0, 1.0, 1.0, 0.0])


def test_a_close_group_with_one_trusted_member_loses_nothing() -> None:
    group = [(who, f"t{n}", 1) for n in range(20) for who in ("ana", "ben", "cem")]
    beside = talk(*group)
    counted = beside.threads(beside.worth(np.array([1.0, 0.0, 0.0, 0.0])))
    assert counted[1:3].tolist() == [20.0, 20.0]


def test_where_threads_are_not_recorded_company_says_nothing() -> None:
    assert not talk(*((who, f"{who}{n}", 1) for who in IDS for n in range(5))).known
    assert talk(("ana", "t", 1), ("ben", "t", 1), ("cem", "u", 1), ("dia", "u", 1)).known


def test_somebody_who_is_no_member_is_left_out() -> None:
    beside = talk(("ana", "t", 1), ("bot", "t", 1))
    assert beside.threads(beside.worth(np.ones(4))).tolist() == [0.0] * 4
