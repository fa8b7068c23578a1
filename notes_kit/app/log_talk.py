"""What `log` writes into the note of a talk: which talk is meant, and what of it is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from notes_kit.app.desk import AskedWrongError, Desk
from notes_kit.app.log_contact import AlreadySaidError
from notes_kit.app.log_words import Said
from notes_kit.app.new import Moment, habits, link_to, new_interview
from notes_kit.model.names import plain_name
from notes_kit.model.people import Interview
from notes_kit.model.state import is_held, is_unsettled, is_upcoming, thanks
from notes_kit.model.vault import Person, Vault


@dataclass(frozen=True)
class Talks:
    """The talks with one person, earliest first, and what is said of one of them.

    `chosen` is the talk that `--interview` names. Meetings of a work vault are none unless they are chosen.
    """

    desk: Desk
    vault: Vault
    person: Person
    today: date
    said: Said
    chosen: Interview | None = None

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def all(self) -> list[Interview]:
        """Every talk with them that counts."""
        return [talk for talk in self.vault.interviews_of.get(self.person.key, ()) if not talk.note.meeting]

    def open(self) -> list[Interview]:
        """The talks that are ahead or unsettled."""
        return [talk for talk in self.all if not talk.outcome and (is_upcoming(talk, self.today) or is_unsettled(talk, self.today))]

    def on(self, day: date) -> list[Interview]:
        """The talks of a day."""
        return [talk for talk in self.all if talk.when is not None and talk.when.date == day]

    def people(self, talk: Interview) -> list[Person]:
        """Everybody met in a talk, once each."""
        found = (self.vault.person(ref, talk.path) for ref in talk.people)
        return list({person.key: person for person in found}.values())


def choose(vault: Vault, person: Person, words: str, today: date) -> Interview:
    """The talk that `--interview` names: by its day, or by the path of its note.

    Raises:
        AskedWrongError: there is none, or more than one.
    """
    from notes_kit.parse.human_date import HumanDateError, read_human_date  # noqa: PLC0415

    talks = vault.interviews_of.get(person.key, ())
    by_path = [talk for talk in talks if words in (talk.path, talk.path.removesuffix(".md"), talk.note.stem)]
    if by_path:
        return by_path[0]
    try:
        day = read_human_date(words, today)
    except HumanDateError as problem:
        raise AskedWrongError(f"--interview takes the day of a talk, or the path of its note: {problem}") from None
    found = [talk for talk in talks if talk.when is not None and talk.when.date == day]
    if len(found) == 1:
        return found[0]
    if found:
        raise AskedWrongError(f"there are {len(found)} talks with {person.name} on {day}; name one by its path: {_list(found)}")
    raise AskedWrongError(f"there is no talk with {person.name} on {day}" + (f"; there are {_list(talks)}" if talks else ""))


def log_scheduled(talks: Talks) -> None:
    """The new day of the talk ahead, else a talk's note. A talk that gets another day has to be confirmed anew."""
    moment = _moment(talks)
    ahead = [talk for talk in talks.all if is_upcoming(talk, talks.today) or (talk.when is None and not talk.outcome)]
    talk = talks.chosen or next((one for one in ahead if one.when is not None and one.when.date == moment.day), next(iter(ahead), None))
    if talk is None:
        settled = [one for one in talks.on(moment.day) if not one.outcome or one.outcome == "held"]
        if settled:
            raise AlreadySaidError(f"there is a note for the talk with {talks.name} on {moment.day}: {settled[0].path}")
        new_interview(talks.desk, talks.vault, [talks.person], moment, habits(talks.desk, talks.vault, talks.person, {}))
        return
    when = talk.when
    if when is not None and when.date == moment.day and moment.clock in (None, when.time):
        raise AlreadySaidError(f"{talk.path}:{when.place.line} says so already: {Moment(when.date, when.time)}")
    talks.desk.put(talk.path, "date", str(moment))
    if talk.confirmed is not None and (when is None or when.date != moment.day):
        talks.desk.put(talk.path, "confirmed", "")


def log_confirmed(talks: Talks) -> None:
    """`confirmed: DATE` on the next talk."""
    day = talks.said.day or talks.today
    ahead = [talk for talk in talks.all if is_upcoming(talk, talks.today)]
    talk = talks.chosen or next(iter(ahead), None)
    if talk is None:
        raise AskedWrongError(f"there is no talk with {talks.name} ahead; record the day first: `log … scheduled DATE`")
    if talk.confirmed is not None and talk.confirmed.date == day:
        raise AlreadySaidError(f"{talk.path}:{talk.confirmed.place.line} says so already: confirmed {day}{_others(talk, ahead)}")
    talks.desk.put(talk.path, "confirmed", f"{day}")


def _others(talk: Interview, ahead: Iterable[Interview]) -> str:
    """That another talk still wants the same, and how to say so."""
    other = next((one for one in ahead if one is not talk and one.confirmed is None and one.when), None)
    return f"; for the talk of {other.when.date} add `--interview {other.when.date}`" if other and other.when else ""


