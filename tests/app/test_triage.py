"""What is to be sorted out first: counted once a note, most first, and nothing that is sorted already."""

from __future__ import annotations

from datetime import date

from rules.vaults import contact, held, vault

from notes_kit.app.session import Session
from notes_kit.app.triage import _Finder
from notes_kit.render.triaged import Triage

TODAY = date(2026, 5, 18)


def triaged(files: dict[str, str]) -> Triage:
    finder = _Finder(vault(files), Session("", TODAY))
    return Triage(finder.people(), finder.links(), finder.rhythms(), finder.spoken(), len(finder.leads))


def test_whom_the_most_notes_name() -> None:
    found = triaged({
        "contacts/Ada Okafor.md": contact("source: '[[Dana Reyes]]'"),
        "contacts/Ben Li.md": contact("source: alumni base"),
        "interviews/1.md": held("2026-04-01", "referrals: ['[[Chloe Marsh]]', 'Ben Li', '[[Dana Reyes]]']", who='"[[Ada Okafor]]"'),
        "interviews/2.md": held("2026-04-02", "referrals: [Marsh Chloe]", who='"[[Ben Li]]"', body="- As [[chloe marsh]] says, and [[Chloe Marsh]] again\n"),
        "interviews/3.md": held("2026-04-03", who='"[[Eve Renner]]"', body="- [[Chloe Marsh]]\n- [[Northwind]]\n"),
        "organizations/Northwind.md": "---\ntype: organization\n---\n",
    })  # fmt: skip
    assert [(one.name, one.notes, one.by, one.path, one.line) for one in found.people] == [
        ("Chloe Marsh", 3, ("Ada Okafor", "Ben Li"), "interviews/1.md", 6),
        ("Dana Reyes", 2, ("Ada Okafor",), "contacts/Ada Okafor.md", 3),
        ("Eve Renner", 1, (), "interviews/3.md", 3),
    ]
    assert found.people[0].close == 'notes-kit new contact "Chloe Marsh" --source "Ada Okafor"'
    assert found.people[2].close == 'notes-kit new contact "Eve Renner"'
    assert found.links == ()


def test_links_to_nothing_with_what_may_be_meant() -> None:
    found = triaged({
        "contacts/Ada Okafor.md": contact(body="[[Lineage]] and [[lineage]] and ![[photo.png]] and [[slides.pdf]] and [[v1.0 plan]]\n"),
        "contacts/Ben Li.md": contact(body="[[Okafor, Ada C.]] [[notes/Lineage.md]] [site](https://x.example) [[#Heading]]\n"),
        "Plain.md": "[[Nowhere]] is asked of no plain note\n",
    })  # fmt: skip
    assert [(one.target, one.notes, one.near) for one in found.links] == [
        ("[[Lineage]]", 2, ()), ("[[Okafor, Ada C.]]", 1, ("[[Ada Okafor]]",)), ("[[v1.0 plan]]", 1, ()),
    ]  # fmt: skip


def test_rhythms_that_no_note_states() -> None:
    every_month = [f"  - 2026-0{month}-10 email" for month in (1, 2, 3, 4, 5)]
    found = triaged({
        "contacts/Ada.md": contact("touches:", *every_month),
        "contacts/Ben.md": contact("keep_in_touch: 90d", "touches:", *every_month),
        "contacts/Cy.md": contact("keep_in_touch: never", "touches:", *every_month),
        "contacts/Dee.md": contact("closed: 2026-05-11", "touches:", *every_month),
        "contacts/Eve.md": contact("touches: [2026-04-01 email, 2026-05-01 email]"),
        "contacts/Fay.md": contact("touches: [2026-02-01 email, 2026-03-12 phone]", body="## Log\n- 2026-04-20 called\n"),
        "contacts/Gus.md": contact("touches: [2026-02-01 email, 2026-03-12 phone, 2027-01-01 email]"),
    })  # fmt: skip
    assert [(one.name, one.days, one.times, one.every) for one in found.rhythms] == [("Ada", 30, 5, "30d"), ("Fay", 39, 3, "6w")]


def test_imported_people_whom_notes_speak_of() -> None:
    found = triaged({
        "contacts/Ada Okafor.md": contact("name: Ada Okafor", "imported: 2026-05-01"),
        "contacts/Ben Li.md": contact("name: Ben Li", "imported: 2026-05-01", "touches: 2026-05-02 email"),
        "contacts/Chloe Anne Marsh.md": contact("name: Chloe Anne Marsh", "imported: 2026-05-01"),
        "contacts/Dana.md": contact("name: Dana", "imported: 2026-05-01"),
        "interviews/1.md": held("2026-04-01", "referrals: [Dana]", who="Eve", body="- ÁDA OKAFOR's paper, and Ben Li\n  - so said chloe anne marsh, not Chloe Marsh; dana too\n"),
        "interviews/2.md": held("2026-04-02", who="Eve", body="- [ ] write to Ada Okafor\n- [[Ada Okafor]] [[Dana]]\n"),
    })  # fmt: skip
    assert [(one.name, one.notes, one.first, one.line) for one in found.spoken] == [
        ("Ada Okafor", 2, "interviews/1.md", 8), ("Dana", 2, "interviews/1.md", 6), ("Chloe Anne Marsh", 1, "interviews/1.md", 9),
    ]  # fmt: skip
    assert found.imported == 3
