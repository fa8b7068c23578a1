"""Small vaults as texts, the reports on them, and how hypothesis writes more of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from notes_kit.model.settings import Settings
from notes_kit.model.vault import Vault
from notes_kit.parse.note import read_note
from notes_kit.parse.records import build_vault
from notes_kit.parse.settings import read_settings
from notes_kit.themes.build import build_report
from notes_kit.themes.report import Report
from notes_kit.themes.voices import Said, Theme

Files = dict[str, str]
TODAY = date(2026, 5, 18)
TEMPLATE = Path(__file__).resolve().parents[1] / "vault-template"


def note(kind: str, body: str = "", **properties: str) -> str:
    """A note with front matter; `organization_="x"` would be a keyword, so none of the names is one."""
    lines = [f"{name}: {value}" for name, value in properties.items() if value]
    return "\n".join(["---", f"type: {kind}", *lines, "---", body])


def contact(name: str, **properties: str) -> Files:
    return {f"contacts/{name}.md": note("contact", name=name, **properties)}


def talk(who: str, day: str, body: str = "", *, suffix: str = "", **properties: str) -> Files:
    """A held talk with one person; `suffix` tells two on one day apart."""
    stated = {"contact": f'"[[{who}]]"', "date": day, "outcome": "held", **properties}
    return {f"interviews/{day} {who}{suffix}.md": note("interview", f"## Notes\n{body}\n", **stated)}


def merged(*parts: Mapping[str, str]) -> Files:
    return {path: text for part in parts for path, text in part.items()}


def vault(files: Mapping[str, str], order: Iterable[str] | None = None) -> Vault:
    return build_vault([read_note(path, files[path].encode(), Settings()) for path in order or files], Settings())


def report(files: Mapping[str, str], today: date = TODAY, **narrowed: Any) -> Report:
    return build_report(vault(files), today, **narrowed)


def template_files() -> Files:
    """The project's own example vault, without its templates."""
    paths = [path for path in sorted(TEMPLATE.rglob("*.md")) if path.relative_to(TEMPLATE).parts[0] != "templates"]
    return {path.relative_to(TEMPLATE).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def template_vault() -> Vault:
    settings = read_settings((TEMPLATE / "notes-kit.yaml").read_text(encoding="utf-8"))[0]
    return build_vault([read_note(path, text.encode(), settings) for path, text in template_files().items()], settings)


def theme(found: Report, name: str) -> Theme:
    return next(one for one in found.themes if one.name == name)


def names(people: Iterable[Any]) -> list[str]:
    return [voice.name for voice in people]


def all_points(found: Report) -> list[Said]:
    """Every point of a report: those under a theme, each once, and those under none."""
    themed = dict.fromkeys(said for one in found.themes for said in one.points)
    return [*themed, *found.unthemed]


PEOPLE = ("Ada Okafor", "Ben Li", "Chloe Marsh", "Dora Quint")
_WORDS = st.lists(st.sampled_from("pays late hours teams tools river join learns nobody “said” half (maybe) R&D 20%".split()), min_size=1, max_size=5)
_MARK = st.sampled_from(["", " (+)", " (-)", " (±)"])
_THEME = st.sampled_from(["", " #theme/hiring", " #theme/Hiring", " #theme/pay", " #theme/work/hours", " #theme/pay #theme/hiring"])


@st.composite
def bullets(draw: st.DrawFn) -> str:
    """One thing said, with or without mark, theme, skill and reason; each is unlike any other."""
    number = draw(st.integers(0, 10**9))
    words = " ".join(draw(_WORDS)) + f" {number}"
    shape = draw(st.sampled_from(["- {}", "- {}", "> {}\n", '- "{}"']))
    skill = draw(st.sampled_from(["", "", " #skill/sql"]))
    line = shape.format(words) if '"' in shape else shape.format(words + draw(_MARK) + draw(_THEME) + skill)
    reason = draw(st.sampled_from(["", f"\n  - because {number + 1}"])) if line.startswith("-") else ""
    return line + reason


@st.composite
def vaults(draw: st.DrawFn) -> Files:
    """A few people and their talks, each on a day of its own."""
    files: Files = {}
    for name in PEOPLE[:3]:
        files |= contact(name, seniority=draw(st.sampled_from(["", "senior", "entry"])), outreach="2026-01-05 email")
    for number in range(draw(st.integers(1, 5))):
        heading = draw(st.sampled_from(["", "### Trends", "### Pay #theme/pay"]))
        said = draw(st.lists(bullets(), max_size=5))
        body = "\n".join([heading, *said])
        files |= talk(draw(st.sampled_from(PEOPLE)), f"2026-0{number + 1}-10", body)
    return files
