"""How Git is started: with nothing of a vault's own configuration able to run, nothing fetched, nothing written, and an end in sight.

A vault may come from somebody else, with a `.git` folder made to harm. Three walls stand before it, each enough for
what is known: only plumbing is asked that runs no program of the configuration (`git_repo.py` says which); what could
run one is overridden on the command line, which wins over every file; and the environment is made anew, so that no
`GIT_DIR` of a hook or a shell leads elsewhere. Objects are read as they are (no replacement) and only from this disk.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread, Timer
from typing import IO

OLDEST = (2, 31)
"""The oldest Git that is asked (March 2021): it knows `--path-format`. The tests were run with 2.31, 2.34, 2.39 and 2.55."""

TIMEOUT = 60
"""Seconds that one question may take; a repository whose configuration names a pipe would hang for ever."""

MOST = 256_000_000
"""Bytes that one answer may have, far more than the names of a million notes."""

_LONGEST = 1_000_000
_WORDS = 4_000
_CHUNK = 65_536
_OWN_FILES = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"})
"""Which files hold the person's own settings is theirs to say: among them stands which folders they trust (`safe.directory`)."""

_VERSION = re.compile(rb"git version (\d+)\.(\d+)")

_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.excludesFile": os.devnull,
    "core.pager": "cat",
    "core.editor": "false",
    "core.sshCommand": "false",
    "core.gitProxy": "none",
    "core.askPass": "",
    "core.alternateRefsCommand": "false",
    "core.useReplaceRefs": "false",
    "core.quotePath": "false",
    "credential.helper": "",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
    "submodule.recurse": "false",
    "fetch.recurseSubmodules": "false",
    "maintenance.auto": "false",
    "gc.auto": "0",
    "log.showSignature": "false",
    "gpg.program": "false",
    "gpg.ssh.program": "false",
    "gpg.x509.program": "false",
    "diff.external": "false",
    "diff.orderFile": os.devnull,
    "mailmap.file": os.devnull,
    "mailmap.blob": "",
}
"""Said on the command line of every call. Some can matter to no call that is made; they cost nothing and stand for the next one."""

_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # a clone with objects missing would fetch them, through programs that its configuration names
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM": "1",
    "GIT_FLUSH": "0",
    "GIT_PAGER": "cat",
    "GIT_EDITOR": "false",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}


class GitError(Exception):
    """Git could not answer; the message says why, and what to do where something can be done."""


class NoGitError(GitError):
    """There is no Git to ask, or nothing that it could be asked about."""


