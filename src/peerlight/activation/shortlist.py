"""The answer to the main job, put together from a run."""

from __future__ import annotations

from typing import Any

from peerlight.activation.choosing import AWAY, choose, micro
from peerlight.activation.thanking import thank
from peerlight.activity.opening import open_activity
from peerlight.clock import iso
from peerlight.people.cards import Cards
from peerlight.people.limits import limits
from peerlight.people.quoting import quote
from peerlight.privacy.hiding import hide_calls
from peerlight.settings import Settings
from peerlight.store.engines import open_engine
from peerlight.store.results import Results
from peerlight.store.workspace import Workspace
from peerlight.values import Findings, SetAside


def findings(workspace: Workspace, settings: Settings, results: Results) -> Findings:
    """Whom to thank, invite or ask, who was set aside, and what the data cannot show.

    In a community too small for estimates it is whom to thank, see
    :func:`~peerlight.activation.thanking.thank`.
    """
    cards = Cards(results)
    small = results.run["small"]
    if small:
        proposed = thank(cards, settings.shortlist)
    else:
        chosen = choose(cards.people, settings.shortlist, _as_of(results))
        proposed = tuple(cards.card(member, drawn_by) for member, drawn_by in chosen)
    engine = open_engine()
    try:
        open_activity(workspace, engine)
        proposed = quote(engine, proposed, cards.names, settings)
        proposed = hide_calls(workspace, engine, proposed)
    finally:
        engine.close()
    return Findings(
        kind="thank-you" if small else "shortlist",
        audit=results.audit,
        totals=results.totals,
        shortlist=proposed,
        set_aside=tuple(_set_aside(cards, {card.member_id for card in proposed})),
        limits=limits(results),
        community=workspace.root.name,
        provenance=_provenance(results),
    )


def _set_aside(cards: Cards, proposed: set[str]) -> list[SetAside]:
    reasons = {m: row["set_aside"] for m, row in cards.rows.items() if row["set_aside"]}
    since = _as_of(cards.results) - AWAY
    away = (row["member_id"] for row in micro(cards.people) if row["last_at"] <= since)
    reasons |= dict.fromkeys(away, "away: not seen in the last 30 days")
    # whoever is thanked may be too little known for an estimate, and yet is not left out
    return [SetAside(m, cards.names[m], reasons[m]) for m in sorted(reasons.keys() - proposed)]


def _as_of(results: Results) -> int:
    as_of: int = results.run["period"]["as_of"]
    return as_of


def _provenance(results: Results) -> dict[str, Any]:
    run = results.run
    # where trust starts is for whoever may open run.json; a page names nobody without a reason
    influence = {**run["influence"], "seeds": len(run["influence"]["seeds"])}
    return {
        "command": "peerlight find SOURCE",
        "version": run["version"],
        "run": results.folder.name,
        "imports": run["imports"],
        "data_cut": iso(run["period"]["as_of"]),
        "settings": run["settings"],
        "influence": influence,
    }
