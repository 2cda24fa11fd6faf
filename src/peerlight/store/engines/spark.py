"""Spark Connect: the same SQL on the user's own cluster."""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from peerlight.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql.connect.session import SparkSession

DEFAULT_PORT = 15002
PATIENCE = 10.0  # seconds


class SparkEngine:
    """A Spark Connect server that reads the same files as this process.

    What is materialised is kept as Parquet in ``shared``, a folder that both sides reach (a
    temporary one where the server runs on this machine). The server's cache is not used: not every
    server has one.
    """

    name = "spark"

    def __init__(self, address: str, shared: Path | None = None) -> None:
        """Connect to ``address`` (``sc://host:port``).

        Raises:
            BadInput: the client is not installed, or nobody answers at the address.
        """
        self._spark = _connect(address)
        self._kept = Path(tempfile.mkdtemp(prefix="peerlight-", dir=shared))
        self._count = 0

    def files(self, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        if not files:
            self.view(name, _nothing(schema))
            return
        frame = self._spark.read.schema(_columns(schema)).parquet(*map(str, sorted(files)))
        frame.createOrReplaceTempView(name)

    def register(self, name: str, table: pa.Table) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        if not table.num_rows:
            self.view(name, _nothing(table.schema))
            return
        self._spark.createDataFrame(table).createOrReplaceTempView(name)

    def view(self, name: str, select: str) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        self._spark.sql(select).createOrReplaceTempView(name)

    def materialise(self, name: str, select: str) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        import pyarrow.parquet as pq

        frame = self._spark.sql(select)
        self._count += 1
        folder = self._kept / f"{self._count}-{name}"
        frame.write.parquet(str(folder))
        if not any(folder.glob("*.parquet")):
            # a server may write no file at all for no rows, and then cannot read the folder
            folder.mkdir(exist_ok=True)
            pq.write_table(frame.limit(0).toArrow(), folder / "empty.parquet")
        self._spark.read.parquet(str(folder)).createOrReplaceTempView(name)

    def rows(self, select: str) -> pa.Table:
        """See :class:`~peerlight.store.engines.Engine`."""
        return self._spark.sql(select).toArrow()

    def write(self, select: str, file: Path) -> None:
        """See :class:`~peerlight.store.engines.Engine`.

        The rows pass through this process: results are small, and one file keeps their order.
        """
        import pyarrow.parquet as pq

        pq.write_table(self.rows(select), file, compression="zstd")

    def close(self) -> None:
        """See :class:`~peerlight.store.engines.Engine`."""
        self._spark.stop()
        shutil.rmtree(self._kept, ignore_errors=True)


def _connect(address: str) -> SparkSession:
    try:
        with _main_module_with_a_file():
            from pyspark.sql.connect.session import SparkSession
    except ImportError as error:
        raise BadInput(
            "The Spark client is not installed",
            where=address,
            do_next="Install it with: pip install 'peerlight[spark]'.",
        ) from error
    _knock(address)
    return SparkSession.builder.remote(address).create()


@contextmanager
def _main_module_with_a_file() -> Iterator[None]:
    """The client takes a process without one (``python -c``, a test runner's) for its own tests.

    It would then look for a whole Spark and end the process.
    """
    main = sys.modules["__main__"]
    if hasattr(main, "__file__"):
        yield
        return
    main.__file__ = __file__
    try:
        yield
    finally:
        del main.__file__


def _knock(address: str) -> None:
    """The client would try for many minutes before it says that nobody is there."""
    place = urlsplit(address)
    try:
        host, port = place.hostname or "", place.port or DEFAULT_PORT
        socket.create_connection((host, port), PATIENCE).close()
    except (OSError, ValueError) as error:
        raise BadInput(
            "No Spark Connect server answers",
            where=address,
            do_next="Check host and port, and that the server runs.",
        ) from error


def _columns(schema: pa.Schema) -> str:
    return ", ".join(f"{field.name} {_type(field.type)}" for field in schema)


def _nothing(schema: pa.Schema) -> str:
    columns = ", ".join(f"CAST(NULL AS {_type(field.type)}) AS {field.name}" for field in schema)
    return f"SELECT {columns} WHERE FALSE"


def _type(kind: pa.DataType) -> str:
    names = {"int64": "BIGINT", "string": "STRING", "bool": "BOOLEAN", "double": "DOUBLE"}
    return names[str(kind)]
