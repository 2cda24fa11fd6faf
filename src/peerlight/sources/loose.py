"""What one part of a source cannot settle alone, kept beside the shards until all are read."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlight.sources.rows import Rows

if TYPE_CHECKING:
    import pyarrow as pa


class LooseRows(Rows):
    """Rows with loose ends: tuples by topic, written to ``folder/loose-<topic>/``."""

    def __init__(self) -> None:
        super().__init__()
        self.loose: dict[str, list[tuple[Any, ...]]] = defaultdict(list)

    def write(self, folder: Path, part: int) -> None:
        """Write the shards, and one more per topic that has loose ends; columns by number."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        super().write(folder, part)
        for topic, ends in self.loose.items():
            columns = {f"c{n}": list(values) for n, values in enumerate(zip(*ends, strict=True))}
            shard = folder / f"loose-{topic}" / f"{part:06d}.parquet"
            shard.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.table(columns), shard)


def take_loose(folder: Path, topic: str) -> list[tuple[Any, ...]]:
    """All parts' loose ends of one topic, in the order of the parts; their files are removed."""
    import pyarrow.parquet as pq

    place = folder / f"loose-{topic}"
    ends: list[tuple[Any, ...]] = []
    for shard in sorted(place.glob("*.parquet")):
        ends.extend(zip(*(c.to_pylist() for c in pq.read_table(shard).columns), strict=True))
    shutil.rmtree(place, ignore_errors=True)
    return ends


def shards(folder: Path, table: str, columns: Sequence[str]) -> list[tuple[Path, pa.Table]]:
    """Each shard of an activity table with the named columns."""
    import pyarrow.parquet as pq

    files = sorted((folder / table).glob("*.parquet"))
    # read as a file, or Arrow would take the folder's name for a column
    return [(file, pq.ParquetFile(file).read(list(columns))) for file in files]
