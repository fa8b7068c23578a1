"""How the page looks: paper and ink, one face for reading and one for figures, two schemes, a phone, a printer."""

from __future__ import annotations

LIGHT = {
    "paper": "#fcfbf8", "ink": "#22201d", "soft": "#5c5850", "line": "#ddd8ce", "wash": "#f4f1ea", "link": "#1d5565", "edge": "#857f74", "faint": "#bdb6a9",
    "for": "#1f5f8b", "against": "#a4431c", "both": "#6c4a88", "unmarked": "#6e6961", "late": "#9c2f1f",
}  # fmt: skip
DARK = {
    "paper": "#17181a", "ink": "#e8e5de", "soft": "#aca79d", "line": "#36383c", "wash": "#202225", "link": "#8fc5d3", "edge": "#8a857b", "faint": "#5d5b57",
    "for": "#86bce3", "against": "#ea9f79", "both": "#c6abdf", "unmarked": "#98938a", "late": "#f0988a",
}  # fmt: skip
"""The colours of each scheme by what they are for; tests/render/test_report_html_style.py holds their contrast (WCAG 2.2, 1.4.3 and 1.4.11)."""


def style() -> str:
    """The whole style sheet."""
    return f":root {{ color-scheme: light dark; {_colours(LIGHT)} }}\n{_DARK}\n{_PAGE}{_EVIDENCE}{_TABLES}{_DRAWINGS}{_NARROW}{_PRINT}"


def _colours(scheme: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in scheme.items())


_DARK = f"@media (prefers-color-scheme: dark) {{ :root {{ {_colours(DARK)} }} }}"

_PAGE = """
:root {
  --reading: "Iowan Old Style", "Palatino Nova", "Palatino Linotype", Palatino, "URW Palladio L", P052, "TeX Gyre Pagella", "Book Antiqua", Georgia, serif;
  --figures: "Avenir Next", Avenir, "Segoe UI", Inter, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1.0625rem/1.58 var(--reading); font-kerning: normal;
  overflow-wrap: anywhere; text-wrap: pretty; }
.page { max-width: 78rem; margin: 0 auto; padding: 3.5rem clamp(1.1rem, 4vw, 3rem) 5rem; }
a { color: var(--link); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em;
  text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
:target { scroll-margin-top: 1.5rem; }
.said:target, tr:target, .card:target { background: var(--wash); box-shadow: 0 0 0 .5rem var(--wash); }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--ink); color: var(--paper); padding: .5rem 1rem; z-index: 2; }
.skip:focus { top: 1rem; }
.heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h1, h2, h3, h4 { font-weight: 500; line-height: 1.2; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(2.3rem, 1.7rem + 2.6vw, 3.4rem); letter-spacing: -.018em; line-height: 1.06; font-weight: 400; }
h2 { font-size: 1.75rem; letter-spacing: -.008em; font-weight: 400; margin-bottom: 1rem; }
h3 { font-size: 1.28rem; }
h4, .eyebrow, .stood, .source, .note, .legend, .lead, nav, form, table, .measure, .by, summary, .foot, small, .day {
  font-family: var(--figures); }
h4 { font-size: .8125rem; font-weight: 600; letter-spacing: .01em; margin: 1.4rem 0 .6rem; }
.eyebrow { font-size: .875rem; color: var(--soft); margin: 0 0 .9rem; }
.top { max-width: 46rem; margin-bottom: 2.6rem; }
.top .opening { font-size: 1.28rem; line-height: 1.5; margin: 1.3rem 0 0; }
main > section { border-top: 1px solid var(--edge); padding-top: 1.1rem; margin-top: 4.2rem; }
main > section:first-of-type { margin-top: 0; }
section > h3 { margin: 2.6rem 0 .7rem; }
section > h2 + h3 { margin-top: 0; }
.lead { font-size: .9375rem; line-height: 1.5; color: var(--soft); max-width: 44rem; margin: 0 0 1.2rem; }
.note, .stood, .source, small { font-size: .8125rem; line-height: 1.5; color: var(--soft); }
.note { font-size: .875rem; max-width: 44rem; margin: .9rem 0; }
code { font: .92em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--wash); padding: .05em .3em; border-radius: 2px;
  overflow-wrap: anywhere; }
.warn, .late { color: var(--late); font-weight: 600; }
nav { font-size: .875rem; line-height: 1.4; margin-bottom: 2.8rem; }
nav ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.3rem; }
nav a { display: inline-block; padding: .3rem 0; color: var(--soft); text-decoration: none; }
nav a:hover { color: var(--ink); text-decoration: underline; }
.foot { border-top: 1px solid var(--edge); margin-top: 4.2rem; padding-top: 1rem; font-size: .8125rem; color: var(--soft); }
.foot p { max-width: 44rem; margin: 0 0 .6rem; }
.brief-list { margin: 0; display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: .85rem 2.5rem; }
.brief-list dt { font: 600 .875rem/1.9 var(--figures); color: var(--soft); }
.brief-list dd { margin: 0; max-width: 40rem; }
form { font-size: .8125rem; margin: 3.4rem 0 0; padding: .9rem 1.1rem 1.05rem; background: var(--wash); border-radius: 3px; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: .7rem .8rem; align-items: end; }
legend { float: left; width: 100%; font-weight: 600; padding: 0; }
form + section { margin-top: 3.4rem !important; }
label { display: flex; flex-direction: column; gap: .25rem; color: var(--soft); min-width: 0; }
input, select, button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: 3px; padding: .35rem .55rem;
  min-height: 2.25rem; max-width: 100%; }
select { width: 9.2rem; } input[type="search"] { width: 7rem; } input[type="date"] { width: 8.2rem; }
button { cursor: pointer; padding: .35rem .9rem; }
.status { margin: .8rem 0 0; color: var(--soft); }
.status:empty { display: none; }
@media (min-width: 74rem) {
  .page { display: grid; grid-template-columns: 10rem minmax(0, 54rem); column-gap: 5rem; justify-content: center; }
  .top, main, .foot { grid-column: 2; }
  nav { grid-column: 1; grid-row: 1 / span 3; position: sticky; top: 3.6rem; align-self: start; max-height: calc(100vh - 5rem); overflow-y: auto; }
  nav ol { display: block; }
  nav li { margin: 0; }
}
"""

