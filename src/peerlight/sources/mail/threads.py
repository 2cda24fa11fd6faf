"""Which mails answer which, and what makes one thread, settled over the whole archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from peerlight.sources.loose import shards, take_loose
from peerlight.store.tables import TABLES, Thread

MAILS, REDATED = "mails", "redated"
_MONTH = 30 * 86_400
"""Seconds within which an answer without links goes on with a thread of the same subject."""


class _Mail(NamedTuple):
    """A mail's loose end; ``answered`` are ids, the nearest first, ``at`` is in seconds."""

    message: str
    channel: str
    account: str
    at: int
    title: str
    key: int
    answers: bool
    answered: str


def tie_threads(folder: Path) -> list[str]:
    """Rewrite the messages with what they answer and their threads, and write the threads.

    A mail answers the nearest one of those it names that is in the archive. One that says it
    answers but names none that is here stays in the thread that last had its subject, within
    thirty days; that is no link. Needs the loose ends ``mails`` and ``redated``. Returns notes
    for the audit. Complexity: O(n log n) in mails, whose ids and subjects stand in memory.
    """
    mails: dict[str, _Mail] = {}
    for end in take_loose(folder, MAILS):
        mails.setdefault(end[0], _Mail(*end))
    ordered = sorted(mails.values(), key=lambda mail: (mail.at, mail.message))
    answered = {m.message: found for m in ordered if (found := _nearest(m, mails))}
    by_subject = dict(_by_subject(ordered, answered))
    threads = _threads(mails, answered | by_subject)
    _write_messages(folder, answered, threads)
    _write_threads(folder, ordered, threads)
    lost = sum(1 for m in ordered if m.answered and m.message not in answered)
    return list(_notes(lost, len(by_subject), sum(n for (n,) in take_loose(folder, REDATED))))


def _notes(lost: int, by_subject: int, redated: int) -> Iterator[str]:
    if lost:
        yield f"{lost:,} replies answer a mail that is not in the archive."
    if by_subject:
        yield f"{by_subject:,} answers without a link stand in a thread by their subject alone."
    if redated:
        yield f"{redated:,} mails bear no date that can be true and have that of their filing."


def _nearest(mail: _Mail, mails: Mapping[str, _Mail]) -> str | None:
    for found in mail.answered.split():
        if found in mails and found != mail.message:
            return found
    return None


def _by_subject(ordered: Sequence[_Mail], answered: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Answers without a link, each with the last mail before it of the same subject and list."""
    last: dict[tuple[str, int], _Mail] = {}
    for mail in ordered:
        subject = mail.channel, mail.key
        before = last.get(subject)
        open_yet = before is not None and mail.key and mail.at - before.at <= _MONTH
        if before and open_yet and mail.answers and mail.message not in answered:
            yield mail.message, before.message
        last[subject] = mail


def _threads(mails: Mapping[str, _Mail], before: Mapping[str, str]) -> dict[str, str]:
    """The thread of every mail: named by the first mail of its chain, though that be missing."""
    threads: dict[str, str] = {}
    for message in mails:
        path, on_path = [message], {message}
        while path[-1] not in threads and (further := before.get(path[-1])) is not None:
            if further in on_path:
                # mails that answer each other in a circle
                break
            path.append(further)
            on_path.add(further)
        root = path[-1]
        if root not in threads:
            missing = mails[root].answered.split()
            threads[root] = missing[-1] if missing and root not in before else root
        threads.update(dict.fromkeys(path, threads[root]))
    return threads


def _write_messages(folder: Path, answered: Mapping[str, str], threads: Mapping[str, str]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    schema = TABLES["messages"].schema()
    for file, table in shards(folder, "messages", schema.names):
        ids = table["message_id"].to_pylist()
        columns = {name: table[name] for name in schema.names}
        columns["reply_to"] = pa.array([answered.get(each) for each in ids], pa.string())
        columns["thread_id"] = pa.array([threads[each] for each in ids], pa.string())
        plain = pc.and_(pc.is_valid(columns["reply_to"]), pc.equal(table["kind"], "post"))
        columns["kind"] = pc.if_else(plain, "reply", table["kind"])
        pq.write_table(pa.table(columns, schema=schema), file, compression="lz4")


def _write_threads(folder: Path, ordered: Sequence[_Mail], threads: Mapping[str, str]) -> None:
    """Write the threads, each with the subject of its first mail."""
    import pyarrow.parquet as pq

    rows: dict[str, Thread] = {}
    for mail in ordered:
        thread = threads[mail.message]
        starter = mail.account if thread == mail.message else None
        known = rows.get(thread)
        if known is None or starter:
            rows[thread] = Thread(thread, mail.channel, mail.title or None, starter)
    if rows:
        place = folder / "threads"
        place.mkdir(exist_ok=True)
        pq.write_table(TABLES["threads"].arrow(list(rows.values())), place / "mails.parquet")
