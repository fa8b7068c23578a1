"""Three versions of a note's properties become one: every edit of either side is in it, or is reported."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st

from notes_kit.model.text import Source
from notes_kit.parse.front_matter import LOADER, read_front_matter
from notes_kit.parse.merge import Merged, conflict_lines, merge_matter, split

BASE = "---\ntype: contact\nrole: Analyst\ntags: [a, b]\noutreach:\n  - 2026-02-10 email\n---\n"


def values(text: str) -> dict[str, list[str]]:
    found = read_front_matter(Source("x.md", text))
    assert found.faults == []
    return {field.key: [value.raw for value in field.values] for field in found.fields if not field.nested}


def merged(base: str, ours: str, theirs: str) -> Merged:
    found = merge_matter(base, ours, theirs)
    assert found is not None
    return found


def test_both_sides_entries_stay_in_the_order_of_their_days() -> None:
    ours = BASE.replace("[a, b]", "[a, b, c]").replace("- 2026-02-10 email\n", "- 2026-02-10 email\n  - 2026-02-20 linkedin second\n")
    theirs = BASE.replace("[a, b]", "[b, d]").replace("- 2026-02-10 email\n", "- 2026-02-10 email\n  - 2026-02-15 phone\n").replace("Analyst", "Lead")
    found = merged(BASE, ours, theirs)
    assert found.clashes == ()
    assert found.text == (
        "---\ntype: contact\nrole: Lead\ntags: [b, c, d]\noutreach:\n  - 2026-02-10 email\n  - 2026-02-15 phone\n  - 2026-02-20 linkedin second\n---\n"
    )
    assert merged(BASE, theirs, ours).text == found.text


def test_a_property_both_changed_stays_and_is_reported() -> None:
    found = merged(BASE, BASE.replace("Analyst", "Boss"), BASE.replace("Analyst", "Lead"))
    assert values(found.text)["role"] == ["Boss"]
    assert [tuple(clash) for clash in found.clashes] == [("role", "role: Boss\n", "role: Analyst\n", "role: Lead\n")]
    assert conflict_lines(found.clashes) == "<<<<<<< ours\nrole: Boss\n=======\nrole: Lead\n>>>>>>> theirs\n"
    assert conflict_lines(found.clashes, size=9).startswith("<<<<<<<<< ours")


@pytest.mark.parametrize(
    ("ours", "theirs", "keys"),
    [
        ("role: Boss\n", "", ["role"]),  # changed and taken out
        ("", "", []),
        ("role: Boss\n", "role: Boss\n", []),
    ],
)
def test_one_side_takes_out_what_the_other_changes(ours: str, theirs: str, keys: list[str]) -> None:
    found = merged(BASE, BASE.replace("role: Analyst\n", ours), BASE.replace("role: Analyst\n", theirs))
    assert [clash.key for clash in found.clashes] == keys
    assert values(found.text).get("role", []) == (["Boss"] if ours else [])


def test_one_item_changed_by_both_is_a_clash_and_by_one_is_not() -> None:
    ours, theirs = BASE.replace("02-10 email", "02-10 phone"), BASE.replace("02-10 email", "02-10 linkedin")
    assert [clash.key for clash in merged(BASE, ours, theirs).clashes] == ["outreach"]
    assert merged(BASE, ours, BASE).text == ours
    assert [clash.key for clash in merged(BASE, ours, BASE.replace("outreach:\n  - 2026-02-10 email\n", "outreach: []\n")).clashes] == ["outreach"]


def test_a_single_value_that_became_a_list_on_either_side() -> None:
    base = "---\noutreach: 2026-02-10 email\n---\n"
    ours, theirs = (
        "---\noutreach:\n- 2026-02-10 email\n- 2026-02-12 phone\n---\n",
        '---\noutreach: [2026-02-10 email, "2026-02-11 note: [x], y"]\n---\n',
    )
    found = merged(base, ours, theirs)
    assert found == Merged("---\noutreach:\n- 2026-02-10 email\n- 2026-02-11 note\n- 2026-02-12 phone\n---\n".replace(
        "2026-02-11 note", '"2026-02-11 note: [x], y"'), ())  # fmt: skip
    assert values(merged(base, theirs, ours).text) == values(found.text)


def test_new_properties_stand_where_their_side_put_them() -> None:
    ours, theirs = BASE.replace("role:", "salutation: Dr.\nrole:"), BASE.replace("tags:", "location: Graz\ntags:")
    assert list(values(merged(BASE, ours, theirs).text)) == ["type", "salutation", "role", "location", "tags", "outreach"]


def test_comments_stay_with_their_property() -> None:
    base = "---\n# who\nrole: a\n# what\nphone: 1\n# end\n---\n"
    found = merged(base, base.replace("# who\nrole: a\n", ""), base.replace("phone: 1", "phone: 2"))
    assert found.text == "---\n# what\nphone: 2\n# end\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\nrole: [a\n---\n", "---\n- a\n---\n", "---\nrole: a\nrole: b\n---\n", "---\nrole: a\n", "---\n? a\n: b\n---\n",
        "---\nrole: x #lost\n---\n", "---\nlink: [[A]]\n---\n", "---\n{role: a}\n---\n",
    ],
)  # fmt: skip
def test_in_doubt_it_is_left_to_git(text: str) -> None:
    assert merge_matter(text, text.replace("a", "b") + "\n", BASE) is None
    assert merge_matter(BASE, text, BASE.replace("Analyst", "x")) is None


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("tags: [a, b]", "tags: [b, a]", "tags: [a, b, c]"),  # another order
        ("tags: [a, a]", "tags: [a, a, b]", "tags: [a, a, c]"),  # the same twice
        ("tags:\n  - a # why\n", "tags:\n  - a # why\n  - b\n", "tags:\n  - a # why\n  - c\n"),
        ("a:\n  b: 1\n", "a:\n  b: 2\n", "a:\n  b: 3\n"),
        ("a: |\n  x\n", "a: |\n  y\n", "a: |\n  z\n"),
    ],
)
def test_lists_that_are_not_plain_clash(base: str, ours: str, theirs: str) -> None:
    found = merge_matter(*(f"---\n{text.rstrip()}\n---\n" for text in (base, ours, theirs)))
    assert found is not None
    assert len(found.clashes) == 1
    assert found.text == f"---\n{ours.rstrip()}\n---\n"


def test_a_note_is_split_only_where_its_properties_are_closed() -> None:
    assert split(Source("x.md", "---\na: 1\n---\nbody\n")) == ("---\na: 1\n---\n", "body\n")
    assert split(Source("x.md", "body\n")) == ("", "body\n")
    assert split(Source("x.md", "---\na: 1\nbody\n")) is None
    assert split(Source("x.md", "\n---\na: 1\n---\n")) is None


# ---- any two edits of any note


KEYS = ["role", "location", "phone", "replied", "industry"]
LISTS = ["tags", "outreach", "aliases"]
WORDS = st.sampled_from(["Analyst", "Lead: data", "x, y", "né", "[[Ada Okafor]]", "it's", '"q"', "# no", "~", "12:30", "no", "2026-03-02"])


def spell(style: str, word: str) -> str:
    plain = yaml.safe_dump(word, allow_unicode=True, width=1000).splitlines()[0]
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' if style == "flow" or plain != word else word


@st.composite
def edits(draw: st.DrawFn) -> tuple[dict[str, str | list[str]], dict[str, str], list[tuple[str, str, object]]]:
    """A note's properties, the way that each list is written, and edits of different properties and items."""
    start: dict[str, str | list[str]] = {"type": "contact"}
    styles = {}
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True)):
        start[key] = draw(WORDS)
    for key in draw(st.lists(st.sampled_from(LISTS), unique=True)):
        start[key] = draw(st.lists(st.sampled_from(["i1", "i2", "i3", "i4"]), unique=True))
        styles[key] = draw(st.sampled_from(["flow", "block", "block flat"]))
    actions: list[tuple[str, str, object]] = []
    for key in [key for key in start if key in KEYS]:
        actions += draw(st.sampled_from([[], [("set", key, "changed " + key)], [("drop", key, None)]]))
    for key in KEYS:
        if key not in start:
            actions += draw(st.sampled_from([[], [("set", key, "new " + key)]]))
    for key in styles:
        items = start[key]
        assert isinstance(items, list)
        for item in items:
            actions += draw(st.sampled_from([[], [], [("remove", key, item)], [("change", key, item)]]))
        actions += draw(st.lists(st.sampled_from(["n1", "n2", "n3"]), unique=True).map(lambda new, key=key: [("add", key, item) for item in new]))  # type: ignore[misc]
    return start, styles, actions