_EVIDENCE = """
.card { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: 0 2.5rem; padding: 1.9rem 0 1.4rem; border-top: 1px solid var(--line); }
.card:first-of-type { border-top: 0; padding-top: .6rem; }
.card h3 { font-size: 1.5rem; line-height: 1.15; letter-spacing: -.006em; }
.margin p { margin: 0; }
.measure { font-size: .9375rem; color: var(--soft); line-height: 1.2; margin-bottom: .8rem !important; }
.measure strong { font: 400 2.5rem/1 var(--reading); color: var(--ink); letter-spacing: -.02em; margin-right: .1rem; font-variant-numeric: lining-nums; }
.stands { display: block; }
.margin .stands { margin-bottom: .55rem; }
.margin .strip { margin-top: 1rem; display: block; }
.margin .strip + .stood { margin-top: .35rem; }
.claim { font-style: normal; color: var(--soft); margin: .5rem 0 0; max-width: 38rem; }
.points, .voices, .plain, .claims, .beliefs, .brief { list-style: none; margin: 0; padding: 0; }
.points { margin-top: 1.35rem; }
.said { position: relative; padding-left: 1.7rem; margin: 0 0 1.25rem; max-width: 41rem; }
.said p, .said blockquote { margin: 0; }
.said blockquote p { font-style: italic; font-size: 1.13rem; line-height: 1.48; text-indent: -.4em; }
.points:not(:has(.sign)) > .said { padding-left: .45rem; }
h4:has(+ .points):not(:has(+ .points > :not([hidden]))) { display: none; }
.sign { position: absolute; left: 0; top: 0; width: 1.1rem; font: 600 1.1rem/1.5 var(--figures); }
.sign.for { color: var(--for); } .sign.against { color: var(--against); } .sign.both { color: var(--both); }
.source { margin-top: .15rem !important; }
.here, time { white-space: nowrap; }
.source .name { color: var(--ink); font-weight: 500; }
.source a, a.open { color: var(--soft); text-decoration-color: var(--faint); }
.source a:hover, a.open:hover { color: var(--link); text-decoration-color: currentColor; }
.open { font: .8125rem/1.5 var(--figures); color: var(--soft); }
.because { list-style: none; margin: .25rem 0 .3rem; padding: 0; font-size: .975rem; line-height: 1.5; color: var(--soft); }
.because li { position: relative; padding-left: 1.35rem; }
.because li::before { content: "↳"; content: "↳" / ""; position: absolute; left: 0; font-family: var(--figures); }
.because .deep-2 { margin-left: 1.35rem; } .because .deep-3 { margin-left: 2.7rem; } .because .deep-4 { margin-left: 4.05rem; }
details { margin: .6rem 0 .8rem; }
summary { font-size: .875rem; color: var(--link); cursor: pointer; padding: .25rem 0; width: fit-content; max-width: 100%; }
summary h3 { display: inline; font-family: var(--reading); color: var(--ink); }
details[open] > summary { margin-bottom: .5rem; }
.by { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; font-size: .8125rem; line-height: 1.5; margin: 1rem 0 0; color: var(--soft); }
.by dt { font-weight: 600; } .by dd { margin: 0; }
.contrast { padding: 1.6rem 0 1rem; border-top: 1px solid var(--line); }
.contrast:first-of-type { border-top: 0; padding-top: 0; }
.contrast h3 { font-size: 1.5rem; }
.contrast h3 a { color: inherit; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(14.5rem, 1fr)); gap: 1.2rem 2rem; margin-top: 1.2rem; }
.side { border-top: 3px solid var(--edge); padding-top: .2rem; min-width: 0; }
.side.for { border-color: var(--for); } .side.against { border-color: var(--against); } .side.both { border-color: var(--both); }
.side h4 { margin: .45rem 0 .8rem; }
.voices > li { margin-bottom: 1.1rem; }
.voice { font: .8125rem/1.45 var(--figures); color: var(--soft); margin: 0 0 .15rem; }
.voice a { color: var(--ink); font-weight: 600; text-decoration: none; }
.voice a:hover { text-decoration: underline; }
.voices .told { margin: 0; line-height: 1.5; }
.voices .told a, .voices .told .open { font: .8125rem var(--figures); }
.claims li { font: .9375rem/1.5 var(--figures); }
.beliefs > li { margin-bottom: 1.7rem; max-width: 44rem; }
.belief { font-size: 1.12rem; margin: 0 0 .45rem; }
.evidence { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: 0 1.3rem; align-items: start; }
.evidence p { margin: 0 0 .3rem; font: .875rem/1.4 var(--figures); color: var(--soft); }
.guess { border-top: 1px dashed var(--edge); margin: 0; padding: .55rem 0; }
.plain-card { max-width: 44rem; }
.plain > li { margin: 0 0 .95rem; max-width: 44rem; }
.plain p { margin: 0; }
.talk { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: 0 2.5rem; padding: 1.1rem 0 .5rem; border-top: 1px solid var(--line); }
.talk h3 { font-size: 1.0625rem; font-weight: 600; }
.talk h3 .day { display: block; font-size: .8125rem; font-weight: 400; color: var(--soft); margin-bottom: .15rem; }
.talk h3 .open { font-weight: 400; }
.talk .body { max-width: 41rem; } .talk h4 { margin-top: 1rem; } .talk h4:first-child { margin-top: .1rem; }
.talk .note { margin: .4rem 0; }
.brief > li { margin: 0 0 .5rem; }
.duties { list-style: none; margin: 0; padding: 0; }
.duties > li { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: 0 2.5rem; padding: .75rem 0; border-top: 1px solid var(--line); }
.duties > li:first-child { border-top: 0; padding-top: 0; }
.duties p { margin: 0; max-width: 41rem; }
.day { font-size: .875rem; line-height: 1.7; }
.tree, .tree ul { list-style: none; margin: 0; padding: 0 0 0 1.2rem; border-left: 1px solid var(--line); }
.tree { border: 0; padding: 0; margin-bottom: .8rem; }
"""

