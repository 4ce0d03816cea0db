"""Families: founders, marriages, children, generation by generation, until there are enough people."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise, zip_longest
from random import Random

from loaders.country.chance import day_between, one_of, stream
from loaders.country.dirt import Dirt, PersonShare
from loaders.country.faker_kk import faker_of_names
from loaders.country.naming import bare, for_sex, kazakh_style_share, patronymic
from loaders.country.people import FullName, Group, Marriage, Named, Person, Sex, birthday
from loaders.country.rounds import EARLIEST_BIRTH, FIRST_ROUND

_CHILDREN = (0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 5)
_LAST_BIRTH = FIRST_ROUND - timedelta(days=2)


class Families:
    """Grows `persons` to exactly `wanted`; each person's place in the list is `index`, parents before children."""

    def __init__(self, wanted: int, seed: int, dirt: Dirt) -> None:
        self.wanted = wanted
        self.dirt = dirt
        self.persons: list[Person] = []
        self._rng = stream(seed, "families")
        self._names = faker_of_names(seed)
        self._hard_cases = dict.fromkeys(PersonShare, 0)

    def grow(self) -> list[Person]:
        generation = [self.single(EARLIEST_BIRTH, date(1962, 12, 31)) for _ in range(round(self.wanted * 0.27))]
        room = self.wanted - round(self.wanted * self.dirt.share(PersonShare.NAMESAKES) / 2) - self.wanted // 50
        while generation and len(self.persons) < room:
            couples = self._marry(generation)
            generation = [child for couple in couples for child in self._children(*couple, room)]
        while len(self.persons) < self.wanted:
            self._single_or_namesake()
        return self.persons

    def single(self, first_birth: date, last_birth: date, group: Group | None = None) -> Person:
        """Somebody whose parents are not in the register."""
        rng = self._rng
        group = group or one_of(rng, (Group.KAZAKH,) * 14 + (Group.RUSSIAN,) * 4 + (Group.OTHER,) * 2)
        sex = one_of(rng, tuple(Sex))
        birth = day_between(rng, first_birth, last_birth)
        father = FullName("", self._names.given_name(group, Sex.MAN), "")
        surname = self._names.family_name(group, sex)
        return self._born(self._named(group, sex, birth, surname, father), group, sex, birth)

    def child_of(self, father: Person, mother: Person, birth: date, sex: Sex | None = None) -> Person:
        """A newborn with the father's surname as it is on that day, now and then without -ов."""
        rng = self._rng
        sex = sex or one_of(rng, tuple(Sex))
        fathers_name = father.name_on(birth)
        modern = father.group is Group.KAZAKH and birth.year >= 2000 and rng.random() < 0.08
        surname = for_sex(bare(fathers_name.surname) if modern else fathers_name.surname, sex)
        name = self._named(father.group, sex, birth, surname, fathers_name)
        return self._born(name, father.group, sex, birth, parents=(father.index, mother.index))

    def wed(self, man: Person, woman: Person, day: date) -> None:
        """Both marry; most women take the husband's surname, a few join both."""
        man.marriages.append(Marriage(woman.index, day))
        woman.marriages.append(Marriage(man.index, day))
        before, taken, chance = woman.name_on(day), for_sex(man.name_on(day).surname, Sex.WOMAN), self._rng.random()
        if chance < 0.78:
            woman.names.append(Named(day, FullName(taken, before.given, before.patronymic), "marriage"))
        elif chance < 0.82 and woman.group is not Group.KAZAKH:
            double = f"{before.surname}-{taken}"
            woman.names.append(Named(day, FullName(double, before.given, before.patronymic), "marriage"))

    def _named(self, group: Group, sex: Sex, birth: date, surname: str, father: FullName) -> FullName:
        rng = self._rng
        if rng.random() < 0.02:
            return FullName(surname, self._names.given_name(group, sex), "")
        style = rng.random() < kazakh_style_share(group, birth.year)
        return FullName(surname, self._names.given_name(group, sex), patronymic(father, sex, kazakh_style=style))

    def _born(
        self,
        name: FullName,
        group: Group,
        sex: Sex,
        birth: date,
        parents: tuple[int, int] | tuple[None, None] = (None, None),
    ) -> Person:
        person = Person(len(self.persons), sex, group, birth, [Named(birth, name, "birth")], *parents)
        person.death = _death(birth, self._rng)
        self.persons.append(person)
        return person

    def _marry(self, generation: Sequence[Person]) -> list[tuple[Person, Person]]:
        """Pairs of like age and custom, never brother and sister; who finds nobody stays single."""
        couples = []
        for group in Group:
            men = sorted((p for p in generation if p.group is group and p.sex is Sex.MAN), key=_age_order)
            women = sorted((p for p in generation if p.group is group and p.sex is Sex.WOMAN), key=_age_order)
            couples += [pair for man, woman in zip_longest(men, women) if (pair := self._couple(man, woman))]
        return couples

    def _couple(self, man: Person | None, woman: Person | None) -> tuple[Person, Person] | None:
        if man is None or woman is None or abs((man.birth - woman.birth).days) > 12 * 365 or self._rng.random() > 0.9:
            return None
        if man.father is not None and man.father == woman.father:
            return None
        day = birthday(max(man.birth, woman.birth), 19) + timedelta(days=self._rng.randint(0, 10 * 365))
        if day > _LAST_BIRTH or not (man.lives_on(day) and woman.lives_on(day)):
            return None
        self.wed(man, woman, day)
        return man, woman

    def _children(self, man: Person, woman: Person, room: int) -> list[Person]:
        """Born in wedlock while both live and she is under 45."""
        children: list[Person] = []
        birth = man.marriages[-1].first_day + timedelta(days=self._rng.randint(280, 1100))
        for _ in range(one_of(self._rng, _CHILDREN)):
            if birth > _LAST_BIRTH or woman.age_on(birth) > 44 or len(self.persons) >= room:
                break
            if not (man.lives_on(birth) and woman.lives_on(birth)):
                break
            self._count_near(children, birth)
            children.append(self.child_of(man, woman, birth))
            if self._is_due(PersonShare.TWINS):
                self._hard_cases[PersonShare.TWINS] += 2
                children.append(self.child_of(man, woman, birth))
            birth = self._next_birth(birth)
        return children

    def _next_birth(self, birth: date) -> date:
        """Within two years for as many as the share of near siblings asks, otherwise later."""
        if self._is_due(PersonShare.NEAR_SIBLINGS):
            return birth + timedelta(days=self._rng.randint(300, 725))
        return birth + timedelta(days=self._rng.randint(740, 2200))

    def _count_near(self, elder: Sequence[Person], birth: date) -> None:
        """Counts the newborn, and the one before unless it was counted already."""
        if elder and (birth - elder[-1].birth).days <= 731:
            before = [child for child in elder if child.birth < elder[-1].birth]
            counted = bool(before) and (elder[-1].birth - before[-1].birth).days <= 731
            twins = sum(child.birth == elder[-1].birth for child in elder)
            self._hard_cases[PersonShare.NEAR_SIBLINGS] += 1 if counted else 1 + twins

    def _is_due(self, case: PersonShare) -> bool:
        """Whether this hard case is below its share of all, and not far ahead of the people there are so far."""
        share, counted = self.dirt.share(case), self._hard_cases[case]
        return share > 0 and counted + 2 <= max(2.0, share * min(self.wanted, 1.6 * len(self.persons)))

    def _single_or_namesake(self) -> None:
        if self._is_due(PersonShare.NAMESAKES):
            self._hard_cases[PersonShare.NAMESAKES] += 2
            model = one_of(self._rng, self.persons[: self.wanted // 2])
            self._born(model.names[0].name, model.group, model.sex, model.birth)
        else:
            self.single(date(1950, 1, 1), _LAST_BIRTH)


def near_siblings(persons: Sequence[Person]) -> list[Person]:
    """Persons who have a brother or sister born within two years, twins excepted."""
    families: dict[tuple[int, int], list[Person]] = {}
    for person in persons:
        if person.father is not None and person.mother is not None and person.adopted is None:
            families.setdefault((person.father, person.mother), []).append(person)
    near: dict[int, Person] = {}
    for children in families.values():
        for elder, younger in pairwise(sorted(children, key=lambda child: child.birth)):
            if 0 < (younger.birth - elder.birth).days <= 731:
                near |= {elder.index: elder, younger.index: younger}
    return list(near.values())


def _age_order(person: Person) -> tuple[date, int]:
    """By year of birth, then by place: people of one year meet whoever they are, not by birthday."""
    return date(person.birth.year, 1, 1), person.index * 7919 % 10_007


def _death(birth: date, rng: Random) -> date | None:
    """By a rough table of life; nobody dies after the first deliveries here."""
    age = rng.gauss(76, 12) if rng.random() > 0.03 else rng.random() * 60
    death = birth + timedelta(days=max(1, int(age * 365.25)))
    return death if death < FIRST_ROUND - timedelta(days=1) else None
