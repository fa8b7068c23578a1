"""Themes are counted by person: who spoke of what, who stands where, and what is never claimed."""

from __future__ import annotations

from datetime import date

from theme_stories import contact, merged, names, note, report, talk, theme

from notes_kit.themes.voices import Claim, Count, Origin, Spot


def test_people_are_counted_and_not_mentions() -> None:
    files = merged(
        contact("Ada Okafor"),
        contact("Ben Li"),
        talk("Ada Okafor", "2026-03-02", "- One #theme/hiring\n- Two #theme/hiring"),
        talk("Ada Okafor", "2026-04-02", "- Three #theme/hiring"),
        talk("Ben Li", "2026-03-10", "- Four #theme/hiring"),
    )
    hiring = theme(report(files), "hiring")
    assert (names(hiring.people), len(hiring.talks), len(hiring.points)) == (["Ada Okafor", "Ben Li"], 3, 4)
    assert (hiring.first, hiring.last) == (date(2026, 3, 2), date(2026, 4, 2))


def test_a_person_without_a_note_is_one_person_however_the_name_is_written() -> None:
    files = merged(
        {"interviews/one.md": note("interview", "- A #theme/pay", contact='"[[José Ruiz]]"', date="2026-03-02")},
        {"interviews/two.md": note("interview", "- B #theme/pay", contact="jose ruiz", date="2026-03-03")},
    )
    assert len(theme(report(files), "pay").people) == 1


def test_two_people_who_share_a_name_are_two_people_told_apart() -> None:
    files = {
        "contacts/Ada 1.md": note("contact", name="Ada Okafor"),
        "contacts/Ada 2.md": note("contact", name="Ada Okafor"),
        "interviews/one.md": note("interview", "- A #theme/pay", contact='"[[Ada 1]]"', date="2026-03-02"),
        "interviews/two.md": note("interview", "- B #theme/pay", contact='"[[Ada 2]]"', date="2026-03-03"),
    }
    assert names(theme(report(files), "pay").people) == ["Ada Okafor (contacts/Ada 1)", "Ada Okafor (contacts/Ada 2)"]


def test_several_people_met_at_once_are_all_counted() -> None:
    files = {"interviews/one.md": note("interview", "- A #theme/pay", contact='["[[Ada Okafor]]", "[[Ben Li]]"]', date="2026-03-02")}
    pay = theme(report(files), "pay")
    assert names(pay.people) == ["Ada Okafor", "Ben Li"]
    assert pay.points[0].person == "Ada Okafor, Ben Li"


def test_a_talk_without_a_person_keeps_its_points_and_counts_nobody() -> None:
    found = report({"interviews/one.md": note("interview", "- A #theme/pay", date="2026-03-02")})
    assert (len(theme(found, "pay").people), len(theme(found, "pay").points), found.totals.people_heard) == (0, 1, 0)


def test_whose_vault_it_is_is_not_somebody_heard() -> None:
    files = merged(
        {"Profile.md": note("profile", name="Iris Halloran")},
        {"interviews/one.md": note("interview", "- A #theme/pay", contact='["[[Profile]]", "[[Ben Li]]"]', date="2026-03-02")},
    )
    assert names(report(files).people) == ["Ben Li"]


def test_names_of_themes_ignore_case_and_follow_the_most_common_spelling() -> None:
    files = talk("Ada Okafor", "2026-03-02", "- A #theme/Hiring\n- B #theme/hiring\n- C #theme/hiring")
    found = report(files)
    assert [(one.name, one.origin) for one in found.themes] == [("hiring", Origin.TAG)]


def test_a_theme_note_names_the_theme_its_aliases_and_its_parent() -> None:
    files = merged(
        {"themes/getting-hired.md": note("theme", "How people get in.\n\n## Counts\n- adverts\n", aliases="[hiring]", parent='"[[work]]"')},
        talk("Ada Okafor", "2026-03-02", "- A #theme/Hiring\n- B #theme/getting-hired\n- C #theme/work/getting-hired"),
    )
    (one,) = report(files).themes
    assert (one.name, one.origin, one.note, one.parent, len(one.points)) == ("getting-hired", Origin.CODEBOOK, "themes/getting-hired.md", "work", 3)
    assert one.definition == "How people get in."


