"""Who of the people with a note is meant by a row of another program's file: for certain, perhaps, or nobody yet."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from notes_kit.app.alike import company_key, missing, phone_key
from notes_kit.model.card import Card
from notes_kit.model.names import email_key, linkedin_key, one_slip, plain_name
from notes_kit.parse.values import ref

_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BEHIND = frozenset(
    "ba bsc beng cfa cissp cpa cpo csm dba dds dphil esq frcp ii iii iv jd jr llb llm ma mba mbbs md meng mfa mph mphil mpp ms msc msw pe phd pmp psm rn sr".split()
)
"""What people write behind their names: degrees, licences, which of the family."""
_BEFORE = frozenset("dr prof professor mr mrs ms miss mx ing dipl sir dame rev".split())
_NICKNAME = 3
"""Letters that a short form shares with the long one (Jon, Jonathan)."""
_SLIP = 4
"""Letters from which one that differs is more likely a slip than another name."""

_CROWD = 300
"""People who share a name, a number or an address, from whom on it tells nobody apart; and no file takes long however it is made."""


class Certainty(StrEnum):
    """How sure it is who is meant."""

    SURE = "sure"
    UNSURE = "unsure"
    NOBODY = "nobody"


@dataclass
class Known:
    """Somebody with a note, or with one that is `planned`, of the row at `line` of the file.

    `have` holds the values of the properties by name, as the note spells them.
    """

    path: str
    name: str
    have: dict[str, tuple[str, ...]]
    line: int = 0
    planned: bool = False

    @property
    def names(self) -> list[str]:
        """Everything that they are called by; a short form alone is no name to be known by."""
        called = [self.name, *self.have.get("aliases", ())]
        return [one for at, one in enumerate(called) if not at or len(one.split()) > 1]

    @cached_property
    def linkedin(self) -> str:
        """The name of the profile; empty for none."""
        return next(filter(None, map(linkedin_key, self.have.get("linkedin", ()))), "")

    @cached_property
    def company(self) -> str:
        """Where they work, as it is compared."""
        return company_key(ref(self.have["organization"][0]).shown) if self.have.get("organization") else ""

    @cached_property
    def words(self) -> list[frozenset[str]]:
        """The words of each of the names."""
        return [frozenset(words) for name in self.names if (words := name_words(name))]

    def learn(self, values: Mapping[str, tuple[str, ...]]) -> None:
        """Take in what a row tells besides."""
        self.have |= values
        for cached in ("linkedin", "company", "words"):
            self.__dict__.pop(cached, None)


Table = dict[str, dict[int, Known]]
"""What somebody may be known by to those who have it, each once (by `id`)."""


class Verdict(NamedTuple):
    """Who is meant, how sure that is, and why."""

    certainty: Certainty
    known: tuple[Known, ...] = ()
    why: str = ""


def name_words(name: str) -> list[str]:
    """The words of a name as it is compared, in their order: no accents, no titles, degrees or remarks in brackets."""
    bare = _ASIDE.sub(" ", name)
    head, comma, tail = bare.partition(",")
    words = plain_name(bare).split()
    if comma:
        behind = plain_name(tail).split()
        if all(word in _BEHIND for word in behind) or "".join(behind) in _BEHIND:  # Ph.D. is two words here
            words = plain_name(head).split()
        else:
            words = [*behind, *plain_name(head).split()]  # Okafor, Ada
    while len(words) > 2 and words[-1] in _BEHIND:  # noqa: PLR2004 - what is left is a name
        words.pop()
    while len(words) > 1 and words[0] in _BEFORE:
        words.pop(0)
    return words or plain_name(name).split()


@dataclass
class People:
    """Everybody with a note, to be found by what they may be known by; thousands are looked up in a second."""

    _profile: Table = field(default_factory=dict)
    _email: Table = field(default_factory=dict)
    _phone: Table = field(default_factory=dict)
    _name: Table = field(default_factory=dict)
    _nearly: Table = field(default_factory=dict)

    def add(self, known: Known) -> None:
        """Let somebody be found. Call it again when more is known of them; nobody is found twice."""
        self._put(self._profile, [known.linkedin], known)
        self._put(self._email, map(email_key, known.have.get("email", ())), known)
        self._put(self._phone, map(phone_key, known.have.get("phone", ())), known)
        for name in known.names:
            words = name_words(name)
            self._put(self._name, [_same(words)], known)
            self._put(self._nearly, _nearly(words), known)

    @staticmethod
    def _put(table: Table, keys: Iterable[str], known: Known) -> None:
        for key in keys:
            if key:
                table.setdefault(key, {}).setdefault(id(known), known)

    def certain(self, card: Card, taken: Sequence[str]) -> Known | None:
        """Who a row is about beyond doubt: by profile, address or number, or because the one note of that name says all of it."""
        verdict = self._by_sign(card)
        if verdict is not None:
            return verdict.known[0] if verdict.certainty is Certainty.SURE else None
        there = _saying_all(_few(self._name, _same(name_words(card.name))), card, taken)
        return there[0] if len(there) == 1 else None

    def look(self, card: Card, taken: Sequence[str], claimed: Container[int] = ()) -> Verdict:
        """Who a row is about. The surest sign speaks first: the LinkedIn profile, then address, number, name.

        `taken` are the properties that count; `claimed` the `id` of those whom a name alone does not join to a further
        row, because another row of the file is about them.
        """
        verdict = self._by_sign(card)
        if verdict is not None:
            return verdict
        profile, words = linkedin_key(card.linkedin), name_words(card.name)
        if len(self._name.get(_same(words), ())) > _CROWD:
            return Verdict(Certainty.UNSURE, (), f"more than {_CROWD} people have this name") if not profile else Verdict(Certainty.NOBODY)
        named = [one for one in _few(self._name, _same(words)) if id(one) not in claimed or _says_all(one, card, taken)]
        verdict = self._by_name(card, words, named, profile, taken)
        return verdict if verdict is not None else self._nearly_named(card, words, profile, claimed)

    def _by_sign(self, card: Card) -> Verdict | None:
        """By what a person has alone; None where the row has no such sign, or nobody is known by it."""
        profile = linkedin_key(card.linkedin)
        found = list(self._profile.get(profile, {}).values()) if profile else []
        if found:
            return _one(found, "have the same LinkedIn profile")
        for table, keys, sign in (
            (self._email, map(email_key, card.email), "e-mail address"),
            (self._phone, map(phone_key, card.phone), "phone number"),
        ):
            verdict = _by_address(card, [one for key in keys for one in _few(table, key)], profile, sign)
            if verdict is not None:
                return verdict
        return None

    @staticmethod
    def _by_name(card: Card, words: Sequence[str], named: Sequence[Known], profile: str, taken: Sequence[str]) -> Verdict | None:
        """Those of the very name: sure where nothing speaks against it and something for it, or the name is a full one."""
        same = [one for one in named if not (profile and one.linkedin and one.linkedin != profile)]
        company = company_key(card.organization)
        if not same:
            near = [one for one in named if company and one.company == company]
            return Verdict(Certainty.UNSURE, tuple(near), "same name and organization, another LinkedIn profile") if near else None
        if len(same) > 1:
            there = _saying_all(same, card, taken) or [one for one in same if company and one.company == company]
            return Verdict(Certainty.SURE, tuple(there)) if len(there) == 1 else Verdict(Certainty.UNSURE, tuple(same), "several have this name")
        one = same[0]
        if _says_all(one, card, taken) or (company and one.company == company):
            return Verdict(Certainty.SURE, (one,))
        if company and one.company:
            return Verdict(Certainty.UNSURE, (one,), "same name, another organization")
        if len(words) < 2:  # noqa: PLR2004 - a first name alone
            return Verdict(Certainty.UNSURE, (one,), "same name, and only one word of it")
        return Verdict(Certainty.SURE, (one,))

    def _nearly_named(self, card: Card, words: list[str], profile: str, claimed: Container[int]) -> Verdict:
        company = company_key(card.organization)
        near: list[Known] = []
        for key in _nearly(words):
            for one in _few(self._nearly, key):
                apart = id(one) in claimed or (profile and one.linkedin) or (company and one.company and company != one.company)
                if not apart and one not in near and any(nearly_same(words, name_words(name)) for name in one.names):
                    near.append(one)
        return Verdict(Certainty.UNSURE, tuple(near), "a similar name") if near else Verdict(Certainty.NOBODY)


def _few(table: Table, key: str) -> list[Known]:
    """Who has a key in common; nobody where it is a crowd."""
    found = table.get(key, {})
    return list(found.values()) if len(found) <= _CROWD else []


def _same(words: Sequence[str]) -> str:
    return " ".join(sorted(words))


def _one(found: Sequence[Known], said: str) -> Verdict:
    if len(found) == 1:
        return Verdict(Certainty.SURE, tuple(found))
    return Verdict(Certainty.UNSURE, tuple(found), f"{len(found)} notes {said}")


def _by_address(card: Card, found: list[Known], profile: str, sign: str) -> Verdict | None:
    """Those with an address or number of the row. A number is often a whole office's: only a name beside it counts."""
    people = list({id(one): one for one in found}.values())
    named = [one for one in people if _compatible(card.name, one)]
    apart = [one for one in named if profile and one.linkedin]
    if apart:
        return Verdict(Certainty.UNSURE, tuple(apart), f"same {sign}, another LinkedIn profile")
    if named:
        return _one(named, f"have the same {sign}")
    if people and sign != "phone number":
        return Verdict(Certainty.UNSURE, tuple(people), f"same {sign}, another name")
    return None


