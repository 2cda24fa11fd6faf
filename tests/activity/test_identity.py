"""Members are who the source's own ids say they are."""

from __future__ import annotations

import pyarrow as pa

from peerlight.activity.identity import identities
from peerlight.store.tables import TABLES, Account


def members(points_to: dict[str, str | None], bots: dict[str, str] | None = None) -> pa.Table:
    rows = [Account(account, "zulip", same_as=other) for account, other in points_to.items()]
    return identities(TABLES["accounts"].arrow(rows), bots or {})


def member_of(points_to: dict[str, str | None]) -> dict[str, str]:
    table = members(points_to)
    return dict(zip(table["account_id"].to_pylist(), table["member_id"].to_pylist(), strict=True))


def test_an_account_stands_for_itself() -> None:
    assert member_of({"ada": None, "bo": None}) == {"ada": "ada", "bo": "bo"}


def test_equal_accounts_have_one_member_however_long_the_chain() -> None:
    assert set(member_of({"a": None, "b": "a", "c": "b"}).values()) == {"a"}


def test_a_circle_of_equal_accounts_has_one_member() -> None:
    assert set(member_of({"d": "c", "c": "b", "b": "a", "a": "c"}).values()) == {"a"}


def test_a_member_is_a_bot_if_any_account_is() -> None:
    table = members({"a": None, "b": "a", "c": None}, {"b": "declared"})
    assert table["bot"].to_pylist() == [1, 1, 0]
