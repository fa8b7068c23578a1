"""Front matter: every value is the text that was typed, and agrees with YAML wherever YAML does not guess."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notes_kit.model.note import Value
from notes_kit.model.text import Source
from notes_kit.parse.front_matter import read_front_matter
from notes_kit.parse.mapping import CONTROL, LOADER, FrontMatter, NotMappingError, TooComplexError, is_words, quote, read_mapping
from notes_kit.parse.plain import read_plain


def read(matter: str) -> FrontMatter:
    return read_front_matter(Source("x.md", f"---\n{matter}\n---\nbody\n"))


def values(matter: str) -> dict[str, list[str]]:
    return {field.key: [value.raw for value in field.values] for field in read(matter).fields}


def rules(matter: str) -> list[str]:
    return [fault.rule for fault in read(matter).faults]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15:30", ["15:30"]), ("1:30:00", ["1:30:00"]), ("no", ["no"]), ("NO", ["NO"]), ("yes", ["yes"]), ("on", ["on"]), ("true", ["true"]), ("017", ["017"]),
        ("1_000", ["1_000"]), ("0x1F", ["0x1F"]), ("1e3", ["1e3"]), ("1.10", ["1.10"]), (".inf", [".inf"]), ("02139", ["02139"]), ("2026-02-30", ["2026-02-30"]),
        ("2026-03-02 15:00", ["2026-03-02 15:00"]), ("", []), ("~", []), ("null", []), ("Null", []), ('""', [""]), ("'null'", ["null"]), ("[]", []), ("{}", []),
        ("!!int 3", ["3"]), ("!!timestamp x", ["x"]), ("[a, b,  c]", ["a", "b", "c"]), ("[a, [b, c]]", ["a", "b", "c"]), ("[1, no, ~, '']", ["1", "no", ""]),
        ("\n  - a\n  - b", ["a", "b"]), ("\n- a\n- - b\n  - c", ["a", "b", "c"]), ("|\n  two\n  lines", ["two\nlines\n"]), (">\n  one\n  line", ["one line\n"]),
        ("one\n  line", ["one line"]), ('"a\\tb\\u00e9"', ["a\tbé"]), ("it's", ["it's"]), ("'it''s'", ["it's"]), ("a # comment", ["a"]), ("a#b", ["a#b"]),
        ("C: drive", ["C: drive"]), ("https://a.example/b?c#d", ["https://a.example/b?c#d"]), ("&x a", ["a"]), ("@ada", ["@ada"]), ("`x`", ["`x`"]), ("%x", ["%x"]),
        ("a: b: c", ["a: b: c"]), ("“Staff” engineer", ["“Staff” engineer"]), ("[[Ada Okafor]]", ["[[Ada Okafor]]"]), ('"[[Ada Okafor]]"', ["[[Ada Okafor]]"]),
        ("[[Ada|A]], [[Ben]]", ["[[Ada|A]]", "[[Ben]]"]), ("[[[Ada]], [[Ben]]]", ["[[Ada]]", "[[Ben]]"]), ("\n  - [[Ada]]\n  - '[[Ben]]'", ["[[Ada]]", "[[Ben]]"]),
        ("![[Ada]]", ["![[Ada]]"]), ("{{title}}", ["{{title}}"]), ("{{date}} at {{time}}", ["{{date}} at {{time}}"]), ("<% x %>", ["<% x %>"]),
        ("#people #mentor", ["people", "mentor"]), ("{name: Ada, role: x}", ["Ada"]), ("\n  contact: '[[Ada]]'\n  name: Ada", ["[[Ada]]"]), ("\n  x: y", []),
        ("\n  - name: Ada\n    x: y\n  - name: Ben", ["Ada", "Ben"]), ("- a", ["- a"]), ("[a, b", ["[a, b"]), ('"open', ['"open']), ("*important*", ["*important*"]),
        ("*nobody", ["*nobody"]), ("? a", ["? a"]), ("| a", ["| a"]), ("a\t", ["a"]), ("🚀 up", ["🚀 up"]), ("-1", ["-1"]), ("?x", ["?x"]), ("a ,b", ["a ,b"]),
    ],
)  # fmt: skip
def test_a_value_is_what_was_typed(typed: str, expected: list[str]) -> None:
    assert values(f"before: 1\nkey: {typed}\nafter: 2") | {"key": expected} == values(f"before: 1\nkey: {typed}\nafter: 2")
    assert values(f"before: 1\nkey: {typed}\nafter: 2")["after"] == ["2"], "one odd value hides no other"


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("a: 1\n'b c': 2\n\"d\": 3\n4: 5\né: 6", ["a", "b c", "d", "4", "é"]),
        ("a : 1\nb  c: 2", ["a", "b  c"]),
        ("a:\n  b: 1\n  c:\n    d: 2", ["a", "a.b", "a.c", "a.c.d"]),
        ("a:\n  - b: 1\n  - b: 2", ["a", "a.b", "a.b"]),
        ("? a\n: 1\n? [b, c]\n: 2", ["a", "[b, c]"]),
        ("{a: 1, b: 2}", ["a", "b"]),
        ("# comment\na: 1\n\n# more\n\nb: 2", ["a", "b"]),
        ("<<: {x: y}\na: 1", ["<<", "<<.x", "a"]),
        ("a: &x 1\nb: *x\nc: &l [1, 2]\nd: *l", ["a", "b", "c", "d"]),
        ("a: 1\na: 2", ["a", "a"]),
    ],
)
def test_keys_are_all_kept_in_order(matter: str, expected: list[str]) -> None:
    found = read(matter)
    assert [field.key for field in found.fields] == expected
    assert [field.nested for field in found.fields] == ["." in key for key in expected]


def test_an_alias_says_what_its_anchor_says() -> None:
    assert values("a: &x 1\nb: *x\nc: &l [1, 2]\nd: *l\ne: [*x, *l]") == {
        "a": ["1"],
        "b": ["1"],
        "c": ["1", "2"],
        "d": ["1", "2"],
        "e": ["1", "1", "2"],
    }


@pytest.mark.parametrize(
    ("matter", "rule", "better"),
    [
        ("contact: [[Ada]]", "unquoted-link", 'contact: "[[Ada]]"'),
        ("contact: [[Ada]], [[Ben|B]]", "unquoted-link", 'contact: ["[[Ada]]", "[[Ben|B]]"]'),
        ("contact:\n  - [[Ada]]", "unquoted-link", 'contact:\n  - "[[Ada]]"'),
        ("tags: #people #mentor", "yaml-trap", "tags: [people, mentor]"),
        ("role: #1 in sales", "yaml-trap", 'role: "#1 in sales"'),
        ("role: engineer #2", "yaml-trap", 'role: "engineer #2"'),
        ("author: @ada", "yaml-trap", 'author: "@ada"'),
        ("title: Talk: how", "yaml-trap", 'title: "Talk: how"'),
        ("note: *really* good", "yaml-trap", 'note: "*really* good"'),
        ('note: say "hi": now', "yaml-trap", 'note: "say \\"hi\\": now"'),
        ("people:\n\t- Ann", "yaml-trap", "people:\n  - Ann"),
    ],
)
def test_a_trap_is_told_and_its_fix_mends_it(matter: str, rule: str, better: str) -> None:
    source = Source("x.md", f"---\n{matter}\n---\nbody\n")
    (fault,) = read_front_matter(source).faults
    assert fault.rule == rule
    assert fault.fix is not None
    text = source.text
    for edit in sorted(fault.fix.edits, key=lambda one: one.place, reverse=True):
        start, end = source.span(edit.place)
        text = text[:start] + edit.text + text[end:]
    assert text == f"---\n{better}\n---\nbody\n"
    mended = read_front_matter(Source("x.md", text))
    assert mended.faults == []
    assert all(value.raw for field in mended.fields for value in field.values)


@pytest.mark.parametrize("matter", ["a: b # comment", "a: # comment", "a: b #", "#a: b\nc: d", "a: 'x' #tag", "a: [b] #tag", "a: |\n  b #tag"])
def test_a_comment_is_a_comment(matter: str) -> None:
    assert rules(matter) == []


def test_each_broken_line_is_told_and_the_others_are_read() -> None:
    found = read("author: @x\nrole: CTO: Acme\nstray words\nmet: [[a]], [[b]]\nok: 1\n<<<<<<< HEAD\nlast: 'x'")
    assert {field.key: [value.raw for value in field.values] for field in found.fields} == {
        "author": ["@x"], "role": ["CTO: Acme"], "met": ["[[a]]", "[[b]]"], "ok": ["1"], "last": ["x"],
    }  # fmt: skip
    assert [(fault.rule, fault.place.line) for fault in found.faults if fault.rule != "merge-conflict"] == [
        ("yaml-syntax", 4), ("yaml-trap", 2), ("yaml-trap", 3), ("unquoted-link", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "keys", "rule", "body"),
    [
        ("---\na: 1\n---\nb\n", ["a"], None, "b\n"),
        ("---  \na: 1\n---\t\nb\n", ["a"], None, "b\n"),
        ("---\r\na: 1\r\n---\r\nb\r\n", ["a"], None, "b\r\n"),
        ("---\ra: 1\r---\rb\r", ["a"], None, "b\r"),
        ("---\na: 1\n---", ["a"], None, ""),
        ("---\n---\nb\n", [], None, "b\n"),
        ("a: 1\n", [], None, "a: 1\n"),
        ("----\na: 1\n----\n", [], None, "----\na: 1\n----\n"),
        (" ---\na: 1\n---\n", [], None, " ---\na: 1\n---\n"),
        ("\n\n---\na: 1\n---\nb\n", ["a"], "late-front-matter", "b\n"),
        ("\n\n---\nno key\n---\n", [], None, "\n\n---\nno key\n---\n"),
        ("---\n\nwords\n\n---\nmore\n", [], None, "---\n\nwords\n\n---\nmore\n"),
        ("---\nwords\n", [], None, "---\nwords\n"),
        ("---\na: 1\nb: 2\n\n# Talk\n", ["a", "b"], "unclosed-front-matter", "\n# Talk\n"),
        ("---\na:\n  - 1\n# Talk\n", ["a"], "unclosed-front-matter", "# Talk\n"),
        ("---\na: 1", ["a"], "unclosed-front-matter", ""),
        ("---\na: 1\n\n# Talk\n\nwords here\n\n---\nmore\n", ["a"], "unclosed-front-matter", "\n# Talk\n\nwords here\n\n---\nmore\n"),
        ("---\n- a\n- b\n---\nb\n", [], "front-matter-not-mapping", "b\n"),
        ("---\n# to be filled in\n---\nb\n", [], None, "b\n"),
        ("---\r\n# to be filled in\r\n\r\n  # later\r\n---\r\nb", [], None, "b"),
        ("---\n# to be\nfilled in\n---\nb\n", [], None, "---\n# to be\nfilled in\n---\nb\n"),
    ],
)
def test_where_front_matter_stands(text: str, keys: list[str], rule: str | None, body: str) -> None:
    found = read_front_matter(Source("x.md", text))
    assert [field.key for field in found.fields] == keys
    assert [fault.rule for fault in found.faults] == ([rule] if rule else [])
    assert text[found.body :] == body


def test_the_fixes_of_the_fences_mend_them() -> None:
    for text in ("---\na: 1\n\n# Talk\n", "---\r\na: 1\r\n\r\nwords\r\n", "---\na: 1", "\n\n---\na: 1\n---\nb\n"):
        source = Source("x.md", text)
        (fault,) = read_front_matter(source).faults
        (edit,) = fault.fix.edits if fault.fix else ()
        start, end = source.span(edit.place)
        again = read_front_matter(Source("x.md", text[:start] + edit.text + text[end:]))
        assert again.faults == []
        assert [field.key for field in again.fields] == ["a"]


def test_quoting_can_be_read_back() -> None:
    for text in ('say "hi"', "a\\b", "#x", "[[Ada]]", ""):
        assert values(f"a: {quote(text)}") == {"a": [text]}


def test_words_are_one_scalar() -> None:
    assert [text for text in ("a b", "'x'", "a: b", "- a", "[a", "", "a\n---\nb", "*x", "@x") if is_words(text)] == ["a b", "'x'"]


def expected(chunk: str) -> list[tuple[str, list[str]]] | None:
    """Keys and values as PyYAML composes them, flattened as ours are; None where there is a link, a trap or a nested property."""
    root = yaml.compose(chunk, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode):
        return None
    found = []
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            return None
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if not all(isinstance(item, yaml.ScalarNode) for item in items) or "[[" in chunk:
            return None
        found.append((key.value, [item.value for item in items if item.style or item.value not in ("", "~", "null", "Null", "NULL")]))
    return found


TOKENS = [
    "a", "b c", "key", ": ", ":", "\n", "\n", "\n", "- ", "  ", " ", "[", "]", ", ", ",", "'", '"', "#", " #", "# x", "|", ">", "~", "null", "15:30", "2026-03-02",
    "no", "{", "}", "&x ", "*x", "!", "%", "@", "`", "\\", "é", "🚀", "\u00a0", "“", "-", "?", ".", "...", "---", "<<", "=", "+", "/", "(", ")", "\t", "\r", "\r\n", "\x85",
    "\u2028", "\ufeff", "\x00", "_", "0",
]  # fmt: skip
CHUNKS = st.lists(st.sampled_from(TOKENS), max_size=14).map("".join)
SIMPLE = st.lists(
    st.tuples(st.sampled_from(["a", "b c", "key", "Key-2", "a.b", "it's", "x/y", "é"]), st.sampled_from([": ", ":  ", ":", " : "]), CHUNKS),
    min_size=1,
    max_size=4,
).map(lambda parts: "\n".join("".join(part) for part in parts) + "\n")

BELOW = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "  ", "    ", "    ", "      "]),
        st.sampled_from(["", "", "- ", "-  "]),
        st.sampled_from(["name: ", "a: ", "b c:", "|", ">", "label: ", "", "# x"]),
        st.sampled_from(["", "", "b", "'c d'", "[e, f]", "g # h", "i: j", "~", "k #l", '"']),
    ).map("".join),
    min_size=1,
    max_size=7,
).map("\n".join)
NESTED = st.builds("{}{}\n{}".format, st.sampled_from(["a:\n", "a: |\n", "a: >\n"]), BELOW, st.sampled_from(["", "d: e\n"]))  # fmt: skip


@settings(max_examples=600)
@given(st.one_of(CHUNKS, SIMPLE))
@example("a: b\x85c: d\n")
@example("a: 'b\nc: d'\n")
@example("a: [b,\nc]\n")
@example("a: b\n- c\n")
def test_values_are_yamls_where_yaml_does_not_guess(chunk: str) -> None:
    source = Source("x.md", chunk)
    if chunk.count("&x") > 1:
        return  # an anchor may move (YAML 1.2, 3.2.2.2); PyYAML's composer forbids it
    try:
        want = expected(chunk)
    except (yaml.YAMLError, ValueError):
        if "*" in chunk:
            return  # an alias to nothing, as a key: read here as the text that was typed
        with pytest.raises((yaml.YAMLError, ValueError, TooComplexError, NotMappingError)):
            read_mapping(source, 0, len(chunk), FrontMatter())
        return
    found = FrontMatter()
    try:
        read_mapping(source, 0, len(chunk), found)
    except NotMappingError:
        assert want is None
        return
    if want is not None and not found.faults:
        assert [(field.key, [value.raw for value in field.values]) for field in found.fields] == want


@settings(max_examples=2500)
@given(st.one_of(CHUNKS, SIMPLE, NESTED))
@example("a:\n  - name: b\n    c:\n      - d\n      - e\n  - name: f\ng: h\n")
@example("a:\n  - b:\n    - c\n")
@example("a: |\n  b # c\n  d \ne: >\n  f: g\n  - h\ni: j\n")
@example("a: >\n  b\n   c\n")
@example("a: |\n  b\n\n  c\n")
@example("a: |\n  b\n\nc: d\n")
@example("a:\n  b: c # d\n  e: f #g\n")
@example("a:\n  b:\n    name: c\n  - d\n")
@example("a:\n  - b\n    c: d\n")
@example("a:\n- b: c\n- d\n")
@example("a: b\n c\n")
@example("a:\n- b\n-  c d \n")
@example("a:\n - b\n# c\n - 'd'\n\ne: f\n")
@example("a: [b c, 'd', \"e\" ,]\n")
@example("a: [,]\n")
@example("a: [b, , c]\n")
@example("a: b:\n")
@example("a: ...\n")
@example("a: b\n...\nc: d\n")
@example("a: 'b' c\n")
@example("a: b\n#c\n  d\n")
@example("a:\n  - b\n  c: d\n")
@example("a: b\u00a0\n")
@example("a: ~ \n")
@example("a: (b) # c\n")
@example("a:\n  -\n  - b\n")
@example("a:\n  - - b\n")
@example("a:\n  - b # c\n  - d\n")
def test_the_short_cut_reads_what_the_long_way_reads(chunk: str) -> None:
    source = Source("x.md", chunk)
    fields = read_plain(source, 0, len(chunk))
    if fields is None:
        return
    found = FrontMatter()
    read_mapping(source, 0, len(chunk), found)
    assert fields == found.fields
    assert found.faults == []


def test_the_short_cut_is_taken() -> None:
    chunk = 'type: contact\nname: Ada Okafor\naliases: [Ada]\norganization: "[[Northwind]]"\nphone:\nreplied: 2026-02-21\noutreach:\n  - 2026-02-10 email\ntags: []\n'
    chunk += (
        'location:\n  city: Lyon # on the Rhône\nthemes:\n  - name: pay\n    evidence:\n      - "[[Ben]]"\n  - plain\nsummary: >\n  two\n  lines\n'
    )
    fields = read_plain(Source("x.md", chunk), 0, len(chunk))
    assert fields is not None
    assert [[value.raw for value in field.values] for field in fields] == [
        ["contact"], ["Ada Okafor"], ["Ada"], ["[[Northwind]]"], [], ["2026-02-21"], ["2026-02-10 email"], [],
        ["Lyon"], ["Lyon"], ["pay", "plain"], ["pay"], ["[[Ben]]"], ["two lines\n"],
    ]  # fmt: skip
    assert isinstance(fields[0].values[0], Value)


def test_characters_at_which_only_yaml_ends_a_line_are_known() -> None:
    assert all(CONTROL.search(mark) for mark in "\x00\x0b\x0c\x1b\x7f\x85\u2028\u2029\ufeff")
    assert not CONTROL.search("a\t\r\né🚀\u00a0")
