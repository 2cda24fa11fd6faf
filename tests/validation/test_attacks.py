"""Rings that praise each other reach no shortlist, and honest close groups keep what they have."""

from __future__ import annotations

import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.end_to_end.rewritten import Rows, analysed, rows_of

from peerlight import Community
from peerlight.clock import DAY
from peerlight.sources.synthetic import make_demo

MINUTE = 60_000_000


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    folder = tmp_path_factory.mktemp("attacked")
    make_demo(folder / "export", seed=5, members=300, days=260)
    community = Community.create(folder / "lantern")
    community.import_(folder / "export").apply()
    return rows_of(community)


class Ring:
    """Accounts that ask, answer, thank and like each other, busier than anybody."""

    def __init__(self, rows: Rows, accounts: int, seed: int) -> None:
        self.rows, self.chance = deepcopy(rows), random.Random(seed)
        self.last = max(row["posted_at"] for row in rows["messages"])
        self.honest = sorted({row["account_id"] for row in rows["messages"]})
        self.ids = [f"slack:ring{n}" for n in range(accounts)]
        for n, who in enumerate(self.ids):
            named: dict[str, Any] = {"account_id": who, "source": "slack", "is_bot": False}
            self.rows["accounts"].append(named | {"name": f"Ringo {n}"})

    def say(self, who: str, thread: str, at: int, text: str, to: str | None = None) -> str:
        number = f"slack:ring-message-{len(self.rows['messages'])}"
        channel = self.rows["channels"][0]["channel_id"]
        row: dict[str, Any] = {"message_id": number, "channel_id": channel, "thread_id": thread}
        row |= {"account_id": who, "posted_at": at, "text": text, "reply_to": to}
        self.rows["messages"].append(row | {"kind": "reply" if to else "post"})
        return number

    def praise_each_other(self, threads: int) -> None:
        for n in range(threads):
            for who in self.ids:
                at = self.last - int(self.chance.random() * 150 * DAY)
                thread = f"slack:ring-{who}-{n}"
                asked = self.say(who, thread, at, "How do I dry the seals of a lens?")
                others = [other for other in self.ids if other != who]
                for other in self.chance.sample(others, 3):
                    said = self.say(other, thread, at + 5 * MINUTE, "With a soft cloth.", asked)
                    self.say(who, thread, at + 9 * MINUTE, "Thank you, that worked!", said)
                    liked = {"message_id": said, "account_id": who, "kind": "+1"}
                    self.rows["reactions"].append({**liked, "sign": 1, "n": 1})

    def be_thanked(self, ties: int) -> None:
        """Honest people who ask, are answered by one of the ring, and say thanks."""
        for n in range(ties):
            who, asker = self.ids[n % len(self.ids)], self.chance.choice(self.honest)
            at = self.last - int(self.chance.random() * 120 * DAY)
            asked = self.say(asker, f"slack:tie-{n}", at, "Where is the spare lamp?")
            said = self.say(who, f"slack:tie-{n}", at + 5 * MINUTE, "In the blue box.", asked)
            self.say(asker, f"slack:tie-{n}", at + 9 * MINUTE, "Thanks, found it!", said)


def on_the_list(folder: Path, ring: Ring) -> list[str]:
    analysed(folder, ring.rows)
    found = Community.open(folder / "community").find()
    assert len(found.shortlist) == 7
    return [card.member_id for card in found.shortlist if card.member_id in ring.ids]


@pytest.mark.truth
@pytest.mark.parametrize(("accounts", "ties"), [(6, 0), (50, 0), (6, 5), (50, 5)])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_ring_reaches_no_shortlist(
    rows: Rows, tmp_path: Path, accounts: int, ties: int, seed: int
) -> None:
    ring = Ring(rows, accounts, seed)
    ring.praise_each_other(20)
    ring.be_thanked(ties)
    assert on_the_list(tmp_path, ring) == []


@pytest.mark.truth
def test_threads_that_nobody_comes_to_make_nobody_known(rows: Rows, tmp_path: Path) -> None:
    ring = Ring(rows, 1, seed=3)
    for n in range(400):
        at = ring.last - int(ring.chance.random() * 150 * DAY)
        ring.say(ring.ids[0], f"slack:alone-{n}", at, "Let us talk about my lamp.")
    assert on_the_list(tmp_path, ring) == []


@pytest.mark.truth
def test_the_attention_of_a_ring_lifts_no_accomplice(rows: Rows, tmp_path: Path) -> None:
    ring = Ring(rows, 50, seed=4)
    plain = {r["member_id"]: r for r in _people(tmp_path / "plain", rows)}
    quiet = sorted(plain, key=lambda m: plain[m]["turned_to"] or 9)[len(plain) // 4]
    mine = next(r for r in rows["messages"] if r["account_id"] == quiet)
    for who in ring.ids:
        at = ring.last - int(ring.chance.random() * 100 * DAY)
        ring.say(who, mine["thread_id"], at, "Thank you so much!", mine["message_id"])
    after = {r["member_id"]: r for r in _people(tmp_path / "praised", ring.rows)}
    assert after[quiet]["turned_to"] <= plain[quiet]["turned_to"] * 1.1


def _people(folder: Path, rows: Rows) -> list[dict[str, Any]]:
    folder.mkdir()
    analysed(folder, rows)
    people: list[dict[str, Any]] = (
        Community.open(folder / "community").people(everyone=True).to_pylist()
    )
    return people
