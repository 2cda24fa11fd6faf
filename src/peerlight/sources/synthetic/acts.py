"""What people do: begin threads, answer, thank, follow up, call on others, react."""

from __future__ import annotations

from itertools import accumulate

from peerlight.sources.synthetic import calendar
from peerlight.sources.synthetic.crowds import Crowds
from peerlight.sources.synthetic.draws import Draws
from peerlight.sources.synthetic.people import People
from peerlight.sources.synthetic.posts import Post
from peerlight.sources.synthetic.rooms import Room
from peerlight.sources.synthetic.texts import Talk, say, talk_about

# how many replies a first post of each kind draws from people, for a pull of 1
_DRAWS = {
    "question": 1.8, "first_question": 1.3, "introduction": 1.3, "chat": 1.6, "story": 1.5,
    "showcase": 1.6, "job": 0.4, "meetup": 1.8, "announcement": 1.0, "promotion": 0.1, "feed": 0.02,
}  # fmt: skip
_REPLY = {
    "question": "answer", "first_question": "answer", "introduction": "welcome",
    "showcase": "praise", "story": "praise", "meetup": "join_in", "job": "banter",
    "chat": "banter", "announcement": "praise", "promotion": "refusal", "feed": "banter",
}  # fmt: skip
_SIGNS = ("+1", "heart", "tada", "joy", "eyes", "fire", "raised_hands", "fish")
_MOST = 14


class Acts:
    """Everything that is written; ``posts`` grows in the order of the acts, not of time."""

    def __init__(
        self, people: People, rooms: tuple[Room, ...], crowds: Crowds, draws: Draws, language: str
    ) -> None:
        self.people, self.rooms, self.crowds, self.draws = people, rooms, crowds, draws
        self.posts: list[Post] = []
        self._language = language
        self._ring = people.of_kind("ring")
        self._ways = [list(accumulate(row)) for row in crowds.share.tolist()]

    def begin(self, day: int, who: int) -> Post:
        """Begin a thread somewhere where this person is at home, and let it run its course."""
        room = max(0, self.draws.weighted(self._ways[who]))
        kinds = self.rooms[room].kinds
        kind = kinds[self.draws.weighted(list(accumulate(w for _, w in kinds)))][0]
        part = self.people.kinds[who]
        if kind == "introduction" or (part == "mentor" and kind == "question"):
            kind = "story"
        if part == "staff" and self.draws.chance(0.3):
            kind = "announcement"
        return self.thread(day, who, room, kind)

    def thread(self, day: int, who: int, room: int, kind: str) -> Post:
        """A first post of a kind and all that follows it."""
        at = calendar.moment(self.draws, day, float(self.people.hours[who]))
        root = self.write(room, who, at, kind)
        if kind == "question" and self.draws.chance(0.22):
            self._call(root)
        heat = self.draws.wait(0.8)
        wanted = self.draws.count(min(_MOST, _DRAWS[kind] * heat * float(self.people.pull[who])))
        if kind in ("first_question", "introduction"):
            wanted = self.draws.count(_DRAWS[kind])  # nobody knows them yet
        for _ in range(wanted):
            self._reply(root, at)
        return root

    def write(
        self,
        room: int,
        who: int,
        at: float,
        kind: str,
        *,
        root: Post | None = None,
        to: int = -1,
        text: str | None = None,
    ) -> Post:
        """Write one post, to somebody or to all, and collect the reactions to it."""
        talk = self._talk(root, room, kind)
        if text is None:
            mention = f"<@{self.people.ids[to]}>" if to >= 0 else ""
            text = self.people.habits[who].apply(
                say(self.draws, talk, kind, mention), cheerful=self.draws.chance(0.3)
            )
        post = Post(room, who, at, text, root, kind, None if root else talk)
        self.posts.append(post)
        pull = float(self.people.pull[who])
        for _ in range(min(_MOST, self.draws.count(0.5 * pull))):
            fan = self.crowds.pick(self.draws, room, "react", (who,))
            if fan >= 0:
                post.react(self.draws.pick(_SIGNS), fan)
        if self.people.kinds[who] == "ring" and kind != "ring":
            self._applaud(post)
        return post

    def _talk(self, root: Post | None, room: int, kind: str) -> Talk:
        """What a thread is about: found with its first post, kept by its replies."""
        if root and root.talk:
            return root.talk
        place = self.rooms[room]
        return talk_about(self.draws, place.language or self._language, place.name, kind)

    def _reply(self, root: Post, after: float) -> None:
        purpose = {"introduction": "newcomer", "first_question": "newcomer", "question": "answer"}
        asked = purpose.get(root.kind, "talk")
        who = self.crowds.pick(self.draws, root.room, asked, (root.author,))
        if who >= 0:
            self._speak(root, who, calendar.later(self.draws, after, 45))

    def _speak(self, root: Post, who: int, at: float) -> None:
        """One reply, and what it calls forth: thanks if it helped, more questions, more talk."""
        draws, people = self.draws, self.people
        kind = _REPLY[root.kind]
        helped = kind == "answer" and draws.chance(0.12 + 0.75 * float(people.help[who]))
        if kind == "answer" and not helped and draws.chance(0.7):
            kind = "guess"
        to = root.author if draws.chance(0.25) or kind == "welcome" else -1
        reply = self.write(root.room, who, at, kind, root=root, to=to)
        if helped and draws.chance(0.65):
            thanked = who if draws.chance(0.6) else -1
            soon = calendar.later(draws, at, 25)
            self.write(root.room, root.author, soon, "thanks", root=root, to=thanked)
        if helped and draws.chance(0.4):
            reply.react(draws.pick(("pray", "white_check_mark", "heart")), root.author)
        if not helped and draws.chance(0.45):
            back = "more" if _REPLY[root.kind] == "answer" else "banter"
            self.write(root.room, root.author, calendar.later(draws, at, 20), back, root=root)
        for _ in range(draws.count(0.5 * float(people.pull[who]))):
            self._follow(root, who, at)

    def _follow(self, root: Post, to: int, at: float) -> None:
        """Somebody turns to the one who just spoke; half of the time they get an answer."""
        draws = self.draws
        asker = root.author
        if draws.chance(0.6):
            asker = self.crowds.pick(draws, root.room, "talk", (to,))
        if asker in (-1, to):
            return
        soon = calendar.later(draws, at, 40)
        self.write(root.room, asker, soon, "followup", root=root, to=to)
        if draws.chance(0.5):
            self.write(root.room, to, calendar.later(draws, soon, 40), "answer", root=root)

    def _call(self, root: Post) -> None:
        """Whoever asks, or somebody else, calls on a member by name."""
        to = self.crowds.pick(self.draws, root.room, "asked", (root.author,))
        if to < 0:
            return
        at = calendar.later(self.draws, root.at, 10)
        self.write(root.room, root.author, at, "ask", root=root, to=to)
        if self.draws.chance(0.6):
            self._speak(root, to, calendar.later(self.draws, at, 60))

    def _applaud(self, post: Post) -> None:
        """The ring thanks and praises its own, whatever they wrote."""
        for other in self._ring:
            if other == post.author:
                continue
            if self.draws.chance(0.6):
                post.react(self.draws.pick(_SIGNS), other)
            if self.draws.chance(0.22):
                at = calendar.later(self.draws, post.at, 30)
                first = post.root or post
                self.write(post.room, other, at, "ring", root=first, to=post.author)
