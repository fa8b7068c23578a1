"""The duties after a talk: thanks, referrals, actions, and keeping in touch."""

from __future__ import annotations

from datetime import date

import pytest
from rules.vaults import ADA, BEN, TALK, contact, findings, flags, held, only, talk

from notes_kit.model.finding import Severity


class TestThankYouMissing:
    NAME, DAY = "thank-you-missing", date(2026, 3, 6)
    BOTH = '["[[Ada Okafor]]", "[[Ben Li]]"]'

    def test_says_who_and_since_when(self) -> None:
        finding = only(findings({ADA: contact(), TALK: held("2026-03-02")}, self.DAY, self.NAME))
        assert finding.message == "Ada Okafor has not been thanked for the talk of 2026-03-02; 3 days overdue"
        assert (finding.contact, finding.about, finding.due) == ("Ada Okafor", ADA, date(2026, 3, 3))
        assert finding.close == 'notes-kit log "Ada Okafor" thanked'
        assert flags([finding]) == [f"{TALK}:4:7"]

    def test_one_for_each_person_met_with_a_note_or_without(self) -> None:
        found = findings({ADA: contact(), TALK: held("2026-03-02", who='["[[Ada Okafor]]", Chloe Marsh, "[[Ada Okafor]]"]')}, self.DAY, self.NAME)
        assert [(finding.contact, finding.close) for finding in found] == [
            ("Ada Okafor", 'notes-kit log "Ada Okafor" thanked'),
            ("Chloe Marsh", "thanked: 2026-03-06 [[Chloe Marsh]]"),
        ]
        one = only(findings({TALK: held("2026-03-02", who="Chloe Marsh")}, self.DAY, self.NAME))
        assert one.close == "thanked: 2026-03-06"

    @pytest.mark.parametrize(
        ("thanked", "left"),
        [
            ("2026-03-03", []),
            ("2026-03-03 email to both of them", []),
            ('"2026-03-03 [[Ada Okafor]]"', ["Ben Li"]),
            ('"2026-03-03 email [[Ada]]"', ["Ben Li"]),
            ('"2026-03-03 email [[contacts/Ada Okafor|her]]"', ["Ben Li"]),
            ("2026-03-03 email ada okafor", ["Ben Li"]),
            ("2026-03-03 email Ben", ["Ada Okafor"]),
            ('["2026-03-03 [[Ada Okafor]]", "2026-03-04 [[Ben Li]]"]', []),
            ('["2026-03-07 [[Ada Okafor]]", "2026-03-04 [[Ben Li]]"]', ["Ada Okafor"]),
            ("2026-03-07", ["Ada Okafor", "Ben Li"]),
            ('"2026-03-03 for the link to [[Chloe Marsh]]"', []),
            ("2026-03-03 email about Benedict's paper on Adaptation", []),
        ],
    )
    def test_a_date_thanks_everybody_and_a_name_that_one(self, thanked: str, left: list[str]) -> None:
        files = {ADA: contact("aliases: [Ada]"), BEN: contact("aliases: [Ben]"), TALK: held("2026-03-02", f"thanked: {thanked}", who=self.BOTH)}
        assert [finding.contact for finding in findings(files, self.DAY, self.NAME)] == left

    def test_a_link_names_its_note_whatever_the_note_is_called(self) -> None:
        files = {
            "contacts/ao-2026.md": contact("name: Ada Okafor"),
            BEN: contact(),
            TALK: held("2026-03-02", 'thanked: "2026-03-03 [[ao-2026]]"', who='["[[ao-2026]]", "[[Ben Li]]"]'),
        }
        assert [finding.contact for finding in findings(files, self.DAY, self.NAME)] == ["Ben Li"]

    def test_a_second_line_is_a_list_item(self) -> None:
        files = {ADA: contact(), TALK: held("2026-03-02", 'thanked: "2026-03-03 [[Ada Okafor]]"', who='["[[Ada Okafor]]", Chloe Marsh]')}
        assert only(findings(files, self.DAY, self.NAME)).close == "- 2026-03-06 [[Chloe Marsh]]"

    @pytest.mark.parametrize("line", ["declined: 2026-03-03", "closed: 2026-03-03 moved away", "paused: 2026-04-01"])
    def test_who_is_closed_declined_or_paused_is_owed_nothing(self, line: str) -> None:
        assert findings({ADA: contact(line), TALK: held("2026-03-02")}, self.DAY, self.NAME) == []

    @pytest.mark.parametrize("text", [talk("2026-03-02"), talk("2026-03-02", "outcome: no-show"), held("2026-03-07"), held("")])
    def test_nothing_is_owed_for_what_did_not_take_place(self, text: str) -> None:
        assert findings({ADA: contact(), TALK: text}, self.DAY, self.NAME, horizon=3650) == []

    def test_notes_without_an_outcome_are_a_talk(self) -> None:
        assert len(findings({ADA: contact(), TALK: talk("2026-03-02", body="## Notes\n- Teams merge\n")}, self.DAY, self.NAME)) == 1


