"""Git: a repository on disk, or its log as text."""

from peerlight.sources.git.reader import Git

__all__ = ["Git"]
