"""What `forget` found, as a page and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from notes_kit.render.words import term_safe


class Trace(Protocol):
    """Something that tells of the person."""

    @property
    def kind(self) -> str:
        """`note`, `talk`, `copy`, `property`, `mention`, `file` or `cache`."""

    @property
    def path(self) -> str:
        """Where it stands."""

    @property
    def line(self) -> int:
        """Its line, from 1."""

    @property
    def fate(self) -> str:
        """What becomes of it."""


class Forgetting(Protocol):
    """Every trace, and the steps that are left."""

    @property
    def name(self) -> str:
        """Whom it is about."""

    @property
    def traces(self) -> Sequence[Trace]:
        """All that tells of them."""

    @property
    def steps(self) -> Sequence[str]:
        """What cannot be reached from here."""


def forgotten_text(one: Forgetting, paint: Callable[[str, str], str]) -> str:
    """Each trace on a line, then what is left to do."""
    lines = [paint(f"{len(one.traces)} traces of {term_safe(one.name)}", "head")]
    lines += [f"  {paint(term_safe(f'{trace.path}:{trace.line}'), 'path')}  {trace.kind} {term_safe(trace.fate)}" for trace in one.traces]
    lines += ["", paint("What notes-kit cannot reach", "head")]
    return "\n".join(
        [
            *lines,
            *(f"  - {term_safe(line)}" if not at else f"    {term_safe(line)}" for step in one.steps for at, line in enumerate(step.split("\n"))),
        ]
    )


def forgotten_document(one: Forgetting, today: date, *, written: bool) -> dict[str, object]:
    """`forget --json` (version 1)."""
    traces = [{"kind": trace.kind, "path": trace.path, "line": trace.line, "fate": trace.fate} for trace in one.traces]
    return {"version": 1, "today": today.isoformat(), "contact": one.name, "written": written, "traces": traces, "steps": list(one.steps)}
