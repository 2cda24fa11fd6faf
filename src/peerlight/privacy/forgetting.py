"""The tables of an import without some accounts: what never reading these would have given.

The same few statements run when somebody is erased and when a later import brings them again, so
both leave the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peerlight.privacy.naming import Called
from peerlight.privacy.traces import BY_MESSAGE, OWN, POINTING
from peerlight.privacy.writing import write_anew
from peerlight.store.engines import Engine
from peerlight.store.tables import TABLES, Table

FILE = "part-0.parquet"
Files = Mapping[str, Sequence[Path]]
"""The Parquet files of an import, by table."""

_GONE = """
SELECT m.message_id, m.thread_id FROM messages m JOIN erased e ON e.account_id = m.account_id
"""
# a thread in which nobody else wrote was never read
_EMPTIED = """
SELECT t.thread_id FROM threads t
LEFT JOIN (SELECT DISTINCT thread_id FROM gone) g ON g.thread_id = t.thread_id
LEFT JOIN erased e ON e.account_id = t.started_by
LEFT JOIN (SELECT DISTINCT m.thread_id FROM messages m
    LEFT JOIN erased x ON x.account_id = m.account_id
    WHERE x.account_id IS NULL) o ON o.thread_id = t.thread_id
WHERE o.thread_id IS NULL AND (g.thread_id IS NOT NULL OR e.account_id IS NOT NULL)
"""
_CALLING = """
SELECT DISTINCT m.message_id, m.text FROM messages m
JOIN mentions n ON n.message_id = m.message_id
JOIN erased e ON e.account_id = n.account_id
LEFT JOIN gone g ON g.message_id = m.message_id
WHERE g.message_id IS NULL AND m.text IS NOT NULL ORDER BY m.message_id
"""
_NAMES = """
SELECT a.account_id, a.handle, a.name FROM accounts a
JOIN erased e ON e.account_id = a.account_id
"""


@dataclass(frozen=True)
class Forgotten:
    """What is left: rows by table; and how many messages went, what the people are called."""

    rows: Mapping[str, int]
    messages: int
    called: Called


def open_tables(engine: Engine, files: Files) -> None:
    """Name the tables of one import on ``engine``."""
    for table in TABLES.values():
        engine.files(table.name, list(files.get(table.name, ())), table.schema())


def forget(engine: Engine, files: Files, erased: Collection[str], into: Path) -> Forgotten:
    """Write the tables of an import into ``into/<table>/`` without the accounts in ``erased``.

    Their rows go, and what hangs on their messages: reactions, mentions, links, marks. Where
    others' rows point to them, nothing is pointed to; where others' texts call them by a mark, the
    call is cut. A table that is left without rows has no file, as if nothing had been read.
    Linear in the rows of the import.
    """
    open_tables(engine, files)
    _register(engine, "erased", sorted(erased))
    engine.materialise("gone", _GONE)
    engine.materialise("emptied", _EMPTIED)
    called = _called(engine, erased)
    recut = _recut(engine, called)
    _gatherings(engine)
    rows = {}
    for name in (name for name in files if files[name]):
        target = into / name / FILE
        target.parent.mkdir(parents=True)
        if name == "marks":
            _unmark(engine, files[name], target)
        elif _touched(engine, name, recut) or len(files[name]) > 1:
            write_anew(engine, TABLES[name], _kept(TABLES[name]), target)
        else:
            # nothing of theirs is in it
            shutil.copy2(files[name][0], target)
        rows[name] = _count(engine, target, TABLES[name])
    return Forgotten(_with_rows(rows, into), _rows(engine, "gone"), called)


def _called(engine: Engine, erased: Collection[str]) -> Called:
    listed = engine.rows(_NAMES).to_pylist()
    known = [(row["account_id"], row["handle"], row["name"]) for row in listed]
    return Called.of([*known, *((account, None, None) for account in erased)])


def _recut(engine: Engine, called: Called) -> int:
    """Register ``recut``: the texts that called them, without the calls; returns how many."""
    import pyarrow as pa

    calling = engine.rows(_CALLING).to_pylist()
    cut = {row["message_id"]: called.uncalled(row["text"]) for row in calling}
    changed = {row["message_id"] for row in calling if cut[row["message_id"]] != row["text"]}
    ids = sorted(changed)
    # a message that only called them says nothing, as one that was written without words
    texts = pa.array([cut[message] or None for message in ids], pa.string())
    engine.register("recut", pa.table({"message_id": pa.array(ids, pa.string()), "cut": texts}))
    return len(ids)


def _gatherings(engine: Engine) -> None:
    engine.materialise(
        "cancelled",
        "SELECT g.gathering_id FROM gatherings g JOIN erased e ON e.account_id = g.host_id",
    )


def _touched(engine: Engine, name: str, recut: int) -> bool:
    if name == "messages" and recut:
        return True
    asks = [_joined(name, relation, key, column) for relation, key, column in _leaving(name)]
    if name in POINTING:
        asks.append(_joined(name, "erased", "account_id", POINTING[name]))
    return any(engine.rows(f"{ask} LIMIT 1").num_rows for ask in asks)


def _joined(name: str, relation: str, key: str, column: str) -> str:
    return f"SELECT 1 AS there FROM {name} r JOIN {relation} l ON l.{key} = r.{column}"


def _leaving(name: str) -> list[tuple[str, str, str]]:
    """Which rows of a table go: the relation that names them, its key, the table's column."""
    leaving = [("erased", "account_id", OWN[name])] if name in OWN else []
    if name in BY_MESSAGE:
        leaving.append(("gone", "message_id", "message_id"))
    if name == "threads":
        leaving.append(("emptied", "thread_id", "thread_id"))
    if name == "attendance":
        leaving.append(("cancelled", "gathering_id", "gathering_id"))
    return leaving


