"""Stack Exchange data dumps: one XML file per table of a site, one ``<row/>`` per line."""

from peerlight.sources.stackexchange.reader import StackExchange

__all__ = ["StackExchange"]
