"""Every format that the talk is exported in, and who is to be erased in it."""

from __future__ import annotations

from tests.privacy import archives, exports
from tests.privacy.exports import ACTORS, NAMES, Format
from tests.sources.discord_exports import user_id

FORMATS = (
    Format("slack", exports.slack, "slack:UQUILLA"),
    Format("zulip", exports.zulip, "zulip:Quilla Vandermoor"),
    Format("discourse", exports.discourse, "discourse:quilla"),
    Format("tables", exports.tables, "tables:quilla"),
    Format("telegram", exports.telegram, "telegram:user500"),
    Format("mattermost", exports.mattermost, "mattermost:quilla"),
    Format("irc", exports.irc, "irc:quilla", by_words=True),
    Format("activitystreams", exports.activitystreams, f"activitystreams:{ACTORS}quilla"),
    # where the account is a seal, it is asked for by name
    Format("mail", archives.mail, NAMES["quilla"]),
    Format("git", archives.git, NAMES["quilla"]),
    Format("github", archives.github, "github:quilla"),
    Format("stackexchange", archives.stackexchange, "stackexchange:1"),
    Format("discord", archives.discord, f"discord:{user_id('quilla')}"),
    Format("gitter", archives.gitter, f"gitter:{1:024x}"),
    Format("praise", archives.praise, f"praise:{1:024x}"),
)
