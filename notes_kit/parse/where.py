"""Compile the expressions of `list --where` into tests over one row of values: no eval, and nothing but what is below.

    stage == "waiting" and today - last_touch > 6w or "spanish" in tags and not empty(`job title`)

Operators, loosest first: `or`, `and`, `not`, one comparison (`== != < <= > >= in`, `not in`, `contains`), `+ -`. Values: "text" or
'text' (a backslash takes the next character as it is), 1.5, 30d 6w 3m 1y, 2026-03-02, 2026-03-02T15:00, today, yesterday, tomorrow,
true, false, none; property names, in backquotes where they are not plain words; the functions of `_ARITY`. What comparisons mean:

- Text ignores case and Unicode normal form; a link stands for the name of its note: "[[orgs/Northwind|NW]]" equals "northwind".
- A list equals, is before or is after what one of its items is; two lists are also equal if both are empty. `in` finds a part of a
  text, or an item of a list; any other value is a list of one.
- A missing value equals none and nothing else, is neither before nor after anything, makes sums and functions missing; its len is 0.
- Text beside a number, date, length of time or true/false is read as one. Text of a note that does not read so is unequal, without
  order, and missing in sums: a broken note cannot stop a query. Text of the query itself that does not is an error, except in `==`.
- A date beside a date with a time is compared by day, times as on the clock, whatever their zone. m and y are calendar months and
  years (see `human_date`); compared with days, or counted by `days`, they end today.
- Missing, blank text and a list of nothing else are empty. What is empty, false or 0 is not true.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any, NamedTuple, NoReturn

from notes_kit.parse.human_date import Length, in_step, read_iso, read_length

_LONGEST = 10_000  # characters of an expression
_DEEPEST = 100  # nested parentheses, with all + and -: bounds the recursion of parser, compiler and test
_SHOWN = 60  # characters of an expression that an error shows on each side of its column
_CONSTANTS = {"true": True, "false": False, "none": None}
_DAYS = {"yesterday": timedelta(-1), "today": timedelta(0), "tomorrow": timedelta(1)}
_ORDERED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_COMPARISONS = ("==", "!=", *_ORDERED, "in", "not in", "contains")
_BINDING = {"or": 1, "and": 2, **dict.fromkeys(_COMPARISONS, 4), "+": 5, "-": 5}
_PREFIX = {"not": 3, "-": 5}
_WORDS = (*_BINDING, *_DAYS, "not")
_ARITY = {"days": 1, "empty": 1, "len": 1, "lower": 1, "month": 1, "startswith": 2, "year": 1}
_MEANT = {"=": "==", "!": "not", "&&": "and", "||": "or", "<>": "!=", "=~": "contains"}
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:T[0-9:]+)?(?!\w))
      | (?P<number>[0-9]+(?:\.[0-9]+)?\w*)
      | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<quoted>`[^`]+`) | (?P<notin>(?i:not\s+in)(?![\w.]))
      | (?P<name>(?:[A-Za-z0-9_.]|(?!\s)[^\x00-\x7f\u2018-\u201f])+)
      | (?P<sign>[=!<>]=|=~|<>|&&|\|\||[-+<>=!(),]) | (?P<wrong>.)""",
    re.VERBOSE | re.DOTALL,
)
_LINK = re.compile(r"\s*\[\[([^\[\]|#]*)(?:[|#][^\[\]]*)?\]\]\s*")
_NUMERAL = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")  # no more digits than a float holds
_NUMBER, _TEXT, _DATE, _LENGTH, _TRUTH = "a number", "text", "a date", "a length of time such as 30d", "true or false"
_KINDS: dict[type, str] = dict.fromkeys((timedelta, Length), _LENGTH) | dict.fromkeys((int, float), _NUMBER)
_KINDS |= {str: _TEXT, date: _DATE, bool: _TRUTH, list: "a list", tuple: "a list", type(None): "nothing"}
_READERS: dict[str, Callable[[str], object]] = {
    _NUMBER: lambda text: float(text) if _NUMERAL.fullmatch(text) else None,
    _LENGTH: read_length,
    _DATE: read_iso,
    _TRUTH: lambda text: {"true": True, "yes": True, "false": False, "no": False}.get(text.lower()),
}


