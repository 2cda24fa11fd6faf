"""The same text, again and again: what one account spreads over several threads."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import pyarrow as pa
import pyarrow.compute as pc

VERSION = "promotion-repeated-1"

SHORTEST = 60
"""Characters; shorter ones ("welcome to the channel") are repeated in good faith."""

_LETTERS = 40
THREADS = 3
_NONE = pa.schema(
    {
        "message_id": pa.string(),
        "account_id": pa.string(),
        "thread_id": pa.string(),
        "shape": pa.binary(8),
    }
).empty_table()


def repeated_texts(batches: Iterable[pa.RecordBatch]) -> pa.Table:
    """Messages whose near-identical text the same account posted in at least three threads.

    Near-identical means equal once case, digits, punctuation, spaces and addresses are left
    out, so that a changed date, number or referral link hides nothing. Bias: welcomers with a
    fixed greeting of more than 60 characters are flagged too; it is a question for a human.

    Args:
        batches: ``message_id, account_id, thread_id, text`` (null where unknown).

    Returns:
        One column ``message_id``, sorted. Linear in characters; holds eight bytes and the ids
        per message.
    """
    import duckdb

    same = pa.concat_tables([_NONE, *map(_long_ones, batches)])
    with duckdb.connect() as db:
        db.register("same", same)
        found: pa.Table = db.sql(
            f"""
            SELECT message_id FROM same SEMI JOIN (
                SELECT account_id, shape FROM same GROUP BY account_id, shape
                HAVING COUNT(DISTINCT thread_id) >= {THREADS}
            ) USING (account_id, shape) ORDER BY message_id
            """
        ).to_arrow_table()
    return found


def _long_ones(messages: pa.RecordBatch) -> pa.Table:
    length = pc.fill_null(pc.utf8_length(messages["text"]), 0)
    long = messages.filter(pc.greater_equal(length, SHORTEST))
    shape = shapes(long["text"])
    # a bare address is long and says nothing
    says = pc.greater_equal(pc.utf8_length(shape), _LETTERS)
    long, shape = long.filter(says), shape.filter(says)
    # eight bytes instead of the text: two different texts of one account never meet in practice
    digests = [blake2b(text.encode(), digest_size=8).digest() for text in shape.to_pylist()]
    columns = [long[name] for name in ("message_id", "account_id", "thread_id")]
    return pa.table([*columns, pa.array(digests, pa.binary(8))], schema=_NONE.schema)


def shapes(text: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Each text without case, digits, punctuation, spaces and addresses: its letters alone."""
    bare = pc.replace_substring_regex(pc.utf8_lower(text), r"(?:https?://|www\.)\S*", "")
    return pc.replace_substring_regex(bare, r"[^\pL]+", "")
