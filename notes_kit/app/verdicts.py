"""Run the rules over as much of a vault as it takes, and put what they find into the index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from notes_kit.app.judging import many
from notes_kit.model.finding import Finding
from notes_kit.model.note import Note
from notes_kit.model.settings import Settings
from notes_kit.model.vault import Vault
from notes_kit.parse.records import build_vault
from notes_kit.rules import RULES, waiver_stale
from notes_kit.rules.base import Context, Rule, Shared
from notes_kit.rules.called import CALLED
from notes_kit.rules.driver import choose, known
from notes_kit.rules.path_ignores import left_out
from notes_kit.rules.reach import Change, Focus, focus, inputs, ties_of
from notes_kit.rules.scope import Scope, unit, unit_of
from notes_kit.rules.tally import Changed, Rows, Source, Tally
from notes_kit.rules.ties import Tie
from notes_kit.rules.waivers import holding, silencing
from notes_kit.store.answers import pack_finding, unpack_each
from notes_kit.store.index import Index
from notes_kit.store.judged import NEVER, Kept
from notes_kit.store.woven import Woven

STALE = waiver_stale.RULE
"""The one rule that judges what the others found."""

OTHERS = tuple(rule for rule in RULES if rule is not STALE)


class BrokenRuleError(Exception):
    """A rule broke, so that what it would have said is not known."""


@dataclass(frozen=True)
class Verdicts:
    """One judging, between `Index.begin` and its end. `aside` are notes that are not, or are otherwise, in the index."""

    index: Index
    settings: Settings
    today: date
    aside: Mapping[str, Note]
    tell: Callable[[int, int], None] = lambda _done, _all: None
    """Told of how many rules, of all, have spoken, where they are asked about the whole vault."""

    @cached_property
    def woven(self) -> Woven:
        """How the notes hang together."""
        return Woven(self.index.db)

    @cached_property
    def off(self) -> frozenset[str]:
        """The rules that the settings switch off."""
        return frozenset(rule.name for rule in RULES) - {rule.name for rule in choose(self.settings)}

    @cached_property
    def elsewhere(self) -> Callable[[Finding], bool]:
        """Whether the settings leave out a finding where it stands."""
        return left_out(self.settings, lambda word: known(word, RULES))

    def whole(self) -> bool:
        """Judge everything; False if a rule broke."""
        shared = self._shared(build_vault(self._all(), self.settings))
        try:
            found = self._ask(OTHERS, shared)
            self.index.judged.forget()
            self.woven.tie(ties_of(shared.vault, RULES))
            for source in _sources(RULES):
                self.woven.count_all(source, shared.rows.all(source))
            self.index.judged.put((), found)
            self._waive()
        except BrokenRuleError:
            return False
        return True

    def day(self) -> bool:
        """Judge what hangs on the day, where all else was judged on another; False if a rule broke."""
        rules = [rule for rule in OTHERS if not rule.timeless]
        shared = self._shared(build_vault(self._all(), self.settings))
        try:
            found = self._ask(rules, shared, self.woven)
            self.index.judged.put_all([rule.name for rule in rules], found)
            self._waive()
        except BrokenRuleError:
            return False
        return True

    def change(self, paths: Collection[str]) -> bool:
        """Judge what the notes at these paths can have touched, which came, went or were saved; False if a rule broke."""
        now = ties_of(self._vault(paths), RULES)
        before = self.woven.tied(paths)
        changes = {path: Change(before.get(path), now.get(path)) for path in paths if path in before or path in now}
        wanted = focus(self.woven, changes, self.today, self._in_houses)
        if many(self.index, len(wanted.notes[Scope.TALK])):
            return self.whole()
        self.woven.tie({path: change.after for path, change in changes.items()})
        shared = self._shared(self._vault(*inputs(self.woven, replace(wanted, house=frozenset()), self.today)))
        try:
            units = self._units(wanted, changes.keys())
            self._judge([rule for rule in OTHERS if rule.scope in units and rule.scope is not Scope.HOUSE], shared, units)
            self._judge_houses(wanted, changes.keys(), shared)
            self._judge_counts(shared, {path for scope in (Scope.NOTE, Scope.TALK, Scope.LINKS) for path in wanted.notes[scope]})
            self._judge_rest()
            self._waive()
        except BrokenRuleError:
            return False
        return True

    def _ask(self, rules: Sequence[Rule], shared: Shared, counted: Rows | None = None) -> list[Kept]:
        """What these rules find in the whole vault."""
        found: list[Kept] = []
        for done, rule in enumerate(rules, 1):
            found += [self._kept(rule, finding, key) for key, finding in _all_of(rule, shared, counted)]
            self.tell(done, len(rules))
        return found

    def _judge(self, rules: Iterable[Rule], shared: Shared, units: Mapping[Scope, set[str]]) -> None:
        """Put what these rules find of these units in place of what they found; the units are all of a scope's that these rules have."""
        found: list[Kept] = []
        for rule in rules:
            found += [self._kept(rule, finding, key) for key, finding in _all_of(rule, shared) if key in units[rule.scope]]
        self.index.judged.put([_name(scope, key) for scope, keys in units.items() if scope is not Scope.HOUSE for key in keys], found)

    def _units(self, wanted: Focus, changed: Collection[str]) -> dict[Scope, set[str]]:
        """The units of a focus, those that are no more among them."""
        units = {scope: set(paths) for scope, paths in wanted.notes.items()}
        units[Scope.PERSON] = self._people(wanted.people, changed)
        return units | ({Scope.AHEAD: {""}} if wanted.ahead else {})

    def _people(self, keys: Collection[int], changed: Collection[str]) -> set[str]:
        return {f"?{key}" for key in keys} | self.woven.holders([Tie.IS], set(keys)) | set(changed)

    def _in_houses(self, contacts: Collection[str]) -> set[str]:
        """Of some contacts, those who have a finding of the scope `HOUSE`."""
        names = {_name(Scope.HOUSE, path): path for path in contacts}
        return {names[name] for name in self.index.judged.speaking(names)}

    def _judge_houses(self, wanted: Focus, changed: Collection[str], shared: Shared) -> None:
        """First whether there is a finding, which does not take the house, and only then what it says."""
        rules = [rule for rule in OTHERS if rule.scope is Scope.HOUSE]
        people = self._people(wanted.house, changed)
        speaking = {key for rule in rules for key, _ in _all_of(rule, shared) if key in people}
        speaking |= self._in_houses(people)
        found: list[Kept] = []
        if speaking:
            names = self.woven.said([Tie.IS], speaking)
            there = self._shared(self._vault(*inputs(self.woven, Focus(house=names), self.today)))
            found = [self._kept(rule, finding, key) for rule in rules for key, finding in _all_of(rule, there) if key in speaking]
        self.index.judged.put([_name(Scope.HOUSE, key) for key in people], found)

    def _judge_counts(self, shared: Shared, paths: Collection[str]) -> None:
        """Let the notes at these paths add what they add now, and judge anew where that stirs anything."""
        there = sorted(path for path in paths if path in shared.vault.notes)
        gone: Changed = {}
        came: Changed = {}
        for source in _sources(RULES):
            gone[source.name], came[source.name] = self.woven.count(source, paths, source.gather(shared, there))
        for rule, tally in ((rule, rule.tally) for rule in OTHERS if rule.tally is not None):
            sides = [{source.name: side[source.name] for source in tally.sources if side[source.name]} for side in (gone, came)]
            if any(sides):
                keys = sorted(tally.stirred(self.woven, *sides))
                found = [self._kept(rule, finding, f"{rule.name} {key}") for key in keys for finding in _judged(rule, tally, shared, self.woven, key)]
                self.index.judged.put([_name(Scope.TALLY, f"{rule.name} {key}") for key in keys], found)

    def _judge_rest(self) -> None:
        """Judge what may rest on anything."""
        rules = [rule for rule in OTHERS if rule.scope is Scope.VAULT]
        if rules:
            self._judge(rules, self._shared(build_vault(self._all(), self.settings)), {Scope.VAULT: {rule.name for rule in rules}})

    def _waive(self) -> None:
        """Set aside what a waiver holds against, and judge the waivers."""
        shared = self._shared(self._vault(self.woven.holders([Tie.WAIVES], {0})))
        table = holding(shared)
        reasons: dict[int, str] = {}
        aside: list[Finding] = []
        for path, name in table:
            for number, text in self.index.judged.of(name, path):
                (finding,) = unpack_each([text])
                reasons[number] = silencing(finding, table)[0].waiver.reason
                aside.append(finding)
        self.index.judged.waive(reasons)
        found = _all_of(STALE, replace(shared, found=tuple(aside)))
        self.index.judged.put([_name(STALE.scope, STALE.name)], [self._kept(STALE, finding, key) for key, finding in found])

    def _shared(self, vault: Vault) -> Shared:
        return Shared(vault, self.today, RULES)

    def _vault(self, paths: Collection[str], names: Collection[str] = ()) -> Vault:
        """The vault of these notes; of those in `names` no more than what they are called."""
        return build_vault(self._load(paths), self.settings, self._load(names))

    def _all(self) -> list[Note]:
        return [*(note for note in self.index.load(points=False) if note.path not in self.aside), *self.aside.values()]

    def _load(self, paths: Collection[str]) -> list[Note]:
        others = [path for path in paths if path not in self.aside]
        return [*self.index.load(points=False, paths=others), *(self.aside[path] for path in paths if path in self.aside)]

    def _kept(self, rule: Rule, finding: Finding, key: str) -> Kept:
        person = unit_of(finding.about, finding.contact or "") if finding.about or finding.contact else ""
        due = finding.due.isoformat() if finding.due else ""
        off = NEVER if self.elsewhere(finding) else int(rule.name in self.off)
        return Kept(_name(rule.scope, key), rule.name, finding.path, person, due, off, pack_finding(finding))


