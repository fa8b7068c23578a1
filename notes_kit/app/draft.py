"""Write a message from the notes: the right template, filled with what may be said, read once as its reader will, and never one too many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.draft_facts import Facts, safe, tidy
from notes_kit.app.log import find_person
from notes_kit.app.log_contact import usual_channel
from notes_kit.app.person import about_text
from notes_kit.app.substitute import Filled, fields_of, guarded, substitute
from notes_kit.io.template import TemplateError, read_template
from notes_kit.model.letters import FIELDS, NOTE_LIMIT, About, Form, Gap, Kind, Message, note_length
from notes_kit.model.state import Relation, is_held, relation, thanks
from notes_kit.model.text import Source, Span
from notes_kit.model.vault import Person, Vault
from notes_kit.parse.letter import read_letter
from notes_kit.parse.phrases import phrases_of
from notes_kit.parse.private import blank_private
from notes_kit.rules.letter import review
from notes_kit.rules.stops import Stop, out_of_turn, stop, worth_knowing
from notes_kit.rules.words import quoted, shell
from notes_kit.themes.public import public

if TYPE_CHECKING:
    from notes_kit.app.session import Session
    from notes_kit.model.people import Contact

FOLDERS = {Form.EMAIL: "email", Form.LINKEDIN: "linkedin", Form.PHONE: "phone"}
_FORMS = {"linkedin": Form.LINKEDIN, "phone": Form.PHONE, "in-person": Form.PHONE}
_NO_NOTE = (Kind.THANK_YOU, Kind.CONFIRM)
"""Kinds that somebody without a note of their own can be written: they were met, or will be."""


class StopError(Exception):
    """What is not to be written: the person said no, is to be left in peace, or has had two messages. It says what to do instead."""

    def __init__(self, person: str, stopped: Stop, note: str = "") -> None:
        """Keep what stopped it and what their note begins with; the message says all of it."""
        super().__init__(stopped.words + (f". Your note: {quoted(note)}" if note else ""))
        self.person, self.stopped, self.note = person, stopped, note


def compose(session: Session, kind: Kind, who: str, channel: str = "") -> Message:
    """The message of that kind to somebody; what a person should know of it is said on the way.

    Raises:
        notes_kit.app.session.NobodyError: nobody, or more than one, goes by that name.
        StopError: it is not to be written.
        AskedWrongError: it makes no sense now, or that is no channel.
        notes_kit.io.template.TemplateError, notes_kit.app.substitute.TemplateFaultError: the template cannot be used.
    """
    vault = session.vault(points=not (kind.asks or kind is Kind.CONFIRM))
    person = find_person(vault, session.relative(who) if who.endswith(".md") else who)
    state = relation(vault, person.contact, session.today) if person.contact is not None else None
    _refuse(session, vault, person, state, kind)
    shown = public(vault, session.today).vault
    if person.contact is not None and shown.contact_at(person.key) is None:
        raise AskedWrongError(f"{person.key} is confidential, so nothing of it goes into a draft; write this one yourself")
    way, form = _way(person.contact, channel)
    facts = Facts(shown, session.today, person, kind, _about(vault, person, kind, session.today), _profile(session, shown))
    return _written(session, facts, state, kind, form, way)


def _refuse(session: Session, vault: Vault, person: Person, state: Relation | None, kind: Kind) -> None:
    """Raise where nothing is to be written, or nothing of that kind."""
    today = session.today
    if state is not None:
        stopped = stop(vault, state, kind, today)
        if stopped is not None:
            raise StopError(person.name, stopped, about_text(session, person.key))
        wrong = out_of_turn(state, kind)
    elif kind not in _NO_NOTE:
        wrong = f"{person.name} has no note of their own yet; begin it: `notes-kit new contact {shell(person.name)}`"
    else:
        wrong = "" if _about(vault, person, kind, today) else f"there is no talk with {person.name} for a {kind.value}"
    if wrong:
        raise AskedWrongError(wrong)


def _about(vault: Vault, person: Person, kind: Kind, today: date) -> str:
    """The path of the talk that a message is about: the next one for a confirmation; for thanks the last that they were not thanked for."""
    talks = [talk for talk in vault.interviews_of.get(person.key, ()) if not talk.note.meeting]
    if kind is Kind.CONFIRM:
        ahead = [talk for talk in talks if talk.when and talk.when.date >= today and not is_held(talk, today) and talk.outcome in ("", "held")]
        return ahead[0].path if ahead else ""
    held = [talk for talk in talks if is_held(talk, today)]
    open_ones = [talk for talk in held if thanks(vault, talk, person, today) is None] if kind is Kind.THANK_YOU else []
    chosen = open_ones or held
    return chosen[-1].path if chosen else ""


def _profile(session: Session, shown: Vault) -> Source | None:
    note = next(iter(shown.of_type("profile")), None)
    if note is None:
        return None
    try:
        return session.source(note.path)
    except OSError:
        return None


def _way(contact: Contact | None, channel: str) -> tuple[str, Form]:
    """The channel, and how one writes there. Whom one is connected to on LinkedIn gets a message, which is as long as it needs to be."""
    if channel:
        from notes_kit.model.schema import CHANNELS  # noqa: PLC0415
        from notes_kit.parse.values import read_channel  # noqa: PLC0415

        way = read_channel(channel)
        if not way:
            raise AskedWrongError(f"“{channel}” is no channel; there are {', '.join(CHANNELS)}")
    else:
        way = usual_channel(contact) if contact is not None else "email"
    form = _FORMS.get(way, Form.EMAIL)
    connected = contact is not None and contact.linkedin_connected is not None
    return way, Form.EMAIL if form is Form.LINKEDIN and connected else form


def _written(session: Session, facts: Facts, state: Relation | None, kind: Kind, form: Form, way: str) -> Message:
    values = facts.values()
    own = _kind_for(session, facts, state, kind)
    if state is not None:
        known = worth_knowing(facts.vault, state, own, session.today)
        if known:
            session.say(known)
    path, template = _template(session, form, own)
    filled = _filled(session, facts, form, path, template, values)
    subject, body = parted(_settled(filled.text))
    for remark in dict.fromkeys(words for name, words in facts.remarks if name in fields_of(template)):
        session.say(remark)
    for name in filled.left_out:
        if name not in _UNASKED:
            session.say(f"without {FIELDS.get(name, name)}: {hint(facts, name)}")
    contact = facts.contact
    written = Message(
        kind=own, form=form, channel=way, person=facts.person.name, path=contact.path if contact else "", to=_address(session, contact, way),
        me=values.get("me", ""), my_address=values.get("my_email", ""), subject=subject if way not in ("linkedin", "message", "phone") else "",
        body=body, template=path, talk=facts.about, about=_known(facts, values),
    )  # fmt: skip
    return judged(session, replace(written, gaps=_gaps(written, facts, filled)))


def _kind_for(session: Session, facts: Facts, state: Relation | None, kind: Kind) -> Kind:
    """The tone that the relation asks for: a second message, a warm introduction, or a first one."""
    if kind is Kind.OUTREACH and state is not None and state.unanswered:
        return Kind.FOLLOW_UP
    if kind is Kind.OUTREACH and facts.referrer is not None:
        session.say(f"{tidy(facts.referrer.name)} led you to them, so this is a warm introduction")
        return Kind.REFERRAL_INTRO
    return kind


def _template(session: Session, form: Form, kind: Kind) -> tuple[str, str]:
    """The template's path as a person knows it, and its text without front matter and comments."""
    from notes_kit.io.template import find_template  # noqa: PLC0415

    folder = session.settings.templates
    for one in dict.fromkeys((form, Form.EMAIL)):
        name = f"{FOLDERS[one]}/{kind.value}"
        path = find_template(session.root, folder, name)
        if path is not None:
            if one is not form:
                session.say(f"there is no {FOLDERS[form]} template for this, so it is the e-mail's text")
            return path, _plain(read_template(session.root, folder, name))
    raise TemplateError(f"this installation of notes-kit lacks the template {kind.value}; install notes-kit again")


