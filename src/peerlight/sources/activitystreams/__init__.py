"""ActivityStreams 2.0: collections of activities, and the archive that Mastodon gives a member."""

from peerlight.sources.activitystreams.reader import ActivityStreams

__all__ = ["ActivityStreams"]
