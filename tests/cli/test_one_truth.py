"""The JSON of `due`, `agenda`, `show`, `report`, `lint` and `watch` tells of the same duties, word for word."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KEYS = ("rule", "contact", "due", "severity", "days_late", "path", "line", "message", "close")
Row = tuple[Any, ...]


def asked(vault: Path, day: str, *words: str) -> list[dict[str, Any]]:
    """What a command answers, as JSON documents."""
    done = subprocess.run(
        [sys.executable, "-m", "notes_kit", "--vault", str(vault), "--today", day, *words],
        check=False, capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()] if words[0] == "watch" else [json.loads(done.stdout)]


def rows(found: list[dict[str, Any]], last: str = "9999") -> set[Row]:
    """The duties due by a day, as every command tells them."""
    return {tuple(item[key] for key in KEYS) for item in found if item["kind"] == "duty" and (item["due"] or "") <= last}


@pytest.mark.parametrize(("day", "tomorrow", "week"), [("2026-05-18", "2026-05-19", "2026-05-25")])
def test_every_command_tells_the_same_duties(vault_template: Path, day: str, tomorrow: str, week: str) -> None:
    due = rows(asked(vault_template, day, "due", "--all", "--days", "14", "--json")[0]["items"])
    assert len(due) > 5
    assert rows(asked(vault_template, day, "due", "--all", "--json")[0]["items"]) == {row for row in due if (row[2] or "") <= week}
    assert rows(asked(vault_template, day, "lint", "--json")[0]["findings"]) == {row for row in due if (row[2] or "") <= day}
    events = asked(vault_template, day, "watch", "--once", "--json")
    new = [one["finding"] for one in events if one["event"] == "finding-new"]
    assert rows(new) == {row for row in due if (row[2] or "") <= tomorrow}
    agenda = asked(vault_template, day, "agenda", "--json")[0]["items"]
    assert {row for one in agenda for row in rows(one["findings"])} == {row for row in due if row[5] in {one["path"] for one in agenda}}
    told = rows(asked(vault_template, day, "report", "--format", "json")[0]["next"])
    assert told == {row for row in due if (row[2] or "") <= week}, "nothing private is due in these weeks"
    for name in sorted({row[1] for row in due if row[1]})[::4]:
        assert rows(asked(vault_template, day, "show", name, "--json")[0]["due"]) == {row for row in due if row[1] == name and (row[2] or "") <= week}
