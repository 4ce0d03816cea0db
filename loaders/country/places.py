"""Units, streets, buildings and premises of the synthetic country, and the names its places had before."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from loaders.country.codes import BuildingPointer, GeonymType, RoomType, UnitType


class Act(NamedTuple):
    """An act of naming: a name ends and another begins on `first_day`; without an old name the unit itself begins."""

    old_ru: str
    old_kk: str
    new_ru: str
    new_kk: str
    first_day: date
    title: str
    signed_on: date


@dataclass(slots=True)
class Named:
    """Something with a name in two languages and the acts that changed it, oldest first."""

    id: int
    name_ru: str
    name_kk: str
    acts: list[Act] = field(default_factory=list)

    def names_on(self, day: date) -> tuple[str, str]:
        """(Russian, Kazakh) on `day`."""
        name = (self.acts[0].old_ru, self.acts[0].old_kk) if self.acts and self.acts[0].old_ru else self.names_now
        for act in self.acts:
            if act.first_day <= day:
                name = (act.new_ru, act.new_kk)
        return name

    @property
    def names_now(self) -> tuple[str, str]:
        return (self.name_ru, self.name_kk)

    @property
    def old_names_ru(self) -> list[str]:
        return [act.old_ru for act in self.acts if act.old_ru and act.old_ru != self.name_ru]


@dataclass(slots=True)
class Unit(Named):
    """An administrative unit under its real KATO code; `parent` is its place in the territory's list."""

    parent: int | None = None
    type: UnitType = UnitType.REPUBLIC
    kato: str = ""
    rko: str = ""


@dataclass(slots=True)
class Geonym(Named):
    unit: int = 0
    type: GeonymType = GeonymType.STREET
    rko: str = ""


class Building(NamedTuple):
    """`parent` is the place of the building whose corpus this is; both then share the geonym."""

    id: int
    geonym: int
    parent: int | None
    pointer: BuildingPointer
    number: str
    rka: str


class Premises(NamedTuple):
    id: int
    building: int
    type: RoomType
    number: str
    rka: str


class Dwelling(NamedTuple):
    """Where a household can be registered: a house, or an apartment of it."""

    building: int
    premises: int | None
