"""Hostile notes: each is read in time that grows with its size, never a crash, and says what is wrong where something is.

`python tests/parse/test_hostile.py FOLDER` writes the pack as files, to try other programs on it.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notes_kit.model.note import Note
from notes_kit.model.settings import Settings
from notes_kit.model.vault import Vault
from notes_kit.parse.note import decode, read_note
from notes_kit.parse.records import build_vault
from notes_kit.parse.settings import read_settings

GOOD = "---\ntype: interview\ncontact: '[[Ada]]'\ndate: 2026-03-02\n---\n## Notes\n- Teams merge\n"


def matter(text: str) -> bytes:
    return f"---\n{text}\n---\n## Notes\n- Teams merge\n".encode()


def body(text: str) -> bytes:
    return f"---\ntype: interview\n---\n{text}".encode()


GROWING: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[[" * (n // 2),
    "brackets-in-a-bullet": lambda n: "- " + "[" * n,
    "images": lambda n: "![" * (n // 2),
    "links": lambda n: "[a](" * (n // 4),
    "wikilinks": lambda n: "[[a|" * (n // 4),
    "embeds": lambda n: "![[a]] " * (n // 7),
    "embeds-by-line": lambda n: "![[a]]\n" * (n // 7),
    "tags": lambda n: "- x" + " #a" * (n // 3),
    "tags-by-line": lambda n: "- x" + "\n#a" * (n // 3),
    "hashes": lambda n: "- x " + "#" * n,
    "stances": lambda n: "- x" + " (+)" * (n // 4),
    "quotes": lambda n: '- "' * (n // 3),
    "quotation-marks": lambda n: "- " + '"' * n,
    "smart-quotes": lambda n: "- " + "“a" * (n // 2),
    "ticks": lambda n: "- " + "`a``b```c" * (n // 9),
    "tick-runs": lambda n: "".join("`" * size + " " for size in range(int((2 * n) ** 0.5))),
    "comments": lambda n: "%%a%% " * (n // 6),
    "comment-marks": lambda n: "%%" * (n // 2) + "%%",
    "comments-and-ticks": lambda n: "`%% " * (n // 4),
    "html-comments": lambda n: "<!--" * (n // 4),
    "setext": lambda n: "a\n" * (n // 2) + "=",
    "deep-quotes": lambda n: "> " * (n // 2) + "a",
    "deep-lists": lambda n: "- " * (n // 2) + "a",
    "staircase": lambda n: "".join(" " * step + "- a a\n" for step in range(int((2 * n) ** 0.5))),
    "points": lambda n: "- a a\n" * (n // 6),
    "reasons": lambda n: "- a a\n" + "  - b b\n" * (n // 8),
    "paragraphs": lambda n: "- a a\n\n" + "  b b\n\n" * (n // 7),
    "headings": lambda n: "# a\n" * (n // 4),
    "heading-stairs": lambda n: "".join("#" * (step % 6 + 1) + f" a{step} #theme/t{step}\n- b b\n" for step in range(n // 30)),
    "tasks": lambda n: "- [ ] a 📅 2026-03-05 🔁 every week ⏫\n" * (n // 36),
    "task-emoji": lambda n: "- [ ] " + "📅 " * (n // 2),
    "task-fields": lambda n: "- [ ] " + "[due:: " * (n // 7),
    "task-spaces": lambda n: "- [ ] [due::" + " " * n + "x",
    "log": lambda n: "## Log\n" + "- 2026-03-02 called\n" * (n // 20),
    "questions": lambda n: "## Prep\n" + "- [x] why? #q/advice\n" * (n // 21),
    "table-wide": lambda n: "|" + "a|" * (n // 4) + "\n|" + "-|" * (n // 4) + "\n|x|",
    "table-rows": lambda n: "|a|\n|-|\n" + "|x y|\n" * (n // 6),
    "table-spaces": lambda n: "| a |\n|---" + " " * n + "x|\n| b |\n",
    "pipes": lambda n: "a\n" + "|" * n,
    "properties": lambda n: "a:: b\n" * (n // 6),
    "property-spaces": lambda n: "role:: a" + " " * n + "b",
    "bold": lambda n: "**" * (n // 2),
    "placeholders": lambda n: "{{" * (n // 2),
    "placeholders-templater": lambda n: "<%" * (n // 2),
    "carets": lambda n: "- x" + " ^a" * (n // 3),
    "blank-lines": lambda n: "\n" * n,
    "carriage-returns": lambda n: "\r" * n,
    "tabs": lambda n: "\t" * n + "a",
    "spaces": lambda n: "- a" + " " * n + "b",
    "no-break-spaces": lambda n: "\u00a0" * n,
    "callouts": lambda n: "> [!private]\n" * (n // 13),
    "callout-titles": lambda n: "> [!tip] a b\n\n" * (n // 14),
    "conflicts": lambda n: "<<<<<<< a\n=======\n>>>>>>> b\n" * (n // 28),
    "combining": lambda n: "- a" + "\u0301" * n,
    "emoji": lambda n: "- " + "👩‍💻" * (n // 3),
    "one-line": lambda n: "x" * n,
}
"""Bodies of about `n` characters that make careless readers slow."""

PACK: dict[str, tuple[bytes, str]] = {
    # bytes
    "empty": (b"", ""),
    "bom": (b"\xef\xbb\xbf" + GOOD.encode(), ""),
    "bom-alone": (b"\xef\xbb\xbf", ""),
    "crlf": (GOOD.replace("\n", "\r\n").encode(), ""),
    "cr-only": (GOOD.replace("\n", "\r").encode(), ""),
    "mixed-eol": (GOOD.replace("\n", "\r\n", 3).replace("\n", "\r", 1).encode(), ""),
    "no-eol": (GOOD.rstrip("\n").encode(), ""),
    "nul": ((GOOD + "\0").encode(), "control-character"),
    "nul-in-matter": (matter("a: b\0c"), "control-character"),
    "latin1": (GOOD.replace("merge", "m\u00e9rge").encode("latin-1"), "not-utf8"),
    "utf16": (GOOD.encode("utf-16"), "not-utf8"),
    "utf16-be": (b"\xfe\xff" + GOOD.encode("utf-16-be"), "not-utf8"),
    "surrogate": (GOOD.encode() + b"\xed\xa0\x80", "not-utf8"),
    "binary": (bytes(range(256)) * 100, "not-utf8"),
    # front matter
    "bomb-alias": (matter("a0: &a0 [x]\n" + "\n".join(f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 10))), "too-complex"),
    "bomb-merge": (matter("a0: &a0 {k: v}\n" + "\n".join(f"a{n}: &a{n} {{<<: [" + ", ".join([f"*a{n - 1}"] * 9) + f"], k{n}: v}}" for n in range(1, 9))), ""),
    "anchor-cycle": (matter("a: &a [*a]"), "yaml-trap"),
    "deep-10k": (matter("a: " + "[" * 10_000), "too-complex"),
    "deep-60k": (matter("a: " + "[" * 60_000), "too-complex"),
    "deep-100k": (matter("a: " + "[" * 100_000), "too-complex"),
    "deep-maps": (matter("a: " + "{a: " * 10_000), "too-complex"),
    "deep-block": (matter("a:\n  " + "- " * 30_000 + "x"), "too-complex"),
    "deep-block-tabs": (matter("a:\n  " + "-\t" * 30_000 + "x"), "yaml-syntax"),
    "deep-keys": (matter("? " * 30_000 + "x"), "too-complex"),
    "deep-indent": (matter("\n".join(" " * depth + "a:" for depth in range(340))), "too-complex"),
    "keys-100k": (matter("\n".join(f"k{n}: v" for n in range(100_000))), "too-complex"),
    "keys-4k": (matter("\n".join(f"k{n}: v" for n in range(4_000))), ""),
    "broken-keys": (matter("\n".join(f"k{n}: @v" for n in range(5_000))), "yaml-trap"),
    "same-key-5k": (matter("k: v\n" * 5_000), "duplicate-key"),
    "values-4k": (matter("tags: [" + ", ".join(f"t{n}" for n in range(4_000)) + "]"), ""),
    "one-value-60k": (matter("role: " + "x" * 60_000), ""),
    "one-key-60k": (matter("x" * 60_000 + ": y"), ""),
    "commas-60k": (matter("tags: '" + ",a" * 30_000 + "'"), ""),
    "links-60k": (matter("contact: '" + "[[a]]" * 12_000 + "'"), ""),
    "spaces-60k": (matter("date: 2026" + " " * 60_000 + "x"), ""),
    "digits-5k": (matter("duration: " + "9" * 5_000), "wrong-type"),
    "unclosed": (b"---\ntype: interview\n\n# Talk\n- a a\n", "unclosed-front-matter"),
    "unclosed-then-rule": (b"---\ntype: interview\n\n# Talk\n\nShe said: wait.\n\n- a a\n\n---\n\nmore words\n", "unclosed-front-matter"),
    "late": (b"\n\n---\ntype: interview\n---\n- a a\n", "late-front-matter"),
    "list": (matter("- a\n- b"), "front-matter-not-mapping"),
    "words": (matter("just words"), "front-matter-not-mapping"),
    "empty-matter": (b"---\n---\n- a a\n", ""),
    "only-matter": (b"---\ntype: interview\n---", ""),
    "rule-first": (b"---\n\nSome words.\n\n---\n\nMore words.\n", ""),
    "four-dashes": (b"----\na: b\n----\n", ""),
    "dots-close": (b"---\ntype: interview\n...\n- a a\n", "unclosed-front-matter"),
    "duplicate": (matter("contact: Ada\ncontact: Ben"), "duplicate-key"),
    "tab": (matter("contact:\n\t- Ada"), "yaml-trap"),
    "at": (matter("author: @ada"), "yaml-trap"),
    "colon": (matter("title: Talk: how to switch"), "yaml-trap"),
    "hash": (matter("tags: #people #mentor"), "yaml-trap"),
    "bare-link": (matter("contact: [[Ada]]"), "unquoted-link"),
    "bare-links": (matter("contact: [[Ada]], [[Ben]]"), "unquoted-link"),
    "placeholder": (matter("date: {{date}}"), "template-placeholder"),
    "templater": (matter("date: <% tp.date.now() %>"), "template-placeholder"),
    "bad-date": (matter("date: 2026-02-30"), "impossible-date"),
    "bad-time": (matter("date: 2026-02-28T25:00"), "impossible-date"),
    "year-0": (matter("date: 0000-01-01"), "impossible-date"),
    "typed-tags": (matter("a: !!timestamp x\nb: !!int y\nc: !foo z\nd: !!binary '='\n1: 2\n2.5: x\ntrue: y\n? [a, b]\n: c\nnull: d"), ""),
    "stray-words": (matter("type: interview\nsome stray words\ndate: 2026-03-02"), "yaml-syntax"),
    "documents": (matter("a: b\n...\n--- # more\nc: d"), "yaml-syntax"),
    "smart-quotes": (matter("role: “Staff” engineer"), ""),
    "nbsp": (matter("\u00a0type: interview\nrole:\u00a0x"), ""),
    "conflict": (GOOD.encode() + b"<<<<<<< HEAD\n- a a\n=======\n- b b\n>>>>>>> other\n", "merge-conflict"),
    "conflict-in-matter": (matter("<<<<<<< HEAD\ndate: 2026-03-02\n=======\ndate: 2026-03-03\n>>>>>>> other"), "merge-conflict"),
    # body
    "body-50mb": (GOOD.encode() + b"words and more words\n" * 2_500_000, "too-large"),
    "matter-50mb": (b"---\na: " + b"x" * 50_000_000 + b"\n---\n", "too-large"),
    "line-1900kb": (body("x" * 1_900_000), ""),
    "escapes": (body("- \x1b]0;x\x07 \x1b]52;c;eA==\x07 \x9b31m \u202e"), ""),
}  # fmt: skip
PACK |= {name: (body(make(400_000)), "merge-conflict" if name == "conflicts" else "") for name, make in GROWING.items()}


def read(data: bytes) -> Note:
    return read_note("interviews/talk.md", data, Settings())


def inside(note: Note, data: bytes) -> None:
    """Assert that no part of the note stands outside its text."""
    source = decode("x.md", data)[0]
    parts: Iterable[tuple[object, ...]] = (
        note.points,
        note.tasks,
        note.headings,
        note.links,
        note.tags,
        note.questions,
        note.log,
        note.faults,
        note.fields,
    )
    for part in (item for group in parts for item in group):
        place = part.place  # type: ignore[attr-defined]
        assert source.place(source.span(place)) == place


def read_beside_a_good_one(data: bytes) -> tuple[Note, Vault]:
    """The note, and the vault that it makes with a good one."""
    note = read(data)
    return note, build_vault([note, read_note("interviews/good.md", GOOD.encode(), Settings())], Settings())


@pytest.mark.parametrize("name", PACK)
def test_a_hostile_note_is_read_and_says_what_is_wrong(name: str) -> None:
    data, rule = PACK[name]
    note, vault = read_beside_a_good_one(data)
    assert {fault.rule for fault in note.faults} >= ({rule} if rule else set())
    assert rule or not {fault.rule for fault in note.faults} & {"too-complex", "too-large", "yaml-syntax"}
    assert [talk.path for talk in vault.interviews if talk.path == "interviews/good.md"], "one broken note hides another"
    if len(data) < 1_000_000:
        inside(note, data)


def test_what_can_be_read_of_a_broken_note_is() -> None:
    for name in ("bom", "crlf", "cr-only", "mixed-eol", "no-eol", "utf16", "utf16-be", "nul"):
        note = read(PACK[name][0])
        assert note.type == "interview", name
        assert [point.text.rstrip("\0\n") for point in note.points] == ["Teams merge"], name
        assert [link.target for link in note.links] == ["Ada"], name
    for name in (
        "duplicate",
        "tab",
        "at",
        "colon",
        "bare-link",
        "placeholder",
        "bomb-alias",
        "deep-60k",
        "list",
        "conflict-in-matter",
        "stray-words",
    ):
        assert [point.text for point in read(PACK[name][0]).points] == ["Teams merge"], name


def test_the_body_below_front_matter_that_is_never_closed_is_read() -> None:
    note = read(PACK["unclosed-then-rule"][0])
    assert [point.text for point in note.points] == ["She said: wait.", "a a", "more words"]


def test_a_note_too_large_to_read_keeps_its_properties() -> None:
    note = read(PACK["body-50mb"][0])
    assert (note.type, note.get("date") is not None, note.points) == ("interview", True, ())


@pytest.mark.parametrize("name", GROWING)
def test_reading_takes_time_in_proportion(name: str) -> None:
    """Four times the text takes at most six times the processor's time; in a quadratic reader it takes sixteen times."""
    large, small = body(GROWING[name](120_000)), body(GROWING[name](30_000))

    def seconds(text: bytes) -> float:
        begin = time.process_time()
        read(text)
        return time.process_time() - begin

    gc.collect()
    gc.disable()  # a collection costs what the whole test run has allocated
    try:
        ratios = (min(seconds(large) for _ in range(2)) / (min(seconds(small) for _ in range(3)) + 0.002) for _ in range(5))
        assert any(ratio <= 6 for ratio in ratios), "not once in five tries, on a machine that may have other things to do"
    finally:
        gc.enable()


