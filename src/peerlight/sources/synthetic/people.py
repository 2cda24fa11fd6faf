"""Who lives in the community: everybody's latent traits, drawn from overlapping distributions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peerlight.sources.synthetic.draws import Draws
from peerlight.sources.synthetic.names import full_name, user_ids
from peerlight.sources.synthetic.rooms import GROUPS
from peerlight.sources.synthetic.texts import Habit

Floats = NDArray[np.float64]
# how many of each in a community of 2,000; smaller ones get their share
PLANTED: dict[str, int] = {
    "helper": 25, "welcomer": 15, "bridge": 10, "loud": 12, "staff": 6, "bot": 1, "hidden_bot": 1,
    "ring": 6, "study_group": 6, "chapter": 15, "circle": 12, "mentor": 1, "pupil": 6,
    "promoter": 1, "famous": 10, "fader": 8,
}  # fmt: skip
# how many archives' lengths people stay: as many go in a year as newcomers stay
_STAY = 4.0
# a group is there as a whole or not at all; a few parts are played even in the smallest community
_WHOLE = ("ring", "study_group", "chapter", "circle", "mentor", "pupil")
_ALWAYS = ("helper", "welcomer", "bridge", "loud", "staff", "bot")
_SIGNS = ("", "", "", "🙂", ":)", "🐟")


@dataclass
class People:
    """Everybody, by position; rates are relative within a column, ``starts`` is per day.

    ``pull`` is how much others turn to them per message, ``help`` how well they answer,
    ``welcome`` how much they look after newcomers. Days count from the start of the archive.
    """

    ids: list[str]
    names: list[str]
    kinds: list[str]
    languages: list[str]
    habits: list[Habit]
    home: NDArray[np.int64]
    hours: Floats
    joined: NDArray[np.int64]
    left: NDArray[np.int64]
    starts: Floats
    replies: Floats
    reacts: Floats
    pull: Floats
    help: Floats
    welcome: Floats
    breadth: Floats
    strength: Floats

    def of_kind(self, *kinds: str) -> list[int]:
        """The positions of everybody of these kinds."""
        return [n for n, kind in enumerate(self.kinds) if kind in kinds]


def draw_people(draws: Draws, members: int, days: int, languages: tuple[str, ...]) -> People:
    """Draw ``members`` people. Complexity: linear."""
    rng = draws.block
    kinds = _kinds(draws, members, languages)
    spoken = _languages(draws, kinds, languages)
    names = [full_name(draws, language) for language in spoken]
    joined = np.where(rng.random(members) < 0.5, -1, rng.integers(0, days, members))
    left = joined.clip(0) + np.ceil(rng.exponential(_STAY * days, members)).astype(np.int64)
    people = People(
        ids=user_ids(draws, members),
        names=names,
        kinds=kinds,
        languages=spoken,
        habits=[
            Habit(draws.chance(0.2), draws.chance(0.3), draws.pick(_SIGNS)) for _ in range(members)
        ],
        home=rng.integers(0, len(GROUPS), members),
        hours=rng.choice([13.0, 19.0, 6.0, 3.0], members, p=[0.5, 0.28, 0.12, 0.1]),
        joined=joined.astype(np.int64),
        left=left,
        starts=rng.lognormal(-4.95, 1.35, members).clip(max=0.6),
        replies=rng.lognormal(-1.3, 1.2, members).clip(max=9),
        reacts=rng.lognormal(0, 1.2, members),
        pull=rng.lognormal(0, 0.33, members),
        help=rng.beta(1.6, 4.5, members),
        welcome=rng.beta(1, 13, members),
        breadth=rng.beta(1, 5, members),
        strength=np.zeros(members),
    )
    for n, kind in enumerate(kinds):
        if kind != "ordinary":
            _shape(people, n, kind, draws, days)
    return people


def _kinds(draws: Draws, members: int, languages: tuple[str, ...]) -> list[str]:
    """Hand out the parts; too small a community gets no ring and no closed groups."""
    share = members / 2000
    kinds: list[str] = []
    for kind, n in PLANTED.items():
        if kind == "circle" and len(languages) < 2:
            continue
        least = 1 if kind in _ALWAYS else 0
        whole = n if members >= 300 else 0
        kinds += [kind] * (whole if kind in _WHOLE else max(least, round(n * share)))
    kinds = kinds[:members] + ["ordinary"] * (members - len(kinds))
    order = draws.block.permutation(members)
    return [kinds[n] for n in order]


def _languages(draws: Draws, kinds: list[str], languages: tuple[str, ...]) -> list[str]:
    small, middle = languages[-1], languages[1:-1]
    spoken = []
    for kind in kinds:
        if kind == "circle":
            spoken.append(small)
        elif middle and draws.chance(0.06):
            spoken.append(draws.pick(middle))
        else:
            spoken.append(languages[0])
    return spoken


def _shape(people: People, n: int, kind: str, draws: Draws, days: int) -> None:
    """Lay a part over an ordinary person, as strongly as is drawn."""
    rng = draws.block
    clear = float(rng.beta(3, 2)) if kind not in _UNMIXED else 1.0
    people.strength[n] = clear
    if rng.random() < 0.8:
        people.joined[n] = -1
    people.joined[n] = min(people.joined[n], days // 2)
    people.left[n] = days + 1 if rng.random() < 0.9 else people.joined[n] + days // 2
    traits = _TRAITS.get(kind, {})
    for trait, (middle, spread, lowest) in traits.items():
        column: Floats = getattr(people, trait)
        drawn = middle * rng.lognormal(0, spread)
        # a part played half-heartedly lies half-way to what the person would be anyway
        column[n] = max(lowest, column[n] ** (1 - clear) * drawn**clear)
    people.help[n] = min(people.help[n], 0.97)
    if kind == "fader":
        people.joined[n] = -1
        people.left[n] = int(days * (0.5 + 0.25 * rng.random()))


# what is no trait of a person but an agreement or a program is played fully
_UNMIXED = ("ring", "bot", "hidden_bot")
# trait: (median where the part is played fully, spread of its logarithm, lowest value)
_TRAITS: dict[str, dict[str, tuple[float, float, float]]] = {
    "helper": {"starts": (0.012, 0.5, 0.003), "replies": (1.6, 0.4, 0.6), "help": (0.9, 0.1, 0.3),
               "pull": (3.2, 0.3, 0.5), "welcome": (0.15, 0.5, 0.0)},
    "fader": {"starts": (0.01, 0.5, 0.001), "replies": (3.0, 0.4, 1.0), "help": (0.9, 0.1, 0.3),
              "pull": (2.8, 0.3, 0.5)},
    "welcomer": {"starts": (0.015, 0.6, 0.003), "replies": (1.6, 0.4, 0.6),
                 "welcome": (0.95, 0.2, 0.3), "pull": (1.7, 0.3, 0.4)},
    "bridge": {"starts": (0.05, 0.5, 0.01), "replies": (2.0, 0.4, 0.8),
               "breadth": (0.97, 0.05, 0.5), "pull": (1.6, 0.3, 0.4), "help": (0.55, 0.2, 0.1)},
    "loud": {"starts": (0.7, 0.4, 0.3), "replies": (22.0, 0.4, 9.0), "pull": (0.35, 0.3, 0.1),
             "help": (0.15, 0.3, 0.02), "breadth": (0.5, 0.3, 0.1)},
    "famous": {"starts": (0.35, 0.4, 0.15), "replies": (13.0, 0.4, 6.0), "pull": (2.2, 0.3, 0.8),
               "help": (0.6, 0.2, 0.2), "breadth": (0.6, 0.3, 0.2)},
    "staff": {"starts": (0.15, 0.5, 0.03), "replies": (6.0, 0.6, 1.0), "pull": (1.8, 0.3, 0.5),
              "help": (0.6, 0.2, 0.2), "breadth": (0.7, 0.2, 0.3)},
    "ring": {"starts": (0.1, 0.3, 0.06), "replies": (0.3, 0.4, 0.05), "pull": (0.12, 0.3, 0.02)},
    "study_group": {"starts": (0.06, 0.4, 0.03), "replies": (1.2, 0.4, 0.4)},
    "chapter": {"starts": (0.04, 0.5, 0.015), "replies": (1.0, 0.5, 0.3)},
    "circle": {"starts": (0.05, 0.5, 0.02), "replies": (1.0, 0.5, 0.3)},
    "mentor": {"starts": (0.02, 0.4, 0.01), "replies": (1.5, 0.3, 0.8), "help": (0.9, 0.1, 0.5),
               "pull": (2.4, 0.2, 1.2)},
    "pupil": {"starts": (0.06, 0.4, 0.03), "replies": (0.5, 0.5, 0.1)},
    "promoter": {"starts": (0.03, 0.3, 0.01), "replies": (0.5, 0.3, 0.1),
                 "pull": (0.15, 0.3, 0.03)},
    "bot": {"starts": (0.0, 0.1, 0.0), "replies": (0.0, 0.1, 0.0), "reacts": (0.0, 0.1, 0.0),
            "pull": (0.2, 0.1, 0.0)},
    "hidden_bot": {"starts": (0.0, 0.1, 0.0), "replies": (0.0, 0.1, 0.0),
                   "reacts": (0.0, 0.1, 0.0), "pull": (0.1, 0.1, 0.0)},
}  # fmt: skip
