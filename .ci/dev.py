"""Set up a clone and use it: `report` shows the report over vault-template, `test` runs every gate.

Standard library only, and readable by old Pythons, so that one of them can say what is missing. Everything
is put into `.venv` beside this folder; nothing else on the machine is touched, but for two packages of the
system where we are root on a Debian that lacks them: `python3-venv`, and for the tests `chromium`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "notes-kit-stamp"
OLDEST = (3, 11)
NEWEST_TRIED = 20
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
TODAY = "2026-05-18"
EXAMPLES = ["--vault", "vault-template", "--today", TODAY]
USAGE = f"""usage: python3 .ci/dev.py report [ARGS]   set up .venv, show the report over vault-template (as of {TODAY})
       python3 .ci/dev.py test [ARGS]     set up .venv, run every gate; ARGS go to pytest, and then coverage is not judged"""


def main() -> int:
    """Do what the first argument says; the exit status is that of what was run."""
    os.chdir(ROOT)
    command, rest = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if command not in ("report", "test"):
        print(USAGE, file=sys.stderr)
        return 2
    if sys.version_info[:2] < OLDEST:
        return hand_over()
    if command == "report":
        set_up(extra="")
        return run(str(BIN / "notes-kit"), *EXAMPLES, "report", *rest)
    set_up(extra="test")
    return test(rest)


def hand_over() -> int:
    """Run this again by a newer Python, if there is one under a usual name."""
    for minor in range(NEWEST_TRIED, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.run([found, "-c", "import venv"], check=False, capture_output=True).returncode == 0:
            return run(found, str(ROOT / ".ci" / "dev.py"), *sys.argv[1:])
    have = ".".join(map(str, sys.version_info[:3]))
    stop(f"notes-kit needs Python {OLDEST[0]}.{OLDEST[1]} or newer; {sys.executable} is {have}, and no newer one was found.")
    return 2


def set_up(extra: str) -> None:
    """Make `.venv` with notes-kit in it, unless it is there already for this very project file."""
    python = f"{sys.executable} {'.'.join(map(str, sys.version_info[:3]))}"
    state = f"{ROOT} {python} {hashlib.sha256((ROOT / 'pyproject.toml').read_bytes()).hexdigest()}"
    wanted = {state} if not extra else {state, f"{state} {extra}"}
    done = set(STAMP.read_text(encoding="utf-8").splitlines()) if STAMP.exists() and PYTHON.exists() else set()
    if wanted <= done:
        return
    if state not in done:
        make_venv()
    requirement = f".[{extra}]" if extra else "."
    check(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", requirement)
    STAMP.write_text("\n".join(sorted(wanted | (done if state in done else set()))) + "\n", encoding="utf-8")


def make_venv() -> None:
    """Make `.venv` with nothing but pip in it, by what this Python has: ensurepip, pip, or Debian's packages."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if has("ensurepip"):
        check(sys.executable, "-m", "venv", str(VENV))
    elif has("pip"):
        check(sys.executable, "-m", "venv", "--without-pip", str(VENV))
        check(sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "--disable-pip-version-check", "pip")
    elif debian_root():
        say("this Python comes without ensurepip and pip: installing Debian's python3-venv")
        install_from_debian("python3-venv")
        check(sys.executable, "-m", "venv", str(VENV))
    else:
        stop(
            f"{sys.executable} has neither ensurepip nor pip, so it cannot set up {VENV.name}.\n"
            "On Debian or Ubuntu:  sudo apt-get install python3-venv\n"
            "On Fedora:            sudo dnf install python3-pip\n"
            "Elsewhere: install Python from your system's packages with pip. Then run the same command again."
        )


def find_browser() -> None:
    """See that there is a browser in which the tests can judge the HTML report."""
    if os.environ.get("CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    if not debian_root():
        stop(
            "The HTML report is judged in a real browser, and there is neither chromium nor chrome on this machine.\n"
            "On Debian:         sudo apt-get install chromium\n"
            "On Fedora:         sudo dnf install chromium\n"
            "Elsewhere: install Chromium or Chrome, or name its program in CHROMIUM. Then run the same command again."
        )
    say("no chromium or chrome on this machine: installing Debian's chromium, for the tests of the HTML report")
    install_from_debian("chromium")


def debian_root() -> bool:
    """Whether packages of the system can be installed here."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_from_debian(package: str) -> None:
    """Install a package of the system."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    check("apt-get", "-qq", "update", env=environment)
    check("apt-get", "-qq", "install", "--yes", "--no-install-recommends", package, env=environment)


def has(module: str) -> bool:
    """Whether this Python can import a module (Debian leaves some of the standard library out)."""
    return subprocess.run([sys.executable, "-c", f"import {module}"], check=False, capture_output=True).returncode == 0


def test(rest: list[str]) -> int:
    """Run every gate, all of them even if one fails, pytest last."""
    if not shutil.which("git"):
        stop("Some tests ask Git what it ignores and what it remembers, and there is no git on this machine: install it first.")
    find_browser()
    python = str(PYTHON)
    how = ["--no-cov"] if rest else ["--cov", "--cov-report=term", "--numprocesses=auto", "--maxprocesses=8", "--dist=worksteal"]
    gates = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
        "lint vault-template": [str(BIN / "notes-kit"), *EXAMPLES, "lint", "--select", "faults", "--fail-on", "warning"],
        "pytest": [python, "-m", "pytest", *how, *rest],
    }
    failed = [name for name, command in gates.items() if run(*command) != 0]
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(*command: str) -> int:
    """Show a command, run it, return its exit status."""
    say(" ".join(command))
    return subprocess.run(command, check=False).returncode


def check(*command: str, env: dict[str, str] | None = None) -> None:
    """Run a step of setting up, which must succeed; what it prints is talk, no answer."""
    say(" ".join(command))
    status = subprocess.run(command, check=False, env=env, stdout=sys.stderr).returncode
    if status != 0:
        stop(f"this failed with status {status}: {' '.join(command)}")


def say(words: str) -> None:
    """Tell what happens, apart from what is answered."""
    print(f"+ {words}", file=sys.stderr, flush=True)


def stop(words: str) -> None:
    """Give up with a message."""
    print(words, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main())
