"""How a signal is told in words that a manager would use, and what its number counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """``one`` and ``many`` say the same for 1 and for ``{n}``; the member is their subject.

    ``counts`` is "peers" (distinct people behind the rows) or "rows". Of one ``family`` only the
    strongest is told: they are two views of the same thing.
    """

    signal: str
    counts: str
    one: str
    many: str
    family: str

    def told(self, n: int) -> str:
        """The sentence for the number ``n``."""
        return self.one if n == 1 else self.many.format(n=n)


_ALL = (
    Sentence("answers", "peers", "answered a person who asked", "answered {n} people who asked",
             "answers"),
    Sentence("welcomes_who_stayed", "peers",
             "welcomed or answered a newcomer who stayed, in two years",
             "welcomed or answered {n} newcomers who stayed, in two years", "welcomes"),
    Sentence("welcomes", "peers", "welcomed or answered a newcomer",
             "welcomed or answered {n} newcomers", "welcomes"),
    Sentence("turned_to", "peers", "was turned to by one person", "was turned to by {n} people",
             "turned_to"),
    Sentence("mentioned", "peers", "was called by name by one person",
             "was called by name by {n} people", "mentioned"),
    Sentence("appreciated", "peers", "got a reaction from one person",
             "got reactions from {n} people", "appreciated"),
    Sentence("starts", "peers", "drew one person into a thread they started",
             "drew {n} people into threads they started", "starts"),
    Sentence("connects", "peers", "talked with one person from another group or new here",
             "talked with {n} people from other groups or new here", "connects"),
    Sentence("passes_on", "peers",
             "shared something that one other person used again, in two years",
             "shared things that {n} other people used again, in two years", "passes_on"),
    Sentence("encourages", "peers", "thanked or encouraged one person",
             "thanked or encouraged {n} people", "encourages"),
    Sentence("niche", "rows", "wrote in one thread on a subject of this community, in two years",
             "wrote in {n} threads on subjects of this community, in two years", "breadth"),
    Sentence("experience", "rows", "told of their own experience in one post",
             "told of their own experience in {n} posts", "experience"),
    Sentence("takes_part", "rows", "took part in one thread", "took part in {n} threads",
             "breadth"),
    Sentence("consistent", "rows", "wrote in one week of the last two years",
             "wrote in {n} weeks of the last two years", "consistent"),
)  # fmt: skip

SENTENCES: dict[str, Sentence] = {sentence.signal: sentence for sentence in _ALL}
"""By signal; where two are equally unusual the earlier one is told."""

WITHOUT_REACTORS = Sentence(
    "appreciated", "rows", "got reactions on one post", "got reactions on {n} posts", "appreciated"
)
"""Where a platform tells only how many reacted, posts are counted and not people."""
