"""The report's JSON keeps the shape that others rely on, whatever the notes hold."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
from hypothesis import given
from theme_stories import TODAY, Files, contact, merged, note, report, talk, template_vault, vaults

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.text import Place
from notes_kit.render.report_json import report_json, theme_json, themes_json
from notes_kit.themes.build import build_report

TEXT, COUNT, FLAG = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
LINE = {"type": "integer", "minimum": 1}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
PATH = {"type": "string", "pattern": r"^[^/\\][^\\]*\.md$"}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
STANCES = ("for", "against", "both", "unmarked")
ASPECTS = ("role", "seniority", "organization", "industry", "source")


def maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}


def table(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": schema}


PERSON = closed(name=TEXT, path=maybe(PATH), **dict.fromkeys(ASPECTS, TEXT))
STANCE = maybe({"enum": ["for", "against", "both"]})
WHERE = closed(person=TEXT, date=maybe(DAY), path=PATH, line=LINE, text=TEXT, stance=STANCE)
POINT = closed(
    person=TEXT, people=many(TEXT), organization=TEXT, interview=PATH, date=maybe(DAY), path=PATH, line=LINE, section=TEXT, own=FLAG, text=TEXT, quote=FLAG,
    quotes=many(TEXT), stance=STANCE, reasons=many(TEXT), themes=many(TEXT), skills=many(TEXT),
)  # fmt: skip
COUNTS = closed(**dict.fromkeys(STANCES, COUNT))
SIDES = dict.fromkeys(STANCES, many(PERSON))
THEME = closed(
    name=TEXT, origin={"enum": ["tag", "codebook", "suggested"]}, parent=maybe(TEXT), note=maybe(PATH), aliases=many(TEXT), definition=TEXT, people=COUNT,
    interviews=COUNT, first=maybe(DAY), last=maybe(DAY), stance=COUNTS, points=many(POINT),
    marks=many(closed(people=many(TEXT), date=maybe(DAY), path=PATH, line=LINE)), by=closed(**dict.fromkeys(ASPECTS, table(LINE))),
)  # fmt: skip
UNHEARD = closed(name=TEXT, note=PATH, parent=maybe(TEXT), definition=TEXT)
ACTION = closed(text=TEXT, people=many(TEXT), due=maybe(DAY), overdue=FLAG, done_on=maybe(DAY), recurrence=TEXT, promised=FLAG, path=PATH, line=LINE)
BELIEF = closed(text=TEXT, path=PATH, line=LINE, evidence=many(closed(theme=TEXT, stance=COUNTS, points=many(WHERE), **SIDES)))
REPORT = closed(
    version={"const": 1},
    today=DAY,
    since=maybe(DAY),
    until=maybe(DAY),
    totals=closed(contacts=COUNT, interviews=COUNT, held=COUNT, people_heard=COUNT, points=COUNT, own=COUNT, withheld=COUNT),
    hint=TEXT,
    people=many(PERSON),
    themes=many(THEME),
    unheard=many(UNHEARD),
    unthemed=many(POINT), offers=many(closed(path=PATH, line=LINE, theme=many(TEXT), near=FLAG)),
    contrasts=many(
        closed(
            theme=TEXT, **SIDES, by=table(table(closed(**{"for": COUNT, "against": COUNT, "both": COUNT}))),
            claims=many(closed(by={"enum": list(ASPECTS)}, **{"for": table(LINE), "against": table(LINE)})),
        )
    ),
    single_voice=many(closed(theme=TEXT, person=TEXT, points=many(WHERE))),
    coverage=closed(
        people=many(TEXT), themes=many(closed(name=TEXT, people=table(LINE))), categories=many(closed(name=TEXT, people=table(LINE), asked=table(LINE)))
    ),
    saturation=closed(
        base_size=LINE, run_length=LINE, threshold=SHARE, base=COUNT, reached=maybe(LINE), sentence=TEXT, lately=TEXT,
        interviews=many(closed(interview=PATH, date=DAY, people=many(TEXT), new=many(TEXT), total=COUNT)),
        runs=many(closed(**{"from": LINE, "to": LINE, "new": COUNT, "ratio": {"type": "number", "minimum": 0}})),
    ),
    trends=closed(split=COUNT, themes=many(closed(name=TEXT, talks=many(LINE), before=COUNT, after=COUNT))),
    stories=many(
        closed(
            person=TEXT, path=maybe(PATH),
            moments=many(closed(date=DAY, kind={"enum": ["asked", "replied", "talk", "ahead", "touch"]}, path=PATH, line=LINE)),
        )
    ),
    skills=many(closed(name=TEXT, people=COUNT, have=FLAG, gap=FLAG, who=many(TEXT), points=many(WHERE), action=maybe(ACTION))),
    goals=many(BELIEF),
    assumptions=many(BELIEF),
    avenues=many(
        closed(kind={"enum": ["work", "person", "organization"]}, name=TEXT, path=maybe(PATH), heard_from=many(TEXT), places=many(closed(path=PATH, line=LINE)))
    ),
    resources=many(closed(text=TEXT, url=maybe(TEXT), heard_from=many(TEXT), date=maybe(DAY), path=PATH, line=LINE)),
    actions=closed(open=many(ACTION), promised=many(ACTION), done=many(ACTION)),
    digests=many(
        closed(
            interview=PATH, date=maybe(DAY), people=many(TEXT), points=COUNT, themes=many(TEXT), takeaways=many(WHERE), key_points=many(WHERE),
            open_questions=many(WHERE), quotes=many(WHERE), referrals=many(closed(name=TEXT, path=maybe(PATH), line=LINE)), asked_none=FLAG,
            next_steps=closed(open=COUNT, promised=COUNT, done=COUNT),
        )
    ),
    outreach=many(
        closed(
            channel=TEXT, attempts=LINE, people=LINE, replied=COUNT, rate=SHARE, low=SHARE, high=SHARE, median_days=maybe({"type": "number"}),
            expected=maybe(TEXT),
        )
    ),
    network=closed(
        edges=many(
            closed(
                **{"from": TEXT, "from_path": maybe(PATH), "to": TEXT, "to_path": maybe(PATH), "told_by": many({"enum": ["source", "referral"]})},
                path=PATH, line=LINE, stage=maybe(TEXT),
            )
        ),
        yields=many(closed(name=TEXT, person=FLAG, named=LINE, asked=COUNT, met=COUNT)),
        starts=many(closed(source=TEXT, to=TEXT, to_path=PATH, stage=TEXT)),
    ),
    funnel=many(closed(stage=TEXT, people=COUNT)),
    next=many({"type": "object", "required": ["code", "rule", "message", "contact", "due", "days_late", "path", "line"]}),
    left_out=many(closed(path=PATH, why=TEXT, points=LINE)),
    redacted=FLAG, where=maybe(TEXT), theme=maybe(TEXT), sources=many(closed(path=PATH, digest={"type": "string", "pattern": "^[0-9a-f]{10}$"})),
    news=maybe(closed(since=DAY, talks=COUNT, people=many(TEXT), themes=many(TEXT), divided=many(TEXT), grown=many(closed(theme=TEXT, before=COUNT, now=COUNT)))),
    ask=many(closed(text=TEXT, category=TEXT, topic=TEXT, path=PATH, line=LINE, people=many(closed(name=TEXT, path=PATH, stage=TEXT, date=maybe(DAY))))),
    gave=many(closed(name=TEXT, path=PATH, talks=LINE, names=COUNT, kept=COUNT, back=COUNT)),
    worth_marking=many(many(closed(person=TEXT, path=PATH, line=LINE, text=TEXT))),
)  # fmt: skip
"""Everything that `report --format json` may say, and nothing that it must not leave out."""

VALIDATOR = jsonschema.Draft202012Validator(REPORT)


def said(found: dict[str, Any]) -> dict[str, Any]:
    """The document as a reader gets it."""
    read = json.loads(json.dumps(found))
    assert read == found, "nothing but JSON's own values"
    return dict(read)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(REPORT)


def test_the_example_vault_has_the_agreed_shape() -> None:
    duty = Finding("NK301", "thank-you-missing", Severity.ERROR, Kind.DUTY, "Thank her", "interviews/x.md", Place(3, 1, 3, 2), due=date(2026, 5, 16))
    document = said(report_json(build_report(template_vault(), TODAY, findings=[duty])))
    VALIDATOR.validate(document)
    assert document["next"][0]["due"] == "2026-05-16"
    empty = [key for key, value in document.items() if value in ([], "", None)]
    assert set(empty) <= {"since", "until", "hint", "left_out", "redacted", "where", "theme", "news", "worth_marking"}, (
        "the schema was tried on something of everything"
    )


def test_an_empty_vault_has_the_same_shape() -> None:
    VALIDATOR.validate(said(report_json(report({}))))


@given(vaults())
def test_any_vault_has_the_same_shape(files: Files) -> None:
    VALIDATOR.validate(said(report_json(report(files))))


def test_a_point_as_it_is_told() -> None:
    files = merged(
        contact("Ada Okafor", organization="Northwind"),
        talk("Ada Okafor", "2026-03-02", "- It *rises* (+) #theme/pay #skill/git\n  - slowly\n    - and late"),
    )
    (theme,) = report_json(report(files))["themes"]
    assert theme["points"] == [{
        "person": "Ada Okafor", "people": ["Ada Okafor"], "organization": "Northwind", "interview": "interviews/2026-03-02 Ada Okafor.md",
        "date": "2026-03-02", "path": "interviews/2026-03-02 Ada Okafor.md", "line": 8, "section": "notes", "text": "It *rises*", "quote": False,
        "quotes": [], "stance": "for", "reasons": ["slowly", "and late"], "themes": ["pay"], "skills": ["git"], "own": False,
    }]  # fmt: skip
    assert theme["stance"] == {"for": 1, "against": 0, "both": 0, "unmarked": 0}


def test_the_list_of_themes_and_one_theme_are_parts_of_the_same() -> None:
    found = report(merged({"themes/phone.md": note("theme", "Calls.")}, talk("Ada Okafor", "2026-03-02", "- A #theme/pay")))
    whole = report_json(found)
    assert themes_json(found) == {"version": 1, "today": "2026-05-18", "people_heard": 1, "themes": whole["themes"], "unheard": whole["unheard"]}
    assert theme_json(found.themes[0]) == whole["themes"][0]
    jsonschema.validate(theme_json(found.unheard[0].theme), THEME)
