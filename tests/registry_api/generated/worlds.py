"""Random worlds, written through the register's own way of writing over several transactions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.exc import DBAPIError

from registries import individual, legal_entity, real_estate
from registries.address import changes
from registries.address import tables as address
from registries.crosswalk.tables import individual_identifier, outranked
from registries.temporal import Fact, Version, believe, change, correct, end, stamp
from registries.temporal.version import NotAChangeError
from tests.registry_api.generated import values
from tests.registry_api.generated.calendar import DAYS, version

Key = tuple[object, ...]
Said = dict[Key, list[Version]]
TURNS, STEPS = 4, 25


@dataclass
class World:
    """What has been written, and with what: identities by sort, what is believed now, the moments of belief."""

    rng: Random
    ids: dict[str, list[int]] = field(default_factory=dict)
    believed: dict[tuple[str, int], Said] = field(default_factory=dict)
    moments: list[datetime] = field(default_factory=list)
    ground: int = 0
    statements: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """A fact as worlds say it: whose, under what key, with what values."""

    fact: Fact
    of: str
    key: Callable[[World, Random, int], Key]
    values: Callable[[World, Random, int], tuple[object, ...]]


def _none(world: World, rng: Random, identity: int) -> Key:
    return ()


def _one_of(*keys: Key) -> Callable[[World, Random, int], Key]:
    return lambda world, rng, identity: rng.choice(keys)


def _language(world: World, rng: Random, identity: int) -> Key:
    return (rng.choice(("kk", "ru")),)


def _number_of_person(world: World, rng: Random, identity: int) -> Key:
    """Mostly his own; now and then one that somebody else bears too."""
    own = ("IIN", values.IINS[world.ids["person"].index(identity)])
    return own if rng.random() < 0.5 else rng.choice(values.BORNE)


def _number_of_company(world: World, rng: Random, identity: int) -> tuple[object, ...]:
    own = values.BINS[world.ids["company"].index(identity)]
    return (own if rng.random() < 0.7 else rng.choice(values.BINS),)


def _plain(make: Callable[[Random], tuple[object, ...]]) -> Callable[[World, Random, int], tuple[object, ...]]:
    return lambda world, rng, identity: make(rng)


def _other(world: World, rng: Random, sort: str, identity: int) -> int:
    return rng.choice([one for one in world.ids[sort] if one != identity])


def _building(world: World, rng: Random, identity: int) -> tuple[object, ...]:
    unit = rng.choice(world.ids["unit"]) if rng.random() < 0.5 else None
    geonym = rng.choice(world.ids["geonym"]) if rng.random() < 0.7 else None
    parent = _other(world, rng, "address", identity) if rng.random() < 0.4 else None
    if unit is None and geonym is None and parent is None:
        unit = rng.choice(world.ids["unit"])
    return (unit, geonym, parent, rng.choice(values.NUMBERS), rng.choice(values.POINTERS))


def _geonym_place(world: World, rng: Random, identity: int) -> tuple[object, ...]:
    parent = _other(world, rng, "geonym", identity) if rng.random() < 0.4 else None
    return (rng.choice(world.ids["unit"]), parent)


def _unit_parent(world: World, rng: Random, identity: int) -> tuple[object, ...]:
    """Mostly what was made before it; now and then a circle."""
    older = [one for one in world.ids["unit"] if one < identity]
    return (rng.choice(older) if older and rng.random() < 0.9 else _other(world, rng, "unit", identity),)


def _claim(world: World, rng: Random, identity: int) -> Key:
    """What somebody claims otherwise: of a name in one script, of a card, or of what has no key."""
    statement = rng.choice(world.statements)
    named = " ".join(str(part) for part in values.person_name(rng) if part is not None)
    said = (
        ("individual.name", f"{rng.choice(('kk', 'ru', 'latin'))} {named}"),
        ("individual.document", f"IDENTITY_CARD {rng.choice(values.CARDS)}"),
        ("individual.citizenship", "398"),
        ("individual.birth", str(rng.choice(DAYS))),
    )
    return (*rng.choice(said), statement)


def _predecessor(sort: str, operations: Sequence[str]) -> Callable[[World, Random, int], Key]:
    return lambda world, rng, identity: (_other(world, rng, sort, identity), rng.choice(operations))


KINDS = (
    Kind(address.unit_existence, "unit", _none, lambda *_: ()),
    Kind(changes.unit_operation, "unit", _one_of(*((one,) for one in changes.OPERATIONS)), lambda *_: ()),
    Kind(changes.unit_predecessor, "unit", _predecessor("unit", ("SPLIT", "MERGED")), lambda *_: ()),
    Kind(changes.geonym_predecessor, "geonym", _predecessor("geonym", ("SPLIT", "MERGED")), lambda *_: ()),
    Kind(changes.address_predecessor, "address", _predecessor("address", ("SPLIT",)), lambda *_: ()),
    Kind(address.unit_type, "unit", _none, _plain(lambda rng: (rng.choice(values.UNIT_KINDS),))),
    Kind(address.unit_name, "unit", _language, _plain(lambda rng: (rng.choice(values.UNIT_NAMES),))),
    Kind(address.unit_parent, "unit", _none, _unit_parent),
    Kind(address.unit_code, "unit", _none, _plain(lambda rng: (rng.choice(values.KATO),))),
    Kind(address.geonym_type, "geonym", _none, _plain(lambda rng: (rng.choice(values.GEONYM_KINDS),))),
    Kind(address.geonym_name, "geonym", _language, _plain(lambda rng: (rng.choice(values.GEONYM_NAMES),))),
    Kind(address.geonym_place, "geonym", _none, _geonym_place),
    Kind(address.geonym_code, "geonym", _none, _plain(lambda rng: (rng.choice(values.RKO),))),
    Kind(address.address_code, "address", _none, _plain(lambda rng: (rng.choice(values.RKA),))),
    Kind(address.building, "address", _none, _building),
    Kind(
        address.premises,
        "flat",
        _none,
        lambda world, rng, identity: (
            rng.choice(world.ids["address"]),
            rng.choice(values.ROOMS),
            rng.choice(values.ROOM_KINDS),
        ),
    ),
    Kind(individual.name, "person", _one_of(("kk",), ("ru",), ("latin",)), _plain(values.person_name)),
    Kind(individual.birth, "person", _none, _plain(lambda rng: (rng.choice(DAYS), rng.choice(values.TEXTS)))),
    Kind(individual.death, "person", _none, _plain(lambda rng: (rng.choice(DAYS),))),
    Kind(individual.sex, "person", _none, _plain(lambda rng: (rng.choice(("MALE", "FEMALE")),))),
    Kind(individual.citizenship, "person", _none, _plain(lambda rng: (rng.choice(("398", "643", "860")),))),
    Kind(
        individual.document,
        "person",
        _one_of(*(("IDENTITY_CARD", number) for number in values.CARDS), ("PASSPORT", "N00012345")),
        _plain(lambda rng: (rng.choice((None, "001", "МВД РК")),)),
    ),
    Kind(
        individual.residence,
        "person",
        _none,
        lambda world, rng, identity: (rng.choice(world.ids["address"] + world.ids["flat"]),),
    ),
    Kind(individual_identifier, "person", _number_of_person, lambda *_: ()),
    Kind(outranked, "person", _claim, lambda *_: ()),
    Kind(
        legal_entity.identifier,
        "company",
        _one_of(("BIN",), ("BIN",), ("RNN",)),
        _number_of_company,
    ),
    Kind(legal_entity.name, "company", _language, _plain(lambda rng: (rng.choice(values.COMPANY_NAMES),))),
    Kind(legal_entity.status, "company", _none, _plain(lambda rng: (rng.choice(values.STATUSES),))),
    Kind(legal_entity.registration, "company", _none, _plain(lambda rng: (rng.choice(DAYS),))),
    Kind(legal_entity.activity, "company", _none, _plain(lambda rng: (rng.choice(("62011 Разработка", "01.11")),))),
    Kind(legal_entity.legal_address, "company", _language, _plain(lambda rng: (rng.choice(values.COMPANY_NAMES),))),
    Kind(
        legal_entity.head,
        "company",
        _none,
        _plain(lambda rng: (rng.choice(values.COMPANY_NAMES), *rng.choice(values.HOLDERS))),
    ),
    Kind(
        legal_entity.founder,
        "company",
        _one_of(("1",), ("2",), ("10",)),
        _plain(lambda rng: (rng.choice((None, *values.COMPANY_NAMES)), *rng.choice(values.HOLDERS))),
    ),
    Kind(real_estate.cadastral_number, "plot", _none, _plain(lambda rng: (rng.choice(values.PLOTS),))),
    Kind(real_estate.plot_state, "plot", _none, _plain(values.plot)),
    Kind(
        real_estate.plot_address,
        "plot",
        _none,
        lambda world, rng, identity: (rng.choice(world.ids["address"] + world.ids["flat"]),),
    ),
    Kind(real_estate.owner, "plot", _one_of(*values.OWNERS), lambda *_: ()),
)
SORTS: dict[str, tuple[Table, int]] = {
    "unit": (address.unit, 9),
    "geonym": (address.geonym, 5),
    "address": (address.address, 6),
    "flat": (address.address, 4),
    "person": (individual.individual, 6),
    "company": (legal_entity.legal_entity, 4),
    "plot": (real_estate.plot, 3),
}
# What other facts must lie inside: always there, so that any of them may be said.
LIVES = {"address": address.address_existence, "flat": address.address_existence, "plot": real_estate.plot_existence}


def build(database: Engine, seed: int) -> World:
    """The world of a seed, in an empty register; the moments are those of its transactions, the oldest first."""
    world = World(Random(seed))
    with database.begin() as connection:
        _found(world, connection)
        _speak(world, connection)
        for kind in KINDS:
            for identity in world.ids[kind.of]:
                for place in range(world.rng.choice((1, 2, 3) if kind.of != "person" else (0, 1, 3, 5))):
                    step(world, connection, kind, identity, opening=place == 0)
        world.moments.append(stamp(connection))
    for _ in range(TURNS):
        with database.begin() as connection:
            turn(world, connection, STEPS)
    return world


def turn(world: World, connection: Connection, steps: int, kinds: Sequence[Kind] = KINDS) -> None:
    """So many things happen to any of the facts, in the connection's transaction."""
    for _ in range(steps):
        kind = world.rng.choice(kinds)
        step(world, connection, kind, world.rng.choice(world.ids[kind.of]))
    _belong(world, connection)
    world.moments.append(stamp(connection))


