"""What follows for the person: skills, goals and assumptions with their evidence, and what was heard of."""

from __future__ import annotations

from datetime import date

import pytest
from rules.vaults import findings
from theme_stories import contact, merged, names, note, report, talk

from notes_kit.themes.decisions import addresses


def test_skills_are_counted_by_person_against_the_profile_and_the_plans() -> None:
    files = merged(
        {"Profile.md": note("profile", skills="[SQL, Data modelling]")},
        talk("Ada Okafor", "2026-03-01", "- A #skill/sql #skill/git\n- B #skill/git\n- C #skill/data-modelling\n- D #skill/writing"),
        talk("Ben Li", "2026-03-02", "- E #skill/Git\n- F #skill/writing\n\n## Next steps\n- [ ] Take a course in writing 📅 2026-06-01"),
    )
    found = {skill.name.lower(): skill for skill in report(files).skills}
    assert {name: (len(skill.people), skill.have, skill.gap) for name, skill in found.items()} == {
        "git": (2, False, True),
        "writing": (2, False, True),
        "sql": (1, True, False),
        "data-modelling": (1, True, False),
    }
    plan = found["writing"].action
    assert plan is not None
    assert (plan.text, plan.path) == ("Take a course in writing", "interviews/2026-03-02 Ben Li.md")
    assert found["git"].action is None


@pytest.mark.parametrize(
    ("task", "planned"),
    [
        ("- [ ] Practise #skill/git", True),
        ("- [ ] Learn Git properly", True),
        ("- [x] Learn Git ✅ 2026-03-05", True),
        ("- [-] Learn Git", False),
        ("- [ ] Shows me git #promised", False),
        ("- [ ] Read about digital maps", False),
    ],
)
def test_a_plan_is_a_task_of_mine(task: str, planned: bool) -> None:
    (skill,) = report(talk("Ada Okafor", "2026-03-01", f"- A #skill/git\n\n## Next steps\n{task}")).skills
    assert (skill.action is not None) is planned


@pytest.mark.parametrize(
    ("said", "listed", "task"),
    [
        ("git", "", ""),
        ("git", "[sql, Git]", ""),
        ("data-modelling", '["SQL; data modelling with pencils"]', ""),
        ("git", "[digital maps]", ""),
        ("git", "", "- [ ] Learn Git properly"),
        ("git", "", "- [x] Practise #skill/Git"),
        ("git", "", "- [x] Practise #skill/git ✅ 2026-09-01"),
        ("git", "", "- [-] Learn Git"),
        ("git", "", "- [ ] Shows me git #promised"),
        ("git", "", "- [ ] Read about digital maps"),
        ("git", "", "- [ ] Learn Git ➕ 2026-09-01"),
    ],
)
@pytest.mark.parametrize("path", ["Plan.md", "Profile.md", "contacts/Ada Okafor.md", "organizations/Northwind.md"])
def test_the_report_and_the_rule_agree_on_what_is_a_gap(said: str, listed: str, task: str, path: str) -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", f"- A #skill/{said}"),
        talk("Ben Li", "2026-03-02", f"- B #skill/{said}"),
        {"Profile.md": note("profile", skills=listed)},
        {path: note("profile" if path == "Profile.md" else "", task, skills=listed if path == "Profile.md" else "")},
    )
    (skill,) = report(files).skills
    flagged = findings(files, date(2026, 5, 1), "skill-gap-unplanned")
    assert bool(flagged) is (skill.gap and skill.action is None)


def test_a_tagged_task_goes_before_one_that_merely_names_the_skill() -> None:
    (skill,) = report(talk("Ada Okafor", "2026-03-01", "- A #skill/git\n\n## Next steps\n- [ ] Ask about git\n- [ ] Practise #skill/git")).skills
    assert skill.action is not None
    assert skill.action.text == "Practise #skill/git"


def test_evidence_is_what_the_profile_links_to_and_nothing_else() -> None:
    files = merged(
        {"themes/pay.md": note("theme", aliases="[salary]")},
        {
            "Profile.md": note(
                "profile",
                goals='["Earn more [[salary]]", "Find a place where pay and hours are good", "See the sea #theme/sea"]',
                assumptions='["Pay is low #theme/pay", "Hours are long [[hours]]"]',
            )
        },
        talk("Ada Okafor", "2026-03-01", "- A (+) #theme/pay\n- B #theme/hours"),
        talk("Ben Li", "2026-03-02", "- C (-) #theme/pay"),
    )
    found = report(files)
    assert [(one.text, one.line, [proof.theme for proof in one.evidence]) for one in found.goals] == [
        ("Earn more [[salary]]", 3, ["pay"]),
        ("Find a place where pay and hours are good", 3, []),
        ("See the sea", 3, ["sea"]),
    ]
    assert [(one.text, [proof.theme for proof in one.evidence]) for one in found.assumptions] == [
        ("Pay is low", ["pay"]),
        ("Hours are long [[hours]]", ["hours"]),
    ]
    proof = found.assumptions[0].evidence[0]
    assert (names(proof.sides.favour), names(proof.sides.against)) == (["Ada Okafor"], ["Ben Li"])
    assert [said.text for said in proof.points] == ["A", "C"]
    assert found.goals[2].evidence[0].points == ()


def test_goals_written_as_a_block_of_lines_keep_their_lines() -> None:
    files = {"Profile.md": "---\ntype: profile\ngoals: |\n  - one\n  - two #theme/x\n---\n"}
    assert [(one.text, one.line) for one in report(files).goals] == [("one", 4), ("two", 5)]


def test_heard_of_are_people_without_a_note_and_places_that_are_not_the_speakers_own() -> None:
    files = merged(
        contact("Ada Okafor", organization='"[[Northwind]]"'),
        contact("Ben Li"),
        {"organizations/Northwind.md": note("organization"), "organizations/Civic Loom.md": note("organization")},
        talk("Ada Okafor", "2026-03-01", "- [[Northwind]] merges with [[Civic Loom]]", referrals='["[[Ben Li]]", "Chloe Marsh"]'),
        talk("Ben Li", "2026-03-02", "- [[Civic Loom]] hires", referrals='["[[chloe marsh]]"]'),
    )
    assert [(one.kind, one.name, names(one.people), [spot.line for spot in one.spots]) for one in report(files).avenues] == [
        ("person", "Chloe Marsh", ["Ada Okafor", "Ben Li"], [6, 6]),
        ("organization", "Civic Loom", ["Ada Okafor", "Ben Li"], [9, 9]),
    ]


def test_resources_are_lines_below_their_heading_and_addresses_said_elsewhere() -> None:
    body = "### Recursos\n- The bound dictionary\n- [Two](https://one.example) and https://two.example.\n### Pay\n- See https://three.example/a_(b), she said\n- Nothing"
    found = report(talk("Ada Okafor", "2026-03-01", body)).resources
    assert [(one.url, one.line) for one in found] == [
        ("", 9), ("https://one.example", 10), ("https://two.example", 10), ("https://three.example/a_(b)", 12),
    ]  # fmt: skip


def test_addresses_end_where_their_sentence_goes_on() -> None:
    assert addresses("(https://a.example/x). HTTP://B.example/_y_, https://a.example/x; ftp://c.example") == [
        "https://a.example/x",
        "HTTP://B.example/_y",
    ]
