"""How one person spells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Habit:
    """Everything small, no full stop, a small sign at the end."""

    small: bool = False
    bare: bool = False
    sign: str = ""

    def apply(self, text: str, *, cheerful: bool) -> str:
        """The text as this person would type it; addresses and names stay as they are."""
        if self.bare and text.endswith((".", "。")):
            text = text[:-1]
        if self.small and "<" not in text:
            text = text.lower()
        return f"{text} {self.sign}" if self.sign and cheerful else text
