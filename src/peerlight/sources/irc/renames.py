"""Changes of nick: which nicks a log shows to be one person."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from pathlib import Path

from peerlight.sources.loose import shards, take_loose
from peerlight.store.tables import TABLES, Account

RENAMES = "renames"
AT_ODDS = 3_600 * 1_000_000
"""Microseconds within which two nicks that speak by turns are two people."""


def tie_renames(folder: Path) -> list[str]:
    """Tie nicks that a log shows to be one person: one more shard of accounts says so.

    Two nicks are tied by a logged change from one to the other. They are not where one of them
    wrote between two messages of the other within an hour, with no change between: then two
    people used them. That holds for all nicks of a person. The nick that wrote most stands for
    the others. Needs the loose ends ``renames``: old account, new account, time.
    """
    import pyarrow.parquet as pq

    renames = sorted(take_loose(folder, RENAMES), key=lambda r: r[2])
    if not renames:
        return []
    times: Counter[tuple[str, str]] = Counter((min(o, n), max(o, n)) for o, n, _ in renames)
    named = {account for pair in times for account in pair}
    known = {a.account_id: a for a in _accounts(folder, named)}
    written = _written(folder, named)
    persons = _persons(times, _at_odds(written, renames))
    volume = Counter(account for _, account in written)
    rows = []
    for person in persons:
        chosen = max(person, key=lambda a: (volume[a], a))
        rows += [
            known[a]._replace(same_as=chosen) for a in sorted(person) if a != chosen and a in known
        ]
    if rows:
        pq.write_table(TABLES["accounts"].arrow(rows), folder / "accounts" / "renames.parquet")
    writing = sum(volume[row.account_id] > 0 for row in rows)
    return [f"{writing:,} nicks are tied to another by a logged change of nick."] if writing else []


def _accounts(folder: Path, named: set[str]) -> Iterator[Account]:
    for _, table in shards(folder, "accounts", Account._fields):
        for row in table.to_pylist():
            if row["account_id"] in named:
                yield Account(**row)


def _written(folder: Path, named: set[str]) -> list[tuple[int, str]]:
    """When each of the named accounts wrote, in order of time."""
    import pyarrow as pa
    import pyarrow.compute as pc

    among = pa.array(sorted(named), pa.string())
    written: list[tuple[int, str]] = []
    for _, table in shards(folder, "messages", ("posted_at", "account_id")):
        found = table.filter(pc.is_in(table["account_id"], value_set=among))
        written += zip(*(column.to_pylist() for column in found.columns), strict=True)
    return sorted(written)


def _at_odds(
    written: list[tuple[int, str]], renames: list[tuple[str, str, int]]
) -> set[tuple[str, str]]:
    """The pairs that spoke by turns as two people do."""
    odd: set[tuple[str, str]] = set()
    # who spoke last stands last
    spoke: OrderedDict[str, int] = OrderedDict()
    changed: dict[tuple[str, str], int] = {}
    coming = iter([*renames, ("", "", 2**63)])
    old, new, at = next(coming)
    for posted_at, account in written:
        while at <= posted_at:
            changed[min(old, new), max(old, new)] = at
            old, new, at = next(coming)
        before = spoke.pop(account, None)
        if before is not None and posted_at - before <= AT_ODDS:
            for other in reversed(spoke):
                if spoke[other] < before:
                    break
                pair = min(account, other), max(account, other)
                if changed.get(pair, -1) < before:
                    odd.add(pair)
        spoke[account] = posted_at
    return odd


def _persons(times: Counter[tuple[str, str]], odd: set[tuple[str, str]]) -> list[set[str]]:
    """Nicks that are one person, joined along their changes, the most frequent change first."""
    person = {account: {account} for pair in times for account in pair}
    for (one, other), _ in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        first, second = person[one], person[other]
        if first is second or _clash(first, second, odd):
            continue
        first |= second
        for account in second:
            person[account] = first
    distinct = {id(group): group for group in person.values() if len(group) > 1}
    return sorted(distinct.values(), key=min)


def _clash(first: set[str], second: set[str], odd: set[tuple[str, str]]) -> bool:
    return any((min(a, b), max(a, b)) in odd for a in first for b in second)
