"""What `log CONTACT held` asks on a real terminal, and what comes of the answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli.terminals import talk

ROOT = Path(__file__).resolve().parents[2]
TALK = "interviews/2026-05-14 Samuel Adeyemi.md"
HELD = ("log", "samuel", "held")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    goal = tmp_path / "vault"
    shutil.copytree(ROOT / "vault-template", goal, ignore=shutil.ignore_patterns(".notes-kit"))
    return goal


def notes(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.md") if ".notes-kit" not in path.parts}


def new_lines(folder: Path, before: dict[str, str]) -> dict[str, list[str]]:
    """The lines that were not there, of the notes that were."""
    now = notes(folder)
    return {path: [line for line in now[path].split("\n") if line.strip() and line not in text] for path, text in before.items() if now[path] != text}


def test_everything_is_asked_and_written_at_once_and_taken_back_at_once(folder: Path) -> None:
    before = notes(folder)
    status, shown, said = talk(
        folder,
        HELD,
        [
            ("Thanked already?", "tomorrow"),
            ("lies ahead", "yesterday"),
            ("Whom did they name?", "Dana Fox"),
            ("Begin a note for Dana Fox? [Y/n]", ""),
            ("Whom else?", "Okonkwo, Chloe"),
            ("Begin a note", "perhaps"),
            ("y or n", "n"),
            ("Whom else?", "Megumi Watanbe"),
            ("Is that Megumi Watanabe", "y"),
            ("Whom else?", "jonah whitcombe"),
            ("Jonah Whitcombe has a note; it will be linked", ""),
            ("What comes of it?", "Send him the essay on queues"),
            ("By when?", "soonish"),
            ("cannot read 'soonish'", "fri"),
            ("What else?", "Try his exercise due 2026-06-01"),
            ("What else?", ""),
        ],
    )
    assert (status, "Traceback" in shown) == (0, False)
    assert shown.startswith("The talk with Samuel Adeyemi of 2026-05-14. Enter passes over a question")
    assert new_lines(folder, before) == {
        TALK: [
            "outcome: held", "thanked: 2026-05-17", "referrals:", '  - "[[Dana Fox]]"', '  - "[[Okonkwo, Chloe]]"',
            '  - "[[Megumi Watanabe]]"', '  - "[[Jonah Whitcombe]]"', "- [ ] Send him the essay on queues 📅 2026-05-22", "- [ ] Try his exercise 📅 2026-06-01",
        ],
    }  # fmt: skip
    assert sorted(set(notes(folder)) - set(before)) == ["contacts/Dana Fox.md"]
    assert 'source: "[[Samuel Adeyemi]]"' in notes(folder)["contacts/Dana Fox.md"]
    assert said.startswith(f"{TALK}:9: outcome: held\n"), "the answer alone is on stdout"
    assert "referral-not-pursued (Dana Fox) (due 2026-05-21)" in said
    assert talk(folder, ["undo"], [])[0] == 0
    assert notes(folder) == before


def test_enter_passes_over_every_question(folder: Path) -> None:
    before = notes(folder)
    status, _, said = talk(folder, HELD, [("Thanked already?", ""), ("Whom did they name?", ""), ("What comes of it?", "")])
    assert status == 0
    assert new_lines(folder, before) == {TALK: ["outcome: held"]}
    assert "closed: past-unsettled" in said


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_breaking_off_writes_nothing(folder: Path, key: str) -> None:
    before = notes(folder)
    answers = [
        ("Thanked already?", "today"),
        ("Whom did they name?", "Dana Fox"),
        ("Begin a note", ""),
        ("Whom else?", ""),
        ("What comes of it?", key),
    ]
    status, shown, said = talk(folder, HELD, answers)
    assert (status, said) == (130, "")
    assert shown.endswith("interrupted\n")
    assert notes(folder) == before


def test_what_cannot_be_recorded_is_refused_before_anything_is_asked(folder: Path) -> None:
    status, shown, said = talk(folder, ["log", "matteo", "held"], [])
    assert (status, said) == (2, "")
    assert shown.startswith("notes-kit: the talk with Matteo Ferraris is set for 2026-05-20, which lies ahead")


@pytest.mark.parametrize("more", [["--no-input"], ["--none-named"], ["--json"]])
def test_nothing_is_asked_where_it_is_not_wanted(folder: Path, more: list[str]) -> None:
    status, shown, said = talk(folder, [*HELD, *more], [])
    assert (status, shown) == (0, "")
    assert "outcome: held" in said


def test_what_is_recorded_already_is_not_asked_again(folder: Path) -> None:
    talk(folder, [*HELD, "--thanked", "--none-named"], [])
    status, shown, said = talk(folder, HELD, [("What comes of it?", "Read his page"), ("By when?", ""), ("What else?", "")])
    assert (status, "Thanked already?" in shown, "Whom did they name?" in shown) == (0, False, False)
    assert "- [ ] Read his page\n" in said
