"""What editors, synchronisers, Git and the system do to a vault that is watched: real files, real events, and the same end as a look at everything."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from repos import Repo
from watchdog.observers import inotify_c

from notes_kit.app.lint import lint
from notes_kit.app.session import Hinted, Session
from notes_kit.app.standing import by_name
from notes_kit.app.watch import AHEAD, Round, watch
from notes_kit.io.watch import Hints

TODAY = date(2026, 5, 18)
NOTE = "contacts/Ada Okafor.md"
TALK = "---\ntype: interview\ncontact: Ben Li\ndate: 2026-05-16\noutcome: held\n---\n"


@pytest.fixture
def hints(vault_template: Path) -> Iterator[Hints]:
    with Hints(str(vault_template)) as live:
        yield live


def rounds(root: Path, hints: Hints, *, sweep: float = 30.0) -> Iterator[Round]:
    """A watch that has looked once."""

    def opened(hinted: Hinted | None) -> Session:
        return Session(str(root), TODAY, clock_ns=time.time_ns, hinted=hinted)

    found = watch(opened, hints, sweep=sweep)
    assert next(found).first
    return found


def agree(one: Round, root: Path) -> None:
    """What a watch holds is what a look at everything gives: files, their bytes, findings."""
    whole = Session(str(root), TODAY, memory=True)
    found = by_name((item.identity, item) for item in lint(whole, horizon=AHEAD).findings)
    kept = Session(str(root), TODAY, clock_ns=time.time_ns)
    assert {path: known.hash for path, known in kept.index.known().items()} == {path: known.hash for path, known in whole.index.known().items()}
    kept.close()
    assert set(one.session.scan.files) == set(whole.scan.files)
    assert one.found.keys() == found.keys()


def vim(note: Path, text: str) -> None:
    """`backup` off, `writebackup` on, `backupcopy` auto: the note is moved away, written anew, and the other taken away."""
    (note.parent / ".Ada Okafor.md.swp").write_bytes(b"b0VIM 9.1")
    (note.parent / "4913").write_text("")
    (note.parent / "4913").unlink()
    note.rename(note.with_name(note.name + "~"))
    note.write_text(text)
    note.with_name(note.name + "~").unlink()
    (note.parent / ".Ada Okafor.md.swp").unlink()


def emacs(note: Path, text: str) -> None:
    """A link that leads nowhere locks the note, what was typed is saved beside it, the first save leaves a copy."""
    lock, beside = note.with_name(f".#{note.name}"), note.with_name(f"#{note.name}#")
    lock.symlink_to("iris@home.example.4711:1770000000")
    beside.write_text(text)
    note.rename(note.with_name(note.name + "~"))
    note.write_text(text)
    beside.unlink()
    lock.unlink()


def vs_code(note: Path, text: str) -> None:
    """Emptied in place and written."""
    with note.open("r+") as stream:
        stream.truncate()
        stream.write(text)


def obsidian(note: Path, text: str) -> None:
    """Written in place, and where one was is kept in the vault."""
    note.write_text(text)
    (note.parent.parent / ".obsidian" / "workspace.json").write_text(json.dumps({"lastOpenFiles": [NOTE]}))


def sed(note: Path, text: str) -> None:
    """`sed -i` itself: a file of another name is moved over the note."""
    subprocess.run(["sed", "-i", f"$a {text.splitlines()[-1]}", note.name], cwd=note.parent, check=True)


def syncthing(note: Path, text: str) -> None:
    """What is received is written under a name of its own, then moved over the note."""
    part = note.with_name(f".syncthing.{note.name}.tmp")
    part.write_text(text[:9])
    part.write_text(text)
    part.rename(note)


def icloud(note: Path, text: str) -> None:
    """Another note is put away and a stand-in left; this one comes through a folder of the system."""
    away = note.with_name(f".{note.name}.icloud")
    away.write_bytes(b"bplist00")
    folder = note.with_name(f"{note.name}.sb-1f2e3d4c-Xy12Zz")
    folder.mkdir()
    (folder / note.name).write_text(text)
    (folder / note.name).rename(note)
    folder.rmdir()
    away.unlink()


@pytest.mark.parametrize("save", [vim, emacs, vs_code, obsidian, sed, syncthing, icloud], ids=lambda save: save.__name__)
def test_a_save_is_one_change_of_one_note_however_it_is_made(vault_template: Path, hints: Hints, save: Callable[[Path, str], None]) -> None:
    found, note = rounds(vault_template, hints), vault_template / NOTE
    text = note.read_text() + "- Asked me how the course goes\n"
    save(note, text)
    one = next(found)
    assert (one.changes.added, one.changes.changed, one.changes.removed) == ((), (NOTE,), ())
    assert note.read_text() == text
    agree(one, vault_template)


def test_a_name_that_only_changes_its_case_is_the_note_under_its_new_name(vault_template: Path, hints: Hints) -> None:
    found, note = rounds(vault_template, hints), vault_template / NOTE
    note.rename(note.with_name("ada OKAFOR.md"))
    one = next(found)
    assert "contacts/ada OKAFOR.md" in one.changes.added
    assert one.changes.removed == (NOTE,)
    agree(one, vault_template)


def test_a_checkout_of_many_notes_ends_as_a_look_at_everything(vault_template: Path) -> None:
    repo = Repo(vault_template)
    repo.commit({".gitignore": ".notes-kit/\n"})
    repo.git("switch", "-q", "-c", "many")
    repo.commit({f"interviews/{year}/talk {number}.md": TALK for year in (2024, 2025) for number in range(150)})
    repo.git("switch", "-q", "-")
    with Hints(str(vault_template)) as hints:
        found = rounds(vault_template, hints, sweep=1.0)
        for branch, there in (("many", 300), ("-", 0)):
            repo.git("switch", "-q", branch)
            one = next(found)
            while sum(path.startswith("interviews/20") and "/talk " in path for path in one.session.scan.files) != there:
                one = next(found)
            agree(one, vault_template)


def test_more_events_than_the_kernel_keeps_lose_nothing(vault_template: Path) -> None:
    """The watch does not run while they come, as on a machine that sleeps; the last ones, which the kernel drops, are of a note."""
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    with watched(vault_template) as process:
        process.send_signal(signal.SIGSTOP)
        folder, twin = vault_template / "interviews" / "a.txt", vault_template / "interviews" / "b.txt"
        folder.touch()
        for _ in range(limit // 4 + 10):
            folder.rename(twin)
            twin.rename(folder)
        (vault_template / "interviews/2026-05-16 Ben Li.md").write_text(TALK)
        process.send_signal(signal.SIGCONT)
        assert told(process, "indexed")["added"] == ["interviews/2026-05-16 Ben Li.md"]


def test_where_the_system_has_no_watches_left_listings_are_compared(vault_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [3, 2, 1]

    def full(*_: object) -> int:
        """As the kernel answers where `fs.inotify.max_user_watches` is reached."""
        ctypes.set_errno(errno.ENOSPC)
        return numbers.pop() if numbers else -1

    monkeypatch.setattr(inotify_c, "inotify_add_watch", full)
    with Hints(str(vault_template)) as hints:
        assert not hints.native
        found = rounds(vault_template, hints)
        (vault_template / NOTE).write_text((vault_template / NOTE).read_text() + "\nmore\n")
        assert next(found).changes.changed == (NOTE,)


def test_what_watchdog_finds_odd_fills_nobody_s_terminal(vault_template: Path) -> None:
    with warnings.catch_warnings(record=True) as told, Hints(str(vault_template)):
        warnings.warn_explicit("Callback already exists for watch …", RuntimeWarning, "inotify.py", 365, module="watchdog.observers.inotify")
    assert told == []


def test_between_two_looks_nothing_is_held_that_another_program_waits_for(vault_template: Path) -> None:
    with watched(vault_template) as process:
        files = {os.readlink(handle) for handle in Path(f"/proc/{process.pid}/fd").iterdir() if handle.is_symlink()}
        assert not [name for name in files if str(vault_template) in name]


def test_a_theme_s_definition_takes_effect_at_once(vault_template: Path, hints: Hints) -> None:
    found, theme = rounds(vault_template, hints), vault_template / "themes/getting-hired.md"
    text = theme.read_text()
    theme.rename(theme.with_name("the market.md"))
    one = next(found)
    assert "theme-undefined" in {item.rule for item in one.new}
    (vault_template / "themes/the market.md").write_text(text.replace("---\n", "---\nname: getting-hired\n", 1))
    assert "theme-undefined" in {item.rule for item in next(found).gone}


def test_what_another_notes_kit_indexed_and_judged_first_is_told_all_the_same(vault_template: Path, hints: Hints) -> None:
    found = rounds(vault_template, hints)
    (vault_template / "interviews/2026-05-16 Ben Li.md").write_text(TALK)
    threading.Event().wait(0.06)  # past the tick in which a note may be saved twice
    other = Session(str(vault_template), TODAY, clock_ns=time.time_ns)
    assert "thank-you-missing" in {item.rule for item in lint(other, horizon=AHEAD).findings}
    other.close()
    one = next(found)
    assert one.changes.added == ("interviews/2026-05-16 Ben Li.md",)
    assert "thank-you-missing" in {item.rule for item in one.new}


def at_a_terminal(root: Path, *options: str, stderr: int | None = None) -> tuple[subprocess.Popen[str], int]:
    """A watch on a terminal of its own, and that terminal; stderr goes there too unless said otherwise."""
    ours, theirs = pty.openpty()
    own = (
        "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    command = [sys.executable, "-c", own, "-m", "notes_kit", "--vault", str(root), "--today", TODAY.isoformat(), "watch", *options]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs if stderr is None else stderr, text=True)
    os.close(theirs)
    return process, ours


def shown(terminal: int, *words: str) -> str:
    """What stands on a terminal once all of these words came, one after the other."""
    text = ""
    for word in words:
        begin = len(text)
        while word not in text[begin:]:
            text += os.read(terminal, 1).decode("utf-8", "surrogateescape")
    return text.encode("utf-8", "surrogateescape").decode()


SIGNALS = """
import os, signal, sys, threading
from notes_kit.io.watch import Hints

