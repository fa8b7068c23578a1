"""Which shape an answer takes: asked for by name, or by the ending of the file it goes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from notes_kit.cli.errors import Failure

if TYPE_CHECKING:
    from notes_kit.app.session import Session
    from notes_kit.themes.report import Report

ENDINGS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".json": "json", ".txt": "text"}


def report_shape(shape: str | None, output: str | None, *, as_json: bool) -> str:
    """`text`, `md`, `html` or `json`.

    Raises:
        Failure: the file's ending says nothing and nothing else was said.
    """
    if as_json:
        return "json"
    if shape is not None or output is None:
        return shape or "text"
    ending = "." + output.rsplit(".", 1)[-1].casefold()
    if ending not in ENDINGS:
        raise Failure(f"what kind of file is {output}? End its name in .md, .html, .json or .txt, or say --format")
    return ENDINGS[ending]


def report_words(
    result: Report, shape: str, *, session: Session | None = None, columns: int = 80, paint: Callable[[str, str], str] = lambda words, _: words,
    refresh: int | None = None,
) -> str:  # fmt: skip
    """A report in one of its shapes; `session` is the vault into which a page links, where it is to have links.

    With `refresh` a page reloads itself every so many seconds.
    """
    if shape == "json":
        import json  # noqa: PLC0415

        from notes_kit.render.report_json import report_json  # noqa: PLC0415

        return json.dumps(report_json(result), ensure_ascii=False, indent=2) + "\n"
    if shape == "md":
        from notes_kit.render.report_markdown import report_markdown  # noqa: PLC0415

        return report_markdown(result)
    if shape == "html":
        from notes_kit.app.report import where_notes_open  # noqa: PLC0415
        from notes_kit.render.report_basis import with_comment  # noqa: PLC0415
        from notes_kit.render.report_html import report_html  # noqa: PLC0415

        return with_comment(report_html(result, where_notes_open(session) if session else None, refresh=refresh), result)
    from notes_kit.render.report_text import report_text  # noqa: PLC0415

    return report_text(result, width=columns, style=paint)
