"""What each event writes, into which note, and what is refused: a fact recorded is exactly that fact."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from app.desks import Texts, changed, log
from app.opened import opened
from rules.vaults import vault

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.log import AHEAD as WITHIN
from notes_kit.app.log import Fact, compare, find_person
from notes_kit.app.log import log as record_fact
from notes_kit.app.log_contact import AlreadySaidError
from notes_kit.app.log_words import EVENTS
from notes_kit.app.session import NobodyError
from notes_kit.model.finding import Finding
from notes_kit.parse.edit import EditRefusedError
from notes_kit.rules.driver import run

TODAY = date(2026, 3, 6)
ADA = "contacts/Ada Okafor.md"
BEN = "contacts/Ben Li.md"
HELD = "interviews/2026-03-02 Ada and Ben.md"
AHEAD = "interviews/2026-03-10 Ada.md"
FILES = {
    ADA: """\
---
type: contact
aliases: [Addie]
email: ada@northwind.example   # the one she reads
outreach:
  - 2026-02-10 email
replied: 2026-02-12
channel: linkedin
---
- [ ] Ask her about the rota
""",
    BEN: "---\ntype: contact\nname: Ben Li\nlinkedin: https://linkedin.example/in/ben\n---\n",
    HELD: """\
---
type: interview
contact: ["[[Ada Okafor]]", "[[Ben Li]]", Chloe Marsh]
date: 2026-03-02
outcome: held
referrals: ["[[Ben Li]]"]
---
## Next steps
- [ ] Send the lineage paper 📅 2026-03-05
- [ ] Introduces me to Dana #promised
- [x] Read the handbook ✅ 2026-03-04
""",
    AHEAD: '---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: 2026-03-10T15:00\nduration: 25\nconfirmed: 2026-03-05\nplace: Quay 4\n---\n',
}


def compared(before: Texts, after: Texts) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The duties that are gone, and those that are new."""
    return compare(*(run(vault(files), TODAY, horizon=WITHIN) for files in (before, after)), TODAY)


def written(who: str, event: str, *words: str, today: date = TODAY, **options: str) -> dict[str, list[str]]:
    return changed(FILES, log(FILES, today, who, event, *words, **options))


@pytest.mark.parametrize(
    ("command", "path", "lines"),
    [
        ("outreach", ADA, ["  - 2026-03-06 linkedin"]),
        ("outreach yesterday", ADA, ["  - 2026-03-05 linkedin"]),
        ("outreach 2026-03-01 email second message", ADA, ["  - 2026-03-01 email second message"]),
        ("outreach email 2026-03-01 second message", ADA, ["  - 2026-03-01 email second message"]),
        ("declined -2d", ADA, ["declined: 2026-03-04"]),
        ("declined last wed", ADA, ["declined: 2026-03-04"]),
        ("touch", ADA, ["touches:", "  - 2026-03-06 linkedin"]),
        ("touch give the paper: “Lineage #2”", ADA, ["touches:", '  - "2026-03-06 linkedin give the paper: “Lineage #2”"']),
        ("touch 3 days ago lunch by the river", ADA, ["touches:", "  - 2026-03-03 in-person lunch by the river"]),
        ("touch other people came too", ADA, ["touches:", "  - 2026-03-06 other people came too"]),
        ("linkedin", ADA, ["linkedin_connected: 2026-03-06"]),
        ("paused +3m", ADA, ["paused: 2026-06-06"]),
        ("paused until 2026-06-01", ADA, ["paused: 2026-06-01"]),
        ("closed moved abroad: Porto", ADA, ['closed: "2026-03-06 moved abroad: Porto"']),
        ("closed 2026-03-01 moved on", ADA, ["closed: 2026-03-01 moved on"]),
        ("thanked", HELD, ["thanked:", "  - 2026-03-06 [[Ada Okafor]]"]),
        ("thanked 2026-03-03", HELD, ["thanked:", "  - 2026-03-03 [[Ada Okafor]]"]),
        ("confirmed", AHEAD, ["confirmed: 2026-03-06"]),
        ("scheduled 2026-03-12 9:30", AHEAD, ["date: 2026-03-12T09:30", "confirmed:"]),
        ("scheduled 2026-03-10 16:00", AHEAD, ["date: 2026-03-10T16:00"]),
        ("cancelled", AHEAD, ["outcome: cancelled"]),
        ("referral Dana Reyes", HELD, ['referrals: ["[[Ben Li]]", "Dana Reyes"]']),
        ("referral Reyes, Dana", HELD, ['referrals: ["[[Ben Li]]", "[[Reyes, Dana]]"]']),
        ("done lineage", HELD, ["- [x] Send the lineage paper 📅 2026-03-05 ✅ 2026-03-06"]),
        ("done yesterday the lineage paper", HELD, ["- [x] Send the lineage paper 📅 2026-03-05 ✅ 2026-03-05"]),
        ("done introduces", HELD, ["- [x] Introduces me to Dana #promised ✅ 2026-03-06"]),
        ("done ask her about the rotas", ADA, ["- [x] Ask her about the rota ✅ 2026-03-06"]),
    ],
)
def test_an_event_writes_its_own_line_and_no_other(command: str, path: str, lines: list[str]) -> None:
    assert written("ada", *command.split()) == {path: lines}


