"""A vault's settings, with the defaults that hold when it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from notes_kit.model.names import fold
from notes_kit.model.text import Place

DEFAULT_FOLDERS: Mapping[str, tuple[str, ...]] = {
    "contact": ("contacts",),
    "interview": ("interviews",),
    "organization": ("organizations",),
    "theme": ("themes",),
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a duty falls due and when it is late, in whole days after (or before) its starting fact.

    Business days where `Settings.business_days` says so. `limit` is the number that some rules hold
    against: minutes, talks, questions.
    """

    due: int | None = None
    late: int | None = None
    severity: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """What holds for the contacts with one tag: `keep_in_touch` in days (0 = never), and days by rule.

    Where the tier's name is an interval, it holds as well for the contacts whose own `keep_in_touch` is so many days: `every`.
    """

    keep_in_touch: int | None = None
    rules: Mapping[str, Threshold] = field(default_factory=dict)
    every: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What `notes-kit.yaml` may say; every field is optional there.

    `max_note_size` is in bytes, `keep_in_touch` in days (P43: every few months; ours: 90). `tiers` are by
    tag or by interval, in the order of the file: where somebody belongs to two, the first that says something holds.
    `per_path_ignores` are rules by path pattern (`model/globs.py`). `places` says where what is said of rules stands
    in the file, by the names that lead there: `("rules", "gone-cold", "late")`.
    """

    folders: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULT_FOLDERS))
    templates: str = "templates"
    exclude: tuple[str, ...] = ()
    max_note_size: int = 2_000_000
    keep_in_touch: int = 90
    business_days: bool = False
    holidays: tuple[date, ...] = ()
    tiers: Mapping[str, Tier] = field(default_factory=dict)
    rules: Mapping[str, Threshold] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    queries: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[tuple[str, ...], Place] = field(default_factory=dict, compare=False)

    def tiers_of(self, tags: Iterable[str], every: int | None = None) -> Iterator[Tier]:
        """The tiers that somebody with these tags and that `keep_in_touch` of their own, in days, belongs to, the first in the file first."""
        if self.tiers:
            own = {fold(tag) for tag in tags}
            yield from (tier for tag, tier in self.tiers.items() if fold(tag) in own or (tier.every is not None and tier.every == every))

    def reading(self) -> str:
        """What of the settings changes how a note is read, as one string: a part of the index's key."""
        return repr(
            (
                sorted(self.folders.items()),
                self.max_note_size,
                sorted(self.synonyms.items()),
                sorted(self.types.items()),
                sorted(self.headings.items()),
            )
        )