def test_a_nested_name_counts_for_itself_and_names_what_it_is_part_of() -> None:
    files = talk("Ada Okafor", "2026-03-02", "- A #theme/work/hours\n- B #theme/work")
    found = report(files)
    assert {one.name: (len(one.points), one.parent) for one in found.themes} == {"work": (1, ""), "work/hours": (1, "work")}


def test_a_point_under_two_spellings_of_one_theme_stands_there_once() -> None:
    files = merged({"themes/pay.md": note("theme", aliases="[salary]")}, talk("Ada Okafor", "2026-03-02", "- A #theme/pay #theme/salary"))
    (one,) = report(files).themes
    assert len(one.points) == 1


def test_the_tag_of_a_heading_is_on_all_points_below_it() -> None:
    files = talk("Ada Okafor", "2026-03-02", "### Pay #theme/pay\n- A\n- B\n### Other\n- C")
    found = report(files)
    assert [said.text for said in theme(found, "pay").points] == ["A", "B"]
    assert [said.text for said in found.unthemed] == ["C"]


def test_the_property_counts_the_person_with_its_own_line_and_no_point() -> None:
    files = talk("Ada Okafor", "2026-03-02", "- A", themes="[pay, hiring]")
    found = report(files)
    pay = theme(found, "pay")
    assert (names(pay.people), pay.points) == (["Ada Okafor"], ())
    assert Spot(pay.marks[0].path, pay.marks[0].line) == Spot("interviews/2026-03-02 Ada Okafor.md", 6)
    assert [said.text for said in found.unthemed] == ["A"], "a theme of the whole talk is on no single point"


def test_property_and_tag_together_count_one_person() -> None:
    files = talk("Ada Okafor", "2026-03-02", "- A #theme/pay", themes="pay")
    pay = theme(report(files), "pay")
    assert (len(pay.people), len(pay.points), len(pay.marks)) == (1, 1, 1)


def test_a_link_in_the_property_counts_by_its_target() -> None:
    files = merged({"themes/pay.md": note("theme")}, talk("Ada Okafor", "2026-03-02", themes='["[[themes/pay|what they earn]]"]'))
    assert [one.name for one in report(files).themes] == ["pay"]


def test_themes_are_ordered_by_people_then_talks_then_name() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-02", "- A #theme/zoo\n- B #theme/bee\n- C #theme/ant"),
        talk("Ada Okafor", "2026-03-03", "- D #theme/bee"),
        talk("Ben Li", "2026-03-04", "- E #theme/zoo"),
    )
    assert [one.name for one in report(files).themes] == ["zoo", "bee", "ant"]


def test_each_person_stands_on_one_side() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", "- A (+) #theme/pay\n- B (+) #theme/pay"),
        talk("Ben Li", "2026-03-02", "- C (-) #theme/pay\n- D #theme/pay"),
        talk("Chloe Marsh", "2026-03-03", "- E (+) #theme/pay"),
        talk("Chloe Marsh", "2026-03-04", "- F (-) #theme/pay"),
        talk("Dora Quint", "2026-03-05", "- G (±) #theme/pay"),
        talk("Eli Ross", "2026-03-06", "- H #theme/pay"),
        talk("Flo Park", "2026-03-07", themes="pay"),
    )
    sides = theme(report(files), "pay").sides
    assert names(sides.favour) == ["Ada Okafor"]
    assert names(sides.against) == ["Ben Li"]
    assert names(sides.both) == ["Chloe Marsh", "Dora Quint"]
    assert names(sides.unmarked) == ["Eli Ross", "Flo Park"]


