"""The report as a note: the same bytes for the same notes, small diffs, links that lead somewhere, and inert text."""

from __future__ import annotations

import difflib
import re
from datetime import date

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from theme_stories import TODAY, Files, contact, merged, note, report, talk, template_files, template_vault, vault, vaults

from notes_kit import __version__
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.text import Place
from notes_kit.render.report_markdown import report_markdown
from notes_kit.render.report_markup import inert, note_link
from notes_kit.themes.build import build_report

LINK = re.compile(r"\[\[([^\[\]|#]+?)(#[^\[\]|]*?)?(?:\\?\|([^\[\]]*))?\]\]")


def body(text: str) -> str:
    return str(frontmatter.loads(text).content)


def tokens(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"linkify": False}).parse(text)


def headings(text: str) -> list[str]:
    found = tokens(body(text))
    return [found[at + 1].content for at, token in enumerate(found) if token.type == "heading_open"]


def example() -> str:
    return report_markdown(build_report(template_vault(), TODAY))


def test_its_front_matter_says_what_it_is() -> None:
    post = frontmatter.loads(example())
    sources = post.metadata.pop("sources")
    assert re.fullmatch("45 notes, [0-9a-f]{12}", str(sources))
    assert post.metadata == {"type": "report", "today": TODAY, "notes_kit": __version__}
    narrowed = report_markdown(report(talk("Ada Okafor", "2026-03-02", "- A"), since=date(2026, 3, 1)))
    assert frontmatter.loads(narrowed)["since"] == date(2026, 3, 1)


def test_today_stands_in_one_line_and_nothing_else_depends_on_it() -> None:
    files = merged(
        contact("Ada Okafor"), talk("Ada Okafor", "2026-03-02", "- A #theme/pay\n\n## Next steps\n- [ ] Write 📅 2026-05-20", thanked="2026-03-03")
    )
    one, other = (report_markdown(report(files, today=day)).splitlines() for day in (date(2026, 5, 18), date(2026, 5, 25)))
    assert [line for line in one if line not in other] == ["today: 2026-05-18"]
    assert sum("2026-05-18" in line for line in one) == 1


def test_next_steps_are_told_without_counting_days() -> None:
    def duty(days: int) -> Finding:
        return Finding("NK301", "thank-you-missing", Severity.ERROR, Kind.DUTY, f"{days} days overdue", "interviews/a.md", Place(3, 1, 3, 2),
                       contact="Ada Okafor", due=date(2026, 5, 16), days_late=days)  # fmt: skip

    one, other = (report_markdown(report({}, findings=[duty(days)])) for days in (2, 3))
    assert one == other
    assert "## Next\n\n- 2026-05-16: thank you missing, Ada Okafor — [[interviews/a|a]]\n" in one


@given(vaults(), st.randoms(use_true_random=False))
def test_the_same_notes_give_the_same_bytes(files: Files, chance: object) -> None:
    order = sorted(files, key=lambda path: hash((path, chance)))
    shuffled = report_markdown(build_report(vault(files, order), TODAY))
    assert shuffled == report_markdown(report(files))
    assert shuffled.endswith("\n")
    assert "\n\n\n" not in shuffled
    assert not re.search(r"[ \t]+$", shuffled, re.MULTILINE)


def changed(files: Files, path: str, old: str, new: str) -> int:
    """Lines that differ between the reports before and after."""
    assert old in files[path]
    before = report_markdown(report(files)).splitlines()
    after = report_markdown(report({**files, path: files[path].replace(old, new, 1)})).splitlines()
    return sum(line.startswith(("+ ", "- ")) for line in difflib.ndiff(before, after))


def test_one_changed_point_changes_few_lines() -> None:
    files = template_files()
    path = "interviews/2026-03-02 Ada Okafor.md"
    assert changed(files, path, "Two fields before you choose one", "Three fields before you choose one") == 10, "theme, assumption, three digests"
    assert changed(files, path, "Customers ask for the carbon", "Customers now ask for the carbon") == 8, "under no theme; three digests"
    assert changed(files, path, "## Notes\n", "## Notes\n\n\n") == 0, "where a line stands is no part of what it says"
    added = "### Trends\n- A new thing that she said #theme/on-call\n"
    assert changed(files, path, "### Trends\n", added) <= 26


