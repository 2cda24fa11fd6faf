"""Telegram Desktop's machine-readable export, of one chat or of a whole account."""

from peerlight.sources.telegram.reader import Telegram

__all__ = ["Telegram"]
