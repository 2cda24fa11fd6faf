"""From raw activity tables to the analysis views that signals read."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from peerlight.store.engines import Engine

if TYPE_CHECKING:
    import pyarrow as pa

# in the order in which they read each other; True where the rows are worth keeping, because
# more than one reader wants them
VIEWS: dict[str, bool] = {
    "people": False,
    "posts": True,
    "openings": True,
    "mentioned": True,
    "preceding": False,
    "addressed": False,
    "reacted": False,
    "attention": True,
    "reception": True,
    "newcomers": True,
    "contacts": True,
    "ties": True,
    "members": True,
    "followers": True,
    "reach": True,
}


def prepare(engine: Engine, period: pa.Table) -> None:
    """Name every analysis view on ``engine``; see ``docs/reference/analysis-views.md``.

    The activity tables and ``identities`` must be readable there already. ``period`` is the one
    row that says from when to when to look.

    Linear in messages and reactions, but for ``reach``: the pairs of members within each thread.
    Tested with 10 million messages and 20 million reactions.
    """
    engine.register("period", period)
    for name, keep in VIEWS.items():
        name_view = engine.materialise if keep else engine.view
        name_view(name, select(name))


def select(name: str) -> str:
    """The portable ``SELECT`` behind an analysis view, with its comment head."""
    return (files("peerlight.activity") / "views" / f"{name}.sql").read_text("utf-8")
