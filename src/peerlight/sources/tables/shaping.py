"""One file's rows in the shape of its activity table; rows that cannot be used are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peerlight.sources.audit import Audit
from peerlight.sources.tables.conversation import message_ids
from peerlight.sources.tables.files import Raw
from peerlight.sources.tables.values import converted, is_id
from peerlight.store.tables import TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

KINDS = ("post", "reply", "question", "answer", "comment", "review", "system")
# what may be left out, because the other columns or rows tell it
_IMPLIED = {
    "accounts": {"source"},
    "channels": {"source", "name"},
    "messages": {"message_id", "channel_id", "thread_id"},
    "links": {"domain"},
    "memberships": {"verb"},
    "gatherings": {"title"},
}


def required(table: str) -> list[str]:
    """The columns that every row of a table must have."""
    definition = TABLES[table]
    optional = _IMPLIED.get(table, set()) | definition.record._field_defaults.keys()
    nullable = {field.name for field in definition.schema() if field.nullable}
    return [c for c in definition.columns if c not in optional | nullable]


def missing_columns(table: str, columns: Sequence[str]) -> list[str]:
    """The required columns that ``columns`` lacks."""
    return [column for column in required(table) if column not in columns]


def shaped(raw: Raw, table: str, prefix: str, audit: Audit) -> pa.Table:
    """The rows of one file with the table's columns, typed, ids prefixed, unusable rows left out.

    Columns that other rows imply may still hold nulls. For messages every row is counted in
    ``audit``; for other tables a note names how many rows could not be used.
    """
    rows = _typed(raw, TABLES[table], prefix)
    if table == "messages":
        return _messages(rows, prefix, audit)
    usable = _complete(rows, required(table))
    if lost := len(rows) - len(usable):
        audit.notes.append(f"{raw.name}: {lost} rows lack {' or '.join(required(table))}")
    return _defaulted(usable, TABLES[table])


def _typed(raw: Raw, table: Table, prefix: str) -> pa.Table:
    import pyarrow as pa

    columns = []
    for field in table.schema():
        if field.name not in raw.rows.column_names:
            columns.append(pa.nulls(len(raw.rows), field.type))
            continue
        values = converted(field.name, raw.rows.column(field.name), field.type)
        columns.append(_prefixed(values, prefix) if is_id(field.name) else values)
    return pa.table(columns, names=list(table.columns))


def _prefixed(ids: pa.Array, prefix: str) -> pa.Array:
    """``prefix:id``, except where an id has a prefix such as ``slack:`` already."""
    import pyarrow.compute as pc

    if not pc.any(pc.match_substring(ids, ":")).as_py():
        return pc.binary_join_element_wise(f"{prefix}:", ids, "")
    marked = pc.match_substring_regex(ids, r"^[a-z][a-z0-9_.-]*:")
    return pc.if_else(marked, ids, pc.binary_join_element_wise(f"{prefix}:", ids, ""))


def _messages(rows: pa.Table, prefix: str, audit: Audit) -> pa.Table:
    import pyarrow.compute as pc

    for column, reason in (("account_id", "no author"), ("posted_at", "impossible time")):
        usable = _complete(rows, [column])
        if lost := len(rows) - len(usable):
            audit.drop(reason, lost)
        rows = usable
    audit.found += len(rows)
    rows = _set(rows, "message_id", message_ids(rows, prefix))
    rows = _set(rows, "channel_id", pc.fill_null(rows.column("channel_id"), f"{prefix}:main"))
    kinds = pc.utf8_lower(rows.column("kind"))
    said = pc.if_else(pc.is_valid(rows.column("reply_to")), "reply", "post")
    known = pc.is_in(kinds, value_set=_strings(KINDS))
    return _set(rows, "kind", pc.if_else(known, kinds, said))


def _complete(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    import pyarrow.compute as pc

    for column in columns:
        if rows.column(column).null_count:  # a filter copies all texts
            rows = rows.filter(pc.is_valid(rows.column(column)))
    return rows


def _defaulted(rows: pa.Table, table: Table) -> pa.Table:
    """Defaults where the record has them, and what the row itself implies."""
    import pyarrow.compute as pc

    for column, default in table.record._field_defaults.items():
        if default is not None:
            rows = _set(rows, column, pc.fill_null(rows.column(column), default))
    if table.name == "links":
        domain = pc.extract_regex(rows.column("url"), r"^(?:[a-z]+://)?(?:www\.)?(?P<d>[^/:?#]+)")
        rows = _filled(rows, "domain", pc.utf8_lower(pc.struct_field(domain, "d")))
        rows = _filled(rows, "domain", rows.column("url"))
    if table.name == "memberships":
        rows = _filled(rows, "verb", _strings(["join"] * len(rows)))
    if table.name == "gatherings":
        rows = _filled(rows, "title", rows.column("gathering_id"))
    return rows


def _filled(rows: pa.Table, column: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    import pyarrow.compute as pc

    return _set(rows, column, pc.coalesce(rows.column(column), values))


def _set(rows: pa.Table, column: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    return rows.set_column(rows.column_names.index(column), column, values)


def _strings(values: Sequence[str]) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, pa.string())
