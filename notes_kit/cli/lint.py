"""`notes-kit lint`: duties and faults."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from notes_kit.cli.errors import DONE, FAILED, FINDINGS, Failure
from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, linker, open_session, painter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes_kit.app.session import Session
    from notes_kit.model.finding import Finding

SHAPES = ("text", "json", "github", "sarif", "junit")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one `lint`."""

    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    shape: str
    fail_on: str
    exit_zero: bool
    waived: bool
    statistics: bool
    group_by: str | None
    fix: bool
    diff: bool
    unsafe_fixes: bool
    baseline: str | None
    write_baseline: str | None
    stdin_filename: str | None


@click.command("lint")
@click.argument("paths", nargs=-1)
@click.option("--select", multiple=True, metavar="RULE", help="Only these: a name, a code, NK3, a group, duties, faults. Repeatable, or with commas.")
@click.option("--extend-select", multiple=True, metavar="RULE", help="These too, though the settings switch them off.")
@click.option("--ignore", multiple=True, metavar="RULE", help="All but these.")
@click.option("--format", "shape", type=click.Choice(SHAPES), default="text", show_default=True, help="How to answer.")
@click.option("--group-by", type=click.Choice(["person", "rule", "path"]), help="Put the findings under headings.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of listing them.")
@click.option("--waived", is_flag=True, help="Show what is waived, too.")
@click.option("--fix", is_flag=True, help="Mend the faults that can be mended safely, marked [*]. `notes-kit undo` takes it back.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: fixes that may change a meaning, too.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings that FILE knows.")
@click.option("--write-baseline", metavar="FILE", help="Keep the findings of today in FILE as known.")
@click.option("--stdin-filename", metavar="FILE", help="Check the text on standard input as if it were saved as FILE.")
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error", "never"]),
    default="info",
    show_default=True,
    help="The least severity that makes the exit status 1; hints are info.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings.")
@json_option
@at_option
@shared_options
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], *, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - the options of `Asked`
    """Check the notes: what is owed to whom (duties) and what is wrong with a note (faults).

    PATHS restrict the answer to these notes or folders. The exit status is 0 without findings, 1 with
    (hints too, unless --fail-on says otherwise), 2 where the check could not be made. `notes-kit rules NAME` explains a finding.

    \b
    Examples: notes-kit lint
              notes-kit lint --select duties --today fri --group-by person
              notes-kit lint contacts --ignore action-undated --fix
    """
    from notes_kit.app.lint import fails, lint  # noqa: PLC0415

    asked = Asked(**{**options, "shape": "json" if as_json else options["shape"]})
    if ctx.obj.at is not None and (asked.fix or asked.diff or asked.stdin_filename is not None):
        raise Failure("the past cannot be mended: --at goes with none of --fix, --diff and --stdin-filename")
    session = open_session(ctx.obj)
    if asked.stdin_filename is not None:
        if asked.fix or asked.diff:
            raise Failure("--fix and --diff mend what is saved: they do not go with --stdin-filename")
        if why := session.unfit(asked.stdin_filename):
            raise Failure(f"“{asked.stdin_filename}” {why}, so there is nothing to check it as; --stdin-filename takes the path of a note")
        session.overlay(asked.stdin_filename, sys.stdin.buffer.read())
        paths = paths or (asked.stdin_filename,)
    if asked.fix or asked.diff:
        session = _mend(ctx, session, paths, asked)
    result = lint(session, paths, select=asked.select, extend=asked.extend_select, ignore=asked.ignore, with_waived=asked.waived)
    findings: Sequence[Finding] = result.findings
    if asked.write_baseline is not None:
        from notes_kit.app.baseline import write_baseline  # noqa: PLC0415

        session.say(f"kept {write_baseline(asked.write_baseline, findings)} findings in {asked.write_baseline}")
        ctx.exit(DONE)
    if asked.baseline is not None:
        from notes_kit.app.baseline import unknown  # noqa: PLC0415

        findings = unknown(asked.baseline, findings)
    _show(ctx.obj, session, findings, result.notes, asked)
    ctx.exit(FAILED if result.crashed else FINDINGS if not asked.exit_zero and fails(findings, asked.fail_on) else DONE)


def _mend(ctx: click.Context, session: Session, paths: tuple[str, ...], asked: Asked) -> Session:
    """Make the fixes, or show them and leave; the vault as it is afterwards."""
    from notes_kit.app.fix import fix  # noqa: PLC0415
    from notes_kit.app.lint import lint  # noqa: PLC0415
    from notes_kit.render.words import plural  # noqa: PLC0415

    found = lint(session, paths, select=asked.select, extend=asked.extend_select, ignore=asked.ignore).findings
    done = fix(session, found, unsafe=asked.unsafe_fixes, dry_run=asked.diff)
    for path, why in done.refused:
        session.say(f"{path}: not mended: {why}")
    if asked.diff:
        emit(done.written.diff)
        session.say(f"--fix would mend {plural(done.fixed, 'finding')}" if done.fixed else "nothing to mend")
        ctx.exit(FINDINGS if done.fixed else DONE)
    session.say(f"mended {plural(done.fixed, 'finding')}; `notes-kit undo` takes it back" if done.fixed else "nothing to mend")
    return open_session(ctx.obj)


def _show(options: Options, session: Session, findings: Sequence[Finding], notes: int, asked: Asked) -> None:
    from notes_kit.render.findings import findings_document, findings_text, statistics_text  # noqa: PLC0415

    if asked.shape == "json":
        emit_json(findings_document(session.today, findings))
    elif asked.shape == "github":
        from notes_kit.render.lint_formats import github  # noqa: PLC0415

        emit(github(findings, _in_repository(session.root)))
    elif asked.shape == "junit":
        from notes_kit.render.lint_formats import junit  # noqa: PLC0415

        emit(junit(findings))
    elif asked.shape == "sarif":
        from notes_kit.render.lint_formats import sarif  # noqa: PLC0415
        from notes_kit.rules import RULES  # noqa: PLC0415

        spoke = {item.code for item in findings}
        emit_json(
            sarif(
                findings, [(rule.code, rule.name, rule.title, rule.how_to_fix) for rule in RULES if rule.code in spoke], _in_repository(session.root)
            )
        )
    elif asked.statistics and findings:
        emit(statistics_text(findings, painter(options)))
    else:
        link = linker(options, session.root)
        emit(findings_text(findings, notes, painter(options), group_by=asked.group_by or "", link=link, none=_none(asked)))


def _none(asked: Asked) -> str:
    """What to say where nothing is found: no more than was looked for."""
    from notes_kit.render.findings import NONE  # noqa: PLC0415

    if asked.baseline is not None:
        return "nothing that the baseline does not know"
    return "nothing of what was asked for" if asked.select or asked.ignore else NONE


def _in_repository(root: str) -> str:
    """The vault's folder from the top of its repository, ending in `/`; empty where it is the top, or lies in none."""
    import os  # noqa: PLC0415
    from pathlib import PurePath  # noqa: PLC0415

    from notes_kit.io.git import repository_above  # noqa: PLC0415

    top = repository_above(root)
    inside = PurePath(os.path.relpath(os.path.realpath(root), top)).as_posix() if top is not None else "."
    return "" if inside == "." else f"{inside}/"
