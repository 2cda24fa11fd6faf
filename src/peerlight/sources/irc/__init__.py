"""IRC logs as clients, bouncers and bots write them: text, blocks of lines, or HTML."""

from peerlight.sources.irc.reader import Irc

__all__ = ["Irc"]