def _plain(template: str) -> str:
    """A template without its front matter and its comments, which are for whoever edits it."""
    from notes_kit.parse.front_matter import find_fences  # noqa: PLC0415
    from notes_kit.parse.private import without_blanks  # noqa: PLC0415

    text = safe(template.replace("\r\n", "\n").replace("\r", "\n"))
    fences = find_fences(text)
    text = text[fences.body :] if fences is not None and fences.closed else text
    blank = blank_private(text)
    pairs = zip(text.split("\n"), blank.split("\n"), strict=True)
    return "\n".join(without_blanks(shown) if shown != typed else typed for typed, shown in pairs if shown.strip() or not typed.strip()).lstrip("\n")


def _filled(session: Session, facts: Facts, form: Form, path: str, template: str, values: dict[str, str]) -> Filled:
    """The template filled in; for LinkedIn without as many of the parts that may be missing as it takes to fit."""
    words: Callable[[str], str] = lambda name: FIELDS.get(name, name)  # noqa: E731
    filled = substitute(template, path, values, words, facts.shaped)
    dropped: list[str] = []
    for name in reversed(guarded(template)):
        if form is not Form.LINKEDIN or note_length(parted(filled.text)[1]) <= NOTE_LIMIT:
            break
        if values.get(name):
            dropped.append(name)
            filled = substitute(template, path, {**values, **dict.fromkeys(dropped, "")}, words, facts.shaped)
    if dropped:
        session.say(f"left out to keep it at {NOTE_LIMIT} characters: {', '.join(FIELDS.get(name, name) for name in dropped)}")
    return filled._replace(left_out=tuple(name for name in filled.left_out if name not in dropped))


def _settled(text: str) -> str:
    """No spaces at line ends, and never more than one empty line."""
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n") + "\n"


