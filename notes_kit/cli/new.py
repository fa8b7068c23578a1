"""`notes-kit new`: begin a note from the vault's own template."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter

if TYPE_CHECKING:
    from notes_kit.app.desk import Desk
    from notes_kit.model.vault import Vault

F = TypeVar("F", bound=Callable[..., Any])


@click.group("new")
@shared_options
def command() -> None:
    """Begin a note from the vault's own template, and print its path. What is there is never replaced.

    \b
    Examples: notes-kit new contact Ada Okafor --organization Northwind --source "Ben Li"
              notes-kit new interview ada --date "fri 15:00"
    """


def _making(function: F) -> F:
    """What every kind of note can be asked for with."""
    for option in (
        shared_options,
        json_option,
        click.option("--dry-run", is_flag=True, help="Show the note and write nothing."),
        click.option("--edit", is_flag=True, help="Open it in the editor that VISUAL or EDITOR names."),
    ):
        function = option(function)
    return function


@command.command("contact")
@click.argument("name", nargs=-1, required=True)
@click.option("--role", default="", help="What they do.")
@click.option("--organization", default="", metavar="NAME", help="Where they do it; a link where there is a note of that name.")
@click.option("--email", default="", metavar="ADDRESS", help="Their e-mail address.")
@click.option("--linkedin", default="", metavar="URL", help="The address of their profile.")
@click.option("--source", default="", metavar="WHO", help="Who or what led you to them: a contact's name, or words.")
@click.option("--tag", "tags", multiple=True, help="A tag. Repeatable.")
@click.option("--outreach", default="", metavar="CHANNEL", help="You have written to them today: email, linkedin, intro, phone …")
@_making
@click.pass_obj
def contact(
    options: Options, /, name: tuple[str, ...], *, outreach: str, edit: bool, dry_run: bool, as_json: bool, **facts: str | tuple[str, ...]
) -> None:
    """A person's note."""
    from notes_kit.app.begin import begin_contact  # noqa: PLC0415

    words = " ".join(name)
    _begin(
        options,
        f"new contact {words}",
        lambda desk, vault: begin_contact(desk, vault, words, facts, outreach),
        who=words,
        edit=edit,
        dry_run=dry_run,
        as_json=as_json,
    )


@command.command("interview")
@click.argument("who", metavar="CONTACT", nargs=-1, required=True)
@click.option("--date", "when", required=True, metavar="WHEN", help="The day, with the time if it is known: 2026-03-02, fri, “fri 15:00”.")
@click.option("--duration", default="", metavar="MINUTES", help="Minutes planned; 30 if neither you nor the template say so.")
@click.option("--format", "format_", default="", metavar="WAY", help="video, phone, in-person or chat.")
@click.option("--place", default="", help="The address, or the link of the call.")
@_making
@click.pass_obj
def interview(
    options: Options, who: tuple[str, ...], *, when: str, duration: str, format_: str, place: str, edit: bool, dry_run: bool, as_json: bool
) -> None:
    """A talk's note, named by its day and the contact."""
    from notes_kit.app.begin import begin_interview  # noqa: PLC0415

    facts = {"duration": duration, "format": format_, "place": place}
    words = " ".join(who)
    _begin(
        options,
        f"new interview {words}",
        lambda desk, vault: begin_interview(desk, vault, words, when, facts),
        who=words,
        edit=edit,
        dry_run=dry_run,
        as_json=as_json,
    )


@command.command("organization")
@click.argument("name", nargs=-1, required=True)
@_making
@click.pass_obj
def organization(options: Options, name: tuple[str, ...], *, edit: bool, dry_run: bool, as_json: bool) -> None:
    """An organization's note."""
    from notes_kit.app.new import new_plain  # noqa: PLC0415

    words = " ".join(name)
    _begin(
        options,
        f"new organization {words}",
        lambda desk, vault: new_plain(desk, vault, "organization", words),
        edit=edit,
        dry_run=dry_run,
        as_json=as_json,
    )


@command.command("theme")
@click.argument("name", nargs=-1, required=True)
@_making
@click.pass_obj
def theme(options: Options, name: tuple[str, ...], *, edit: bool, dry_run: bool, as_json: bool) -> None:
    """A theme's note: what counts as the theme, and what does not."""
    from notes_kit.app.new import new_plain  # noqa: PLC0415

    words = " ".join(name)
    _begin(options, f"new theme {words}", lambda desk, vault: new_plain(desk, vault, "theme", words), edit=edit, dry_run=dry_run, as_json=as_json)


def _begin(options: Options, title: str, make: Callable[[Desk, Vault], str], *, who: str = "", edit: bool, dry_run: bool, as_json: bool) -> None:
    from notes_kit.app.begin import begin  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.written import diff_text  # noqa: PLC0415

    begun = begin(open_session(options), title, make, who=who, now=now(), dry_run=dry_run, edit=edit)
    if as_json:
        emit_json({"version": 1, "today": f"{options.day()}", "path": begun.path, "written": not dry_run, "diff": begun.diff})
    else:
        emit(diff_text(begun.diff, painter(options)) if dry_run else begun.path)
