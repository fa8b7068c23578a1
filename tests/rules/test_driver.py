"""The driver: choosing rules, waivers, severities, a rule that breaks, and what reaches the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import ClassVar

import pytest
from rules.vaults import findings, flags, vault

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Settings
from notes_kit.rules import RULES
from notes_kit.rules.base import Context, Rule
from notes_kit.rules.driver import UnknownRuleError, choose, crashed, matching, run

DAY = date(2026, 3, 20)
ADA, TALK = "contacts/Ada Okafor.md", "interviews/2026-03-02 Ada Okafor.md"
THANKS = "thank-you-missing"


def talk(*lines: str, body: str = "") -> str:
    """A talk that lacks nothing but thanks."""
    head = ["---", "type: interview", 'contact: "[[Ada Okafor]]"', "date: 2026-03-02", "outcome: held", *lines, "referrals: none", "---"]
    return "\n".join([*head, "## Notes", "- It took two years", "## Takeaways", "- Begin", "## Next steps", "- none", body])


def contact(*lines: str) -> str:
    """A contact of whom everything is known."""
    known = ["salutation: Ms", "source: alumni list", "channel: email", "linkedin_connected: 2026-03-04"]
    return "\n".join(["---", "type: contact", *lines, *known, "---", ""])


def names(rules: Iterable[Rule]) -> list[str]:
    return [rule.name for rule in rules]


class TestSelectors:
    @pytest.mark.parametrize(
        ("word", "some", "codes"),
        [
            ("NK301", "thank-you-missing", "NK301"),
            ("nk301", "thank-you-missing", "NK301"),
            ("NK3", "referral-not-pursued", "NK3"),
            ("NK2", "past-unsettled", "NK2"),
            ("thank-you-missing", "thank-you-missing", "NK301"),
            (" Thank-You-Missing ", "thank-you-missing", "NK301"),
            ("reach", "outreach-unanswered", "NK1"),
            ("plan", "not-reconfirmed", "NK2"),
            ("after", "thank-you-missing", "NK3"),
            ("act", "action-undated", "NK4"),
            ("keep", "gone-cold", "NK5"),
            ("faults", "yaml-trap", "NK9"),
            ("duties", "gone-cold", "NK1 NK2 NK3 NK4 NK5"),
            ("NK", "crashed-rule", "NK"),
            ("all", "crashed-rule", "NK"),
        ],
    )
    def test_by_code_prefix_group_name_or_kind(self, word: str, some: str, codes: str) -> None:
        assert some in names(matching(word))
        assert matching(word) == tuple(rule for rule in RULES if rule.code.startswith(tuple(codes.split())))

    @pytest.mark.parametrize(
        ("word", "near"),
        [("thank-you-mising", "thank-you-missing"), ("dutys", "duties"), ("reech", "reach"), ("", ""), ("NK2011", "NK201"), ("xyzzy", "")],
    )
    def test_an_unknown_word_is_answered_with_the_nearest(self, word: str, near: str) -> None:
        with pytest.raises(UnknownRuleError) as problem:
            matching(word)
        assert problem.value.word == word
        assert f"“{word}”" in str(problem.value)
        assert ("did you mean" in str(problem.value)) == bool(near)
        assert problem.value.near[:1] == ((near,) if near else ())

    def test_select_then_ignore(self) -> None:
        none = Settings()
        assert choose(none) == RULES
        chosen = names(choose(none, select=["NK3", "keep"]))
        assert {"thank-you-missing", "referral-not-pursued", "gone-cold"} <= set(chosen)
        assert not {"outreach-unanswered", "past-unsettled", "action-overdue", "wrong-type"} & set(chosen)
        assert names(choose(none, select=["after"], ignore=["NK306"])) == [
            name for name in names(matching("after")) if name != "referral-not-pursued"
        ]
        assert choose(none, ignore=["faults", "act", "plan"]) == (*matching("reach"), *matching("after"), *matching("keep"))
        for words in ({"select": ["nope"]}, {"ignore": ["nope"]}):
            with pytest.raises(UnknownRuleError):
                run(vault({}), DAY, **words)

    def test_settings_switch_off_and_asking_by_name_switches_on(self) -> None:
        files = {ADA: contact(), TALK: talk(body="- [ ] Read it\n"), "notes-kit.yaml": "ignore: [NK4]\nrules: {thank-you-missing: {severity: off}}\n"}
        assert findings(files, DAY) == []
        assert findings(files, DAY, "duties") == []
        assert [finding.rule for finding in findings(files, DAY, THANKS)] == [THANKS]
        assert [finding.severity for finding in findings(files, DAY, "NK301")] == [Severity.ERROR]
        assert [finding.rule for finding in findings(files, DAY, "action-undated")] == ["action-undated"]

    def test_settings_change_a_faults_severity(self) -> None:
        files = {TALK: talk("format: vidoe"), "notes-kit.yaml": "rules: {unknown-value: {severity: error}}\n"}
        assert [finding.severity for finding in findings(files, DAY, "unknown-value")] == [Severity.ERROR]


class TestBadSettings:
    def test_rules_that_there_are_not_are_said_and_break_nothing(self) -> None:
        files = {ADA: contact(), TALK: talk(), "notes-kit.yaml": "ignore: [gone-could, NK7]\nrules: {thank-you-mising: {due: 3}}\n"}
        found = findings(files, DAY)
        assert [(finding.rule, finding.path) for finding in found] == [(THANKS, TALK), *[("bad-setting", "notes-kit.yaml")] * 3]
        messages = " ".join(finding.message for finding in found)
        for words in ("did you mean `thank-you-missing`", "`gone-could`", "did you mean `gone-cold`", "`NK7`"):
            assert words in messages

    def test_each_stands_where_it_is_written(self) -> None:
        text = "rules: {thank-you-mising: {due: 3}}\ntiers:\n  mentor: {gone-could: {due: 3}}\nignore: [keep, gone-could]\n"
        text += "per_path_ignores:\n  archive:\n    - duties\n    - thank-you\n"
        found = findings({"notes-kit.yaml": text}, DAY, "bad-setting")
        assert flags(found) == ["notes-kit.yaml:1:9", "notes-kit.yaml:3:12", "notes-kit.yaml:4:16", "notes-kit.yaml:8:7"]
        assert (
            found[3].message
            == "`per_path_ignores: archive` names `thank-you`, and there is no such rule, code or group; did you mean `thank-you-missing`?"
        )

    @pytest.mark.parametrize("word", ["gone-cold", "NK5", "nk501", "keep", "duties", "faults", "all", " Keep "])
    def test_every_selector_may_stand_in_ignore(self, word: str) -> None:
        assert findings({"notes-kit.yaml": f"ignore: ['{word}']\nper_path_ignores: {{archive: ['{word}']}}\n"}, DAY, "bad-setting") == []


class TestPerPathIgnores:
    """As ruff's per-file-ignores: below a path, some rules are not asked for."""

    FILES: ClassVar = {ADA: contact(), TALK: talk(body="- [ ] Read it\n"), "contacts/Ben Li.md": contact("outreach: 2026-03-02 email")}

    def rules(self, text: str, *, select: str = "duties", **more: str) -> list[str]:
        files = {**self.FILES, **more, "notes-kit.yaml": f"per_path_ignores:\n  {text}\n"}
        return [finding.rule for finding in findings(files, DAY, select)]

    ALL: ClassVar = ["outreach-unanswered", THANKS, "action-undated"]

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("interviews: [duties]", ["outreach-unanswered"]),
            ("interviews: [thank-you-missing]", ["outreach-unanswered", "action-undated"]),
            ("'interviews/2026-*': NK3", ["outreach-unanswered", "action-undated"]),
            ("'**/2026*': [after, act]", ["outreach-unanswered"]),
            ("'interviews/2025-*': [all]", ALL),
            ("contacts/Ben Li.md: [reach]", [THANKS, "action-undated"]),
            ("contacts/Ada Okafor.md: [all]", ["outreach-unanswered"]),
            ("'Ada*': [after]", ["outreach-unanswered", "action-undated"]),
            ("interviews: [faults]", ALL),
            ("interviews: [no-such-rule, act]", ["outreach-unanswered", THANKS]),
            ("'*': [all]", []),
            ("interviews: []", ALL),
        ],
    )
    def test_in_a_note_or_in_that_of_the_person_concerned(self, text: str, left: list[str]) -> None:
        assert self.rules(text) == left

    def test_it_holds_for_a_rule_asked_for_by_name_too(self) -> None:
        assert self.rules("interviews: [duties]", select=THANKS) == []

    def test_faults_are_left_out_the_same_way(self) -> None:
        odd = {"archive/Old.md": "---\ntype: contact\nrole: lead: data\n---\n"}
        assert self.rules("x: [act]", select="faults", **odd) == ["yaml-trap"]
        assert self.rules("archive: [faults]", select="faults", **odd) == []

    def test_a_waiver_of_what_is_left_out_is_not_called_empty(self) -> None:
        files = {TALK: talk("waive: thank-you-missing on leave")}
        assert self.rules("interviews: [duties]", select="waiver-stale", **files) == []

    def test_a_rule_that_breaks_is_said_all_the_same(self) -> None:
        rules = tuple(replace(rule, check=lambda _: int("x")) if rule.name == THANKS else rule for rule in RULES)
        assert crashed(run(vault({**self.FILES, "notes-kit.yaml": "per_path_ignores: {'*': [all]}\n"}), DAY, rules=rules))


