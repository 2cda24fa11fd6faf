"""Followings, who is already visible, who is set aside, and the roles played."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array
from tests.influence.simulated import AS_OF, member_table

from peerlight.influence.members import Members, read_members
from peerlight.influence.standing import following, roles, set_aside, visible
from peerlight.signals.aggregate import Aggregate


def people(size: int, **given: object) -> Members:
    return read_members(member_table([f"m{i:03d}" for i in range(size)], **given), AS_OF, None)


def sums(signal: str, peers: list[int]) -> dict[str, Aggregate]:
    n = len(peers)
    count = np.array(peers, np.int64)
    ids = tuple(f"m{i:03d}" for i in range(n))
    by_thread = csr_array((n, 1), dtype=np.int64)
    return {signal: Aggregate(signal, ids, count * 10**6, count, count, count, by_thread)}


def test_a_following_is_counted_and_so_are_those_of_it_who_are_still_here() -> None:
    followers = pa.table(
        {
            "member_id": ["m001", "m001", "m001", "m002"],
            "follower_id": ["m000", "m002", "m003", "m000"],
            "engaged": [1, 0, 1, 0],
        }
    )
    size, engaged = following(people(4), followers)
    assert size.tolist() == [0, 3, 1, 0]
    assert engaged.tolist() == [0, 2, 0, 0]


def test_the_top_twentieth_is_already_visible() -> None:
    reached = np.arange(100)
    assert np.flatnonzero(visible(reached, np.ones(100, bool))).tolist() == [95, 96, 97, 98, 99]


def test_nobody_is_visible_by_a_hair() -> None:
    reached = np.array([5] * 30 + [9] * 10)
    assert not visible(reached, np.ones(40, bool)).any()


def test_nobody_is_visible_where_fewer_than_twenty_are_active() -> None:
    assert not visible(np.arange(30), np.arange(30) < 19).any()


def test_the_weightiest_reason_for_being_set_aside_is_given() -> None:
    members = people(4, posts=[50, 50, 50, 3], posts_180=[20, 20, 20, 3], appointed=[1, 0, 0, 0])
    seen = np.array([True, True, False, False])
    assert set_aside(members, seen) == ["appointed", "already visible", "", "too little data"]


def test_who_has_been_silent_for_half_a_year_is_not_proposed() -> None:
    assert set_aside(people(1, posts=[500], posts_180=[0]), np.zeros(1, bool)) == [
        "too little data"
    ]


def test_a_role_is_played_by_those_who_do_it_for_more_people_than_most_who_do_it() -> None:
    found = roles(people(9), sums("answers", [0, 1, 1, 1, 1, 2, 2, 9, 20]))
    assert found == ["", "", "", "", "", "", "", "answers", "answers"]


def test_two_people_helped_make_no_role() -> None:
    assert roles(people(4), sums("welcomes", [2, 1, 1, 1])) == [""] * 4


def test_of_several_roles_the_most_unusual_comes_first() -> None:
    both = sums("answers", [1] * 8 + [4, 5]) | sums("starts", [1] * 9 + [3])
    assert roles(people(10), both)[-1] == "answers;starts"
    assert roles(people(10), sums("passes_on", [1] * 9 + [3]))[-1] == "amplifies"
