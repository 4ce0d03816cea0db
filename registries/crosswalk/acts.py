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
    """An act as it now stands, with all records that speak of it; those without statements were withdrawn."""

    id: int
    state: str
    first_day: date | None
    records: dict[int, RecordSaid] = field(default_factory=dict)

    @property
    def takes_effect_on(self) -> date | None:
        return self.first_day if self.state == DATED else None


def acts_of(connection: Connection, records: Iterable[int]) -> list[Act]:
    """The acts that these records speak of, brought up to date, in order of their first days; undated ones come first.

    A later act reads the names that an earlier one gave, so they are applied in this order.
    """
    _note(connection, load_words(connection, records))
    rows = connection.execute(_OF_ACTS, {"ids": sorted(set(records))}).all()
    words = load_words(connection, [row.record_id for row in rows])
    speaking: dict[int, dict[int, RecordSaid]] = defaultdict(dict)
    for row in rows:
        speaking[row.act_id][row.record_id] = words[row.record_id]
    for act_id, said in speaking.items():
        connection.execute(_UPDATE, {"id": act_id, **_columns(composed(said.values()))})
    acts = [
        Act(row.id, row.state, row.first_day, speaking[row.id])
        for row in connection.execute(_ACTS, {"ids": sorted(speaking)})
    ]
    return sorted(acts, key=lambda act: (act.takes_effect_on or date.min, act.id))


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


def _note(connection: Connection, words: dict[int, RecordSaid]) -> None:
    """Every act spoken of has its row, and every record that speaks of one is known as such."""
    for record_id, record in sorted(words.items()):
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
_OF_ACTS = text("""
    SELECT r.record_id, r.act_id FROM crosswalk.act_record r
     WHERE r.act_id IN (SELECT s.act_id FROM crosswalk.act_record s WHERE s.record_id = ANY(CAST(:ids AS bigint[])))
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
_ACTS = text("SELECT id, state, first_day FROM provenance.act WHERE id = ANY(CAST(:ids AS bigint[]))")
