"""The contents of blobs by their ids, from one long-lived `git cat-file --batch`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from typing import NamedTuple

from notes_kit.io.git_run import TIMEOUT, Git, GitError, Running

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_STEP = 65_536

LEFT_OUT = (
    "a part of the history is not on this disk, and notes-kit fetches nothing: a partial clone left it out "
    "(`git fetch --refetch --no-filter` brings it), or the repository is damaged (`git fsck` tells)"
)
"""What there is to say of an object that is missing."""


class Blob(NamedTuple):
    """A blob: its size in bytes, and its content, of a large one the beginning."""

    id: str
    size: int
    data: bytes


class Objects:
    """An open `git cat-file --batch`; see `opened`."""

    def __init__(self, process: Running) -> None:
        self._process = process
        self._rest = bytearray()

    def read(self, ids: Sequence[str], most: int, timeout: float = TIMEOUT) -> Iterator[Blob]:
        """The blobs of these ids, in order, each with at most its first `most` bytes.

        The answer must be read to its end before the next question.

        Raises:
            GitError: one is not there, as in a clone that left objects out; it is no blob; or the time was up.
        """
        if wrong := next((one for one in ids if not is_id(one)), None):
            raise GitError(f"{wrong!r} is no object of Git")
        with self._process.within(timeout, "cat-file"):
            feeder = Thread(target=self._ask, args=("".join(f"{one}\n" for one in ids).encode(),), daemon=True)
            feeder.start()
            for wanted in ids:
                head = self._line()
                if head == f"{wanted} missing":
                    raise GitError(LEFT_OUT)
                name, kind, size = head.split(" ")
                if name != wanted or kind != "blob":
                    raise GitError(f"the object {wanted[:10]} is a {kind}, where a note was expected")
                yield Blob(name, int(size), self._take(int(size), most))
                self._take(1, 0)
            feeder.join()

    def one(self, wanted: str, most: int) -> Blob:
        """One blob; as `read`."""
        (blob,) = self.read([wanted], most)
        return blob

    def _ask(self, questions: bytes) -> None:
        self._process.write(questions, close=False)

    def _more(self) -> None:
        part = self._process.answer.read(_STEP)
        if not part:
            self._process.ended()
            raise GitError(missing(self._process.why) or f"`git cat-file` ended early: {self._process.why or 'it does not say why'}")
        self._rest += part

    def _line(self) -> str:
        while (end := self._rest.find(b"\n")) < 0:
            self._more()
        line = self._rest[:end].decode("utf-8", "replace")
        del self._rest[: end + 1]
        return line

    def _take(self, size: int, most: int) -> bytes:
        """The next `size` bytes; of them the first `most` are kept."""
        kept = bytearray()
        while size > 0:
            if not self._rest:
                self._more()
            step = min(size, len(self._rest))
            kept += self._rest[: min(step, most - len(kept))]
            del self._rest[:step]
            size -= step
        return bytes(kept)


@contextmanager
def opened(git: Git) -> Iterator[Objects]:
    """Objects to be read within the block.

    Raises:
        GitError: Git could not be started.
    """
    with git.started(["cat-file", "--batch"], feed_later=True, timeout=None) as process:
        yield Objects(process)


def is_id(text: str) -> bool:
    """Whether a text is the whole id of an object, SHA-1 or SHA-256, in hexadecimal."""
    return _ID.fullmatch(text) is not None


def missing(why: str) -> str:
    """What to say where Git complains of an object that is not there; empty if it complains of something else."""
    return LEFT_OUT if "promisor" in why or "lazy fetch" in why or ("transport" in why and "not allowed" in why) else ""
