"""The expressions of `list --where`: what each means on a row, what is refused and where, and that nothing else is raised."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from notes_kit.parse.human_date import Length, add_months
from notes_kit.parse.where import WhereError, compile_where

TODAY = date(2026, 3, 4)


class Stage(StrEnum):
    MET = "met"


ROW: dict[str, object] = {
    "stage": "Waiting",
    "state": Stage.MET,
    "name": "Zoë Okafor",
    "organization": "[[organizations/Northwind.md|NW]]",
    "heading": "[[Northwind#Team]]",
    "pair": "[[Ada]] and [[Ben]]",
    "replied": date(2026, 2, 21),
    "interview": datetime(2026, 3, 2, 15, 0),  # noqa: DTZ001 - notes have no zones
    "zoned": datetime(2026, 3, 2, 15, 0, tzinfo=timezone(timedelta(hours=5))),
    "outreach": [date(2026, 2, 10), date(2026, 2, 19)],
    "age": timedelta(days=30),
    "half": timedelta(hours=12),
    "calendar": Length(1, timedelta(0)),
    "rating": 4,
    "score": 2.5,
    "digits": "30",
    "written": "2026-03-02",
    "daily": "[[2026-03-02]]",
    "interval": "6w",
    "ticked": "Yes",
    "confidential": True,
    "public": False,
    "tags": ("Spanish", "data eng"),
    "years": [2024, 2025],
    "scalar": "2024",
    "mixed": ["high", 5, None],
    "zero": 0,
    "phone": None,
    "blank": "  ",
    "list": [],
    "nothing": ["", None],
    "job title": "Engineer",
    "contact.city": "Lisbon",
    "ciudad_año": "x",
    "and": "keyword",
}


def holds(text: str, row: dict[str, object] | None = None, today: date = TODAY) -> bool:
    return compile_where(text)(ROW if row is None else row, today)


TRUE = """
stage == "waiting"
stage == 'WAITING'
stage != "met"
"waiting" == stage
state == "MET"
name == "zoe\u0308 okafor"
name == "ZOË OKAFOR"
name != "zoe okafor"
name contains "ë ok"
name > "m"
organization == "Northwind"
organization == "[[northwind]]"
organization != "NW"
organization != "organizations/Northwind"
heading == "northwind"
pair == "[[ada]] and [[ben]]"
"north" in organization
startswith(organization, "North")
startswith(name, "ZOË")
startswith(tags, "data")
not startswith(phone, "x")
not startswith(name, phone)
not startswith(rating, "4")
lower(stage) == "waiting"
lower(rating) == 4
len(lower(phone)) == 0
replied == 2026-02-21
replied == "2026-02-21"
"2026-02-21" == replied
replied < 2026-02-22
replied <= 2026-02-21
replied >= 2026-02-21
replied > 2026-02-20
replied < today
replied < "2026-03-01"
interview == 2026-03-02
interview <= 2026-03-02
not interview > 2026-03-02
interview > 2026-03-01
interview == 2026-03-02T15:00
interview > "2026-03-02T14:59"
interview == zoned
written == 2026-03-02
daily == 2026-03-02
written < today
written + 2d == today
outreach == 2026-02-19
outreach > 2026-02-15
outreach < 2026-02-15
not outreach > 2026-02-19
2026-02-10 in outreach
today == 2026-03-04
yesterday == 2026-03-03
tomorrow == 2026-03-05
today - replied == 11d
today - replied > 1w
today - interview == 2d
interview - 2026-03-01 == 1d
interview - interview == 0d
interview + 1d == 2026-03-03T15:00
replied + 1w == 2026-02-28
1w + replied == 2026-02-28
2026-01-31 + 1m == 2026-02-28
2024-02-29 + 1y == 2025-02-28
2026-03-31 - 1m == 2026-02-28
2026-03-02-1d == 2026-03-01
today - 3m < replied
1m + 2d + today == 2026-04-06
1m + 2d == 2d + 1m
3d - 1d == 2d
1y == 12m
1m == 28d
1y == 365d
age == 30d
age > 4w
age < 5w
calendar == 1m
interval == 42d
interval > 5w
days(age) == 30
days(half) == 0.5
days(1m) == 28
days(interval) == 42
days(today - tomorrow) == -1
today - tomorrow < 0d
today - tomorrow == -1d
-age == -30d
-rating == -4
- - rating == 4
-phone == none
rating == 4
rating == 4.0
rating == "4"
"4" == rating
rating > 3
digits > 29
digits + 1 == 31
rating + score == 6.5
rating - score == 1.5
rating != "high"
"spanish" in tags
"SPANISH" in tags
not "span" in tags
"span" not in tags
"span" NOT  IN tags
tags contains "data ENG"
tags == "spanish"
tags != "french"
tags == tags
tags in tags
list == list
not list >= list
nothing == phone
list != none
list != tags
2024 in years
2024 in scalar
"2024" in years
rating in rating
5 in mixed
"high" in mixed
"low" not in mixed
mixed == 5
mixed == "high"
mixed != "low"
mixed > 4
years > 2024
phone == none
missing == none
none == phone
name != none
phone != "x"
phone not in tags
tags not in phone
missing not in phone
not missing contains "x"
not missing < 5
not missing > 5
not 5 < missing
not missing <= none
missing + 3d == none
today - missing == none
days(missing) == none
month(missing) == none
month(replied) == 2
year(interview) == 2026
month(written) == 3
month(stage) == none
stage + 3d == none
days(stage) == none
not stage < 5
not stage > 5
stage != 5
not stage > today
confidential
confidential == true
confidential == "true"
ticked == true
public == false
public != ticked
stage
not phone
not missing
not blank
not list
not nothing
not zero
not public
not ""
rating
age
tags
empty(phone)
empty(missing)
empty(blank)
empty(list)
empty(nothing)
empty("")
not empty(zero)
not empty(public)
not empty(stage)
not empty(mixed)
len(stage) == 7
len(tags) == 2
len(phone) == 0
len(rating) == 1
`job title` == "engineer"
contact.city == "lisbon"
ciudad_año == "x"
`and` == "keyword"
TRUE and True and not FALSE
none == None
true or missing
public or stage == "waiting" and rating == 4
stage == "waiting" or rating > today
confidential or rating and public
not (public and rating > today)
not not true
not public and true
not rating == 5
(((rating))) == (4)
rating == 1 or rating == 2 or rating == 4
rating+1==5
rating -1 == 3
"say \\"hi\\"" == 'say "hi"'
"back\\\\slash" contains "\\\\"
'it\\'s' == "it's"
"n" == "\\n"
"" in name
1.50 == 1.5
0 == zero
30D == 30d
EMPTY(phone)
""".strip().splitlines()


@pytest.mark.parametrize("text", TRUE)
def test_it_holds(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize("text", TRUE)
def test_not_is_the_opposite(text: str) -> None:
    assert not holds(f"not ({text})")


REFUSED = [
    ("", 1, "expected a value here, but the query ends"),
    ("  ", 3, "expected a value here, but the query ends"),
    ("stage ==", 9, "expected a value here, but the query ends"),
    ("stage == == 5", 10, "expected a value here, not =="),
    ("and stage", 1, "expected a value here, not and"),
    ("stage in in tags", 10, "expected a value here, not in"),
    ("stage = 5", 7, "there is no operator =; did you mean ==?"),
    ("a && b", 3, "did you mean and?"),
    ("a || b", 3, "did you mean or?"),
    ("!a", 1, "did you mean not?"),
    ("a <> b", 3, "did you mean !=?"),
    ('a =~ "x"', 3, "did you mean contains?"),
    ('stage == "x" adn rating', 14, "expected an operator here, not adn; did you mean and?"),
    ('stage contain "x"', 7, "expected an operator here, not contain; did you mean contains?"),
    ("a not b", 3, "expected an operator here, not not"),
    ("a 5", 3, "expected an operator here, not 5"),
    ("(a", 3, "expected an operator or a closing parenthesis here, but the query ends"),
    ("len(a", 6, "a closing parenthesis"),
    ("(a b)", 4, "expected an operator or a closing parenthesis here, not b"),
    ("a)", 2, "expected an operator here, not )"),
    ("()", 2, "expected a value here, not )"),
    ("a, b", 2, "expected an operator here, not ,"),
    ("today()", 6, "expected an operator here, not ("),
    ("lenn(a)", 1, "there is no function lenn; did you mean len?"),
    ("a and startwith(a, 'b')", 7, "there is no function startwith; did you mean startswith?"),
    ("eval(a)", 1, "there is no function eval"),
    ("zzz(a)", 1, "there are days, empty, len, lower, month, startswith, year"),
    ("`len`(a)", 1, "there is no function `len`"),
    ("len()", 1, "len takes 1 value(s) in its parentheses, not 0"),
    ("a or len(a, b)", 6, "len takes 1 value(s) in its parentheses, not 2"),
    ("startswith(a)", 1, "startswith takes 2 value(s) in its parentheses, not 1"),
    ("1 < rating < 5", 12, "comparisons do not chain; write a < x and x < b"),
    ('a == "open', 6, '" cannot stand here; text goes between straight quotation marks'),
    ("a == 'open\\'", 6, "each of them has to be closed"),
    ("a == `open", 6, "each of them has to be closed"),
    ("a == ``", 6, "cannot stand here"),
    ("a == “x”", 6, "straight quotation marks"),
    ("a # b", 3, "# cannot stand here"),
    ("replied > 2026-02-30", 11, "there is no date 2026-02-30; write a date as 2026-03-02"),
    ("replied > 2026-3-2", 11, "there is no date 2026-3-2"),
    ("replied > 2026-03-02T25:00", 11, "there is no date 2026-03-02T25:00"),
    ("age > 30x", 7, "30x is neither a number nor a length of time such as 30d, 6w, 3m or 1y"),
    ("age > 1.5d", 7, "1.5d is neither"),
    ("rating > 1e9", 10, "1e9 is neither"),
    ("rating > 1_000", 10, "1_000 is neither"),
    ("rating > " + "9" * 5000, 10, "is neither"),
    ("age > 12345678d", 7, "is neither"),
    ("a..b", 1, "a..b is no plain name; write it in backquotes"),
    (".a", 1, ".a is no plain name"),
    ("a€", 1, "a€ is no plain name"),
    ("a == 5\u0660", 6, "is neither"),
]


@pytest.mark.parametrize(("text", "column", "message"), REFUSED)
def test_what_is_no_expression_is_refused_at_its_column(text: str, column: int, message: str) -> None:
    with pytest.raises(WhereError) as caught:
        compile_where(text)
    assert message in caught.value.message
    assert (caught.value.column, caught.value.expression) == (column, text)


def test_a_word_that_is_right_but_misplaced_is_not_suggested() -> None:
    with pytest.raises(WhereError) as caught:
        compile_where("a not b")
    assert caught.value.message == "expected an operator here, not not"


UNLIKE = [
    ("replied > 5", 9, "cannot compare a date with a number"),
    ("5 == replied", 3, "cannot compare a number with a date"),
    ("replied != age", 9, "cannot compare a date with a length of time such as 30d"),
    ("age > 30", 5, "cannot compare a length of time such as 30d with a number"),
    ("confidential == 1", 14, "cannot compare true or false with a number"),
    ("outreach > 5", 10, "cannot compare a date with a number"),
    ("5 in outreach", 3, "cannot compare a date with a number"),
    ('replied < "soon"', 9, "cannot compare a date with text"),
    ('"soon" < replied', 8, "cannot compare text with a date"),
    ('rating > "high"', 8, "cannot compare a number with text"),
    ("rating + 3d", 8, "cannot add a length of time such as 30d to a number"),
    ("3d + rating", 4, "cannot add a number to a length of time such as 30d"),
    ("replied + 5", 9, "cannot add a number to a date"),
    ("replied + replied", 9, "cannot add a date to a date"),
    ("replied - 5", 9, "cannot subtract a number from a date"),
    ("3d - replied", 4, "cannot subtract a date from a length of time such as 30d"),
    ("-replied", 1, "cannot subtract a date from a number"),
    ("tags + 1", 6, "cannot add a number to a list"),
    ("confidential + 1", 14, "cannot add a number to true or false"),
    ('replied + "soon"', 9, "cannot add text to a date"),
    ("days(5)", 1, "days takes a length of time such as 30d, not a number"),
    ("rating == 4 and month(5)", 17, "month takes a date, not a number"),
    ('year("soon")', 1, "year takes a date, not text"),
    ("today + 9999y > today", 7, "this is out of range"),
    ("days(99999y) > 1", 1, "this is out of range"),
    ("99999y > age", 8, "this is out of range"),
    ("days(odd) > 1", 1, "days takes a length of time such as 30d, not a set"),
]


@pytest.mark.parametrize(("text", "column", "message"), UNLIKE)
def test_what_does_not_go_together_is_refused_at_its_column(text: str, column: int, message: str) -> None:
    test = compile_where(text)
    with pytest.raises(WhereError) as caught:
        test({**ROW, "odd": {1}}, TODAY)
    assert message in caught.value.message
    assert (caught.value.column, caught.value.expression) == (column, text)


def test_short_circuits_spare_what_is_unlike() -> None:
    assert not holds("public and replied > 5")
    assert holds("confidential or replied > 5")


@pytest.mark.parametrize(("text", "edge"), [("tomorrow == today", date.max), ("yesterday == today", date.min)])
def test_the_ends_of_the_calendar_are_an_error(text: str, edge: date) -> None:
    with pytest.raises(WhereError, match="out of range"):
        holds(text, today=edge)


def test_an_error_shows_the_place() -> None:
    with pytest.raises(WhereError) as caught:
        holds("replied > 5")
    assert str(caught.value) == "cannot compare a date with a number\n  replied > 5\n          ^"


def test_the_caret_stands_right_under_wide_and_combining_characters() -> None:
    with pytest.raises(WhereError) as caught:
        compile_where('\t日本 == "e\u0301" ??')
    assert str(caught.value).splitlines()[1:] == ['   日本 == "e\u0301" ??', "               ^"]


def test_a_long_expression_is_shown_around_the_place() -> None:
    text = " or ".join(["stage"] * 50) + " ? " + " or ".join(["stage"] * 50)
    with pytest.raises(WhereError) as caught:
        compile_where(text)
    _, shown, caret = str(caught.value).splitlines()
    assert shown[2] == shown[-1] == "…"
    assert shown[caret.index("^")] == "?"
    assert len(shown) < 130


def test_an_error_does_not_let_control_characters_through() -> None:
    with pytest.raises(WhereError) as caught:
        compile_where('a == "\x1b[31m" \x1b')
    assert "\x1b" not in str(caught.value)


def test_names_are_the_properties_and_nothing_else() -> None:
    test = compile_where('stage == "x" and `job title` in tags or not empty(contact.city) and LEN(stage) > 3 and today > none')
    assert test.names == {"stage", "job title", "tags", "contact.city"}
    assert compile_where("job-title").names == {"job", "title"}
    assert compile_where("`job-title`").names == {"job-title"}
    assert compile_where("today").names == frozenset()
    assert test.text.startswith("stage")
    assert "stage" in repr(test)


def test_parentheses_nest_a_hundred_deep() -> None:
    assert holds("(" * 100 + "rating" + ")" * 100)
    with pytest.raises(WhereError, match="nested too deeply"):
        compile_where("(" * 101 + "rating" + ")" * 101)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9999,
        "not " * 2000 + "a",
        "-" * 9000 + "a",
        "len(" * 2000,
        "1+" * 4000 + "1",
        "(" * 90 + "1" + ("+1" * 50 + ")") * 90,
        "a or b and c == 1 + (" * 400,
        "a == not " * 1000 + "b",
    ],
    ids=lambda text: text[:12],
)
def test_depth_is_an_error_and_no_crash(text: str) -> None:
    with pytest.raises(WhereError, match="nested too deeply"):
        compile_where(text)


def test_as_deep_as_is_allowed_runs() -> None:
    assert holds("a or b and 1 == 1 + (" * 15 + "1" + ")" * 15) is False
    assert holds("not " * 100 + "rating")
    assert holds("1" + "+1" * 99 + " == 100")


def test_a_long_chain_of_alternatives_is_fine() -> None:
    assert holds(" or ".join(["zero"] * 1200 + ["rating"]))
    assert not holds(" and ".join(["rating"] * 900 + ["zero"]))


def test_length_is_limited() -> None:
    assert holds("rating".ljust(10_000))
    with pytest.raises(WhereError, match="at most 10000 characters"):
        compile_where("rating".ljust(10_001))


@pytest.mark.parametrize("text", ["'" * 9_999, '"' + "\\" * 9_000, "`" * 9_999, "a." * 5_000, "2026-" * 2_000, "not " * 2_500, "€" * 10_000])
def test_monotonous_text_is_refused(text: str) -> None:
    with pytest.raises(WhereError):
        compile_where(text)


def test_a_compiled_expression_answers_for_every_row() -> None:
    rows = [{"stage": "Waiting" if number % 2 else "met", "number": number} for number in range(10_000)]
    for text in ('stage == "waiting"', "number >= 5000"):
        test = compile_where(text)
        assert sum(test(row, TODAY) for row in rows) == 5000


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(timezones=st.one_of(st.none(), st.just(timezone.utc))),  # noqa: UP017 - Python 3.11's own alias hides the class
    st.timedeltas(),
)
ROWS = st.fixed_dictionaries({name: SCALARS | st.lists(SCALARS, max_size=3) | st.tuples(SCALARS) for name in "abc"})
OPERANDS = st.sampled_from(["a", "b", "c", "x", "'spanish'", "'2026-03-02'", "'30'", "5", "2.5", "30d", "3m", "today", "2026-03-02", "none", "true"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = ["or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "contains", "+", "-"]
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(operators), inner),
        st.builds("({} {})".format, st.sampled_from(["not", "-"]), inner),
        st.builds("{}({})".format, st.sampled_from(["days", "empty", "len", "lower", "month", "year"]), inner),
        st.builds("startswith({}, {})".format, inner, inner),
    )


EXPRESSIONS = st.recursive(OPERANDS, grown, max_leaves=8)


def outcome(text: str, row: dict[str, object]) -> bool | str:
    try:
        return holds(text, row)
    except WhereError as error:
        assert 1 <= error.column <= len(text)  # noqa: PT017 - some rows fit the expression, some do not
        return error.message


@given(EXPRESSIONS, ROWS)
def test_any_expression_on_any_row_is_true_false_or_its_own_error(text: str, row: dict[str, object]) -> None:
    first = outcome(text, row)
    opposite = outcome(f"not ({text})", row)
    assert opposite == (not first if isinstance(first, bool) else first)


@given(EXPRESSIONS, EXPRESSIONS, ROWS)
def test_and_or_and_not_are_those_of_logic(one: str, other: str, row: dict[str, object]) -> None:
    left, right = outcome(one, row), outcome(other, row)
    assume(isinstance(left, bool) and isinstance(right, bool))
    assert outcome(f"{one} and {other}", row) == (left and right)
    assert outcome(f"{one} or {other}", row) == (left or right)
    assert outcome(f"not ({one} or {other})", row) == outcome(f"not {one} and not {other}", row)


@given(ROWS)
def test_unequal_is_not_equal_and_order_is_one_way(row: dict[str, object]) -> None:
    assert outcome("a != b", row) == outcome("not a == b", row)
    assert outcome("a not in b", row) == outcome("not (b contains a)", row)
    if not isinstance(row["a"], list | tuple) and not isinstance(row["b"], list | tuple):
        there, back = outcome("a == b", row), outcome("b == a", row)
        assert isinstance(back, str) if isinstance(there, str) else there is back
        assert not (outcome("a < b", row) is True and outcome("a > b", row) is True)
        assert not (outcome("a < b", row) is True and outcome("a == b", row) is True)


@given(st.one_of(st.text(), st.text(alphabet="ab1.2d-+<>=!()'\"`\\ ,&|notrin", max_size=30), st.characters(categories=["Cs"])), ROWS)
@example("a == '\\", {})
@example("\u0130n a", {})
def test_any_text_is_compiled_or_refused(text: str, row: dict[str, object]) -> None:
    try:
        test = compile_where(text)
    except WhereError as error:
        refused = error
    else:
        outcome(text, {**dict.fromkeys(test.names), **row})
        return
    assert 1 <= refused.column <= len(text) + 1
    assert str(refused).endswith("^")


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-300, 300), st.integers(0, 9_999))
def test_sums_of_dates_are_those_of_the_calendar(day: date, months: int, days: int) -> None:
    row: dict[str, object] = {"day": day, "there": add_months(day, months), "later": day + timedelta(days)}
    assert holds(f"day {'-' if months < 0 else '+'} {abs(months)}m == there", row)
    assert holds(f"day + {days}d == later and later - day == {days}d and days(later - day) == {days} and later - {days}d == day", row)
    assert holds(f"{day} == day and month({day}) == {day.month} and year(day) == {day.year}", row)
    assert holds("today - 3m <= day", row, day)


@given(st.text(max_size=2_000))
def test_text_equals_itself_in_any_normal_form(text: str) -> None:
    row: dict[str, object] = {"a": unicodedata.normalize("NFC", text), "b": unicodedata.normalize("NFD", text)}
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    assert holds(f'a == b and a contains b and a == "{quoted}" and startswith(a, b)', row)


@given(st.text("abcXYZ éÉßñÑЖж [|]"))
def test_text_equals_itself_in_any_case(text: str) -> None:
    row: dict[str, object] = {"a": text, "b": text.upper(), "c": text.lower()}
    assert holds("a == b and b == c and a in c", row)
