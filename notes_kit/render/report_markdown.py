"""The report as Markdown for the vault: the same notes give the same bytes, and one changed point changes few lines.

Nothing in it counts lines of notes or days until today, both of which would change on their own:
places are links to the block or heading, and what is due has its date. At its end, in a comment, stands what
it was made from (`report_basis`); between marks stand the person's own words (`report_kept`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from notes_kit import __version__
from notes_kit.model.sources import whole
from notes_kit.render import report_markdown_talks as rest
from notes_kit.render import report_markdown_themes as said
from notes_kit.render.report_basis import with_block
from notes_kit.render.report_kept import HELP, place
from notes_kit.render.report_lines import stem
from notes_kit.render.report_markup import inert, note_link
from notes_kit.render.report_suggested import suggested_lines
from notes_kit.render.words import plural
from notes_kit.themes.report import Report

PROPERTIES = ("type", "today", "since", "until", "where", "theme", "redacted", "notes_kit", "sources")
"""Properties of a report's front matter that are ours; all others are the person's."""

_SECTIONS: tuple[Callable[[Report], list[str]], ...] = (
    said.news, said.decisions, said.themes, said.contrasts, said.minor, suggested_lines, said.skills, rest.progress, rest.to_ask, rest.coverage, rest.heard_of,
)  # fmt: skip
_ALWAYS: tuple[Callable[[Report], list[str]], ...] = (rest.duties, rest.actions, rest.process)


def report_markdown(report: Report) -> str:
    """The whole report, with its front matter, ending in a newline."""
    lines = [*_summary(report), HELP, "", *place("overall"), *markdown_body(report)]
    text = f"{_front_matter(report)}\n\n" + "\n".join(lines).rstrip("\n") + "\n"
    return with_block(text, report.sources) if report.sources else text


def markdown_body(report: Report) -> list[str]:
    """The sections below the summary."""
    lines: list[str] = []
    for section in _SECTIONS if report.totals.held else ():
        lines += section(report)
    for section in _ALWAYS:
        lines += section(report)
    return lines + (rest.talks(report) if report.totals.held else [])


def _front_matter(report: Report) -> str:
    import frontmatter  # noqa: PLC0415 - YAML, needed only by this format

    known: dict[str, Any] = {"type": "report", "today": report.today, "since": report.since, "until": report.until, "where": report.where}
    known |= {"theme": report.theme, "redacted": report.redacted, "notes_kit": __version__}
    if report.sources:
        known["sources"] = f"{plural(len(report.sources), 'note')}, {whole(report.sources)}"
    post = frontmatter.Post("")
    post.metadata.update({key: value for key, value in known.items() if value})
    return str(frontmatter.dumps(post))


def _summary(report: Report) -> list[str]:
    totals = report.totals
    lines = [f"# What people told you{f' on {inert(report.theme)}' if report.theme else ''}", ""]
    if totals.held:
        lines.append(f"- {plural(totals.people_heard, 'person', 'people')} heard in {plural(totals.held, 'talk')}")
        themed = f", {totals.said - len(report.untagged)} of them under {plural(len(report.marked), 'theme')}" if not report.theme else ""
        lines.append(f"- {plural(totals.said, 'point')}{themed}")
        if totals.own:
            lines.append(f"- {plural(totals.own, 'point')} of your own (takeaways, open questions), which count as nobody's voice")
    if report.where:
        lines.append(f"- Only talks of which this is true: {inert(report.where)}")
    if totals.withheld:
        lines.append(f"- {plural(totals.withheld, 'confidential talk')} left out")
    lines += [f"- Not counted: {plural(one.points, 'point')} in {note_link(one.path, stem(one.path))}; {one.why}" for one in report.left_out]
    if report.hint:
        lines += ["", inert(report.hint)]
    return [*lines, ""]
