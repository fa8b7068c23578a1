"""Make the report, and write it where it was asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from notes_kit.app.session import Session
from notes_kit.io.output import read_existing, write_output

if TYPE_CHECKING:
    from datetime import date

    from notes_kit.model.people import Interview
    from notes_kit.model.vault import Vault
    from notes_kit.render.report_html_sheet import Notes
    from notes_kit.themes.report import Report

AHEAD = 7
"""Days ahead from which duties are told as next steps, as in `due`."""


_HEAD = 4096
"""Bytes of a file by which a report is known."""


class NotAReportError(Exception):
    """The file to write to exists and is no report, so it is not overwritten."""


def report(
    session: Session, *, since: str | None = None, until: str | None = None, where: str | None = None, theme: str | None = None, suggest: bool = True
) -> Report:
    """The synthesis of the vault as of the session's day; dates as a person types them; `suggest` asks for themes that nobody marked.

    Raises:
        notes_kit.themes.narrow.NoSuchThemeError: `theme` is no theme.
        notes_kit.parse.human_date.HumanDateError: `until` is no date, or `since` neither a date nor, in a Git repository, a commit.
        notes_kit.io.git_run.GitError: the same, in a repository.
        notes_kit.parse.where.WhereError: `where` is no expression.
    """
    from notes_kit.app.lint import lint  # noqa: PLC0415
    from notes_kit.themes.build import build_report  # noqa: PLC0415
    from notes_kit.themes.narrow import on_theme  # noqa: PLC0415
    from notes_kit.themes.public import public  # noqa: PLC0415

    first, last = _since(session, since), _day(session, until)
    vault = session.vault(points=True)
    findings = list(lint(session, horizon=AHEAD).findings)
    shown = public(vault, session.today).vault
    if shown is not vault:  # a duty may quote what is private; only those that follow from public words are told (P35)
        from notes_kit.rules.driver import run  # noqa: PLC0415

        provable = set(run(shown, session.today, horizon=AHEAD))
        findings = [item for item in findings if item in provable]
    found = build_report(vault, session.today, findings=findings, since=first, until=last, where=_filter(session, vault, where), suggest=suggest)
    found = replace(found, where=where or "")
    return on_theme(found, theme) if theme else found


class LeakError(Exception):
    """A redacted output would still tell what it must not; the message says what kind of thing, of whom and where, and nothing more."""


def redacted_words(session: Session, result: Report, render: Callable[[Report], str]) -> str:
    """A report as text with every name put away (P35), and searched once more before anybody gets it.

    Raises:
        LeakError: something known would still show; nothing may be written.
    """
    from notes_kit.themes.leaks import leaks, words_in  # noqa: PLC0415
    from notes_kit.themes.redact import blank, names_in, redacted  # noqa: PLC0415

    names = names_in(session.vault(points=True))
    shown = redacted(result, names)
    text = render(shown)
    found = leaks(text.encode("utf-8", "replace"), names, lambda: words_in(render(blank(shown))))
    if found:
        first = found[0]
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        raise LeakError(
            f"not redacted well enough, so nothing is written: {first.sort} of {first.label} would still show under “{first.section}”{more}; "
            "this is a fault of notes-kit: please report it"
        )
    return text


def _day(session: Session, text: str | None) -> date | None:
    if not text:
        return None
    from notes_kit.parse.human_date import read_human_date  # noqa: PLC0415

    return read_human_date(text, session.today)


def _since(session: Session, text: str | None) -> date | None:
    """A date, else the day of the commit that a revision names."""
    from notes_kit.parse.human_date import HumanDateError  # noqa: PLC0415

    try:
        return _day(session, text)
    except HumanDateError:
        from notes_kit.app.past import find_commit  # noqa: PLC0415 - Git, needed only for what is no date
        from notes_kit.io.git_repo import open_repository  # noqa: PLC0415
        from notes_kit.io.git_run import NoGitError  # noqa: PLC0415

        try:
            repository = open_repository(session.root)
        except NoGitError:
            repository = None
        if repository is None:
            raise
        return find_commit(repository, text or "", session.today)[1]


def _filter(session: Session, vault: Vault, where: str | None) -> Callable[[Interview], bool] | None:
    if not where:
        return None
    wanted = matching(session, vault, where)
    return lambda interview: interview.path in wanted


def matching(session: Session, vault: Vault, where: str) -> set[str]:
    """Paths of the talks of which an expression is true."""
    from notes_kit.app.query import matching_paths  # noqa: PLC0415

    return set(matching_paths(session, vault, "interviews", where))


def where_notes_open(session: Session) -> Notes:
    """How a page's links find the notes: by the name of the Obsidian vault, which tells nothing of the machine that it is on."""
    from notes_kit.io.files import obsidian_vault  # noqa: PLC0415
    from notes_kit.render.report_html_sheet import Notes  # noqa: PLC0415

    return Notes(*obsidian_vault(session.root))


def write_report(output: str, text: str, *, force: bool = False) -> str:
    """Write a report to a file, unless it stands there already; returns what to tell the person.

    Raises:
        NotAReportError: the file holds something else.
        OSError: it cannot be written.
    """
    path = os.path.abspath(output)
    before = read_existing(path)
    if before is not None and not force and not _is_report(before):
        raise NotAReportError(f"{output} exists and is no report of notes-kit; it is left alone. Choose another name, or say --force")
    if before is not None and text.startswith("---\n"):
        text = _with_words_kept(before.decode("utf-8", "surrogateescape"), text, output, force=force)
    if before == text.encode("utf-8", "surrogateescape"):
        return f"{output} is up to date"
    write_output(path, text.encode("utf-8", "surrogateescape"))
    return f"wrote {output}"


def _with_words_kept(before: str, text: str, output: str, *, force: bool) -> str:
    """A new Markdown report with what the person wrote into the old one (see `render.report_kept`).

    Raises:
        NotAReportError: the old one was changed where nothing is kept, or a redacted one would take the place of the person's words.
    """
    from notes_kit.render.report_basis import read_block  # noqa: PLC0415
    from notes_kit.render.report_kept import kept_words, made_digest, own_properties, with_kept  # noqa: PLC0415
    from notes_kit.render.report_markdown import PROPERTIES  # noqa: PLC0415

    words, made = kept_words(before), read_block(before)
    if "\nredacted: true\n" in text[:_HEAD]:
        if words and not force:
            raise NotAReportError(f"{output} holds words of yours, which nothing has redacted; write the redacted report to another file")
        return text
    if made is not None and made.written and made_digest(before) != made.written and not force:
        raise NotAReportError(
            f"{output} was changed by hand where nothing is kept; move your words between a `%% keep … %%` and its `%% /keep %%`, or say --force to lose them"
        )
    return with_kept(text.replace("\n---\n", f"\n{own_properties(before, PROPERTIES)}---\n", 1), words)


def _is_report(data: bytes) -> bool:
    """Whether bytes begin as our reports do: front matter of type report, our JSON, or our page."""
    head = data[:_HEAD].decode("utf-8", "replace")
    return (
        not head.strip()
        or "\ntype: report\n" in head
        or ('"version"' in head and '"totals"' in head)
        or 'content="notes-kit report"' in head
        or head.startswith("notes-kit report")
    )