_TABLES = """
.wide table { overflow-wrap: break-word; }
.wide { position: relative; overflow-x: auto; max-width: 100%; padding: 2px; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.4; font-variant-numeric: tabular-nums lining-nums; }
th { font-weight: 500; text-align: left; }
th, td { padding: .5rem 1.1rem .5rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-size: .8125rem; vertical-align: bottom; border-bottom-color: var(--edge); }
th small, td small { display: block; }
.number { text-align: right; } td.number { white-space: nowrap; }
.rows { width: 100%; }
.rows.narrow { width: auto; min-width: min(100%, 34rem); }
.pair-of-points { border-left: 2px solid var(--faint); padding-left: .9rem; } .pair-of-points .points { margin: 0; }
.rows details { margin: .1rem 0 0; }
.sources { min-width: 46rem; } .sources td .open { white-space: nowrap; }
.sources td:nth-child(2), .sources td:nth-child(3) { color: var(--soft); }
.matrix { width: auto; }
.matrix th, .matrix td { padding: .32rem .2rem; }
.matrix thead th:first-child, .matrix tbody th, .matrix tfoot th { position: sticky; left: 0; background: var(--paper); padding-right: 1rem; min-width: 11rem; max-width: 17rem; }
.matrix tbody th a { color: var(--ink); text-decoration: none; } .matrix tbody th a:hover { text-decoration: underline; }
.matrix th small { line-height: 1.3; }
.matrix .tall { vertical-align: bottom; text-align: left; padding: .2rem; min-width: 2.6rem; }
.matrix .tall span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; max-height: 15rem; overflow: hidden; text-overflow: ellipsis; }
.matrix .tall a { color: inherit; text-decoration: none; display: inline-block; min-width: 24px; line-height: 24px; }
.matrix .tall a:hover { text-decoration: underline; }
.matrix td { text-align: center; border-left: 1px solid var(--line); min-width: 2.7rem; vertical-align: middle; }
.matrix td a, .matrix td > span { display: inline-flex; align-items: baseline; justify-content: center; gap: .12rem; min-width: 2.2rem; min-height: 1.7rem; color: inherit; text-decoration: none;
  font-weight: 600; font-size: 1rem; }
.matrix td small { display: inline; font-weight: 400; font-size: .6875rem; color: var(--soft); }
.matrix td.for { color: var(--for); background: color-mix(in srgb, var(--for) 9%, transparent); }
.matrix td.against { color: var(--against); background: color-mix(in srgb, var(--against) 10%, transparent); }
.matrix td.both { color: var(--both); background: color-mix(in srgb, var(--both) 9%, transparent); }
.matrix td.unmarked { color: var(--unmarked); background: var(--wash); }
.matrix tfoot td { font-size: .8125rem; color: var(--soft); }
.matrix.plain-matrix thead th:not(:first-child) { text-align: center; padding: .3rem .7rem; }
.matrix.plain-matrix td > span { font-weight: 400; font-size: .875rem; display: inline-grid; grid-template-columns: 1fr 1fr; gap: .45rem; min-height: 0; }
.plain-matrix b { font-weight: 500; text-align: right; } .plain-matrix i { font-style: normal; font-size: .75rem; color: var(--soft); text-align: left; }
.trend, .bars, .timeline { width: 100%; table-layout: fixed; }
.trend th:first-child, .bars th:first-child, .timeline th:first-child { width: 13rem; }
.trend th a, .timeline th a { color: var(--ink); text-decoration: none; } .trend th a:hover, .timeline th a:hover { text-decoration: underline; }
.trend th:nth-child(n+3) { width: 4.6rem; }
.bars th:nth-child(3) { width: 4.5rem; } .bars th:last-child { width: 9.5rem; }
.trend td, .trend tbody th, .timeline td, .timeline tbody th { border-bottom: 0; padding-top: .22rem; padding-bottom: .22rem; vertical-align: middle; }
.trend .all th, .trend .all td { vertical-align: bottom; padding: .8rem 1.1rem .8rem 0; }
.trend tbody .number, .bars tbody .number { color: var(--soft); }
.trend td:last-child, .trend th:last-child { padding-right: 0; }
.axis-words { display: flex; justify-content: space-between; gap: .6rem; font-weight: 400; }
.bars td, .bars tbody th { border-bottom: 0; padding-top: .28rem; padding-bottom: .28rem; vertical-align: middle; }
.channels .plot { min-width: 13rem; width: 40%; }
.trend + .note { margin-top: 1.2rem; }
.timeline td, .timeline tbody th { padding: 0; } .timeline thead th:last-child { padding: 0; vertical-align: bottom; }
.rows a:not(.web, .bare) { color: var(--ink); text-decoration-color: var(--faint); } .rows a:not(.web, .bare):hover { text-decoration-color: currentColor; }
.rows a.open { color: var(--soft); }
"""