def test_who_is_counted_by_what_they_are() -> None:
    files = merged(
        contact("Ada Okafor", seniority="senior", organization='"[[Northwind]]"', industry="Logistics", source='"[[Ben Li]]"'),
        contact("Ben Li", seniority="senior", organization="northwind", industry="logistics", source="alumni list"),
        contact("Chloe Marsh", organization="Elsewhere"),
        {"organizations/Northwind.md": note("organization", name="Northwind Ltd")},
        *(talk(name, f"2026-03-0{number}", "- A #theme/pay") for number, name in enumerate(("Ada Okafor", "Ben Li", "Chloe Marsh"), 1)),
    )
    by = theme(report(files), "pay").by
    assert by["seniority"] == {"senior": 2}
    assert by["organization"] == {"Northwind Ltd": 2, "Elsewhere": 1}
    assert by["industry"] == {"Logistics": 2}
    assert by["source"] == {"alumni list": 1, "Ben Li": 1}
    assert by["role"] == {}


def divided(industries: dict[str, str], stances: dict[str, str]) -> dict[str, str]:
    people = [contact(name, industry=industry) for name, industry in industries.items()]
    talks = [talk(name, f"2026-03-{day:02}", f"- A {stances[name]} #theme/pay") for day, name in enumerate(industries, 1)]
    return merged(*people, *talks)


def test_a_contrast_names_the_kinds_of_people_who_disagree() -> None:
    industries = {"A One": "health", "B Two": "health", "C Three": "water", "D Four": "water", "E Five": "banks"}
    stances = {"A One": "(+)", "B Two": "(+)", "C Three": "(-)", "D Four": "(-)", "E Five": "(+)"}
    (one,) = report(divided(industries, stances)).contrasts
    assert one.by["industry"] == {"health": Count(2, 0, 0), "water": Count(0, 2, 0), "banks": Count(1, 0, 0)}
    assert one.claims == (Claim("industry", (("health", 2),), (("water", 2),)),), "one person of a kind proves nothing about the kind"


def test_nothing_is_claimed_on_one_person_or_on_a_divided_kind() -> None:
    alone = divided({"A One": "health", "B Two": "water"}, {"A One": "(+)", "B Two": "(-)"})
    assert report(alone).contrasts[0].claims == ()
    industries = {"A One": "health", "B Two": "health", "C Three": "water", "D Four": "water", "E Five": "water"}
    stances = {"A One": "(+)", "B Two": "(+)", "C Three": "(-)", "D Four": "(-)", "E Five": "(±)"}
    assert report(divided(industries, stances)).contrasts[0].claims == ()


def test_all_who_were_sent_by_somebody_are_one_kind_of_source() -> None:
    files = merged(
        contact("A One", source='"[[C Three]]"'),
        contact("B Two", source='"[[D Four]]"'),
        contact("C Three", source="alumni list"),
        contact("D Four", source="Alumni list"),
        talk("A One", "2026-03-01", "- A (+) #theme/pay"),
        talk("B Two", "2026-03-02", "- A (+) #theme/pay"),
        talk("C Three", "2026-03-03", "- A (-) #theme/pay"),
        talk("D Four", "2026-03-04", "- A (-) #theme/pay"),
    )
    assert report(files).contrasts[0].claims == (Claim("source", (("people who were referred", 2),), (("Alumni list", 2),)),)


def test_one_person_on_both_sides_is_no_contrast() -> None:
    files = talk("Ada Okafor", "2026-03-01", "- A (+) #theme/pay\n- B (-) #theme/pay")
    found = report(files)
    assert found.contrasts == ()
    assert names(theme(found, "pay").sides.both) == ["Ada Okafor"]


def test_who_sees_both_sides_is_on_neither() -> None:
    files = merged(talk("Ada Okafor", "2026-03-01", "- A (±) #theme/pay"), talk("Ben Li", "2026-03-02", "- B (-) #theme/pay"))
    assert report(files).contrasts == ()


def test_single_voices_are_the_themes_of_one_person() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", "- A #theme/pay\n- B #theme/phone"),
        talk("Ben Li", "2026-03-02", "- C #theme/pay"),
    )
    assert [one.name for one in report(files).single_voice] == ["phone"]


def test_a_defined_theme_that_nobody_raised_is_told_apart() -> None:
    files = merged({"themes/certificates.md": note("theme", "They open doors.")}, talk("Ada Okafor", "2026-03-01", "- A #theme/pay"))
    found = report(files)
    assert [(one.name, one.definition) for one in found.unheard] == [("certificates", "They open doors.")]
    assert [one.name for one in found.themes] == ["pay"]
