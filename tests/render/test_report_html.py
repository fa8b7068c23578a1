"""The page holds all that the report says, each thing in its place once, and nothing that a note could make run."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hostile_notes import hostile_notes
from hypothesis import given, settings
from theme_stories import TODAY, Files, all_points, contact, merged, note, report, talk, template_vault, vault, vaults

from notes_kit.render.report_html import report_html
from notes_kit.render.report_html_markup import UnsafeAddressError, el, joined, said
from notes_kit.render.report_html_sheet import Notes, title
from notes_kit.render.words import plain
from notes_kit.themes.build import build_report
from notes_kit.themes.narrow import on_theme
from notes_kit.themes.redact import names_in, redacted
from notes_kit.themes.report import Report

VOID = {"meta", "br", "hr", "input", "col"}


class Page(HTMLParser):
    """The elements of a page with their attributes, its words, and whatever is closed wrongly."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.wrong += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.wrong += [f"{tag} {name}" for name in names if names.count(name) > 1]
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self._open[-1:] not in (["script"], ["style"]):
            self.words += data

    def values(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def example() -> Report:
    return build_report(template_vault(), TODAY)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_every_element_is_closed_and_every_place_exists_once() -> None:
    page = Page(report_html(example(), Notes("vault")))
    assert page.wrong == []
    ids = Counter(page.values("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    wanted = {href[1:] for href in page.values("href") if href.startswith("#")}
    wanted |= {name for value in page.values("aria-labelledby") for name in value.split()}
    assert wanted - set(ids) == set()
    assert len(wanted) > 100


def test_every_point_of_the_example_is_on_the_page() -> None:
    found = example()
    words = squeezed(Page(report_html(found, Notes("vault"))).words)
    points = all_points(found)
    assert len(points) == found.totals.points
    missing = [point.text for point in points if squeezed(plain(point.text)).strip('"“”') not in words]
    assert missing == []
    assert [reason.text for point in points for reason in point.reasons if squeezed(plain(reason.text)) not in words] == []


def test_what_was_said_is_traced_to_who_when_and_which_line() -> None:
    files = merged(
        contact("Ada Okafor", organization="Kestrel"), talk("Ada Okafor", "2026-03-02", "### Pay\n- Late *mostly* & low (+) #theme/pay ^b1")
    )
    page = Page(report_html(report(files), Notes("My vault", "people/")))
    assert "Late mostly & low" in squeezed(page.words)
    assert "Ada Okafor, Kestrel · 2 March 2026 · line 9 of interviews/2026-03-02 Ada Okafor.md, opens in Obsidian" in squeezed(page.words)
    (address,) = {href for href in page.values("href") if "b1" in href}
    assert unquote(address) == "obsidian://open?vault=My vault&file=people/interviews/2026-03-02 Ada Okafor#^b1"
    assert "/" not in address.partition("?")[2], "Obsidian asks for %2F"


def test_without_a_vaults_name_places_are_told_and_not_linked() -> None:
    page = Page(report_html(report(merged(contact("Ada Okafor"), talk("Ada Okafor", "2026-03-02", "- Pays late #theme/pay")))))
    assert not [href for href in page.values("href") if not href.startswith("#")]
    assert "interviews/2026-03-02 Ada Okafor.md:8" in page.values("data-place")


def test_a_redacted_page_links_nowhere_and_names_nobody() -> None:
    whole = template_vault()
    text = report_html(redacted(build_report(whole, TODAY), names_in(whole)), Notes("Ada's vault"))
    page = Page(text)
    assert not [href for href in page.values("href") if not href.startswith("#")]
    assert "Ada" not in text
    assert "Talk 1, line" in page.words
    assert page.wrong == []


def test_quotes_are_told_apart_from_what_is_told_in_other_words() -> None:
    body = '> "Nobody hires juniors." #theme/pay\n\n- "Ask early" #theme/pay\n- He asks late #theme/pay'
    text = report_html(report(merged(contact("Ada Okafor"), talk("Ada Okafor", "2026-03-02", body))))
    quotes = re.findall(r"<blockquote><p [^>]*>(.*?)</p>", text)
    assert sorted(quotes) == ["“Ask early”", "“Nobody hires juniors.”"]
    assert re.search(r'<p dir="auto" class="told">He asks late</p>', text)


def test_every_table_has_a_caption_and_heads_with_their_scope() -> None:
    page = Page(report_html(example(), Notes("vault")))
    tables = [tag for tag, _ in page.tags if tag == "table"]
    assert len(tables) >= 10
    assert len([tag for tag, _ in page.tags if tag == "caption"]) == len(tables)
    assert {attrs.get("scope") for tag, attrs in page.tags if tag == "th"} == {"row", "col"}
    regions = [attrs for _, attrs in page.tags if "wide" in attrs.get("class", "").split()]
    assert all(attrs.get("tabindex") == "0" and attrs.get("role") == "region" and attrs.get("aria-label") for attrs in regions)
    labels = [attrs["aria-label"] for attrs in regions]
    assert len(labels) == len(set(labels))


def test_every_drawing_speaks_or_is_silent() -> None:
    page = Page(report_html(example(), Notes("vault")))
    drawings = [attrs for tag, attrs in page.tags if tag == "svg"]
    spoken = [attrs for attrs in drawings if attrs.get("role") == "img"]
    assert all(attrs.get("aria-labelledby") or attrs.get("aria-hidden") == "true" for attrs in drawings)
    assert len(spoken) == 2, "the curve and the network say in words what they show; the rest stands in a cell beside its words"


def test_the_same_notes_give_the_same_bytes() -> None:
    assert report_html(example(), Notes("vault")) == report_html(example(), Notes("vault"))


def test_the_page_allows_itself_its_style_and_script_and_nothing_else() -> None:
    text = report_html(example())

    def digest(tag: str) -> str:
        (found,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        return base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()

    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest('style')}'; script-src 'sha256-{digest('script')}'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert text.index("Content-Security-Policy") < text.index("<title>"), "nothing may come before the policy that it should hold for"


def test_an_empty_vault_is_told_what_to_write_first() -> None:
    text = report_html(report({}))
    page = Page(text)
    assert page.wrong == []
    assert "Begin with somebody you would like to hear: notes-kit new contact NAME." in squeezed(page.words)
    assert "<code>notes-kit new contact NAME</code>" in text
    assert "form" not in [tag for tag, _ in page.tags]
    asked = Page(report_html(report(contact("Ada Okafor", outreach="2026-02-01 email"))))
    assert "No talk has been held yet" in asked.words
    assert "Answers by channel" in asked.words


def test_notes_without_any_mark_still_make_a_page() -> None:
    files = merged(
        *(contact(name) for name in ("Ada Okafor", "Ben Li")),
        talk("Ada Okafor", "2026-03-02", "### Trends\n- Warehouses hire analysts who read code\n### Advice\n- Visit a depot"),
        talk("Ben Li", "2026-03-09", "### Trends\n- Warehouses want analysts who can read code\n### Advice\n- Ask for a tour"),
    )
    words = squeezed(Page(report_html(report(files))).words)
    assert "Put #theme/NAME behind one" in words
    assert "Said by several, not marked yet" in words
    assert "Visit a depot" in words


def test_refreshing_is_asked_for() -> None:
    assert 'http-equiv="refresh"' not in report_html(example())
    assert 'id="pause"' not in report_html(example())
    text = report_html(example(), refresh=5)
    assert '<noscript><meta http-equiv="refresh" content="5">' in text
    assert "This page reloads itself every 5 seconds." in Page(text).words


def test_what_is_too_much_for_a_page_is_counted() -> None:
    people = [f"Person {number}" for number in range(70)]
    files = merged(
        *(contact(name, source='"[[Person 0]]"', outreach="2026-01-05 email") for name in people),
        *(talk(name, f"2026-0{at % 4 + 1}-{at % 27 + 1:02}", f"- Says {at} (+) #theme/pay\n- Adds {at} (-) #theme/pay #skill/sql") for at, name in enumerate(people)),
        {"Profile.md": note("profile", assumptions="[pay matters #theme/pay]")},
    )  # fmt: skip
    text = report_html(report(files), Notes("vault"))
    words = squeezed(Page(text).words)
    assert "And 60 more points in the notes: notes-kit themes show pay." in words
    assert "Left out for room: 30 people" in words
    assert "and 58 more" in words
    assert "Talks by month" in words
    assert len(text) < 700_000


@pytest.mark.parametrize("name", ["getting-hired", "work/hours", "two words-kept", "été", "a_b"])
def test_a_themes_name_becomes_a_heading(name: str) -> None:
    made = {"getting-hired": "Getting hired", "work/hours": "Work / hours", "two words-kept": "Two words-kept", "été": "Été", "a_b": "A b"}
    assert title(name) == made[name]


def test_text_is_escaped_wherever_it_enters() -> None:
    assert el("p", "<b>", joined(["&", None, el("i", "x")]), title='"', data_n=1.5, hidden=True, id=None) == (
        '<p title="&quot;" data-n="1.5" hidden>&lt;b&gt;&amp;<i>x</i></p>\n'
    )
    assert el("br") == "<br>"
    assert said("*so* [[A/Ben|Ben]] at [his site](https://ben.example/a_b) or https://x.example/?a=1&b=2.") == (
        'so Ben at <a href="https://ben.example/a_b" rel="noreferrer" class="web">his site</a> or '
        '<a href="https://x.example/?a=1&amp;b=2" rel="noreferrer" class="bare">https://x.example/?a=1&amp;b=2</a>.'
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " https://x.example", "file:///x", "obsidian://new?x", "//x.example", "#a b"]
)
def test_an_address_that_could_do_something_is_no_link(address: str) -> None:
    with pytest.raises(UnsafeAddressError):
        el("a", "x", href=address)


def inert_page(text: str) -> None:
    """Nothing on the page is of a kind that runs, fetches or sends, but its own style, script and filter."""
    page = Page(text)
    names = Counter(tag for tag, _ in page.tags)
    assert page.wrong == []
    assert not set(names) & {
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "link",
        "template",
        "math",
        "video",
        "audio",
        "source",
        "textarea",
        "slot",
        "animate",
    }
    assert (names["script"], names["style"], names["body"], names["form"], names["meta"]) == (1, 1, 1, 1, 6)
    assert not [
        name for _, attrs in page.tags for name in attrs if name.startswith("on") or name in ("style", "src", "srcset", "srcdoc", "ping", "action")
    ]
    assert not [href for href in page.values("href") if not re.match(r"#[\w-]+\Z|https?://|obsidian://open\?vault=", href, re.IGNORECASE)]


def test_hostile_notes_stay_words() -> None:
    inert_page(report_html(report(hostile_notes()), Notes('"><script>pwned=1</script>')))


@settings(max_examples=25)
@given(vaults())
def test_any_vault_makes_a_whole_page(files: Files) -> None:
    found = build_report(vault(files), TODAY)
    page = Page(report_html(found, Notes("vault")))
    assert page.wrong == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(ids)
    words = squeezed(page.words)
    assert [point.text for point in all_points(found) if squeezed(plain(point.text)).strip('"“”') not in words] == []


NARROWED = merged(
    *(contact(name, outreach="2026-01-05 email") for name in ("Ada Okafor", "Chloe Marsh")),
    contact("Ben Li", source='"[[Ada Okafor]]"', closed="2026-04-20 retired"),
    talk("Ada Okafor", "2026-02-01", "- Low (+) #theme/pay\n- Long days #theme/hours", referrals='["[[Ben Li]]"]'),
    talk("Ben Li", "2026-02-20", "- Fair enough #theme/pay"),
    talk("Chloe Marsh", "2026-04-10", "- Good (-) #theme/pay"),
    {"Questions.md": "- What would you ask in my place? #q/advice\n"},
)


def test_what_is_new_and_what_to_ask_are_told() -> None:
    words = squeezed(Page(report_html(report(NARROWED, since=date(2026, 4, 1)))).words)
    assert "1 talk since 1 April 2026, against all that came before." in words
    assert "First heard Chloe Marsh" in words
    assert "More voices Pay (from 2 to 3 people)" in words
    assert "Newly divided Pay" in words
    assert "What would you ask in my place?" in words


def test_who_was_met_before_the_period_is_drawn_as_met() -> None:
    text = report_html(report(NARROWED, since=date(2026, 4, 1)))
    assert re.findall(r'<circle [^>]*class="n-(\w+)"><title>([^<]*)</title>', text) == [("met", "Ada Okafor: talked"), ("met", "Ben Li: talked")]


def test_a_report_on_one_theme_says_so() -> None:
    page = Page(report_html(on_theme(report(NARROWED), "pay")))
    words = squeezed(page.words)
    assert "as of 18 May 2026; on Pay alone" in words
    assert "On Pay alone: 3 points of 3 of the 3 people heard." in words
    assert [name for name in page.values("id") if name.startswith("theme-") and not name.endswith(("-title", "-sides"))] == ["theme-pay"]


def test_what_it_was_narrowed_to_is_told_as_words() -> None:
    found = replace(report(NARROWED, since=date(2026, 2, 1), until=date(2026, 3, 1)), where='format == "<video>"')
    assert "; talks from 1 February 2026 until 1 March 2026; talks where format == &quot;&lt;video&gt;&quot;</p>" in report_html(found)