class TestReferralNotPursued:
    NAME, DAY = "referral-not-pursued", date(2026, 3, 20)

    def test_without_a_note_begin_one(self) -> None:
        finding = only(findings({ADA: contact(), TALK: held("2026-03-02", 'referrals: ["Chloe Marsh"]')}, self.DAY, self.NAME))
        assert finding.message == (
            "Chloe Marsh, named by Ada Okafor on 2026-03-02, has no note yet: write to them, and begin their note; 11 days overdue"
        )
        assert (finding.contact, finding.about) == ("Chloe Marsh", "")
        assert finding.close == 'notes-kit new contact "Chloe Marsh" --source "Ada Okafor"'
        assert flags([finding]) == [f"{TALK}:6:13"]

    def test_with_a_note_write(self) -> None:
        files = {ADA: contact(), BEN: contact("email: ben@home.example"), TALK: held("2026-03-02", 'referrals: "[[Ben Li]]"')}
        finding = only(findings(files, self.DAY, self.NAME))
        assert finding.message.startswith("Ben Li, named by Ada Okafor on 2026-03-02, has not been written to; ")
        assert finding.close == 'notes-kit log "Ben Li" outreach --channel email'
        assert finding.about == BEN

    @pytest.mark.parametrize(
        "line",
        [
            "outreach: 2026-03-05 email",
            "outreach: 2026-01-05 email",
            "replied: 2026-03-05",
            "touches: 2026-03-05 email",
            "declined: 2026-03-05",
            "closed: 2026-03-05 not for me",
            "paused: 2026-06-01",
        ],
    )
    def test_is_silent_once_there_was_contact_or_none_is_wanted(self, line: str) -> None:
        files = {BEN: contact(line), TALK: held("2026-03-02", 'referrals: "[[Ben Li]]"')}
        assert findings(files, self.DAY, self.NAME, horizon=3650) == []

    def test_is_silent_once_there_is_a_talk(self) -> None:
        files = {
            BEN: contact(),
            TALK: held("2026-03-02", 'referrals: ["[[Ben Li]]", Chloe Marsh]'),
            "interviews/2.md": talk("2026-04-01", who="Chloe Marsh"),
        }
        assert [finding.contact for finding in findings(files, self.DAY, self.NAME)] == ["Ben Li"]

    def test_contact_tomorrow_is_none_yet(self) -> None:
        files = {BEN: contact("outreach: 2026-03-21 email"), TALK: held("2026-03-02", 'referrals: "[[Ben Li]]"')}
        assert len(findings(files, self.DAY, self.NAME)) == 1

    @pytest.mark.parametrize(
        "text", [talk("2026-03-02", "referrals: Ben Li"), held("2026-03-21", "referrals: Ben Li"), held("2026-03-02", "referrals: none")]
    )
    def test_nobody_was_named(self, text: str) -> None:
        assert findings({TALK: text}, self.DAY, self.NAME, horizon=3650) == []

    def test_two_who_named_the_same_make_one_finding_at_the_first(self) -> None:
        files = {
            ADA: contact(), BEN: contact(),
            "interviews/a.md": held("2026-03-05", "referrals: Chloé Marsh", who='"[[Ben Li]]"'),
            "interviews/b.md": held("2026-03-02", 'referrals: ["Ines Faro", "[[Chloe Marsh|Chloe]]"]'),
        }  # fmt: skip
        found = findings(files, self.DAY, self.NAME)
        assert [finding.contact for finding in found] == ["Ines Faro", "Chloe Marsh"]
        assert found[1].message.startswith("Chloe Marsh, named by Ada Okafor on 2026-03-02 and Ben Li on 2026-03-05, has no note yet")
        assert flags(found) == ["interviews/b.md:6:13", "interviews/b.md:6:26"]
        assert found[1].due == date(2026, 3, 9)

    def test_an_organization_is_nobody_to_write_to(self) -> None:
        files = {"organizations/Northwind.md": "", TALK: held("2026-03-02", 'referrals: "[[Northwind]]"')}
        assert findings(files, self.DAY, self.NAME) == []


