"""A made-up register of a million addresses: real names of units, many villages more, streets with old names.

Written straight into the tables with their triggers off; what is derived is derived by the register's own functions.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from resolving.dirt import Known, Names, Place
from sqlalchemy import Connection, Engine, text

from loaders.country import wordlists
from loaders.country.people import Group, Sex
from registries.temporal.belief import copy_rows

KINDS = {
    "republic": "REPUBLIC", "region": "REGION", "city": "CITY", "district": "DISTRICT", "town": "TOWN",
    "rural_district": "OKRUG", "village": "VILLAGE", "republican_city": "REPUBLICAN_CITY", "city_district": "CITY_DISTRICT",
}  # fmt: skip
STREETS = {"CITY_DISTRICT": 240, "CITY": 240, "REPUBLICAN_CITY": 240, "TOWN": 60, "VILLAGE": 14}
HOUSES = {"CITY_DISTRICT": 62, "CITY": 62, "REPUBLICAN_CITY": 62, "TOWN": 25, "VILLAGE": 16}
VILLAGES = 22  # more of them in each rural district


def _names_of(listed: str) -> tuple[Names, ...]:
    pairs = (pair.strip().split("|") for pair in listed.replace("\n", "").split(";"))
    return tuple((ru, kk) for ru, kk in pairs)


ADJECTIVES = _names_of("""
Лесная|Орман;Полевая|Дала;Степная|Кең дала;Горная|Таулы;Озерная|Көлді;Вишневая|Шие;Яблоневая|Алма;
Солнечная|Күншуақ;Цветочная|Гүлді;Светлая|Жарық;Заречная|Өзенарты;Луговая|Шалғын;Тенистая|Көлеңке;Зеленая|Жасыл;
Новая|Жаңа;Северная|Солтүстік;Южная|Оңтүстік;Восточная|Шығыс;Западная|Батыс;Центральная|Орталық;Рабочая|Жұмысшы;
Железнодорожная|Теміржол;Вокзальная|Вокзал;Почтовая|Пошта;Больничная|Аурухана;Базарная|Базар;Мельничная|Диірмен;
Кирпичная|Кірпіш;Песчаная|Құмды;Каменная|Тас;Родниковая|Бұлақ;Березовая|Қайың;Тополиная|Терек;Сосновая|Қарағай;
Дачная|Саяжай;Молодежная|Жастық;Студенческая|Студент;Спортивная|Спорт;Строителей|Құрылысшылар;Геологов|Геологтар
""")
FORMER = _names_of("""
Ленина|Ленин;Кирова|Киров;Калинина|Калинин;Дзержинского|Дзержинский;Фрунзе|Фрунзе;Чапаева|Чапаев;
Куйбышева|Куйбышев;Октябрьская|Октябрь;Комсомольская|Комсомол;Советская|Совет;Пролетарская|Пролетар;
Карла Маркса|Карл Маркс;Розы Люксембург|Роза Люксембург;50 лет Октября|Октябрьге 50 жыл;Целинная|Тың;
Мещанская|Мещан;Сталина|Сталин;Орджоникидзе|Орджоникидзе;Свердлова|Свердлов;Ворошилова|Ворошилов;
Первомайская|Бірінші май;Щорса|Щорс;Космонавтов|Ғарышкерлер;Гагарина|Гагарин;Матросова|Матросов;
Панфилова|Панфилов;Фурманова|Фурманов;Лазо|Лазо
""")
AREAS: tuple[Names, ...] = tuple(
    (f"{ru}-{n}", f"{kk}-{n}")
    for ru, kk in (
        ("Самал", "Самал"),
        ("Коктем", "Көктем"),
        ("Аксай", "Ақсай"),
        ("Нурсат", "Нұрсәт"),
        ("Шугыла", "Шұғыла"),
    )
    for n in (1, 2, 3, 4)
)


@dataclass
class Made:
    """Rows by table, and what is known of each address that texts are made of."""

    rng: random.Random
    units: list[tuple[int, str, Names, int | None]] = field(default_factory=list)
    old_units: dict[int, Names] = field(default_factory=dict)
    geonyms: list[tuple[int, str, Names, list[tuple[Names, date]], int, int | None]] = field(default_factory=list)
    buildings: list[tuple[int, int | None, int | None, str]] = field(default_factory=list)
    premises: list[tuple[int, int, str]] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    addresses: int = 0


def make(addresses: int, seed: int) -> Made:
    made = Made(random.Random(seed))
    _units(made)
    names = _street_names(made.rng)
    parents = {unit: parent for unit, _, _, parent in made.units}
    districted = {parents[unit] for unit, kind, _, _ in made.units if kind == "CITY_DISTRICT"}
    settlements = [(unit, kind) for unit, kind, _, _ in made.units if kind in STREETS and unit not in districted]
    full = sum(STREETS[kind] * HOUSES[kind] for _, kind in settlements)
    for unit, kind in settlements:
        _settle(made, unit, kind, names, addresses / full)
    return made


def _units(made: Made) -> None:
    place: dict[str, int] = {}
    okrugs = []
    for row in wordlists.rows("units.csv", ","):
        unit = len(made.units) + 1
        place[row["kato"]] = unit
        kind = KINDS[row["type"]]
        parent = None if kind == "REPUBLIC" else place[row["parent"]]
        made.units.append((unit, kind, (row["name_ru"], row["name_kk"]), parent))
        okrugs += [unit] if kind == "OKRUG" else []
    given = [(one.russian, one.kazakh) for sex in Sex for one in wordlists.given_names(Group.KAZAKH, sex)]
    villages = given + [names for names in ADJECTIVES if names[0].endswith("ая")]
    for okrug in okrugs:
        held = {name for _, _, name, parent in made.units if parent == okrug}
        for names in made.rng.sample([one for one in villages if one not in held], VILLAGES):
            made.units.append((len(made.units) + 1, "VILLAGE", names, okrug))


def _street_names(rng: random.Random) -> list[tuple[str, Names]]:
    lists: list[tuple[str, Names]] = [
        (row["type"].upper(), (row["ru"], row["kk"]))
        for row in wordlists.rows("streets.csv")
        if row["type"] != "microdistrict"
    ]
    surnames = [one for one in wordlists.surnames(Group.KAZAKH) if one.russian.endswith(("в", "н"))]
    given = [one for one in wordlists.given_names(Group.KAZAKH, Sex.MAN) if one.russian[-1] not in "аеийоуыьэюя"]
    lists += [("STREET", (f"{one.russian}а", one.kazakh)) for one in surnames]
    lists += [(rng.choice(("STREET", "STREET", "AVENUE")), (one.russian, one.kazakh)) for one in given]
    lists += [(rng.choice(("STREET", "STREET", "LANE")), names) for names in ADJECTIVES]
    lists += [
        ("STREET", (f"{name.russian}а {of.russian}а", f"{name.kazakh} {of.kazakh}"))
        for name, of in zip(rng.choices(given, k=160), rng.choices(surnames, k=160), strict=True)
    ]
    lists += [("STREET", (f"{n}-я", f"{n}-ші")) for n in range(1, 9)]
    return list({names[0]: (kind, names) for kind, names in lists}.values())


def _settle(made: Made, unit: int, kind: str, names: Sequence[tuple[str, Names]], share: float) -> None:
    rng = made.rng
    path = _path(made, unit)
    areas: list[tuple[int, Place]] = []
    if kind in ("CITY_DISTRICT", "CITY", "REPUBLICAN_CITY"):
        for area in rng.sample(AREAS, 6):
            made.geonyms.append((len(made.geonyms) + 1, "MICRODISTRICT", area, [], unit, None))
            areas.append((len(made.geonyms), Place("MICRODISTRICT", area)))
    chosen = rng.sample(names, min(STREETS[kind], len(names)))
    former = list(FORMER)
    rng.shuffle(former)
    taken = rng.random() < 0.3 and len(chosen) > 3
    for place, (street_kind, now) in enumerate(chosen):
        changed = date(1992, 1, 1).toordinal() + rng.randrange(10_000)
        old = [(former.pop(), date.fromordinal(changed))] if former and rng.random() < 0.25 else []
        if taken and place == 1:
            # The street of before took over this name on the day on which this street took another.
            old = [(chosen[0][1], date(2015, 6, 1))]
        if taken and place == 0:
            old = [(FORMER[0] if FORMER[0] in former else former[0], date(2015, 6, 1))]
        area = rng.choice(areas) if areas and rng.random() < 0.25 else None
        made.geonyms.append((len(made.geonyms) + 1, street_kind, now, old, unit, area[0] if area else None))
        street = Place(street_kind, now, tuple(names for names, _ in old))
        _houses(made, len(made.geonyms), (path, (*([area[1]] if area else []), street)), round(HOUSES[kind] * share))


def _path(made: Made, unit: int) -> tuple[Place, ...]:
    _, kind, names, parent = made.units[unit - 1]
    above = _path(made, parent) if parent is not None else ()
    return above if kind == "REPUBLIC" else (*above, Place(kind, names))


def _houses(made: Made, geonym: int, where: tuple[tuple[Place, ...], tuple[Place, ...]], count: int) -> None:
    rng, number = made.rng, 0
    kept = rng.randrange(count) if rng.random() < 0.25 else -1
    for place in range(count):
        number += rng.randint(1, 2)
        made.addresses += 1
        house, written = made.addresses, f"{number}{rng.choice(('', '', '', '', '', '', '', 'А', 'Б'))}"
        made.buildings.append((house, geonym, None, written))
        known = Known(house, *where, written)
        if rng.random() < 0.03:
            made.addresses += 1
            made.buildings.append((made.addresses, None, house, str(rng.randint(1, 3))))
            known = Known(made.addresses, *where, written, corpus=made.buildings[-1][-1])
        elif rng.random() < 0.03:
            for flat in range(1, 5):
                made.addresses += 1
                made.premises.append((made.addresses, house, str(flat)))
            known = Known(made.addresses, *where, written, flat="4")
        if place == kept:
            made.known.append(known)


ALWAYS = "[1936-01-01,)"


def fill(engine: Engine, made: Made, say: Callable[[str], None]) -> None:
    """Everything in one transaction of a superuser, triggers and references off; then keys, prefixes and statistics."""
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO provenance.database_kind VALUES (true)"))
        act = connection.scalar(text("INSERT INTO provenance.act (title) VALUES ('made up') RETURNING id"))
        moment = connection.scalar(text("SELECT temporal.stamp()"))
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table, columns, rows in _tables(made):
            _copy(connection, table, columns, rows, (act, f"[{moment},)"))
            say(f"{table}")
    with engine.begin() as connection:
        for table in (
            "unit_name",
            "unit_parent",
            "unit_type",
            "geonym_name",
            "geonym_place",
            "geonym_type",
            "building",
        ):
            connection.execute(text(f"ANALYZE address.{table}"))
        for kind in ("unit", "geonym"):
            connection.execute(text(f"SELECT address.keep_{kind}_keys((SELECT array_agg(id) FROM address.{kind}))"))
            say(f"keys of {kind}s")
        connection.execute(text("SET LOCAL enable_nestloop = off"))
        connection.execute(
            text("INSERT INTO address.prefix_due (kind, ids) SELECT 'geonym', array_agg(id) FROM address.geonym")
        )
        connection.execute(text("SELECT address.derive_prefixes()"))
        say("prefixes")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))


def _tables(made: Made) -> Iterator[tuple[str, str, Iterator[Sequence[object]]]]:
    for kind, ids in (("unit", made.units), ("geonym", made.geonyms)):
        yield f"address.{kind}", "id", ((row[0],) for row in ids)  # type: ignore[attr-defined]
    yield "address.address", "id", ((one,) for one in range(1, made.addresses + 1))
    dated = "valid_time, starts_basis, ends_basis"
    open_ = (ALWAYS, "STATED", None)
    yield "address.unit_type", f"unit_id, kind, {dated}", ((u, kind, *open_) for u, kind, _, _ in made.units)
    yield "address.unit_parent", f"unit_id, parent_id, {dated}", ((u, p, *open_) for u, _, _, p in made.units if p)
    yield "address.unit_name", f"unit_id, language, name, {dated}", (
        (u, language, name, *open_) for u, _, names, _ in made.units for language, name in zip(("ru", "kk"), names, strict=True)
    )  # fmt: skip
    yield "address.geonym_type", f"geonym_id, kind, {dated}", ((g, kind, *open_) for g, kind, *_ in made.geonyms)
    yield "address.geonym_place", f"geonym_id, unit_id, parent_id, {dated}", (
        (g, unit, parent, *open_) for g, _, _, _, unit, parent in made.geonyms
    )  # fmt: skip
    yield "address.geonym_name", f"geonym_id, language, name, {dated}", _names(made)
    yield "address.address_existence", f"address_id, {dated}", ((one, *open_) for one in range(1, made.addresses + 1))
    yield "address.building", f"address_id, geonym_id, parent_id, number, pointer, {dated}", (
        (one, geonym, parent, number, "CORPUS" if parent else "HOUSE", *open_) for one, geonym, parent, number in made.buildings
    )  # fmt: skip
    yield "address.premises", f"address_id, building_id, number, kind, {dated}", (
        (one, building, number, "APARTMENT", *open_) for one, building, number in made.premises
    )  # fmt: skip


def _names(made: Made) -> Iterator[Sequence[object]]:
    for geonym, _, now, old, _, _ in made.geonyms:
        since: date | None = None
        for names, until in old:
            for language, name in zip(("ru", "kk"), names, strict=True):
                yield geonym, language, name, f"[{since or '1936-01-01'},{until})", "STATED", "STATED"
            since = until
        for language, name in zip(("ru", "kk"), now, strict=True):
            yield geonym, language, name, f"[{since or '1936-01-01'},)", "STATED", None


def _copy(
    connection: Connection, table: str, columns: str, rows: Iterator[Sequence[object]], stamped: tuple[object, str]
) -> None:
    if columns == "id":
        copy_rows(connection, table, ["id"], rows)
        return
    names = [*columns.split(", "), "act_id", "transaction_time"]
    copy_rows(connection, table, names, ((*row, *stamped) for row in rows))


def described(addresses: int, seed: int, digest: str) -> str:
    return json.dumps({"addresses": addresses, "seed": seed, "made_by": digest})
