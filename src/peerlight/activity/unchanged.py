"""Telling that an archive was read before, without reading it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import peerlight
from peerlight.privacy.keys import seal
from peerlight.sources import fingerprint
from peerlight.sources.contract import Wish
from peerlight.store.workspace import Import, Workspace

LISTING, CONTENT = "listing", "content"
# a message that was dropped as too early may be in time by now
_PASSING = "in the future"


class Archive:
    """One archive as it is about to be read.

    What it looks like is kept only sealed: names of files may name people.
    """

    def __init__(self, path: Path, wish: Wish, kept: bool) -> None:
        self.path, self.wish = path, wish
        self._before = self._listing if kept else ""

    def known(self, workspace: Workspace, verify: bool) -> Import | None:
        """The import that was made from this very archive by the same wishes."""
        if not self._before or not workspace.imports():
            return None
        by, seen = (CONTENT, self._content) if verify else (LISTING, self._before)
        found = workspace.recall(by, seen)
        return None if found is None or _PASSING in found.audit.dropped else found

    def remember(self, workspace: Workspace, import_id: str) -> None:
        """Note what it looks like, unless it changed while it was read."""
        if self._before and self._listing == self._before:
            seen = {LISTING: self._before, CONTENT: self._content}
            workspace.remember(import_id, seen)

    @property
    def _listing(self) -> str:
        return self._sealed(fingerprint.listing(self.path)) if self.path.exists() else ""

    @cached_property
    def _content(self) -> str:
        return self._sealed(fingerprint.content(self.path))

    def _sealed(self, text: str) -> str:
        """Under the community's key, with all that decides what would be read."""
        wished = (self.wish.source, sorted(self.wish.include_private), self.wish.keeping)
        return seal(self.wish.key, f"{peerlight.__version__}\n{wished!r}\n{text}")
