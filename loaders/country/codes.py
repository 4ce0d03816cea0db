"""Codes the synthetic country writes, with the words that stand for them in addresses.

The open data of the address register publish no list of their type codes; these are the country's own, and its
dictionaries say so.
"""

from enum import IntEnum
from types import MappingProxyType
from typing import Final


class UnitType(IntEnum):
    """`d_ats_type_code` (and `d_ats_type_id`)."""

    REPUBLIC = 0
    REGION = 1
    REPUBLICAN_CITY = 2
    DISTRICT = 3
    CITY = 4
    CITY_DISTRICT = 5
    RURAL_DISTRICT = 6
    VILLAGE = 7
    TOWN = 8


class GeonymType(IntEnum):
    """`d_geonims_type_id`."""

    STREET = 1
    AVENUE = 2
    MICRODISTRICT = 3
    LANE = 4


class BuildingPointer(IntEnum):
    """`d_buildings_pointer_code`."""

    HOUSE = 1
    STRUCTURE = 2
    BUILDING = 3


class RoomType(IntEnum):
    """`d_room_type_id`."""

    APARTMENT = 1
    OFFICE = 2


UNIT_WORDS: Final = MappingProxyType(
    {
        UnitType.REPUBLIC: ("Республика", "Республикасы"),
        UnitType.REGION: ("область", "облысы"),
        UnitType.REPUBLICAN_CITY: ("город", "қаласы"),
        UnitType.DISTRICT: ("район", "ауданы"),
        UnitType.CITY: ("город", "қаласы"),
        UnitType.CITY_DISTRICT: ("район", "ауданы"),
        UnitType.RURAL_DISTRICT: ("сельский округ", "ауылдық округі"),
        UnitType.VILLAGE: ("село", "ауылы"),
        UnitType.TOWN: ("город", "қаласы"),
    }
)
GEONYM_WORDS: Final = MappingProxyType(
    {
        GeonymType.STREET: ("улица", "көшесі"),
        GeonymType.AVENUE: ("проспект", "даңғылы"),
        GeonymType.MICRODISTRICT: ("микрорайон", "ықшам ауданы"),
        GeonymType.LANE: ("переулок", "тұйық көшесі"),
    }
)
POINTER_WORDS: Final = MappingProxyType(
    {
        BuildingPointer.HOUSE: ("дом", "үй"),
        BuildingPointer.STRUCTURE: ("строение", "құрылыс"),
        BuildingPointer.BUILDING: ("здание", "ғимарат"),
    }
)
ROOM_WORDS: Final = MappingProxyType({RoomType.APARTMENT: ("квартира", "пәтер"), RoomType.OFFICE: ("офис", "кеңсе")})

# What the dictionary of types says where the word in addresses does not tell two types apart.
UNIT_TYPE_WORDS: Final = MappingProxyType(
    {
        UnitType.REPUBLICAN_CITY: ("город республиканского значения", "республикалық маңызы бар қала"),
        UnitType.CITY_DISTRICT: ("район в городе", "қаладағы аудан"),
        UnitType.TOWN: ("город районного значения", "аудандық маңызы бар қала"),
    }
)


def room_code(kind: int) -> int:
    """`d_room_type_code`, which is another number than that of the type."""
    return 100 * int(kind)
