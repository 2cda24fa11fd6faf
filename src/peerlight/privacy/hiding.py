"""People who objected, kept out of what others are quoted with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from peerlight.privacy.naming import Called
from peerlight.store.decisions import Decisions
from peerlight.store.engines import Engine
from peerlight.store.workspace import Workspace
from peerlight.values import Card, DecisionKind, Evidence, Reason

_CALLS = """
SELECT DISTINCT n.message_id, n.account_id, a.handle, a.name
FROM mentions n
JOIN hidden h ON h.account_id = n.account_id
JOIN quoted q ON q.message_id = n.message_id
LEFT JOIN accounts a ON a.account_id = n.account_id
ORDER BY n.message_id, n.account_id
"""


def hide_calls(workspace: Workspace, engine: Engine, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards, their quotes without calls (``@name``) of people who objected.

    Needs the activity tables on ``engine``; nothing is read where nobody objected.
    """
    with Decisions.of(workspace) as decisions:
        standing = decisions.standing(DecisionKind.objection)
    hidden = sorted({each.account_id for each in standing})
    if not hidden:
        return cards
    called = _called(engine, hidden, cards)

    def quoted(row: Evidence) -> Evidence:
        who = called.get(row.message_id)
        if who is None or row.quote is None:
            return row
        return replace(row, quote=who.uncalled(row.quote) or None)

    def told(reason: Reason) -> Reason:
        return replace(reason, evidence=tuple(map(quoted, reason.evidence)))

    return tuple(replace(card, reasons=tuple(map(told, card.reasons))) for card in cards)


def _called(engine: Engine, hidden: list[str], cards: tuple[Card, ...]) -> Mapping[str, Called]:
    """Who of the hidden each quoted message calls."""
    import pyarrow as pa

    quoted = sorted({row.message_id for card in cards for row in card.evidence if row.quote})
    engine.register("hidden", pa.table({"account_id": pa.array(hidden, pa.string())}))
    engine.register("quoted", pa.table({"message_id": pa.array(quoted, pa.string())}))
    by_message = defaultdict(list)
    for row in engine.rows(_CALLS).to_pylist():
        by_message[row["message_id"]].append((row["account_id"], row["handle"], row["name"]))
    return {message: Called.of(people) for message, people in by_message.items()}
