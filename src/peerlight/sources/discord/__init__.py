"""Discord, as DiscordChatExporter writes it: JSON, CSV and HTML pages."""

from peerlight.sources.discord.reader import Discord

__all__ = ["Discord"]
