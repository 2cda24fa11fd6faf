"""Discord's HTML pages of three ages, and a site's JSON with pieces of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.discord_exports import (
    container,
    group,
    micros,
    number,
    page,
    put,
    reactions,
    reply,
    user_id,
)
from tests.sources.shard_reading import Shelf, Tables, arrow_ready, read

from peerlight.sources.contract import Wish
from peerlight.sources.discord import Discord
from peerlight.sources.packing import open_tree
from peerlight.sources.spans import SPAN_BYTES

EDITED = (
    '<span class=chatlog__edited-timestamp title="Tuesday, January 2, 2024 4:00 p.m.">(edited)'
    "</span>"
)
LOST = "<div class=chatlog__reply><div class=chatlog__reply-unknown>gone</div></div>"
COMMAND = "<div class=chatlog__reply><div class=chatlog__reply-content>used /tea</div></div>"


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "shards"


def account(name: str) -> str:
    return f"discord:{user_id(name)}"


def of(tables: Tables, table_name: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(r[c] for c in columns) for r in tables[table_name]]


def pages(folder: Path, *groups: str, name: str = "tea_html", **more: str) -> Path:
    return put(folder, **{name: page(*groups, **more).encode()})


def call(name: str) -> str:
    return f'<span class="chatlog__markdown-mention" title="{name.lower()}">@{name}</span>'


def test_messages_of_one_author_follow_each_other(tmp_path: Path, into: Path) -> None:
    folder = pages(
        tmp_path / "e",
        group("Ada", container(1, "good morning"), container(2, "tea &amp; cake?")),
        group("Ben", container(3, "yes", before=reply(1))),
        foot="Exported 1,003 message(s)",
    )
    tables, audit = read(Discord(), folder, into)
    assert of(tables, "messages", "message_id", "account_id", "posted_at", "text", "kind") == [
        (f"discord:{number(1)}", account("Ada"), micros(1), "good morning", "post"),
        (f"discord:{number(2)}", account("Ada"), micros(2), "tea & cake?", "post"),
        (f"discord:{number(3)}", account("Ben"), micros(3), "yes", "reply"),
    ]
    assert tables["messages"][2]["reply_to"] == tables["messages"][2]["thread_id"]
    assert of(tables, "accounts", "handle", "name") == [("ada", "Ada"), ("ben", "Ben")]
    assert of(tables, "channels", "channel_id", "name") == [
        ("discord:The Kettle / Rooms / tea", "tea")
    ]
    assert audit.stated == {"messages": 1_003}


def test_a_page_in_a_thread_is_one_conversation(tmp_path: Path, into: Path) -> None:
    groups = group("Ada", container(1)), group("Ben", container(2, before=reply(9)))
    path = "Rooms / tea / Leaves / and stems"
    tables, _ = read(Discord(), pages(tmp_path / "e", *groups, path=path), into)
    [thread] = tables["threads"]
    assert thread["title"] == "tea / Leaves / and stems"
    assert {r["thread_id"] for r in tables["messages"]} == {thread["thread_id"]}


def test_a_file_named_by_the_exporter_tells_ids(tmp_path: Path, into: Path) -> None:
    file = "The Kettle - Rooms - tea [70000000000000000] [part 2].html"
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / file).write_text(page(group("Ada", container(1))))
    tables, _ = read(Discord(), tmp_path / "e", into)
    assert of(tables, "channels", "channel_id") == [("discord:70000000000000000",)]


def test_direct_messages_stay_unread(tmp_path: Path, into: Path) -> None:
    folder = pages(tmp_path / "e", group("Ada", container(1)), guild="Direct Messages", path="ben")
    tables, audit = read(Discord(), folder, into)
    assert (tables["messages"], tables["channels"], audit.found) == ([], [], 0)
    assert any("private: 1 channels" in note for note in audit.notes)
    kept, _ = read(Discord(), folder, tmp_path / "named", Wish(include_private=("ben",)))
    assert of(kept, "channels", "kind", "private") == [("direct", True)]


def test_what_a_reply_answers_may_be_lost_and_a_command_is_none(tmp_path: Path, into: Path) -> None:
    groups = group("Ada", container(1, before=LOST)), group("Clock", container(2, before=COMMAND))
    tables, _ = read(Discord(), pages(tmp_path / "e", *groups), into)
    assert of(tables, "messages", "kind", "reply_to") == [("reply", None), ("post", None)]


def test_words_are_without_marks_quotes_and_pictures(tmp_path: Path, into: Path) -> None:
    said = (
        '<div class=chatlog__markdown-quote><span class="chatlog__markdown-mention" title="cem">'
        '@Cem</span> said<a href="https://spam.example.org">x</a></div><span'
        f" class=chatlog__markdown-preserve>look {call('Ben')} <img class=chatlog__emoji alt=🫖>"
        '<a href="https://www.pots.example.org/">pots</a><br>'
        "<span class=chatlog__markdown-mention>#tea</span></span>"
    )
    groups = (
        group("Ada", container(1, said)),
        group("Ben", container(2)),
        group("Cem", container(3)),
    )
    tables, _ = read(Discord(), pages(tmp_path / "e", *groups), into)
    assert tables["messages"][0]["text"] == "look @Ben 🫖pots\n#tea"
    assert of(tables, "links", "domain") == [("pots.example.org",)]
    assert of(tables, "mentions", "account_id") == [(account("Ben"),)]


def test_a_call_of_nobody_or_of_oneself_is_none(tmp_path: Path, into: Path) -> None:
    said = f"{call('Zed')} {call('Ada')} {call('Ben')} {call('Ben')}"
    groups = group("Ada", container(1, said)), group("Ben", container(2))
    tables, audit = read(Discord(), pages(tmp_path / "e", *groups), into)
    assert of(tables, "mentions", "account_id") == [(account("Ben"),)]
    assert "1 mentions name nobody who wrote here." in audit.notes


def test_reactions_are_counts(tmp_path: Path, into: Path) -> None:
    folder = pages(
        tmp_path / "e", group("Ada", container(1, after=reactions(heart=3, thumbsdown=1)))
    )
    tables, _ = read(Discord(), folder, into)
    assert of(tables, "reactions", "kind", "n", "sign", "account_id") == [
        ("heart", 3, 1, None),
        ("thumbsdown", 1, -1, None),
    ]


def test_an_edit_is_timed_by_the_pages_own_clock(tmp_path: Path, into: Path) -> None:
    folder = pages(tmp_path / "e", group("Ada", container(30, f"<span>hi</span> {EDITED}")))
    tables, _ = read(Discord(), folder, into)
    assert of(tables, "messages", "text", "edited_at") == [("hi", micros(60))]


def test_bots_bear_a_tag(tmp_path: Path, into: Path) -> None:
    tagged = group("Clock", container(1), tag="<span class=chatlog__author-tag>BOT</span>")
    tables, _ = read(Discord(), pages(tmp_path / "e", tagged, group("Ada", container(2))), into)
    assert set(of(tables, "accounts", "name", "is_bot")) == {("Clock", True), ("Ada", False)}


def test_notices_are_no_messages(tmp_path: Path, into: Path) -> None:
    def notice(minute: int, said: str) -> str:
        inner = (
            "<span class=chatlog__system-notification-author title=ada"
            f" data-user-id={user_id('Ada')}>Ada</span>"
            f"<span class=chatlog__system-notification-content> <span>{said}</span></span>"
        )
        return group("Ada", container(minute, "", before=inner))

    folder = pages(tmp_path / "e", notice(1, "joined the server."), notice(2, "pinned a message"))
    tables, audit = read(Discord(), folder, into)
    assert (tables["messages"], audit.dropped) == ([], {"system message": 2})
    assert of(tables, "memberships", "account_id", "channel_id", "verb", "at") == [
        (account("Ada"), None, "join", micros(1))
    ]


def test_forwarded_words_are_somebody_elses(tmp_path: Path, into: Path) -> None:
    forwarded = (
        "<div class=chatlog__forwarded><div class=chatlog__forwarded-content>buy</div></div>"
        "<div class=chatlog__embed><div class=chatlog__embed-title>shop</div></div>"
    )
    folder = pages(tmp_path / "e", group("Ada", container(1, "", before=forwarded)))
    tables, _ = read(Discord(), folder, into)
    assert of(tables, "messages", "text") == [(None,)]


def test_scripts_are_neither_run_nor_kept(tmp_path: Path, into: Path) -> None:
    said = "<span>hi<script>alert(1)</script></span> &lt;script&gt;"
    folder = pages(tmp_path / "e", group("Ada", container(1, said)))
    tables, _ = read(Discord(), folder, into)
    assert of(tables, "messages", "text") == [("hi <script>",)]


MIDDLE = """
<html><head><title>The Kettle - tea</title></head><body>
<div class="preamble"><div class="preamble__entries-container">
  <div class="preamble__entry">The Kettle</div><div class="preamble__entry">Rooms / tea</div>
