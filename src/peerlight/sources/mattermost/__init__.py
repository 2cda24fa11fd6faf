"""Mattermost's bulk export: the JSONL file, alone or in the zip that it comes in."""

from peerlight.sources.mattermost.reader import Mattermost

__all__ = ["Mattermost"]