def log_held(talks: Talks) -> None:
    """`outcome: held` on the last talk that was not called off; a note for a talk that has none.

    Raises:
        AskedWrongError: another talk than the last unsettled one may be meant, or the last one is noted otherwise.
    """
    said, today = talks.said, talks.today
    talk = held_talk(talks)
    if talk is None:
        new_interview(talks.desk, talks.vault, [talks.person], Moment(said.day or today, said.clock), {"outcome": "held"})
        return
    more = next((one for one in reversed(talks.all) if one is not talk and is_unsettled(one, today)), None)
    other = f"; for the talk of {more.when.date} add `--interview {more.when.date}`" if more and more.when else ""
    _settle(talks, talk, "held", other if said.day else f"{other}; if you have talked again, say on which day, such as `held today`")


def held_talk(talks: Talks) -> Interview | None:
    """The talk that is meant where somebody says that you talked; None where it has no note yet.

    Raises:
        AskedWrongError: another talk than the last unsettled one may be meant.
    """
    said, today, name = talks.said, talks.today, talks.name
    day = said.day or today
    past = [talk for talk in talks.all if talk.when is not None and talk.when.date <= day]
    same = [talks.chosen] if talks.chosen else talks.on(day) if said.day else _last(past)
    if not same and said.day is not None:
        pending = [talk for talk in past if is_unsettled(talk, today)]
        if pending:
            raise AskedWrongError(
                f"the talk with {name} of {_days(pending)} is not settled. If that one is meant, add --interview with its day; "
                f"if you talked on {day} as well, begin its note: `notes-kit new interview`"
            )
    elif not same and talks.open():
        ahead = _days(talks.open()[:1])
        raise AskedWrongError(f"the talk with {name} is set for {ahead}, which lies ahead; if you talked before that, say on which day")
    return next((one for one in same if not one.outcome), same[0] if same else None)


def _last(past: list[Interview]) -> list[Interview]:
    """The last talk that was not called off; the last of all where each was."""
    return [talk for talk in past if talk.outcome in ("", "held")][-1:] or past[-1:]


def log_off(talks: Talks) -> None:
    """`outcome: cancelled`, `no-show` or `moved`; with the new day of a talk that was moved, a note for that."""
    said, today, name = talks.said, talks.today, talks.name
    outcome = said.event.name
    day = None if outcome == "moved" else said.day
    found = [talks.chosen] if talks.chosen else talks.on(day) if day else talks.open()
    if outcome == "no-show":
        found = [talk for talk in found if talk.when is not None and talk.when.date <= today]
    if len(found) > 1:
        raise AskedWrongError(f"several talks with {name} are open ({_days(found)}); say which with --interview DATE")
    if not found:
        last = next((talk for talk in reversed(talks.all) if talk.outcome == outcome), None)
        if last is not None and day is None and not (outcome == "moved" and said.day):
            raise AlreadySaidError(f"{last.path}:{last.outcome_place.line} says so already: {outcome}")
        raise AskedWrongError(
            f"there is no open talk with {name}" + (f" on {day}" if day else "") + (f"; there are {_list(talks.all)}" if talks.all else "")
        )
    talk = found[0]
    new_day = said.day if outcome == "moved" else None
    if new_day is not None and talk.when is not None and talk.when.date == new_day:
        raise AskedWrongError(f"that talk is on {new_day} already; `scheduled` gives it another time")
    _settle(talks, talk, outcome)
    if new_day is not None and not any(one is not talk for one in talks.on(new_day)):
        _copy(talks, talk, Moment(new_day, said.clock))


def _copy(talks: Talks, talk: Interview, when: Moment) -> None:
    """A note for the new day of a talk, with its people, length, way and place."""
    values = {key: field.values[0].raw for key in ("duration", "format", "place") if (field := talk.note.get(key))}
    new_interview(talks.desk, talks.vault, talks.people(talk), when, values)


def _settle(talks: Talks, talk: Interview, outcome: str, other: str = "") -> None:
    if outcome in ("held", "no-show") and talk.when is not None and talk.when.date > talks.today:
        raise AskedWrongError(f"the talk with {talks.name} is on {talk.when.date}, which lies ahead")
    if talk.outcome == outcome:
        raise AlreadySaidError(f"{talk.path}:{talk.outcome_place.line} says so already: {outcome}{other}")
    if talk.outcome:
        raise AskedWrongError(
            f"{talk.path}:{talk.outcome_place.line} says `outcome: {talk.outcome}`; if that is wrong, change it there, "
            "and if another talk is meant, say its day"
        )
    talks.desk.put(talk.path, "outcome", outcome)


