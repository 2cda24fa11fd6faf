"""The people of a site: those it lists, and those who only left their name."""

from __future__ import annotations

from peerlight.sources.contract import Wish
from peerlight.sources.iso_times import iso_time
from peerlight.sources.loose import LooseRows
from peerlight.sources.stackexchange.sites import Site
from peerlight.sources.stackexchange.xml_rows import Attributes
from peerlight.sources.words import kept_id, known_name
from peerlight.store.tables import Account, Membership

PERSONS = "persons"
COMMUNITY = "-1"
"""The user that stands for the site itself."""

OWNER, USER = ("OwnerUserId", "OwnerDisplayName"), ("UserId", "UserDisplayName")
"""The columns that name who wrote a post, and who did anything else."""


class People:
    """Makes accounts known, each once per part; ``prefix`` begins their ids."""

    def __init__(self, wish: Wish, prefix: str, rows: LooseRows) -> None:
        self.wish, self.prefix, self.rows = wish, prefix, rows
        self.met: set[str] = set()

    def user(self, row: Attributes, site: Site) -> None:
        """Keep a user that the site lists; to have an account is to have joined."""
        native, since = kept_id(row.get("Id")), iso_time(row.get("CreationDate", ""))
        if native is None:
            return
        account = self.id(native, site)
        bot, name = native == COMMUNITY, known_name(row.get("DisplayName"))
        self.met.add(account)
        self.rows.add(Account(account, self.prefix, name=name, is_bot=bot, created_at=since))
        if since and not bot:
            self.rows.add(Membership(account, None, "join", None, since))
        person = kept_id(row.get("AccountId"))
        if person and site.native:
            self.rows.loose[PERSONS].append((account, person))

    def author(self, row: Attributes, site: Site, by: tuple[str, str]) -> str | None:
        """The account by id, else by name; ``by`` are their columns. None where neither is.

        Who left the site is only a name, such as user123, which no listed user can take.
        """
        native, name = kept_id(row.get(by[0])), row.get(by[1])
        shown = known_name(name) if native is None else None
        if native is None:
            if not kept_id(name):
                return None
            # a name that may not be shown is an e-mail address
            native = f"~{shown or self.wish.seal(name or '')}"
        account = self.id(native, site)
        if account not in self.met:
            self.met.add(account)
            bot = native == COMMUNITY
            self.rows.add(Account(account, self.prefix, name=shown, is_bot=bot))
        return account

    def id(self, native: str, site: Site) -> str:
        """The account's id among all sources."""
        return f"{self.prefix}:{site.native}{native}"
