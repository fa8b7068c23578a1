"""Items into and out of a list, in the very style that the list is written in."""

from __future__ import annotations

from notes_kit.model.finding import Edit
from notes_kit.model.text import Source
from notes_kit.parse.edit_entry import Entry, Item, Shape
from notes_kit.parse.edit_text import EditRefusedError, edit
from notes_kit.parse.edit_value import scalar


def appended(source: Source, entry: Entry, value: str, step: str) -> tuple[Edit, ...]:
    """The edits that make `value` the last item; `step` stands before the dash of a list that begins here."""
    if entry.shape is Shape.FLOW:
        return (_into_brackets(source, entry, value),)
    if entry.shape is Shape.BLOCK:
        return (_below(source, entry, value),)
    line = source.line_col(entry.start)[0]
    newline = line_ending(source, line)
    if entry.shape is Shape.EMPTY:
        item = edit(source, entry.end, entry.end, f"{newline}{step}- {scalar(value)}")
        return (emptied(source, entry), item) if entry.value.end > entry.value.start else (item,)
    gap = source.text[entry.colon : entry.value.start]
    if gap.strip(" \t"):  # the value stands on a line of its own, perhaps below a comment
        step = source.text[source.offset(source.line_col(entry.value.start)[0], 1) : entry.value.start]
        first = edit(source, entry.value.start, entry.value.start, "- ")
    else:
        first = edit(source, entry.colon, entry.value.start, f"{newline}{step}- ")
    return (first, edit(source, entry.end, entry.end, f"{newline}{step}- {_styled(value, entry.items)}"))


def _styled(value: str, items: tuple[Item, ...], *, flow: bool = False) -> str:
    """The value in the quotes that all items have; else in those it needs."""
    styles = {item.style for item in items if not item.empty}
    return scalar(value, flow=flow, style=styles.pop() if len(styles) == 1 else "")


def line_ending(source: Source, line: int) -> str:
    """The ending of a line, or the note's own for a last line that has none."""
    end = source.offset(line, 1) + len(source.line_text(line))
    return source.text[end : source.offset(line + 1, 1)] or source.newline


def _below(source: Source, entry: Entry, value: str) -> Edit:
    """One more `- item`, indented as the last one; an empty last `-` is filled instead."""
    last, others = entry.items[-1], entry.items[:-1]
    line = source.line_col(last.start)[0]
    begin = source.offset(line, 1)
    if last.start == last.end:
        dash = source.text.rindex("-", begin, last.start)
        gap = source.text[dash + 1 : entry.end]
        if gap.strip(" \t"):
            at, spelled = dash + 1, f" {_styled(value, others)}"
        else:
            at, spelled = (dash + 2, _styled(value, others)) if gap[:1] == " " else (dash + 1, f" {_styled(value, others)}")
        return edit(source, at, at, spelled)
    lead = source.text[begin : last.start]
    return edit(source, entry.end, entry.end, f"{line_ending(source, line)}{lead}{_styled(value, entry.items)}")


def _into_brackets(source: Source, entry: Entry, value: str) -> Edit:
    """`, item` behind the last item, with the blanks that the list has behind its commas."""
    spelled = _styled(value, entry.items, flow=True)
    if not entry.items:
        inside = source.text[entry.value.start + 1 : entry.value.end - 1]
        end = entry.value.end - 1 if not inside.strip(" \t") else entry.value.start + 1
        return edit(source, entry.value.start + 1, end, spelled)
    gap = ", "
    if len(entry.items) > 1:
        between = source.text[entry.items[-2].end : entry.items[-1].start]
        gap = between if between.strip(" ") == "," else gap
    return edit(source, entry.items[-1].end, entry.items[-1].end, gap + spelled)


def removed(source: Source, entry: Entry, value: str) -> tuple[Edit, ...]:
    """The edits that take every item that says `value` out of the list, or empty the single value."""
    gone = [index for index, item in enumerate(entry.items) if item.value == value and not item.empty]
    if entry.shape is Shape.SCALAR:
        return (emptied(source, entry),)
    if entry.shape is Shape.BLOCK:
        return tuple(_line_out(source, entry.items[index]) for index in gone)
    if len(gone) == len(entry.items):
        inside = (entry.value.start + 1, entry.value.end - 1)
        _no_comment(source, entry, *inside)
        return (edit(source, *inside, ""),)
    return tuple(_between(source, entry, index, gone) for index in gone)


def _line_out(source: Source, item: Item) -> Edit:
    """The whole line of an item."""
    line = source.line_col(item.start)[0]
    return edit(source, source.offset(line, 1), source.offset(line + 1, 1), "")


def _between(source: Source, entry: Entry, index: int, gone: list[int]) -> Edit:
    """An item of a list in brackets with the comma before it; the one behind it for the first items."""
    items, text = entry.items, source.text
    if gone[: index + 1] != list(range(index + 1)):
        start, end = items[index - 1].end, items[index].end
        _no_comment(source, entry, start, items[index].start)
        return edit(source, start, end, "")
    start, end = items[index].start, items[index + 1].start
    _no_comment(source, entry, items[index].end, end)
    alone = not text[source.offset(source.line_col(start)[0], 1) : start].strip(" \t")
    if not alone and source.line_col(start)[0] < source.line_col(end)[0]:
        end = text.index(",", items[index].end) + 1  # the next item keeps its line
    return edit(source, start, end, "")


def _no_comment(source: Source, entry: Entry, start: int, end: int) -> None:
    """Refuse to delete what may be a comment."""
    if "#" in source.text[start:end] and "\n" in source.text[start:end].replace("\r", "\n"):
        reason = f"`{entry.key}` has a comment inside its brackets, which would go too; change it in an editor"
        raise EditRefusedError(source.path, reason, source.line_col(start)[0])


def emptied(source: Source, entry: Entry) -> Edit:
    """The single value deleted, with the blanks before it if it stands beside its key."""
    beside = not source.text[entry.colon : entry.value.start].strip(" \t")
    return edit(source, entry.colon if beside else entry.value.start, entry.value.end, "")
