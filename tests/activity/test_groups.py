"""Groups are people who talk mostly with each other."""

from __future__ import annotations

import random

import pyarrow as pa

from peerlight.activity.groups import groups


def ties(*pairs: tuple[str, str, int]) -> pa.Table:
    columns = zip(*pairs, strict=True) if pairs else ((), (), ())
    types = (pa.string(), pa.string(), pa.int64())
    arrays = [pa.array(c, t) for c, t in zip(columns, types, strict=True)]
    return pa.Table.from_arrays(arrays, names=["actor_id", "member_id", "n"])


def arrivals(table: pa.Table) -> pa.Table:
    """Everybody came in the order of their names."""
    names = sorted({*table["actor_id"].to_pylist(), *table["member_id"].to_pylist()})
    times = pa.array(range(len(names)), pa.int64())
    return pa.table({"member_id": pa.array(names, pa.string()), "arrival": times})


def circle(*names: str) -> list[tuple[str, str, int]]:
    return [(a, b, 5) for a in names for b in names if a != b]


def found(table: pa.Table, seed: int = 7) -> dict[str, list[str]]:
    answer: dict[str, list[str]] = {}
    for row in groups(table, arrivals(table), seed).to_pylist():
        answer.setdefault(row["group_id"], []).append(row["member_id"])
    return answer


def village(people: int = 400, width: int = 20) -> pa.Table:
    chance = random.Random(3)
    pairs: dict[tuple[str, str], int] = {}
    for _ in range(people * 12):
        a = chance.randrange(people)
        near = chance.random() < 0.8
        b = a // width * width + chance.randrange(width) if near else chance.randrange(people)
        if a != b:
            pairs[f"u:{a}", f"u:{b}"] = pairs.get((f"u:{a}", f"u:{b}"), 0) + 1
    return ties(*[(a, b, n) for (a, b), n in pairs.items()])


def test_two_circles_with_one_bridge_are_two_groups_named_by_size() -> None:
    table = ties(*circle("x", "y", "z"), *circle("a", "b", "c", "d"), ("a", "x", 1))
    assert found(table) == {"g1": ["a", "b", "c", "d"], "g2": ["x", "y", "z"]}


def test_equally_large_groups_are_named_by_who_came_first() -> None:
    assert found(ties(*circle("x", "y", "z"), *circle("a", "b", "c"))) == {
        "g1": ["a", "b", "c"],
        "g2": ["x", "y", "z"],
    }


def test_a_pair_is_no_group_and_nobody_is_alone_in_one() -> None:
    table = ties(*circle("a", "b", "c"), *circle("p", "q"), ("s", "s", 9))
    assert found(table) == {"g1": ["a", "b", "c"]}


def test_no_ties_give_no_groups() -> None:
    assert groups(ties(), arrivals(ties()), 1).to_pydict() == {"member_id": [], "group_id": []}


def test_the_same_ties_in_any_order_give_the_same_groups() -> None:
    table = village()
    order = list(range(table.num_rows))
    random.Random(5).shuffle(order)
    first = groups(table, arrivals(table), 11)
    assert len(set(first["group_id"].to_pylist())) > 5
    assert all(groups(table.take(order), arrivals(table), 11).equals(first) for _ in range(4))


def test_who_turned_to_whom_does_not_matter_for_belonging() -> None:
    table = village()
    turned = table.select(["member_id", "actor_id", "n"]).rename_columns(table.column_names)
    assert groups(turned, arrivals(turned), 2).equals(groups(table, arrivals(table), 2))
