"""Which file holds which activity table, and its rows as an Arrow table, unconverted."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from peerlight.store.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

# marks are read in the texts again, by the version of Peerlight that analyses them
GIVEN = tuple(name for name in TABLES if name != "marks")
_CHUNK = 50_000


@dataclass(frozen=True)
class Raw:
    """One file's rows as they stand; ``bad`` counts rows that cannot be cut into the columns."""

    name: str
    rows: pa.Table
    bad: int = 0
    notes: tuple[str, ...] = ()


def table_of(name: str) -> str | None:
    """The activity table that a file holds, by its own name or by the folder it lies in.

    >>> table_of("export/messages.csv"), table_of("messages/2024-05/000.parquet")
    ('messages', 'messages')
    """
    path = PurePosixPath(name)
    if path.suffix.lower() not in {".csv", ".parquet"}:
        return None
    candidates = (path.stem, *reversed(path.parts[:-1]))
    return next((c.lower() for c in candidates if c.lower() in GIVEN), None)


def read_raw(name: str, data: bytes) -> Raw:
    """The rows of one file.

    Raises:
        ValueError: the file as a whole cannot be read; the message says why.
    """
    return _parquet(name, data) if name.lower().endswith(".parquet") else _csv(name, data)


def header(name: str, data: bytes) -> list[str]:
    """The column names of one file, in lower case; empty where it cannot be read."""
    try:
        if name.lower().endswith(".parquet"):
            import pyarrow as pa
            import pyarrow.parquet as pq

            return _plain(pq.read_schema(pa.BufferReader(data)).names)
        return _plain(next(_rows(_reader(_text(data[:65536])[0])), []))
    except (ValueError, OSError):
        return []


def _parquet(name: str, data: bytes) -> Raw:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.read_table(pa.BufferReader(data))
    except (pa.ArrowException, OSError) as error:
        raise ValueError("no readable Parquet file") from error
    return Raw(name, rows.rename_columns(_plain(rows.column_names)))


def _csv(name: str, data: bytes) -> Raw:
    import pyarrow as pa

    text, notes = _text(data)
    reader = _reader(text)
    columns = _plain(next(_rows(reader), []))
    if len(set(columns)) < len(columns):
        raise ValueError("two columns have the same name")
    schema = pa.schema([(column, pa.string()) for column in columns])
    batches, bad = [], 0
    rows = _rows(reader)
    # in chunks, so that a large file's rows never stand in memory twice as Python objects
    while chunk := list(islice(rows, _CHUNK)):
        good = [row for row in chunk if len(row) == len(columns)]
        bad += len(chunk) - len(good)
        batches.append(_batch(good, schema))
    return Raw(name, pa.Table.from_batches(batches, schema), bad, notes)


def _batch(rows: Sequence[Sequence[str]], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pa.RecordBatch.from_arrays([pa.array(c, pa.string()) for c in columns], schema=schema)


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Every row that is not blank; one that the parser gives up on comes as an empty list."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield []
            continue
        if row and (row[0] or any(row)):
            yield row


def _text(data: bytes) -> tuple[str, tuple[str, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # what spreadsheets call Unicode text
        return data.decode("utf-16", errors="replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = "some characters are not UTF-8 and were replaced"
        return data.decode("utf-8-sig", errors="replace"), (note,)


def _reader(text: str) -> Iterator[list[str]]:
    head = text[: text.find("\n") + 1] or text
    separator = max(",;\t", key=head.count)
    return csv.reader(StringIO(text, newline=""), delimiter=separator)


def _plain(names: Sequence[str]) -> list[str]:
    return [name.strip().lower() for name in names]
