"""What anybody would have seen."""

from __future__ import annotations

import numpy as np
import pytest

from peerlight.influence.exposure import expected_from_places, expected_from_posts


def test_what_is_expected_follows_the_writing() -> None:
    rng = np.random.default_rng(1)
    posts = np.rint(rng.lognormal(3, 1, 2000)) + 1
    usual = 0.8 * posts**0.7
    observed = rng.poisson(usual * rng.gamma(2, 1 / 2, 2000)).astype(float)
    expected = expected_from_posts(observed, posts, np.arange(2000))
    assert expected.sum() == pytest.approx(observed.sum(), rel=0.02)
    middle = np.abs(np.log(posts) - 3) < 1.5
    assert np.abs(np.log(expected[middle] / usual[middle])).max() < 0.12


def test_a_members_own_count_does_not_enter_what_is_expected_of_them() -> None:
    rng = np.random.default_rng(2)
    posts = np.rint(rng.lognormal(3, 1, 60)) + 1
    observed = rng.poisson(posts).astype(float)
    before = expected_from_posts(observed, posts, np.arange(60))
    observed[17] += 1000
    after = expected_from_posts(observed, posts, np.arange(60))
    assert after[17] == before[17]
    assert (after != before).any()


def test_who_wrote_nothing_is_expected_to_see_nothing() -> None:
    posts = np.array([0.0, 5, 5, 5, 5, 5, 5])
    expected = expected_from_posts(np.array([3.0, 1, 1, 1, 1, 1, 1]), posts, np.arange(7))
    assert expected[0] == 0
    assert expected[1:] == pytest.approx(1.0)


def test_where_nobody_sees_anything_nothing_is_expected() -> None:
    assert not expected_from_posts(np.zeros(9), np.arange(9.0), np.arange(9)).any()


@pytest.mark.parametrize("members", [0, 1, 2, 4])
def test_the_smallest_communities_have_expectations_too(members: int) -> None:
    expected = expected_from_posts(np.ones(members), np.full(members, 3.0), np.arange(members))
    assert expected == pytest.approx(np.ones(members))


def test_one_who_writes_most_by_far_does_not_bend_the_curve_beyond_what_was_seen() -> None:
    posts = np.array([*([1.0, 2, 4, 8, 16, 32] * 10), 100_000.0])
    expected = expected_from_posts(np.minimum(posts, 500), posts, np.arange(len(posts)))
    assert expected[-1] < 100


def test_a_post_in_a_lively_place_is_expected_to_draw_more() -> None:
    member = np.array([0, 1, 2, 3])
    place = np.array([0, 0, 1, 1])
    posts = np.full(4, 100.0)
    observed = np.array([500.0, 500, 20, 20])
    expected = expected_from_places(member, place, posts, observed, 4)
    assert expected[0] == expected[1] > 2 * expected[2]


def test_in_each_place_the_member_is_held_against_the_others() -> None:
    member, place, posts = np.array([0, 1, 2]), np.zeros(3, np.int64), np.full(3, 10.0)
    one = expected_from_places(member, place, posts, np.array([90.0, 5, 5]), 3)
    assert one[0] < one[1] == one[2]


def test_no_places_expect_nothing() -> None:
    none = np.array([], np.int64)
    assert not expected_from_places(none, none, none.astype(float), none.astype(float), 3).any()
