"""The invented communities of the contract suite, each about one rule, with the rows it must give.

What is expected was worked out by hand from ``docs/reference/analysis-views.md``.
"""

from __future__ import annotations

from dataclasses import replace

from tests.contract.community import Case, Expected, Rows, liked, office, on, wrote

MINUTE = 1 / 1440
ACTS = "actor_id member_id act message_id about_id"


def cases() -> list[Case]:
    """Every case, by name."""
    return [
        _nobody(),
        _replies(),
        _names(),
        _thanks(),
        _joining(),
        _bots(),
        _objection(),
        _merged(),
        _private(),
        _hushed(),
        _reactions(),
        replace(_reactions(), name="reactions before the end", snapshot=False, expected=_EARLIER),
        _cut(),
        _newcomers(),
        _contacts(),
        _following(),
        _members(),
        _offices(),
        replace(_offices(), name="offices before the end", snapshot=False, expected=_DATED),
    ]


def _nobody() -> Case:
    none: Rows = set()
    views = ("posts", "attention", "members", "reach")
    return Case("nobody", [], {view: ("member_id", none) for view in views})


def _replies() -> Case:
    records = [
        *wrote("q", "ana", 1, marks=["question"]),
        *wrote("a1", "ben", 2, to="q"),
        *wrote("a2", "ben", 3, to="a1"),
        *wrote("ty", "ana", 4, to="a2", marks=["thanks", "language"]),
        *wrote("lost", "cem", 5, to="not here"),
        *wrote("x", "cem", 6, "other", kind="question", text=None),
    ]
    return Case(
        "replies",
        records,
        {
            "attention": (
                ACTS,
                {
                    ("ben", "ana", "reply", "a1", "q"),
                    # an addition to one's own answer still joins the asker's thread
                    ("ben", "ana", "joined", "a2", "q"),
                    ("ana", "ben", "thanks", "ty", "a2"),
                },
            ),
            "openings": (
                "thread_id channel_id member_id message_id started_at question",
                {
                    ("talk", "general", "ana", "q", on(1), 1),
                    ("other", "general", "cem", "x", on(6), 1),
                },
            ),
            "posts": (
                "message_id reply_to day week question thanks experience has_text",
                {
                    ("q", None, 1, 0, 1, 0, 0, 1),
                    ("a1", "q", 2, 0, 0, 0, 0, 1),
                    ("a2", "a1", 3, 0, 0, 0, 0, 1),
                    # Monday, 5 January 1970, is day 4
                    ("ty", "a2", 4, 1, 0, 1, 0, 1),
                    ("lost", "not here", 5, 1, 0, 0, 0, 1),
                    ("x", None, 6, 1, 1, 0, 0, 0),
                },
            ),
        },
    )


def _names() -> Case:
    records = [
        *wrote("m1", "ana", 1, calls=["ben", "ben2", "ana"]),
        *wrote("m2", "ben", 2, to="m1", calls=["ana", "cem"]),
        *wrote("m3", "cem", 3, calls=["dia"]),
        *wrote("m4", "dia", 4, calls=["ben", "cem"], marks=["thanks"]),
        *wrote("m5", "dia", 5, to="m1", calls=["ben"], marks=["thanks"]),
        *wrote("m6", "ben", 6, calls=["ana"]),
    ]
    return Case(
        "names",
        records,
        {
            "attention": (
                ACTS,
                {
                    ("ana", "ben", "mention", "m1", None),
                    ("ben", "ana", "reply", "m2", "m1"),
                    ("ben", "cem", "mention", "m2", None),
                    ("cem", "dia", "mention", "m3", None),
                    ("dia", "ben", "thanks", "m4", None),
                    ("dia", "cem", "thanks", "m4", None),
                    ("dia", "ana", "thanks", "m5", "m1"),
                    ("dia", "ben", "mention", "m5", None),
                    ("ben", "ana", "mention", "m6", None),
                },
            )
        },
        members={"ben2": "ben"},
    )


