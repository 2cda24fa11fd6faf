"""Activities turned into records: who did what to what, where and when."""

from __future__ import annotations

from peerlight.sources.activitystreams.messages import MessageReader
from peerlight.sources.activitystreams.vocabulary import (
    ACTORS,
    COLLECTIONS,
    NOTES,
    REACTIONS,
    Json,
    each,
    id_of,
    items_of,
    kind_of,
    micros,
)
from peerlight.sources.json_files import whole
from peerlight.sources.words import known_name
from peerlight.store.tables import Attendance, Membership, Reaction

DELETED, UNDONE = "deleted", "undone"

_MOVES = {"Join": "join", "Leave": "leave", "Invite": "invite"}
_DEEPEST = 8


class ActivityReader(MessageReader):
    """Turns activities, or what they are about, into rows."""

    def take(self, record: object, owner: str | None = None, depth: int = 0) -> None:
        """Read one thing; ``owner`` is whose archive it is from."""
        kind = kind_of(record)
        if isinstance(record, str) and owner:
            self.react(record, "like", self.account(owner), None)
        elif not isinstance(record, dict) or not kind:
            self.rows.audit.drop("unreadable")
        elif kind in COLLECTIONS and depth < _DEEPEST:
            for item in items_of(record):
                self.take(item, owner, depth + 1)
        elif kind in ACTORS:
            self.account(record)
        elif kind in NOTES or kind == "Event":
            self.message(record, {}, owner)
        else:
            self.activity(kind, record, owner)

    def activity(self, kind: str, record: Json, owner: str | None) -> None:
        """Read one activity. Those that are no messages are counted as dropped, kept as rows."""
        actor = record.get("actor") or owner
        thing = record.get("object")
        if kind in ("Create", "Update"):
            for one in each(thing) or [None]:
                self.made(kind, one, record, owner)
        elif kind == "Delete":
            self.delete(thing, actor, record)
        elif kind in REACTIONS and id_of(actor) and id_of(thing):
            word = known_name(record.get("content")) if kind == "EmojiReact" else None
            at = micros(record.get("published"), record.get("updated"))
            self.react(str(id_of(thing)), word or REACTIONS[kind], self.account(actor), at)
        elif kind in _MOVES and id_of(actor):
            self.move(kind, thing, actor, record)
        elif kind == "Accept" and isinstance(thing, dict) and kind_of(thing) in ("Invite", "Join"):
            self.accept(thing, record)
        elif kind == "Undo":
            self.undo(thing, record)
        else:
            self.rows.audit.drop("other activity")

    def made(self, kind: str, thing: object, record: Json, owner: str | None) -> None:
        """What a Create or Update made; of a thing known by its id alone, that it was made."""
        if kind_of(thing) in ACTORS:
            self.account(thing)
            self.rows.audit.drop("other activity")
        elif isinstance(thing, dict):
            self.message(thing, record, owner, edition=kind == "Update")
        elif kind == "Create" and (identifier := id_of(thing)):
            self.message({"id": identifier}, record, owner)
        else:
            self.rows.audit.drop("unreadable")

    def react(self, thing: str, kind: str, account: str, at: int | None) -> None:
        """Keep a like, or that something was passed on."""
        self.rows.audit.drop("like or share")
        sign = -1 if kind == "dislike" else 1
        self.rows.add(Reaction(self.ref(thing), account, kind, sign, 1, at))

    def delete(self, thing: object, actor: object, record: Json) -> None:
        """Note that a message was taken back."""
        self.rows.audit.drop("deleted")
        at = micros(record.get("published"), record.get("updated"))
        identifier, by = id_of(thing), id_of(actor)
        if identifier and by:
            self.rows.loose[DELETED].append((self.ref(identifier), self.ref(by), at or 0))

    def undo(self, thing: object, record: Json) -> None:
        """Note that a reaction was taken back, where it is told which."""
        self.rows.audit.drop("like or share")
        kind = REACTIONS.get(kind_of(thing))
        if kind and isinstance(thing, dict):
            about, by = id_of(thing.get("object")), id_of(thing.get("actor") or record.get("actor"))
            if about and by:
                self.rows.loose[UNDONE].append((self.ref(about), self.ref(by), kind))

    def move(self, kind: str, thing: object, by: object, record: Json) -> None:
        """Keep who joined, left or was invited; who joins an event attends it."""
        self.rows.audit.drop("system message")
        actor, at = self.account(by), micros(record.get("published"))
        if kind == "Join" and kind_of(thing) == "Event" and (event := id_of(thing)):
            self.rows.add(Attendance(self.ref(event), actor))
        elif at is not None and kind == "Invite":
            group = id_of(record.get("target"))
            for guest in each(thing):
                if id_of(guest):
                    self.entered(self.account(guest), group, kind, actor, at)
        elif at is not None:
            self.entered(actor, id_of(thing) or id_of(record.get("target")), kind, None, at)

    def entered(self, who: str, group: str | None, kind: str, by: str | None, at: int) -> None:
        """Keep one membership."""
        channel = self.ref(group) if group else None
        self.rows.add(Membership(who, channel, _MOVES[kind], by, at))

    def accept(self, thing: Json, record: Json) -> None:
        """Whoever accepts an invitation joins; so does whoever is let in."""
        self.rows.audit.drop("system message")
        at, invited = micros(record.get("published")), kind_of(thing) == "Invite"
        who = record.get("actor") if invited else thing.get("actor")
        group = thing.get("target") if invited else thing.get("object")
        if at is not None and id_of(who):
            self.entered(self.account(who), id_of(group), "Join", None, at)

    def stated(self, content: object) -> None:
        """Note how many activities a collection says it holds."""
        if kind_of(content) in COLLECTIONS and isinstance(content, dict):
            held = items_of(content)
            total = whole(content.get("totalItems"))
            if total is not None and any(isinstance(item, dict) for item in held):
                self.rows.audit.state("messages", min(total, 2**53))
