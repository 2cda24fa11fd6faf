"""Reasons are told from the rows that were counted, and count nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlight.clock import DAY
from peerlight.influence.against import against
from peerlight.influence.reasons import reasons, summary, tell
from peerlight.influence.sentences import SENTENCES
from peerlight.values import Reason

AS_OF = 400 * DAY
Row = tuple[str | None, str, float, int]


def rows(given: Iterable[Row]) -> pa.Table:
    """Evidence rows: peer, thread, days before the cut, value in ones."""
    columns: dict[str, list[Any]] = {
        name: [] for name in ("member_id", "peer_id", "message_id", "thread_id", "at", "value")
    }
    for i, (peer, thread, ago, value) in enumerate(given):
        made = ("ana", peer, f"p{i:03d}", thread, AS_OF - int(ago * DAY), value * 1_000_000)
        for name, cell in zip(columns, made, strict=True):
            columns[name].append(cell)
    schema = pa.schema(
        {
            "member_id": pa.string(),
            "peer_id": pa.string(),
            "message_id": pa.string(),
            "thread_id": pa.string(),
            "at": pa.int64(),
            "value": pa.int64(),
        }
    )
    return pa.table(columns, schema=schema)


def people(n: int, value: int = 1) -> pa.Table:
    return rows((f"peer{i}", f"t{i}", i % 170, value) for i in range(n))


def threads(n: int, first: float = 0.0, last: float = 170.0) -> pa.Table:
    step = (last - first) / max(n - 1, 1)
    return rows((None, f"t{i}", first + i * step, 1) for i in range(n))


def places(**percentiles: float) -> pa.Table:
    return pa.table({"signal": list(percentiles), "percentile": list(percentiles.values())})


def standing(**given: Any) -> dict[str, Any]:
    return {"roles": "", "turned_to": None, "turned_to_low": None, **given}


def counted(reason: Reason) -> int:
    if reason.counts == "rows":
        return len(reason.evidence)
    return len({row.peer_id for row in reason.evidence if row.peer_id})


evidence_rows = st.lists(
    st.tuples(
        st.one_of(st.none(), st.sampled_from(["bo", "cy", "di", "ed", "flo"])),
        st.sampled_from(["t1", "t2", "t3", "t4", "t5", "t6"]),
        st.floats(0, 179),
        st.integers(1, 2),
    ),
    max_size=40,
)


@given(st.dictionaries(st.sampled_from(sorted([*SENTENCES, "promotes"])), evidence_rows))
def test_every_count_equals_the_rows_behind_it(evidence: dict[str, list[Row]]) -> None:
    tables = {signal: rows(given) for signal, given in evidence.items()}
    ranked = places(**{signal: 0.5 + i / 100 for i, signal in enumerate(SENTENCES)})
    told = [*reasons(ranked, tables), against(tables, AS_OF)]
    for reason in told:
        assert reason.count == counted(reason)
        assert all(row.signal == reason.signal for row in reason.evidence)
        if reason.count > 1:
            assert str(reason.count) in reason.sentence


@pytest.mark.parametrize("signal", sorted(SENTENCES))
@pytest.mark.parametrize("n", [1, 2, 14])
def test_every_signal_has_a_sentence_for_one_and_for_many(signal: str, n: int) -> None:
    table = people(n) if SENTENCES[signal].counts == "peers" else threads(n)
    reason = tell(signal, table)
    assert reason is not None
    assert reason.sentence[0].isupper()
    assert reason.sentence.endswith(".")
    assert "{" not in reason.sentence
    assert ("1 " not in reason.sentence) or n > 1
    assert (str(n) in reason.sentence) == (n > 1)


def test_thanks_are_told_with_the_answers() -> None:
    thanked = rows([("bo", "t1", 9, 2), ("bo", "t2", 8, 1), ("cy", "t3", 7, 2), ("di", "t4", 6, 1)])
    reason = tell("answers", thanked)
    assert reason is not None
    assert (
        reason.sentence == "Answered 3 people who asked, 2 of them said thanks or took the answer."
    )


def test_an_answer_in_several_posts_is_thanked_for_once() -> None:
    parts = rows([("bo", "t1", 9, 1), ("bo", "t1", 8, 1)])
    reason = tell("answers", parts)
    assert reason is not None
    assert reason.sentence == "Answered a person who asked, who said thanks or took the answer."


def test_where_reactors_are_unknown_posts_are_counted() -> None:
    reason = tell("appreciated", rows([(None, "t1", 3, 5), (None, "t2", 2, 7)]))
    assert reason is not None
    assert (reason.count, reason.counts) == (2, "rows")
    assert reason.sentence == "Got reactions on 2 posts."


def test_the_rarest_among_members_of_like_volume_comes_first() -> None:
    told = reasons(
        places(starts=0.7, answers=0.99, connects=0.9, encourages=0.6),
        {name: people(5) for name in ("starts", "answers", "connects", "encourages")},
    )
    assert [reason.signal for reason in told] == ["answers", "connects", "starts"]


def test_two_views_of_the_same_thing_are_told_once() -> None:
    told = reasons(
        places(welcomes=0.9, welcomes_who_stayed=0.95, starts=0.5),
        {name: people(4) for name in ("welcomes", "welcomes_who_stayed", "starts")},
    )
    assert [reason.signal for reason in told] == ["welcomes_who_stayed", "starts"]


def test_a_count_of_one_is_told_only_where_nothing_larger_is_there() -> None:
    told = reasons(places(connects=0.99, starts=0.3), {"connects": people(1), "starts": people(6)})
    assert [reason.signal for reason in told] == ["starts", "connects"]


def test_nobody_without_evidence_has_a_reason() -> None:
    assert reasons(places(answers=0.9), {}) == ()
    assert reasons(places(), {}) == ()


class TestAgainst:
    """What speaks against."""

    def test_few_threads_are_little_to_go_on(self) -> None:
        found = against({"takes_part": threads(3)}, AS_OF)
        assert found.sentence == "Little to go on: 3 threads in the last 180 days."
        assert found.count == 3

    def test_silence_in_all_threads_is_little_too(self) -> None:
        assert against({}, AS_OF).sentence.startswith("Little to go on: 0 threads")

    def test_posts_that_advertise_are_shown(self) -> None:
        found = against({"takes_part": threads(12), "promotes": threads(4)}, AS_OF)
        assert (found.signal, found.count) == ("promotes", 4)

    def test_one_advertisement_among_many_posts_is_nothing(self) -> None:
        found = against({"takes_part": threads(40), "promotes": threads(1)}, AS_OF)
        assert found.signal == "nothing"

    def test_fading_is_told_only_where_chance_does_not_explain_it(self) -> None:
        gone = against({"takes_part": threads(30, first=60)}, AS_OF)
        assert "of the 30 threads they wrote in, none in 30 days" in gone.sentence
        assert against({"takes_part": threads(6, first=60)}, AS_OF).signal == "nothing"

    def test_attention_from_the_same_two_people_is_told(self) -> None:
        same = rows((["bo", "cy"][i % 2], f"t{i}", i, 1) for i in range(9))
        found = against({"takes_part": threads(20), "turned_to": same}, AS_OF)
        assert found.count == 9
        assert "same two people" in found.sentence

    def test_attention_from_many_is_not(self) -> None:
        found = against({"takes_part": threads(20), "turned_to": people(9)}, AS_OF)
        assert found.signal == "nothing"

    def test_one_channel_only_is_told_where_there_are_others(self) -> None:
        taken = {"takes_part": threads(9)}
        home = {f"t{i}": "help" for i in range(9)}
        assert against(taken, AS_OF, home | {"t99": "talk"}).count == 9
        assert against(taken, AS_OF, home).signal == "nothing"

    def test_where_nothing_is_found_what_was_not_seen_is_named(self) -> None:
        found = against({"takes_part": threads(20)}, AS_OF, unseen=["reactions", "replies"])
        assert found.sentence == "Nothing found against; we did not see reactions, replies."


def test_the_summary_tells_the_roles_and_a_ratio_only_if_it_is_sure() -> None:
    sure = standing(roles="answers;welcomes", turned_to=1.84, turned_to_low=1.2)
    unsure = standing(roles="answers;welcomes", turned_to=1.84, turned_to_low=0.8)
    assert summary(sure) == (
        "Answers questions and welcomes newcomers; 1.8 times as many people turn to them as to"
        " others who write as much."
    )
    assert summary(unsure) == "Answers questions and welcomes newcomers."


def test_the_summary_tells_no_more_than_three_roles() -> None:
    busy = standing(roles="starts;encourages;welcomes;answers")
    assert summary(busy) == (
        "Starts threads that others join, encourages others and welcomes newcomers."
    )


def test_who_plays_no_role_has_a_summary_too() -> None:
    assert summary(standing()) == "Takes part, without one role that stands out."
