"""A vault from somebody else brings its own `.git`. Whatever that names, plain Git runs it here first, and we do not."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from repos import Repo

from notes_kit.io.git_repo import Repository, open_repository
from notes_kit.io.git_run import GitError, NoGitError, find_git

NOTE = "---\ntype: contact\nrole: analyst\n---\n"


class Trap:
    """A repository, and a program that leaves a mark when anybody runs it."""

    def __init__(self, tmp_path: Path) -> None:
        self.mark = tmp_path / "it-ran"
        self.evil = tmp_path / "evil.sh"
        self.evil.write_text(f'#!/bin/sh\ntouch \'{self.mark}\'\n[ -f "$1" ] && exec cat "$1"\nexit 1\n', encoding="utf-8")
        self.evil.chmod(0o755)
        self.repo = Repo(tmp_path / "vault")
        self.repo.commit({"notes-kit.yaml": "", "contacts/Ada.md": NOTE, "contacts/Ben.md": NOTE * 3}, "2026-01-02")
        self.repo.commit({"contacts/Ada.md": NOTE.replace("analyst", "lead")}, "2026-01-09")
        self.repo.git("mv", "contacts/Ben.md", "contacts/Benedict.md")
        self.repo.commit({"contacts/Ada.md": NOTE.replace("analyst", "head")}, "2026-01-16")

    def sprung(self) -> bool:
        ran = self.mark.exists()
        self.mark.unlink(missing_ok=True)
        return ran

    def touch(self) -> None:
        """Make a tracked note look changed, so that Git looks closer."""
        self.repo.write({"contacts/Ada.md": NOTE.replace("analyst", "chief")})

    def attributes(self, words: str) -> None:
        (self.repo.path / ".git" / "info").mkdir(exist_ok=True)
        (self.repo.path / ".git" / "info" / "attributes").write_text(f"*.md {words}\n", encoding="utf-8")
        self.repo.write({".gitattributes": f"*.md {words}\n"})


def everything(root: Path) -> Repository:
    """Every question that the door can be asked."""
    repository = open_repository(str(root))
    tip = repository.latest()
    commits = list(repository.commits(tip.id))
    list(repository.commits(tip.id, paths=["contacts/Ada.md"], first_parent=True))
    list(repository.changes([commit.id for commit in commits]))
    repository.between(repository.tree(commits[-1]), repository.tree(tip))
    repository.resolve("HEAD~1")
    repository.on(date(2026, 1, 10))
    repository.staged()
    assert repository.underway in {"", "merge"}
    with repository.objects() as objects:
        assert len(list(objects.read([entry.id for entry in repository.entries(repository.tree(tip)) if entry.mode == "100644"], 1_000))) >= 3
    return repository


def _monitor(trap: Trap) -> None:
    trap.repo.git("config", "core.fsmonitor", str(trap.evil))
    trap.repo.git("status", statuses=(0, 128))


def _hook(trap: Trap) -> None:
    hooks = trap.repo.path / "our-hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout"):
        (hooks / name).symlink_to(trap.evil)
    trap.repo.git("config", "core.hooksPath", "our-hooks")
    (trap.repo.path / "contacts" / "Ada.md").touch()
    trap.repo.git("status")


def _external_diff(trap: Trap) -> None:
    trap.repo.git("config", "diff.external", str(trap.evil))
    trap.touch()
    trap.repo.git("diff", statuses=(0, 128))


def _diff_driver(trap: Trap) -> None:
    trap.attributes("diff=evil")
    trap.repo.git("config", "diff.evil.command", str(trap.evil))
    trap.repo.git("diff", "HEAD~1", "HEAD", statuses=(0, 128))


def _textconv(trap: Trap) -> None:
    trap.attributes("diff=evil")
    trap.repo.git("config", "diff.evil.textconv", str(trap.evil))
    trap.repo.git("log", "-p", "-M")


def _clean_filter(trap: Trap) -> None:
    trap.attributes("filter=evil")
    trap.repo.git("config", "filter.evil.clean", str(trap.evil))
    trap.touch()
    trap.repo.git("hash-object", "contacts/Ada.md")


def _smudge_filter(trap: Trap) -> None:
    trap.attributes("filter=evil")
    trap.repo.git("config", "filter.evil.smudge", str(trap.evil))
    trap.repo.git("cat-file", "--filters", "HEAD:contacts/Ada.md")


def _process_filter(trap: Trap) -> None:
    trap.attributes("filter=evil")
    trap.repo.git("config", "filter.evil.process", str(trap.evil))
    trap.touch()
    trap.repo.git("hash-object", "contacts/Ada.md", statuses=(0, 128))


def _merge_driver(trap: Trap) -> None:
    trap.attributes("merge=evil")
    trap.repo.git("config", "merge.evil.driver", f"{trap.evil} %A")
    trap.repo.git("checkout", "-q", "-b", "side", "HEAD~1")
    trap.repo.commit({"contacts/Ada.md": NOTE.replace("analyst", "other")}, "2026-01-20")
    trap.repo.git("merge", "-q", "main", statuses=(0, 1))
    trap.repo.git("merge", "--abort", statuses=(0, 128))


def _pager(trap: Trap) -> None:
    trap.repo.git("config", "core.pager", str(trap.evil))
    trap.repo.git("config", "pager.log", str(trap.evil))
    ours, theirs = pty.openpty()  # Git pages on a terminal alone
    try:
        child = subprocess.Popen(["git", "log", "-1"], cwd=trap.repo.path, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
        child.wait(timeout=20)
    finally:
        os.close(ours)
        os.close(theirs)


def _signature(trap: Trap) -> None:
    trap.repo.git("config", "log.showSignature", "true")
    trap.repo.git("config", "gpg.program", str(trap.evil))
    plain = trap.repo.git("cat-file", "commit", "HEAD")
    head, _, words = plain.partition("\n\n")
    signed = f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iHUE\n -----END PGP SIGNATURE-----\n\n{words}\n"
    made = trap.repo.git("hash-object", "-t", "commit", "-w", "--stdin", feed=signed.encode())
    trap.repo.git("update-ref", "refs/heads/main", made)
    trap.repo.git("log", "-1")


def _alias(trap: Trap) -> None:
    for name in ("hello", "rev-parse", "rev-list", "ls-tree", "cat-file", "diff-tree", "diff-index"):
        trap.repo.git("config", f"alias.{name}", f"!{trap.evil}")
    trap.repo.git("hello", statuses=(0, 1))


def _included(trap: Trap) -> None:
    trap.repo.write({"more.config": f"[core]\n\tfsmonitor = {trap.evil}\n"})
    trap.repo.git("config", "include.path", "../more.config")
    trap.repo.git("status", statuses=(0, 128))


def _config_of_the_worktree(trap: Trap) -> None:
    trap.repo.git("config", "extensions.worktreeConfig", "true")
    (trap.repo.path / ".git" / "config.worktree").write_text(f"[core]\n\tfsmonitor = {trap.evil}\n", encoding="utf-8")
    trap.repo.git("status", statuses=(0, 128))


def _submodule(trap: Trap) -> None:
    inner = Repo(trap.repo.path / "sub")
    inner.commit({"x.md": "x"})
    trap.repo.write({".gitmodules": '[submodule "sub"]\n\tpath = sub\n\turl = ./sub\n'})
    trap.repo.commit({}, "2026-01-20")
    trap.repo.git("config", "submodule.sub.url", str(inner.path))
    trap.repo.git("config", "submodule.sub.active", "true")
    trap.repo.git("config", "submodule.sub.update", f"!{trap.evil} #")
    inner.commit({"x.md": "y"})
    trap.repo.git("submodule", "update", statuses=(0, 1, 2, 128))


VECTORS: dict[str, Callable[[Trap], None]] = {
    "fsmonitor": _monitor, "hooks": _hook, "diff.external": _external_diff, "diff driver": _diff_driver, "textconv": _textconv,
    "clean filter": _clean_filter, "smudge filter": _smudge_filter, "process filter": _process_filter, "merge driver": _merge_driver,
    "pager": _pager, "signature": _signature, "alias": _alias, "included file": _included, "config.worktree": _config_of_the_worktree,
    "submodule": _submodule,
}  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS, ids=lambda name: name.replace(" ", "-"))
def test_what_the_configuration_names_is_run_by_plain_git_and_not_by_us(vector: str, tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    VECTORS[vector](trap)
    assert trap.sprung(), "the canary does not sing for plain Git, so its silence says nothing of us"
    trap.touch()
    everything(trap.repo.path)
    assert not trap.sprung()


@pytest.mark.parametrize("way", ["uploadpack", "ssh", "ext"])
def test_objects_left_out_of_a_clone_are_not_fetched(way: str, tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    trap.repo.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    trap.repo.git("-c", "protocol.file.allow=always", "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{trap.repo.path}", str(clone))
    left_out = Repo(clone, make=False)
    if way == "uploadpack":
        left_out.git("config", "remote.origin.uploadpack", f"{trap.evil}; git-upload-pack")
    elif way == "ssh":
        left_out.git("config", "remote.origin.url", "ssh://nobody@nowhere.example/x")
        left_out.git("config", "core.sshCommand", str(trap.evil))
    else:
        left_out.git("config", "remote.origin.url", f"ext::{trap.evil}")
        left_out.git("config", "protocol.ext.allow", "always")
    left_out.git("cat-file", "-p", "HEAD~2:contacts/Ben.md", statuses=(0, 1, 128))
    assert trap.sprung()
    with pytest.raises(GitError, match="partial clone"):
        everything(clone)
    assert not trap.sprung()


def test_a_vault_that_is_itself_a_bare_repository_is_none(tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    bare = tmp_path / "shared"
    trap.repo.git("clone", "-q", "--bare", str(trap.repo.path), str(bare))
    inside = Repo(bare, make=False)
    inside.git("config", "core.bare", "false")
    inside.git("config", "core.worktree", str(bare))
    inside.git("config", "core.fsmonitor", str(trap.evil))
    inside.git("status", statuses=(0, 128))
    assert trap.sprung()
    with pytest.raises(NoGitError, match="no Git repository"):
        everything(bare)
    (bare / ".git").mkdir()  # an empty one, to make Git go on looking
    with pytest.raises(GitError, match="can be read"):
        everything(bare)
    assert not trap.sprung()


@pytest.mark.parametrize(
    "names",
    [
        {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "EVIL"},
        {"GIT_CONFIG_PARAMETERS": "'core.fsmonitor'='EVIL'"},
        {"GIT_DIR": "OTHER/.git", "GIT_WORK_TREE": "OTHER"},
        {"GIT_INDEX_FILE": "OTHER/.git/index", "GIT_OBJECT_DIRECTORY": "OTHER/.git/objects"},
    ],
    ids=lambda names: next(iter(names)),
)
def test_the_environment_leads_nowhere_else(names: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = Trap(tmp_path)
    other = Repo(tmp_path / "other")
    other.commit({"else.md": "else"}, "2025-01-01")
    other.git("config", "core.fsmonitor", str(trap.evil))
    values = {name: value.replace("EVIL", str(trap.evil)).replace("OTHER", str(other.path)) for name, value in names.items()}
    trap.repo.git("-C", str(other.path), "status", statuses=(0, 128), extra=values)
    assert trap.sprung()
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    found = everything(trap.repo.path)
    assert found.latest().day == date(2026, 1, 16)
    assert not trap.sprung()


def test_a_working_tree_elsewhere_is_refused_in_words(tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    (tmp_path / "home").mkdir()
    trap.repo.git("config", "core.worktree", str(tmp_path / "home"))
    assert trap.repo.git("rev-parse", "--show-toplevel") == str(tmp_path / "home")
    with pytest.raises(GitError, match=r"core\.worktree"):
        open_repository(str(trap.repo.path))


def test_an_object_that_was_replaced_is_read_as_it_was(tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    real = trap.repo.git("rev-parse", "HEAD:contacts/Ada.md")
    false = trap.repo.git("hash-object", "-w", "--stdin", feed=b"replaced")
    trap.repo.git("replace", real, false)
    assert trap.repo.git("cat-file", "-p", real) == "replaced"
    with open_repository(str(trap.repo.path)).objects() as objects:
        assert objects.one(real, 1_000).data == NOTE.replace("analyst", "head").encode()


def test_a_git_that_lies_in_the_vault_is_not_the_git_that_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = Trap(tmp_path)
    planted = trap.repo.path / "git"
    planted.symlink_to(trap.evil)
    (trap.repo.path / "bin").mkdir()
    (trap.repo.path / "bin" / "git").write_bytes(trap.evil.read_bytes())
    (trap.repo.path / "bin" / "git").chmod(0o755)
    planted.unlink()
    planted.write_bytes(trap.evil.read_bytes())
    planted.chmod(0o755)
    monkeypatch.chdir(trap.repo.path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", str(trap.repo.path / "bin"), os.environ["PATH"]]))
    subprocess.run(["git", "--version"], check=False, stdin=subprocess.DEVNULL)
    assert trap.sprung()
    everything(trap.repo.path)
    assert not trap.sprung()
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(trap.repo.path / "bin")]))
    with pytest.raises(NoGitError, match="not installed"):
        find_git(str(trap.repo.path))


def test_nothing_is_written(tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    trap.touch()

    def state() -> dict[str, tuple[int, bytes]]:
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(trap.repo.path.rglob("*")) if path.is_file()}

    before = state()
    everything(trap.repo.path)
    assert state() == before
