"""`find`: what a person types is looked for as it is meant, and every hit stands where it is said to stand."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from app.opened import TODAY, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notes_kit.app.find import Found, NothingToFindError, find, fold, read_term
from notes_kit.app.session import Session
from notes_kit.store.schema import TABLES

FILES = {
    "contacts/Ada Okafor.md": "---\ntype: contact\naliases:\n  - Countess\nrole: analyst\n---\nWe met on call.\n",
    "interviews/2026-03-02 Ada.md": "---\ntype: interview\ncontact: '[[Ada Okafor]]'\n---\n## On-call\n- One week in three, on-call at night\n",
    "Straße.md": "The naïve café of Zoë O’Dwyer\nuses C++ and C# but not C.\n",
    "Ångström.md": "nothing to see\n",
    "notes/渡辺.md": "渡辺さんと東京で会った。AI入門も読んだ。\n",
    "notes/Greek.md": "Η Αθήνα και ο Οδυσσέας\n",
    "notes/Русский.md": "Пётр Йованович\n",
    "notes/Wrapped.md": "asked about the rota of\nnights and days\n\nnights\n",
    "notes/Marks.md": "📅 a date, 50% of it, [[Ada Okafor|her]], a_b\n",
}


@pytest.fixture
def files(tmp_path: Path) -> Session:
    return opened(tmp_path, FILES)[0]


def paths(session: Session, *words: str, **more: object) -> list[str]:
    return [match.path for match in find(session, words, **more).matches]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["on-call"], ["interviews/2026-03-02 Ada.md", "contacts/Ada Okafor.md"]),
        (["on call"], ["interviews/2026-03-02 Ada.md", "contacts/Ada Okafor.md"]),
        (["ON CALL", "night"], ["interviews/2026-03-02 Ada.md"]),
        (["call", "on"], ["interviews/2026-03-02 Ada.md", "contacts/Ada Okafor.md"]),
        (["call on"], []),
        (["three on"], ["interviews/2026-03-02 Ada.md"]),
        (["countess"], ["contacts/Ada Okafor.md"]),
        (["analy"], ["contacts/Ada Okafor.md"]),
        (["nalyst"], []),
        (["naive"], ["Straße.md"]),
        (["NAÏVE", "cafe"], ["Straße.md"]),
        (["nai\u0308ve"], ["Straße.md"]),
        (["straße"], ["Straße.md"]),
        (["O'Dwyer"], ["Straße.md"]),
        (["o’dwyer"], ["Straße.md"]),
        (["dwyer zoe"], []),
        (["angstrom"], ["Ångström.md"]),
        (["C++"], ["Straße.md"]),
        (["c#"], ["Straße.md"]),
        (["C+++"], []),
        (["#c"], ["Straße.md", "interviews/2026-03-02 Ada.md", "contacts/Ada Okafor.md"]),
        (["辺"], ["notes/渡辺.md"]),
        (["東京"], ["notes/渡辺.md"]),
        (["東京", "渡辺さん"], ["notes/渡辺.md"]),
        (["京東"], []),
        (["αθηνα"], ["notes/Greek.md"]),
        (["ΟΔΥΣΣΕΑΣ"], ["notes/Greek.md"]),
        (["петр", "йован"], ["notes/Русский.md"]),
        (["of nights"], ["notes/Wrapped.md"]),
        (["days nights"], []),
        (["📅"], ["notes/Marks.md"]),
        (["%"], ["notes/Marks.md"]),
        (["a_b"], ["notes/Marks.md"]),
        (["(on", "call)"], ["interviews/2026-03-02 Ada.md", "contacts/Ada Okafor.md"]),
    ],
    ids=str,
)
def test_what_is_found(files: Session, words: list[str], found: list[str]) -> None:
    assert sorted(paths(files, *words)) == sorted(found)


@pytest.mark.parametrize(
    "words", [['"'], ["AND"], ["NOT", "NEAR("], ["*"], ["^on"], ["on*"], ["words:"], ["a\x00b"], ["'; DROP TABLE notes; --"], ['""']]
)
def test_nothing_typed_is_a_query_language(files: Session, words: list[str]) -> None:
    folded = {path: fold(path.rsplit("/", 1)[-1][:-3] + "\n" + text) for path, text in FILES.items()}
    expected = [path for path, text in folded.items() if all(term and term.pattern.search(text) for term in map(read_term, words))]
    assert sorted(paths(files, *words)) == sorted(expected)


@pytest.mark.parametrize("words", [[], [""], ["  ", "\t"]])
def test_nothing_to_look_for(files: Session, words: list[str]) -> None:
    with pytest.raises(NothingToFindError, match="name one word or more"):
        find(files, words)


def test_an_empty_word_beside_others_is_left_out(files: Session) -> None:
    assert paths(files, "", "countess") == ["contacts/Ada Okafor.md"]


def test_names_weigh_most_then_headings_and_properties_then_number(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {
        "z Lineage.md": "-\n",
        "y.md": "---\ntype: contact\nname: Lineages\n---\n",
        "x.md": "words\n# lineage\n",
        "w.md": "---\nrole: lineage\n---\n",
        "v.md": "lineage lineage\n",
        "u.md": "lineage\n",
        "t.md": "lineage\n",
    })  # fmt: skip
    found = find(session, ["lineage"])
    assert [match.path for match in found.matches] == ["z Lineage.md", "y.md", "w.md", "x.md", "v.md", "t.md", "u.md"]
    assert [match.score for match in found.matches] == sorted((match.score for match in found.matches), reverse=True)


def test_the_places_are_true(vault_template: Path) -> None:
    session, _ = opened(vault_template)
    for word in ("on-call", "dvorak", "ada", "naive", "the page", "é", "O'Dwyer", "渡", "C++"):
        pattern = read_term(word)
        assert pattern is not None
        for match in find(session, [word]).matches:
            text = (vault_template / match.path).read_bytes().decode()
            for line in match.lines:
                assert line.text == text.split("\n")[line.number - 1].rstrip("\r") or (line.number, line.text) == (1, Path(match.path).stem)
                for start, end in line.spans:
                    assert pattern.pattern.match(fold(line.text[start:])), (match.path, line)
                    assert fold(line.text[start:end])


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("e\u0301te\u0301 une cafe\u0301 noir", "cafe", "cafe\u0301"),
        ("が ぎ 東京", "東京", "東京"),
        ("İstanbul, ÅÄÖ, end", "end", "end"),
        ("한국 회사", "회사", "회사"),
        ("Ad\u0301a\u0308 x", "ada", "Ad\u0301a\u0308"),
    ],
)
def test_a_span_covers_the_characters_of_the_note(tmp_path: Path, text: str, word: str, expected: str) -> None:
    session, _ = opened(tmp_path, {"a.md": f"first\r\n{text}\r\n"})
    (line,) = find(session, [word]).matches[0].lines
    assert line.number == 2
    assert [line.text[start:end] for start, end in line.spans] == [expected]


def test_a_hit_in_the_name_alone_is_shown_as_the_name(files: Session) -> None:
    (match,) = find(files, ["ångström", "nothing"]).matches
    assert [(line.number, line.text) for line in match.lines] == [(1, "Ångström"), (1, "nothing to see")]


def test_a_note_that_is_too_large_is_found_by_its_name(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {"notes-kit.yaml": "max_note_size: 100\n", "Huge one.md": "needle " * 50})
    assert paths(session, "huge") == ["Huge one.md"]
    assert paths(session, "needle") == []


def test_a_note_that_vanished_meanwhile_is_passed_over(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {"a.md": "needle", "b.md": "needle"})
    assert session.index
    (tmp_path / "a.md").unlink()
    assert paths(session, "needle") == ["b.md"]


@pytest.mark.parametrize(
    ("note_type", "found"), [("contact", ["contacts/Ada Okafor.md"]), ("interview", ["interviews/2026-03-02 Ada.md"]), ("note", ["notes/Marks.md"])]
)
def test_one_type(files: Session, note_type: str, found: list[str]) -> None:
    assert paths(files, "ada", note_type=note_type) == found


def test_a_limit_keeps_the_best_and_tells_how_many_there_were(files: Session) -> None:
    found = find(files, ["ada"], limit=1)
    assert ([match.path for match in found.matches], found.total) == (["contacts/Ada Okafor.md"], 3)


WORDS = ["ada", "on-call", "Ada's", "naïve", "NAIVE", "zoe\u0308", "a", "été", "東京", "don’t", "C++", "x_y", "Ærø", "ß", "42", "4.2"]
TEXTS = st.lists(st.sampled_from([*WORDS, " ", "\n", "\n\n", "# ", "- ", ", ", "(", ")", '"', "—", "\r\n"]), max_size=20).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_the_index_hides_nothing(texts: list[str], words: list[str]) -> None:
    # A word glued to a script without spaces is another word to SQLite: find.py says so.
    files = {f"n{at}.md": re.sub(r"(?<=[東京])(?=\w)|(?<=\w)(?=[東京])", " ", text) for at, text in enumerate(texts)}
    terms = [term for word in words if (term := read_term(word))]
    expected = [path for path, text in files.items() if all(term.pattern.search(fold(text)) for term in terms)]
    assert sorted(match.path for match in _in_memory(files, words).matches) == expected


def _in_memory(files: Mapping[str, str], words: list[str]) -> Found:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            Path(folder, path).write_bytes(text.encode())
        session = Session(folder, TODAY, memory=True)
        try:
            return find(session, words)
        finally:
            session.index.close()


def test_where_the_index_is_asked_it_folds_as_we_do() -> None:
    """Every character that we compare as ASCII letters or digits is indexed as these."""
    db = sqlite3.connect(":memory:")
    tokenizer = re.search(r'tokenize = ("[^"]+")', TABLES)
    assert tokenizer is not None
    db.execute(f"CREATE VIRTUAL TABLE t USING fts5 (w, tokenize = {tokenizer[1]})")
    chars = [chr(code) for code in range(0x80, 0x30000) if not 0xD800 <= code <= 0xDFFF and unicodedata.category(chr(code))[0] in "LN"]
    ours = {ch: fold(ch) for ch in chars if fold(ch).isascii()}
    db.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", [(ord(ch), f"q{ch}z") for ch in ours])
    missed = {
        ch for ch, folded in ours.items() if not db.execute("SELECT 1 FROM t WHERE t MATCH ? AND rowid = ?", (f'"q{folded}z"', ord(ch))).fetchone()
    }
    assert len(ours) > 300
    assert missed <= {"Ǡ", "ǡ"}, "SQLite's table lacks these two"
    db.close()


def test_the_answer_is_the_same_without_an_index_on_disk(vault_template: Path) -> None:
    for words in (["on-call"], ["the"], ["渡"], ["degree", "ada"]):
        with_index = find(opened(vault_template)[0], words)
        assert find(Session(str(vault_template), TODAY, memory=True), words) == with_index
        assert with_index.total
