"""Git, as far as beginning a repository goes: run without its hooks, and never made to add, commit or change anything."""

from __future__ import annotations

import os


def repository_above(folder: str) -> str | None:
    """The repository that a folder lies in, found without running Git; None if it lies in none."""
    here = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(here, ".git")):
        if here == os.path.dirname(here):
            return None
        here = os.path.dirname(here)
    return here


def begin_repository(folder: str) -> str:
    """Make a folder a Git repository without a commit; returns why it could not be done, empty if it was."""
    import shutil  # noqa: PLC0415 - only `init` needs it
    import subprocess  # noqa: PLC0415 - only `init` needs it

    git = shutil.which("git")
    if git is None:
        return "Git is not installed"
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith("GIT_CONFIG_")}
    command = [git, "-c", f"core.hooksPath={os.devnull}", "-c", "init.templateDir=", "init", "-q", "-b", "main"]
    try:
        done = subprocess.run(command, check=False, cwd=folder, env=own, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)  # noqa: S603 - no shell, no word of a vault in it
    except (OSError, subprocess.TimeoutExpired) as problem:
        return f"Git could not be run ({type(problem).__name__})"
    words = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return "" if done.returncode == 0 else f"Git says: {words[0] if words else f'exit status {done.returncode}'}"
