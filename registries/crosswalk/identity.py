"""Identities of things that bear a code: units, geonyms, addresses, legal entities, plots.

A record that met its identity once keeps it; a new record takes the identity that bears its code; else it founds one.
A code that is given again is borne by whose records still say it on the day the new record speaks of.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, text

from registries.crosswalk.claims import OBSERVED, Said
from registries.crosswalk.membership import Member, new_identities, records_of
from registries.crosswalk.reading import Reading, StatedFact
from registries.crosswalk.references import Resolved, await_codes, bearers_of, resolve
from registries.crosswalk.registers import REGISTERS
from registries.crosswalk.statements import RecordSaid, load_said

Code = tuple[str, str, str]  # register, scheme, value
GIVEN_AGAIN = "KATO"


def identify(connection: Connection, said: Mapping[int, RecordSaid], before: Mapping[int, Member]) -> dict[int, Member]:
    """Memberships of records of things; records without statements and nothing known of them get none."""
    after = {record_id: before[record_id] for record_id in said if record_id in before}
    fresh = {record_id: _last(record) for record_id, record in said.items() if record_id not in before}
    readings = {record_id: reading for record_id, reading in fresh.items() if reading is not None}
    subjects = resolve(connection, [r.subject for r in readings.values() if r.subject is not None])
    _await_subjects(connection, fresh, readings, subjects)
    bearers = _bearers(connection, readings.values())
    given = _Given(connection, readings.values())
    founders: dict[str, list[int]] = defaultdict(list)
    waiting: dict[Code, int] = {}
    followers: dict[int, int] = {}
    for record_id, reading in sorted(readings.items()):
        if reading.subject is not None:
            if reading.subject in subjects:
                after[record_id] = Member(reading.register, subjects[reading.subject], founding=False)
            continue
        codes = list(codes_of(reading))
        day = said[record_id].statements[-1].spans[-1].since
        known = next((b for code in codes if (b := given.bearer(code, day, bearers.get(code))) is not None), None)
        first = next((waiting[code] for code in codes if code in waiting), None)
        if known is not None:
            after[record_id] = Member(reading.register, known, founding=False)
        elif first is not None:
            followers[record_id] = first
        else:
            founders[reading.register].append(record_id)
            waiting.update(dict.fromkeys(codes, record_id))
    for register, records in founders.items():
        fresh_ids = new_identities(connection, REGISTERS[register].identity, len(records))
        for record_id, entity_id in zip(records, fresh_ids, strict=True):
            after[record_id] = Member(register, entity_id, founding=True)
    for record_id, first in followers.items():
        after[record_id] = Member(after[first].register, after[first].entity_id, founding=False)
    return after


def _await_subjects(
    connection: Connection, fresh: Iterable[int], readings: Mapping[int, Reading], subjects: Resolved
) -> None:
    """A record about something whose code nobody bears yet is heard again when somebody does."""
    unmet = {
        record_id: [reading.subject]
        for record_id, reading in readings.items()
        if reading.subject is not None and reading.subject.scheme is not None and reading.subject not in subjects
    }
    await_codes(connection, fresh, unmet)


class _Given:
    """Who says a code that is given again, and when: as the statements of this very delivery have it."""

    def __init__(self, connection: Connection, readings: Iterable[Reading]) -> None:
        values = {value for reading in readings for _, scheme, value in codes_of(reading) if scheme == GIVEN_AGAIN}
        self._said: dict[str, dict[int, list[Said]]] = defaultdict(lambda: defaultdict(list))
        if not values:
            return
        rows = connection.execute(_EVER_BORE, {"values": sorted(values)}).all()
        members = records_of(connection, "address.unit", {row.unit_id for row in rows})
        spoken = load_said(connection, members)
        for row in rows:
            self._said[row.kato][row.unit_id] = [
                one
                for record_id, member in members.items()
                if member.entity_id == row.unit_id
                for one in spoken[record_id].statements
                if any(code[2] == row.kato for code in codes_of(one.reading))
            ]

    def bearer(self, code: Code, day: date, latest: int | None) -> int | None:
        """Who bears it on the day; `latest`, its last bearer, where it is of a kind that is never given again."""
        _, scheme, kato = code
        if scheme != GIVEN_AGAIN:
            return latest
        able = [(_distance(said, kato, day), unit) for unit, said in sorted(self._said[kato].items())]
        return min(((far, unit) for far, unit in able if far is not None), default=(0, None))[1]


def _distance(said: list[Said], kato: str, day: date) -> int | None:
    """Days until somebody says the code, 0 where it is said on the day or nobody's words tell; None: said no more."""
    spans = [span for one in said for span in one.spans if not _over(one.reading.facts, kato)]
    if not spans:
        return None if any(one.spans for one in said) else 0
    ahead = [max((span.since - day).days, 0) for span in spans if span.until is None or day < span.until]
    return min(ahead, default=None)


def _over(facts: Iterable[StatedFact], kato: str) -> bool:
    """Whether a statement says that the code is borne no more."""
    return any(
        fact.values.get("kato") == kato and fact.until is None and fact.until_basis == OBSERVED for fact in facts
    )


def codes_of(reading: Reading) -> Iterable[Code]:
    """The codes a record says its own thing bears; a clause of an act has no thing of its own."""
    codes = REGISTERS[reading.register].codes if reading.register in REGISTERS else {}
    for stated in reading.facts:
        for scheme, (fact, column) in codes.items():
            value = stated.values.get(column)
            if stated.fact == fact.name and isinstance(value, str) and stated.values.get("scheme", scheme) == scheme:
                yield reading.register, scheme, value


def _last(record: RecordSaid) -> Reading | None:
    return record.statements[-1].reading if record.statements else None


def _bearers(connection: Connection, readings: Iterable[Reading]) -> dict[Code, int]:
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading in readings:
        for register, scheme, value in codes_of(reading):
            wanted[register, scheme].add(value)
    return {
        (register, scheme, value): entity_id
        for (register, scheme), values in wanted.items()
        for value, entity_id in bearers_of(connection, register, scheme, values).items()
    }


_EVER_BORE = text(
    "SELECT DISTINCT c.kato, c.unit_id FROM unnest(CAST(:values AS text[])) AS e(value) "
    "JOIN address.unit_code c ON c.kato = e.value ORDER BY c.kato, c.unit_id"
)
