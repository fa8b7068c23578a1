"""The benchmarks run and judge; how fast this machine is is no question of the test run."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import make_history
import make_vault
import measure
import pytest

from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note

HERE = Path(__file__).resolve().parent
BYTES = "7f894b21376bdaf9a65b6de273417b8e1b47e8ba1f62e3c53f9303b4dabc56ec"
"""SHA-256 of the first 60 notes of seed 1: figures of different days compare only over the same bytes."""


def digest(notes: int, seed: int) -> str:
    return hashlib.sha256("\0".join(part for note in make_vault.write(notes, seed) for part in note).encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    assert digest(60, 1) == digest(60, 1) == BYTES
    assert digest(60, 1) != digest(60, 2)
    make_vault.make(tmp_path / "v", 60)
    written = {path.relative_to(tmp_path / "v").as_posix(): path.read_bytes().decode() for path in (tmp_path / "v").rglob("*.md")}
    assert written == dict(make_vault.write(60, 1))


def test_no_two_notes_share_a_name_on_any_disk() -> None:
    paths = [path for path, _ in make_vault.write(9_000, 1)]
    assert len(set(paths)) == len({path.casefold() for path in paths}) == 9_000


def test_its_notes_are_what_the_tool_is_about_and_hold_no_fault() -> None:
    notes = [read_note(path, text.encode(), Settings()) for path, text in make_vault.write(300, 3)]
    assert [note.path for note in notes if note.faults] == []
    assert [field.key for note in notes for field in note.fields if not field.known] == []
    types = [note.type for note in notes]
    assert (types.count("contact"), types.count("interview")) == (120, 150)
    talks = [note for note in notes if note.type == "interview" and note.told]
    assert sum(len(note.points) for note in talks) > 15 * len(talks)
    assert all(2_000 < note.size < 7_000 for note in talks)
    assert any(point.reasons for note in talks for point in note.points)
    assert any(point.stance for note in talks for point in note.points)
    assert any(task.promised and task.open for note in talks for task in note.tasks)


def test_a_history_ends_with_the_vault_and_is_the_same_everywhere(tmp_path: Path) -> None:
    heads = []
    for name in ("a", "b"):
        make_history.make(tmp_path / name, 60, 80)
        heads.append(make_history.git(tmp_path / name, "rev-parse", "HEAD"))
    assert heads[0] == heads[1]
    written = {path.relative_to(tmp_path / "a").as_posix(): path.read_bytes().decode() for path in (tmp_path / "a").rglob("*.md")}
    assert written == dict(make_vault.write(60, 1))
    log = make_history.git(tmp_path / "a", "log", "-M", "--format=%an", "--name-status")
    assert {"Iris Halloran", "Noor Haddad"} <= set(log.splitlines())
    assert re.search(r"^R\d+\t.*\(draft\)", log, re.MULTILINE)
    assert make_history.git(tmp_path / "a", "rev-list", "--merges", "--count", "HEAD") != "0"


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit, match="is not empty"):
        make_vault.make(tmp_path, 10)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


def test_a_broken_bar_is_an_exit_of_1(capsys: pytest.CaptureFixture[str]) -> None:
    kept, broken = measure.Bar("kept", 2.0, 2.0, "times"), measure.Bar("too slow", 2.01, 2.0, "times")
    assert measure.judge([kept]) == 0
    assert measure.judge([kept, broken]) == 1
    assert "BROKEN    2.01  (at most 2)  too slow: times" in capsys.readouterr().out


def test_a_process_that_fails_is_no_figure() -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        measure.run([sys.executable, "-c", "import sys; sys.exit(3)"])


@pytest.mark.parametrize("script", ["startup.py", "index.py", "imports.py", "history.py", "lint.py"])
def test_a_benchmark_measures_every_bar(script: str) -> None:
    size = ["--people" if script == "imports.py" else "--notes", "40"]
    done = subprocess.run([sys.executable, HERE / script, *size, "--times", "1"], check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == ""
    lines = [line for line in done.stdout.splitlines() if line.startswith(("held", "BROKEN"))]
    assert len(lines) == {"startup.py": 2, "index.py": 3, "imports.py": 3, "history.py": 3, "lint.py": 3}[script], done.stdout


def test_a_small_storm_and_a_few_kills_leave_nothing_wrong() -> None:
    done = subprocess.run(
        [sys.executable, HERE / "watch_torture.py", "--seconds", "3", "--kills", "3", "--notes", "60"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert re.search(r"^storm: .* steps in 3 s", done.stdout)
    assert "kills: 3, 10 notes" in done.stdout


def test_the_benchmark_of_drafts_holds_its_floors() -> None:
    done = subprocess.run([sys.executable, HERE / "drafts.py"], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(re.findall(r"^held ", done.stdout, re.MULTILINE)) == 6
    assert "BROKEN" not in done.stdout


def test_the_benchmark_of_themes_scores_its_sample() -> None:
    done = subprocess.run([sys.executable, HERE / "themes.py"], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    figures = dict(re.findall(r"(\w+) (\d\.\d+)", done.stdout))
    assert float(figures["objective"]) > 0.5
    assert float(figures["offered"]) > 0.7
