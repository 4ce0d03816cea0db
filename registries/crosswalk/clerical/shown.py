"""What is put before a clerk: what the record says, what the register says of each candidate, and who is in his cluster."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, text

from registries.crosswalk.comparison import Name
from registries.crosswalk.reading import Reading
from registries.crosswalk.statements import SPEAKING
from registries.crosswalk.tables import individual_identifier, membership
from registries.individual.tables import birth, name, sex
from registries.provenance import delivery, reading, record, source, statement
from registries.temporal.read import Read

# Of a cluster; whoever has more is seldom a person.
MOST_RECORDS: Final = 20
READ: Final = (
    Read(record, ("id", "source_id", "key")),
    Read(source, ("id", "name")),
    Read(statement, ("id", "record_id", "delivery_id")),
    Read(reading, ("statement_id", "reading")),
    Read(delivery, ("id", "state", "reference_date")),
    Read(membership.table, ("record_id", "register", "entity_id")),
    Read(name.table, ("individual_id", "surname", "given_name", "patronymic")),
    Read(birth.table, ("individual_id", "birth_date")),
    Read(sex.table, ("individual_id", "sex")),
    Read(individual_identifier.table, ("individual_id", "scheme", "value")),
)


@dataclass(slots=True)
class Said:
    """Everything said of one person on one side, each once, the latest first where the order is known."""

    names: list[Name] = field(default_factory=list)
    births: list[date] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    sexes: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class RecordShown:
    """A source's record. `individual`: whom it is linked to today; `day`: of the delivery that spoke of it last."""

    id: int
    source: str
    key: str
    individual: int | None
    said: Said = field(default_factory=Said)
    day: date | None = None


@dataclass(slots=True)
class PersonShown:
    """What the register says of a person, and the records it rests on; `more` of them are not shown."""

    individual: int
    said: Said = field(default_factory=Said)
    records: list[RecordShown] = field(default_factory=list)
    more: int = 0


def records_shown(connection: Connection, records: Iterable[int]) -> dict[int, RecordShown]:
    found = {
        row.id: RecordShown(row.id, row.source, row.key, row.entity_id)
        for row in connection.execute(_RECORDS, {"ids": sorted(set(records))})
    }
    for row in connection.execute(_READINGS, {"ids": sorted(found)}):
        one = found[row.record_id]
        one.day = row.reference_date if one.day is None else max(one.day, row.reference_date)
        _add(one.said, Reading.from_json(row.reading))
    return found


def people_shown(connection: Connection, individuals: Iterable[int]) -> dict[int, PersonShown]:
    ids = sorted(set(individuals))
    found = {one: PersonShown(one) for one in ids}
    for row in connection.execute(_PEOPLE, {"ids": ids}):
        found[row.id].said = _registered(row)
    clusters: dict[int, list[int]] = defaultdict(list)
    for row in connection.execute(_CLUSTERS, {"ids": ids}):
        clusters[row.entity_id].append(row.record_id)
    shown = records_shown(connection, [one for several in clusters.values() for one in several[:MOST_RECORDS]])
    for individual, several in clusters.items():
        found[individual].records = [shown[one] for one in several[:MOST_RECORDS]]
        found[individual].more = max(len(several) - MOST_RECORDS, 0)
    return found


def _add(said: Said, of: Reading) -> None:
    said.names += [one for one in of.names if one not in said.names]
    said.births += [one for one in of.birth_dates if one not in said.births]
    said.years += [one for one in of.birth_years if one not in said.years]
    said.sexes += [one for one in of.sexes if one not in said.sexes]
    numbers = [(one.scheme, one.value) for one in of.identifiers]
    said.numbers += [one for one in dict.fromkeys(numbers) if one not in said.numbers]


def _registered(row: Any) -> Said:
    return Said(
        [(n[0], n[1], n[2]) for n in row.names or ()],
        [date.fromisoformat(day) for day in row.births or ()],
        [],
        list(row.sexes or ()),
        [(n[0], n[1]) for n in row.numbers or ()],
    )


_RECORDS = text("""
    SELECT r.id, s.name AS source, r.key, m.entity_id FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN provenance.record r ON r.id = e.id JOIN provenance.source s ON s.id = r.source_id
      LEFT JOIN crosswalk.membership m ON m.record_id = r.id AND m.register = 'individual'
""")
_READINGS = text(f"""
    SELECT t.record_id, g.reading, d.reference_date FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN provenance.statement t ON t.record_id = e.id
      JOIN provenance.reading g ON g.statement_id = t.id
      JOIN provenance.delivery d ON d.id = t.delivery_id AND d.state IN {SPEAKING}
     ORDER BY t.record_id, t.id DESC
""")
_PEOPLE = text("""
    SELECT e.id,
           (SELECT json_agg(json_build_array(surname, given_name, patronymic) ORDER BY surname, given_name, patronymic)
              FROM (SELECT DISTINCT surname, given_name, patronymic FROM individual.name WHERE individual_id = e.id) d
           ) AS names,
           (SELECT json_agg(DISTINCT birth_date) FROM individual.birth WHERE individual_id = e.id) AS births,
           (SELECT json_agg(DISTINCT sex) FROM individual.sex WHERE individual_id = e.id) AS sexes,
           (SELECT json_agg(json_build_array(scheme, value) ORDER BY scheme, value)
              FROM (SELECT DISTINCT scheme, value FROM crosswalk.individual_identifier WHERE individual_id = e.id) i
           ) AS numbers
      FROM unnest(CAST(:ids AS bigint[])) AS e(id) ORDER BY e.id
""")
_CLUSTERS = text("""
    SELECT m.entity_id, m.record_id FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN crosswalk.membership m ON m.entity_id = e.id AND m.register = 'individual' ORDER BY m.entity_id, m.record_id
""")