</div></div>
<div class="chatlog">
<div class="chatlog__message-group">
  <div class="chatlog__reference-symbol"></div>
  <div class="chatlog__reference"><span class="chatlog__reference-link"
    onclick="scrollToMessage(event, '{zero}')">x</span></div>
  <div class="chatlog__author-avatar-container"></div>
  <div class="chatlog__messages">
    <span class="chatlog__author-name" title="clock#0042" data-user-id="42" style="">Clock</span>
    <span class="chatlog__bot-tag">BOT</span>
    <span class="chatlog__timestamp">02-Jan-24 03:01 PM</span>
    <div class="chatlog__message " data-message-id="{one}" id="message-{one}">
      <div class="chatlog__content"><div class="markdown">
        <span class="preserve-whitespace">first <span class="mention" title="clock#0042">@C</span>
        </span>
        <span class="chatlog__edited-timestamp" title="02-Jan-24 04:00 PM">(edited)</span>
      </div></div>
      <div class="chatlog__reactions"><div class="chatlog__reaction">
        <img class="emoji" alt="A" title="tea"><span class="chatlog__reaction-count">2</span>
      </div></div>
    </div>
    <div class="chatlog__message " data-message-id="{two}" id="message-{two}">
      <div class="chatlog__content"><div class="markdown">second</div></div>
    </div>
  </div>
