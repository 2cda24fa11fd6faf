"""Whom a community came to recognise: from a list of names, or from its own dated offices."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from peerlight.clock import parse_date
from peerlight.errors import BadInput
from peerlight.validation.history import History
from peerlight.validation.labels import Recognition, Recognitions

COLUMNS = ("community", "member", "date", "incumbent")


def listed(file: Path, community: str, history: History) -> Recognitions:
    """The recognitions of one community in a list.

    Args:
        file: CSV with the columns community, member (a name, handle or id), date (ISO, or empty)
            and incumbent (yes: held it before the list begins, or holds another office).
        community: which rows to take.
        history: whose members are meant; names that are nobody's are left out.

    Raises:
        BadInput: a column is missing, or a date is none.
    """
    places = _places(history)
    found: dict[int, Recognition] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        table = csv.DictReader(rows)
        missing = set(COLUMNS) - set(table.fieldnames or ())
        if missing:
            raise BadInput(
                f"The list of recognitions lacks the column {min(missing)}",
                where=file,
                do_next=f"It needs {', '.join(COLUMNS)}.",
            )
        for row in table:
            if row["community"] == community:
                at = parse_date(row["date"][:10]) if row["date"] else None
                new = Recognition(at, counts=row["incumbent"] != "yes")
                for place in places.get(row["member"].casefold(), ()):
                    found[place] = _earlier(found.get(place, new), new)
    return found


def appointed(offices: Iterable[tuple[str, int | None]], history: History) -> Recognitions:
    """From member ids and the time of their appointment; undated ones were always there."""
    place = {member: n for n, member in enumerate(history.members)}
    found: dict[int, Recognition] = {}
    for member, at in offices:
        if member in place:
            new = Recognition(at, counts=at is not None)
            found[place[member]] = _earlier(found.get(place[member], new), new)
    return found


def _earlier(one: Recognition, other: Recognition) -> Recognition:
    """Whichever makes somebody an incumbent first."""
    return min(one, other, key=lambda r: (r.at is not None, r.at or 0))


def _places(history: History) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for n, member in enumerate(history.members):
        for name in history.names[member]:
            if n not in places[name.casefold()]:
                places[name.casefold()].append(n)
    return places
