"""People taken over from another program: who is who, what is filled in, what is left alone, and that nothing is owed for it."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from app.imports import TODAY, imported, sheet, values
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.vaults import contact, findings, held, vault

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.importing import Wish, read_take
from notes_kit.app.match import name_words
from notes_kit.app.names import LONGEST
from notes_kit.model.card import FIELDS, TAKEN, Card
from notes_kit.model.finding import Kind
from notes_kit.model.names import fold
from notes_kit.parse.foreign.clean import one_line
from notes_kit.parse.where import WhereError

PROFILE = "https://www.linkedin.com/in/"
ADA = "contacts/Ada Okafor.md"
ALL = Wish(take=tuple(name for name in FIELDS if name != "name"), source="the list")


def one(files: dict[str, str], card: Card) -> tuple[str, ...]:
    """What becomes of one row: `new`, `known`, the names of what is filled, or why it is not sure."""
    plan, _ = imported(files, sheet(card))
    if plan.doubtful:
        return ("unsure", plan.doubtful[0].why)
    if plan.filled:
        return tuple(plan.filled[0].values)
    return ("new",) if plan.begun else ("known",)


# ---- who is who -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "card", "result"),
    [
        # the profile is surer than anything
        (["linkedin: https://uk.linkedin.com/in/ADA-okafor/"], Card("Adaeze O.", linkedin=f"{PROFILE}ada-okafor", role="Analyst"), ("role",)),
        (["linkedin: https://linkedin.com/in/ada"], Card("Ada Okafor", linkedin=f"{PROFILE}ada-okafor"), ("new",)),
        (["linkedin: https://linkedin.com/in/ada", "organization: Northwind"],
         Card("Ada Okafor", linkedin=f"{PROFILE}ada2", organization="Northwind, Inc."), ("unsure", "same name and organization, another LinkedIn profile")),
        # then the address, unless an office shares it
        (["email: ada@northwind.example"], Card("Okafor, Ada", email=("ADA@Northwind.example",), role="Analyst"), ("role",)),
        (["email: ada@northwind.example"], Card("Ben Li", email=("ada@northwind.example",)), ("unsure", "same e-mail address, another name")),
        (["email: okafor@home.example"], Card("Anton Okafor", email=("okafor@home.example",)), ("unsure", "same e-mail address, another name")),
        (["email: okafor@home.example"], Card("Anna Oster", email=("okafor@home.example",)), ("unsure", "same e-mail address, another name")),
        (["email: okafor@home.example"], Card("Ada", email=("okafor@home.example",), role="Analyst"), ("role",)),
        (["phone: 020 7946 0000"], Card("Anton Okafor", phone=("020 7946 0000",)), ("new",)),
        (["phone: 020 7946 0000"], Card("Anna Oster", phone=("020 7946 0000",)), ("new",)),
        (["email: info@northwind.example"], Card("Ben Li", email=("info@northwind.example",)), ("new",)),
        (["email: a@b.example", "linkedin: linkedin.com/in/ada"], Card("Ada Okafor", email=("a@b.example",), linkedin=f"{PROFILE}other"),
         ("unsure", "same e-mail address, another LinkedIn profile")),
        # then the number, whoever wrote the country into it, and only with a name beside it
        (["phone: '+351 21 000 0001'"], Card("A. Okafor", phone=("021 000 0001",), role="Analyst"), ("role",)),
        (["phone: '+351 21 000 0001'"], Card("Ben Li", phone=("021 000 0001",)), ("new",)),
        (["phone: 0001"], Card("Ada X", phone=("0001",)), ("new",)),
        # then the name: case, accents, order, titles and degrees are nothing
        ([], Card("ADA OKAFÓR", role="Analyst"), ("role",)),
        ([], Card("Okafor, Ada", role="Analyst"), ("role",)),
        ([], Card("Dr. Ada Okafor, PhD, MBA (she/her)", role="Analyst"), ("role",)),
        (["organization: Northwind"], Card("Ada Okafor", organization="NORTHWIND Ltd.", role="Analyst"), ("role",)),
        (["organization: Northwind"], Card("Ada Okafor", organization="Fathomline"), ("unsure", "same name, another organization")),
        # names that are only alike are never sure
        ([], Card("Ada Okafar"), ("unsure", "a similar name")),
        ([], Card("Ada Chidinma Okafor"), ("unsure", "a similar name")),
        ([], Card("A Okafor"), ("unsure", "a similar name")),
        (["organization: Northwind"], Card("Ada Okafar", organization="Fathomline"), ("new",)),
        ([], Card("Ada Obi"), ("new",)),
        ([], Card("Ada"), ("new",)),
        (["aliases: [Adaeze Nwosu]"], Card("Adaeze Nwosu", role="Analyst"), ("role",)),
    ],
)  # fmt: skip
def test_who_is_meant(lines: list[str], card: Card, result: tuple[str, ...]) -> None:
    assert one({ADA: contact("name: Ada Okafor", *lines)}, card) == result


def test_one_word_is_no_name_to_be_sure_by() -> None:
    files = {"contacts/Ada.md": contact()}
    assert one(files, Card("Ada", role="Analyst")) == ("unsure", "same name, and only one word of it")
    assert one({"contacts/Ada.md": contact("organization: Northwind")}, Card("Ada", role="Analyst", organization="Northwind")) == ("role",)
    assert one(files, Card("Ada")) == ("known",), "a row that says nothing more"


@pytest.mark.parametrize(("name", "other", "alike"), [
    ("Ada Li", "Ada Lo", False), ("Ada Berg", "Ada Borg", True), ("Jon Weber", "Jonathan Weber", True), ("Jo Weber", "Joanna Weber", False),
    ("J Weber", "Joanna Weber", True), ("Ada Berg", "Ida Borg", False), ("Ada Berg", "Ada Maria Berg", True), ("Ada Berg", "Maria Ada Berg", False),
])  # fmt: skip
def test_names_that_are_alike(name: str, other: str, alike: bool) -> None:
    result = one({"contacts/X.md": contact(f"name: {name}")}, Card(other))
    assert result == (("unsure", "a similar name") if alike else ("new",))
    assert one({"contacts/X.md": contact(f"name: {other}")}, Card(name)) == result


def test_two_notes_for_one_row_are_never_sure() -> None:
    files = {ADA: contact("email: a@b.example"), "contacts/Ada 2.md": contact("name: Ada Okafor", "email: a@b.example")}
    assert one(files, Card("Ada Okafor", email=("a@b.example",))) == ("unsure", "2 notes have the same e-mail address")
    assert one(files, Card("Ada Okafor", role="x")) == ("unsure", "several have this name")


@pytest.mark.parametrize(
    ("name", "words"),
    [("Ada Okafor", ["ada", "okafor"]), ("Okafor, Ada", ["ada", "okafor"]), ("Prof. Dr. Ada Okafor", ["ada", "okafor"]), ("Ada Okafor, Ph.D.", ["ada", "okafor"]),
     ("Ada 🚀 Okafor MBA", ["ada", "okafor"]), ("Li Ma", ["li", "ma"]), ("Ma", ["ma"]), ("Dr.", ["dr"]), ("王伟", ["王伟"]), ("🚀", []),
     ("José Ibáñez-Roca", ["jose", "ibanez", "roca"])],
)  # fmt: skip
def test_the_words_of_a_name(name: str, words: list[str]) -> None:
    assert name_words(name) == words


# ---- what is written --------------------------------------------------------------------------------------------------


def test_only_what_is_empty_is_filled_and_what_differs_is_told() -> None:
    note = contact("name: Ada Okafor  # as on her card", "role: Analyst", "organization:", "email:", "phone: '1'", body="Free text.\n")
    card = Card("Ada Okafor", role="Head of Data", organization="Northwind", email=("ada@nw.example", "a@b.example"), phone=("+44 7700 900123",))
    plan, after = imported({ADA: note, "organizations/Northwind.md": "---\ntype: organization\n---\n"}, sheet(card))
    assert after[ADA] == note.replace("organization:", 'organization: "[[Northwind]]"').replace(
        "email:", "email:\n  - ada@nw.example\n  - a@b.example"
    )  # fmt: skip
    assert [(one.name, one.have, one.want) for one in plan.different] == [("role", "Analyst", "Head of Data"), ("phone", "1", "+44 7700 900123")]
    again, last = imported(after, sheet(card))
    assert (again.writes, again.known, len(again.different)) == (0, 1, 2)
    assert last == after


def test_a_new_note_is_the_vaults_own_template_filled_in() -> None:
    template = (
        '---\nname: "{{title}}"\ncompany: ""\ne-mail: []\nmet: {{date}}\nkeep_in_touch: quarterly\n---\n# {{title}}\n- [ ] look up\nSeen {{date}}.\n'
    )
    card = Card("Ada: Okafor/Nwosu", role="- lead", organization="Yes", email=("a@b.example", "c@d.example"), linkedin_connected=date(2024, 3, 5))
    plan, after = imported({}, sheet(card), templates={"Contact": template})
    assert [one.path for one in plan.begun] == ["contacts/Ada-Okafor-Nwosu.md"]
    assert after["contacts/Ada-Okafor-Nwosu.md"] == (
        '---\nname: "Ada: Okafor/Nwosu"\ncompany: "Yes"\ne-mail: [a@b.example, c@d.example]\nmet:\nkeep_in_touch:\nrole: "- lead"\nsource: the list\n'
        "linkedin_connected: 2024-03-05\nimported: 2026-05-18\n---\n# Ada-Okafor-Nwosu\nSeen 2026-05-18.\n"
    )


def test_two_rows_of_one_person_make_one_note() -> None:
    cards = (Card("Ada Okafor", email=("a@b.example",), role="Analyst"), Card("Okafor, Ada", email=("A@B.example", "c@d.example"), location="Lagos"))
    plan, after = imported({}, sheet(*cards))
    assert [one.path for one in plan.begun] == [ADA]
    have = values(after, ADA)
    assert (have["email"], have["role"], have["location"]) == (("a@b.example", "c@d.example"), ("Analyst",), ("Lagos",))
    assert imported(after, sheet(*cards))[0].writes == 0


def test_namesakes_get_notes_of_their_own_where_the_file_says_that_they_are_two() -> None:
    rows = [("Northwind", ""), ("Fathomline", ""), ("", ""), ("northwind ltd", ""), ("Northwind", "Planner")]
    cards = [Card("Wei Zhang", organization=house, role=role, line=line) for line, (house, role) in enumerate(rows, 2)]
    plan, after = imported({}, sheet(*cards, distinct=True))
    assert list(after) == ["contacts/Wei Zhang.md", "contacts/Wei Zhang (Fathomline).md", "contacts/Wei Zhang (Northwind).md"]
    assert [(one.line, one.why) for one in plan.doubtful] == [(4, "several have this name")], "it says nothing that would tell them apart"
    assert plan.known == 1, "a legal form makes no other company"
    again, _ = imported(after, sheet(*cards, distinct=True))
    assert ([one.line for one in again.doubtful], again.writes) == ([4], 0), "a row is known by the note that says no more than it does"
    book, _ = imported({}, sheet(*cards))
    assert [one.line for one in book.doubtful] == [3], "an address book may hold somebody twice"


def test_fewer_people_and_less_of_each() -> None:
    cards = (
        Card("Ada Okafor", role="Data lead", organization="Northwind", linkedin_connected=date(2025, 1, 1)),
        Card("Ben Li", organization="Fathomline"),
    )
    plan, after = imported({}, sheet(*cards), Wish(where='company contains "north" and connected > 2024-06-01', take=read_take("role"), source="x"))
    assert ([one.name for one in plan.begun], plan.passed) == (["Ada Okafor"], 1)
    assert set(values(after, ADA)) == {"type", "name", "role", "source", "imported"}
    assert (plan.taken, plan.more) == (("name", "role"), ("organization", "linkedin_connected"))
    nobody, same = imported({ADA: contact("role:")}, sheet(*cards), Wish(new=False))
    assert (nobody.writes, nobody.without, list(same)) == (1, 1, [ADA])
    with pytest.raises(AskedWrongError, match="a row has no stage; it has name, first_name"):
        imported({}, sheet(*cards), Wish(where='stage == "met"'))
    with pytest.raises(WhereError):
        imported({}, sheet(*cards), Wish(where="organization =="))


def test_what_can_be_taken() -> None:
    assert read_take("") == TAKEN
    assert read_take("E-Mail, phone,Birthday".replace("E-Mail", "email")) == ("email", "phone", "birthday")
    assert set(read_take("all")) == set(FIELDS) - {"name"}
    assert read_take("company, Position, name") == ("role", "organization")
    with pytest.raises(AskedWrongError, match=r"--take shoe_size: there is no such property; there are first_name"):
        read_take("shoe size")


def test_what_cannot_be_edited_is_told_and_stops_nobody_else() -> None:
    broken = "---\nname: Ada Okafor\n<<<<<<< HEAD\n=======\n>>>>>>> other\n---\n"
    plan, after = imported(
        {ADA: broken, "contacts/Ben Li.md": contact("role:")}, sheet(Card("Ada Okafor", phone=("07700 900123",)), Card("Ben Li", role="Nurse"))
    )
    assert after[ADA] == broken
    assert values(after, "contacts/Ben Li.md")["role"] == ("Nurse",)
    assert [path for path, _ in plan.refused] == [ADA]


def test_no_crowd_of_one_name_takes_long_or_is_guessed_at() -> None:
    crowd = [Card("Ada Okafor", role=f"r{at}", line=at) for at in range(400)]
    plan, after = imported({}, sheet(*crowd, distinct=True))
    assert (len(plan.begun), len(plan.doubtful)) == (301, 99)
    assert plan.doubtful[0].why == "more than 300 people have this name"
    assert imported(after, sheet(*crowd, distinct=True))[0].writes == 0
    mails = [Card("Ada Okafor", email=(f"a{at}@b.example",)) for at in range(30)]
    plan, after = imported({}, sheet(*mails))
    assert [len(one.values["email"]) for one in plan.begun] == [20]
    assert imported(after, sheet(*mails))[0].writes == 0


# ---- over people made by chance ---------------------------------------------------------------------------------------

names = st.sampled_from(
    ["Ada Okafor", "Okafor, Ada", "Ada Okafar", "ada okafor", "Ada", "Wei Zhang", "Zhang Wei", "A. Okafor", "Ada (Zhang) Okafor", "王伟"]
)
texts = st.sampled_from(
    ["", "", "Northwind", "Northwind, Inc.", "Fathomline", "[[Northwind]]", "no", "15:30", "- x", "'q", '"', "a: b #c", "é", "=1+1"]
).map(one_line)
lists = st.lists(st.sampled_from(["ada@b.example", "ADA@b.example", "wei@c.example", "info@b.example"]), max_size=2, unique_by=str.casefold).map(
    tuple
)
numbers = st.lists(st.sampled_from(["+44 7700 900123", "07700 900123", "020 7946 0000"]), max_size=1).map(tuple)
profiles = st.sampled_from(["", "", f"{PROFILE}ada", f"{PROFILE}ADA", f"{PROFILE}wei"])
days = st.none() | st.integers(-3000, 40).map(lambda number: TODAY + timedelta(days=number))
cards = st.lists(
    st.builds(
        Card, name=names, role=texts, organization=texts, location=texts, source=texts, email=lists, phone=numbers, linkedin=profiles,
        linkedin_connected=days, aliases=st.lists(names, max_size=1).map(tuple), birthday=st.sampled_from(["", "03-14", "1980-03-14"]),
        tags=st.lists(st.sampled_from(["mentor", "a/b"]), max_size=1).map(tuple), seniority=st.sampled_from(["", "senior"]),
    ),
    max_size=6,
)  # fmt: skip
DAY = date(2026, 4, 1)
VAULT = {
    "notes-kit.yaml": "tiers: {mentor: {keep_in_touch: 10d}}\n",
    ADA: contact("role: Analyst", "outreach: 2026-05-01 email", "email: other@b.example", "phone:"),
    "contacts/Wei Zhang.md": contact("linkedin:", "company: Fathomline", "touches: 2026-04-20 email"),
    "interviews/Talk.md": held(DAY, "referrals: ['[[Zhang Wei]]', 王伟]"),
    "organizations/Northwind.md": "---\ntype: organization\n---\n",
}


@hypothesis_settings(max_examples=80)
@given(cards, st.booleans(), st.sampled_from([{}, VAULT]))
def test_a_second_import_changes_nothing(people: list[Card], distinct: bool, files: dict[str, str]) -> None:
    read = sheet(*people, distinct=distinct)
    plan, after = imported(files, read, ALL)
    again, last = imported(after, read, ALL)
    assert last == after
    assert again.writes == 0
    assert plan.refused == ()
    assert again.known + len(again.doubtful) + len(again.unread) == len(people), "every row is accounted for"
    assert len(again.doubtful) >= len(plan.doubtful)


@hypothesis_settings(max_examples=50)
@given(cards, st.booleans(), st.sampled_from([{}, VAULT]))
def test_an_import_owes_nothing_and_finds_nothing_wrong(people: list[Card], distinct: bool, files: dict[str, str]) -> None:
    """Whatever day it is: who was only imported is asked about by no rule, and what was filled in opens no duty."""
    _, after = imported(files, sheet(*people, distinct=distinct), ALL)
    for day in (TODAY, TODAY + timedelta(days=2000)):
        before = {(item.rule, item.path, item.contact) for item in findings(files, day, horizon=90) if item.kind is Kind.DUTY}
        later = {(item.rule, item.path, item.contact) for item in findings(after, day, horizon=90) if item.kind is Kind.DUTY}
        new = {item for item in later - before if item[0] != "referral-not-pursued"}  # who was named before has a note, and another spelling, now
        assert new == set()
        assert len(later) <= len(before)
    own = set(after) - set(files)
    assert [item for item in findings(after, TODAY) if item.path in own and item.rule != "duplicate-person"] == []


@hypothesis_settings(max_examples=80)
@given(cards, st.booleans())
def test_nothing_that_a_note_says_is_changed(people: list[Card], distinct: bool) -> None:
    _, after = imported(VAULT, sheet(*people, distinct=distinct), ALL)
    for path in VAULT:
        if path.endswith(".md"):
            have, now = values(VAULT, path), values(after, path)
            assert {name: now[name] for name in have} == have


@hypothesis_settings(max_examples=100)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["CON", "nul.txt", "Ada", "ADA", "a" * 300, "Ada/Ben", "..", "../../etc/passwd", "Ada.", "Ａda", "ada\u0301", "adá", "محمد أحمد", "\u202eadA", "👩‍👩‍👧‍👦 Ada", "-rf", "~", "a:b", "王" * 90]
), max_size=8))  # fmt: skip
def test_file_names_that_every_system_bears(people: list[str]) -> None:
    wanted = [Card(one_line(name), linkedin=f"{PROFILE}p{at}", line=at) for at, name in enumerate(people) if one_line(name)]
    plan, after = imported({}, sheet(*wanted, distinct=True))
    assert len(after) + len(plan.unread) == len(wanted)
    assert len({fold(unicodedata.normalize("NFC", path)) for path in after}) == len(after)
    for card in plan.begun:
        folder, _, name = card.path.partition("/")
        stem = name.removesuffix(".md")
        assert (folder, name[-3:]) == ("contacts", ".md")
        assert len(stem.encode()) <= LONGEST
        assert not set(stem) & set('<>:"/\\|?*#^[]\0')
        assert stem == stem.strip(" .")
        assert stem.partition(".")[0].strip().casefold() not in ("con", "prn", "aux", "nul", "com1", "lpt1")
        assert all(unicodedata.category(ch) not in ("Cc", "Zl", "Zp") for ch in stem)
        assert vault(after).notes[card.path].type == "contact"
        assert values(after, card.path)["name"] == (card.name,)
