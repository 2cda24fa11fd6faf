"""What the real communities give: numbers only, no name of a member and no word of theirs.

    python -m benchmarks.communities NAME…      communities in the folder PEERLIGHT_COMMUNITIES

Prints one JSON document: audit, totals, who is set aside by reason, tiers, the size of the
shortlist and by which estimate it was drawn, what the source lacks.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import peerlight
from peerlight.values import Findings


def main(names: list[str]) -> int:
    """Print the figures; returns the exit code."""
    place = os.environ.get("PEERLIGHT_COMMUNITIES")
    if not place or not names:
        print(__doc__, file=sys.stderr)
        return 2
    figures = {name: _figures(peerlight.find(Path(place) / name)) for name in names}
    print(json.dumps(figures, indent=2, sort_keys=True))
    return 0


def _figures(findings: Findings) -> dict[str, Any]:
    (audit,) = findings.audit
    totals = findings.totals
    return {
        "kind": findings.kind,
        "audit": {"found": audit.found, "kept": audit.kept, "dropped": dict(audit.dropped)},
        "totals": {
            "messages": totals.messages,
            "members": totals.members,
            "reactions": totals.reactions,
            "replies": totals.replies,
            "mentions": totals.mentions,
            "threads": totals.threads,
            "channels": totals.channels,
        },
        "set_aside": Counter(s.reason.split(":")[0] for s in findings.set_aside),
        "shortlist": {
            "people": len(findings.shortlist),
            "drawn_by": Counter(str(card.drawn_by) for card in findings.shortlist),
            "tiers": Counter(str(card.tier) for card in findings.shortlist),
            "following": sorted(card.following for card in findings.shortlist),
            "evidence_rows": sum(len(card.evidence) for card in findings.shortlist),
            "nothing_against": sum(
                card.against.startswith("Nothing found") for card in findings.shortlist
            ),
        },
        "limits": len(findings.limits),
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
