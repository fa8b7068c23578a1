"""The schema: every property notes-kit understands, in one table.

Typed reading, validation, JSON Schema, Obsidian's `types.json` and the reference are all made
from this table; nothing else in the project lists properties.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize


class Kind(StrEnum):
    """How the text that a person typed is read."""

    TEXT = "text"
    LINK = "link"
    DATE = "date"
    MOMENT = "date and time"
    MINUTES = "minutes"
    INTERVAL = "interval"
    EVENT = "event"
    CHOICE = "choice"
    FLAG = "flag"
    TAG = "tag"
    WAIVER = "waiver"
    THRESHOLD = "threshold"
    EMAIL = "e-mail"
    URL = "address"


OBSIDIAN_TYPES = {
    Kind.DATE: "date",
    Kind.MOMENT: "datetime",
    Kind.MINUTES: "number",
    Kind.FLAG: "checkbox",
    Kind.TAG: "tags",
}
"""Obsidian's own property types; what is missing here is `text`, or `multitext` for a list."""

CHANNELS = ("email", "linkedin", "intro", "phone", "in-person", "message", "other")
"""How people are reached (P5); `intro` is a warm introduction."""

TIARA = ("trends", "insights", "advice", "resources", "assignments")
"""The five categories of question of P18."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property: where it belongs, how it is read, what it means, how else people spell it.

    `synonyms` are matched ignoring case, spaces, `-` and `_` (see `squash`).
    """

    name: str
    kind: Kind
    meaning: str
    many: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()

    @property
    def obsidian(self) -> str:
        """The type that Obsidian's properties editor should give it (`.obsidian/types.json`)."""
        if self.name == "aliases":
            return "aliases"
        if self.name == "thanked":
            return "date"  # a list only where several people were met; the date picker serves every other talk
        if self.many:
            return "tags" if self.kind is Kind.TAG and self.name == "tags" else "multitext"
        return OBSIDIAN_TYPES.get(self.kind, "text")


TYPE = Property(
    "type", Kind.CHOICE, "what the note is; without it, its folder decides", example="contact",
    choices=("contact", "interview", "organization", "theme", "profile", "report"),
    synonyms=("kind", "note_type", "fileClass", "file_class"),
)  # fmt: skip
TAGS = Property("tags", Kind.TAG, "free labels; a `#` in front is allowed", True, "[alumni, logistics]", synonyms=("tag",))
ALIASES = Property("aliases", Kind.TEXT, "other names that links and commands may use", True, "[Ada]", synonyms=("alias",))
WAIVE = Property("waive", Kind.WAIVER, "findings set aside: RULE [until DATE] REASON", True,
                 "thank-you-missing until 2026-04-01 she asked for no mail while on leave")  # fmt: skip
CONFIDENTIAL = Property("confidential", Kind.FLAG, "true keeps the whole note out of reports, drafts and exports (P35)",
                        example="true", synonyms=("private",))  # fmt: skip
COMMON = (TYPE, ALIASES, TAGS, WAIVE, CONFIDENTIAL)

