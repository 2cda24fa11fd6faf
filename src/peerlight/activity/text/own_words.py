"""What the author of a message wrote: without code, quotes and the insides of addresses."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

LINK = "https://"
"""What stands in the place of every address."""

# RE2 has no look-around and its \b and \s know ASCII only; the order of the steps matters
_STEPS = (
    (r"(?s)```.*?(?:```|\z)|~~~.*?(?:~~~|\z)", "\n"),
    (r"(?is)\[quote[^\]]*\].*?(?:\[/quote\]|\z)|\[code\].*?(?:\[/code\]|\z)", "\n"),
    (r"(?m)^[ \t]*(?:>|&gt;).*$", ""),
    # a word must stay where the code was, or "does `x`?" loses its question
    (r"`[^`\n]*`", " x "),
    (r"(?i)\b(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)'\]*_]", LINK),
)
_TOUCHED = r"(?i)`|~~~|(?m:^[ \t]*>)|&gt;|\[quote|\[code\]|https?://|www\."


def own_words(text: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The author's own words, lower-case, for the rules of the other files.

    Args:
        text: an Arrow string array of messages; null where there is no text.

    Returns:
        An array as long: fenced and inline code, lines quoted with ``>``, quote and code tags
        are gone (inline code leaves an ``x``), every address is :data:`LINK`, and apostrophes
        and no-break spaces are plain. Null becomes empty. Linear in characters.
    """
    words = _flat(pc.fill_null(text, ""))
    touched = pc.match_substring_regex(words, _TOUCHED)
    if pc.any(touched).as_py():
        few = words.filter(touched)
        for pattern, instead in _STEPS:
            few = pc.replace_substring_regex(few, pattern, instead)
        words = pc.replace_with_mask(words, touched, few)
    words = pc.utf8_lower(words)
    for typographic, plain in (("’", "'"), ("\u00a0", " "), ("\u202f", " ")):
        words = pc.replace_substring(words, typographic, plain)
    return words


def matches(words: pa.Array, maybe: str, surely: str, remove: str = "") -> pa.Array:
    """Where ``surely`` is found once ``remove`` is cut out; ``maybe`` is a cheap first sieve.

    All three are RE2 patterns on the author's own words. A phrase that takes back what a part
    of it says ("no thanks") is cut out first, as RE2 cannot look around.
    """
    sieve = pc.match_substring_regex(words, maybe)
    few = words.filter(sieve)
    if remove:
        few = pc.replace_substring_regex(few, remove, "\n")
    return pc.replace_with_mask(sieve, sieve, pc.match_substring_regex(few, surely))


def _flat(strings: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(strings, pa.ChunkedArray):
        strings = strings.combine_chunks()
    return strings.cast(pa.string())
