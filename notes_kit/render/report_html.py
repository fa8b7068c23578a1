"""The report as one HTML file: the Markdown report through markdown-it-py, self-contained, without script or network.

Note text stays inert text: raw HTML is off, images are not drawn, and a strict Content Security
Policy stands behind both.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from urllib.parse import quote

from notes_kit.render.report_markdown import report_markdown
from notes_kit.themes.report import Report

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_WIKILINK = re.compile(r"\[\[([^\[\]|\\#\n]+)(#[^\[\]|\\\n]*)?(?:\\?\|([^\[\]\n]*?))?\\?\]\]")

STYLE = """
:root { color-scheme: light dark; --ink: #1d1f23; --paper: #fdfdfb; --line: #d8d6cf; --soft: #6a6a66; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4df; --paper: #17181b; --line: #3a3b3f; --soft: #a3a29c; --link: #8ab8ea; } }
body { font: 17px/1.55 Georgia, "Iowan Old Style", serif; color: var(--ink); background: var(--paper); max-width: 46rem; margin: 2.5rem auto; padding: 0 1.2rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; }
h2 { margin-top: 2.6rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
h3 { margin-top: 1.8rem; }
a { color: var(--link); text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
em { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font: 15px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
li { margin: .3rem 0; } li ul { color: var(--soft); }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } h2, h3 { break-after: avoid; } li, tr { break-inside: avoid; } a { color: inherit; } }
"""


def report_html(report: Report) -> str:
    """One page that can be opened, printed or sent; links to notes work where it lies in the vault's folder."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 86 ms that only this page needs

    md = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    text = _WIKILINK.sub(_link, _FRONT_MATTER.sub("", report_markdown(report)))
    body = md.render(text).replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="notes-kit report">\n<title>{escape(f"What people told you, {report.today}")}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _link(match: re.Match[str]) -> str:
    """A wikilink as a relative Markdown link to the note's file."""
    target, shown = match[1].strip(), (match[3] or match[1]).strip()
    return f"[{shown}](<{quote(target)}.md>)"
