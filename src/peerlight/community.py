"""The façade: a community, and what can be asked of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlight.clock import parse_date
from peerlight.progress import Progress, silent
from peerlight.settings import Settings
from peerlight.store.workspace import SETTINGS, Import, Workspace

if TYPE_CHECKING:
    import pyarrow as pa

    from peerlight.activity.identity.suggesting import Suggestion
    from peerlight.activity.whose import Whose
    from peerlight.plan import Plan
    from peerlight.privacy.erasure import Erased
    from peerlight.privacy.texts import Keeping
    from peerlight.sources.contract import Wish
    from peerlight.store.results import Results
    from peerlight.values import Card, Decision, Findings

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
        return cls(_whole(Workspace.open(Path(folder))))

    @classmethod
    def create(cls, folder: AnyPath) -> Community:
        """The community in ``folder``, made if it is not there yet.

        Raises:
            BadInput: the folder holds something else, or its key is missing.
        """
        from peerlight.privacy.keys import community_key

        workspace = Workspace.create(Path(folder))
        community_key(workspace.root)
        return cls(_whole(workspace))

    @property
    def folder(self) -> Path:
        """Where the community lives."""
        return self._workspace.root

    @property
    def imports(self) -> list[Import]:
        """What was imported, oldest first."""
        return self._workspace.imports()

    def import_(
        self,
        source: AnyPath,
        wish: Wish | None = None,
        progress: Progress = silent,
        *,
        verify: bool = False,
    ) -> Plan[Import]:
        """Read ``source`` of any known format. Nothing is taken in before the plan is applied.

        An archive that was read before and whose names, sizes and times are the same is not read
        again; ``verify`` compares contents instead.

        Raises:
            BadInput: the source cannot be read.
        """
        from peerlight.activity.importing import plan_import
        from peerlight.sources.contract import Wish

        wish = wish or Wish()
        wish = replace(wish, keeping=self._keeping(wish.keeping))
        return plan_import(self._workspace, Path(source), wish, progress, verify=verify)

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

    def object(self, member: str, by: str = "") -> Plan[list[Decision]]:
        """Hide a member everywhere, because they object; can be withdrawn.

        ``member`` is a member id, an account id, or a name that only one member has; also in the
        other acts of privacy.

        Raises:
            BadInput: nobody, or more than one member, is called so.
        """
        from peerlight.privacy.objection import plan_objection

        return plan_objection(self._workspace, self._whose(member).accounts, by)

    def withdraw_objection(self, member: str) -> Plan[list[Decision]]:
        """Take an objection back.

        Raises:
            BadInput: nobody is called so, or they did not object.
        """
        from peerlight.privacy.objection import plan_withdrawal

        return plan_withdrawal(self._workspace, self._whose(member).accounts)

    def erase(self, member: str) -> Plan[Erased]:
        """Take a member out of every file, for good; no later import brings them back.

        Raises:
            BadInput: nobody, or more than one member, is called so.
        """
        from peerlight.privacy.erasure import plan_erasure

        return plan_erasure(self._workspace, self._whose(member).accounts)

    def access(self, member: str, out: AnyPath) -> Plan[Path]:
        """Write all that is held about a member as JSON and CSV: a folder, or one ``.zip``.

        Raises:
            BadInput: nobody is called so, or there is something at ``out``.
        """
        from peerlight.privacy.access import plan_access

        whose, results = self._whose(member), self._results()
        return plan_access(self._workspace, whose.accounts, results, whose.member_id, Path(out))

    def retain(self) -> Plan[int]:
        """Drop the texts that the settings (``text``, ``text_chars``, ``text_days``) keep no more.

        Raises:
            BadInput: the settings keep every text for good.
        """
        from peerlight.privacy.retention import plan_retention

        return plan_retention(self._workspace, self._keeping(None))

    def member_page(self, member: str) -> str:
        """A member's own page as HTML: what is held, why they were suggested, how to reply.

        Raises:
            BadInput: nobody, or more than one member, is called so.
        """
        from peerlight.activation.own import own
        from peerlight.report.own_page import own_page

        whose, results = self._whose(member), self._results()
        return own_page(own(self._workspace, self.settings, results, whose))

    def suggestions(self) -> list[Suggestion]:
        """Who may be one person behind two members, surest first, each with its reasons."""
        from peerlight.activity.identity.asking import suggestions

        return suggestions(self._workspace)

    def same_person(self, account: str, other: str, by: str = "") -> Plan[Decision]:
        """Make two members one, from the next analysis on.

        Both are account ids, or names that only one member has.

        Raises:
            BadInput: there is no such account, or an earlier decision keeps them apart.
        """
        from peerlight.activity.identity.planning import plan_two
        from peerlight.values import DecisionKind

        return plan_two(self._workspace, DecisionKind.same_person, (account, other), by)

    def not_same_person(self, account: str, other: str, by: str = "") -> Plan[Decision]:
        """Keep two accounts apart, also if the source ties them; never suggested again.

        Raises:
            BadInput: there is no such account.
        """
        from peerlight.activity.identity.planning import plan_two
        from peerlight.values import DecisionKind

        return plan_two(self._workspace, DecisionKind.not_same_person, (account, other), by)

    def bot(self, account: str, by: str = "") -> Plan[Decision]:
        """Say that an account is a bot's, whatever was recognised.

        Raises:
            BadInput: there is no such account.
        """
        from peerlight.activity.identity.planning import plan_one
        from peerlight.values import DecisionKind

        return plan_one(self._workspace, DecisionKind.bot, account, by)

    def human(self, account: str, by: str = "") -> Plan[Decision]:
        """Say that an account is a human's, whatever was recognised.

        Raises:
            BadInput: there is no such account.
        """
        from peerlight.activity.identity.planning import plan_one
        from peerlight.values import DecisionKind

        return plan_one(self._workspace, DecisionKind.human, account, by)

    def undo_decision(self, decision_id: int) -> Plan[Decision]:
        """Take a decision about accounts back.

        Raises:
            BadInput: there is no such decision that stands.
        """
        from peerlight.activity.identity.planning import plan_undo

        return plan_undo(self._workspace, decision_id)

    @property
    def decisions(self) -> list[Decision]:
        """What was decided about accounts, oldest first, also what was undone; no objections."""
        from peerlight.activity.identity.planning import shown_decisions

        return shown_decisions(self._workspace)

    @property
    def privacy_log(self) -> list[dict[str, Any]]:
        """What was done for privacy, oldest first; it names nobody."""
        from peerlight.privacy.log import entries

        return entries(self.folder)

    def _whose(self, member: str) -> Whose:
        from peerlight.activity.whose import find_member

        return find_member(self._workspace, member)

    def _results(self) -> Results | None:
        """The newest analysis; None where there is nothing to analyse."""
        return self.analyse() if self._workspace.files("messages") else None

    def _keeping(self, wished: Keeping | None) -> Keeping:
        """Which texts are kept: the settings', made stricter by a wish."""
        from peerlight.privacy.texts import Keeping

        mine = Keeping(self.settings.text, self.settings.text_chars, self.settings.text_days)
        return mine if wished is None else mine.stricter(wished)


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


def _whole(workspace: Workspace) -> Workspace:
    """The workspace, with an erasure ended that a crash stopped half-way."""
    if workspace.erasing:
        from peerlight.privacy.erasure import end_erasure

        end_erasure(workspace)
    return workspace


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
