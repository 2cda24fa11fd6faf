"""Which accounts are one person's: what is sure, what humans decided, what can be suggested."""

from peerlight.activity.identity.deciding import NOTHING, Decided, decided
from peerlight.activity.identity.joining import identities, members

__all__ = ["NOTHING", "Decided", "decided", "identities", "members"]
