"""The findings as one JSON document with stable keys (``docs/reference/json.md``)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from peerlight.clock import iso
from peerlight.report.comparing import beside
from peerlight.report.safe_text import web_address
from peerlight.values import (
    Card,
    Estimate,
    Evidence,
    Findings,
    SourceAudit,
    Totals,
    Undetermined,
)

_DECIMALS = 4  # a ten-thousandth is far below what any interval can tell

# DEL, the C1 controls, what steers the direction of text, and lone surrogates: valid inside
# JSON, but they would command a terminal or break UTF-8, so they travel as \u escapes
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def document(findings: Findings) -> dict[str, Any]:
    """The findings as plain lists, dictionaries, texts and numbers.

    Times are ISO 8601 in UTC, shares lie between 0 and 1, what is not known is None. People
    stand in the order of the findings; names and quotes are as the source gave them.
    """
    return {
        "kind": findings.kind,
        "community": findings.community,
        "audit": [_audit(source) for source in findings.audit],
        "totals": _totals(findings.totals),
        "shortlist": [_card(card) for card in findings.shortlist],
        "set_aside": [
            {"member_id": m.member_id, "name": m.name, "reason": m.reason}
            for m in findings.set_aside
        ],
        "limits": list(findings.limits),
        "judgement": list(findings.judgement),
        "provenance": _free(findings.provenance),
    }


def dumps(findings: Findings) -> str:
    """The document as text: the same findings always give the same bytes in UTF-8."""
    return _dumps(document(findings))


def dumps_card(card: Card) -> str:
    """One member as text, with the keys of ``shortlist[]``."""
    return _dumps(_card(card))


def dumps_rows(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows of a table as text, numbers as they are."""
    return _dumps(rows)


def _dumps(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _audit(source: SourceAudit) -> dict[str, Any]:
    return {
        "source": source.source,
        "path": source.path,
        "found": source.found,
        "kept": source.kept,
        "dropped": dict(sorted(source.dropped.items())),
        "stated": [
            {
                "what": each.what,
                "stated": each.stated,
                "read": each.read,
                "difference": each.difference,
                "why": each.why,
            }
            for each in beside(source)
        ],
        "unreadable": list(source.unreadable),
        "notes": list(source.notes),
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "messages": totals.messages,
        "members": totals.members,
        "reactions": totals.reactions,
        "replies": totals.replies,
        "mentions": totals.mentions,
        "threads": totals.threads,
        "channels": totals.channels,
        "first": None if totals.first is None else iso(totals.first),
        "last": None if totals.last is None else iso(totals.last),
    }


def _card(card: Card) -> dict[str, Any]:
    share = card.engaged_share
    return {
        "member_id": card.member_id,
        "name": card.name,
        "sentence": card.sentence,
        "reasons": [reason.sentence for reason in card.reasons],
        "against": card.against,
        "following": card.following,
        "engaged_share": None if share is None else round(share, _DECIMALS),
        "roles": list(card.roles),
        "niches": list(card.niches),
        "estimate": None if card.estimate is None else _interval(card.estimate),
        "tier": card.tier,
        "drawn_by": card.drawn_by,
        "estimates": {name: _estimate(e) for name, e in sorted(card.estimates.items())},
        "unknown": list(card.unknown),
        "evidence": [_evidence(row) for row in card.evidence],
    }


def _interval(estimate: Estimate) -> dict[str, Any]:
    return {
        "value": round(estimate.value, _DECIMALS),
        "low": round(estimate.low, _DECIMALS),
        "high": round(estimate.high, _DECIMALS),
    }


def _estimate(estimate: Estimate | Undetermined) -> dict[str, Any]:
    if isinstance(estimate, Undetermined):
        return {"undetermined": estimate.reason}
    return {
        **_interval(estimate),
        "level": round(estimate.level, _DECIMALS),
        "n": estimate.n,
        "method": estimate.method,
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    return {
        "signal": row.signal,
        "message_id": row.message_id,
        "thread_id": row.thread_id,
        "at": iso(row.at),
        "peer_id": row.peer_id,
        "peer_name": row.peer_name,
        "channel": row.channel,
        "quote": row.quote,
        "url": web_address(row.url),
    }


def _free(value: Any) -> Any:  # noqa: ANN401 - provenance holds whatever a run wants to tell
    if isinstance(value, Mapping):
        return {str(key): _free(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, (list, tuple)):
        return [_free(item) for item in value]
    if isinstance(value, float):
        return round(value, _DECIMALS)
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
