"""The gate (P35): a private passage changes no byte of any output, and what is confidential is never named."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from theme_stories import TODAY, Files, contact, merged, names, note, report, talk, template_vault, vault, vaults

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.text import Place
from notes_kit.render.report_json import report_json
from notes_kit.render.report_markdown import report_markdown
from notes_kit.render.report_text import report_text
from notes_kit.themes.public import public
from notes_kit.themes.report import Report

CANARY = "Zanzibar"
SECRET_TASK = "Ask for the job in the south"
TALK = "interviews/2026-03-02 Ada Okafor.md"
STORY: Files = merged(
    contact("Ada Okafor", organization="Northwind", outreach="2026-02-01 email", replied="2026-02-03"),
    contact("Ben Li", source='"[[Ada Okafor]]"'),
    {"Profile.md": note("profile", assumptions='["Pay is low #theme/pay"]', skills="[sql]")},
    talk(
        "Ada Okafor",
        "2026-03-02",
        "### Pay\n- It rises (+) #theme/pay #skill/git\n  - slowly\n> They pay late.\n\n### Resources\n- [A list](https://lists.example)\n\n"
        "## Takeaways\n- Ask again\n\n## Next steps\n- [ ] Write to her 📅 2026-03-05",
        referrals='["[[Ben Li]]", "Chloe Marsh"]',
    ),
)


def outputs(found: Report) -> tuple[str, str, str]:
    return json.dumps(report_json(found), ensure_ascii=False), report_markdown(found), report_text(found, width=100)


AT_THE_END = {
    "comment": f"%% {CANARY} said it #theme/{CANARY} %%",
    "comment over lines": f"%%\n- {CANARY} (+) #theme/{CANARY}\n- [ ] {CANARY} 📅 2026-03-01\n%%",
    "comment never closed": f"%% {CANARY}\n\n- {CANARY} #theme/pay",
    "html comment": f"<!-- {CANARY}\n\n- {CANARY} #theme/pay -->",
    "html comment never closed": f"<!-- {CANARY}\n- {CANARY} #theme/pay",
    "callout": f"> [!private] {CANARY}\n> {CANARY} #theme/pay\n> - {CANARY} (-) #theme/pay",
    "folded callout": f"> [!private]- {CANARY}\n> {CANARY} #theme/pay",
    "callout with metadata": f"> [!private|red] {CANARY}\n> {CANARY} #theme/pay",
    "callout with a heading": f"> [!private]\n> # {CANARY} #theme/pay\n> - {CANARY}",
    "callout with a quote": f"> [!private]\n> > {CANARY} has left #theme/pay",
    "callout with a task and a question": f"> [!private]\n> - [ ] {CANARY} #skill/git\n> - [x] {CANARY}? #q/advice",
    "section": f"## Private\n- {CANARY} #theme/pay #skill/{CANARY}\n- [ ] {CANARY} 📅 2026-03-01\n- [x] {CANARY}? #q/advice\n[[{CANARY}]] https://{CANARY}.example",
    "section with sections": f"## Private\n### Resources\n- {CANARY} https://{CANARY}.example\n### Takeaways\n- {CANARY}",
    "section with a property": f"## Private\n- **Role**: {CANARY}\nrole:: {CANARY}",
    "section in another language": f"## Privado\n- {CANARY} #theme/pay",
}


@pytest.mark.parametrize("passage", AT_THE_END.values(), ids=AT_THE_END)
@pytest.mark.parametrize("path", [TALK, "contacts/Ada Okafor.md", "Profile.md"])
def test_a_private_passage_changes_no_byte(passage: str, path: str) -> None:
    files = {**STORY, path: f"{STORY[path]}\n\n{passage}\n"}
    assert CANARY in files[path]
    assert outputs(report(files)) == outputs(report(STORY))


IN_A_LINE = {
    "- It rises (+) #theme/pay #skill/git": "- It rises (+) #theme/pay #skill/git %% {} %%",
    "- It rises": "- %%{}%% It rises",
    "It rises (+)": "It %% {} #theme/x %% rises (+)",
    "  - slowly": "  - slowly <!-- {} -->",
    "> They pay late.": "> They pay late. %%{}%%",
    "### Pay": "### Pay %%{}%%",
    "[A list](https://lists.example)": "[A list](https://lists.example) %% https://{}.example %%",
    "- Ask again": "- Ask again %% {} %%",
    "Write to her 📅 2026-03-05": "Write to her %% {} %% 📅 2026-03-05",
}


@pytest.mark.parametrize(("plain", "hidden"), IN_A_LINE.items())
@pytest.mark.parametrize("secret", [CANARY, CANARY * 9, f"{CANARY} said #skill/x (-)"])
def test_a_private_remark_inside_a_line_leaves_no_trace(plain: str, hidden: str, secret: str) -> None:
    assert plain in STORY[TALK]
    files = {**STORY, TALK: STORY[TALK].replace(plain, hidden.format(secret), 1)}
    assert outputs(report(files)) == outputs(report(STORY))


@pytest.mark.parametrize(
    "bullet",
    [
        f"- It rises (+) #theme/pay #skill/git\n  - slowly\n  > [!private]\n  > {CANARY}\n",
        f"- It rises (+) #theme/pay #skill/git\n  - slowly\n    > [!private] {CANARY}\n    > - {CANARY} #skill/sql\n",
    ],
)
def test_a_private_callout_below_a_bullet_is_no_part_of_it(bullet: str) -> None:
    plain = "- It rises (+) #theme/pay #skill/git\n  - slowly\n"
    assert plain in STORY[TALK]
    shown = outputs(report({**STORY, TALK: STORY[TALK].replace(plain, bullet, 1)}))
    assert CANARY not in "".join(shown)
    assert shown[1] == outputs(report(STORY))[1], "only lines have moved, and Markdown tells none"


def test_a_heading_in_a_private_callout_rules_nothing_after_it() -> None:
    passage = "> [!private]\n> ## Log\n> - 2026-03-09 called\n\n- After (+) #theme/pay\n"
    files = {**STORY, TALK: STORY[TALK].replace("> They pay late.\n", f"> They pay late.\n\n{passage}", 1)}
    bare = {**STORY, TALK: STORY[TALK].replace("> They pay late.\n", "> They pay late.\n\n- After (+) #theme/pay\n", 1)}
    assert outputs(report(files))[1] == outputs(report(bare))[1]


def test_a_private_line_of_a_log_is_no_sign_of_life() -> None:
    def found(log: str) -> Report:
        thanked = {**STORY, TALK: STORY[TALK].replace("outcome: held", "outcome: held\nthanked: 2026-03-03")}
        path = "contacts/Ada Okafor.md"
        return report({**thanked, path: f"{STORY[path]}\n## Log\n{log}\n"})

    kept = [found(log).funnel[-1].people for log in ("- 2026-04-01 called", "> [!private]\n> - 2026-04-01 called", "")]
    assert kept == [1, 0, 0]


def test_a_talk_of_which_everything_is_private_shows_its_day_and_no_more() -> None:
    files = {**STORY, **talk("Ben Li", "2026-03-09", f"## Private\n- {CANARY}", outcome="")}
    assert report(files).totals == report({**STORY, **talk("Ben Li", "2026-03-09", outcome="")}).totals
    assert CANARY not in "".join(outputs(report(files)))


CONFIDENTIAL: dict[str, Files] = {
    "a talk": talk("Ada Okafor", "2026-04-02", f"- {CANARY} (-) #theme/pay #theme/{CANARY}", confidential="true", referrals=CANARY),
    "a talk of unreadable secrecy": talk("Ada Okafor", "2026-04-02", f"- {CANARY} #theme/pay", confidential="maybe"),
    "a talk with somebody new": talk(CANARY, "2026-04-02", "- Something #theme/pay", confidential="yes"),
    "a person": merged(
        contact(CANARY, confidential="true", source='"[[Ada Okafor]]"', outreach="2026-02-01 phone"), talk(CANARY, "2026-04-02", "- X #theme/pay")
    ),
    "a theme": {f"themes/{CANARY}.md": note("theme", "What it is.", confidential="true")},
    "an organisation": {f"organizations/{CANARY}.md": note("organization", confidential="true")},
    "a plain note": {f"{CANARY}.md": note("", f"- {CANARY}", confidential="true")},
    "another profile": {"Me.md": note("profile", goals=f'["{CANARY} #theme/pay"]', confidential="true")},
}


@pytest.mark.parametrize("secret", CONFIDENTIAL.values(), ids=CONFIDENTIAL)
def test_a_confidential_note_changes_nothing_but_how_much_is_withheld(secret: Files) -> None:
    found = report({**STORY, **secret})
    held = sum(path.startswith("interviews/") for path in secret)
    assert found.totals.withheld == held
    shown, before = outputs(found), outputs(report(STORY))
    assert CANARY not in "".join(shown)
    assert json.loads(shown[0]) == {**json.loads(before[0]), "totals": {**json.loads(before[0])["totals"], "withheld": held}}


LINES = {
    "referral": (TALK, 'referrals: ["[[Ben Li]]", "Chloe Marsh"]', f'referrals: ["[[Ben Li]]", "Chloe Marsh", "[[{CANARY}]]"]'),
    "referral in words": (TALK, 'referrals: ["[[Ben Li]]", "Chloe Marsh"]', f'referrals: ["[[Ben Li]]", "Chloe Marsh", "{CANARY}"]'),
    "point": (TALK, "- Ask again", f"- Ask again\n- [[{CANARY}]] thinks so too #theme/pay"),
    "reason": (TALK, "- Ask again", f"- Ask again\n- It is so #theme/pay\n  - says [[contacts/{CANARY}|a friend]]"),
    "task": (TALK, "- [ ] Write to her", f"- [ ] Ring [[{CANARY}]]\n- [ ] Write to her"),
    "source": ("contacts/Ben Li.md", 'source: "[[Ada Okafor]]"', f'source: "[[{CANARY}]]"'),
    "organisation": ("contacts/Ada Okafor.md", "organization: Northwind", f'organization: "[[{CANARY} Ltd]]"'),
    "assumption": ("Profile.md", '"Pay is low #theme/pay"', f'"Pay is low #theme/pay", "[[{CANARY}]] would hire me"'),
}


@pytest.mark.parametrize(("path", "old", "new"), LINES.values(), ids=LINES)
def test_nothing_public_names_a_confidential_person_or_place(path: str, old: str, new: str) -> None:
    secret = merged(contact(CANARY, confidential="true"), {f"organizations/{CANARY} Ltd.md": note("organization", confidential="true")})
    assert old in STORY[path]
    files = {**STORY, **secret, path: STORY[path].replace(old, new, 1)}
    assert CANARY not in "".join(outputs(report(files)))


def test_a_talk_with_several_people_is_withheld_if_one_of_them_is_confidential() -> None:
    both = {"interviews/both.md": note("interview", "- X #theme/pay", contact=f'["[[Ben Li]]", "[[{CANARY}]]"]', date="2026-03-09")}
    found = report({**STORY, **contact(CANARY, confidential="true"), **both})
    assert (found.totals.withheld, names(found.people)) == (1, ["Ada Okafor"])


def test_withheld_talks_are_those_held_in_the_period() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", "- A", confidential="true"),
        talk("Ada Okafor", "2026-04-01", "- B", confidential="true"),
        talk("Ada Okafor", "2026-06-01", "- C", confidential="true"),
    )
    assert report(files).totals.withheld == 2
    assert report(files, since=date(2026, 3, 15)).totals.withheld == 1


def duty(path: str, line: int, message: str = "owed", contact_: str = "Ada Okafor", about: str = "") -> Finding:
    return Finding("NK1", "rule", Severity.WARNING, Kind.DUTY, message, path, Place(line, 1, line, 9), contact=contact_, about=about)


def test_findings_about_what_is_hidden_are_not_told() -> None:
    body = f"- Public\n\n## Private\n- [ ] {SECRET_TASK} 📅 2026-03-01\n\n## Next steps\n- [ ] Write"
    files = merged(
        talk("Ada Okafor", "2026-03-02", body),
        contact(CANARY, confidential="true"),
        talk("Ada Okafor", "2026-04-17", "- X", confidential="true"),
    )
    lines = files[TALK].split("\n")
    private, open_ = lines.index(f"- [ ] {SECRET_TASK} 📅 2026-03-01") + 1, lines.index("- [ ] Write") + 1
    told = public(vault(files), TODAY).findings(
        [
            duty(TALK, open_, "Write is due"),
            duty(TALK, private, "something is due"),
            duty("contacts/Ada Okafor.md", 1, f"you finished “{SECRET_TASK}”: tell her"),
            duty("interviews/2026-04-17 Ada Okafor.md", 1),
            duty("contacts/Ada Okafor.md", 1, "you have not connected since you met on 2026-04-17"),
            duty(TALK, 1, f"{CANARY} was named and not asked"),
            duty(TALK, 1, "the person was named and not asked", contact_=CANARY),
            duty(TALK, 1, "the person was named and not asked", contact_="", about=f"contacts/{CANARY}.md"),
        ]
    )
    assert [one.message for one in told] == ["Write is due"]


def test_findings_in_a_private_section_are_not_told_where_it_holds_no_points() -> None:
    files = {"contacts/Ada Okafor.md": note("contact", "Friendly.\n\n## Private\nShe is leaving.\n\n## Log\n- 2026-03-01 called")}
    told = public(vault(files), TODAY).findings([duty("contacts/Ada Okafor.md", line, f"line {line}") for line in range(4, 11)])
    assert [one.message for one in told] == ["line 4", "line 5", "line 9", "line 10"]


def test_the_public_vault_holds_nothing_private() -> None:
    body = f"#open [[Ben Li]]\n\n## Private\n#{CANARY} [[{CANARY}]]\n- [ ] {CANARY}\n\n> [!private]\n> #{CANARY} [[{CANARY}]]"
    files = merged({"contacts/Ada Okafor.md": note("contact", body)}, talk("Ada Okafor", "2026-03-02", body))
    shown = public(vault(files), TODAY).vault
    assert [person.tags for person in shown.contacts] == [("open",)]
    for one in shown.notes.values():
        parts = (*one.points, *one.tasks, *one.headings, *one.links, *one.tags)
        assert parts
        assert not any(part.private for part in parts)
        assert CANARY not in repr(parts)


def test_a_vault_without_secrets_passes_as_it_is() -> None:
    whole = vault(STORY)
    assert public(whole, TODAY).vault is whole


def test_the_example_vault_keeps_its_secrets() -> None:
    from notes_kit.themes.build import build_report

    shown = "".join(outputs(build_report(template_vault(), TODAY)))
    for secret in (
        "She has applied elsewhere",
        "lonelier than his words",
        "One of the five leaves in August",
        "fold its data team",
        "before the leaves are down",
    ):
        assert secret not in shown


@given(vaults(), st.data())
def test_private_passages_leave_any_report_as_it_was(files: Files, data: st.DataObject) -> None:
    hidden = dict(files)
    for path in data.draw(st.lists(st.sampled_from(sorted(files)), min_size=1, unique=True)):
        lines = files[path].split("\n")
        body = lines.index("---", 1) + 1
        said = [number for number, line in enumerate(lines) if number >= body and line.startswith(("- ", "> ", "  - "))]
        for number in data.draw(st.lists(st.sampled_from(said), unique=True)) if said else []:
            lines[number] += data.draw(st.sampled_from([f" %%{CANARY}%%", f" <!-- {CANARY} #theme/pay -->", f" %% {CANARY} (+) #theme/x %%"]))
        hidden[path] = "\n".join(lines) + "\n" + data.draw(st.sampled_from(["", *AT_THE_END.values()]))
    assert outputs(report(hidden)) == outputs(report(files))
