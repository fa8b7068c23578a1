"""What a baseline knows stays known while lines move, days pass and other notes change; what is new is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from app.opened import opened

from notes_kit.app.baseline import BaselineError, unknown, write_baseline
from notes_kit.app.lint import lint

DAY = date(2026, 3, 18)
ADA, TALK = "contacts/Ada Okafor.md", "interviews/2026-03-02 Ada.md"
FILES = {
    ADA: "---\ntype: contact\noutreach: 2026-02-10 email\nreplied: 2026-02-12\nrole: lead: data\n---\n# About\n- [ ] Ask her about the rota 📅 2026-03-01\n",
    TALK: '---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: 2026-03-02\noutcome: held\n---\n## Advice\nBegin small. [[Okafor Ada]]\n'
    "## Next steps\n- [ ] Send the paper 📅 2026-03-05\n- [ ] Send the table 📅 2026-03-05\n",
}
CHANGES = {
    "lines move": {ADA: FILES[ADA].replace("type: contact\n", "type: contact\nphone: 1\nemail: ada@northwind.example\n").replace("# About\n", "# About\n\nMet in spring.\n\n")},
    "a heading above has another name": {ADA: FILES[ADA].replace("# About", "# Who she is"), TALK: FILES[TALK].replace("## Advice", "## What she said")},
    "a namesake comes": {"contacts/kept/Ada Okafor.md": "---\ntype: contact\n---\n"},
    "another talk is planned": {"interviews/2026-04-02 Ada.md": '---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: 2026-04-02\n---\n'},
    "another talk on that day is held": {
        "interviews/b.md": '---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: 2026-03-02\noutcome: cancelled\nreferrals: none\n---\nShe was ill.\n'
    },
    "a note of nobody comes": {"Plain.md": "Words about [[Ada Okafor]].\n"},
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("days", [0, 5])
def test_what_was_known_stays_known(tmp_path: Path, what: str, days: int) -> None:
    known, more = str(tmp_path / "known.json"), "ambiguous-link"
    before = lint(opened(tmp_path / "vault", FILES, DAY)[0]).findings
    assert {"yaml-trap", "thank-you-missing", "action-overdue", "broken-link"} <= {item.rule for item in before}
    assert len({item.message for item in before if item.rule == "action-overdue"}) == 3
    assert write_baseline(known, before) == len(before)
    after = lint(opened(tmp_path / "vault", CHANGES[what], DAY.replace(day=DAY.day + days))[0]).findings
    left = [item for item in unknown(known, after) if not (item.path not in FILES or item.rule == more or (item.due and item.due > DAY))]
    assert left == []


def test_what_is_new_is_told_once_however_like_it_is(tmp_path: Path) -> None:
    known = str(tmp_path / "known.json")
    session, _ = opened(tmp_path / "vault", FILES, DAY)
    write_baseline(known, lint(session).findings)
    texts = {
        TALK: FILES[TALK] + "- [ ] Send the chart 📅 2026-03-05\n- [ ] Send the paper 📅 2026-03-05\n",
        "contacts/Ben Li.md": "---\ntype: contact\nrole: a: b\n---\n",
    }
    new = unknown(known, lint(opened(tmp_path / "vault", texts, DAY)[0]).findings)
    assert sorted((item.rule, item.place.line) for item in new) == [("action-overdue", 12), ("action-overdue", 13), ("yaml-trap", 3)]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": []}', '{"findings": {"a": "x"}}', "\x00", None])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "known.json").write_text(text)
    with pytest.raises(BaselineError, match=r"known\.json"):
        unknown(str(tmp_path / "known.json"), [])
