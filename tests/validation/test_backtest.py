"""The back-test sees no future, gives chance where labels are shuffled, and reproduces itself."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from peerlight import Community
from peerlight.clock import DAY, parse_date
from peerlight.sources.synthetic import make_demo
from peerlight.store.workspace import Workspace
from peerlight.validation import counting
from peerlight.validation.backtest import OURS, Backtest, backtest, own_protocol, taking_turns
from peerlight.validation.baselines import baselines, past
from peerlight.validation.history import Acts, History, Posts, read_history
from peerlight.validation.labels import Cell, Recognition, cells, holders
from peerlight.validation.page import page
from peerlight.validation.protocol import ANY, Protocol
from peerlight.validation.recognitions import appointed, listed
from peerlight.validation.results import document, markdown, verdict
from peerlight.validation.rivals import Scored, rivals
from peerlight.validation.scoring import Score, tables
from peerlight.validation.subjects import own


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Community:
    folder = tmp_path_factory.mktemp("backtest")
    make_demo(folder / "export", seed=9, members=500, days=500)
    made = Community.create(folder / "lantern")
    made.import_(folder / "export").apply()
    return made


@pytest.fixture(scope="module")
def tested(community: Community) -> Backtest:
    found = backtest(own([community.folder], quick=True))
    assert found is not None
    return found


def invented(
    posts: list[tuple[int, int, float]], acts: list[tuple[int, int, float, int]]
) -> History:
    """A history from (member, thread, day) and (actor, member, day, kind)."""
    members = [f"m{n}" for n in range(1 + max(p[0] for p in posts))]
    posts = sorted(posts, key=lambda p: p[2])
    member, thread, day = (np.array(c) for c in zip(*posts, strict=True))
    actor, about, when, kind = (
        np.array(c) for c in (zip(*acts, strict=True) if acts else ((), (), (), ()))
    )
    return History(
        members,
        {m: frozenset({m}) for m in members},
        Posts(member, thread, (day * DAY).astype(np.int64)),
        Acts(
            actor.astype(np.int64),
            about.astype(np.int64),
            (when.astype(float) * DAY).astype(np.int64),
            kind.astype(np.int64),
        ),
    )


def test_baselines_see_nothing_after_the_cut(community: Community) -> None:
    history = read_history(Workspace.open(community.folder))
    at = parse_date(own_protocol(history).cuts[-1])
    before = history.posts.at <= at
    early = replace(
        history,
        posts=Posts(
            history.posts.member[before], history.posts.thread[before], history.posts.at[before]
        ),
        acts=history.acts.where(history.acts.at <= at),
    )
    assert not before.all()
    now, then = (baselines(past(h, {}, at), seed=1) for h in (history, early))
    assert len(now) >= 20
    for name, scores in now.items():
        assert np.array_equal(scores, then[name], equal_nan=True), name


def test_newcomers_who_stayed_are_shared_by_all_who_helped() -> None:
    cut = 200
    posts = [(0, 0, 0.0), (0, 0, 400.0), (1, 0, 1.0), (2, 0, 2.0)]
    # one stayed, one came back too late, one was there before the cut
    posts += [(3, 1, 210.0), (3, 1, 220.0), (4, 2, 210.0), (4, 2, 290.0), (5, 3, 150.0)]
    posts += [(5, 3, 160.0)]
    acts = [(1, 3, 211.0, 0), (2, 3, 212.0, 1), (2, 3, 213.0, 0), (1, 4, 211.0, 0)]
    acts += [(1, 5, 151.0, 0), (0, 3, 230.0, 0)]
    from peerlight.validation.labels import _helps_newcomers

    value = _helps_newcomers(invented(posts, acts), {}, cut * DAY, Protocol((), ()))
    assert value.tolist() == [0, 0.5, 0.5, 0, 0, 0]


def test_reach_beyond_volume_is_what_the_curve_leaves() -> None:
    volume = np.array([1.0, 3, 5, 10, 20, 40, 0])
    reach = np.expm1(0.5 + 0.3 * np.log(np.maximum(volume, 1)))
    residual = counting.beyond_volume(reach, volume, 3)
    assert np.abs(residual[:-1]).max() < 1e-9
    assert np.isnan(residual[-1])
    reach[3] *= 2
    assert counting.beyond_volume(reach, volume, 3)[3] > 0.1


def test_who_was_recognised_is_no_candidate_and_old_offices_are_no_positives() -> None:
    posts = [(m, m, d) for m in range(40) for d in np.arange(100.0, 130.0)]
    protocol = Protocol(("1970-07-01",), ("recognised",), least=10)
    at = parse_date("1970-07-01")
    recognised = {
        0: Recognition(at - DAY),
        1: Recognition(at + 3 * DAY),
        2: Recognition(at + 30 * DAY),
        3: Recognition(None),
        4: Recognition(at + 30 * DAY, counts=False),
        5: Recognition(at + 900 * DAY),
    }
    told = cells("x", invented(posts, []), recognised, protocol)
    assert [cell.target for cell in told] == ["recognised", ANY]
    assert {0, 1, 3} & set(told[0].rows.tolist()) == set()
    assert told[0].rows[told[0].positive].tolist() == [2]
    assert holders(recognised, at).tolist() == [0, 3]


def test_lists_and_offices_give_the_earliest_recognition(tmp_path: Path) -> None:
    history = invented([(0, 0, 1.0), (1, 0, 1.0)], [])
    file = tmp_path / "list.csv"
    file.write_text(
        "community,member,date,incumbent\nx,M0,2020-01-01,no\nx,m0,2019-01-01,no\n"
        "x,m1,,yes\ny,m1,2018-01-01,no\nx,nobody,2018-01-01,no\n"
    )
    found = listed(file, "x", history)
    assert found == {0: Recognition(parse_date("2019-01-01")), 1: Recognition(None, False)}
    assert appointed([("m1", 5), ("m1", None), ("gone", 1)], history) == {
        1: Recognition(None, False)
    }


def test_shuffled_labels_give_chance() -> None:
    chance = random.Random(4)
    random_draws = np.random.default_rng(4)
    rows = np.arange(400)
    quiet = np.ones(400, bool)
    scored, lifts = [], []
    for name in "abcd":
        positive = np.zeros(400, bool)
        positive[chance.sample(range(400), 40)] = True
        cell = Cell(
            name, "2020-01-01", "recognised", rows, positive, quiet, positive.astype(np.float64)
        )
        score = random_draws.random(400)
        scored.append(Scored(cell, {"ours": score, "threads": random_draws.random(400)}))
    (table,) = tables(scored, {name: [f"{name}{n}" for n in rows] for name in "abcd"})
    for method in ("ours", "threads"):
        figure = table.figures[method]["ap"]
        assert figure.low < 0.1 < figure.high
        lifts.append(table.figures[method]["auc"].value)
    assert all(0.4 < lift < 0.6 for lift in lifts)
    apart = table.difference("ours", "threads", "ap")
    assert verdict(apart) == "cannot tell apart"
    learned = rivals(scored, ["ours", "threads"])
    assert all(set(each) == {"logistic", "boosted"} for each in learned)


def test_a_method_that_knows_is_told_from_one_that_guesses() -> None:
    draw = np.random.default_rng(1)
    rows, quiet = np.arange(300), np.ones(300, bool)
    positive = draw.random(300) < 0.1
    cell = Cell("a", "2020-01-01", "recognised", rows, positive, quiet, positive.astype(np.float64))
    scores = {"knows": positive + draw.random(300), "guesses": draw.random(300)}
    (table,) = tables([Scored(cell, scores)], {"a": [str(n) for n in rows]})
    assert verdict(table.difference("knows", "guesses", "ap")) == "better"
    assert verdict(table.difference("guesses", "knows", "ap")) == "worse"
    assert table.best("ap", ["guesses", "knows"]) == "knows"


def test_estimates_take_turns() -> None:
    one, two = np.array([3.0, 2.0, 1.0, np.nan]), np.array([1.0, 2.0, 3.0, np.nan])
    order = np.argsort(-taking_turns([one, two]), kind="stable").tolist()
    assert order[:2] == [0, 2]
    assert np.isnan(taking_turns([one, two])[3])


def test_a_community_of_one_s_own_is_cut_by_rule(community: Community, tested: Backtest) -> None:
    history = read_history(Workspace.open(community.folder))
    cuts = own_protocol(history).cuts
    assert 1 <= len(cuts) <= 4
    assert all(parse_date(c) + 180 * DAY <= history.posts.at.max() for c in cuts)
    assert {each.cell.cut for each in tested.cells} == {cuts[-1]}
    assert OURS in tested.tables[0].figures


def test_a_back_test_is_told_in_numbers_words_and_pictures(tested: Backtest) -> None:
    told = document(tested)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    text, html = markdown(told), page(told)
    for table in tested.tables:
        assert f"`{table.target}`" in text
        assert f'id="{table.target}"' in html
    assert "<script" not in html
    assert "http" not in html.split("</style>")[1]
    assert "**peerlight**" in text


def test_a_score_says_no_more_than_its_interval() -> None:
    assert verdict(Score(0.1, -0.01, 0.2, {})) == "cannot tell apart"
    assert verdict(Score(0.1, 0.01, 0.2, {})) == "better"
    assert verdict(Score(-0.1, -0.2, -0.01, {})) == "worse"