CONTACT = (
    Property("name", Kind.TEXT, "full name; default: the file's name (P4, P32)", example="Ada Okafor",
             synonyms=("full_name", "contact_name", "display_name", "nombre", "nom", "имя")),
    Property("first_name", Kind.TEXT, "given name, where it is kept apart", example="Ada",
             synonyms=("given_name", "GivenName", "forename", "vorname", "prénom")),
    Property("last_name", Kind.TEXT, "family name, where it is kept apart", example="Okafor",
             synonyms=("family_name", "surname", "nachname")),
    Property("salutation", Kind.TEXT, "how to address them (P4)", example="Dr.", synonyms=("honorific", "prefix")),
    Property("role", Kind.TEXT, "what they do", example="Staff data engineer",
             synonyms=("title", "job_title", "jobtitle", "position", "role / title", "job", "occupation", "puesto", "Должность")),
    Property("organization", Kind.LINK, "where they do it: a link or plain text", example='"[[Northwind]]"', many=False,
             synonyms=("organisation", "organizations", "organisations", "org", "orgs", "company", "companies", "employer", "work",
                       "works_at", "company/team", "team", "empresa", "firma", "entreprise", "Компания")),
    Property("industry", Kind.TEXT, "the field they work in", example="logistics", synonyms=("sector", "field", "branche")),
    Property("seniority", Kind.CHOICE, "how far along they are (P21)", example="senior",
             choices=("student", "entry", "mid", "senior", "lead", "executive"), synonyms=("level", "career_stage")),
    Property("location", Kind.TEXT, "where they are", example="Lisbon", synonyms=("loc", "city", "place", "based_in", "timezone", "ciudad")),
    Property("email", Kind.EMAIL, "e-mail addresses", True, "ada@northwind.example",
             synonyms=("e-mail", "mail", "email_address", "emailaddress", "work_email", "emails", "correo")),
    Property("phone", Kind.TEXT, "phone numbers", True, '"+351 21 000 0000"',
             synonyms=("mobile", "phone_number", "telephone", "tel", "cell", "phones", "téléphone", "telefon")),
    Property("linkedin", Kind.URL, "the address of their profile", example="https://linkedin.example/in/ada",
             synonyms=("linkedin_url", "linkedin_profile", "linked_in")),
    Property("website", Kind.URL, "other addresses", True, "https://ada.example", synonyms=("url", "site", "homepage", "web")),
    Property("birthday", Kind.TEXT, "kept and searchable, never used", example="03-14",
             synonyms=("birth", "birth_date", "birthdate", "date_of_birth", "geburtsdatum", "fødselsdag")),
    Property("relationship", Kind.TEXT, "how you know each other", True, "former colleague",
             synonyms=("relation", "circle", "person_type", "relationship_type", "warmth")),
    Property("source", Kind.LINK, "who or what led here: a link, or words such as `alumni base` (P3)", example='"[[Ben Li]]"',
             synonyms=("met_via", "how_met", "how_we_met", "met_at", "met-at", "via", "referred_by", "introduced_by",
                       "source / connection", "source_connection", "connection", "kilde")),
    Property("imported", Kind.DATE, "the day on which an import made this note of somebody; nothing is owed for it", example="2026-01-20"),
    Property("met", Kind.DATE, "the day you first met", example="2026-01-20",
             synonyms=("first_met", "date_met", "connection_date", "kendt_siden", "met_on", "connected_on")),
    Property("outreach", Kind.EVENT, "every attempt to get the conversation: DATE CHANNEL [words] (P5, P9)", True,
             "2026-02-10 email", synonyms=("outreach_sent", "contacted", "reached_out", "asked")),
    Property("replied", Kind.DATE, "the day they answered", example="2026-02-21", synonyms=("reply", "reply_date", "responded", "response")),
    Property("declined", Kind.DATE, "the day they said no; ends the chase", example="2026-02-21", synonyms=("refused",)),
    Property("channel", Kind.CHOICE, "how they like to be reached (P27)", example="email", choices=CHANNELS,
             synonyms=("preferred_channel", "contact_via", "preferred_contact")),
    Property("touches", Kind.EVENT, "keeping in touch: DATE CHANNEL [give|ask|update] [words] (P43–P45)", True,
             "2026-05-04 email give the paper on lineage", synonyms=("touch", "interactions", "touchpoints", "contact_log")),
    Property("last_contact", Kind.DATE, "the last time you were in touch, where no list of touches is kept", example="2026-05-04",
             synonyms=("last-contact", "lastContacted", "last_contacted", "last_met", "last_interaction", "last_chatted", "last_touch",
                       "last_spoke", "last_seen", "sidste kontakt")),
    Property("follow_up", Kind.DATE, "a day you set yourself to be in touch again", example="2026-06-01",
             synonyms=("next_followup", "next_follow_up", "next-contact", "next_contact", "follow-up date", "followup_date", "followup")),
    Property("linkedin_connected", Kind.DATE, "the day you connected on LinkedIn (P46)", example="2026-03-04"),
    Property("keep_in_touch", Kind.INTERVAL, "how often to be in touch: 30d, 6w, 3m, quarterly, never (P43)", example="90d",
             synonyms=("cadence", "cadence_days", "frequency", "contact_frequency", "keep_in_touch_every")),
    Property("thresholds", Kind.THRESHOLD, "days of this contact's own for a duty: RULE [due DAYS] [late DAYS] [words]", True,
             "outreach-unanswered due 14 late 28 at sea every other week", synonyms=("threshold",)),
    Property("paused", Kind.DATE, "ask nothing until this day", example="2026-06-01", synonyms=("snooze", "snoozed_until", "paused_until")),
    Property("closed", Kind.EVENT, "closed for good: DATE words (P10)", example="2026-06-01 moved on"),
)  # fmt: skip

