"""What only all activities together tell: threads, and what was taken back."""

from __future__ import annotations

from pathlib import Path

from peerlight.sources.activitystreams.activities import DELETED, UNDONE
from peerlight.sources.chains import tie_chains
from peerlight.sources.loose import shards, take_loose
from peerlight.store.tables import TABLES


def tie_ends(folder: Path) -> list[str]:
    """Tie replies to threads; take out what its author deleted, or somebody undid."""
    tie_chains(folder)
    _delete(folder, {message: (by, at) for message, by, at in take_loose(folder, DELETED)})
    _undo(folder, set(take_loose(folder, UNDONE)))
    return []


def _delete(folder: Path, deleted: dict[str, tuple[str, int]]) -> None:
    """Mark messages as deleted, by nobody but their author; their text goes."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    schema, among = TABLES["messages"].schema(), pa.array(sorted(deleted), pa.string())
    for file, table in shards(folder, "messages", schema.names) if deleted else ():
        if not pc.any(pc.is_in(table["message_id"], value_set=among)).as_py():
            continue
        rows = table.to_pylist()
        for row in rows:
            by, at = deleted.get(row["message_id"], (None, 0))
            if by == row["account_id"]:
                row.update(deleted_at=at or row["posted_at"], text=None)
        pq.write_table(pa.Table.from_pylist(rows, schema), file, compression="lz4")


def _undo(folder: Path, undone: set[tuple[str, str, str]]) -> None:
    """Take out the reactions that were undone."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = TABLES["reactions"].schema()
    for file, table in shards(folder, "reactions", schema.names) if undone else ():
        kept = [
            (message, account, kind) not in undone
            for message, account, kind in zip(
                *(table[c].to_pylist() for c in ("message_id", "account_id", "kind")), strict=True
            )
        ]
        pq.write_table(table.filter(pa.array(kept, pa.bool_())), file, compression="lz4")