def apply(state: dict[str, str | list[str]], actions: list[tuple[str, str, object]]) -> dict[str, str | list[str]]:
    after = {key: list(value) if isinstance(value, list) else value for key, value in state.items()}
    for kind, key, what in actions:
        value = after.get(key)
        if kind == "set":
            after[key] = str(what)
        elif kind == "drop":
            after.pop(key, None)
        elif isinstance(value, list):
            if kind == "add":
                value.append(str(what))
            elif kind == "remove":
                value.remove(str(what))
            else:
                value[value.index(str(what))] = f"{what} changed"
    return after


def write(state: dict[str, str | list[str]], styles: dict[str, str]) -> str:
    lines = []
    for key, value in state.items():
        if isinstance(value, str):
            lines.append(f"{key}: {spell('', value)}")
        elif styles[key] == "flow" or not value:
            lines.append(f"{key}: [{', '.join(spell('flow', item) for item in value)}]")
        else:
            lines += [f"{key}:", *(("- " if styles[key] == "block flat" else "  - ") + spell("", item) for item in value)]
    return "---\n" + "\n".join(lines) + "\n---\n"


def plain(state: dict[str, str | list[str]]) -> dict[str, object]:
    return {key: sorted(value) if isinstance(value, list) else value for key, value in state.items()}


