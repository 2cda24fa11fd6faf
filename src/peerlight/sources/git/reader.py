"""The git reader: the commits of a repository, or of the text that ``git log`` printed."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from peerlight.errors import BadInput
from peerlight.sources.audit import Audit, Knows
from peerlight.sources.calling import keep_known
from peerlight.sources.contract import Part, Wish
from peerlight.sources.git import repository
from peerlight.sources.git.acts import Reading
from peerlight.sources.git.branches import take_graph, tie_branches
from peerlight.sources.git.logs import begins, is_log, is_log_name, read_commit, repository_name
from peerlight.sources.git.mailmap import read_mailmap
from peerlight.sources.git.ties import tie_people
from peerlight.sources.loose import LooseRows
from peerlight.sources.packing import Tree, is_repository
from peerlight.sources.spans import records, span_parts

_LOOKED_AT = 20


class Git:
    """The reader of git: a repository's folder, or logs as text."""

    platform: ClassVar[str] = "git"
    looked_for: ClassVar[str] = "a repository's folder, or text that git log printed"
    knows: ClassVar[Knows] = Knows(
        reply_links=True,
        notes=(
            "A review or merge answers the commit it is about; who reviewed is known only where"
            " the message says so.",
            "Who committed or merged another's work is taken to have looked it through.",
            "Co-authors and who reported a fault are mentions by the author, not messages.",
            "When a pull request was opened is not known: it stands at the time of its merge.",
            "E-mail addresses are stored as seals alone; people without one go by login or name.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether it is a repository, or one of the first text files begins like a log."""
        if is_repository(tree.path) or _is_packed(tree):
            return True
        names = [name for name in tree.names() if is_log_name(name)]
        return any(_is_log(tree, name, Audit()) for name in names[:_LOOKED_AT])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Stretches of a repository's commits, or spans of logs.

        Raises:
            BadInput: the repository is packed or has no commits, or git is missing.
        """
        if is_repository(tree.path):
            return _stretches(tree.path)
        if _is_packed(tree):
            raise BadInput(
                "A repository cannot be read inside a zip archive",
                where=tree.path,
                do_next="Unpack it and name the folder.",
            )
        audit = Audit()
        mailmap = read_mailmap(_listed_mailmap(tree))
        parts = span_parts(tree, _logs(tree, audit))
        for part in parts:
            part.context["mailmap"] = mailmap
        parts[0].context["audit"] = audit
        return parts

    def read(self, tree: Tree, part: Part, wish: Wish) -> LooseRows:
        """Read commits. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = Reading(wish, self.platform, part.context["mailmap"])
        reading.rows.audit.add(part.context.get("audit", Audit()))
        if "head" in part.context:
            _read_stretch(tree, part, reading)
        else:
            _read_spans(tree, part, reading)
        return reading.finished()

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Tie names, then branches, then calls, which need to know who is there."""
        prefix = wish.source or self.platform
        graph = take_graph(folder)
        nobody, notes = tie_people(folder, wish, prefix, graph)
        tie_branches(folder, prefix, graph, nobody)
        keep_known(folder)
        return notes


def _read_stretch(tree: Tree, part: Part, reading: Reading) -> None:
    head, skip = part.context["head"], part.context["skip"]
    reading.open(part.context["repository"])
    try:
        for commit in repository.commits(tree.path, head, skip, repository.STRETCH):
            reading.commit(commit)
    except OSError as error:
        reading.rows.audit.skip(part.context["repository"], str(error))


def _read_spans(tree: Tree, part: Part, reading: Reading) -> None:
    for name, span in zip(part.names, part.context["spans"], strict=True):
        reading.open(repository_name(name))
        try:
            for record in records(tree, name, span, begins):
                reading.commit(read_commit(record))
        except OSError as error:
            reading.rows.audit.skip(name, str(error))


def _stretches(path: Path) -> list[Part]:
    head, count = repository.head_of(path)
    place = path.resolve()
    name = place.parent.name if place.name == ".git" else place.name.removesuffix(".git")
    context = {
        "repository": name or "repository",
        "head": head,
        "mailmap": read_mailmap(repository.mailmap_of(path)),
    }
    # the packs are what git reads; their size tells whether processes are worth starting
    within = ".git/objects/pack" if (path / ".git").is_dir() else "objects/pack"
    packs = tuple(f"{within}/{pack.name}" for pack in (path / within).glob("*.pack"))
    return [
        Part(packs if skip == 0 else (), {**context, "skip": skip})
        for skip in range(0, count, repository.STRETCH)
    ]


def _logs(tree: Tree, audit: Audit) -> list[str]:
    names = (name for name in tree.names() if is_log_name(name) and tree.size(name))
    return [name for name in names if _is_log(tree, name, audit)]


def _is_log(tree: Tree, name: str, audit: Audit) -> bool:
    """Whether a file is a log; if not, the audit says why."""
    try:
        found = is_log(tree, name)
    except OSError as error:
        audit.skip(name, str(error))
        return False
    if not found:
        audit.skip(name, "no log of git")
    return found


def _listed_mailmap(tree: Tree) -> bytes:
    name = next((n for n in tree.names() if n.rpartition("/")[2] == ".mailmap"), None)
    try:
        return tree.read(name) if name else b""
    except OSError:
        return b""


def _is_packed(tree: Tree) -> bool:
    """Whether it is a zip with a repository in it; a tree's names leave ``.git`` out."""
    if not zipfile.is_zipfile(tree.path):
        return False
    with zipfile.ZipFile(tree.path) as packed:
        names = [name.replace("\\", "/") for name in packed.namelist()]
    roots = [name[:-4] for name in names if name == "HEAD" or name.endswith("/HEAD")]
    return any(name.startswith(f"{root}objects/") for root in roots for name in names)
