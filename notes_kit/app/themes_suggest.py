"""What a machine found alike, as it is now: groups that nobody marked, and marked themes that single points resemble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from notes_kit.model.vault import Vault
from notes_kit.themes.heard import Heard, listen
from notes_kit.themes.marked import marked_themes
from notes_kit.themes.public import public
from notes_kit.themes.suggest import suggestions
from notes_kit.themes.voices import Offer, Said, Theme

if TYPE_CHECKING:
    from notes_kit.app.session import Session


@dataclass(frozen=True, slots=True)
class Suggested:
    """The groups by people; the offers by the theme that is likeliest, those of the most points first; what fits nowhere."""

    today: date
    people_heard: int
    groups: tuple[Theme, ...]
    offers: tuple[tuple[str, tuple[Offer, ...]], ...]
    unthemed: tuple[Said, ...]

    def offered(self, theme: str, *, faint: bool) -> tuple[Said, ...]:
        """The points that seem to belong to a theme."""
        return tuple(offer.said for name, offers in self.offers if name == theme for offer in offers if faint or offer.near)


def suggest(session: Session) -> Suggested:
    """Look at all points that stand under no theme."""
    vault = session.vault(points=True)
    heard, _, found = looked_at(vault, session.today)
    by_theme: dict[str, list[Offer]] = {}
    for offer in found[1]:
        by_theme.setdefault(offer.themes[0], []).append(offer)
    offers = sorted(by_theme.items(), key=lambda item: (-sum(offer.near for offer in item[1]), -len(item[1]), item[0]))
    taken = {(said.path, said.line) for group in found[0] for said in group.points} | {(offer.path, offer.line) for offer in found[1]}
    rest = tuple(said for said in heard.points if not said.themes and (said.path, said.line) not in taken)
    return Suggested(session.today, len(heard.people), found[0], tuple((name, tuple(of)) for name, of in offers), rest)


def looked_at(vault: Vault, today: date) -> tuple[Heard, Sequence[Theme], tuple[tuple[Theme, ...], tuple[Offer, ...]]]:
    """What was heard in public, the marked themes, and what is suggested for the rest."""
    heard = listen(public(vault, today).vault, today)
    themes = marked_themes(heard)
    found = suggestions(heard, themes)
    return heard, themes, (found.groups, found.offers)
