"""HTML that is safe by construction: text is escaped unless this module made it, and an address must be of a harmless kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from notes_kit.render.report_markup import TOKEN, address
from notes_kit.render.words import term_safe, unmarked
from notes_kit.themes.decisions import web_address

_VOID = frozenset({"meta", "br", "hr", "input", "col"})
_OWN_LINE = frozenset(
    "html head body header main footer nav section article aside figure form fieldset table thead tbody tr ul ol li dl dt dd div p blockquote"
    " details meta title style script noscript h1 h2 h3 h4 svg".split()
)
_HARMLESS = re.compile(r"#[\w-]*\Z|https?://|obsidian://open\?", re.IGNORECASE)


class Html(str):
    """Markup. What is no `Html` is text, and is escaped wherever it enters a page."""

    __slots__ = ()


class UnsafeAddressError(ValueError):
    """An address that could run or fetch something was about to become a link."""


def text(words: str) -> Html:
    """Words as they are read, whatever characters they hold."""
    return words if isinstance(words, Html) else Html(escape(term_safe(words)))


def joined(parts: Iterable[str | None], between: str = "") -> Html:
    """Parts one after the other; what is None is left out."""
    return Html(text(between).join(text(part) for part in parts if part is not None))


def el(tag: str, /, *children: str | None, **attributes: str | float | bool | None) -> Html:
    """An element. An attribute that is None or False is left out; `class_` is class, `data_who` is data-who.

    Raises:
        UnsafeAddressError: `href` is neither a place on the page, nor a web address, nor a note in Obsidian.
    """
    words = [tag]
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        known = name.rstrip("_").replace("_", "-")
        if known == "href" and not _HARMLESS.match(str(value)):
            raise UnsafeAddressError(str(value))
        words.append(known if value is True else f'{known}="{text(value) if isinstance(value, str) else f"{value:g}"}"')
    end = "\n" if tag in _OWN_LINE else ""
    if tag in _VOID:
        return Html(f"<{' '.join(words)}>{end}")
    return Html(f"<{' '.join(words)}>{joined(children)}</{tag}>{end}")


def said(words: str) -> Html:
    """What stands in a note on one line: emphasis without its marks, links to the web as links, links to notes by what they show."""
    words = term_safe(" ".join(words.split()))
    parts: list[str] = []
    at = 0
    for match in TOKEN.finditer(words):
        parts.append(unmarked(words[at : match.start()]))
        at = match.end()
        if match["target"]:
            parts.append((match["shown"] or "").strip() or match["target"].rsplit("/", 1)[-1].strip())
        elif match["link"]:
            parts.append(web_link(match["link"], unmarked(match["words"]).strip() or match["link"]))
        else:
            url = web_address(match["url"])
            parts += [web_link(url, url), match["url"][len(url) :]]
    parts.append(unmarked(words[at:]))
    return joined(parts)


def web_link(url: str, shown: str) -> Html:
    """A link that leaves the page, and tells the other end nothing of it."""
    return el("a", shown, href=address(url), rel="noreferrer", class_="bare" if shown == url else "web")


def hidden(words: str) -> Html:
    """Words that are heard and not seen."""
    return el("span", words, class_="heard")
