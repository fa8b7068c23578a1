"""A new note is the vault's own template with what is known put in, and never takes the place of another."""

from __future__ import annotations

from datetime import date, time

import pytest
from app.desks import TEMPLATES, after, changed, desk
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.vaults import findings, vault

from notes_kit.app.begin import begin_contact, begin_interview
from notes_kit.app.desk import AskedWrongError
from notes_kit.app.names import file_stem
from notes_kit.app.new import AlreadyKnownError, Moment, link_to, new_contact, new_interview, new_plain, unfilled
from notes_kit.app.session import NobodyError
from notes_kit.model.people import Ref
from notes_kit.model.text import TOP
from notes_kit.model.vault import Person, Vault
from notes_kit.parse.edit import EditRefusedError
from notes_kit.parse.note import read_note
from notes_kit.parse.values import ref

TODAY = date(2026, 3, 6)
FILES = {
    "contacts/Ben Li.md": "---\ntype: contact\naliases: [Benny]\nrole: buyer\norganization: Northwind\n---\n",
    "organizations/Northwind.md": "---\ntype: organization\n---\n",
    "interviews/2026-03-02 Ben Li.md": '---\ntype: interview\ncontact: "[[Ben Li]]"\ndate: 2026-03-02\noutcome: held\nthanked: 2026-03-03\n---\n',
}


def contact(name: str, files: dict[str, str] = FILES, templates: dict[str, str] | None = None, outreach: str = "", **facts: object) -> dict[str, str]:
    place = desk(files, TODAY, templates)
    begin_contact(place, vault(files), name, facts, outreach)  # type: ignore[arg-type]
    return after(files, place)


def interview(who: str, when: str, files: dict[str, str] = FILES, templates: dict[str, str] | None = None, **facts: str) -> dict[str, str]:
    place = desk(files, TODAY, templates)
    begin_interview(place, vault(files), who, when, facts)
    return after(files, place)


def test_only_what_is_known_differs_from_the_template() -> None:
    template = (TEMPLATES / "Contact.md").read_text(encoding="utf-8")
    made = contact(
        "Ada Okafor", role="Staff data engineer", organization="Northwind", email="ada@northwind.example", source="ben li", tags=("alumni", "data")
    )
    path = "contacts/Ada Okafor.md"
    assert changed(FILES, made) == {path: [line for line in made[path].split("\n") if line.strip()]}
    assert changed({path: template}, {path: made[path]})[path] == [
        'name: "Ada Okafor"',
        "role: Staff data engineer",
        'organization: "[[Northwind]]"',
        "email: ada@northwind.example",
        'source: "[[Ben Li]]"',
        "  - alumni",
        "  - data",
    ]


def test_a_new_contact_owes_nothing_and_is_no_fault() -> None:
    assert [item.rule for item in findings(contact("Ada Okafor"), TODAY) if item.path == "contacts/Ada Okafor.md"] == []
    written = contact("Ada Okafor", outreach="e-mail")
    assert changed(contact("Ada Okafor"), written) == {"contacts/Ada Okafor.md": ["  - 2026-03-06 email"]}
    assert len(findings(written, date(2026, 3, 13), "outreach-unanswered")) == 1
    with pytest.raises(AskedWrongError, match="“pigeon” is no channel"):
        contact("Ada Okafor", outreach="pigeon")


def test_words_that_name_no_note_stay_words() -> None:
    made = contact("Ada Okafor", source="the alumni list", organization="Southwind")["contacts/Ada Okafor.md"]
    assert "source: the alumni list\n" in made
    assert "organization: Southwind\n" in made
    for words in ("li", "Li Ben", "benny"):
        assert 'source: "[[Ben Li]]"\n' in contact("Ada", source=words)["contacts/Ada.md"]
    assert "organization: li\n" in contact("Ada", organization="li")["contacts/Ada.md"]
    assert 'source: "[[Eve]]"\n' in contact("Ada", source="[[Eve]]")["contacts/Ada.md"]


@pytest.mark.parametrize("name", ["Ben Li", "ben  li", "BENNY", "Bén Lí"])
def test_somebody_who_is_known_is_named_and_nothing_is_made(name: str) -> None:
    with pytest.raises(AlreadyKnownError, match=r"Ben Li \(buyer, Northwind\), contacts/Ben Li.md"):
        contact(name)


def test_what_is_there_is_never_replaced() -> None:
    files = {**FILES, "contacts/Ada.md": "---\ntype: other\n---\n"}
    with pytest.raises(AlreadyKnownError, match=r"contacts/Ada.md is there already"):
        contact("Ada", files)


def test_a_name_that_no_file_can_bear_is_kept_in_the_note() -> None:
    made = contact('A/B "Bee"')
    assert vault(made).contact_at("contacts/A-B Bee.md").name == 'A/B "Bee"'  # type: ignore[union-attr]
    with pytest.raises(AskedWrongError, match="leaves nothing that a file can be called"):
        contact("???")


