"""A watch tells what each save changes and what a new day brings; events are real, the clock is given."""

from __future__ import annotations

import itertools
import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest

from notes_kit.app.session import Hinted, Session
from notes_kit.app.watch import AGAIN, watch
from notes_kit.io.clock import today
from notes_kit.io.notify import notifier, notify
from notes_kit.io.run import CommandError, Runner
from notes_kit.io.watch import MANY, Hint, Hints
from notes_kit.render.watch_schema import events_schema
from notes_kit.render.watching import round_events

TODAY = date(2026, 5, 18)
TALK = "---\ntype: interview\ncontact: Ben Li\ndate: 2026-05-16\noutcome: held\n---\n"


@pytest.fixture
def hints(vault_template: Path) -> Iterator[Hints]:
    with Hints(str(vault_template)) as live:
        yield live


def opener(root: Path, days: list[date]) -> object:
    return lambda hinted: Session(str(root), days[0], clock_ns=time.time_ns, hinted=hinted)


def test_a_save_brings_a_finding_and_the_next_takes_it_away(vault_template: Path, hints: Hints) -> None:
    rounds = watch(opener(vault_template, [TODAY]), hints)
    first = next(rounds)
    assert first.first
    assert first.open == len(first.new) > 5
    note = vault_template / "interviews/2026-05-16 Ben Li.md"
    note.write_text(TALK)
    second = next(rounds)
    assert second.changes.added == ("interviews/2026-05-16 Ben Li.md",)
    assert ("thank-you-missing", "Ben Li") in [(item.rule, item.contact) for item in second.new]
    note.write_text(TALK.replace("outcome", "thanked: 2026-05-17\noutcome"))
    third = next(rounds)
    assert "thank-you-missing" in [item.rule for item in third.gone]
    assert "thank-you-missing" not in [item.rule for item in third.new]


@pytest.mark.parametrize("style", ["rename over it", "truncate in place", "move away and write anew"])
def test_every_style_of_saving_is_seen(vault_template: Path, hints: Hints, style: str) -> None:
    rounds = watch(opener(vault_template, [TODAY]), hints)
    next(rounds)
    note = vault_template / "contacts/Ada Okafor.md"
    text = note.read_text() + "\nmore\n"
    if style == "rename over it":
        (vault_template / "contacts/.tmp").write_text(text)
        (vault_template / "contacts/.tmp").replace(note)
    elif style == "truncate in place":
        note.write_text(text)
    else:
        note.rename(note.with_suffix(".md~"))
        note.write_text(text)
    assert next(rounds).changes.changed == ("contacts/Ada Okafor.md",)


def test_midnight_brings_what_fell_due(vault_template: Path, hints: Hints) -> None:
    days = [TODAY]
    rounds = watch(opener(vault_template, days), hints, sweep=0.01)
    next(rounds)
    days[0] = TODAY + timedelta(days=1)
    turned = next(rounds)
    assert turned.new_day
    assert not turned.changes.any
    assert ("outreach-unanswered", "Jonah Whitcombe") in [(item.rule, item.contact) for item in turned.new]


def test_what_no_event_announced_is_seen_by_the_sweep(vault_template: Path) -> None:
    class Deaf:
        stopped = False
        waited: ClassVar[list[float]] = []

        def wait(self, seconds: float) -> None:
            self.waited.append(seconds)
            (vault_template / "contacts/Ada Okafor.md").write_text("---\ntype: contact\n---\n")

        def renew(self) -> bool:
            return False

    rounds = watch(opener(vault_template, [TODAY]), Deaf())
    next(rounds)
    assert next(rounds).changes.changed == ("contacts/Ada Okafor.md",)
    assert Deaf.waited == [30.0, 0.25]  # it lost most of its bytes: looked at again before it is believed


def test_one_who_saves_all_the_time_puts_off_no_sweep(vault_template: Path) -> None:
    """Somebody types in one note, which is saved every two seconds; what no event announced is seen all the same, and not before the sweep."""
    clock, note, other = [0.0], vault_template / "contacts/Ada Okafor.md", vault_template / "contacts/Not Announced.md"
    text = note.read_text()

    class Typing:
        stopped = False

        def wait(self, seconds: float) -> Hint:  # noqa: ARG002 - there is always a hint
            clock[0] += 2
            note.write_text(f"{text}\n{clock[0]}\n")
            other.write_text("---\ntype: contact\n---\n")
            return Hint(frozenset({"contacts/Ada Okafor.md"}))

        def renew(self) -> bool:
            return False

    rounds = watch(opener(vault_template, [TODAY]), Typing(), clock=lambda: clock[0])
    next(rounds)
    while "contacts/Not Announced.md" not in next(rounds).changes.added:
        assert clock[0] < 30
    assert clock[0] == 30


