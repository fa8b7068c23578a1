"""Make a vault of a folder, or add to one what is missing: nothing that is there is replaced or changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.fill import fill
from notes_kit.io import git, template
from notes_kit.io.files import MARKER
from notes_kit.model.names import fold

EXAMPLES = ("contacts", "interviews", "organizations", "themes")
"""Folders whose notes are the example network; without it they begin empty."""

PROFILE = "Profile.md"
_TYPES = ".obsidian/types.json"
_NO_NOTES = ("readme.md", "license.md", "changelog.md", "contributing.md")
_LEFT_OUT = 200
"""Folders looked into for notes of the person's own before the rest is taken to be like them."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a folder. Paths have `/`; a folder that was made and is empty ends in one.

    `kept` was there. `existing` says that there were notes before; `git` is what was done: `begun`, `there`,
    `left` (not asked for), or why it could not be done.
    """

    root: str
    added: tuple[str, ...]
    kept: tuple[str, ...]
    existing: bool
    git: str


def make(directory: str, *, examples: bool, with_git: bool, now: datetime, home: str) -> Made:
    """Copy what is missing of the shipped vault into a folder, which is made if it is not there.

    Without `examples` the four folders begin empty and the profile is a blank one. A folder that holds notes
    keeps its Obsidian settings, and gets neither empty folders nor Git: what is missing there may be missing
    on purpose. Only `types.json` is added, which tells Obsidian what kind of value a property has.

    Raises:
        AskedWrongError: the folder is a home, holds one, is no folder, or lies in a vault.
        OSError: something cannot be made; what was made until then stays.
    """
    root = os.path.abspath(directory)
    _refuse(root, home)
    existing = _has_notes(root)
    os.makedirs(root, mode=0o700, exist_ok=True)  # other people's words will lie here (P35)
    folder = _templates_folder(root)
    added: list[str] = []
    kept: list[str] = []
    for path in template.shipped_files():
        if (not examples and path.split("/", 1)[0] in EXAMPLES) or _not_here(path, existing=existing):
            continue
        goal = _goal(root, folder + path.removeprefix("templates") if path.startswith("templates/") else path)
        data = _bytes(path, examples=examples, folder=folder, now=now)
        (added if template.plant(root, goal, data) else kept).append(goal)
    added += [f"{name}/" for name in (() if existing else EXAMPLES) if template.make_folder(root, _goal(root, name))]
    return Made(root, tuple(added), tuple(kept), existing, _git(root, existing=existing, wanted=with_git))


def _refuse(root: str, home: str) -> None:
    real, real_home = os.path.realpath(root), os.path.realpath(home)
    if real == os.path.dirname(real):
        raise AskedWrongError(f"{root} is the whole disk, and a vault is read whole; make a folder for it: `notes-kit init my-network`")
    if os.path.join(real_home, "").startswith(os.path.join(real, "")):
        what = "your home" if real == real_home else "a folder above your home"
        raise AskedWrongError(f"{root} is {what}, and everything below a vault is read; make a folder for it: `notes-kit init my-network`")
    if os.path.lexists(root) and not os.path.isdir(root):
        raise AskedWrongError(f"{root} is a file; name a folder")
    above = os.path.dirname(real)
    while above != os.path.dirname(above):
        if os.path.exists(os.path.join(above, MARKER)):
            raise AskedWrongError(f"{root} lies in the vault {above}, whose notes would then be read twice; choose a folder outside it")
        above = os.path.dirname(above)


def _has_notes(root: str) -> bool:
    """Whether a person's notes are there: Obsidian's folder, or a Markdown file not far down."""
    if os.path.isdir(os.path.join(root, ".obsidian")) or os.path.exists(os.path.join(root, MARKER)):
        return True
    for seen, (_, folders, files) in enumerate(os.walk(root)):
        if any(name.casefold().endswith(".md") and name.casefold() not in _NO_NOTES for name in files):
            return True
        folders[:] = [name for name in folders if not name.startswith(".")]
        if seen >= _LEFT_OUT:
            return True
    return False


def _not_here(path: str, *, existing: bool) -> bool:
    """What would change how a person's own notes look or are stored."""
    return existing and (path == ".gitattributes" or (path.startswith(".obsidian/") and path != _TYPES))


def _templates_folder(root: str) -> str:
    """The folder of templates: the one that Obsidian's own plugin uses there, else `templates`."""
    named = template.obsidian_templates(root).get("folder", "").strip("/")
    bad = not named or ":" in named or "\\" in named or '"' in named or not named.isprintable() or ".." in named.split("/")
    return "templates" if bad or not os.path.isdir(os.path.join(root, named)) else named


def _goal(root: str, path: str) -> str:
    """The path with its folders as they are spelled on disk, so that `Contacts` is not joined by `contacts`."""
    parts = path.split("/")
    for count in range(len(parts), 0, -1):
        known = template.spelled(root, "/".join(parts[:count]))
        if known is not None:
            return "/".join([known, *parts[count:]])
    return path


def _bytes(path: str, *, examples: bool, folder: str, now: datetime) -> bytes:
    if path == PROFILE and not examples:
        return fill(template.shipped_bytes("templates/Profile.md").decode(), "Profile", now).encode()
    data = template.shipped_bytes(path)
    if fold(folder) != "templates" and path == MARKER:
        data = data.replace(b"\ntemplates: templates\n", f'\ntemplates: "{folder}"\n'.encode())
    return data


def _git(root: str, *, existing: bool, wanted: bool) -> str:
    if git.repository_above(root) is not None:
        return "there"
    if not wanted or existing:
        return "left"
    return git.begin_repository(root) or "begun"
