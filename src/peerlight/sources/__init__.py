"""Stage 1: where activity comes from. One file per platform turns its export into records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerlight.sources.contract import Source


def readers() -> tuple[type[Source], ...]:
    """All readers, in the order in which they are asked."""
    from peerlight.sources.discourse import Discourse
    from peerlight.sources.slack import Slack
    from peerlight.sources.tables import ActivityTables
    from peerlight.sources.zulip import Zulip

    return (ActivityTables, Slack, Zulip, Discourse)
