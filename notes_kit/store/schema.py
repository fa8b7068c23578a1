"""The index's tables and views, as SQL: what `sqlite3` or Datasette may read."""

from notes_kit.model.schema import SCHEMA

TABLES = """
-- The index of one vault: a cache. Delete the file at any time; nothing is kept here that the notes do not say.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a note. `facts`, `body` and `faults` are JSON (see codec.py); `crc` guards the row against bit rot.
CREATE TABLE notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  meeting INTEGER NOT NULL,
  typed_by TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  told INTEGER NOT NULL,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  ctime INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  crc INTEGER NOT NULL,
  facts TEXT NOT NULL,
  body TEXT NOT NULL,
  faults TEXT NOT NULL
);

-- The stats of all notes that need no second look, in two values: what an update compares with the disk.
CREATE TABLE seen (id INTEGER PRIMARY KEY CHECK (id = 1), paths TEXT NOT NULL, stats BLOB NOT NULL);

-- Words to notes. It holds no text: what stands around a hit is read from the note itself.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', detail = none, tokenize = "unicode61 remove_diacritics 2");
INSERT INTO search (search, rank) VALUES ('hashsize', 4194304);

-- What the rules found on the day and under the settings of meta's `judged`, and which notes changed since; see judged.py.
CREATE TABLE pending (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  rule TEXT NOT NULL,
  path TEXT NOT NULL,
  person TEXT NOT NULL,
  due TEXT NOT NULL,
  off INTEGER NOT NULL,
  waived TEXT,
  finding TEXT NOT NULL,
  crc INTEGER NOT NULL
);
CREATE INDEX findings_unit ON findings (unit);
CREATE INDEX findings_path ON findings (path);
CREATE INDEX findings_person ON findings (person);
CREATE INDEX findings_waived ON findings (waived) WHERE waived IS NOT NULL;

-- How notes hang together: numbers of names (rules/ties.py), one row a note and one a number.
CREATE TABLE tied (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, day TEXT NOT NULL, crc INTEGER NOT NULL, ties BLOB NOT NULL);
CREATE INDEX tied_day ON tied (day) WHERE day <> '';
CREATE TABLE ties (tie INTEGER NOT NULL, note INTEGER NOT NULL, PRIMARY KEY (tie, note)) WITHOUT ROWID;

-- What each note adds to what is counted over all of them (rules/tally.py); `note` is its id in `tied`.
CREATE TABLE tallies (
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  note INTEGER NOT NULL,
  place INTEGER NOT NULL,
  word TEXT NOT NULL,
  said TEXT NOT NULL,
  PRIMARY KEY (source, key, note, place)
) WITHOUT ROWID;
CREATE INDEX tallies_note ON tallies (note, source);

CREATE VIEW properties AS
SELECT n.path, n.type, f.value ->> 1 AS name, f.value ->> 0 AS key, v.value AS value,
       f.value ->> (v.key + 1) AS line, f.value ->> (v.key + 2) AS "column", 1 AS known
FROM notes AS n, json_each(n.facts, '$.fields') AS f, json_each(f.value) AS v WHERE v.key >= 6 AND (v.key - 6) % 5 = 0
UNION ALL
SELECT n.path, n.type, f.value ->> 3, f.value ->> 2, v.value, f.value ->> (v.key + 1), f.value ->> (v.key + 2), f.value ->> 1
FROM notes AS n, json_each(n.body, '$.rest') AS f, json_each(f.value) AS v WHERE v.key >= 8 AND (v.key - 8) % 5 = 0;

CREATE VIEW actions AS
SELECT n.path, t.value ->> 0 AS text, t.value ->> 1 AS status, t.value ->> 4 AS promised, t.value ->> 5 AS due, t.value ->> 6 AS done_on,
       t.value ->> 3 AS section, t.value ->> '$[2][0]' AS line, t.value ->> 13 AS private
FROM notes AS n, json_each(n.facts, '$.tasks') AS t;

CREATE VIEW points AS
SELECT n.path, p.value ->> 0 AS text, p.value ->> '$[1][0]' AS line, p.value ->> 2 AS section, p.value ->> 4 AS quote,
       p.value ->> 9 AS stance, p.value ->> 6 AS themes, p.value ->> 7 AS skills, p.value ->> 10 AS reasons,
       max(p.value ->> 12, n.confidential) AS private
FROM notes AS n, json_each(n.body, '$.points') AS p WHERE n.type = 'interview';

CREATE VIEW links AS
SELECT n.path, l.value ->> 0 AS target, l.value ->> 1 AS shown, l.value ->> '$[2][0]' AS line, l.value ->> 3 AS heading, l.value ->> 5 AS embed
FROM notes AS n, json_each(n.facts, '$.links') AS l;
"""


def ddl() -> str:
    """Everything that a new index is created with."""
    return TABLES + _view("contact", "contacts") + _view("interview", "interviews")


def _view(note_type: str, name: str) -> str:
    """A view with one column a property, made from the schema; several values are joined by a comma."""
    columns = ", ".join(
        f"(SELECT group_concat(p.value, ', ') FROM properties AS p WHERE p.path = n.path AND p.name = '{prop.name}') AS \"{prop.name}\""  # noqa: S608
        for prop in SCHEMA[note_type]
    )
    return f"\nCREATE VIEW {name} AS SELECT n.path, n.confidential, {columns} FROM notes AS n WHERE n.type = '{note_type}';\n"  # noqa: S608