def test_every_event_is_tried_here() -> None:
    source = __import__("inspect").getsource(__import__("sys").modules[__name__])
    assert [name for name in EVENTS if f'"{name}' not in source] == []


@pytest.mark.parametrize("who", ["Ada Okafor", "ada", "Addie", "okafor", ADA, "contacts/Ada Okafor"])
def test_somebody_is_named_as_a_person_would(who: str) -> None:
    assert list(written(who, "linkedin")) == [ADA]


def test_a_person_without_a_note_is_thanked_through_their_talk() -> None:
    assert written("chloe", "thanked") == {HELD: ["thanked:", "  - 2026-03-06 [[Chloe Marsh]]"]}
    with pytest.raises(AskedWrongError, match=r'Chloe Marsh has no note of their own.*`notes-kit new contact "Chloe Marsh"`'):
        written("chloe", "touch")


def test_a_person_who_was_only_named_is_to_get_a_note() -> None:
    files = {**FILES, HELD: FILES[HELD].replace('["[[Ben Li]]"]', "Dana Reyes")}
    with pytest.raises(NobodyError, match=r'Dana Reyes was named .*:6.* and has no note yet: `notes-kit new contact "Dana Reyes"`'):
        log(files, TODAY, "Dana Reyes", "thanked")
    with pytest.raises(NobodyError, match="did you mean Ada Okafor"):
        log(files, TODAY, "Adda Okafor", "thanked")


def test_a_full_name_without_a_note_goes_before_a_part_of_somebody_elses() -> None:
    files = {**FILES, HELD: FILES[HELD].replace("Chloe Marsh", "Ada")}
    files[ADA] = files[ADA].replace("[Addie]", "")
    assert find_person(vault(files), "ada").contact is None
    assert find_person(vault(files), "okafor").contact is not None


def test_thanks_for_one_of_several_leave_the_others_owed() -> None:
    files = log(FILES, TODAY, "ben", "thanked", "2026-03-03")
    files = log(files, TODAY, "ada", "thanked")
    assert changed(FILES, files) == {HELD: ["thanked:", "  - 2026-03-03 [[Ben Li]]", "  - 2026-03-06 [[Ada Okafor]]"]}
    closed, opened = compared(FILES, files)
    assert sorted((item.rule, item.contact) for item in closed) == [("thank-you-missing", "Ada Okafor"), ("thank-you-missing", "Ben Li")]
    assert opened == ()


