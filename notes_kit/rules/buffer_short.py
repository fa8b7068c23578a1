"""Two talks with hardly a breath between them."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from datetime import date, datetime
from operator import itemgetter

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import BUFFER, Talk, ahead, by_hour, too_close


def check(context: Context) -> Iterable[Finding]:
    """One hint for each talk ahead that begins less than `limit` minutes after an earlier one ends."""
    limit = context.threshold.limit or 0
    talks = by_hour(ahead(context))
    ended: list[tuple[datetime, str, Talk]] = []
    for talk in talks:
        at = bisect_right(ended, talk.begin, key=itemgetter(0))
        first = ended[at - 1][2] if at else None
        insort(ended, (talk.end, talk.interview.path, talk))
        gap = int((talk.begin - first.end).total_seconds() // 60) if first is not None else limit
        if first is not None and gap < limit:
            between = f"{gap} minute{'' if gap == 1 else 's'} after" if gap else "the minute that"
            message = f"the talk with {talk.who} on {talk.day} begins {between} the one with {first.who} ends: leave {limit} minutes"
            yield too_close(context, talks, talk, first, limit, message)


_ADA = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
duration: 45
---
"""
_BEN = """\
---
type: interview
contact: "[[Ben Li]]"
date: 2026-03-02T15:50
---
"""
_PATH = "interviews/2026-03-02 Ben Li.md"

RULE = Rule(
    code="NK203",
    name="buffer-short",
    title="There is hardly any time between two talks",
    why="A good conversation runs over, and the notes that are written in the ten minutes after it are the best ones. Without them you are late for "
    "the next person and have forgotten half of the last.",
    how_to_fix="Ask for a quarter of an hour later. `limit` in the settings is the number of minutes to leave.",
    practice="P13",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.AHEAD,
    default=Threshold(due=7, late=1, limit=BUFFER),
    bad=Example(date(2026, 2, 23), {"interviews/2026-03-02 Ada Okafor.md": _ADA, _PATH: _BEN}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 2, 23), {"interviews/2026-03-02 Ada Okafor.md": _ADA, _PATH: _BEN.replace("15:50", "15:55")}),
)