def test_a_report_that_it_keeps_itself_is_not_told_to_be_stale(vault_template: Path) -> None:
    process = watching(vault_template, "--json", "--report", str(vault_template / "Report.md"))
    assert process.stdout is not None
    told = [event(process.stdout.readline())]
    while told[-1].get("added") != ["Report.md"]:
        told.append(event(process.stdout.readline()))
    (vault_template / "interviews/2026-05-16 Ben Li.md").write_text(TALK + "\n## Notes\n\n- They hire from the course #theme/getting-hired\n")
    while told[-1].get("changed") != ["Report.md"]:
        told.append(event(process.stdout.readline()))
    process.terminate()
    process.communicate(timeout=20)
    assert {one["event"] for one in told} >= {"finding-new", "indexed"}
    assert "report-stale" not in {one["finding"]["rule"] for one in told if "finding" in one}


def test_stopping_ends_it_at_once(vault_template: Path, hints: Hints) -> None:
    rounds = watch(opener(vault_template, [TODAY]), hints)
    next(rounds)
    threading.Timer(0.05, hints.stop).start()
    assert list(rounds) == []


def test_stopping_in_the_middle_of_a_long_look_leaves_the_index_as_it_was(vault_template: Path, hints: Hints) -> None:
    read: list[int] = []

    def progress(done: int, total: int) -> None:  # noqa: ARG001 - as it is called
        read.append(done)
        if done == 5:
            hints.stop()

    assert list(watch(lambda hinted: Session(str(vault_template), TODAY, clock_ns=time.time_ns, hinted=hinted, progress=progress), hints)) == []
    assert read == [1, 2, 3, 4, 5]
    with sqlite3.connect(vault_template / ".notes-kit" / "index.db") as db:
        assert db.execute("SELECT count(*) FROM notes").fetchone() == (0,)


def test_its_own_index_raises_no_hint(vault_template: Path, hints: Hints) -> None:
    one = Session(str(vault_template), TODAY, clock_ns=time.time_ns)
    assert one.changes.any
    (vault_template / ".obsidian/workspace.json").write_text("{}")
    (vault_template / "picture.png").write_text("x")
    assert not hints.wait(0.5)


def test_polling_sees_a_save_too(vault_template: Path) -> None:
    with Hints(str(vault_template), poll=True) as hints:
        assert not hints.native
        (vault_template / "contacts/Ada Okafor.md").write_text("changed\n")
        assert hints.wait(10)


def test_a_hint_about_one_note_finds_what_a_whole_look_finds(vault_template: Path) -> None:
    """Whatever happens to a note, a look at its path alone leaves the index as a look at everything does."""
    note, other = vault_template / "contacts/Ada Okafor.md", vault_template / "contacts/new one.md"
    (vault_template / "contacts/.gitignore").write_text("ignored*\n")
    steps: list[tuple[Callable[[], object], set[str]]] = [
        (lambda: note.write_text("---\ntype: contact\nname: Ada Okafor\n---\n"), {"contacts/Ada Okafor.md"}),
        (lambda: other.write_text("---\ntype: contact\n---\n"), {"contacts/new one.md"}),
        (lambda: other.rename(other.with_name("renamed.md")), {"contacts/new one.md", "contacts/renamed.md"}),
        (lambda: (vault_template / "contacts/ignored one.md").write_text("x"), {"contacts/ignored one.md"}),
        (lambda: (vault_template / "contacts/.hidden.md").write_text("x"), {"contacts/.hidden.md"}),
        (lambda: (vault_template / "templates/mine.md").write_text("x"), {"templates/mine.md"}),
        (lambda: (vault_template / "contacts/link.md").symlink_to(note), {"contacts/link.md"}),
        (lambda: note.rename(note.with_name("ada okafor.md")), {"contacts/Ada Okafor.md", "contacts/ada okafor.md"}),
        ((vault_template / "contacts/renamed.md").unlink, {"contacts/renamed.md", "no/such/folder.md"}),
    ]
    before = Session(str(vault_template), TODAY, clock_ns=time.time_ns)
    before.index.close()
    scan, signed = before.scan, Session(str(vault_template), TODAY).index.signature()
    for step, paths in steps:
        step()
        later = time.time_ns() + 10**9  # a second on, so that no stamp is too young to be believed
        one = Session(str(vault_template), TODAY, clock_ns=itertools.repeat(later).__next__, hinted=Hinted(scan, signed, frozenset(paths)))
        rows = {path: known.hash for path, known in one.index.known().items()}
        scan, signed = one.scan, one.index.signature()
        one.close()
        whole = Session(str(vault_template), TODAY, clock_ns=time.time_ns, memory=True)
        assert rows == {path: known.hash for path, known in whole.index.known().items()}
        assert scan.files == whole.scan.files