class TestWaivers:
    def waived(self, *lines: str, on: str = TALK, today: date = DAY) -> tuple[list[str], list[str | None], list[str]]:
        """Rules left in the answer, the reasons on findings set aside, and what is said of the waivers."""
        waive = ["waive:", *(f"  - {line}" for line in lines)]
        files = {ADA: contact(*waive) if on == ADA else contact(), TALK: talk(*waive) if on == TALK else talk()}
        if on not in files:
            files[on] = contact(*waive)
        found = findings(files, today)
        every = findings(files, today, with_waived=True)
        stale = [finding.message for finding in found if finding.rule == "waiver-stale"]
        assert [finding for finding in every if finding.waived is None] == found
        return [finding.rule for finding in found if finding.rule != "waiver-stale"], [one.waived for one in every if one.waived is not None], stale

    @pytest.mark.parametrize("on", [TALK, ADA])
    @pytest.mark.parametrize(
        "line", ["thank-you-missing until 2026-03-20 on leave", "thank-you-missing on leave", "NK301 on leave", "'thank-you-missing: on leave'"]
    )
    def test_in_the_talk_or_in_the_contacts_note(self, line: str, on: str) -> None:
        assert self.waived(line, on=on) == ([], ["on leave"], [])

    def test_it_ends_with_its_day(self) -> None:
        left, reasons, stale = self.waived("thank-you-missing until 2026-03-19 on leave")
        assert (left, reasons) == ([THANKS], [])
        assert stale == ["this waiver of thank-you-missing ended on 2026-03-19; delete it, or give it a new date"]

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("thank-you-missing", "gives no reason"),
            ("thank-you-missing until 2026-04-01", "gives no reason"),
            ("thank-you-missing until spring she is away", "cannot be read"),
            ("thank-you-mising she is away", "did you mean thank-you-missing?"),
            ("xyzzy she is away", "there is no rule “xyzzy”"),
            ("waiver-stale I like them old", "cannot be waived"),
            ("crashed-rule it is not our fault", "cannot be waived"),
        ],
    )
    def test_one_that_does_not_hold_is_said_and_sets_nothing_aside(self, line: str, words: str) -> None:
        left, reasons, stale = self.waived(line)
        assert (left, reasons) == ([THANKS], [])
        assert len(stale) == 1
        assert words in stale[0]

    def test_one_with_nothing_to_set_aside_is_said(self) -> None:
        left, reasons, stale = self.waived("past-unsettled she is away", "thank-you-missing on leave")
        assert (left, reasons, stale) == ([], ["on leave"], ["this waiver of past-unsettled sets nothing aside; delete it"])
        left, _, stale = self.waived("thank-you-missing on leave", on="contacts/Ben Li.md")
        assert (left, stale) == ([THANKS], ["this waiver of thank-you-missing sets nothing aside; delete it"])

    def test_what_is_not_due_yet_can_be_set_aside_already(self) -> None:
        files = {ADA: contact("outreach: 2026-03-19 email", "waive: outreach-unanswered she told me it takes a month")}
        assert findings(files, DAY) == []
        assert findings(files, DAY, with_waived=True) == []
        assert [finding.waived for finding in findings(files, DAY, with_waived=True, horizon=7)] == ["she told me it takes a month"]

    def test_a_waiver_is_judged_by_all_findings_whatever_is_selected(self) -> None:
        waive = "waive: thank-you-missing on leave"
        files = {ADA: contact(), TALK: talk(waive), "notes-kit.yaml": "ignore: [thank-you-missing]\n"}
        assert findings(files, DAY, "waiver-stale") == []
        assert findings(files, DAY) == []
        assert findings({**files, TALK: talk(waive, "thanked: 2026-03-03")}, DAY, "waiver-stale") != []

    def test_it_stands_where_it_is_written(self) -> None:
        found = findings({ADA: contact("waive:", "  - gone-cold", "  - thank-you-missing x")}, DAY, "waiver-stale")
        assert flags(found) == [f"{ADA}:4:5", f"{ADA}:5:5"]
        assert [finding.about for finding in found] == [ADA, ADA]

    def test_any_note_may_waive_its_own_faults(self) -> None:
        files = {"Plain.md": "---\nwaive: template-placeholder this note explains templates\n---\n{{title}}\n"}
        assert findings(files, DAY) == []
        assert [finding.waived for finding in findings(files, DAY, with_waived=True)] == ["this note explains templates"]

    def test_somebody_elses_waiver_of_the_same_rule_does_not_count(self) -> None:
        files = {ADA: contact("outreach: 2026-03-02 email"), "contacts/Ben Li.md": contact("outreach: 2026-03-02 email", "waive: NK101 he is away")}
        assert [finding.contact for finding in findings(files, DAY, "NK101")] == ["Ada Okafor"]