def test_the_vaults_own_template_is_used_with_its_own_spellings() -> None:
    own = {"Contact": "---\nfull_name: {{title}}\nCompany: # where\ncreated: {{date:DD.MM.YYYY}} {{time}}\n---\nSeen {{date}}\n"}
    made = contact("Ada Okafor", templates=own, organization="Southwind")["contacts/Ada Okafor.md"]
    assert made == "---\nfull_name: Ada Okafor\nCompany: Southwind # where\ncreated: 06.03.2026 15:30\n---\nSeen 2026-03-06\n"


def test_a_template_that_says_another_type_is_put_right() -> None:
    made = contact("Ada", templates={"Contact": "---\ntype: note\n---\n"})["contacts/Ada.md"]
    assert read_note("contacts/Ada.md", made.encode(), vault({}).settings).type == "contact"
    assert contact("Ada", templates={"Contact": ""}) == {**FILES, "contacts/Ada.md": ""}


def test_the_folder_is_the_one_of_the_settings() -> None:
    files = {"notes-kit.yaml": "folders:\n  contact: [people/work, people]\n"}
    assert "people/work/Ada.md" in contact("Ada", files)


def test_what_only_a_plugin_fills_is_told() -> None:
    place = desk(FILES, TODAY, {"Contact": "---\n---\n<% tp.file.title %>\n"})
    path = new_contact(place, vault(FILES), "Ada", {})
    assert unfilled(place, [path]) == [path]


def test_an_interview_is_named_by_its_day_and_contact() -> None:
    made = changed(FILES, interview("ben", "next fri 15:00", format="zoom", place="https://meet.example/x", duration="1h"))
    lines = made["interviews/2026-03-13 Ben Li.md"]
    assert {'contact: "[[Ben Li]]"', "date: 2026-03-13T15:00", "duration: 60", "format: video", "place: https://meet.example/x"} <= set(lines)
    assert "duration: 30" in interview("ben", "tomorrow")["interviews/2026-03-07 Ben Li.md"]
    assert "duration: 45" in interview("ben", "tomorrow", templates={"Interview": "---\nduration: 45\n---\n"})["interviews/2026-03-07 Ben Li.md"]
    assert "duration: 30" in interview("ben", "tomorrow", templates={"Interview": ""})["interviews/2026-03-07 Ben Li.md"]


def test_a_second_talk_on_a_day_gets_a_number_and_the_same_one_none() -> None:
    once = interview("ben", "2026-03-02 15:00")
    assert list(changed(FILES, once)) == ["interviews/2026-03-02 Ben Li 2.md"]
    twice = interview("ben", "2026-03-02 17:00", once)
    assert list(changed(once, twice)) == ["interviews/2026-03-02 Ben Li 3.md"]
    with pytest.raises(AlreadyKnownError, match=r"on 2026-03-02: interviews/2026-03-02 Ben Li.md; .* give its time as well"):
        interview("ben", "2026-03-02")
    with pytest.raises(AlreadyKnownError, match=r"on 2026-03-02T17:00: interviews/2026-03-02 Ben Li 3.md"):
        interview("ben", "2026-03-02 17:00", twice)
    assert [item.rule for item in findings(twice, TODAY, "faults")] == []


@pytest.mark.parametrize(
    ("when", "facts", "match"),
    [
        ("soon", {}, "--date: cannot read 'soon' as a date"),
        ("05/06/2026", {}, "--date: .* can mean"),
        ("fri", {"duration": "long"}, "--duration: “long” is not a number of minutes"),
        ("fri", {"format": "smoke signals"}, "--format is one of video, phone, in-person, chat"),
    ],
)
def test_what_cannot_be_read_is_refused(when: str, facts: dict[str, str], match: str) -> None:
    with pytest.raises(AskedWrongError, match=match):
        interview("ben", when, **facts)


def test_nobody_has_no_interview() -> None:
    with pytest.raises(NobodyError, match="there is no contact “Zed”"):
        interview("Zed", "fri")


def person(whole: Vault, path: str) -> Person:
    found = whole.contact_at(path)
    assert found is not None
    return Person(path, found.name, found)


@pytest.mark.parametrize(
    ("path", "name", "link"),
    [
        ("contacts/Ada Okafor.md", "", "[[Ada Okafor]]"),
        ("contacts/Ada Okafor.md", "Ada N. Okafor", "[[Ada Okafor|Ada N. Okafor]]"),
        ("contacts/deep/Ben Li.md", "", "[[contacts/deep/Ben Li|Ben Li]]"),
        ("contacts/Odd #1.md", "Odd One", "Odd One"),
    ],
)
def test_a_link_leads_to_the_note(path: str, name: str, link: str) -> None:
    files = {**FILES, path: f"---\ntype: contact\n{f'name: {name}' if name else ''}\n---\n"}
    assert link_to(vault(files), person(vault(files), path), "interviews/x.md") == link


