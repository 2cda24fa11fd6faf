"""The demonstration community: draw the people, let them live, write the export."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from peerlight.errors import BadInput
from peerlight.sources.synthetic import calendar
from peerlight.sources.synthetic.acts import Acts
from peerlight.sources.synthetic.arrivals import Arrivals
from peerlight.sources.synthetic.crowds import Crowds
from peerlight.sources.synthetic.draws import Draws
from peerlight.sources.synthetic.odd import Odd
from peerlight.sources.synthetic.people import People, draw_people
from peerlight.sources.synthetic.planting import MEANING, Planting
from peerlight.sources.synthetic.posts import Post
from peerlight.sources.synthetic.rooms import rooms
from peerlight.sources.synthetic.texts import LANGUAGES
from peerlight.sources.synthetic.writing import write_export

_LAST = 30  # days at the end, in which somebody who is still there may be expected


def make_demo(
    folder: Path,
    seed: int = 1,
    members: int = 2000,
    days: int = 365,
    *,
    reactions: bool = True,
    replies: bool = True,
    text: bool = True,
    languages: tuple[str, ...] = ("en", "de", "ja"),
) -> Planting:
    """Write an invented community as a Slack export and, beside it, the truth about it.

    The same arguments give the same bytes. ``planting.json`` is written beside ``folder``, never
    inside it, so that no reader can see it.

    Args:
        folder: the export's folder; must be empty or not there yet.
        seed: all that is drawn comes from it: who plays which part, how clearly, and every act.
        members: accounts, of whom most write rarely or never, as everywhere.
        days: length of the archive; it begins on 1 January 2024.
        reactions: without them, the export has none.
        replies: without them, answers stand in the channel and not in threads.
        text: without it every text is empty, as in an export of metadata.
        languages: of en, de, ja; the first is spoken everywhere, the others in their circles.

    Returns:
        The planting.

    Raises:
        BadInput: the folder holds something, a language is unknown, or members are fewer than 10.
    """
    _check(folder, members, languages)
    draws = Draws(seed)
    people = draw_people(draws, members, days, languages)
    places = rooms(languages, people.kinds)
    crowds = Crowds(people, places)
    acts = Acts(people, places, crowds, draws, languages[0])
    arrivals = Arrivals(acts, days)
    _live(acts, arrivals, days)
    posts = _told(acts.posts, days, reactions=reactions, replies=replies, text=text)
    write_export(folder, people, places, crowds, posts)
    planting = _planting(people, arrivals, seed, days)
    planting.write(folder.parent / "planting.json")
    return planting


def _check(folder: Path, members: int, languages: tuple[str, ...]) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise BadInput("The folder is not empty", where=folder, do_next="Name a new one.")
    if unknown := [code for code in languages if code not in LANGUAGES] or not languages:
        raise BadInput(f"No texts for the languages {unknown}", do_next="There are en, de and ja.")
    if members < 10:
        raise BadInput("A community needs at least 10 members")


def _live(acts: Acts, arrivals: Arrivals, days: int) -> None:
    odd = Odd(acts)
    people = acts.people
    for day in range(days):
        if day % 7 == 0:
            acts.crowds.refresh(day, arrivals.gone)
        _join(acts, day)
        arrivals.welcome(day)
        there = (people.joined <= day) & (day < people.left) & ~arrivals.gone
        started = acts.draws.block.poisson(people.starts * there * calendar.liveliness(day))
        for n in np.flatnonzero(started).tolist():
            for _ in range(int(started[n])):
                acts.begin(day, n)
        odd.act(day)


def _join(acts: Acts, day: int) -> None:
    for n in np.flatnonzero(acts.people.joined == day).tolist():
        at = calendar.START + day * calendar.DAY + acts.draws.unit() * 3600
        user = acts.people.ids[n]
        acts.posts.append(Post(0, n, at, f"<@{user}> has joined the channel", kind="join"))


def _told(
    posts: list[Post], days: int, *, reactions: bool, replies: bool, text: bool
) -> list[Post]:
    """What the export tells: nothing after its end, and without what was not asked for."""
    end = calendar.START + days * calendar.DAY - 1
    told = [post for post in posts if post.at < end]
    for post in told:
        if not reactions:
            post.reactions.clear()
        if not replies:
            post.root = None
        if not text:
            post.text = ""
    return told


def _planting(people: People, arrivals: Arrivals, seed: int, days: int) -> Planting:
    kinds = {kind: tuple(people.ids[n] for n in people.of_kind(kind)) for kind in MEANING}
    planted = [n for n, kind in enumerate(people.kinds) if kind != "ordinary"]
    gone = (people.left <= days - _LAST) | arrivals.gone
    return Planting(
        seed=seed,
        members=len(people.ids),
        days=days,
        kinds={kind: users for kind, users in kinds.items() if users},
        strength={people.ids[n]: round(float(people.strength[n]), 4) for n in planted},
        pull={
            user: round(float(pull), 4) for user, pull in zip(people.ids, people.pull, strict=True)
        },
        newcomers=tuple(arrivals.newcomers),
        gone=frozenset(people.ids[n] for n in np.flatnonzero(gone).tolist()),
    )