def breaking(rule: Rule, word: str) -> Rule:
    """The rule, but it breaks on the talk whose note's path holds the word, after what it found before."""

    def check(context: Context) -> Iterable[Finding]:
        for interview, when in context.interviews():
            if word in interview.path:
                raise KeyError("Ada told me a secret")
            yield context.duty("owed", interview.path, when.place, start=when.date, person=None, close="do it")

    return replace(rule, check=check)


class TestCrash:
    FILES = {f"interviews/{name}.md": talk() for name in ("a", "b", "c", "d", "e")} | {
        "contacts/Ben Li.md": contact("outreach: 2026-03-02 email"),
        "z.md": "",
    }

    def broken(self, word: str) -> tuple[Rule, ...]:
        return tuple(breaking(rule, word) if rule.name == THANKS else rule for rule in RULES)

    @pytest.mark.parametrize("culprit", ["a", "b", "c", "d", "e"])
    def test_a_rule_that_breaks_is_a_finding_and_the_others_still_speak(self, culprit: str) -> None:
        found = run(vault(self.FILES), DAY, rules=self.broken(f"/{culprit}.md"))
        assert crashed(found)
        crash = next(finding for finding in found if finding.rule == "crashed-rule")
        assert crash.path == f"interviews/{culprit}.md"
        assert (crash.code, crash.severity, crash.kind) == ("NK999", Severity.ERROR, Kind.FAULT)
        assert "the rule thank-you-missing broke (KeyError)" in crash.message
        assert "secret" not in crash.message
        assert [finding.path[11] for finding in found if finding.rule == THANKS] == list("abcde"[: "abcde".index(culprit)])
        assert "outreach-unanswered" in {finding.rule for finding in found}

    def test_it_is_said_whatever_is_selected_ignored_or_waived(self) -> None:
        files = {**self.FILES, "interviews/c.md": talk("waive: crashed-rule please"), "notes-kit.yaml": "ignore: [crashed-rule]\n"}
        rules = self.broken("/c.md")
        assert [finding.rule for finding in run(vault(files), DAY, rules=rules, select=[THANKS])][-1] == "crashed-rule"
        assert crashed(run(vault(files), DAY, rules=rules, ignore=["crashed-rule", "faults"]))
        assert not crashed(run(vault(files), DAY, rules=rules, select=["keep"]))
        assert not crashed(run(vault(self.FILES), DAY))

    def test_a_rule_that_breaks_on_any_vault_names_no_note(self) -> None:
        rules = tuple(replace(rule, check=lambda _: int("x")) if rule.name == THANKS else rule for rule in RULES)
        crash = next(finding for finding in run(vault(self.FILES), DAY, rules=rules) if finding.rule == "crashed-rule")
        assert crash.path == "notes-kit.yaml"
        assert "(ValueError)" in crash.message

    def test_a_rule_that_breaks_on_two_notes_together_names_none(self) -> None:
        def check(context: Context) -> Iterable[Finding]:
            if {"interviews/a.md", "interviews/e.md"} <= set(context.vault.notes):
                raise ValueError
            return ()

        rules = tuple(replace(rule, check=check) if rule.name == THANKS else rule for rule in RULES)
        assert [finding.path for finding in run(vault(self.FILES), DAY, rules=rules) if finding.rule == "crashed-rule"] == ["notes-kit.yaml"]

    def test_no_waiver_is_called_empty_while_a_rule_is_broken(self) -> None:
        files = {**self.FILES, "interviews/d.md": talk("waive: thank-you-missing on leave")}
        assert "waiver-stale" not in {finding.rule for finding in run(vault(files), DAY, rules=self.broken("/b.md"))}


