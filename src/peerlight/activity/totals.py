"""What the kept activity adds up to."""

from __future__ import annotations

from typing import Any

from peerlight.store.engines import Engine

_POSTS = """
SELECT COUNT(*) AS messages, COUNT(DISTINCT thread_id) AS threads,
    COUNT(DISTINCT channel_id) AS channels, MIN(posted_at) AS first, MAX(posted_at) AS last
FROM posts
"""
_OTHERS = {
    "members": "SELECT COUNT(*) AS n FROM members",
    "replies": "SELECT COUNT(*) AS n FROM posts p JOIN posts q ON q.message_id = p.reply_to",
    "mentions": "SELECT COUNT(*) AS n FROM mentioned",
    "reactions": "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) AS n FROM reception",
}


def totals(engine: Engine) -> dict[str, Any]:
    """The fields of :class:`~peerlight.values.Totals`; needs the analysis views.

    Replies are those whose message is kept too; reactions are the positive ones.
    """
    counts: dict[str, Any] = engine.rows(_POSTS).to_pylist()[0]
    for name, query in _OTHERS.items():
        counts[name] = engine.rows(query)["n"][0].as_py()
    return counts
