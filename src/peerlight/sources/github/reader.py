"""The GitHub reader: a message for each issue, pull request, comment and review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from peerlight.sources.audit import Knows
from peerlight.sources.calling import keep_known
from peerlight.sources.contract import Part, Wish
from peerlight.sources.github.bodies import called, closes, own_words
from peerlight.sources.github.entries import (
    COMMENT,
    ITEM,
    REMARK,
    REVIEW,
    Entry,
    Json,
    entries,
    head_of,
    load,
    looks_like_github,
    private_repositories,
)
from peerlight.sources.github.fields import (
    edit_time,
    is_pull,
    login_of,
    page_of,
    posted_time,
    reactions_of,
    user_of,
)
from peerlight.sources.iso_times import iso_time
from peerlight.sources.json_files import cut, text, whole
from peerlight.sources.machines import is_bot
from peerlight.sources.packing import Tree
from peerlight.sources.rows import Rows
from peerlight.sources.words import known_name, web_links, words
from peerlight.store.tables import (
    Account,
    Appointment,
    Channel,
    Link,
    Mention,
    Message,
    Reaction,
    Thread,
)

_LOOKED_AT = 20
_OFFICES = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
# the stand-in for everybody who has deleted their account
_GHOST = "ghost"
_SIGNS = {"-1": -1, "confused": 0}
_KINDS = {ITEM: "post", COMMENT: "comment", REVIEW: "review", REMARK: "review"}
_BELIEVABLE = 2**33


class GitHub:
    """The reader of GitHub's issues and pull requests as JSON, in any of three shapes."""

    platform: ClassVar[str] = "github"
    looked_for: ClassVar[str] = "JSON of issues, pull requests, comments or reviews"
    knows: ClassVar[Knows] = Knows(
        reply_links=True,
        appointments=True,
        notes=(
            "A review answers its pull request, and so does whoever merges another's;"
            " a pull request answers the issue that it says it closes.",
            "Which comment another comment answers is known in reviews alone.",
            "Reactions are counts: who reacted, and when, is not in this format.",
            "Owners, members and collaborators are those of the day of the export.",
        ),
    )

    @classmethod
    def recognises(cls, tree: Tree) -> bool:
        """Whether one of the first JSON files begins with GitHub's records."""
        return any(looks_like_github(head_of(tree, n)) for n in _json_names(tree)[:_LOOKED_AT])

    def parts(self, tree: Tree, wish: Wish) -> Sequence[Part]:
        """Runs of files alike in bytes, with the repositories that are private."""
        names = _json_names(tree)
        private = {r for name in names for r in private_repositories(head_of(tree, name))}
        runs = cut([(name, tree.size(name)) for name in names])
        return [Part(run, {"private": private}) for run in runs]

    def read(self, tree: Tree, part: Part, wish: Wish) -> Rows:
        """Read files. Complexity: linear in bytes; the part's rows stand in memory."""
        reading = _Reading(wish, self.platform, part.context["private"])
        for name in part.names:
            found = [
                e for content in load(tree, name, reading.rows.audit) for e in entries(content)
            ]
            if found and not any(found):
                reading.rows.audit.skip(name, "no issues, comments or reviews in it")
                continue
            for entry in found:
                reading.entry(entry)
        return reading.rows

    def finish(self, folder: Path, wish: Wish) -> list[str]:
        """Leave out calls of what is nobody's login here."""
        keep_known(folder)
        return []