def test_thanks_go_to_the_last_talk_that_lacks_them_and_to_another_by_its_day() -> None:
    one, two = (f"interviews/{day} Ben.md" for day in ("2026-02-01", "2026-02-20"))
    files = {BEN: FILES[BEN]} | {
        path: f'---\ntype: interview\ncontact: "[[Ben Li]]"\ndate: {path[11:21]}\noutcome: held\n---\n' for path in (one, two)
    }
    once = log(files, TODAY, "ben", "thanked")
    assert changed(files, once) == {two: ["thanked: 2026-03-06"]}
    with pytest.raises(AlreadySaidError, match=r"2026-02-20 Ben.md:6 says so already.*for the talk of 2026-02-01 add `--interview 2026-02-01`"):
        log(once, TODAY, "ben", "thanked")
    twice = log(once, TODAY, "ben", "thanked", interview="2026-02-01")
    assert changed(once, twice) == {one: ["thanked: 2026-03-06"]}
    assert changed(twice, log(twice, TODAY, "ben", "linkedin")) == {BEN: ["linkedin_connected: 2026-03-06"]}
    with pytest.raises(AlreadySaidError, match="was thanked on 2026-03-06"):
        log(twice, TODAY, "ben", "thanked", "2026-03-05")


def talk(day: str, outcome: str = "", **more: str) -> dict[str, str]:
    lines = [f"{key}: {value}" for key, value in {"outcome": outcome, **more}.items()]
    return {f"interviews/{day[:10]} Ben.md": "\n".join(["---", "type: interview", 'contact: "[[Ben Li]]"', f"date: {day}", *lines, "---", ""])}


def held(*talks: dict[str, str], words: str = "", event: str = "held", interview: str = "") -> dict[str, list[str]]:
    files = {BEN: FILES[BEN]}
    for one in talks:
        files |= one
    return changed(files, log(files, TODAY, "ben", event, *words.split(), interview=interview))


OUT = ["outcome: held"]
FEB, MAR, APR = (f"interviews/{day} Ben.md" for day in ("2026-02-20", "2026-03-05", "2026-04-01"))


def test_held_settles_the_last_talk_that_was_not_called_off() -> None:
    assert held(talk("2026-02-20"), talk("2026-03-05")) == {MAR: OUT}
    assert held(talk("2026-02-20"), talk("2026-03-05", "cancelled")) == {FEB: OUT}
    assert held(talk("2026-02-20"), talk("2026-03-05"), words="2026-02-20") == {FEB: OUT}
    assert held(talk("2026-02-20"), talk("2026-03-05"), interview="2026-02-20") == {FEB: OUT}
    assert held(talk("2026-02-20"), talk("2026-04-01")) == {FEB: OUT}


def test_held_begins_the_note_of_a_talk_that_has_none() -> None:
    for made in (held(), held(words="today"), held(talk("2026-02-20", "held"), words="today")):
        path = "interviews/2026-03-06 Ben Li.md"
        assert list(made) == [path]
        assert {'contact: "[[Ben Li]]"', "date: 2026-03-06", "duration: 30", "outcome: held"} <= set(made[path])
    assert "date: 2026-03-04T15:00" in held(words="2026-03-04 15:00")["interviews/2026-03-04 Ben Li.md"]


@pytest.mark.parametrize(
    ("talks", "words", "match"),
    [
        ([talk("2026-02-20", "held")], "", "says so already: held; if you have talked again, say on which day"),
        ([talk("2026-02-20"), talk("2026-03-05", "held")], "", "for the talk of 2026-02-20 add `--interview 2026-02-20`"),
        ([talk("2026-02-20", "cancelled")], "", "says `outcome: cancelled`; if that is wrong, change it there"),
        ([talk("2026-02-20")], "2026-03-04", "the talk with Ben Li of 2026-02-20 is not settled"),
        ([talk("2026-04-01")], "", "is set for 2026-04-01, which lies ahead; if you talked before that, say on which day"),
        ([], "tomorrow", "“tomorrow” is 2026-03-07, which lies ahead, and `held` is for what has happened"),
    ],
)
def test_held_asks_where_it_could_be_another_talk(talks: list[dict[str, str]], words: str, match: str) -> None:
    with pytest.raises((AskedWrongError, AlreadySaidError), match=match):
        held(*talks, words=words)


