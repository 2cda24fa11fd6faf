"""What may happen to an export without changing what is believed of anybody."""

from __future__ import annotations

import random
import shutil
from copy import deepcopy
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.end_to_end.rewritten import (
    PEOPLE,
    TIMES,
    Row,
    Rows,
    analysed,
    believed,
    each,
    evidence,
    renamed,
    results_bytes,
    written,
)

from peerlight import Community
from peerlight.clock import DAY, WEEK, parse_date
from peerlight.store.results import Results

HALFWAY = "2024-05-01"


@pytest.fixture(scope="module")
def usual(community: Community) -> Results:
    return community.analyse()


@pytest.mark.parametrize("seed", [3, 4])
def test_other_ids_change_nothing_but_the_ids(
    usual: Results, rows: Rows, tmp_path: Path, seed: int
) -> None:
    ids = sorted(row["account_id"] for row in rows["accounts"])
    others = random.Random(seed).sample(ids, len(ids))
    names = dict(zip(ids, others, strict=True))
    again = analysed(tmp_path, each(rows, lambda _, row: renamed(row, names, PEOPLE)))
    back = {new: old for old, new in names.items()}
    found = [renamed(row, back, ("member_id",)) for row in believed(again)]
    assert sorted(found, key=_member) == believed(usual)
    before, after = evidence(usual), evidence(again)
    for signal, listed in before.items():
        rows_now = [renamed(row, back, ("member_id", "peer_id")) for row in after[signal]]
        assert sorted(map(repr, rows_now)) == sorted(map(repr, listed)), signal


def test_other_names_change_nothing_but_the_names(
    usual: Results, rows: Rows, tmp_path: Path
) -> None:
    def call_otherwise(table: str, row: Row) -> Row:
        other = {"name": f"Quillon {row.get('account_id')}", "handle": None}
        return row | other if table == "accounts" else row

    again = analysed(tmp_path, each(rows, call_otherwise))
    assert believed(again) == believed(usual)
    assert _but_niches(again) == _but_niches(usual)


def test_rows_and_files_in_another_order_give_the_same_bytes(rows: Rows, tmp_path: Path) -> None:
    ordered = Community.create(tmp_path / "ordered" / "lantern")
    ordered.import_(written(tmp_path / "export", rows)).apply()
    folder = tmp_path / "shuffled"
    mixed = {name: random.Random(7).sample(listed, len(listed)) for name, listed in rows.items()}
    third = len(mixed["messages"]) // 3
    for n in range(3):
        part = mixed["messages"][n * third : None if n == 2 else (n + 1) * third]
        written(folder / f"batch {'zay'[n]}", {"messages": part})
    written(folder / "lists", {name: mixed[name] for name in mixed if name != "messages"})
    shuffled = Community.create(tmp_path / "mixed" / "lantern")
    shuffled.import_(folder).apply()
    assert [i.id for i in shuffled.imports] == [i.id for i in ordered.imports]
    assert results_bytes(shuffled.analyse()) == results_bytes(ordered.analyse())


def test_a_zip_gives_the_same_bytes_as_its_folder(
    community: Community, export: Path, tmp_path: Path
) -> None:
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", export)
    other = Community.create(tmp_path / "other" / "lantern")
    other.import_(packed).apply()
    assert results_bytes(other.analyse()) == results_bytes(community.analyse())


def test_whole_weeks_later_only_the_times_change(
    usual: Results, rows: Rows, tmp_path: Path
) -> None:
    def later(_: str, row: Row) -> Row:
        return {
            column: value + 5 * WEEK if column in TIMES and value is not None else value
            for column, value in row.items()
        }

    again = analysed(tmp_path, each(rows, later))
    moved_on = [row | {"last_at": row["last_at"] + 5 * WEEK} for row in believed(usual)]
    assert believed(again) == moved_on
    assert again.document("niches") == usual.document("niches")
    moved = {s: [r | {"at": r["at"] + 5 * WEEK} for r in f] for s, f in evidence(usual).items()}
    assert evidence(again) == moved


def test_a_recognised_bot_equals_one_that_never_was(rows: Rows, tmp_path: Path) -> None:
    busiest = max(
        (row["account_id"] for row in rows["accounts"]),
        key=lambda who: sum(row["account_id"] == who for row in rows["messages"]),
    )
    own = {row["message_id"] for row in rows["messages"] if row["account_id"] == busiest}

    def declared(table: str, row: Row) -> Row:
        own_account = table == "accounts" and row["account_id"] == busiest
        return row | {"is_bot": True} if own_account else row

    def never(table: str, row: Row) -> Row | None:
        # the account stays listed: no niche is named by a word that is somebody's name
        if table != "accounts" and busiest in (row.get("account_id"), row.get("by_account_id")):
            return None
        return None if row.get("message_id") in own else row

    with_it = analysed(tmp_path / "with", each(rows, declared))
    without = analysed(tmp_path / "without", each(rows, never))
    assert own
    assert believed(with_it) == believed(without)
    assert evidence(with_it) == evidence(without)
    assert with_it.document("niches") == without.document("niches")


