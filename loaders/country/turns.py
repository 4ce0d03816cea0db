"""Turns of life besides marriage: divorces, adoptions, another form of the surname, IINs given, corrected and odd."""

from collections.abc import Sequence
from datetime import date, timedelta

from loaders.country.chance import day_between, one_of, stream
from loaders.country.dirt import Dirt, DirtKind
from loaders.country.issuing import Office, with_wrong_check_digit
from loaders.country.naming import bare, for_sex, patronymic
from loaders.country.people import FullName, Group, Named, Numbered, Person, Sex, birthday
from loaders.country.rounds import FIRST_ROUND

WRONG_CHECK_DIGIT = "wrong_check_digit"
ANOTHER_DATE = "another_date"
_YESTERDAY = FIRST_ROUND - timedelta(days=2)


def part_couples(persons: Sequence[Person], seed: int) -> None:
    """One marriage in ten ends; a third of the women who changed their surname take the former one back."""
    rng = stream(seed, "divorces")
    for man in persons:
        if man.sex is not Sex.MAN or not man.marriages or rng.random() > 0.1:
            continue
        marriage, woman = man.marriages[-1], persons[man.marriages[-1].spouse]
        day = marriage.first_day + timedelta(days=rng.randint(400, 7000))
        if day > _YESTERDAY or not (man.lives_on(day) and woman.lives_on(day)):
            continue
        marriage.last_day = woman.marriages[-1].last_day = day
        if woman.names[-1].first_day == marriage.first_day and rng.random() < 0.33:
            woman.names.append(Named(day, woman.name_on(marriage.first_day - timedelta(days=1)), "divorce"))


def adopt(persons: Sequence[Person], seed: int) -> None:
    """A few children whose parents are unknown get parents, their surname and patronymic, and a new IIN."""
    rng = stream(seed, "adoptions")
    couples = [p for p in persons if p.sex is Sex.MAN and p.marriages and p.marriages[-1].last_day is None]
    orphans = [p for p in persons if p.father is None and p.birth > date(1996, 1, 1) and not p.marriages]
    for child in orphans[: max(2, len(persons) // 1000)]:
        day = birthday(child.birth, 1) + timedelta(days=rng.randint(0, 5 * 365))
        suitable = [father for father in couples if day <= _YESTERDAY and _may_adopt(persons, father, child, day)]
        if suitable and child.lives_on(day):
            _adopt(child, one_of(rng, suitable), persons, day)


def change_forms(persons: Sequence[Person], seed: int) -> None:
    """Under one Kazakh adult in a hundred drops -ов/-ев and takes the father's name in the Kazakh style."""
    rng = stream(seed, "forms")
    for person in persons:
        if person.group is not Group.KAZAKH or rng.random() > 0.008 or birthday(person.birth, 18) > _YESTERDAY:
            continue
        first = max(date(1997, 1, 1), birthday(person.birth, 18), person.names[-1].first_day + timedelta(days=90))
        day = day_between(rng, first, _YESTERDAY)
        before = person.name_on(day)
        if first < _YESTERDAY and person.lives_on(day) and bare(before.surname) != before.surname:
            person.names.append(Named(day, FullName(bare(before.surname), before.given, before.patronymic), "form"))


def number_everybody(persons: Sequence[Person], office: Office, seed: int, dirt: Dirt) -> None:
    """An IIN for each from birth, a second one after adoption; a few corrected, a few odd though really issued."""
    rng = stream(seed, "iins")
    for person in persons:
        person.iins.append(Numbered(office.iin(person.birth, person.sex), person.birth))
        if person.adopted:
            person.iins.append(Numbered(office.iin(person.birth, person.sex), person.adopted))
    plain = [person for person in persons if not person.adopted]
    for person in rng.sample(plain, min(len(plain), max(2, len(persons) // 1000))):
        _correct(person, day_between(rng, date(2013, 1, 1), _YESTERDAY))
    plain = [person for person in plain if len(person.iins) == 1]
    odd = round(len(persons) * dirt.rate(DirtKind.SUSPICIOUS_IIN) + 0.5) if dirt.rate(DirtKind.SUSPICIOUS_IIN) else 0
    for place, person in enumerate(rng.sample(plain, min(len(plain), max(2, odd) if odd else 0))):
        _make_odd(person, office, wrong_digit=place % 2 == 0)


def _may_adopt(persons: Sequence[Person], father: Person, child: Person, day: date) -> bool:
    mother = persons[father.marriages[-1].spouse]
    elder = birthday(max(father.birth, mother.birth), 18) <= child.birth
    return elder and father.marriages[-1].first_day <= day and father.lives_on(day) and mother.lives_on(day)


def _adopt(child: Person, father: Person, persons: Sequence[Person], day: date) -> None:
    mother = persons[father.marriages[-1].spouse]
    before, fathers = child.name_on(day), father.name_on(day)
    kazakh = father.group is Group.KAZAKH
    name = FullName(
        for_sex(fathers.surname, child.sex), before.given, patronymic(fathers, child.sex, kazakh_style=kazakh)
    )
    child.names.append(Named(day, name, "adoption"))
    child.father, child.mother, child.adopted = father.index, mother.index, day


def _correct(person: Person, day: date) -> None:
    """The IIN stood with a wrong check digit until `day`; only then was the right one given."""
    if day > person.birth and person.lives_on(day):
        right = person.iins[0].iin
        person.iins = [Numbered(with_wrong_check_digit(right), person.birth), Numbered(right, day)]


def _make_odd(person: Person, office: Office, *, wrong_digit: bool) -> None:
    if wrong_digit:
        person.suspicion = WRONG_CHECK_DIGIT
        person.iins = [Numbered(with_wrong_check_digit(person.iins[0].iin), person.birth)]
    else:
        person.suspicion = ANOTHER_DATE
        person.iins = [Numbered(office.iin(person.birth + timedelta(days=31), person.sex), person.birth)]