_DRAWINGS = """
svg { display: block; overflow: visible; }
svg text { font: .8125rem var(--figures); fill: var(--ink); }
.symbols { position: absolute; }
.unit.for { fill: var(--for); } .unit.against { fill: var(--against); } .unit.both { fill: var(--both); } .unit.unmarked { fill: var(--unmarked); }
.unit.silent { fill: none; stroke: var(--edge); stroke-width: 1; }
.sign-line { fill: none; stroke: var(--paper); stroke-width: 1.5; }
.track { fill: var(--wash); } .fill { fill: var(--link); }
.strip .on { fill: var(--link); }
.curve .base { fill: var(--wash); } .curve .new { fill: var(--link); opacity: .45; } .curve .step { stroke: var(--ink); stroke-width: 2; stroke-linecap: square; }
.curve .axis, .interval .axis { stroke: var(--edge); stroke-width: 1; } .interval .tick { stroke: var(--line); stroke-width: 1; }
.interval .likely { stroke: var(--link); stroke-width: 4; opacity: .5; } .interval .dot { fill: var(--link); stroke: var(--paper); stroke-width: 1.5; }
.legend { list-style: none; margin: 0 0 1.4rem; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .8125rem; color: var(--soft); }
.legend li { display: flex; align-items: center; gap: .45rem; }
.grid { stroke: var(--line); } .thread { stroke: var(--edge); stroke-width: 1.2; } .today { stroke: var(--late); stroke-dasharray: 2 3; }
.months text { font-size: .75rem; fill: var(--soft); }
.m-talk { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; } .m-ahead { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
.m-asked { fill: var(--paper); stroke: var(--edge); stroke-width: 1.5; } .m-replied { fill: var(--edge); } .m-touch { fill: var(--link); }
.story { margin: 2px 0; }
.network .tie, .network .root { fill: none; stroke: var(--edge); stroke-width: 1.2; } .network .extra { stroke-dasharray: 3 3; }
.network .name { fill: var(--soft); paint-order: stroke; stroke: var(--paper); stroke-width: 7; stroke-linejoin: round; } .network .met { fill: var(--ink); font-weight: 600; } .network .words { font-style: italic; fill: var(--soft); }
.n-met { fill: var(--ink); } .n-ahead { fill: var(--paper); stroke: var(--ink); stroke-width: 2.5; } .n-asked { fill: var(--paper); stroke: var(--edge); stroke-width: 1.6; }
.n-lead { fill: var(--paper); stroke: var(--edge); stroke-width: 1.6; stroke-dasharray: 2 2; } .n-ended { fill: var(--edge); }
.drawing { padding: .5rem 0; }
"""

