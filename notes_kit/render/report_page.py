"""A page of text for a terminal: every word of it made safe, wrapped to a width, and styled last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from notes_kit.render.words import columns, padded, plain, plural, shortened, term_safe, unquoted, wrapped

if TYPE_CHECKING:
    from notes_kit.themes.voices import Because, Said, Sides, Voice

Style = Callable[[str, str], str]
"""Text and what it is to how it looks: `head`, `name`, `quote`, `path`, `dim`, `good`, `bad`, `warning`, `error`."""

SIGNS: dict[str, tuple[str, str]] = {"for": ("+", "good"), "against": ("−", "bad"), "both": ("±", "warning")}
"""A stance, as it is written out, to its sign and to what the sign is."""

NARROWEST = 40
_NARROWEST_COLUMN = 12
_INDENT = 2


def unstyled(text: str, kind: str) -> str:  # noqa: ARG001 - the shape of a style
    """The style of a page without colours."""
    return text


class Page:
    """Lines of text; whatever is added is made safe for a terminal here and nowhere else."""

    def __init__(self, width: int, style: Style) -> None:
        self.width, self.style = max(width, NARROWEST), style
        self.lines: list[str] = []

    def text(self, words: str, kind: str = "", *, indent: int = 0, sign: str = "", sign_kind: str = "") -> None:
        """A paragraph; `sign` hangs to the left of it."""
        safe = term_safe(words)
        lead = " " * indent
        room = self.width - indent - (columns(sign) + 1 if sign else 0)
        for number, line in enumerate(wrapped(safe, room)):
            shown = self.style(line, kind) if kind else line
            if sign:
                hang = term_safe(sign) if number == 0 else " " * columns(sign)
                shown = f"{self.style(hang, sign_kind) if sign_kind and number == 0 else hang} {shown}"
            self.lines.append(lead + shown)

    def gap(self) -> None:
        """One empty line, never two."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def heading(self, words: str, note: str = "") -> None:
        """The head of a section, with an empty line before it; a note beside it, or below where it does not fit."""
        self.gap()
        head, words = term_safe(words).upper(), term_safe(note)
        beside = words and columns(head) + 2 + columns(words) <= self.width
        self.lines.append(f"{self.style(head, 'head')}  {self.style(words, 'dim')}" if beside else self.style(head, "head"))
        if words and not beside:
            self.text(words, "dim")

    def pair(self, left: str, right: str, kind: str = "name") -> None:
        """A name and what there is to say of it, on one line where it fits."""
        left, right = term_safe(left), term_safe(right)
        if not right:
            self.text(left, kind)
        elif columns(left) + 2 + columns(right) <= self.width:
            self.lines.append(f"{self.style(left, kind)}  {self.style(right, 'dim')}")
        else:
            self.lines.append(self.style(left, kind))
            self.text(right, "dim", indent=2)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = (), flexible: int = 0) -> None:
        """Columns side by side below their heads, those in `numbers` to the right.

        Where they are too wide, the `flexible` one gives way first, then the last ones are left out.
        """
        self.columns([head, *rows], numbers=numbers, flexible=flexible)
        self.lines[-len(rows) - 1] = self.style(self.lines[-len(rows) - 1], "dim")

    def columns(self, rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = (), flexible: int = 0) -> None:
        """The same without heads."""
        cells = [[term_safe(cell) for cell in row] for row in rows]
        widths = [max(columns(row[at]) for row in cells) for at in range(len(cells[0]))]
        over = sum(widths) + 2 * (len(widths) - 1) - self.width
        if over > 0:
            widths[flexible] = min(widths[flexible], max(widths[flexible] - over, _NARROWEST_COLUMN))
        while len(widths) > 1 and sum(widths) + 2 * (len(widths) - 1) > self.width:
            widths.pop()
        for row in cells:
            shown = [padded(shortened(cell, widths[at]), widths[at], right=at in numbers) for at, cell in enumerate(row[: len(widths)])]
            self.lines.append("  ".join(shown).rstrip())

    def point(self, said: Said, *, reasons: int = 1, indent: int = 2) -> None:
        """What somebody said, its reasons, and who, when and where."""
        sign, kind = SIGNS[said.stance] if said.stance else ("·", "dim")
        words = plain(said.text)
        self.text(f"“{unquoted(words)}”" if said.quote else words, "quote" if said.quote else "", indent=indent, sign=sign, sign_kind=kind)
        for reason in said.reasons[:reasons]:
            self.reason(reason, indent + 2)
        self.source(who(said), said.path, said.line, indent=indent + 2)

    def source(self, words: str, path: str, line: int, *, indent: int) -> None:
        """Who or what, and the place on the same line or whole on the next: a path that is cut cannot be clicked."""
        words, where = term_safe(words), term_safe(place(path, line))
        if words and columns(words) + 3 + columns(where) + indent > self.width:
            self.text(words, "path", indent=indent)
            words = ""
        self.lines.append(" " * indent + self.style(f"{words} · {where}" if words else where, "path"))

    def placed(self, words: str, where: str, *, sign: str, sign_kind: str = "dim", kind: str = "") -> None:
        """A paragraph, and where it comes from at the right of its last line if there is room, else on the next."""
        self.text(words, kind, indent=_INDENT, sign=sign, sign_kind=sign_kind)
        if not where:
            return
        where = term_safe(where)
        lead = _INDENT + columns(sign) + 1
        used = lead + columns(wrapped(term_safe(words), self.width - lead)[-1])
        space = self.width - used - columns(where)
        if space >= _INDENT:
            self.lines[-1] += " " * space + self.style(where, "path")
        else:
            self.lines.append(" " * max(self.width - columns(where), lead) + self.style(where, "path"))

    def reason(self, reason: Because, indent: int) -> None:
        """A reason below what was said."""
        self.text(plain(reason.text), indent=indent + 2 * (reason.depth - 1), sign="↳", sign_kind="dim")

    def whole(self) -> str:
        """The page as text, ending in a newline."""
        return "\n".join(self.lines).rstrip() + "\n"


def place(path: str, line: int) -> str:
    """A place as compilers and editors write it."""
    return f"{path}:{line}"


def who(said: Said) -> str:
    """Who said it and when."""
    return ", ".join([said.person or ("your own words" if said.own else "somebody unnamed"), *([said.date.isoformat()] if said.date else [])])


def described(voice: Voice) -> str:
    """A person with what they do and where: `Ada Okafor (Staff data engineer, Northwind)`."""
    about = ", ".join(part for part in (voice.role, voice.organization) if part)
    return f"{voice.name} ({about})" if about else voice.name


def stood(sides: Sides) -> str:
    """Where people stand, in numbers: `3 for, 2 against, 1 both`. Nothing where nobody is marked."""
    counts = ((len(sides.favour), "for"), (len(sides.against), "against"), (len(sides.both), "both"))
    said = [f"{number} {word}" for number, word in counts if number]
    if said and sides.unmarked:
        said.append(f"{len(sides.unmarked)} unmarked")
    return ", ".join(said)


def share(number: int, of: int) -> str:
    """`4 of 11 people`."""
    return f"{number} of {plural(of, 'person', 'people')}"
