"""What humans decided: rows in a transactional database beside the files of facts.

SQLite inside the community's folder by default; the same statements run on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from peerlight.clock import Clock, system_clock
from peerlight.errors import BadInput
from peerlight.store.workspace import Workspace
from peerlight.values import Decision, DecisionKind

FILE = "decisions.db"
NEWEST = "0001"
"""The last step in ``migrations/versions``; a database that is there already needs no Alembic."""

_METADATA = sa.MetaData()
_DECISIONS = sa.Table(
    "decisions",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("account_id", sa.Text, nullable=False),
    sa.Column("other_id", sa.Text),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("undone_at", sa.BigInteger),
)
_TOMBSTONES = sa.Table(
    "tombstones",
    _METADATA,
    sa.Column("seal", sa.Text, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
)


class Decisions:
    """The decisions of one community. A community in which nobody decided has no database."""

    def __init__(self, address: str | Path, clock: Clock = system_clock) -> None:
        self._file = address if isinstance(address, Path) else None
        url = f"sqlite:///{address}" if isinstance(address, Path) else address
        self._engine = sa.create_engine(url)
        self._clock = clock
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _read_beside_writers)
            sa.event.listen(self._engine, "begin", _begin)

    @classmethod
    def of(cls, workspace: Workspace, clock: Clock = system_clock) -> Decisions:
        """Those of a community in its folder."""
        return cls(workspace.root / FILE, clock)

    def record(
        self,
        kind: DecisionKind,
        account_id: str,
        other_id: str | None = None,
        note: str = "",
        by: str = "",
    ) -> Decision:
        """Keep one decision; the same one, still standing, is not kept twice."""
        with self._changing() as connection:
            for standing in _standing(connection, (kind,)):
                if (standing.account_id, standing.other_id) == (account_id, other_id):
                    return standing
            row: dict[str, Any] = {
                "kind": str(kind),
                "account_id": account_id,
                "other_id": other_id,
            }
            row |= {"note": note, "decided_by": by, "at": self._clock(), "undone_at": None}
            kept = connection.execute(sa.insert(_DECISIONS).values(row))
            assert kept.inserted_primary_key is not None
            return _decision({"id": kept.inserted_primary_key[0], **row})

    def undo(self, decision_id: int) -> Decision:
        """Take a decision back; it stays in the history.

        Raises:
            BadInput: there is no such decision, or it was undone before.
        """
        with self._changing() as connection:
            found = _one(connection, decision_id)
            if found is None or found.undone_at is not None:
                raise BadInput(
                    f"There is no decision {decision_id} that stands",
                    do_next="The history lists them with their numbers.",
                )
            connection.execute(
                sa.update(_DECISIONS)
                .where(_DECISIONS.c.id == decision_id)
                .values(undone_at=self._clock())
            )
            again = _one(connection, decision_id)
            assert again is not None
            return again

    def standing(self, *kinds: DecisionKind) -> list[Decision]:
        """The decisions that were not undone, oldest first; of all kinds if none is named."""
        with self._reading() as connection:
            return _standing(connection, kinds) if connection is not None else []

    def history(self) -> list[Decision]:
        """Every decision, also those undone, oldest first."""
        with self._reading() as connection:
            if connection is None:
                return []
            rows = connection.execute(sa.select(_DECISIONS).order_by(_DECISIONS.c.id))
            return [_decision(dict(row)) for row in rows.mappings()]

    def forget(self, account_ids: Iterable[str]) -> int:
        """Take every decision about these accounts out, for good; returns how many there were."""
        ids = list(account_ids)
        with self._changing() as connection:
            about = _DECISIONS.c.account_id.in_(ids) | _DECISIONS.c.other_id.in_(ids)
            return int(connection.execute(sa.delete(_DECISIONS).where(about)).rowcount)

    def bury(self, seals: Iterable[str]) -> None:
        """Keep the seals of erased accounts, so that no later import brings them back."""
        with self._changing() as connection:
            known = set(connection.execute(sa.select(_TOMBSTONES.c.seal)).scalars())
            new = [{"seal": s, "at": self._clock()} for s in sorted(set(seals) - known)]
            if new:
                connection.execute(sa.insert(_TOMBSTONES), new)

    def tombstones(self) -> frozenset[str]:
        """The seals of all erased accounts."""
        with self._reading() as connection:
            if connection is None:
                return frozenset()
            return frozenset(connection.execute(sa.select(_TOMBSTONES.c.seal)).scalars())

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Decisions:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection | None]:
        """A connection; None while nobody has decided anything."""
        if self._file is not None and not self._file.is_file():
            yield None
            return
        with self._engine.connect() as connection:
            _migrate(connection)
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[sa.Connection]:
        with self._engine.connect() as connection:
            _migrate(connection)
        writing = self._engine.execution_options(writing=True)
        with writing.begin() as connection:
            yield connection


def _standing(connection: sa.Connection, kinds: tuple[DecisionKind, ...]) -> list[Decision]:
    query = sa.select(_DECISIONS).where(_DECISIONS.c.undone_at.is_(None))
    if kinds:
        query = query.where(_DECISIONS.c.kind.in_([str(kind) for kind in kinds]))
    rows = connection.execute(query.order_by(_DECISIONS.c.id))
    return [_decision(dict(row)) for row in rows.mappings()]


def _one(connection: sa.Connection, decision_id: int) -> Decision | None:
    query = sa.select(_DECISIONS).where(_DECISIONS.c.id == decision_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else _decision(dict(row))


def _decision(row: dict[str, Any]) -> Decision:
    kind, by = DecisionKind(row.pop("kind")), row.pop("decided_by")
    return Decision(kind=kind, by=by, **row)


def _migrate(connection: sa.Connection) -> None:
    """Bring the tables up to date; a database that is up to date costs one question."""
    if _version(connection) == NEWEST:
        connection.rollback()
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "peerlight.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        sa.text("SELECT version_num FROM alembic_version")
    ).scalar()
    return found


def _read_beside_writers(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
    # transactions are begun below, not by the driver
    connection.isolation_level = None
    # readers never wait for a writer, and a writer waits for another
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=10000")
    # what is forgotten is overwritten, not only unlinked
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: sa.Connection) -> None:
    # whoever will write says so first: what they read before writing then still holds
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
