"""The table of what each source can tell is made from the readers' own declarations."""

from __future__ import annotations

from tests.docs.pages import DOCS, ROOT
from tests.docs.test_sources_pages import PLATFORMS, WORDS

PAGE = DOCS / "reference" / "sources.md"


def table() -> str:
    """One row per platform, one column per ability, in Markdown."""
    head = f"| source | {' | '.join(WORDS.values())} |"
    rule = "|---" * (len(WORDS) + 1) + "|"
    rows = [
        f"| [{name}](../how-to/get-data-out-of-{name}.md) | "
        + " | ".join("yes" if getattr(PLATFORMS[name], a) else "no" for a in WORDS)
        + " |"
        for name in sorted(PLATFORMS)
    ]
    return "\n".join([head, rule, *rows])


def test_the_table_is_what_the_readers_declare() -> None:
    assert table() in PAGE.read_text("utf-8"), f"The table should be:\n{table()}"


def test_the_readme_names_every_source() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = [name for name in PLATFORMS if f"get-data-out-of-{name}.md" not in readme]
    assert missing == []
