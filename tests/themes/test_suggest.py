"""Suggested themes: what several people said in other words, what makes none, and what a suggestion must not depend on."""

from __future__ import annotations

import json
import random
import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from theme_stories import TODAY, Files, all_points, contact, merged, names, note, report, talk, template_files, vault, vaults

from notes_kit.themes.build import build_report
from notes_kit.themes.report import Report
from notes_kit.themes.voices import Origin

PEOPLE = ("Ada Okafor", "Ben Li", "Chloe Marsh", "Dora Quint", "Emil Roth")
SAID = (
    ("The long commute by train tires me", "Mentors helped more than courses", "Chairs are blue"),
    ("I moved because of the commute and the train", "A mentor explained the unwritten rules", "Soup is served on Fridays"),
    ("Commuting two hours by train is no life", "Our cellar floods in spring", "Printers jam"),
    ("Find a mentor who explains rules early", "Lisbon has hills", "Nobody dusts the plants"),
    ("Trees grow slowly", "Salaries differ by city", "Parking is scarce"),
)


THINGS = "violins glaciers soup chairs plants printers hills floods tables rivers trees candles bridges lamps gardens clouds horses".split()
DOINGS = "age shrink cool creak wilt jam rise recede wobble bend grow melt sway glow bloom drift gallop".split()
BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def office() -> Files:
    return merged(
        *(talk(who, f"2026-03-0{day}", "\n".join(f"- {text}" for text in said)) for day, (who, said) in enumerate(zip(PEOPLE, SAID, strict=True), 1))
    )


def grouped(found: Report) -> set[frozenset[str]]:
    return {frozenset(said.text for said in theme.points) for theme in found.suggested}


def test_what_several_say_in_other_words_is_one_group_named_in_words_of_its_points() -> None:
    found = report(office())
    commute = next(theme for theme in found.suggested if "train" in theme.name)
    assert names(commute.people) == ["Ada Okafor", "Ben Li", "Chloe Marsh"]
    assert commute.origin is Origin.SUGGESTED
    assert len(commute.sides.unmarked) == 3
    for theme in found.suggested:
        spoken = " ".join(said.text for said in theme.points).casefold()
        assert all(word.casefold() in spoken for word in theme.name.split("-"))
        assert len(theme.people) > 1
    assert "Chairs are blue" in [said.text for said in found.unthemed], "what fits nowhere is not forced"


def test_suggestions_are_not_made_unless_asked_for() -> None:
    found = report(office(), suggest=False)
    assert (found.suggested, found.offers, len(found.unthemed)) == ((), (), 15)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_files_and_the_names_of_people_change_no_group(seed: int) -> None:
    files, rng = office(), random.Random(seed)
    order = rng.sample(sorted(files), len(files))
    assert build_report(vault(files, order), TODAY) == report(files)
    others = dict(zip(PEOPLE, rng.sample(["Zoë Abel", "Yann Crow", "Xenia Dahl", "Wim Eck", "Vera Fox"], 5), strict=True))
    renamed = dict(files)
    for old, new in others.items():
        renamed = {path.replace(old, new): text.replace(old, new) for path, text in renamed.items()}
    found = report(renamed)
    assert grouped(found) == grouped(report(files))
    assert [theme.name for theme in found.suggested] == [theme.name for theme in report(files).suggested]


def sample() -> list[Files]:
    lines = (BENCHMARKS / "themes_sample.jsonl").read_text(encoding="utf-8").splitlines()
    vaults_ = []
    for task in map(json.loads, lines):
        people: dict[str, list[str]] = {}
        for item in task["items"]:
            people.setdefault(item["person"], []).append(f"- {item['text']}")
        vaults_.append(merged(*(talk(f"Person {who}", "2026-03-02", "\n".join(texts)) for who, texts in people.items())))
    return vaults_


