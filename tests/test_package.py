"""What a person gets who installs notes-kit: built from this tree, put into empty environments, used from there.

Two environments: one with the newest dependencies that the bounds allow, one with exactly the lowest. Both must
do the main job, and say the same.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

import pytest
import tree
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-05-18"


def run(*command: str | Path, cwd: Path, statuses: tuple[int, ...] = (0,)) -> str:
    """What a command prints on stdout; any other status than these is a failure that shows everything."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "NOTES_KIT_", "PYTHON"))}
    done = subprocess.run([str(word) for word in command], check=False, cwd=cwd, env=plain, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in statuses, f"{' '.join(map(str, command))}\nexit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class Installed:
    """An environment with nothing in it but notes-kit and what it depends on."""

    bin: Path
    folder: Path

    def notes_kit(self, *arguments: str | Path, statuses: tuple[int, ...] = (0,)) -> str:
        return run(self.bin / "notes-kit", *arguments, cwd=self.folder, statuses=statuses)

    def pip(self, *arguments: str | Path) -> str:
        return run(sys.executable, "-m", "pip", "--python", self.bin / "python", "--disable-pip-version-check", *arguments, cwd=self.folder)

    def versions(self) -> dict[str, str]:
        listed = self.pip("list", "--format", "json")
        return {item["name"].lower(): item["version"] for item in json.loads(listed)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this tree."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, "-t", "sdist", "-t", "wheel", cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def bounds(wheel: Path) -> dict[str, str]:
    """Every dependency with the lowest version that it allows."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = HeaderParser().parsestr(archive.read(name).decode())
    needed = [Requirement(text) for text in metadata.get_all("Requires-Dist", [])]
    lowest = {}
    for requirement in needed:
        if requirement.marker is None:
            (bound,) = [part.version for part in requirement.specifier if part.operator == ">="]
            lowest[requirement.name.lower()] = bound
    return lowest


def environment(folder: Path, wheel: Path, *also: str) -> Installed:
    venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
    here = Installed(folder / "env" / ("Scripts" if os.name == "nt" else "bin"), folder)
    assert here.versions() == {}
    here.pip("install", "--quiet", wheel, *also)
    return here


@pytest.fixture(scope="module")
def newest(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return environment(tmp_path_factory.mktemp("newest"), wheel)


@pytest.fixture(scope="module")
def lowest(wheel: Path, bounds: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return environment(tmp_path_factory.mktemp("lowest"), wheel, *(f"{name}=={version}" for name, version in bounds.items()))


def test_the_wheel_holds_the_package_and_the_template_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == tree.files("notes_kit") | {f"notes_kit/{path}" for path in tree.files("vault-template")}
    assert "notes_kit/py.typed" in names
    assert {f"notes_kit/vault-template/{name}" for name in ("notes-kit.yaml", ".gitignore", ".gitattributes", ".obsidian/types.json")} <= names


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (name,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        metadata = HeaderParser().parsestr(archive.read(name).decode())
    assert metadata["Name"] == "notes-kit"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert "[console_scripts]\nnotes-kit = " in zipfile.ZipFile(wheel).read(name.replace("METADATA", "entry_points.txt")).decode()


def test_an_index_left_in_the_template_is_not_shipped(tmp_path: Path) -> None:
    for path in tree.files() - tree.files("tests"):
        copy = tmp_path / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / path).read_bytes())
    left = tmp_path / "vault-template" / ".notes-kit" / "index.db"
    left.parent.mkdir()
    left.write_bytes(b"left by a run")
    run(sys.executable, "-m", "hatchling", "build", "-d", tmp_path / "dist", "-t", "wheel", cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if "index.db" in name] == []
    assert "notes_kit/vault-template/notes-kit.yaml" in names


def test_the_source_archive_builds_the_same_wheel(built: Path, wheel: Path, tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    run(sys.executable, "-m", "tarfile", "-e", archive, tmp_path, cwd=tmp_path)
    (source,) = tmp_path.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-d", tmp_path / "again", "-t", "wheel", cwd=source)
    (again,) = (tmp_path / "again").glob("*.whl")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert {item.filename: item.CRC for item in one.infolist()} == {item.filename: item.CRC for item in other.infolist()}


def test_the_lowest_versions_are_the_bounds(lowest: Installed, bounds: dict[str, str]) -> None:
    versions = lowest.versions()
    assert {name: Version(versions[name]) for name in bounds} == {name: Version(bound) for name, bound in bounds.items()}


@pytest.mark.parametrize("which", ["newest", "lowest"])
def test_a_newcomer_gets_a_vault_and_a_report(which: str, request: pytest.FixtureRequest) -> None:
    here: Installed = request.getfixturevalue(which)
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    assert version[1] in here.notes_kit("--version")
    here.notes_kit("init", "--examples", "examples")
    report = here.notes_kit("--vault", "examples", "--today", DAY, "report")
    assert "masters-degree" in report
    assert "Ada Okafor" in report
    here.notes_kit("init", "mine")
    here.notes_kit("--vault", "mine", "--today", DAY, "lint")
    drafts = here.folder / "mine" / "drafts"
    drafts.mkdir()
    (drafts / "letter.md").write_text("Not yet.\n", encoding="utf-8")
    (drafts / ".gitignore").write_text("*[tT]er.md\n", encoding="utf-8")
    assert "drafts/letter.md: passed over" in here.notes_kit("--vault", "mine", "index", "--skipped")
    run(here.bin / "python", "-c", "from watchdog.observers import Observer; from watchdog.observers.polling import PollingObserver", cwd=here.folder)


def test_old_and_new_dependencies_say_the_same(newest: Installed, lowest: Installed) -> None:
    questions = [
        ("report", "--format", "json"),
        ("lint", "--format", "json"),
        ("due", "--json"),
        ("list", "points", "--format", "json"),
    ]
    for here in (newest, lowest):
        here.notes_kit("init", "--examples", "same")
    for question in questions:
        answers = [here.notes_kit("--vault", "same", "--today", DAY, *question, statuses=(0, 1)) for here in (newest, lowest)]
        assert json.loads(answers[0])["version"] == 1
        assert answers[0] == answers[1], question
