"""Bring an index up to date with the disk: look at stats, then at bytes, and read only what changed."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.io.files import Scan, read_bytes
from notes_kit.store.index import Index, Row

if TYPE_CHECKING:
    from notes_kit.model.note import Note
    from notes_kit.model.settings import Settings

HEAD = 131_072
"""Bytes read of a note beyond the size limit: room for the longest front matter that is read (64 KB), and its fences."""

PARALLEL_FROM = 600
"""Changed notes from which two processes read them faster than one, their start included."""

CHUNK = 32
RACY_NS = 50_000_000
"""A note saved this shortly before it was read could be saved again within the same tick of the file system's clock."""

Progress = Callable[[int, int], None]

_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_SEAM = re.compile(f"(?<=[{_CJK}])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[{_CJK}])")
"""Where a Latin word meets one that is written without spaces: the full-text table would take the two for one word."""

_MOST = (1 << 63) - 1
_BELOW_CJK = bytes(range(0xE2))
"""Every byte that begins no character from U+2000 on (0xE2 begins U+2000 to U+2FFF)."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update found: paths added, changed and removed, and the number of notes now."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    total: int = 0

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.changed or self.removed)


STAT = 32
"""Bytes of a note's stat: four numbers of 64 bits."""

_NONE = bytes(STAT)


class Seen(NamedTuple):
    """A scan in two values, to be compared at once: the paths, with a NUL between two, and the stats one after the other."""

    paths: str
    stats: bytes
    problems: str = ""

    def signature(self) -> str:
        """A digest of it: if it is the same, nothing changed."""
        digest = hashlib.blake2b(self.paths.encode("utf-8", "surrogateescape"), digest_size=16)
        digest.update(self.stats)
        digest.update(self.problems.encode())
        return digest.hexdigest()

    def table(self) -> dict[str, bytes]:
        """Path to stat."""
        return dict(zip(self.paths.split("\0"), (self.stats[at : at + STAT] for at in range(0, len(self.stats), STAT)), strict=False))

    def differing(self, before: Seen) -> list[str]:
        """The paths that are not as they were, those that are no more at the end."""
        if not before.paths:
            return self.paths.split("\0") if self.paths else []
        now, old = self.table(), before.table()
        return [*(path for path, stat in now.items() if old.get(path) != stat), *(old.keys() - now.keys())]

    def doubting(self, paths: Collection[str]) -> Seen:
        """The same with no stat of these, so that the next update looks at their bytes."""
        if not paths:
            return self
        return self._replace(stats=b"".join(_NONE if path in paths else stat for path, stat in self.table().items()))


def seen(scan: Scan) -> Seen:
    """What a scan saw. The files count in the order in which the disk listed them; another order costs a closer look, no more."""
    numbers = array("q")
    try:
        numbers.extend(chain.from_iterable(scan.files.values()))
    except OverflowError:  # an inode beyond 63 bits
        numbers = array("q", (number & _MOST for stat in scan.files.values() for number in stat))
    return Seen("\0".join(scan.files), numbers.tobytes(), repr(scan.problems))


def signature(scan: Scan) -> str:
    """One digest of every stat of a scan and of its problems."""
    return seen(scan).signature()


def update(
    index: Index, root: str, scan: Scan, settings: Settings, started_ns: int, *,
    only: Collection[str] | None = None, progress: Progress | None = None,
) -> tuple[Changes, dict[str, str]]:  # fmt: skip
    """Make the index agree with a scan that began at `started_ns` (Unix time in nanoseconds).

    `only` names the paths at which they can differ, where that is known: what others hold is then not asked.

    Returns:
        What changed, and the reason for each file that could not be read.

    Raises:
        notes_kit.store.index.BusyError: another process is writing the index.
    """
    saw, reading = seen(scan), settings.reading()
    now = saw.signature()
    if index.signature() == now and index.meta("reading") == reading:
        return Changes(total=len(scan.files)), {}
    index.begin()
    try:
        if index.meta("reading") != reading:
            index.clear()
            index.note_down("reading", reading)
        if only is None:
            only = saw.differing(Seen(*index.seen()))
            known, suspects = index.known(only), [path for path in only if path in scan.files]
        else:
            known = index.known(only)
            suspects = [path for path in sorted(only) if path in scan.files and ((old := known.get(path)) is None or old[:4] != scan.files[path])]
        removed = tuple(sorted(known.keys() - scan.files.keys()))
        unread: dict[str, str] = {}
        added: list[str] = []
        changed: list[str] = []
        touched: list[tuple[str, int, int, int, int]] = []

        def rows() -> Iterator[Row]:
            for done, (path, row, problem) in enumerate(_read_all(root, suspects, settings), 1):
                if progress is not None:
                    progress(done, len(suspects))
                stat = scan.files[path]
                if row is None:
                    unread[path] = problem
                    continue
                old = known.get(path)
                if old is not None and old.hash == row.hash:
                    touched.append((path, *stat))
                    continue
                (added if old is None else changed).append(path)
                yield row._replace(size=stat.size, mtime=stat.mtime, ctime=stat.ctime, inode=stat.inode)

        index.write(rows())
        index.touch(touched)
        gone = [*removed, *(path for path in unread if path in known)]
        index.remove(gone)
        racy = {path for path in suspects if max(scan.files[path].mtime, scan.files[path].ctime) > started_ns - RACY_NS}
        index.saw(*saw.doubting(racy | unread.keys())[:2])
        index.finish("" if racy or unread else now)
    except BaseException:
        index.give_up()
        raise
    changes = Changes(tuple(sorted(added)), tuple(sorted(changed)), removed, len(scan.files) - len(unread))
    return changes, unread


