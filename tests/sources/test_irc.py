"""IRC logs of every client: lines with stamps, tabs, blocks, pages."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources.contract import Wish
from peerlight.sources.irc import Irc
from peerlight.sources.irc.lines import read_line
from peerlight.sources.packing import open_tree
from peerlight.sources.reading import read_source, recognise
from peerlight.sources.spans import SPAN_BYTES

IRSSI = """\
--- Log opened Mon Jan 01 23:50:00 2024
23:50 -!- ada [~ada@host.example.org] has joined #tea
23:51 <@ada> hello
23:52  * bo waves
23:59 < bo> ada: how do I brew?
--- Day changed Tue Jan 02 2024
00:01 <@ada> bo, with water https://pots.example.org/a
00:06 -!- bo [~b@host.example.org] has quit [Quit: bye]
00:07 -!- mode/#tea [+vo dee cleo] by ada
00:08 -!- ada changed the topic of #tea to: pots
--- Log closed Tue Jan 02 00:10:00 2024
"""
WEECHAT = (
    "2024-01-02 12:00:00\t-->\tada (~ada@host.example.org) has joined #tea\n"
    "2024-01-02 12:00:01\t@ada\thello\n"
    "2024-01-02 12:00:02\tbo\tada: hm\n"
    "2024-01-02 12:00:03\t *\tbo waves\n"
    "2024-01-02 12:00:04\t--\tbo is now known as bob\n"
    "2024-01-02 12:00:05\t<--\tada (~ada@host.example.org) has quit (bye)\n"
)
MIRC = """\
Session Start: Mon Jan 01 23:50:00 2024
Session Ident: #tea
[23:50] * ada (~ada@host.example.org) has joined #tea
[23:51] <@ada> hello
[23:52] * bo waves
[23:53] * bo is now known as bob
[23:54] * ada sets mode: +o bob
[00:01] <bob> ada: late
Session Close: Tue Jan 02 00:10:00 2024
"""
HEXCHAT = """\
**** BEGIN LOGGING AT Sun Dec 31 23:58:00 2023

Dec 31 23:58:01 *\tada (~ada@host.example.org) has joined
Dec 31 23:58:02 <ada>\thello
Jan 01 00:00:03 <bo>\tada: happy new year
Jan 01 00:00:04 *\tbo waves
"""
BLOCKS = """\
1700000000
ada
hello

1700000001
bo!~bo@host.example.org
ada, 42

1700000002
ada
1700000003

1700000004
bo


