"""Mailing lists: mbox files, and the monthly text that Mailman's archives give out."""

from peerlight.sources.mail.reader import Mail

__all__ = ["Mail"]
