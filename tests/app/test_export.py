"""What leaves the vault: read by the programs it is for, and silent on what is private."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import icalendar
import pytest
import vobject

from notes_kit.app.agenda import agenda
from notes_kit.app.export import card_of, export_calendar, export_canvas, export_cards, export_rows
from notes_kit.app.exported import EXPORTS, csv_of, json_of, read_before, write_export
from notes_kit.app.report import LeakError, NotAReportError
from notes_kit.app.session import Session
from notes_kit.render.canvas import HEIGHT, WIDTH
from notes_kit.themes.public import public

TODAY = date(2026, 5, 18)


@pytest.fixture
def session(vault_template: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    return Session(str(vault_template), TODAY)


def again(session: Session, today: date = TODAY) -> Session:
    return Session(session.root, today)


def put(session: Session, path: str, text: str) -> None:
    place = Path(session.root) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


# ---- calendar


def khal(folder: Path, *words: str) -> str:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "config").write_text(
        f"[calendars]\n[[talks]]\npath = {folder}/talks\n[locale]\nlocal_timezone = Europe/London\ndefault_timezone = Europe/London\n"
        f"timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {folder}/khal.db\n[default]\ndefault_calendar = talks\n"
    )
    (folder / "talks").mkdir(exist_ok=True)
    program = Path(sys.executable).parent / "khal"
    done = subprocess.run([program, "-c", folder / "config", *words], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_khal_shows_the_agenda_of_the_example_vault(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "talks.ics"
    write_export(str(file), export_calendar(session, duties=False), EXPORTS["ics"])
    khal(tmp_path, "import", "--batch", str(file))
    shown = khal(tmp_path, "list", "--format", "{start-time} {end-time} {title} @ {location}", "--day-format", "{date}", "2026-05-18", "7d")
    want: list[str] = []
    for one in agenda(session, 6):
        day = one.day.isoformat()
        want += [day] if day not in want else []
        want.append(f"{one.start:%H:%M} {one.end:%H:%M} {', '.join(one.people)} ({one.organization}) @ {one.place}")
    assert shown.splitlines() == want
    assert len(want) > 3


def test_every_talk_and_every_dated_duty_is_told_once(session: Session) -> None:
    read = icalendar.Calendar.from_ical(export_calendar(session, days=30).encode())
    events = read.walk("VEVENT")
    talks = [one for one in events if str(one["CATEGORIES"].to_ical().decode()) == "talk"]
    vault = public(session.vault(points=True), TODAY).vault
    assert len(talks) == sum(talk.when is not None and talk.outcome not in ("cancelled", "moved", "no-show") for talk in vault.interviews) > 10
    assert any("thank-you-missing" in str(one["SUMMARY"]) for one in events)
    assert len({str(one["UID"]) for one in events}) == len(events)


def test_duties_that_are_alike_are_all_told(session: Session) -> None:
    tasks = "".join(f"- [ ] Read chapter {number} 📅 2026-05-2{number}\n- [ ] Go there 📅 2026-05-2{number}\n" for number in (1, 2, 3))
    put(session, "contacts/Eno Bassey.md", f"---\ntype: contact\n---\n{tasks}")
    read = icalendar.Calendar.from_ical(export_calendar(again(session), days=30).encode())
    told = [str(item["summary"]) for item in read.walk("VEVENT")]
    assert told.count("Eno Bassey: action-overdue") == 6


def test_a_duty_that_is_done_is_cancelled_in_the_next_export(session: Session, tmp_path: Path) -> None:
    file = str(tmp_path / "all.ics")
    write_export(file, export_calendar(session), EXPORTS["ics"])
    assert write_export(file, export_calendar(again(session), before=read_before(file)), EXPORTS["ics"]) == f"{file} is up to date"
    talk = Path(session.root) / "interviews/2026-05-15 Farida Yusupova.md"
    talk.write_text(talk.read_text(encoding="utf-8").replace("outcome: held", "outcome: held\nthanked: 2026-05-16"), encoding="utf-8")
    write_export(file, export_calendar(again(session), before=read_before(file)), EXPORTS["ics"])
    events = icalendar.Calendar.from_ical(Path(file).read_bytes()).walk("VEVENT")
    gone = [str(one["SUMMARY"]) for one in events if str(one["STATUS"]) == "CANCELLED"]
    assert gone == ["Farida Yusupova: thank-you-missing"]


# ---- people


def test_an_address_book_reads_the_cards(session: Session) -> None:
    cards = list(vobject.readComponents(export_cards(session)))
    assert len(cards) == len(session.vault(points=True).contacts)
    ada = next(card for card in cards if card.fn.value == "Ada Okafor")
    assert (ada.n.value.family, ada.n.value.given, ada.n.value.prefix) == ("Okafor", "Ada", "Ms")
    assert (ada.org.value, ada.title.value, ada.email.value) == (["Kestrel & Vane"], "Staff data engineer", "ada.okafor@kestrelvane.example")
    assert len({card.uid.value for card in cards}) == len(cards)


def test_odd_values_survive_a_card(session: Session) -> None:
    put(
        session,
        "contacts/Odd.md",
        '---\ntype: contact\nname: "Zoë; van, der \\\\ Berg"\norganization: "A, B; C"\nrole: "x\\ny"\nphone: "+43 1 234"\n---\n',
    )
    (card,) = vobject.readComponents(export_cards(again(session), where='path == "contacts/Odd.md"'))
    assert (card.fn.value, card.org.value, card.tel.value) == ("Zoë; van, der \\ Berg", ["A, B; C"], "+43 1 234")


def test_a_card_holds_what_the_note_says(session: Session) -> None:
    ada = next(contact for contact in session.vault(points=True).contacts if contact.name == "Ada Okafor")
    card = card_of(ada)
    assert (card.organization, card.aliases, card.linkedin_connected, card.seniority) == ("Kestrel & Vane", ("Ada",), date(2026, 3, 4), "senior")


# ---- tables


def test_no_cell_is_a_formula(session: Session) -> None:
    evil = ["=1+1", "+43 1 234", "-2", "@SUM(A1)", "\tx"]
    put(session, "contacts/Evil.md", "---\ntype: contact\nrole: '=cmd|x'\nphone: " + json.dumps(evil) + "\n---\n")
    text = csv_of(again(session), "", talks=False, raw=False, redact=False)
    rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True)))
    assert text.startswith("\ufeffpath,")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert next(row for row in rows if row["path"] == "contacts/Evil.md")["role"] == "'=cmd|x"
    bare = csv_of(again(session), "", talks=False, raw=True, redact=False)
    assert "'=cmd|x" not in bare


def test_json_has_every_property(session: Session) -> None:
    document = json.loads(json_of(session, "", redact=False))
    assert (document["version"], document["today"]) == (1, "2026-05-18")
    ada = next(row for row in document["contacts"] if row["name"] == "Ada Okafor")
    assert ada["outreach"] == ["2026-02-10 email", "2026-02-19 linkedin second message"]
    assert len(document["interviews"]) == len(public(session.vault(points=True), TODAY).vault.interviews)
    chosen = export_rows(session, where='industry == "health"')
    assert {row["industry"] for row in chosen[0]} == {"health"}
    assert 0 < len(chosen[1]) < len(document["interviews"])


# ---- canvas


def test_the_canvas_is_one_and_nothing_lies_on_another(session: Session) -> None:
    canvas = json.loads(export_canvas(session))
    nodes = {node["id"]: node for node in canvas["nodes"]}
    assert len(nodes) == len(canvas["nodes"])
    assert all((Path(session.root) / node["file"]).exists() for node in nodes.values() if node["type"] == "file")
    assert all(isinstance(node[name], int) for node in nodes.values() for name in ("x", "y", "width", "height"))
    assert {edge[name] for edge in canvas["edges"] for name in ("fromNode", "toNode")} <= nodes.keys()
    places = [(node["x"], node["y"]) for node in nodes.values()]
    assert all(abs(a[0] - b[0]) >= WIDTH or abs(a[1] - b[1]) >= HEIGHT for at, a in enumerate(places) for b in places[at + 1 :])
    assert canvas["edges"]
    named = {edge["toNode"] for edge in canvas["edges"]}
    assert all(nodes[edge["toNode"]]["x"] > 0 for edge in canvas["edges"] if nodes[edge["fromNode"]]["x"] == 0 and edge["fromNode"] not in named)


def test_a_circle_of_people_is_drawn_too(session: Session) -> None:
    for name, source in (("Uno", "Due"), ("Due", "Tre"), ("Tre", "Uno")):
        put(session, f"contacts/{name}.md", f'---\ntype: contact\nsource: "[[{source}]]"\n---\n')
    canvas = json.loads(export_canvas(again(session), where='name == "Uno" or name == "Due" or name == "Tre"'))
    assert len(canvas["edges"]) == 3
    assert len({(node["x"], node["y"]) for node in canvas["nodes"]}) == 3


# ---- what must not leave


def everything(session: Session, **options: bool) -> dict[str, str]:
    return {
        "ics": export_calendar(session, **options),
        "csv": csv_of(session, "", talks=False, raw=False, **({"redact": False} | options)),
        "talks": csv_of(session, "", talks=True, raw=False, **({"redact": False} | options)),
        "json": json_of(session, "", **({"redact": False} | options)),
        "canvas": export_canvas(session, **options),
    }


def test_nothing_private_leaves(session: Session) -> None:
    before = everything(again(session)) | {"vcard": export_cards(again(session))}
    put(
        session,
        "contacts/Quiet Quentin.md",
        "---\ntype: contact\nconfidential: true\noutreach: 2026-05-01 email\nemail: quentin@secret.example\n---\n",
    )
    put(session, "interviews/2026-05-21 Quiet Quentin.md", "---\ntype: interview\ncontact: '[[Quiet Quentin]]'\ndate: 2026-05-21T10:00\n---\n")
    assert everything(again(session)) | {"vcard": export_cards(again(session))} == before


def test_redacted_exports_name_nobody(session: Session) -> None:
    names = {word for contact in session.vault(points=True).contacts for word in contact.name.split() if len(word) > 3}
    mails = {mail for contact in session.vault(points=True).contacts for mail in contact.email}
    for kind, text in everything(session, redact=True).items():
        assert not [word for word in names | mails if word in text], kind
        assert "Person" in text


def test_a_leak_stops_an_export(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from notes_kit.app import export

    monkeypatch.setattr(export, "_put_away", lambda entry, _names: entry)  # a redaction that forgets
    with pytest.raises(LeakError, match="nothing is written"):
        export_calendar(session, redact=True)


def test_a_file_of_somebody_else_is_left_alone(session: Session, tmp_path: Path) -> None:
    texts = everything(session) | {"vcard": export_cards(session)}
    for kind, ours in EXPORTS.items():
        file = tmp_path / f"mine.{kind}"
        file.write_text("my own words", encoding="utf-8")
        with pytest.raises(NotAReportError, match="is no export of notes-kit"):
            write_export(str(file), texts[kind], ours)
        write_export(str(file), texts[kind], ours, force=True)
        assert ours(file.read_bytes().decode())
        assert "up to date" in write_export(str(file), texts[kind], ours)


def test_an_empty_vault_exports_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes-kit.yaml").write_text("")
    empty = Session(str(tmp_path), TODAY)
    assert export_cards(empty) == ""
    assert json.loads(export_canvas(empty)) == {"nodes": [], "edges": []}
    assert "BEGIN:VEVENT" not in export_calendar(empty)
    shutil.rmtree(tmp_path / ".notes-kit")
