"""What stands inside a line: links, tags, stance marks, quotations, and the dates of tasks.

Every pattern here is linear on any input: none can start at many places and run far from each.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.model.note import Stance
from notes_kit.parse.values import DateProblem, clean, read_date

if TYPE_CHECKING:
    from collections.abc import Callable

_WIKILINK = r"\[\[([^\[\]\n|#]*)(#[^\[\]\n|]*)?(?:\\?\|([^\[\]\n]*))?\]\]"
_MARKDOWN_LINK = r"\[([^\[\]\n]*)\]\(<?([^()<>\n]*)>?\)"
WIKILINK = re.compile("(!?)" + _WIKILINK)
MARKDOWN_LINK = re.compile("(!?)" + _MARKDOWN_LINK)
_FIND_WIKILINK = re.compile(_WIKILINK)  # without a choice at its beginning, which makes a search fives times as slow
_FIND_MARKDOWN_LINK = re.compile(_MARKDOWN_LINK)
_BEFORE_TAG = frozenset("([{,;:>*_~“\"'")
_TAG = re.compile(r"#([^\s!-,.:-@\[-^`{-~\u2000-\u206f\u3000-\u303f\ufe0f]+)")
BLOCK_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*\Z")
PLACEHOLDER = re.compile(r"\{\{[^{}\n]{1,80}\}\}|<%[^<>\n]{1,200}%>")
STANCES = {
    "(+)": Stance.FOR, "(-)": Stance.AGAINST, "(−)": Stance.AGAINST, "(–)": Stance.AGAINST,
    "(±)": Stance.BOTH, "(+/-)": Stance.BOTH, "(+-)": Stance.BOTH, "(~)": Stance.BOTH,
}  # fmt: skip
_STANCE = re.compile(r"\((?:\+/-|\+-|[+\-−–±~])\)")
_TASK = re.compile(r"\[([^\[\]\n])\](?:[ \t\u00a0]+|\Z|(?=\n))")
_SPACES = " \t\n\u00a0"
_LEADERS = "(#" + _SPACES
_MARK = re.compile(r"#[^\s#]*[^\s#\d][^\s#]*|\^[A-Za-z0-9-]+")
_LEADING = re.compile(
    r"[ \t\u00a0\n]*(?:\((?:\+/-|\+-|[+\-−–±~])\)|#(?:theme|skill|q|topic)/[^\s#:]+(?=[\s:])|#promised(?=[\s:]))[ \t\u00a0\n:]*", re.IGNORECASE
)
_QUOTED = re.compile(r"(?<!\w)\"(?=\S)([^\"]{2,1000})(?<=\S)\"|“([^“”]{2,1000})”|«([^«»]{2,1000})»|„([^„“”]{2,1000})[“”]")
_TICKS = re.compile(r"`+")
_IN_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)")
_COLOUR = re.compile(r"(?:[0-9a-fA-F]{3}){1,2}\Z")
_UNENDED = frozenset("an and called my or our the their your".split())
"""English words after which a sentence goes on, whatever it speaks of."""

_WANTS_SKILL = _UNENDED | frozenset(
    "about at for her his improve in into know knows learn learned learning like master more need needs of on practice practise some study than to try "
    "use used uses using via with".split()
)
"""English words that advice on a skill does not end with: `learn`, `get good at`. Of other things one can say `what to work on`."""

QUOTES = re.compile(r"[\"“«„]")
_ENDS = re.compile(r"[#^(]")
_EMOJI_DATE = re.compile(r"(📅|📆|🗓|✅|⏳|⌛|🛫|➕|❌)\ufe0f?[ \t\u00a0]*(\d{4}-\d{1,2}-\d{1,2})?")
_EMOJI_OTHER = re.compile(r"(🔁|🆔|⛔|🏁)\ufe0f?[ \t\u00a0]*([^📅📆🗓✅⏳⌛🛫➕❌🔺⏫🔼🔽⏬🔁🆔⛔🏁#\[\n]*)")
_PRIORITY = re.compile(r"(🔺|⏫|🔼|🔽|⏬)\ufe0f?")
_DATAVIEW = re.compile(r"[\[(]([A-Za-z-]{2,20})::([^\[\]()\n]{0,80}|[ \t]?\[\[[^\[\]\n]{0,80}\]\])[\])]")
_AT_DATE = re.compile(r"@(due|done|start)\(([^()\n]{4,40})\)|@()\{([^{}\n]{4,40})\}")
DATE_MARKS = {
    "📅": "due", "📆": "due", "🗓": "due", "✅": "done_on", "⏳": "scheduled", "⌛": "scheduled", "🛫": "start", "➕": "created",
    "due": "due", "completion": "done_on", "done": "done_on", "completed": "done_on", "scheduled": "scheduled", "start": "start", "created": "created",
}  # fmt: skip
PRIORITIES = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest"}


class FoundLink(NamedTuple):
    """A link inside a text; `start` and `end` are offsets into it."""

    target: str
    shown: str
    heading: str
    wiki: bool
    embed: bool
    start: int
    end: int


_new_link: Callable[[tuple[str, str, str, bool, bool, int, int]], FoundLink] = partial(tuple.__new__, FoundLink)
"""As `new_place`."""


class TaskMarks(NamedTuple):
    """A task's text without its marks, the marks, and the dates among them that do not exist."""

    text: str
    dates: dict[str, date]
    recurrence: str
    priority: str
    bad: list[str]