_NARROW = """
@media (max-width: 46rem) {
  .page { padding-top: 2rem; }
  main > section { margin-top: 3.2rem; }
  .card, .talk, .duties > li, .brief-list, .evidence { grid-template-columns: minmax(0, 1fr); gap: .2rem; }
  .brief-list dd { margin-bottom: .6rem; }
  .card .margin { order: 2; margin: .9rem 0 0; max-width: 22rem; }
  .card .body { display: contents; }
  .card h3 { order: 0; } .card .claim { order: 1; } .card .points { order: 3; } .card .note { order: 4; } .card details { order: 5; }
  .measure strong { font-size: 2rem; }
  .said { padding-left: 1.4rem; }
  .trend th:first-child, .timeline th:first-child { width: 7.2rem; } .trend th:nth-child(n+3) { width: 2.9rem; } .trend .number { white-space: normal; }
  .bars th:first-child { width: 5.6rem; } .bars th:last-child { width: 4.4rem; } .bars th:nth-child(3) { width: 3.6rem; }
  .trend th, .timeline th, .bars th { overflow-wrap: anywhere; hyphens: auto; }
  .trend td, .trend th, .bars td, .bars th, .timeline td, .timeline th { padding-right: .6rem; }
  .axis-words span:nth-child(2) { display: none; }
  .matrix thead th:first-child, .matrix tbody th, .matrix tfoot th { min-width: 7.5rem; max-width: 8.5rem; padding-right: .5rem; }
  .matrix th small { display: none; }
  label, select, form input { width: 100% !important; } .pair { flex: 1 1 8rem; }
}
"""

