"""Evidence made showable: who, where, a short quote, a link to the original."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from peerlight.errors import BadInput
from peerlight.settings import Settings
from peerlight.store.engines import Engine
from peerlight.values import Card, Evidence, Reason

LONGEST = 160
PRIVATE = "a private channel"

_MESSAGES = f"""
SELECT m.message_id, m.thread_id, m.channel_id, m.url, c.name AS channel, c.private,
    SUBSTR(m.text, 1, {LONGEST}) AS text, LENGTH(m.text) > {LONGEST} AS cut
FROM messages m
JOIN cited ON cited.message_id = m.message_id
LEFT JOIN channels c ON c.channel_id = m.channel_id
"""


def quote(
    engine: Engine, cards: Iterable[Card], names: Mapping[str, str], settings: Settings
) -> tuple[Card, ...]:
    """The cards with quote, channel, link and peer's name in their evidence.

    Private channels are neither quoted nor named nor linked. ``names`` is by member id. Needs the
    activity tables on ``engine``.
    """
    import pyarrow as pa

    cards = tuple(cards)
    cited = sorted({row.message_id for card in cards for row in card.evidence})
    engine.register("cited", pa.table({"message_id": pa.array(cited, pa.string())}))
    messages = {row["message_id"]: row for row in engine.rows(_MESSAGES).to_pylist()}

    def shown(reason: Reason) -> Reason:
        rows = tuple(
            _shown(row, messages.get(row.message_id, {}), names, settings.url_template)
            for row in reason.evidence
        )
        return replace(reason, evidence=rows)

    return tuple(replace(card, reasons=tuple(map(shown, card.reasons))) for card in cards)


def _shown(
    row: Evidence, message: Mapping[str, Any], names: Mapping[str, str], template: str
) -> Evidence:
    peer = names.get(row.peer_id) if row.peer_id else None
    if message.get("private"):
        return replace(row, peer_name=peer, channel=PRIVATE)
    return replace(
        row,
        peer_name=peer,
        channel=message.get("channel"),
        quote=_short(message.get("text"), bool(message.get("cut"))),
        url=message.get("url") or _link(message, template),
    )


def _short(text: str | None, cut: bool) -> str | None:
    words = " ".join((text or "").split())
    if not words:
        return None
    return words[: LONGEST - 1].rstrip() + "…" if cut else words


def _link(message: Mapping[str, Any], template: str) -> str | None:
    if not template or not message:
        return None
    native = {
        name: message[name].split(":")[-1] for name in ("channel_id", "thread_id", "message_id")
    }
    try:
        return template.format(**native)
    except (LookupError, ValueError, AttributeError) as error:
        raise BadInput(
            f"The setting 'url_template' cannot be filled in: {error}",
            do_next=f"It may use {', '.join(f'{{{name}}}' for name in native)}.",
        ) from error
