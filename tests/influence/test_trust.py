"""Whose attention counts."""

from __future__ import annotations

import numpy as np
import pytest
from tests.influence.simulated import tie_table

from peerlight.influence.pairs import CAP, Pairs, read_pairs
from peerlight.influence.trust import Trust, choose_seeds, trust

Tie = tuple[int, int, int]


def pairs_of(ties: list[Tie], size: int) -> Pairs:
    ids = [f"m{i:04d}" for i in range(size)]
    actors, members = [ids[a] for a, _, _ in ties], [ids[b] for _, b, _ in ties]
    return read_pairs(tie_table(actors, members, [n for _, _, n in ties]), ids)


def mutual(people: range, times: int = 20) -> list[Tie]:
    return [(a, b, times) for a in people for b in people if a != b]


def crowd(rng: np.random.Generator, people: range, ties: int) -> list[Tie]:
    drawn = rng.integers(people.start, people.stop, (ties, 2))
    return [(int(a), int(b), 1) for a, b in drawn if a != b]


def everybody_seeds(pairs: Pairs, people: int) -> Trust:
    weeks = np.ones(pairs.size)
    active = np.ones(pairs.size, bool)
    nobody = np.zeros(pairs.size, bool)
    group = np.zeros(pairs.size, np.int64)
    weeks[: people // 5] = 50
    return trust(pairs, choose_seeds(pairs, active, nobody, weeks, group, np.arange(pairs.size)))


@pytest.mark.truth
@pytest.mark.parametrize("ring", [6, 50])
def test_a_ring_to_which_nobody_outside_turns_has_no_trust(ring: int) -> None:
    people, all_members = range(300), 300 + ring
    outward = [(i, i % 300, 3) for i in range(300, all_members)]
    ties = crowd(np.random.default_rng(3), people, 2500) + mutual(range(300, all_members)) + outward
    found = everybody_seeds(pairs_of(ties, all_members), 300)
    assert not found.credit[300:].any()
    assert (found.credit[:300] > 0).mean() > 0.95


@pytest.mark.truth
def test_the_attention_of_such_a_ring_moves_nobody() -> None:
    honest = crowd(np.random.default_rng(4), range(200), 1800)
    boosted = honest + [(200 + i, 7, 20) for i in range(50)]
    before, after = pairs_of(honest, 250), pairs_of(boosted, 250)
    counted = after.turned_to(everybody_seeds(after, 200).credit)
    assert counted[7] == pytest.approx(before.turned_to(everybody_seeds(before, 200).credit)[7])


@pytest.mark.truth
def test_a_close_group_with_one_tie_from_outside_counts_like_everybody() -> None:
    rng = np.random.default_rng(5)
    group = range(200, 206)
    ties = crowd(rng, range(200), 1500) + mutual(group) + [(3, 200, 1)]
    found = everybody_seeds(pairs_of(ties, 206), 200)
    assert found.credit[200:].min() > 0.75


@pytest.mark.truth
def test_look_alike_groups_are_not_moved_by_their_closeness() -> None:
    rng = np.random.default_rng(6)
    base = crowd(rng, range(200), 1500)
    outside = [(i, 200 + i % 6, 1) for i in range(12)]
    close = pairs_of(base + outside + mutual(range(200, 206)), 206)
    loose = pairs_of(base + outside + mutual(range(200, 206), times=1), 206)
    one, other = everybody_seeds(close, 200).credit, everybody_seeds(loose, 200).credit
    assert np.abs(one - other)[200:].max() < 0.05


@pytest.mark.truth
@pytest.mark.parametrize("false_accounts", [50, 200, 1000])
def test_false_accounts_share_what_few_real_ties_can_give(false_accounts: int) -> None:
    rng = np.random.default_rng(7)
    last = 1000 + false_accounts
    boss = [(i, 1000, 20) for i in range(1001, last)]
    back = [(1000, i, 1) for i in range(1001, last)]
    mistakes = [(i, 1000 + i * 7 % false_accounts, 1) for i in range(5)]
    pairs = pairs_of(crowd(rng, range(1000), 9000) + boss + back + mistakes, last)
    counted = pairs.turned_to(everybody_seeds(pairs, 1000).credit)
    # before any trust the boss would be first by far
    assert pairs.people()[1000] > pairs.people()[:1000].max()
    assert (counted[:1000] > counted[1000]).sum() > 10
    assert counted[1000] < 20


def test_a_newcomer_counts_once_a_trusted_member_turned_to_them() -> None:
    base = crowd(np.random.default_rng(8), range(100), 900)
    unknown = everybody_seeds(pairs_of([*base, (100, 1, 1)], 101), 100)
    known = everybody_seeds(pairs_of([*base, (100, 1, 1), (1, 100, 1)], 101), 100)
    assert unknown.credit[100] == 0
    assert known.credit[100] > 0.5


def test_without_seeds_nobody_is_trusted() -> None:
    found = trust(pairs_of([(0, 1, 1)], 2), np.array([], np.int64))
    assert not found.credit.any()


def test_trust_is_neither_made_nor_lost() -> None:
    found = everybody_seeds(pairs_of(crowd(np.random.default_rng(9), range(80), 300), 80), 80)
    assert found.flow.sum() == pytest.approx(1)


def test_chatter_of_two_weighs_no_more_than_the_cap() -> None:
    assert pairs_of([(0, 1, 500)], 2).weight.tolist() == [CAP]


def test_returned_attention_is_discounted() -> None:
    one_sided, answered = pairs_of([(0, 1, 3)], 2), pairs_of([(0, 1, 3), (1, 0, 3)], 2)
    assert answered.weight[0] < one_sided.weight[0]


class TestSeeds:
    """Where trust starts."""

    def chosen(self, pairs: Pairs, **given: object) -> list[int]:
        n = pairs.size
        values = {
            "active": np.ones(n, bool),
            "appointed": np.zeros(n, bool),
            "weeks": np.arange(n, dtype=float),
            "group": np.zeros(n, np.int64),
            "arrival": np.arange(n),
            **given,
        }
        chosen: list[int] = choose_seeds(pairs, **values).tolist()  # type: ignore[arg-type]
        return chosen

    def everybody(self, size: int) -> Pairs:
        return pairs_of([(i, (i + 1) % size, 1) for i in range(size)], size)

    def test_three_appointed_members_are_enough(self) -> None:
        appointed = np.isin(np.arange(40), [2, 5, 9])
        assert self.chosen(self.everybody(40), appointed=appointed) == [2, 5, 9]

    def test_two_are_joined_by_the_steadiest(self) -> None:
        appointed = np.isin(np.arange(40), [2, 5])
        assert self.chosen(self.everybody(40), appointed=appointed) == [2, 5, 35, 36, 37, 38, 39]

    def test_every_large_group_has_its_share(self) -> None:
        group = np.repeat([0, 1], [160, 40])
        assert self.chosen(self.everybody(200), group=group) == [
            *range(152, 160),
            198,
            199,
        ]

    def test_a_circle_cannot_seed_itself(self) -> None:
        ties = mutual(range(20)) + [(i, i + 1, 1) for i in range(20, 60)]
        weeks = np.where(np.arange(61) < 20, 100.0, 1.0)
        assert min(self.chosen(pairs_of(ties, 61), weeks=weeks)) >= 20

    def test_people_who_are_gone_are_no_seeds(self) -> None:
        active = np.arange(40) < 30
        assert max(self.chosen(self.everybody(40), active=active)) < 30

    def test_nobody_qualifies_where_nobody_turns_to_anybody(self) -> None:
        assert self.chosen(pairs_of([], 12)) == []