SETTINGS: dict[str, str] = {
    "empty": "", "words": "just words", "list": "- a", "unclosed": "folders: [", "deep": "a: " + "[" * 50_000, "deep-block": "- " * 30_000,
    "bomb": "a: &a [x]\n" + "\n".join(f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}, *{'a' if not n else f'b{n - 1}'}]" for n in range(40)),
    "nul": "a: \0", "control": "templates: \x1b]0;x", "folders": "folders: 3", "folders-list": "folders: [a]", "folders-odd": "folders: {contact: {a: b}, moon: x}",
    "outside": "templates: ../..\nfolders: {contact: /etc, interview: 'C:\\x', theme: 'a/../../b'}", "size": "max_note_size: 99999999999999999999",
    "size-text": "max_note_size: big", "size-zero": "max_note_size: 0", "size-digits": "max_note_size: ٣٣", "size-float": "max_note_size: 1e9", "size-negative": "max_note_size: -5",
    "touch": "keep_in_touch: [1]", "rules": "rules: {a: {due: x, late: {}, severity: loud, b: c}}", "rules-deep": "rules: [[[[a]]]]", "unknown": "folder: x\neditor: rm",
    "keys": "? [a]\n: b\n? {c: d}\n: e", "queries": "queries: {a: [b], c: d}", "synonyms": "synonyms: {role: {a: b}, x: y, z: [[a]]}", "headings": "headings: {prep: [a, {b: c}], nope: [x]}",
    "large": "a: " + "x" * 100_000, "merge": "<<: *x", "tag": "templates: !!python/object:os.system x", "exclude": "exclude: [[[a]], {b: c}]", "many": "a: b\n" * 5_000,
    "conflict": "<<<<<<< HEAD\ntemplates: a\n=======\ntemplates: b\n>>>>>>> x",
}  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_hostile_settings_leave_the_defaults(name: str) -> None:
    found, faults = read_settings(SETTINGS[name])
    assert found.templates in (Settings().templates, "a", "x")
    assert found.max_note_size > 0
    assert not any(".." in folder or folder.startswith("/") or ":" in folder for folders in found.folders.values() for folder in folders)
    assert faults or name in ("empty", "tag")
    read_note("interviews/x.md", GOOD.encode(), found)