class TestActions:
    DAY = date(2026, 3, 10)

    def test_says_what_was_agreed_with_whom(self) -> None:
        files = {
            ADA: contact(),
            TALK: held("2026-03-02", body="## Next steps\n- [ ] Send the lineage paper #paper ⏫ 📅 2026-03-05\n- [ ] Read it\n"),
        }
        finding = only(findings(files, self.DAY, "action-overdue"))
        assert finding.message == "“Send the lineage paper”, agreed with Ada Okafor on 2026-03-02, is dated 2026-03-05; 5 days overdue"
        assert finding.close == "- [x] Send the lineage paper #paper 📅 2026-03-05 ✅ 2026-03-10"
        assert (flags([finding]), finding.about) == ([f"{TALK}:8:3"], ADA)
        finding = only(findings(files, self.DAY, "action-undated"))
        assert finding.message == "“Read it”, agreed with Ada Okafor on 2026-03-02, has no date: give it one"
        assert finding.close == "- [ ] Read it 📅 …"
        pasted = held("2026-03-02", body=f"## Next steps\n{finding.close}\n")
        assert only(findings({TALK: pasted}, self.DAY, "action-undated")).close == finding.close
        assert (finding.due, finding.days_late, finding.severity) == (None, 0, Severity.WARNING)
        finding = only(findings({ADA: contact(body="- [ ] Ring her 📅 2026-03-10")}, self.DAY, "action-overdue"))
        assert finding.message == "“Ring her”, in Ada Okafor's note, is dated 2026-03-10; due today"

    @pytest.mark.parametrize(
        "line",
        [
            "- [x] Send it 📅 2026-03-05",
            "- [x] Send it",
            "- [x] Send it 📅 2026-03-05 ✅ 2026-03-10",
            "- [-] Send it 📅 2026-03-05",
            "- [ ] Sends it #promised 📅 2026-03-05",
            "- [ ] Sends it #promised",
            "- [ ] Send it ➕ 2026-03-11",
            "- [ ] ",
            "- Send it 📅 2026-03-05",
            "%% - [ ] Send it %%",
        ],
    )
    def test_what_is_done_cancelled_promised_or_not_yet_made_is_no_duty(self, line: str) -> None:
        files = {ADA: contact(body=line), TALK: held("2026-03-02", body=f"## Next steps\n{line}\n")}
        for name in ("action-overdue", "action-undated"):
            assert findings(files, self.DAY, name, horizon=3650) == []

    def test_a_planned_day_counts_as_the_date_where_no_due_date_is(self) -> None:
        files = {ADA: contact(body="- [ ] Send it ⏳ 2026-03-09")}
        assert findings(files, self.DAY, "action-undated") == []
        finding = only(findings(files, self.DAY, "action-overdue"))
        assert (finding.due, finding.close) == (date(2026, 3, 9), "- [x] Send it ⏳ 2026-03-09 ✅ 2026-03-10")
        assert findings({ADA: contact(body="- [ ] Send it ⏳ 2026-03-09 📅 2026-03-12")}, self.DAY, "action-overdue") == []

    def test_ticked_tomorrow_it_is_open_today(self) -> None:
        files = {ADA: contact(body="- [x] Send it 📅 2026-03-05 ✅ 2026-03-11\n- [x] Read it ✅ 2026-03-11")}
        assert len(findings(files, self.DAY, "action-overdue")) == 1
        assert len(findings(files, self.DAY, "action-undated")) == 1

    def test_what_was_agreed_in_a_later_talk_was_not_agreed_yet(self) -> None:
        body = "## Next steps\n- [ ] Send it 📅 2026-03-05\n- [ ] Read it\n"
        for text in (held("2026-03-11", body=body), talk("2026-03-11", body="## Notes\n- Teams merge\n" + body)):
            assert findings({ADA: contact(), TALK: text}, self.DAY, "act") == []
        assert len(findings({ADA: contact(), TALK: talk("2026-03-11", body=body)}, self.DAY, "act")) == 2

    def test_what_i_owe_to_somebody_closed_is_still_owed(self) -> None:
        files = {ADA: contact("closed: 2026-03-03"), TALK: held("2026-03-02", body="- [ ] Send it 📅 2026-03-05\n- [ ] Read it\n")}
        assert len(findings(files, self.DAY, "act")) == 2

    def test_tasks_elsewhere_are_nobody_elses_business(self) -> None:
        files = {
            "Plan.md": "- [ ] Write 📅 2026-03-05\n- [ ] Read\n",
            "themes/hiring.md": "- [ ] Read\n",
            "Me.md": "---\ntype: profile\n---\n- [ ] Read\n",
        }
        assert findings(files, self.DAY, "act") == []

    def test_a_private_action_is_named_without_its_words(self) -> None:
        secret = "- [ ] Ask about the post she applied for"
        for text in (
            held("2026-03-02", body=f"> [!private]\n> {secret} 📅 2026-03-05\n> {secret}\n"),
            held("2026-03-02", body=f"## Private\n{secret} 📅 2026-03-05\n{secret}\n"),
            held("2026-03-02", "confidential: true", body=f"## Next steps\n{secret} 📅 2026-03-05\n{secret}\n"),
        ):
            found = findings({ADA: contact(), TALK: text}, self.DAY, "act")
            assert len(found) == 2
            assert all("applied" not in finding.message + finding.close for finding in found)
            assert all(finding.message.startswith("an action in a private passage, agreed with Ada Okafor") for finding in found)

    def test_the_suggested_line_keeps_what_repeats(self) -> None:
        finding = only(findings({ADA: contact(body="- [ ] Ring her 🔁 every month 📅 2026-03-05")}, self.DAY, "action-overdue"))
        assert finding.close == "- [x] Ring her 🔁 every month 📅 2026-03-05 ✅ 2026-03-10"


