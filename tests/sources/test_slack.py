"""Slack exports in their three shapes become the same records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.sources.slack_exports import CHANNELS, USERS, archive, folder, message, official, read

from peerlight.sources.contract import Wish
from peerlight.sources.rows import Rows
from peerlight.sources.slack.markup import domain_of, read_markup
from peerlight.sources.slack.times import microseconds
from peerlight.store.tables import (
    Account,
    Appointment,
    Channel,
    Link,
    Membership,
    Mention,
    Message,
    Reaction,
    Record,
    Thread,
)

T1, T2, T3 = "1709290800.000100", "1709290860.000200", "1709290920.000300"


def table(rows: Rows, kind: type[Record]) -> list[Any]:
    return sorted(rows.records[kind], key=lambda record: [str(value) for value in record])


def only(rows: Rows, kind: type[Record]) -> Any:
    [record] = rows.records[kind]
    return record


def test_a_message_keeps_its_time_to_the_microsecond(tmp_path: Path) -> None:
    rows = read(folder(tmp_path, official([message(T1, text="Good morning")])))
    assert only(rows, Message) == Message(
        message_id=f"slack:C01GEN:{T1}",
        account_id="slack:U01ADA",
        channel_id="slack:C01GEN",
        thread_id=f"slack:C01GEN:{T1}",
        posted_at=1_709_290_800_000_100,
        text="Good morning",
    )
    assert only(rows, Thread) == Thread(
        f"slack:C01GEN:{T1}", "slack:C01GEN", started_by="slack:U01ADA"
    )


def test_a_zip_reads_like_its_folder_also_below_one_top_folder(tmp_path: Path) -> None:
    files = official([message(T1), message(T2, "U02BEN")], [message(T3)])
    plain = read(folder(tmp_path / "export", files)).records
    assert read(archive(tmp_path / "a.zip", files)).records == plain
    assert read(archive(tmp_path / "b.zip", files, top="Our Slack 2024/")).records == plain
    assert len(plain[Message]) == 3


def test_replies_hang_on_their_root_and_a_broadcast_counts_once(tmp_path: Path) -> None:
    root = message(T1, thread_ts=T1, reply_count=2)
    reply = message(T2, "U02BEN", thread_ts=T1, parent_user_id="U01ADA")
    shout = message(T3, thread_ts=T1, parent_user_id="U01ADA", subtype="thread_broadcast")
    rows = read(folder(tmp_path, official([root, reply, shout])))
    thread = f"slack:C01GEN:{T1}"
    assert [(m.kind, m.reply_to, m.thread_id) for m in table(rows, Message)] == [
        ("post", None, thread),
        ("reply", thread, thread),
        ("reply", thread, thread),
    ]
    assert only(rows, Thread).started_by == "slack:U01ADA"


def test_a_thread_whose_root_is_not_in_the_export_still_knows_who_started_it(
    tmp_path: Path,
) -> None:
    reply = message(T2, "U02BEN", thread_ts=T1, parent_user_id="U01ADA")
    rows = read(folder(tmp_path, official([reply])))
    assert only(rows, Thread).started_by == "slack:U01ADA"


def test_reactions_name_their_givers_and_fold_skin_tones(tmp_path: Path) -> None:
    given = [
        {"name": "+1", "users": ["U01ADA", "U02BEN"], "count": 2},
        {"name": "+1::skin-tone-5", "users": ["U02BEN"], "count": 1},
        {"name": "-1", "users": ["U01ADA"], "count": 1},
        {"name": "tada", "users": ["U02BEN"], "count": 4},
    ]
    rows = read(folder(tmp_path, official([message(T1, reactions=given)])))
    where = f"slack:C01GEN:{T1}"
    assert set(table(rows, Reaction)) == {
        Reaction(where, "slack:U01ADA", "+1"),
        Reaction(where, "slack:U02BEN", "+1", n=2),
        Reaction(where, "slack:U01ADA", "-1", sign=-1),
        Reaction(where, "slack:U02BEN", "tada"),
        Reaction(where, None, "tada", n=3),
    }


def test_mentions_and_links_are_taken_from_the_text(tmp_path: Path) -> None:
    text = "Ask <@U02BEN|ben>, <@U02BEN> or me (<@U01ADA>): <https://www.docs.example.org/a?x=1&amp;y=2|docs>"
    rows = read(folder(tmp_path, official([message(T1, text=text)])))
    where = f"slack:C01GEN:{T1}"
    assert only(rows, Mention) == Mention(where, "slack:U02BEN")
    url = "https://www.docs.example.org/a?x=1&y=2"
    assert only(rows, Link) == Link(where, url, "docs.example.org")
    assert only(rows, Message).text == "Ask @Ben Okoro, @Ben Okoro or me (@Ada L): docs"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain", "plain"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt; stays what was typed", "&lt; stays what was typed"),
        ("<!here> <!channel>", "@here @channel"),
        ("<!subteam^S01|@helpers>", "@helpers"),
        ("<#C01GEN|general> and <#C01GEN>", "#general and #chat"),
        ("<https://example.org>", "https://example.org"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<@U99GONE|gus> <@U99GONE>", "@gus @U99GONE"),
        ("<> <|> < a", "<>  < a"),
    ],
)
def test_markup_becomes_what_people_see(markup: str, text: str) -> None:
    assert read_markup(markup, {"C01GEN": "chat"}).text == text


def test_what_stands_in_code_calls_nobody() -> None:
    reading = read_markup("`<@U02BEN>` ```<@U02BEN>\n<https://example.org>``` <@U01ADA>", {})
    assert reading.mentioned == ("U01ADA",)
    assert reading.urls == ()
    assert reading.text == "`@U02BEN` ```@U02BEN\nhttps://example.org``` @U01ADA"


def test_a_malformed_address_has_no_domain() -> None:
    assert domain_of("https://[half") is None
    assert domain_of("https://WWW.Example.org:8080/x") == "example.org"


@pytest.mark.parametrize(
    ("ts", "at"),
    [
        ("1709290800.000100", 1_709_290_800_000_100),
        ("1709290800", 1_709_290_800_000_000),
        (1709290800, 1_709_290_800_000_000),
        ("1709290800.5", 1_709_290_800_500_000),
        ("4102444799.999999", 4_102_444_799_999_999),
        ("4102444800.000000", None),
        ("0.000000", None),
        (0, None),
        (-5, None),
        ("-1709290800.000100", None),
        ("yesterday", None),
        ("", None),
        ("١٢٣", None),
        ("9" * 10_000, None),
        (True, None),
        (None, None),
        (1e300, None),
        ({}, None),
    ],
)
def test_a_timestamp_is_exact_or_none(ts: object, at: int | None) -> None:
    assert microseconds(ts) == at


def test_accounts_carry_names_and_zones_and_of_addresses_only_seals(tmp_path: Path) -> None:
    rows = read(folder(tmp_path, official([message(T1)])))
    ada, ben, bot, slackbot = table(rows, Account)
    seal = Wish().seal("ADA@example.org")
    assert ada == Account(
        "slack:U01ADA", "slack", "ada", "Ada L", tz="Europe/Oslo", email_hash=seal
    )
    assert ben == Account("slack:U02BEN", "slack", "ben", "Ben Okoro")
    assert bot.is_bot and slackbot == Account(
        "slack:USLACKBOT", "slack", "slackbot", "Slackbot", True
    )
    assert "ada@example.org" not in repr(rows.records)


def test_admins_and_owners_are_undated_appointments(tmp_path: Path) -> None:
    rows = read(folder(tmp_path, official([message(T1)])))
    assert table(rows, Appointment) == [
        Appointment("slack:U01ADA", "admin"),
        Appointment("slack:U01ADA", "owner"),
    ]


def test_comings_and_goings_are_memberships_and_no_messages(tmp_path: Path) -> None:
    come = message(T1, "U02BEN", "joined", subtype="channel_join", inviter="U01ADA")
    leave = message(T2, "U02BEN", "left", subtype="channel_leave")
    topic = message(T3, "U02BEN", "topic", subtype="channel_topic")
    rows = read(folder(tmp_path, official([come, leave, topic])))
    ben, general = "slack:U02BEN", "slack:C01GEN"
    assert table(rows, Membership) == [
        Membership(ben, general, "join", "slack:U01ADA", 1_709_290_800_000_100),
        Membership(ben, general, "leave", None, 1_709_290_860_000_200),
    ]
    assert rows.audit.dropped == {"system message": 3}
    assert (rows.audit.found, rows.audit.kept) == (3, 0)


def test_bots_are_kept_and_known_as_bots(tmp_path: Path) -> None:
    said = [
        message(T1, "U03BOT", bot_id="B09XYZ"),
        {
            "type": "message",
            "subtype": "bot_message",
            "ts": T2,
            "bot_id": "B07",
            "username": "Ticker",
        },
        # an app posts in Ada's name: Ada stays a person
        message(T3, "U01ADA", bot_id="B08APP", bot_profile={"name": "Polls"}),
    ]
    rows = read(folder(tmp_path, official(said)))
    assert [m.account_id for m in table(rows, Message)] == [
        "slack:U03BOT",
        "slack:B07",
        "slack:B08APP",
    ]
    accounts = {a.account_id: a for a in table(rows, Account)}
    assert accounts["slack:B07"] == Account("slack:B07", "slack", "Ticker", "Ticker", True)
    assert accounts["slack:B08APP"].is_bot and not accounts["slack:U01ADA"].is_bot


def test_shared_files_and_their_comments_are_written_by_people(tmp_path: Path) -> None:
    shared = message(T1, subtype="file_share", bot_id=None)
    comment = {
        "type": "message",
        "subtype": "file_comment",
        "ts": T2,
        "comment": {"user": "U02BEN"},
    }
    rows = read(folder(tmp_path, official([shared, comment])))
    assert [m.account_id for m in table(rows, Message)] == ["slack:U01ADA", "slack:U02BEN"]


def test_who_is_missing_from_the_user_list_is_kept_by_the_name_at_hand(tmp_path: Path) -> None:
    profile = {"name": "cleo", "display_name": "Cleo", "email": "cleo@example.org"}
    said = [
        message(T1, "U77NEW", "<@U88NIL> hello", user_profile=profile),
        message(T2, reactions=[{"name": "wave", "users": ["U99SHY"], "count": 1}]),
    ]
    rows = read(folder(tmp_path, official(said)))
    accounts = {a.account_id: a for a in table(rows, Account)}
    assert accounts["slack:U77NEW"] == Account("slack:U77NEW", "slack", "cleo", "Cleo")
    assert accounts["slack:U88NIL"] == Account("slack:U88NIL", "slack")
    assert accounts["slack:U99SHY"] == Account("slack:U99SHY", "slack")
    assert any("missing from the user list" in note for note in rows.audit.notes)
    assert "cleo@example.org" not in repr(rows.records)


def test_two_people_with_one_name_stay_two_and_are_noted(tmp_path: Path) -> None:
    twins = [{"id": f"U0{n}", "name": f"kim{n}", "real_name": "Kim Vu"} for n in range(2)]
    rows = read(folder(tmp_path, official([message(T1, "U00")], users=twins)))
    assert [a.name for a in table(rows, Account)].count("Kim Vu") == 2
    assert any("2 people share the name 'Kim Vu'" in note for note in rows.audit.notes)


def private_export() -> dict[str, Any]:
    return official(
        [message(T1)],
        groups=[{"id": "G01SEC", "name": "secret"}],
        dms=[{"id": "D01PRIVATE", "members": ["U01ADA", "U02BEN"]}],
        mpims=[{"id": "G02", "name": "mpdm-ada--ben--kim-1"}],
        channels=[*CHANNELS, {"id": "C09BRD", "name": "board", "is_private": True}],
    ) | {
        "secret/2024-03-01.json": [message(T2, text="hush")],
        "D01PRIVATE/2024-03-01.json": [message(T2, text="psst")],
        "mpdm-ada--ben--kim-1/2024-03-01.json": [message(T2, text="psst")],
        "board/2024-03-01.json": [message(T3, text="budget")],
        "D02UNLISTED/2024-03-01.json": [message(T2, text="psst")],
    }


def test_private_talk_is_not_read_and_not_counted(tmp_path: Path) -> None:
    rows = read(folder(tmp_path, private_export()))
    assert rows.audit.found == 1
    assert {c.name for c in table(rows, Channel)} == {"general", "help"}
    assert any("private: 5 channels" in note for note in rows.audit.notes)
    assert "secret" not in repr((rows.records, rows.audit))


@pytest.mark.parametrize("named", ["secret", "#secret", "G01SEC"])
def test_a_private_channel_is_read_when_it_is_named(tmp_path: Path, named: str) -> None:
    rows = read(folder(tmp_path, private_export()), Wish(include_private=(named,)))
    assert [m.text for m in table(rows, Message)] == ["Hello", "hush"]
    assert Channel("slack:G01SEC", "slack", "secret", private=True) in table(rows, Channel)


def test_an_unlisted_channel_is_read_unless_the_list_of_private_ones_is_broken(
    tmp_path: Path,
) -> None:
    files = official([message(T1)]) | {"attic/2024-03-01.json": [message(T2)]}
    rows = read(folder(tmp_path / "whole", files))
    assert Channel("slack:attic", "slack", "attic") in table(rows, Channel)
    rows = read(folder(tmp_path / "broken", {**files, "groups.json": b"[{"}))
    assert [m.channel_id for m in table(rows, Message)] == ["slack:C01GEN"]


def test_of_overlapping_snapshots_the_newest_edition_counts(tmp_path: Path) -> None:
    old = official([message(T1, text="teh"), message(T2, text="gone soon")])
    new = official(
        [
            message(T1, text="the", edited={"user": "U01ADA", "ts": T3}),
            message(T2, "USLACKBOT", "This message was deleted.", subtype="tombstone"),
            message(T3),
        ],
        channels=[{"id": "C01GEN", "name": "lobby"}],
        users=[{"id": "U01ADA", "name": "ada", "real_name": "Ada Berg"}],
    )
    new["lobby/2024-03-01.json"] = new.pop("general/2024-03-01.json")
    for name, files in (("run-2", new), ("run-1", old)):
        folder(tmp_path / "data" / name, files)
    rows = read(tmp_path)
    assert [(m.text, m.edited_at) for m in table(rows, Message)] == [
        ("the", 1_709_290_920_000_300),
        ("Hello", None),
    ]
    assert rows.audit.found == 5
    assert rows.audit.dropped == {"duplicate": 2, "deleted": 1}
    assert Channel("slack:C01GEN", "slack", "lobby") in table(rows, Channel)
    assert {a.name for a in table(rows, Account)} >= {"Ada Berg", "Ben Okoro"}


def web_api() -> dict[str, Any]:
    thumbs = [{"name": "+1", "users": ["U02BEN"], "count": 1}]
    root = message(T1, thread_ts=T1, reply_count=1)
    reply = message(T2, "U02BEN", thread_ts=T1, parent_user_id="U01ADA")
    return {
        "channels.json": ["C01GENERAL"],
        "names.json": {"C01GENERAL": "general"},
        **{f"users/{u['id']}.json": u for u in USERS},
        "messages/C01GENERAL/0.json": {"cursor": "abc", "messages": [message(T3), root]},
        f"threads/C01GENERAL/{T1}.json": [{**root, "reactions": thumbs}, reply],
    }


def test_web_api_pages_and_threads_become_one_channel(tmp_path: Path) -> None:
    rows = read(folder(tmp_path, web_api()))
    assert [m.message_id[-len(T1) :] for m in table(rows, Message)] == [T1, T2, T3]
    assert (rows.audit.found, rows.audit.dropped) == (4, {"duplicate": 1})
    assert only(rows, Reaction).account_id == "slack:U02BEN"
    assert only(rows, Channel) == Channel("slack:C01GENERAL", "slack", "general")
    assert {a.name for a in table(rows, Account)} >= {"Ada L", "Ben Okoro"}


def test_web_api_direct_messages_and_groups_stay_unread(tmp_path: Path) -> None:
    files = web_api() | {"messages/D01PRIVATE/0.json": {"messages": [message(T2, text="psst")]}}
    rows = read(archive(tmp_path / "api.zip", files, top="crawl/"))
    assert "psst" not in repr(rows.records)
    assert rows.audit.found == 4


def test_another_source_name_becomes_the_prefix_of_all_ids(tmp_path: Path) -> None:
    said = message(T1, text="<@U02BEN>", reactions=[{"name": "a", "users": ["U02BEN"], "count": 1}])
    rows = read(folder(tmp_path, official([said])), Wish(source="guild"))
    assert "slack:" not in repr(rows.records)
    assert only(rows, Message).account_id == "guild:U01ADA"
    assert {a.source for a in table(rows, Account)} == {"guild"}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (message("0"), "impossible time"),
        (message("-17.000100"), "impossible time"),
        (message("soon"), "impossible time"),
        (message("4102444800.000000"), "impossible time"),
        ({"type": "message", "text": "no time"}, "unreadable"),
        ("not a record", "unreadable"),
        (None, "unreadable"),
        ([], "unreadable"),
        (message(T2, subtype="message_deleted"), "deleted"),
        (message(T2, subtype={"odd": 1}), "system message"),
        (message(T2, type="presence_change"), "system message"),
        ({"type": "message", "ts": T2, "text": "by nobody"}, "no author"),
    ],
)
def test_a_bad_message_is_dropped_by_name_and_the_good_one_stays(
    tmp_path: Path, bad: Any, reason: str
) -> None:
    rows = read(folder(tmp_path, official([message(T1), bad])))
    assert (rows.audit.found, rows.audit.dropped) == (2, {reason: 1})
    assert only(rows, Message).message_id.endswith(T1)


@pytest.mark.parametrize(
    "odd",
    [
        {"reactions": {"name": "+1"}},
        {"reactions": ["+1", {"name": 5}, {"name": "+1", "users": 7, "count": "x"}]},
        {"reactions": [{"name": "+1", "users": [None, {}], "count": 10**18}]},
        {"thread_ts": {"odd": 1}},
        {"thread_ts": "soon"},
        {"edited": "yes"},
        {"edited": {"ts": []}},
        {"user_profile": [], "parent_user_id": 4},
        {"text": ["not", "text"]},
        {"text": None},
        {"text": "<http://[half> <|> <@> \x00"},
    ],
)
def test_odd_fields_cost_nothing_but_themselves(tmp_path: Path, odd: dict[str, Any]) -> None:
    rows = read(folder(tmp_path / "export", official([{**message(T1), **odd}])))
    assert rows.audit.kept == 1
    rows.write(tmp_path / "shards", 0)
    assert (tmp_path / "shards" / "messages").is_dir()
