"""Good JSON broken in every way that hypothesis can think of."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal

from hypothesis import strategies as st

_NO_HALVES: tuple[Literal["Cs"]] = ("Cs",)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(exclude_categories=_NO_HALVES), max_size=20)
    | st.sampled_from(["<p>", "<blockquote><p>a", "</p></p>", "2020-01-01T00:00:00Z", "0"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abid_", max_size=4), inner)
    ),
    max_leaves=6,
)


@st.composite
def broken(draw: st.DrawFn, good: Any, times: int = 4) -> Any:
    """``good`` with up to ``times`` of its places replaced by anything, or taken out."""
    content = deepcopy(good)
    for _ in range(draw(st.integers(0, times))):
        content = _hit(draw, content)
    return content


def _hit(draw: st.DrawFn, content: Any) -> Any:
    if isinstance(content, dict) and content and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(content)))
        if draw(st.integers(0, 4)) == 0:
            return {k: v for k, v in content.items() if k != key}
        return {**content, key: _hit(draw, content[key])}
    if isinstance(content, list) and content and draw(st.integers(0, 9)):
        place = draw(st.integers(0, len(content) - 1))
        return [_hit(draw, v) if n == place else v for n, v in enumerate(content)]
    return draw(ANYTHING)
