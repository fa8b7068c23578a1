"""What people wrote as inert Markdown, and links that Obsidian follows.

Whatever stands in a note, on one line of a report it stays words: it opens no heading, list, table,
comment, formula, tag, task, embed or HTML. Links to notes and web addresses stay links.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from notes_kit.render.words import term_safe, unmarked
from notes_kit.themes.decisions import web_address

TOKEN = re.compile(
    r"\[\[(?P<target>[^\[\]\n|#]+)(?:#[^\[\]\n|]*)?(?:\\?\|(?P<shown>[^\[\]\n]*))?\]\]"
    r"|\[(?P<words>[^\[\]\n]*)\]\(<?(?P<link>https?://(?:[^\s()<>]|\([^\s()<>]*\))+)>?\)"
    r"|(?P<url>https?://[^\s<>\[\]\"“”«»`|\\^{}]+)",
    re.IGNORECASE,
)
"""A link to a note (`target`, `shown`), a Markdown link to the web (`words`, `link`) or a bare web address (`url`)."""

_ACTIVE = re.compile(r"[\\`*_\[\]<#|$]|!(?=\[)|~(?=~)|=(?==)|\^(?=[\w-]+\s*$)|(?<=:):|&(?=#?\w+;)")
_LEADING = re.compile(r">|[-+](?=[\s+-]|$)|\d{1,9}[.)](?=\s|$)")
_AWKWARD = re.compile(r"[\[\]|#^\\<>`*$\x00-\x1f\x7f]|%%|&#?\w+;")
_IN_ANCHOR = re.compile(r"[:#|^\\\[\]<>`*$]|%%")
_SHOWN = str.maketrans({"|": "/", "[": "(", "]": ")", "<": "‹", ">": "›", "\\": "/", "`": "'", "*": "∗", "$": "＄"})
_URL_SAFE = "%:/?#@!$&'*+,;=~-._"


def inert(text: str, *, cell: bool = False) -> str:
    """The text on one line with everything that Markdown could take for structure escaped; `cell` for a table."""
    text = term_safe(" ".join(text.split()))
    out: list[str] = []
    at = 0
    for match in TOKEN.finditer(text):
        before = _words(text[at : match.start()])
        out += [f"{before[:-1]}\\!" if before.endswith("!") else before, _token(match, cell=cell)]
        at = match.end()
    out.append(_words(text[at:]))
    line = "".join(out)
    lead = _LEADING.match(line)
    if lead:
        line = f"{line[: lead.end() - 1]}\\{line[lead.end() - 1 :]}"
    return line


def note_link(path: str, shown: str, *, anchor: str = "", block: str = "", cell: bool = False) -> str:
    """A link to a note that Obsidian follows: to the block if it has an id, else to the heading, else to the note.

    What is no path of a note, such as the label of a redacted one, is no link: only `shown` stands there.
    """
    target = path.removesuffix(".md")
    if target == path:
        return inert(shown, cell=cell)
    return _wikilink(path, target, shown, anchor, block, cell=cell)


def _wikilink(path: str, target: str, shown: str, anchor: str = "", block: str = "", *, cell: bool = False) -> str:
    if _AWKWARD.search(target):
        return f"[{_shown(shown)}]({quote(path)})"
    heading = " ".join(_IN_ANCHOR.sub(" ", term_safe(anchor)).split())
    place = f"#^{block}" if block else f"#{heading}" if heading else ""
    bar = "\\|" if cell else "|"
    return f"[[{target}{place}{bar}{_shown(shown)}]]"


def _shown(text: str) -> str:
    return " ".join(term_safe(text).translate(_SHOWN).replace("%%", "％％").split()) or "note"


def _token(match: re.Match[str], *, cell: bool) -> str:
    if match["target"]:
        target, shown = match["target"].strip(), (match["shown"] or "").strip()
        if _AWKWARD.search(target) or not target:
            return _words(shown or target)
        return _wikilink(target, target.removesuffix(".md"), shown or target.rsplit("/", 1)[-1], cell=cell)
    if match["link"]:
        return f"[{_words(match['words']) or 'link'}]({address(match['link'])})"
    url = web_address(match["url"])
    return f"<{address(url)}>{_words(match['url'][len(url) :])}"


def address(url: str) -> str:
    """A web address with everything escaped that addresses must not hold."""
    return quote(url, safe=_URL_SAFE).replace("|", "%7C")


def _words(text: str) -> str:
    return _ACTIVE.sub(r"\\\g<0>", unmarked(text)).replace("%%", "&#37;&#37;")