def _kept(table: Table) -> str:
    """The ``SELECT`` of the rows that stay."""
    joins, stays = [], []
    for n, (relation, key, column) in enumerate(_leaving(table.name)):
        joins.append(f"LEFT JOIN (SELECT DISTINCT {key} FROM {relation}) l{n}")
        joins[-1] += f" ON l{n}.{key} = r.{column}"
        stays.append(f"l{n}.{key} IS NULL")
    if table.name in POINTING:
        joins.append(f"LEFT JOIN erased p ON p.account_id = r.{POINTING[table.name]}")
    if table.name == "messages":
        joins.append("LEFT JOIN recut c ON c.message_id = r.message_id")
    listed = ", ".join(_column(table.name, column) for column in table.columns)
    kept = f"SELECT {listed} FROM {table.name} r {' '.join(joins)}"
    return kept + (f" WHERE {' AND '.join(stays)}" if stays else "")


def _column(table: str, column: str) -> str:
    if table == "messages" and column == "text":
        return "CASE WHEN c.message_id IS NULL THEN r.text ELSE c.cut END AS text"
    # a title is the words of whoever started the thread
    if column == POINTING.get(table) or (table, column) == ("threads", "title"):
        return f"CASE WHEN p.account_id IS NULL THEN r.{column} END AS {column}"
    return f"r.{column}"


def _unmark(engine: Engine, files: Sequence[Path], target: Path) -> None:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    marks = pq.read_table(list(files), schema=TABLES["marks"].schema())
    gone = engine.rows("SELECT message_id FROM gone")["message_id"].combine_chunks()
    left = marks.filter(pc.invert(pc.is_in(marks["message_id"], gone)))
    # written as marking writes it
    pq.write_table(left, target, compression="zstd")


def _with_rows(rows: Mapping[str, int], into: Path) -> dict[str, int]:
    """The tables that have any; of the others no file stays."""
    none = not rows.get("messages")
    for name, n in rows.items():
        # marks are written beside messages, even where nothing was read in them
        if not n and (name != "marks" or none):
            shutil.rmtree(into / name)
    return {name: n for name, n in rows.items() if n or name == "marks"}


def _register(engine: Engine, name: str, accounts: Sequence[str]) -> None:
    import pyarrow as pa

    engine.register(name, pa.table({"account_id": pa.array(accounts, pa.string())}))


def _count(engine: Engine, file: Path, table: Table) -> int:
    engine.files("counted", [file], table.schema())
    return _rows(engine, "counted")


def _rows(engine: Engine, relation: str) -> int:
    n: int = engine.rows(f"SELECT COUNT(*) AS n FROM {relation}")["n"][0].as_py()
    return n
