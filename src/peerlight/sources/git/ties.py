"""Names, and which of a log's accounts are one person's, once all parts are read."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from peerlight.sources.contract import Wish
from peerlight.sources.git.branches import Graph
from peerlight.sources.git.people import MAILBOXES, NAMED
from peerlight.sources.loose import shards, take_loose
from peerlight.sources.machines import is_bot
from peerlight.store.tables import TABLES, Account

HEADS = "heads"

# a branch may hold a single commit of somebody else; two seldom do
_SEEN_TOGETHER = 2
_OWN = 0.25
_MOSTLY = 0.5
# so many authors, none of whom wrote most: no single person's fork
_SHARED = 5
# somebody of whom less is seen may be a namesake
_WROTE = 3
_USUAL = 0.1
# what programs and mail hosts put in for anybody
_ANYBODY = frozenset(
    {"admin", "contact", "dev", "git", "github", "hello", "info", "mail", "me", "root", "test"}
    | {"ubuntu", "unknown", "user", "vagrant"}
)


def tie_people(folder: Path, wish: Wish, prefix: str, graph: Graph) -> tuple[set[str], list[str]]:
    """Give accounts their usual name, and tie addresses to logins and nicks.

    An address belongs to the login whose branches end in its commits: at least twice, a quarter
    of that login's branches, and most of those that the address wrote the end of. It belongs to
    the nick that it is signed with as a name, or that is its part before the @ where it signed at
    least three commits. Needs the loose ends of :mod:`people` and ``heads``. Returns the
    owners of branches that are no single person's, and notes for the audit.
    """
    names = _names(folder)
    heads = _heads(folder, prefix, graph)
    nobody = _shared(heads, names)
    boxes = dict(take_loose(folder, MAILBOXES))
    by_branch = _by_branch(heads, nobody, boxes)
    nicks = _nicks(folder, prefix)
    by_nick = _by_nick(boxes, nicks - nobody, names, graph, wish, prefix)
    same_as = {**by_nick, **by_branch}
    _write(folder, prefix, names, same_as)
    return nobody, _notes(by_branch, by_nick, nobody)


def _names(folder: Path) -> dict[str, Counter[str]]:
    """How often each account signed with each name."""
    times: dict[str, Counter[str]] = defaultdict(Counter)
    for account, name, n in take_loose(folder, NAMED):
        times[account][name] += n
    return times


def _usual(names: Counter[str]) -> list[str]:
    """The names that are not there by mistake, the one to show first.

    Some programs sign a commit with one person's name and another's address, so a name has to be
    there a tenth as often as the most usual one. A full name goes before a nick.
    """
    enough = _USUAL * max(names.values(), default=0)
    usual = (name for name, n in names.items() if n >= enough)
    return sorted(usual, key=lambda name: (" " not in name, -names[name], name))


def _heads(folder: Path, prefix: str, graph: Graph) -> Counter[tuple[str, str]]:
    """How often a branch of an owner ended in a commit of an author."""
    heads: Counter[tuple[str, str]] = Counter()
    for merged, owner in take_loose(folder, HEADS):
        short = merged.removeprefix(f"{prefix}:")
        if head := _work(graph.whole.get(short, short), graph):
            heads[owner, graph.authors[head]] += 1
    return heads


def _work(commit: str, graph: Graph) -> str | None:
    """The last commit of a branch that is no merge: a branch is often brought up to date first."""
    passed: set[str] = set()
    while len(graph.parents.get(commit, ())) > 1 and commit not in passed:
        # a log that was made up may go round in circles
        passed.add(commit)
        commit = graph.parents[commit][0]
    return commit if commit in graph.parents else None


def _shared(heads: Counter[tuple[str, str]], names: dict[str, Counter[str]]) -> set[str]:
    """The owners whose branches many people wrote, as an organisation's are."""
    by_name: dict[str, Counter[str]] = defaultdict(Counter)
    for (owner, author), times in heads.items():
        name = next(iter(_usual(names.get(author, Counter()))), author)
        by_name[owner][name.casefold()] += times
    return {
        owner
        for owner, authors in by_name.items()
        if len(authors) >= _SHARED and max(authors.values()) <= _MOSTLY * authors.total()
    }


def _by_branch(
    heads: Counter[tuple[str, str]], nobody: set[str], boxes: dict[str, str]
) -> dict[str, str]:
    owned, wrote = Counter[str](), Counter[str]()
    for (owner, author), times in heads.items():
        owned[owner] += times
        wrote[author] += times
    return {
        author: owner
        for (owner, author), times in sorted(heads.items())
        if author in boxes
        and owner not in nobody
        and times >= _SEEN_TOGETHER
        and times > _MOSTLY * wrote[author]
        and times >= _OWN * owned[owner]
    }


def _nicks(folder: Path, prefix: str) -> set[str]:
    """The accounts that are known by a login or nick."""
    return {
        account
        for _, rows in shards(folder, "accounts", ("account_id", "handle"))
        for account, handle in zip(*rows.to_pydict().values(), strict=True)
        if handle is not None and handle.lower() not in _ANYBODY
    }


def _by_nick(
    boxes: dict[str, str],
    nicks: set[str],
    names: dict[str, Counter[str]],
    graph: Graph,
    wish: Wish,
    prefix: str,
) -> dict[str, str]:
    wrote = Counter(graph.authors.values())
    sealed = {wish.seal(nick.removeprefix(f"{prefix}:")): nick for nick in nicks}
    tied = {}
    for account, box in sorted(boxes.items()):
        usual = _usual(names.get(account, Counter()))
        signed = [f"{prefix}:{name.lower()}" for name in usual]
        nick = next((name for name in signed if name in nicks), None)
        if nick is None and wrote[account] >= _WROTE:
            nick = sealed.get(box)
            # a first name alone may be anybody's who bears it
            if nick is not None and any(s.startswith(f"{nick} ") for s in signed):
                nick = None
        if nick is not None:
            tied[account] = nick
    return tied


def _write(
    folder: Path, prefix: str, names: dict[str, Counter[str]], same_as: dict[str, str]
) -> None:
    import pyarrow.parquet as pq

    for account, one in same_as.items():
        # a login has no name of its own
        names[one] = names.get(one, Counter()) + names.get(account, Counter())
    rows = []
    for account in sorted({*names, *same_as}):
        name = next(iter(_usual(names[account])), None)
        tied = same_as.get(account)
        rows.append(Account(account, prefix, name=name, is_bot=is_bot(name), same_as=tied))
    if rows:
        (folder / "accounts").mkdir(parents=True, exist_ok=True)
        pq.write_table(TABLES["accounts"].arrow(rows), folder / "accounts" / "ties.parquet")


def _notes(by_branch: dict[str, str], by_nick: dict[str, str], nobody: set[str]) -> list[str]:
    notes = []
    if by_branch:
        notes.append(
            f"{len(by_branch):,} addresses are one person with the login whose branches they wrote."
        )
    if rest := len(by_nick.keys() - by_branch.keys()):
        notes.append(f"{rest:,} addresses are one person with the nick that they sign with.")
    if nobody:
        shown = ", ".join(sorted(owner.partition(":")[2] for owner in nobody))
        notes.append(
            f"Branches of {shown} are written by many people: they count for those who wrote them."
        )
    return notes
