"""Which inputs a community has, so that signals can say what they cannot see."""

from __future__ import annotations

from peerlight.store.engines import Engine

_QUESTIONS = {
    # a text that is no longer kept was read for marks all the same
    "text": "SELECT 1 AS there FROM (SELECT message_id FROM posts WHERE has_text = 1 UNION ALL"
    " SELECT k.message_id FROM marks k JOIN posts p ON p.message_id = k.message_id) t LIMIT 1",
    "replies": "SELECT 1 AS there FROM posts WHERE reply_to IS NOT NULL LIMIT 1",
    "reactions": "SELECT 1 AS there FROM reception LIMIT 1",
    "reactors": "SELECT 1 AS there FROM attention WHERE about_id = message_id LIMIT 1",
    "mentions": "SELECT 1 AS there FROM mentioned LIMIT 1",
    "links": "SELECT 1 AS there FROM links l JOIN posts p ON p.message_id = l.message_id LIMIT 1",
    # with one group there is nothing to connect
    "groups": "SELECT 1 AS there FROM member_groups HAVING COUNT(DISTINCT group_id) > 1",
    "niches": "SELECT 1 AS there FROM thread_niches LIMIT 1",
    "appointments": "SELECT 1 AS there FROM members WHERE appointed = 1 LIMIT 1",
}


def available_inputs(engine: Engine) -> frozenset[str]:
    """Those of :data:`~peerlight.signals.catalogue.INPUTS` that the views hold any rows of.

    Linear in the views; reads no row beyond the first that answers.
    """
    return frozenset(name for name, asks in _QUESTIONS.items() if engine.rows(asks).num_rows)