class TestSyncConflicts:
    @pytest.mark.parametrize(
        "name",
        [
            "Ada Okafor.sync-conflict-20260301-101500-ABCDEF7",
            "Ada Okafor (Conflicted copy Laptop 202603011015)",
            "Ada Okafor (conflicted copy 2026-03-01 101500)",
            "Ada Okafor (Ben's conflicted copy 2026-03-01)",
            "Ada Okafor (Ben's conflicted copy 2026-03-01) (1)",
            "Ada Okafor (notes-kit conflict 2026-03-01 10.15.00)",
            "Ada Okafor_conflict-20260301-101500",
        ],
    )
    def test_the_names_that_programs_give(self, name: str) -> None:
        files = {ADA: contact(), f"contacts/{name}.md": contact("role: Engineer")}
        found = findings(files, DAY, "sync-conflict")
        assert flags(found) == [f"contacts/{name}.md:1:1"]
        assert "Ada Okafor.md beside it" in found[0].message
        assert "Ada Okafor.md, which is gone" in findings({f"contacts/{name}.md": ""}, DAY, "sync-conflict")[0].message

    @pytest.mark.parametrize(
        "name", ["Ada Okafor (copy)", "Conflicted copy", "On sync-conflict handling", "Ada (conflict of interest)", "Ada Okafor 2", "sync-conflict"]
    )
    def test_other_names_are_names(self, name: str) -> None:
        assert findings({ADA: contact("name: Ada"), f"contacts/{name}.md": contact("name: Ben")}, DAY, "sync-conflict") == []

    def test_a_number_alone_needs_the_same_facts(self) -> None:
        two = "contacts/Ada Okafor 2.md"
        assert findings({ADA: contact("role: a"), two: contact("role: b")}, DAY, "sync-conflict") == []
        assert flags(findings({ADA: contact("role: a"), two: contact("role: a")}, DAY, "sync-conflict")) == [f"{two}:1:1"]
        assert flags(findings({ADA: contact("name: Ada"), two: contact("name: Ada", "role: b")}, DAY, "sync-conflict")) == [f"{two}:1:1"]
        again = TALK.replace(".md", " 2.md")
        assert flags(findings({TALK: talk(), again: talk("duration: 30")}, DAY, "sync-conflict")) == [f"{again}:1:1"]
        assert findings({TALK: talk(), again: talk().replace("03-02", "03-09")}, DAY, "sync-conflict") == []
        assert findings({two: contact()}, DAY, "sync-conflict") == []


def test_duties_and_faults_of_one_vault_come_in_the_order_of_places() -> None:
    files = {"b.md": "{{title}}\n", ADA: contact("outreach: 2026-03-02 email", "replied: soon"), TALK: talk("format: vidoe", body="- [ ] Read it\n")}
    found = findings(files, DAY)
    assert flags(found) == ["b.md:1:1", f"{ADA}:4:10", f"{TALK}:4:7", f"{TALK}:6:9", f"{TALK}:15:3"]
    assert [finding.rule for finding in found] == ["template-placeholder", "wrong-type", THANKS, "unknown-value", "action-undated"]