def read_file(root: str, path: str, settings: Settings, size: int) -> tuple[Note, str]:
    """A note on disk and the words to search it by.

    Raises:
        OSError: it cannot be read.
    """
    from notes_kit.parse.note import decode, read_note  # noqa: PLC0415 - YAML and Markdown, needed only where a note changed

    if size > settings.max_note_size:
        return read_head(path, read_bytes(root, path, HEAD), size, settings), path
    data = read_bytes(root, path)
    note = read_note(path, data, settings)
    words = f"{note.stem}\n{decode(path, data)[0].text}"
    return note, _SEAM.sub(" ", words) if not words.isascii() and _may_hold_cjk(words.encode("utf-8", "surrogatepass")) else words


def _may_hold_cjk(data: bytes) -> bool:
    """Whether UTF-8 text holds a character from U+2E80 on, where those of `_CJK` stand; what a pattern takes an eighth of a first index for."""
    left = data.translate(None, _BELOW_CJK)
    return bool(left.strip(b"\xe2")) or any(bytes((0xE2, second)) in data for second in range(0xBA, 0xC0) if left)


def read_head(path: str, head: bytes, size: int, settings: Settings) -> Note:
    """A note too large to read whole: its properties, if they stand within its first bytes, and nothing of its body."""
    from notes_kit.parse.front_matter import find_fences  # noqa: PLC0415
    from notes_kit.parse.note import read_note, too_large  # noqa: PLC0415

    text = head.decode("utf-8-sig", "ignore")
    fences = find_fences(text)
    note = read_note(path, text[: fences.body].encode() if fences and fences.closed else b"", settings)
    faults = (*note.faults, too_large(size, settings))
    return replace(note, faults=faults, size=size, hash=f"head:{size}:{hashlib.sha256(head).hexdigest()}")


def _read_one(root: str, path: str, settings: Settings) -> tuple[str, Row | None, str]:
    from os import stat  # noqa: PLC0415

    try:
        note, words = read_file(root, path, settings, stat(f"{root}/{path}").st_size)
    except OSError as problem:
        return path, None, problem.strerror or "it cannot be read"
    return path, row_of(note, words), ""


def row_of(note: Note, words: str = "") -> Row:
    """What a cache holds of a note, and the words to search it by; the file's stat is yet to be filled in."""
    from notes_kit.store import codec  # noqa: PLC0415 - as in `read_file`

    packed = codec.pack(note)
    return Row(note.path, note.type, note.meeting, note.typed_by, note.confidential, note.told, note.hash, note.size, 0, 0, 0, packed, words)


def read_chunk(job: tuple[str, list[str], Settings]) -> list[tuple[str, Row | None, str]]:
    """Read some notes: what a worker does with one job."""
    root, paths, settings = job
    return [_read_one(root, path, settings) for path in paths]


def _read_all(root: str, paths: list[str], settings: Settings) -> Iterable[tuple[str, Row | None, str]]:
    """Read many notes, in two processes or more where that pays; in memory stand only a few chunks at a time."""
    if len(paths) < PARALLEL_FROM:
        yield from (_read_one(root, path, settings) for path in paths)
        return
    from notes_kit.io.workers import cores, spread  # noqa: PLC0415 - 20 ms that only a large update needs

    jobs = [(root, paths[at : at + CHUNK], settings) for at in range(0, len(paths), CHUNK)]
    for chunk in spread(read_chunk, jobs, cores()):
        yield from chunk
