"""Helper processes for long work: each gets its jobs at once and sends results back as they are done.

Not `multiprocessing`: its start method "spawn" runs the caller's main module again, "fork" copies
an open database, and its pool restarts a worker that crashes for ever.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import IO, Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_PIPE = 1 << 20
"""Bytes that wait in a pipe where that can be chosen (Linux): a worker goes on while another's results are taken."""

_SIZE = struct.Struct("<Q")
_CODE = "from notes_kit.io.workers import serve; serve()"


def cores() -> int:
    """How many processes pay: the processors that this process may use, at most 8."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(8, usable))


def spread(function: Callable[[T], R], jobs: Sequence[T], workers: int) -> Iterator[R]:
    """The results of `function` on each job, in order, worked out by `workers` processes.

    `function` must stand at the top of a module. A worker that dies costs nothing but time: what
    it did not deliver is done here. Results wait in pipes, so few are in memory at a time.
    """
    shares = [jobs[start::workers] for start in range(workers)]
    children = [_start(function, share) if workers > 1 else None for share in shares]
    try:
        for number, job in enumerate(jobs):
            child = children[number % workers]
            frame = _receive(child)
            yield function(job) if frame is None else pickle.loads(frame)[0]  # noqa: S301 - our own child wrote it
    finally:
        for child in children:
            if child is not None:
                child.kill()
                child.communicate()


def _start(function: Callable[[Any], Any], share: Sequence[Any]) -> subprocess.Popen[bytes] | None:
    if not sys.executable:
        return None
    try:
        child = _open(_PIPE)
        _send(child.stdin, (function.__module__, function.__qualname__, list(share)))
    except OSError:
        return None
    return child


def _open(pipe: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen([sys.executable, "-c", _CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, pipesize=pipe)  # noqa: S603 - ourselves
    except PermissionError:  # this user has enough of large pipes
        if pipe < 0:
            raise
        return _open(-1)


def _send(stream: IO[bytes] | None, value: object) -> None:
    if stream is None:
        raise OSError
    frame = pickle.dumps(value, protocol=5)
    stream.write(_SIZE.pack(len(frame)) + frame)
    stream.flush()


def _receive(child: subprocess.Popen[bytes] | None) -> bytes | None:
    if child is None or child.stdout is None:
        return None
    head = child.stdout.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    frame = child.stdout.read(size)
    return frame if len(frame) == size else None


def serve() -> None:
    """What a worker runs: read the jobs, send a result for each, end. A parent that has gone away ends it too."""
    head = sys.stdin.buffer.read(_SIZE.size)
    module, name, share = pickle.loads(sys.stdin.buffer.read(*_SIZE.unpack(head)))  # noqa: S301 - our own parent wrote it
    function = getattr(import_module(module), name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 1000)  # results go at once and hold few loops: looking for those seldom is enough
    try:
        for job in share:
            _send(sys.stdout.buffer, (function(job),))
    except (BrokenPipeError, KeyboardInterrupt):
        return