def _thanks() -> Case:
    records = [
        *wrote("q", "ana", 1),
        *wrote("a", "ben", 1 + 10 * MINUTE),
        *wrote("b", "cem", 1 + 20 * MINUTE),
        *wrote("add", "ana", 1 + 30 * MINUTE),
        # ana speaks twice in a row: both look back to cem
        *wrote("ty", "ana", 1 + 40 * MINUTE, marks=["thanks"]),
        *wrote("own", "ana", 1 + 50 * MINUTE, to="q", marks=["thanks"]),
        *wrote("gone", "ana", 1 + 60 * MINUTE, to="not here", marks=["thanks"]),
        # 24 hours to the minute after the last other speaker, and a minute more
        *wrote("next", "ben", 2 + 60 * MINUTE, marks=["thanks"]),
        *wrote("late", "cem", 3 + 61 * MINUTE, marks=["thanks"]),
        # nobody spoke before
        *wrote("first", "dia", 4, "empty", marks=["thanks"]),
    ]
    return Case(
        "thanks",
        records,
        {
            "attention": (
                ACTS,
                {
                    ("ben", "ana", "joined", "a", "q"),
                    ("cem", "ana", "joined", "b", "q"),
                    ("ana", "cem", "thanks", "ty", "b"),
                    ("ana", "cem", "thanks", "own", "b"),
                    ("ben", "ana", "thanks", "next", "gone"),
                    ("cem", "ana", "joined", "late", "q"),
                },
            )
        },
    )


def _joining() -> Case:
    records = [
        *wrote("top", "feed", 0),
        *wrote("q", "ana", 1),
        *wrote("in", "ben", 15),
        *wrote("out", "cem", 15 + MINUTE),
        *wrote("early", "ben", 2),
        *wrote("to ben", "dia", 3, to="early"),
        *wrote("lost", "dia", 3, to="not here"),
        *wrote("calls", "dia", 4, calls=["cem"]),
        *wrote("mine", "ana", 5),
        # two posts at the same moment: the smaller id opens
        *wrote("z2", "ben", 9, "tied"),
        *wrote("z1", "cem", 9, "tied"),
    ]
    return Case(
        "joining",
        records,
        {
            "attention": (
                ACTS,
                {
                    ("ben", "ana", "joined", "early", "q"),
                    ("ben", "ana", "joined", "in", "q"),
                    ("dia", "ben", "reply", "to ben", "early"),
                    ("dia", "cem", "mention", "calls", None),
                    ("ben", "cem", "joined", "z2", "z1"),
                },
            ),
            "openings": ("thread_id message_id", {("talk", "q"), ("tied", "z1")}),
        },
        bots=frozenset({"feed"}),
    )


def _bots() -> Case:
    records = [
        *wrote("m", "ana", 1, calls=["helper"]),
        *wrote("b", "helper", 2, to="m", calls=["ana"]),
        *wrote("r", "ana", 3, to="b", marks=["thanks"]),
        *liked("m", "helper", 4),
        *liked("b", "ana", 4),
    ]
    none: Rows = set()
    return Case(
        "bots",
        records,
        {
            "posts": ("message_id", {("m",), ("r",)}),
            "attention": (ACTS, none),
            "reception": ("message_id", none),
            "members": ("member_id posts", {("ana", 2)}),
        },
        bots=frozenset({"helper"}),
    )


def _objection() -> Case:
    return replace(_bots(), name="objection", bots=frozenset(), hidden=frozenset({"helper"}))


def _merged() -> Case:
    records = [
        *wrote("m", "ana", 1),
        *wrote("n", "ana2", 2, to="m", calls=["ana"]),
        *liked("m", "ana2", 3),
        *wrote("o", "ben", 4, to="n"),
        *liked("n", "ben", 5),
        *liked("n", "ben2", 4),
    ]
    return Case(
        "merged accounts",
        records,
        {
            "attention": (
                ACTS,
                {("ben", "ana", "reply", "o", "n"), ("ben", "ana", "reaction", "n", "n")},
            ),
            "reception": ("message_id member_id n", {("n", "ana", 1)}),
            "members": (
                "member_id posts turned_180 partners_180",
                {("ana", 2, 1, 0), ("ben", 1, 0, 1)},
            ),
        },
        as_of=on(10),
        members={"ana2": "ana", "ben2": "ben"},
    )


