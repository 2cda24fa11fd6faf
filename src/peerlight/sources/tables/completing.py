"""All tables of a source together: private talk left out, implied rows added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlight.sources.audit import Audit
from peerlight.sources.contract import Wish
from peerlight.sources.tables.conversation import implied_threads, missing_from, thread_ids
from peerlight.store.tables import TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

Given = dict[str, list["pa.Table"]]
_OF_MESSAGES = ("reactions", "mentions", "links")
_DIRECT = ("direct", "dm", "im", "mpim", "group_dm")


def complete(given: Given, wish: Wish, audit: Audit) -> dict[str, pa.Table]:
    """The activity tables, with every row that the given ones imply."""
    import pyarrow as pa
    import pyarrow.compute as pc

    tables = {
        name: pa.concat_tables([_empty(table), *given.get(name, [])])
        for name, table in TABLES.items()
        if name != "marks"
    }
    tables["messages"] = _set(tables["messages"], "thread_id", thread_ids(tables["messages"]))
    _leave_out_private(tables, wish, audit)
    known = tables["messages"].column("message_id")
    for name in _OF_MESSAGES:
        rows = tables[name]
        tables[name] = rows.filter(pc.is_in(rows.column("message_id"), value_set=known))
        if lost := len(rows) - len(tables[name]):
            audit.notes.append(f"{name}: {lost} rows belong to no message that was kept")
    _imply(tables)
    return {name: rows.cast(TABLES[name].schema()) for name, rows in tables.items()}


def _empty(table: Table) -> pa.Table:
    """No rows yet, and every column may hold nulls until all that is implied stands."""
    import pyarrow as pa

    return pa.schema([(field.name, field.type) for field in table.schema()]).empty_table()


def _leave_out_private(tables: dict[str, pa.Table], wish: Wish, audit: Audit) -> None:
    """Private channels and direct messages go unread unless named by id or by name."""
    import pyarrow as pa
    import pyarrow.compute as pc

    channels = tables["channels"]
    private = pc.or_(
        channels.column("private"),
        pc.is_in(pc.utf8_lower(channels.column("kind")), value_set=pa.array(_DIRECT)),
    )
    named = pa.array([name.lstrip("#") for name in wish.include_private], pa.string())
    native = pc.replace_substring_regex(channels.column("channel_id"), r"^[a-z][a-z0-9_.-]*:", "")
    asked = pc.or_(
        pc.or_(
            pc.is_in(channels.column("name"), value_set=named), pc.is_in(native, value_set=named)
        ),
        pc.is_in(channels.column("channel_id"), value_set=named),
    )
    closed = channels.filter(pc.and_not(private, asked)).column("channel_id")
    if not len(closed):
        return
    before = len(tables["messages"])
    for name in ("channels", "threads", "messages", "memberships"):
        rows = tables[name]
        tables[name] = rows.filter(pc.invert(pc.is_in(rows.column("channel_id"), value_set=closed)))
    if lost := before - len(tables["messages"]):
        audit.dropped["private channel"] += lost


def _imply(tables: dict[str, pa.Table]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    threads = missing_from(
        tables["threads"].column("thread_id"), implied_threads(tables["messages"]), "thread_id"
    )
    tables["threads"] = pa.concat_tables([tables["threads"], threads])
    tables["channels"] = _with_named(tables["channels"], _distinct(tables, "channels"))
    tables["accounts"] = _with_named(tables["accounts"], _distinct(tables, "accounts"))
    for name in ("accounts", "channels"):
        rows = tables[name]
        key = rows.column(f"{name[:-1]}_id")
        source = pc.struct_field(pc.extract_regex(key, r"^(?P<s>[^:]*):"), "s")
        tables[name] = _set(rows, "source", pc.coalesce(rows.column("source"), source))
    rows = tables["channels"]
    native = pc.replace_substring_regex(rows.column("channel_id"), r"^[^:]*:", "")
    tables["channels"] = _set(rows, "name", pc.coalesce(rows.column("name"), native))


_NAMING = {
    "channels": [(name, "channel_id") for name in ("messages", "threads", "memberships")],
    "accounts": [
        *((name, "account_id") for name in TABLES if "account_id" in TABLES[name].columns),
        ("threads", "started_by"),
        ("memberships", "by_account_id"),
        ("gatherings", "host_id"),
        ("accounts", "same_as"),
    ],
}


def _distinct(tables: dict[str, pa.Table], kind: str) -> pa.Array:
    """Every id that some row names, once, sorted."""
    import pyarrow as pa
    import pyarrow.compute as pc

    chunks = [tables[t].column(c).unique() for t, c in _NAMING[kind] if t in tables]
    ids = pc.drop_null(pa.chunked_array(chunks, pa.string())).unique()
    return ids.take(pc.sort_indices(ids))


def _with_named(rows: pa.Table, ids: pa.Array) -> pa.Table:
    """``rows`` and one more row for every id without one; what is not known is null."""
    import pyarrow as pa

    table = next(t for t in TABLES.values() if list(t.columns) == rows.column_names)
    made = missing_from(
        rows.column(table.key[0]), pa.table({table.key[0]: ids}), table.key[0]
    ).column(table.key[0])
    defaults = table.record._field_defaults
    columns = [
        made.cast(field.type)
        if field.name == table.key[0]
        else pa.array([defaults.get(field.name)] * len(made), field.type)
        for field in table.schema()
    ]
    return pa.concat_tables([rows, pa.table(columns, names=rows.column_names)])


def _set(rows: pa.Table, column: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    return rows.set_column(rows.column_names.index(column), column, values)
