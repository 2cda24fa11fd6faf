"""Those who do not converse: the bots and the promoter."""

from __future__ import annotations

from peerlight.sources.synthetic import calendar
from peerlight.sources.synthetic.acts import Acts
from peerlight.sources.synthetic.posts import Post

_PITCH = (
    "Have you tried Gridwhale? It does all of this in one click, see "
    "<https://gridwhale.example/offer> for the launch price!"
)


class Odd:
    """What the declared bot, the undeclared one and the promoters do each day."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        names = [room.name for room in acts.rooms]
        self._general, self._feed = names.index("general"), names.index("release-feed")
        people = acts.people
        self._bots = people.of_kind("bot")
        self._hidden = people.of_kind("hidden_bot")
        self._promoters = people.of_kind("promoter")
        self._seen = 0

    def act(self, day: int) -> None:
        """One day; the promoter looks at the threads that began since the last one."""
        acts = self._acts
        midnight = float(calendar.START + day * calendar.DAY)
        fresh = [p for p in acts.posts[self._seen :] if p.root is None and p.kind == "question"]
        self._seen = len(acts.posts)
        for bot in self._bots:
            text = f"Daily digest: {len(fresh)} new questions. Have a good day!"
            acts.write(self._general, bot, midnight + 7 * 3600, "feed", text=text)
        for bot in self._hidden:
            for hour in (6, 18):
                text = f"Nightly build {day * 2 + hour // 18}: 0 errors <https://builds.example/n>"
                acts.write(self._feed, bot, midnight + hour * 3600 + 7, "feed", text=text)
        for promoter in self._promoters:
            if fresh and acts.draws.chance(0.5):
                self._paste(promoter, acts.draws.pick(fresh))

    def _paste(self, promoter: int, root: Post) -> None:
        acts = self._acts
        at = calendar.later(acts.draws, root.at, 120)
        acts.write(root.room, promoter, at, "promotion", root=root, text=_PITCH)
        if acts.draws.chance(0.3):
            annoyed = acts.crowds.pick(acts.draws, root.room, "talk", (promoter,))
            if annoyed >= 0:
                soon = calendar.later(acts.draws, at, 30)
                acts.write(root.room, annoyed, soon, "refusal", root=root)
