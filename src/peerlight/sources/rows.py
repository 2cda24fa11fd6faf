"""Records on their way to Parquet shards."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from peerlight.sources.audit import Audit
from peerlight.store.tables import TABLES, Record


class Rows:
    """Collects records by table and the audit beside them; one per part of a source."""

    def __init__(self) -> None:
        self.records: dict[type[Record], list[Record]] = defaultdict(list)
        self.audit = Audit()

    def add(self, record: Record) -> None:
        """Keep one record."""
        self.records[type(record)].append(record)

    def keep(self, message: Record) -> None:
        """Keep a message and count it as found."""
        self.audit.found += 1
        self.records[type(message)].append(message)

    def write(self, folder: Path, part: int) -> None:
        """Write one Parquet shard per table that has rows: ``folder/<table>/<part>.parquet``."""
        import pyarrow.parquet as pq

        for table in TABLES.values():
            rows = self.records.get(table.record)
            if rows:
                shard = folder / table.name / f"{part:06d}.parquet"
                shard.parent.mkdir(parents=True, exist_ok=True)
                pq.write_table(table.arrow(rows), shard, compression="lz4")
