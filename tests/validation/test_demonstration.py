"""A shortlist held against a planting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peerlight.sources.synthetic import MEANING, Newcomer, Planting
from peerlight.validation.demonstration import SOUGHT, judge
from peerlight.validation.telling import NAMES, WHY_WRONG

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
        "Drawn by lot, it would have been 1.8 on average.",
        "Not planted to be found: one member of the mutual-admiration ring and one ordinary "
        "member. One is by the luck of the draw among the fifth of all members whom others turn "
        "to most. The ring's thanks come from inside it and mean nothing: a mistake.",
        "Not taken in by: one loud member.",
        "Rightly set aside: one appointed member.",
        "Not recognised for what they are: one bot and one already famous member.",
        "Set aside though sought: one quiet helper (too little data).",
        "Not proposed though sought: one quiet helper and one bridge between groups (the list had "
        "4 places for 5 people; one of them plays the part only faintly).",
    )


def test_whoever_had_left_is_rightly_set_aside_and_not_sought() -> None:
    kinds = {**KINDS, "fader": ("U15",)}
    planting = replace(PLANTING, kinds=kinds, members=15, gone=frozenset({"U5", "U15"}))
    planting = replace(planting, pull={**PLANTING.pull, "U15": 2.0})
    away = dict.fromkeys(members("U5", "U15"), "away: not seen in the last 30 days")
    found = judge(members("U1"), away, planting)
    assert [f.member_id for f in found.well_set_aside] == members("U15", "U5")
    assert found.sought == 4
    assert not found.kept_back
    assert "Rightly set aside: two helpers who are gone by now." in found.sentences()


def test_a_reason_that_was_not_planted_is_told() -> None:
    aside = {"slack:U10": "too little data", "slack:U7": "appointed"}
    assert (
        "Rightly set aside: one appointed member and one already famous member (one of them for "
        "another reason than the planted one)."
    ) in judge(members("U1"), aside, PLANTING).sentences()


def test_an_ordinary_member_may_have_kept_newcomers_without_being_planted() -> None:
    newcomers = (
        Newcomer("U13", 3, "other", stayed=True, by=("U11",)),
        Newcomer("U14", 5, "other", stayed=False, by=("U11", "U12")),
    )
    planting = replace(PLANTING, newcomers=newcomers, pull={user: 1.0 for user in USERS})
    planting = replace(planting, pull=planting.pull | {"U11": 0.1, "U12": 0.2})
    said = judge(members("U11", "U12"), {}, planting).sentences()[1]
    assert said == (
        "Not planted to be found: two ordinary members. One wrote to one newcomer who stayed; "
        "for one the planting gives no reason: a mistake."
    )
    said = judge(members("U12"), {}, planting).sentences()[1]
    assert said.endswith("The planting gives no reason for that: a mistake.")


def test_an_empty_shortlist_is_said_to_be_empty() -> None:
    found = judge([], {}, PLANTING)
    assert found.sentences()[0] == (
        "Nobody was proposed, though 5 people were planted to be found."
    )


def test_a_perfect_shortlist_has_nothing_wrong() -> None:
    found = judge(members("U1", "U2", "U3", "U4", "U5"), {}, PLANTING)
    assert not found.wrong and not found.missed
    assert not any(s.startswith(("Not planted", "Not proposed")) for s in found.sentences())


def test_naming_somebody_twice_counts_once() -> None:
    assert judge(members("U1", "U1"), {}, PLANTING).proposed == 1


def test_somebody_unknown_is_an_error() -> None:
    with pytest.raises(KeyError):
        judge(members("U99"), {}, PLANTING)


def test_every_kind_has_a_name() -> None:
    assert NAMES.keys() == MEANING.keys()


def test_every_kind_that_is_not_sought_has_a_reason_for_being_proposed() -> None:
    assert WHY_WRONG.keys() == MEANING.keys() - {*SOUGHT, "ordinary"}
