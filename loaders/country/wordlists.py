"""The word lists of the synthetic country, read from the files of `loaders/country/data`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loaders.country.people import Group, Sex

_GIVEN = {Group.KAZAKH: "given_kk.csv", Group.RUSSIAN: "given_ru.csv", Group.OTHER: "given_other.csv"}


@dataclass(frozen=True, slots=True)
class Given:
    """A given name in Kazakh spelling, its russified form, and the variants and short forms people use."""

    kazakh: str
    russian: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surname:
    """A man's surname in Kazakh spelling, its russified form, and an older spelling where there is one."""

    kazakh: str
    russian: str
    old: str


def rows(name: str, delimiter: str = ";") -> Iterator[dict[str, str]]:
    """The rows of a data file, by column name."""
    with files("loaders.country").joinpath("data", name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


@cache
def given_names(group: Group, sex: Sex) -> tuple[Given, ...]:
    return tuple(
        Given(row["kk"], row["ru"], tuple(filter(None, row["variants"].split("|"))))
        for row in rows(_GIVEN[group])
        if row["sex"] == sex.value
    )


@cache
def surnames(group: Group) -> tuple[Surname, ...]:
    return tuple(Surname(row["kk"], row["ru"], row["old"]) for row in rows("surnames.csv") if row["group"] == group)


@cache
def variants() -> dict[str, tuple[str, ...]]:
    """Given name in Kazakh spelling -> its variants and short forms."""
    every = (name for group in Group for sex in Sex for name in given_names(group, sex))
    return {name.kazakh: name.variants for name in every if name.variants}


@cache
def russian_forms() -> dict[str, str]:
    """Kazakh spelling -> russified form, for given names and men's surnames."""
    forms = {name.kazakh: name.russian for group in Group for sex in Sex for name in given_names(group, sex)}
    return forms | {name.kazakh: name.russian for group in Group for name in surnames(group)}


@cache
def old_spellings() -> dict[str, str]:
    """A man's surname in Kazakh spelling -> its older spelling."""
    return {name.kazakh: name.old for group in Group for name in surnames(group) if name.old}
