"""Dirt falls on a record: every kind that belongs to records, in order, each by its own chance."""

from collections.abc import Callable
from random import Random
from typing import Final

from loaders.country import misfiling, misspelling
from loaders.country.chance import DRAWN_BELOW, draws, later_stream, one_of, stream
from loaders.country.dirt import Dirt, DirtKind
from loaders.country.record import Record, Subject

Spoil = Callable[[Record, Subject, Callable[[], Random]], bool]

SPOILING: Final[tuple[tuple[DirtKind, Spoil], ...]] = (
    (DirtKind.MARRIED_SURNAME, misspelling.married_surname),
    (DirtKind.SURNAME_FORM, misspelling.surname_form),
    (DirtKind.GIVEN_VARIANT, misspelling.given_variant),
    (DirtKind.PATRONYMIC_MISSING, misspelling.patronymic_missing),
    (DirtKind.PATRONYMIC_STYLE, misspelling.patronymic_style),
    (DirtKind.RUSSIFIED, misspelling.russified_name),
    (DirtKind.TYPO_ONE, misspelling.one_typo),
    (DirtKind.TYPO_TWO, misspelling.two_typos),
    (DirtKind.LATIN, misspelling.latin_name),
    (DirtKind.LOOK_ALIKE, misspelling.look_alike),
    (DirtKind.SWAPPED, misspelling.swapped),
    (DirtKind.INITIALS, misspelling.initials),
    (DirtKind.CAPITALS, misspelling.capitals),
    (DirtKind.BIRTH_DIGIT, misfiling.birth_digit),
    (DirtKind.BIRTH_DAY_MONTH, misfiling.birth_day_month),
    (DirtKind.BIRTH_DEFAULT, misfiling.birth_default),
    (DirtKind.BIRTH_YEAR_ONLY, misfiling.birth_year_only),
    (DirtKind.BIRTH_MISSING, misfiling.birth_missing),
    (DirtKind.SEX_WRONG, misfiling.sex_wrong),
    (DirtKind.SEX_MISSING, misfiling.sex_missing),
    (DirtKind.PLACE_OLD, misfiling.place_old),
    (DirtKind.PLACE_MISSING, misfiling.place_missing),
    (DirtKind.NUMBER_SHARED, misfiling.number_shared),
    (DirtKind.NUMBER_OF_ANOTHER, misfiling.number_of_another),
    (DirtKind.NUMBER_MISTYPED, misfiling.number_mistyped),
)
_RESPELLINGS: Final[tuple[Spoil, ...]] = (
    misspelling.given_variant,
    misspelling.russified_name,
    misspelling.patronymic_style,
    misspelling.patronymic_missing,
    misspelling.initials,
)


class Soiling:
    """One profile at work."""

    def __init__(self, dirt: Dirt) -> None:
        self._steps = [(dirt.rate(kind) * DRAWN_BELOW, kind, spoil) for kind, spoil in SPOILING]

    def soil(self, record: Record, subject: Subject, key: str) -> list[DirtKind]:
        """Spoils `record` in place; the kinds that changed it. `key` names the record, never the round it is sent in.

        Each kind has its own draw whether or not it is switched on, so that it meets the same records in any profile.
        """
        chances = draws(key)
        due = [(kind, spoil) for (rate, kind, spoil), drawn in zip(self._steps, chances, strict=False) if drawn < rate]
        return [kind for kind, spoil in due if spoil(record, subject, later_stream(key, kind))]


def respelt(record: Record, subject: Subject, key: str) -> Record:
    """The same record written a second time by another hand: its name differs, its numbers do not."""
    rng = stream(key, "respelt")
    again = record.copy()
    tried = list(_RESPELLINGS)
    rng.shuffle(tried)
    if any(spoil(again, subject, lambda: rng) for spoil in tried):
        return again
    again.surname = one_of(rng, (again.surname.upper(), again.surname.capitalize(), again.surname.lower()))
    if again.surname == record.surname:
        again.surname = record.surname.swapcase()
    return again
