"""The kinds of dirt in departmental extracts, and how much of each there is.

A rate is the chance per record to which the kind can apply (a woman's other surname only to women, the other style
only to a patronymic there is). Every kind has its own stream of chance: switching one off changes no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class DirtKind(StrEnum):
    """In the order in which they are applied to a record."""

    MARRIED_SURNAME = "married_surname"
    SURNAME_FORM = "surname_form"
    GIVEN_VARIANT = "given_variant"
    PATRONYMIC_MISSING = "patronymic_missing"
    PATRONYMIC_STYLE = "patronymic_style"
    RUSSIFIED = "russified"
    TYPO_ONE = "typo_one"
    TYPO_TWO = "typo_two"
    LATIN = "latin"
    LOOK_ALIKE = "look_alike"
    SWAPPED = "swapped"
    INITIALS = "initials"
    CAPITALS = "capitals"
    BIRTH_DIGIT = "birth_digit"
    BIRTH_DAY_MONTH = "birth_day_month"
    BIRTH_DEFAULT = "birth_default"
    BIRTH_YEAR_ONLY = "birth_year_only"
    BIRTH_MISSING = "birth_missing"
    SEX_WRONG = "sex_wrong"
    SEX_MISSING = "sex_missing"
    PLACE_OLD = "place_old"
    PLACE_MISSING = "place_missing"
    NUMBER_SHARED = "number_shared"
    NUMBER_OF_ANOTHER = "number_of_another"
    NUMBER_MISTYPED = "number_mistyped"
    STRANGER = "stranger"
    DUPLICATE_EXACT = "duplicate_exact"
    DUPLICATE_RESPELT = "duplicate_respelt"
    BROKEN_COLUMNS = "broken_columns"
    IMPOSSIBLE_DATE = "impossible_date"
    SUSPICIOUS_IIN = "suspicious_iin"
    UNREADABLE = "unreadable"


class PersonShare(StrEnum):
    """Hard cases that lie in the people themselves: shares of persons, never doubled."""

    NEAR_SIBLINGS = "near_siblings"
    TWINS = "twins"
    NAMESAKES = "namesakes"


@dataclass(frozen=True)
class Dirt:
    """Rates per record by kind, and shares of persons; what is absent does not occur."""

    rates: Mapping[DirtKind, float]
    shares: Mapping[PersonShare, float]

    def rate(self, kind: DirtKind) -> float:
        return self.rates.get(kind, 0.0)

    def share(self, which: PersonShare) -> float:
        return self.shares.get(which, 0.0)

    def without(self, *kinds: DirtKind) -> "Dirt":
        return replace(self, rates={kind: rate for kind, rate in self.rates.items() if kind not in kinds})

    def only(self, kind: DirtKind, rate: float | None = None) -> "Dirt":
        return replace(self, rates={kind: self.rate(kind) if rate is None else rate})

    def without_share(self, *which: PersonShare) -> "Dirt":
        return replace(self, shares={name: share for name, share in self.shares.items() if name not in which})

    def twice(self) -> "Dirt":
        """Every rate doubled, to certainty at most; the shares of persons stay."""
        return replace(self, rates={kind: min(1.0, 2 * rate) for kind, rate in self.rates.items()})


# Kinds that cannot fall on every record (a given name without variants, a day past the 12th, an address whose names never
# changed) have the rate that makes their share of all records 12, 8, 15, 0.5 and 10 %.
FIRST_PROFILE: Final = Dirt(
    rates=MappingProxyType(
        {
            DirtKind.MARRIED_SURNAME: 0.12,
            DirtKind.SURNAME_FORM: 0.13,
            DirtKind.GIVEN_VARIANT: 0.13,
            DirtKind.PATRONYMIC_MISSING: 0.15,
            DirtKind.PATRONYMIC_STYLE: 0.185,
            DirtKind.RUSSIFIED: 0.50,
            DirtKind.TYPO_ONE: 0.10,
            DirtKind.TYPO_TWO: 0.03,
            DirtKind.LATIN: 0.08,
            DirtKind.LOOK_ALIKE: 0.05,
            DirtKind.SWAPPED: 0.01,
            DirtKind.INITIALS: 0.03,
            DirtKind.CAPITALS: 0.35,
            DirtKind.BIRTH_DIGIT: 0.02,
            DirtKind.BIRTH_DAY_MONTH: 0.014,
            DirtKind.BIRTH_DEFAULT: 0.02,
            DirtKind.BIRTH_YEAR_ONLY: 0.01,
            DirtKind.BIRTH_MISSING: 0.01,
            DirtKind.SEX_WRONG: 0.005,
            DirtKind.SEX_MISSING: 0.05,
            DirtKind.PLACE_OLD: 0.19,
            DirtKind.PLACE_MISSING: 0.20,
            DirtKind.NUMBER_SHARED: 0.001,
            DirtKind.NUMBER_OF_ANOTHER: 0.001,
            DirtKind.NUMBER_MISTYPED: 0.005,
            DirtKind.STRANGER: 0.08,
            DirtKind.DUPLICATE_EXACT: 0.02,
            DirtKind.DUPLICATE_RESPELT: 0.02,
            DirtKind.BROKEN_COLUMNS: 0.0005,
            DirtKind.IMPOSSIBLE_DATE: 0.0005,
            DirtKind.SUSPICIOUS_IIN: 0.002,
            DirtKind.UNREADABLE: 0.0005,
        }
    ),
    shares=MappingProxyType({PersonShare.NEAR_SIBLINGS: 0.15, PersonShare.TWINS: 0.012, PersonShare.NAMESAKES: 0.005}),
)
TWICE_PROFILE: Final = FIRST_PROFILE.twice()