def without_code(text: str) -> str:
    """The text with code spans blanked by spaces of the same length, so that offsets hold."""
    if "`" not in text:
        return text
    runs = [(m.start(), m.end()) for m in _TICKS.finditer(text)]
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    out, at, index = [], 0, 0
    while index < len(runs):
        start, end = runs[index]
        same = later[end - start]
        while same and same[-1] <= index:
            same.pop()
        if not same:
            index += 1
            continue
        close = same[-1]
        out.append(text[at:start])
        out.append("".join(ch if ch in "\r\n" else " " for ch in text[start : runs[close][1]]))
        at, index = runs[close][1], close + 1
    out.append(text[at:])
    return "".join(out)


def links(text: str) -> list[FoundLink]:
    """The links of a text without code spans, in order; web addresses are left out."""
    found: list[FoundLink] = []
    if "[[" in text:
        for m in _FIND_WIKILINK.finditer(text):
            target, heading, shown = m.groups("")
            target, heading = target.strip().rstrip("\\"), heading.lstrip("#")
            if target or heading:
                start, end = m.span()
                embed = start > 0 and text[start - 1] == "!"
                found.append(_new_link((target, shown.strip() or target, heading, True, embed, start - embed, end)))
    if "](" in text:
        for m in _FIND_MARKDOWN_LINK.finditer(text):
            target = m[2].strip().split(' "', 1)[0]
            if not target or ":" in target.split("/", 1)[0]:
                continue
            path, _, heading = target.partition("#")
            if "%" in target:
                path, heading = _unquoted(path), _unquoted(heading)
            embed = text[m.start() - 1 : m.start()] == "!"
            found.append(FoundLink(path, m[1], heading, wiki=False, embed=embed, start=m.start() - embed, end=m.end()))
    return found


def _unquoted(path: str) -> str:
    from urllib.parse import unquote  # noqa: PLC0415 - only for a link with `%20` or the like

    return unquote(path)


def tags(text: str) -> list[tuple[str, int, int]]:
    """The `#tags` of a text without code spans: name, start and end. A tag has at least one non-digit.

    What stands in a link is none: `[[Ada#Notes]]` names a heading.
    """
    if "#" not in text:
        return []
    if "[" in text:
        text = _IN_LINK.sub(_as_spaces, text)
    found = []
    for match in _TAG.finditer(text):
        start = match.start()
        before = text[start - 1] if start else " "
        name = match[1].rstrip("/")
        if not (before in _BEFORE_TAG or before.isspace()) or not name or name.isdigit() or (before == ":" and _COLOUR.match(name)):
            continue
        found.append((name, start, start + 1 + len(name)))
    return found


def _as_spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def task_status(content: str) -> tuple[str, int] | None:
    """The character in the box of a task item and the offset of its text, or None for no task."""
    match = _TASK.match(content) if content[:1] == "[" else None
    return (match[1], match.end()) if match else None


def stance(text: str) -> Stance | None:
    """The stance mark of a point; marks that disagree mean both."""
    if "(" not in text:
        return None
    found = {STANCES[m.group()] for m in _STANCE.finditer(text)}
    if not found:
        return None
    return found.pop() if len(found) == 1 else Stance.BOTH


def block_id(text: str) -> str:
    """The block id at the end of a text, without its caret."""
    match = BLOCK_ID.search(text) if "^" in text else None
    return match[1] if match else ""


def _between_spaces(text: str) -> tuple[int, int]:
    end = len(text.rstrip(_SPACES))
    return (end - len(text[:end].lstrip(_SPACES)), end) if end and text[0] in _SPACES else (0, end)