def test_a_note_that_is_gone_for_a_moment_is_not_told_of(vault_template: Path, hints: Hints) -> None:
    note = vault_template / "contacts/Ada Okafor.md"
    text = note.read_text()
    rounds = watch(opener(vault_template, [TODAY]), _Meddler(hints, lambda: note.write_text(text + "\nmore\n")))
    next(rounds)
    note.unlink()
    second = next(rounds)
    assert (second.changes.changed, second.changes.removed) == (("contacts/Ada Okafor.md",), ())


def test_a_note_that_is_emptied_before_it_is_written_is_not_read_empty(vault_template: Path, hints: Hints) -> None:
    note = vault_template / "interviews/2026-05-15 Tomasz Wren.md"
    note.write_text(TALK + "\n## Notes\n\n- Words\n")
    rounds = watch(opener(vault_template, [TODAY]), _Meddler(hints, lambda: note.write_text(TALK + "\n## Notes\n\n- Other words\n")))
    next(rounds)
    note.write_text("")
    assert [item.rule for item in next(rounds).new] == []


def test_settings_that_are_emptied_before_they_are_written_are_not_read_empty(vault_template: Path, hints: Hints) -> None:
    settings = vault_template / "notes-kit.yaml"
    text = settings.read_text().replace("skill-gap-unplanned: {", "skill-gap-unplanned: {severity: off, ")
    settings.write_text(text)
    rounds = watch(opener(vault_template, [TODAY]), _Meddler(hints, lambda: settings.write_text(text + "\n# a remark\n")))
    next(rounds)
    settings.write_text("")
    second = next(rounds)
    assert (second.new_settings, second.new, second.gone) == (True, (), ())


class _Meddler:
    """Hints, and an editor that goes on where a save stopped halfway, as soon as it is given a moment."""

    def __init__(self, hints: Hints, go_on: Callable[[], object]) -> None:
        self.hints, self.go_on, self.done = hints, go_on, False

    @property
    def stopped(self) -> bool:
        return self.hints.stopped

    def renew(self) -> bool:
        return self.hints.renew()

    def wait(self, seconds: float) -> Hint | None:
        if seconds == AGAIN and not self.done:
            self.done = True
            self.go_on()
        return self.hints.wait(seconds)


def test_a_folder_that_is_moved_in_is_seen_whole(vault_template: Path, hints: Hints) -> None:
    rounds = watch(opener(vault_template, [TODAY]), hints)
    next(rounds)
    outside = vault_template.parent / "outside/deep"
    outside.mkdir(parents=True)
    (outside / "One Person.md").write_text("---\ntype: contact\n---\n")
    outside.parent.rename(vault_template / "moved")
    assert next(rounds).changes.added == ("moved/deep/One Person.md",)
    (vault_template / "moved/deep/One Person.md").write_text("---\ntype: contact\nname: One\n---\n")
    assert next(rounds).changes.changed == ("moved/deep/One Person.md",)
    (vault_template / "moved").rename(vault_template.parent / "gone")
    assert next(rounds).changes.removed == ("moved/deep/One Person.md",)


