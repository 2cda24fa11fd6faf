"""The reference page of the signals, made from the heads of their SQL files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peerlight.signals.catalogue import Signal


def reference(catalogue: Iterable[Signal]) -> str:
    """The reference page of the signals, in Markdown, by name."""
    lines = [
        "# Signals",
        "",
        "What a member does for others, measured. Each signal is one SQL file in",
        "`src/peerlight/signals/sql/`; its rows are the evidence, and the sum of their `value` (in",
        "millionths) is the member's figure. This page is made from the heads of those files; a",
        "test demands that it is up to date.",
        "",
        *(f"- [{s.name}](#{s.name}): {s.question}" for s in _by_name(catalogue)),
    ]
    for signal in _by_name(catalogue):
        lines += ["", *_described(signal)]
    return "\n".join(lines) + "\n"


def _by_name(catalogue: Iterable[Signal]) -> list[Signal]:
    return sorted(catalogue, key=lambda signal: signal.name)


def _described(signal: Signal) -> list[str]:
    facts: Mapping[str, str] = {
        "Definition": signal.definition,
        "Role played": signal.role or "none",
        "Cannot see": signal.cannot_see,
        "Source of the method": signal.citation,
        "Builds on": ", ".join(f"[{name}](#{name})" for name in signal.builds_on),
        "Version": str(signal.version),
    }
    lines = [f"## {signal.name}", "", f"*{signal.question}*", ""]
    lines += [f"- **{fact}**: {text}" for fact, text in facts.items() if text]
    lines += [f"- **Without {' and '.join(keys)}**: {said}" for keys, said in signal.without]
    return lines
