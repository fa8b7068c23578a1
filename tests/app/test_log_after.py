"""What comes of a talk goes into its note with it, names nobody twice, and is refused as a whole where a part of it cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from app.opened import opened
from rules.vaults import vault

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.log import Fact, Logged, log
from notes_kit.app.log_after import After, Named, Step, read_step, recognise
from notes_kit.app.undo import undo
from notes_kit.parse.edit import EditRefusedError

TODAY = date(2026, 3, 6)
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
ADA, BEN = "contacts/Ada Okafor.md", "contacts/Ben Li.md"
TALK = "interviews/2026-03-05 Ada.md"
FILES = {
    ADA: "---\ntype: contact\noutreach:\n  - 2026-02-10 email\nreplied: 2026-02-12\n---\n",
    BEN: "---\ntype: contact\naliases: [Li Wei Ben]\n---\n",
    TALK: '---\r\ntype: interview\r\ncontact: ["[[Ada Okafor]]", Chloe Marsh]\r\ndate: 2026-03-05\r\n---\r\n## Next steps\r\n* [ ] Read on\r\n\r\n## Private\r\nHush\r\n',
    "templates/Contact.md": "---\ntype: contact\n---\nmine\n",
    "notes-kit.yaml": "",
}


def done(root: Path, after: After, who: str = "ada", files: dict[str, str] = FILES, **facts: str) -> Logged:
    session, _ = opened(root, files, TODAY)
    return log(session, who, Fact("held", **facts), now=NOW, after=after)


def test_it_is_one_operation_and_a_few_lines(tmp_path: Path) -> None:
    said = done(tmp_path, After("today", [Named("Dana Reyes"), Named("dana reyes"), Named("Li, Ben")], steps=[Step("Send it", date(2026, 3, 9))]))
    assert (tmp_path / TALK).read_bytes().decode() == FILES[TALK].replace(
        "03-05\r\n---",
        '03-05\r\noutcome: held\r\nthanked:\r\n  - 2026-03-06 [[Ada Okafor]]\r\nreferrals:\r\n  - "[[Dana Reyes]]"\r\n  - "[[Ben Li]]"\r\n---',
    ).replace("* [ ] Read on\r\n", "* [ ] Read on\r\n* [ ] Send it 📅 2026-03-09\r\n")
    assert "mine" in (tmp_path / "contacts/Dana Reyes.md").read_text()
    assert 'source: "[[Ada Okafor]]"' in (tmp_path / "contacts/Dana Reyes.md").read_text()
    assert [hint for hint in said.hints if "so already" in hint] == [f"{TALK}:9 says so already: Dana Reyes was named"]
    opens = [item.rule for item in said.opened if item.contact == "Dana Reyes"]
    assert opens == ["referral-not-pursued"], "a fresh name owes nothing else"
    session, _ = opened(tmp_path, today=TODAY)
    undo(session, now=NOW)
    assert (tmp_path / TALK).read_bytes().decode() == FILES[TALK]
    assert not (tmp_path / "contacts/Dana Reyes.md").exists()


def test_a_name_that_had_a_duty_keeps_it_when_it_gets_a_note(tmp_path: Path) -> None:
    files = {
        **FILES,
        "interviews/2026-02-01 Ben Li.md": "---\ntype: interview\ncontact: Ben Li\ndate: 2026-02-01\noutcome: held\nreferrals: Dana Reyes\n---\n",
    }
    said = done(tmp_path, After(named=[Named("Dana Reyes")]), files=files)
    assert [item for item in (*said.closed, *said.opened) if item.contact == "Dana Reyes"] == []


def test_somebody_met_without_a_note_names_people_too(tmp_path: Path) -> None:
    done(tmp_path, After(named=[Named("Dana Reyes")]), who="chloe")
    assert 'source: "[[Chloe Marsh]]"' in (tmp_path / "contacts/Dana Reyes.md").read_text()


def test_who_may_have_a_note_gets_none_by_guess(tmp_path: Path) -> None:
    said = done(tmp_path, After(named=[Named("Benn Li"), Named("Ben"), Named("Eve Poe", note=False)]))
    assert [hint.split(", so")[0] for hint in said.hints] == [f"Benn Li may be Ben Li ({BEN})", f"Ben may be Ben Li ({BEN})"]
    assert sorted(path.name for path in (tmp_path / "contacts").iterdir()) == ["Ada Okafor.md", "Ben Li.md"]
    assert [line for line in (tmp_path / TALK).read_text().splitlines() if line.startswith("  - ")] == ["  - Benn Li", "  - Ben", "  - Eve Poe"]


@pytest.mark.parametrize(
    ("after", "match"),
    [
        (After(named=[Named("Dana"), Named("Okafor, Ada")]), "cannot have named themselves"),
        (After(named=[Named("Dana"), Named("!?")]), "no name of a person"),
        (After(thanked="2026-03-01", named=[Named("Dana")]), "thanks for it were not sent on 2026-03-01"),
        (After(thanked="tomorrow"), "lies ahead"),
        (After(steps=[Step("Hide %% it")]), "would not read as an action there"),
        (After(steps=[Step("Go <!-- on")]), "would not read as an action there"),
    ],
)
def test_what_cannot_be_leaves_everything_as_it_was(tmp_path: Path, after: After, match: str) -> None:
    with pytest.raises((AskedWrongError, EditRefusedError), match=match):
        done(tmp_path, after)
    assert {path: (tmp_path / path).read_bytes().decode() for path in FILES} == FILES
    assert len(list((tmp_path / "contacts").iterdir())) == 2


def test_none_and_a_step_that_stands_there(tmp_path: Path) -> None:
    said = done(tmp_path, After(nobody=True, steps=[Step("read on")]))
    assert said.hints == (f"{TALK}:9 says so already: Read on",)
    assert "referrals: none" in (tmp_path / TALK).read_text()
    again = done(tmp_path, After(nobody=True), files={})
    assert again.already.startswith(f"{TALK}:5 says so already: held")
    assert again.lines == ()


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("Send  the paper due fri", Step("Send the paper", date(2026, 3, 13))),
        ("Send the paper DUE +2w", Step("Send the paper", date(2026, 3, 20))),
        ("Ask what is due to Ben", Step("Ask what is due to Ben")),
        ("Ask what is due first due 2026-03-09", Step("Ask what is due first", date(2026, 3, 9))),
        ("Read", Step("Read")),
    ],
)
def test_a_step_is_read_with_its_day(words: str, step: Step) -> None:
    assert read_step(words, TODAY) == step


@pytest.mark.parametrize("words", ["", "due fri", "Send it due 05/06/2026"])
def test_a_step_without_words_or_with_a_doubtful_day_is_refused(words: str) -> None:
    with pytest.raises(AskedWrongError):
        read_step(words, TODAY)


@pytest.mark.parametrize(
    ("name", "sure", "perhaps"),
    [
        ("ben li", "Ben Li", []),
        ("Li, Ben", "Ben Li", []),
        ("Dr. Bén Li", "Ben Li", []),
        ("Wei Ben Li", "Ben Li", []),
        ("Ben", None, ["Ben Li"]),
        ("B. Li", None, ["Ben Li"]),
        ("Dana Fox", None, []),
    ],
)
def test_names_are_recognised_as_an_import_does(name: str, sure: str | None, perhaps: list[str]) -> None:
    known = recognise(vault(FILES), name)
    assert (known.contact and known.contact.name, [one.name for one in known.perhaps]) == (sure, perhaps)


def test_two_of_one_name_are_told_apart_by_nobody_but_you() -> None:
    twins = {**FILES, "people/Ben Li.md": "---\ntype: contact\n---\n"}
    assert [one.path for one in recognise(vault(twins), "Ben Li").perhaps] == [BEN, "people/Ben Li.md"]
