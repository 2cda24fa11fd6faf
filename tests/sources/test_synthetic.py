"""The demonstration community: the export is sound, and the planting is what happened."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

import orjson
import pytest

from peerlight.errors import BadInput
from peerlight.sources.reading import read_source
from peerlight.sources.synthetic import MEANING, Planting, make_demo
from peerlight.sources.synthetic.people import PLANTED

MENTION = re.compile(r"<@(\w+)>")


@dataclass
class Seen:
    """What anybody can see in the export."""

    planting: Planting
    folder: Path
    messages: list[dict[str, Any]] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)
    turned: Counter[tuple[str, str]] = field(default_factory=Counter)

    def peers(self, user: str) -> int:
        """How many people replied to, named or reacted to somebody."""
        return sum(1 for _, to in self.turned if to == user)

    def inside(self, group: set[str]) -> float:
        """The share of the attention a group receives that comes from itself."""
        got = {pair: n for pair, n in self.turned.items() if pair[1] in group}
        return sum(n for (by, _), n in got.items() if by in group) / sum(got.values())

    def received(self) -> Counter[str]:
        """How often others turned to each person."""
        counts: Counter[str] = Counter()
        for (_, to), n in self.turned.items():
            counts[to] += n
        return counts


def look(planting: Planting, folder: Path) -> Seen:
    seen = Seen(planting, folder)
    for file in sorted(folder.glob("*/*.json")):
        seen.messages += orjson.loads(file.read_bytes())
    for message in seen.messages:
        by = message["user"]
        if message.get("subtype") == "channel_join":
            continue
        seen.written[by] += 1
        for to in (message.get("parent_user_id"), *MENTION.findall(message["text"])):
            if to and to != by:
                seen.turned[by, to] += 1
        for reaction in message.get("reactions", ()):
            for fan in reaction["users"]:
                seen.turned[fan, by] += 1
    return seen


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("year") / "export"
    return look(make_demo(folder, seed=11), folder)


def small(folder: Path, **options: Any) -> Seen:
    return look(make_demo(folder, seed=5, members=50, days=120, **options), folder)


def bytes_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.json")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        make_demo(tmp_path / name / "export", seed, members=60, days=60)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b") != bytes_of(tmp_path / "c")


def test_the_truth_lies_beside_the_export_and_can_be_read_again(tmp_path: Path) -> None:
    planting = make_demo(tmp_path / "export", members=40, days=30)
    assert Planting.open(tmp_path / "planting.json") == planting
    assert not list((tmp_path / "export").rglob("*planting*"))


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="not empty"):
        make_demo(tmp_path, members=20, days=5)
    with pytest.raises(BadInput, match="en, de and ja"):
        make_demo(tmp_path / "new", languages=("xx",))
    with pytest.raises(BadInput, match="10 members"):
        make_demo(tmp_path / "new", members=3)


def test_the_slack_reader_keeps_every_message(tmp_path: Path) -> None:
    seen = small(tmp_path / "export")
    audit = read_source(tmp_path / "export", tmp_path / "rows")
    assert audit.source == "slack"
    assert audit.found == len(seen.messages)
    assert audit.kept + sum(audit.dropped.values()) == audit.found
    assert not audit.unreadable


def test_a_year_of_two_thousand_has_the_planned_size(year: Seen) -> None:
    assert 40_000 < len(year.messages) < 75_000
    stamps = [float(message["ts"]) for message in year.messages]
    assert (max(stamps) - min(stamps)) / 86_400 == pytest.approx(365, abs=1)
    assert len({(message["ts"]) for message in year.messages}) == len(year.messages)


def test_everybody_planted_is_there(year: Seen) -> None:
    kinds = year.planting.kinds
    assert {kind: len(users) for kind, users in kinds.items() if kind != "ordinary"} == PLANTED
    assert kinds.keys() == MEANING.keys()
    users = {user["id"]: user for user in orjson.loads((year.folder / "users.json").read_bytes())}
    assert len(users) == year.planting.members == sum(map(len, kinds.values()))
    assert {u for u, user in users.items() if user["is_admin"]} == set(kinds["staff"])
    assert {u for u, user in users.items() if user["is_bot"]} == set(kinds["bot"])
    assert year.written.keys() <= users.keys()


def test_activity_has_a_heavy_tail_and_a_weekly_rhythm(year: Seen) -> None:
    counts = sorted((year.written[u] for u in year.planting.kinds["ordinary"]), reverse=True)
    assert sum(counts[: len(counts) // 10]) > 0.5 * sum(counts)
    days = Counter(int(float(m["ts"]) // 86_400 + 3) % 7 for m in year.messages)
    assert max(days[5], days[6]) < 0.7 * mean(days[n] for n in range(4))
    hours = Counter(int(float(m["ts"]) % 86_400 // 3600) for m in year.messages)
    assert max(hours.values()) > 2 * min(hours.values())


def test_as_many_are_active_at_the_end_of_the_year_as_at_its_beginning(year: Seen) -> None:
    start = min(float(message["ts"]) for message in year.messages)
    seen: defaultdict[int, set[str]] = defaultdict(set)
    for message in year.messages:
        if message.get("subtype") != "channel_join":
            seen[int((float(message["ts"]) - start) // (30 * 86_400))].add(message["user"])
    active = [len(seen[month]) for month in range(12)]
    assert 0.8 < mean(active[9:]) / mean(active[:3]) < 1.25
    assert active[-1] > 0.35 * len(set.union(*seen.values()))


def test_people_can_be_told_apart_by_their_names(year: Seen) -> None:
    users = orjson.loads((year.folder / "users.json").read_bytes())
    names = Counter(user["profile"]["display_name"] for user in users)
    shared = [name for name, n in names.items() if n > 1]
    assert len(shared) <= 8 and max(names.values()) <= 2


def test_the_planting_tells_who_wrote_to_newcomers_and_who_left(year: Seen) -> None:
    everybody = {user for users in year.planting.kinds.values() for user in users}
    assert set(year.planting.kinds["fader"]) <= year.planting.gone < everybody
    for newcomer in year.planting.newcomers:
        assert bool(newcomer.by) == (newcomer.answered != "nobody")
        assert newcomer.user_id not in newcomer.by
        assert not newcomer.stayed or newcomer.by or newcomer.answered == "nobody"


def test_pull_is_what_others_do_at_equal_visibility(year: Seen) -> None:
    received, pull = year.received(), year.planting.pull
    writers = [u for u in year.planting.kinds["ordinary"] if year.written[u] >= 20]
    writers.sort(key=lambda user: pull[user])
    third = len(writers) // 3
    low, high = writers[:third], writers[-third:]
    rates = [sum(received[u] for u in g) / sum(year.written[u] for u in g) for g in (low, high)]
    assert rates[1] > 1.4 * rates[0]


def test_pull_differs_by_role_and_overlaps(year: Seen) -> None:
    pull, kinds = year.planting.pull, year.planting.kinds
    middle = {kind: median(pull[user] for user in users) for kind, users in kinds.items()}
    assert middle["helper"] > 1.5 * middle["ordinary"]
    assert middle["loud"] < 0.8 * middle["ordinary"]
    assert middle["ring"] < 0.3 * middle["ordinary"]
    ordinary = sorted(pull[user] for user in kinds["ordinary"])
    helpers = sorted(pull[user] for user in kinds["helper"])
    assert helpers[0] < ordinary[int(0.9 * len(ordinary))], "some helpers are hard to tell"


def test_helpers_are_quiet_and_thanked_and_the_loud_are_not(year: Seen) -> None:
    kinds = year.planting.kinds
    quiet = median(year.written[user] for user in kinds["helper"])
    loud = median(year.written[user] for user in kinds["loud"])
    assert 20 < quiet < loud / 4
    per_message = {
        kind: sum(year.peers(u) for u in kinds[kind]) / sum(year.written[u] for u in kinds[kind])
        for kind in ("helper", "loud")
    }
    assert per_message["helper"] > 1.5 * per_message["loud"]


def test_newcomers_stay_more_often_where_a_welcomer_answered(tmp_path: Path) -> None:
    stayed: defaultdict[str, list[bool]] = defaultdict(list)
    for seed in (21, 22):
        planting = make_demo(tmp_path / str(seed) / "export", seed, members=1500, days=200)
        for newcomer in planting.newcomers:
            stayed[newcomer.answered].append(newcomer.stayed)
    share = {answered: mean(outcomes) for answered, outcomes in stayed.items()}
    for answered, planned in (("welcomer", 0.5), ("other", 0.3), ("nobody", 0.15)):
        doubt = 3.5 * (planned * (1 - planned) / len(stayed[answered])) ** 0.5
        assert share[answered] == pytest.approx(planned, abs=doubt)


def test_who_stayed_is_seen_again_and_who_left_is_not(year: Seen) -> None:
    last: dict[str, float] = {}
    for message in year.messages:
        if message.get("subtype") != "channel_join":
            at = float(message["ts"])
            last[message["user"]] = max(at, last.get(message["user"], 0))
    early = [n for n in year.planting.newcomers if n.day < 250]
    start = 1_704_067_200  # 1 January 2024
    seen_again = {
        stayed: mean(last[n.user_id] > start + (n.day + 21) * 86_400 for n in group)
        for stayed in (True, False)
        if (group := [n for n in early if n.stayed is stayed])
    }
    assert seen_again[True] > 0.8
    assert seen_again[False] < 0.1


def test_the_ring_gets_attention_from_itself_and_honest_groups_do_not(year: Seen) -> None:
    kinds = year.planting.kinds
    assert year.inside(set(kinds["ring"])) > 0.8
    for group in ("study_group", "chapter", "circle", "pupil"):
        assert year.inside(set(kinds[group])) < 0.6
    assert year.inside(set(kinds["study_group"])) > 0.05, "they do keep together"


def test_the_promoter_pastes_the_same_link_across_threads(year: Seen) -> None:
    (promoter,) = year.planting.kinds["promoter"]
    texts = Counter(m["text"] for m in year.messages if m["user"] == promoter)
    pitch, times = texts.most_common(1)[0]
    assert "https://" in pitch and times > 50


def test_faders_are_gone_at_the_end(year: Seen) -> None:
    end = max(float(message["ts"]) for message in year.messages)
    recent = {m["user"] for m in year.messages if float(m["ts"]) > end - 30 * 86_400}
    faders = year.planting.kinds["fader"]
    assert all(year.written[user] >= 5 for user in faders)
    assert sum(user in recent for user in faders) <= len(faders) / 4


def test_without_reactions_replies_or_text_there_are_none(tmp_path: Path) -> None:
    bare = small(tmp_path / "bare", reactions=False, replies=False, text=False)
    assert len(bare.messages) > 200
    assert not any("reactions" in message for message in bare.messages)
    assert not any("thread_ts" in message for message in bare.messages)
    assert not any(message["text"] for message in bare.messages)


@pytest.mark.parametrize(("language", "sign"), [("de", "[äöüß]"), ("ja", "[\u3040-\u30ff]")])
def test_a_community_may_speak_one_other_language_only(
    tmp_path: Path, language: str, sign: str
) -> None:
    seen = small(tmp_path / "export", languages=(language,))
    texts = [m["text"] for m in seen.messages if not m.get("subtype")]
    assert mean(bool(re.search(sign, text)) for text in texts) > 0.3
    assert not any(" the " in text for text in texts)
    assert not (tmp_path / "export" / "deutsch").exists()


def test_a_tiny_community_has_no_rings(tmp_path: Path) -> None:
    kinds = small(tmp_path / "export").planting.kinds
    assert not {"ring", "study_group", "chapter", "circle"} & kinds.keys()
    assert {"helper", "welcomer", "bridge", "staff", "bot"} <= kinds.keys()
