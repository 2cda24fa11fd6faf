"""Where SQL runs. The same text on every engine; only these files know which one it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa


class Engine(Protocol):
    """An engine holds named relations and answers portable ``SELECT`` texts."""

    name: str

    def files(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """Make Parquet files readable under ``name``; no file gives an empty relation."""

    def register(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table readable under ``name``."""

    def view(self, name: str, select: str) -> None:
        """Name a query; it runs each time it is read."""

    def materialise(self, name: str, select: str) -> None:
        """Run a query once and keep its rows under ``name``."""

    def rows(self, select: str) -> pa.Table:
        """The rows of a query."""

    def write(self, select: str, file: Path) -> None:
        """Write the rows of a query to one Parquet file, in the query's order."""

    def close(self) -> None:
        """Give back memory and temporary files."""


def open_engine(address: str = "duckdb", memory: str | None = None) -> Engine:
    """The engine at ``address``: ``duckdb``, or ``sc://host:port`` for Spark Connect.

    ``memory`` limits DuckDB ("2GB"); beyond it DuckDB spills to disk.
    """
    if address.startswith("sc://"):
        from peerlight.store.engines.spark import SparkEngine

        return SparkEngine(address)
    from peerlight.store.engines.duck import DuckEngine

    return DuckEngine(memory)
