"""An invented member's own page, with everything that it can hold."""

from __future__ import annotations

from dataclasses import replace

from tests.report.findings import HOSTILE, findings

from peerlight.privacy.notice import NOTICE
from peerlight.values import OwnPage


def own(**other: object) -> OwnPage:
    """A member who is suggested, may be asked to reply by letter, and has a hostile second name."""
    whole = findings()
    page = OwnPage(
        community="Riverside workshop",
        member_id="slack:U7",
        name=whole.shortlist[0].name,
        accounts=("slack:U7", f"forum:{HOSTILE[:40]}"),
        held={"accounts": 2, "messages": 1_204, "message that calls you by name": 1},
        card=whole.shortlist[0],
        proposed=True,
        objected=False,
        notice=NOTICE.parts,
        contact="privacy@riverside.example",
        provenance=whole.provenance,
    )
    return replace(page, **other)  # type: ignore[arg-type]
