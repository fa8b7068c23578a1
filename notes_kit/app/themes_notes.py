"""The notes that define themes, when themes get other names or become one: renamed, gathered, or taken away."""

from __future__ import annotations

from collections.abc import Iterable

from notes_kit.app.desk import AskedWrongError, Desk
from notes_kit.app.names import file_stem
from notes_kit.app.new import TEMPLATES
from notes_kit.model.finding import Edit
from notes_kit.model.names import fold
from notes_kit.model.note import Note
from notes_kit.model.text import Source, Span
from notes_kit.model.vault import Vault
from notes_kit.parse.edit import add_to_property, remove_from_property, remove_property, revise, set_property
from notes_kit.parse.front_matter import read_front_matter
from notes_kit.parse.note import read_source
from notes_kit.themes.codebook import Entry, theme_key
from notes_kit.themes.respelling import Respelling, stem, survivors

_OWN = ("type", "name", "aliases", "parent", "tags")
"""Properties of a theme's note that need no carrying over when it becomes part of another."""


def keep_notes(desk: Desk, vault: Vault, plan: Respelling, known: dict[str, str]) -> dict[str, str | None]:
    """Bring the theme notes in line with new names; returns where each touched one is afterwards, None for one taken away.

    The old name and the aliases become aliases. Of themes that become one, the first note stays, and what the
    others say is put below it under a heading with their name.

    Raises:
        AskedWrongError: two notes define one theme, a file of the new name is there, or a confidential note would become public.
    """
    _refuse_doubles(plan)
    paths: dict[str, str | None] = {}
    stays = survivors(plan.book, known, plan.names)
    for goal, key in stays.items():
        entry = plan.book.entry(key)
        assert entry is not None
        new = plan.names.get(key) or known[key]
        same = [one for one, name in plan.names.items() if one != key and name and theme_key(name) == goal]
        others = [other for one in same if (other := plan.book.entry(one))]
        paths |= _kept(desk, vault, plan, entry, new, others)
        _alias(desk, paths[entry.note] or "", [known[one] for one in same])
    for key, new in plan.names.items():
        entry = plan.book.entry(key)
        if entry is not None and not new:
            desk.remove(entry.note)
            paths[entry.note] = None
    return paths


def _refuse_doubles(plan: Respelling) -> None:
    for key in plan.names:
        same = [entry.note for entry in plan.book.entries if theme_key(entry.name) == key]
        if len(same) > 1:
            raise AskedWrongError(f"two notes define “{key}”: {' and '.join(same)}; make them one first")


def _kept(desk: Desk, vault: Vault, plan: Respelling, entry: Entry, new: str, others: list[Entry]) -> dict[str, str | None]:
    """One note that stays, under its new name and path, with what the others say."""
    path, old = entry.note, theme_key(entry.name)
    for other in others:
        if vault.notes[other.note].confidential and not vault.notes[path].confidential:
            raise AskedWrongError(f"{other.note} is confidential and {path} is not, so its words would come into reports; make both the same first")
    goal = _new_path(desk, vault, entry, new) if theme_key(stem(entry)) == old else path
    if goal != path:
        desk.move(path, goal)
    note = read_source(desk.source(goal), [], desk.settings)
    shown = goal.rpartition("/")[2].removesuffix(".md")
    if (note.get("name") is not None or shown != new) and entry.name != new:
        desk.edit(goal, set_property(desk.source(goal), "name", new, desk.settings))
    spellings = [entry.name, stem(entry), *(word for other in others for word in (other.name, stem(other), *other.aliases))]
    for alias in entry.aliases:
        if theme_key(alias) == theme_key(new):
            desk.edit(goal, remove_from_property(desk.source(goal), "aliases", alias, desk.settings))
    _alias(desk, goal, spellings)
    if entry.parent and plan.key(plan.book.key(entry.parent)) == theme_key(new):
        desk.edit(goal, remove_property(desk.source(goal), "parent", desk.settings))
    for other in others:
        _take_in(desk, goal, other)
    return {path: goal, **{other.note: goal for other in others}}


def _new_path(desk: Desk, vault: Vault, entry: Entry, new: str) -> str:
    """The path of a note that is called as its theme; the old one where the names differ in case alone."""
    folder, slash, _ = entry.note.rpartition("/")
    name = file_stem(new)
    path = f"{folder}{slash}{name}.md"
    if fold(name) == fold(stem(entry)):
        return entry.note
    if path in desk.now or path in vault.notes or desk.taken(path):
        raise AskedWrongError(f"{path} is there already, and is not about this theme; rename that file first")
    return path


def _alias(desk: Desk, path: str, words: Iterable[str]) -> None:
    """Add to a note's aliases what it does not go by yet."""
    note = read_source(desk.source(path), [], desk.settings)
    stated = (value.raw for name in ("name", "aliases") if (field := note.get(name)) for value in field.values)
    known = {theme_key(word) for word in (path.rpartition("/")[2].removesuffix(".md"), *stated)}
    for word in words:
        if theme_key(word) not in known:
            known.add(theme_key(word))
            desk.edit(path, add_to_property(desk.source(path), "aliases", word, desk.settings))


def _take_in(desk: Desk, path: str, other: Entry) -> None:
    """Put what another theme's note says below this one, and take that note away."""
    source, more = desk.source(path), desk.source(other.note)
    text = _body(more)
    own = _body(source)
    template = _body(Source("", desk.template(TEMPLATES["theme"])))
    theirs = read_source(more, [], desk.settings)
    if text not in ("", own, template):
        newline = source.newline
        head = f"# {other.name}{newline * 2}" if own not in ("", template) else ""
        gap = "" if source.text.endswith(newline * 2) else newline if source.text.endswith(("\n", "\r")) else newline * 2
        said = newline.join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        end = source.place(Span(len(source.text), len(source.text)))
        after = revise(source, [Edit(path, end, f"{gap}{head}{said}{newline}")])
        _refuse_swallowed(desk, source, after, theirs, head=bool(head))
        desk.now[path] = after
    for field in theirs.fields:
        if field.name not in _OWN and field.values and read_source(desk.source(path), [], desk.settings).get(field.name) is None:
            for value in field.values:
                desk.edit(path, add_to_property(desk.source(path), field.key, value.raw, desk.settings))
    desk.remove(other.note)


def _body(source: Source) -> str:
    return source.text[read_front_matter(source).body :].strip("\r\n \t")


def _refuse_swallowed(desk: Desk, before: Source, after: Source, theirs: Note, *, head: bool) -> None:
    """Make sure that nothing open at the end of a note swallows what is put below it."""
    old, new = (read_source(source, [], desk.settings) for source in (before, after))
    if len(new.headings) != len(old.headings) + len(theirs.headings) + head or new.points[: len(old.points)] != old.points:
        raise AskedWrongError(f"{before.path} ends inside code or a hidden passage, which would swallow what is put below it; close it first")
