"""What each thread says, as far as its subject needs it: the title and how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlight.store.engines import Engine

if TYPE_CHECKING:
    import pyarrow as pa

_BEGINNINGS = """
SELECT b.thread_id, b.channel_id, SUBSTR(m.text, 1, 400) AS text
FROM (SELECT thread_id, channel_id, message_id, ROW_NUMBER() OVER
        (PARTITION BY thread_id ORDER BY posted_at, message_id) AS nth FROM posts) b
JOIN messages m ON m.message_id = b.message_id
WHERE b.nth <= 6
ORDER BY b.thread_id, b.nth
"""
_TITLES = """
SELECT o.thread_id, o.channel_id, c.name AS channel_name, t.title
FROM openings o
LEFT JOIN threads t ON t.thread_id = o.thread_id
LEFT JOIN channels c ON c.channel_id = o.channel_id
WHERE NOT COALESCE(c.private, FALSE)
ORDER BY o.thread_id
"""


def thread_texts(engine: Engine) -> pa.Table:
    """``thread_id, channel_id, channel_name, text``: one row per thread, sorted by thread.

    Threads of private channels are left out: a niche's name would quote them.
    The text is the title and the first 400 characters of the first six posts, or nothing where
    the source has neither. Needs the analysis views. Linear in posts.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    written = engine.rows(_BEGINNINGS)
    known = written.filter(pc.is_valid(written["text"]))
    gathered = known.group_by("thread_id", use_threads=False).aggregate([("text", "list")])
    said = pa.table(
        {
            "thread_id": gathered["thread_id"],
            "said": pc.binary_join(gathered["text_list"], "\n"),
        }
    )
    threads = engine.rows(_TITLES).join(said, "thread_id").sort_by("thread_id").combine_chunks()
    said_or_not = [pc.fill_null(threads[column], "") for column in ("title", "said")]
    return pa.table(
        {
            "thread_id": threads["thread_id"],
            "channel_id": threads["channel_id"],
            "channel_name": threads["channel_name"],
            "text": pc.binary_join_element_wise(*said_or_not, "\n"),
        }
    )
