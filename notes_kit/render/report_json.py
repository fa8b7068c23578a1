"""The report as JSON that other programs may rely on: version 1, paths from the vault's root, lines from 1, ISO dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from notes_kit.render.findings import finding_row
from notes_kit.render.report_outlook import outlook_json
from notes_kit.themes import report as values
from notes_kit.themes.report import Report
from notes_kit.themes.voices import ASPECTS, Contrast, Said, Sides, Theme, Unheard, Voice

VERSION = 1


def report_json(report: Report) -> dict[str, Any]:
    """The whole report as a value that `json.dumps` takes. Keys may be added within a version, never renamed or dropped."""
    return {
        **_head(report),
        "since": _day(report.since),
        "until": _day(report.until),
        "totals": {
            "contacts": report.totals.contacts,
            "interviews": report.totals.interviews,
            "held": report.totals.held,
            "people_heard": report.totals.people_heard,
            "points": report.totals.points,
            "withheld": report.totals.withheld,
            "own": report.totals.own,
        },
        "hint": report.hint,
        "people": [_person(voice) for voice in report.people],
        "themes": [theme_json(theme) for theme in report.themes],
        "unheard": [_unheard(one) for one in report.unheard],
        "unthemed": [point_json(said) for said in report.unthemed],
        "offers": [{"path": one.path, "line": one.line, "theme": list(one.themes), "near": one.near} for one in report.offers],
        "contrasts": [_contrast(one) for one in report.contrasts],
        "single_voice": [_single(theme) for theme in report.single_voice],
        "coverage": _coverage(report.coverage),
        "saturation": _saturation(report.saturation),
        "trends": _trends(report.trends),
        "stories": [_story(one) for one in report.stories],
        "skills": [_skill(one) for one in report.skills],
        "goals": [_belief(one) for one in report.goals],
        "assumptions": [_belief(one) for one in report.assumptions],
        "avenues": [_avenue(one) for one in report.avenues],
        "resources": [_resource(one) for one in report.resources],
        "actions": _actions(report.actions),
        "digests": [_digest(one) for one in report.digests],
        "outreach": [_channel(one) for one in report.outreach],
        "network": _network(report.network),
        "funnel": [{"stage": step.stage.value, "people": step.people} for step in report.funnel],
        "next": [finding_row(one) for one in report.next],
        "left_out": [{"path": one.path, "why": one.why, "points": one.points} for one in report.left_out],
        **outlook_json(report),
        "where": report.where or None,
        "theme": report.theme or None,
        "redacted": report.redacted,
        "sources": [{"path": one.path, "digest": one.digest} for one in report.sources],
    }


def themes_json(report: Report) -> dict[str, Any]:
    """What `themes list` says: the themes heard and those of the codebook that nobody has spoken of."""
    return {
        **_head(report),
        "people_heard": report.totals.people_heard,
        "themes": [theme_json(theme) for theme in report.themes],
        "unheard": [_unheard(one) for one in report.unheard],
    }


def theme_json(theme: Theme) -> dict[str, Any]:
    """One theme with its points; counts are of people."""
    return {
        "name": theme.name,
        "origin": theme.origin.value,
        "parent": theme.parent or None,
        "note": theme.note or None,
        "aliases": list(theme.aliases),
        "definition": theme.definition,
        "people": len(theme.people),
        "interviews": len(theme.talks),
        "first": _day(theme.first),
        "last": _day(theme.last),
        "stance": _stance(theme.sides),
        "points": [point_json(said) for said in theme.points],
        "marks": [{"people": _names(mark.people), "date": _day(mark.date), "path": mark.path, "line": mark.line} for mark in theme.marks],
        "by": {aspect: dict(groups) for aspect, groups in theme.by.items()},
    }


def point_json(said: Said) -> dict[str, Any]:
    """One point with who said it and where it stands."""
    return {
        "person": said.person,
        "people": _names(said.people),
        "organization": said.organization,
        "interview": said.path,
        "date": _day(said.date),
        "path": said.path,
        "line": said.line,
        "section": said.section.value,
        "text": said.text,
        "quote": said.quote,
        "quotes": list(said.quotes),
        "stance": said.stance.value if said.stance else None,
        "reasons": [reason.text for reason in said.reasons],
        "themes": list(said.themes),
        "skills": list(said.skills),
        "own": said.own,
    }


def _head(report: Report) -> dict[str, Any]:
    return {"version": VERSION, "today": report.today.isoformat()}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _names(people: Iterable[Voice]) -> list[str]:
    return [voice.name for voice in people]


def _person(voice: Voice) -> dict[str, Any]:
    return {"name": voice.name, "path": voice.path or None, **{aspect: voice.aspect(aspect) for aspect in ASPECTS}}


def _stance(sides: Sides) -> dict[str, int]:
    return {"for": len(sides.favour), "against": len(sides.against), "both": len(sides.both), "unmarked": len(sides.unmarked)}


def _sides(sides: Sides) -> dict[str, list[dict[str, Any]]]:
    return {
        "for": [_person(voice) for voice in sides.favour],
        "against": [_person(voice) for voice in sides.against],
        "both": [_person(voice) for voice in sides.both],
        "unmarked": [_person(voice) for voice in sides.unmarked],
    }


def _unheard(one: Unheard) -> dict[str, Any]:
    return {"name": one.name, "note": one.note, "parent": one.parent or None, "definition": one.definition}


def _contrast(one: Contrast) -> dict[str, Any]:
    counted = {
        aspect: {value: {"for": count.favour, "against": count.against, "both": count.both} for value, count in groups.items()}
        for aspect, groups in one.by.items()
    }
    claims = [{"by": claim.aspect, "for": dict(claim.favour), "against": dict(claim.against)} for claim in one.claims]
    return {"theme": one.theme, **_sides(one.sides), "by": counted, "claims": claims}


def _single(theme: Theme) -> dict[str, Any]:
    return {"theme": theme.name, "person": theme.people[0].name, "points": [_where(said) for said in theme.points]}


def _where(said: Said) -> dict[str, Any]:
    return {
        "person": said.person,
        "date": _day(said.date),
        "path": said.path,
        "line": said.line,
        "text": said.text,
        "stance": said.stance.value if said.stance else None,
    }


def _coverage(one: values.Coverage) -> dict[str, Any]:
    names = _names(one.people)

    def counted(numbers: Iterable[int]) -> dict[str, int]:
        return {name: number for name, number in zip(names, numbers, strict=True) if number}

    return {
        "people": names,
        "themes": [{"name": row.name, "people": counted(row.points)} for row in one.themes],
        "categories": [{"name": row.name, "people": counted(row.points), "asked": counted(row.asked)} for row in one.categories],
    }


def _saturation(one: values.Saturation) -> dict[str, Any]:
    return {
        "base_size": one.base_size,
        "run_length": one.run_length,
        "threshold": one.threshold,
        "base": one.base,
        "reached": one.reached,
        "sentence": one.sentence,
        "lately": one.lately,
        "interviews": [
            {"interview": step.path, "date": _day(step.date), "people": _names(step.people), "new": list(step.new), "total": step.total}
            for step in one.steps
        ],
        "runs": [{"from": run.start, "to": run.end, "new": run.new, "ratio": round(run.ratio, 4)} for run in one.runs],
    }


def _trends(one: values.Trends) -> dict[str, Any]:
    themes = [{"name": theme.name, "talks": list(theme.talks), "before": theme.before, "after": theme.after} for theme in one.themes]
    return {"split": one.split, "themes": themes}


def _story(one: values.Story) -> dict[str, Any]:
    moments = [{"date": moment.date.isoformat(), "kind": moment.kind, "path": moment.path, "line": moment.line} for moment in one.moments]
    return {"person": one.name, "path": one.path or None, "moments": moments}


def _skill(one: values.Skill) -> dict[str, Any]:
    return {
        "name": one.name,
        "people": len(one.people),
        "have": one.have,
        "gap": one.gap,
        "who": _names(one.people),
        "points": [_where(said) for said in one.points],
        "action": _action(one.action) if one.action else None,
    }


def _belief(one: values.Belief) -> dict[str, Any]:
    evidence = [
        {"theme": found.theme, "stance": _stance(found.sides), **_sides(found.sides), "points": [_where(said) for said in found.points]}
        for found in one.evidence
    ]
    return {"text": one.text, "path": one.path, "line": one.line, "evidence": evidence}


def _avenue(one: values.Avenue) -> dict[str, Any]:
    places = [{"path": spot.path, "line": spot.line} for spot in one.spots]
    return {"kind": one.kind, "name": one.name, "path": one.path or None, "heard_from": _names(one.people), "places": places}


def _resource(one: values.Resource) -> dict[str, Any]:
    return {"text": one.text, "url": one.url or None, "heard_from": _names(one.people), "date": _day(one.date), "path": one.path, "line": one.line}


def _action(one: values.Action) -> dict[str, Any]:
    return {
        "text": one.text,
        "people": list(one.people),
        "due": _day(one.due),
        "overdue": one.overdue,
        "done_on": _day(one.done_on),
        "recurrence": one.recurrence,
        "promised": one.promised,
        "path": one.path,
        "line": one.line,
    }


def _actions(found: Iterable[values.Action]) -> dict[str, Any]:
    every = list(found)
    return {
        "open": [_action(one) for one in every if not one.done and not one.promised],
        "promised": [_action(one) for one in every if not one.done and one.promised],
        "done": [_action(one) for one in every if one.done],
    }


def _digest(one: values.Digest) -> dict[str, Any]:
    return {
        "interview": one.path,
        "date": _day(one.date),
        "people": _names(one.people),
        "points": one.points,
        "themes": list(one.themes),
        "takeaways": [_where(said) for said in one.takeaways],
        "key_points": [_where(said) for said in one.key_points],
        "open_questions": [_where(said) for said in one.open_questions],
        "quotes": [_where(said) for said in one.quotes],
        "referrals": [{"name": named.name, "path": named.path or None, "line": named.line} for named in one.referrals],
        "asked_none": one.asked_none,
        "next_steps": {"open": one.open_actions, "promised": one.promised, "done": one.done},
    }


def _channel(one: values.Channel) -> dict[str, Any]:
    return {
        "channel": one.channel,
        "attempts": one.attempts,
        "people": one.people,
        "replied": one.replied,
        "rate": round(one.rate, 4),
        "low": round(one.low, 4),
        "high": round(one.high, 4),
        "median_days": one.median_days,
        "expected": one.expected or None,
    }


def _network(one: values.Network) -> dict[str, Any]:
    edges = [
        {
            "from": edge.giver,
            "from_path": edge.giver_path or None,
            "to": edge.named,
            "to_path": edge.named_path or None,
            "told_by": list(edge.told_by),
            "path": edge.path,
            "line": edge.line,
            "stage": edge.stage.value if edge.stage else None,
        }
        for edge in one.edges
    ]
    led = [{"name": row.name, "person": row.person, "named": row.named, "asked": row.asked, "met": row.met} for row in one.yields]
    starts = [{"source": start.source, "to": start.name, "to_path": start.path, "stage": start.stage.value} for start in one.starts]
    return {"edges": edges, "yields": led, "starts": starts}
