"""The reader of activity tables prepared by somebody, or by another Peerlight workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from peerlight.errors import BadInput
from peerlight.sources.audit import Audit, Knows
from peerlight.sources.contract import Part, Wish
from peerlight.sources.packing import Tree
from peerlight.sources.rows import Rows
from peerlight.sources.tables.completing import Given, complete
from peerlight.sources.tables.files import header, read_raw, table_of
from peerlight.sources.tables.shaping import missing_columns, shaped
from peerlight.store.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

TEMPLATE_COMMAND = "peerlight import --template FOLDER"


class ArrowRows(Rows):
    """Rows that are Arrow tables already; a million messages never become Python objects."""

    def __init__(self, tables: dict[str, pa.Table], audit: Audit) -> None:
        super().__init__()
        self.tables, self.audit = tables, audit

    def write(self, folder: Path, part: int) -> None:
        """Write one Parquet shard per table that has rows."""
        import pyarrow.parquet as pq

        for name, table in self.tables.items():
            if len(table):
                shard = folder / name / f"{part:06d}.parquet"
                shard.parent.mkdir(parents=True, exist_ok=True)
                pq.write_table(table, shard, compression="lz4")


@dataclass(frozen=True)
class ActivityTables:
    """Reads activity tables as CSV or Parquet."""

    platform: ClassVar[str] = "tables"
    looked_for: ClassVar[str] = (
        "messages.csv or messages.parquet with the columns account_id and posted_at"
    )
    knows: ClassVar[Knows] = Knows(
        reactors=True,
        reply_links=True,
        reaction_times=True,
        joins=True,
        appointments=True,
        views=True,
        notes=("What the tables hold: a column that is missing or empty is not known.",),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether there is a table of messages; beside JSON files its columns must fit, too.

        A messages.csv alone is taken even when columns are missing, so that its reader can say
        which; among the files of another platform's export it may be something else.
        """
        names = tree.names()
        messages = [name for name in names if table_of(name) == "messages"]
        if not any(name.lower().endswith(".json") for name in names):
            return bool(messages)
        return any(not missing_columns("messages", _header(tree, name)) for name in messages)

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """One part: reply chains and left-out tables are only known from all rows together."""
        return [Part(tuple(name for name in tree.names() if table_of(name)))]

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Nothing is left open between parts."""
        return []

    def read(self, tree: Tree, part: Part, wish: Wish) -> ArrowRows:
        """Read all tables. Complexity: linear in rows; the texts stand in memory once.

        Raises:
            BadInput: no file of messages has the required columns, or none can be read.
        """
        audit = Audit()
        prefix = wish.source or self.platform
        given: Given = defaultdict(list)
        for name in part.names:
            table = table_of(name)
            assert table is not None
            rows = _shaped_file(tree, name, table, prefix, audit)
            if rows is not None:
                given[table].append(rows)
        if not given["messages"]:
            raise BadInput(
                "No table of messages can be used: " + "; ".join(audit.unreadable),
                where=tree.path,
                do_next=f"Required are account_id and posted_at; '{TEMPLATE_COMMAND}' writes "
                "a template of every table.",
            )
        return ArrowRows(complete(given, wish, audit), audit)


def _shaped_file(tree: Tree, name: str, table: str, prefix: str, audit: Audit) -> pa.Table | None:
    try:
        raw = read_raw(name, tree.read(name))
    except (OSError, ValueError) as error:
        audit.skip(name, str(error))
        return None
    if missing := missing_columns(table, raw.rows.column_names):
        audit.skip(name, f"lacks the column {' and '.join(missing)}")
        return None
    audit.notes.extend(f"{name}: {note}" for note in raw.notes)
    unknown = sorted(set(raw.rows.column_names) - set(TABLES[table].columns))
    if unknown:
        audit.notes.append(f"{name}: columns without a meaning here: {', '.join(unknown)}")
    if raw.bad and table == "messages":
        audit.drop("unreadable", raw.bad)
    elif raw.bad:
        audit.notes.append(f"{name}: {raw.bad} rows cannot be cut into the columns")
    return shaped(raw, table, prefix, audit)


def _header(tree: Tree, name: str) -> list[str]:
    try:
        return header(name, tree.read(name))
    except OSError:
        return []
