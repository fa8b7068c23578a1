"""What a command wrote, as it is shown: places, diffs that steer no terminal, and duties with their day."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.render.written import diff_text, duties_text, lines_document, lines_text, made_text, next_steps, operations_text, paths_text

TODAY = date(2026, 3, 6)


def plain(text: str, _kind: str) -> str:
    return text


def marked(text: str, kind: str) -> str:
    return f"<{kind}>{text}</{kind}>"


def duty(rule: str, contact: str, due: date | None) -> Finding:
    return Finding("NK000", rule, Severity.WARNING, Kind.DUTY, "words", "a.md", contact=contact, due=due)


def test_a_diff_shows_what_could_steer_a_terminal() -> None:
    diff = "--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-old\r\n+new \x1b]0;title\x07\u202e\r\n same\n"
    assert diff_text(diff, plain) == "--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-old\n+new \\x1b]0;title\\x07\\u202e\n same"
    assert diff_text(diff, marked).split("\n")[:4] == [
        "<head>--- a/x.md</head>",
        "<head>+++ b/x.md</head>",
        "<dim>@@ -1 +1 @@</dim>",
        "<bad>-old</bad>",
    ]


def test_lines_have_places_and_new_notes_a_path() -> None:
    assert lines_text([("a\x1b.md", 3, "x: 1\u2028"), ("b.md", 1, "")], plain) == "a\\x1b.md:3: x: 1\\u2028\nb.md: a new note"


def test_duties_say_when_and_whose() -> None:
    closed = [duty("gone-cold", "Ada", None)]
    opened = [
        duty("thank-you-missing", "Ada", date(2026, 3, 7)),
        duty("thank-you-missing", "Ben\x07", date(2026, 3, 6)),
        duty("a", "Ada", date(2026, 3, 2)),
        duty("b", "Ada", date(2026, 3, 20)),
        duty("c", "Ada", None),
    ]
    assert duties_text(closed, opened, "Ada", TODAY, plain) == (
        "closed: gone-cold\n"
        "opened: thank-you-missing (due tomorrow), thank-you-missing (Ben\\x07) (due today), a (since 2026-03-02), b (due 2026-03-20), c"
    )
    assert duties_text(closed, [], "Ada", TODAY, plain, ahead=True) == "would close: gone-cold"
    assert duties_text([], [], "Ada", TODAY, plain) == ""


def test_the_document() -> None:
    document = lines_document(TODAY, [("a.md", 3, "x: 1"), ("b.md", 1, "")], [duty("gone-cold", "Ada", None)], [], dry_run=False)
    assert document["version"] == 1
    assert document["written"] == [{"path": "a.md", "line": 3, "text": "x: 1", "new": False}, {"path": "b.md", "line": 1, "text": "", "new": True}]
    assert [row["rule"] for row in document["closed"]] == ["gone-cold"]  # type: ignore[attr-defined]
    assert (document["opened"], document["dry_run"]) == ([], False)


def test_operations() -> None:
    listed = operations_text([(2, "2026-03-06T15:30:00+01:00", "log\x1b", ("a.md",), False), (1, "odd", "new", ("b.md",), True)], plain)
    assert listed == "   2  2026-03-06 15:30  log\\x1b\n      a.md\n   1  odd  new  (taken back)\n      b.md"


def test_an_operation_of_thousands_names_the_first() -> None:
    paths = tuple(f"contacts/{number}.md" for number in range(1030))
    assert operations_text([(1, "odd", "import", paths, False)], plain).splitlines()[-2:] == [
        "      contacts/19.md",
        "      … and 1,010 more (-v names all)",
    ]
    assert len(operations_text([(1, "odd", "import", paths, False)], plain, whole=True).splitlines()) == 1031
    assert paths_text(paths[:20], plain) == list(paths[:20])


def test_what_init_made() -> None:
    added = ("Profile.md", "templates/Contact.md", "templates/email/x.md", "contacts/")
    assert made_text(added, ("Questions.md",), plain) == (
        "added  Profile.md\nadded  templates/  2 files\nadded  contacts/  empty\nleft alone  Questions.md"
    )
    assert made_text(added, (), plain, verbose=True).count("added  ") == 4
    assert made_text((), ("a.md",), plain) == "left alone  a.md\nnothing to add: all of it is there"
    assert made_text((), (), plain) == "nothing to add: all of it is there"


def test_the_next_steps_fit_what_was_done() -> None:
    new = next_steps("my network", git="begun", existing=False, examples=False)
    assert '  cd "my network"\n' in new
    assert "keep it private" in new
    assert "2026-05-18" not in new
    here = next_steps(".", git="Git says: no", existing=True, examples=True)
    assert "cd " not in here
    assert "It is no Git repository: Git says: no." in here
    assert "notes-kit --today 2026-05-18 due" in here
