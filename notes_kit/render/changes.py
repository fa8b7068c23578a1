"""What happened, as a page for a terminal, as Markdown for a journal note, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notes_kit.model.changes import BeliefTold, Changes, ThemeTold, Told
from notes_kit.model.snapshot import Duty, Heard
from notes_kit.render.report_page import Page, Style, place
from notes_kit.render.words import columns, listing, padded, plain, plural, shortened

FEW = 12
"""Lines of a section that are shown unasked: a review is one screen."""

_SHORT = 70
_SIDES = ("for", "against", "both", "unmarked")

Row = tuple[str, str, str, int]
"""What, in which words, and where: path (empty for what is gone) and line."""


def changes_text(changes: Changes, source: str, *, asked: bool, width: int, style: Style, everything: bool = False) -> str:
    """The review on a page: of each section the first few, or everything. `asked` says that it is told since it was asked before."""
    page = Page(width, style)
    if source:
        page.pair(_title(changes, asked=asked), source, "head")
    else:
        page.text(_title(changes, asked=asked), "head")
    for head, note, rows in _sections(changes):
        page.heading(head, note)
        lead = max(columns(what) for what, *_ in rows)
        for what, words, path, line in rows if everything else rows[:FEW]:
            page.placed(plain(words), place(path, line) if path else "", sign=padded(what, lead))
        if len(rows) > FEW and not everything:
            page.text(f"… and {len(rows) - FEW} more (--all shows them)", "dim", indent=2)
    if not changes.any:
        page.text("nothing happened that the notes tell of")
    return page.whole()


def changes_markdown(changes: Changes, source: str, *, asked: bool) -> str:
    """The review for a journal note: headings from the second level, a bullet each, links to the notes."""
    from notes_kit.render.report_markup import inert, note_link  # noqa: PLC0415 - patterns that the page for a terminal does not need

    lines = [f"## {_title(changes, asked=asked)}", "", f"From {inert(source)}." if source else ""]
    for head, note, rows in _sections(changes):
        lines += ["", f"### {head}" + (f": {note}" if note else ""), ""]
        for what, words, path, _ in rows:
            link = f" ({note_link(path, path.rsplit('/', 1)[-1].removesuffix('.md'))})" if path else ""
            lines.append(f"- {inert(what)}: {inert(words)}{link}")
    if not changes.any:
        lines += ["", "Nothing happened that the notes tell of."]
    return "\n".join(line for at, line in enumerate(lines) if line or lines[at - 1]).strip() + "\n"


def changes_document(changes: Changes, begin: str, end: str, authors: Sequence[tuple[str, int]]) -> dict[str, object]:
    """`changes --json` (version 1). `from` and `to` are the ends: day, and commit (null: the notes as they stand)."""
    return {
        "version": 1,
        "today": changes.until.isoformat(),
        "from": {"date": changes.since.isoformat(), "commit": begin or None},
        "to": {"date": changes.until.isoformat(), "commit": end or None},
        "commits": [{"author": name, "number": number} for name, number in authors],
        "people": [_told(told) for told in changes.people],
        "talks": [_told(told) for told in changes.talks],
        "facts": [_told(told) for told in changes.deeds],
        "duties": {"closed": _duties(changes.closed), "new": _duties(changes.new), "late": _duties(changes.late)},
        "themes": [
            {"what": told.what, "theme": told.name, "before": _sides(told.before), "after": _sides(told.after), "people": list(told.people)}
            for told in changes.themes
        ],
        "actions": [_told(told) for told in changes.actions],
        "decisions": [
            {
                "what": told.what, "kind": told.belief.kind, "text": told.belief.text, "before": told.before or None,
                "evidence": [{"theme": theme, "before": _counts(was), "after": _counts(now)} for theme, was, now in told.evidence],
                "path": told.belief.path, "line": told.belief.line,
            }
            for told in changes.beliefs
        ],
    }  # fmt: skip


def _title(changes: Changes, *, asked: bool) -> str:
    if asked:
        return f"What happened since you last asked, on {changes.since}"
    return f"What happened after {changes.since}, by {changes.until}"


def _sections(changes: Changes) -> list[tuple[str, str, list[Row]]]:
    """The sections that have something in them: head, a word on it, and its rows."""
    counts = ((len(changes.closed), "closed"), (len(changes.new), "new"), (len(changes.late), "grown late"))
    duties = [*_owed("closed", changes.closed), *_owed("new", changes.new), *_owed("grown late", changes.late)]
    found: list[tuple[str, str, list[Row]]] = [
        ("People", "", [_row(told, days=False) for told in changes.people]),
        ("Talks", "", [_row(told) for told in changes.talks]),
        ("Back and forth", "", [_row(told) for told in changes.deeds]),
        ("Duties", ", ".join(f"{number} {word}" for number, word in counts if number), duties),
        ("Themes", "", [(told.what, _theme(told), "", 0) for told in changes.themes]),
        ("Actions", "", [_row(told) for told in changes.actions]),
        (
            "Decisions",
            "",
            [(told.what, _belief(told), told.belief.path if told.what != "gone" else "", told.belief.line) for told in changes.beliefs],
        ),
    ]
    return [section for section in found if section[2]]


def _row(told: Told, *, days: bool = True) -> Row:
    when = told.date if days else ""
    words = ", ".join(part for part in (told.who, told.words) if part)
    return told.what, " ".join(part for part in (when, words) if part), told.path, told.line


def _owed(what: str, duties: Iterable[Duty]) -> list[Row]:
    if what == "closed":
        return [(what, _duty(duty._replace(late=0)), "", 0) for duty in duties]
    return [(what, _duty(duty), duty.path, duty.line) for duty in duties]


def _duty(duty: Duty) -> str:
    late = f", {plural(duty.late, 'day')} overdue" if duty.late else ""
    return f"{duty.who + ': ' if duty.who else ''}{duty.rule}{late}"


def _theme(told: ThemeTold) -> str:
    people = (len(told.before.people), len(told.after.people))
    many = plural(people[1] or people[0], "person", "people")
    size = f"{people[0]} → {many}" if all(people) and people[0] != people[1] else many
    sides = _stood(told.after) if told.what != "turned" else f"{_stood(told.before) or 'nobody marked'} → {_stood(told.after)}"
    words = f"{told.name}, {size}{f' ({sides})' if sides else ''}"
    return f"{words}: {listing(told.people)}" if told.people else words


def _stood(heard: Heard) -> str:
    return ", ".join(f"{number} {word}" for number, word in zip(heard.counts[:3], _SIDES, strict=False) if number)


def _belief(told: BeliefTold) -> str:
    text = shortened(plain(told.belief.text), _SHORT)
    if told.before:
        return f"{told.belief.kind}: {text} (was: {shortened(plain(told.before), _SHORT)})"
    turned = "; ".join(f"{theme} {_turned(was, now)}" for theme, was, now in told.evidence)
    return f"{told.belief.kind}: {text}" + (f": {turned}" if turned else "")


def _turned(was: Sequence[int], now: Sequence[int]) -> str:
    """The sides that have more or fewer people than before."""
    return ", ".join(f"{before} → {after} {side}" for before, after, side in zip(was, now, _SIDES, strict=True) if before != after)


def _told(told: Told) -> dict[str, object]:
    return {
        "what": told.what, "who": told.who, "words": told.words or None, "date": told.date or None, "path": told.path or None, "line": told.line or None,
    }  # fmt: skip


def _duties(duties: Iterable[Duty]) -> list[dict[str, object]]:
    return [
        {
            "rule": duty.rule, "contact": duty.who or None, "message": duty.message, "due": duty.due or None, "days_late": duty.late,
            "severity": duty.severity, "close": duty.close or None, "path": duty.path, "line": duty.line,
        }
        for duty in duties
    ]  # fmt: skip


def _sides(heard: Heard) -> dict[str, object]:
    sides = zip(_SIDES, (heard.favour, heard.against, heard.both, heard.unmarked), strict=True)
    return {"people": len(heard.people), **{word: list(names) for word, names in sides}}


def _counts(numbers: Sequence[int]) -> dict[str, int]:
    return dict(zip(_SIDES, numbers, strict=True))
