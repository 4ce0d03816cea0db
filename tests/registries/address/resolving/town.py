"""Streets and houses of the tests, written into the register through its own way of writing."""

from collections.abc import Sequence
from datetime import date

from registries.address import tables
from tests.registry_api.world import World

Named = tuple[str, str]  # Russian, Kazakh


def street(
    world: World,
    called: str,
    kind: str,
    names: Sequence[tuple[date | None, Named]],
    unit: str,
    parent: str | None = None,
) -> None:
    """`names` with their first days, the first one open."""
    world.be(called, tables.geonym)
    world.say(tables.geonym_type, called, ((), world.version(kind)))
    ends = [since for since, _ in names[1:]] + [None]
    world.say(
        tables.geonym_name, called,
        *(
            ((language,), world.version(pair[place], since=since, until=until))
            for (since, pair), until in zip(names, ends, strict=True)
            for place, language in ((0, "ru"), (1, "kk"))
        ),
    )  # fmt: skip
    world.say(tables.geonym_place, called, ((), world.version(world.ids[unit], world.ids[parent] if parent else None)))


def house(
    world: World, called: str, on: str | None, number: str, *, part_of: str | None = None, unit: str | None = None
) -> None:
    world.be(called, tables.address)
    world.say(tables.address_existence, called, ((), world.version()))
    place = (world.ids[unit] if unit else None, world.ids[on] if on else None, world.ids[part_of] if part_of else None)
    world.say(tables.building, called, ((), world.version(*place, number, "HOUSE")))


def flat(world: World, called: str, building: str, number: str) -> None:
    world.be(called, tables.address)
    world.say(tables.address_existence, called, ((), world.version()))
    world.say(tables.premises, called, ((), world.version(world.ids[building], number, "APARTMENT")))