def test_an_undeclared_machine_with_a_fifth_of_all_messages_moves_no_number(
    rows: Rows, tmp_path: Path
) -> None:
    flooded, lonely = deepcopy(rows), deepcopy(rows)
    machine = {"account_id": "slack:sexton", "source": "slack", "name": "Sexton", "is_bot": False}
    for each_one in (flooded, lonely):
        # the account stays listed: no niche is named by a word that is somebody's name
        each_one["accounts"].append(machine)
    flood = [_struck(n, row) for n, row in enumerate(rows["messages"][::4])]
    flooded["messages"] += flood
    with_it = analysed(tmp_path / "with", flooded)
    without = analysed(tmp_path / "without", lonely)
    assert len(flood) * 5 >= len(flooded["messages"])
    (reason,) = (b["reason"] for b in _bots(with_it) if b["member_id"] == "slack:sexton")
    assert reason.startswith(f"opens {len(flood):,} messages in only one way")
    assert believed(with_it) == believed(without)
    assert evidence(with_it) == evidence(without)
    assert with_it.document("niches") == without.document("niches")


@pytest.mark.parametrize("speaking", [False, True], ids=["silent", "speaking"])
def test_strangers_among_themselves_change_no_evidence(
    usual: Results, rows: Rows, tmp_path: Path, speaking: bool
) -> None:
    again = analysed(tmp_path, _with_strangers(rows, speaking))
    after = evidence(again)
    # a community's subjects are drawn from all that is said in it, also by strangers
    free = {"niche"} if speaking else set()
    for signal, listed in evidence(usual).items():
        if signal not in free:
            assert [r for r in after[signal] if not _strange(r["member_id"])] == listed, signal
    assert any(_strange(row["member_id"]) for row in after["takes_part"])


def test_what_comes_after_the_date_changes_nothing(
    community: Community, rows: Rows, tmp_path: Path
) -> None:
    cut = parse_date(HALFWAY)
    later = {row["message_id"] for row in rows["messages"] if row["posted_at"] > cut}

    def before(table: str, row: Row) -> Row | None:
        # an office without a date is that of the export's day, so it is later, too
        late = row.get("at", 0) > cut or table == "appointments"
        return None if late or row.get("message_id") in later else row

    early = each(rows, before)
    threads = {row["thread_id"] for row in early["messages"]}
    active = {row["account_id"] for row in early["messages"] + early["reactions"]}
    early["threads"] = [row for row in early["threads"] if row["thread_id"] in threads]
    early["accounts"] = [row for row in early["accounts"] if row["account_id"] in active]
    analysed(tmp_path, early, HALFWAY)
    alone = Community.open(tmp_path / "community").people(HALFWAY, everyone=True)
    whole = community.people(HALFWAY, everyone=True)
    assert later
    assert whole.num_rows > 100
    assert whole.to_pylist() == alone.to_pylist()


def test_a_run_with_a_date_is_kept_beside_the_current_one(community: Community) -> None:
    current = community.analyse()
    dated = community.analyse(HALFWAY)
    pointer = community.folder / "results" / "current.json"
    assert dated.folder != current.folder
    assert current.folder.name in pointer.read_text("utf-8")
    assert community.analyse(HALFWAY).folder == dated.folder
    assert pq.read_table(dated.folder / "standing.parquet").num_rows < len(believed(current))


def _member(row: Row) -> str:
    return str(row["member_id"])


def _bots(results: Results) -> list[Row]:
    listed: list[Row] = results.table("bots").to_pylist()
    return listed


def _struck(n: int, after: Row) -> Row:
    """What a machine says into a thread, right after a human."""
    said = {"message_id": f"slack:struck{n}", "account_id": "slack:sexton", "kind": "post"}
    said |= {"text": f"The bell struck {n} times", "reply_to": after["message_id"]}
    place = {column: after[column] for column in ("channel_id", "thread_id")}
    return said | place | {"posted_at": after["posted_at"] + 1}


def _but_niches(results: Results) -> dict[str, list[Row]]:
    """The evidence without subjects: these are told apart by words, less those that are names."""
    return {signal: listed for signal, listed in evidence(results).items() if signal != "niche"}


def _strange(member: str) -> bool:
    return member.startswith("slack:stranger")


def _with_strangers(rows: Rows, speaking: bool) -> Rows:
    """Three more people who talk with each other only, in a channel of their own."""
    room = {"kind": "channel", "private": False}
    new, last = deepcopy(rows), max(row["posted_at"] for row in rows["messages"])
    new["channels"].append({"channel_id": "slack:den", "source": "slack", "name": "den"} | room)
    for n in range(3):
        new["accounts"].append(
            {"account_id": f"slack:stranger{n}", "source": "slack", "is_bot": False}
        )
    for thread in range(30):
        for n in range(4):
            said = f"slack:den{thread}-{n}"
            message: Row = {"message_id": said, "channel_id": "slack:den", "kind": "post"}
            message |= {"thread_id": f"slack:den{thread}", "account_id": f"slack:stranger{n % 3}"}
            message |= {"posted_at": last - thread * DAY - (5 - n) * 60_000_000}
            message |= {"reply_to": f"slack:den{thread}-{n - 1}" if n else None}
            message |= {"text": "How do owls sleep? Thank you!" if speaking else None}
            new["messages"].append(message)
        liker = {"account_id": f"slack:stranger{thread % 2 + 1}", "kind": "+1"}
        new["reactions"].append({"message_id": f"slack:den{thread}-0", **liker, "sign": 1, "n": 1})
    return new
