"""The same evidence rows as some signals give, in the SQL that one would write for DuckDB alone.

It uses whatever DuckDB is good at (``QUALIFY``, ``//``, ``USING``, scalar subqueries) and reads
the same analysis views.
"""

from __future__ import annotations

_SINCE = "(SELECT since FROM period)"
_LONG = "(SELECT since_long FROM period)"

_SHARED = """
SELECT {who} AS member_id, {whom} AS peer_id, message_id, thread_id, "at",
       1000000 * k // n - 1000000 * (k - 1) // n AS value
FROM (
  SELECT *, row_number() OVER (PARTITION BY {who}, {whom} ORDER BY "at", message_id) AS k,
         count(*) OVER (PARTITION BY {who}, {whom}) AS n
  FROM {source}
)
"""

_FIRST = """
SELECT member_id, NULL::VARCHAR AS peer_id, message_id, thread_id, posted_at AS "at",
       1000000 AS value
FROM posts WHERE posted_at > {since}
QUALIFY row_number() OVER (PARTITION BY member_id, {by} ORDER BY posted_at, message_id) = 1
"""

BY_HAND: dict[str, str] = {
    "appreciated": f"""
        SELECT member_id, actor_id AS peer_id, message_id, thread_id, "at", 1000000 AS value
        FROM attention WHERE about_id = message_id AND "at" > {_SINCE}
        UNION ALL
        SELECT r.member_id, NULL, r.message_id, r.thread_id, r."at",
               (r.n - coalesce(k.n, 0)) * 1000000
        FROM (FROM reception WHERE "at" > {_SINCE}) r
        LEFT JOIN (SELECT message_id, count(*) AS n FROM attention
                   WHERE about_id = message_id GROUP BY ALL) k USING (message_id)
        WHERE r.n > coalesce(k.n, 0)
    """,
    "consistent": _FIRST.format(since=_LONG, by="week"),
    "encourages": _SHARED.format(
        who="actor_id",
        whom="member_id",
        source=f'(FROM attention WHERE "at" > {_SINCE}'
        " AND act IN ('thanks', 'accepted', 'reaction'))",
    ),
    "mentioned": _SHARED.format(
        who="member_id",
        whom="caller_id",
        source=f"""(SELECT m.member_id, p.member_id AS caller_id, message_id, thread_id,
                           posted_at AS "at"
                    FROM mentioned m JOIN posts p USING (message_id) WHERE posted_at > {_SINCE})""",
    ),
    "replies_given": f"""
        SELECT actor_id AS member_id, member_id AS peer_id, message_id, thread_id, "at",
               1000000 AS value
        FROM attention WHERE "at" > {_LONG} AND act IN ('reply', 'mention', 'joined')
    """,
    "starts": f"""
        SELECT o.member_id, p.member_id AS peer_id, p.message_id, thread_id, posted_at AS "at",
               1000000 AS value
        FROM (FROM openings WHERE started_at > {_SINCE}) o JOIN posts p USING (thread_id)
        WHERE p.member_id <> o.member_id AND posted_at <= started_at + 14 * 86400000000
        QUALIFY row_number() OVER (
            PARTITION BY thread_id, p.member_id ORDER BY posted_at, p.message_id) = 1
    """,
    "takes_part": _FIRST.format(since=_SINCE, by="thread_id"),
    "turned_to": _SHARED.format(
        who="member_id", whom="actor_id", source=f'(FROM attention WHERE "at" > {_SINCE})'
    ),
}
