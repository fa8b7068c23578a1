"""One writer at a time: the lock of a vault, which the death of its holder opens."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from notes_kit.io.files import OWN_FOLDER
from notes_kit.io.target import WriteError

_HOLDER = re.compile(r"(\d{1,10}) (\S*) (\d*)\n?\Z")


_HELD: set[str] = set()
"""Lock files that this process holds now, to know one of its own that it could not delete."""


class VaultLockedError(WriteError):
    """Another notes-kit is writing in this vault."""


def own_folder(root: str) -> str:
    """The vault's `.notes-kit`, made for its owner alone and hidden from Git if it is not there yet.

    Raises:
        WriteError: it is something else than a folder, or cannot be made.
    """
    folder = os.path.join(root, OWN_FOLDER)
    try:
        if not os.path.lexists(folder):
            os.mkdir(folder, 0o700)
        if os.path.islink(folder) or not os.path.isdir(folder):
            raise WriteError(f"{OWN_FOLDER} is not a folder of this vault; move it away, then try again")
        ignore = os.path.join(folder, ".gitignore")
        if not os.path.lexists(ignore):
            with open(os.open(ignore, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as stream:
                stream.write("*\n")
    except FileExistsError:
        return folder  # another notes-kit made it in the same moment
    except OSError as problem:
        raise WriteError(f"nothing can be written in this vault: {problem.strerror} ({OWN_FOLDER})") from problem
    return folder


@contextmanager
def lock(root: str, name: str = "lock", doing: str = "writing in") -> Iterator[None]:
    """Hold a lock of the vault, `.notes-kit/lock` unless `name` says another, with the process and the machine that hold it.

    The lock of a process that is dead (or of an earlier process of the same number) is taken over. Nobody
    waits: a second writer is told at once.

    Raises:
        VaultLockedError: another process holds it, or one of another machine that shares the folder.
    """
    path = os.path.join(own_folder(root), name)
    own = f"{os.getpid()} {_machine()} {_started(os.getpid())}\n"
    mine = False
    try:
        try:
            with _guard(os.path.dirname(path)) as guarded:
                _take(path, own, doing, guarded=guarded)
                mine = True
                _HELD.add(path)
        except OSError as problem:
            raise WriteError(f"nothing can be written in this vault: {problem.strerror} ({OWN_FOLDER}/{name})") from problem
        yield
    finally:
        if mine:
            _HELD.discard(path)
            with suppress(OSError):  # what stays is a lock that nobody holds, and that is then taken over
                if _read(path) == own:
                    os.unlink(path)


def _take(path: str, own: str, doing: str, *, guarded: bool) -> None:
    for _ in range(3):
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except FileExistsError:
            held = _read(path)
            if held is not None and not _is_dead(held, own, path, guarded=guarded):
                break
            with suppress(FileNotFoundError):  # let go of in this moment
                os.unlink(path)
            continue
        try:
            os.write(handle, own.encode())
        except OSError:
            os.unlink(path)
            raise
        finally:
            os.close(handle)
        return
    match = _HOLDER.match(_read(path) or "")
    who = f"process {match[1]} on {match[2]}" if match else "its lock file does not say who"
    raise VaultLockedError(
        f"another notes-kit is {doing} this vault ({who}); try again when it is done. "
        f"If none is running, delete {OWN_FOLDER}/{os.path.basename(path)}."
    )


def _is_dead(held: str, own: str, path: str, *, guarded: bool) -> bool:
    """Whether the holder that a lock file names is gone for certain."""
    if held == own:
        return path not in _HELD
    match = _HOLDER.match(held)
    if match is None:
        return guarded and not held  # killed between making the file and writing into it
    number, machine, started = int(match[1]), match[2], match[3]
    if machine != _machine() or os.name == "nt":
        return False
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    now = _started(number)
    return bool(started and now != started and os.path.exists("/proc/self/stat"))


def _machine() -> str:
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return "-".join(name.split()) or "this-machine"


def _started(number: int) -> str:
    """When a process began, in the kernel's ticks; empty for a dead one and where that cannot be known."""
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8", errors="replace") as stream:
            fields = stream.read().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read(200)
    except FileNotFoundError:
        return None


@contextmanager
def _guard(folder: str) -> Iterator[bool]:
    """Let one process at a time look at the lock file; False where the system cannot promise that."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield False
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            guarded = True
        except OSError:
            guarded = False
        yield guarded
    finally:
        os.close(handle)
