"""Small communities drawn at random, for properties that hold for every community."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from tests.contract.community import liked, office, wrote
from tests.signals.case_files import MARKS, SignalCase

from peerlight.store.tables import Link, Record

PEOPLE = ("ana", "ben", "cem", "dee", "eli")
URLS = ("https://example.org/a", "http://www.example.org/a/", "https://example.org/b#c")


@st.composite
def talk(
    draw: st.DrawFn,
    people: Sequence[str] = PEOPLE,
    prefix: str = "",
    marks: Sequence[str] = MARKS,
    urls: Sequence[str] = URLS,
) -> list[Record]:
    """Posts, replies, names called, links and reactions of ``people``, in threads of their own."""
    records: list[Record] = []
    n = draw(st.integers(1, 14))
    who = st.sampled_from(people)
    thread = st.sampled_from([f"{prefix}t{i}" for i in range(4)])
    # two windows: long ago, and the last 180 days with many posts close together
    day = st.integers(10, 990) | st.integers(4000, 4300).map(lambda tenth: 500 + tenth / 10)
    for i in range(n):
        said = f"{prefix}m{i}"
        records += wrote(
            said,
            draw(who),
            draw(day),
            draw(thread),
            channel=f"{prefix}general",
            to=f"{prefix}m{draw(st.integers(0, n - 1))}" if draw(st.booleans()) else None,
            calls=draw(st.lists(who, unique=True, max_size=1)),
            marks=draw(st.lists(st.sampled_from(marks), unique=True, max_size=1)) if marks else [],
        )
        records += [
            Link(said, url, "example.org")
            for url in draw(st.lists(st.sampled_from(urls), unique=True, max_size=1))
        ]
    liking = st.tuples(st.integers(0, n - 1), who, day, st.sampled_from(("+1", "accepted")))
    for i, liker, when, kind in draw(
        st.lists(liking, max_size=8, unique_by=lambda one: (one[0], one[1], one[3]))
    ):
        records += liked(f"{prefix}m{i}", liker, when, kind=kind)
    return records


@st.composite
def communities(draw: st.DrawFn) -> SignalCase:
    """A community with groups, niches, an office and counted reactions."""
    case = SignalCase("any", "invented")
    case.records = draw(talk())
    case.records += office(draw(st.sampled_from(PEOPLE)))
    case.records += liked("m0", None, n=draw(st.integers(1, 9)))
    colours = st.sampled_from(("red", "blue", None))
    case.groups = [(who, colour) for who in PEOPLE if (colour := draw(colours)) is not None]
    case.niches = [("t0", "baking", 600_000), ("t1", "bikes", 300_000), ("t1", "baking", 100_000)]
    return case
