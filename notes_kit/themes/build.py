"""The synthesis from end to end: a vault and a day in, a report out, with the gate of `public` first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from notes_kit.model.days import shift
from notes_kit.model.finding import Finding, Kind
from notes_kit.model.people import Interview
from notes_kit.model.sources import basis_of, in_period
from notes_kit.model.state import relations
from notes_kit.model.vault import Vault
from notes_kit.themes.ask import questions
from notes_kit.themes.coverage import coverage, saturation
from notes_kit.themes.decisions import avenues, beliefs, resources, skills
from notes_kit.themes.digests import actions, digests
from notes_kit.themes.heard import Heard, listen
from notes_kit.themes.marked import by_people, contrasts, marked_themes, unthemed_points
from notes_kit.themes.news import news
from notes_kit.themes.opposed import opposed
from notes_kit.themes.outlook import News
from notes_kit.themes.process import funnel, givers, network, outreach
from notes_kit.themes.public import Public, public
from notes_kit.themes.report import Report, Totals
from notes_kit.themes.suggest import Suggestions, suggestions
from notes_kit.themes.trend import stories, trends
from notes_kit.themes.voices import Theme


def build_report(
    vault: Vault,
    today: date,
    *,
    findings: Sequence[Finding] = (),
    since: date | None = None,
    until: date | None = None,
    where: Callable[[Interview], bool] | None = None,
    suggest: bool = True,
) -> Report:
    """The report on what was said in the talks held by `today`, between `since` and `until` (both included).

    The vault must be loaded with its points. `findings` are those of the rules on the same day; the
    duties among them become `next`. `where` narrows the talks; outreach, network and funnel are of
    the whole vault whatever the period. `suggest` adds themes that nobody has marked, and offers
    marked ones for points without (`notes_kit.themes.suggest`).
    """
    gate = public(vault, today)
    heard = listen(gate.vault, today, since, until, where)
    talks = {talk.path for talk in heard.talks}
    states = relations(gate.vault, today)
    themes = marked_themes(heard)
    found = suggestions(heard, themes) if suggest else Suggestions()
    grouped = {(said.path, said.line) for theme in found.groups for said in theme.points}
    tasks = actions(heard)
    steps = saturation(heard)
    return Report(
        today=today,
        since=since,
        until=until,
        totals=_totals(gate, heard, since, until, narrowed=where is not None),
        people=heard.people,
        themes=tuple(sorted((*themes, *found.groups), key=by_people)),
        unheard=heard.codebook.unheard(heard.codebook.key(theme.name) for theme in themes),
        unthemed=tuple(said for said in unthemed_points(heard) if (said.path, said.line) not in grouped),
        offers=found.offers,
        contrasts=contrasts(themes),
        coverage=coverage(heard, themes),
        saturation=steps,
        skills=skills(heard, tasks),
        goals=beliefs(heard, "goals", themes),
        assumptions=beliefs(heard, "assumptions", themes),
        avenues=avenues(heard),
        resources=resources(heard),
        actions=tasks,
        digests=digests(heard),
        outreach=outreach(states),
        network=network(gate.vault, states, today),
        funnel=funnel(gate.vault, states, today),
        next=_duties(gate, findings),
        left_out=heard.left_out,
        hint=_hint(heard, themes, narrowed=bool(since or until or where)),
        ask=questions(heard, states),
        gave=givers(states, today),
        opposed=opposed(heard.points),
        news=_news(gate, today, since, until, where) if since else None,
        sources=tuple(
            one for one in basis_of(gate.vault, today, since, until) if one.path in talks or gate.vault.notes[one.path].type != "interview"
        ),
        trends=trends(themes, steps),
        stories=stories(heard, states),
    )


def _news(gate: Public, today: date, since: date, until: date | None, where: Callable[[Interview], bool] | None) -> News | None:
    """What the period added to what was heard before it; None where nothing was."""
    eve = shift(since, -1)
    before = listen(gate.vault, today, None, eve if until is None else min(eve, until), where)
    return news(since, before, listen(gate.vault, today, None, until, where)) if before.talks else None


def _totals(gate: Public, heard: Heard, since: date | None, until: date | None, *, narrowed: bool) -> Totals:
    return Totals(
        contacts=len(gate.vault.contacts),
        interviews=len(gate.vault.interviews),
        held=len(heard.talks),
        people_heard=len(heard.people),
        points=len(heard.points),
        own=sum(said.own for said in heard.points),
        withheld=0 if narrowed else sum(in_period(day, since, until) for day in gate.withheld),
    )


def _duties(gate: Public, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    owed = [finding for finding in gate.findings(findings) if finding.kind is Kind.DUTY and finding.waived is None]
    return tuple(sorted(owed, key=lambda finding: (finding.due is None, finding.due or date.max, finding.order)))


def _hint(heard: Heard, themes: Sequence[Theme], *, narrowed: bool) -> str:
    """What to write first where there is nothing to say, or nothing to count by."""
    vault = heard.vault
    if narrowed and not heard.talks:
        return "No talk was held in what you asked for; leave out --since, --until or --where to see the whole."
    if not vault.contacts and not vault.interviews:
        return "Nothing to report yet. Begin with somebody you would like to hear: `notes-kit new contact NAME`."
    if not heard.talks:
        return (
            "No talk has been held yet, so there is nothing to compare. After the first one, write `notes-kit new interview CONTACT --date DATE` "
            "and put what you heard under `## Notes`, a bullet for each thing said."
        )
    if not heard.points:
        path = heard.talks[0].path
        return f"Talks were held, and none has notes. Begin with {path}: under `## Notes`, a bullet for each thing said."
    if not themes:
        said = next((point for point in heard.points if not point.quote), heard.points[0])
        return f"No point carries a theme yet. Put `#theme/NAME` behind one, say in {said.path}:{said.line}, or on the heading above it."
    return ""
