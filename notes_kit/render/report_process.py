"""The part of the text report on how the search itself goes: the funnel, the channels, who led to whom."""

from __future__ import annotations

from notes_kit.model.state import Stage
from notes_kit.render.report_page import Page
from notes_kit.render.words import listing
from notes_kit.themes.report import Channel, Report, Yield

STEP_WORDS = {Stage.LEAD: "leads", Stage.ASKED: "asked", Stage.REPLIED: "replied", Stage.MET: "met", Stage.THANKED: "thanked", Stage.KEPT: "kept"}
_FEW = 4


def process(page: Page, report: Report) -> None:
    """Funnel, answers by channel, and the names that led somewhere."""
    if not (report.totals.contacts and report.funnel):
        return
    page.heading("How the search goes")
    page.text(" → ".join(f"{step.people} {STEP_WORDS[step.stage]}" for step in report.funnel))
    if report.outreach:
        page.table(
            ["channel", "asked", "answered", "rate (likely)", "days", "guides expect"], [_cells(one) for one in report.outreach], numbers=(1, 2, 4)
        )
    led = [row for row in report.network.yields if row.met]
    if led:
        page.text(f"What led to a talk: {listing(_led(row) for row in led[:_FEW])}.")


def likely(channel: Channel) -> str:
    """The rate with how sure it is: `38 % (14–69 %)`."""
    return f"{100 * channel.rate:.0f} % ({100 * channel.low:.0f}–{100 * channel.high:.0f} %)"


def _cells(channel: Channel) -> list[str]:
    days = f"{channel.median_days:g}" if channel.median_days is not None else ""
    return [channel.channel, f"{channel.people}", f"{channel.replied}", likely(channel), days, channel.expected]


def _led(row: Yield) -> str:
    return f"{row.name} ({row.met} met of {row.named} named)" if row.person else f"“{row.name}” ({row.met} met of {row.named})"