</div>
</div></body></html>
"""


def test_pages_of_the_middle_age(tmp_path: Path, into: Path) -> None:
    content = MIDDLE.format(zero=number(0), one=number(1), two=number(2)).encode()
    tables, audit = read(Discord(), put(tmp_path / "e", tea_html=content), into)
    assert of(tables, "messages", "posted_at", "text", "reply_to", "edited_at") == [
        (micros(1), "first @C", f"discord:{number(0)}", micros(60)),
        (micros(2), "second", None, None),
    ]
    assert of(tables, "accounts", "account_id", "handle", "is_bot") == [
        ("discord:42", "clock#0042", True)
    ]
    assert of(tables, "reactions", "kind", "n") == [("tea", 2)]
    assert audit.found == 2


OLDEST = """
<html><head><title>The Kettle - tea</title></head><body>
<div class="info"><div class="info__metadata"><div class="info__guild-name">The Kettle</div>
<div class="info__channel-name">tea</div></div></div>
<div class="chatlog">
<div class="chatlog__message-group"><div class="chatlog__messages">
  <span class="chatlog__author-name" title="ada#0001">Ada</span>
  <span class="chatlog__timestamp">{day} 12:00</span>
  <div class="chatlog__content"><span class="markdown">one</span></div>
  <div class="chatlog__attachment"></div>
  <div class="chatlog__content"><span class="markdown">two</span></div>
</div></div>
<div class="chatlog__message-group"><div class="chatlog__messages">
  <span class="chatlog__author-name" title="ada@tea.example.org">ada@tea.example.org</span>
  <span class="chatlog__timestamp">13/01/2024 12:00</span>
  <div class="chatlog__attachment"></div>
