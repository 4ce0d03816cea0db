"""The territory: real units with their real renamings, and generated streets, buildings and apartments."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from loaders.country.chance import day_between, one_of, stream
from loaders.country.codes import BuildingPointer, GeonymType, RoomType, UnitType
from loaders.country.places import Act, Building, Dwelling, Geonym, Premises, Unit
from loaders.country.wordlists import rows

_PERSONS_TO_A_DWELLING = 2.2
_STREETS = {UnitType.CITY_DISTRICT: 8, UnitType.CITY: 9, UnitType.TOWN: 5, UnitType.VILLAGE: 3}
_WEIGHT = {UnitType.CITY_DISTRICT: 12, UnitType.CITY: 14, UnitType.TOWN: 4, UnitType.VILLAGE: 1}
_CHAIN_YEARS = ((1936, 1945), (1958, 1965), (1993, 2005), (2006, 2021))


@dataclass(slots=True)
class Territory:
    """Lists in the order of their files; `dwellings_of` gives the places of a settlement's dwellings.

    `streets_ru` remembers how the address of a whole street is written (its place, in short words or in full).
    """

    units: list[Unit] = field(default_factory=list)
    geonyms: list[Geonym] = field(default_factory=list)
    buildings: list[Building] = field(default_factory=list)
    premises: list[Premises] = field(default_factory=list)
    dwellings: list[Dwelling] = field(default_factory=list)
    dwellings_of: dict[int, range] = field(default_factory=dict)
    streets_ru: dict[tuple[int, bool], str] = field(default_factory=dict)

    def rka(self, dwelling: int) -> str:
        building, premises = self.dwellings[dwelling]
        return self.buildings[building].rka if premises is None else self.premises[premises].rka

    def settlement(self, dwelling: int) -> Unit:
        return self.units[self.geonyms[self.buildings[self.dwellings[dwelling].building].geonym].unit]

    def path(self, unit: Unit) -> list[Unit]:
        """The unit and all above it, outermost first."""
        above = self.path(self.units[unit.parent]) if unit.parent is not None else []
        return [*above, unit]

    def any_dwelling(self, rng: Random) -> int:
        return int(rng.random() * len(self.dwellings))

    def dwelling_near(self, dwelling: int, rng: Random) -> int:
        """Another dwelling of the same settlement."""
        near = self.dwellings_of[self.settlement(dwelling).id]
        return near[int(rng.random() * len(near))]


def build_territory(persons: int, seed: int) -> Territory:
    """Units and streets are always the same in number; dwellings grow with `persons`."""
    territory = Territory(units=_units())
    rng = stream(seed, "territory")
    settlements = [unit for unit in territory.units if unit.type in _STREETS and not _has_districts(unit, territory)]
    whole = sum(_WEIGHT[unit.type] for unit in settlements)
    for place, unit in enumerate(settlements):
        wanted = max(8, round(persons / _PERSONS_TO_A_DWELLING * _WEIGHT[unit.type] / whole))
        _settle(territory, unit, place, wanted, rng)
    return territory


def _has_districts(unit: Unit, territory: Territory) -> bool:
    return any(other.type is UnitType.CITY_DISTRICT and other.parent == unit.id - 1 for other in territory.units)


def _units() -> list[Unit]:
    units: list[Unit] = []
    place = {"": 0}
    for row in rows("units.csv", ","):
        unit_id = len(units) + 1
        kind = UnitType[row["type"].upper()]
        parent = None if kind is UnitType.REPUBLIC else place[row["parent"]]
        rko = f"990{unit_id:09d}"
        units.append(Unit(unit_id, row["name_ru"], row["name_kk"], [], parent, kind, row["kato"], rko))
        place[row["kato"]] = unit_id - 1
    for row in rows("acts.csv"):
        units[place[row["kato"]]].acts.append(_unit_act(row))
    return units


def _unit_act(row: dict[str, str]) -> Act:
    first_day, signed_on = date.fromisoformat(row["first_day"]), date.fromisoformat(row["signed_on"])
    return Act(row["old_ru"], row["old_kk"], row["new_ru"], row["new_kk"], first_day, row["act"], signed_on)


def _settle(territory: Territory, unit: Unit, place: int, wanted: int, rng: Random) -> None:
    first = len(territory.dwellings)
    streets = _streets(territory, unit, place, rng)
    for geonym in streets:
        _build_street(territory, geonym, -(-wanted // len(streets)), rng)
    territory.dwellings_of[unit.id] = range(first, len(territory.dwellings))


def _streets(territory: Territory, unit: Unit, place: int, rng: Random) -> list[Geonym]:
    """Plain streets, and in every second settlement one story of renaming: a takeover, a chain, or a single act."""
    plain = list(rows("streets.csv"))
    stories = list(rows("street_acts.csv"))
    made = [
        _geonym(territory, unit, row["ru"], row["kk"], row["type"]) for row in rng.sample(plain, _STREETS[unit.type])
    ]
    if place % 2 == 0:
        made += _renamed_streets(territory, unit, stories[place // 2 % len(stories)], rng)
    return made


def _renamed_streets(territory: Territory, unit: Unit, story: dict[str, str], rng: Random) -> list[Geonym]:
    """The streets of one story; in a takeover all change by the same act on the same day."""
    day = day_between(rng, date(2010, 1, 1), date(2021, 12, 28))
    title = f"Постановление акимата и решение маслихата № {rng.randint(1, 60)}-{rng.randint(1, 90)}"
    streets = []
    for chain in story["chain"].split(" + "):
        names = [(ru.strip(), kk.strip()) for ru, _, kk in (name.partition("|") for name in chain.split(">"))]
        street = _geonym(territory, unit, names[-1][0], names[-1][1], "street")
        days = [_day_of(rng, years) for years in _CHAIN_YEARS[: len(names) - 2]] + [day]
        street.acts = [
            Act(*old, *new, first_day, title if first_day == day else _earlier_title(first_day), first_day)
            for old, new, first_day in zip(names[:-1], names[1:], days, strict=True)
        ]
        streets.append(street)
    return streets


def _earlier_title(day: date) -> str:
    body = "исполнительного комитета" if day.year < 1992 else "маслихата"
    return f"Решение {body} № {day.toordinal() % 400 + 1}"


def _day_of(rng: Random, years: tuple[int, int]) -> date:
    return day_between(rng, date(years[0], 1, 1), date(years[1], 12, 31))


def _geonym(territory: Territory, unit: Unit, name_ru: str, name_kk: str, kind: str) -> Geonym:
    number = len(territory.geonyms) + 1
    geonym = Geonym(number, name_ru, name_kk, [], unit.id - 1, GeonymType[kind.upper()], f"991{number:09d}")
    territory.geonyms.append(geonym)
    return geonym


def _build_street(territory: Territory, geonym: Geonym, wanted: int, rng: Random) -> None:
    """Houses and apartment blocks until `wanted` dwellings stand; numbers rise, some bear a letter or a corpus."""
    number, last = 0, len(territory.dwellings) + wanted
    while len(territory.dwellings) < last:
        number += rng.randint(1, 2)
        letter = one_of(rng, ("", "", "", "", "", "", "А", "Б"))
        block = _build(territory, geonym, None, f"{number}{letter}", rng)
        _dwell(territory, block, min(last - len(territory.dwellings), _size(rng)))
        if rng.random() < 0.12:
            corpus = _build(territory, geonym, block, str(rng.randint(1, 3)), rng)
            _dwell(territory, corpus, min(max(1, last - len(territory.dwellings)), _size(rng)))


def _size(rng: Random) -> int:
    return one_of(rng, (1, 1, 1, 1, 1, 4, 12, 24, 36))


def _build(territory: Territory, geonym: Geonym, parent: int | None, number: str, rng: Random) -> int:
    place = len(territory.buildings)
    pointer = BuildingPointer.HOUSE if rng.random() < 0.9 else BuildingPointer.BUILDING
    territory.buildings.append(Building(place + 1, geonym.id - 1, parent, pointer, number, f"991{place + 1:013d}"))
    return place


def _dwell(territory: Territory, building: int, apartments: int) -> None:
    if apartments <= 1:
        territory.dwellings.append(Dwelling(building, None))
        return
    for number in range(1, apartments + 1):
        place = len(territory.premises)
        rka = f"992{place + 1:013d}"
        territory.premises.append(Premises(place + 1, building, RoomType.APARTMENT, str(number), rka))
        territory.dwellings.append(Dwelling(building, place))
