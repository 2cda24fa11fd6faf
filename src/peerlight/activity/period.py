"""The span of time that an analysis looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlight.clock import DAY
from peerlight.errors import BadInput
from peerlight.store.engines import Engine

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Period:
    """All in UTC microseconds. Nothing after ``as_of`` is seen.

    ``snapshot`` says that ``as_of`` is the end of the data, so that what the platform states of
    today (offices, counts without dates) may be used; for an earlier date it would be hindsight.
    """

    as_of: int
    begins: int
    snapshot: bool

    def table(self) -> pa.Table:
        """The one row that signals read as ``period``; see ``docs/reference/analysis-views.md``."""
        import pyarrow as pa

        row = {
            "as_of": self.as_of,
            "since": self.as_of - 180 * DAY,
            "since_long": self.as_of - 730 * DAY,
            "begins": self.begins,
            "settled": self.begins + 90 * DAY,
            "snapshot": int(self.snapshot),
        }
        return pa.table({name: pa.array([value], pa.int64()) for name, value in row.items()})


def period(engine: Engine, as_of: int | None) -> Period:
    """The period that ends at ``as_of``, or at the end of the data.

    Raises:
        BadInput: there is no message at or before ``as_of``.
    """
    ends = engine.rows("SELECT MIN(posted_at) AS first, MAX(posted_at) AS last FROM messages")
    first, last = ends["first"][0].as_py(), ends["last"][0].as_py()
    if first is None:
        raise BadInput("There is no message to analyse", do_next="Import a source that has some.")
    if as_of is not None and as_of < first:
        raise BadInput(
            "The community's first message is later than the date asked for",
            do_next="Give a later --as-of.",
        )
    end = last if as_of is None else as_of
    return Period(end, first, snapshot=end >= last)
