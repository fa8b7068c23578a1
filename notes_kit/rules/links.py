"""Links as the rules about them see them: which lead to people, and how to show one."""

from __future__ import annotations

from notes_kit.model.names import plain_name
from notes_kit.model.note import Link, Note
from notes_kit.rules.base import Context

PERSONAL = ("contact", "referrals", "source", "thanked", "outreach", "touches")
"""Properties in which a link names a person, who needs no note."""


def personal(note: Note, link: Link) -> bool:
    """Whether a link stands in a property that names people."""
    here = link.place
    for name in PERSONAL:
        for value in note.values(name):
            if (value.place.line, value.place.column) <= (here.line, here.column) <= (value.place.end_line, value.place.end_column):
                return True
    return False


def people_named(context: Context) -> set[str]:
    """Everybody whom some talk or contact names, as names are compared: a link to one of them needs no note."""
    refs = [ref for talk in context.vault.interviews for ref in (*talk.people, *talk.referrals)]
    refs += [contact.source for contact in context.vault.contacts if contact.source is not None]
    return {plain_name(ref.name.rsplit("/", 1)[-1]) for ref in refs}


def shown(link: Link) -> str:
    """A link as it is written, on one line; without its words where they are private (P35)."""
    if link.private:
        return "a link in a private passage"
    target = " ".join(link.target.split())[:60]
    return f"[[{target}]]" if link.wiki else f"the link to {target}"