def _found(world: World, connection: Connection) -> None:
    world.ground = int(connection.scalar(text("INSERT INTO provenance.act (title) VALUES ('act') RETURNING id")) or 0)
    for sort, (table, number) in SORTS.items():
        added = f"INSERT INTO {table.fullname} DEFAULT VALUES RETURNING id"
        world.ids[sort] = [int(connection.scalar(text(added)) or 0) for _ in range(number)]
    for sort, fact in LIVES.items():
        always = Version((), None, None, "INFERRED:life", act_id=world.ground)
        believe(connection, fact, {identity: [((), always)] for identity in world.ids[sort]})


def _speak(world: World, connection: Connection) -> None:
    """Statements for what is said of persons to rest on, and records that made them."""
    for made, wanted in (("statements", _STATEMENTS), ("records", "SELECT id FROM provenance.record ORDER BY id")):
        setattr(world, made, list(connection.scalars(text(wanted))))
    _belong(world, connection)


def _belong(world: World, connection: Connection) -> None:
    """Who each record speaks of: the person it made, or now and then another into whom he was merged."""
    for record_id, own in zip(world.records, world.ids["person"], strict=True):
        merged = world.moments and world.rng.random() < 0.4
        other = world.rng.choice(world.ids["person"]) if merged else own
        row = {"record": record_id, "entity": other, "founding": other == own}
        connection.execute(text(_MEMBER), row)


