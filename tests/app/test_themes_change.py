"""Themes renamed, merged, dropped and split over a whole vault: nobody is counted otherwise than the change says, and nothing else moves."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from app.desks import desk
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from theme_stories import TODAY, Files, contact, merged, names, note, report, talk, theme, vault, vaults

from notes_kit.app import themes_change, themes_mark, themes_split
from notes_kit.app.desk import AskedWrongError
from notes_kit.app.session import Session
from notes_kit.app.themes_change import NoSuchThemeError
from notes_kit.app.themes_check import WHOLE, standing
from notes_kit.app.themes_mark import Choice
from notes_kit.app.themes_split import Which
from notes_kit.app.undo import undo
from notes_kit.io.target import ExternallyChangedError
from notes_kit.parse.edit import EditRefusedError
from notes_kit.themes.codebook import theme_key
from notes_kit.themes.respelling import themes_of
from notes_kit.themes.voices import Theme

NOW = datetime(2026, 5, 18, 12, 0, tzinfo=UTC)
BEFORE = "See `#theme/hiring` in code, [[hiring]], [[hiring|how people get in]] and [there](../themes/hiring.md#Counts).\n"
SECRET = "%% the plumber said so #theme/hiring %%"
AROUND = f"""
{BEFORE}
```
#theme/hiring [[hiring]]
```