def _all_of(rule: Rule, shared: Shared, counted: Rows | None = None) -> list[tuple[str, Finding]]:
    """What a rule finds in a vault, each with its unit; `counted` is what the notes add up to, where that is known.

    Raises:
        BrokenRuleError: it broke.
    """
    if rule.tally is not None:
        rows = counted or shared.rows
        return [(f"{rule.name} {key}", one) for key in rule.tally.units(rows) for one in _judged(rule, rule.tally, shared, rows, key)]
    try:
        found = list(rule.check(Context(shared.vault, shared.today, rule, shared)))
    except Exception as problem:
        raise BrokenRuleError(rule.name) from problem
    return [(rule.name if rule.scope is Scope.VAULT else unit(rule.scope, finding), finding) for finding in found]


def _judged(rule: Rule, tally: Tally, shared: Shared, rows: Rows, key: str) -> list[Finding]:
    try:
        return list(tally.judge(Context(shared.vault, shared.today, rule, shared), rows, key))
    except Exception as problem:
        raise BrokenRuleError(rule.name) from problem


def _sources(rules: Iterable[Rule]) -> Iterable[Source]:
    """Everything that is counted, once; and what every note is called."""
    return {source.name: source for source in (CALLED, *(source for rule in rules if rule.tally for source in rule.tally.sources))}.values()


def _name(scope: Scope, key: str) -> str:
    """A unit among those of all scopes."""
    return f"{scope.value}:{key}"
