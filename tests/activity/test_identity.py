"""Members are who the source's own ids and humans say they are."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.activity.identity import NOTHING, Decided, identities, members
from peerlight.activity.identity.deciding import pair
from peerlight.store.tables import TABLES, Account
from peerlight.values import Decision, DecisionKind


def tied(points_to: dict[str, str | None], bots: dict[str, str] | None = None) -> pa.Table:
    rows = [Account(account, "zulip", same_as=other) for account, other in points_to.items()]
    return identities(TABLES["accounts"].arrow(rows), bots or {})


def member_of(points_to: dict[str, str | None]) -> dict[str, str]:
    table = tied(points_to)
    return dict(zip(table["account_id"].to_pylist(), table["member_id"].to_pylist(), strict=True))


def test_an_account_stands_for_itself() -> None:
    assert member_of({"ada": None, "bo": None}) == {"ada": "ada", "bo": "bo"}


def test_equal_accounts_have_one_member_however_long_the_chain() -> None:
    assert set(member_of({"a": None, "b": "a", "c": "b"}).values()) == {"a"}


def test_a_circle_of_equal_accounts_has_one_member() -> None:
    assert set(member_of({"d": "c", "c": "b", "b": "a", "a": "c"}).values()) == {"a"}


def test_a_member_is_a_bot_if_any_account_is() -> None:
    table = tied({"a": None, "b": "a", "c": None}, {"b": "declared"})
    assert table["bot"].to_pylist() == [1, 1, 0]


def joined(*accounts: Account, decided: Decided = NOTHING) -> dict[str, str]:
    return members(TABLES["accounts"].arrow(accounts), decided)


def test_one_address_within_a_source_is_one_member() -> None:
    ada, bo = Account("s:1", "s", email_hash="x"), Account("s:2", "s", name="Bo", email_hash="x")
    assert joined(ada, bo) == {"s:1": "s:2", "s:2": "s:2"}


@pytest.mark.parametrize(
    "others",
    [
        (Account("t:2", "t", email_hash="x"),),
        (Account("s:2", "s", is_bot=True, email_hash="x"),),
        (Account("s:2", "s", name="Bo Quillon", email_hash="x"),),
        tuple(Account(f"s:{n}", "s", email_hash="x") for n in (2, 3, 4)),
    ],
    ids=["another source", "its bot", "another full name", "many"],
)
def test_an_address_that_may_be_several_peoples_joins_nobody(others: tuple[Account, ...]) -> None:
    ada = Account("s:1", "s", name="Ada Tarvi", email_hash="x")
    assert len(set(joined(ada, *others).values())) == 1 + len(others)


def test_what_a_human_joined_is_one_member_named_by_the_account_with_a_name() -> None:
    people = Account("s:1", "s", handle="tulip"), Account("t:2", "t", name="Ada")
    same = Decided(same=frozenset({("s:1", "t:2")}))
    assert set(joined(*people, decided=same).values()) == {"t:2"}


def test_what_a_human_parted_stays_apart_though_the_source_ties_it() -> None:
    people = [Account("a", "s"), Account("b", "s", same_as="a"), Account("c", "s", same_as="a")]
    apart = Decided(apart=frozenset({("a", "b")}))
    assert joined(*people, decided=apart) == {"a": "a", "b": "b", "c": "a"}


def test_two_kept_apart_never_meet_through_a_third() -> None:
    people = [Account("a", "s"), Account("b", "s"), Account("c", "s")]
    both = Decided(same=frozenset({("a", "c"), ("b", "c")}), apart=frozenset({("a", "b")}))
    assert joined(*people, decided=both) == {"a": "a", "b": "b", "c": "a"}


@given(
    same=st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10),
    apart=st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=6),
)
def test_the_parted_are_never_one_member_whatever_ties_them(
    same: set[tuple[int, int]], apart: set[tuple[int, int]]
) -> None:
    people = [Account(f"a{n}", "s") for n in range(8)]
    wanted = Decided(
        same=frozenset(pair(f"a{m}", f"a{n}") for m, n in same if m != n),
        apart=frozenset(pair(f"a{m}", f"a{n}") for m, n in apart if m != n),
    )
    found = joined(*people, decided=wanted)
    assert all(found[one] != found[other] for one, other in wanted.apart)
    assert set(found.values()) <= set(found)
    if not wanted.apart:
        assert all(found[one] == found[other] for one, other in wanted.same)


def test_an_objection_on_any_account_hides_the_whole_member() -> None:
    rows = TABLES["accounts"].arrow([Account("a", "s"), Account("b", "s", same_as="a")])
    table = identities(rows, {}, Decided(objected=frozenset({"b"})))
    assert table["hidden"].to_pylist() == [1, 1]


@pytest.mark.parametrize(
    ("decided", "bots"),
    [
        (NOTHING, [1, 1, 0]),
        (Decided(humans=frozenset({"a"})), [0, 0, 0]),
        (Decided(humans=frozenset({"b"})), [0, 0, 0]),
        (Decided(bots=frozenset({"c"})), [1, 1, 1]),
        (Decided(humans=frozenset({"b"}), bots=frozenset({"a"})), [1, 1, 0]),
    ],
)
def test_a_human_outweighs_what_was_recognised(decided: Decided, bots: list[int]) -> None:
    people = [Account("a", "s"), Account("b", "s", same_as="a"), Account("c", "s")]
    table = identities(TABLES["accounts"].arrow(people), {"b": "declared"}, decided)
    assert table["bot"].to_pylist() == bots


def test_of_two_decisions_about_the_same_accounts_the_newer_counts() -> None:
    kinds = (DecisionKind.same_person, DecisionKind.not_same_person)
    made = [Decision(n, n, kind, "a", "b") for n, kind in enumerate(kinds)]
    assert Decided.of(made) == Decided(apart=frozenset({("a", "b")}))
    assert Decided.of(reversed(made)) == Decided(same=frozenset({("a", "b")}))
