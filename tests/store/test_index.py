"""The index gives back what was put in, whatever happened to its file; and it may be read with plain SQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes_kit.model.note import Note
from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note
from notes_kit.store import codec
from notes_kit.store.index import FILE, BusyError, DamagedError, Index, Row, open_index

TALK = """---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
outcome: held
thanked: 2026-03-03
mood: [good, [[x]]]
empty:
---
## Prep
- [x] What did moving take? #q/advice #topic/career-path
  - It took two years (+) #theme/evenings
## Notes
### Hiring #theme/hiring
- Teams merge (±) #skill/writing ^id-1
  - because tooling got simple
> "Nobody here has hired a junior in two years."

%% off the record %%
See [[Ben Li|Ben]] and #alumni.
## Next steps
- [ ] Send the paper 📅 2026-03-05 🔁 every week ⏫
- [x] Done ✅ 2026-02-30
## Log
- 2026-03-04 called
"""


def row(note: Note, words: str = "") -> Row:
    return Row(
        note.path, note.type, note.meeting, note.typed_by, note.confidential, note.told, note.hash, note.size, 1, 2, 3, codec.pack(note), words
    )


def fill(index: Index, *notes: Note, signature: str = "now") -> None:
    index.begin()
    index.write(row(note, f"{note.stem} café talk") for note in notes)
    index.finish(signature)


def note(path: str = "interviews/2026-03-02 Ada.md", text: str = TALK) -> Note:
    return read_note(path, text.encode(), Settings())


def test_a_note_comes_back_whole(tmp_path: Path) -> None:
    index = open_index(str(tmp_path / ".notes-kit"))
    fill(index, note())
    assert index.on_disk
    assert index.load(points=True) == [note()]
    assert note().faults, "the example should carry a fault through the round trip"


def test_without_points_everything_that_duties_need_is_there(tmp_path: Path) -> None:
    index = open_index(str(tmp_path / ".notes-kit"))
    fill(index, note())
    (light,) = index.load(points=False)
    whole = note()
    assert (light.tasks, light.log, light.told, light.faults, light.confidential) == (whole.tasks, whole.log, True, whole.faults, False)
    assert light.fields == tuple(item for item in whole.fields if item.known and item.values)
    assert (light.questions, light.links, light.tags, light.filled) == (whole.questions, whole.links, whole.tags, whole.filled)
    assert light.points == ()


@settings(max_examples=150)
@given(st.text(max_size=300), st.sampled_from(["interview", "contact", "theme", ""]))
def test_any_note_comes_back_whole(body: str, kind: str) -> None:
    made = read_note("a/b.md", f"---\ntype: {kind}\nname: x\n---\n{body}".encode("utf-8", "replace"), Settings())
    index = open_index(None)
    fill(index, made)
    assert index.load(points=True) == [made]


def test_search_finds_words_and_beginnings_without_case_or_accents(tmp_path: Path) -> None:
    index = open_index(str(tmp_path / ".notes-kit"))
    fill(index, note("a.md"), note("b.md"))
    assert index.search(["CAFE", "tal"]) == ["a.md", "b.md"]
    assert index.search(["talks"]) == []
    assert index.search(['" OR 1']) == []
    index.begin()
    index.remove(["a.md"])
    index.finish("later")
    assert index.search(["café"]) == ["b.md"]


def test_a_note_written_again_replaces_the_old_one() -> None:
    index = open_index(None)
    fill(index, note("a.md"))
    fill(index, note("a.md", "plain words\n"))
    assert [one.type for one in index.load(points=True)] == [""]
    assert index.search(["talk"]) == ["a.md"]


def test_a_note_that_grew_between_the_walk_and_the_reading_is_no_damage() -> None:
    index = open_index(None)
    fill(index, note("a.md"))
    index.begin()
    index.touch([("a.md", 12_345, 2, 3, 4), ("gone.md", 1, 2, 3, 4)])
    index.finish("")
    (one,) = index.load(points=True)
    assert (one.size, index.known()["a.md"][:4]) == (12_345, (12_345, 2, 3, 4))
    assert index.known(["a.md", "gone.md"]) == index.known()


DAMAGE = {
    "deleted": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("this is no database, " * 500),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:9000]),
    "foreign": lambda file: (file.unlink(), sqlite3.connect(file).executescript("CREATE TABLE notes (x); INSERT INTO notes VALUES (1);").close()),
    "planted": lambda file: sqlite3.connect(file).executescript("CREATE TRIGGER evil AFTER INSERT ON notes BEGIN DELETE FROM meta; END;").close(),
    "older": lambda file: sqlite3.connect(file).executescript("UPDATE meta SET value = 'of last year' WHERE key = 'version';").close(),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_index_is_empty_and_usable(tmp_path: Path, name: str) -> None:
    folder = tmp_path / ".notes-kit"
    index = open_index(str(folder))
    fill(index, note())
    index.close()
    DAMAGE[name](folder / FILE)
    again = open_index(str(folder))
    assert again.on_disk
    assert again.signature() == ""
    fill(again, note())
    assert again.load(points=True) == [note()]


def test_flipped_bits_in_a_row_are_noticed(tmp_path: Path) -> None:
    folder = tmp_path / ".notes-kit"
    index = open_index(str(folder))
    fill(index, note())
    index.db.execute("UPDATE notes SET facts = replace(facts, 'Ada', 'Bda')")
    with pytest.raises(DamagedError):
        index.load(points=False)


def test_every_flipped_bit_is_noticed_or_harmless(tmp_path: Path) -> None:
    """SQLite alone lets about half of them through (wrong rows, no error)."""
    import random

    folder = tmp_path / ".notes-kit"
    index = open_index(str(folder))
    notes = [note(f"interviews/{number}.md") for number in range(40)]
    fill(index, *notes)
    index.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    index.close()
    good = (folder / FILE).read_bytes()
    chance = random.Random(7)
    noticed = 0
    for _ in range(200):
        at, bit = chance.randrange(len(good)), chance.randrange(8)
        bad = bytearray(good)
        bad[at] ^= 1 << bit
        for leftover in folder.glob(FILE + "*"):
            leftover.unlink()
        (folder / FILE).write_bytes(bad)
        again = open_index(str(folder))
        try:
            loaded = again.load(points=True) if again.signature() == "now" else None
        except DamagedError:
            loaded = None
        finally:
            again.close()
        noticed += loaded is None
        assert loaded is None or sorted(loaded, key=lambda one: one.path) == sorted(notes, key=lambda one: one.path), f"byte {at}, bit {bit}"
    assert 0 < noticed < 200, "some flips hit rows, some hit nothing"


def test_one_writer_at_a_time_and_readers_never_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notes_kit.store.database.BUSY_SECONDS", 0.05)
    one = open_index(str(tmp_path / ".notes-kit"))
    fill(one, note("a.md"))
    other = open_index(str(tmp_path / ".notes-kit"))
    one.begin()
    one.write([row(note("b.md"))])
    assert [item.path for item in other.load(points=False)] == ["a.md"]
    with pytest.raises(BusyError):
        other.begin()
    one.finish("later")
    assert [item.path for item in other.load(points=False)] == ["a.md", "b.md"]


def test_where_no_index_can_be_kept_one_in_memory_answers_the_same(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".notes-kit").symlink_to(tmp_path / "elsewhere")
    index = open_index(str(tmp_path / ".notes-kit"))
    assert not index.on_disk
    assert "symbolic link" in index.why_not
    fill(index, note())
    assert index.load(points=True) == [note()]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_cleared_it_holds_nothing() -> None:
    index = open_index(None)
    fill(index, note("a.md"))
    index.begin()
    index.clear()
    index.finish("later")
    assert (index.load(points=True), index.search(["talk"])) == ([], [])


def test_the_index_is_private(tmp_path: Path) -> None:
    folder = tmp_path / ".notes-kit"
    fill(open_index(str(folder)), note())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o077 for file in folder.iterdir()} == {0}
    assert (folder / ".gitignore").read_text() == "*\n"


def test_views_answer_plain_sql(tmp_path: Path) -> None:
    folder = tmp_path / ".notes-kit"
    index = open_index(str(folder))
    fill(index, note(), note("contacts/Ada Okafor.md", "---\ntype: contact\ncompany: Northwind\ntags: [a, b]\n---\n"))
    index.close()
    db = sqlite3.connect(folder / FILE)
    assert db.execute("SELECT path, organization, tags FROM contacts JOIN (SELECT path AS p, group_concat(value) AS tags FROM properties WHERE name = 'tags' GROUP BY p) ON p = path").fetchall() == [
        ("contacts/Ada Okafor.md", "Northwind", "a,b")
    ]  # fmt: skip
    assert db.execute("SELECT date, outcome FROM interviews").fetchall() == [("2026-03-02T15:00", "held")]
    assert db.execute("SELECT text, line, stance, themes FROM points WHERE quote = 0 AND stance = 'both'").fetchall() == [
        ("Teams merge", 15, "both", '["hiring"]')
    ]
    assert db.execute("SELECT text, due, line FROM actions WHERE due IS NOT NULL").fetchall() == [("Send the paper", "2026-03-05", 22)]
    assert db.execute("SELECT target, shown FROM links WHERE shown = 'Ben'").fetchall() == [("Ben Li", "Ben")]
