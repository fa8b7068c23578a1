"""What every test shares: the `--update` switch, a quiet environment, and the project's own vault."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("notes-kit", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("notes-kit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what is said now into transcripts and README instead of comparing")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting of whoever runs the tests reaches them: neither ours, nor Git's, nor the terminal's."""
    for name in list(os.environ):
        if name.startswith(("NOTES_KIT_", "GIT_")) or name in ("NO_COLOR", "FORCE_COLOR", "EDITOR", "VISUAL", "PAGER", "COLUMNS", "LINES"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp()))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def vault_template(tmp_path: Path) -> Path:
    """A copy of vault-template that a test may change."""
    copy = tmp_path / "vault"
    shutil.copytree(ROOT / "vault-template", copy, ignore=shutil.ignore_patterns(".notes-kit"))
    return copy
