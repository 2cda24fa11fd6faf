"""What members are told: why this is done, on what ground, with what, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A notice as headed paragraphs."""

    parts: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """The notice as plain text."""
        return "\n\n".join(f"{head}\n{body}" for head, body in self.parts) + "\n"


NOTICE = Notice(
    (
        (
            "What for",
            "To notice people who quietly help others in this community, so that somebody can thank"
            " them or offer them something they like. For nothing else: not to exclude, rank in"
            " public, pay, hire or judge anybody. A human decides about every suggestion.",
        ),
        (
            "What with",
            "Messages, reactions, mentions and comings and goings that the community's own archive"
            " holds. E-mail addresses are kept only as keyed hashes. Private talk is not read"
            " unless a channel was named, and never quoted.",
        ),
        (
            "What comes out",
            "Estimates with ranges of how others turned to a member. They describe association, not"
            " worth and not effect; they say nothing about mood, health or belief.",
        ),
        (
            "On what ground",
            "A legitimate interest of the community (GDPR Art. 6(1)(f)), or consent where the"
            " community asked for it. Estimates about a person are profiling (Art. 4(4)).",
        ),
        (
            "What you can do",
            "Ask what is held (Art. 15), have it corrected (Art. 16), have it erased (Art. 17), or"
            " object (Art. 21): then you appear in no list, page or export, and not in the evidence"
            " of others. No reason need be given, and nothing follows from it. You may also"
            " complain to a data protection authority.",
        ),
    )
)
