"""What the pages on code hosts speak of: a log and a folder of JSON, small and invented."""

from __future__ import annotations

from typing import Any

PEOPLE = ("wanda", "oskar", "mina")
SITE = "https://github.com/tea/kettle"


def code_exports() -> dict[str, Any]:
    """Contents by place."""
    return {
        "kettle.log": "".join(commit(n) for n in range(8, 0, -1)).encode(),
        "kettle/issues.json": [issue(n) for n in range(1, 9)],
    }


def commit(number: int) -> str:
    who = PEOPLE[number % 3]
    return (
        f"commit {number:040x} {number - 1:040x}\n"
        f"Author:     {who.title()} <{who}@mail.example>\n"
        f"AuthorDate: 2020-01-0{number}T12:00:00+00:00\n"
        f"Commit:     {who.title()} <{who}@mail.example>\n"
        f"CommitDate: 2020-01-0{number}T12:00:00+00:00\n\n"
        f"    Warm the pot\n    \n    Reviewed-by: {PEOPLE[(number + 1) % 3]}\n\n"
    )


def issue(number: int) -> dict[str, Any]:
    return {
        "number": number,
        "title": "Cold pots",
        "url": f"{SITE}/issues/{number}",
        "author": {"login": PEOPLE[number % 3]},
        "body": "hello",
        "createdAt": f"2020-01-0{number}T12:00:00Z",
        "comments": [],
    }
