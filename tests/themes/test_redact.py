"""Redacting: no known name, address or number is ever in a redacted output, and the output still says what was said."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from theme_stories import TODAY, Files, contact, merged, note, report, talk, template_vault, vault, vaults

from notes_kit.model.vault import Vault
from notes_kit.render.report_html import report_html
from notes_kit.render.report_json import report_json
from notes_kit.render.report_markdown import report_markdown
from notes_kit.render.report_text import report_text
from notes_kit.themes.build import build_report
from notes_kit.themes.known import Sort, letters
from notes_kit.themes.leaks import leaks, words_in
from notes_kit.themes.pseudonyms import Names
from notes_kit.themes.redact import blank, names_in, property_text, redacted
from notes_kit.themes.report import Report

ADA = merged(
    contact(
        "Ada Okafor", aliases="[Addie]", organization='"[[Kestrel & Vane]]"', email="ada.okafor@kestrelvane.example", phone='"+44 114 496 0123"',
        linkedin="https://linkedin.example/in/ada-okafor-91", role="Staff data engineer", location="Hull", outreach="2026-01-02 email", seniority="senior",
    ),
    {"organizations/Kestrel & Vane.md": note("organization", website="https://kestrelvane.example")},
)  # fmt: skip


def shapes(found: Report) -> dict[str, str]:
    return {
        "text": report_text(found, width=100),
        "md": report_markdown(found),
        "html": report_html(found),
        "json": json.dumps(report_json(found), ensure_ascii=False, indent=2),
    }


def told(whole: Vault) -> dict[str, str]:
    """Every format of the redacted report on a vault."""
    return shapes(redacted(build_report(whole, TODAY), names_in(whole)))


def names(files: Files) -> Names:
    return names_in(vault(files))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ada Okafor told me", "Person A told me"),
        ("ask ada", "ask Person A"),
        ("ADA'S team", "Person A'S team"),
        ("Ada’s and Okafor's", "Person A’s and Person A's"),
        ("Okafor, Ada", "Person A"),
        ("okafor ada", "Person A"),
        ("A. Okafor and Okafor A.", "Person A and Person A."),
        ("Áda Ökafor", "Person A"),
        ("A\u0301da", "Person A"),
        ("A\u00adda and A\u200bda", "Person A and Person A"),
        ("Adas Team", "Person A Team"),
        ("bei Okaforem", "bei Person A"),
        ("Addie, she says", "Person A, she says"),
        ("@ada_okafor and adaokafor", "(handle) and Person A"),
        ("AdaOkafor", "Person A"),
        ("**Ada** *Okafor*", "**Person A*"),
        ("[[Ada Okafor|she]] knows", "she knows"),
        ("[[Ada Okafor]] knows", "Person A knows"),
        ("[[contacts/Ada Okafor#Log]]", "Person A"),
        ("[Ada](contacts/Ada%20Okafor.md)", "Person A"),
        ("write to Ada.Okafor@KestrelVane.example", "write to (e-mail)"),
        ("her box is ada.okafor", "her box is Person A"),
        ("https://linkedin.example/in/ada-okafor-91", "(address)"),
        ("see kestrelvane.example/jobs.", "see (address)"),
        ("on 0114 496 0123", "on Person A"),
        ("on (114) 496-0123!", "on Person A!"),
        ("Kestrel & Vane, Kestrel and Vane, kestrel-vane", "Organisation 1, Organisation 1, Organisation 1"),
        ("at Kestrel they", "at Organisation 1 they"),
        ("Canada and Adam", "Canada and Adam"),
        ("Adapt, adaptable", "Adapt, adaptable"),
        ("on 2026-03-02 for 9,400 pounds", "on 2026-03-02 for 9,400 pounds"),
        ("", ""),
    ],
)
def test_a_name_is_found_however_it_is_spelled(said: str, shown: str) -> None:
    assert names(ADA).text(said) == shown


@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("渡辺 恵", "渡辺さんは and 渡辺恵", "Person Aさんは and Person A"),
        ("김민수", "김민수는 말했다", "Person A는 말했다"),
        ("Tomáš Dvořák", "s Tomášem Dvořákem, o Tomasovi", "s Person A, o Person A"),
        ("Farida Yusupova", "Faridy, Yusupovou", "Person A"),
        ("Jürgen Müller", "Juergen Mueller, jurgen, MÜLLERS", "Person A"),
        ("Søren Łuczak", "Soren Luczak", "Person A"),
        ("Niamh O'Dwyer", "O’Dwyer and o'dwyer", "Person A and Person A"),
        ("Wei-Ling Chua", "wei ling, Ling and Chua Wei-Ling", "Person A and Person A"),
        ("Anna van der Berg", "Van der Berg, not a van or der Rest", "Person A, not a van or der Rest"),
        ("Will May", "It will not, may not. Will said so", "It will not, may not. Person A said so"),
        ("Наталья Орлова", "с Натальей Орловой", "с Person A"),
        ("Dr. Ruth", "Dr. Who and ruth", "Dr. Who and Person A"),
        ("J", "J and j, or Jo", "Person A and Person A, or Jo"),
    ],
)
def test_names_of_many_countries(name: str, said: str, shown: str) -> None:
    assert names(contact(name)).text(said) == shown


def test_people_who_share_a_name_are_both_meant() -> None:
    files = merged(contact("Sam Reed", outreach="2026-01-01 email"), contact("Sam Hall", outreach="2026-01-02 email"), contact("Sam Lowe"))
    assert names(files).text("Sam Hall and Sam") == "Person B and somebody"
    assert names(merged(contact("Sam Reed", outreach="2026-01-01 email"), contact("Sam Hall"))).text("Sam knows") == "Person A or Person B knows"


def test_an_ordinary_word_of_an_organisation_is_its_name_only_where_it_is_written_large() -> None:
    files = merged(contact("Ben Li", organization="Civic Loom"), talk("Ben Li", "2026-03-02", "- a civic thing\n- more civic duty"))
    assert names(files).text("civic duty, the Loom or loom of Civic Loom") == "civic duty, the Organisation 1 or Organisation 1 of Organisation 1"
    generic = contact("Ben Li", organization="Northern Health Service")
    assert names(generic).text("a health service in northern towns, Northern Health Service") == "a health service in northern towns, Organisation 1"


def test_labels_follow_the_days_and_stay() -> None:
    first = merged(contact("Zoe Last", outreach="2026-01-01 email"), contact("Abe First", outreach="2026-02-01 email"))
    later = {**first, **contact("Aaron New", outreach="2026-03-01 email"), **contact("Secret One", confidential="true", outreach="2025-01-01 email")}
    assert [names(files).text("Zoe Last, Abe First") for files in (first, later)] == ["Person A, Person B"] * 2
    assert names(later).text("Aaron New; Secret One") == "Person C; Person D"
    assert [letters(number) for number in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


STORY = merged(
    ADA,
    contact("Ben Quay", source='"[[Ada Okafor]]"', organization="Fathomline"),
    {"Profile.md": note("profile", name="Iris Halloran", email="iris@halloran.example", assumptions='["Ada is right on pay #theme/pay"]')},
    talk(
        "Ada Okafor", "2026-03-02",
        "- Ben told Ada at Fathomline (+) #theme/pay\n  - because Iris asked\n- Write to ada.okafor@kestrelvane.example #theme/ask-ada\n"
        "> Call me on 0114 496 0123.\n\n### Resources\n- [Ada's list](https://ada.kestrelvane.example)\n\n## Takeaways\n- [[Chloe Marsh]] next, says Zed Quill\n\n"
        "## Next steps\n- [ ] Ring Okafor 📅 2026-03-05",
        referrals='["[[Ben Quay]]", "Zed Quill"]',
    ),
    talk("Ben Quay", "2026-03-09", "- Pay falls, says Chloe Marsh (-) #theme/pay"),
)  # fmt: skip
WORDS = "ada okafor addie ben quay iris halloran zed quill chloe marsh kestrel vane fathomline kestrelvane".split()


def test_a_redacted_report_tells_nobody_and_keeps_what_was_said() -> None:
    found = told(vault(STORY))
    for shape, text in found.items():
        shown = bare(text)
        assert [word for word in WORDS if re.search(rf"(?<![^\W_]){word}(?![^\W_])", shown)] == [], shape
        assert not re.search(r"https?://(?!www\.w3\.org)|@k|0123|Hull|Staff|interviews/|contacts/|(?<!Report)\.md\b", text), shape
        assert "Person C told Person A at Organisation 2" in " ".join(text.split())
        assert "because the author asked" in text or shape == "text"
    assert "[[" not in found["md"]


def test_counts_and_days_stay() -> None:
    whole = template_vault()
    plain = build_report(whole, TODAY)
    shown = redacted(plain, names_in(whole))
    assert shown.totals == plain.totals
    assert [(theme.first, theme.last, len(theme.people), len(theme.points)) for theme in shown.themes] == [
        (theme.first, theme.last, len(theme.people), len(theme.points)) for theme in plain.themes
    ]
    assert [sum(row.points) for row in shown.coverage.themes] == [sum(row.points) for row in plain.coverage.themes]
    assert shown.redacted
    assert {voice.seniority for voice in shown.people} == {voice.seniority for voice in plain.people}
    assert {voice.role for voice in shown.people} == {""}
    assert all(theme.by["role"] == {} != theme.by["seniority"] for theme in shown.themes)


def test_columns_move_with_their_people() -> None:
    whole = template_vault()
    plain, known = build_report(whole, TODAY), names_in(whole)
    shown = redacted(plain, known)
    for before, after in zip(plain.coverage.themes, shown.coverage.themes, strict=True):
        said = {known.labels[voice.key]: count for voice, count in zip(plain.coverage.people, before.points, strict=True)}
        assert said == {voice.name: count for voice, count in zip(shown.coverage.people, after.points, strict=True)}
    assert [voice.name for voice in shown.coverage.people] == sorted(voice.name for voice in shown.coverage.people)


def test_what_led_to_somebody_is_told_as_a_person_or_not() -> None:
    files = merged(
        contact("Ada Okafor", source="the fair in Hull"), contact("Ben Li", source='"[[Ada Okafor]]"'), talk("Ada Okafor", "2026-03-02", "- X")
    )
    shown = told(vault(files))
    assert "fair in Hull" not in "".join(shown.values())
    assert "another way" in shown["json"]


def test_a_private_passage_changes_no_byte_of_a_redacted_report() -> None:
    path = "interviews/2026-03-02 Ada Okafor.md"
    hidden = {**STORY, path: f"{STORY[path]}\n%% [[Zanzibar Quay]] and Fay Wray said #theme/pay %%\n\n## Private\n- [[Yolanda Xu]] (+) #theme/pay\n"}
    assert told(vault(hidden)) == told(vault(STORY))


def test_names_that_only_a_confidential_note_tells_are_put_away_too() -> None:
    files = merged(STORY, contact("Quentin Fox", confidential="true"), talk("Ben Quay", "2026-04-01", "- Fox and Quentin think so #theme/pay"))
    text = "".join(told(vault(files)).values()).casefold()
    assert "quentin" not in text
    assert not re.search(r"\bfox\b", text)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("seniority", "senior", "senior"),
        ("outreach", "2026-01-02 email after Ben said so", "2026-01-02 email"),
        ("thanked", "2026-01-02 [[Ada Okafor]]", "2026-01-02"),
        ("name", "Ada Okafor", "Person A"),
        ("organization", "[[Kestrel & Vane]]", "Organisation 1"),
        ("email", "ada@x.example", None),
        ("role", "Head", None),
        ("anything_else", "x", None),
    ],
)
def test_properties_are_told_by_a_list_of_what_may_be(name: str, value: str, shown: str | None) -> None:
    assert property_text(name, value, names(ADA)) == shown


ESCAPED = [
    "Ada Okafor", "ADA OKAFOR", "&#65;da Okafor", "&Aacute;da", "%41da%20Okafor", "Ada+Okafor", "\\u0041da", "Okafor\\nAda", "A<b>d</b>a", "A\\*da and \\_Okafor\\_",
    "A&shy;da", "%2541da", "&amp;#65;da", "ada-okafor-91", "ada.okafor@kestrelvane.example", "ada%2Eokafor%40kestrelvane.example", "+44 (114) 496-0123",
    "Kestrel &amp; Vane", "kestrelvane.example", "Kestrel_Vane", "[x](contacts/Ada%20Okafor.md)", "obsidian://open?file=contacts%2FAda%20Okafor",
]  # fmt: skip


@pytest.mark.parametrize("text", ESCAPED)
def test_the_gate_sees_through_escapes(text: str) -> None:
    known = names(ADA)
    found = leaks(f"# Head\n\nwords\n\n## Where it stands\n- {text}.\n".encode(), known)
    assert {(leak.label, leak.section) for leak in found} <= {("Person A", "Where it stands"), ("Organisation 1", "Where it stands")}
    assert found


def test_the_gate_says_what_kind_of_thing_and_where_and_not_the_thing() -> None:
    known = names(ADA)
    text = "THEMES  by person\nok\n\nNEXT STEPS\nada.okafor@kestrelvane.example or 0114 496 0123 or Ada at Kestrel & Vane"
    found = leaks(text.encode(), known)
    assert {leak.sort for leak in found} == {Sort.EMAIL, Sort.PHONE, Sort.PERSON, Sort.ORGANIZATION}
    assert {leak.section for leak in found} == {"NEXT STEPS"}
    assert leaks(b'{\n  "themes": [],\n  "next": ["Ada"]\n}', known)[0].section == "next"
    assert leaks(b"<h2 id='x'>Said by <i>all</i></h2><p>Ada", known)[0].section == "Said by all"
    assert leaks(b"## About Okafor\nx", known)[0].section == "About Person A"


def test_a_name_that_is_a_word_of_the_output_itself_is_no_leak() -> None:
    files = merged(contact("Channel Days"), talk("Channel Days", "2026-03-02", "- Channel said so #theme/pay"))
    whole = vault(files)
    known = names_in(whole)
    shown = redacted(build_report(whole, TODAY), known)
    for render in (report_markdown, report_html, report_text):
        text = render(shown)
        assert leaks(text.encode(), known, lambda render=render: words_in(render(blank(shown)))) == ()
        assert "Channel said so" not in text
    assert leaks(b"Channel Days said so", known, lambda: frozenset({"channel", "days"})), "the whole of it is no word of ours"


def test_every_format_of_the_example_passes_the_gate() -> None:
    whole = template_vault()
    known = names_in(whole)
    for text in told(whole).values():
        assert leaks(text.encode(), known) == ()
    for text in shapes(build_report(whole, TODAY)).values():
        assert len(leaks(text.encode(), known)) > 20, "the gate is awake"


LETTERS = st.characters(whitelist_categories=("Lu", "Ll"), max_codepoint=0x24F)
PART = st.text(LETTERS, min_size=3, max_size=9).map(str.title).filter(lambda word: len(word) > 2 and word.isalpha())
NAMES = st.lists(PART, min_size=1, max_size=3).map(" ".join)
MANNERS = (
    str, str.upper, str.lower, lambda name: f"{name}'s", lambda name: f"{name}’s", lambda name: " ".join(reversed(name.split())), lambda name: name.split()[0],
    lambda name: name.split()[-1], lambda name: f"[[{name}]]", lambda name: f"**{name}**", lambda name: name.replace(" ", "_"),
    lambda name: unicodedata.normalize("NFD", name), lambda name: ", ".join((name.split()[-1], *name.split()[:-1])), lambda name: f"[x]({name}.md) {name}",
    lambda name: f"{name.split()[0]}@mail.example",
)  # fmt: skip


def bare(text: str) -> str:
    """A text as an unkind reader searches it: no accents, no case."""
    return "".join(ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch))


@given(st.lists(NAMES, min_size=1, max_size=4, unique_by=bare), NAMES, st.data())
@settings(max_examples=40)
def test_no_known_name_is_ever_in_the_output(people: list[str], place: str, data: st.DataObject) -> None:
    def spelled(name: str) -> str:
        return data.draw(st.sampled_from(MANNERS))(name)

    files: Files = {}
    for number, name in enumerate(people):
        said = f"- So {spelled(name)} (+) #theme/pay says {spelled(people[0])} of {spelled(place)}\n  - for {spelled(people[-1])}\n> {spelled(name)} did."
        files[f"contacts/{number}.md"] = note(
            "contact", name=f'"{name}"', organization=f'"{place}"', outreach=f"2026-01-0{number + 1} email to {spelled(name)}"
        )
        files[f"interviews/{number} {name}.md"] = note(
            "interview", f"## Notes\n{said}\n## Next steps\n- [ ] Ring {spelled(name)}", contact=f'"[[{number}]]"', date="2026-03-02", referrals=f'["{people[0]}"]'
        )  # fmt: skip
    whole = vault(files)
    known = names_in(whole)
    plain = build_report(whole, TODAY)
    shown = redacted(plain, known)
    own = bare("".join(shapes(blank(shown)).values())) + " person organisation talk note a b c d e f or somebody another way the author x "
    own_words = set(re.findall(r"[^\W_]+", own)) | {
        "so",
        "says",
        "of",
        "for",
        "did",
        "ring",
        "to",
        "pay",
        "theme",
        "e",
        "mail",
        "address",
        "handle",
        "phone",
    }
    for shape, text in shapes(shown).items():
        for name in people:
            for word in {bare(part) for part in name.split()} - own_words:
                assert not re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", bare(text)), (shape, word)
        assert not re.search(rf"(?<![^\W_]){re.escape(bare(place))}(?![^\W_])", bare(text)) or bare(place) in own_words, shape


@given(vaults(), st.integers(0, 3))
@settings(max_examples=40)
def test_redacting_changes_no_count(files: Files, number: int) -> None:
    whole = vault({**files, "notes.md": "x" * number})
    plain = build_report(whole, TODAY)
    shown = redacted(plain, names_in(whole))
    assert shown.totals == plain.totals
    assert [len(theme.people) for theme in shown.themes] == [len(theme.people) for theme in plain.themes]
    assert [[len(side) for side in (one.sides.favour, one.sides.against, one.sides.both)] for one in shown.contrasts] == [
        [len(side) for side in (one.sides.favour, one.sides.against, one.sides.both)] for one in plain.contrasts
    ]


def test_a_kind_of_value_that_nobody_thought_of_is_refused() -> None:
    plain = report(STORY)
    with pytest.raises(TypeError, match="cannot redact a set"):
        redacted(plain.__class__(**{**{name: getattr(plain, name) for name in plain.__slots__}, "hint": {"Ada"}}), names(STORY))  # type: ignore[arg-type]


def test_days_are_kept() -> None:
    assert redacted(report(STORY, since=date(2026, 3, 1)), names(STORY)).since == date(2026, 3, 1)
