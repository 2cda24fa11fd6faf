"""Zulip's names: which of them are one person, and which are bots."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

from peerlight.sources.loose import shards, take_loose
from peerlight.store.tables import TABLES, Account

# the archive does not flag bots; these are the ways in which their names say it
_BOT = re.compile(r"\bbot\b|^(?:github|gitlab|jira|jenkins)$|-(?:bench|ci|builder)$", re.IGNORECASE)
# a name that writes here but was shown once with an id may be a namesake's
_SEEN_TOGETHER = 2


def is_bot(name: str) -> bool:
    """Whether a name says that it is a bot's."""
    return bool(_BOT.search(name))


def tie_names(folder: Path, prefix: str) -> list[str]:
    """Tie names that share a user id: one more shard of accounts says so in ``same_as``.

    A name belongs to the id it is shown with most often (at least twice if it writes here);
    where two ids tie, to none. Of one id's names, the one that wrote last stands for all.
    Needs the loose ends ``shown``: account, user id, times. Returns notes for the audit.
    """
    import pyarrow.parquet as pq

    shown: Counter[tuple[str, str]] = Counter()
    for account, user, times in take_loose(folder, "shown"):
        shown[account, user] += times
    last = _last_written(folder)
    ties = _ties(shown, last)
    if ties:
        rows = [_tied(account, ties[account], prefix) for account in sorted(ties)]
        pq.write_table(TABLES["accounts"].arrow(rows), folder / "accounts" / "ties.parquet")
    return _notes(shown, last, ties)


def _tied(account: str, same_as: str, prefix: str) -> Account:
    name = account.removeprefix(f"{prefix}:")
    return Account(account, prefix, name=name, is_bot=is_bot(name), same_as=same_as)


def _last_written(folder: Path) -> dict[str, int]:
    """When each account wrote last, in microseconds."""
    import pyarrow as pa

    tables = [table for _, table in shards(folder, "messages", ("account_id", "posted_at"))]
    if not tables:
        return {}
    last = pa.concat_tables(tables).group_by("account_id").aggregate([("posted_at", "max")])
    return dict(zip(last["account_id"].to_pylist(), last["posted_at_max"].to_pylist(), strict=True))


def _ties(shown: Counter[tuple[str, str]], last: dict[str, int]) -> dict[str, str]:
    """Which account stands for which, by the user id that both belong to."""
    by_name: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (account, user), times in shown.items():
        if times >= _SEEN_TOGETHER or account not in last:
            by_name[account].append((times, user))
    by_user: dict[str, list[str]] = defaultdict(list)
    for account, seen in by_name.items():
        best = sorted(seen, reverse=True)[:2]
        if len(best) == 1 or best[0][0] > best[1][0]:
            by_user[best[0][1]].append(account)
    ties = {}
    for accounts in by_user.values():
        chosen = max(accounts, key=lambda a: (last.get(a, 0), a))
        ties.update({a: chosen for a in accounts if a != chosen})
    return ties


def _notes(
    shown: Counter[tuple[str, str]], last: dict[str, int], ties: dict[str, str]
) -> list[str]:
    users = Counter(account for account, _ in shown if account in last)
    shared = sum(n > 1 for n in users.values())
    notes = []
    if ties:
        notes.append(f"{len(ties):,} names are another name of somebody with the same user id.")
    if shared:
        notes.append(f"{shared:,} names are used by several user ids; each is read as one person.")
    return notes
