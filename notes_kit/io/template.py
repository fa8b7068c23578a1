"""The vault that is shipped with notes-kit, and the templates of a vault: its own, else the shipped ones."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from notes_kit.io.files import read_bytes
from notes_kit.model.names import fold

LONGEST = 200_000
"""Bytes of a template; one that is longer is none."""

DATE_FORMAT, TIME_FORMAT = "YYYY-MM-DD", "HH:mm"
"""What Obsidian's core Templates plugin writes unless told otherwise."""


class TemplateError(Exception):
    """A template that cannot be used; the message says which and why."""


def shipped() -> str:
    """The folder of the shipped vault: inside the package, or beside it in a checkout.

    Raises:
        TemplateError: it is in neither place, so the installation is not whole.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder in (os.path.join(package, "vault-template"), os.path.join(os.path.dirname(package), "vault-template")):
        if os.path.isdir(folder):
            return folder
    raise TemplateError("this installation of notes-kit lacks its vault-template; install notes-kit again")


def shipped_files() -> Iterator[str]:
    """The files of the shipped vault, by path with `/`, without what a run may have left in it."""
    root = shipped()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in (".notes-kit", ".git"))
        for name in sorted(files):
            yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def shipped_bytes(path: str) -> bytes:
    """The bytes of a file of the shipped vault."""
    return read_bytes(shipped(), path)


def read_template(root: str, folder: str, name: str) -> str:
    """The text of the vault's template `name` (`Contact`), whatever the case of its file's name, else the shipped one.

    Raises:
        TemplateError: it leads out of the vault, is too long, is not UTF-8, or cannot be read.
    """
    path = spelled(root, f"{folder}/{name}.md")
    if path is None:
        return shipped_bytes(f"templates/{name}.md").decode()
    if not os.path.realpath(os.path.join(root, path)).startswith(os.path.join(os.path.realpath(root), "")):
        raise TemplateError(f"{path} leads out of the vault, so it is not used as a template")
    try:
        data = read_bytes(os.path.realpath(root), os.path.relpath(os.path.realpath(os.path.join(root, path)), os.path.realpath(root)), LONGEST + 1)
        if len(data) > LONGEST:
            raise TemplateError(f"{path} is longer than a template should be ({LONGEST // 1000} KB)")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TemplateError(f"{path} is not UTF-8; save it as UTF-8") from None
    except OSError as problem:
        raise TemplateError(f"{path} cannot be read: {problem.strerror}") from problem


def find_template(root: str, folder: str, name: str) -> str | None:
    """What to call the template that `read_template` reads: its path in the vault, or that it is a shipped one; None if there is neither."""
    path = spelled(root, f"{folder}/{name}.md")
    if path is not None:
        return path
    return f"notes-kit's own {name}.md" if os.path.isfile(os.path.join(shipped(), "templates", *f"{name}.md".split("/"))) else None


def spelled(root: str, path: str) -> str | None:
    """How a path is spelled on disk, ignoring case and Unicode normal form; None if there is nothing there."""
    here, found = root, []
    for part in path.split("/"):
        try:
            names = os.listdir(here)
        except OSError:
            return None
        name = part if part in names else next((other for other in sorted(names) if fold(other) == fold(part)), None)
        if name is None:
            return None
        found.append(name)
        here = os.path.join(here, name)
    return "/".join(found)


def obsidian_formats(root: str) -> tuple[str, str]:
    """The formats of `{{date}}` and `{{time}}` in this vault (`.obsidian/templates.json`), else Obsidian's own."""
    known = obsidian_templates(root)
    return known.get("dateFormat") or DATE_FORMAT, known.get("timeFormat") or TIME_FORMAT


def obsidian_templates(root: str) -> dict[str, str]:
    """The settings of Obsidian's core Templates plugin; empty where there are none that can be read."""
    try:
        known = json.loads(read_bytes(root, os.path.join(".obsidian", "templates.json"), LONGEST).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {key: value for key, value in known.items() if isinstance(value, str)} if isinstance(known, dict) else {}


def plant(root: str, path: str, data: bytes) -> bool:
    """Put a file where there is none, with the folders it needs; False if there is something, which stays as it is.

    Raises:
        OSError: it cannot be made, or its folder is a link that leads out of `root`.
    """
    file = os.path.join(root, path)
    make_folder(root, os.path.dirname(path))
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(file, flags, 0o666)
    except FileExistsError:
        return False
    with open(handle, "wb") as stream:
        stream.write(data)
    return True


def make_folder(root: str, path: str) -> bool:
    """Make a folder below `root` with those above it; False if it is there.

    Raises:
        OSError: it cannot be made, or leads out of `root` by a link.
    """
    folder = os.path.join(root, path)
    if not os.path.join(os.path.realpath(folder), "").startswith(os.path.join(os.path.realpath(root), "")):
        raise OSError(1, "this folder leads out of the vault, so nothing is put there", folder)
    if os.path.isdir(folder):
        return False
    os.makedirs(folder)
    return True
