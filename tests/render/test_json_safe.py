"""JSON on a terminal steers nothing and still means the same."""

import json

from hypothesis import given
from hypothesis import strategies as st

from notes_kit.render.words import json_safe, term_safe


@given(st.text())
def test_it_means_the_same_and_is_safe(text: str) -> None:
    shown = json_safe(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(shown) == {"a": text}
    assert term_safe(shown) == shown
