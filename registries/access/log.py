"""The access log: no answer about a person without its row, written in the transaction that read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

# What is written of an answer; the rest the table adds by itself.
WRITTEN = ("request_id", "individual_id", "consumer", "official", "fields", "purpose", "document", "as_of", "known_at")
_INSERT = f"INSERT INTO access.access_log ({', '.join(WRITTEN)}) "
_ASKING = "CAST(:request_id AS text), {subject}, asker.name, CAST(:official AS text), {fields}, "
_WHY = "coalesce(CAST(:purpose AS text), asker.purpose), CAST(:document AS text), "

# For a statement that reads and writes at once, with the subquery `asker` (consumers.ASKER, and `ahead`; nothing is
# answered where that or `untrusted` holds). `entries` are SELECTs of subject, fields, day, known; those of one subject
# and one point in time become one row.
ENTRIES = (
    f"{_INSERT}SELECT "
    f"{_ASKING.format(subject='e.subject', fields='array_agg(DISTINCT f.path ORDER BY f.path)')}{_WHY}"
    "e.day, e.known FROM asker, ({entries}) e, unnest(e.fields) AS f(path) WHERE NOT (asker.ahead OR asker.untrusted) "
    "GROUP BY asker.name, asker.purpose, e.subject, e.day, e.known ORDER BY e.subject, e.day, e.known"
)
# The same where there is one row at the most.
ENTRY = (
    f"{_INSERT}SELECT {_ASKING.format(subject='e.subject', fields='e.fields')}{_WHY}"
    "e.day, e.known FROM asker, ({entries}) e WHERE NOT (asker.ahead OR asker.untrusted)"
)
# After the reading statement; `asker` stands before it.
FOLLOWING = (
    f"{_INSERT}SELECT {_ASKING.format(subject='e.subject', fields='CAST(e.fields AS text[])')}{_WHY}"
    "e.day, e.known FROM asker, unnest(CAST(:subjects AS bigint[]), CAST(:fields AS text[]), CAST(:days AS date[]), "
    "CAST(:moments AS timestamptz[])) WITH ORDINALITY AS e(subject, fields, day, known, place) ORDER BY e.place"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject, what was answered of him, and for when; `individual_id` None: nobody is known."""

    individual_id: int | None
    fields: tuple[str, ...]
    as_of: date
    known_at: datetime | None


def columns(entries: Sequence[Entry]) -> Mapping[str, list[object]]:
    """The parameters of FOLLOWING; the paths of an entry as the text of an array: they are names of fields and points."""
    return {
        "subjects": [entry.individual_id for entry in entries],
        "fields": ["{" + ",".join(entry.fields) + "}" for entry in entries],
        "days": [entry.as_of for entry in entries],
        "moments": [entry.known_at for entry in entries],
    }