class WhereError(ValueError):
    """An expression that cannot be read, or that asks what values cannot answer; `column` counts from 1."""

    def __init__(self, message: str, column: int, expression: str) -> None:
        """Keep the parts, so that an editor can show them in its own way."""
        super().__init__(message)
        self.message, self.column, self.expression = message, column, expression

    def __str__(self) -> str:
        """Return the message, the expression around the column, and a caret under the column."""
        message, text = ("".join(ch if ch.isprintable() else " " for ch in part) for part in (self.message, self.expression))
        at = self.column - 1
        before = ("…" if at > _SHOWN else "") + text[max(0, at - _SHOWN) : at]
        after = text[at : at + _SHOWN] + ("…" if at + _SHOWN < len(text) else "")
        wide = sum(0 if unicodedata.combining(ch) else 1 + (unicodedata.east_asian_width(ch) in "FW") for ch in before)
        return f"{message}\n  {before}{after}\n  {' ' * wide}^"


class _UnlikeError(Exception):
    """Values that do not go together; becomes a WhereError where the column is known."""


class _Typed(str):
    __slots__ = ()  # text that stands in the expression itself, and not in somebody's note


@dataclass(frozen=True, slots=True)
class _Literal:
    value: object


@dataclass(frozen=True, slots=True)
class _Name:
    name: str


@dataclass(frozen=True, slots=True)
class _Operation:
    word: str  # a key of `_OPERATIONS`, or `and` or `or`
    operands: tuple[_Node, ...]
    column: int


_Node = _Literal | _Name | _Operation
_Run = Callable[[Mapping[str, object], date], object]


@dataclass(frozen=True)
class Where:
    """A compiled expression; `names` has the properties that it mentions, as it spells them."""

    text: str
    names: frozenset[str]
    _run: _Run = field(repr=False, compare=False)

    def __call__(self, row: Mapping[str, object], today: date) -> bool:
        """Return whether the row passes; WhereError if its values cannot be compared or added as the expression asks."""
        return _is_true(self._run(row, today))


def compile_where(text: str) -> Where:
    """Return the test that `text` spells, whichever properties exist (see `Where.names`); WhereError if it is no expression."""
    if len(text) > _LONGEST:
        raise WhereError(f"a query has at most {_LONGEST} characters", _LONGEST + 1, text)
    parser = _Parser(text)
    node = parser.enclosed("end")
    return Where(text, frozenset(parser.names), _compile(node, text))


class _Token(NamedTuple):
    word: str  # of the grammar, `end` at the end, empty for a node
    shown: str
    column: int
    node: _Literal | _Name | None = None


def _token(match: re.Match[str]) -> _Token:
    shape, text, column = str(match.lastgroup), match[0], match.start() + 1
    word = "not in" if shape == "notin" else text.lower()
    if word in _WORDS or (shape == "sign" and text not in _MEANT):
        return _Token(word, text, column)
    if shape == "text":
        return _Token("", text, column, _Literal(_Typed(re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL))))
    value = _read(text, _NUMBER, _LENGTH, _DATE) if shape in ("date", "number") else _CONSTANTS.get(word, text)
    if value is not text:
        return _Token("", text, column, _Literal(value))
    if shape == "quoted" or (shape == "name" and all(part.isidentifier() for part in text.split("."))):
        return _Token("", text, column, _Name(text.strip("`")))
    text = text[:_SHOWN]
    problems = {
        "date": f"there is no date {text}; write a date as 2026-03-02",
        "number": f"{text} is neither a number nor a length of time such as 30d, 6w, 3m or 1y",
        "name": f"{text} is no plain name; write it in backquotes",
        "sign": f"there is no operator {text}; did you mean {_MEANT.get(text)}?",
        "wrong": f"{text} cannot stand here; text goes between straight quotation marks, and each of them has to be closed",
    }
    raise WhereError(problems[shape], column, match.string)


