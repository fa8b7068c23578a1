"""What the talks of a period added to those before it: people and themes first heard, themes that more people speak of, new disagreements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from notes_kit.themes.heard import Heard, in_order
from notes_kit.themes.marked import contrasts, marked_themes
from notes_kit.themes.outlook import Grown, News
from notes_kit.themes.voices import Theme


def news(since: date, before: Heard, now: Heard) -> News:
    """What is new in `now`, which has all talks up to the period's end, against `before`, which ends on the day before `since`."""
    old, new = _by_name(marked_themes(before)), _by_name(marked_themes(now))
    heard = {voice.key for voice in before.people}
    grown = [Grown(name, len(old[name].people), len(theme.people)) for name, theme in new.items() if name in old]
    divided = {one.theme for one in contrasts(list(old.values()))}
    return News(
        since=since,
        talks=len(now.talks) - len(before.talks),
        people=in_order(voice for voice in now.people if voice.key not in heard),
        themes=tuple(name for name in new if name not in old),
        grown=tuple(one for one in grown if one.now > one.before),
        divided=tuple(one.theme for one in contrasts(list(new.values())) if one.theme not in divided),
    )


def _by_name(themes: Sequence[Theme]) -> dict[str, Theme]:
    """The themes that somebody spoke of, as often-heard as they are."""
    return {theme.name: theme for theme in themes if theme.people}
