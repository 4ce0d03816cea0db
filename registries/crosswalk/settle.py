"""Settling records: who they speak of and what is then true, in one transaction.

The one function behind a batch of a delivery, a withdrawal, a changed mapping and a clerk's judgement.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress

from sqlalchemy import Connection, text

from registries.crosswalk.act_effects import effects_about, take_back
from registries.crosswalk.act_hindsight import earlier_backwards, told_backwards
from registries.crosswalk.act_meaning import Meant
from registries.crosswalk.act_objects import clauses_of, meant_by, others_of, write_objects
from registries.crosswalk.act_reading import OF_TWO, Clause
from registries.crosswalk.act_waiting import awakened_acts
from registries.crosswalk.acts import Decrees, decrees_of, note_acts
from registries.crosswalk.by_weight import Weighed, weigh
from registries.crosswalk.changes import GEONYM, UNIT
from registries.crosswalk.clerical.finding import look_again_where_waiting
from registries.crosswalk.identity import identify
from registries.crosswalk.match_search import MatchRowsOutdated
from registries.crosswalk.match_upkeep import changed_in_this_transaction, refresh_match_rows
from registries.crosswalk.membership import Member, enrol, members_of, records_of
from registries.crosswalk.people import INDIVIDUAL, Linked, link
from registries.crosswalk.references import misnamed, waiting_for
from registries.crosswalk.registers import FACTS, REGISTERS
from registries.crosswalk.restatement import Member as Speaking
from registries.crosswalk.restatement import outlived, restate
from registries.crosswalk.seeking import awakened, keys_of, known_seekers, note_seekers
from registries.crosswalk.statements import RecordSaid, load_said
from registries.crosswalk.weighing.blocking import Key
from registries.temporal import stamp

ACT = "address.act"
NOTHING_READ: Mapping[int, RecordSaid] = {}


def settle(
    connection: Connection,
    records: Iterable[int],
    creating: frozenset[int],
    read: Mapping[int, RecordSaid] = NOTHING_READ,
) -> set[int]:
    """Settle `records`; returns further records that should now be considered because of what they brought.

    `creating` are the ids of sources whose unmatched records make a person; `read`: what some of the records say, where
    that is known already.
    """
    stamp(connection)
    of_people, of_things, of_acts = _sorted_by_register(connection, records)
    further: set[int] = set()
    seeking: set[int] = set()
    clauses = note_acts(connection, of_acts) if of_acts else set()
    by_code = set(of_acts) - clauses
    if of_things or by_code:
        further |= _settle_things(connection, [*of_things, *sorted(by_code)])
    if of_people:
        seeking = _settle_people(connection, of_people, creating, read)
    # Clauses are read behind the things whose names they mean; they may end a code by which another act names its unit.
    heard, turned = _settle_acts(connection, clauses) if clauses else (set(), set())
    told = [*of_things, *by_code, *records_of(connection, GEONYM, turned)]
    awakened_by_these = awakened_acts(connection, told) if of_acts or of_things else set()
    settled = set(records) - by_code | heard
    if turned:
        settled -= awakened_by_these
    further |= awakened_by_these
    # A seeker may have been weighed before somebody of the same batch changed.
    return further - settled | seeking


def makers_of_persons(connection: Connection) -> frozenset[int]:
    """Ids of the sources whose unmatched records make a person."""
    return frozenset(connection.scalars(_MAKERS))


def restate_units(connection: Connection, entities: Iterable[int]) -> None:
    """Restate units that hand a code to each other in one step."""
    if wanted := set(entities):
        _restate(connection, {UNIT: wanted}, {})


def _sorted_by_register(connection: Connection, records: Iterable[int]) -> tuple[list[int], list[int], list[int]]:
    """Records of people, of things, and of acts. What a dictionary says is about nothing by itself."""
    rows = connection.execute(_REGISTERS, {"ids": sorted(set(records))}).all()
    people = [row.id for row in rows if row.register == INDIVIDUAL]
    things = [row.id for row in rows if row.register in REGISTERS and row.register != INDIVIDUAL]
    return people, things, [row.id for row in rows if row.register == ACT]


def _settle_acts(connection: Connection, clauses: set[int]) -> tuple[set[int], set[int]]:
    """The acts of each day as a whole, the earlier first; returns all records that were read.

    And the streets of which something else is now read backwards: what they were called before is another name, also
    where an earlier act hides it, and earlier acts are to be read again.
    """
    days = decrees_of(connection, clauses)
    read = {record_id for decrees in days for record_id in decrees.records}
    before = told_backwards(connection, read)
    moved = [record_id for day in days for act in day.acts if act.moved for record_id in act.records]
    _restate(connection, take_back(connection, moved), {})
    for decrees in days:
        _settle_day(connection, decrees)
    after = told_backwards(connection, read)
    turned = {street for _, street in before.items() ^ after.items()}
    return read, turned | {before[record_id] for record_id in before.keys() & set(moved)}


def _settle_day(connection: Connection, decrees: Decrees) -> None:
    clauses = clauses_of(decrees)
    meant = _read_without_effects(connection, decrees, clauses)
    before, named = members_of(connection, decrees.records), others_of(connection, decrees)
    after = write_objects(connection, decrees, clauses, meant)
    enrol(connection, before, after)
    touched = {register: named[register] | still for register, still in others_of(connection, decrees).items()}
    for member in (*before.values(), *after.values()):
        touched[member.register].add(member.entity_id)
    _restate(connection, touched, {})


def _read_without_effects(
    connection: Connection, decrees: Decrees, clauses: Mapping[int, Clause]
) -> Mapping[int, Meant]:
    """What clauses mean does not depend on what they, others of the day or later ones have already done."""
    day = decrees.first_day
    if day is None:
        return {}
    # The other thing of a clause is sought on the first day itself and after it, its object always before; but what
    # is read backwards tells of days before.
    of_two = [clause for clause in clauses.values() if clause.operation in OF_TWO]
    backwards = told_backwards(connection, decrees.records)
    if not of_two and not backwards:
        return meant_by(connection, day, clauses)
    with connection.begin_nested() as held:
        others = effects_about(connection, day, of_two) + earlier_backwards(connection, day, backwards.values())
        undone = take_back(connection, [*decrees.records, *others])
        _restate(connection, undone, {})
        meant = meant_by(connection, day, clauses)
        held.rollback()
    return meant


def _settle_people(
    connection: Connection, records: list[int], creating: frozenset[int], read: Mapping[int, RecordSaid]
) -> set[int]:
    """Restated are the people of `records`, and those who won or lost a record by what these brought.

    Returns the records that seek whom these changed.
    """
    linked, touched, gained = _link_people(connection, records, creating, read)
    weighed = Weighed()
    # Keys of another release stop the weighing and the review, not the delivery; whoever makes them anew looks again.
    with suppress(MatchRowsOutdated):
        weighed = weigh(connection, linked, set(records), creating)
    considered = set(records) | linked.moved
    if weighed.judged:
        again, others, _ = _link_people(connection, sorted(weighed.judged), creating, linked.said)
        considered |= weighed.judged | again.moved
        touched |= others
    with suppress(MatchRowsOutdated):
        look_again_where_waiting(connection, considered, touched, asked=linked.asked | weighed.asked)
    return awakened(connection, gained) - weighed.looked_at


def _link_people(
    connection: Connection, records: list[int], creating: frozenset[int], read: Mapping[int, RecordSaid]
) -> tuple[Linked, set[int], dict[Key, int]]:
    """Who records speak of and what is then true; also the people touched, and the keys of those who changed."""
    linked = link(connection, records, creating, read)
    enrol(connection, linked.before, linked.after)
    settled = _note_seekers(connection, linked, set(records))
    sides = (linked.before, linked.after)
    heard = {side[r].entity_id for r in settled | linked.fresh for side in sides if r in side}
    touched = {side[r].entity_id for r in linked.moved.union(records) for side in sides if r in side} | heard
    _restate(connection, {INDIVIDUAL: touched}, linked.said)
    return linked, touched, refresh_match_rows(connection, heard.union(changed_in_this_transaction(connection)))


def _note_seekers(connection: Connection, linked: Linked, batch: set[int]) -> set[int]:
    """Keep the records that seek their person; returns those that seek no more."""
    linked.fresh = linked.free.keys() - known_seekers(connection, linked.free) if linked.free else set()
    changed = linked.fresh | (batch & linked.free.keys())
    keys = {record_id: keys_of(linked.described(record_id)) for record_id in changed}
    return note_seekers(connection, keys, linked.said.keys() - linked.free.keys())


def _settle_things(connection: Connection, records: list[int]) -> set[int]:
    said = load_said(connection, records)
    before = members_of(connection, records)
    after = identify(connection, said, before)
    enrol(connection, before, after)
    touched: dict[str, set[int]] = defaultdict(set)
    for member in (*before.values(), *after.values()):
        touched[member.register].add(member.entity_id)
    _restate(connection, touched, said)
    return _awakened(connection, touched)


def _restate(connection: Connection, touched: Mapping[str, Iterable[int]], said: Mapping[int, RecordSaid]) -> None:
    """Restate identities, and those whose facts would otherwise lie outside the life of one that changed."""
    changed: set[str] = set()
    for register in REGISTERS:
        if entities := sorted(set(touched.get(register, ()))):
            changed |= _restate_register(connection, register, entities, said)
    for fact, entities in outlived(connection, changed).items():
        _restate_register(connection, _register_of(fact), entities, said)


def _restate_register(
    connection: Connection, register: str, entities: list[int], read: Mapping[int, RecordSaid]
) -> set[str]:
    members: Mapping[int, Member] = records_of(connection, register, entities)
    said = {**read, **load_said(connection, members.keys() - read.keys())}
    speaking = [Speaking(member.entity_id, said[record_id]) for record_id, member in sorted(members.items())]
    return restate(connection, register, speaking, entities)


def _register_of(fact: str) -> str:
    return next(register.name for register in REGISTERS.values() if FACTS[fact] in register.facts)


def _awakened(connection: Connection, touched: Mapping[str, Iterable[int]]) -> set[int]:
    """Records that waited for a code which these identities now bear, or named them by one that they bear no more."""
    found: set[int] = set()
    for register, entities in touched.items():
        found |= misnamed(connection, register)
        for scheme, (fact, column) in REGISTERS[register].codes.items():
            values = connection.scalars(
                text(
                    f"SELECT DISTINCT t.{column} FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
                    f"JOIN {fact.name} t ON t.{fact.entity} = e.id"
                ),
                {"ids": sorted(set(entities))},
            )
            found |= set(waiting_for(connection, scheme, values))
    return found


_MAKERS = text("SELECT id FROM provenance.source WHERE register = 'individual' AND creates")
_REGISTERS = text(
    "SELECT r.id, s.register FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
    "JOIN provenance.record r ON r.id = e.id JOIN provenance.source s ON s.id = r.source_id ORDER BY r.id"
)
