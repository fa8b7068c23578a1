"""Every line that `watch --json` prints is one that its schema knows, in a vault where everything happens."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest

from notes_kit.app.session import Session
from notes_kit.app.watch import watch
from notes_kit.io.watch import Hint
from notes_kit.render.watch_schema import EVENTS, events_schema, events_table, events_text
from notes_kit.render.watching import round_events

SCHEMA = events_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_all_that_can_happen_is_told_in_its_words(vault_template: Path) -> None:
    days = [date(2026, 5, 18)]
    talk, settings = vault_template / "interviews/2026-05-16 Ben Li.md", vault_template / "notes-kit.yaml"

    def tomorrow() -> None:
        days[0] += timedelta(days=1)

    steps = [
        lambda: talk.write_text("---\ntype: interview\ncontact: Ben Li\ndate: 2026-05-16\noutcome: held\n---\n\u202e\x07"),
        lambda: talk.write_text("---\ntype: interview\ncontact: [[Ben Li]]\ndate: 20260516\noutcome: held\n---\n- [ ] Read ^2\n"),
        lambda: (vault_template / "contacts/gone.md").symlink_to("/nowhere"),
        lambda: settings.write_text("rules: {thank-you-missing: {severity: of}}\nnonsense: 1\n"),
        tomorrow,
        talk.unlink,
    ]

    class Steps:
        @property
        def stopped(self) -> bool:
            return not steps

        def wait(self, seconds: float) -> Hint | None:
            if seconds > 1:  # and not a second look
                steps.pop(0)()
            return None

        def renew(self) -> bool:
            return False

    told: dict[str, list[dict[str, object]]] = {}
    steps.append(lambda: None)  # the last step is looked at, too
    for one in watch(lambda hinted: Session(str(vault_template), days[0], clock_ns=time.time_ns, hinted=hinted), Steps()):
        for event in round_events(one, one.session.today):
            VALIDATOR.validate(json.loads(json.dumps(event)))
            told.setdefault(str(event["event"]), []).append(event)
    assert told.keys() == EVENTS.keys()
    findings = [event["finding"] for event in told["finding-new"]]
    assert any(finding["fix"] for finding in findings if isinstance(finding, dict))
    assert {finding["kind"] for finding in findings if isinstance(finding, dict)} == {"duty", "fault"}


@pytest.mark.parametrize(
    "wrong", [{"event": "dusk"}, {"event": "day", "more": 1}, {"event": "indexed", "added": []}, {"event": "started", "notes": -1}]
)
def test_what_is_otherwise_is_refused(wrong: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid({"version": 1, "today": "2026-05-18", **wrong})


def test_people_are_told_of_every_event() -> None:
    for name, (when, holds) in EVENTS.items():
        assert f"| `{name}` | {when} |" in events_table()
        assert all(word in events_text() for word in (name, *holds))