def test_several_people_are_a_list_of_links() -> None:
    place, whole = desk(FILES, TODAY), vault(FILES)
    people = [person(whole, "contacts/Ben Li.md"), whole.person(Ref("Chloe Marsh", "", TOP))]
    path = new_interview(place, whole, people, Moment(date(2026, 3, 9), time(9, 30)), {})
    made = vault(after(FILES, place))
    talk = next(one for one in made.interviews if one.path == path)
    assert [made.person(ref, path).key for ref in talk.people] == ["contacts/Ben Li.md", "?chloe marsh"]


def test_organizations_and_themes() -> None:
    place = desk(FILES, TODAY)
    assert new_plain(place, vault(FILES), "organization", "Kestrel & Vane") == "organizations/Kestrel & Vane.md"
    assert new_plain(place, vault(FILES), "theme", "Work/Night Shifts") == "themes/work-night-shifts.md"
    made = after(FILES, place)
    assert 'name: "Kestrel & Vane"' in made["organizations/Kestrel & Vane.md"]
    assert "name: work/night-shifts\n" in made["themes/work-night-shifts.md"].replace('"', "")
    with pytest.raises(AlreadyKnownError, match=r"organizations/Northwind.md"):
        new_plain(desk(FILES, TODAY), vault(FILES), "organization", "NORTHWIND")
    with pytest.raises(AskedWrongError, match="letters or digits"):
        new_plain(desk(FILES, TODAY), vault(FILES), "theme", "&&")


@hypothesis_settings(max_examples=60)
@given(st.text(min_size=1, max_size=60).filter(lambda name: bool(file_stem(name)) and "\ud800" not in name))
def test_any_name_gives_a_contact_of_that_name_or_none_at_all(name: str) -> None:
    files: dict[str, str] = {}
    try:
        made = contact(name, files)
    except EditRefusedError:
        assert not name.isprintable()
        return
    (path,) = made
    assert path == f"contacts/{file_stem(name)}.md"
    whole = vault(made)
    found = whole.contact_at(path)
    assert found is not None
    assert found.name.split() == name.split() or not name.isprintable()
    assert whole.person(ref(link_to(whole, person(whole, path), "interviews/x.md")), "interviews/x.md").key == path


def talks(*properties: str, outcome: str = "held") -> dict[str, str]:
    head = f'---\ntype: interview\ncontact: "[[Ben Li]]"\noutcome: {outcome}\n'
    return {f"interviews/2026-02-0{day}.md": f"{head}date: 2026-02-0{day}\n{text}---\n" for day, text in enumerate(properties, 1)} | {
        "contacts/Ben Li.md": FILES["contacts/Ben Li.md"]
    }


@pytest.mark.parametrize(
    ("files", "filled"),
    [
        (talks("duration: 45\nformat: phone\n", "duration: 45\nformat: phone\n"), {"duration": "45", "format": "phone", "place": ""}),
        (talks("place: Quay 4\nformat: video\n", "place: Quay 4\nformat: phone\n"), {"duration": "30", "format": "", "place": "Quay 4"}),
        (talks("place: https://meet.example/a\n", "place: https://meet.example/a\n"), {"duration": "30", "format": "", "place": ""}),
        (talks("place: Bar\n", "place: Quay 4\n", "place: Quay 4\n"), {"duration": "30", "format": "", "place": "Quay 4"}),
        (talks("place: Quay 4\nformat: phone\n"), {"duration": "30", "format": "", "place": ""}),
        (talks("place: Quay 4\n", "place: Quay 4\n", outcome="cancelled"), {"duration": "30", "format": "", "place": ""}),
    ],
)
def test_what_the_last_two_talks_had_in_common_is_filled_in(files: dict[str, str], filled: dict[str, str]) -> None:
    place = desk(files, TODAY)
    path = begin_interview(place, vault(files), "ben", "2026-03-10 15:00", {})
    note = read_note(path, place.source(path).text.encode(), place.settings)
    assert {key: "".join(value.raw for value in note.values(key)) for key in filled} == filled
    assert bool(place.hints) == (filled != {"duration": "30", "format": "", "place": ""})


def test_what_is_said_goes_before_what_is_usual() -> None:
    files = talks("duration: 45\nplace: Quay 4\n", "duration: 45\nplace: Quay 4\n")
    place = desk(files, TODAY)
    text = place.source(begin_interview(place, vault(files), "ben", "2026-03-10", {"place": "Bar 2"})).text
    assert ("\nplace: Bar 2\n" in text, "\nduration: 45\n" in text) == (True, True)
    assert place.hints == ["as in your last two talks with Ben Li: duration 45"]
