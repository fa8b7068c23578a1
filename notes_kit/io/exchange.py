"""Names of files changed in one step: two exchanged, or one moved without ever replacing another.

Linux's `renameat2` and macOS's `renamex_np` do both; a file system that cannot gets the next best thing,
and the caller is told. (The macOS calls were written from its manual and have not been run.)
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache

EXCHANGE = 2  # Linux RENAME_EXCHANGE and macOS RENAME_SWAP happen to be the same number
NEW_ONLY = 4 if sys.platform == "darwin" else 1  # macOS RENAME_EXCL, Linux RENAME_NOREPLACE
_NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY)
_HERE = -100  # AT_FDCWD: paths are taken as they are


class NoExchangeError(Exception):
    """This system or file system cannot change names in this way."""


@lru_cache(maxsize=1)
def _rename() -> Callable[[bytes, bytes, int], int] | None:
    """The system's call, or None where there is none."""
    import ctypes  # noqa: PLC0415 - 5 ms that only writing needs

    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            found = library.renamex_np
            return lambda one, other, how: int(found(one, other, ctypes.c_uint(how)))
        found = library.renameat2
    except (AttributeError, OSError, TypeError):
        return None
    return lambda one, other, how: int(found(_HERE, one, _HERE, other, ctypes.c_uint(how)))


def rename(one: str, other: str, how: int) -> None:
    """Rename in one step, `how` being EXCHANGE or NEW_ONLY.

    Raises:
        NoExchangeError: it cannot be done here.
        OSError: it went wrong, as `FileExistsError` for NEW_ONLY where `other` is there.
    """
    import ctypes  # noqa: PLC0415 - as in `_rename`

    call = _rename()
    if call is None:
        raise NoExchangeError(sys.platform)
    if call(os.fsencode(one), os.fsencode(other), how) != 0:
        number = ctypes.get_errno()
        if number in _NOT_HERE:
            raise NoExchangeError(os.strerror(number))
        raise OSError(number, os.strerror(number), one, None, other)


def exchange(one: str, other: str) -> bool:
    """Exchange two files of one folder; returns False where it took two steps.

    In two steps a second name (`spare_of(one)`) keeps the file that `other` was, so nothing is lost; but a
    save that renames over `other` between them would go unseen.

    Raises:
        OSError: it went wrong.
    """
    try:
        rename(one, other, EXCHANGE)
    except NoExchangeError:
        spare = spare_of(one)
        try:
            os.link(other, spare)
        except OSError:
            _copy(other, spare)
        os.replace(one, other)
        os.rename(spare, one)
        return False
    return True


def spare_of(name: str) -> str:
    """The second name that `exchange` uses where it needs one."""
    return name + ".old"


def mend(one: str) -> None:
    """Finish, or take back, an exchange in two steps that was killed between them."""
    spare = spare_of(one)
    if not there(spare):
        return
    if there(one):
        os.unlink(spare)
    else:
        os.rename(spare, one)


def move_new(one: str, other: str) -> bool:
    """Move a file to a name that nothing has; returns False where another could have come between.

    Raises:
        FileExistsError: something has that name.
        OSError: it went wrong.
    """
    try:
        rename(one, other, NEW_ONLY)
    except NoExchangeError:
        try:
            os.link(one, other)
        except FileExistsError:
            raise
        except OSError:
            if there(other):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), other) from None
            os.rename(one, other)
            return False
        os.unlink(one)
    return True


def there(path: str) -> bool:
    """Whether a name is taken, by anything. Unlike `os.path.lexists`, it never takes a failure for a no.

    Raises:
        OSError: that cannot be known now.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def digest(path: str) -> str:
    """SHA-256 of a file's bytes (hex), empty if there is no such file."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return ""
    with open(handle, "rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync(handle: int) -> None:
    """Have a file's bytes on the disk before anything later is."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - macOS only

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def sync_file(path: str) -> None:
    """The same for a file by its name; nothing where there is none."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        return
    try:
        sync(handle)
    finally:
        os.close(handle)


def sync_file_systems(folders: Iterable[str]) -> bool:
    """Have everything on the disk that was written in the file systems of some folders, with one call for each; False where there is none.

    For many new files that is a hundred times quicker than one `sync` each, and promises the same.

    Raises:
        OSError: it went wrong (Linux tells since 5.8).
    """
    import ctypes  # noqa: PLC0415 - as in `_rename`

    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        return False
    for folder in {os.stat(folder).st_dev: folder for folder in folders}.values():
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            if call(handle) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), folder)
        finally:
            os.close(handle)
    return True


def sync_folder(folder: str) -> None:
    """Have a folder's names on the disk; quietly nothing where folders cannot be synced."""
    try:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in _NOT_HERE:
            raise
    finally:
        os.close(handle)


def _copy(one: str, other: str) -> None:
    with open(one, "rb") as source, open(other, "xb") as target:
        target.write(source.read())
        target.flush()
        sync(target.fileno())
