"""What happened between two days is told in the words of the field, once, and whatever way the notes were moved about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes_kit.model.changes import Changes, pack_changes, unpack_changes
from notes_kit.model.note import Note
from notes_kit.model.settings import Settings
from notes_kit.model.snapshot import Snapshot, pack_snapshot, unpack_snapshot
from notes_kit.model.vault import Vault
from notes_kit.parse.note import read_note
from notes_kit.parse.records import build_vault
from notes_kit.rules.driver import run
from notes_kit.themes.build import build_report
from notes_kit.themes.changed import compare
from notes_kit.themes.snapshot import take

ROOT = Path(__file__).resolve().parent.parent.parent
MON, SUN = date(2026, 5, 11), date(2026, 5, 17)
ADA, BEN, TALK = "contacts/Ada Okafor.md", "contacts/Ben Li.md", "interviews/2026-05-13 Ada.md"


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def talk(day: str = "2026-05-13", *lines: str, who: str = "[[Ada Okafor]]", body: str = "") -> str:
    return "\n".join(("---", "type: interview", f'contact: "{who}"', f"date: {day}", *lines, "---", body))


def vault(files: Mapping[str, str]) -> Vault:
    return build_vault([read(path, text) for path, text in files.items()], Settings())


@cache
def read(path: str, text: str) -> Note:
    return read_note(path, text.encode(), Settings())


def snap(files: Mapping[str, str], day: date) -> Snapshot:
    found = vault(files)
    return take(found, day, run(found, day, select=["duties"]))


def told(
    before: Mapping[str, str], after: Mapping[str, str], part: str, *days: date, renames: Mapping[str, str] | None = None
) -> list[tuple[str, ...]]:
    first, last = days or (MON, SUN)
    return [(one.what, one.who, one.words) for one in getattr(compare(snap(before, first), snap(after, last), renames), part)]


HERE = {ADA: contact("role: analyst", "organization: Harbour"), BEN: contact("role: buyer")}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {ADA: contact("role: analyst", 'organization: "[[Harbour]]"', 'source: "[[Ben Li]]"')}, ("new", "Ada Okafor", "analyst @ Harbour, through Ben Li")),
        ({}, {ADA: contact()}, ("new", "Ada Okafor", "")),
        (HERE, {ADA: HERE[ADA]}, ("gone", "Ben Li", "the note contacts/Ben Li.md is gone")),
        (HERE, HERE | {ADA: contact("role: head of data", "location: Porto")}, ("moved", "Ada Okafor", "role: analyst → head of data; organization: Harbour → –; location: – → Porto")),
        (HERE, HERE | {ADA: contact("role:  analyst ", 'organization: "Harbour"', "# a remark", body="More.")}, None),
        ({BEN: HERE[BEN]}, {BEN: contact("role: buyer", "name: Ben Lindqvist")}, ("renamed", "Ben Lindqvist", "was Ben Li")),
    ],
    ids=["new", "a name alone", "gone", "moved", "rewritten", "renamed"],
)  # fmt: skip
def test_people(before: Mapping[str, str], after: Mapping[str, str], expected: tuple[str, ...] | None) -> None:
    assert told(before, after, "people") == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("path", "text", "renames"),
    [
        ("people/ada.md", contact("role: analyst", "organization: Harbour", "name: Ada Okafor"), {}),  # the same name
        ("contacts/A. O.md", contact("role: analyst", "organization: Harbour"), {}),  # the same bytes
        ("contacts/Ada Smith.md", contact("name: Ada Okafor", "role: analyst", "organization: Harbour", "phone: 1"), {}),
        ("contacts/Zed.md", contact("name: Ada Okafor", "role: analyst", "organization: Harbour", body="all else is new"), {ADA: "contacts/Zed.md"}),
    ],
)
def test_a_note_that_moved_is_the_same_person(path: str, text: str, renames: Mapping[str, str]) -> None:
    before = HERE | {TALK: talk(body="## Notes\n- x"), "interviews/x.md": talk("2026-04-01", "thanked: 2026-04-02", body="- y")}
    after = {name: body.replace("[[Ada Okafor]]", f"[[{path.removesuffix('.md')}]]") for name, body in before.items() if name != ADA} | {path: text}
    found = compare(snap(before, SUN), snap(after, SUN), renames)
    assert (found.talks, found.deeds, found.closed, found.new) == ((), (), (), ())
    assert [one for one in found.people if one.what in ("new", "gone")] == []
    assert snap(before, SUN).duties


def test_two_who_could_be_the_same_are_not_guessed() -> None:
    before = {"a.md": contact("type: contact", "name: Ada"), "b.md": contact("type: contact", "name: Ada")}
    after = {"c.md": contact("type: contact", "name: Ada", "role: x")}
    assert sorted(one[0] for one in told(before, after, "people")) == ["gone", "gone", "new"]


AHEAD, HELD = (
    talk("2026-05-20T15:00", "format: video"),
    talk("2026-05-13", "outcome: held", "format: video", 'referrals: ["Chloe Marsh"]', body="## Notes\n- one\n- two"),
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, AHEAD, ("arranged", "Ada Okafor", "video")),
        (None, HELD, ("held", "Ada Okafor", "video, 2 points, named Chloe Marsh")),
        (talk("2026-05-13"), HELD, ("held", "Ada Okafor", "video, 2 points, named Chloe Marsh")),
        (AHEAD, talk("2026-05-22T15:00", "format: video"), ("rescheduled", "Ada Okafor", "2026-05-20 → 2026-05-22")),
        (AHEAD, talk("2026-05-20T15:00", "outcome: cancelled"), ("cancelled", "Ada Okafor", "")),
        (AHEAD, talk("2026-05-20T15:00", "outcome: moved"), ("put off", "Ada Okafor", "")),
        (talk("2026-05-12"), talk("2026-05-12", "outcome: no-show"), ("no-show", "Ada Okafor", "")),
        (talk("2026-05-02", "outcome: held"), talk("2026-05-02", "outcome: held", body="- one"), ("written down", "Ada Okafor", "0 → 1 points")),
        (AHEAD, None, ("gone", "Ada Okafor", f"the note {TALK} is gone")),
        (AHEAD, AHEAD + "more words", None),
        (None, talk("2026-05-12"), None),
    ],
)
def test_talks(before: str | None, after: str | None, expected: tuple[str, ...] | None) -> None:
    sides = [HERE | ({TALK: text} if text else {}) for text in (before, after)]
    assert told(sides[0], sides[1], "talks") == ([expected] if expected else [])


def test_a_talk_put_off_under_another_name_is_one_talk() -> None:
    before, after = HERE | {"interviews/2026-05-20 Ada.md": AHEAD}, HERE | {"interviews/2026-05-27 Ada.md": AHEAD.replace("05-20", "05-27")}
    assert told(before, after, "talks") == [("rescheduled", "Ada Okafor", "2026-05-20 → 2026-05-27")]


def test_a_talk_takes_place_though_no_note_changed() -> None:
    written = HERE | {TALK: talk("2026-05-13", "outcome: held")}
    assert told(written, written, "talks") == [("held", "Ada Okafor", "0 points")]
    assert told(written, written, "talks", SUN, SUN) == []


FACTS = contact(
    "outreach:", "  - 2026-04-01 email", "  - 2026-05-12 linkedin once more", "replied: 2026-05-13", "touches:", "  - 2026-05-14 phone give a name",
    "linkedin_connected: 2026-05-15", "closed: 2026-05-16 moved on", body="## Log\n- 2026-05-15 called",
)  # fmt: skip


def test_facts() -> None:
    before, after = HERE | {TALK: talk()}, HERE | {ADA: FACTS, TALK: talk("2026-05-13", "confirmed: 2026-05-11", "thanked: 2026-05-14")}
    assert told(before, after, "deeds") == [
        ("asked", "Ada Okafor", "email"),  # of April, but written down now
        ("confirmed", "Ada Okafor", ""), ("asked", "Ada Okafor", "linkedin once more"), ("replied", "Ada Okafor", ""),
        ("touched", "Ada Okafor", "phone give a name"), ("thanked", "Ada Okafor", ""), ("connected", "Ada Okafor", ""),
        ("touched", "Ada Okafor", "called"), ("closed", "Ada Okafor", "moved on"),
    ]  # fmt: skip
    assert told(after, after, "deeds") == [one for one in told(before, after, "deeds") if one[2] != "email" and one[0] != "confirmed"], (
        "their days came"
    )
    assert told({}, after, "deeds")[0] != ("asked", "Ada Okafor", "email"), "of somebody new what lies before is no news"
    assert told(after, after, "deeds", SUN, SUN) == []


def test_duties_that_closed_came_and_grew_late() -> None:
    before = HERE | {
        ADA: contact("salutation: Ms", "source: x", "outreach:", "  - 2026-05-06 email"),
        BEN: contact("salutation: Mr", "source: x", "outreach:", "  - 2026-05-04 email"),
    }
    thanks = {
        TALK: talk(
            "2026-05-13",
            "outcome: held",
            "thanked: 2026-05-14",
            "referrals: none",
            body="## Notes\n- x\n## Takeaways\n- y\n## Next steps\n- [ ] z 📅 2026-07-01",
        )
    }
    after = (
        before
        | {
            ADA: contact(
                "salutation: Ms",
                "source: x",
                "channel: email",
                "outreach:",
                "  - 2026-05-06 email",
                "replied: 2026-05-12",
                "linkedin_connected: 2026-05-14",
            )
        }
        | thanks
    )
    found = compare(snap(before, MON), snap(after, SUN))
    assert [(duty.rule, duty.who) for duty in found.closed] == []
    assert [(duty.rule, duty.who, duty.late) for duty in found.late] == [("outreach-unanswered", "Ben Li", 6)]
    found = compare(snap(before, SUN), snap(after, SUN))
    assert [(duty.rule, duty.who) for duty in found.closed] == [("outreach-unanswered", "Ada Okafor")]
    assert [duty.rule for duty in compare(snap(after, SUN), snap(before, SUN)).new] == ["outreach-unanswered"]
    moved = {path.replace("Ben Li", "B. Li"): text.replace("salutation: Mr", "name: Benedict Li\nsalutation: Mr") for path, text in before.items()}
    found = compare(snap(before, SUN), snap(moved, SUN), {BEN: "contacts/B. Li.md"})
    assert (found.closed, found.new, [one.what for one in found.people]) == ((), (), ["renamed"])


def heard(**sides: str) -> dict[str, str]:
    """A held talk with each person, who says one thing on one theme; the sides by name."""
    files = {}
    for name, mark in sides.items():
        files[f"contacts/{name}.md"] = contact()
        files[f"interviews/{name}.md"] = talk(
            "2026-05-02", "outcome: held", who=f"[[{name}]]", body=f"## Notes\n- Words of {name} {mark} #theme/pay" if mark else "- x"
        )
    return files


@pytest.mark.parametrize(
    ("before", "after", "what", "people"),
    [
        ({"Ada": ""}, {"Ada": "(+)"}, "new", ("Ada",)),
        ({"Ada": "(+)"}, {"Ada": "(+)", "Ben": "(+)"}, "grew", ("Ben",)),
        ({"Ada": "(+)"}, {"Ada": "(+)", "Ben": "."}, "grew", ("Ben",)),
        ({"Ada": "(+)"}, {"Ada": "(+)", "Ben": "(-)"}, "turned", ("Ben",)),
        ({"Ada": "(+)"}, {"Ada": "(-)"}, "turned", ()),
        ({"Ada": "(+)", "Ben": "(+)"}, {"Ada": "(±)", "Ben": "(+)"}, "turned", ()),
        ({"Ada": ".", "Ben": "."}, {"Ada": "(-)", "Ben": "."}, None, ()),
        ({"Ada": "(+)", "Ben": "(+)"}, {"Ada": "(+)", "Ben": ""}, "shrank", ()),
        ({"Ada": "(+)"}, {"Ada": ""}, "gone", ()),
        ({"Ada": "(+)"}, {"Ada": "(+)"}, None, ()),
    ],
)
def test_themes(before: dict[str, str], after: dict[str, str], what: str | None, people: tuple[str, ...]) -> None:
    found = compare(snap(heard(**before), MON), snap(heard(**after), SUN)).themes
    assert [(one.what, one.name, one.people) for one in found] == ([(what, "pay", people)] if what else [])


def test_actions() -> None:
    def steps(*lines: str) -> dict[str, str]:
        return HERE | {TALK: talk("2026-05-02", "outcome: held", body="\n".join(("## Next steps", *lines)))}

    before = steps("- [ ] Send it 📅 2026-05-15", "- [ ] Introduces me #promised", "- [x] Long done ✅ 2026-05-03", "- [ ] Drop me")
    after = steps(
        "- [x] Send it 📅 2026-05-15 ✅ 2026-05-14",
        "- [x] Introduces me #promised ✅ 2026-05-16",
        "- [x] Long done ✅ 2026-05-03",
        "- [-] Drop me",
        "- [ ] Read more 📅 2026-06-01",
        "- [ ] Sends a paper #promised",
    )
    expected = [("done", "Send it"), ("they did", "Introduces me"), ("dropped", "Drop me"), ("agreed", "Read more"), ("promised", "Sends a paper")]
    assert [(what, words) for what, _, words in told(before, after, "actions")] == expected
    assert told(after, after, "actions", SUN, SUN) == []
    assert [what for what, *_ in told(before, steps("- [ ] Send it by Friday"), "actions")] == ["agreed"], "a task that is gone is no deed"


def test_goals_and_assumptions() -> None:
    def profile(*lines: str) -> dict[str, str]:
        return heard(Ada="(+)") | {"Profile.md": "\n".join(("---", "type: profile", *lines, "---", ""))}

    before = profile("goals:", '  - "find out about pay #theme/pay"', "  - decide on a degree", "assumptions:", "  - hours are long")
    after = profile("goals:", '  - "find out more about pay #theme/pay"', "assumptions:", "  - hours are long", "  - nobody hires")
    found = [(one.what, one.belief.kind, one.belief.text, one.before) for one in compare(snap(before, MON), snap(after, SUN)).beliefs]
    assert found == [
        ("reworded", "goal", "find out more about pay", "find out about pay"), ("new", "assumption", "nobody hires", ""), ("gone", "goal", "decide on a degree", ""),
    ]  # fmt: skip
    more = {**before, **{path: text for path, text in heard(Ada="(+)", Ben="(-)").items() if "Ben" in path}}
    (evidence,) = compare(snap(before, MON), snap(more, SUN)).beliefs
    assert (evidence.what, evidence.evidence) == ("evidence", (("pay", (1, 0, 0, 0), (1, 1, 0, 0)),))


def test_what_is_private_counts_as_in_the_report() -> None:
    open_, hidden = heard(Ada="(+)"), heard(Ada="(+)")
    hidden["interviews/Ada.md"] = hidden["interviews/Ada.md"].replace("date:", "confidential: true\ndate:")
    assert compare(snap(hidden, MON), snap(hidden, SUN)).themes == ()
    assert [one.what for one in compare(snap(hidden, MON), snap(open_, SUN)).themes] == ["new"]


def example() -> dict[str, str]:
    root = ROOT / "vault-template"
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.md")) if "templates" not in path.parts
    }


def test_it_counts_as_the_report_does() -> None:
    files = example()
    themes = build_report(vault(files), SUN, suggest=False).marked
    said = {(one.name, tuple(map(len, (one.sides.favour, one.sides.against, one.sides.both, one.sides.unmarked)))) for one in themes}
    assert {(one.name, one.counts) for one in snap(files, SUN).themes} == said
    assert len(snap(files, SUN).themes) > 5


days = st.dates(date(2026, 1, 1), date(2026, 8, 1))


@settings(max_examples=15)
@given(first=days, length=st.integers(0, 60), gone=st.sets(st.integers(0, 40), max_size=8))
def test_nothing_happens_twice_and_what_comes_can_go(first: date, length: int, gone: set[int]) -> None:
    files = example()
    fewer = {path: text for number, (path, text) in enumerate(files.items()) if number not in gone}
    last = date.fromordinal(first.toordinal() + length)
    before, after = snap(fewer, first), snap(files, last)
    assert not compare(before, before).any
    there, back = compare(before, after), compare(after, before)
    assert {one.who for one in there.people if one.what == "new"} == {one.who for one in back.people if one.what == "gone"}
    assert {one.name for one in there.themes if one.what == "new"} == {one.name for one in back.themes if one.what == "gone"}
    assert len(there.closed) == len(back.new)
    assert len(there.new) == len(back.closed)
    for kept in (before, after):
        assert unpack_snapshot(pack_snapshot(kept)) == kept
    for changes in (there, back):
        assert unpack_changes(pack_changes(changes)) == changes
        assert isinstance(changes, Changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '[1,"2026-01-01"]',
        '[99,"2026-01-01",[],[],[],[],[],[],[]]',
        '[1,"nonsense",[],[],[],[],[],[],[]]',
        "\0",
        '[1,"2026-01-01",[["x"]],[],[],[],[],[],[]]',
    ],
)
def test_what_is_no_snapshot_is_none(text: str) -> None:
    assert unpack_snapshot(text) is None
