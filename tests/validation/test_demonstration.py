"""A shortlist held against a planting."""

from __future__ import annotations

import pytest

from peerlight.sources.synthetic import MEANING, Planting
from peerlight.validation.demonstration import _NAMES, judge

KINDS = {
    "helper": ("U1", "U2", "U3"),
    "welcomer": ("U4",),
    "bridge": ("U5",),
    "loud": ("U6",),
    "staff": ("U7",),
    "bot": ("U8",),
    "ring": ("U9",),
    "famous": ("U10",),
    "ordinary": ("U11", "U12", "U13", "U14"),
}
USERS = [user for users in KINDS.values() for user in users]
PLANTING = Planting(
    seed=1,
    members=len(USERS),
    days=30,
    kinds=KINDS,
    strength={user: 0.9 if user != "U3" else 0.2 for user in USERS[:10]},
    pull={user: n / 10 for n, user in enumerate(USERS)},
    newcomers=(),
)


def members(*users: str) -> list[str]:
    return [f"slack:{user}" for user in users]


def test_right_wrong_and_missed_are_told_apart() -> None:
    aside = {"slack:U7": "appointed", "slack:U8": "bot", "slack:U2": "too little data"}
    found = judge(members("U1", "U4", "U9", "U14"), aside, PLANTING)
    assert [f.member_id for f in found.right] == members("U1", "U4")
    assert [f.kind for f in found.wrong] == ["ring", "ordinary"]
    assert [f.member_id for f in found.missed] == members("U3", "U5")
    assert [(f.member_id, f.reason) for f in found.kept_back] == [("slack:U2", "too little data")]
    assert [f.kind for f in found.well_set_aside] == ["staff", "bot"]
    assert [f.kind for f in found.overlooked] == ["famous"]


def test_every_sought_person_is_accounted_for_once() -> None:
    found = judge(members("U1", "U6"), {"slack:U4": "too little data"}, PLANTING)
    total = len(found.right) + len(found.missed) + len(found.kept_back)
    assert total == found.sought == 5
    assert found.proposed == len(found.right) + len(found.wrong) == 2


def test_the_sentences_say_it_in_plain_words() -> None:
    aside = {"slack:U7": "appointed", "slack:U2": "too little data"}
    found = judge(members("U1", "U4", "U9", "U14"), aside, PLANTING)
    assert found.sentences() == (
        "Of 4 people proposed, 2 were planted to be found: one quiet helper and one welcomer. "
        "By chance it would have been 1.8.",
        "Wrong: one member of the mutual-admiration ring and one ordinary member.",
        "Of the ordinary members proposed, one really is among the fifth of all members whom "
        "others turn to most, without having been planted.",
        "Missed: one quiet helper and one bridge between groups (the list had 4 places for 5 "
        "people; one of them plays the part only faintly).",
        "Set aside though sought: one quiet helper (too little data).",
        "Rightly set aside: one appointed member.",
        "Not recognised for what they are: one bot and one already famous member.",
    )


def test_an_empty_shortlist_is_said_to_be_empty() -> None:
    found = judge([], {}, PLANTING)
    assert found.sentences()[0] == (
        "Nobody was proposed, though 5 people were planted to be found."
    )


def test_a_perfect_shortlist_has_nothing_wrong() -> None:
    found = judge(members("U1", "U2", "U3", "U4", "U5"), {}, PLANTING)
    assert not found.wrong and not found.missed
    assert not any(s.startswith(("Wrong", "Missed")) for s in found.sentences())


def test_naming_somebody_twice_counts_once() -> None:
    assert judge(members("U1", "U1"), {}, PLANTING).proposed == 1


def test_somebody_unknown_is_an_error() -> None:
    with pytest.raises(KeyError):
        judge(members("U99"), {}, PLANTING)


def test_every_kind_has_a_name() -> None:
    assert _NAMES.keys() == MEANING.keys()
