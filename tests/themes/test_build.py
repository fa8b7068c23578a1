"""The report as a whole: what counts, what is lost (nothing), and what does not depend on the order of things."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from theme_stories import Files, all_points, contact, merged, names, note, report, talk, template_files, template_vault, theme, vault, vaults

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.text import Place
from notes_kit.themes.build import build_report
from notes_kit.themes.report import Report, Totals


def test_only_talks_held_in_the_period_count() -> None:
    files = merged(
        contact("Ada Okafor"),
        talk("Ada Okafor", "2026-02-28", "- Early #theme/pay"),
        talk("Ada Okafor", "2026-03-01", "- First #theme/pay"),
        talk("Ada Okafor", "2026-03-31", "- Last #theme/pay"),
        talk("Ada Okafor", "2026-04-01", "- Late #theme/pay"),
        talk("Ada Okafor", "2026-06-01", "- Ahead #theme/pay"),
        talk("Ada Okafor", "2026-03-10", "- Off #theme/pay", outcome="cancelled"),
    )
    inside = report(files, since=date(2026, 3, 1), until=date(2026, 3, 31))
    assert [said.text for said in theme(inside, "pay").points] == ["First", "Last"]
    assert [said.text for said in theme(report(files), "pay").points] == ["Early", "First", "Last", "Late"]
    assert [said.text for said in theme(report(files, today=date(2026, 3, 15)), "pay").points] == ["Early", "First"]


def test_where_narrows_the_talks() -> None:
    files = merged(talk("Ada Okafor", "2026-03-01", "- A #theme/pay", format="video"), talk("Ben Li", "2026-03-02", "- B #theme/pay"))
    found = report(files, where=lambda one: one.format == "video")
    assert (found.totals.held, names(found.people)) == (1, ["Ada Okafor"])


def test_points_that_do_not_count_are_named_with_the_reason() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-10", "- Off", outcome="cancelled"),
        {"interviews/undated.md": note("interview", "- What she said", contact='"[[Ben Li]]"')},
        talk("Ada Okafor", "2026-06-01", "- Ahead"),
    )
    assert [(one.path, one.why, one.points) for one in report(files).left_out] == [
        ("interviews/2026-03-10 Ada Okafor.md", "the outcome is cancelled", 1),
        ("interviews/2026-06-01 Ada Okafor.md", "the talk is on 2026-06-01", 1),
        ("interviews/undated.md", "the note has no date", 1),
    ]


def test_totals_count_what_may_be_shown() -> None:
    files = merged(
        contact("Ada Okafor"),
        contact("Ben Li"),
        talk("Ada Okafor", "2026-03-01", "- A\n- B"),
        talk("Ben Li", "2026-06-01"),
        talk("Ben Li", "2026-03-02", "- C", confidential="true"),
    )
    assert report(files).totals == Totals(contacts=2, interviews=2, held=1, people_heard=1, points=2, own=0, withheld=1)


def test_what_i_made_of_a_talk_is_nobody_s_voice() -> None:
    said = talk("Ada Okafor", "2026-03-01", "- Pay rises (+) #theme/pay")
    mine = "\n## Takeaways\n- No, it falls (-) #theme/pay #theme/mine #skill/git\n## Open questions\n- Does it? #theme/hours\n"
    more = talk("Ben Li", "2026-03-02", f"- Well\n{mine}")
    found = report(merged(said, more))
    pay = theme(found, "pay")
    assert (names(pay.people), names(pay.sides.favour), pay.sides.against, len(pay.talks)) == (["Ada Okafor"], ["Ada Okafor"], (), 1)
    assert (pay.last, [(one.text, one.own, one.person) for one in pay.points]) == (
        date(2026, 3, 1), [("Pay rises", False, "Ada Okafor"), ("No, it falls", True, "")]
    )  # fmt: skip
    assert [(one.name, one.people, one.talks) for one in found.themes if one.name != "pay"] == [("hours", (), ()), ("mine", (), ())]
    assert [len(step.new) for step in found.saturation.steps] == [1, 0]
    assert (found.skills, found.contrasts, [one.name for one in found.single_voice]) == ((), (), ["pay"])
    assert (found.totals.points, found.totals.own, found.totals.said) == (4, 2, 2)
    assert [row.points for row in found.coverage.themes] == [(1, 0), (0, 0), (0, 0)]


def test_a_condition_tells_nothing_of_a_confidential_talk() -> None:
    files = merged(talk("Ada Okafor", "2026-03-01", "- A"), talk("Ben Li", "2026-03-02", "- B", confidential="true", format="video"))
    assert report(files).totals.withheld == 1
    assert [report(files, where=lambda one, what=what: one.format == what).totals.withheld for what in ("video", "")] == [0, 0]


def test_a_report_with_nothing_to_say_says_what_to_write_first() -> None:
    assert "notes-kit new contact" in report({}).hint
    assert "notes-kit new interview" in report(contact("Ada Okafor")).hint
    assert "interviews/2026-03-01 Ada Okafor.md" in report(talk("Ada Okafor", "2026-03-01")).hint
    assert "interviews/2026-03-01 Ada Okafor.md:8" in report(talk("Ada Okafor", "2026-03-01", "- A")).hint
    assert "--since" in report(talk("Ada Okafor", "2026-03-01", "- A"), since=date(2026, 4, 1)).hint
    assert report(talk("Ada Okafor", "2026-03-01", "- A #theme/pay")).hint == ""


def finding(rule: str, path: str, line: int, *, due: date | None = None, kind: Kind = Kind.DUTY, waived: str | None = None) -> Finding:
    return Finding("NK101", rule, Severity.WARNING, kind, f"{rule} here", path, Place(line, 1, line, 2), due=due, waived=waived)


def test_next_are_the_duties_among_the_findings_soonest_first() -> None:
    path = "interviews/2026-03-01 Ada Okafor.md"
    given_ = [
        finding("late", path, 3, due=date(2026, 4, 1)),
        finding("fault", path, 3, kind=Kind.FAULT),
        finding("undated", path, 3),
        finding("first", path, 3, due=date(2026, 3, 1)),
        finding("waived", path, 3, due=date(2026, 3, 1), waived="she asked for no mail"),
    ]
    assert [one.rule for one in report(talk("Ada Okafor", "2026-03-01", "- A"), findings=given_).next] == ["first", "late", "undated"]


def people_counts(found: Report) -> dict[str, object]:
    counted = {one.name: (names(one.people), [names(side) for side in (one.sides.favour, one.sides.against, one.sides.both)]) for one in found.themes}
    return {**counted, "": (names(found.people), [(skill.name, names(skill.people)) for skill in found.skills])}


@given(vaults(), st.integers(0, 10**6))
def test_the_order_of_files_changes_nothing(files: Files, seed: int) -> None:
    order = list(files)
    random.Random(seed).shuffle(order)
    assert build_report(vault(files, order), date(2026, 5, 18)) == report(files)


@given(vaults(), st.data())
def test_splitting_a_talk_in_two_changes_no_count_of_people(files: Files, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in files if path.startswith("interviews/")]))
    head, _, body = files[path].partition("## Notes\n")
    blocks = body.replace("\n- ", "\x00- ").replace("\n> ", "\x00> ").split("\x00")
    heading = blocks[0] if blocks[0].startswith("#") else ""
    at = data.draw(st.integers(0, len(blocks)))
    first, second = "\n".join(blocks[:at]), "\n".join([heading, *blocks[at:]] if at else blocks)
    split = {**files, path: f"{head}## Notes\n{first}\n", path.replace(".md", " again.md"): f"{head}## Notes\n{second}\n"}
    assert people_counts(report(split)) == people_counts(report(files))


@given(vaults())
def test_every_point_is_in_themes_or_unthemed(files: Files) -> None:
    found = report(files)
    written = [(path, point.place.line) for path, one in vault(files).notes.items() for point in one.points]
    assert sorted((said.path, said.line) for said in all_points(found)) == sorted(written)
    assert found.totals.points == len(written)
    for one in found.themes:
        assert len(set(one.points)) == len(one.points), "once per theme"
        assert len(one.people) == len(set(one.people)) <= found.totals.people_heard


def stands_there(text: str, files: Files, path: str, line: int) -> bool:
    below = files[path].split("\n")[line - 1 :]
    return text in " ".join(" ".join(below).split())


@given(vaults())
def test_every_text_stands_in_its_line(files: Files) -> None:
    for said in all_points(report(files)):
        here = files[said.path].split("\n")[said.line - 1]
        assert said.text in " ".join(here.split())
        assert all(because.text in files[said.path].split("\n")[because.line - 1] for because in said.reasons)
        assert all(words in said.text for words in said.quotes)


def test_a_text_is_one_line_with_single_spaces() -> None:
    (said,) = report(talk("Ada Okafor", "2026-03-01", "- A  wide\u00a0 gap\n  goes on\n  - so\u00a0  it is\n    said")).unthemed
    assert (said.text, [because.text for because in said.reasons]) == ("A wide gap goes on", ["so it is said"])


def test_every_text_of_the_example_vault_stands_in_its_line() -> None:
    files = template_files()
    found = build_report(template_vault(), date(2026, 5, 18))
    assert found.totals.points == len(all_points(found)) > 100
    for said in all_points(found):
        assert stands_there(said.text, files, said.path, said.line), said
        assert all(stands_there(because.text, files, said.path, because.line) for because in said.reasons)
    for belief in (*found.goals, *found.assumptions):
        assert stands_there(belief.text, files, belief.path, belief.line), belief
    for action in found.actions:
        assert action.text.split(" 📅")[0][:20] in files[action.path].split("\n")[action.line - 1]
    for avenue in found.avenues:
        assert all(avenue.name in files[spot.path].split("\n")[spot.line - 1] for spot in avenue.spots)


def test_the_example_vault_says_what_was_written_into_it() -> None:
    found = build_report(template_vault(), date(2026, 5, 18))
    divided = {one.theme for one in found.contrasts}
    assert {"masters-degree", "remote-for-juniors", "mostly-building"} <= divided
    assert "on-call" in [one.name for one in found.single_voice]
    assert "certificates" in [one.name for one in found.unheard]
    degree = next(one for one in found.contrasts if one.theme == "masters-degree")
    assert "Marguerite Achterberg" in names(degree.sides.favour)
    assert "Ada Okafor" in names(degree.sides.against)
    assert {"Chloe Marsh", "Tendai Moyo"} <= {one.name for one in found.avenues}
    assert "data-modelling" in [skill.name for skill in found.skills if skill.gap and skill.action]