def _private() -> Case:
    records = [
        *wrote("open", "ana", 1),
        *wrote("secret", "ana", 2, "back room", channel="board"),
        *wrote("re", "ben", 3, "back room", channel="board", to="secret", calls=["ana"]),
        *liked("secret", "cem", 4),
    ]
    return Case(
        "private channels that were named",
        records,
        {
            "posts": ("message_id", {("open",), ("secret",), ("re",)}),
            "attention": (
                ACTS,
                {
                    ("ben", "ana", "reply", "re", "secret"),
                    ("cem", "ana", "reaction", "secret", "secret"),
                },
            ),
        },
        private=frozenset({"board"}),
    )


def _hushed() -> Case:
    records = [
        *wrote("open", "ana", 1),
        *wrote("joins", "ben", 4, kind="system"),
        *wrote("sorry", "ben", 5, deleted=True),
        *wrote("after", "cem", 6, to="sorry"),
        *liked("sorry", None, n=5),
        *liked("joins", "ana", 4),
    ]
    none: Rows = set()
    return Case(
        "system and deleted",
        records,
        {
            "posts": ("message_id", {("open",), ("after",)}),
            "attention": (ACTS, none),
            "reception": ("message_id", none),
        },
    )


def _reactions() -> Case:
    records = [
        *wrote("m", "ana", 1),
        *wrote("n", "ben", 1, "second"),
        *wrote("o", "cem", 1, "third"),
        *wrote("p", "cem", 1, "fourth"),
        *liked("m", "ben", 5),
        *liked("m", "ben", 3, kind="heart"),
        *liked("m", "ana", 2),
        *liked("m", "dia", 4, kind="thanks"),
        *liked("m", "eve", 4, sign=-1),
        *liked("m", "fay", 4, sign=0),
        *liked("m", None, n=7),
        *liked("n", "ana", 2),
        *liked("n", "ana", 6, kind="accepted"),
        *liked("n", "dia"),
        *liked("o", "ana", kind="accepted"),
        *liked("p", None, 3, n=2),
        *liked("p", None, n=1, kind="accepted"),
        *liked("not here", "ana", 4),
    ]
    return Case(
        "reactions",
        records,
        {
            "attention": (
                f"{ACTS} at",
                {
                    ("ben", "ana", "reaction", "m", "m", on(3)),
                    ("dia", "ana", "thanks", "m", "m", on(4)),
                    ("ana", "ben", "accepted", "n", "n", on(6)),
                    ("dia", "ben", "reaction", "n", "n", on(1)),
                    ("ana", "cem", "accepted", "o", "o", on(1)),
                },
            ),
            "reception": (
                "message_id member_id at n accepted",
                {
                    ("m", "ana", on(1), 9, 0),
                    ("n", "ben", on(1), 2, 1),
                    ("o", "cem", on(1), 1, 1),
                    ("p", "cem", on(1), 3, 1),
                },
            ),
        },
    )


_EARLIER: Expected = {
    "attention": (
        "actor_id act message_id",
        {
            ("ben", "reaction", "m"),
            ("dia", "thanks", "m"),
            ("ana", "accepted", "n"),
            ("dia", "reaction", "n"),
        },
    ),
    "reception": ("message_id n accepted", {("m", 2, 0), ("n", 2, 1), ("p", 2, 0)}),
}


