"""Identities of things that bear a code: units, geonyms, addresses, legal entities, plots.

A record that met its identity once keeps it; a new record takes the identity that bears its code; else it founds one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from registries.crosswalk.membership import Member, new_identities
from registries.crosswalk.reading import Reading
from registries.crosswalk.references import bearers_of, resolve
from registries.crosswalk.registers import REGISTERS
from registries.crosswalk.statements import RecordSaid

Code = tuple[str, str, str]  # register, scheme, value


def identify(connection: Connection, said: Mapping[int, RecordSaid], before: Mapping[int, Member]) -> dict[int, Member]:
    """Memberships of records of things; records without statements and nothing known of them get none."""
    after = {record_id: before[record_id] for record_id in said if record_id in before}
    fresh = {record_id: _last(record) for record_id, record in said.items() if record_id not in before}
    readings = {record_id: reading for record_id, reading in fresh.items() if reading is not None}
    subjects = resolve(connection, [r.subject for r in readings.values() if r.subject is not None])
    bearers = _bearers(connection, readings.values())
    founders: dict[str, list[int]] = defaultdict(list)
    waiting: dict[Code, int] = {}
    followers: dict[int, int] = {}
    for record_id, reading in sorted(readings.items()):
        if reading.subject is not None:
            if reading.subject in subjects:
                after[record_id] = Member(reading.register, subjects[reading.subject], founding=False)
            continue
        codes = list(codes_of(reading))
        known = next((bearers[code] for code in codes if code in bearers), None)
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


def codes_of(reading: Reading) -> Iterable[Code]:
    """The codes a record says its own thing bears."""
    codes = REGISTERS[reading.register].codes
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
