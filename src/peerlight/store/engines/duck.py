"""DuckDB in the process: the default engine."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa


class DuckEngine:
    """DuckDB with a memory limit, spilling to a folder of its own."""

    name = "duckdb"

    def __init__(self, memory: str | None = None) -> None:
        self._kinds: dict[str, str] = {}
        self._spill = Path(tempfile.mkdtemp(prefix="peerlight-"))
        self._db = duckdb.connect(
            config={
                "temp_directory": str(self._spill),
                # of the machine's memory; beyond it, it spills to disk
                "memory_limit": memory or "50%",
                # nothing may be fetched at run time
                "autoinstall_known_extensions": False,
                # rows keep an order only where a query states one; this saves much memory
                "preserve_insertion_order": False,
                # a name is a relation of this engine, never a variable of the program
                "python_enable_replacements": False,
            }
        )
        # its bar would go to stdout, among the data
        self._db.execute("SET enable_progress_bar = false")

    def files(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        if not files:
            self.register(name, schema.empty_table())
            return
        listed = ", ".join(_quoted(str(file)) for file in sorted(files))
        columns = ", ".join(_identifier(c) for c in schema.names)
        self.view(name, f"SELECT {columns} FROM read_parquet([{listed}], union_by_name = true)")

    def register(self, name: str, table: pa.Table) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        self._db.register(f"arrow_{name}", table)
        self.view(name, f"SELECT * FROM arrow_{name}")

    def view(self, name: str, select: str) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        self._name("VIEW", name, select)

    def materialise(self, name: str, select: str) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        self._name("TABLE", name, select)

    def rows(self, select: str) -> pa.Table:
        """See :class:`~peerlight.store.engines.Engine`."""
        return self._db.sql(select).to_arrow_table()

    def write(self, select: str, file: Path) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        # else a column is marked as never null or not by what the planner happens to find out
        self._db.execute("SET disabled_optimizers = 'statistics_propagation'")
        try:
            self._db.execute(
                f"COPY ({select}\n) TO {_quoted(str(file))} (FORMAT parquet, COMPRESSION zstd)"
            )
        finally:
            self._db.execute("RESET disabled_optimizers")

    def _name(self, kind: str, name: str, select: str) -> None:
        before = self._kinds.get(name, kind)
        if before != kind:
            # DuckDB replaces a view only by a view, and a table only by a table
            self._db.execute(f"DROP {before} {_identifier(name)}")
        self._kinds[name] = kind
        self._db.execute(f"CREATE OR REPLACE TEMP {kind} {_identifier(name)} AS {select}")

    def close(self) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        self._db.close()
        shutil.rmtree(self._spill, ignore_errors=True)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
