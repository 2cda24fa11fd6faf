"""Mentions by name, settled when all accounts are known."""

from __future__ import annotations

from pathlib import Path

from peerlight.sources.loose import shards
from peerlight.store.tables import TABLES


def keep_known(folder: Path) -> None:
    """Leave out the mentions of what is nobody's account; the shards are rewritten.

    Complexity: linear in mentions and accounts, by Arrow.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    known = [t["account_id"] for _, t in shards(folder, "accounts", ("account_id",))]
    if not known:
        return
    accounts = pa.concat_arrays([chunk for column in known for chunk in column.chunks])
    schema = TABLES["mentions"].schema()
    for file, mentions in shards(folder, "mentions", schema.names):
        kept = mentions.filter(pc.is_in(mentions["account_id"], value_set=accounts))
        if len(kept) < len(mentions):
            pq.write_table(kept.cast(schema), file, compression="lz4")
