"""The page is self-contained and inert: whatever a note says, nothing in it is fetched, run or drawn."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note
from notes_kit.parse.records import build_vault
from notes_kit.render.report_html import report_html
from notes_kit.themes.build import build_report

TALK = '---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: 2026-03-02\noutcome: held\n---\n## Notes\n- {point} (+) #theme/hiring\n'
ATTEMPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "</style><script>alert(1)</script>",
    "<iframe src=https://evil.example></iframe>",
    "[[<script>alert(1)</script>|x]]",
    '[[x"><img src=x onerror=alert(1)>]]',
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<svg/onload=alert(1)>",
]


class Page(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def page(point: str) -> str:
    notes = [
        read_note("interviews/a.md", TALK.format(point=point).encode(), Settings()),
        read_note("contacts/Ada Okafor.md", b"---\ntype: contact\n---\n", Settings()),
    ]
    return report_html(build_report(build_vault(notes, Settings()), date(2026, 3, 3)))


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_hostile_text_stays_text(attempt: str) -> None:
    tags = Page(page(f"Said {attempt} indeed")).tags
    names = {name for name, _ in tags}
    assert not names & {"script", "img", "iframe", "svg", "object", "embed", "form", "base", "link"}
    assert not any(key.startswith("on") for _, attrs in tags for key in attrs)
    links = [attrs["href"] or "" for name, attrs in tags if name == "a"]
    assert not [href for href in links if re.match(r"\s*(javascript|data|vbscript|file):", href, re.IGNORECASE)]
    assert sum(name == "meta" and "http-equiv" in attrs for name, attrs in tags) == 1


def test_the_page_allows_itself_its_style_and_nothing_else() -> None:
    import base64
    import hashlib

    text = page("Teams merge")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_what_was_said_stands_there_with_a_link_to_its_note() -> None:
    shown = Page(page("Teams *merge* & grow"))
    assert "Teams merge & grow" in " ".join(shown.words.split())
    assert "interviews/a.md" in [attrs.get("href") for name, attrs in shown.tags if name == "a"]
    assert "[[" not in shown.words
