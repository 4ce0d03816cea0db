"""The real addresses of Almaty, once a made-up Almaty holds these streets: most find the district given."""

from sqlalchemy import Connection

from registries.address.name_key import name_key
from registries.address.resolving import Grade, resolve
from tests.registries.address.free_text.almaty import READ, lines
from tests.registries.address.resolving.test_resolving import TODAY
from tests.registries.address.resolving.town import house, street
from tests.registry_api.world import World, new_ground, unit

LEAST = 25


def almaty(connection: Connection) -> World:
    """Every district with the streets that the addresses place there, every house they number."""
    world = World(connection, new_ground(connection))
    unit(world, "republic", "REPUBLIC", ("Казахстан", "Қазақстан"), parent=None, kato=None)
    unit(world, "city", "REPUBLICAN_CITY", ("Алматы", "Алматы"), parent="republic", kato=None)
    held: set[tuple[str, str]] = set()
    for read, (_, kk, ru) in zip(READ, lines(), strict=True):
        if ru not in world.ids:
            unit(world, ru, "CITY_DISTRICT", (ru, kk), parent="city", kato=None)
        for place, (kinds, name) in enumerate((*read.geonyms, *read.crossing)):
            if (ru, name_key(name)) not in held:
                held.add((ru, name_key(name)))
                kind = kinds.split("|")[0] or "STREET"
                street(world, f"{ru} {name_key(name)}", kind, [(None, (name, name))], ru)
            if read.number and not place and f"{ru} {name} {read.number}" not in world.ids:
                house(world, f"{ru} {name} {read.number}", f"{ru} {name_key(name)}", read.number)
    return world


def test_most_of_them_resolve_to_the_district_given(connection: Connection) -> None:
    world = almaty(connection)
    given = lines()
    found = resolve(connection, [text for text, _, _ in given], None, TODAY, within=world.ids["city"])
    right = [
        (ru in one.places[0].ru and kk in one.places[0].kk) or one.places[0].id == world.ids[ru]
        for one, (_, kk, ru) in zip(found, given, strict=True)
        if one.grade is not Grade.C
    ]
    assert sum(right) >= LEAST
    assert all(right)
