"""Discord's loose ends: people that pages call by their handles, and chains of replies."""

from __future__ import annotations

from pathlib import Path

from peerlight.sources.chains import tie_chains
from peerlight.sources.loose import shards
from peerlight.store.tables import TABLES


def tie_ends(folder: Path) -> list[str]:
    """Settle mentions and threads in the shards. Returns notes for the audit."""
    tie_chains(folder)
    return _tie_handles(folder)


def _tie_handles(folder: Path) -> list[str]:
    """Put accounts where pages name handles; linear in mentions and accounts, by Arrow."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    bearers = _bearers(folder)
    handles, accounts = pa.array(bearers, pa.string()), pa.array(bearers.values(), pa.string())
    schema, nobody = TABLES["mentions"].schema(), 0
    for file, table in shards(folder, "mentions", schema.names):
        called = table["account_id"].combine_chunks()
        told = accounts.take(pc.index_in(called, value_set=handles))
        by_handle = pc.match_substring(called, ":@")
        settled = pc.if_else(by_handle, told, called)
        known = pc.is_valid(settled)
        nobody += len(called) - pc.sum(known).as_py()
        kept = pa.table([table["message_id"], settled], names=schema.names).filter(known)
        pq.write_table(kept.cast(schema), file, compression="lz4")
    return [f"{nobody:,} mentions name nobody who wrote here."] if nobody else []


def _bearers(folder: Path) -> dict[str, str]:
    """Accounts by ``prefix:@handle``: of people first, and none that two of a kind bear."""
    found: dict[str, set[tuple[bool, str]]] = {}
    columns = ("account_id", "source", "handle", "is_bot")
    for _, table in shards(folder, "accounts", columns):
        for account, source, handle, bot in zip(
            *(c.to_pylist() for c in table.columns), strict=True
        ):
            if handle:
                found.setdefault(f"{source}:@{handle}", set()).add((bot, account))
    bearers = {}
    for handle, accounts in found.items():
        people = [a for bot, a in sorted(accounts) if not bot] or [a for _, a in sorted(accounts)]
        if len(people) == 1:
            bearers[handle] = people[0]
    return bearers
