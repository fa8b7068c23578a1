"""The page in a real browser: for everybody to read, in both schemes, on a phone and on paper, and deaf to whatever a note says."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, Tab
from hostile_notes import ATTEMPTS, EVIL, hostile_notes
from theme_stories import TODAY, report, template_vault

from notes_kit.render.report_html import report_html
from notes_kit.render.report_html_sheet import Notes
from notes_kit.themes.build import build_report
from notes_kit.themes.report import Report

WIDE, PHONE = 1280, 360
DIALOG, REQUEST, CONSOLE, ISSUE = "Page.javascriptDialogOpening", "Network.requestWillBeSent", "Log.entryAdded", "Audits.issueAdded"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TAB, ENTER = ("Tab", 9), ("Enter", 13)
STOPS = 'a[href], button, input, select, summary, [tabindex="0"]'


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser") / "profile") as running:
        yield running


@pytest.fixture(scope="module")
def example() -> Report:
    return build_report(template_vault(), TODAY)


@pytest.fixture(scope="module")
def page(example: Report, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("page"), report_html(example, Notes("vault")))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("hostile"), report_html(report(hostile_notes()), Notes('"><script>pwned=1</script>')))


def written(folder: Path, text: str) -> str:
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def trouble(tab: Tab, url: str) -> list[str]:
    """Whatever the page tried that a page of words does not try: dialogs, requests, things forbidden, errors."""
    requests = [event["request"]["url"] for event in tab.told(REQUEST)]
    said = [event["entry"]["text"] for event in tab.told(CONSOLE)]
    thrown = [event["exceptionDetails"]["text"] for event in tab.told("Runtime.exceptionThrown")]
    issues = [event["issue"]["code"] for event in tab.told(ISSUE)]
    left = [address for address in requests if address != url and not address.startswith("data:image/svg+xml")]  # a field's own icon
    return [*map(str, tab.told(DIALOG)), *left, *said, *thrown, *issues]


def poked(tab: Tab) -> None:
    """Do what a reader may do by chance: unfold everything, pass over everything with the mouse, focus everything."""
    tab.run('for (const fold of document.querySelectorAll("details")) fold.open = !fold.open')
    tab.settle()
    tab.run("""for (const one of document.querySelectorAll("body *"))
        for (const kind of ["mouseover", "focus", "toggle", "error", "load"]) one.dispatchEvent(new Event(kind));""")
    tab.run('for (const one of document.querySelectorAll("[autofocus], [tabindex], [accesskey]")) one.focus()')
    tab.settle()


def shown(tab: Tab, selector: str) -> int:
    """How many elements can be seen."""
    return int(tab.run(f"[...document.querySelectorAll({json.dumps(selector)})].filter((one) => one.checkVisibility()).length"))


# ---- for everybody ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "dark", "until"),
    [(WIDE, False, date(2026, 3, 30)), (WIDE, True, date(2026, 3, 1)), (PHONE, False, date(2026, 3, 1)), (PHONE, True, date(2026, 3, 1))],
    ids=["light", "dark", "phone", "dark phone"],
)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, *, width: int, dark: bool, until: date) -> None:
    """Of the first talks alone, for it looks at every word: they fill every section, and the longest of them suggestions too."""
    page = written(tmp_path, report_html(build_report(template_vault(), TODAY, until=until), Notes("vault")))
    found = importlib.util.find_spec("axe_playwright_python")
    assert found
    assert found.origin
    axe = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    with browser.tab(width, dark=dark) as tab:
        tab.call("Page.setBypassCSP", enabled=True)
        tab.open(page)
        tab.run('for (const fold of document.querySelectorAll("details")) fold.open = true')
        tab.run(axe)
        asked = json.dumps({"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": STANDARD}})
        answer = json.loads(tab.run(f"axe.run(document, {asked}).then((found) => JSON.stringify([found.violations, found.passes.length]))"))
    violations: list[dict[str, Any]] = answer[0]
    told = [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in violations]
    assert told == []
    assert answer[1] > 20, "axe looked at the wrong page"


def test_the_keyboard_reaches_everything_in_the_order_of_reading(browser: Browser, page: str) -> None:
    with browser.tab() as tab:
        tab.open(page)
        tab.run(f"""window.wanted = [...document.querySelectorAll({json.dumps(STOPS)})].filter((one) => one.checkVisibility());
                    window.seen = []; window.blind = [];
                    addEventListener("focusin", (event) => {{
                        seen.push(event.target);
                        const look = getComputedStyle(event.target);
                        if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2) blind.push(event.target.outerHTML.slice(0, 99));
                    }})""")
        number = int(tab.run("wanted.length"))
        for _ in range(number + 4 * 6):  # a date has parts, each a stop of its own
            tab.press(*TAB)
        assert number > 100
        missed = "wanted.filter((one) => !seen.includes(one)).map((one) => one.outerHTML.slice(0, 99))"
        assert tab.run(missed) == []
        assert tab.run("blind") == []
        order = "JSON.stringify([...new Set(seen)].filter((one) => wanted.includes(one)).map((one) => wanted.indexOf(one)))"
        turns = json.loads(tab.run(order))
        assert turns == sorted(turns)
        assert tab.run("seen[0].className") == "skip"


def test_the_skip_link_skips(browser: Browser, page: str) -> None:
    with browser.tab() as tab:
        tab.open(page)
        tab.press(*TAB)
        assert tab.run("document.activeElement.getBoundingClientRect().top >= 0"), "it shows itself once it is reached"
        tab.press(*ENTER, text="\r")
        tab.settle()
        assert tab.run("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [320, PHONE, 768, WIDE])
def test_the_page_never_scrolls_sideways(browser: Browser, page: str, hostile: str, width: int) -> None:
    for url in (page, hostile)[: 2 if width == 320 else 1]:
        with browser.tab(width) as tab:
            tab.open(url)
            for unfolded in (False, True):
                tab.run(f'for (const fold of document.querySelectorAll("details")) fold.open = {str(unfolded).lower()}')
                assert tab.run("[document.documentElement.scrollWidth, document.body.scrollWidth]") == [width, width]


def test_targets_are_large_enough_for_a_finger(browser: Browser, page: str) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels by 24, but for links within a line of text."""
    with browser.tab(PHONE) as tab:
        tab.open(page)
        small = tab.run("""[...document.querySelectorAll("nav a, summary, button, select, input, .matrix td a, .matrix thead a")]
            .filter((one) => one.checkVisibility()).map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
            .filter(([box]) => box.width < 24 || box.height < 24).map(([box, html]) => `${box.width} ${box.height} ${html}`)""")
    assert small == []


