"""Peerlight finds the people who quietly hold a community together, and says why."""

from __future__ import annotations

__version__ = "0.1.0"