class _Parser:
    """A Pratt parser: an operator takes as its operands what binds tighter than itself."""

    def __init__(self, text: str) -> None:
        tokens = [_token(match) for match in _TOKEN.finditer(text) if match.lastgroup != "space"]
        self.names: set[str] = set()
        self._text, self._depth = text, 0
        self._tokens = iter([*tokens, *[_Token("end", "", len(text) + 1)] * 2])  # stepping over the end stays there
        self._token = next(self._tokens)

    def enclosed(self, end: str) -> _Node:
        """Return the tree of an expression, and step over the word that has to follow it."""
        node = self._parse(0)
        self._close(end)
        return node

    def _close(self, end: str) -> None:
        if not self._accept(end):
            self._expected("an operator" + " or a closing parenthesis" * (end == ")"))

    def _accept(self, *words: str) -> bool:
        """Step over the next token if it is one of the words."""
        if found := self._token.word in words:
            self._token = next(self._tokens)
        return found

    def _expected(self, what: str) -> NoReturn:
        shown = self._token.shown[:_SHOWN]
        found = f"not {shown}{_suggestion(shown, _WORDS)}" if shown else "but the query ends"
        raise WhereError(f"expected {what} here, {found}", self._token.column, self._text)

    def _parse(self, binding: int) -> _Node:
        """Return the tree of what follows, up to an operator that binds no tighter than `binding`."""
        if self._depth > _DEEPEST:
            raise WhereError("this is nested too deeply; leave out parentheses or split the query", self._token.column, self._text)
        self._depth += 1
        node = self._operand()
        while _BINDING.get(self._token.word, 0) > binding:
            word, column, operands = self._token.word, self._token.column, [node]
            self._depth += word in ("+", "-")  # for good: their trees lean left, and can grow deep without nesting
            while self._accept(word):
                operands.append(self._parse(_BINDING[word]))
                if word not in ("and", "or"):  # the trees of these stay flat, however many follow
                    break
            if word in _COMPARISONS and self._token.word in _COMPARISONS:
                raise WhereError("comparisons do not chain; write a < x and x < b", self._token.column, self._text)
            node = _Operation(word, tuple(operands), column)
        self._depth -= 1
        return node

    def _operand(self) -> _Node:
        token = self._token
        if token.node:
            self._token = next(self._tokens)
            if isinstance(token.node, _Name):
                if self._accept("("):
                    return self._call(token.shown.lower(), token.column)
                self.names.add(token.node.name)
            return token.node
        if self._accept("("):
            return self.enclosed(")")
        if self._accept(*_PREFIX):
            return _Operation(f"{token.word} x", (self._parse(_PREFIX[token.word]),), token.column)
        if not self._accept(*_DAYS):
            self._expected("a value")
        return _Operation(token.word, (), token.column)

    def _call(self, word: str, column: int) -> _Node:
        """Return the tree of a call, from behind its opening parenthesis."""
        if word not in _ARITY:
            near = _suggestion(word, _ARITY) or f"; there are {', '.join(_ARITY)}"
            raise WhereError(f"there is no function {word[:_SHOWN]}{near}", column, self._text)
        operands = [] if self._token.word == ")" else [self._parse(0)]
        while self._accept(","):
            operands.append(self._parse(0))
        self._close(")")
        if len(operands) != _ARITY[word]:
            raise WhereError(f"{word} takes {_ARITY[word]} value(s) in its parentheses, not {len(operands)}", column, self._text)
        return _Operation(word, tuple(operands), column)


