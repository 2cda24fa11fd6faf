"""Very small invented communities, written as talk that a person can read."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from tests.end_to_end.rewritten import Row, Rows, written

import peerlight
from peerlight.clock import DAY, SECOND, parse_date
from peerlight.values import Findings

END = parse_date("2024-06-30")
Line = tuple[str, float, str, str | None]


def talk(*lines: Line) -> Rows:
    """Who wrote, how many days before the end, in which thread, what.

    A post answers the one before it in its thread. Everybody has an account.
    """
    messages: list[Row] = []
    threads: dict[str, list[str]] = defaultdict(list)
    for n, (who, ago, thread, text) in enumerate(lines):
        said, before = f"invented:m{n}", threads[thread]
        message: Row = {
            "message_id": said,
            "account_id": account(who),
            "kind": "post",
            "text": text,
        }
        message |= {"channel_id": "invented:bench", "thread_id": f"invented:{thread}"}
        message |= {"posted_at": END - int(ago * DAY) + n * SECOND}
        message |= {"reply_to": before[-1] if before else None}
        messages.append(message)
        before.append(said)
    room: Row = {"channel_id": "invented:bench", "source": "invented", "name": "bench"}
    room |= {"kind": "channel", "private": False}
    rows: Rows = {"accounts": [], "channels": [room], "messages": messages}
    for who in sorted({line[0] for line in lines}):
        joined(rows, who)
    return rows


def account(who: str) -> str:
    """The account id, which is the member's id, too."""
    return f"invented:{who}"


def joined(rows: Rows, who: str, is_bot: bool = False) -> None:
    """One more account; a bot where it is said to be one."""
    others = [row for row in rows["accounts"] if row["account_id"] != account(who)]
    own = {"account_id": account(who), "source": "invented", "name": who.title(), "is_bot": is_bot}
    rows["accounts"] = [*others, own]


def named(rows: Rows, who: str, *messages: int) -> None:
    """These messages call ``who`` by name."""
    calls = [{"message_id": f"invented:m{n}", "account_id": account(who)} for n in messages]
    rows["mentions"] = rows.get("mentions", []) + calls


def appointed(rows: Rows, *people: str) -> None:
    """These people hold an office."""
    rows["appointments"] = [
        {"account_id": account(who), "title": "moderator", "appointed": True} for who in people
    ]


def found(folder: Path, rows: Rows, as_of: str | None = None) -> Findings:
    """What the main job says of the community; it is kept in ``folder``."""
    export = written(folder / "export", rows)
    return peerlight.find(export, community=folder / "community", as_of=as_of)


def thanked(findings: Findings) -> list[str]:
    """Whom a thank-you is proposed for, by first name, in the order of the findings."""
    return [card.member_id.split(":")[1] for card in findings.shortlist]
