"""How well the checker of drafts agrees with people: precision and recall of each remark, over samples known and held out.

    python tests/benchmarks/drafts.py [--wrong]

`--wrong` lists the known samples on which it disagrees with the label; those that were held out are figures only, or they
would be held out no more. Precision: of the remarks made, how many a person would make. Recall: of those, how many are made.
Kind: how often the kind of a text is told right where nobody says it. Exits 1 if a floor is broken.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from notes_kit.model.letters import About, Form, Kind
from notes_kit.parse.letter import read_letter
from notes_kit.parse.phrases import phrases_of
from notes_kit.rules.letter import review
from notes_kit.rules.letter_kind import kind_of

HERE = Path(__file__).resolve().parent
KNOWN, HELD_OUT = HERE / "drafts_known.md", HERE / "drafts_held_out.md"
FLOORS = {KNOWN: (0.97, 0.97, 0.9), HELD_OUT: (0.88, 0.92, 0.8)}
"""The least precision, recall and share of kinds told right, by file."""

_SAMPLE = re.compile(
    r"^## (?P<name>\w+) · (?P<kind>[\w-]+) · (?P<form>\w+) · (?P<to>[^\n]*)\nmissing:(?P<missing>[^\n]*)\nremarks:(?P<remarks>[^\n]*)\n\n"
    r"~~~\n(?P<text>.*?)^~~~$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Sample:
    """A message, whom it is to, and the names of the remarks that a person makes on it."""

    name: str
    kind: Kind
    form: Form
    about: About
    labels: frozenset[str]
    text: str


class Figures(NamedTuple):
    """Remarks made and meant, made and not meant, meant and not made, by name; and how many kinds were told right."""

    right: Counter[str]
    wrong: Counter[str]
    lacking: Counter[str]
    kinds: float

    @property
    def precision(self) -> float:
        """Of all remarks that were made."""
        return _share(self.right.total(), self.wrong.total())

    @property
    def recall(self) -> float:
        """Of all remarks that a person makes."""
        return _share(self.right.total(), self.lacking.total())


def _share(good: int, bad: int) -> float:
    return good / (good + bad) if good + bad else 1.0


def samples(path: Path) -> list[Sample]:
    """The samples of a file."""
    found = []
    for match in _SAMPLE.finditer(path.read_text(encoding="utf-8")):
        name, salutation, role, organization = (part.strip() for part in match["to"].split(";"))
        labels = {f"missing-{part}" for part in match["missing"].split()} | set(match["remarks"].split())
        about = About((name,), salutation, (role, organization))
        found.append(Sample(match["name"], Kind(match["kind"]), Form(match["form"]), about, frozenset(labels), match["text"]))
    return found


def said(sample: Sample) -> frozenset[str]:
    """The names of the remarks that the checker makes."""
    phrases = phrases_of()
    return frozenset(remark.name for remark in review(read_letter(sample.text, phrases), sample.kind, sample.form, phrases, sample.about).remarks)


def told(sample: Sample) -> bool:
    """Whether the kind is told right; a warm introduction is a request like another."""
    phrases = phrases_of()
    return kind_of(read_letter(sample.text, phrases), phrases) is (Kind.OUTREACH if sample.kind is Kind.REFERRAL_INTRO else sample.kind)


def measure(wanted: Iterable[Sample]) -> Figures:
    """The figures of some samples."""
    right, wrong, lacking = Counter[str](), Counter[str](), Counter[str]()
    kinds = []
    for sample in wanted:
        made = said(sample)
        right.update(made & sample.labels)
        wrong.update(made - sample.labels)
        lacking.update(sample.labels - made)
        kinds.append(told(sample))
    return Figures(right, wrong, lacking, sum(kinds) / len(kinds))


def main(*, wrong: bool) -> int:
    """Print all figures; 1 if one is below its floor."""
    broken = 0
    for path in (KNOWN, HELD_OUT):
        found = samples(path)
        figures = measure(found)
        print(f"{path.name}: {len(found)} samples")
        print(f"  {'remark':<20} precision recall  made right, made wrong, not made")
        for name in sorted({*figures.right, *figures.wrong, *figures.lacking}):
            counts = figures.right[name], figures.wrong[name], figures.lacking[name]
            print(f"  {name:<20} {_share(*counts[:2]):>9.2f} {_share(counts[0], counts[2]):>6.2f}  {counts[0]:>2} {counts[1]:>2} {counts[2]:>2}")
        for figure, value, floor in zip(
            ("precision", "recall", "kind"), (figures.precision, figures.recall, figures.kinds), FLOORS[path], strict=True
        ):
            broken |= value < floor
            print(f"{'held' if value >= floor else 'BROKEN':<7} {figure} {value:.3f} (at least {floor})")
        for sample in found if wrong and path == KNOWN else ():
            made = said(sample)
            if made != sample.labels:
                print(f"  {sample.name}: too much {sorted(made - sample.labels)}, too little {sorted(sample.labels - made)}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(wrong="--wrong" in sys.argv[1:]))
