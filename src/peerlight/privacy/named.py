"""Where free text names somebody: for a human to read, because names are also words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peerlight.clock import iso
from peerlight.privacy.naming import Called
from peerlight.privacy.opening import opened
from peerlight.store.engines import Engine
from peerlight.store.workspace import Workspace

_NAMES = """
SELECT a.account_id, a.handle, a.name FROM accounts a JOIN asked k ON k.account_id = a.account_id
"""
# what they wrote themselves goes anyway
_TEXTS = """
SELECT m.message_id AS id, c.name AS channel, m.posted_at AS at, m.text, d.message_id AS calls
FROM messages m
LEFT JOIN channels c ON c.channel_id = m.channel_id
LEFT JOIN asked k ON k.account_id = m.account_id
LEFT JOIN (SELECT DISTINCT n.message_id FROM mentions n
    JOIN asked q ON q.account_id = n.account_id) d ON d.message_id = m.message_id
WHERE m.text IS NOT NULL AND k.account_id IS NULL
ORDER BY m.posted_at, m.message_id
"""
_TITLES = """
SELECT t.thread_id AS id, c.name AS channel, COALESCE(MIN(m.posted_at), 0) AS at, t.title AS text
FROM threads t
LEFT JOIN channels c ON c.channel_id = t.channel_id
LEFT JOIN messages m ON m.thread_id = t.thread_id
WHERE t.title IS NOT NULL GROUP BY t.thread_id, c.name, t.title ORDER BY t.thread_id
"""
_CHANNELS = """
SELECT c.channel_id AS id, c.name AS channel, 0 AS at, c.name AS text
FROM channels c ORDER BY c.channel_id
"""


@dataclass(frozen=True)
class Named:
    """A message, thread or channel that seems to name somebody. ``at`` is UTC microseconds."""

    id: str
    channel: str
    at: int

    @property
    def when(self) -> str:
        """The time in UTC; empty for a channel or an empty thread."""
        return iso(self.at) if self.at else ""


def find_named(workspace: Workspace, accounts: Sequence[str]) -> tuple[Named, ...]:
    """The places whose free text names whoever is behind these accounts.

    Marked calls (``@name``) are not among them: those are cut. Linear in characters.
    """
    with opened(workspace, accounts) as engine:
        rows = engine.rows(_NAMES).to_pylist()
        known = [(row["account_id"], row["handle"], row["name"]) for row in rows]
        called = Called.of([*known, *((account, None, None) for account in accounts)])
        return tuple(_found(engine, called))


def _found(engine: Engine, called: Called) -> Iterator[Named]:
    for query in (_CHANNELS, _TITLES, _TEXTS):
        for batch in engine.rows(query).to_batches(10_000):
            for row in batch.to_pylist():
                cut = called.uncalled(row["text"]) if row.get("calls") else row["text"]
                if called.free(cut):
                    yield Named(row["id"], row["channel"] or "", row["at"])