# ---- without script, on paper ----------------------------------------------------------------------------------------


def test_it_is_all_there_without_script(browser: Browser, page: str, example: Report) -> None:
    with browser.tab(script=False) as tab:
        tab.open(page)
        assert shown(tab, "#filter") == 0
        assert shown(tab, "main > section") > 10
        before = shown(tab, ".said")
        assert before > len(example.marked)
        tab.run('document.querySelector(".card summary").focus()')
        tab.press(*ENTER, text="\r")
        tab.settle()
        assert shown(tab, ".said") > before, "what is folded unfolds"
        assert trouble(tab, page) == []


def test_paper_shows_what_is_folded_and_where_links_lead(browser: Browser, page: str) -> None:
    with browser.tab() as tab:
        tab.open(page)
        folded = shown(tab, ".card details .said")
        tab.call("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        tab.settle()
        assert folded == 0
        assert shown(tab, ".card details .said") > 40
        assert shown(tab, "nav, #filter, .skip, .aside") == 0
        assert tab.run('getComputedStyle(document.querySelector("a.web"), "::after").content').startswith('" <https://')
        assert "Profile.md" in tab.run('getComputedStyle(document.querySelector(".belief .open"), "::after").content')
        assert tab.run("getComputedStyle(document.body).color") == "rgb(34, 32, 29)", "paper is light, whatever the screen is"
        pages = re.findall(rb"/Type\s*/Page\b", tab.pdf())
        assert 10 < len(pages) < 45


def test_a_printer_unfolds_and_folds_again(browser: Browser, page: str) -> None:
    with browser.tab() as tab:
        tab.open(page)
        count = 'document.querySelectorAll("main details[open]").length'
        tab.run('dispatchEvent(new Event("beforeprint"))')
        assert tab.run(count) == tab.run('document.querySelectorAll("main details").length')
        tab.run('dispatchEvent(new Event("afterprint"))')
        assert tab.run(count) == 0


# ---- the filter ------------------------------------------------------------------------------------------------------


def choose(tab: Tab, **wanted: str) -> str:
    """Fill in the filter as a person would, by what an option says; returns what the page tells of it."""
    for name, words in wanted.items():
        tab.run(f"""(() => {{
            const field = document.getElementById("filter").elements.namedItem({json.dumps(name)});
            const option = [...(field.options || [])].find((one) => one.text === {json.dumps(words)});
            field.value = option ? option.value : {json.dumps(words)};
            field.dispatchEvent(new Event("input", {{bubbles: true}}));
        }})()""")
    tab.settle()
    return str(tab.run('document.getElementById("filter-status").textContent'))


def texts(tab: Tab, selector: str) -> list[str]:
    return list(
        tab.run(f"[...document.querySelectorAll({json.dumps(selector)})].filter((one) => one.checkVisibility()).map((one) => one.textContent)")
    )


def test_the_filter_leaves_what_fits(browser: Browser, page: str) -> None:
    with browser.tab() as tab:
        tab.open(page)
        whole = shown(tab, ".card")
        told = choose(tab, who="Samuel Adeyemi")
        points = texts(tab, ".card .said")
        assert points
        assert all("Samuel Adeyemi" in point for point in points)
        assert re.match(r"\d+ of \d+ points on this page fit\.", told)
        assert len(points) > len(texts(tab, ".card > .body > .points .said")), "what is folded and fits is unfolded"
        assert shown(tab, ".card") < whole
        assert texts(tab, ".sources tbody th bdi") == ["Samuel Adeyemi"]
        choose(tab, theme="Masters degree")
        assert texts(tab, ".card h3") == ["Masters degree"]
        choose(tab, who="Everybody", theme="All themes", **{"from": "2026-04-01", "to": "2026-04-30"})
        days = {re.search(r"\d+ (\w+) 2026", point)[1] for point in texts(tab, ".card .said") if " 2026" in point}  # type: ignore[index]
        assert days == {"April"}
        assert all("Apr 2026" in head for head in texts(tab, ".talk h3"))
        choose(tab, text="hydrologist", **{"from": "", "to": ""})
        assert len(texts(tab, ".card .said")) == 1
        tab.run('document.querySelector("#filter button[type=reset]").click()')
        tab.settle()
        assert tab.run('document.getElementById("filter-status").textContent') == ""
        assert shown(tab, ".card") == whole
        assert tab.run('document.querySelectorAll("main details[open]").length') == 0
        assert trouble(tab, page) == []


def test_a_link_shows_what_it_leads_to(browser: Browser, page: str) -> None:
    with browser.tab() as tab:
        tab.open(page)
        choose(tab, who="Samuel Adeyemi")
        inside = '[...document.querySelectorAll(".card details .said")].find((one) => !one.textContent.includes("Samuel"))'
        name = tab.run(f"{inside}.id")
        tab.run(f'location.hash = "{name}"')
        tab.settle()
        assert tab.run(f'document.getElementById("{name}").checkVisibility()')
        assert tab.run('document.getElementById("filter").elements.namedItem("who").value') == ""


# ---- watched ---------------------------------------------------------------------------------------------------------


def test_a_watched_page_reloads_and_stays_as_it_was(browser: Browser, example: Report, tmp_path: Path) -> None:
    url = written(tmp_path, report_html(example, refresh=1))
    with browser.tab() as tab:
        tab.open(url)
        choose(tab, theme="Masters degree")
        tab.run('document.querySelector("#theme-masters-degree details").open = true')
        tab.run("window.old = true")
        tab.forget()
        tab.reloaded()
        tab.settle()
        assert tab.run("window.old") is None
        assert texts(tab, ".card h3") == ["Masters degree"]
        assert tab.run('document.querySelector("#theme-masters-degree details").open')
        assert texts(tab, "#pause") == ["Pause reloading"]
        tab.run('document.getElementById("pause").click()')
        assert texts(tab, "#pause") == ["Reload again"]


# ---- hostile notes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("guarded", [True, False], ids=["with the policy", "with the policy taken away"])
def test_hostile_notes_do_nothing(browser: Browser, hostile: str, *, guarded: bool) -> None:
    assert len(set(ATTEMPTS)) >= 30
    with browser.tab() as tab:
        tab.call("Page.setBypassCSP", enabled=not guarded)
        tab.open(hostile)
        poked(tab)
        choose(tab, text="pwned")
        choose(tab, who=ATTEMPTS[0])
        assert tab.run("window.pwned") is None
        assert trouble(tab, hostile) == []
        assert tab.run("location.href") == hostile
        assert tab.run('document.querySelectorAll("script").length') == 1
        assert tab.run('document.querySelectorAll("#main, #filter").length') == 2
        assert ATTEMPTS[0] in tab.run("document.body.textContent"), "the attempts are there, as words"


def test_what_gets_into_the_page_all_the_same_does_not_run(browser: Browser, page: str, tmp_path: Path) -> None:
    """The policy is the second lock: with the first one broken open, it holds."""
    from urllib.request import url2pathname

    text = Path(url2pathname(page.removeprefix("file://"))).read_text(encoding="utf-8")
    planted = f"""<script>pwned=1</script><img src=x onerror=pwned=1><script src="{EVIL}/x.js"></script><img src="{EVIL}/x.png">
        <link rel=stylesheet href="{EVIL}/x.css"><style>@import "{EVIL}/y.css";</style><iframe src="{EVIL}"></iframe><form action="{EVIL}" id=f></form>"""
    url = written(tmp_path, text.replace("<main", planted + "<main", 1))
    with browser.tab() as tab:
        tab.open(url)
        tab.run('document.getElementById("f").submit()')
        tab.settle()
        assert tab.run("window.pwned") is None
        assert not [event for event in tab.told("Network.responseReceived") if event["response"]["url"].startswith("http")]
        assert tab.told(ISSUE), "the browser says what it forbade"
        assert shown(tab, "#filter") == 1, "our own script runs beside it"