- Rivers rise {SECRET}
## Private
- the lawyer said so #theme/hiring
"""
CODEBOOK = {
    "themes/hiring.md": note("theme", "How people get in.\n\n## Counts\n- Adverts\n", aliases="[recruitment]", parent='"[[work]]"'),
    "themes/juniors.md": note("theme", "Beginners.\n", parent='"[[hiring]]"'),
    "Profile.md": note("profile", goals='\n  - "Learn how one gets in #theme/hiring"\n  - "Read [[hiring]]"'),
}


@st.composite
def stories(draw: st.DrawFn) -> Files:
    """Vaults whose talks name themes in every way there is."""
    files = draw(vaults())
    if draw(st.booleans()):
        files |= CODEBOOK
    around = draw(st.sampled_from(["", AROUND, "### Doors #theme/hiring\n- Opens slowly\n- Opens (+) #theme/pay\n", "- Once #theme/recruitment\n"]))
    whole = draw(st.sampled_from(["", "[hiring]", "[hiring, pay]", '["[[hiring]]"]', "Hiring", "[hiring/juniors, recruitment]"]))
    files |= talk("Ben Li", "2026-02-20", around + "\n- Nobody rings #theme/hiring/juniors\n  > “They never do that” #theme/hiring\n", themes=whole)
    if draw(st.booleans()):
        files = {path: text.replace("\n", "\r\n") for path, text in files.items()}
    return files


def put(files: Files, moves: dict[str, str]) -> Files:
    """The files once themes have other names."""
    place, before = desk(files, TODAY), vault(files)
    book, known = themes_of(before)
    themes_change.put(place, before, book, known, {book.key(old): new for old, new in moves.items() if book.key(old) in known})
    out = dict(files)
    for change in place.changes():
        out.pop(change.path, None)
        if change.after is not None:
            out[change.path] = change.after.decode()
    return out


def counted(one: Theme) -> tuple[object, ...]:
    """Everything that is counted of a theme."""
    sides = [names(side) for side in (one.sides.favour, one.sides.against, one.sides.both, one.sides.unmarked)]
    places = [(said.person, said.date, said.stance, said.quote, said.reasons) for said in one.points]
    return (names(one.people), one.talks, one.first, one.last, sides, places, len(one.marks), one.by)


def themes(files: Files) -> dict[str, tuple[object, ...]]:
    return {theme_key(one.name): counted(one) for one in report(files, suggest=False).themes}


@given(stories())
@hypothesis_settings(max_examples=60)
def test_a_rename_changes_no_count(files: Files) -> None:
    before, after = report(files, suggest=False), put(files, {"hiring": "recruiting"})
    old, new = themes(files), themes(after)

    def renamed(key: str) -> str:
        return re.sub(r"^hiring(?=/|$)", "recruiting", key)

    assert {renamed(key): value for key, value in old.items()} == new
    found = report(after, suggest=False)
    assert (found.totals, len(found.unthemed)) == (before.totals, len(before.unthemed))
    assert [evidence.theme for goal in found.goals for evidence in goal.evidence] == [
        renamed(evidence.theme) for goal in before.goals for evidence in goal.evidence
    ]
    assert all(text.count("\r\n") == text.count("\n") for text in after.values() if "\r" in text), "line endings stay what they were"
    for path, text in after.items():
        code = "`#theme/hiring` in code" in text
        assert text.count("#theme/hiring") == (2 if code else 0), path
        assert ("plumber said so #theme/recruiting" in text) == ("plumber" in text)
    assert put(after, {"recruiting": "hiring"}).keys() == files.keys()


@given(stories())
@hypothesis_settings(max_examples=40)
def test_links_lead_to_the_renamed_note_and_show_what_they_showed(files: Files) -> None:
    after = put(files, {"hiring": "recruiting"})
    old, new = vault(files), vault(after)
    if "themes/hiring.md" not in files:
        assert old.notes.keys() == new.notes.keys()
        return
    moved = {"themes/hiring.md": "themes/recruiting.md"}
    for path, one in old.notes.items():
        led = [old.targets(link.target, path)[:1] for link in one.links]
        leads = [new.targets(link.target, path)[:1] for link in new.notes[moved.get(path, path)].links]
        assert leads == [[moved.get(goal, goal) for goal in goals] for goals in led]
    for text in after.values():
        if "in code" in text:
            assert "[[recruiting]], [[recruiting|how people get in]] and [there](../themes/recruiting.md#Counts)." in text
    assert new.targets("hiring") == ["themes/recruiting.md"], "the old name is an alias"
    assert new.targets("recruitment") == ["themes/recruiting.md"], "and the old alias is one still"


@given(stories())
@hypothesis_settings(max_examples=40)
def test_of_merged_themes_the_people_are_those_of_all(files: Files) -> None:
    before, after = report(files, suggest=False), report(put(files, {"hiring": "pay"}), suggest=False)
    both = [one for one in before.themes if theme_key(one.name) in ("hiring", "pay")]
    people = {voice.name for one in both for voice in one.people}
    points = {(said.path, said.line) for one in both for said in one.points}
    found = [one for one in after.themes if theme_key(one.name) == "pay"]
    assert {voice.name for one in found for voice in one.people} == people
    assert len([said for one in found for said in one.points]) == len(points)
    assert not [one for one in after.themes if theme_key(one.name) == "hiring"]
    assert after.totals == before.totals


@given(stories())
@hypothesis_settings(max_examples=40)
def test_what_was_said_on_a_dropped_theme_stays(files: Files) -> None:
    before, after = report(files, suggest=False), report(put(files, {"hiring": ""}), suggest=False)
    assert after.totals == before.totals
    assert {key: value[0] for key, value in themes(files).items() if key != "hiring"} == {
        theme_key(one.name): names(one.people) for one in after.themes
    }
    alone = [said for one in before.themes if theme_key(one.name) == "hiring" for said in one.points if len(said.themes) == 1]
    assert len(after.unthemed) == len(before.unthemed) + len(alone)


@given(stories(), st.data())
@hypothesis_settings(max_examples=60)
def test_split_themes_have_the_points_that_were_chosen_and_the_rest(files: Files, data: st.DataObject) -> None:
    before = vault(files)
    places = sorted(place for place, keys in standing(before).items() if "hiring" in keys and place[1] != WHOLE)
    chosen = set(data.draw(st.lists(st.sampled_from(places), unique=True))) if places else set()
    if not chosen:
        return
    place = desk(files, TODAY)
    themes_split.part_off(place, before, chosen, "hiring", "doors")
    after = standing(place.vault(before))
    for one in places:
        quote = before.notes[one[0]].points[one[1]].quote
        assert {"hiring", "doors"} & after[one] == ({"doors"} if one in chosen else {"hiring"}) or quote, "a quote may follow its bullet"
    assert all(keys == after[one] for one, keys in standing(before).items() if one not in places and not _quote(before, one))


def _quote(of: object, place: tuple[str, int]) -> bool:
    return place[1] != WHOLE and of.notes[place[0]].points[place[1]].quote  # type: ignore[attr-defined,no-any-return]


OFFICE = merged(
    contact("Ada Okafor"),
    contact("Ben Li"),
    contact("Chloe Marsh"),
    talk("Ada Okafor", "2026-03-01", "- The long commute by train tires me\n- Chairs are blue ^chairs\n- Adverts help #theme/hiring\n"),
    talk("Ben Li", "2026-03-02", "- I moved because of the commute\n  and the train ^moved\n- Soup is served on Fridays\n"),
    talk(
        "Chloe Marsh",
        "2026-03-03",
        "| said | how |\n|---|---|\n| Commuting two hours by train is no life | sadly |\n\n> Our cellar floods in spring\n",
    ),
)


def on_disk(root: Path, files: Files) -> Session:
    (root / "notes-kit.yaml").write_text('queries: {doors: "points --where \'\\"hiring\\" in themes\'"}\n', encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates/Theme.md").write_text('---\ntype: theme\nname: "{{title}}"\n---\n%% One sentence. %%\n', encoding="utf-8")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return Session(str(root), TODAY)


def again(session: Session) -> Session:
    return Session(session.root, TODAY)


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.md") if ".notes-kit" not in path.parts}


def test_an_accepted_theme_is_marked_with_exactly_the_points_it_was_suggested_with(tmp_path: Path) -> None:
    session = on_disk(tmp_path, OFFICE)
    before = tree(tmp_path)
    (group,) = (one for one in report(OFFICE).suggested if "train" in one.name)
    done = themes_mark.accept(session, group.name, Choice(), "Commuting", now=NOW)
    texts = {path: data.decode() for path, data in tree(tmp_path).items() if not path.startswith("templates")}
    found = theme(report(texts), "Commuting")
    assert [(said.path, said.line, said.text) for said in found.points] == [(said.path, said.line, said.text) for said in group.points]
    assert found.note == "themes/Commuting.md"
    assert "  and the train #theme/Commuting ^moved" in texts["interviews/2026-03-02 Ben Li.md"], "behind the words, before the block id"
    assert "| sadly #theme/Commuting |" in texts["interviews/2026-03-03 Chloe Marsh.md"]
    assert [line.path for line in done.lines] == [*(said.path for said in group.points), "themes/Commuting.md"]
    undo(again(session), now=NOW)
    assert tree(tmp_path) == before


def test_points_are_chosen_by_their_place(tmp_path: Path) -> None:
    session = on_disk(tmp_path, OFFICE)
    (group,) = (one for one in report(OFFICE).suggested if "train" in one.name)
    place = f"{group.points[0].path}:{group.points[0].line}"
    done = themes_mark.accept(session, group.name, Choice(but=(place,)), now=NOW, dry_run=True)
    assert group.points[0].path not in [line.path for line in done.lines]
    for text, why in (("nowhere", "is no place"), ("interviews/x.md:3", "is none of the points")):
        with pytest.raises(AskedWrongError, match=why):
            themes_mark.accept(again(session), group.name, Choice(only=(text,)), now=NOW)


def test_offers_are_accepted_into_the_theme_there_is(tmp_path: Path) -> None:
    files = merged(OFFICE, talk("Dora Quint", "2026-03-04", "- A long commute by train is tiring #theme/commuting\n"))
    session = on_disk(tmp_path, files)
    offered = [offer.said for offer in report(files).offers if offer.themes[0] == "commuting" and offer.near]
    assert offered
    themes_mark.accept(session, "commuting", Choice(), now=NOW)
    texts = {path: data.decode() for path, data in tree(tmp_path).items() if not path.startswith("templates")}
    assert {said.text for said in theme(report(texts), "commuting").points} == {said.text for said in offered} | {"A long commute by train is tiring"}
    with pytest.raises(AskedWrongError, match="leave out --as"):
        themes_mark.accept(again(session), "commuting", Choice(), "x", now=NOW)
    with pytest.raises(NoSuchThemeError, match="no theme “hirng” is suggested"):
        themes_mark.accept(again(session), "hirng", Choice(), now=NOW)


def test_every_change_is_taken_back_byte_for_byte(vault_template: Path) -> None:
    def session() -> Session:
        return Session(str(vault_template), date(2026, 5, 18))

    states = [tree(vault_template)]
    for change in (
        lambda: themes_change.rename(session(), "getting-hired", "recruiting", now=NOW),
        lambda: themes_change.merge(session(), ["masters-degree", "certificates"], "papers", now=NOW),
        lambda: themes_split.split(session(), "fundamentals", "tables", Which(words=("table",)), now=NOW),
        lambda: themes_mark.accept(session(), "councillor-page", Choice(), now=NOW),
        lambda: themes_change.drop(session(), "rota", now=NOW),
    ):
        assert change().touched
        states.append(tree(vault_template))
        assert states[-1] != states[-2]
    for before in reversed(states[:-1]):
        undo(session(), now=NOW)
        assert tree(vault_template) == before


def test_a_name_that_is_taken_asks_for_a_merge(tmp_path: Path) -> None:
    session = on_disk(tmp_path, merged(CODEBOOK, talk("Ada Okafor", "2026-03-01", "- Fair #theme/pay\n- x #theme/hiring/pay\n")))
    for old, new in (("pay", "hiring"), ("pay", "Recruitment"), ("pay", "JUNIORS")):
        with pytest.raises(AskedWrongError, match="`notes-kit themes merge"):
            themes_change.rename(session, old, new, now=NOW)
    with pytest.raises(AskedWrongError, match="is what it is called already"):
        themes_change.rename(session, "pay", "pay", now=NOW)
    with pytest.raises(AskedWrongError, match="is no name for a theme"):
        themes_change.rename(session, "pay", "&&", now=NOW)
    with pytest.raises(AskedWrongError, match="at least two themes"):
        themes_change.merge(session, ["pay", "PAY"], now=NOW)
    with pytest.raises(NoSuchThemeError, match="did you mean"):
        themes_change.drop(session, "hirings", now=NOW)


def test_case_and_spaces_are_the_persons_own() -> None:
    files = merged(CODEBOOK, talk("Ada Okafor", "2026-03-01", "- Fair #Theme/Pay\n- More #theme/pay\n"))
    after = put(files, {"pay": "Fair-Pay"})
    assert "- Fair #Theme/Fair-Pay\n- More #theme/Fair-Pay\n" in after["interviews/2026-03-01 Ada Okafor.md"]
    assert "themes/Hiring.md" not in put(files, {"hiring": "Hiring"}), "a file is not renamed for its case alone"
    assert "name: Hiring" in put(files, {"hiring": "Hiring"})["themes/hiring.md"]


def test_what_another_note_says_is_put_below_the_one_that_stays() -> None:
    files = merged(CODEBOOK, {"themes/pay.md": note("theme", "What they earn.\n## Counts\n- Wages\n", aliases="[wages]", owner="me")})
    after = put(files, {"pay": "hiring"})
    text = after["themes/hiring.md"]
    assert text.endswith("## Counts\n- Adverts\n\n# pay\n\nWhat they earn.\n## Counts\n- Wages\n")
    assert "aliases: [recruitment, pay, wages]" in text
    assert "owner:\n  - me" in text
    assert "themes/pay.md" not in after
    swallowing = files | {"themes/hiring.md": files["themes/hiring.md"] + "%% never closed\n"}
    with pytest.raises(AskedWrongError, match="would swallow"):
        put(swallowing, {"pay": "hiring"})
    with pytest.raises(AskedWrongError, match="is confidential"):
        put(files | {"themes/pay.md": note("theme", "x", confidential="true")}, {"pay": "hiring"})
    with pytest.raises(AskedWrongError, match="two notes define"):
        put(files | {"b/hiring.md": note("theme", "x")}, {"hiring": "recruiting"})
    with pytest.raises(AskedWrongError, match="is there already"):
        put(files | {"themes/doors.md": note("organization", "x")}, {"hiring": "doors"})


def test_a_link_that_would_lead_elsewhere_stops_the_change() -> None:
    files = merged(CODEBOOK, {"Door.md": note("contact", "", aliases="[Doors]"), "a.md": "[[doors]]\n"})
    with pytest.raises(Exception, match=r"a\.md:1: \[\[doors\]\] would lead elsewhere"):
        put(files, {"hiring": "doors"})


def test_a_tag_inside_a_sentence_leaves_its_word() -> None:
    said = (
        "- She says #theme/hiring is broken\n- #theme/hiring Slow\n- Fast #theme/hiring #theme/pay ^x\n### #theme/hiring\n- Third #theme/hiring (+)\n"
    )
    after = put(talk("Ada Okafor", "2026-03-01", said), {"hiring": ""})["interviews/2026-03-01 Ada Okafor.md"]
    assert "- She says hiring is broken\n- Slow\n- Fast #theme/pay ^x\n### hiring\n- Third (+)\n" in after
    once = put(talk("Ada Okafor", "2026-03-01", said), {"hiring": "pay"})["interviews/2026-03-01 Ada Okafor.md"]
    assert "- Fast #theme/pay ^x\n" in once


def test_links_to_a_heading_follow_its_tag() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", "### Doors #theme/hiring\n- Slow\n"), {"a.md": "[[2026-03-01 Ada Okafor#Doors theme/hiring|there]]\n"}
    )
    assert put(files, {"hiring": "pay"})["a.md"] == "[[2026-03-01 Ada Okafor#Doors theme/pay|there]]\n"


def test_private_passages_are_changed_and_never_shown(tmp_path: Path) -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", f"- Open #theme/hiring\n{AROUND}"),
        talk("Ben Li", "2026-03-02", "- The baker said so #theme/hiring\n", confidential="true"),
        {"c.md": "Words.\n> [!private]\n> The butcher said so #theme/hiring\n"},
    )
    session = on_disk(tmp_path, files)
    shown = themes_change.rename(session, "hiring", "doors", now=NOW, dry_run=True)
    assert "+- Open #theme/doors" in shown.diff
    for secret in ("plumber", "lawyer", "baker", "butcher"):
        assert secret not in shown.diff
        assert secret in "".join(files.values())
    assert shown.diff.count("+(private, changed)") == 4
    themes_change.rename(again(session), "hiring", "doors", now=NOW)
    assert b"The baker said so #theme/doors" in tree(tmp_path)["interviews/2026-03-02 Ben Li.md"]
    assert b"The butcher said so #theme/doors" in tree(tmp_path)["c.md"]


def test_a_saved_query_that_names_the_theme_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    session = on_disk(tmp_path, talk("Ada Okafor", "2026-03-01", "- Open #theme/hiring\n"))
    session.say = said.append
    themes_change.rename(session, "hiring", "doors", now=NOW)
    assert said == ["the saved query @doors asks for hiring; change it in notes-kit.yaml"]


def test_nothing_is_written_where_one_note_cannot_be_or_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = merged(*(talk(who, "2026-03-01", "- Open #theme/hiring\n") for who in ("Ada Okafor", "Ben Li")))
    session = on_disk(tmp_path, files)
    bad = tmp_path / "interviews/2026-03-01 Ben Li.md"
    bad.write_bytes(bad.read_bytes() + b"\xff #theme/hiring\n")
    before = tree(tmp_path)
    with pytest.raises(EditRefusedError, match="is not UTF-8"):
        themes_change.rename(session, "hiring", "doors", now=NOW)
    assert tree(tmp_path) == before
    bad.write_bytes(files["interviews/2026-03-01 Ben Li.md"].encode())

    def saved_meanwhile(*_: object, **__: object) -> None:
        bad.write_bytes(b"# Another editor\n")

    monkeypatch.setattr(themes_change, "look_again", saved_meanwhile)
    with pytest.raises(ExternallyChangedError):
        themes_change.rename(again(session), "hiring", "doors", now=NOW)
    assert tree(tmp_path) == before | {"interviews/2026-03-01 Ben Li.md": b"# Another editor\n"}


def test_a_change_that_would_count_somebody_otherwise_is_stopped() -> None:
    files = merged(CODEBOOK, talk("Ada Okafor", "2026-03-01", "- Open\n", themes=">\n  hiring"))
    with pytest.raises(EditRefusedError, match="several lines"):
        put(files, {"hiring": "doors"})
