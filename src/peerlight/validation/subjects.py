"""What is tested: the benchmark's archives, or communities of a user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from peerlight.community import Community, personal, unkept
from peerlight.errors import BadInput
from peerlight.progress import Progress
from peerlight.store.engines import open_engine
from peerlight.store.tables import TABLES
from peerlight.store.workspace import Workspace
from peerlight.validation.backtest import Subject, own_protocol
from peerlight.validation.history import History, read_history
from peerlight.validation.labels import Recognitions
from peerlight.validation.protocol import COMMUNITIES, Protocol
from peerlight.validation.recognitions import appointed, listed


@contextmanager
def archived(
    names: Sequence[str], folder: Path, truth: Path, quick: bool, progress: Progress
) -> Iterator[list[Subject]]:
    """The benchmark's communities, read from their archives in ``folder`` and gone afterwards.

    Raises:
        BadInput: an archive is missing; names those that are wanted.
    """
    if not names:
        names = [name for name in COMMUNITIES if (folder / name).exists()]
    for name in names:
        if name not in COMMUNITIES or not (folder / name).exists():
            raise BadInput(
                f"The benchmark finds no community {name!r}",
                where=folder,
                do_next=f"It knows: {', '.join(COMMUNITIES)}.",
            )
    with ExitStack() as opened:
        yield [_archived(opened, folder / name, truth, quick, progress) for name in names]


def _archived(
    opened: ExitStack, archive: Path, truth: Path, quick: bool, progress: Progress
) -> Subject:
    community = opened.enter_context(unkept(archive))
    community.import_(archive, personal(None), progress).apply()
    history = read_history(Workspace.open(community.folder))
    protocol = _shortened(COMMUNITIES[archive.name], quick)
    found = listed(truth, archive.name, history)
    return Subject(archive.name, community, history, found, protocol)


def own(folders: Sequence[Path], quick: bool) -> list[Subject]:
    """Communities in their folders, cut by rule; recognitions are their own dated offices."""
    subjects = []
    for folder in folders:
        community = Community.open(folder)
        workspace = Workspace.open(folder)
        history = read_history(workspace)
        if not len(history.posts.at):
            raise BadInput("There is no message to test on", where=folder)
        protocol = _shortened(own_protocol(history), quick)
        subjects.append(
            Subject(folder.name, community, history, _offices(workspace, history), protocol)
        )
    return subjects


def _shortened(protocol: Protocol, quick: bool) -> Protocol:
    return replace(protocol, cuts=protocol.cuts[-1:]) if quick else protocol


def _offices(workspace: Workspace, history: History) -> Recognitions:
    engine = open_engine()
    try:
        files = workspace.files("appointments")
        engine.files("appointments", files, TABLES["appointments"].schema())
        rows = engine.rows("SELECT account_id, since FROM appointments WHERE appointed").to_pylist()
    finally:
        engine.close()
    member = {account: who for who, names in history.names.items() for account in names}
    return appointed(
        ((member.get(r["account_id"], r["account_id"]), r["since"]) for r in rows), history
    )
