"""A watch tells what each save changes and what a new day brings; events are real, the clock is given."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from notes_kit.app.session import Session
from notes_kit.app.watch import watch
from notes_kit.io.watch import Hints

TODAY = date(2026, 5, 18)
TALK = "---\ntype: interview\ncontact: Ben Li\ndate: 2026-05-16\noutcome: held\n---\n"


@pytest.fixture
def hints(vault_template: Path) -> Iterator[Hints]:
    with Hints(str(vault_template)) as live:
        yield live


def opener(root: Path, days: list[date]) -> object:
    return lambda: Session(str(root), days[0], clock_ns=time.time_ns)


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

        def wait(self, seconds: float) -> bool:
            assert seconds == 30.0
            (vault_template / "contacts/Ada Okafor.md").write_text("---\ntype: contact\n---\n")
            return False

    rounds = watch(opener(vault_template, [TODAY]), Deaf())
    next(rounds)
    assert next(rounds).changes.changed == ("contacts/Ada Okafor.md",)


def test_stopping_ends_it_at_once(vault_template: Path, hints: Hints) -> None:
    rounds = watch(opener(vault_template, [TODAY]), hints)
    next(rounds)
    threading.Timer(0.05, hints.stop).start()
    assert list(rounds) == []


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


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 0)])
def test_the_command_ends_cleanly_and_speaks_json(vault_template: Path, number: signal.Signals, status: int) -> None:
    import json

    report = vault_template.parent / "Report.md"
    process = subprocess.Popen(
        [sys.executable, "-m", "notes_kit", "--vault", str(vault_template), "--today", "2026-05-18", "watch", "--json", "--report", str(report)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    started = json.loads(process.stdout.readline())
    assert (started["event"], started["version"]) == ("started", 1)
    while json.loads(process.stdout.readline())["event"] != "finding-new":
        pass
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (status, "")
    assert report.read_text().startswith("---\n")
