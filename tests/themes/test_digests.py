"""A card for each talk, and everything that somebody said they would do."""

from __future__ import annotations

from datetime import date

from theme_stories import contact, merged, names, report, talk

BODY = """- A point #theme/pay
> They pay late.

## Takeaways
- Ask again

## Open questions
- Who decides?

## Next steps
- [ ] Write to her 📅 2026-03-05
- [ ] Introduces me #promised 📅 2026-06-05
- [x] Send the paper ✅ 2026-03-04
- [-] Never mind
"""


def test_a_talk_on_a_card() -> None:
    files = merged(
        contact("Ada Okafor"), contact("Ben Li"), talk("Ada Okafor", "2026-03-02", BODY, themes="hours", referrals='["[[Ben Li]]", Chloe]')
    )
    (one,) = report(files).digests
    assert (one.date, names(one.people), one.points, one.themes) == (date(2026, 3, 2), ["Ada Okafor"], 4, ("hours", "pay"))
    assert [said.text for said in one.takeaways] == ["Ask again"]
    assert [said.text for said in one.open_questions] == ["Who decides?"]
    assert [said.text for said in one.quotes] == ["They pay late."]
    assert [said.text for said in one.key_points] == ["They pay late.", "A point"]
    assert [(named.name, named.path) for named in one.referrals] == [("Ben Li", "contacts/Ben Li.md"), ("Chloe", "")]
    assert (one.open_actions, one.promised, one.done, one.asked_none) == (1, 1, 1, False)


def test_asked_and_nobody_named() -> None:
    (one,) = report(talk("Ada Okafor", "2026-03-02", "- A", referrals="none")).digests
    assert (one.asked_none, one.referrals) == (True, ())


def test_actions_are_open_ones_by_date_and_then_what_is_done() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-02", BODY),
        {"contacts/Ben Li.md": "---\ntype: contact\n---\n- [ ] Ring him\n- [x] Wrote ✅ 2026-04-01\n"},
        {"Plain.md": "- [ ] Buy milk\n"},
        talk("Ada Okafor", "2026-06-02", "## Next steps\n- [ ] Of a talk ahead"),
    )
    found = [(one.text, one.due, one.promised, one.done, one.overdue, one.people) for one in report(files).actions]
    assert found == [
        ("Write to her", date(2026, 3, 5), False, False, True, ("Ada Okafor",)),
        ("Introduces me", date(2026, 6, 5), True, False, False, ("Ada Okafor",)),
        ("Ring him", None, False, False, False, ("Ben Li",)),
        ("Wrote", None, False, True, False, ("Ben Li",)),
        ("Send the paper", None, False, True, False, ("Ada Okafor",)),
    ]


def test_what_is_done_later_is_still_open_on_the_day() -> None:
    files = talk("Ada Okafor", "2026-03-02", "## Next steps\n- [x] Send the paper 📅 2026-03-03 ✅ 2026-03-08\n- [ ] Later ➕ 2026-03-09")
    (before,) = report(files, today=date(2026, 3, 4)).actions
    assert (before.done, before.overdue, before.done_on) == (False, True, None)
    assert [one.done for one in report(files, today=date(2026, 3, 9)).actions] == [False, True]
