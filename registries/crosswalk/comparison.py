"""What is said of a person on two sides, field by field, and whether it confirms that a number is that person's.

A number mistyped or taken from another's papers is most often a relative's: husband and wife share a surname, brothers
and sisters a surname and a patronymic, twins the birth date too. What tells relatives apart is the given name; what
tells generations of one name apart is the rest. `confirms` reads the first row that fits:

| given name | birth date         | the rest                      | answer | so that              |
| ---------- | ------------------ | ----------------------------- | ------ | -------------------- |
| DIFFERS    | any                | any                           | no     | no relative, no twin |
| AGREES     | AGREES, RESEMBLES  | any                           | yes    | a married woman      |
| AGREES     | DIFFERS            | surname and patronymic like   | yes    | a wrong birth date   |
| AGREES     | DIFFERS            | otherwise                     | no     | father and son       |
| AGREES     | UNKNOWN            | surname and patronymic DIFFER | no     | a namesake           |
| AGREES     | UNKNOWN            | otherwise                     | yes    | no birth date        |
| other      | any                | sex DIFFERS                   | no     | brother and sister   |
| other      | DIFFERS            | any                           | no     | Жанар and Жанат      |
| other      | AGREES             | any                           | yes    | initials, typing     |
| other      | RESEMBLES, UNKNOWN | surname or patronymic DIFFERS | no     | nothing firm         |
| other      | RESEMBLES, UNKNOWN | name, surname or date is like | yes    | initials, typing     |
| other      | RESEMBLES, UNKNOWN | otherwise                     | no     | patronymic, sex only |

"Other" is RESEMBLES or UNKNOWN, "like" is AGREES or RESEMBLES. Known limits: twins of one sex whose names are a typing
error or, by initials, nothing apart; relatives who share surname, given name and patronymic (a grandson named whole
after his grandfather): only the birth date tells them apart, and a wrong one is likelier.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from rapidfuzz.distance import OSA, JaroWinkler

from registries.crosswalk.names import given_key, patronymic_key, surname_key
from registries.crosswalk.short_names import FULL_NAMES

FIELDS: Final = ("surname", "given_name", "patronymic", "birth_date", "sex")
NEAR: Final = 0.9  # Jaro-Winkler on canonical keys
SHORTEST_NEAR: Final = 4
SHORTEST_BEGINNING: Final = 3
# An unknown birth date in the departments' systems; so are 1 January of any year, unless both sides say the same day.
NO_DATE: Final = date(1900, 1, 1)
_INITIALS: Final = frozenset("abdefghiklmnoprstuvz") | {"zh", "sh", "ch", "ts", "ia", "iu"}

Name = tuple[str | None, str | None, str | None]


class Agreement(StrEnum):
    """RESEMBLES: a typing error apart (names), a wrong digit apart (birth date)."""

    AGREES = "AGREES"
    RESEMBLES = "RESEMBLES"
    UNKNOWN = "UNKNOWN"
    DIFFERS = "DIFFERS"


T = TypeVar("T")

AGREES, RESEMBLES, UNKNOWN, DIFFERS = Agreement
_LIKE: Final = (AGREES, RESEMBLES)
_BEST_FIRST: Final = {agreement: place for place, agreement in enumerate(Agreement)}

Agreements = Mapping[str, Agreement]


@dataclass(frozen=True, slots=True)
class Demographics:
    """All that is said of one person; names as canonical keys, in every form the person bore or was written in."""

    surnames: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    patronymics: frozenset[str] = frozenset()
    birth_dates: frozenset[date] = frozenset()
    sexes: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, names: Iterable[Name], birth_dates: Iterable[date | None], sexes: Iterable[str | None]
    ) -> "Demographics":
        """From names as written (surname, given name, patronymic). Each part of a double surname is a surname too."""
        surnames: set[str] = set()
        given_names: set[str] = set()
        patronymics: set[str] = set()
        for surname, given_name, patronymic in names:
            key = surname_key(surname or "")
            surnames.update((key, *key.split()))
            given_names.add(given_key(given_name or ""))
            patronymics.add(patronymic_key(patronymic or ""))
        days = frozenset(day for day in birth_dates if day is not None and day != NO_DATE)
        return cls(_said(surnames), _said(given_names), _said(patronymics), days, _said(sexes))

    def merge(self, *others: "Demographics") -> "Demographics":
        """All that is said of one person by several."""
        return Demographics(
            self.surnames.union(*(other.surnames for other in others)),
            self.given_names.union(*(other.given_names for other in others)),
            self.patronymics.union(*(other.patronymics for other in others)),
            self.birth_dates.union(*(other.birth_dates for other in others)),
            self.sexes.union(*(other.sexes for other in others)),
        )


def compare(left: Demographics, right: Demographics) -> dict[str, Agreement]:
    """The outcome of every one of `FIELDS`: of all that is said on both sides, the pair that agrees best."""
    surname = _best(left.surnames, right.surnames, same_name)
    given_name = _best(left.given_names, right.given_names, same_given_name)
    if surname is not AGREES or given_name is not AGREES:
        swapped = _swapped(left, right)
        surname, given_name = _better(surname, swapped), _better(given_name, swapped)
    return {
        "surname": surname,
        "given_name": given_name,
        "patronymic": _best(left.patronymics, right.patronymics, same_name),
        "birth_date": _best(left.birth_dates, right.birth_dates, same_birth_date),
        "sex": _best(left.sexes, right.sexes, lambda one, other: AGREES if one == other else DIFFERS),
    }


def confirms(agreements: Agreements) -> bool:
    """Whether what is said of a person confirms a number that two records share; the table above, row by row."""
    given_name, birth_date = agreements["given_name"], agreements["birth_date"]
    if given_name is DIFFERS:
        return False
    if given_name is AGREES:
        return birth_date in _LIKE or not _namesake(agreements)
    if agreements["sex"] is DIFFERS or birth_date is DIFFERS:
        return False
    return birth_date is AGREES or _nothing_against(agreements)


def contradicts(agreements: Agreements) -> bool:
    """Two different persons, whatever surname and patronymic say: other given name, and other birth date or sex.

    A given name that alone differs may be a twin or a form nobody listed: it neither confirms nor contradicts.
    """
    return agreements["given_name"] is DIFFERS and DIFFERS in (agreements["birth_date"], agreements["sex"])


def explain(agreements: Agreements) -> list[dict[str, str]]:
    """The outcome of each field in words, without anything that was said of the person."""
    return [{"field": field, "outcome": agreements[field].value} for field in FIELDS]


def _namesake(agreements: Agreements) -> bool:
    """The given name agrees and the birth date does not: so may a parent's, a child's or a stranger's."""
    others = (agreements["surname"], agreements["patronymic"])
    if agreements["birth_date"] is DIFFERS:
        return not all(other in _LIKE for other in others)
    return others == (DIFFERS, DIFFERS)


