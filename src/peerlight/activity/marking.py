"""The text marks of an import, written beside its messages."""

from __future__ import annotations

from pathlib import Path

from peerlight.store.tables import TABLES

BATCH = 50_000


def mark_messages(tables: Path) -> int:
    """Write ``tables/marks/part-0.parquet`` for the messages beside it; returns the rows.

    Linear in characters; holds one batch of 50,000 messages at a time.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from peerlight.activity.text.marks import marks

    file = tables / "messages" / "part-0.parquet"
    if not file.is_file():
        return 0
    with pq.ParquetFile(file) as messages:
        batches = [
            marks(batch) for batch in messages.iter_batches(BATCH, columns=["message_id", "text"])
        ]
    found = pa.concat_tables(batches or [TABLES["marks"].schema().empty_table()])
    found = found.sort_by([(column, "ascending") for column in TABLES["marks"].key])
    target = tables / "marks" / "part-0.parquet"
    target.parent.mkdir(exist_ok=True)
    pq.write_table(found, target, compression="zstd")
    rows: int = found.num_rows
    return rows
