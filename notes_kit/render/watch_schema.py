"""The events of `watch --json` as others may rely on them: JSON Schema of one line, and the same for people."""

from __future__ import annotations

from collections.abc import Mapping

from notes_kit.model.finding import Kind, Severity

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_FROM_ONE = {"type": "integer", "minimum": 1}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _or_null(one: Mapping[str, object]) -> dict[str, object]:
    return {"anyOf": [one, {"type": "null"}]}


def _paths(meaning: str) -> dict[str, object]:
    return {"type": "array", "items": _TEXT, "description": f"{meaning}; paths from the vault's root, with `/`"}


_FROM_TO: dict[str, object] = {"line": _FROM_ONE, "column": _FROM_ONE, "end_line": _FROM_ONE, "end_column": _FROM_ONE}

FINDING = _object({
    "code": {"type": "string", "pattern": r"^NK\d{3}$"},
    "rule": _TEXT,
    "severity": {"enum": [one.value for one in Severity]},
    "kind": {"enum": [one.value for one in Kind]},
    "message": _TEXT,
    "path": _TEXT,
    **_FROM_TO,
    "contact": _or_null({"type": "string", "description": "whom it concerns"}),
    "due": _or_null(_DAY),
    "days_late": _COUNT,
    "practice": _or_null(_TEXT),
    "close": _or_null({"type": "string", "description": "the command or the line that ends it"}),
    "fix": _or_null(_object({"title": _TEXT, "safe": {"type": "boolean"}, "edits": {"type": "array", "items": _object({"path": _TEXT, **_FROM_TO, "text": _TEXT})}})),
    "waived": {"type": "null", "description": "what is waived is not told of"},
})  # fmt: skip
"""A finding as `lint --format json` gives it; lines and columns count from 1, ends are exclusive."""

EVENTS: dict[str, tuple[str, dict[str, object]]] = {
    "started": (
        "the first look is done; the findings that stand follow as `finding-new`",
        {"notes": {**_COUNT, "description": "notes in the vault"}, "findings": {**_COUNT, "description": "findings now"}},
    ),
    "day": ("midnight has come; `today` is the new day", {}),
    "settings": ("`notes-kit.yaml` is another one than before", {}),
    "indexed": (
        "notes were saved, came or went, and the index is current",
        {"added": _paths("new"), "changed": _paths("different bytes"), "removed": _paths("gone, or passed over from now on")},
    ),
    "finding-gone": ("a finding is there no more", {"finding": {"$ref": "#/$defs/finding"}}),
    "finding-new": ("a finding was not there before", {"finding": {"$ref": "#/$defs/finding"}}),
}
"""Every event, when it comes, and what it holds beside `version`, `today` and `event`; those of one look come in this order."""


def events_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of one line of `watch --json`."""
    head: dict[str, object] = {"version": {"const": 1}, "today": {**_DAY, "description": "the day of the findings"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "notes-kit watch --json: one line",
        "oneOf": [
            {"title": name, "description": when, **_object({**head, "event": {"const": name}, **holds})} for name, (when, holds) in EVENTS.items()
        ],
        "$defs": {"finding": FINDING},
    }


def events_table() -> str:
    """The events, one row each, as Markdown."""
    rows = ["| event | when | holds |", "|---|---|---|"]
    rows += [f"| `{name}` | {when} | {', '.join(f'`{key}`' for key in holds)} |" for name, (when, holds) in EVENTS.items()]
    return "\n".join(rows) + "\n"


def events_text() -> str:
    """The events for a terminal."""
    lines = []
    for name, (when, holds) in EVENTS.items():
        lines += [f"{name}: {when.replace('`', '')}", *([f"    {', '.join(holds)}"] if holds else [])]
    return "\n".join(lines)
