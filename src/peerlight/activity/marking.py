"""The text marks of an import, written beside its messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from peerlight.store.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 50_000


def mark_messages(tables: Path) -> int:
    """Write ``tables/marks/part-0.parquet`` for the messages beside it; returns the rows.

    Marks that the source itself gave lie there already, and stay. Two passes, linear in
    characters; holds one batch of 50,000 messages at a time.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from peerlight.activity.text.marks import marks

    file = tables / "messages" / "part-0.parquet"
    if not file.is_file():
        return 0
    target = tables / "marks" / "part-0.parquet"
    read = [marks(batch) for batch in _batches(file, "message_id", "text")]
    found = pa.concat_tables([_given(target), *read, _repeated(file)])
    # a text that reads like promotion may also stand in several threads
    found = found.group_by(list(TABLES["marks"].key)).aggregate([("model_version", "min")])
    found = found.rename_columns(list(TABLES["marks"].columns)).cast(TABLES["marks"].schema())
    found = found.sort_by([(column, "ascending") for column in TABLES["marks"].key])
    target.parent.mkdir(exist_ok=True)
    pq.write_table(found, target, compression="zstd")
    rows: int = found.num_rows
    return rows


def _given(file: Path) -> pa.Table:
    import pyarrow.parquet as pq

    schema = TABLES["marks"].schema()
    return pq.read_table(file, schema=schema) if file.is_file() else schema.empty_table()


def _repeated(file: Path) -> pa.Table:
    import pyarrow as pa

    from peerlight.activity.text.repeated import VERSION, repeated_texts

    ids = repeated_texts(_batches(file, "message_id", "account_id", "thread_id", "text"))
    said = [pa.repeat(word, ids.num_rows) for word in ("promotion", "1", VERSION)]
    return pa.table([ids["message_id"], *said], schema=TABLES["marks"].schema())


def _batches(file: Path, *columns: str) -> Iterator[pa.RecordBatch]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(file) as messages:
        yield from messages.iter_batches(BATCH, columns=list(columns))
