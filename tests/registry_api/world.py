"""A small synthetic world, written into the real registers through their own way of writing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, Table, text

from registries import legal_entity, real_estate
from registries.address import tables as address
from registries.crosswalk.tables import individual_identifier
from registries.identifiers import check_digit, form_iin
from registries.individual import tables as individual
from registries.temporal import Fact, Version, believe

OPEN = date(1990, 1, 1)


def iin(born: date, seventh: int, serial: int) -> str:
    formed = form_iin(born, seventh, serial)
    assert formed is not None
    return formed


def business(eleven: str) -> str:
    return f"{eleven}{check_digit(eleven)}"


AIGUL_BORN, TIMUR_BORN = date(1985, 4, 12), date(1979, 11, 3)
AIGUL, AIGUL_BEFORE = iin(AIGUL_BORN, 8, 12), iin(AIGUL_BORN, 8, 77)
TIMUR, NOBODY = iin(TIMUR_BORN, 7, 5), iin(date(2001, 2, 3), 7, 9)
RNN_AIGUL, RNN_BOTH = "990000000011", "990000000022"
REGION, CITY, REUSED, FRESH = "990000000", "991010000", "993230100", "995550100"
HOUSE, CORPUS, FLAT = "9900000000000018", "9900000000000181", "9900000000000185"
COMPANY, HOLDING = business("15099000123"), business("10099000555")
PLOT = "99-001-001-0001"
SURNAMES = ("Серікова", "Ахметова", "Ким")


@dataclass
class World:
    """Identities by what they are called in the tests."""

    connection: Connection
    ground: int
    ids: dict[str, int] = field(default_factory=dict)

    def be(self, name: str, table: Table) -> int:
        self.ids[name] = int(
            self.connection.scalar(text(f"INSERT INTO {table.fullname} DEFAULT VALUES RETURNING id")) or 0
        )
        return self.ids[name]

    def say(self, fact: Fact, who: str, *said: tuple[tuple[object, ...], Version]) -> None:
        believe(self.connection, fact, {self.ids[who]: list(said)})

    def version(
        self,
        *values: object,
        since: date | None = OPEN,
        until: date | None = None,
        starts_after: date | None = None,
        ends_after: date | None = None,
    ) -> Version:
        """STATED bounds, OBSERVED where they are bracketed."""
        ends = None if until is None else ("OBSERVED" if ends_after else "STATED")
        starts = "OBSERVED" if starts_after else "STATED"
        return Version(tuple(values), since, until, starts, starts_after, ends, ends_after, act_id=self.ground)


def new_ground(connection: Connection) -> int:
    statement = "INSERT INTO provenance.act (title) VALUES (gen_random_uuid()::text) RETURNING id"
    return int(connection.scalar(text(statement)) or 0)


def build(connection: Connection) -> World:
    world = World(connection, new_ground(connection))
    _units(world)
    _streets(world)
    _people(world)
    _companies(world)
    return world


def unit(world: World, name: str, kind: str, names: Sequence[str], *, parent: str | None, kato: str | None) -> None:
    v = world.version
    world.be(name, address.unit)
    world.say(address.unit_existence, name, ((), v()))
    world.say(address.unit_type, name, ((), v(kind)))
    world.say(
        address.unit_name, name, *(((language,), v(text)) for language, text in zip(("ru", "kk"), names, strict=True))
    )
    if parent:
        world.say(address.unit_parent, name, ((), v(world.ids[parent])))
    if kato:
        world.say(address.unit_code, name, ((), v(kato)))


def _units(world: World) -> None:
    v = world.version
    unit(world, "republic", "REPUBLIC", ("Казахстан", "Қазақстан"), parent=None, kato=None)
    unit(world, "region", "REGION", ("Акмолинская", "Ақмола"), parent="republic", kato=REGION)
    unit(world, "city", "CITY", ("Кокшетау", "Көкшетау"), parent="region", kato=CITY)
    # Two editions, of 2022-10-17 and 2026-07-17: one unit renamed between them, one code given to another unit.
    first, second = date(2022, 10, 17), date(2026, 7, 17)
    unit(world, "renamed", "VILLAGE", ("с.Ленинское", "Ленин а."), parent="region", kato=None)
    world.say(address.unit_code, "renamed", ((), v(FRESH, since=first)))
    world.say(
        address.unit_name, "renamed",
        (("ru",), v("с.Ленинское", since=first, until=second, ends_after=first)),
        (("ru",), v("с.Аксу", since=second, starts_after=first)),
        (("kk",), v("Ақсу а.", since=first)),
    )  # fmt: skip
    unit(world, "retired", "VILLAGE", ("с.Старое", "Ескі а."), parent="region", kato=None)
    world.say(address.unit_code, "retired", ((), v(REUSED, since=first, until=second, ends_after=first)))
    unit(world, "successor", "VILLAGE", ("с.Новое", "Жаңа а."), parent="region", kato=None)
    world.say(address.unit_code, "successor", ((), v(REUSED, since=second, starts_after=first)))


def _streets(world: World) -> None:
    v = world.version
    renamed = date(2010, 5, 1)
    world.be("street", address.geonym)
    world.say(address.geonym_type, "street", ((), v("STREET")))
    world.say(
        address.geonym_name, "street",
        (("ru",), v("Ленина", until=renamed)), (("ru",), v("Абая", since=renamed)),
        (("kk",), v("Ленин", until=renamed)), (("kk",), v("Абай", since=renamed)),
    )  # fmt: skip
    world.say(address.geonym_place, "street", ((), v(world.ids["city"], None)))
    for name, rka in (("house", HOUSE), ("corpus", CORPUS), ("flat", FLAT)):
        world.be(name, address.address)
        world.say(address.address_existence, name, ((), v()))
        world.say(address.address_code, name, ((), v(rka)))
    world.say(address.building, "house", ((), v(world.ids["city"], world.ids["street"], None, "12", "HOUSE")))
    world.say(address.building, "corpus", ((), v(None, None, world.ids["house"], "1", "CORPUS")))
    world.say(address.premises, "flat", ((), v(world.ids["corpus"], "5", "APARTMENT")))


def _people(world: World) -> None:
    v, married = world.version, date(2012, 6, 9)
    for name in ("aigul", "timur"):
        world.be(name, individual.individual)
    world.say(
        individual.name, "aigul",
        (("kk",), v("Серікова", "Айгүл", "Маратқызы", since=AIGUL_BORN, until=married)),
        (("kk",), v("Ахметова", "Айгүл", "Маратқызы", since=married)),
        (("latin",), v("Akhmetova", "Aigul", None, since=married)),
    )  # fmt: skip
    world.say(individual.name, "timur", (("ru",), v("Ким", "Тимур", None, since=TIMUR_BORN)))
    world.say(individual.birth, "aigul", ((), v(AIGUL_BORN, "Көкшетау", since=AIGUL_BORN)))
    world.say(individual.birth, "timur", ((), v(TIMUR_BORN, None, since=TIMUR_BORN)))
    world.say(individual.sex, "aigul", ((), v("FEMALE", since=AIGUL_BORN)))
    world.say(individual.citizenship, "aigul", ((), v("398", since=date(1991, 12, 16))))
    corrected = date(2015, 1, 1)
    world.say(
        individual_identifier, "aigul",
        (("IIN", AIGUL_BEFORE), v(since=AIGUL_BORN, until=corrected)),
        (("IIN", AIGUL), v(since=corrected)),
        (("RNN", RNN_AIGUL), v(since=date(2003, 3, 3), until=date(2013, 1, 1))),
        (("RNN", RNN_BOTH), v()),
    )  # fmt: skip
    world.say(individual_identifier, "timur", (("IIN", TIMUR), v(since=TIMUR_BORN)), (("RNN", RNN_BOTH), v()))
    card = v("001", since=date(2015, 2, 2), until=date(2025, 2, 2))
    world.say(individual.document, "aigul", (("IDENTITY_CARD", "000123456"), card))
    world.say(
        individual.residence, "aigul",
        ((), v(world.ids["house"], since=date(2005, 1, 1), until=date(2011, 1, 1))),
        ((), v(world.ids["flat"], since=date(2011, 1, 1))),
    )  # fmt: skip


def _companies(world: World) -> None:
    v = world.version
    for name, number in (("company", COMPANY), ("holding", HOLDING)):
        world.be(name, legal_entity.legal_entity)
        world.say(legal_entity.identifier, name, (("BIN",), v(number)))
        world.say(legal_entity.name, name, (("ru",), v(f"ТОО {name}")))
    world.say(legal_entity.status, "company", ((), v("Зарегистрирован")))
    world.say(legal_entity.head, "company", ((), v("КИМ ТИМУР", "IIN", TIMUR)))
    world.say(
        legal_entity.founder, "company",
        (("1",), v("Ахметова А.", "IIN", AIGUL_BEFORE)), (("2",), v("ТОО holding", "BIN", HOLDING)),
        (("3",), v("Неизвестный", "IIN", NOBODY)),
    )  # fmt: skip
    world.be("plot", real_estate.plot)
    world.say(real_estate.plot_existence, "plot", ((), v()))
    world.say(real_estate.cadastral_number, "plot", ((), v(PLOT)))
    world.say(real_estate.plot_state, "plot", ((), v("0.0600", "ИЖС", "1", "2", "ул. Абая, 12")))
    world.say(real_estate.plot_address, "plot", ((), v(world.ids["house"])))
    world.say(
        real_estate.owner,
        "plot",
        (("IIN", AIGUL), v(since=date(2012, 1, 1))),
        (("BIN", HOLDING), v(until=date(2012, 1, 1))),
    )