INTERVIEW = (
    Property("contact", Kind.LINK, "whom you talk to; a list for several people at once", True, '"[[Ada Okafor]]"',
             synonyms=("contacts", "person", "people", "with", "who", "attendees", "attendee", "participants", "participant",
                       "interviewee", "where person", "guest", "guests")),
    Property("date", Kind.MOMENT, "when it is or was, with the time if known", example="2026-03-02T15:00",
             synonyms=("date & time", "date_time", "datetime", "meeting_date", "interview_date", "date interview", "when", "scheduled",
                       "held_on", "datum", "fecha", "start")),
    Property("duration", Kind.MINUTES, "minutes planned (P7)", example="30", synonyms=("duration_min", "length", "minutes")),
    Property("actual_duration", Kind.MINUTES, "minutes it took (P24)", example="35"),
    Property("format", Kind.CHOICE, "how you meet", example="video", choices=("video", "phone", "in-person", "chat"), synonyms=("medium",)),
    Property("place", Kind.TEXT, "the address or the link of the call (P12)", example="https://meet.example/ada",
             synonyms=("location", "where", "link", "meeting_link", "platform", "venue", "location / platform")),
    Property("confirmed", Kind.DATE, "the day time and place were reconfirmed (P15)", example="2026-02-28",
             synonyms=("confirmed_on", "reconfirmed")),
    Property("outcome", Kind.CHOICE, "what became of it; unset = not yet settled", example="held",
             choices=("held", "cancelled", "no-show", "moved"), synonyms=("result",)),
    Property("thanked", Kind.EVENT, "the day thanks were sent; `DATE [[Person]]` where several people were met (P29)", True, "2026-03-03",
             synonyms=("thank_you", "thank_you_sent", "thanks_sent", "thankyou")),
    Property("referrals", Kind.LINK, "whom they named; `none` = asked, nobody named (P26)", True, '["[[Ben Li]]", "Chloe Marsh"]',
             synonyms=("referral", "referred_to", "introductions", "intros")),
    Property("themes", Kind.TAG, "themes of the whole conversation; tags on points say more", True, "[hiring]",
             synonyms=("theme", "topics", "topic")),
)  # fmt: skip

ORGANIZATION = (
    Property("name", Kind.TEXT, "its name; default: the file's name", example="Northwind"),
    Property("industry", Kind.TEXT, "its field", example="logistics", synonyms=("sector",)),
    Property("website", Kind.URL, "its addresses", True, "https://northwind.example", synonyms=("url", "site", "homepage")),
    Property("location", Kind.TEXT, "where it is", example="Lisbon", synonyms=("city", "hq", "headquarters")),
)

THEME = (
    Property("name", Kind.TEXT, "the tag after `#theme/`; default: the file's name", example="hiring"),
    Property("parent", Kind.LINK, "the wider theme", example='"[[work]]"'),
)

