"""Reading the statements of records with the spans in which their sources stand by them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import orjson
from sqlalchemy import Connection, text

from registries.crosswalk.claims import Said
from registries.crosswalk.clauses import bound, in_effect
from registries.crosswalk.presence import Span, spans
from registries.crosswalk.reading import Reading
from registries.crosswalk.survivorship import Origin

# A delivery counts from its receipt; held, refused and withdrawn ones say nothing.
SPEAKING = "('RECEIVED', 'APPLIED')"


@dataclass(slots=True)
class RecordSaid:
    """A record and everything its source says of it; without statements where every delivery was withdrawn."""

    record_id: int
    source_id: int
    full: bool
    register: str
    place: tuple[str, str]  # source and key: what records stand in order by, whenever they arrived
    statements: list[Said] = field(default_factory=list)

    @property
    def speaks_of_act(self) -> bool:
        return any(said.reading.card is not None for said in self.statements)


def load_said(connection: Connection, records: Iterable[int]) -> dict[int, RecordSaid]:
    """The records with their statements of deliveries that count, each with its spans.

    Clauses of acts come with the facts that follow from their acts as these stand.
    """
    found = load_words(connection, records)
    of_acts = {record_id for record_id, record in found.items() if record.speaks_of_act}
    if of_acts:
        effects = in_effect(connection, of_acts)
        for record_id in of_acts:
            found[record_id].statements = bound(found[record_id].statements, effects.get(record_id))
    return found


def load_words(connection: Connection, records: Iterable[int]) -> dict[int, RecordSaid]:
    """The same, with clauses of acts as they were read, in words alone."""
    ids = sorted(set(records))
    if not ids:
        return {}
    found = {
        row.id: RecordSaid(row.id, row.source_id, row.delivers == "full", row.register, (row.source, row.key))
        for row in connection.execute(_RECORDS, {"ids": ids})
    }
    knots = _full_knots(connection)
    rows: dict[int, list[_Row]] = defaultdict(list)
    for row in connection.execute(_STATEMENTS, {"ids": ids}):
        origin = (*found[row.record_id].place, row.digest)
        rows[row.record_id].append(
            _Row(row.id, origin, orjson.loads(row.reading), row.reference_date, row.counts, row.seen, row.present)
        )
    for record_id, statements in rows.items():
        said = found[record_id]
        if said.full:
            said.statements = _said_in_full(statements, knots.get(said.source_id, []))
        else:
            said.statements = _said_in_deltas(statements)
    _bound_lines(connection, found)
    return found


def _bound_lines(connection: Connection, found: dict[int, RecordSaid]) -> None:
    """A line of an edition stands from its day until the edition that decides otherwise, whatever lies between."""
    lines = connection.execute(_LINES, {"ids": sorted(found)})
    for row in lines:
        said = found[row.id]
        said.full = True
        for one in said.statements:
            day = one.spans[0].since
            one.spans = [Span(day, row.until, row.not_yet, day)]


@dataclass(frozen=True, slots=True)
class _Row:
    statement_id: int
    origin: Origin
    reading: dict[str, object]
    first_day: date
    counts: bool  # whether the delivery that said it first still counts
    seen: list[date] | None
    present: list[list[date | None]] | None

    def said(self, knots: Sequence[date], said_on: Iterable[date]) -> Said:
        return Said(self.statement_id, Reading.from_json(self.reading), spans(knots, said_on), self.origin)


def _said_in_full(rows: Sequence[_Row], knots: Sequence[date]) -> list[Said]:
    """A full delivery that counts says whatever it contains, also where the one that said it first was withdrawn."""
    made = [row.said(knots, [knot for knot in knots if _within(knot, row)]) for row in rows]
    return [said for said in made if said.spans]


def _within(knot: date, row: _Row) -> bool:
    present = [[row.first_day, None]] if row.present is None else row.present
    return any((since is None or since <= knot) and (until is None or knot < until) for since, until in present)


def _said_in_deltas(rows: Sequence[_Row]) -> list[Said]:
    said_on = {row.statement_id: [*([row.first_day] if row.counts else []), *(row.seen or [])] for row in rows}
    knots = sorted({day for days in said_on.values() for day in days})
    made = [row.said(knots, said_on[row.statement_id]) for row in rows]
    return [said for said in made if said.spans]


def _full_knots(connection: Connection) -> dict[int, list[date]]:
    knots: dict[int, list[date]] = defaultdict(list)
    for row in connection.execute(_KNOTS):
        knots[row.source_id].append(row.reference_date)
    return knots


_RECORDS = text(
    "SELECT r.id, r.source_id, r.key, s.name AS source, s.delivers, s.register FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
    "JOIN provenance.record r ON r.id = e.id JOIN provenance.source s ON s.id = r.source_id"
)
_STATEMENTS = text(f"""
    SELECT s.id, s.record_id, s.digest::text AS digest, g.reading::text AS reading, d.reference_date,
           d.state IN {SPEAKING} AS counts,
           (SELECT array_agg(sd.reference_date) FROM provenance.sighting h
              JOIN provenance.delivery sd ON sd.id = h.delivery_id AND sd.state IN {SPEAKING}
             WHERE h.statement_id = s.id) AS seen,
           -- Present on no day at all is not the same as present on every day since the first.
           CASE WHEN s.present IS NOT NULL THEN
               (SELECT coalesce(array_agg(ARRAY[lower(p), upper(p)]), '{{}}') FROM unnest(s.present) AS p) END AS present
      FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN provenance.statement s ON s.record_id = e.id
      JOIN provenance.reading g ON g.statement_id = s.id
      JOIN provenance.delivery d ON d.id = s.delivery_id
     ORDER BY s.record_id, s.id
""")
# Only editions decide of lines; a list that does not claim to be whole ends nothing by its silence.
# The sums keep the planner from walking all decisions in the order of their days.
_LINES = text("""
    SELECT r.id, (SELECT min(o.later_on + 0) FROM address.edition_decision o WHERE o.old_record_id = r.id) AS until,
           (SELECT max(n.earlier_on + 0) FROM address.edition_decision n WHERE n.new_record_id = r.id) AS not_yet
      FROM unnest(CAST(:ids AS bigint[])) AS e(id) JOIN provenance.record r ON r.id = e.id
      JOIN provenance.source s ON s.id = r.source_id AND s.editions
""")
_KNOTS = text(f"""
    SELECT DISTINCT d.source_id, d.reference_date FROM provenance.delivery d
      JOIN provenance.source s ON s.id = d.source_id AND s.delivers = 'full'
     WHERE d.state IN {SPEAKING} ORDER BY d.source_id, d.reference_date
""")
