"""Gitter's names: a message calls people by name, and its author goes by an id."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peerlight.sources.loose import shards
from peerlight.store.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa


def tie_names(folder: Path) -> list[str]:
    """Rewrite the mentions in the shards, from ``<source>:@<name>`` to accounts.

    Names are told apart whatever their capitals. Mentions of nobody who wrote here are left out,
    and so are those of a name that two accounts bear. Returns notes for the audit. Complexity:
    linear in mentions, by Arrow.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    names, accounts = _by_name(folder)
    schema, nobody = TABLES["mentions"].schema(), 0
    for file, mentions in shards(folder, "mentions", schema.names):
        called = accounts.take(pc.index_in(mentions["account_id"], value_set=names))
        tied = pa.table([mentions["message_id"], called], names=schema.names)
        tied = tied.filter(pc.is_valid(tied["account_id"]))
        nobody += len(called) - len(tied)
        pq.write_table(tied.cast(schema), file, compression="lz4")
    return [f"{nobody:,} mentions name nobody who wrote here."] if nobody else []


def _by_name(folder: Path) -> tuple[pa.Array, pa.Array]:
    """Every name as mentions write it, and the account that alone bears it."""
    import pyarrow as pa

    bearers: dict[str, set[str]] = {}
    for _, table in shards(folder, "accounts", ("account_id", "source", "handle")):
        for account, source, handle in zip(*(c.to_pylist() for c in table.columns), strict=True):
            if handle is not None:
                bearers.setdefault(f"{source}:@{handle.lower()}", set()).add(account)
    alone = sorted((name, *found) for name, found in bearers.items() if len(found) == 1)
    names, accounts = zip(*alone, strict=True) if alone else ((), ())
    return pa.array(names, pa.string()), pa.array(accounts, pa.string())
