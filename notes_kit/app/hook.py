"""What our Git hooks do: check what is staged, begin the message of a commit, keep notes from being published by accident."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes_kit.app.session import Session
from notes_kit.io.files import MARKER, read_bytes
from notes_kit.io.git_repo import Repository, open_repository
from notes_kit.model.finding import Finding, Kind

if TYPE_CHECKING:
    from notes_kit.io.git_values import Change
    from notes_kit.model.vault import Vault

ALLOWED = "notes-kit.allowPush"
"""The setting of a repository that names remotes to which notes may go."""

HOSTS = (
    "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitea.com", "sr.ht", "git.sr.ht", "gitee.com", "notabug.org", "framagit.org",
    "sourceforge.net", "git.code.sf.net", "huggingface.co", "pages.github.com", "gist.github.com", "dev.azure.com", "launchpad.net", "salsa.debian.org",
)  # fmt: skip
"""Where anybody can keep a repository, and many are public: from here it cannot be told which."""

_HOST = re.compile(r"(?:[a-z+]+://(?:[^/@]*@)?|(?:[^/@:]+@)?)(\[[^\]]+\]|[^/:@]+)(?::|/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Staged:
    """What the next commit would hold: the findings in it, and how many notes were looked at."""

    faults: tuple[Finding, ...]
    duties: int
    notes: int


def check_staged(session: Session, index_file: str = "") -> Staged:
    """Check the notes that are staged, as they are staged: what else was changed in the working tree does not count.

    Raises:
        notes_kit.io.git_run.GitError: Git cannot be asked.
    """
    from notes_kit.app.lint import lint  # noqa: PLC0415

    repository = open_repository(session.root)
    paths = _overlay(session, repository, _notes(repository.staged(index_file), session))
    if not paths:
        return Staged((), 0, 0)
    found = lint(session, paths).findings
    return Staged(tuple(item for item in found if item.kind is Kind.FAULT), sum(item.kind is Kind.DUTY for item in found), len(paths))


def _notes(changes: list[Change], session: Session) -> list[Change]:
    """The changes that leave a note of the vault."""
    wanted = set(session.scan.files)
    return [
        one
        for one in changes
        if one.new and not one.path.startswith("../") and (one.path in wanted or one.path.endswith(".md") or one.path == MARKER)
    ]


def _overlay(session: Session, repository: Repository, changes: list[Change]) -> list[str]:
    """Let the session answer for what is staged; only what differs from the working tree costs anything."""
    paths = []
    with repository.objects() as objects:
        for one in changes:
            if one.path == MARKER or any(part.startswith(".") for part in one.path.split("/")):
                continue
            data = objects.one(one.new, session.settings.max_note_size + 1).data
            try:
                same = read_bytes(session.root, one.path) == data
            except OSError:
                same = False
            if not same:
                session.overlay(os.path.join(session.root, one.path), data)
            elif one.path not in session.scan.files:
                continue  # a note that the settings leave out
            paths.append(one.path)
    return [os.path.join(session.root, path) for path in paths]


def message_for_staged(session: Session, index_file: str = "") -> str:
    """What the next commit says, in the words of the field; empty where no note is staged.

    Raises:
        notes_kit.io.git_run.GitError: Git cannot be asked.
    """
    repository = open_repository(session.root)
    changes = [one for one in repository.staged(index_file) if not one.path.startswith("../") and (one.was or one.path).endswith(".md")]
    with repository.objects() as objects:
        read = {name: objects.one(name, session.settings.max_note_size + 1).data for one in changes for name in (*one.olds, one.new) if name}
    before = {one.was or one.path: read[one.olds[0]] for one in changes if one.olds and one.olds[0]}
    after = {one.path: read[one.new] for one in changes if one.new}
    return message(session, before, after)


def message(session: Session, before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """What a change of some notes says, as the message of a commit; empty without one."""
    from notes_kit.themes.commit_words import commit_words  # noqa: PLC0415

    if not (before or after):
        return ""
    return commit_words(_vault(session, before), _vault(session, after), session.today)


def _vault(session: Session, notes: dict[str, bytes]) -> Vault:
    from notes_kit.parse.note import read_note  # noqa: PLC0415
    from notes_kit.parse.records import build_vault  # noqa: PLC0415

    return build_vault([read_note(path, data, session.settings) for path, data in notes.items()], session.settings)


def begin_message(file_text: str, words: str) -> str:
    """The file in which Git lets a person write a message, begun for them; one that holds a word already stays as it is."""
    if not words or any(line.strip() and not line.startswith("#") for line in file_text.splitlines()):
        return file_text
    return words + file_text


def refusal(session: Session, remote: str, url: str) -> str:
    """Why notes should not be pushed to a remote; empty where nothing speaks against it."""
    if os.environ.get("NOTES_KIT_ALLOW_PUSH") == "1":
        return ""
    host = _HOST.match(url)
    name = host[1].casefold().rstrip(".") if host and not os.path.exists(url) else ""
    if not any(name == one or name.endswith("." + one) for one in HOSTS):
        return ""
    repository = open_repository(session.root)
    status, said, _ = repository.git.try_to("config", "--get-all", ALLOWED, most=100_000)
    if status == 0 and {remote, url} & set(said.decode("utf-8", "replace").splitlines()):
        return ""
    return (
        f"these notes hold what other people told you, and {name} may show them to everybody: whether {url} is private cannot be told from here.\n"
        f"If it is, and stays so: git config --add {ALLOWED} {remote or url}   (or once: NOTES_KIT_ALLOW_PUSH=1 git push)"
    )
