"""Identities of things that bear a code: units, geonyms, addresses, legal entities, plots.

A record that met its identity once keeps it; a new record takes the identity that bears its code; else it founds one.
A record about something that it names by a code belongs to whoever bore the code on its day, as that is known now.
A code that is given again is borne by whose records still say it on the day the new record speaks of; by whose records say
it only later, where the new record's own source does not tell otherwise by having been silent on that day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, text

from registries.crosswalk.claims import OBSERVED, Said
from registries.crosswalk.membership import Member, new_identities, records_of
from registries.crosswalk.reading import Reading, StatedFact
from registries.crosswalk.references import GIVEN_AGAIN, Asked, await_codes, bearers_of, resolve
from registries.crosswalk.registers import REGISTERS
from registries.crosswalk.statements import RecordSaid, load_said

Code = tuple[str, str, str]  # register, scheme, value
Spoken = tuple[int, Said]  # source, what a record of it says


def identify(connection: Connection, said: Mapping[int, RecordSaid], before: Mapping[int, Member]) -> dict[int, Member]:
    """Memberships of records of things; records without statements and nothing known of them get none."""
    kept = {r: before[r] for r, record in said.items() if r in before and _subject(record) is None}
    fresh = {record_id: record for record_id, record in said.items() if record_id not in kept}
    about = _about(connection, fresh)
    unmet = {r: record for r, record in fresh.items() if record.statements and _subject(record) is None}
    known = _known(connection, unmet)
    founding = {r: record.statements[-1].reading for r, record in unmet.items() if r not in known}
    return {**kept, **about, **known, **_founded(connection, founding)}


def _about(connection: Connection, fresh: Mapping[int, RecordSaid]) -> dict[int, Member]:
    """Records about something else; one whose code nobody bears for certain is heard again when somebody does."""
    asked = {record_id: one for record_id, record in fresh.items() if (one := _subject(record)) is not None}
    found = resolve(connection, asked.values())
    unmet = {r: [one[0]] for r, one in asked.items() if one[0].scheme is not None and one not in found}
    await_codes(connection, fresh, unmet)
    return {r: Member(one[0].register, found[one], founding=False) for r, one in asked.items() if one in found}


def _known(connection: Connection, records: Mapping[int, RecordSaid]) -> dict[int, Member]:
    """Records of things whose code something bears."""
    readings = {record_id: record.statements[-1].reading for record_id, record in records.items()}
    bearers = _bearers(connection, readings.values())
    given = _Given(connection, readings.values())
    found: dict[int, Member] = {}
    for record_id, reading in readings.items():
        record = records[record_id]
        borne = (given.bearer(code, record, bearers.get(code)) for code in codes_of(reading))
        bearer = next((one for one in borne if one is not None), None)
        if bearer is not None:
            found[record_id] = Member(reading.register, bearer, founding=False)
    return found


def _founded(connection: Connection, readings: Mapping[int, Reading]) -> dict[int, Member]:
    """Records of things not met before: the first of those that share a code founds, the others are of the same."""
    founders: dict[str, list[int]] = defaultdict(list)
    first_with: dict[Code, int] = {}
    followers: dict[int, int] = {}
    for record_id, reading in sorted(readings.items()):
        codes = list(codes_of(reading))
        first = next((first_with[code] for code in codes if code in first_with), None)
        if first is not None:
            followers[record_id] = first
        else:
            founders[reading.register].append(record_id)
            first_with.update(dict.fromkeys(codes, record_id))
    found: dict[int, Member] = {}
    for register, records in founders.items():
        fresh = new_identities(connection, REGISTERS[register].identity, len(records))
        found |= {r: Member(register, entity, founding=True) for r, entity in zip(records, fresh, strict=True)}
    return found | {r: replace(found[first], founding=False) for r, first in followers.items()}


def _subject(record: RecordSaid) -> Asked | None:
    """What a record is about where it bears no code itself, on the day that its last statement dates."""
    last = record.statements[-1] if record.statements else None
    if last is None or last.reading.subject is None:
        return None
    return last.reading.subject, max((f.since for f in last.reading.facts if f.since), default=last.spans[-1].since)


class _Given:
    """Who says a code that is given again, and when: as the statements of this very delivery have it."""

    def __init__(self, connection: Connection, readings: Iterable[Reading]) -> None:
        values = {value for reading in readings for _, scheme, value in codes_of(reading) if scheme == GIVEN_AGAIN}
        self._said: dict[str, dict[int, list[Spoken]]] = defaultdict(lambda: defaultdict(list))
        if not values:
            return
        rows = connection.execute(_EVER_BORE, {"values": sorted(values)}).all()
        members = records_of(connection, "address.unit", {row.unit_id for row in rows})
        spoken = load_said(connection, members)
        for row in rows:
            self._said[row.kato][row.unit_id] = [
                (spoken[record_id].source_id, one)
                for record_id, member in members.items()
                if member.entity_id == row.unit_id
                for one in spoken[record_id].statements
                if any(code[2] == row.kato for code in codes_of(one.reading))
            ]

    def bearer(self, code: Code, record: RecordSaid, latest: int | None) -> int | None:
        """Whom a new record means; `latest`, the code's last bearer, where it is of a kind that is never given again."""
        _, scheme, kato = code
        if scheme != GIVEN_AGAIN:
            return latest
        able = [(_distance(said, kato, record), unit) for unit, said in sorted(self._said[kato].items())]
        return min(((far, unit) for far, unit in able if far is not None), default=(0, None))[1]


def _distance(said: list[Spoken], kato: str, record: RecordSaid) -> int | None:
    """Days until somebody says the code, 0 where it is said on the day or nobody's words tell; None: not, or no more.

    A full source that says it of another record only later did not mean that one on the day.
    """
    day = record.statements[-1].spans[-1].since
    spans = [(source, span) for source, one in said for span in one.spans if not _over(one.reading.facts, kato)]
    if not spans:
        return None if any(one.spans for _, one in said) else 0
    ahead = [
        max((span.since - day).days, 0)
        for source, span in spans
        if (span.until is None or day < span.until)
        and not (record.full and source == record.source_id and day < span.since)
    ]
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


def _bearers(connection: Connection, readings: Iterable[Reading]) -> dict[Code, int]:
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading in readings:
        for register, scheme, value in codes_of(reading):
            if scheme != GIVEN_AGAIN:
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
