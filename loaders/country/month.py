"""What happens between the first deliveries and the second: births, marriages, deaths, moves, departures for good."""

from collections.abc import Callable
from datetime import date
from functools import partial
from random import Random

from loaders.country.chance import day_between, stream
from loaders.country.families import Families
from loaders.country.issuing import Office
from loaders.country.people import Numbered, Person, Sex
from loaders.country.rounds import FIRST_ROUND, MONTH_FIRST, MONTH_LAST


class Month:
    """Nobody is touched by two events, so that each can be told from the files.

    `movers`: who moves house, with the day; the wife and the children move with the husband.
    """

    def __init__(self, families: Families, office: Office, seed: int) -> None:
        self.movers: dict[int, date] = {}
        self._families = families
        self._office = office
        self._rng: Random = stream(seed, "month")
        self._free = [p for p in families.persons if p.lives_on(FIRST_ROUND) and p.age_on(FIRST_ROUND) >= 18]
        self._rng.shuffle(self._free)

    def pass_by(self) -> None:
        size = len(self._families.persons)
        self._marriages(max(4, size // 1600))
        self._births(max(3, size // 800))
        for person in self._some(max(5, size // 250), _heads_a_household):
            self.movers[person.index] = self._day()
        for person in self._some(max(3, size // 1400), _is_old):
            person.death = self._day()
        for person in self._some(max(1, size // 5000), _is_single):
            person.left = self._day()

    def _marriages(self, wanted: int) -> None:
        for man in self._some(wanted, lambda p: p.sex is Sex.MAN and _is_single(p) and _is_young(p)):
            for woman in self._some(1, partial(_may_marry, man)):
                self._families.wed(man, woman, self._day())

    def _births(self, wanted: int) -> None:
        persons = self._families.persons
        for mother in self._some(wanted, lambda p: p.sex is Sex.WOMAN and _is_young(p) and not _is_single(p)):
            father = persons[mother.marriages[-1].spouse]
            if father.lives_on(MONTH_LAST):
                child = self._families.child_of(father, mother, self._day())
                child.death = None
                child.iins.append(Numbered(self._office.iin(child.birth, child.sex), child.birth))

    def _some(self, wanted: int, suits: Callable[[Person], bool]) -> list[Person]:
        """The first who suit; they and their spouses are free for no other event."""
        chosen: list[Person] = []
        for person in self._free:
            if len(chosen) == wanted:
                break
            if suits(person):
                chosen.append(person)
        taken = {p.index for p in chosen} | {marriage.spouse for p in chosen for marriage in p.marriages}
        self._free = [p for p in self._free if p.index not in taken]
        return chosen

    def _day(self) -> date:
        return day_between(self._rng, MONTH_FIRST, MONTH_LAST)


def _is_single(person: Person) -> bool:
    return not person.marriages


def _is_young(person: Person) -> bool:
    return person.age_on(FIRST_ROUND) < 42


def _is_old(person: Person) -> bool:
    return person.age_on(FIRST_ROUND) > 55


def _heads_a_household(person: Person) -> bool:
    return person.sex is Sex.MAN or _is_single(person)


def _may_marry(man: Person, woman: Person) -> bool:
    kin = man.father is not None and man.father == woman.father
    near = abs((man.birth - woman.birth).days) < 15 * 365
    return woman.sex is Sex.WOMAN and _is_single(woman) and woman.group is man.group and near and not kin