def step(world: World, connection: Connection, kind: Kind, identity: int, *, opening: bool = False) -> None:
    """One thing happens to one fact of one identity, where the register takes it; `opening`: it has long been so."""
    before = world.believed.get((kind.fact.name, identity), {})
    key, of = kind.key(world, world.rng, identity), kind.values(world, world.rng, identity)
    long = Version(of, None, None, "INFERRED:life", act_id=world.ground)
    said = {**before, key: [long] if opening else _moved(world, before.get(key, []), of)}
    # What is said of persons rests on statements, but for some of it.
    spoken = kind.of == "person" and world.rng.random() < 0.8
    if spoken:
        number = world.rng.choice(world.statements)
        said[key] = [replace(one, statement_id=number, act_id=None) for one in said[key]]
    desired = [(key, one) for key, line in said.items() for one in line]
    try:
        with connection.begin_nested():
            believe(connection, kind.fact, {identity: desired})
    except DBAPIError:
        # A code that another bears on these days.
        return
    world.believed[kind.fact.name, identity] = said


def _moved(world: World, line: Iterable[Version], of: tuple[object, ...]) -> list[Version]:
    """The world moved, or we were wrong, or it ceased."""
    rng, versions = world.rng, list(line)
    what = rng.random()
    if what < 0.1:
        return end(versions, rng.choice(DAYS))
    new = version(rng, world.ground, *of, open_end=what < 0.6)
    try:
        return change(versions, new) if what < 0.6 else correct(versions, new)
    except NotAChangeError:
        return correct(versions, new)


_STATEMENTS = """
    WITH o AS (INSERT INTO provenance.source (name, title, register, delivers)
               SELECT name, name, 'individual', 'full' FROM unnest(ARRAY['gbd_fl', 'tax']) AS name RETURNING id),
         d AS (INSERT INTO provenance.delivery (source_id, digest, file_name, reference_date, state)
               SELECT o.id, gen_random_uuid(), 'a file', DATE '2020-01-01', 'APPLIED' FROM o RETURNING id, source_id),
         l AS (INSERT INTO provenance.layout (source_id, columns) SELECT o.id, '{}' FROM o RETURNING id, source_id),
         r AS (INSERT INTO provenance.record (source_id, key)
               SELECT o.id, key FROM o, unnest(ARRAY['1', '2', '3']) AS key RETURNING id, source_id),
         t AS (INSERT INTO provenance.statement (record_id, digest, delivery_id, line, layout_id, words)
               SELECT r.id, gen_random_uuid(), d.id, r.id + 1, l.id, '[]'
                 FROM r JOIN d USING (source_id) JOIN l USING (source_id) RETURNING id)
    SELECT id FROM t ORDER BY id
"""
_MEMBER = """
    INSERT INTO crosswalk.membership (record_id, register, entity_id, founding)
    VALUES (:record, 'individual', :entity, :founding)
    ON CONFLICT (record_id) DO UPDATE SET entity_id = excluded.entity_id, founding = excluded.founding
     WHERE membership.entity_id <> excluded.entity_id
"""