def test_the_sections_are_those_of_a_report() -> None:
    found = headings(example())
    assert found[0] == "What people told you"
    assert [one for one in found if one in ("Themes", "Where they disagree", "Single voices", "Skills", "Talk by talk", "How the search goes")] == [
        "Themes", "Where they disagree", "Single voices", "Skills", "How the search goes", "Talk by talk",
    ]  # fmt: skip
    assert "masters-degree" in found


def test_every_link_leads_to_a_note_and_a_heading_that_are_there() -> None:
    files = template_files()
    links = LINK.findall(example())
    assert len(links) > 100
    for target, place, _ in links:
        assert f"{target}.md" in files, target
        if place:
            words = re.sub(r"[#:|^\\]", " ", place).split()
            lines = [re.sub(r"[#:|^\\]", " ", line).split() for line in files[f"{target}.md"].split("\n") if line.startswith("#")]
            assert words in lines, (target, place)


def test_a_point_with_a_block_id_is_linked_by_it() -> None:
    files = talk("Ada Okafor", "2026-03-02", "### Pay\n- It rises #theme/pay ^rise")
    assert "- It rises — [[interviews/2026-03-02 Ada Okafor#^rise|Ada Okafor]], 2026-03-02" in report_markdown(report(files))


def test_quotes_reasons_and_sides_show() -> None:
    text = report_markdown(report(talk("Ada Okafor", "2026-03-02", '- "They pay late." (-) #theme/pay\n- So (+) #theme/pay\n  - why\n    - deeper')))
    assert "- (−) “They pay late.” — [[" in text
    assert "\n  - why\n    - deeper\n" in text


