"""A member's own page: the same facts and reasons that others see, told to the person."""

from __future__ import annotations

from peerlight.activation.shortlist import findings
from peerlight.activity.whose import Whose
from peerlight.errors import BadInput
from peerlight.people.profile import profile
from peerlight.privacy.counting import count_held
from peerlight.privacy.notice import NOTICE
from peerlight.privacy.objection import standing_objections
from peerlight.settings import Settings
from peerlight.store.results import Results
from peerlight.store.workspace import Workspace
from peerlight.values import Card, Findings, OwnPage

# one of them, several of them
_TOLD = {
    "accounts": ("account", "accounts"),
    "messages": ("message", "messages"),
    "reactions": ("reaction you gave", "reactions you gave"),
    "mentions": ("message that calls you by name", "messages that call you by name"),
    "memberships": ("coming or going", "comings and goings"),
    "appointments": ("office or title", "offices and titles"),
    "gatherings": ("gathering you hosted", "gatherings you hosted"),
    "attendance": ("gathering you came to", "gatherings you came to"),
}


def own(workspace: Workspace, settings: Settings, results: Results | None, whose: Whose) -> OwnPage:
    """What the member is told; ``results`` is None where nothing can be analysed."""
    found = None if results is None else findings(workspace, settings, results)
    proposed = _proposed(found, whose.member_id)
    return OwnPage(
        community=workspace.root.name,
        member_id=whose.member_id,
        name=whose.name,
        accounts=whose.accounts,
        held=_held(workspace, whose),
        card=proposed or _card(workspace, settings, results, whose.member_id),
        proposed=proposed is not None,
        objected=bool(standing_objections(workspace, whose.accounts)),
        notice=NOTICE.parts,
        contact=settings.privacy_contact,
        provenance={} if found is None else found.provenance,
    )


def _proposed(found: Findings | None, member: str) -> Card | None:
    cards = () if found is None else found.shortlist
    return next((card for card in cards if card.member_id == member), None)


def _card(
    workspace: Workspace, settings: Settings, results: Results | None, member: str
) -> Card | None:
    if results is None:
        return None
    try:
        return profile(workspace, settings, results, member)
    except BadInput:
        # whoever objected, or never did anything, is in no run
        return None


def _held(workspace: Workspace, whose: Whose) -> dict[str, int]:
    rows = count_held(workspace, whose.accounts).rows | {"accounts": len(whose.accounts)}
    return {_TOLD[name][n != 1]: n for name in _TOLD if (n := rows[name])}
