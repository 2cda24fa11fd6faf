"""The façade: a community, and what can be asked of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from peerlight.clock import parse_date
from peerlight.progress import Progress, silent
from peerlight.settings import Settings
from peerlight.store.workspace import SETTINGS, Import, Workspace

if TYPE_CHECKING:
    import pyarrow as pa

    from peerlight.plan import Plan
    from peerlight.sources.contract import Wish
    from peerlight.store.results import Results
    from peerlight.values import Card, Findings

AnyPath = str | PathLike[str]


class Community:
    """One community in its folder.

    >>> community = Community.create("my-community")        # doctest: +SKIP
    >>> community.import_("export.zip").apply()             # doctest: +SKIP
    >>> for card in community.find().shortlist:             # doctest: +SKIP
    ...     print(card.name, card.sentence)
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.settings = Settings.load(workspace.root / SETTINGS)

    @classmethod
    def open(cls, folder: AnyPath) -> Community:
        """An existing community.

        Raises:
            NotACommunity: the folder is none.
        """
        return cls(Workspace.open(Path(folder)))

    @classmethod
    def create(cls, folder: AnyPath) -> Community:
        """The community in ``folder``, made if it is not there yet.

        Raises:
            BadInput: the folder holds something else, or its key is missing.
        """
        from peerlight.privacy.keys import community_key

        made = cls(Workspace.create(Path(folder)))
        community_key(made.folder)
        return made

    @property
    def folder(self) -> Path:
        """Where the community lives."""
        return self._workspace.root

    @property
    def imports(self) -> list[Import]:
        """What was imported, oldest first."""
        return self._workspace.imports()

    def import_(
        self, source: AnyPath, wish: Wish | None = None, progress: Progress = silent
    ) -> Plan[Import]:
        """Read ``source`` of any known format. Nothing is taken in before the plan is applied.

        Raises:
            BadInput: the source cannot be read.
        """
        from peerlight.activity.importing import plan_import

        return plan_import(self._workspace, Path(source), wish, progress)

    def undo(self, import_id: str) -> Plan[Import]:
        """Take one import out again.

        Raises:
            BadInput: there is no such import.
        """
        from peerlight.activity.importing import plan_undo

        return plan_undo(self._workspace, import_id)

    def analyse(
        self,
        as_of: str | None = None,
        engine: str = "duckdb",
        memory: str | None = None,
        progress: Progress = silent,
    ) -> Results:
        """Measure, estimate, and write one run; a run that exists already is used again.

        Args:
            as_of: an ISO date, 00:00 UTC; activity at or before it is seen. None is the end of
                the data, and only such a run becomes the current one.
            engine: ``duckdb``, or ``sc://host:port`` for Spark Connect.
            memory: DuckDB's limit, "2GB" for one; beyond it, it spills to disk.
            progress: is told how far the work is.

        Raises:
            BadInput: there is nothing to analyse.
        """
        from peerlight.influence.analysing import Request, analyse

        cut = None if as_of is None else parse_date(as_of)
        request = Request(cut, engine, memory)
        return analyse(self._workspace, self.settings, request, progress)

    def find(self, as_of: str | None = None, progress: Progress = silent) -> Findings:
        """The main job: who quietly holds this community together, and why."""
        from peerlight.activation.shortlist import findings

        return findings(self._workspace, self.settings, self.analyse(as_of, progress=progress))

    def people(
        self,
        as_of: str | None = None,
        everyone: bool = False,
        niche: str | None = None,
        progress: Progress = silent,
    ) -> pa.Table:
        """One row per member; the columns are documented in ``docs/reference/people.md``.

        Without ``everyone`` those who are set aside are left out.
        """
        from peerlight.people.ranking import ranking

        return ranking(self.analyse(as_of, progress=progress), everyone, niche)

    def explain(self, member: str, as_of: str | None = None) -> Card:
        """One member's page: reasons for and against, each with its evidence.

        ``member`` is a member id, an account id, or a name that only one member has.

        Raises:
            BadInput: nobody, or more than one member, is called so.
        """
        from peerlight.people.profile import profile

        return profile(self._workspace, self.settings, self.analyse(as_of), member)


def find(
    *sources: AnyPath,
    community: AnyPath | None = None,
    as_of: str | None = None,
    wish: Wish | None = None,
    progress: Progress = silent,
) -> Findings:
    """Read any supported exports, analyse them, and propose whom to thank, invite or ask.

    Args:
        sources: exports, archives or folders of any known format.
        community: the folder to keep the community in; None keeps nothing.
        as_of: an ISO date; only activity at or before it is seen.
        wish: how to read, see :class:`~peerlight.sources.reading.Wish`.
        progress: is told how far the work is.

    Raises:
        BadInput: a source cannot be read, or ``as_of`` is no date.
    """
    if as_of is not None:
        # before the reading, which may take long
        parse_date(as_of)
    if community is not None:
        return _find(Community.create(community), sources, as_of, wish, progress)
    with unkept(*sources) as fresh:
        return _find(fresh, sources, as_of, personal(wish), progress)


@contextmanager
def unkept(*sources: AnyPath) -> Iterator[Community]:
    """A community named after its first source, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="peerlight-") as folder:
        name = Path(sources[0]).absolute().stem if sources else ""
        yield Community.create(Path(folder) / (name or "community"))


def personal(wish: Wish | None) -> Wish:
    """The wish with the user's own key: an unkept community would have other ids each time."""
    from peerlight.privacy.keys import personal_key
    from peerlight.sources.contract import Wish

    return replace(wish or Wish(), key=personal_key())


def _find(
    community: Community,
    sources: Iterable[AnyPath],
    as_of: str | None,
    wish: Wish | None,
    progress: Progress,
) -> Findings:
    for source in sources:
        community.import_(source, wish, progress).apply()
    return community.find(as_of, progress)
