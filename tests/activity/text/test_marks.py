from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlight.activity.text.marks import marks
from peerlight.store.tables import TABLES

MESSAGES = pa.table(
    {
        "message_id": ["m1", "m2", "m3", "m4", "m5"],
        "text": [
            "Thanks, that was the problem! In my experience it is the cable.",
            "Gibt es eine Anleitung, wie ich das für uns machen kann?",
            "Sign up now https://example.org",
            None,
            "",
        ],
    }
)


def _found(table: pa.Table) -> set[tuple[str, str, str]]:
    rows = table.to_pylist()
    return {(row["message_id"], row["kind"], row["value"]) for row in rows}


def test_each_kind_has_a_row_only_where_it_is_found() -> None:
    assert _found(marks(MESSAGES)) == {
        ("m1", "thanks", "1"),
        ("m1", "experience", "1"),
        ("m1", "language", "en"),
        ("m2", "question", "1"),
        ("m2", "language", "de"),
        ("m3", "promotion", "1"),
    }


def test_the_rows_have_the_schema_and_the_key_of_the_marks_table() -> None:
    found = marks(MESSAGES)
    assert found.schema == TABLES["marks"].schema()
    key = list(TABLES["marks"].key)
    assert found.group_by(key).aggregate([]).num_rows == found.num_rows


def test_every_row_names_the_version_of_its_rules() -> None:
    for row in marks(MESSAGES).to_pylist():
        assert row["model_version"].startswith(row["kind"] + "-")


def test_a_record_batch_is_as_good_as_a_table() -> None:
    (batch,) = MESSAGES.to_batches()
    assert marks(batch) == marks(MESSAGES)


def test_no_text_at_all_gives_no_marks() -> None:
    silent = pa.table({"message_id": ["a", "b"], "text": pa.nulls(2, pa.string())})
    assert marks(silent).num_rows == 0
    assert marks(silent.slice(0, 0)).num_rows == 0


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=200), min_size=2, max_size=12), st.integers(1, 11))
def test_how_messages_are_cut_into_batches_changes_nothing(texts: list[str], cut: int) -> None:
    table = pa.table({"message_id": [str(n) for n in range(len(texts))], "text": texts})
    apart = _found(marks(table.slice(0, cut))) | _found(marks(table.slice(cut)))
    assert apart == _found(marks(table))