def test_no_group_hangs_on_whose_point_comes_first() -> None:
    """Each point shares a word with the next and the last with the first, so any two neighbours are as good as any other."""
    ring = [f"- {one} {two} {number * 'x'}" for number, (one, two) in enumerate(zip(THINGS, [*THINGS[1:], THINGS[0]], strict=True), 1)]
    people = [f"Person {letter}" for letter in "ABCDEFGHIJKLMNOPQ"]
    found = {
        frozenset(grouped(report(merged(*(talk(who, "2026-03-01", said) for who, said in zip(order, ring, strict=True))))))
        for order in (people, people[::-1], [*people[5:], *people[:5]])
    }
    assert len(found) == 1
    assert found.pop()


def test_a_newcomer_who_says_something_else_changes_no_group() -> None:
    more = talk("Zora Neal", "2026-04-01", "- Violins need humid rooms\n- Glaciers shrink")
    for files in sample():
        before = report(files)
        assert before.suggested
        assert grouped(report(merged(files, more))) == grouped(before)


def test_most_groups_stay_when_one_person_leaves() -> None:
    """Twelve answers on a question are few: one person is a tenth of them. On two hundred it is .89, see tests/benchmarks/themes.py."""
    tasks = [json.loads(line) for line in (BENCHMARKS / "themes_sample.jsonl").read_text(encoding="utf-8").splitlines()]
    rand_index = runpy.run_path(str(BENCHMARKS / "themes.py"))["stable"]
    assert sum(map(rand_index, tasks)) / len(tasks) > 0.7


def test_every_language_has_its_groups() -> None:
    assert any(theme.name.startswith(("salari", "equip", "horari")) for theme in report(sample()[2]).suggested)
    japanese = merged(
        talk("A", "2026-03-01", "- 残業が多くて大変です"), talk("B", "2026-03-02", "- 毎月の残業が多くて困る"), talk("C", "2026-03-03", "- 猫が好き")
    )
    assert any(names(theme.people) == ["A", "B"] for theme in report(japanese).suggested)


def test_small_words_names_dates_headings_and_links_make_no_theme() -> None:
    def said(*texts: str) -> Files:
        return merged(
            *(
                talk(who, f"2026-03-0{day}", f"### Compensation outlook\n- {text}")
                for day, (who, text) in enumerate(zip(PEOPLE, texts, strict=False), 1)
            )
        )

    assert report(said("It was there before him", "They have been there with him", "There it was, because of them")).suggested == ()
    assert report(said("Met Okafor in March 2024, tables wobble", "Okafor, March 2024: violins", "March 2024 with Okafor, glaciers")).suggested == ()
    assert report(said("Rivers rise", "Violins age", "Tables wobble")).suggested == ()
    assert (
        report(
            said(
                "See https://northwind.example/maps/rivers", "Also https://northwind.example/maps/rivers", "Try https://northwind.example/maps/rivers"
            )
        ).suggested
        == ()
    )


ELSE = [f"- {thing} {doing}" for thing, doing in zip(THINGS, DOINGS, strict=True)]
PARCELS = [f"- Parcels {where}" for where in ("outdoors", "overnight", "uphill", "upstairs")]


def about_parcels(found: Report) -> list[str]:
    return [theme.name for theme in found.suggested if "parcels" in theme.name.casefold()]


def test_a_word_that_one_person_uses_constantly_makes_no_theme() -> None:
    ben, chloe = ELSE[:8], ELSE[8:]

    def parcels(ada: list[str]) -> list[str]:
        said = [[*ben, "- Parcels nowadays"], [*chloe, "- Parcels yearly"]] if len(ada) == 1 else [[*ben, "- Parcels nowadays"], chloe]
        bodies = zip(PEOPLE, [ada, *said], strict=False)
        return about_parcels(report(merged(*(talk(who, f"2026-03-0{day}", "\n".join(body)) for day, (who, body) in enumerate(bodies, 1)))))

    assert parcels(PARCELS) == [], "Ada's word, and once Ben's"
    assert parcels(PARCELS[:1]) == ["parcels"], "said once each by three"