def _compatible(name: str, known: Known) -> bool:
    """Whether two names may be one person's. A word in common is not enough: couples share a name and a telephone."""
    words = name_words(name)
    return any(set(words) <= own or own <= set(words) for own in known.words) or any(nearly_same(words, name_words(other)) for other in known.names)


def _says_all(known: Known, card: Card, taken: Sequence[str]) -> bool:
    """Whether the note says already what the row does."""
    return not any(missing(name, known.have.get(name, ()), card.values(name)) for name in taken)


def _saying_all(found: Iterable[Known], card: Card, taken: Sequence[str]) -> list[Known]:
    """Those whose note says all that the row does; of several, the one that says no more."""
    there = [one for one in found if _says_all(one, card, taken)]
    same = [one for one in there if not any(one.have.get(name) and not card.values(name) for name in taken if name != "source")]
    return same if len(same) == 1 else there


def _nearly(words: Sequence[str]) -> list[str]:
    """Keys that names share which differ in little: one outer word whole, and the first letter of the other."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to differ in
        return []
    return [f"{words[-1]}, {words[0][0]}", f"{words[0]} {words[-1][0]}"]


def nearly_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be spellings of one: a middle name more or less, an initial, a short form, a slip of a letter."""
    if len(one) < 2 or len(other) < 2:  # noqa: PLR2004 - as above
        return False
    first, last = _part_alike(one[0], other[0]), _part_alike(one[-1], other[-1])
    return first and last and (one[0] == other[0] or one[-1] == other[-1])


def _part_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and (len(short) == 1 or len(short) >= _NICKNAME):
        return True
    return len(short) >= _SLIP and one_slip(short, long)