def _nothing_against(agreements: Agreements) -> bool:
    if DIFFERS in (agreements["surname"], agreements["patronymic"]):
        return False
    return any(agreements[field] in _LIKE for field in ("given_name", "birth_date", "surname"))


@lru_cache(1 << 16)
def same_name(one: str, other: str) -> Agreement:
    """Two canonical keys; an initial that fits says nothing."""
    if one in _INITIALS or other in _INITIALS:
        return UNKNOWN if one.startswith(other) or other.startswith(one) else DIFFERS
    if one == other:
        return AGREES
    if min(len(one), len(other)) < SHORTEST_NEAR:
        return DIFFERS
    return RESEMBLES if _near(*sorted((one, other))) else DIFFERS


@lru_cache(1 << 16)
def same_given_name(one: str, other: str) -> Agreement:
    """Like `same_name`; a short form agrees with its name, a beginning (Әли, Әлібек) resembles the whole."""
    if _names_behind(one) & _names_behind(other):
        return AGREES if one not in _INITIALS else UNKNOWN
    outcome = same_name(one, other)
    if outcome is DIFFERS and min(len(one), len(other)) >= SHORTEST_BEGINNING:
        return RESEMBLES if one.startswith(other) or other.startswith(one) else DIFFERS
    return outcome


def same_birth_date(one: date, other: date) -> Agreement:
    """Day and month in the other order agree; one digit apart resembles; 1 January may stand for its whole year."""
    if one == other or (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return AGREES
    if one.year == other.year and (1, 1) in ((one.month, one.day), (other.month, other.day)):
        return UNKNOWN
    digits = zip(one.isoformat(), other.isoformat(), strict=True)
    return RESEMBLES if sum(left != right for left, right in digits) == 1 else DIFFERS


def _near(one: str, other: str) -> bool:
    """About one typing error. Sorted, because Jaro's transpositions depend on the order of the two.

    The first letter is seldom mistyped and often all that tells brothers apart (Серік, Берік).
    """
    one_step = one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) <= 1
    return one_step or JaroWinkler.similarity(one, other) >= NEAR


def _names_behind(key: str) -> frozenset[str]:
    return FULL_NAMES.get(key, frozenset()) | {key}


def _swapped(left: Demographics, right: Demographics) -> Agreement:
    """Surname and given name in each other's field: the worse outcome, DIFFERS unless both are found."""
    one = _best(left.surnames, _as_surnames(right), same_name)
    other = _best(_as_surnames(left), right.surnames, same_name)
    worse = max(one, other, key=_BEST_FIRST.__getitem__)
    return worse if worse in _LIKE else DIFFERS


def _better(one: Agreement, other: Agreement) -> Agreement:
    return min(one, other, key=_BEST_FIRST.__getitem__)


def _said(values: Iterable[str | None]) -> frozenset[str]:
    return frozenset(value for value in values if value)


def _as_surnames(said: Demographics) -> frozenset[str]:
    return frozenset(surname_key(name) for name in said.given_names)


def _best(left: frozenset[T], right: frozenset[T], same: Callable[[T, T], Agreement]) -> Agreement:
    outcomes = (same(one, other) for one in left for other in right)
    return min(outcomes, key=_BEST_FIRST.__getitem__, default=UNKNOWN)
