"""What the invented people write: complete, about something, and not always the same."""

from __future__ import annotations

from collections import Counter

import pytest

from peerlight.sources.synthetic.draws import Draws
from peerlight.sources.synthetic.rooms import ROOMS
from peerlight.sources.synthetic.texts import LANGUAGES, say, talk_about
from peerlight.sources.synthetic.texts.subjects import _subjects

OPENING = (
    "question", "first_question", "introduction", "chat", "story", "showcase", "job", "meetup",
    "announcement",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_every_channel_is_filled_in(language: str) -> None:
    draws = Draws(1)
    for room in ROOMS:
        for opening in OPENING:
            talk = talk_about(draws, language, room.name, opening)
            for kind in (opening, *LANGUAGES[language].TEXTS):
                if kind in OPENING and kind != opening:
                    continue
                for who in ("", "<@U1>"):
                    text = say(draws, talk, kind, who)
                    assert text and "{" not in text and "}" not in text, (room.name, kind)
                    assert "  " not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_know_the_same_kinds_of_text(language: str) -> None:
    assert LANGUAGES[language].TEXTS.keys() == LANGUAGES["en"].TEXTS.keys()
    assert LANGUAGES[language].SLOTS.keys() == LANGUAGES["en"].SLOTS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_subject_is_about_something_and_every_problem_has_a_remedy(language: str) -> None:
    rooms = {room.name for room in ROOMS}
    for subject in _subjects(language):
        assert subject.things and rooms.issuperset(subject.rooms), subject.rooms
        for problem in subject.problems:
            assert problem.want and problem.why and problem.fix, problem.trouble


def test_answers_are_about_the_question() -> None:
    draws = Draws(2)
    for _ in range(50):
        talk = talk_about(draws, "en", "deployments", "question")
        assert talk.problem
        text = say(draws, talk, "answer").lower()
        said = [words.lower() for words in (*talk.problem.why, *talk.problem.fix)]
        assert any(words in text for words in said), text


def test_a_thread_does_not_repeat_itself_at_once() -> None:
    draws = Draws(3)
    for _ in range(30):
        talk = talk_about(draws, "en", "random", "chat")
        texts = [say(draws, talk, "banter") for _ in range(5)]
        assert Counter(texts).most_common(1)[0][1] <= 2


def test_questions_of_one_channel_are_worded_in_many_ways() -> None:
    draws = Draws(4)
    asked = [
        say(draws, talk_about(draws, "en", "help-install", "question"), "question")
        for _ in range(300)
    ]
    assert len(set(asked)) > 240