class _Reading:
    """One part on its way to rows."""

    def __init__(self, wish: Wish, platform: str, private: set[str]) -> None:
        self.wish, self.prefix, self.private = wish, wish.source or platform, private
        self.rows = Rows()
        self.seen: set[object] = set()
        self.twins: Counter[str] = Counter()
        self.pages: dict[str, str] = {}

    def entry(self, entry: Entry | None) -> None:
        """Keep what one record says, or drop it for a reason."""
        if entry is None:
            self.rows.audit.drop("unreadable")
            return
        data = entry.data
        if entry.kind == ITEM and (comments := whole(data.get("comments"))) is not None:
            # a list of issues says of each how many comments it has
            self.rows.audit.state("messages", min(comments, _BELIEVABLE) + 1)
        login = login_of(data) or login_of(entry.within or {})
        posted_at = posted_time(data)
        if reason := self._wrong(entry, login, posted_at):
            self.rows.audit.drop(reason)
            return
        assert login is not None and posted_at is not None
        self._keep(entry, self._person(login, data, entry.within), posted_at)

    def _wrong(self, entry: Entry, login: str | None, posted_at: int | None) -> str | None:
        """Why a record is dropped; None if it is good."""
        wanted = self.wish.include_private
        if entry.repository in self.private and entry.repository not in wanted:
            return "private repository"
        if str(entry.data.get("state")).upper() == "PENDING":
            return "not yet published"
        if login is None or login.lower() == _GHOST:
            return "author deleted their account"
        return "impossible time" if posted_at is None else None

    def _keep(self, entry: Entry, account: str, posted_at: int) -> None:
        data = entry.data
        item = f"{self.prefix}:{entry.repository}#{entry.number}"
        channel = f"{self.prefix}:{entry.repository}"
        number = item
        if entry.kind != ITEM:
            number = f"{item}:{self._number(entry, item, account, posted_at)}"
        body = text(data.get("body")) or ""
        said = own_words(body)
        edited = edit_time(data)
        message = Message(
            message_id=number,
            account_id=account,
            channel_id=channel,
            thread_id=item,
            posted_at=posted_at,
            kind=_KINDS[entry.kind],
            reply_to=self._answers(entry, item, said),
            edited_at=edited if edited and edited > posted_at else None,
            text=words(said),
            url=self._page(entry, item),
        )
        self.rows.keep(message)
        self._place(entry, message)
        self._point(message, said)
        self._react(message.message_id, data)
        if entry.kind == ITEM:
            self._merge(message, data)

    def _page(self, entry: Entry, item: str) -> str | None:
        """An entry's own page, else that of the item which it stands in."""
        own = page_of(entry.data)
        if entry.kind == ITEM and own:
            self.pages[item] = own
        return own or self.pages.get(item)

    def _place(self, entry: Entry, message: Message) -> None:
        """Make the thread of a message and its channel known."""
        if entry.kind == ITEM:
            title = words(entry.data.get("title"))
            starter = message.account_id
            self.rows.add(Thread(message.thread_id, message.channel_id, title, starter))
        elif message.thread_id not in self.seen:
            self.seen.add(message.thread_id)
            self.rows.add(Thread(message.thread_id, message.channel_id))
        if message.channel_id not in self.seen:
            self.seen.add(message.channel_id)
            hidden = entry.repository in self.private
            self.rows.add(
                Channel(message.channel_id, self.prefix, entry.repository, private=hidden)
            )

    def _number(self, entry: Entry, item: str, account: str, at: int) -> str:
        """An entry's own id, or one made of who wrote it when and where; told apart by order."""
        native = entry.data.get("id")
        if isinstance(native, int | str) and not isinstance(native, bool) and native != "":
            return f"{entry.kind}-{native}".replace("\0", "")
        where: list[object] = [at, (entry.within or {}).get("id")]
        where += [entry.data.get(key) for key in ("path", "originalPosition")]
        made = sha256(f"{item} {account} {where}".encode("utf-8", "replace")).hexdigest()[:20]
        self.twins[made] += 1
        twin = self.twins[made]
        return f"{entry.kind}-{made}" if twin == 1 else f"{entry.kind}-{made}-{twin}"

    def _answers(self, entry: Entry, item: str, said: str) -> str | None:
        """The message that an entry is explicitly about."""
        if entry.kind == ITEM:
            closed = closes(said) if is_pull(entry.data) else None
            return f"{self.prefix}:{entry.repository}#{closed}" if closed else None
        if entry.kind == COMMENT:
            return None
        answered = whole(entry.data.get("in_reply_to_id"))
        return f"{item}:{REMARK}-{answered}" if answered else item

    def _person(self, login: str, data: Json, within: Json | None) -> str:
        """The account of a login; makes it and its office known."""
        account = f"{self.prefix}:{login.lower()}"
        user = user_of(data) or user_of(within or {}) or {}
        office = data.get("author_association", data.get("authorAssociation"))
        told = (user.get("name"), user.get("type"), user.get("is_bot"), office)
        shown = (login, *map(str, told))
        if shown in self.seen:
            return account
        self.seen.add(shown)
        bot = user.get("type") == "Bot" or user.get("is_bot") is True or is_bot(login)
        self.rows.add(Account(account, self.prefix, login, known_name(user.get("name")), bot))
        if isinstance(office, str) and office in _OFFICES and not bot:
            self.rows.add(Appointment(account, office.lower()))
        return account

    def _point(self, message: Message, said: str) -> None:
        for login in called(said):
            # nobody calls themselves
            if (account := f"{self.prefix}:{login}") != message.account_id:
                self.rows.add(Mention(message.message_id, account))
        for url, domain in web_links(said):
            self.rows.add(Link(message.message_id, url, domain))

    def _react(self, message_id: str, data: Json) -> None:
        for kind, n in reactions_of(data).items():
            self.rows.add(Reaction(message_id, None, kind, _SIGNS.get(kind, 1), n))

    def _merge(self, message: Message, data: Json) -> None:
        """Whoever merges another's pull request answers it by that."""
        merger = data.get("mergedBy", data.get("merged_by"))
        login = login_of({"author": merger})
        at = iso_time(data.get("mergedAt", data.get("merged_at")))
        if login is None or at is None or login.lower() == _GHOST:
            return
        account = self._person(login, {"author": merger}, None)
        if account != message.account_id:
            self.rows.keep(
                message._replace(
                    message_id=f"{message.message_id}:merged",
                    account_id=account,
                    posted_at=at,
                    kind="review",
                    reply_to=message.message_id,
                    edited_at=None,
                    text=None,
                )
            )


def _json_names(tree: Tree) -> list[str]:
    endings = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz")
    return [name for name in tree.names() if name.lower().endswith(endings)]
