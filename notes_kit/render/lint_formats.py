"""Findings as other programs want them: GitHub's annotations, SARIF, JUnit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from notes_kit import __version__
from notes_kit.model.finding import Finding, Severity
from notes_kit.render.words import term_safe

_NO_XML = re.compile("[\ufffe\uffff]")
_GITHUB = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
_SARIF = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


def github(findings: Sequence[Finding], base: str = "") -> str:
    """One workflow command a finding, which GitHub shows beside the line.

    `base` is the vault's folder from the top of the repository that it lies in, ending in `/`; paths are looked up from there.
    """
    lines = []
    for item in findings:
        place = item.place
        where = f"file={_property(base + item.path)},line={place.line},endLine={place.end_line},col={place.column}"
        if place.end_line == place.line:
            where += f",endColumn={place.end_column}"
        lines.append(f"::{_GITHUB[item.severity]} {where},title={_property(f'{item.code} {item.rule}')}::{_data(item.message)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return term_safe(text.replace("\r\n", "\n").replace("\r", "\n")).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Sequence[Finding], rules: Sequence[tuple[str, str, str, str]], base: str = "") -> dict[str, object]:
    """SARIF 2.1.0; `rules` are (code, name, title, help) of the rules that spoke, `base` is as in `github`."""
    index = {code: number for number, (code, *_) in enumerate(rules)}
    driver = {
        "name": "notes-kit",
        "version": __version__,
        "rules": [
            {"id": code, "name": name, "shortDescription": {"text": title}, "help": {"text": text}} for code, name, title, text in rules
        ],
    }  # fmt: skip
    results = [_sarif_result(item, index, base) for item in findings]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _sarif_result(item: Finding, index: dict[str, int], base: str) -> dict[str, object]:
    place = item.place
    region = {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
    result: dict[str, object] = {
        "ruleId": item.code,
        "ruleIndex": index[item.code],
        "level": _SARIF[item.severity],
        "message": {"text": item.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(base + item.path, errors="surrogateescape")}, "region": region}}],
    }
    if item.waived is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": item.waived}]
    return result


def junit(findings: Sequence[Finding]) -> str:
    """JUnit XML: a suite a note with findings, a test case a finding; what is waived is skipped, all else is a failure."""
    by_path: dict[str, list[Finding]] = {}
    for item in findings:
        by_path.setdefault(item.path, []).append(item)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {_attributes('notes-kit', findings)}>"]
    for path, items in sorted(by_path.items()):
        lines.append(f"<testsuite {_attributes(path, items)}>")
        for item in items:
            lines.append(f"<testcase {_attribute('name', f'{item.code} {item.rule}')} {_attribute('classname', path)}>")
            lines.append(_verdict(item))
            lines.append("</testcase>")
        lines.append("</testsuite>")
    return "\n".join([*lines, "</testsuites>"])


def _verdict(item: Finding) -> str:
    if item.waived is not None:
        return f"<skipped {_attribute('message', item.waived)}/>"
    where = f"{item.place.line}:{item.place.column}"
    return f"<failure {_attribute('type', item.severity.value)} {_attribute('message', item.message)}>{where}: {escape(_xml(item.message))}</failure>"


def _attributes(name: str, findings: Sequence[Finding]) -> str:
    waived = sum(item.waived is not None for item in findings)
    return f'{_attribute("name", name)} tests="{len(findings)}" failures="{len(findings) - waived}" errors="0" skipped="{waived}"'


def _attribute(name: str, text: str) -> str:
    return f"{name}={quoteattr(_xml(text))}"


def _xml(text: str) -> str:
    """The text without what XML 1.0 has no character for (section 2.2)."""
    return _NO_XML.sub("\ufffd", term_safe(text))