"""


def logs(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("HASH", "#").replace("_dot_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def said(tables: Tables) -> list[tuple[str, str]]:
    ordered = sorted(tables["messages"], key=lambda m: m["posted_at"])
    return [(m["account_id"], m["text"]) for m in ordered]


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[misc,arg-type]


def calls(tables: Tables) -> set[tuple[str, str]]:
    author = {m["message_id"]: m["account_id"] for m in tables["messages"]}
    return {(author[m["message_id"]], m["account_id"]) for m in tables["mentions"]}


def test_irssi_is_read_whole(tmp_path: Path, shards: Path) -> None:
    tables, audit = read(Irc(), logs(tmp_path / "a", HASHtea_dot_log=IRSSI), shards)
    assert said(tables) == [
        ("irc:ada", "hello"),
        ("irc:bo", "waves"),
        ("irc:bo", "ada: how do I brew?"),
        ("irc:ada", "bo, with water https://pots.example.org/a"),
    ]
    assert sorted(m["posted_at"] for m in tables["messages"])[-1] == at(2024, 1, 2, 0, 1)
    assert calls(tables) == {("irc:bo", "irc:ada"), ("irc:ada", "irc:bo")}
    assert [c["name"] for c in tables["channels"]] == ["#tea"]
    assert [(m["account_id"], m["verb"]) for m in tables["memberships"]] == [
        ("irc:ada", "join"),
        ("irc:bo", "leave"),
    ]
    assert {(a["account_id"], a["title"]) for a in tables["appointments"]} == {
        ("irc:ada", "operator"),
        ("irc:cleo", "operator"),
    }
    assert tables["links"][0]["domain"] == "pots.example.org"
    assert (audit.found, audit.kept, dict(audit.dropped)) == (8, 4, {"system message": 4})


@pytest.mark.parametrize(
    ("name", "content", "last"),
    [
        ("libera_dot_HASHtea_dot_weechatlog", WEECHAT, at(2024, 1, 2, 12, 0, 3)),
        ("HASHtea_dot_log", MIRC, at(2024, 1, 2, 0, 1)),
        ("tea_dot_log", MIRC, at(2024, 1, 2, 0, 1)),
        ("net-HASHtea_dot_log", HEXCHAT, at(2024, 1, 1, 0, 0, 4)),
    ],
)
def test_other_clients_say_the_same(
    tmp_path: Path, shards: Path, name: str, content: str, last: int
) -> None:
    tables, audit = read(Irc(), logs(tmp_path / "a", **{name: content}), shards)
    assert [c["name"] for c in tables["channels"]] == ["#tea"]
    assert said(tables)[0] == ("irc:ada", "hello")
    assert [text for _, text in said(tables)].count("waves") == 1
    assert max(m["posted_at"] for m in tables["messages"]) == last
    assert any(to == "irc:ada" for _, to in calls(tables))
    assert [m["account_id"] for m in tables["memberships"] if m["verb"] == "join"] == ["irc:ada"]
    assert set(audit.dropped) == {"system message"}


def test_a_bouncers_files_are_dated_by_their_names(tmp_path: Path, shards: Path) -> None:
    day = "[23:59:59] *** Joins: ada (~ada@host.example.org)\n[23:59:59] <ada> hello\n"
    tables, _ = read(Irc(), logs(tmp_path / "a", **{"HASHtea__2024-01-02_dot_log": day}), shards)
    assert tables["messages"][0]["posted_at"] == at(2024, 1, 2, 23, 59, 59)
    assert tables["channels"][0]["channel_id"] == "irc:#tea"


def test_a_stamp_with_a_zone_is_brought_to_utc(tmp_path: Path, shards: Path) -> None:
    line = "2024-01-02T12:00:00+0200 <ada> hello\n" * 2
    tables, _ = read(Irc(), logs(tmp_path / "a", HASHtea_dot_log=line), shards)
    assert [m["posted_at"] - at(2024, 1, 2, 10) for m in tables["messages"]] in ([0, 1], [1, 0])


def test_months_are_read_in_other_languages(tmp_path: Path, shards: Path) -> None:
    log = "--- Log opened mer. févr. 07 10:00:00 2024\n10:01 < ada> salut\n10:02 < bo> oui\n"
    tables, _ = read(Irc(), logs(tmp_path / "a", HASHtea_dot_log=log), shards)
    assert min(m["posted_at"] for m in tables["messages"]) == at(2024, 2, 7, 10, 1)


def test_blocks_are_read_whole_and_hosts_forgotten(tmp_path: Path, shards: Path) -> None:
    path = logs(tmp_path / "pots", **{"2023__11-14_dot_txt": BLOCKS})
    tables, audit = read(Irc(), path, shards)
    assert said(tables) == [
        ("irc:ada", "hello"),
        ("irc:bo", "ada, 42"),
        ("irc:ada", "1700000003"),
    ]
    assert tables["channels"][0]["name"] == "pots"
    assert dict(audit.dropped) == {"no text": 1}
    assert all(b"example.org" not in f.read_bytes() for f in shards.rglob("*.parquet"))


def test_a_page_is_read_like_text_and_scripts_never(tmp_path: Path, shards: Path) -> None:
    page = (
        "<html><head><title>#tea</title><script>\n[12:00] &lt;eve&gt; bad\n</script></head><body>"
        '<span style="color:red">[12:00] &lt;ada&gt; hello &amp; welcome</span><br>'
        "<span>[12:01] &lt;bo&gt; ada: <b>thanks</b></span><br></body></html>"
    )
    path = logs(tmp_path / "a", **{"HASHtea__2024-01-02_dot_html": page})
    tables, audit = read(Irc(), path, shards)
    assert said(tables) == [("irc:ada", "hello & welcome"), ("irc:bo", "ada: thanks")]
    assert audit.found == 2


def test_a_page_may_be_a_table(tmp_path: Path, shards: Path) -> None:
    row = '<tr><th class="nick">{}</th><td class="text">{}</td><td class="time">{}</td></tr>\n'
    page = "<table>" + row.format("ada", "hello", "12:00") + row.format("bo", "hi", "12:01")
    path = logs(tmp_path / "a", **{"HASHtea_2024-01-02_dot_html": page + "</table>"})
    tables, _ = read(Irc(), path, shards)
    assert said(tables) == [("irc:ada", "hello"), ("irc:bo", "hi")]


def test_colours_are_no_part_of_a_text(tmp_path: Path, shards: Path) -> None:
    log = "[12:00] <ada> \x0304,01red\x03 \x02bold\x0f\n[12:01] <bo> \x01ACTION waves\x01\n"
    path = logs(tmp_path / "a", **{"HASHtea_2024-01-02_dot_log": log})
    assert [text for _, text in said(read(Irc(), path, shards)[0])] == ["red bold", "waves"]


def test_what_is_said_twice_in_a_minute_is_said_twice_and_keeps_its_order(
    tmp_path: Path,
) -> None:
    log = "[12:00] <ada> yes\n[12:00] <bo> no\n[12:00] <ada> yes\n[12:01] <ada> so\n"
    path = logs(tmp_path / "a", **{"HASHtea_2024-01-02_dot_log": log})
    once, _ = read(Irc(), path, tmp_path / "1")
    assert [text for _, text in said(once)] == ["yes", "no", "yes", "so"]
    logs(tmp_path / "a", **{"copy__HASHtea_2024-01-02_dot_log": log})
    twice, audit = read(Irc(), path, tmp_path / "2")
    assert said(twice) == said(once)
    assert audit.kept == 8


def test_a_copy_of_a_log_adds_nothing(tmp_path: Path, shards: Path) -> None:
    line = "2024-01-02 12:00:00 <ada> hello\n"
    path = logs(tmp_path / "a", one__HASHtea_dot_log=line, two__HASHtea_dot_log=line)
    assert len(read(Irc(), path, shards)[0]["messages"]) == 1


def test_only_nicks_of_people_about_are_called(tmp_path: Path, shards: Path) -> None:
    lines = [
        "2024-01-02 12:00:00 <idk> hello",
        "2024-01-02 12:00:01 <Ada> well, idk, perhaps",
        "2024-01-02 12:00:02 <bo> ADA, idk: both of you",
        "2024-01-02 12:00:03 <bo> bo: I talk to myself",
        "2024-06-02 12:00:00 <bo> idk, who knows",
    ]
    path = logs(tmp_path / "a", HASHtea_dot_log="\n".join(lines))
    tables, _ = read(Irc(), path, shards)
    assert calls(tables) == {("irc:bo", "irc:ada"), ("irc:bo", "irc:idk")}
    assert len(tables["mentions"]) == 2


def same(tables: Tables) -> dict[str, str]:
    return {a["account_id"]: a["same_as"] for a in tables["accounts"] if a["same_as"]}


def test_a_change_of_nick_ties_two_nicks(tmp_path: Path, shards: Path) -> None:
    log = (
        "--- Log opened Mon Jan 01 10:00:00 2024\n"
        "10:00 < ada> one\n10:01 < ada> two\n10:02 < bo> hi\n"
        "10:03 -!- ada is now known as ada|away\n10:04 < ada|away> three\n"
        "10:05 -!- ada|away is now known as ada\n10:06 < ada> four\n"
    )
    tables, audit = read(Irc(), logs(tmp_path / "a", HASHtea_dot_log=log), shards)
    assert same(tables) == {"irc:ada|away": "irc:ada"}
    assert "1 nicks are tied to another by a logged change of nick." in audit.notes


def test_two_nicks_that_talk_by_turns_are_two_people(tmp_path: Path, shards: Path) -> None:
    log = (
        "--- Log opened Mon Jan 01 10:00:00 2024\n"
        "10:00 < ada> one\n10:01 -!- ada is now known as guest\n10:02 < guest> I left\n"
        "12:00 < guest> hello\n12:01 < ada> hello\n12:02 < guest> who are you?\n"
    )
    tables, _ = read(Irc(), logs(tmp_path / "a", HASHtea_dot_log=log), shards)
    assert same(tables) == {}


def test_a_nick_that_many_use_glues_nobody_together(tmp_path: Path, shards: Path) -> None:
    turns = "".join(f"11:{n:02} < {'ada' if n % 2 else 'bo'}> turn {n}\n" for n in range(10))
    log = (
        "--- Log opened Mon Jan 01 10:00:00 2024\n"
        "10:00 -!- guest is now known as ada\n10:01 -!- ada is now known as guest\n"
        "10:02 -!- guest is now known as ada\n10:30 -!- guest is now known as bo\n" + turns
    )
    tables, _ = read(Irc(), logs(tmp_path / "a", HASHtea_dot_log=log), shards)
    assert same(tables) == {"irc:guest": "irc:ada"}


def test_a_bridge_gives_way_to_those_whom_it_names(tmp_path: Path, shards: Path) -> None:
    log = (
        "[12:00] <matterbridge> [chat] <Ad\u200ba> hello\n"
        "[12:01] <relaybot> Dee: and hello from here\n"
        "[12:02] <bo> ada: hi\n[12:03] <matterbridge> <Ada> bo: hi again\n"
    )
    path = logs(tmp_path / "a", **{"HASHtea_2024-01-02_dot_log": log})
    tables, audit = read(Irc(), path, shards)
    assert said(tables) == [
        ("irc:ada", "hello"),
        ("irc:dee", "and hello from here"),
        ("irc:bo", "ada: hi"),
        ("irc:ada", "bo: hi again"),
    ]
    assert calls(tables) == {("irc:ada", "irc:bo"), ("irc:bo", "irc:ada")}
    bots = {a["account_id"] for a in tables["accounts"] if a["is_bot"]}
    assert bots == {"irc:matterbridge", "irc:relaybot"}
    assert any(note.startswith("3 messages came over bridges (2)") for note in audit.notes)


@pytest.mark.parametrize(("n", "is_bridge"), [(60, True), (40, False)])
def test_a_bridge_of_any_name_is_known_by_what_it_writes(
    tmp_path: Path, shards: Path, n: int, is_bridge: bool
) -> None:
    log = "".join(f"[12:{k:02}] <gate> <Dee> line {k}\n" for k in range(n))
    path = logs(tmp_path / "a", **{"HASHtea_2024-01-02_dot_log": log})
    tables, _ = read(Irc(), path, shards)
    assert {m["account_id"] for m in tables["messages"]} == {"irc:dee" if is_bridge else "irc:gate"}


QUERY = "[12:00] <ada> a secret\n[12:01] <bo> I keep it\n"


def test_private_talk_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    path = logs(
        tmp_path / "a",
        **{"HASHtea_2024-01-02_dot_log": "[12:00] <ada> hello\n", "bo_2024-01-02_dot_log": QUERY},
    )
    tables, audit = read(Irc(), path, tmp_path / "1")
    assert [text for _, text in said(tables)] == ["hello"]
    assert any("as they are private: 1 " in note for note in audit.notes)
    tables, _ = read(Irc(), path, tmp_path / "2", Wish(include_private=("bo",)))
    assert len(tables["messages"]) == 3
    assert [c["private"] for c in tables["channels"]] == [False, True]


def test_a_name_that_is_an_address_is_kept_as_its_seal(tmp_path: Path, shards: Path) -> None:
    log = (
        "[12:00] <relay> <dee@pots.example.org> write to dee@pots.example.org\n"
        "[12:01] <dee@pots.example.org> ok\n"
    )
    path = logs(tmp_path / "a", **{"HASHtea_2024-01-02_dot_log": log})
    wish = Wish(key=b"k" * 32)
    tables, _ = read(Irc(), path, shards, wish)
    sealed = f"irc:{wish.seal('dee@pots.example.org')}"
    assert {m["account_id"] for m in tables["messages"]} == {"irc:relay", sealed}
    assert all(b"dee@pots" not in f.read_bytes() for f in shards.rglob("*.parquet"))


def test_bad_lines_are_counted_by_reason(tmp_path: Path, shards: Path) -> None:
    log = (
        b"2024-01-02 12:00:00 <ada> na\xefve\n\n2024-13-02 12:00:00 <ada> no such month\n"
        b"1970-01-01 00:00:00 <ada> zero\n2106-01-01 12:00:00 <ada> late\n"
        b"2024-01-02 25:00:00 <ada> no such hour\nwithout a time\n2024-01-02 12:00:01 ???\n"
        b"2024-01-02 12:00:02 <ada> \n" + b"2024-01-02 12:00:03 <ada> " + b"long " * 900_000 + b"\n"
        b"2024-01-02 12:00:04 <bo> \xf0\x9f\x8d\xb5 fine\n" + b"2024-01-02 12:00:05 <bo> ok\n" * 9
    )
    tables, audit = read(Irc(), logs(tmp_path / "a", HASHtea_dot_log=log), shards)
    assert dict(audit.dropped) == {"impossible time": 4, "unreadable": 2, "no text": 1}
    assert audit.found == audit.kept + 7 == len(tables["messages"]) + 7
    assert {"naïve", "🍵 fine"} <= {text for _, text in said(tables)}


def test_wide_letters_are_read(tmp_path: Path, shards: Path) -> None:
    path = logs(tmp_path / "a", HASHtea_dot_log=WEECHAT.encode("utf-16"))
    assert len(read(Irc(), path, shards)[0]["messages"]) == 3


def test_a_cut_file_loses_at_most_its_last_line(tmp_path: Path, shards: Path) -> None:
    path = logs(tmp_path / "a", HASHtea_dot_log=WEECHAT[: WEECHAT.index("bo waves") - 8])
    tables, audit = read(Irc(), path, shards)
    assert [text for _, text in said(tables)] == ["hello", "ada: hm"]
    assert audit.dropped["unreadable"] <= 1


def test_empty_and_foreign_files_are_no_harm(tmp_path: Path, shards: Path) -> None:
    path = logs(
        tmp_path / "a", HASHtea_dot_log=IRSSI, empty_dot_log="", notes_dot_txt="To do: tea\n"
    )
    tables, audit = read(Irc(), path, shards)
    assert len(tables["messages"]) == 4
    assert audit.unreadable == ["notes.txt: no log of a known kind"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.txt", "From a at example.org  Mon Jan  1 10:00:00 2024\nFrom: a\n\nhello\n"),
        ("log.txt", "commit 0a1b\nAuthor: Ada <a@example.org>\nDate:   Mon Jan 1 10:00:00 2024\n"),
        ("rooms.txt", "r1\tpots\t2024-01-02T10:00:00Z\tu1\tada\tm1\thello\n"),
        ("chat.txt", "[02/01/2024, 12:00:00] Ada: hello\n"),
        ("numbers.txt", "1700000000\n1700000001\n1700000002\n"),
        ("page.html", "<p>12:00 tea is served</p>"),
        ("server.log", "2024-01-02 12:00:00 INFO started\n2024-01-02 12:00:01 INFO ready\n"),
    ],
)
def test_other_texts_are_not_taken_for_irc(name: str, content: str) -> None:
    assert not Irc.recognises(Shelf(**{name: content.encode()}))


def test_zip_and_folder_read_the_same_and_recognise_irc(tmp_path: Path) -> None:
    folder = logs(tmp_path / "a", HASHtea_dot_log=IRSSI)
    packed = Path(shutil.make_archive(str(tmp_path / "a"), "zip", folder))
    with open_tree(packed) as tree:
        assert recognise(tree).platform == "irc"
    assert read(Irc(), folder, tmp_path / "1")[0] == read(Irc(), packed, tmp_path / "2")[0]


def test_a_large_log_is_cut_into_parts_that_lose_nothing(tmp_path: Path) -> None:
    day = "--- Day changed Tue Jan {:02} 2024\n"
    filler = "pot " * 250
    lines = ["--- Log opened Mon Jan 01 00:00:00 2024\n"]
    wanted = 0
    for number in range(1, 29):
        lines.append(day.format(number))
        for k in range(1_200):
            lines.append(f"{k // 60:02}:{k % 60:02} < ada> {wanted} {filler}\n")
            wanted += 1
    content = "".join(lines)
    assert len(content) > 2 * SPAN_BYTES
    path = logs(tmp_path / "a", HASHtea_dot_log=content)
    with open_tree(path) as tree:
        assert len(Irc().parts(tree, Wish())) == 3
    audit = read_source(path, tmp_path / "shards")
    assert audit.found == audit.kept == wanted


def test_another_name_for_the_source_is_in_every_id(tmp_path: Path, shards: Path) -> None:
    path = logs(tmp_path / "a", HASHtea_dot_log=IRSSI)
    tables, _ = read(Irc(), path, shards, Wish(source="club"))
    ids = [m[k] for m in tables["messages"] for k in ("message_id", "account_id", "channel_id")]
    ids += [m["account_id"] for m in tables["mentions"] + tables["accounts"]]
    assert all(i.startswith("club:") for i in ids)


@pytest.mark.parametrize(
    ("body", "kind", "nick"),
    [
        ("-!- ada was kicked from #tea by bo [enough]", "leave", "ada"),
        ("*** Quits: ada (~ada@host.example.org) (bye)", "leave", "ada"),
        ("=== ada [~ada@host.example.org] has joined #tea", "join", "ada"),
        ("*** ada[m] [~ada@host.example.org] has left #tea", "leave", "ada[m]"),
        ("ada (~ada@host.example.org) joined #tea.", "join", "ada"),
        ("-!- ServerMode/#tea [+o ada] by services", "operator", ""),
        ("-!- Netsplit over, joins: ada, bo", "other", ""),
        ("-ada:#tea- a notice", "other", ""),
        ("hello there", "unreadable", ""),
    ],
)
def test_what_the_server_says_is_told_apart(body: str, kind: str, nick: str) -> None:
    line = read_line(body, tabs=False, stars=False)
    assert (line.kind, line.nick) == (kind, nick)


_NO_HALVES: tuple[Literal["Cs"]] = ("Cs",)
ANY = st.text(st.characters(exclude_categories=_NO_HALVES), max_size=40)
LINES = st.lists(
    st.sampled_from([*IRSSI.splitlines(), *WEECHAT.splitlines(), *MIRC.splitlines()]) | ANY
)


@given(LINES, st.sampled_from(["utf-8", "utf-16", "latin-1"]), st.integers(0, 3))
def test_no_broken_line_ever_raises_or_goes_uncounted(
    broken: list[str], encoding: str, cut: int
) -> None:
    data = "\n".join([*IRSSI.splitlines(), *broken]).encode(encoding, "replace")
    shelf = Shelf(**{"#tea.log": data[: len(data) - cut], "#pots.txt": BLOCKS.encode() + data})
    for part in Irc().parts(shelf, Wish()):
        rows = Irc().read(shelf, part, Wish())
        assert rows.audit.found == arrow_ready(rows)["messages"] + rows.audit.dropped.total()


@given(st.lists(st.tuples(st.integers(1, 4_000_000_000), st.text("ab[", min_size=1), ANY)))
def test_every_good_block_is_found(blocks: list[tuple[int, str, str]]) -> None:
    told = [(at, nick, " ".join(text.split()) or "x") for at, nick, text in blocks]
    data = "".join(f"{at}\n{nick}\n{text}\n\n" for at, nick, text in told).encode()
    shelf = Shelf(**{"pots/2024-01-02.txt": b"1700000000\nada\nhi\n\n" + data})
    (part,) = Irc().parts(shelf, Wish())
    rows = Irc().read(shelf, part, Wish())
    assert (rows.audit.found, rows.audit.kept) == (len(told) + 1, len(told) + 1)