def _cut() -> Case:
    records = [
        *wrote("m", "ana", 1),
        *wrote("n", "ben", 10, to="m"),
        *wrote("o", "cem", 10 + MINUTE, to="m", calls=["ben"]),
        *liked("m", "cem", 10 + MINUTE),
        *liked("m", "dia", 10),
        *liked("m", "ben", 8),
        *liked("m", "ben", 11, kind="accepted"),
        *liked("m", None, 11, n=4),
        *liked("o", "ana", 12),
    ]
    return Case(
        "cut",
        records,
        {
            "attention": (
                "actor_id act message_id",
                {("ben", "reply", "n"), ("dia", "reaction", "m"), ("ben", "reaction", "m")},
            ),
            "reception": ("message_id n accepted", {("m", 2, 0)}),
            "members": (
                "member_id first_at last_at",
                {("ana", on(1), on(1)), ("ben", on(8), on(10)), ("dia", on(10), on(10))},
            ),
        },
        as_of=on(10),
        snapshot=False,
    )


def _newcomers() -> Case:
    records = [
        *wrote("old", "ana", 90),
        *wrote("b1", "ben", 100),
        *wrote("b2", "ben", 107),
        *wrote("c1", "cem", 100),
        *wrote("c2", "cem", 106),
        *wrote("c3", "cem", 161),
        *wrote("d1", "dia", 100),
        *wrote("d2", "dia", 160),
        *wrote("e1", "eve", 141),
        *wrote("f1", "fay", 150),
        *wrote("f2", "fay", 158),
        *wrote("g2", "gil", 140, "side"),
        *wrote("g1", "gil", 140),
    ]
    return Case(
        "newcomers",
        records,
        {
            "newcomers": (
                "member_id message_id thread_id first_at stayed",
                {
                    ("ben", "b1", "talk", on(100), 1),
                    ("cem", "c1", "talk", on(100), 0),
                    ("dia", "d1", "talk", on(100), 1),
                    ("eve", "e1", "talk", on(141), None),
                    ("fay", "f1", "talk", on(150), 1),
                    ("gil", "g1", "talk", on(140), 0),
                },
            )
        },
        as_of=on(200),
    )


def _contacts() -> Case:
    records = [
        *wrote("a0", "ana", 1, "past"),
        *wrote("b0", "ben", 1, "past"),
        *wrote("hello", "new", 100, "intro"),
        *wrote("w2", "ben", 101, "intro"),
        *wrote("w1", "ana", 100 + MINUTE, "intro", to="hello"),
        *wrote("w3", "ana", 102, "intro", to="hello"),
        *wrote("call", "cem", 114, "past", calls=["new"]),
        *wrote("late", "dia", 114 + MINUTE, "past", calls=["new"]),
        *wrote("ty", "eve", 101 + MINUTE, "intro", to="hello", marks=["thanks"]),
        *wrote("before", "fay", 99, "past", calls=["new"]),
        *liked("hello", "gil", 100 + MINUTE),
    ]
    return Case(
        "contacts",
        records,
        {
            "contacts": (
                "newcomer_id member_id message_id at nth",
                {
                    ("new", "ana", "w1", on(100 + MINUTE), 1),
                    ("new", "ben", "w2", on(101), 2),
                    ("new", "eve", "ty", on(101 + MINUTE), 3),
                    ("new", "cem", "call", on(114), 4),
                },
            )
        },
        as_of=on(114 + MINUTE),
    )