def test_a_vault_that_cannot_be_reached_for_a_while_is_not_an_empty_one(vault_template: Path) -> None:
    away, said = vault_template.parent / "away", []

    def opened(hinted: Hinted | None) -> Session:
        return Session(str(vault_template), TODAY, clock_ns=time.time_ns, hinted=hinted, say=said.append)

    with Hints(str(vault_template)) as hints:
        rounds = watch(opened, hints, sweep=0.05)
        next(rounds)
        vault_template.rename(away)
        threading.Timer(0.6, lambda: shutil.copytree(away, vault_template)).start()
        later = threading.Timer(1.5, lambda: (vault_template / "contacts/Back Again.md").write_text("---\ntype: contact\n---\n"))
        later.start()
        back = next(rounds)
        while not back.changes.added:
            back = next(rounds)
    assert back.changes.added == ("contacts/Back Again.md",)
    assert back.changes.removed == back.gone == ()
    assert said == ["the vault's folder cannot be read; waiting until it can"]


def test_settings_templates_and_gitignore_take_effect_at_once(vault_template: Path, hints: Hints) -> None:
    rounds = watch(opener(vault_template, [TODAY]), hints)
    first = next(rounds)
    rule = "skill-gap-unplanned"
    assert rule in {item.rule for item in first.new}
    settings = vault_template / "notes-kit.yaml"
    settings.write_text(settings.read_text().replace(f"{rule}: {{", f"{rule}: {{severity: off, "))
    second = next(rounds)
    assert {item.rule for item in second.gone} == {rule}
    (vault_template / ".gitignore").write_text("/contacts/\n")
    assert "contacts/Ada Okafor.md" in next(rounds).changes.removed
    (vault_template / ".gitignore").unlink()
    assert "contacts/Ada Okafor.md" in next(rounds).changes.added


def test_settings_that_change_no_finding_are_told_too(vault_template: Path, hints: Hints) -> None:
    """What is made of the vault, a report say, may be another one now."""
    rounds = watch(opener(vault_template, [TODAY]), hints)
    next(rounds)
    settings = vault_template / "notes-kit.yaml"
    settings.write_text(settings.read_text() + "\n# a remark\n")
    second = next(rounds)
    assert (second.new_settings, second.changes.any, second.new, second.gone) == (True, False, (), ())
    assert [told["event"] for told in round_events(second, TODAY)] == ["settings"]


