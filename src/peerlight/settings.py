"""The settings of a community: ``peerlight.toml``, each key with its default."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from peerlight.errors import BadInput


@dataclass(frozen=True)
class Settings:
    """What can be set per community.

    ``shortlist`` is the number of people proposed; ``seed`` and ``replicates`` rule the
    bootstrap; ``url_template`` makes links to originals where the source gives no address: it
    may use ``{channel_id}``, ``{thread_id}``, ``{message_id}`` (the platform's own ids).
    ``text`` says whether message texts are kept once they were read; ``text_chars`` how many
    characters of each, ``text_days`` for how many days after it was written (0: all, for good).
    ``privacy_contact`` is the address that members are told to write to.
    """

    shortlist: int = 7
    seed: int = 1
    replicates: int = 200
    url_template: str = ""
    text: bool = True
    text_chars: int = 0
    text_days: int = 0
    privacy_contact: str = ""

    @classmethod
    def load(cls, file: Path) -> Settings:
        """The settings in ``file``.

        Raises:
            BadInput: the file is no TOML, or a key is unknown or of the wrong type.
        """
        try:
            given = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadInput(
                f"The settings cannot be read: {error}", where=file, do_next="Mend the file."
            ) from error
        defaults = {f.name: f.default for f in fields(cls)}
        for key, value in given.items():
            if key not in defaults:
                raise BadInput(
                    f"There is no setting {key!r}",
                    where=file,
                    do_next=f"The settings are: {', '.join(defaults)}.",
                )
            if type(value) is not type(defaults[key]):
                raise BadInput(
                    f"The setting {key!r} must be like {defaults[key]!r}",
                    where=file,
                    do_next=f"It is {value!r} now.",
                )
            if isinstance(value, int) and value < 0:
                raise BadInput(f"The setting {key!r} cannot be less than 0", where=file)
        return cls(**given)
