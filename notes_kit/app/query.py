"""Ask for rows: which pass a test, in which order, with which columns, under the names that people use for properties."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from notes_kit.app import rows as made
from notes_kit.app.properties import Row
from notes_kit.app.session import Session
from notes_kit.model.schema import properties_of, squash, type_spellings
from notes_kit.model.settings import Settings
from notes_kit.model.state import Stage
from notes_kit.model.vault import Vault

KINDS = ("contacts", "interviews", "actions", "referrals", "organizations", "points")
COLUMNS = {
    "contacts": ("name", "stage", "role", "organization", "last_touch", "due"),
    "interviews": ("date", "people", "format", "held", "thanked", "points", "themes"),
    "actions": ("due", "status", "promised", "contact", "text"),
    "referrals": ("on", "name", "by", "stage", "contact"),
    "organizations": ("name", "people", "interviews", "last_touch", "industry", "contacts"),
    "points": ("person", "text", "stance", "themes"),
}
"""Kind to the columns of its table where nobody asks for others; they fit 100 columns of a terminal."""

_ORDERS: dict[str, tuple[str, ...]] = {"stage": tuple(stage.value for stage in Stage)}
"""Fields whose values have an order of their own, not that of the alphabet; the schema's choices are added."""


class QueryError(Exception):
    """What was asked for is no kind of row and no saved query."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to list. `sort` and `columns` are names with commas between them, a `-` before a name sorts backwards.

    A `limit` of 0 is none. `private` shows the points of private passages and confidential notes, too.
    """

    kind: str
    where: str = ""
    sort: str = ""
    columns: str = ""
    limit: int = 0
    private: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a query found. `columns` are the names to show; `chosen` says that the person named them.

    `total` counts the rows before the limit, `hidden` the private points that were left out.
    """

    kind: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    chosen: bool
    total: int
    hidden: int = 0


def ask(session: Session, query: Query) -> Answer:
    """The rows that a query asks for, as of the session's day; the session is told of names that nothing bears.

    Raises:
        QueryError: there is no such kind.
        notes_kit.parse.where.WhereError: `where` is no expression, or compares what cannot be compared.
    """
    kind = kind_of(query.kind)
    vault = session.vault(points=True)
    all_rows = made.rows(vault, session.today, kind, made.duties_of(session), private=query.private)
    names = Names(kind, all_rows, session.settings)
    found = _passing(session, names, query.where)
    for name in reversed(_words(query.sort)):
        bare = name.removeprefix("-")
        names.check(bare, session.say)
        found = _sorted(found, lambda row, bare=bare: names.value(row, bare), names.order(bare), backwards=name.startswith("-"))  # type: ignore[misc]
    columns = _words(query.columns)
    for name in columns:
        names.check(name, session.say)
    shown = [row | {name: names.value(row, name) for name in columns} for row in found] if columns else found
    hidden = made.hidden_points(vault) if kind == "points" and not query.private else 0
    return Answer(kind, tuple(shown[: query.limit or None]), tuple(columns or COLUMNS[kind]), bool(columns), len(found), hidden)


def matching_paths(session: Session, vault: Vault, kind: str, where: str) -> frozenset[str]:
    """The paths of the rows of a kind that an expression is true of; private passages are not looked at.

    Raises:
        notes_kit.parse.where.WhereError: as `ask`.
    """
    names = Names(kind, made.rows(vault, session.today, kind, made.duties_in(vault, session.today)), session.settings)
    return frozenset(str(row["path"]) for row in _passing(session, names, where))


def _passing(session: Session, names: Names, where: str) -> list[Row]:
    if not where.strip():
        return names.rows
    from notes_kit.parse.where import compile_where  # noqa: PLC0415 - only for a query with a condition

    test = compile_where(where)
    for name in sorted(test.names):
        names.check(name, session.say)
    wanted = [name for name in test.names if names.keys(name) != (name,)]
    return [row for row in names.rows if test(row | {name: names.value(row, name) for name in wanted} if wanted else row, session.today)]


def kind_of(word: str) -> str:
    """The kind of row that a word means: its name in singular or plural, or another word for its notes.

    Raises:
        QueryError: it means none; the message names the nearest.
    """
    low = squash(word)
    for kind in KINDS:
        if low in (kind, kind.removesuffix("s")):
            return kind
    note_type = type_spellings().get(low, "").replace("meeting", "interview")
    for kind, of_type in made.TYPES.items():
        if of_type == note_type:
            return kind
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(low, KINDS, 1)
    raise QueryError(
        f"there is nothing called “{word}” to list; " + (f"did you mean {near[0]}?" if near else f"it is one of {', '.join(KINDS)}, or @NAME")
    )


def saved_query(settings: Settings, name: str) -> list[str]:
    """The arguments that a saved query stands for, split as a shell would.

    Raises:
        QueryError: there is none of that name, or it cannot be split.
    """
    import shlex  # noqa: PLC0415 - only for a saved query

    if name not in settings.queries:
        from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

        near = get_close_matches(name, settings.queries, 1)
        known = ", ".join(f"@{one}" for one in sorted(settings.queries))
        hint = f"did you mean @{near[0]}?" if near else f"there are {known}" if known else "add it under `queries:` in notes-kit.yaml"
        raise QueryError(f"there is no saved query @{name}; {hint}")
    try:
        words = shlex.split(settings.queries[name])
    except ValueError as problem:
        raise QueryError(f"the saved query @{name} cannot be read ({str(problem).lower()}): {settings.queries[name]}") from None
    if not words or words[0].startswith("@"):
        raise QueryError(f"the saved query @{name} begins with what to list, such as contacts, not with {words[0] if words else 'nothing'}")
    return words


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


@dataclass(frozen=True)
class Names:
    """The fields of some rows, under every name that people may use for them."""

    kind: str
    rows: list[Row]
    settings: Settings
    told: set[str] = field(default_factory=set)

    @cached_property
    def known(self) -> dict[str, None]:
        """Every field that a row has or could have."""
        return dict.fromkeys([*made.fields(self.kind), *(name for row in self.rows for name in row)])

    @cached_property
    def _squashed(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for name in self.known:
            table.setdefault(squash(name), []).append(name)
        return table

    @cached_property
    def _synonyms(self) -> dict[str, str]:
        if self.kind not in made.TYPES:
            return {}
        from notes_kit.parse.fields import table_for  # noqa: PLC0415 - PyYAML, where a name is not a field's own

        return {squashed: prop.name for squashed, prop in table_for(made.TYPES[self.kind], self.settings).items()}

    def keys(self, name: str) -> tuple[str, ...]:
        """The fields that a name means, the one spelled so first; none if nothing is called so."""
        found = self._squashed.get(squash(name), [])
        if not found:
            prop = self._synonyms.get(squash(name), "")
            found = [key for key in (f"note.{prop}", prop) if key in self.known][:1]
        return tuple(sorted(found, key=lambda key: key != name))

    def value(self, row: Row, name: str) -> object:
        """What a row has under a name: the first of its fields with a value."""
        values = [row.get(key) for key in self.keys(name)]
        return next((value for value in values if value not in (None, ())), values[0] if values else None)

    def order(self, name: str) -> Sequence[str]:
        """The values of a field in an order of their own, or nothing."""
        key = next(iter(self.keys(name)), name)
        choices = {prop.name: prop.choices for prop in properties_of(made.TYPES.get(self.kind, ""))}
        return _ORDERS.get(key) or choices.get(key.removeprefix("note.")) or ()

    def check(self, name: str, say: Callable[[str], None]) -> None:
        """Say once that nothing bears a name, with the nearest that something does."""
        if self.keys(name) or name in self.told:
            return
        self.told.add(name)
        from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

        table = {squash(known): known for known in self.known}
        near = get_close_matches(squash(name), table, 1)
        say(f"no note has a property {name}" + (f"; did you mean {table[near[0]]}?" if near else f", and {self.kind} have no field of that name"))


def _sorted(rows: Iterable[Row], value: Callable[[Row], object], order: Sequence[str], *, backwards: bool) -> list[Row]:
    """Rows by one value; those without it come last in either direction."""
    keyed = [(_key(value(row), order), row) for row in rows]
    have = [pair for pair in keyed if pair[0] is not None]
    have.sort(key=lambda pair: pair[0], reverse=backwards)  # type: ignore[arg-type,return-value]
    return [row for _, row in have] + [row for key, row in keyed if key is None]


def _key(value: object, order: Sequence[str]) -> tuple[object, ...] | None:
    """A value as it sorts: numbers before dates before text; a list by its items; None if there is no value."""
    if value is None or value in ((), ""):
        return None
    if isinstance(value, tuple):
        return (3, tuple(_key(item, order) or () for item in value))
    if isinstance(value, int | float):
        return (0, value)
    if isinstance(value, date):
        clock = value.time() if isinstance(value, datetime) else time.min
        return (1, value.year, value.month, value.day, clock)
    text = str(value)
    if text in order:
        return (2, order.index(text), "")
    bare = "".join(ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch))
    return (2, len(order), bare)