class TestGoneCold:
    NAME, DAY = "gone-cold", date(2026, 8, 1)

    def test_says_how_long_and_since_what(self) -> None:
        finding = only(findings({ADA: contact(), TALK: held("2026-03-02", "thanked: 2026-03-03")}, self.DAY, self.NAME))
        assert finding.message == "you and Ada Okafor have not been in touch for 151 days, since your thanks of 2026-03-03; 9 weeks overdue"
        assert finding.due == date(2026, 6, 1)
        assert flags([finding]) == [f"{TALK}:6:10"]
        assert (finding.contact, finding.about) == ("Ada Okafor", ADA)
        assert finding.close == 'notes-kit log "Ada Okafor" touch'

    @pytest.mark.parametrize(
        ("lines", "since"),
        [
            (["touches: 2026-03-20 email"], "the touch of 2026-03-20"),
            (["linkedin_connected: 2026-03-04"], "you connected on LinkedIn on 2026-03-04"),
            (["last_contact: 2026-04-01"], "the touch of 2026-04-01"),
            (["outreach: 2026-04-01 email"], "your message of 2026-04-01"),
            (["outreach: 2026-04-01 email", "replied: 2026-04-02"], "their reply of 2026-04-02"),
            (["touches: 2026-09-01 email"], "the talk of 2026-03-02"),
        ],
    )
    def test_the_last_contact_of_any_kind_counts(self, lines: list[str], since: str) -> None:
        assert f", since {since};" in only(findings({ADA: contact(*lines), TALK: held("2026-03-02")}, self.DAY, self.NAME)).message

    def test_a_line_in_the_log_counts(self) -> None:
        files = {ADA: contact(body="## Log\n- 2026-03-18 sent her the draft\n"), TALK: held("2026-03-02")}
        finding = only(findings(files, self.DAY, self.NAME))
        assert "since the line in the log of 2026-03-18" in finding.message
        assert flags([finding]) == [f"{ADA}:5:3"]

    @pytest.mark.parametrize(
        "lines",
        [
            ["keep_in_touch: never"],
            ["keep_in_touch: 200d"],
            ["touches: 2026-06-01 email"],
            ["declined: 2026-04-01"],
            ["closed: 2026-04-01 retired"],
            ["paused: 2026-09-01"],
            ["follow_up: 2026-09-01"],
        ],
    )
    def test_is_silent(self, lines: list[str]) -> None:
        assert findings({ADA: contact(*lines), TALK: held("2026-03-02")}, self.DAY, self.NAME) == []

    def test_a_talk_ahead_is_contact_enough(self) -> None:
        files = {ADA: contact(), TALK: held("2026-03-02"), "interviews/2.md": talk("2026-08-20")}
        assert findings(files, self.DAY, self.NAME) == []

    def test_a_day_set_for_it_goes_before_the_interval(self) -> None:
        files = {ADA: contact("follow_up: 2026-03-20"), TALK: held("2026-03-02")}
        assert only(findings(files, date(2026, 3, 20), self.NAME)).due == date(2026, 3, 20)
        files[ADA] = contact("follow_up: 2026-03-20", "touches: 2026-03-20 email")
        assert only(findings(files, date(2026, 3, 20), self.NAME, horizon=90)).due == date(2026, 6, 18)

    def test_who_was_never_met_nor_to_be_kept_is_owed_nothing(self) -> None:
        assert findings({ADA: contact("outreach: 2026-01-05 email", "replied: 2026-01-06")}, self.DAY, self.NAME) == []
        assert len(findings({ADA: contact("met: 2026-01-05", "keep_in_touch: 30d")}, self.DAY, self.NAME)) == 1
        assert findings({ADA: contact("keep_in_touch: 30d")}, self.DAY, self.NAME) == []

    def test_never_in_the_settings_holds_for_all_who_say_nothing(self) -> None:
        files = {ADA: contact(), BEN: contact("keep_in_touch: 30d"), "notes-kit.yaml": "keep_in_touch: never\n"}
        files |= {TALK: held("2026-03-02", who='["[[Ada Okafor]]", "[[Ben Li]]"]')}
        assert [finding.contact for finding in findings(files, self.DAY, self.NAME)] == ["Ben Li"]

    @pytest.mark.parametrize(
        ("task", "reason"),
        [
            ("- [ ] Send the paper 📅 2026-09-01", "(“Send the paper” is still open)"),
            ("- [x] Put tests on the report ✅ 2026-04-08", "(you finished “Put tests on the report”: tell them how it went)"),
            ("- [x] Put tests on the report ✅ 2026-03-01", None),
            ("- [ ] Sends me the list #promised", None),
            ("> [!private]\n> - [ ] Ask about her own search", None),
        ],
    )
    def test_offers_a_reason_to_write_where_there_is_one(self, task: str, reason: str | None) -> None:
        message = only(findings({ADA: contact(), TALK: held("2026-03-02", body=f"## Next steps\n{task}\n")}, self.DAY, self.NAME)).message
        assert reason in message if reason else "(" not in message
        secret = held("2026-03-02", "confidential: true", body=f"## Next steps\n{task}\n")
        assert "“" not in only(findings({ADA: contact(), TALK: secret}, self.DAY, self.NAME)).message
