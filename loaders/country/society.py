"""The whole country: territory, people, and the people its departments know and its register does not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from loaders.country.dirt import Dirt
from loaders.country.families import Families
from loaders.country.homes import Homes
from loaders.country.issuing import Office
from loaders.country.month import Month
from loaders.country.papers import issue_papers
from loaders.country.people import Person
from loaders.country.territory import Territory, build_territory
from loaders.country.turns import adopt, change_forms, number_everybody, part_couples
from registries.errors import RegistryError

FEWEST_PERSONS = 30
STRANGERS_TO_A_PERSON = 4
"""One stranger stands ready for every so many persons."""
FIRST_STRANGER = 10_000_000
"""Strangers' places begin here, so that their departmental numbers meet nobody's."""


class CountryTooSmallError(RegistryError):
    """Fewer people were asked for than families, companies and plots need."""

    code = "COUNTRY_TOO_SMALL"


@dataclass(frozen=True, slots=True)
class Society:
    """`persons` are in the register (those born in the last month after all others); `strangers` never are."""

    seed: int
    territory: Territory
    persons: list[Person]
    strangers: list[Person]

    def knows(self, person: Person) -> bool:
        """Whether the register of persons does."""
        return person.index < FIRST_STRANGER


def build_society(persons: int, seed: int, dirt: Dirt, progress: Callable[[int], None] | None = None) -> Society:
    """`persons` people in the register at the first round; the same arguments give the same society.

    Raises CountryTooSmallError below `FEWEST_PERSONS`.
    """
    if persons < FEWEST_PERSONS:
        raise CountryTooSmallError(
            f"A country of {persons} has nobody to head its companies.", next_step=f"Ask for {FEWEST_PERSONS} or more."
        )
    territory = build_territory(persons, seed)
    office = Office()
    families = Families(persons, seed, dirt)
    people = families.grow()
    part_couples(people, seed)
    adopt(people, seed)
    change_forms(people, seed)
    number_everybody(people, office, seed, dirt)
    month = Month(families, office, seed)
    month.pass_by()
    Homes(people, territory, month.movers, seed).settle()
    for person in people:
        issue_papers(person, office, seed)
        if progress:
            progress(1)
    return Society(seed, territory, people, _strangers(persons, territory, office, seed, dirt))


def _strangers(persons: int, territory: Territory, office: Office, seed: int, dirt: Dirt) -> list[Person]:
    """Adults with lives, numbers and documents of their own, of whom the register of persons knows nothing."""
    wanted = persons // STRANGERS_TO_A_PERSON + 1
    families = Families(wanted, seed + 1, dirt)
    strangers = [families.single(date(1945, 1, 1), date(2004, 12, 31)) for _ in range(wanted)]
    for person in strangers:
        person.death = None
    number_everybody(strangers, office, seed + 1, dirt.without(*dirt.rates))
    Homes(strangers, territory, {}, seed + 1).settle()
    for person in strangers:
        person.index += FIRST_STRANGER
        issue_papers(person, office, seed + 1)
    return strangers
