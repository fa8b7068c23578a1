"""Contacts and talks as a table for spreadsheets, and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date

from notes_kit.model.schema import properties_of

SEVERAL = " ::: "
"""Between several values of one cell, as in the tables of Google's address book, which `import csv` reads as well."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
"""First characters that make a cell a formula (CWE-1236)."""


def sheet_text(rows: Sequence[Mapping[str, object]], kind: str, *, raw: bool = False) -> str:
    """A row a note under the names of its properties; those that no row has are left out.

    The file begins with a byte order mark, without which Excel takes UTF-8 for something else. A cell that a
    spreadsheet would run gets an apostrophe in front, unless `raw`; `import csv` takes it off again.
    """
    names = [name for name in ("path", *(prop.name for prop in properties_of(kind))) if name == "path" or any(name in row for row in rows)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row.get(name, ""), raw=raw) for name in names])
    return "\ufeff" + out.getvalue()


def _cell(value: object, *, raw: bool) -> str:
    text = SEVERAL.join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if not raw and text.startswith(_FORMULA) else text


def is_sheet(text: str) -> bool:
    """Whether a text is a table that `sheet_text` made."""
    return text.startswith(("\ufeffpath,", "\ufeffpath\r\n"))


def rows_json(today: date, contacts: Sequence[Mapping[str, object]], talks: Sequence[Mapping[str, object]]) -> str:
    """`export json` (version 1)."""
    document = {"version": 1, "today": today.isoformat(), "contacts": list(contacts), "interviews": list(talks)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
