"""When a report in the vault is called stale, and when not."""

from __future__ import annotations

from datetime import date

import pytest
from rules.vaults import vault

from notes_kit.model.sources import basis_of, whole
from notes_kit.rules import report_stale
from notes_kit.rules.base import Context, Shared

TALK = report_stale.RULE.bad.files["interviews/2026-03-02 Ada Okafor.md"]
FILES = {"interviews/2026-03-02 Ada Okafor.md": str(TALK), "contacts/Ada Okafor.md": "---\ntype: contact\n---\n"}
DAY = date(2026, 3, 3)


def later(day: str, **more: str) -> dict[str, str]:
    said = "".join(f"{name}: {value}\n" for name, value in more.items())
    return {f"interviews/{day} Ben.md": f'---\ntype: interview\ncontact: "[[Ben]]"\ndate: {day}\noutcome: held\n{said}---\n- A\n'}


def said(files: dict[str, str], *, today: date = date(2026, 4, 1), matter: str = "", report_day: date = DAY) -> list[str]:
    """What the rule says on a vault that has a report of `FILES` on `report_day`, whatever the vault has become."""
    since = next((date.fromisoformat(line[7:]) for line in matter.split("\n") if line.startswith("since: ")), None)
    digest = whole(basis_of(vault(FILES), report_day, since))
    report = f"---\ntype: report\ntoday: {report_day}\nsources: 2 notes, {digest}\n{matter}---\n# R\n"
    found = vault({**files, "Report.md": report})
    return [one.message for one in report_stale.TALLY.check(Context(found, today, report_stale.RULE, Shared(found, today)))]


def test_what_has_not_changed_is_not_stale() -> None:
    assert said(FILES) == []
    assert said({path: text + "\n%% private %%\n\n\n" for path, text in FILES.items()}) == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({**FILES, "interviews/2026-03-02 Ada Okafor.md": str(TALK).replace("slowly", "fast")}, "notes have changed since"),
        ({**FILES, "contacts/Ben.md": "---\ntype: contact\n---\n"}, "notes have changed since"),
        ({"contacts/Ada Okafor.md": FILES["contacts/Ada Okafor.md"]}, "notes have changed since"),
        ({**FILES, **later("2026-03-04")}, "1 talk was held since"),
        ({**FILES, **later("2026-03-04"), **later("2026-03-05")}, "2 talks were held since"),
        ({**FILES, **later("2026-03-01")}, "notes have changed since"),
        ({**FILES, **later("2026-03-04"), "contacts/Ben.md": "---\ntype: contact\n---\n"}, "notes have changed and 1 talk was held since"),
    ],
)
def test_what_has_is(files: dict[str, str], words: str) -> None:
    (message,) = said(files)
    assert message == f"this report tells of 2026-03-03, and {words}: `notes-kit report --check Report.md` says which"


def test_what_a_report_does_not_tell_of_makes_it_no_older() -> None:
    assert said({**FILES, **later("2026-03-04", confidential="true")}) == []
    assert said({**FILES, **later("2026-05-04")}) == [], "a talk that is ahead"
    assert said({**FILES, **later("2026-03-01")}, matter="since: 2026-03-02\n") == [], "a talk before the period"
    assert said({**FILES, **later("2026-03-04")}, matter="until: 2026-03-03\n") == [], "and one after it"
    assert said({**FILES, **later("2026-03-04")}, matter="where: format == 'video'\n") == [], "which talks it is true of is not known here"
    assert said({**FILES, **later("2026-03-04")}, today=date(2026, 3, 1)) == [], "it is of a day yet to come"


def test_other_peoples_reports_are_no_reports() -> None:
    found = vault({**FILES, "Annual.md": "---\ntype: report\nyear: 2025\n---\n", "Odd.md": "---\ntype: report\ntoday: soon\nsources: x\n---\n"})
    assert list(report_stale.TALLY.check(Context(found, DAY, report_stale.RULE, Shared(found, DAY)))) == []
