"""GitHub: issues and pull requests with what was said about them."""

from peerlight.sources.github.reader import GitHub

__all__ = ["GitHub"]
