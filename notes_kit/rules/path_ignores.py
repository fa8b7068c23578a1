"""Rules that the settings leave out below some paths (`per_path_ignores`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from notes_kit.model.finding import Finding
from notes_kit.model.globs import path_matches
from notes_kit.model.settings import Settings
from notes_kit.rules.base import Rule


def left_out(settings: Settings, meaning: Callable[[str], Iterable[Rule]]) -> Callable[[Finding], bool]:
    """Whether a finding is one that is left out where it stands, or in the note of the person whom it concerns.

    Args:
        settings: patterns with the words that select rules; a word that selects none is `bad-setting`'s.
        meaning: the rules that a word selects, none for an unknown one.
    """
    table = [(pattern, frozenset(rule.code for word in words for rule in meaning(word))) for pattern, words in settings.per_path_ignores.items()]

    def is_left_out(finding: Finding) -> bool:
        return any(
            finding.code in codes and any(path_matches(pattern, path) for path in {finding.path, finding.about or finding.path})
            for pattern, codes in table
        )

    return is_left_out if table else lambda _: False