def test_a_word_that_one_organisation_uses_constantly_makes_no_theme() -> None:
    said = merged(
        *(talk(who, "2026-03-01", body) for who, body in zip(PEOPLE, PARCELS, strict=False)),
        talk("Emil Roth", "2026-03-02", "\n".join([*ELSE, "- Parcels nowadays"])),
    )
    assert about_parcels(report(said))
    staff = merged(*(contact(who, organization="Kestrel") for who in PEOPLE[:4]))
    assert about_parcels(report(merged(staff, said))) == []


def test_one_person_alone_makes_no_group_nor_do_two_who_were_always_met_together() -> None:
    same = "- The commute by train tires me\n- My commute by train tires everyone"
    assert report(talk("Ada Okafor", "2026-03-01", same)).suggested == ()
    both = talk("Ada Okafor", "2026-03-01", same, contact='["[[Ada Okafor]]", "[[Ben Li]]"]')
    assert report(both).suggested == ()


def test_private_points_are_never_used() -> None:
    public = merged(talk("Ada Okafor", "2026-03-01", "- The commute by train tires me"), talk("Ben Li", "2026-03-02", "- Soup cools"))
    hidden = merged(
        talk("Ada Okafor", "2026-03-01", "- The commute by train tires me"),
        talk("Ben Li", "2026-03-02", "- Soup cools\n- %%A long commute by train%%"),
    )
    secret = merged(public, talk("Chloe Marsh", "2026-03-03", "- The commute by train, again", confidential="true"))
    for files in (hidden, secret):
        assert (report(files).suggested, report(files).offers) == ((), ())
    assert report(merged(public, talk("Chloe Marsh", "2026-03-03", "- The commute by train, again"))).suggested, "said in public it is a group"


def test_points_resembling_a_marked_theme_are_offered_to_it() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", "- The commute by train tires me #theme/commuting\n- Mentors explain the rules #theme/mentors"),
        talk("Ben Li", "2026-03-02", "- A long commute by train is tiring\n- Soup cools"),
    )
    (offer,) = report(files).offers
    assert (offer.said.text, offer.themes, offer.near) == ("A long commute by train is tiring", ("commuting",), True)
    assert len(report(files).unthemed) == 2, "an offer puts nothing under a theme"


def test_a_definition_is_enough_to_be_offered() -> None:
    files = merged(
        {"themes/commuting.md": note("theme", "Time spent on the train between home and office.\n", name="commuting")},
        talk("Ada Okafor", "2026-03-01", "- Buses #theme/commuting"),
        talk("Ben Li", "2026-03-02", "- Half my time is spent on the train to the office\n- Soup cools"),
    )
    assert [offer.themes for offer in report(files).offers] == [("commuting",)]


@pytest.mark.parametrize("body", ["", "- A", "- 2024\n- !!!\n- 42", "- \u0301\u0301", "- a b c d"])
def test_tiny_vaults_have_nothing_to_suggest(body: str) -> None:
    assert report({}).suggested == ()
    assert report(merged(talk("Ada Okafor", "2026-03-01", body), talk("Ben Li", "2026-03-02", body))).suggested == ()


@given(vaults(), st.integers(0, 10**6))
def test_every_point_is_once_in_themes_or_unthemed_and_order_does_not_matter(files: Files, seed: int) -> None:
    found = report(files)
    places = [(said.path, said.line) for said in (*found.unthemed, *(said for theme in found.suggested for said in theme.points))]
    assert len(places) == len(set(places))
    assert len(all_points(found)) == found.totals.points
    order = random.Random(seed).sample(sorted(files), len(files))
    assert build_report(vault(files, order), TODAY) == found


def test_the_example_vault_has_a_few_suggestions_worth_reading() -> None:
    found = report(template_files())
    assert 1 <= len(found.suggested) <= 6
    assert {"writing", "councillor-page"} <= {theme.name for theme in found.suggested}
    assert len([offer for offer in found.offers if offer.near]) <= 5