BYTES = st.lists(st.sampled_from([
    b"---\n", b"---\r\n", b"type: interview\n", b"date: ", b"2026-03-02", b"contact: ", b"[[", b"]]", b"[", b"]", b"{", b"}", b": ", b"- ", b"  ", b"\n", b"\n", b"\n",
    b"\r", b"#", b"# ", b"## Notes\n", b"## Private\n", b"#theme/x", b"(+)", b"> ", b"[!private]", b"%%", b"<!--", b"-->", b"`", b"```", b'"', b"'", b"|", b">", b"&a ",
    b"*a", b"!!x ", b"<<: ", b"\t", b"\xff", b"\xc3\xa9", b"\xf0\x9f\x9a\x80", b"\xe2\x80\xa8", b"\xc2\x85", b"\xc2\xa0", b"\x00", b"\x1b", b"\xef\xbb\xbf", b"[x] ", b"^a",
    b"\xf0\x9f\x93\x85 ", b"[due:: ", b"::", b"**", b"<<<<<<< ", b"=======\n", b"{{title}}", b"<% x %>", b"outreach: ", b"confidential: ", b"a", b"b c",
]), max_size=40).map(b"".join)  # fmt: skip


@settings(max_examples=800)
@given(BYTES)
@example(b"---\n? \n---\n")
@example(b"---\n<<: *a\n---\n")
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    notes = [read_note(path, data, Settings()) for path in ("interviews/a.md", "contacts/a.md", "Profile.md")]
    build_vault(notes, Settings())
    for note in notes:
        inside(note, data)


@settings(max_examples=300)
@given(st.binary(max_size=200), st.booleans())
def test_no_noise_makes_the_reader_raise(data: bytes, fenced: bool) -> None:
    data = b"---\n" + data + b"\n---\n" + data if fenced else data
    note = read(data)
    build_vault([note], Settings())
    inside(note, data)


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*"ab:-[]{}*&!|>#'\"\n\n ,?", "folders", "rules", "  ", ": ", "- "]), max_size=30).map("".join))
def test_no_settings_make_the_reader_raise(text: str) -> None:
    read_settings(text)


def write(folder: Path) -> None:
    """The pack as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (data, _) in PACK.items():
        (folder / f"{name}.md").write_bytes(data)


main: Callable[[], None] = lambda: write(Path(sys.argv[1]))  # noqa: E731
if __name__ == "__main__":
    main()
