"""The places in a Markdown report that belong to the person: what they write there stays when the report is written again.

A place is a pair of Obsidian comments, `%% keep NAME %%` and `%% /keep %%`, with the person's words between them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from hashlib import blake2b

OPEN, CLOSE = "%% keep {} %%", "%% /keep %%"
HELP = "%% What you write between a `keep` and its `/keep` stays when the report is written again; all else is made anew. %%"
LEFT_OVER = "## Kept from an earlier report"
_PLACE = re.compile(r"^%% keep (?P<name>[^\n]+?) %%[ \t]*\n(?P<words>.*?)^%% /keep %%[ \t]*$", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"\n%% made of\n.*?^%%[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LEFT_OVER = re.compile(rf"\n{re.escape(LEFT_OVER)}\n.*?(?=\n%% made of\n|\Z)", re.DOTALL)
_ODD = re.compile(r"[^\w /.,'()&+-]")
_BYTES = 6


def place(name: str) -> list[str]:
    """An empty place for the person's words."""
    return [OPEN.format(" ".join(_ODD.sub("", name).split()) or "here"), "", CLOSE, ""]


def kept_words(text: str) -> dict[str, str]:
    """What the person wrote into each place of a report, by the place's name; empty places are left out."""
    found = {match["name"]: match["words"].strip("\n") for match in _PLACE.finditer(_lines(text))}
    return {name: words for name, words in found.items() if words.strip()}


def own_properties(text: str, ours: Collection[str]) -> str:
    """The lines of the front matter that hold properties of the person's own; empty if there are none."""
    matter = _FRONT_MATTER.match(_lines(text))
    kept, mine = [], False
    for line in matter.group().split("\n")[1:-2] if matter else ():
        if line[:1].strip() and not line.startswith(("#", "- ")):
            mine = line.partition(":")[0].strip() not in ours
        if mine:
            kept.append(line)
    return "".join(f"{line}\n" for line in kept)


def with_kept(text: str, words: Mapping[str, str]) -> str:
    """A new report with the words of an old one in their places; those whose place is gone come at the end, in a place of their own."""
    left = dict(words)

    def filled(match: re.Match[str]) -> str:
        mine = left.pop(match["name"], "")
        return f"{OPEN.format(match['name'])}\n{mine}\n{CLOSE}" if mine else match.group()

    text = _PLACE.sub(filled, text)
    if not left:
        return text
    rest = "\n\n".join(f"{OPEN.format(name)}\n{mine}\n{CLOSE}" for name, mine in left.items())
    block = _BLOCK.search(text)
    at = block.start() if block else len(text)
    return f"{text[:at].rstrip()}\n\n{LEFT_OVER}\n\n{rest}\n{text[at:]}"


def without_places(text: str) -> str:
    """A report without any place for words, as other formats want it."""
    return _BLOCK.sub("\n", _PLACE.sub("", text.replace(f"{HELP}\n\n", "")))


def made_digest(text: str) -> str:
    """A digest of what notes-kit wrote into a report: without front matter, the person's words and the block of sources."""
    body = _FRONT_MATTER.sub("", _lines(text), count=1)
    body = _BLOCK.sub("\n", _LEFT_OVER.sub("\n", body))
    body = _PLACE.sub(lambda match: OPEN.format(match["name"]), body)
    return blake2b("\n".join(line.rstrip() for line in body.strip().split("\n")).encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
