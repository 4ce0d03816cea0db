"""Acts as their records tell of them: the card of each, composed of all that is said, and the records that speak of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from registries.crosswalk.act_reading import WITHDRAWN, Card
from registries.crosswalk.claims import Said
from registries.crosswalk.statements import RecordSaid, load_words
from registries.entry_into_force import UNKNOWN

DATED = "DATED"
_DATES = ("signed_on", "registered_on", "published_on")


@dataclass(slots=True)
class Act:
    """An act as it now stands, with all records that speak of it; those without statements were withdrawn.

    `took_effect_on`: the first day by which it was read last.
    """

    id: int
    takes_effect_on: date | None
    took_effect_on: date | None
    records: dict[int, RecordSaid] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        return self.took_effect_on not in (None, self.takes_effect_on)


@dataclass(slots=True)
class Decrees:
    """The acts of one first day, which are read as one; or those that have none."""

    first_day: date | None
    acts: list[Act]

    @property
    def records(self) -> dict[int, RecordSaid]:
        return {record_id: said for act in self.acts for record_id, said in act.records.items()}


def decrees_of(connection: Connection, records: Iterable[int]) -> list[Decrees]:
    """The acts that these records speak of, brought up to date, with all others of the days on which they have effect or had it.

    In the order of their days, since a later act reads the names that an earlier one gave; those without effect come first.
    """
    spoken = {"ids": sorted(set(records))}
    took = {row.id: row.takes_effect_on for row in connection.execute(_SPOKEN_OF, spoken)}
    for act_id, said in _speaking(connection, took).items():
        connection.execute(_UPDATE, {"id": act_id, **_columns(composed(said.values()))})
    rows = connection.execute(_BESIDE, {"ids": sorted(took), "days": [day for day in took.values() if day]}).all()
    speaking = _speaking(connection, [row.id for row in rows])
    days: dict[date | None, list[Act]] = defaultdict(list)
    for row in rows:
        took_effect_on = took.get(row.id, row.takes_effect_on)
        days[row.takes_effect_on].append(Act(row.id, row.takes_effect_on, took_effect_on, speaking[row.id]))
    return [Decrees(day, acts) for day, acts in sorted(days.items(), key=lambda one: one[0] or date.min)]


def _speaking(connection: Connection, acts: Iterable[int]) -> dict[int, dict[int, RecordSaid]]:
    """By act what its records say."""
    rows = connection.execute(_RECORDS, {"ids": sorted(acts)}).all()
    words = load_words(connection, [row.record_id for row in rows])
    speaking: dict[int, dict[int, RecordSaid]] = defaultdict(dict)
    for row in rows:
        speaking[row.act_id][row.record_id] = words[row.record_id]
    return speaking


def composed(records: Iterable[RecordSaid]) -> Card:
    """One card of all that records say of an act: of each part the word of the highest authority, the latest of equals.

    A rule comes with its days or its day. An act that nobody speaks of any more is WITHDRAWN.
    """
    said = sorted((one for record in records for one in record.statements), key=_weight)
    cards = [one.reading.card for one in said if one.reading.card is not None]
    if not cards:
        return Card("", WITHDRAWN)
    ruling = next((card for card in reversed(cards) if card.rule != UNKNOWN), cards[-1])
    return Card(
        cards[-1].number,
        cards[-1].status,
        _last(cards, "title"),
        _last(cards, "address"),
        ruling.rule,
        ruling.days,
        ruling.day,
        **{name: _last(cards, name) for name in _DATES},
    )


def _weight(said: Said) -> tuple[int, date, int]:
    return said.reading.authority, said.spans[0].since, said.statement_id


def _last(cards: Sequence[Card], name: str) -> Any:
    return next((value for card in reversed(cards) if (value := getattr(card, name)) is not None), None)


def note_acts(connection: Connection, records: Iterable[int]) -> set[int]:
    """Every act spoken of has its row, and every record that speaks of one is known as such; returns those records.

    Left out are those that name by a code what they are about.
    """
    for record_id, record in sorted(load_words(connection, records).items()):
        reading = record.statements[-1].reading if record.statements else None
        if reading is None or reading.card is None:
            continue
        scope = {
            "number": reading.card.number,
            "record": record_id,
            "operation": None if reading.clause is None else reading.clause.operation,
        }
        connection.execute(_ADD_ACT, scope)
        connection.execute(_ADD_RECORD, scope)
    return set(connection.scalars(_SPEAKING, {"ids": sorted(set(records))}))


def _columns(card: Card) -> dict[str, object]:
    # The number makes the title unlike that of any other act.
    title = None if not card.number else f"{card.title} ({card.number})" if card.title else card.number
    return {**asdict(card), "title": title}


_ADD_ACT = text("""
    INSERT INTO provenance.act (title, number, status) VALUES (:number, :number, 'WITHDRAWN')
    ON CONFLICT (number) DO NOTHING
""")
_ADD_RECORD = text("""
    INSERT INTO crosswalk.act_record (record_id, act_id, operation)
    SELECT :record, a.id, :operation FROM provenance.act a WHERE a.number = :number
    ON CONFLICT (record_id) DO UPDATE SET act_id = excluded.act_id, operation = excluded.operation
""")
_TAKES_EFFECT_ON = f"CASE WHEN a.state = '{DATED}' THEN a.first_day END AS takes_effect_on"
_SPEAKING = text("SELECT record_id FROM crosswalk.act_record WHERE record_id = ANY(CAST(:ids AS bigint[]))")
_SPOKEN_OF = text(f"""
    SELECT a.id, {_TAKES_EFFECT_ON} FROM provenance.act a
     WHERE a.id IN (SELECT r.act_id FROM crosswalk.act_record r WHERE r.record_id = ANY(CAST(:ids AS bigint[])))
     ORDER BY a.id
""")
_BESIDE = text(f"""
    WITH spoken AS (SELECT a.id, {_TAKES_EFFECT_ON} FROM provenance.act a WHERE a.id = ANY(CAST(:ids AS bigint[])))
    SELECT id, takes_effect_on FROM spoken
    UNION
    SELECT a.id, a.first_day FROM provenance.act a
     WHERE a.state = '{DATED}' AND (a.first_day = ANY(CAST(:days AS date[]))
           OR a.first_day IN (SELECT takes_effect_on FROM spoken))
     ORDER BY id
""")
_RECORDS = text("""
    SELECT r.record_id, r.act_id FROM crosswalk.act_record r WHERE r.act_id = ANY(CAST(:ids AS bigint[]))
     ORDER BY r.record_id
""")
_UPDATE = text("""
    UPDATE provenance.act
       SET title = coalesce(:title, title), address = :address, status = :status, entry_rule = :rule,
           entry_days = CAST(:days AS smallint), entry_day = CAST(:day AS date),
           signed_on = CAST(:signed_on AS date), registered_on = CAST(:registered_on AS date),
           published_on = CAST(:published_on AS date)
     WHERE id = :id
""")
