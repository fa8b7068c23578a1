"""Skills (P41): which of them a profile lists, and which task is the plan for one; rules and reports match them alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from notes_kit.model.names import plain_name
from notes_kit.model.note import Note, Task

SKILL = "skill/"
"""What a tag that names a skill begins with."""

_PARTS = re.compile(r"[,;\n]")


def is_skill(tag: str) -> bool:
    """Whether a tag, without its `#`, names a skill."""
    return tag[: len(SKILL)].casefold() == SKILL


def skill_key(name: str) -> str:
    """A skill as it is compared: `Data-Modelling` and `data modelling` are one."""
    return plain_name(name)


def listed(profile: Note) -> Iterator[str]:
    """The skills that a profile lists, each as it is written, such as `SQL and some Python`."""
    yield from (part for value in profile.values("skills") for part in _PARTS.split(value.raw))


def phrases(texts: Iterable[str]) -> str:
    """Texts as one, in which `has_phrase` finds a skill that one of them names, alone or within more words."""
    return "".join(f"| {plain} " for text in texts if (plain := plain_name(text)))


def has_phrase(said: str, key: str) -> bool:
    """Whether a text of `phrases` or `plan_words` names a skill."""
    return bool(key) and (f" {key} " in said or f"#{key}#" in said)


def mine(profiles: Iterable[Note], keys: Iterable[str]) -> set[str]:
    """Those of the skills that the profiles list, alone or within a longer phrase."""
    have = phrases(part for note in profiles for part in listed(note))
    return {key for key in keys if has_phrase(have, key)}


def is_plan(task: Task) -> bool:
    """Whether a task is something that I mean to do or did."""
    return not task.promised and (task.open or task.done)


def plan_words(task: Task) -> str:
    """What a task is about, for `has_phrase`: a tag names the whole of a skill, words name it among others."""
    return phrases([task.text]) + "".join(f"#{skill_key(tag[len(SKILL) :])}#" for tag in task.tags if is_skill(tag))


def plans(notes: Iterable[Note], keys: Iterable[str], today: date) -> dict[str, tuple[Note, Task]]:
    """Each of the skills with the task of mine that is about it, open or done by then.

    A task that carries the skill's tag goes before one that names it in its words, an open one before one that is done,
    and then the sooner one.
    """
    wanted = {key for key in keys if key}
    found: dict[str, tuple[tuple[object, ...], Note, Task]] = {}
    for note in notes if wanted else ():
        for task in note.tasks:
            if not is_plan(task) or (task.created is not None and task.created > today):
                continue
            tagged = {skill_key(tag[len(SKILL) :]) for tag in task.tags if is_skill(tag)} & wanted
            for key in tagged | _named(task.text, wanted):
                done = task.done and not (task.done_on is not None and task.done_on > today)
                rank = (key not in tagged, done, task.due or date.max, note.path, task.place)
                if key not in found or rank < found[key][0]:
                    found[key] = (rank, note, task)
    return {key: (note, task) for key, (_, note, task) in found.items()}


def _named(text: str, wanted: set[str]) -> set[str]:
    """Those of the skills that words name; most words name none, and are found out before they are taken apart."""
    low = text.casefold()
    near = [key for key in wanted if not low.isascii() or key.split(" ", 1)[0] in low]
    words = phrases([text]) if near else ""
    return {key for key in near if has_phrase(words, key)}
