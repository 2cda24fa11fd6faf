"""A file's columns brought to the types of the activity tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from peerlight.sources.json_files import LATEST

if TYPE_CHECKING:
    import pyarrow as pa

TIMES = frozenset(
    {"posted_at", "edited_at", "deleted_at", "reacted_at", "created_at", "at", "since", "until"}
)
IDS = frozenset({"reply_to", "started_by", "same_as"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_IN_UTC = _EPOCH.replace(tzinfo=None)  # a time without a zone is taken as UTC
_EARLIEST = int((datetime(1980, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds()) * 10**6
_LATEST = LATEST * 10**6
_TRUE = {"true", "t", "yes", "y", "1"}


def is_id(column: str) -> bool:
    """Whether the column names a member, message, channel, thread or gathering."""
    return column.endswith("_id") or column in IDS


def converted(column: str, values: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    """One column in its type; what cannot be understood becomes null."""
    import pyarrow as pa

    values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if column in TIMES:
        return micros(values)
    if pa.types.is_boolean(kind):
        return _mapped(values, lambda text: text.lower() in _TRUE, kind)
    if pa.types.is_integer(kind):
        return _mapped(values, _whole, kind)
    return _text(values, strip=is_id(column))


def micros(values: pa.Array) -> pa.Array:
    """Times as UTC microseconds, from timestamps, numbers or text; impossible ones are null.

    A number is seconds below 1e11, milliseconds below 1e14, microseconds below 1e17, else
    nanoseconds: from 1980 on these cannot be confused. Possible is 1980 until 2099.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_date(values.type):
        values = values.cast(pa.timestamp("us"))
    if pa.types.is_timestamp(values.type):
        times = values.cast(pa.timestamp("us", values.type.tz), safe=False).cast(pa.int64())
    elif pa.types.is_integer(values.type):
        times = _scaled(values.cast(pa.int64(), safe=False))
    else:
        times = pa.array([_moment(v) for v in values.to_pylist()], pa.int64())
    possible = pc.and_(pc.greater_equal(times, _EARLIEST), pc.less(times, _LATEST))
    return pc.if_else(possible, times, pa.scalar(None, pa.int64()))


def _scaled(numbers: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    seconds = pc.multiply(pc.min_element_wise(numbers, 10**11, skip_nulls=False), 10**6)
    millis = pc.multiply(pc.min_element_wise(numbers, 10**14, skip_nulls=False), 10**3)
    conditions = pc.make_struct(
        pc.less(numbers, 10**11), pc.less(numbers, 10**14), pc.less(numbers, 10**17)
    )
    positive = pc.greater(numbers, 0)
    scaled = pc.case_when(conditions, seconds, millis, numbers, pc.divide(numbers, 1000))
    return pc.if_else(positive, scaled, 0)


def _moment(value: object) -> int | None:
    if value is None:
        return None
    text = str(value).strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _number(text)
    if text.isdigit() and len(text) != len("20240501"):
        return _number(text)
    return _since_epoch(moment)


def _number(text: str) -> int | None:
    try:
        number = float(text)
    except ValueError:
        return _spelt(text)
    if not 0 < number < 1e19:
        return None
    if number < 1e11:
        return round(number * 10**6)
    return round(number * 10**3 if number < 1e14 else number if number < 1e17 else number / 1000)


def _spelt(text: str) -> int | None:
    """The two common spellings beside ISO 8601: a zone's name UTC, a space before the offset."""
    plain = text.removesuffix("UTC").removesuffix("GMT").rstrip().replace(" +", "+")
    try:
        return _since_epoch(datetime.fromisoformat(plain.replace(" -", "-")))
    except ValueError:
        return None


def _since_epoch(moment: datetime) -> int | None:
    try:
        passed = moment - (_EPOCH if moment.tzinfo else _EPOCH_IN_UTC)
    except OverflowError:  # the year 1 or 9999, moved over the edge by its zone
        return None
    return (passed.days * 86_400 + passed.seconds) * 10**6 + passed.microseconds


def _whole(text: str) -> int | None:
    try:
        number = int(float(text))
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < 2**63 else None


def _mapped(values: pa.Array, read: Callable[[str], object], kind: pa.DataType) -> pa.Array:
    """Convert each distinct value once: such columns hold few."""
    import pyarrow as pa

    if values.type == kind:
        return values
    coded = _text(values, strip=True).dictionary_encode()
    known = [read(text) for text in coded.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(coded.indices, pa.array(known, kind)).dictionary_decode()


def _text(values: pa.Array, *, strip: bool) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(values.type):
        values = _as_text(values)
    if strip:
        values = pc.utf8_trim_whitespace(values)
    return pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)


def _as_text(values: pa.Array) -> pa.Array:
    """Numbers lose a ``.0`` that came from missing values; nested values keep Python's spelling."""
    import pyarrow as pa

    if pa.types.is_integer(values.type) or pa.types.is_large_string(values.type):
        return values.cast(pa.string())
    return pa.array([_spelling(value) for value in values.to_pylist()], pa.string())


def _spelling(value: object) -> str | None:
    if isinstance(value, float):
        return None if value != value else str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
