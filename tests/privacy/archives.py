"""The same invented conversation as archives of text, code, questions and rows hold it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from tests.privacy.exports import LEFT, NAMES, Said, first_of, iso, people, put, seconds, talk
from tests.sources import discord_exports

NUMBERS = {who: n for n, who in enumerate(NAMES, 1)}


def address(who: str) -> str:
    return f"{who}@kitchen.example"


def mail(folder: Path, without: bool) -> Path:
    """A month of a list; whoever answers, answers the mail that opened the thread."""
    put(folder / "kitchen.mbox", "".join(map(_mail, talk(without))).encode())
    return folder


def _mail(said: Said) -> str:
    opening = first_of(said.thread).number
    answered = f"In-Reply-To: <{opening}@kitchen.example>\n" if said.number != opening else ""
    return (
        f"From {address(said.who)}  Mon Jan  1 10:00:00 2024\n"
        f"From: {NAMES[said.who]} <{address(said.who)}>\n"
        f"Date: {_mail_date(said)}\nSubject: {said.thread}\n"
        f"Message-ID: <{said.number}@kitchen.example>\n{answered}\n{said.text}\n\n"
    )


def _mail_date(said: Said) -> str:
    from email.utils import formatdate

    return formatdate(seconds(said))


def git(folder: Path, without: bool) -> Path:
    """A log in which whoever is called has reviewed the commit.

    Theirs are reviewed by nobody: a review is part of a commit, and there is none without it.
    """
    put(folder / "kitchen.log", "\n".join(map(_commit, talk(without))).encode())
    return folder


def _commit(said: Said) -> str:
    seen = said.calls if said.who != LEFT else None
    reviewed = f"\n\n    Reviewed-by: {_signed(seen)}" if seen else ""
    date = iso(said).replace(".000Z", "+00:00")
    return (
        f"commit {said.number:040x}\nAuthor:     {_signed(said.who)}\nAuthorDate: {date}\n"
        f"Commit:     {_signed(said.who)}\nCommitDate: {date}\n\n    {said.text}{reviewed}\n"
    )


def _signed(who: str | None) -> str:
    return f"{NAMES[who or '']} <{address(who or '')}>"


def github(folder: Path, without: bool) -> Path:
    """An issue per thread; the others' messages are its comments."""
    spoken = talk(without)
    issues = []
    for thread in dict.fromkeys(said.thread for said in spoken):
        first, *rest = [said for said in spoken if said.thread == thread]
        number = first_of(thread).number
        more: dict[str, Any] = {
            "number": number,
            "title": thread,
            "comments": list(map(_body, rest)),
        }
        more["url"] = f"https://github.com/tea/kitchen/issues/{number}"
        issues.append(_body(first) | more)
    put(folder / "archive.json", {"repo": "tea/kitchen", "issues": issues, "pulls": []})
    return folder


def _body(said: Said) -> dict[str, Any]:
    call = f"@{said.calls} " if said.calls else ""
    return {
        "author": said.who,
        "authorAssociation": "NONE",
        "body": f"{call}{said.text}",
        "createdAt": iso(said),
        "updatedAt": iso(said),
    }


def stackexchange(folder: Path, without: bool) -> Path:
    """The first of a thread asks; all others comment on it."""
    asked, commented = [], []
    for said in talk(without):
        opening = first_of(said.thread).number
        if said.number == opening:
            asked.append(
                {"Id": str(said.number), "PostTypeId": "1", "Body": f"<p>{said.text}</p>"}
                | {"Score": "0", "OwnerUserId": str(NUMBERS[said.who]), "Title": said.thread}
                | {"Tags": "<tea>", "CreationDate": iso(said)[:-1], "AnswerCount": "0"}
                | {"CommentCount": str(sum(s.thread == said.thread for s in talk(without)) - 1)}
            )
        else:
            commented.append(
                {"Id": str(said.number), "PostId": str(opening), "Score": "0"}
                | {"Text": said.text, "CreationDate": iso(said)[:-1]}
                | {"UserId": str(NUMBERS[said.who])}
            )
    listed = [
        {
            "Id": str(NUMBERS[who]),
            "DisplayName": NAMES[who],
            "CreationDate": "2020-01-01T00:00:00.0",
        }
        for who in people(without)
    ]
    for name, rows in (("Users", listed), ("Posts", asked), ("Comments", commented)):
        lines = "\n".join(
            f"<row {' '.join(f'{k}={quoteattr(v)}' for k, v in r.items())} />" for r in rows
        )
        put(folder / f"{name}.xml", f"<{name.lower()}>\n{lines}\n</{name.lower()}>\n".encode())
    return folder


def discord(folder: Path, without: bool) -> Path:
    """One channel; likes by people who are told."""
    messages = [
        discord_exports.wrote(
            said.minutes,
            said.who,
            said.text,
            mentions=[discord_exports.user(said.calls)] if said.calls else [],
            reactions=[_liked(said)] if said.likes else [],
        )
        for said in talk(without)
    ]
    put(folder / "tea.json", discord_exports.export(*messages))
    return folder


def _liked(said: Said) -> dict[str, Any]:
    users = [discord_exports.user(who) for who in said.likes]
    return {"emoji": {"id": "", "name": "+1"}, "count": len(users), "users": users}


def gitter(folder: Path, without: bool) -> Path:
    """One room."""
    rows = [
        (
            *("5" * 24, "Tea/Kitchen", iso(said), f"{NUMBERS[said.who]:024x}", said.who),
            *(f"{said.number:024x}", f"@{said.calls} {said.text}" if said.calls else said.text),
        )
        for said in talk(without)
    ]
    put(folder / "Kitchen.tsv", _separated(rows, "\t"))
    return folder


def praise(folder: Path, without: bool) -> Path:
    """Everybody praises whoever they call or who likes what they said.

    Nobody praises whoever is to be erased: there is no praise of nobody to compare with.
    """
    head: tuple[str, ...] = (
        "ID",
        "DATE",
        "TO USER ACCOUNT",
        "TO USER ACCOUNT ID",
        "FROM USER ACCOUNT",
    )
    head += ("FROM USER ACCOUNT ID", "REASON", "SOURCE ID", "SOURCE NAME")
    rows = [head]
    for said in talk(without):
        receiver = next((who for who in (said.calls, *said.likes) if who not in (None, LEFT)), None)
        if receiver:
            rows.append(
                (
                    *(f"{said.number:024x}", iso(said), receiver, f"{NUMBERS[receiver]:024x}"),
                    *(said.who, f"{NUMBERS[said.who]:024x}", said.text, "DISCORD:77:88", "kitchen"),
                )
            )
    put(folder / "round.csv", _separated(rows, ","))
    return folder


def _separated(rows: Iterable[tuple[str, ...]], delimiter: str) -> bytes:
    file = StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()
