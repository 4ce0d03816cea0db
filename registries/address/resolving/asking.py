"""What a written address asks for: keys of units and of streets, which of its names says what."""

from dataclasses import dataclass
from functools import cached_property

from registries.address.free_text import KILOMETRE, FreeText, Named
from registries.address.name_key import CYRILLIC_LETTER, name_key

AREAS = frozenset({"MICRODISTRICT", "BLOCK", "RESIDENTIAL_AREA", "GARDENING_SOCIETY"})
SETTLEMENTS = frozenset({"CITY", "REPUBLICAN_CITY", "TOWN", "TOWNSHIP", "VILLAGE", "STATION", "SIDING"})
_BY_SOUND = str.maketrans("BVGDbvgd", "БВГДбвгд")
ROOMS = (None, "APARTMENT", "OFFICE", "ROOM", "NON_RESIDENTIAL")


@dataclass(frozen=True)
class Asked:
    """One text. `street` is the geonym whose number is asked for, `area` what it lies in."""

    read: FreeText

    @cached_property
    def street(self) -> Named | None:
        """The last street; else the last microdistrict; else the last name of no type, where a unit or a number is said."""
        typed = [one for one in self.read.geonyms if not _is_area(one)] or list(self.read.geonyms)
        if typed:
            return typed[-1]
        untyped = self.read.untyped
        beside = len(untyped) > 1 or bool(self.read.units) or self.read.number is not None
        return Named(untyped[-1]) if untyped and beside else None

    @cached_property
    def area(self) -> Named | None:
        return next((one for one in self.read.geonyms if _is_area(one) and one is not self.street), None)

    @cached_property
    def units(self) -> tuple[Named, ...]:
        """Names of units, those without a type among them."""
        taken = self.street is not None and not self.read.geonyms
        untyped = self.read.untyped[: -1 if taken else None]
        return (*self.read.units, *(Named(name) for name in untyped))

    @cached_property
    def unit_keys(self) -> tuple[str, ...]:
        return tuple(name_key(unit.name) for unit in self.units)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Keys of all geonyms said."""
        said = (self.street, self.area, *self.read.crossing, *(one for one in self.read.former))
        return tuple(dict.fromkeys(name_key(one.name) for one in said if one is not None))

    @cached_property
    def house(self) -> str | None:
        """The number of the building; in a Latin text its letter is one of the sound, not of the look: 2B is 2Б.

        A house by the kilometre is numbered `172 км`, so that it is never taken for the house 172 of the highway.
        """
        number = self.read.house
        if number is not None and self.read.pointer == KILOMETRE:
            return f"{number} км"
        if number is None or CYRILLIC_LETTER.search(self.read.text.lower()):
            return number
        return number.translate(_BY_SOUND)

    @cached_property
    def longer(self) -> str | None:
        """The key of a microdistrict whose number was taken for that of a house: `мкр. Самал 2`."""
        if self.street is None or self.read.number is None or not _is_area(self.street):
            return None
        return name_key(f"{self.street.name} {self.read.number}")

    @cached_property
    def room(self) -> str | None:
        return next((one.number for one in self.read.premises if one.kind in ROOMS), None)


def _is_area(named: Named) -> bool:
    """A name beside a corner may have no type; it is a street's then."""
    return bool(named.kinds) and named.kinds <= AREAS