def parted(text: str) -> tuple[str, str]:
    """The subject, on one line, and the body of a text that may begin with header lines."""
    letter = read_letter(text, phrases_of())
    subject = tidy(letter.text(letter.subject)) if letter.subject is not None else ""
    return subject, text[letter.body.start :].rstrip() + "\n"


def _address(session: Session, contact: Contact | None, way: str) -> str:
    """Their first e-mail address that is one; what is missing or wrong is said."""
    from notes_kit.render.letters import is_address  # noqa: PLC0415

    found = [address.strip() for address in contact.email] if contact is not None else []
    good = next((address for address in found if is_address(address)), "")
    if way == "email" and not good and contact is not None:
        wrong = f"“{tidy(found[0])}” is no e-mail address" if found else "no e-mail address"
        session.say(f"{wrong}: write `email:` in {contact.path}")
    return good


def _known(facts: Facts, values: dict[str, str]) -> About:
    contact = facts.contact
    names = (facts.person.name, contact.note.stem, *contact.aliases) if contact is not None else (facts.person.name,)
    details = tuple(values[name] for name in ("organization", "role", "source", "takeaways", "quote", "referrals", "deeds") if name in values)
    return About(tuple(dict.fromkeys((*names, values["first_name"]))), values.get("salutation", ""), details, me=values.get("me", ""))


def _gaps(written: Message, facts: Facts, filled: Filled) -> tuple[Gap, ...]:
    found, at, source = [], 0, Source("", written.text)
    for gap in filled.gaps:
        words = f"[{FIELDS.get(gap.name, gap.name)}]"
        start = source.text.find(words, at)
        if start < 0:  # it stood in a subject, which this channel has not
            continue
        at = start + len(words)
        found.append(Gap(gap.name, source.place(Span(start, at)), words, hint(facts, gap.name)))
    return tuple(found)


def hint(facts: Facts, name: str) -> str:
    """Where to write what a field is filled with."""
    if name in facts.hints:
        return facts.hints[name]
    profile = facts.profile_note.path if facts.profile_note is not None else "Profile.md"
    if name in _IN_PROFILE:
        return f"write it {_IN_PROFILE[name]} in {profile}"
    if name in _IN_TALK:
        if facts.about and facts.talk is None:
            return "the talk is confidential, so write it yourself"
        return f"write it {_IN_TALK[name]} in {facts.about}" if facts.about else "there is no talk yet"
    if name in FIELDS:
        if facts.contact is None:
            return f"begin their note: `notes-kit new contact {shell(facts.person.name)}`"
        return f"write it as `{'source' if name == 'referrer' else name}:` in {facts.contact.path}"
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(name, FIELDS, 1)
    return f"there is no field {name}" + (f"; did you mean {near[0]}?" if near else f"; there are {', '.join(FIELDS)}")


_UNASKED = ("referrals", "quote", "deeds", "met", "takeaways", "referrer")
"""Fields that a message may well be without."""

_IN_PROFILE = {
    "me": "as `name:`", "my_role": "as `role:`", "my_organization": "as `organization:`", "my_email": "as `email:`", "my_phone": "as `phone:`",
    "my_location": "as `location:`", "my_linkedin": "as `linkedin:`", "pitch": "under “## Pitch”",
}  # fmt: skip
_IN_TALK = {
    "date": "as `date:`", "time": "as `date: …T15:00`", "duration": "as `duration:`", "place": "as `place:`", "format": "as `format:`",
    "takeaways": "under “## Takeaways”", "quote": "as a quotation (`> …`)", "referrals": "as `referrals:`",
    "deeds": "by ticking what you did, with its day (✅ 2026-03-10),", "met": "as `referrals:`",
}  # fmt: skip


def judged(session: Session, written: Message) -> Message:
    """The message with what a careful reader says of it; gaps that are known are not said twice."""
    phrases = phrases_of(tuple(sorted(session.settings.phrases.items())))
    found = review(read_letter(written.text, phrases), written.kind, written.form, phrases, written.about)
    known = {gap.place for gap in written.gaps}
    remarks = tuple(remark for remark in found.remarks if not (remark.name == "gap" and remark.place in known))
    return replace(written, review=replace(found, remarks=remarks))


def edited(session: Session, written: Message, text: str) -> Message:
    """The message as the person left it in their editor, read anew."""
    subject, body = parted(_settled(text.replace("\r\n", "\n").replace("\r", "\n")))
    changed = replace(written, subject=subject if written.subject else "", body=body, gaps=())
    kept = [gap for gap in written.gaps if gap.words in changed.text]
    source, at, gaps = Source("", changed.text), 0, list[Gap]()
    for gap in kept:
        start = source.text.find(gap.words, at)
        if start >= 0:
            at = start + len(gap.words)
            gaps.append(gap._replace(place=source.place(Span(start, at))))
    return judged(session, replace(changed, gaps=tuple(gaps)))
