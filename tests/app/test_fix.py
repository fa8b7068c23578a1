"""A fix mends a fault and nothing else; a second one finds nothing to do; undo brings the old bytes back."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from notes_kit.app.baseline import BaselineError, fingerprint, unknown, write_baseline
from notes_kit.app.fix import fix
from notes_kit.app.lint import lint
from notes_kit.app.session import Session
from notes_kit.io.clock import now
from notes_kit.io.writer import undo

TODAY = date(2026, 5, 18)
BROKEN = "---\ntype: contact\nname: Eve  # a comment\norganization: [[Kestrel]]\nrole: lead: data\nsource: @ben\ntags: #a #b\n---\nText stays.\n"
MENDED = (
    '---\ntype: contact\nname: Eve  # a comment\norganization: "[[Kestrel]]"\nrole: "lead: data"\nsource: "@ben"\ntags: [a, b]\n---\nText stays.\n'
)


def session(root: Path) -> Session:
    return Session(str(root), TODAY, clock_ns=time.time_ns)


@pytest.mark.parametrize(
    "disturb", [lambda text: text, lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, lambda text: text.rstrip("\n")]
)
def test_what_is_fixed_is_clean_and_stays_so(tmp_path: Path, disturb: object) -> None:
    note = tmp_path / "Eve.md"
    note.write_bytes(disturb(BROKEN).encode())
    done = fix(session(tmp_path), lint(session(tmp_path)).findings)
    assert done.fixed == 4
    assert not done.refused
    assert note.read_bytes() == disturb(MENDED).encode()
    assert not [item for item in lint(session(tmp_path)).findings if item.fix]
    assert fix(session(tmp_path), lint(session(tmp_path)).findings).fixed == 0
    undo(str(tmp_path), now=now())
    assert note.read_bytes() == disturb(BROKEN).encode()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "Eve.md").write_text(BROKEN)
    done = fix(session(tmp_path), lint(session(tmp_path)).findings, dry_run=True)
    assert '+organization: "[[Kestrel]]"' in done.written.diff
    assert (tmp_path / "Eve.md").read_text() == BROKEN


def test_a_fix_that_may_change_a_meaning_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "Eve.md").write_text("---\ntype: contact\nchannel: emial\n---\n")
    assert fix(session(tmp_path), lint(session(tmp_path)).findings).fixed == 0
    done = fix(session(tmp_path), lint(session(tmp_path)).findings, unsafe=True)
    assert done.refused == (("Eve.md", "the fix would change what the note says; mend it by hand"),) or done.fixed == 1


def test_no_duty_is_ever_marked_as_done(vault_template: Path) -> None:
    before = {path: path.read_bytes() for path in vault_template.rglob("*.md")}
    assert fix(session(vault_template), lint(session(vault_template)).findings, unsafe=True).fixed == 0
    assert {path: path.read_bytes() for path in vault_template.rglob("*.md")} == before


def test_a_baseline_survives_moved_lines_and_passing_days(vault_template: Path, tmp_path: Path) -> None:
    known = str(tmp_path / "known.json")
    count = write_baseline(known, lint(session(vault_template)).findings)
    assert count > 5
    note = vault_template / "interviews/2026-05-15 Farida Yusupova.md"
    note.write_text(note.read_text().replace("type: interview\n", "type: interview\nmood: good\n\n"))
    later = Session(str(vault_template), date(2026, 5, 19), clock_ns=time.time_ns)
    fresh = unknown(known, lint(later).findings)
    assert all(item.due is None or item.due == date(2026, 5, 19) for item in fresh)
    with pytest.raises(BaselineError, match="--write-baseline"):
        unknown(str(tmp_path / "none.json"), [])
    (tmp_path / "bad.json").write_text("[]")
    with pytest.raises(BaselineError, match="no baseline"):
        unknown(str(tmp_path / "bad.json"), [])


def test_a_second_finding_of_the_same_kind_is_new(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntype: contact\nreplied: 2026-02-30\n---\n")
    found = lint(session(tmp_path)).findings
    known = str(tmp_path / "known.json")
    write_baseline(known, found)
    assert unknown(known, [*found, *found]) == tuple(found)
    assert len({fingerprint(item) for item in found}) == 1


def test_a_note_that_no_yaml_reader_could_read_afterwards_is_left_alone(tmp_path: Path) -> None:
    text = '---\ntype: contact\nemail: tom@kiwi.example\n  phone: : 0123\nnotes: "half a quote\n---\n'
    (tmp_path / "Tom.md").write_text(text)
    done = fix(session(tmp_path), lint(session(tmp_path)).findings)
    assert (done.fixed, [path for path, _ in done.refused]) == (0, ["Tom.md"])
    assert (tmp_path / "Tom.md").read_text() == text
    assert {item.rule for item in lint(session(tmp_path)).findings} >= {"yaml-trap", "yaml-syntax"}
