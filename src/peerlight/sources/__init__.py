"""Stage 1: where activity comes from. One file per platform turns its export into records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerlight.sources.contract import Source


def readers() -> tuple[type[Source], ...]:
    """All readers, in the order in which they are asked."""
    from peerlight.sources.activitystreams import ActivityStreams
    from peerlight.sources.discord import Discord
    from peerlight.sources.discourse import Discourse
    from peerlight.sources.git import Git
    from peerlight.sources.github import GitHub
    from peerlight.sources.gitter import Gitter
    from peerlight.sources.irc import Irc
    from peerlight.sources.mail import Mail
    from peerlight.sources.mattermost import Mattermost
    from peerlight.sources.praise import Praise
    from peerlight.sources.slack import Slack
    from peerlight.sources.stackexchange import StackExchange
    from peerlight.sources.tables import ActivityTables
    from peerlight.sources.telegram import Telegram
    from peerlight.sources.zulip import Zulip

    # those that look at the first bytes alone stand before those that parse whole files
    return (
        # its files may be named as tables are, and lie in a folder of such a name
        Discord,
        ActivityTables,
        Slack,
        Telegram,
        Mattermost,
        ActivityStreams,
        StackExchange,
        Gitter,
        Praise,
        GitHub,
        Zulip,
        Discourse,
        Mail,
        Irc,
        # a repository may hold an archive of any other kind, which is then what is meant
        Git,
    )
