"""Evidence made showable: a short quote and a way to the original, but nothing private."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from peerlight.errors import BadInput
from peerlight.people.quoting import LONGEST, PRIVATE, quote
from peerlight.settings import Settings
from peerlight.store.engines import open_engine
from peerlight.store.tables import TABLES, Channel, Message
from peerlight.values import Card, Evidence, Reason

CHANNELS = (
    Channel("chat:C1", "chat", "workbench"),
    Channel("chat:C2", "chat", "attic", private=True),
)
NAMES = {"chat:bo": "Bo Finch"}
LINKED = Settings(url_template="https://chat.example/{channel_id}/{thread_id}#{message_id}")


def message(
    name: str, text: str | None, channel: str = "chat:C1", url: str | None = None
) -> Message:
    return Message(f"chat:{name}", "chat:ana", channel, "chat:t1", 1, text=text, url=url)


def quoted(
    messages: Iterable[Message], settings: Settings | None = None, peer: str | None = "chat:bo"
) -> list[Evidence]:
    """The evidence of a card that cites each message once, and one message that is not there."""
    messages = list(messages)
    cited = [m.message_id for m in messages] + ["chat:gone"]
    rows = tuple(Evidence("answers", "chat:ana", peer, each, "chat:t1", 1, 1) for each in cited)
    reasons = tuple(Reason("answers", "Answered.", 1, "rows", (row,)) for row in rows)
    card = Card("chat:ana", "Ana", "", reasons, "", 0, 0, (), (), None, None)
    engine = open_engine()
    try:
        engine.register("messages", TABLES["messages"].arrow(messages))
        engine.register("channels", TABLES["channels"].arrow(CHANNELS))
        (shown,) = quote(engine, [card], NAMES, settings or Settings())
    finally:
        engine.close()
    assert [row.message_id for row in shown.evidence] == cited
    return list(shown.evidence)


def test_a_quote_says_where_and_with_whom() -> None:
    shown, gone = quoted([message("m1", "Lower  the\nfeed.")])
    assert (shown.quote, shown.channel, shown.peer_name) == (
        "Lower the feed.",
        "workbench",
        "Bo Finch",
    )
    assert (gone.quote, gone.channel, gone.url) == (None, None, None)


def test_a_long_text_is_cut_and_shows_it() -> None:
    shown, whole, *_ = quoted([message("m1", "board " * 200), message("m2", "x" * LONGEST)])
    assert shown.quote
    assert shown.quote.endswith("board boa…")
    assert len(shown.quote) <= LONGEST
    assert whole.quote == "x" * LONGEST


def test_a_cut_shows_also_where_blanks_were_left_out() -> None:
    airy, _ = quoted([message("m1", "board    " * 100)])
    assert airy.quote
    assert airy.quote.endswith("board…")
    assert "  " not in airy.quote


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_without_a_text_there_is_no_quote_but_the_place_is_told(text: str | None) -> None:
    shown, _ = quoted([message("m1", text)])
    assert (shown.quote, shown.channel) == (None, "workbench")


@pytest.mark.parametrize("settings", [Settings(), LINKED], ids=["no template", "template"])
def test_a_private_channel_is_neither_quoted_nor_named_nor_linked(settings: Settings) -> None:
    secret = message("m1", "A carved owl.", "chat:C2", "https://chat.example/attic/m1")
    shown, _ = quoted([secret], settings)
    assert (shown.quote, shown.url, shown.channel) == (None, None, PRIVATE)
    assert "attic" not in repr(shown)
    assert shown.peer_name == "Bo Finch"


def test_the_source_s_own_address_goes_before_the_template() -> None:
    own = "https://forum.example/t/1/2"
    given, made, gone = quoted([message("m1", "a", url=own), message("m2", "b")], LINKED)
    assert given.url == own
    assert made.url == "https://chat.example/C1/t1#m2"
    assert gone.url is None


@pytest.mark.parametrize("template", ["https://x/{room}", "https://x/{message_id", "https://x/{}"])
def test_a_template_that_cannot_be_filled_in_is_refused_in_words(template: str) -> None:
    with pytest.raises(BadInput, match=r"'url_template'.*\{channel_id\}"):
        quoted([message("m1", "a")], Settings(url_template=template))


def test_a_peer_without_a_name_is_not_given_one() -> None:
    assert quoted([message("m1", "a")], peer="chat:cy")[0].peer_name is None
    assert quoted([message("m1", "a")], peer=None)[0].peer_name is None