</div></div>
</div></body></html>
"""


def test_pages_of_the_oldest_age(tmp_path: Path, into: Path) -> None:
    content = OLDEST.format(day="02/01/2024").encode()
    wish = Wish(key=b"k" * 32)
    tables, audit = read(Discord(), put(tmp_path / "e", tea_html=content), into, wish)
    by_time = sorted(of(tables, "messages", "posted_at", "account_id", "text"))
    # of the same minute the order is known, and no more
    sealed = f"discord:{wish.seal('ada@tea.example.org')}"
    assert by_time == [
        (micros(0), "discord:ada#0001", "one"),
        (micros(0) + 1, "discord:ada#0001", "two"),
        (micros(0) + 11 * 86_400 * 1_000_000, sealed, None),
    ]
    assert audit.found == 3
    assert "ada@tea" not in str(tables)


def test_messages_without_an_author_or_a_time_are_counted(tmp_path: Path, into: Path) -> None:
    nobody = f"<div class=chatlog__message-group>{container(1)}</div>"
    never = group("Ada", container(2).replace(number(2), "7").replace("2024", "1969"))
    tables, audit = read(Discord(), pages(tmp_path / "e", nobody, never), into)
    assert tables["messages"] == []
    assert audit.dropped == {"no author": 1, "impossible time": 1}


def test_pages_in_other_encodings(tmp_path: Path) -> None:
    content = page(group("Ada", container(1, "Blüte")), group("Ben", container(2, "naïve")))
    mixed = content.encode().replace("naïve".encode(), "naïve".encode("cp1252"))
    for n, data in enumerate((content.encode("utf-16"), content.encode("cp1252"), mixed)):
        folder = put(tmp_path / f"e{n}", tea_html=data)
        with open_tree(folder) as tree:
            assert Discord.recognises(tree)
        tables, audit = read(Discord(), folder, tmp_path / f"into{n}")
        assert [m["text"] for m in tables["messages"]] == ["Blüte", "naïve"]
        assert audit.kept == 2


def test_a_large_page_is_read_in_spans(tmp_path: Path, into: Path) -> None:
    groups = [group("Ada", container(n, f"said {n} " + "x" * 9_000)) for n in range(2_000)]
    folder = pages(tmp_path / "e", *groups, foot="Exported 2000 message(s)")
    assert (folder / "tea.html").stat().st_size > SPAN_BYTES
    tables, audit = read(Discord(), folder, into)
    assert (len(tables["messages"]), audit.found, audit.stated) == (
        2_000,
        2_000,
        {"messages": 2_000},
    )


@pytest.mark.parametrize("tag", ["<div class=chatlog__header>", "<b>", "<div class=quote>"])
def test_elements_within_elements_without_end_do_no_harm(
    tag: str, tmp_path: Path, into: Path
) -> None:
    deep = container(1, tag * 20_000 + "deep")
    tables, audit = read(Discord(), pages(tmp_path / "e", group("Ada", deep, container(2))), into)
    assert audit.found == len(tables["messages"]) >= 1


def test_a_page_in_one_long_line_is_read_whole(tmp_path: Path, into: Path) -> None:
    groups = "".join(group("Ada", container(n, "x" * 9_000)) for n in range(600))
    tables, _ = read(Discord(), pages(tmp_path / "e", groups), into)
    assert len(tables["messages"]) == 600


def test_a_truncated_page_gives_what_is_there(tmp_path: Path, into: Path) -> None:
    content = page(*(group("Ada", container(n)) for n in range(1, 20)))
    cut = content[: content.index(number(15)) + 10]
    tables, audit = read(Discord(), put(tmp_path / "e", tea_html=cut.encode()), into)
    assert 14 <= len(tables["messages"]) <= 15
    assert audit.found == audit.kept + sum(audit.dropped.values())


@pytest.mark.parametrize("content", [b"", b"<html><body><p>chatlog</p></body></html>", b"\x00" * 9])
def test_other_pages_are_left_to_others(content: bytes, tmp_path: Path) -> None:
    with open_tree(put(tmp_path, a_html=content)) as tree:
        assert not Discord.recognises(tree)


# a site made of pages


def piece(minute: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number(minute),
        "author": "Ada",
        "author_handle": "ada",
        "user_id": user_id("Ada"),
        "timestamp": "Tuesday, January 2, 2024 3:01 p.m.",
        "content_html": "<div class=chatlog__content><span>hello</span></div>",
        "reactions_html": reactions(heart=2),
        "reply_html": "",
        **more,
    }


def site(folder: Path, *messages: Any, listed: Any = ()) -> Path:
    put(folder / "data", threads_json=list(listed), users_json=[])
    room = {"id": "rooms--tea", "title": "tea", "forum": "Rooms", "messages": list(messages)}
    put(folder / "data" / "content", tea_json=room)
    return folder


def entry(number_: str, count: int, **more: Any) -> dict[str, Any]:
    return {"id": number_, "message_count": count, "source_file": f"pages/{number_}.html", **more}


def test_a_sites_pieces_are_read_like_its_pages(tmp_path: Path, into: Path) -> None:
    answered = piece(2, reply_html=reply(1))
    folder = site(tmp_path / "e", piece(1), answered, 7, listed=[entry("rooms--tea", 3)])
    tables, audit = read(Discord(), folder, into)
    assert of(tables, "messages", "message_id", "text", "kind") == [
        (f"discord:{number(1)}", "hello", "post"),
        (f"discord:{number(2)}", "hello", "reply"),
    ]
    assert of(tables, "reactions", "kind", "n") == [("heart", 2)] * 2
    assert (audit.found, audit.dropped, audit.stated) == (3, {"unreadable": 1}, {"messages": 3})
    assert audit.unreadable == []


def test_where_a_page_is_there_it_is_read_and_what_is_missing_is_named(
    tmp_path: Path, into: Path
) -> None:
    listed = [entry("rooms--tea", 1), entry("rooms--pots", 40), 7, {"id": 7}, {}]
    folder = site(tmp_path / "e", piece(1), listed=listed)
    pages(folder / "pages", group("Ada", container(1), container(2)), name="rooms--tea_html")
    tables, audit = read(Discord(), folder, into)
    assert (len(tables["messages"]), audit.found, audit.stated) == (2, 2, {"messages": 40})
    assert any("1 channels that the site lists are not here" in n for n in audit.notes)


def test_a_list_tells_which_channels_are_threads(tmp_path: Path, into: Path) -> None:
    listed = [entry("rooms--tea", 1, channel="kitchen", is_channel_main=False)]
    tables, _ = read(Discord(), site(tmp_path / "e", piece(1), listed=listed), into)
    assert of(tables, "threads", "title") == [("kitchen / tea",)]


WHOLE = page(
    group("Ada", container(1, f"<span>see {call('Ben')}</span>{EDITED}"), container(2)),
    group("Ben", container(3, before=reply(1), after=reactions(heart=1))),
).encode()


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=12)),
        max_size=4,
    )
)
def test_no_bytes_break_the_reading(cuts: list[tuple[int, int, bytes]]) -> None:
    data = WHOLE
    for at, length, noise in cuts:
        data = data[:at] + noise + data[at + length :]
    shelf = Shelf()
    shelf.files = {"tea.html": data}
    for part in Discord().parts(shelf, Wish()):
        rows = Discord().read(shelf, part, Wish())
        kept = arrow_ready(rows)["messages"]
        assert rows.audit.found == kept + sum(rows.audit.dropped.values())


@given(st.lists(st.booleans(), max_size=12), st.integers(0, 12))
def test_as_many_are_found_as_a_bare_parser_finds(whose: list[bool], per_group: int) -> None:
    from selectolax.lexbor import LexborHTMLParser

    groups = [
        group("Ada" if ada else "Ben", *(container(10 * n + m) for m in range(per_group)))
        for n, ada in enumerate(whose)
    ]
    data = page(*groups).encode()
    shelf = Shelf()
    shelf.files = {"tea.html": data}
    [part] = Discord().parts(shelf, Wish())
    bare = LexborHTMLParser(data).css("[data-message-id]")
    assert Discord().read(shelf, part, Wish()).audit.found == len(bare)
