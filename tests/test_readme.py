"""The README is true: its set-up commands are CI's, its sessions are run, its reference is what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import readme_parts
import transcripts

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
SH = re.compile(r"^```sh\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|mailto:)(?P<target>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
DAY = "2026-05-18"


def text() -> str:
    return README.read_text(encoding="utf-8")


def test_two_commands_set_up_and_they_are_what_ci_runs() -> None:
    lines = [line.split("  #")[0].strip() for block in SH.finditer(text()) for line in block["body"].splitlines()]
    written = [line for line in lines if ".ci/dev.py" in line]
    assert written == ["python3 .ci/dev.py report", "python3 .ci/dev.py test"]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in ci if line.startswith("python3 ")] == written


def test_the_sessions_in_it_go_as_written(tmp_path: Path, *, update: bool) -> None:
    home = tmp_path.resolve()
    ran = transcripts.check(README, home, home, DAY, update=update)
    assert ran >= 5, "the README's tour is a session that is run"


@pytest.mark.parametrize("name", sorted(readme_parts.PARTS))
def test_what_is_made_from_the_code_is_current(name: str, *, update: bool) -> None:
    made = readme_parts.PARTS[name]()
    assert made.endswith("\n")
    before = text()
    if update:
        README.write_text(readme_parts.fill(before, name, made), encoding="utf-8")
    assert readme_parts.parts(text()).get(name) == made, f"the part {name} is stale: `pytest tests/test_readme.py --update` writes it"


def test_it_holds_no_part_that_nobody_makes() -> None:
    assert set(readme_parts.parts(text())) == set(readme_parts.PARTS)


def test_its_links_lead_somewhere() -> None:
    headings = {re.sub(r"[^\w\- ]", "", line.lstrip("# ").casefold()).replace(" ", "-") for line in text().splitlines() if line.startswith("#")}
    for match in LINK.finditer(text()):
        assert not match["target"] or (ROOT / match["target"]).exists(), match.group()
        assert match["target"] or match["anchor"] in headings, match.group()
