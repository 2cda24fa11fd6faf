from __future__ import annotations

import pyarrow as pa

from peerlight.activity.text.repeated import repeated_texts

PITCH = "Come and see the wonderful new garden planner that I made, at https://example.org/{n}!"


def _messages(*rows: tuple[str, str, str | None]) -> pa.Table:
    accounts, threads, texts = zip(*rows, strict=True)
    ids = [f"m{n}" for n in range(len(rows))]
    columns = {"message_id": ids, "account_id": accounts, "thread_id": threads}
    return pa.table({**columns, "text": pa.array(texts, pa.string())})


def test_the_same_text_in_three_threads_is_repeated_though_its_link_changes() -> None:
    messages = _messages(
        ("a", "t1", PITCH.format(n=1)),
        ("a", "t2", PITCH.format(n=2)),
        ("a", "t3", PITCH.format(n=3).upper().replace("HTTPS", "https")),
        ("a", "t4", "Something else that is as long as it has to be, but said only this once."),
    )
    assert repeated_texts(messages.to_batches())["message_id"].to_pylist() == ["m0", "m1", "m2"]


def test_two_threads_one_thread_or_several_people_are_not_enough() -> None:
    messages = _messages(
        ("a", "t1", PITCH.format(n=1)),
        ("a", "t2", PITCH.format(n=2)),
        ("a", "t2", PITCH.format(n=3)),
        ("b", "t3", PITCH.format(n=1)),
        ("c", "t4", PITCH.format(n=1)),
    )
    assert repeated_texts(messages.to_batches()).num_rows == 0


def test_short_greetings_and_missing_texts_are_never_repeated() -> None:
    messages = _messages(*[("a", f"t{n}", text) for n in range(4) for text in ("Welcome!", None)])
    assert repeated_texts(messages.to_batches()).num_rows == 0


def test_different_addresses_are_not_the_same_text() -> None:
    page = "https://example.org/a/rather/long/path/to/some/page/of/the/manual/number"
    messages = _messages(*[("a", f"t{n}", f"{page}/{n}") for n in range(5)])
    assert repeated_texts(messages.to_batches()).num_rows == 0