heard = [0]
with Hints(sys.argv[1]) as hints:
    def end(number, frame):
        hints.stop()
        heard[0] += 1

    def send():
        for number in range(200):
            os.kill(os.getpid(), signal.SIGTERM)
            while heard[0] == number:
                threading.Event().wait(0.0001)

    signal.signal(signal.SIGTERM, end)
    threading.Thread(target=send, daemon=True).start()
    while heard[0] < 200:
        hints.stop()
        hints.wait(0)
print("heard", heard[0])
"""


def test_signals_may_come_at_any_moment(vault_template: Path) -> None:
    """Ctrl-C twice, or a terminal that is closed while a system shuts down: the second comes while the first is being answered."""
    done = subprocess.run([sys.executable, "-c", SIGNALS, vault_template], check=False, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard 200\n", "")


def test_a_terminal_that_is_closed_ends_it_in_peace(vault_template: Path) -> None:
    process, terminal = at_a_terminal(vault_template, stderr=subprocess.PIPE)
    shown(terminal, "next: ")
    os.close(terminal)
    assert process.communicate(timeout=20) == (None, "")
    assert process.returncode == 0
    assert not (vault_template / ".notes-kit" / "watch").exists()


def test_what_is_said_meanwhile_stands_above_the_status_line(vault_template: Path) -> None:
    mine = vault_template.parent / "Report.md"
    mine.write_text("my own words")
    process, terminal = at_a_terminal(vault_template, "--report", str(mine))
    text = shown(terminal, "is left alone", "52 notes", "next: ")
    process.terminate()
    assert process.wait(20) == 143
    os.close(terminal)
    assert text.count("next: ") == 2
    first, said = text.split("notes-kit: ", 1)
    assert first.endswith("\r\x1b[K")
    assert re.search(r"is left alone[^\n]*\r\n(\x1b\[\d*m)*52 notes · 14 duties", said)


@contextmanager
def watched(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A watch in a process of its own that has looked once."""
    command = [sys.executable, "-m", "notes_kit", "--vault", str(root), "--today", TODAY.isoformat(), "watch", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}, text=True)
    try:
        told(process, "finding-new")
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def told(process: subprocess.Popen[str], event: str) -> dict[str, object]:
    """The next line of this event."""
    assert process.stdout is not None
    for line in process.stdout:
        if (said := json.loads(line))["event"] == event:
            return dict(said)
    raise AssertionError(event)
