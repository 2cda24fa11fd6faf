"""From commits to records: who wrote, who looked it through, who brought it in."""

from __future__ import annotations

import re

from peerlight.sources.contract import Wish
from peerlight.sources.git.branches import GRAPH
from peerlight.sources.git.commits import Commit
from peerlight.sources.git.mailmap import Mailmap
from peerlight.sources.git.people import People, Person
from peerlight.sources.git.pulls import Pull, catches_up, pulls
from peerlight.sources.git.ties import HEADS
from peerlight.sources.git.trailers import AUTHOR, CREDIT, REVIEW, Trailer, parted
from peerlight.sources.loose import LooseRows
from peerlight.sources.words import web_links, words
from peerlight.store.tables import Channel, Link, Mention, Message, Thread

_CALL = re.compile(r"(?<![\w@/.`+-])@([A-Za-z0-9][A-Za-z0-9-]{0,38})(?![\w@/.-]*[\w@/])")
_NO_ZONE = "Some dates are written without a zone and are read as UTC."


class Reading:
    """One part on its way to rows."""

    def __init__(self, wish: Wish, platform: str, mailmap: Mailmap) -> None:
        self.prefix = wish.source or platform
        self.rows = LooseRows()
        self.people = People(self.rows, wish, platform, mailmap)
        self.channel = ""

    def open(self, repository: str) -> None:
        """Go on with the commits of another repository."""
        self.channel = f"{self.prefix}:{repository}"
        self.rows.add(Channel(self.channel, self.prefix, repository))

    def commit(self, commit: Commit | None) -> None:
        """Keep what a commit tells, or drop it for a reason."""
        if commit is None:
            self.rows.audit.drop("unreadable")
            return
        author = self.people.signed(commit.author)
        # either date may be nonsense alone
        written = commit.authored_at or commit.committed_at
        if written is None:
            self.rows.audit.drop("impossible time")
        elif author is None:
            self.rows.audit.drop("no author")
        else:
            if not commit.zoned and _NO_ZONE not in self.rows.audit.notes:
                self.rows.audit.notes.append(_NO_ZONE)
            taken = commit.committed_at or written
            if len(commit.parents) > 1:
                self._merge(commit, author, taken)
            else:
                self._work(commit, author, written, taken)

    def finished(self) -> LooseRows:
        """The rows, with their loose ends."""
        self.people.finished()
        return self.rows

    def _work(self, commit: Commit, signer: Person, written: int, taken: int) -> None:
        """A commit that is no merge: a post by who wrote it, and what others did for it."""
        said, trailers = parted(commit.message)
        named = [(t, self._named(t)) for t in trailers]
        writer = next((p for t, p in named if t.kind == AUTHOR), signer)
        if any(t.kind == AUTHOR and _same(p, signer) for t, p in named):
            writer = signer
        self.people.seen(signer)
        post = self._message(commit, writer, written, text=said)
        self._place(commit, writer, commit.message.partition("\n")[0])
        self.rows.keep(post)
        self._credit(post.message_id, writer, named)
        reviewers = self._review(post, post.message_id, writer, taken, named)
        taker = signer if writer is not signer else self._committer(commit)
        if taker and not taker.is_bot and not any(_same(taker, p) for p in (writer, *reviewers)):
            self.people.seen(taker)
            self._act(post, "committed", taker, taken, post.message_id)

    def _merge(self, commit: Commit, merger: Person, at: int) -> None:
        """A merge: by it the merger answers the work that is merged."""
        self.people.seen(merger)
        said, trailers = parted(commit.message)
        requests = pulls(commit.message)
        first = commit.message.partition("\n")[0]
        idle = not requests and catches_up(first)
        merged = None if idle else f"{self.prefix}:{commit.parents[1]}"
        kind, text = "system" if idle else "review", None if requests else said
        message = self._message(commit, merger, at, kind, merged, text)
        self._place(commit, merger, (requests and requests[0].title) or first, idle=idle)
        self.rows.keep(message)
        for n, request in enumerate(requests, start=1):
            # a batch is merged in the order in which it is listed
            of = commit.parents[min(n, len(commit.parents) - 1)]
            self._pull(message, request, f"{self.prefix}:{of}")
        if merged:
            named = [(t, self._named(t)) for t in trailers]
            self._credit(message.message_id, merger, named)
            self._review(message, merged, merger, at, named)

    def _pull(self, merge: Message, pull: Pull, merged: str) -> None:
        """A pull request: a post by whose branch it was, and reviews by who approved it."""
        if pull.owner:
            owner = self.people.nicked(pull.owner)
            number = f"{merge.message_id}:pull:{pull.number}"
            self.rows.keep(
                merge._replace(
                    message_id=number,
                    account_id=owner.account,
                    kind="post",
                    reply_to=None,
                    text=words(pull.title),
                )
            )
            self.rows.loose[HEADS].append((merged, owner.account))
        for nick in pull.reviewers:
            reviewer = self.people.nicked(nick)
            self._act(merge, f"approved:{pull.number}", reviewer, merge.posted_at, merged)

    def _review(
        self,
        post: Message,
        about: str,
        writer: Person,
        at: int,
        named: list[tuple[Trailer, Person]],
    ) -> list[Person]:
        """Keep what reviewers did; nobody reviews their own."""
        reviewers = []
        for trailer, person in named:
            if trailer.kind == REVIEW and not _same(person, writer):
                self._act(post, trailer.key, person, at, about)
                reviewers.append(person)
        return reviewers

    def _credit(self, message: str, writer: Person, named: list[tuple[Trailer, Person]]) -> None:
        """Keep whom the writer names as having had a part in it."""
        credited = {
            p.account: p for t, p in named if t.kind in (CREDIT, AUTHOR) and not _same(p, writer)
        }
        for account in credited:
            self.rows.add(Mention(message, account))

    def _act(self, post: Message, what: str, person: Person, at: int, about: str) -> None:
        native = person.account.removeprefix(f"{self.prefix}:")
        self.rows.keep(
            post._replace(
                message_id=f"{post.message_id}:{what}:{native}",
                account_id=person.account,
                posted_at=at,
                kind="review",
                reply_to=about,
                text=None,
            )
        )

    def _message(
        self,
        commit: Commit,
        person: Person,
        at: int,
        kind: str = "post",
        about: str | None = None,
        text: str | None = None,
    ) -> Message:
        number = f"{self.prefix}:{commit.id}"
        said = self._said(text, number) if text else None
        return Message(
            number, person.account, self.channel, number, at, kind, reply_to=about, text=said
        )

    def _place(self, commit: Commit, person: Person, title: str, *, idle: bool = False) -> None:
        """Note the commit's place among the others; each begins as a thread of its own."""
        self.rows.loose[GRAPH].append((commit.id, " ".join(commit.parents), person.account, idle))
        self.rows.add(Thread(f"{self.prefix}:{commit.id}", self.channel, words(title)))

    def _said(self, text: str, message: str) -> str | None:
        """A commit's own words; its links and whom it calls by name go to the rows."""
        said = words(text)
        if said is None:
            return None
        for url, domain in web_links(said):
            self.rows.add(Link(message, url, domain))
        if "@" in said:
            for nick in dict.fromkeys(map(str.lower, _CALL.findall(said))):
                self.rows.add(Mention(message, f"{self.prefix}:{nick}"))
        return said

    def _named(self, trailer: Trailer) -> Person:
        who = trailer.who
        person = self.people.signed(who) if who.name or who.address else None
        if trailer.handle and (person is None or not who.address):
            return self.people.nicked(trailer.handle)
        if person is None:
            # a host's web page, which does nothing for others
            return self.people.nicked(who.address.partition("@")[0])
        self.people.seen(person)
        return person

    def _committer(self, commit: Commit) -> Person | None:
        return self.people.signed(commit.committer) if commit.committer else None


def _same(one: Person, other: Person) -> bool:
    """Whether two signatures in one commit are plainly one person's."""
    return one.account == other.account or not one.nicks.isdisjoint(other.nicks)