def read(text: str) -> dict[str, object]:
    found = yaml.load(text.removeprefix("---\n").removesuffix("---\n"), Loader=LOADER) or {}  # noqa: S506 - the base loader makes text of everything
    return {key: sorted(value) if isinstance(value, list) else value for key, value in found.items()}


@settings(max_examples=400)
@given(edits(), st.randoms(use_true_random=False))
def test_edits_of_different_things_merge_whole_in_either_order(
    made: tuple[dict[str, str | list[str]], dict[str, str], list[tuple[str, str, object]]], chance: object
) -> None:
    start, styles, actions = made
    sides: tuple[list[tuple[str, str, object]], list[tuple[str, str, object]]] = ([], [])
    for action in actions:
        sides[chance.random() < 0.5].append(action)  # type: ignore[attr-defined]
    base, ours, theirs = (write(apply(start, side), styles) for side in ([], *sides))
    if touching(start, sides):
        event("neighbours")
    found = merge_matter(base, ours, theirs)
    assert found is not None
    assert found.clashes == ()
    want = plain(apply(apply(start, sides[0]), sides[1]))
    assert want == plain(apply(apply(start, sides[1]), sides[0]))
    assert read(found.text) == want
    other = merge_matter(base, theirs, ours)
    assert other is not None
    assert read(other.text) == want
    assert values(found.text) == {
        key: value if isinstance(value, list) else [value] for key, value in ((k, values(other.text)[k]) for k in values(found.text))
    }


def touching(start: dict[str, str | list[str]], sides: tuple[list[tuple[str, str, object]], list[tuple[str, str, object]]]) -> bool:
    """Whether both sides edit one list."""
    return bool({key for _, key, _ in sides[0] if isinstance(start.get(key), list)} & {key for _, key, _ in sides[1]})


@settings(max_examples=150)
@given(edits(), st.sampled_from(KEYS), st.sampled_from(["one", "[[Two]]"]), st.sampled_from(["three", ""]))
def test_where_both_touch_one_value_the_clash_is_there(
    made: tuple[dict[str, str | list[str]], dict[str, str], list[tuple[str, str, object]]], key: str, ours: str, theirs: str
) -> None:
    start, styles, _ = made
    start = start | {key: "before"}
    mine = start | {key: ours}
    other = {name: value for name, value in start.items() if name != key} | ({key: theirs} if theirs else {})
    found = merge_matter(write(start, styles), write(mine, styles), write({name: other[name] for name in start if name in other}, styles))
    assert found is not None
    assert [clash.key for clash in found.clashes] == [key]
    assert read(found.text)[key] == ours
    assert ours in found.clashes[0].ours.replace('"', "").replace("'", "")