def words_span(text: str) -> tuple[int, int]:
    """Where a point's words begin and end: without tags, stance marks and block id at its beginning and end.

    Tags inside the sentence stay, and what remains stands in the note as it is. At the beginning
    only notes-kit's own tags go: `#python is everywhere` loses its subject otherwise. At the end one stays
    that the sentence needs: `Learn #skill/sql` loses its object otherwise.
    """
    if not _ENDS.search(text):
        return _between_spaces(text)
    start, end = 0, len(text.rstrip(_SPACES))
    last = 0  # the end of the tag that stands right after the words
    odd = "\t" in text or "\u00a0" in text
    while end > start:
        if text[end - 1] == ")":
            at = text.rfind("(", start, end)
            mark = _STANCE.match(text, at, end) if at >= 0 else None
        else:
            least = max(start, end - 200)
            at = max(text.rfind(" ", least, end), text.rfind("\n", least, end), least - 1) + 1
            if odd:
                at = max(at, text.rfind("\t", least, end) + 1, text.rfind("\u00a0", least, end) + 1)
            mark = _MARK.match(text, at, end) if text[at] in "#^" else None
        if mark is None or mark.end() != end:
            break
        last = end if text[at] == "#" else 0
        end = at
        while end > start and text[end - 1] in _SPACES:
            end -= 1
    while start < end and text[start] in _LEADERS and (match := _LEADING.match(text, start, end)):
        start = match.end()
    if last > end and _wanting(text[start:end], text[end:last]):
        end = last
    first, _ = _between_spaces(text[start:end])
    return start + first, end


def _wanting(words: str, tag: str) -> bool:
    """Whether words are no whole sentence without the tag after them: their last cannot end one, or a skill follows a single one."""
    last = words[words.rfind(" ") + 1 :].strip("*_\n").casefold()
    tag = tag.strip(_SPACES).casefold()
    if not tag.startswith("#skill/"):
        return last in _UNENDED
    return last in _WANTS_SKILL or (last == words.strip(_SPACES).casefold() != tag[7:] and bool(last))


def stripped(text: str) -> str:
    """A point's words; see `words_span`."""
    start, end = words_span(text)
    return text[start:end]


def quotations(text: str) -> tuple[str, ...]:
    """The words in quotation marks, verbatim but for line breaks; a single quoted word is emphasis, not a quote."""
    if not QUOTES.search(text):
        return ()
    found = (" ".join(next(group for group in m.groups() if group).split("\n")).strip() for m in _QUOTED.finditer(text))
    return tuple(words for words in found if " " in words)


def task_marks(text: str) -> TaskMarks:
    """The dates, recurrence and priority of a task, as Obsidian Tasks, Dataview or `@due(…)` write them."""
    if "::" not in text and "@" not in text and text.isascii():
        return TaskMarks(stripped(" ".join(text.split())), {}, "", "", [])
    dates: dict[str, date] = {}
    bad: list[str] = []
    recurrence = priority = ""

    def take(name: str, value: str) -> None:
        try:
            dates.setdefault(name, read_date(value))
        except DateProblem:
            bad.append(value.strip())

    def emoji(match: re.Match[str]) -> str:
        name = DATE_MARKS.get(match[1], "")
        if match[2] is None:
            return match.group()
        if name:
            take(name, match[2])
        return " "

    def dataview(match: re.Match[str]) -> str:
        nonlocal recurrence, priority
        key = match[1].lower()
        if key in DATE_MARKS:
            take(DATE_MARKS[key], match[2].strip())
        elif key in ("repeat", "recurrence"):
            recurrence = match[2].strip()
        elif key == "priority":
            priority = match[2].strip()
        else:
            return match.group()
        return " "

    def at_date(match: re.Match[str]) -> str:
        take(DATE_MARKS[match[1] or "due"], match[2] or match[4])
        return " "

    def other(match: re.Match[str]) -> str:
        nonlocal recurrence
        if match[1] == "🔁":
            recurrence = clean(match[2])
        return " "

    def level(match: re.Match[str]) -> str:
        nonlocal priority
        priority = PRIORITIES[match[1]]
        return " "

    if "::" in text:
        text = _DATAVIEW.sub(dataview, text)
    if "@" in text:
        text = _AT_DATE.sub(at_date, text)
    if not text.isascii():
        text = _EMOJI_DATE.sub(emoji, text)
        text = _EMOJI_OTHER.sub(other, text)
        text = _PRIORITY.sub(level, text)
    return TaskMarks(stripped(" ".join(text.split())), dates, recurrence, priority, bad)
