"""Whatever a note holds, other programs read from the formats of lint what it found: held to SARIF's schema, a reader of JUnit, GitHub's rules."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped
from rules.towns import DAY, town
from rules.vaults import vault

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.text import Place
from notes_kit.render.lint_formats import github, junit, sarif
from notes_kit.render.words import json_safe, term_safe
from notes_kit.rules import RULES
from notes_kit.rules.driver import run

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
CHECK = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
KNOWN = [(rule.code, rule.name, rule.title, rule.how_to_fix) for rule in RULES]
HOSTILE = (
    "100% of\r\n it, a:b::error file=x::no",
    ']]></failure><a b="c\'">&amp;',
    "\x1b[31m\x00\x9b\ufffe\uffff\udcff",
    "::set-output name=a::b\n::error::c",
    "%0A%25",
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
PLACES = st.builds(
    lambda line, column, lines, width: Place(line, column, line + lines, column + width), *[st.integers(1, 99)] * 2, *[st.integers(0, 9)] * 2
)
PATHS = st.one_of(
    st.sampled_from(("a:b, c%20d.md", "ü/ô 💡.md", "x\udcff.md", "-.md", "a\nb.md", "a?b#c.md")),
    st.text(min_size=1, max_size=12).map(lambda text: text + ".md"),
)
FINDINGS = st.lists(
    st.builds(
        lambda rule, severity, message, path, place, waived: Finding(rule.code, rule.name, severity, rule.kind, message, path, place, waived=waived),
        st.sampled_from(RULES), st.sampled_from(Severity), TEXTS, PATHS, PLACES, st.none() | TEXTS,
    ),
    max_size=5,
)  # fmt: skip


def log_of(findings: list[Finding]) -> dict[str, object]:
    """SARIF as it is printed and read again."""
    found: dict[str, object] = json.loads(json_safe(json.dumps(sarif(findings, KNOWN), ensure_ascii=False)))
    return found


@given(FINDINGS)
@hypothesis_settings(max_examples=40)
def test_sarif_is_what_its_schema_says(findings: list[Finding]) -> None:
    log = log_of(findings)
    CHECK.validate(log)
    results = log["runs"][0]["results"]
    assert [one["message"]["text"] for one in results] == [item.message for item in findings]
    paths = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]
    assert [unquote_to_bytes(path).decode("utf-8", "surrogateescape") for path in paths] == [item.path for item in findings]
    assert [one.get("suppressions", [{}])[0].get("justification") for one in results] == [item.waived for item in findings]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in results] == [item.code for item in findings]


def test_sarif_of_a_town_is_what_its_schema_says() -> None:
    found = run(vault(town(5)), DAY, with_waived=True)
    assert len(found) > 20
    CHECK.validate(log_of(found))


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = log_of([Finding("NK101", "outreach-unanswered", Severity.INFO, Kind.DUTY, "words", "a.md")])
    log["runs"][0]["results"][0]["level"] = "info"
    with pytest.raises(jsonschema.ValidationError, match="info"):
        CHECK.validate(log)


@given(FINDINGS)
@hypothesis_settings(max_examples=40)
def test_junit_is_read_by_others(findings: list[Finding]) -> None:
    text = junit(findings)
    suites = JUnitXml.fromstring(text.encode())
    waived = sum(item.waived is not None for item in findings)
    assert (suites.tests or 0, suites.failures or 0, suites.skipped or 0) == (len(findings), len(findings) - waived, waived)
    said = [result for suite in suites for case in suite for result in case.result]
    assert sorted(isinstance(one, Skipped) for one in said) == sorted(item.waived is not None for item in findings)
    expected = sorted(" ".join(plain(item.message).split()) for item in findings if item.waived is None)
    assert sorted(" ".join(one.message.split()) for one in said if isinstance(one, Failure)) == expected
    for suite in ET.fromstring(text.encode()):  # noqa: S314 - our own
        assert (suite.get("tests"), suite.get("failures")) == (f"{len(suite)}", f"{len(suite.findall('testcase/failure'))}")


def plain(text: str) -> str:
    """A text as XML and terminals can have it."""
    return term_safe(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def read_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as GitHub's runner reads them: level, properties, message."""
    found = []
    for line in text.split("\n") if text else []:
        head, _, message = line.removeprefix("::").partition("::")
        level, _, properties = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        found.append((level, {key: unescape(value) for key, value in pairs.items()}, unescape(message)))
    return found


def unescape(text: str) -> str:
    """The order is the runner's: `%25` last."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@given(FINDINGS)
@hypothesis_settings(max_examples=40)
def test_github_reads_one_command_a_finding_whatever_it_says(findings: list[Finding]) -> None:
    read = read_commands(github(findings))
    assert len(read) == len(findings)
    for (level, properties, message), item in zip(read, findings, strict=True):
        assert level == {"info": "notice"}.get(item.severity.value, item.severity.value)
        assert (properties["file"], message) == (shown(item.path), shown(item.message))
        assert (properties["line"], properties["endLine"]) == (f"{item.place.line}", f"{item.place.end_line}")
        assert ("endColumn" in properties) == (item.place.line == item.place.end_line)
        assert properties["title"] == f"{item.code} {item.rule}"


def shown(text: str) -> str:
    """A text with one kind of line ends, and nothing that steers a terminal."""
    return term_safe(text.replace("\r\n", "\n").replace("\r", "\n"))
