"""The table of all members: for reading, or as JSON, CSV or Parquet for other programs."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from peerlight.errors import BadInput
from peerlight.report.document import dumps_rows
from peerlight.report.safe_text import plain, plain_name
from peerlight.report.words import percentiles
from peerlight.values import Estimate

if TYPE_CHECKING:
    import pyarrow as pa

_FILE_WIDTH = 100
_PARQUET = b"PAR1"


def write_table(table: pa.Table, format: str, out: Path | None, console: Console) -> None:
    """Write ``table`` as "table", "json", "csv" or "parquet" to ``out``, else to ``console``.

    Only "table" is made for reading: a few columns, names cleaned. The others hold every column
    as it is, and go past the console's wrapping and colours as bytes (UTF-8).

    Raises:
        BadInput: Parquet to a terminal, or an unknown format.
    """
    if format == "table" and out is None:
        _show(table, console)
    elif out is not None:
        out.write_bytes(_bytes(table, format))
    else:
        _pour(_bytes(table, format), console)


def _bytes(table: pa.Table, format: str) -> bytes:
    if format == "parquet":
        return _parquet(table)
    if format == "table":
        file = io.StringIO()
        _show(table, Console(file=file, width=_FILE_WIDTH))
        text = file.getvalue()
    elif format == "json":
        text = dumps_rows(table.to_pylist())
    elif format == "csv":
        text = _csv(table)
    else:
        raise BadInput(
            f"There is no format {format!r}", do_next="The formats are: table, json, csv, parquet."
        )
    # a lone surrogate in a name is no text in any encoding
    return text.encode("utf-8", "replace")


def _parquet(table: pa.Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _pour(data: bytes, console: Console) -> None:
    if data.startswith(_PARQUET) and console.is_terminal:
        raise BadInput("Parquet cannot be read on a terminal", do_next="Name a file with --out.")
    console.file.flush()
    stream = getattr(console.file, "buffer", None)
    if stream is None:
        console.file.write(data.decode("utf-8", "surrogateescape"))
    else:
        stream.write(data)
        stream.flush()


def _csv(table: pa.Table) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(row.values() for row in table.to_pylist())
    return file.getvalue()


def _show(table: pa.Table, console: Console) -> None:
    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column, share in (("Name", 3), ("Tier", 1), ("Range", 1), ("Roles", 4), ("Set aside", 3)):
        shown.add_column(column, ratio=share, overflow="fold")
    for row in table.to_pylist():
        shown.add_row(*(Text(cell) for cell in _cells(row)))
    console.print(shown, markup=False, highlight=False, emoji=False)


def _cells(row: dict[str, Any]) -> tuple[str, str, str, str, str]:
    roles = str(row["roles"] or "").replace(";", ", ")
    tier = "" if row["tier"] is None else str(row["tier"])
    return plain_name(row["name"]), plain(tier), _range(row), plain(roles), plain(row["set_aside"])


def _range(row: dict[str, Any]) -> str:
    if row["low"] is None or row["high"] is None:
        return ""
    low, high = percentiles(Estimate(row["influence"], row["low"], row["high"]))
    return f"{low}–{high}"
