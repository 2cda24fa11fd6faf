"""Peerlight finds the people who quietly hold a community together, and says why.

import peerlight

findings = peerlight.find("export.zip")
for card in findings.shortlist:
    print(card.name, card.sentence, card.against)
"""

from __future__ import annotations

from peerlight.community import Community, find
from peerlight.errors import BadInput, NotACommunity, PeerlightError, UnknownFormat, UnsafeArchive
from peerlight.plan import Plan
from peerlight.values import Card, Estimate, Evidence, Findings, Reason, SetAside, Undetermined

__version__ = "0.1.0"

__all__ = [
    "BadInput",
    "Card",
    "Community",
    "Estimate",
    "Evidence",
    "Findings",
    "NotACommunity",
    "PeerlightError",
    "Plan",
    "Reason",
    "SetAside",
    "Undetermined",
    "UnknownFormat",
    "UnsafeArchive",
    "find",
    "open",
]

open = Community.open