def test_a_talk_that_came_to_nothing() -> None:
    assert held(talk("2026-02-20"), event="no-show") == {FEB: ["outcome: no-show"]}
    assert held(talk("2026-02-20"), talk("2026-04-01"), event="no-show") == {FEB: ["outcome: no-show"]}
    assert held(talk("2026-02-20", "held"), talk("2026-04-01"), event="cancelled") == {APR: ["outcome: cancelled"]}
    assert held(talk("2026-02-20"), talk("2026-04-01"), event="cancelled", words="2026-04-01") == {APR: ["outcome: cancelled"]}
    for event, match in (("cancelled", "several talks with Ben Li are open"), ("moved", "several talks")):
        with pytest.raises(AskedWrongError, match=match):
            held(talk("2026-02-20"), talk("2026-04-01"), event=event)
    with pytest.raises(AlreadySaidError, match=":5 says so already: cancelled"):
        held(talk("2026-02-20", "cancelled"), event="cancelled")
    with pytest.raises(AskedWrongError, match="there is no open talk with Ben Li"):
        held(talk("2026-02-20", "held"), event="no-show")
    with pytest.raises(AskedWrongError, match="which lies ahead"):
        held(talk("2026-04-01"), event="held", interview="2026-04-01")


def test_a_talk_that_moved_keeps_its_people_place_and_length() -> None:
    made = held(talk("2026-04-01T10:00", duration="25", place="Quay 4", format="in-person"), event="moved", words="2026-04-08 11:00")
    assert made[APR] == ["outcome: moved"]
    new = set(made["interviews/2026-04-08 Ben Li.md"])
    assert {'contact: "[[Ben Li]]"', "date: 2026-04-08T11:00", "duration: 25", "place: Quay 4", "format: in-person"} <= new
    assert held(talk("2026-04-01"), event="moved") == {APR: ["outcome: moved"]}
    assert held(talk("2026-04-01"), talk("2026-04-08"), event="moved", words="2026-04-08", interview="2026-04-01") == {APR: ["outcome: moved"]}


def test_scheduled_makes_a_note_where_nothing_is_ahead() -> None:
    made = held(talk("2026-02-20", "held"), event="scheduled", words="next fri 15:00")
    assert "date: 2026-03-13T15:00" in made["interviews/2026-03-13 Ben Li.md"]
    with pytest.raises(AlreadySaidError, match=":4 says so already: 2026-04-01"):
        held(talk("2026-04-01"), event="scheduled", words="2026-04-01")
    with pytest.raises(AskedWrongError, match="`scheduled` needs a date"):
        held(event="scheduled")


