"""Every `tests/cli/*.md` is a session of a person at a terminal: its commands are run and their output compared.

A comment in the file says where: `<!-- vault: NAME, today: DATE -->`. NAME is `vault-template` (the default), a folder of
`tests/vaults`, or `none` for an empty folder; the session starts in a copy of it. DATE defaults to the day of the examples.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import transcripts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SETUP = re.compile(r"<!--\s*vault:\s*(?P<vault>[\w./-]+)\s*(?:,\s*today:\s*(?P<today>[\d-]+)\s*)?-->")
DEFAULT_DAY = "2026-05-18"


def prepare(text: str, home: Path) -> tuple[Path, str]:
    """The folder that a session starts in, made below `home`, and its day."""
    setup = SETUP.search(text)
    name = setup["vault"] if setup else "vault-template"
    today = setup["today"] if setup and setup["today"] else DEFAULT_DAY
    folder = home / "vault"
    if name == "none":
        folder.mkdir()
        return folder, today
    source = ROOT / name if name == "vault-template" else ROOT / "tests" / "vaults" / name
    shutil.copytree(source, folder, symlinks=True, ignore=shutil.ignore_patterns(".notes-kit"))
    return folder, today


@pytest.mark.parametrize("path", sorted(HERE.glob("*.md")), ids=lambda path: path.stem)
def test_session(path: Path, tmp_path: Path, *, update: bool) -> None:
    home = tmp_path.resolve()
    folder, today = prepare(path.read_text(encoding="utf-8"), home)
    assert transcripts.check(path, folder, home, today, update=update) > 0, f"{path.name} holds no console block"


def session(tmp_path: Path, *blocks: str) -> Path:
    path = tmp_path / "session.md"
    path.write_text("\n\n".join(f"Words.\n\n```console\n{block}```" for block in blocks) + "\n", encoding="utf-8")
    return path


def outcome(tmp_path: Path, *blocks: str, update: bool = False) -> int:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return transcripts.check(session(tmp_path, *blocks), home, home, "2026-01-02", update=update)


@pytest.mark.parametrize(
    "block",
    [
        "$ echo hello\nhello\n",
        "$ printf 'no newline'\nno newline\n",
        "$ true\n$ echo two\ntwo\n",
        "$ echo out; echo talk >&2\nout\ntalk\n",
        "$ (exit 3)\n[exit 3]\n",
        "$ echo gone; false\ngone\n[exit 1]\n",
        "$ cat > f <<'EOF'\none\n\ntwo\nEOF\n$ cat f\none\n\ntwo\n",
        "$ cat > f <<EOF\n$ no command\nEOF\n$ wc -l < f\n1\n",
        "$ tr a-z A-Z <<< word\nWORD\n",
        "$ echo a \\\n    b\na b\n",
        "$ mkdir deep && cd deep\n$ basename $PWD\ndeep\n",
        "$ pwd\n/home/me\n",
        "$ echo $NOTES_KIT_TODAY $NO_COLOR\n2026-01-02 1\n",
        "$ seq 9\n1\n…\n9\n",
        "$ seq 2\n1\n…\n2\n",
        "$ echo took 31 ms\ntook … ms\n",
    ],
)
def test_what_is_as_written_passes(tmp_path: Path, block: str) -> None:
    assert outcome(tmp_path, block) >= 1


@pytest.mark.parametrize(
    "block",
    [
        "$ echo hello\nhallo\n",
        "$ echo hello\n",
        "$ true\nhello\n",
        "$ echo one; echo two\none\n",
        "$ echo hello; false\nhello\n",
        "$ (exit 3)\n[exit 2]\n",
        "$ seq 9\n1\n…\n8\n",
        "$ echo took 31 ms\ntook … s\n",
        "$ printf 'a\\nb\\n'\na…b\n",
        "$ no-such-command-here\n",
    ],
)
def test_what_is_not_as_written_fails(tmp_path: Path, block: str) -> None:
    with pytest.raises(AssertionError, match=r"session\.md:4: \$"):
        outcome(tmp_path, block)


def test_blocks_share_one_folder(tmp_path: Path) -> None:
    assert outcome(tmp_path, "$ mkdir a && cd a\n", "$ touch x\n$ ls ../a\nx\n") == 3


def test_a_block_of_output_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"line 4: a console block begins with a command"):
        outcome(tmp_path, "hello\n")


def test_update_writes_what_was_said_and_keeps_what_matched(tmp_path: Path) -> None:
    wrong = ("$ seq 9\n1\n…\n9\n$ echo new; false\nold\n", "$ echo same\nsame\n$ echo more\n")
    outcome(tmp_path, *wrong, update=True)
    text = (tmp_path / "session.md").read_text(encoding="utf-8")
    first = "```console\n$ seq 9\n1\n…\n9\n$ echo new; false\nnew\n[exit 1]\n```"
    second = "```console\n$ echo same\nsame\n$ echo more\nmore\n```"
    assert text == f"Words.\n\n{first}\n\nWords.\n\n{second}\n"
    assert transcripts.check(tmp_path / "session.md", tmp_path / "home", tmp_path / "home", "2026-01-02") == 4


def test_update_never_writes_a_crash(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="Traceback"):
        outcome(tmp_path, "$ python -c 'raise OSError'\nfine\n", update=True)
    assert "\nfine\n" in (tmp_path / "session.md").read_text(encoding="utf-8")
