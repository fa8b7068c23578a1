"""Faults that need more than one note or a calendar to be seen: dates, links, people, tags, what is confidential."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pytest
from rules.vaults import ADA, BEN, TALK, contact, findings, flags, held, only, talk

from notes_kit.model.finding import Severity

DAY = date(2026, 6, 1)


def said(files: dict[str, str], rule: str, today: date = DAY) -> list[str]:
    return [finding.message for finding in findings(files, today, rule)]


class TestUnknownKey:
    @pytest.mark.parametrize(
        ("key", "name"),
        [
            ("outrech", "outreach"), ("outreachh", "outreach"), ("outraech", "outreach"), ("0utreach", "outreach"), ("Keep in tuch", "keep_in_touch"),
            ("linkedin-conected", "linkedin_connected"), ("emial", "email"), ("conf1dential", "confidential"),
            ("organisaton", "organization"),
        ],
    )  # fmt: skip
    def test_one_slip_is_asked_about(self, key: str, name: str) -> None:
        finding = only(findings({ADA: contact(f"{key}: 1")}, DAY, "unknown-key"))
        assert finding.message == f"`{key}` means nothing to notes-kit; did you mean `{name}`?"
        assert finding.fix is not None
        assert not finding.fix.safe

    @pytest.mark.parametrize(
        "line",
        ["favourite_tea: oolong", "sources: [a]", "outreach_email: 1", "nmae: Ada", "outrech:", "otreahc: 1", "status: open", "created: 2026-01-01"],
    )
    def test_what_people_keep_of_their_own_is_no_fault(self, line: str) -> None:
        assert said({ADA: contact(line)}, "unknown-key") == []

    def test_nor_is_what_stands_beside_the_right_one_or_in_a_plain_note(self) -> None:
        assert said({ADA: contact("source: alumni", "sorce: 3")}, "unknown-key") == []
        assert said({"Plain.md": "---\noutrech: 1\n---\n"}, "unknown-key") == []

    def test_a_misspelling_beside_the_right_one_is_told_where_several_values_may_stand(self) -> None:
        finding = only(findings({ADA: contact("outreach: 2026-02-02 email", "outreech: 2026-02-20 email")}, DAY, "unknown-key"))
        assert finding.message == "`outreech` means nothing to notes-kit; if it is meant for `outreach`, write it there: the note has one"
        assert finding.fix is None, "it would make a property that stands twice"

    def test_a_property_of_another_type_is_no_misspelling(self) -> None:
        assert said({ADA: contact("referals: Ben")}, "unknown-key") == []
        assert len(said({TALK: talk("2026-03-02", "referals: Ben")}, "unknown-key")) == 1


class TestOutOfOrder:
    def test_thanks_and_confirmation_on_the_day_itself_are_in_order(self) -> None:
        for thanked, confirmed, count in (("03-02", "03-02", 0), ("03-01", "03-02", 1), ("03-02", "03-03", 1), ("03-01", "03-03", 2)):
            files = {TALK: held("2026-03-02", f"thanked: 2026-{thanked}", f"confirmed: 2026-{confirmed}")}
            assert len(said(files, "out-of-order")) == count

    @pytest.mark.parametrize("name", ["replied", "declined"])
    def test_an_answer_on_the_day_of_the_first_message_is_in_order(self, name: str) -> None:
        outreach = "outreach: [2026-03-09 email, 2026-03-02 email]"
        assert said({ADA: contact(outreach, f"{name}: 2026-03-02")}, "out-of-order") == []
        assert said({ADA: contact(f"{name}: 2026-03-01")}, "out-of-order") == []
        assert said({ADA: contact(outreach, f"{name}: 2026-03-01")}, "out-of-order") == [
            f"`{name}` is 2026-03-01, before your first message of 2026-03-02: one of the two is wrong, or a message is missing"
        ]

    def test_a_meeting_is_asked_nothing(self) -> None:
        assert said({TALK: "---\ntype: meeting\ndate: 2026-03-02\nthanked: 2026-03-01\n---\n"}, "out-of-order") == []


class TestFutureFact:
    @pytest.mark.parametrize(
        "line",
        [
            "replied: {}",
            "declined: {}",
            "closed: {}",
            "met: {}",
            "linkedin_connected: {}",
            "outreach: {} email",
            "touches: {} email",
            "last_contact: {}",
        ],
    )
    def test_of_a_contact_on_the_day_and_the_day_before(self, line: str) -> None:
        files = {ADA: contact(line.format("2026-06-02"))}
        assert len(said(files, "future-fact")) == 1
        assert said(files, "future-fact", date(2026, 6, 2)) == []

    def test_of_a_talk_its_log_and_its_actions(self) -> None:
        files = {TALK: held("2026-06-02", "confirmed: 2026-06-02", "thanked: 2026-06-02", body="- [x] Read ✅ 2026-06-02\n")}
        files[ADA] = contact(body="## Log\n- 2026-06-02 rang\n")
        found = findings(files, DAY, "future-fact")
        assert [finding.place.line for finding in found] == [5, 5, 6, 7, 9]
        assert findings(files, date(2026, 6, 2), "future-fact") == []

    @pytest.mark.parametrize("line", ["paused: 2026-09-01", "follow_up: 2026-09-01"])
    def test_what_is_meant_for_later_is_none(self, line: str) -> None:
        files = {
            ADA: contact(line, body="- [ ] Read 📅 2026-09-01\n"),
            TALK: talk("2026-09-01", "outcome: cancelled"),
            "interviews/2.md": talk("2026-09-01"),
        }
        assert said(files, "future-fact") == []


class TestBrokenLink:
    @pytest.mark.parametrize(
        "link",
        [
            "[[organizations/Nothing]]", "[[Okafor, Ada]]", "[[ada  okafor!]]", "[it](../contacts/Nobody.md)", "![[themes/Gone]]", "[[Tomas Dvorak]]",
            "[[organizations/Nothing#Pay|there]]",
        ],
    )  # fmt: skip
    def test_what_was_meant_for_a_note(self, link: str) -> None:
        files = {ADA: contact(), "contacts/Tomáš Dvořák.md": contact(), TALK: held("2026-03-02", body=f"- See {link}\n")}
        assert flags(findings(files, DAY, "broken-link")) == [f"{TALK}:7:7"]

    @pytest.mark.parametrize(
        "link",
        [
            "[[Lineage]]", "[[Chloe Marsh]]", "[[people/Chloe Marsh]]", "[[Ada Okafor]]", "[[ADA OKAFOR]]", "[[talk.pdf]]", "![[pictures/board.png]]",
            "[[templates/Contact]]", "[[old/Note]]", "[her page](https://ada.example/talk.md)", "[it](../../elsewhere/Note.md)", "[all](../contacts/)",
            "`[[organizations/Nothing]]`", "[[#Below]]", "[[2026-03-01]]",
        ],
    )  # fmt: skip
    def test_what_is_yet_to_be_written_or_elsewhere(self, link: str) -> None:
        files = {ADA: contact(), TALK: held("2026-03-02", "referrals: Chloe Marsh", body=f"- See {link}\n"), "notes-kit.yaml": "exclude: [old]\n"}
        assert said(files, "broken-link") == []

    def test_people_need_no_note_of_their_own(self) -> None:
        files = {
            BEN: contact('source: "[[people/Dana Reyes]]"', 'outreach: "2026-03-02 intro by [[people/Zed Faro]]"'),
            TALK: held("2026-03-02", 'referrals: "[[people/Ada Varga]]"', who='"[[x/Emil]]"'),
        }
        assert said(files, "broken-link") == []

    def test_a_person_whose_note_is_spelled_otherwise_is_missed(self) -> None:
        files = {"contacts/Tomáš Dvořák.md": contact(), TALK: held("2026-03-02", who='"[[Dvorak Tomas]]"')}
        assert said(files, "broken-link") == ["[[Dvorak Tomas]] leads to no note; did you mean [[Tomáš Dvořák]]?"]

    def test_a_themes_parent_has_to_be_there(self) -> None:
        theme = '---\ntype: theme\nparent: "[[work]]"\n---\nSee [[Lineage]].\n'
        assert flags(findings({"themes/pay.md": theme}, DAY, "broken-link")) == ["themes/pay.md:3:10"]
        assert said({"themes/pay.md": theme, "themes/work.md": ""}, "broken-link") == []

    def test_a_private_link_is_not_repeated(self) -> None:
        message = said({TALK: held("2026-03-02", body="> [!private]\n> See [[posts/Her new post]]\n")}, "broken-link")
        assert message == ["a link in a private passage leads to no note: it was moved, renamed or deleted"]

    def test_a_plain_note_may_link_where_it_likes(self) -> None:
        assert said({"Plain.md": "[[organizations/Nothing]]"}, "broken-link") == []


class TestAmbiguousLink:
    FILES: ClassVar = {"a/Northwind.md": "", "b/Northwind.md": ""}

    def test_says_what_it_can_mean(self) -> None:
        message = said({**self.FILES, TALK: held("2026-03-02", body="- See [[Northwind]]\n")}, "ambiguous-link")
        assert message == ["[[Northwind]] can mean a/Northwind.md and b/Northwind.md: write which one, such as [[a/Northwind]]"]

    @pytest.mark.parametrize("link", ["[[a/Northwind]]", "[it](../b/Northwind.md)", "[[Northwind.pdf]]"])
    def test_a_path_says_which(self, link: str) -> None:
        assert said({**self.FILES, TALK: held("2026-03-02", body=f"- See {link}\n")}, "ambiguous-link") == []

    def test_the_one_in_the_same_folder_is_meant(self) -> None:
        files = {**self.FILES, "b/Talk.md": held("2026-03-02", body="- See [[Northwind]]\n")}
        assert said(files, "ambiguous-link") == []

    def test_among_people_only_people_are_meant(self) -> None:
        files = {"themes/Ada Okafor.md": "", ADA: contact(), TALK: held("2026-03-02")}
        assert said(files, "ambiguous-link") == []
        files["old/Ada Okafor.md"] = contact()
        assert len(said(files, "ambiguous-link")) == 1


class TestDuplicatePerson:
    @pytest.mark.parametrize(
        ("one", "other", "what"),
        [
            ("email: ada@x.example", "email: [b@x.example, ADA@x.example]", "e-mail address"),
            ("linkedin: https://www.linkedin.com/in/ada/", "linkedin: uk.linkedin.com/in/Ada?trk=x", "LinkedIn profile"),
            ("name: Ádá Okafor", "name: okafor ada", "name"),
            ("email: ada@x.example", "email: ada@y.example", None),
            ("email: info@x.example", "email: info@x.example", None),
            ("email: n/a", "email: n/a", None),
            ("linkedin: https://www.linkedin.com/in/", "linkedin: https://www.linkedin.com/in/", None),
            ("linkedin: yes", "linkedin: yes", None),
            ("name: Ada", "name: Ada", None),
        ],
    )
    def test_what_two_notes_share(self, one: str, other: str, what: str | None) -> None:
        found = findings({"contacts/One Person.md": contact(one), "contacts/Quite Another.md": contact(other)}, DAY, "duplicate-person")
        assert [finding.path for finding in found] == (["contacts/Quite Another.md"] if what else [])
        assert all(f"has the same {what} as" in finding.message for finding in found)

    def test_two_of_one_name_with_two_profiles_are_two(self) -> None:
        files = {f"contacts/{letter}.md": contact("name: Ada Okafor", f"linkedin: linkedin.example/in/{letter}") for letter in "ab"}
        assert said(files, "duplicate-person") == []

    def test_a_conflict_copy_is_said_once_by_its_own_rule(self) -> None:
        copy = "contacts/Ada Okafor.sync-conflict-20260301-101500-ABCDEF7.md"
        assert said({ADA: contact("name: Ada Okafor"), copy: contact("name: Ada Okafor")}, "duplicate-person") == []


class TestOrphanInterview:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("---\ntype: interview\ndate: 2026-03-02\n---\n", 1),
            ("---\ntype: interview\ndate: 2026-03-02\ncontact:\n---\n", 1),
            ("---\ntype: interview\ndate: 2026-03-02\ncontact: Ada\n---\n", 0),
            ("---\ntype: interview\n---\n", 0),
            ("How I keep these notes.\n", 0),
            ("---\ntype: meeting\ndate: 2026-03-02\n---\n", 0),
        ],
    )
    def test_a_talk_with_a_day_and_nobody(self, text: str, count: int) -> None:
        assert len(said({"interviews/Notes.md": text}, "orphan-interview")) == count


class TestThemes:
    def talks(self, *tags: str, **themes: str) -> dict[str, str]:
        notes = {f"themes/{name}.md": f"---\ntype: theme\n{lines}\n---\n" for name, lines in themes.items()}
        return {TALK: held("2026-03-02", body="## Notes\n" + "".join(f"- Said {tag}\n" for tag in tags)), **notes}

    @pytest.mark.parametrize(
        ("tags", "message"),
        [
            (
                ["#theme/work-life", "#theme/work-life", "#theme/worklife"],
                "#theme/worklife, used once, looks like #theme/work-life: spell it one way",
            ),
            (["#theme/work_life", "#theme/Worklife", "#theme/worklife"], "#theme/work_life, used once, looks like #theme/Worklife: spell it one way"),
            (
                ["#skill/data-modelling", "#skill/datamodelling"],
                "#skill/datamodelling, used once, looks like #skill/data-modelling: spell it one way",
            ),
            (["#theme/pay", "#theme/Pay", "#Pay"], None),
            (["#v1-2", "#v12", "#2026-01-05", "#20260105-"], None),
            (["#theme/work/life", "#theme/worklife"], None),
        ],
    )
    def test_near_duplicates(self, tags: list[str], message: str | None) -> None:
        assert said(self.talks(*tags), "near-duplicate") == ([message] if message else [])

    def test_what_the_codebook_spells_is_right_and_its_aliases_are_no_duplicates(self) -> None:
        tags = ["#theme/worklife", "#theme/worklife"]
        files = self.talks(*tags, **{"work-life": ""})
        assert said(files, "near-duplicate") == ["#theme/worklife, used 2 times, looks like #theme/work-life: spell it one way"]
        assert said(files, "theme-undefined") == []
        assert said(self.talks(*tags, **{"work-life": "aliases: [worklife]"}), "near-duplicate") == []

    def test_a_property_names_a_theme_as_a_tag_does(self) -> None:
        files = {TALK: held("2026-03-02", "themes: [worklife]", body="- a #theme/work-life\n- b #theme/work-life\n")}
        assert flags(findings(files, DAY, "near-duplicate")) == [f"{TALK}:6:10"]

    def test_spellings_of_which_all_uses_are_private_are_nobodys_business(self) -> None:
        files = {TALK: held(DAY, "confidential: true", body="- It is #theme/work-life\n- and #theme/worklife\n")}
        assert said(files, "near-duplicate") == []

    @pytest.mark.parametrize(
        ("tag", "defined"),
        [
            ("#theme/hiring", True), ("#theme/Hiring", True), ("#theme/jobs", True), ("#theme/work/hiring", True), ("#theme/getting-in", True),
            ("#theme/hiring/juniors", False), ("#theme/degree", False),
        ],
    )  # fmt: skip
    def test_undefined_themes(self, tag: str, defined: bool) -> None:
        files = self.talks(tag, hiring='aliases: [jobs, getting in]\nparent: "[[work]]"', work="")
        assert (said(files, "theme-undefined") == []) == defined

    def test_a_slash_at_the_end_is_nothing(self) -> None:
        files = {TALK: held("2026-03-02", 'themes: ["hiring/"]'), "themes/hiring.md": ""}
        assert said(files, "theme-undefined") == []

    def test_without_a_codebook_nothing_has_to_be_defined(self) -> None:
        assert said(self.talks("#theme/degree"), "theme-undefined") == []

    def test_it_stands_where_it_is_used_first(self) -> None:
        files = {**self.talks("#theme/degree", pay=""), "interviews/1.md": held("2026-04-02", body="- a #theme/Degree\n")}
        finding = only(findings(files, DAY, "theme-undefined"))
        assert (flags([finding]), finding.severity) == (["interviews/1.md:7:5"], Severity.INFO)
        assert finding.message.startswith("#theme/Degree is used in 2 talks and")

    def test_private_and_plain_tags_are_not_looked_at(self) -> None:
        private = {TALK: held("2026-03-02", "confidential: true", body="- #theme/degree\n- #theme/work-life\n"), "themes/worklife.md": ""}
        plain = {"Plain.md": "#theme/degree #theme/work-life", "themes/worklife.md": ""}
        for files in (private, plain):
            assert said(files, "near-duplicate") == []
            assert said(files, "theme-undefined") == []


class TestPrivateLeak:
    SECRET = held("2026-03-02", "confidential: true", body="## Her post goes\n- In June ^june\n")

    @pytest.mark.parametrize(
        ("link", "leaks"),
        [
            ("![[Talk]]", True),
            ("![[Talk#^june]]", True),
            ("[[Talk#Her post goes]]", True),
            ("[[Talk]]", False),
            ("[[Talk#^june]]", False),
            ("%% ![[Talk]] %%", False),
            ("> [!private]\n> ![[Talk]]", False),
        ],
    )
    def test_what_shows_it_leaks(self, link: str, leaks: bool) -> None:
        files = {TALK: self.SECRET, "Plain.md": f"See {link}\n" if ">" not in link else link + "\n"}
        found = findings(files, DAY, "private-leak")
        assert bool(found) == leaks
        assert all("post goes" not in finding.message for finding in found)

    PASSAGES: ClassVar = {
        "a section": "## Private\n### Her post goes\n- The staff of her whole floor are only told in June ^june\n## Notes\n- fine\n",
        "a callout": "> [!private]\n> ### Her post goes\n> The staff of her whole floor are only told in June ^june\n",
    }

    @pytest.mark.parametrize("passage", PASSAGES)
    @pytest.mark.parametrize(
        ("link", "leaks"),
        [
            ("![[Talk#^june]]", True),
            ("![[Talk#^June]]", True),
            ("![[Talk#Her post goes]]", True),
            ("[[Talk#Her post goes]]", True),
            ("[[Talk#Private#Her post goes|her post]]", True),
            ("[it](Talk.md#Her%20post%20goes)", True),
            ("[[Talk#^june]]", False),
            ("[[Talk#Private]]", False),
            ("[[Talk#Notes]]", False),
            ("![[Talk]]", False),
            ("[[Talk]]", False),
            ("%% ![[Talk#^june]] %%", False),
        ],
    )
    def test_a_passage_of_a_public_note_is_shown_by_its_heading_or_its_block(self, passage: str, link: str, leaks: bool) -> None:
        files = {"interviews/Talk.md": held("2026-03-02", body=self.PASSAGES[passage]), "interviews/Other.md": held("2026-03-03", body=link + "\n")}
        found = findings(files, DAY, "private-leak")
        assert bool(found) == leaks
        assert all("floor" not in finding.message and "post" not in finding.message for finding in found)

    SENTENCE = "The staff of her whole floor are only told in June"
    HIDES: ClassVar = (*PASSAGES.values(), f"%% {SENTENCE}. %%\n", f"- Fine\n\n%%\n- And: why not? {SENTENCE}! So.\n%%\n", f"<!-- {SENTENCE} -->\n")

    @pytest.mark.parametrize("hidden", HIDES)
    @pytest.mark.parametrize(
        ("public", "line"),
        [
            (f"- {SENTENCE}\n", 4), (f"Fine.\n\nHe said: yes. {SENTENCE.upper()}. Then no.\n", 6), (f"> “{SENTENCE}.”\n", 4),
            ("- The staff of her whole floor\n  are only told in June (+) #theme/merger\n", 4), (f"- a\n  - {SENTENCE}…\n", 5),
            ("- Her staff are only told in June\n", None), (f"%% {SENTENCE} %%\n", None), (f"## Private\n- {SENTENCE}\n", None),
        ],
    )  # fmt: skip
    def test_a_private_sentence_is_recognized_word_for_word(self, hidden: str, public: str, line: int | None) -> None:
        files = {ADA: contact(body=public), TALK: held("2026-03-02", body=hidden)}
        found = findings(files, DAY, "private-leak")
        assert [finding.place.line for finding in found] == ([line] if line else [])
        assert all("told" not in finding.message for finding in found)

    def test_a_reason_below_a_point_is_a_sentence_too(self) -> None:
        files = {ADA: contact(body=f"## Private\n- {self.SENTENCE}\n"), TALK: held("2026-03-02", body=f"- It is slow\n  - {self.SENTENCE}\n")}
        assert flags(findings(files, DAY, "private-leak")) == [f"{TALK}:8:1"]

    def test_what_a_confidential_note_says_is_private_whole(self) -> None:
        files = {ADA: contact(body=f"- {self.SENTENCE}\n"), TALK: held("2026-03-02", "confidential: true", body=f"- {self.SENTENCE}\n")}
        assert "which is confidential" in only(findings(files, DAY, "private-leak")).message

    def test_a_sentence_is_compared_where_notes_have_to_do_with_each_other(self) -> None:
        secret = held("2026-03-02", body=f"## Private\n- {self.SENTENCE}\n")
        assert findings({TALK: secret, BEN: contact(body=f"- {self.SENTENCE}\n")}, DAY, "private-leak") == []
        assert len(findings({TALK: secret, BEN: contact(body=f"- {self.SENTENCE}\n- see [[Talk]]\n")}, DAY, "private-leak")) == 1
        both = held("2026-03-05", who='["[[Ada Okafor]]", "[[Ben Li]]"]', body=f"- {self.SENTENCE}\n")
        assert flags(findings({TALK: secret, "interviews/b.md": both}, DAY, "private-leak")) == ["interviews/b.md:7:1"]

    def test_a_note_may_say_again_in_public_what_it_says_in_private(self) -> None:
        assert said({TALK: held("2026-03-02", body=f"- {self.SENTENCE}\n## Private\n- {self.SENTENCE}\n")}, "private-leak") == []

    def test_between_two_confidential_notes_or_two_public_ones_nothing_leaks(self) -> None:
        other = "---\nconfidential: true\n---\n![[Talk]]\n"
        assert said({TALK: self.SECRET, "Other.md": other}, "private-leak") == []
        assert said({TALK: held("2026-03-02"), "Other.md": "![[Talk]]\n", "Third.md": "---\nconfidential: true\n---\n"}, "private-leak") == []
