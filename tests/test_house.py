"""The house rules that no linter knows: sizes, names, the shape of the tree, what start-up may cost."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
import tokenize
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import tree
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "notes_kit"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400
TOP_LEVEL = {"pyproject.toml", "notes_kit", "vault-template", "tests", "README.md", "LICENSE", "CHANGELOG.md"}
ROOMS = {"cli", "app", "io", "store", "render", "rules", "themes", "parse", "model"}
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
READERS = {"watchdog", "markdown_it", "frontmatter", "yaml", "sqlite3", "pathspec"}
HEAVY = READERS | {"asyncio", "multiprocessing", "email", "http", "unittest", "difflib", "tempfile", "subprocess", "pathlib"}
"""What asking for help must not pay for; each costs more than reading the help text does."""

every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())


@every_module
def test_a_module_fits_in_a_head(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{lines} lines; find the two things it does and give each a file"


@every_module
def test_a_module_says_what_it_is_for(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = words.split("\n\n", 1)[0]
    assert first.rstrip().endswith((".", "?", "!")), f"a module opens with one sentence; this one opens with {first!r}"
    assert len(first.split()) >= 4, f"{first!r} says too little"


@every_module
def test_nothing_is_left_for_later(path: Path) -> None:
    with path.open("rb") as stream:
        tokens = list(tokenize.tokenize(stream.readline))
    comments = [token for token in tokens if token.type == tokenize.COMMENT and UNFINISHED.search(token.string)]
    stubs = [token for token in tokens if token.type == tokenize.NAME and token.string == "NotImplementedError"]
    left = [f"line {token.start[0]}: {token.string}" for token in comments + stubs]
    assert left == []


def test_the_top_level_is_the_agreed_one() -> None:
    names = {path.split("/", 1)[0] for path in tree.files()}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_the_rooms_are_the_agreed_ones() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == ROOMS
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_rooms_import_only_downward() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-logo"], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 kept, 0 broken" in done.stdout, done.stdout


def test_what_is_imported_is_declared() -> None:
    imported = {
        name.partition(".")[0]
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    } - {"notes_kit", *sys.stdlib_module_names}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {Requirement(text).name.lower() for text in project["dependencies"]}
    providers = metadata.packages_distributions()
    assert {name: providers[name] for name in sorted(imported) if not {item.lower() for item in providers[name]} & declared} == {}


def test_every_rule_is_in_the_list_and_nothing_else() -> None:
    rules = importlib.import_module("notes_kit.rules").RULES
    listed = {(rule.code, rule.name) for rule in rules}
    assert len(listed) == len(rules) == len({rule.code for rule in rules}) == len({rule.name for rule in rules})
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    own: set[tuple[str, str]] = set()
    for path in sorted((PACKAGE / "rules").glob("*.py")):
        if path.name in ("__init__.py", "base.py"):
            continue
        values = vars(importlib.import_module(f"notes_kit.rules.{path.stem}")).values()
        kind = type(rules[0])
        found = [item for value in values for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, kind)]
        own |= {(rule.code, rule.name) for rule in found}
    assert own == listed
    duties = [rule.name for rule in rules if rule.kind == "duty"]
    assert [name for name in duties if not (PACKAGE / "rules" / f"{name.replace('-', '_')}.py").is_file()] == []


def test_tests_mirror_the_rooms() -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders <= ROOMS | {"benchmarks"}, "a folder of tests is named after the room that it tests"
    assert not list((ROOT / "tests").rglob("__init__.py")), "tests are no package (import mode importlib)"


def test_no_file_names_a_machine_or_a_registry() -> None:
    # Spelled in pieces, so that this file does not hold what it looks for.
    forbidden = re.compile(
        "|".join([r"(?<![\w.])/" + "(?:work|farm|root|tmp/nk)" + "/", "pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"])
    )
    found = []
    for path in sorted(tree.files()):
        text = (ROOT / path).read_bytes().decode("utf-8", "replace")
        found += [f"{path}: {match.group()}" for match in forbidden.finditer(text)]
    assert found == []


def test_no_gate_is_switched_off() -> None:
    signs = [r"\|\|" + " true", "pytest" + r"\.skip\(", r"mark\." + "(?:skip|xfail)", "no" + "qa(?!: [A-Z])", "type: " + r"ignore(?!\[)"]
    weak = re.compile("|".join(signs))
    found = []
    for path in sorted(tree.files()):
        if path.endswith((".py", ".toml")) or path.startswith(".ci/"):
            text = (ROOT / path).read_text(encoding="utf-8")
            found += [f"{path}: {match.group()}" for match in weak.finditer(text)]
    assert found == []


LOADED = """
import sys
from notes_kit.cli.main import main
sys.argv = ["notes-kit", *{arguments!r}]
try:
    main()
except SystemExit as end:
    status = end.code or 0
print("\\n", status, *sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


@pytest.mark.parametrize(
    ("arguments", "paid"),
    [("--version", set()), ("--help", set()), ("due --help", {"sqlite3"}), ("report --help", {"sqlite3"})],
    ids=["version", "help", "due", "report"],
)
def test_asking_for_help_loads_nothing_heavy(arguments: str, paid: set[str]) -> None:
    # Coverage loads sqlite3 into every process that it measures, so this one is not measured.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run([sys.executable, "-c", LOADED.format(arguments=arguments.split())], check=False, env=plain, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    status, *loaded = done.stdout.splitlines()[-1].split()
    assert status == "0", done.stdout
    assert HEAVY & set(loaded) <= paid
    assert "click" in loaded, "this test looks at the wrong process"
