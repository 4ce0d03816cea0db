"""Addresses as people and companies write them, in Russian and Kazakh, in names of today or of the past."""

from loaders.country.codes import GEONYM_WORDS, POINTER_WORDS, ROOM_WORDS, UNIT_WORDS, UnitType
from loaders.country.places import Building, Geonym, Named, Unit
from loaders.country.territory import Territory

_SHORT = {"город": "г.", "область": "обл.", "район": "р-н", "село": "с.", "улица": "ул.", "проспект": "пр."}
_SHORT |= {"сельский округ": "с.о.", "микрорайон": "мкр.", "переулок": "пер.", "дом": "д.", "квартира": "кв."}
_ADJECTIVE = ("ский", "ская", "цкий", "ный", "ний")


def address_ru(territory: Territory, dwelling: int, *, short: bool = True, old: dict[str, str] | None = None) -> str:
    """Outermost first, the republic left out; `old` maps a name of today to the name to write instead."""
    unit, geonym, building, flat = _parts(territory, dwelling)
    key = (geonym.id, short)
    street = _street_ru(territory, unit, geonym, old, short=short) if old else territory.streets_ru.get(key)
    if street is None:
        street = territory.streets_ru[key] = _street_ru(territory, unit, geonym, {}, short=short)
    parts = [f"{POINTER_WORDS[building.pointer][0]} {number_of(territory, building)}"]
    if flat is not None:
        parts.append(f"{ROOM_WORDS[territory.premises[flat].type][0]} {territory.premises[flat].number}")
    return ", ".join((street, *(map(_shortened, parts) if short else parts)))


def _street_ru(territory: Territory, unit: Unit, geonym: Geonym, old: dict[str, str], *, short: bool) -> str:
    parts = [_unit_ru(part, old) for part in territory.path(unit)[1:]]
    parts.append(f"{GEONYM_WORDS[geonym.type][0]} {_called(geonym, old)}")
    return ", ".join(map(_shortened, parts) if short else parts)


def address_kk(territory: Territory, dwelling: int) -> str:
    """Name before type; the house by the habit of the register (`үй 15`)."""
    unit, geonym, building, flat = _parts(territory, dwelling)
    parts = [f"{part.name_kk} {UNIT_WORDS[part.type][1]}" for part in territory.path(unit)[1:]]
    parts.append(f"{geonym.name_kk} {GEONYM_WORDS[geonym.type][1]}")
    parts.append(f"{POINTER_WORDS[building.pointer][1]} {number_of(territory, building)}")
    parts += (
        [f"{ROOM_WORDS[territory.premises[flat].type][1]} {territory.premises[flat].number}"]
        if flat is not None
        else []
    )
    return ", ".join(parts)


def old_address(territory: Territory, dwelling: int, chance: float) -> str:
    """The address with one former name of its street or of a unit above it; empty where no name has changed."""
    unit, geonym, _, _ = _parts(territory, dwelling)
    renamed: list[Named] = [part for part in (*territory.path(unit), geonym) if part.old_names_ru]
    choices = [(part.name_ru, former) for part in renamed for former in part.old_names_ru]
    if not choices:
        return ""
    name, former = choices[int(chance * len(choices))]
    return address_ru(territory, dwelling, old={name: former})


def number_of(territory: Territory, building: Building) -> str:
    """The parent's number, a stroke, the child's number."""
    if building.parent is None:
        return building.number
    return f"{number_of(territory, territory.buildings[building.parent])}/{building.number}"


def _parts(territory: Territory, dwelling: int) -> tuple[Unit, Geonym, Building, int | None]:
    place, flat = territory.dwellings[dwelling]
    building = territory.buildings[place]
    geonym = territory.geonyms[building.geonym]
    return territory.units[geonym.unit], geonym, building, flat


def _called(part: Named, old: dict[str, str]) -> str:
    return old.get(part.name_ru, part.name_ru)


def _unit_ru(unit: Unit, old: dict[str, str]) -> str:
    name, word = _called(unit, old), UNIT_WORDS[unit.type][0]
    adjective = unit.type in (UnitType.REGION, UnitType.DISTRICT, UnitType.CITY_DISTRICT, UnitType.RURAL_DISTRICT)
    return f"{name} {word}" if adjective and name.endswith(_ADJECTIVE) else f"{word} {name}"


def _shortened(part: str) -> str:
    for word, short in _SHORT.items():
        if part.startswith(f"{word} "):
            return f"{short} {part.removeprefix(word).strip()}"
        if part.endswith(f" {word}"):
            return f"{part.removesuffix(word).strip()} {short}"
    return part