def test_another_notes_kit_that_writes_the_index_is_waited_for(vault_template: Path, hints: Hints, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notes_kit.store.database.BUSY_SECONDS", 0.05)
    monkeypatch.setattr("notes_kit.app.watch.PATIENCE", 0.05)
    said: list[str] = []
    rounds = watch(lambda hinted: Session(str(vault_template), TODAY, clock_ns=time.time_ns, hinted=hinted, say=said.append), hints)
    next(rounds)
    with sqlite3.connect(vault_template / ".notes-kit" / "index.db", isolation_level=None, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        (vault_template / "interviews/2026-05-16 Ben Li.md").write_text(TALK)
        later = threading.Timer(0.8, lambda: other.execute("ROLLBACK"))
        later.start()
        assert next(rounds).changes.added == ("interviews/2026-05-16 Ben Li.md",)
        later.join()
    assert said == ["another notes-kit is writing the index; waiting until it is done"]


def test_lost_events_make_it_look_everywhere(hints: Hints) -> None:
    import logging

    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; filesystem events were lost")
    assert hints.wait(1) == Hint(frozenset(), anywhere=True)


def test_many_paths_mean_everywhere(vault_template: Path, hints: Hints) -> None:
    for number in range(MANY + 1):
        (vault_template / f"contacts/n{number}.md").write_text("x")
    hint = hints.wait(5)
    while hint is not None and not hint.anywhere:
        hint = hints.wait(5)
    assert hint is not None


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Berlin", {"2026-03-28": ["27T23:01", "28T22:59"], "2026-03-29": ["28T23:01", "29T00:59", "29T01:01", "29T21:59"], "2026-03-30": ["29T22:01"]}),
        ("Europe/Berlin", {"2026-10-25": ["24T22:01", "25T00:59", "25T01:01", "25T22:59"], "2026-10-26": ["25T23:01", "26T22:59"]}),
        ("America/New_York", {"2026-11-01": ["01T04:01", "01T05:59", "01T06:01", "02T04:59"], "2026-11-02": ["02T05:01"]}),
    ],
)  # fmt: skip
def test_midnight_comes_once_whatever_the_clocks_do(
    vault_template: Path, monkeypatch: pytest.MonkeyPatch, zone: str, days: dict[str, list[str]]
) -> None:
    """The first and the last minute of each day, and those beside each change of the clocks, as days and times of UTC in the month."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    moments = [(day, datetime.fromisoformat(f"{day[:8]}{at}+00:00")) for day, times in days.items() for at in times]

    class Clock:
        at = 0

        @classmethod
        def now(cls) -> datetime:
            return moments[cls.at][1].astimezone().replace(tzinfo=None)  # as the clock gives it, in the zone of this machine

        @property
        def stopped(self) -> bool:
            return self.at == len(moments)

        def wait(self, seconds: float) -> None:
            assert seconds <= 30  # so soon is a new day seen
            type(self).at += 1

        def renew(self) -> bool:
            return False

    monkeypatch.setattr("notes_kit.io.clock.datetime", Clock)
    told: list[tuple[int, str]] = []
    for one in watch(lambda hinted: Session(str(vault_template), today(), clock_ns=time.time_ns, hinted=hinted), Clock()):
        told += [(Clock.at, one.session.today.isoformat())] if one.first or one.new_day else []
    first = {day: number for number, (day, _) in reversed(list(enumerate(moments)))}
    assert told == [(first[day], day) for day in days]


EVENT = jsonschema.Draft202012Validator(events_schema())


def event(line: str) -> dict[str, Any]:
    """What a line of `watch --json` tells; every one is as the schema says."""
    told = json.loads(line)
    EVENT.validate(told)
    return dict(told)


def watching(vault: Path, *options: str, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "notes_kit", "--vault", str(vault), "--today", "2026-05-18", "watch", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"} | variables, text=True,
    )  # fmt: skip


def until(process: subprocess.Popen[str], true: Callable[[], bool]) -> None:
    """Wait until something is true, as long as the watch runs."""
    while not true():
        assert process.poll() is None
        threading.Event().wait(0.02)


def test_a_second_watcher_says_so_and_leaves(vault_template: Path) -> None:
    first = watching(vault_template, "--json")
    assert first.stdout is not None
    first.stdout.readline()
    second = watching(vault_template)
    out, err = second.communicate(timeout=20)
    assert (second.returncode, out) == (2, "")
    assert "another notes-kit is watching this vault" in err
    once = watching(vault_template, "--once")
    once.communicate(timeout=20)
    assert once.returncode == 0
    beside = subprocess.run([sys.executable, "-m", "notes_kit", "--vault", str(vault_template), "index", "--rebuild"], check=False, timeout=60)
    assert beside.returncode == 0
    first.terminate()
    first.communicate(timeout=20)
    third = watching(vault_template, "--json")
    assert third.stdout is not None
    assert "started" in third.stdout.readline()
    third.kill()
    third.communicate(timeout=20)
    fourth = watching(vault_template, "--json")
    assert fourth.stdout is not None
    assert "started" in fourth.stdout.readline()  # the lock of the dead is taken over
    fourth.terminate()
    fourth.communicate(timeout=20)


def test_a_command_is_started_with_what_happened_and_not_again_by_its_own_doing(vault_template: Path) -> None:
    script = vault_template.parent / "told.py"
    log = vault_template.parent / "told.jsonl"
    script.write_text(
        "import json, os, pathlib, sys\n"
        "told = {name: os.environ[name] for name in os.environ if name.startswith('NOTES_KIT_')}\n"
        "open(sys.argv[1], 'a').write(json.dumps(told) + '\\n')\n"
        "pathlib.Path(sys.argv[2], 'contacts', 'Made by it.md').write_text('---\\ntype: contact\\n---\\n')\n"
    )
    process = watching(vault_template, "--json", "--exec", shlex.join([sys.executable, str(script), str(log), str(vault_template)]))
    assert process.stdout is not None
    process.stdout.readline()
    (vault_template / "interviews/2026-05-16 Ben Li.md").write_text(TALK)
    for line in process.stdout:
        told = event(line)
        if told["event"] == "indexed" and "contacts/Made by it.md" in told["added"]:
            break
    (vault_template / "interviews/2026-05-16 Ben Li.md").write_text(TALK.replace("outcome", "thanked: 2026-05-17\noutcome"))
    for line in process.stdout:
        if event(line)["event"] == "finding-gone":
            break
    until(process, lambda: len(log.read_text().splitlines()) == 2)
    process.terminate()
    process.communicate(timeout=20)
    first, second = [json.loads(line) for line in log.read_text().splitlines()]
    assert first["NOTES_KIT_ADDED"] == "interviews/2026-05-16 Ben Li.md"
    assert first["NOTES_KIT_TODAY"] == "2026-05-18"
    assert "thank-you-missing" in [row["rule"] for row in json.loads(first["NOTES_KIT_NEW"])]
    assert second["NOTES_KIT_CHANGED"] == "interviews/2026-05-16 Ben Li.md"
    assert "thank-you-missing" in [row["rule"] for row in json.loads(second["NOTES_KIT_GONE"])]


def test_a_page_and_a_calendar_are_kept_up_to_date(vault_template: Path) -> None:
    page, calendar = vault_template.parent / "Report.html", vault_template.parent / "talks.ics"
    process = watching(vault_template, "--json", "--report", str(page), "--calendar", str(calendar), "--exec", "true")
    assert process.stdout is not None
    process.stdout.readline()
    until(process, calendar.exists)
    assert 'http-equiv="refresh"' in page.read_text()
    before = calendar.read_bytes()
    (vault_template / "interviews/2026-05-21 Ben Li.md").write_text(TALK.replace("2026-05-16", "2026-05-21T10:00").replace("outcome: held\n", ""))
    until(process, lambda: calendar.read_bytes() != before)
    process.terminate()
    process.communicate(timeout=20)
    assert b"SUMMARY:Ben Li" in calendar.read_bytes()
    assert before.count(b"BEGIN:VEVENT") < calendar.read_bytes().count(b"BEGIN:VEVENT")


def test_a_file_of_somebody_else_is_left_alone_and_the_watch_goes_on(vault_template: Path) -> None:
    mine = vault_template.parent / "Report.md"
    mine.write_text("my own words")
    process = watching(vault_template, "--json", "--report", str(mine), "--calendar", str(mine.with_suffix(".ics")))
    assert process.stdout is not None
    process.stdout.readline()
    (vault_template / "interviews/2026-05-16 Ben Li.md").write_text(TALK)
    for line in process.stdout:
        if event(line)["event"] == "indexed":
            break
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert (process.returncode, mine.read_text()) == (143, "my own words")
    assert err.count("is left alone") == 1


def test_no_shell_reads_a_command_unless_asked(tmp_path: Path) -> None:
    made = tmp_path / "made"
    for shell, there in ((False, False), (True, True)):
        runner = Runner(f"echo x > {made}", shell=shell)
        runner.start(str(tmp_path), {})
        while runner.running:
            threading.Event().wait(0.01)
        assert made.exists() is there
    with pytest.raises(CommandError, match="No such file"):
        Runner("no-such-program-anywhere x").start(str(tmp_path), {})
    with pytest.raises(CommandError, match="No closing quotation"):
        Runner("say 'it")


def test_a_command_that_goes_on_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    runner = Runner(f"trap '' TERM; touch {ready}; sleep 60 & wait", shell=True)  # noqa: S604 - the shell is what is tested
    runner.start(str(tmp_path), {})
    while not ready.exists():
        threading.Event().wait(0.01)
    assert runner.running
    runner.end(patience=0.2)
    assert not runner.running
    assert runner.failed() == -9


def test_a_message_reaches_the_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool, said = tmp_path / "notify-send", tmp_path / "said"
    tool.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {said}\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    command = notifier()
    assert command is not None
    assert notify(command, "-title", "$(text)")
    assert said.read_text().endswith("--|-title|$(text)|")
    tool.write_text("#!/bin/sh\nexit 1\n")
    assert not notify(command, "a", "b")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 0)])
def test_the_command_ends_cleanly_and_speaks_json(vault_template: Path, number: signal.Signals, status: int) -> None:
    report = vault_template.parent / "Report.md"
    process = subprocess.Popen(
        [sys.executable, "-m", "notes_kit", "--vault", str(vault_template), "--today", "2026-05-18", "watch", "--json", "--report", str(report)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    started = event(process.stdout.readline())
    assert (started["event"], started["version"]) == ("started", 1)
    while event(process.stdout.readline())["event"] != "finding-new":
        pass
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (status, "")
    assert report.read_text().startswith("---\n")