def _suggestion(word: str, words: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(word.lower(), words, n=1)
    return f"; did you mean {near[0]}?" if near and near[0] != word else ""


def _compile(node: _Node, text: str) -> _Run:
    """Return the closure that evaluates the node, a part of `text`; all that can be decided before the first row is, here."""
    match node:
        case _Literal(value):
            return lambda _row, _today: value
        case _Name(name):
            return lambda row, _today: row.get(name)
    runs = tuple(_compile(operand, text) for operand in node.operands)
    if node.word in ("and", "or"):
        some = any if node.word == "or" else all
        return lambda row, today: some(_is_true(run(row, today)) for run in runs)
    operation, column = _OPERATIONS[node.word], node.column

    def evaluate(row: Mapping[str, object], today: date) -> object:
        try:
            return operation(today, *[run(row, today) for run in runs])
        except (_UnlikeError, OverflowError) as error:
            problem = str(error) if isinstance(error, _UnlikeError) else "this is out of range: dates go from year 1 to 9999"
            raise WhereError(problem, column, text) from None

    return evaluate


def _kind(value: object) -> str:
    """Return in words what a value is, of an exact type or else of a subtype (a datetime is a date)."""
    return _KINDS.get(type(value)) or next((_KINDS[kind] for kind in _KINDS if isinstance(value, kind)), f"a {type(value).__name__}")


def _bare(text: str) -> str:
    """Return the name of the note that a link leads to, and other text as it is."""
    link = _LINK.fullmatch(text) if "[[" in text else None
    return link[1].strip().rpartition("/")[2].removesuffix(".md") if link else text


def _fold(text: str) -> str:
    text = _bare(text)
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def _read(value: object, *kinds: str) -> Any:  # noqa: ANN401 - of the first kind that it reads as
    """Return what text says as a value of one of the kinds; text that says nothing of them, and other values, as they are."""
    text = _bare(value).strip() if isinstance(value, str) else ""
    readings = (_READERS[kind](text) for kind in kinds if text and kind in _READERS)
    return next((reading for reading in readings if reading is not None), value)


def _calculable(value: object) -> Any:  # noqa: ANN401 - a number, date or Length, or what is neither
    """Return a value as sums take it: text as what it reads as, text of a note that reads as nothing as missing."""
    value = _read(value, _NUMBER, _LENGTH, _DATE)
    if isinstance(value, str) and not isinstance(value, _Typed):
        return None
    return Length(0, value) if isinstance(value, timedelta) else value


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else (value,)


def _is_empty(value: object) -> bool:
    return all(not (item.strip() if isinstance(item, str) else item is not None) for item in _items(value))


def _is_true(value: object) -> bool:
    return bool(value) and not _is_empty(value)


def _pair(today: date, one: Any, other: Any) -> tuple[Any, Any]:  # noqa: ANN401 - told apart by kind
    """Return two values as Python compares them; what does not read as its neighbour stays: unequal and without order."""
    if isinstance(one, str) and isinstance(other, str):
        return _fold(one), _fold(other)
    one = _read(one, _kind(other)) if isinstance(one, str) else one
    other = _read(other, _kind(one)) if isinstance(other, str) else other
    kind, against = _kind(one), _kind(other)
    if kind != against and not isinstance(one, str | None) and not isinstance(other, str | None):
        raise _UnlikeError(f"cannot compare {kind} with {against}")
    if kind == against == _LENGTH:
        return _calculable(one).until(today), _calculable(other).until(today)
    return in_step(one, other) if kind == against == _DATE else (one, other)


def _compare(test: Callable[[Any, Any], bool], today: date, left: object, right: object) -> bool:
    for one, other in product(_items(left), _items(right)):
        try:
            if test(*_pair(today, one, other)):
                return True
        except TypeError:  # what is missing, or does not read as its neighbour, has no order: wrong only in the query itself
            if one is not None and other is not None and isinstance(one if isinstance(one, str) else other, _Typed):
                raise _UnlikeError(f"cannot compare {_kind(one)} with {_kind(other)}") from None
    return test is operator.eq and not _items(left) and not _items(right)


def _contains(today: date, whole: object, part: object) -> bool:
    if isinstance(whole, str) and isinstance(part, str):
        return _fold(part) in _fold(whole)
    return whole is not None and part is not None and _equals(today, whole, part)


def _add(sign: int, _today: date, left: object, right: object) -> object:
    """Return left + right or left - right as `sign` is +1 or -1, None if one of them is missing."""
    one, other = _calculable(left), _calculable(right)
    if one is None or other is None:
        return None
    if isinstance(one, date) and isinstance(other, date) and sign < 0:
        return Length(0, operator.sub(*in_step(one, other)))
    if isinstance(one, Length) and sign > 0:
        one, other = other, one
    if isinstance(one, date | Length) and isinstance(other, Length):
        moved = other if sign > 0 else -other
        return moved.after(one) if isinstance(one, date) else one + moved
    if _kind(one) == _kind(other) == _NUMBER:
        return one + sign * other
    raise _UnlikeError(f"cannot {'add' if sign > 0 else 'subtract'} {_kind(right)} {'to' if sign > 0 else 'from'} {_kind(left)}")


def _apply(function: str, kind: str, given: object, compute: Callable[[Any], object]) -> object:
    value = _calculable(given)
    if value is not None and _kind(value) != kind:
        raise _UnlikeError(f"{function} takes {kind}, not {_kind(given)}")
    return None if value is None else compute(value)


_equals, _ZERO = partial(_compare, operator.eq), Length(0, timedelta(0))
_OPERATIONS: dict[str, Callable[..., object]] = {
    "==": _equals,
    "!=": lambda today, left, right: not _equals(today, left, right),
    **{word: partial(_compare, test) for word, test in _ORDERED.items()},
    "contains": _contains,
    "in": lambda today, part, whole: _contains(today, whole, part),
    "not in": lambda today, part, whole: not _contains(today, whole, part),
    "+": partial(_add, +1),
    "-": partial(_add, -1),
    "- x": lambda today, value: _add(-1, today, _ZERO if _kind(_calculable(value)) == _LENGTH else 0, value),
    "not x": lambda _today, value: not _is_true(value),
    **{word: partial(operator.add, move) for word, move in _DAYS.items()},
    "days": lambda today, value: _apply("days", _LENGTH, value, lambda length: length.until(today) / timedelta(1)),
    "month": lambda _today, value: _apply("month", _DATE, value, lambda day: day.month),
    "year": lambda _today, value: _apply("year", _DATE, value, lambda day: day.year),
    "empty": lambda _today, value: _is_empty(value),
    "len": lambda _today, value: 0 if value is None else len(value if isinstance(value, str) else _items(value)),
    "lower": lambda _today, value: value.lower() if isinstance(value, str) else value,
    "startswith": lambda _today, value, start: any(
        isinstance(item, str) and isinstance(start, str) and _fold(item).startswith(_fold(start)) for item in _items(value)
    ),
}
