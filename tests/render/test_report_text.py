"""The page for the terminal: what stands first, what stands beside what, and that nothing steers the terminal."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from theme_stories import TODAY, Files, contact, merged, note, report, talk, template_vault, vaults

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Stance
from notes_kit.model.text import Place
from notes_kit.render.report_text import NoSuchThemeError, find_theme, report_text, theme_page, themes_table
from notes_kit.render.words import columns
from notes_kit.themes.build import build_report
from notes_kit.themes.evidence import representative
from notes_kit.themes.narrow import on_theme
from notes_kit.themes.voices import Said, Voice


def example(width: int = 100) -> str:
    return report_text(build_report(template_vault(), TODAY), width=width)


def test_it_opens_with_what_was_heard() -> None:
    head = " ".join(example().split("THEMES")[0].split())
    assert head.startswith("notes-kit report 2026-05-18 10 people heard in 11 talks, of 18 contacts; 1 confidential talk left out. Of the 149 points")
    assert "Named by several, not yet yours, and without a plan: asking-questions and git." in head
    assert "divided: 3 for, 2 against, 1 both; 6 of 10 people spoke of masters-degree" in head


def test_its_parts_come_in_order() -> None:
    heads = re.findall(r"^([A-Z][A-Z ,']+)(?:  |$)", example(), re.MULTILINE)
    assert heads == [
        "WHAT YOU ASSUMED", "WHAT YOU WANT TO KNOW", "THEMES", "WHERE THEY DISAGREE", "SINGLE VOICES", "SAID BY SEVERAL, NOT MARKED YET",
        "WHAT YOU TOOK FROM IT", "SKILLS", "HOW FAR YOU HAVE COME", "TO ASK NEXT", "HEARD OF, AND NOT FOLLOWED YET", "HOW THE SEARCH GOES", "NEXT",
    ]  # fmt: skip


def test_each_quote_has_its_person_day_and_place() -> None:
    assert (
        "  + “We advertise to be fair, and then we ring the people we remember.”\n"
        "    Ada Okafor, 2026-04-29 · interviews/2026-04-29 Ada Okafor.md:26\n"
    ) in example()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_it_keeps_to_its_width_but_for_places_that_cannot_be_cut(width: int) -> None:
    text = example(width)
    too_long = [line for line in text.splitlines() if columns(line) > width and not re.search(r"\.md:\d+$", line)]
    assert too_long == []
    places = re.findall(r"interviews/[^\n]*?\.md:\d+", text)
    assert len(places) > 15
    assert all(re.fullmatch(r"interviews/\d{4}-\d\d-\d\d [^/]*\.md:\d+", place) for place in places), "no place is broken over two lines"


def test_an_empty_vault_says_how_to_begin() -> None:
    assert report_text(report({})) == (
        "notes-kit report  2026-05-18\n\nNothing to report yet. Begin with somebody you would like to hear:\n`notes-kit new contact NAME`.\n"
    )


def test_notes_without_a_single_mark_make_a_report_as_well() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-02", "### Advice\n- Write every day\n> Nobody reads it.\n### Trends\n- Teams merge"),
        talk("Ben Li", "2026-03-03", "### Advice\n- Rest on Sundays"),
    )
    text = report_text(report(files))
    assert "Advice  2 of 2 people · 3 points" in text
    assert "· Rest on Sundays\n    Ben Li, 2026-03-03 · interviews/2026-03-03 Ben Li.md:9" in text
    assert "Put `#theme/NAME` behind one" in " ".join(text.split())


def test_next_are_the_duties_the_late_ones_marked() -> None:
    def duty(message: str, late: int) -> Finding:
        return Finding(
            "NK301",
            "thank-you-missing",
            Severity.ERROR,
            Kind.DUTY,
            message,
            "interviews/a.md",
            Place(3, 1, 3, 2),
            due=date(2026, 5, 16),
            days_late=late,
        )

    text = report_text(report({}, findings=[duty("Thank Ada", 2), duty("Thank Ben", 0)]))
    assert "NEXT\n! Thank Ada\n  due 2026-05-16 · interviews/a.md:3\n· Thank Ben\n  due 2026-05-16 · interviews/a.md:3\n" in text


def test_a_divided_kind_of_people_is_named() -> None:
    files = merged(
        *(contact(name, industry=industry) for name, industry in (("A", "health"), ("B", "health"), ("C", "water"), ("D", "water"))),
        *(
            talk(name, f"2026-03-0{day}", f"- X {mark} #theme/pay")
            for day, (name, mark) in enumerate((("A", "(+)"), ("B", "(+)"), ("C", "(-)"), ("D", "(-)")), 1)
        ),
    )
    assert "By industry: all 2 of health for; all 2 of water against." in report_text(report(files))


EVIL = "\x1b]0;x\x07\x9b31m\u202eabc\u2066\x00\x7f"


@pytest.mark.parametrize("render", [report_text, themes_table, lambda found: theme_page(found, "pay")], ids=["report", "themes", "theme"])
def test_notes_cannot_steer_the_terminal(render: object) -> None:
    assert callable(render)
    path = f"interviews/2026-03-02 {EVIL}.md"
    files = merged(
        {"contacts/Ada Okafor.md": f'---\ntype: contact\nrole: "a\\e[31m\\x9b{chr(0x202E)}"\norganization: "b\\e]8;;x\\a"\n---\n'},
        {
            path: note(
                "interview",
                f"- {EVIL} #theme/pay\n  - {EVIL}\n> {EVIL}\n\n## Takeaways\n- {EVIL}\n",
                contact='"[[Ada Okafor]]"',
                date="2026-03-02",
                outcome="held",
                themes='["pay\\e[31m", "b\\x9b"]',
            )
        },
        {"themes/pay.md": note("theme", EVIL)},
    )
    shown = render(report(files))
    assert isinstance(shown, str)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert "\\u202e" in shown or "\\x1b" in shown


@given(vaults(), st.integers(20, 140))
def test_style_adds_looks_and_no_words(files: Files, width: int) -> None:
    found = report(files)
    styled = report_text(found, width=width, style=lambda text, kind: f"\ue000{kind}\ue001{text}\ue002")
    assert re.sub("\ue000\\w+\ue001|\ue002", "", styled) == report_text(found, width=width)
    kinds = set(re.findall("\ue000(\\w+)\ue001", styled))
    assert kinds <= {"head", "name", "quote", "path", "dim", "good", "bad", "warning", "error"}


def test_the_table_of_themes() -> None:
    files = merged(
        {"themes/phone.md": note("theme", "Calls.")},
        talk("Ada Okafor", "2026-03-02", "- A (+) #theme/pay"),
        talk("Ben Li", "2026-03-03", "- B (-) #theme/pay\n- C #theme/hours"),
    )
    assert themes_table(report(files)) == (
        "theme  people  talks  for  against  both  last heard  origin\n"
        "pay         2      2    1        1        2026-03-03  tag\n"
        "hours       1      1                      2026-03-03  tag\n"
        "\n"
        "Counted by person: 2 people heard in 2 talks.\n"
        "Nobody has spoken of phone.\n"
    )
    assert "No point carries a theme yet" in themes_table(report(talk("Ada Okafor", "2026-03-02", "- A")))


def test_the_page_of_a_theme_shows_all_that_was_said() -> None:
    files = merged(
        {"themes/pay.md": note("theme", "What they earn.", aliases="[salary]")},
        *(contact(name, seniority="senior") for name in ("Ada Okafor", "Ben Li")),
        contact("Chloe Marsh", seniority="entry"),
        *(
            talk(name, f"2026-03-0{day}", "- It rises (+) #theme/pay\n  - slowly\n    - and late")
            for day, name in enumerate(("Ada Okafor", "Ben Li", "Chloe Marsh"), 1)
        ),
        talk("Dora Quint", "2026-03-09", themes="pay"),
    )
    assert theme_page(report(files), "Salary") == (
        "pay  4 of 4 people · 4 talks · 3 for, 1 unmarked · 2026-03-01 to 2026-03-09\n"
        "  What they earn.\n"
        "\n"
        + "".join(
            f"  + It rises\n    ↳ slowly\n      ↳ and late\n    {name}, 2026-03-0{day} · interviews/2026-03-0{day} {name}.md:8\n"
            for day, name in enumerate(("Ada Okafor", "Ben Li", "Chloe Marsh"), 1)
        )
        + "  · the whole talk, with Dora Quint\n    2026-03-09 · interviews/2026-03-09 Dora Quint.md:6\n"
        "\n"
        "By seniority: senior 2, entry 1\n"
    )


def test_a_theme_that_is_not_there() -> None:
    found = report(merged({"themes/phone.md": note("theme", "Calls.", aliases="[on call]")}, talk("Ada Okafor", "2026-03-02", "- A #theme/pay")))
    with pytest.raises(NoSuchThemeError, match=r"^there is no theme “payy”; did you mean pay\?$"):
        theme_page(found, "payy")
    with pytest.raises(NoSuchThemeError, match=r"`notes-kit themes` lists them$"):
        theme_page(found, "something else")
    assert theme_page(found, "On-Call") == "phone  nobody has spoken of it yet\n  Calls.\n\n".rstrip("\n") + "\n"
    assert find_theme(found, "x") is None


ADA, BEN = Voice("a", "Ada"), Voice("b", "Ben")


def remark(text: str, who: Voice, day: int, stance: Stance | None = None, *, quote: bool = False) -> Said:
    return Said((who,), date(2026, 3, day), "i.md", day, text, stance=stance, quote=quote)


def test_a_few_points_stand_for_all() -> None:
    points = [
        remark("old", ADA, 1, Stance.FOR),
        remark("new", ADA, 9, Stance.FOR),
        remark("quoted", ADA, 2, Stance.FOR, quote=True),
        remark("other person", BEN, 3, Stance.FOR),
        remark("against", ADA, 4, Stance.AGAINST),
        remark("unmarked", BEN, 5),
    ]
    assert [said.text for said in representative(points, 3)] == ["quoted", "against", "unmarked"]
    assert [said.text for said in representative(points, 4)] == ["quoted", "against", "unmarked", "other person"]
    assert representative(points[::-1], 4) == representative(points, 4)
    assert len(representative(points, 99)) == 6


def big(people: int, themes: int = 30) -> Files:
    """A vault of many people, themes and sides."""
    stances = ("(+)", "(-)", "")
    return merged(
        {"Profile.md": note("profile", goals='["Find out #theme/theme-1"]', assumptions='["It is so #theme/theme-2"]')},
        *(contact(f"Person{number}", seniority="senior" if number % 2 else "entry") for number in range(people)),
        *(
            talk(f"Person{number}", f"2026-{1 + number % 4:02}-{1 + number % 28:02}",
                 "\n".join(f"- Said {number} {at} {stances[(number + at) % 3]} #theme/theme-{at}" for at in range(themes)))
            for number in range(people)
        ),
    )  # fmt: skip


def test_the_page_fits_whatever_the_size_of_the_vault() -> None:
    lengths = [len(report_text(report(big(people)), width=80).splitlines()) for people in (3, 60)]
    assert max(lengths) <= 120
    assert len(report_text(build_report(template_vault(), TODAY), width=80).splitlines()) <= 195


def test_a_strip_tells_in_which_talks_a_theme_came_up() -> None:
    talks = [talk(f"Person{day}", f"2026-03-{day:02}", "- X #theme/pay" if day in (1, 4) else "- Y #theme/hours") for day in range(1, 6)]
    assert re.search(r"^hours +3 +·■■·■$", report_text(report(merged(*talks))), re.MULTILINE)
    assert re.search(r"^pay +2 +■··■·$", report_text(report(merged(*talks))), re.MULTILINE)
    many = [
        talk(f"Person{day}", f"2026-{1 + day // 28:02}-{1 + day % 28:02}", "- X #theme/pay" if day < 48 else "- Y #theme/hours") for day in range(96)
    ]
    (strip,) = re.findall(r"^pay +48 +(\S+)$", report_text(report(merged(*many))), re.MULTILINE)
    assert strip == "█" * 12 + "·" * 12


def test_an_assumption_is_answered_with_a_word_the_counts_and_both_sides() -> None:
    files = merged(
        {"Profile.md": note("profile", assumptions='["Pay is low #theme/pay", "Days are long #theme/hours", "Nobody asks #theme/none", "Unlinked"]')},
        talk("Ada Okafor", "2026-03-01", "- Low (+) #theme/pay\n- Long (+) #theme/hours"),
        talk("Ben Li", "2026-03-02", "- High (-) #theme/pay\n- Longer (+) #theme/hours"),
    )
    text = report_text(report(files))
    assert "· Pay is low\n  divided: 1 for, 1 against; 2 of 2 people spoke of pay\n  + Low\n    Ada Okafor, 2026-03-01" in text
    assert "\n  − High\n    Ben Li, 2026-03-02" in text
    assert "· Days are long\n  supported: 2 for; 2 of 2 people spoke of hours\n  + Longer\n" in text
    assert "· Nobody asks\n  none: nobody has spoken of it yet\n" in text
    assert "· Unlinked\n  no theme is linked to it" in text


@pytest.mark.parametrize(
    ("marks", "word"),
    [
        (["(+)"], "one voice"), (["(+)", "(+)"], "supported"), (["(-)", "(-)"], "contradicted"), (["(+)", "(-)"], "divided"),
        (["(+)", "(±)"], "mostly supported"), (["(-)", "(±)"], "mostly contradicted"), (["(±)", "(±)"], "both ways"), (["", ""], "open"),
    ],
)  # fmt: skip
def test_no_verdict_claims_more_than_was_said(marks: list[str], word: str) -> None:
    talks = [talk(f"Person{at}", f"2026-03-0{at}", f"- X {mark} #theme/pay") for at, mark in enumerate(marks, 1)]
    text = report_text(report(merged({"Profile.md": note("profile", assumptions='["A #theme/pay"]')}, *talks)))
    assert f"\n  {word}: " in text


def test_what_is_new_stands_first() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", "- A (+) #theme/pay"),
        talk("Ben Li", "2026-04-01", "- B (-) #theme/pay\n- C #theme/tools"),
        talk("Ada Okafor", "2026-04-02", "- D (+) #theme/pay"),
    )
    text = report_text(report(files, since=date(2026, 4, 1)))
    assert (
        "NEW SINCE 2026-04-01  2 talks, against all before\n· first heard: Ben Li\n· first spoken of: tools\n· more people on: pay (1 → 2)\n"
        "· newly divided: pay\n"
    ) in text
    same = report_text(
        report(merged(talk("Ada Okafor", "2026-03-01", "- A #theme/pay"), talk("Ada Okafor", "2026-04-01", "- B #theme/pay")), since=date(2026, 4, 1))
    )
    assert "Nobody and nothing that was not heard before." in same


def test_whom_to_ask_and_who_gave() -> None:
    text = example(120)
    assert (
        "· Whose work has become harder because yours became easier?\n  Wei-Ling Chua (talk on 2026-05-19); Matteo Ferraris (talk on 2026-05-20)"
        in text
    )
    assert "Who gave, and got nothing back yet: Marguerite Achterberg (1 talk, 2 names and 1 promise kept)" in text
    assert "· analytics engineer (work), from Megumi Watanabe\n  interviews/2026-03-25 Megumi Watanabe.md:24" in text


def test_one_theme_alone() -> None:
    text = report_text(on_theme(build_report(template_vault(), TODAY), "pay"), width=100)
    heads = re.findall(r"^([A-Z][A-Z ,']+)(?:  |$)", text, re.MULTILINE)
    assert heads == ["WHAT YOU ASSUMED", "THEMES", "WHERE THEY DISAGREE", "WHAT YOU TOOK FROM IT"]
    assert "Fifteen to twenty per cent below a firm in the same street" in text
    assert "10 people heard in 11 talks" in text
