"""What an import of LinkedIn's connections costs, beside the least that any program must do for it.

    python tests/benchmarks/imports.py [--people 30000] [--times 3]

- First: `import linkedin` into an empty vault, beside an interpreter that reads the same CSV and creates as many files of
  the same size: no undo, no check, nothing brought to the disk.
- Again: the second import of the file, with the index up to date, which must change nothing, beside that same floor.
- Matching: an import of the file into a vault of a third as many contacts made by hand (no profile, a few addresses),
  beside the same floor.

Prints seconds, and exits 1 if a bar is broken or the second import changed a byte.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from measure import Bar, Run, best, in_turns, judge, notes_kit, run, spread

MOST_FIRST = 12.0
"""The first import takes at most this many times reading the CSV and creating the files."""

MOST_AGAIN = 10.0
"""So does the second, which reads every note through the index and writes none."""

MOST_MATCHING = 16.0
"""So does an import into a vault of contacts of which some are meant."""

FIRST = "Ada Ben Chloe Dana Eve Femi Gita Hana Ivo Jonas Kemi Lior Mara Nils Oona Priya Quin Rosa Samir Tomás Uma Vera Wei Ximena Yusuf Zoë".split()
LAST = (
    "Okafor Li Marsh Reyes Renner Obi Rao Sato Horvat Weber Adeyemi Cohen Silva Berg Lind Raghunathan Murphy Costa Haddad Dvořák Thurman Zhang Lopez "
    "Demir Zeller Moyo Solheim Benét Tan Kjær Nwosu Bakare Zieliński Groß"
).split()
HOUSES = [
    "Northwind, Inc.",
    "Fathomline",
    "Kestrel & Vane",
    "Saltmarsh Water",
    "Civic Loom",
    "Eastmere Hospital",
    "Müller GmbH",
    "株式会社テスト",
    "",
]
ROLES = ["Data engineer", "Head of Platform", "Analyst", "VP, Sales", "Nurse", 'Product "owner"', "", "Co-founder & CEO", "- consultant -"]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

FLOOR = """
import csv, os, sys
source, folder, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
text = "x" * size
with open(source, encoding="utf-8-sig", newline="") as stream:
    for line in stream:
        if line.startswith("First Name"):
            head = line.rstrip().split(",")
            break
    rows = [dict(zip(head, row)) for row in csv.reader(stream) if any(row)]
os.mkdir(folder)
for number, row in enumerate(rows):
    handle = os.open(f"{folder}/{number} {row['First Name']}.md", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    os.write(handle, text.encode())
    os.close(handle)
print(len(rows))
"""


def write_connections(path: Path, people: int, seed: int = 1) -> None:
    """A `Connections.csv` of that many people, as LinkedIn writes it; the same seed gives the same bytes."""
    chance = Random(seed)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.write('Notes:\r\n"When exporting your connection data, you may notice that some of the email addresses are missing."\r\n\r\n')
        writer = csv.writer(stream)
        writer.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
        for number in range(people):
            first = chance.choice(FIRST) + (f" {chance.choice(FIRST)}" if chance.random() < 0.4 else "")
            last = chance.choice(LAST) + (f"-{chance.choice(LAST)}" if chance.random() < 0.7 else "")
            mail = f"p{number}@mail.example" if chance.random() < 0.05 else ""
            house = chance.choice(HOUSES)
            house += f" {chance.randrange(400)}" if house and chance.random() < 0.8 else ""
            day = f"{chance.randint(1, 28):02} {chance.choice(MONTHS)} {chance.randint(2005, 2025)}"
            writer.writerow([first, last, f"https://www.linkedin.example/in/p-{number:x}", mail, house, chance.choice(ROLES), day])


def write_contacts(vault: Path, people: int, seed: int = 2) -> None:
    """Contacts as a person writes them by hand, of whom the connections know some."""
    chance = Random(seed)
    (vault / "contacts").mkdir(parents=True)
    for number in range(people):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}-{chance.choice(LAST)}"
        mail = f"p{number}@mail.example" if chance.random() < 0.3 else ""
        text = f"---\ntype: contact\nname: {name}\nemail: {mail}\norganization: {chance.choice(HOUSES)}\n---\n\n## Log\n"
        (vault / "contacts" / f"{name} {number}.md").write_text(text, encoding="utf-8")


def digest(vault: Path) -> str:
    """Of every note's path and bytes."""
    found = hashlib.sha256()
    for path in sorted(vault.rglob("*.md")):
        found.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, vault, known = Path(folder) / "Connections.csv", Path(folder) / "vault", Path(folder) / "known"
        write_connections(source, arguments.people)
        write_contacts(known, arguments.people // 3)
        run(notes_kit(known, "index"))

        def first() -> Run:
            shutil.rmtree(vault, ignore_errors=True)
            vault.mkdir()
            return run(notes_kit(vault, "import", "linkedin", str(source), "--yes"))

        def floor() -> Run:
            shutil.rmtree(Path(folder) / "plain", ignore_errors=True)
            return run([sys.executable, "-c", FLOOR, str(source), str(Path(folder) / "plain"), "900"])

        def matching() -> Run:
            return run(notes_kit(known, "import", "linkedin", str(source), "--dry-run"))

        into_empty, least, into_known = in_turns(first, floor, matching, times=arguments.times)
        before = digest(vault)
        indexed = run(notes_kit(vault, "index"))
        (again,) = in_turns(lambda: run(notes_kit(vault, "import", "linkedin", str(source), "--yes")), times=arguments.times)
        same = digest(vault) == before
        back = run(notes_kit(vault, "undo"))
    print(f"first import              {spread(into_empty)}   ({arguments.people} people, {max(one.peak for one in into_empty):.0f} MB)")
    print(f"  csv + creating files    {spread(least)}")
    print(f"index after it            {indexed.seconds * 1000:.0f} ms")
    print(f"second import             {spread(again)}   ({'changes nothing' if same else 'CHANGES THE VAULT'})")
    print(f"into {arguments.people // 3} contacts        {spread(into_known)}")
    print(f"undo                      {back.seconds * 1000:.0f} ms")
    how = "times reading the CSV and creating the files"
    held = judge([
        Bar("first import", best(into_empty) / best(least), MOST_FIRST, how),
        Bar("second import", best(again) / best(least), MOST_AGAIN, how),
        Bar("import into contacts", best(into_known) / best(least), MOST_MATCHING, how),
    ])  # fmt: skip
    return held if same else 1


if __name__ == "__main__":
    sys.exit(main())
