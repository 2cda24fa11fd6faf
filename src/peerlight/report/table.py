"""A table to terminal, JSON, CSV or Parquet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console


def write_table(table: pa.Table, format: str, out: Path | None, console: Console) -> None:
    """Write ``table`` as ``format`` (table, json, csv, parquet) to ``out`` or to stdout."""
    if format == "table" and out is None:
        _print(table, console)
        return
    data = _bytes(table, format)
    if out:
        out.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _bytes(table: pa.Table, format: str) -> bytes:
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    if format == "json":
        import orjson

        return orjson.dumps(table.to_pylist(), option=orjson.OPT_INDENT_2) + b"\n"
    sink = pa.BufferOutputStream()
    if format == "parquet":
        pa.parquet.write_table(table, sink, compression="zstd")
    else:
        pa.csv.write_csv(table, sink)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _print(table: pa.Table, console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, header_style="bold", pad_edge=False)
    for column in table.column_names:
        shown.add_column(column)
    for row in table.to_pylist():
        shown.add_row(*(Text(_cell(value)) for value in row.values()))
    console.print(shown)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)