PROFILE = (
    Property("name", Kind.TEXT, "your own name, for drafts", example="Iris Halloran"),
    Property("role", Kind.TEXT, "what you do now, for drafts", example="operations analyst"),
    Property("organization", Kind.LINK, "where you do it", example='"[[Eastmere Hospital]]"'),
    Property("location", Kind.TEXT, "where you are", example="Leeds"),
    Property("email", Kind.EMAIL, "your address, for drafts", True, "iris@home.example"),
    Property("phone", Kind.TEXT, "your number, for drafts", True, '"+44 113 000 0000"'),
    Property("linkedin", Kind.URL, "the address of your profile", example="https://linkedin.example/in/iris"),
    Property("goals", Kind.TEXT, "what you want to find out or reach (P1, P40)", True, '["decide between platform work and analytics"]'),
    Property("assumptions", Kind.TEXT, "what you believe and want tested (P1, P40)", True, '["a degree is needed"]'),
    Property("skills", Kind.TEXT, "what you can do already (P41)", True, "[sql, writing]"),
)

REPORT = (
    Property("today", Kind.DATE, "the day that the report tells of", example="2026-05-18"),
    Property("since", Kind.DATE, "the first day of the talks in it", example="2026-01-01"),
    Property("until", Kind.DATE, "the last day of the talks in it", example="2026-05-01"),
    Property("where", Kind.TEXT, "what is true of the talks in it", example="format == 'video'"),
    Property("theme", Kind.TEXT, "the one theme that it tells of", example="hiring"),
    Property("sources", Kind.TEXT, "how many notes it was made from, and a digest of what they said", example="45 notes, 52f022482704"),
    Property("notes_kit", Kind.TEXT, "the version that wrote it", example="0.1.0"),
)

SCHEMA: dict[str, tuple[Property, ...]] = {
    "contact": CONTACT, "interview": INTERVIEW, "organization": ORGANIZATION, "theme": THEME, "profile": PROFILE, "report": REPORT,
}  # fmt: skip
"""Note type to its own properties; `COMMON` belongs to every type."""

TYPE_SYNONYMS: dict[str, tuple[str, ...]] = {
    "contact": ("person", "people", "persons", "contacts", "contact-notes", "personen", "persona", "personne"),
    "interview": ("interviews", "informational-interview", "informational interviews", "coffee-chat", "conversation"),
    "meeting": ("meetings",),
    "organization": ("organisation", "organizations", "organisations", "org", "company", "companies", "employer"),
    "theme": ("themes",),
    "profile": ("me",),
    "report": (),
}
"""Other spellings of a type. A *meeting* is read as an interview and owes nothing: a work vault is full of them."""

CONTACT_FOLDERS = ("people", "persons", "personen", "crm", "contacts")
"""Folders that other vaults keep people in; they count beside the configured ones."""

MEETING_FOLDERS = ("meetings",)
"""Folders that other vaults keep meetings in."""


_IGNORED = str.maketrans("", "", " -_\t\u00a0#*")


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """A key as it is compared: without case, spaces, `-`, `_` and a leading `#`."""
    text = text.casefold() if text.isascii() else normalize("NFC", text).casefold()
    return text.translate(_IGNORED)


def properties_of(note_type: str) -> tuple[Property, ...]:
    """All properties of a type, its own before the common ones; a plain note has the common ones."""
    return SCHEMA.get(note_type, ()) + COMMON


def spellings(note_type: str) -> dict[str, Property]:
    """Every understood spelling of a type's properties, squashed; names win over synonyms, first come first."""
    table: dict[str, Property] = {}
    for prop in properties_of(note_type):
        table.setdefault(squash(prop.name), prop)
    for prop in properties_of(note_type):
        for synonym in prop.synonyms:
            table.setdefault(squash(synonym), prop)
    return table


@lru_cache(maxsize=1)
def type_spellings() -> dict[str, str]:
    """Every understood spelling of a type, squashed, to the type (or `meeting`)."""
    table = {squash(name): name for name in TYPE_SYNONYMS}
    for name, others in TYPE_SYNONYMS.items():
        for other in others:
            table.setdefault(squash(other), name)
    return table
