"""At the door of a community: what may not be kept is left out before an import is taken in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from peerlight.clock import Clock
from peerlight.privacy.forgetting import open_tables
from peerlight.privacy.keys import community_key
from peerlight.privacy.log import note
from peerlight.privacy.rewriting import files_of, without
from peerlight.privacy.texts import Keeping, shorten
from peerlight.privacy.tombstones import buried, tombstone
from peerlight.sources.contract import Wish
from peerlight.store.decisions import Decisions
from peerlight.store.engines import Engine
from peerlight.store.identifiers import import_id
from peerlight.store.workspace import Import, Workspace

_PRIVATE = "SELECT COUNT(*) AS n FROM channels WHERE private"


@dataclass(frozen=True)
class AtTheDoor:
    """What has to be noted once the import is taken in.

    ``private`` is the number of private channels that were read because they were named;
    ``erased`` are the accounts left out, also those that the source itself ties to an erased one.
    """

    private: int
    erased: frozenset[str]

    def log(self, workspace: Workspace, clock: Clock) -> None:
        """Note it."""
        if self.private:
            note(workspace.root, "private channels read", clock, channels=self.private)
        if self.erased:
            key = community_key(workspace.root)
            with Decisions.of(workspace) as decisions:
                decisions.bury(tombstone(key, account) for account in self.erased)


def leave_out(
    workspace: Workspace, engine: Engine, tables: Path, made: Import, wish: Wish, now: int
) -> tuple[Import, AtTheDoor]:
    """Rewrite ``tables`` without the texts that are not wished and without whoever was erased.

    ``made`` is the import as it was read; it comes back with its id. In this order, so that an
    erasure after the import gives the same bytes.
    """
    _leave_texts(engine, tables, wish.keeping or Keeping(), now)
    files = files_of(tables)
    open_tables(engine, files)
    private = engine.rows(_PRIVATE)["n"][0].as_py()
    erased = _erased(workspace, engine)
    if not erased:
        made = replace(made, id=import_id(made.audit.source, tables))
        return made, AtTheDoor(private, frozenset())
    rest = tables.with_name("rest")
    made = without(engine, files, made, erased, rest)
    _put(rest, tables)
    return made, AtTheDoor(private, erased)


def _erased(workspace: Workspace, engine: Engine) -> frozenset[str]:
    with Decisions.of(workspace) as decisions:
        seals = decisions.tombstones()
    return buried(engine, community_key(workspace.root), seals) if seals else frozenset()


def _leave_texts(engine: Engine, tables: Path, keeping: Keeping, now: int) -> None:
    messages = files_of(tables).get("messages")
    if not messages:
        return
    rest = tables.with_name("rest")
    if shorten(engine, messages, keeping, now, rest):
        shutil.rmtree(tables / "messages")
        (rest / "messages").rename(tables / "messages")


def _put(rest: Path, tables: Path) -> None:
    shutil.rmtree(tables)
    rest.rename(tables)
