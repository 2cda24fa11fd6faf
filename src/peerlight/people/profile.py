"""One member's page, whoever it is."""

from __future__ import annotations

from peerlight.activity.opening import open_activity
from peerlight.errors import BadInput
from peerlight.people.cards import Cards
from peerlight.people.quoting import quote
from peerlight.privacy.hiding import hide_calls
from peerlight.settings import Settings
from peerlight.store.engines import open_engine
from peerlight.store.results import Results
from peerlight.store.workspace import Workspace
from peerlight.values import Card


def profile(workspace: Workspace, settings: Settings, results: Results, member: str) -> Card:
    """The card of ``member``: a member id, an account id, or a name that only one member has.

    Raises:
        BadInput: nobody, or more than one member, is called so.
    """
    cards = Cards(results)
    card = cards.card(_who(cards, member))
    engine = open_engine()
    try:
        open_activity(workspace, engine)
        quoted = quote(engine, [card], cards.names, settings)
        return hide_calls(workspace, engine, quoted)[0]
    finally:
        engine.close()


def _who(cards: Cards, asked: str) -> str:
    if asked in cards.rows:
        return asked
    found = [
        member
        for member, row in cards.rows.items()
        if asked in row["accounts"].split(";") or asked.casefold() == row["name"].casefold()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            f"{len(found)} members are called {asked!r}",
            do_next=f"Name one by id: {', '.join(found[:5])}.",
        )
    raise BadInput(
        f"No member with any activity is called {asked!r}",
        do_next="peerlight people COMMUNITY --all lists everybody.",
    )
