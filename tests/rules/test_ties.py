"""Ties are coarser than names: whatever the vault takes for one name has a number in common."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.vaults import contact, talk, vault
from rules.webs import web_of

from notes_kit.model.people import Ref
from notes_kit.model.text import TOP
from notes_kit.rules.ties import Tie, keys

names = st.text(st.sampled_from("aAäÄßſKKıİ\u0345\u0301ǰé 🙂.-/'§Ⅷﬁ1\u00a0"), min_size=1, max_size=6)
folders = st.sampled_from(["", "a/", "a/b/", "ä/"])


@given(names, folders, names, folders, names, st.booleans())
@hypothesis_settings(max_examples=400)
@example("Ben Li", "a/", "a/Ben Li.md", "", "x", True)
@example("b", "", "../b", "a/", "x", False)
@example("a", "", "x/..", "a/", "x", False)
def test_a_note_that_a_link_leads_to_shares_a_number_with_it(stem: str, folder: str, said: str, source: str, alias: str, person: bool) -> None:
    stem = stem.replace("/", "")
    path = f"{folder}{stem}.md"
    front = f"---\n{'type: contact' if person else 'type: theme'}\naliases: [{alias!r}]\n---\n"
    whole = vault({path: front, f"{source}here.md": "x\n"})
    own = web_of(whole).table[path].said(Tie.IS)
    here = f"{source}here.md"
    for name in (said, said.swapcase(), stem, f"{stem}.MD", alias, f" {alias}", f"{folder}{stem}"):
        if path in whole.targets(name, here):
            assert keys(name, here) & own, name
        for ref in (Ref(name, "", TOP), Ref("shown", name, TOP)):
            if whole.person(ref, here).contact is not None:
                assert keys(ref.name, here) & own, ref


@given(names, names)
@hypothesis_settings(max_examples=300)
def test_two_names_of_one_person_without_a_note_share_a_number(one: str, other: str) -> None:
    whole = vault({})
    people = [whole.person(Ref(name, "", TOP)) for name in (one, other)]
    if people[0].key == people[1].key:
        assert keys(people[0].name) & keys(people[1].name) & keys(one) & keys(other)


def test_a_note_has_the_ties_that_it_states() -> None:
    whole = vault({
        "contacts/Ada Okafor.md": contact("aliases: [AO]", 'source: "[[Ben Li]]"', "organization: Northwind", "waive: [gone-cold she asked]"),
        "interviews/Talk.md": talk("2026-03-02", "thanked: 2026-03-03 [[Ben Li|Ben]]", "referrals: [Zoë]", body="![[Ada Okafor#Log]]\n[x](a/b.md)\n"),
    })  # fmt: skip
    web = web_of(whole)
    ada, told = web.table["contacts/Ada Okafor.md"], web.table["interviews/Talk.md"]
    assert ada.said(Tie.IS) == keys("ada okafor") | keys("ao")
    assert (ada.said(Tie.SOURCE), ada.said(Tie.HOUSE), ada.said(Tie.WAIVES), ada.day) == (keys("Ben Li"), keys("Northwind"), {0}, "")
    assert told.said(Tie.MET) == keys("Ada Okafor") | keys("Ben Li")
    assert (told.said(Tie.NAMED), told.said(Tie.SHOWN), told.day) == (keys("zoe"), keys("Ada Okafor"), "2026-03-02")
    assert told.said(Tie.PATH) == keys("a/b.md", "interviews/Talk.md")
    assert web.holders([Tie.MET, Tie.NAMED], keys("Ada Okafor") | keys("Zoë")) == {"interviews/Talk.md"}
