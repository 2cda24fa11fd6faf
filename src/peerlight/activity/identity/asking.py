"""What a community's humans are asked about its accounts."""

from __future__ import annotations

from functools import partial

from peerlight.activity.bots import account_activity, overrule, recognise_bots
from peerlight.activity.identity.deciding import Decided, decided
from peerlight.activity.identity.suggesting import Suggestion, suggest
from peerlight.activity.opening import open_activity
from peerlight.activity.period import period
from peerlight.privacy.keys import community_key, seal_address
from peerlight.store.engines import Engine, open_engine
from peerlight.store.workspace import Workspace


def suggestions(workspace: Workspace) -> list[Suggestion]:
    """Who in this community may be one person, see :func:`suggest`; bots are left out."""
    people = decided(workspace)
    seal = partial(seal_address, community_key(workspace.root))
    engine = open_engine()
    try:
        open_activity(workspace, engine)
        bots = _bots(engine, people) if workspace.files("messages") else []
        return suggest(engine, bots, people, seal)
    finally:
        engine.close()


def _bots(engine: Engine, people: Decided) -> list[str]:
    engine.register("period", period(engine, None).table())
    accounts = engine.rows("SELECT * FROM accounts")
    bots = overrule(recognise_bots(accounts, account_activity(engine)), people)
    found: list[str] = bots["account_id"].to_pylist()
    return found