HOSTILE = [
    "# heading", "## a #theme/x b", "- item", "+ item", "* item", "1. item", "2) item", "> quote", ">quote", "---", "***", "===", "```", "~~~", "    code",
    "| a | b |", "|---|---|", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- comment", "--> out", "&lt;b&gt;", "![[embed]]",
    "![x](https://evil.example/p.png)", "[x](javascript:alert(1))", "[x](https://ok.example/a|b)", "[[a|<b>]]", "[[x]] and ![[y]]", "[ref]: https://evil.example", "[^1]: note",
    "text [^1]", "^[inline]", "- [ ] task", "[ ] task", "%% comment", "`%%` code", "$$x$$", "==mark==", "~~struck~~", "**bold", "_under_ `tick", "\\", "ends with \\",
    "key:: value", "[key:: value]", "^block", "http://a.example/|x", "<https://a.example>", "www.a.example", "a\u2028# b", "a\u202eb", "\x1b]0;x\x07", "<a@b.example>",
    "`", "``", "[", "]", "](", "[[", "]]", "|", "[[a#b|c]] d", "[[../x]]", "{{title}}", "<% tp %>", "@user", "#", "#tag", "&#35; h", "\t- tab", "[[a%%b]]", "(+) (-)",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    for written, wanted in (
        (f"- {inert(text)}\n- after", ["bullet_list", 2]),
        (f"| a |\n| --- |\n| {inert(text, cell=True)} |\n\nafter", ["table", 1]),
    ):
        found = tokens(written)
        blocks = [token.type for token in found if token.block and token.type.endswith("_open")]
        opened = [kind for kind in blocks if kind.removesuffix("_open") == wanted[0]]
        assert len(opened) == 1, blocks
        rows = [kind for kind in blocks if kind in ("list_item_open", "tr_open")]
        assert len(rows) == 2, blocks
        assert not {"heading_open", "blockquote_open", "ordered_list_open"} & set(blocks), blocks
        assert not {"html_block", "fence", "code_block", "hr"} & {token.type for token in found}
        inline = [child for token in found for child in token.children or []]
        assert not {"html_inline", "image", "code_inline", "em_open", "strong_open", "s_open"} & {child.type for child in inline}
        assert all(str(child.attrGet("href")).startswith(("http://", "https://")) for child in inline if child.type == "link_open")
        assert [token.content for token in found if token.type == "inline"][-1] == "after"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_opens_nothing_of_obsidians(text: str) -> None:
    shown = inert(text)
    assert "%%" not in shown
    assert not re.search(r"(?<!\\)!\[", shown), "an embed"
    assert not re.search(r"(?<![\\&\w/])#\w", shown), "a tag"
    assert not re.search(r"(?<!\\)\$|(?<![\\:])::(?!\\)|^\[.\] ", shown), "a formula, a field or a task"
    assert not re.search(r"[\x00-\x1f\u2028\u202e]", shown), "a control"


WHOLE = ["# x", "- [ ] t", "<script>alert(1)</script>", "| a | b |", "```", "[[a|<b>]]", "&lt;b&gt;", "![[embed]]", "---"]


@pytest.mark.parametrize("evil", WHOLE)
def test_hostile_notes_make_the_same_sections(evil: str) -> None:
    def story(word: str) -> Files:
        said = word.replace("\n", " ")
        return merged(
            contact("Ada Okafor", role=f"'{said}'", organization=f"'{said}'", source=f"'{said}'", seniority="senior"),
            {"Profile.md": note("profile", goals=f"['{said} #theme/pay']", skills=f"['{said}']")},
            talk("Ada Okafor", "2026-03-02", f"- Q {said} (+) #theme/pay\n  - R {said}\n- P {said} (-) #theme/pay\n\n## Takeaways\n- T {said}",
                 themes=f"['{said}']", referrals=f"['{said}', Chloe]"),
        )  # fmt: skip

    plain, hostile = (report_markdown(report(story(word))) for word in ("word", evil))
    titles = [one for one in headings(hostile) if "word" not in one]
    expected = [one for one in headings(plain) if "word" not in one]
    assert [one for one in titles if one in expected] == expected
    assert len(headings(hostile)) == len(headings(plain))
    assert not {"html_block", "fence", "hr"} & {token.type for token in tokens(body(hostile))}
    assert "html_inline" not in {child.type for token in tokens(body(hostile)) for child in token.children or []}


@given(st.text(min_size=1, max_size=60))
def test_any_text_stays_one_item(text: str) -> None:
    found = tokens(f"- {inert(text)}\n- after")
    kinds = [token.type for token in found if token.block and token.type.endswith("_open")]
    assert kinds.count("list_item_open") == 2
    assert set(kinds) <= {"bullet_list_open", "list_item_open", "paragraph_open"}
    rows = tokens(f"| a | b |\n| --- | --- |\n| {inert(text, cell=True)} | last |")
    assert [token.content for token in rows if token.type == "inline"][-1] == "last"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain words, 20 % of them (half).", "Plain words, 20 % of them (half)."),
        ("Read *Wet Data* and **this**", "Read Wet Data and this"),
        ("See [[Ada Okafor|Ada]] at [[organizations/Kestrel & Vane]]", "See [[Ada Okafor|Ada]] at [[organizations/Kestrel & Vane|Kestrel & Vane]]"),
        ("[A list](https://a.example/x_(y)), long", "[A list](https://a.example/x_%28y%29), long"),
        ("at https://a.example/b_c.", "at <https://a.example/b_c>."),
        ("snake_case and C#", "snake\\_case and C\\#"),
        ("a | b", "a \\| b"),
        ("Wow! [x]", "Wow! \\[x\\]"),
    ],
)
def test_ordinary_text_stays_readable(text: str, shown: str) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize(
    ("path", "shown", "link"),
    [
        ("contacts/Ada Okafor.md", "Ada", "[[contacts/Ada Okafor|Ada]]"),
        ("contacts/C# [x].md", "C# [x]", "[C# (x)](contacts/C%23%20%5Bx%5D.md)"),
        ("contacts/A|B.md", "A|B", "[A/B](contacts/A%7CB.md)"),
        ("contacts/<b>.md", "<b>", "[‹b›](contacts/%3Cb%3E.md)"),
        ("contacts/ü.md", "ü", "[[contacts/ü|ü]]"),
    ],
)
def test_links_survive_the_names_of_files(path: str, shown: str, link: str) -> None:
    assert note_link(path, shown) == link


def test_a_link_in_a_table_keeps_its_cell() -> None:
    assert note_link("a.md", "b", cell=True) == "[[a\\|b]]"
    assert note_link("a.md", "b", anchor="Pay: #1 [now]") == "[[a#Pay 1 now|b]]"
