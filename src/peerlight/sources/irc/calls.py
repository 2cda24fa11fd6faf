"""Calls: the nick at the start of a line, by which people on IRC say whom they talk to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from peerlight.sources.loose import shards
from peerlight.store.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

_WEEK = 7 * 86_400 * 1_000_000
_CALLED = re.compile(r"@?([^\s:,<>()\"'?!]{1,64})([:,])(?:\s+|$)")
_AT_MOST = 5


def called(text: str) -> list[str]:
    """The words at the start that may be nicks, in small letters: ``ada, bo: look``.

    Several are only where a colon ends them, or half a sentence would be taken for nicks.
    """
    found = _CALLED.match(text)
    if found is None:
        return []
    nicks, last, at = [found[1].lower()], found[2], found.end()
    while len(nicks) < _AT_MOST and (found := _CALLED.match(text, at)):
        nicks.append(found[1].lower())
        last, at = found[2], found.end()
    return list(dict.fromkeys(nicks)) if last == ":" else nicks[:1]


def tie_calls(folder: Path) -> list[str]:
    """Leave out the mentions of what is nobody's nick, and of oneself; the shards are rewritten.

    Many lines begin with a word and a comma. It is a call only where somebody of that nick wrote
    in the same week, or in the one before or after it. Complexity: linear in messages, by Arrow.
    """
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    present = _present(folder)
    schema = TABLES["mentions"].schema()
    for file, mentions in shards(folder, "mentions", schema.names):
        # a mention's message is in the same part
        messages = pq.ParquetFile(folder / "messages" / file.name).read(
            ["message_id", "account_id", "posted_at"]
        )
        told = messages.take(pc.index_in(mentions["message_id"], messages["message_id"]))
        week = pc.divide(told["posted_at"], _WEEK)
        near = [
            pc.is_in(_key(mentions["account_id"], pc.add(week, n)), value_set=present)
            for n in (-1, 0, 1)
        ]
        others = pc.not_equal(mentions["account_id"], told["account_id"])
        kept = pc.and_(pc.or_(pc.or_(*near[:2]), near[2]), others)
        pq.write_table(mentions.filter(kept).cast(schema), file, compression="lz4")
    return []


def _present(folder: Path) -> pa.Array:
    """Who wrote in which week, as keys."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = [
        pc.unique(_key(table["account_id"], pc.divide(table["posted_at"], _WEEK)))
        for _, table in shards(folder, "messages", ("account_id", "posted_at"))
    ]
    return pc.unique(pa.chunked_array(keys)) if keys else pa.array([], pa.string())


def _key(account: pa.ChunkedArray, week: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(account, pc.cast(week, pa.string()), " ")
