"""What a reader of one platform's export has to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Protocol

from peerlight.privacy.keys import seal_address
from peerlight.privacy.texts import Keeping
from peerlight.sources.audit import Knows
from peerlight.sources.packing import Tree
from peerlight.sources.rows import Rows


@dataclass(frozen=True)
class Part:
    """A share of a source that one process reads by itself; picklable and small."""

    names: tuple[str, ...]
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """What the user asked of the reading.

    ``source`` replaces the platform's name as the prefix of all ids, so that two forums can
    live in one community. ``include_private`` names private channels one by one. ``key`` is the
    community's: a reader stores e-mail addresses only as their seals under it. ``keeping`` says
    which texts stay once they were read for marks; None is as the community's settings say.
    """

    source: str | None = None
    include_private: tuple[str, ...] = ()
    key: bytes = field(default=b"", repr=False)
    keeping: Keeping | None = None

    def seal(self, address: str) -> str:
        """How an e-mail address is known, see :func:`~peerlight.privacy.keys.seal_address`."""
        return seal_address(self.key, address)


class Source(Protocol):
    """One platform's export format. One file per platform implements it."""

    platform: ClassVar[str]
    looked_for: ClassVar[str]
    knows: ClassVar[Knows]

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether the tree is in this format; looks at names and a few small files only."""

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Cut the source into parts that can be read alone, some per core, alike in size."""

    def read(self, tree: Tree, part: Part, wish: Wish) -> Rows:
        """Read one part. Bad records are counted in the audit, never raised."""

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Tie up in the shards what only all parts together can tell; gives notes for the audit."""
