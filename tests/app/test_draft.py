"""Messages written from notes: the right text for the relation, filled with what may be said, and nothing private, whatever is asked."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from app.opened import TODAY, opened
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.draft import StopError, compose, edited
from notes_kit.app.draft_facts import LONGEST, first_name, tidy
from notes_kit.app.draft_log import NotSentError, fact_of, log_sent
from notes_kit.app.log import Fact, log
from notes_kit.app.session import NobodyError, Session
from notes_kit.app.substitute import TemplateFaultError
from notes_kit.io.template import TemplateError
from notes_kit.model.letters import NOTE_LIMIT, Form, Kind, Message, note_length
from notes_kit.render.drafts import draft_document, draft_remarks

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 5, 18, 9, 30, tzinfo=UTC)
PROFILE = (
    "---\ntype: profile\nname: Leo Marchetti\nrole: baker\norganization: Pane\nemail: leo@x.example\n---\n## Pitch\nI am a baker who counts things.\n"
)
ADA = "---\ntype: contact\nname: Ada Okafor\nsalutation: Ms\nrole: Engineer\norganization: Northwind\nemail: ada@x.example\nsource: the alumni list\n{}---\n{}"
TALK = '---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: {}\noutcome: held\n{}---\n{}'


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Session:
    root = tmp_path_factory.mktemp("example") / "vault"
    shutil.copytree(ROOT / "vault-template", root, ignore=shutil.ignore_patterns(".notes-kit"))
    return opened(root)[0]


def files(ada: str = "", body: str = "", **talks: str) -> dict[str, str]:
    return {"notes-kit.yaml": "", "Profile.md": PROFILE, "contacts/Ada Okafor.md": ADA.format(ada, body)} | {
        f"interviews/{name}.md": text for name, text in talks.items()
    }


def remarks(message: Message) -> set[str]:
    assert message.review is not None
    return {remark.name for remark in message.review.remarks}


def everything(message: Message, said: list[str], today: date = TODAY) -> str:
    """All that anybody would see of a message."""
    return "\n".join([*said, *draft_remarks(message, None), json.dumps(draft_document(today, message, None), ensure_ascii=False)])


@pytest.mark.parametrize(
    ("kind", "who", "channel", "own", "found"),
    [
        (Kind.OUTREACH, "ada", "email", Kind.OUTREACH, set()),
        (Kind.OUTREACH, "helena", "email", Kind.FOLLOW_UP, set()),
        (Kind.OUTREACH, "helena", "linkedin", Kind.FOLLOW_UP, set()),
        (Kind.OUTREACH, "helena", "phone", Kind.FOLLOW_UP, {"missing-source"}),
        (Kind.OUTREACH, "oisin", "email", Kind.REFERRAL_INTRO, set()),
        (Kind.OUTREACH, "oisin", "linkedin", Kind.REFERRAL_INTRO, set()),
        (Kind.OUTREACH, "oisin", "phone", Kind.REFERRAL_INTRO, set()),
        (Kind.REFERRAL_INTRO, "priya", "email", Kind.REFERRAL_INTRO, set()),
        (Kind.FOLLOW_UP, "jonah", "", Kind.FOLLOW_UP, set()),
        (Kind.CONFIRM, "wei", "", Kind.CONFIRM, set()),
        (Kind.THANK_YOU, "farida", "", Kind.THANK_YOU, set()),
        (Kind.THANK_YOU, "farida", "phone", Kind.THANK_YOU, set()),
        (Kind.KEEP_IN_TOUCH, "ada", "", Kind.KEEP_IN_TOUCH, {"gap"}),
        (Kind.REPORT_BACK, "ruben", "", Kind.REPORT_BACK, {"gap"}),
    ],
)
def test_what_the_shipped_templates_say_is_what_a_careful_reader_wants(
    example: Session, kind: Kind, who: str, channel: str, own: Kind, found: set[str]
) -> None:
    message = compose(example, kind, who, channel)
    assert message.kind is own
    assert remarks(message) == (found if own is not Kind.FOLLOW_UP else set())
    assert message.gaps == ()
    assert "{{" not in message.text
    assert message.text == message.text.strip() + "\n"
    assert "\n\n\n" not in message.text


def test_an_e_mail_has_a_head_and_nothing_else_has(example: Session) -> None:
    mail = compose(example, Kind.OUTREACH, "jonah", "email")
    assert mail.text.startswith("To: jonah@civicloom.example\nSubject: ")
    for channel in ("linkedin", "phone", "message"):
        assert "Subject" not in compose(example, Kind.OUTREACH, "jonah", channel).text
    assert compose(example, Kind.THANK_YOU, "ada", "linkedin").form is Form.EMAIL, "to whom one is connected, a message may be long"
    assert compose(example, Kind.OUTREACH, "jonah", "linkedin").form is Form.LINKEDIN
    with pytest.raises(AskedWrongError, match="“pigeon” is no channel"):
        compose(example, Kind.OUTREACH, "jonah", "pigeon")


@pytest.mark.parametrize(
    ("who", "words"), [("declan", "paused until 2026-12-01"), ("katarzyna", "said no on"), ("gareth", "“retired, and glad"), ("megumi", "paused")]
)
def test_nobody_is_written_to_who_is_to_be_left_in_peace(example: Session, who: str, words: str) -> None:
    for kind in (Kind.OUTREACH, Kind.KEEP_IN_TOUCH):
        with pytest.raises(StopError, match=words):
            compose(example, kind, who)


def test_what_stays_open_is_told_with_where_to_write_it(tmp_path: Path) -> None:
    session, said = opened(tmp_path, {"notes-kit.yaml": "", "contacts/Ada Okafor.md": "---\ntype: contact\n---\n"})
    message = compose(session, Kind.OUTREACH, "ada")
    assert [(gap.name, gap.place.line, gap.words, gap.hint) for gap in message.gaps] == [
        ("me", 5, "[your name]", "write it as `name:` in Profile.md"),
        ("pitch", 5, "[who you are and what you want to find out]", "write it under “## Pitch” in Profile.md"),
        ("me", 16, "[your name]", "write it as `name:` in Profile.md"),
    ]
    for gap in message.gaps:
        assert message.text.split("\n")[gap.place.line - 1][gap.place.column - 1 :].startswith(gap.words)
    assert said == [
        "without how to address them: write it as `salutation:` in contacts/Ada Okafor.md",
        "without how you found them: write it as `source:` in contacts/Ada Okafor.md",
        "without their role: write it as `role:` in contacts/Ada Okafor.md",
        "without their organisation: write it as `organization:` in contacts/Ada Okafor.md",
        "no e-mail address: write `email:` in contacts/Ada Okafor.md",
    ]
    assert "gap" not in remarks(message), "what is listed is not said twice"


def test_only_what_is_theirs_to_read_is_said_to_them(tmp_path: Path) -> None:
    body = "## Notes\n> “Count twice.”\n\n## Takeaways\n- She is right about Ben\n- Ben is wrong\n- Count the pallets **twice**\n- He may be wrong\n"
    session, said = opened(tmp_path, files(a=TALK.format("2026-05-15", "", body)) | {"contacts/Ben Li.md": "---\ntype: contact\n---\n"})
    message = compose(session, Kind.THANK_YOU, "ada")
    assert "- Count the pallets twice\n\n" in message.text
    assert "You said: “Count twice.” I have" in message.text
    assert "Ben" not in message.text
    assert [line.split(" (")[0] for line in said if line.startswith("left out")] == [
        "left out a line that names Ben Li: it is not theirs to read", "left out a line that names Ben Li: it is not theirs to read",
        "left out a line that speaks of them as she or he: say it to them",
    ]  # fmt: skip


def test_several_people_are_not_quoted_as_one(tmp_path: Path) -> None:
    note = TALK.format("2026-05-15", "", "## Notes\n> “Count twice.”\n").replace('"[[Ada Okafor]]"', '["[[Ada Okafor]]", "[[Ben Li]]"]')
    message = compose(opened(tmp_path, files(a=note))[0], Kind.THANK_YOU, "ada")
    assert "Count twice" not in message.text
    assert compose(opened(tmp_path)[0], Kind.THANK_YOU, "ben li").person == "Ben Li", "who was met needs no note to be thanked"
    with pytest.raises(AskedWrongError, match="begin it: `notes-kit new contact"):
        compose(opened(tmp_path)[0], Kind.OUTREACH, "ben li")


def test_advice_acted_on_and_people_met_are_reported_to_whoever_gave_them(tmp_path: Path) -> None:
    ada = TALK.format(
        "2026-03-02",
        'thanked: 2026-03-03\nreferrals: ["[[Ben Li]]"]\n',
        "## Next steps\n- [x] Count the pallets ✅ 2026-05-10\n- [x] Send her the list ✅ 2026-03-04\n",
    )
    ben = TALK.format("2026-05-12", "", "").replace("Ada Okafor", "Ben Li")
    message = compose(opened(tmp_path, files(a=ada, b=ben))[0], Kind.REPORT_BACK, "ada")
    assert "- Count the pallets (10 May)\n" in message.text
    assert "Send her" not in message.text
    assert "I have also met Ben Li, whom you named" in message.text
    assert fact_of(message) == Fact("touch", ("update",), "email")


SECRET = "Quillfeather"
PRIVATE_BODY = f"%% {SECRET} %%\n## Private\n{SECRET}\n> {SECRET}\n- [x] {SECRET} ✅ 2026-05-16\n## Takeaways\n%% {SECRET} %%\n> [!private] {SECRET}\n> {SECRET}\n"


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_private_is_ever_used(tmp_path: Path, kind: Kind) -> None:
    held = TALK.format("2026-05-01", f'referrals: ["[[{SECRET}]]", "[[Chloe Marsh]]"]\n', "## Notes\n> “Public.”\n" + PRIVATE_BODY)
    hidden = TALK.format(
        "2026-05-10", "confidential: true\n", f"## Notes\n> {SECRET}\n## Takeaways\n- {SECRET}\n## Next steps\n- [x] {SECRET} ✅ 2026-05-16\n"
    )
    ahead = TALK.format("2026-05-20", f"place: here\nconfidential: {str(kind is Kind.CONFIRM).lower()}\n", PRIVATE_BODY).replace(
        "outcome: held", "outcome:"
    )
    vault = files("outreach: 2026-02-02 email\nreplied: 2026-02-03\n" if not kind.asks else "", PRIVATE_BODY, a=held, b=hidden, c=ahead)
    vault |= {
        f"contacts/{SECRET}.md": f"---\ntype: contact\nname: {SECRET}\nconfidential: true\n---\n",
        "Profile.md": PROFILE + f"%% {SECRET} %%\n\n> [!private]\n> {SECRET}\n\n## Private\n### Pitch\n{SECRET}\n",
    }
    if kind is Kind.FOLLOW_UP:
        vault = files("outreach: 2026-05-02 email\n", PRIVATE_BODY, a=hidden.replace("2026-05-10", "2026-04-10")) | {
            key: text for key, text in vault.items() if SECRET in key or key == "Profile.md"
        }
    session, said = opened(tmp_path, vault)
    message = compose(session, kind, "ada")
    assert SECRET.casefold() not in everything(message, said).casefold()
    if kind is Kind.THANK_YOU:
        assert [gap.hint for gap in message.gaps] == ["the talk is confidential, so write it yourself"]
        assert "Public" not in message.text, "another talk never takes the place of a confidential one"


def test_somebody_confidential_is_not_drafted_to(tmp_path: Path) -> None:
    with pytest.raises(AskedWrongError, match="is confidential"):
        compose(opened(tmp_path, files("confidential: true\n"))[0], Kind.OUTREACH, "ada")


def test_a_source_in_words_that_speak_of_them_is_left_to_the_person(tmp_path: Path) -> None:
    for words in ("her talk in Leeds", "spoke at the fair", "worked two desks away"):
        session, said = opened(tmp_path, files() | {"contacts/Ada Okafor.md": ADA.format("", "").replace("the alumni list", words)})
        assert words not in compose(session, Kind.OUTREACH, "ada").text
        assert any(f"your note says “{words}”, which is about them" in line for line in said)
    session, said = opened(tmp_path, files())
    assert "I found you through the alumni list." in compose(session, Kind.OUTREACH, "ada").text


def test_the_vaults_own_template_goes_first_and_comments_stay_in_it(tmp_path: Path) -> None:
    own = "---\ntype: x\n---\n%% to myself %%\nBetreff: Zwanzig Minuten am {{date:D.M.}}\n\nHallo {{name}} %% hm %%,\n\n{{#if role}}{{roel}}{{/if}}\n"
    session, said = opened(tmp_path, files("outreach: 2026-05-02 email\n") | {"templates/email/follow-up.md": own})
    message = compose(session, Kind.FOLLOW_UP, "ada")
    assert (message.subject, message.body) == ("Zwanzig Minuten am 2.5.", "Hallo Ada Okafor ,\n\n[roel]\n")
    assert message.template == "templates/email/follow-up.md"
    assert [gap.hint for gap in message.gaps] == ["there is no field roel; did you mean role?"]
    assert "myself" not in everything(message, said)


@pytest.mark.parametrize(
    ("template", "error"),
    [("{{#if name}}", TemplateFaultError), ("{{name}}" * 20_000, TemplateFaultError), ("x" * 300_000, TemplateError), (b"\xff", TemplateError)],
)
def test_a_template_that_cannot_be_used_is_told(tmp_path: Path, template: str | bytes, error: type[Exception]) -> None:
    session, _ = opened(tmp_path, {**files(), "templates/email/outreach.md": template})
    with pytest.raises(error, match=r"templates/email/outreach\.md"):
        compose(session, Kind.OUTREACH, "ada")


def test_a_template_that_leads_out_of_the_vault_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "out.md").write_text("secret {{name}}", encoding="utf-8")
    root = tmp_path / "vault"
    session, _ = opened(root, files())
    (root / "templates" / "email").mkdir(parents=True)
    (root / "templates" / "email" / "outreach.md").symlink_to(tmp_path / "out.md")
    with pytest.raises(TemplateError, match="leads out of the vault"):
        compose(session, Kind.OUTREACH, "ada")


evil = st.text(max_size=400) | st.sampled_from(
    ["{{me}}", "{{#if x}}", "a\r\nBcc: x@y.example", "\x1b]0;x\x07", "\u202e", "x" * 5_000, "é🦜" * 200, "[[x|y]] **b** #t"]
)


@given(role=evil, organization=evil, me=evil)
@hypothesis_settings(max_examples=25, deadline=None)
def test_a_note_on_linkedin_fits_whatever_the_values_are(tmp_path_factory: pytest.TempPathFactory, role: str, organization: str, me: str) -> None:
    def spelled(text: str) -> str:
        return json.dumps(text.encode("utf-8", "replace").decode())

    vault = {
        "notes-kit.yaml": "", "Profile.md": f"---\ntype: profile\nname: Leo\nrole: {spelled(me)}\n---\n",
        "contacts/Ada Okafor.md": f"---\ntype: contact\nname: Ada Okafor\nrole: {spelled(role)}\norganization: {spelled(organization)}\nsource: x\n---\n",
    }  # fmt: skip
    session, said = opened(tmp_path_factory.mktemp("v"), vault)
    message = compose(session, Kind.OUTREACH, "ada", "linkedin")
    assert note_length(message.body) <= NOTE_LIMIT
    for text in (message.text, *said):
        assert not any(ord(ch) < 32 and ch != "\n" for ch in text)
        assert "\u202e" not in text
    assert message.text.count("\n") == 1


def test_a_note_that_cannot_fit_is_said_to_be_too_long_and_is_not_recorded_as_sent(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, files() | {"templates/linkedin/outreach.md": "Dear {{name}}, " + "word " * 80})
    message = compose(session, Kind.OUTREACH, "ada", "linkedin")
    assert "too-long" in remarks(message)
    with pytest.raises(NotSentError, match="LinkedIn takes 300, so nothing is recorded"):
        log_sent(session, message, now=NOW)


def note_bytes(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.md")}


@pytest.mark.parametrize(
    ("kind", "who", "channel", "fact"),
    [
        (Kind.OUTREACH, "oisin", "email", Fact("outreach", (), "email")),
        (Kind.OUTREACH, "helena", "", Fact("outreach", ("second", "message"), "linkedin")),
        (Kind.THANK_YOU, "farida", "", Fact("thanked")),
        (Kind.CONFIRM, "matteo", "", Fact("confirmed")),
    ],
)
def test_what_is_recorded_is_what_log_would_record(tmp_path: Path, kind: Kind, who: str, channel: str, fact: Fact) -> None:
    sides = []
    for name in ("draft", "log"):
        root = tmp_path / name
        shutil.copytree(ROOT / "vault-template", root, ignore=shutil.ignore_patterns(".notes-kit"))
        ahead = root / "interviews" / "2026-05-20 Matteo Ferraris.md"
        ahead.write_text(ahead.read_text(encoding="utf-8").replace("place: I ring him", "place: by phone"), encoding="utf-8")
        session, _ = opened(root)
        if name == "draft":
            done = log_sent(session, compose(session, kind, who, channel), now=NOW)
            assert done.lines
        else:
            log(session, who, fact, now=NOW)
        sides.append(note_bytes(root))
    assert sides[0] == sides[1]
    assert sides[0] != note_bytes(ROOT / "vault-template")


def test_a_message_with_gaps_is_not_recorded_as_sent(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    shutil.copytree(ROOT / "vault-template", root, ignore=shutil.ignore_patterns(".notes-kit"))
    session, _ = opened(root)
    message = compose(session, Kind.KEEP_IN_TOUCH, "ada")
    with pytest.raises(NotSentError, match=r'2 gaps are open, .* `notes-kit log "Ada Okafor" touch --channel email update`'):
        log_sent(session, message, now=NOW)
    filled = edited(
        session,
        message,
        message.text.replace("[what you tried, and what came of it]", "I wrote it.")
        .replace(message.text.split("[")[2].split("]")[0], "x")
        .replace("[x]", ""),
    )
    assert log_sent(session, filled, now=NOW).lines[0].text == "- 2026-05-18 email update"


def test_what_the_person_changes_is_read_anew(example: Session) -> None:
    message = compose(example, Kind.OUTREACH, "jonah", "email")
    changed = edited(example, message, "Subject: Hello\r\n\r\nDear Mx Whitcombe,\r\n\r\nIs your team hiring?\r\n")
    assert (changed.subject, changed.body) == ("Hello", "Dear Mx Whitcombe,\n\nIs your team hiring?\n")
    assert {"subject", "job-asking"} <= remarks(changed)
    assert edited(example, message, message.text) == message


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ada Okafor", "Ada"),
        ("Wei-Ling Chua", "Wei-Ling"),
        ("Cher", "Cher"),
        ("渡辺 恵", "渡辺 恵"),
        ("J. Smith", "J. Smith"),
        ("Tomáš Dvořák", "Tomáš"),
        ("", ""),
    ],
)
def test_the_first_name_is_told_only_where_that_is_sure(name: str, first: str) -> None:
    assert first_name(name) == first


def test_a_value_is_one_line_of_plain_words() -> None:
    assert tidy("a [[b|c]] **d**\r\n\x1b[31m e\u202e") == "a c d [31m e"
    assert len(tidy("x" * 5_000)) == LONGEST


def test_nobody_by_that_name(example: Session) -> None:
    with pytest.raises(NobodyError):
        compose(example, Kind.OUTREACH, "nobody at all")
