"""The truth behind a demonstration community: who was planted as what."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

MEANING: dict[str, str] = {
    "helper": "writes little, answers well, gets thanked",
    "welcomer": "greets and answers newcomers, who then stay more often",
    "bridge": "takes part in groups that otherwise do not meet",
    "loud": "writes a lot, few turn to them",
    "staff": "appointed and marked as administrators",
    "bot": "a declared bot",
    "hidden_bot": "posts like a bot without being declared as one",
    "ring": "six who react to and thank only each other",
    "study_group": "six who learn together, with normal outside ties",
    "chapter": "a local chapter with normal outside ties",
    "circle": "speakers of a small language, with normal outside ties",
    "mentor": "teaches a few pupils",
    "pupil": "learns from a mentor",
    "promoter": "pastes the same text with a link to their own product",
    "famous": "already visible to everybody",
    "fader": "helped earlier in the year and is gone now",
    "ordinary": "everybody else",
}


@dataclass(frozen=True)
class Newcomer:
    """A first post and what came of it. ``answered`` is welcomer, other or nobody.

    ``by`` are the ids of those who wrote in its thread.
    """

    user_id: str
    day: int
    answered: str
    stayed: bool
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planting:
    """What was planted, by user id of the export.

    ``kinds`` gives the ids of each kind of :data:`MEANING`; ``strength`` says how clear the trait
    of a planted person was drawn (0 hardly, 1 fully); ``pull`` is the latent rate at which others
    turn to a person, their visibility held equal (1 is the median of ordinary members); ``gone``
    are those who had left by the last 30 days.
    """

    seed: int
    members: int
    days: int
    kinds: dict[str, tuple[str, ...]]
    strength: dict[str, float]
    pull: dict[str, float]
    newcomers: tuple[Newcomer, ...]
    gone: frozenset[str] = frozenset()

    def kind_of(self, user_id: str) -> str:
        """The kind that a person was planted as.

        Raises:
            KeyError: there is no such person.
        """
        for kind, users in self.kinds.items():
            if user_id in users:
                return kind
        raise KeyError(user_id)

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        held = asdict(self) | {"gone": sorted(self.gone), "meaning": MEANING}
        text = json.dumps(held, indent=1, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")

    @classmethod
    def open(cls, path: Path) -> Planting:
        """Read what :meth:`write` wrote."""
        held = json.loads(path.read_text(encoding="utf-8"))
        del held["meaning"]
        held["kinds"] = {kind: tuple(users) for kind, users in held["kinds"].items()}
        held["newcomers"] = tuple(
            Newcomer(**newcomer | {"by": tuple(newcomer["by"])}) for newcomer in held["newcomers"]
        )
        held["gone"] = frozenset(held["gone"])
        return cls(**held)
