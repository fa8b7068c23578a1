"""`notes-kit rules`: what each rule means and why."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter


@click.command("rules")
@click.argument("rule", required=False)
@json_option
@shared_options
@click.pass_obj
def command(options: Options, rule: str | None, *, as_json: bool) -> None:
    """What each rule means, why, its thresholds in force, and an example of each kind.

    RULE is a name, a code, the beginning of a code, or a group. Inside a vault its settings are counted in.

    \b
    Examples: notes-kit rules
              notes-kit rules thank-you-missing
    """
    from notes_kit.io.files import NoVaultError  # noqa: PLC0415
    from notes_kit.model.settings import Settings  # noqa: PLC0415
    from notes_kit.render.rule_pages import rule_page, rule_row, rules_list  # noqa: PLC0415
    from notes_kit.rules import RULES  # noqa: PLC0415
    from notes_kit.rules.driver import matching  # noqa: PLC0415

    try:
        settings = open_session(options).settings
    except NoVaultError:
        settings = Settings()
    chosen = matching(rule) if rule else RULES
    if as_json:
        emit_json({"version": 1, "today": options.day().isoformat(), "rules": [rule_row(item, settings) for item in chosen]})
    elif len(chosen) == 1:
        emit(rule_page(chosen[0], settings, painter(options)))
    else:
        emit(rules_list(chosen, settings, painter(options)))