_PRINT = f"""
@page {{ size: A4; margin: 18mm 17mm 20mm; @bottom-right {{ content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #5c5850; }} }}
@media print {{
  :root {{ color-scheme: light; {_colours(LIGHT)} --paper: #fff; font-size: 12px; }}
  body {{ line-height: 1.45; }}
  .page {{ display: block; max-width: none; padding: 0; }}
  nav, form, .skip, .aside {{ display: none !important; }}
  .top {{ margin-bottom: 2rem; }}
  main > section {{ margin-top: 2.6rem; }}
  form + section {{ margin-top: 2.6rem !important; }}
  h2, h3, h4, summary, .lead, .claim, .legend {{ break-after: avoid; }}
  .said, .duties > li, .beliefs > li, .voices > li, tr, .plain > li, .margin, .drawing, .bars, .channels, .trend, .timeline {{ break-inside: avoid; }}
  .card, .talk, .duties > li {{ display: block; padding: 1.2rem 0 .8rem; }}
  .card::after, .talk::after, .duties > li::after {{ content: ""; display: block; clear: both; }}
  .margin, .talk h3, .duties .day {{ float: left; width: 160px; }} .evidence {{ grid-template-columns: 165px minmax(0, 1fr); }}
  .card .body, .talk .body, .duties > li > div {{ margin-left: 190px; }}
  .said {{ margin-bottom: .9rem; max-width: none; }} .points {{ margin-top: 1rem; }}
  details::details-content {{ content-visibility: visible; display: block; height: auto; opacity: 1; }}
  summary {{ color: var(--soft); list-style: none; }} summary::-webkit-details-marker {{ display: none; }}
  .wide {{ overflow: visible; }} .sources {{ min-width: 0; }} .sources td .open {{ white-space: normal; }} .network {{ max-width: 100%; height: auto; }}
  th, td {{ padding-top: .35rem; padding-bottom: .35rem; }}
  .matrix thead th:first-child, .matrix tbody th, .matrix tfoot th {{ position: static; }}
  a {{ color: inherit; text-decoration: none; }}
  a.web, a.bare {{ overflow-wrap: anywhere; }} a.web::after {{ content: " <" attr(href) ">"; font: .8em var(--figures); color: var(--soft); }}
  .belief .open, .duties .open, .plain > li > .open, .sources .open {{ font-size: 0; }} .sides a[href^="#s-"] {{ display: none; }}
  .belief .open::after, .duties .open::after, .plain > li > .open::after, .sources .open::after {{ content: attr(data-place); font-size: .75rem; }}
  svg, .matrix td, .side {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
}}
"""
