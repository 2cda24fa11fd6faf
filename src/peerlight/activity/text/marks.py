"""All that is read in messages, as rows of the activity table ``marks``."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from peerlight.activity.text import experience, language, promotion, questions, thanks
from peerlight.activity.text.own_words import own_words
from peerlight.store.tables import TABLES

_READERS = (
    ("experience", experience.VERSION, experience.experience),
    ("promotion", promotion.VERSION, promotion.promotion),
    ("question", questions.VERSION, questions.questions),
    ("thanks", thanks.VERSION, thanks.thanks),
)


def marks(messages: pa.Table | pa.RecordBatch) -> pa.Table:
    """The marks of some messages; give a batch of some ten thousand at a time.

    Args:
        messages: with ``message_id`` and ``text`` (null where unknown); other columns are ignored.

    Returns:
        A table of the schema of ``marks``: value "1" for experience, promotion, question and
        thanks, only where found; the ISO code for language, only where it can be told. Every
        message is judged by itself, so how they are cut into batches changes nothing.
        Linear in characters.
    """
    identity = messages["message_id"]
    words = own_words(messages["text"])
    spoken = language.languages(words)
    known = pc.is_valid(spoken)
    parts = [_rows(identity.filter(known), "language", spoken.filter(known), language.VERSION)]
    for kind, version, read in _READERS:
        found = identity.filter(read(words))
        parts.append(_rows(found, kind, pa.repeat("1", len(found)), version))
    return pa.concat_tables(parts)


def _rows(
    identity: pa.Array | pa.ChunkedArray, kind: str, value: pa.Array, version: str
) -> pa.Table:
    size = len(value)
    columns = [identity, pa.repeat(kind, size), value, pa.repeat(version, size)]
    return pa.Table.from_arrays(columns, schema=TABLES["marks"].schema())
