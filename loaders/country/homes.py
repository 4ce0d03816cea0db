"""Where people are registered: with their parents, then alone or with the spouse; households move together."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from loaders.country.chance import day_between, stream
from loaders.country.people import Person, Residence, Sex, birthday
from loaders.country.rounds import EARLIEST_FILE, FIRST_ROUND
from loaders.country.territory import Territory

_YESTERDAY = FIRST_ROUND - timedelta(days=2)
Stay = tuple[date, int]


class Homes:
    """Gives everybody residences; parents must be housed before their children."""

    def __init__(self, persons: Sequence[Person], territory: Territory, movers: Mapping[int, date], seed: int) -> None:
        self._persons = persons
        self._territory = territory
        self._movers = movers
        self._seed = seed
        self._couples: dict[tuple[int, date], list[Stay]] = {}
        self._stays: dict[int, list[Stay]] = {}

    def settle(self) -> None:
        for person in sorted(self._persons, key=lambda p: (p.birth, p.index)):
            self._stays[person.index] = stays = self._life(person)
            person.birth_home = stays[0][1]
            person.residences = [r for r in _residences(stays, person) if r.until is None or r.until >= EARLIEST_FILE]

    def _life(self, person: Person) -> list[Stay]:
        rng = stream(self._seed, "home", person.index)
        stays = self._childhood(person, rng)
        leaves = birthday(person.birth, 19) + timedelta(days=rng.randint(0, 3000))
        if person.father is None or (rng.random() < 0.5 and not person.marriages and leaves <= _YESTERDAY):
            stays += self._alone(person, stays, leaves, rng)
        for marriage in person.marriages:
            home = self._home_of(person, marriage.first_day, marriage.last_day)
            stays = [stay for stay in stays if stay[0] < marriage.first_day] + home
            if marriage.last_day and person.sex is Sex.WOMAN:
                own = self._territory.dwelling_near(home[-1][1], rng)
                stays = [stay for stay in stays if stay[0] < marriage.last_day] + [(marriage.last_day, own)]
        if person.index in self._movers and not person.marriages:
            stays.append((self._movers[person.index], self._elsewhere(stays, rng)))
        return sorted(stays)

    def _childhood(self, person: Person, rng: Random) -> list[Stay]:
        """The mother's home at birth and where she moved until the child was grown; an orphan has one of his own."""
        if person.mother is None or person.adopted:
            own: list[Stay] = [(person.birth, self._territory.any_dwelling(rng))]
            return own + (self._with_mother(person, person.adopted) if person.adopted else [])
        return self._with_mother(person, person.birth)

    def _with_mother(self, person: Person, since: date) -> list[Stay]:
        stays = self._stays[person.mother] if person.mother is not None else []
        before = [dwelling for day, dwelling in stays if day <= since]
        grown = birthday(person.birth, 18)
        later = [(day, dwelling) for day, dwelling in stays if since < day < grown]
        return [(since, before[-1] if before else stays[0][1]), *later]

    def _alone(self, person: Person, stays: list[Stay], leaves: date, rng: Random) -> list[Stay]:
        if leaves > _YESTERDAY:
            return []
        moves = sorted(day_between(rng, leaves, _YESTERDAY) for _ in range(rng.choice((0, 0, 1))))
        return [(day, self._elsewhere(stays, rng)) for day in (leaves, *moves)]

    def _home_of(self, person: Person, first_day: date, last_day: date | None) -> list[Stay]:
        """The couple's homes: made when the first of the two is housed, the same for the second."""
        spouse = next(m.spouse for m in person.marriages if m.first_day == first_day)
        man = person if person.sex is Sex.MAN else self._persons[spouse]
        key = (man.index, first_day)
        if key not in self._couples:
            rng = stream(self._seed, "couple", man.index)
            home = self._territory.any_dwelling(rng)
            end = last_day or _YESTERDAY
            wanted = rng.choice((0, 0, 1, 1, 2)) if end - first_day > timedelta(days=400) else 0
            moves = sorted(
                {day_between(rng, first_day + timedelta(days=200), end - timedelta(days=100)) for _ in range(wanted)}
            )
            days = [*moves, *([self._movers[man.index]] if man.index in self._movers and last_day is None else [])]
            stays = [(first_day, home)]
            for day in days:
                stays.append((day, self._elsewhere(stays, rng)))
            self._couples[key] = stays
        return list(self._couples[key])

    def _elsewhere(self, stays: list[Stay], rng: Random) -> int:
        """Seven times in ten in the same settlement."""
        last = stays[-1][1]
        for _ in range(20):
            found = (
                self._territory.dwelling_near(last, rng) if rng.random() < 0.7 else self._territory.any_dwelling(rng)
            )
            if found != last:
                return found
        return self._territory.any_dwelling(rng)


def _residences(stays: list[Stay], person: Person) -> list[Residence]:
    """Stays that end where the next begins, with death, or with leaving the country."""
    end = min(filter(None, (person.death, person.left)), default=None)
    kept: list[Stay] = []
    for day, dwelling in stays:
        if (end is None or day < end) and (not kept or kept[-1][1] != dwelling):
            if kept and kept[-1][0] == day:
                kept.pop()
            kept.append((day, dwelling))
    untils = [day for day, _ in kept[1:]] + [end]
    return [Residence(dwelling, day, until) for (day, dwelling), until in zip(kept, untils, strict=True)]