@dataclass(frozen=True, slots=True)
class Git:
    """A Git program that is asked about the repository whose working tree begins at `top`."""

    program: str
    top: str

    def ask(
        self, *words: str, feed: bytes | None = None, timeout: float = TIMEOUT, most: int = MOST, extra: Mapping[str, str] | None = None
    ) -> bytes:
        """What Git prints. `words` are a plumbing command and its options; `feed` is its standard input; `extra` adds to its environment.

        Raises:
            GitError: it failed, took longer than `timeout` seconds, or said more than `most` bytes.
        """
        status, said, why = self.try_to(*words, feed=feed, timeout=timeout, most=most, extra=extra)
        if status != 0:
            raise GitError(f"Git says: {why or f'`git {words[0]}` ended with status {status}'}")
        return said

    def try_to(
        self, *words: str, feed: bytes | None = None, timeout: float = TIMEOUT, most: int = MOST, extra: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """The same, with Git's exit status and the first line of what it says of a failure.

        Raises:
            GitError: it could not be started, took longer than `timeout` seconds, or said more than `most` bytes.
        """
        with self.started(words, timeout=timeout, feed=feed, extra=extra) as process:
            said = bytearray()
            while part := process.answer.read(_CHUNK):
                said += part
                if len(said) > most:
                    raise GitError(f"the answer of `git {words[0]}` is longer than {most:,} bytes; this repository is not one of notes")
            status = process.ended()
        return status, bytes(said), process.why

    def parts(self, *words: str, feed: bytes | None = None, ending: bytes = b"\0", timeout: float = TIMEOUT) -> Iterator[bytes]:
        """The parts of what Git prints, each closed by `ending`, as they come; an answer that is not read to its end costs no more.

        Raises:
            GitError: it failed, or took longer than `timeout` seconds.
        """
        with self.started(words, timeout=timeout, feed=feed) as process:
            rest = b""
            while part := process.answer.read(_CHUNK):
                *whole, rest = (rest + part).split(ending)
                yield from whole
                if len(rest) > _LONGEST:
                    raise GitError(f"the answer of `git {words[0]}` makes no sense")
            if rest:
                yield rest
            status = process.ended()
            if status != 0:
                raise GitError(f"Git says: {process.why or f'`git {words[0]}` ended with status {status}'}")

    @contextmanager
    def started(
        self, words: Sequence[str], *, timeout: float | None = TIMEOUT, feed: bytes | None = None, feed_later: bool = False,
        extra: Mapping[str, str] | None = None,
    ) -> Iterator[Running]:  # fmt: skip
        """A running Git; it is ended at the latest when the block is left. `feed_later` keeps its standard input open.

        Raises:
            GitError: it could not be started, or it was ended because its time was up.
        """
        try:
            child = subprocess.Popen(  # noqa: S603 - no shell, and words of ours or behind --end-of-options
                command(self.program, *words), cwd=self.top, env=environment(self.top) | dict(extra or {}),
                stdin=subprocess.PIPE if feed is not None or feed_later else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            )  # fmt: skip
        except OSError as problem:
            raise GitError(f"Git could not be run ({problem.strerror or type(problem).__name__})") from problem
        process = Running(child, feed)
        try:
            with process.within(timeout, words[0]):
                yield process
        finally:
            process.end()


class Running:
    """A Git process: `answer` is what it prints, `why` the first line of what it says on its standard error."""

    def __init__(self, child: subprocess.Popen[bytes], feed: bytes | None = None) -> None:
        assert child.stdout is not None
        assert child.stderr is not None
        self.child = child
        self.answer: IO[bytes] = child.stdout
        self._said = bytearray()
        self._late = False
        self._threads = [Thread(target=self._listen, args=(child.stderr,), daemon=True)]
        if feed is not None:
            self._threads.append(Thread(target=self.write, args=(feed,), daemon=True))
        for thread in self._threads:
            thread.start()

    def write(self, feed: bytes, *, close: bool = True) -> None:
        """Hand Git its standard input, or more of it; what a Git that has ended does not read is told where its answer is missed."""
        assert self.child.stdin is not None
        left = memoryview(feed)
        try:
            while left:
                left = left[self.child.stdin.write(left) :]
            if close:
                self.child.stdin.close()
        except (OSError, ValueError):
            return

    def _listen(self, stream: IO[bytes]) -> None:
        while part := stream.read(_WORDS):
            self._said += part[: max(0, _WORDS - len(self._said))]

    @property
    def why(self) -> str:
        """The first line of what it said of a failure."""
        lines = [line for line in self._said.decode("utf-8", "replace").splitlines() if line.strip()]
        chosen = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[0] if lines else "")
        return chosen.removeprefix("fatal: ").removeprefix("error: ").strip()

    @contextmanager
    def within(self, seconds: float | None, what: str) -> Iterator[None]:
        """Everything asked within the block is answered in so many seconds, or Git is ended; None sets no limit.

        Raises:
            GitError: the time was up.
        """
        if seconds is None:
            yield
            return
        timer = Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, GitError):
            if not self._late:
                raise
        finally:
            timer.cancel()
        if self._late:
            raise GitError(f"`git {what}` took longer than {seconds:g} seconds and was ended")

    def _give_up(self) -> None:
        self._late = True
        self.child.kill()

    def ended(self) -> int:
        """Wait for the end; the exit status."""
        status = self.child.wait()
        for thread in self._threads:
            thread.join(1)
        return status

    def end(self) -> None:
        """End it, if it still runs, and let go of its streams."""
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        for thread in self._threads:
            thread.join(1)
        for stream in (self.child.stdin, self.child.stdout, self.child.stderr):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except OSError:
                    continue


def command(program: str, *words: str) -> list[str]:
    """The command line of one call, every setting that could do harm overridden."""
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    return [program, "--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs", *settings, *words]


def environment(top: str) -> dict[str, str]:
    """The environment of one call: the person's own without anything that Git would heed, and Git kept to the repository at `top`."""
    plain = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_") or name in _OWN_FILES}
    return plain | _ENVIRONMENT | {"GIT_CEILING_DIRECTORIES": os.path.dirname(top)}


def find_git(away_from: str) -> str:
    """The path of the Git program: the first in an absolute folder of PATH, and never one that lies in the vault `away_from`.

    Raises:
        NoGitError: there is none.
    """
    vault = os.path.join(os.path.realpath(away_from), "")
    for folder in os.get_exec_path():
        found = shutil.which(os.path.join(folder, "git")) if os.path.isabs(folder) else None
        if found is not None and not os.path.realpath(found).startswith(vault):
            return found
    raise NoGitError("Git is not installed, and what Git knows cannot be told without it")


def check_version(git: Git) -> None:
    """Say so if this Git is older than the oldest that is asked.

    Raises:
        GitError: it is.
    """
    said = git.ask("--version", timeout=20, most=10_000)
    found = _VERSION.match(said)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        name = said.decode("utf-8", "replace").strip()[:80] or "no Git"
        raise GitError(f"{git.program} is {name}; notes-kit asks Git {OLDEST[0]}.{OLDEST[1]} or newer")