def log_thanked(talks: Talks) -> None:
    """`thanked: DATE`, with `[[Person]]` where several were met, on the last talk held that they were not thanked for."""
    day, today, person = talks.said.day or talks.today, talks.today, talks.person
    held = [talk for talk in ([talks.chosen] if talks.chosen else talks.all) if is_held(talk, today)]
    if not held:
        pending = [talks.chosen] if talks.chosen else talks.open()
        advice = f"; record first that it was held: the talk of {_days(pending[-1:])}" if pending else ""
        raise AskedWrongError(f"no talk with {talks.name} has been held{advice}")
    open_ones = [talk for talk in held if thanks(talks.vault, talk, person, today) is None]
    last = held[-1]
    if not open_ones or thanks(talks.vault, last, person, today) == day:
        place = last.thanked[0].place.line if last.thanked else 1
        sent = thanks(talks.vault, last, person, today)
        more = next((talk for talk in reversed(open_ones) if talk.when), None)
        other = f"; for the talk of {more.when.date} add `--interview {more.when.date}`" if more and more.when else ""
        raise AlreadySaidError(f"{last.path}:{place} says so already: {talks.name} was thanked on {sent}{other}")
    talk = open_ones[-1]
    if talk.when is not None and day < talk.when.date:
        raise AskedWrongError(f"the talk was on {talk.when.date}, so thanks for it were not sent on {day}")
    if len(talks.people(talk)) == 1:
        (talks.desk.add if talk.thanked else talks.desk.put)(talk.path, "thanked", f"{day}")
    else:
        talks.desk.add(talk.path, "thanked", f"{day} {_named(talks, talk)}")


def _named(talks: Talks, talk: Interview) -> str:
    """The person as the talk's own note says them, where that is a link; else a link of our own."""
    for ref in talk.people:
        if ref.target and talks.vault.person(ref, talk.path).key == talks.person.key:
            return f"[[{ref.target}]]"
    return link_to(talks.vault, talks.person, talk.path)


def log_referral(talks: Talks) -> None:
    """A name more in `referrals` of the last talk; `none` where they were asked and named nobody (P26)."""
    from notes_kit.parse.records import NONE_WORDS  # noqa: PLC0415

    words, desk = talks.said.words, talks.desk
    past = [talk for talk in talks.all if talk.when is not None and talk.when.date <= talks.today and talk.outcome in ("", "held")]
    talk = talks.chosen or (past[-1] if past else None)
    if talk is None:
        raise AskedWrongError(f"there is no talk with {talks.name} yet in which somebody could have been named")
    if not words:
        raise AskedWrongError("say whom they named, or `none` if you asked and they named nobody")
    if words.casefold() in NONE_WORDS:
        if talk.asked_none:
            raise AlreadySaidError(f"{talk.path} says so already: asked, and nobody named")
        if talk.referrals:
            raise AskedWrongError(f"{talk.path} names {talk.referrals[0].shown} already, so `none` would be wrong")
        desk.put(talk.path, "referrals", "none")
        return
    spelled = _referral(talks.vault, words, talk)
    key = _key(talks.vault, spelled, talk)
    for ref in talk.referrals:
        if talks.vault.person(ref, talk.path).key == key:
            raise AlreadySaidError(f"{talk.path}:{ref.place.line} says so already: {ref.shown} was named")
    if talk.asked_none and not talk.referrals:
        desk.put(talk.path, "referrals", "")
    desk.add(talk.path, "referrals", spelled)


def _referral(vault: Vault, words: str, talk: Interview) -> str:
    """A link to the note of whoever is named, else the name; as a link where a comma would make two of it."""
    if "[[" in words:
        return words
    same = [contact for contact in vault.contacts if plain_name(words) in map(plain_name, (contact.name, contact.note.stem, *contact.aliases))]
    if len(same) == 1:
        return link_to(vault, Person(same[0].path, same[0].name, same[0]), talk.path)
    return f"[[{words}]]" if "," in words and not set(words) & set("[]|#^") else words


def _key(vault: Vault, spelled: str, talk: Interview) -> str:
    from notes_kit.parse.values import ref  # noqa: PLC0415

    return vault.person(ref(spelled), talk.path).key


def _moment(talks: Talks) -> Moment:
    assert talks.said.day is not None, "log_words asks for it"
    return Moment(talks.said.day, talks.said.clock)


def _days(found: Iterable[Interview]) -> str:
    return ", ".join(f"{talk.when.date}" if talk.when else talk.path for talk in found)


def _list(found: Iterable[Interview]) -> str:
    return " and ".join(f"{talk.when.date if talk.when else 'no date'} ({talk.path})" for talk in found)


TALK_EVENTS: dict[str, Callable[[Talks], None]] = {
    "scheduled": log_scheduled, "confirmed": log_confirmed, "held": log_held, "cancelled": log_off, "no-show": log_off, "moved": log_off,
    "thanked": log_thanked, "referral": log_referral,
}  # fmt: skip
"""The events that a talk's note tells of; they work for people without a note of their own as well."""
