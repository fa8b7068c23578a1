"""How requests, thanks and their faults are worded: lists of phrases by what they say, which a vault adds to in its own language.

A phrase is words as they are spoken: case, accents, punctuation and hyphens do not count, `I'm` is `i am`, and number words are
figures. `(a|b c)` is one of these, `[a|b]` the same or nothing, `*` up to four words, `~` one word, `#` a number, `@` a word with a
capital letter, `intro*` and `*ed` a word with that beginning or end. A phrase that begins with `-` takes back what it overlaps.
"""

from __future__ import annotations

from collections.abc import Mapping

PARTS: Mapping[str, str] = {
    "who": "who you are",
    "why": "why you ask this person",
    "source": "how you found them",
    "request": "that you ask for a conversation",
    "purpose": "what it is for",
    "duration": "how long it takes",
    "flexible": "that you are flexible",
    "question": "one clear question",
    "close": "a polite close",
}
"""The parts of a request (P6), in the order in which a reader wants them."""

MORE: Mapping[str, str] = {
    "thanks": "words of thanks",
    "deed": "what you did with their advice (P44)",
    "when": "the day of a talk that is confirmed (P15)",
    "where": "its place or link",
    "told": "what they said to you (P30)",
    "job": "asking for a job (P2)",
    "favour": "asking for a favour (P2)",
    "introduction": "asking for an introduction to somebody they named, which thanks may do (P30)",
    "gatekeeper": "somebody who hires: an introduction to them is a favour",
    "offer": "offering something, which is no favour asked",
    "cv": "pressing a CV on them (P20)",
    "pressure": "pressing for an answer (P9, P11)",
    "hour": "an hour or more (P7)",
    "referral": "that somebody sent you",
    "earlier": "that it is a second message (P9)",
    "confirming": "that a talk is confirmed (P15)",
    "after": "thanks for a talk that took place",
    "met": "that you have talked before",
    "not": "what turns the words after it round, as in `I am not asking for a job`",
    "signoff": "a line that is nothing but a close",
    "greeting": "the word that a greeting begins with",
    "title": "titles; the alternatives of one phrase are the same title: `(dr|doctor)`",
    "impersonal": "a greeting that is meant for nobody",
    "vague": "subjects that say nothing (P8)",
    "common": "words with a capital letter that are nobody's name",
}
"""The other lists, with what each is for."""

CONTRACTIONS: Mapping[str, str] = {
    "i'm": "i am", "can't": "can not", "won't": "will not", "let's": "let us", "'ve": " have", "'ll": " will", "'re": " are", "n't": " not", "'d": " would",
    "it's": "it is", "that's": "that is", "there's": "there is", "what's": "what is", "how's": "how is",
}  # fmt: skip
"""Shortened words, whole or by their end, and what they stand for."""

NUMBERS: Mapping[str, str] = {
    "five": "5", "ten": "10", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90",
}  # fmt: skip
