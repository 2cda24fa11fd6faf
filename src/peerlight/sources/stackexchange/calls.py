"""Calls: ``@name`` in a comment, by which people say to whom among those present they speak."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from peerlight.sources.loose import shards, take_loose
from peerlight.store.engines import open_engine
from peerlight.store.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

CALLS = "calls"

_CALLED = re.compile(r"(?<![\w@./`-])@([^\s@,:;!?()\[\]{}<>\"`]{1,64})")
_CODE = re.compile(r"`[^`]*`")
_AFTER = ".*_'\u2019-"

# the site drops blanks from names, and three letters of one are enough for it
_RESOLVED = """
WITH named AS (
  SELECT account_id, LOWER(REPLACE(name, ' ', '')) AS name FROM accounts WHERE name IS NOT NULL
),
present AS (
  SELECT m.thread_id, m.account_id, m.posted_at, n.name,
    CASE WHEN m.kind = 'comment' THEN m.reply_to ELSE m.message_id END AS post_id
  FROM messages m JOIN named n ON n.account_id = m.account_id
),
found AS (
  SELECT c.message_id, p.account_id, ROW_NUMBER() OVER (
    PARTITION BY c.message_id, c.name
    ORDER BY CASE WHEN p.post_id = m.reply_to THEN 0 ELSE 1 END,
      CASE WHEN p.name = c.name THEN 0 ELSE 1 END, p.posted_at DESC, p.account_id) AS turn
  FROM calls c
  JOIN messages m ON m.message_id = c.message_id
  JOIN present p ON p.thread_id = m.thread_id
  WHERE p.posted_at <= m.posted_at AND p.account_id <> m.account_id
    AND (p.name = c.name OR (LENGTH(c.name) >= 3 AND STARTS_WITH(p.name, c.name)))
)
SELECT DISTINCT message_id, account_id FROM found WHERE turn = 1
"""


def called(text: str) -> list[str]:
    """The names that a comment may call, in small letters, each once."""
    if "@" not in text:
        return []
    said = _CODE.sub(" ", text) if "`" in text else text
    names = (name.lower().rstrip(_AFTER) for name in _CALLED.findall(said))
    return list(dict.fromkeys(re.sub("['\u2019]s$", "", name) for name in names if name))


def tie_calls(folder: Path) -> list[str]:
    """Write the mentions: whom each call means among those who wrote in the thread before.

    Whoever wrote at the same post goes before the rest of the thread, a whole name before the
    beginning of one, and who spoke last before who spoke earlier. Needs the loose ends ``calls``
    (message, name) and settled threads. Returns notes for the audit. O(n) in messages, times
    the calls per thread.
    """
    import pyarrow as pa

    calls = take_loose(folder, CALLS)
    if not calls:
        return []
    engine = open_engine()
    try:
        for table in ("accounts", "messages"):
            files = [file for file, _ in shards(folder, table, ())]
            engine.files(table, files, TABLES[table].schema())
        messages, names = zip(*calls, strict=True)
        engine.register("calls", pa.table({"message_id": messages, "name": names}))
        found = engine.rows(_RESOLVED)
    finally:
        engine.close()
    _write(folder, found)
    lost = len(calls) - len(found)
    return [f"{lost:,} calls by name are of nobody who wrote before."] if lost else []


def _write(folder: Path, mentions: pa.Table) -> None:
    import pyarrow.parquet as pq

    file = folder / "mentions" / "called.parquet"
    file.parent.mkdir(exist_ok=True)
    pq.write_table(mentions.cast(TABLES["mentions"].schema()), file, compression="lz4")
