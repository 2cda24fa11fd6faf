"""The activity tables as CSV or Parquet: the way in for any platform.

``docs/how-to/bring-any-platform.md`` says how to prepare them.
"""

from peerlight.sources.tables.reader import ActivityTables
from peerlight.sources.tables.template import template

__all__ = ["ActivityTables", "template"]
