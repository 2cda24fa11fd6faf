"""What was written, before it becomes files."""

from __future__ import annotations

from dataclasses import dataclass, field

from peerlight.sources.synthetic.texts import Talk


@dataclass(slots=True, eq=False)
class Post:
    """One message: positions of room and author, seconds since 1970, the thread's first post.

    ``talk`` is what its thread is about; only first posts have it.
    """

    room: int
    author: int
    at: float
    text: str
    root: Post | None = None
    kind: str = "chat"
    talk: Talk | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict)

    def react(self, sign: str, who: int) -> None:
        """Add a reaction; nobody gives the same one twice."""
        users = self.reactions.setdefault(sign, [])
        if who not in users:
            users.append(who)
