"""Findings known before: a file that keeps an old vault's debt visible without failing on it every day."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable

from notes_kit.io.output import read_existing, write_output
from notes_kit.model.finding import Finding
from notes_kit.rules.words import shell

_WHICH = re.compile(r""" --interview(?: (?:"[^"]*"|'[^']*'|\S+)|(?=\s|$))""")


class BaselineError(Exception):
    """The baseline cannot be read."""


def fingerprint(finding: Finding) -> str:
    """A short name for what stays the same of a finding (`Finding.identity`), also where another note changes how its person or talk is told apart."""
    *rest, words = finding.identity
    for name in (finding.contact, finding.about):
        words = words.replace(shell(name), "") if name else words
    said = "\0".join([*rest, _WHICH.sub("", words).strip()])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write_baseline(file: str, findings: Iterable[Finding]) -> int:
    """Keep the findings as known; returns how many."""
    counts = Counter(fingerprint(item) for item in findings)
    document = {"version": 1, "findings": dict(sorted(counts.items()))}
    write_output(file, (json.dumps(document, indent=1) + "\n").encode())
    return sum(counts.values())


def unknown(file: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that the baseline does not know, in their order.

    Raises:
        BaselineError: there is no such file, or it is no baseline.
    """
    data = read_existing(file)
    if data is None:
        raise BaselineError(f"there is no baseline {file}; `notes-kit lint --write-baseline {file}` makes one")
    try:
        left = Counter({str(key): int(value) for key, value in json.loads(data)["findings"].items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BaselineError(f"{file} is no baseline of notes-kit") from None
    fresh = []
    for item in findings:
        name = fingerprint(item)
        if left[name] > 0:
            left[name] -= 1
        else:
            fresh.append(item)
    return tuple(fresh)
