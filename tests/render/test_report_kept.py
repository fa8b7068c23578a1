"""What a person wrote into a report stays when it is written again, and what else was changed by hand is noticed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from theme_stories import Files, merged, report, talk, template_vault, vaults

from notes_kit.render.report_basis import read_block, with_block
from notes_kit.render.report_kept import LEFT_OVER, kept_words, made_digest, own_properties, place, with_kept, without_places
from notes_kit.render.report_markdown import PROPERTIES, report_markdown
from notes_kit.themes.build import build_report

FILES = merged(talk("Ada Okafor", "2026-03-02", "- A (+) #theme/pay"), talk("Ben Li", "2026-03-03", "- B #theme/hours"))


def written(files: Files = FILES) -> str:
    return report_markdown(report(files))


def with_words(text: str, name: str, words: str) -> str:
    """The report after a person wrote into one of its places."""
    before = f"%% keep {name} %%\n\n%% /keep %%"
    assert before in text, name
    return text.replace(before, f"%% keep {name} %%\n{words}\n%% /keep %%")


def test_there_is_a_place_for_the_whole_and_for_each_theme() -> None:
    assert re.findall(r"^%% keep (.*) %%$", written(), re.MULTILINE) == ["overall", "hours", "pay"]
    assert "decisions" in re.findall(r"^%% keep (.*) %%$", report_markdown(build_report(template_vault(), report({}).today)), re.MULTILINE)


def test_words_stay_in_their_places() -> None:
    mine = with_words(with_words(written(), "pay", "I doubt it.\n\n- because\n"), "overall", "## My head\nShort.")
    later = written({**FILES, **talk("Cleo Marsh", "2026-03-04", "- C #theme/pay")})
    kept = with_kept(later, kept_words(mine))
    assert kept_words(kept) == {"overall": "## My head\nShort.", "pay": "I doubt it.\n\n- because"}
    assert "- C — [[" in kept
    assert kept.replace("I doubt it.\n\n- because\n", "\n").replace("## My head\nShort.\n", "\n") == later
    assert with_kept(later, kept_words(kept)) == kept, "and once more"


def test_words_whose_place_is_gone_are_kept_at_the_end() -> None:
    mine = with_words(written(), "hours", "Ask again.")
    without = {path: text for path, text in FILES.items() if "Ben" not in path}
    kept = with_kept(written(without), kept_words(mine))
    head, _, rest = kept.partition(f"\n{LEFT_OVER}\n")
    assert "Ask again." in rest
    assert "\n%% made of\n" in rest, "the sources stay last"
    assert "Ask again." not in head
    again = with_kept(written(without), kept_words(kept))
    assert again == kept
    assert kept_words(with_kept(written(), kept_words(kept))) == {"hours": "Ask again."}, "and go back when it returns"
    assert LEFT_OVER not in with_kept(written(), kept_words(kept))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: with_words(text, "pay", "Mine"),
        lambda text: text.replace("---\n\n#", "aliases: [x]\n---\n\n#", 1),
    ],
)
def test_what_may_be_changed_by_hand_is_no_change_of_what_was_made(change: object) -> None:
    text = written()
    block = read_block(text)
    assert block is not None
    changed = change(text)  # type: ignore[operator]
    assert changed != text
    assert made_digest(changed) == made_digest(text) == block.written


@pytest.mark.parametrize(
    ("old", "new"),
    [("- (+) A", "- (+) Aha"), ("## Themes\n", "## Themes\nMy words\n"), ("%% /keep %%\n\n## Themes", "%% /keep %%\nMine\n\n## Themes")],
)
def test_what_else_is_changed_shows(old: str, new: str) -> None:
    text = written()
    assert old in text
    assert made_digest(text.replace(old, new, 1)) != made_digest(text)


def test_a_left_over_is_no_change_by_hand() -> None:
    mine = with_words(written(), "hours", "Ask again.")
    text = with_kept(written({path: words for path, words in FILES.items() if "Ben" not in path}), kept_words(mine))
    assert made_digest(text) == read_block(text).written  # type: ignore[union-attr]


def test_own_properties_are_told_from_ours() -> None:
    text = "---\naliases:\n- Synthesis\n- Summary\nsources: 1 note, x\ntags: [mine]\ntype: report\n---\n# X\ntags: no\n"
    assert own_properties(text, PROPERTIES) == "aliases:\n- Synthesis\n- Summary\ntags: [mine]\n"
    assert own_properties("# no front matter\n---\n", PROPERTIES) == ""


def test_other_formats_have_no_places() -> None:
    shown = without_places(written())
    assert "%%" not in shown
    assert "- (+) A — " in shown


@given(st.text(max_size=30))
def test_any_name_makes_a_place_that_can_be_found(name: str) -> None:
    text = "\n".join(["# R", *place(name)])
    found = re.search(r"^%% keep (.*) %%$", text, re.MULTILINE)
    assert found
    mine = with_words(text, found[1], "Mine")
    assert kept_words(mine) == {found[1]: "Mine"}


@given(vaults(), st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40))
def test_nothing_a_person_wrote_is_lost(files: Files, words: str) -> None:
    text = written(files)
    names = re.findall(r"^%% keep (.*) %%$", text, re.MULTILINE)
    if not words.strip() or "%%" in words:
        return
    mine = with_words(text, names[-1], words)
    assert kept_words(with_kept(written({}), kept_words(mine))) == {names[-1]: words.strip("\n")}
    assert with_kept(text, kept_words(mine)) == with_kept(text, kept_words(with_kept(text, kept_words(mine))))


def test_the_block_names_every_source_whatever_its_name() -> None:
    from notes_kit.model.sources import Basis

    odd = [
        Basis(path, "0123456789") for path in ("a%% b.md", "c--d.md", "<script>.md", "e [x](y).md", "Tomáš.md", "100%25.md", " lead.md", "`code`.md")
    ]
    text = with_block("# R\n", odd)
    block = read_block(text)
    assert block is not None
    assert list(block.sources) == odd
    assert text.count("%%") == 2
    assert "<script>" not in text
    assert "Tomáš.md" in text
