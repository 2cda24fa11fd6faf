"""How messages were received: votes, acceptances, bookmarks and bounties."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from peerlight.sources.iso_times import iso_time
from peerlight.sources.loose import LooseRows, shards, take_loose
from peerlight.sources.stackexchange.people import USER, People
from peerlight.sources.stackexchange.sites import Site
from peerlight.sources.stackexchange.xml_rows import Attributes
from peerlight.sources.words import kept_id
from peerlight.store.tables import TABLES, Reaction

ACCEPTED, DATED, VOTES = "accepted", "accepted-at", "votes"

# by VoteTypeId; what moderators do is no reception
_VOTES = {"2": "upvote", "3": "downvote"}
_NAMED = {"5": "bookmark", "8": "bounty"}
_ACCEPTANCE = "1"
_SCORE = 10  # digits of a score that can be believed


class VoteReader:
    """Counts the votes of one part; who voted is not told, but who bookmarked may be."""

    def __init__(self, people: People, rows: LooseRows) -> None:
        self.people, self.rows = people, rows
        self.votes: Counter[tuple[str, str]] = Counter()

    def vote(self, row: Attributes, site: Site) -> None:
        """Keep one row of votes, if it tells how a post was received."""
        kind, post = row.get("VoteTypeId", ""), kept_id(row.get("PostId"))
        if post is None:
            return
        message, at = self.people.id(post, site), iso_time(row.get("CreationDate", ""))
        if kind in _VOTES:
            self.votes[message, _VOTES[kind]] += 1
        elif kind == _ACCEPTANCE and at:
            self.rows.loose[DATED].append((message, at))
        elif kind in _NAMED and (by := self.people.author(row, site, USER)):
            self.rows.add(Reaction(message, by, _NAMED[kind], reacted_at=at))

    def finish(self) -> None:
        """Leave the part's counts as loose ends, as another part may have more of a post's."""
        if self.votes:
            self.rows.loose[VOTES].extend((*key, n) for key, n in self.votes.items())


def scored(rows: LooseRows, message_id: str, row: Attributes) -> None:
    """Keep a score, which is all that is known of the votes on a comment."""
    digits = row.get("Score", "")
    if digits.removeprefix("-").isdecimal() and len(digits) <= _SCORE and (score := int(digits)):
        kind, sign = ("upvote", 1) if score > 0 else ("downvote", -1)
        rows.add(Reaction(message_id, None, kind, sign, abs(score)))


def tie_votes(folder: Path) -> None:
    """Write the reactions that only all parts together tell. Linear in votes, by Arrow.

    Needs the loose ends ``votes`` (message, kind, count), ``accepted`` (answer, asker) and
    ``accepted-at`` (answer, microseconds).
    """
    import pyarrow.parquet as pq

    dated = dict(take_loose(folder, DATED))
    accepted = [
        Reaction(answer, asker, "accepted", reacted_at=dated.get(answer))
        for answer, asker in take_loose(folder, ACCEPTED)
    ]
    place = folder / "reactions"
    place.mkdir(exist_ok=True)
    pq.write_table(TABLES["reactions"].arrow(accepted), place / "accepted.parquet")
    _write_votes(folder, place / "votes.parquet")


def _write_votes(folder: Path, file: Path) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    counted = [table for _, table in shards(folder, f"loose-{VOTES}", ("c0", "c1", "c2"))]
    shutil.rmtree(folder / f"loose-{VOTES}", ignore_errors=True)
    if not counted:
        return
    sums = pa.concat_tables(counted).group_by(["c0", "c1"]).aggregate([("c2", "sum")])
    size, schema = len(sums), TABLES["reactions"].schema()
    columns = {
        "message_id": sums["c0"],
        "account_id": pa.nulls(size, pa.string()),
        "kind": sums["c1"],
        "sign": pc.if_else(pc.equal(sums["c1"], "downvote"), -1, 1),
        "n": sums["c2_sum"],
        "reacted_at": pa.nulls(size, pa.int64()),
    }
    pq.write_table(pa.table(columns).cast(schema), file, compression="lz4")