@pytest.mark.parametrize(
    ("command", "match"),
    [
        ("outreach 2026-02-10 email", "Okafor.md:6 says so already: outreach 2026-02-10 email"),
        ("outreach tomorrow", "“tomorrow” is 2026-03-07, which lies ahead"),
        ("replied 2026-02-12", ":7 says so already: replied 2026-02-12"),
        ("replied today", ":7 says `replied: 2026-02-12` already.*is a touch"),
        ("replied she is glad to", "after `replied` stands a date and no other words"),
        ("replied yesterday yesterday", "stands one date; “yesterday” is a second one"),
        ("touch fri lunch", r"“fri” is 2026-03-13, which lies ahead.*did you mean `last fri` \(2026-02-27\)"),
        ("touch a week of mails", r"“a week” is 2026-03-13.*put one before it: `touch 2026-03-06 a week …`"),
        ("touch 05/06/2026 lunch", "can mean 2026-06-05"),
        ("paused", "`paused` needs a date"),
        ("paused yesterday", "2026-03-05 is not ahead"),
        ("thanked 2026-03-01", "the talk was on 2026-03-02"),
        ("referral", "say whom they named"),
        ("referral none", "names Ben Li already"),
        ("referral Ben Li", "says so already: Ben Li was named"),
        ("done", "say some words of the action"),
        ("done e", "can be .*; say more of it"),
        ("done read the handbook", ":11 says so already: done on 2026-03-04"),
        ("done wash the car", "no open action with Ada Okafor says “wash the car”; open are “Ask her about the rota”"),
        ("confirmed 2026-03-05", ":6 says so already: confirmed 2026-03-05"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(command: str, match: str) -> None:
    with pytest.raises((AskedWrongError, AlreadySaidError), match=match):
        written("ada", *command.split())


@pytest.mark.parametrize(
    ("event", "options", "match"),
    [
        ("touch", {"channel": "pigeon"}, "“pigeon” is no channel; there are email"),
        ("held", {"channel": "email"}, "`held` has no channel"),
        ("touch", {"interview": "2026-03-02"}, "leave out --interview"),
        ("thanked", {"interview": "2026-03-03"}, "no talk with Ada Okafor on 2026-03-03; there are 2026-03-02"),
        ("thanked", {"interview": "soonish"}, "--interview takes the day of a talk"),
        ("thanked", {"interview": "2026-03-10"}, "no talk with Ada Okafor has been held"),
    ],
)
def test_options_that_make_no_sense_are_refused(event: str, options: dict[str, str], match: str) -> None:
    with pytest.raises(AskedWrongError, match=match):
        written("ada", event, **options)


def test_a_talk_can_be_named_by_its_note() -> None:
    for name in (HELD, HELD.removesuffix(".md"), "2026-03-02 Ada and Ben"):
        assert list(written("ada", "thanked", interview=name)) == [HELD]


def test_the_channel_is_theirs_else_where_they_can_be_found() -> None:
    assert written("ben", "touch") == {BEN: ["touches:", "  - 2026-03-06 linkedin"]}
    assert written("ben", "touch", channel="call") == {BEN: ["touches:", "  - 2026-03-06 phone"]}
    files = {"contacts/C.md": "---\ntype: contact\n---\n"}
    assert changed(files, log(files, TODAY, "c", "outreach")) == {"contacts/C.md": ["outreach:", "  - 2026-03-06 email"]}


def test_a_reply_to_a_later_message_takes_the_place_of_the_first() -> None:
    files = log(FILES, TODAY, "ada", "outreach", "2026-03-01")
    assert changed(files, log(files, TODAY, "ada", "replied")) == {ADA: ["replied: 2026-03-06"]}


def test_another_message_of_the_same_day_is_another_message() -> None:
    assert written("ada", "outreach", "2026-02-10", "email", "once", "more") == {ADA: ["  - 2026-02-10 email once more"]}
    assert written("ada", "outreach", "2026-02-10", "phone") == {ADA: ["  - 2026-02-10 phone"]}


def test_a_duty_that_soon_comes_again_is_closed_all_the_same() -> None:
    files = {BEN: "---\ntype: contact\nkeep_in_touch: 10d\ntouches:\n  - 2026-02-01 email\n---\n"}
    closed, opened = compared(files, log(files, TODAY, "ben", "touch"))
    assert ([item.rule for item in closed], opened) == (["gone-cold"], ())


def test_a_day_that_lies_ahead_gives_way() -> None:
    later = FILES[BEN].replace("name: Ben Li", "linkedin_connected: 2026-03-09\nclosed: 2026-04-01 by then")
    files = {BEN: later}
    assert changed(files, log(files, TODAY, "ben", "linkedin")) == {BEN: ["linkedin_connected: 2026-03-06"]}
    assert changed(files, log(files, TODAY, "ben", "closed", "moved", "on")) == {BEN: ["closed: 2026-03-06 moved on"]}


def test_none_gives_way_to_a_name() -> None:
    files = {**FILES, HELD: FILES[HELD].replace('["[[Ben Li]]"]', "none")}
    now = log(files, TODAY, "ada", "referral", "Dana", "Reyes")
    assert vault(now).interviews[0].asked_none is False
    assert [ref.name for ref in vault(now).interviews[0].referrals] == ["Dana Reyes"]


def test_closed_is_said_once() -> None:
    files = log(FILES, TODAY, "ada", "closed", "moved", "on")
    with pytest.raises(AlreadySaidError):
        log(files, TODAY, "ada", "closed", "moved", "on")
    with pytest.raises(AskedWrongError, match="says `closed: 2026-03-06` already"):
        log(files, TODAY, "ada", "closed", "another", "reason")


def test_closed_wants_a_reason() -> None:
    for words in ((), ("yesterday",)):
        with pytest.raises(AskedWrongError, match="say why"):
            log(FILES, TODAY, "ada", "closed", *words)


@pytest.mark.parametrize("fact", ["closed: 2026-03-05 moved on", "declined: 2026-03-05"])
def test_whoever_goes_on_after_the_end_is_told(tmp_path: Path, fact: str) -> None:
    note = f"---\ntype: contact\n{fact}\n---\n"
    session, _ = opened(tmp_path, {"notes-kit.yaml": "", ADA: note, BEN: note.replace("2026-03-05", "2026-03-09")}, TODAY)

    def hints(who: str, event: str, *words: str) -> tuple[str, ...]:
        return record_fact(session, who, Fact(event, words), now=datetime(2026, 3, 6, 12, tzinfo=UTC), dry_run=True).hints

    name = fact.partition(":")[0]
    for event in (("touch",), ("outreach",), ("paused", "+3m")):
        (hint,) = hints("ada", *event)
        assert f"{ADA}:3 says that" in hint
        assert f"delete `{name}` there" in hint
    for event in (("linkedin",), ("touch", "2026-03-04")):
        assert hints("ada", *event) == ()
    assert hints("ben", "touch") == ()


def test_a_private_action_is_found_and_its_words_are_not_shown() -> None:
    note = FILES[HELD].replace("- [ ] Introduces", "> [!private]\n> - [ ] Ask about the salary\n\n- [ ] Introduces")
    files = {**FILES, HELD: note}
    assert changed(files, log(files, TODAY, "ada", "done", "salary")) == {HELD: ["> - [x] Ask about the salary ✅ 2026-03-06"]}
    with pytest.raises(AskedWrongError) as problem:
        log(files, TODAY, "ada", "done", "wash")
    assert "a private action" in str(problem.value)
    assert "salary" not in str(problem.value)


def test_a_damaged_note_is_left_alone() -> None:
    files = {**FILES, ADA: FILES[ADA] + "<<<<<<< HEAD\n"}
    with pytest.raises(EditRefusedError, match="unfinished merge"):
        log(files, TODAY, "ada", "touch")


def test_no_byte_beside_the_line_changes() -> None:
    files = {ADA: FILES[ADA].replace("\n", "\r\n")}
    now = log(files, TODAY, "ada", "outreach")[ADA]
    assert now == files[ADA].replace("2026-02-10 email\r\n", "2026-02-10 email\r\n  - 2026-03-06 linkedin\r\n")


def test_the_duties_that_go_and_come_are_told_with_their_person() -> None:
    files = {BEN: FILES[BEN]} | talk("2026-03-05")
    settled = log(files, TODAY, "ben", "held")
    closed, opened = compared(files, settled)
    assert [item.rule for item in closed] == ["past-unsettled"]
    assert ("thank-you-missing", "Ben Li", date(2026, 3, 6)) in [(item.rule, item.contact, item.due) for item in opened]
    assert compared(files, files) == ((), ())