def _following() -> Case:
    records = [
        *wrote("a0", "ana", 200, "zero"),
        *wrote("a1", "ana", 250, "one"),
        *wrote("a2", "ana", 251, "two"),
        # two days, two threads, and still here
        *wrote("b1", "ben", 252, "one"),
        *wrote("b2", "ben", 263, "two"),
        *wrote("b3", "ben", 379, "own"),
        # two threads on one day
        *wrote("c1", "cem", 252, "one"),
        *wrote("c2", "cem", 252 + MINUTE, "two"),
        # two days in one thread
        *wrote("d1", "dia", 252, "one"),
        *wrote("d2", "dia", 253, "one"),
        # by reactions alone, last seen exactly 30 days ago
        *liked("a1", "eve", 260),
        *liked("a2", "eve", 370),
        # one of the two acts is exactly 180 days ago
        *liked("a0", "fay", 220),
        *liked("a2", "fay", 390),
        *wrote("g1", "gil", 254, "one", to="a1"),
        *wrote("g2", "gil", 380, "own", calls=["ana"]),
        *wrote("h1", "hal", 381, "own"),
        *wrote("z1", "zoe", 300, "alone"),
    ]
    return Case(
        "following",
        records,
        {
            "followers": (
                "member_id follower_id engaged",
                {("ana", "ben", 1), ("ana", "eve", 0), ("ana", "gil", 1)},
            ),
            "ties": (
                "actor_id member_id n spoken lasting last_at",
                {
                    ("ben", "ana", 2, 0, 1, on(263)),
                    ("cem", "ana", 2, 0, 0, on(252 + MINUTE)),
                    ("dia", "ana", 2, 0, 0, on(253)),
                    ("eve", "ana", 2, 0, 1, on(370)),
                    ("fay", "ana", 1, 0, 0, on(390)),
                    ("gil", "ana", 2, 2, 1, on(380)),
                    ("hal", "ben", 1, 0, 0, on(381)),
                },
            ),
            "reach": (
                "member_id reached",
                {
                    ("ana", 4),
                    ("ben", 5),
                    ("cem", 4),
                    ("dia", 4),
                    ("gil", 5),
                    ("hal", 2),
                    ("zoe", 0),
                },
            ),
        },
    )


def _members() -> Case:
    records = [
        # days 4 to 10 are one week
        *wrote("a1", "ana", 4, "old"),
        *wrote("a2", "ana", 10, "old"),
        *wrote("a3", "ana", 11, "old"),
        *wrote("a4", "ana", 221, "one"),
        *wrote("a5", "ana", 300, "one"),
        *wrote("a6", "ana", 300, "two"),
        *wrote("b1", "ben", 12, "old", to="a2"),
        *wrote("b2", "ben", 301, "one", to="a5"),
        *liked("a5", "cem", 305),
        *wrote("e1", "eve", 302, "two"),
        *wrote("f1", "fay", 302 + MINUTE, "two", marks=["thanks"]),
        *wrote("d1", "dia", 310, "two", calls=["ben"]),
    ]
    return Case(
        "members",
        records,
        {
            "members": (
                "member_id first_at last_at arrival posts posts_180 threads_180 weeks weeks_180 "
                "partners_180 turned_180",
                {
                    ("ana", on(4), on(300), 1, 6, 3, 2, 4, 2, 0, 3),
                    ("ben", on(12), on(301), 2, 2, 1, 1, 2, 1, 1, 1),
                    ("cem", on(305), on(305), 5, 0, 0, 0, 0, 0, 0, 0),
                    ("dia", on(310), on(310), 6, 1, 1, 1, 1, 1, 1, 0),
                    ("eve", on(302), on(302), 3, 1, 1, 1, 1, 1, 0, 1),
                    ("fay", on(302 + MINUTE), on(302 + MINUTE), 4, 1, 1, 1, 1, 1, 1, 0),
                },
            )
        },
    )


def _offices() -> Case:
    names = ("ana", "ben", "cem", "dia", "eve", "fay", "gil")
    records = [
        *(row for name in names for row in wrote(f"by {name}", name, 1, f"of {name}")),
        *office("ana"),
        *office("ben", since=10),
        *office("cem", since=401),
        *office("dia", since=10, until=400),
        *office("eve", since=10, until=401),
        *office("fay", until=300),
        *office("gil", since=10, appointed=False),
    ]
    return Case(
        "offices",
        records,
        {
            "members": (
                "member_id appointed",
                {("ana", 1), ("ben", 1), ("eve", 1)}
                | {(n, 0) for n in ("cem", "dia", "fay", "gil")},
            )
        },
    )


_DATED: Expected = {
    "members": (
        "member_id appointed",
        {("ben", 1), ("eve", 1)} | {(n, 0) for n in ("ana", "cem", "dia", "fay", "gil")},
    )
}
