"""LinkedIn's own list of one's connections: `Connections.csv` of the data export, in every shape that it has had.

Since 2018 its columns are First Name, Last Name, (URL,) Email Address, Company, Position, Connected On, with words of
LinkedIn's above them; before, the list came in the columns of Outlook. The dates are English whatever the account's language.
"""

from __future__ import annotations

from notes_kit.model.card import Card, Sheet, Unread
from notes_kit.model.schema import squash
from notes_kit.parse.foreign import clean
from notes_kit.parse.foreign.tables import FormatError, cells_of, decoded, read_table, seen, told_besides

KIND = "LinkedIn's connections"

COLUMNS: dict[str, tuple[str, ...]] = {
    "first_name": ("First Name", "Vorname", "Prénom", "Nombre", "Nome", "Voornaam"),
    "last_name": ("Last Name", "Nachname", "Nom", "Nom de famille", "Apellidos", "Apellido", "Cognome", "Sobrenome", "Achternaam"),
    "linkedin": ("URL", "Profile URL", "Public Profile URL", "Profil-URL", "URL du profil"),
    "email": ("Email Address", "E-mail Address", "E-Mail-Adresse", "Adresse e-mail", "Email", "Dirección de correo electrónico", "Indirizzo email"),
    "organization": ("Company", "Current Company", "Unternehmen", "Entreprise", "Empresa", "Azienda", "Bedrijf"),
    "role": ("Position", "Current Position", "Job Title", "Poste", "Cargo", "Posizione", "Functie"),
    "linkedin_connected": ("Connected On", "Verbunden am", "Date de connexion", "Fecha de conexión", "Data di collegamento"),
}  # fmt: skip
"""Property to the names of its column, the English ones first."""

_TABLE = {squash(name): key for key, names in COLUMNS.items() for name in names}
_BESIDE = ("linkedin", "organization", "role", "linkedin_connected")


def _places(head: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(head):
        key = _TABLE.get(squash(cell))
        if key:
            found.setdefault(key, at)
    return found


def known_header(head: list[str]) -> int:
    """How many columns of a header are LinkedIn's, 0 where it is none of its headers."""
    found = _places(head)
    return len(found) if {"first_name", "last_name"} <= found.keys() and any(key in found for key in _BESIDE) else 0


def read_linkedin(data: bytes) -> Sheet:
    """The people in a `Connections.csv`.

    Raises:
        FormatError: there is no header of LinkedIn's, or nobody below it.
    """
    text, guessed = decoded(data)
    table = read_table(text, known_header, anywhere=True)
    if table is None:
        raise FormatError(
            f"no list of LinkedIn's connections: there is no line with the columns First Name, Last Name and Company, Position, URL or Connected On "
            f"({seen(text)}). Of LinkedIn's data export it is Connections.csv; another table is read with `notes-kit import csv`"
        )
    places = _places(list(table.head))
    dates = clean.days(cells_of(row, [places["linkedin_connected"]])[0] for _, row in table.rows) if "linkedin_connected" in places else []
    cards: list[Card] = []
    unread: list[Unread] = []
    undated = 0
    for index, (line, row) in enumerate(table.rows):
        cell = {key: row[at] if at < len(row) else "" for key, at in places.items()}
        first, last = clean.one_line(cell["first_name"]), clean.one_line(cell["last_name"])
        connected = dates[index] if dates else None
        undated += bool(dates and connected is None and cell["linkedin_connected"].strip())
        if not first and not last:
            unread.append(Unread(line, "it has no name (LinkedIn leaves those out who have closed their account)"))
            continue
        cards.append(
            Card(
                name=clean.one_line(f"{first} {last}"), first_name=first, last_name=last, role=clean.one_line(cell.get("role", "")),
                organization=clean.one_line(cell.get("organization", "")), email=clean.emails([cell.get("email", "")]),
                linkedin=clean.profile(cell.get("linkedin", "")), linkedin_connected=connected, line=line,
            )
        )  # fmt: skip
    if not cards:
        raise FormatError(f"nobody is in it: there is the header of LinkedIn's connections in line {table.line}, and no row with a name below it")
    return Sheet(KIND, tuple(cards), tuple(unread), remarks(guessed, undated), told_besides(table, frozenset(places.values())), distinct=True)


def remarks(guessed: str, undated: int) -> tuple[str, ...]:
    """What had to be assumed, or left out, as sentences."""
    found = []
    if guessed:
        found.append(f"the file is not UTF-8; it was read as {guessed}: look at the names with accents")
    if undated:
        found.append(
            f"{undated} {'date' if undated == 1 else 'dates'} could not be read, or could mean two days, and {'is' if undated == 1 else 'are'} left out"
        )
    return tuple(found)
