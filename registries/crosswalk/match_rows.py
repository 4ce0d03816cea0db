"""Match rows: what is said of a person as records of the model `individual`, one for each variant of the name.

A row is of canonical keys, never of words for people. Skeletons (`_sound`) and the parts of the birth date are for
blocking keys; an initial has no skeleton, and 1 January no day: half the unknown dates of the country are written so.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from registries.crosswalk.comparison import NO_DATE, Name
from registries.crosswalk.names import given_key, patronymic_key, surname_key
from registries.crosswalk.short_names import FULL_NAMES
from registries.crosswalk.skeleton import skeleton
from registries.crosswalk.weighing.scorer import Record

COLUMNS: Final = (
    "surname", "given", "given_forms", "patronymic", "surname_sound", "given_sound", "patronymic_sound",
    "given_initial", "patronymic_initial", "birth", "year", "day", "day_and_month", "sex", "woman", "names_as",
)  # fmt: skip
SHORTEST_HEARD: Final = 3  # shorter keys are initials, or too common to look for
FEMALE: Final = "FEMALE"
WRITTEN: Final = "written"
SWAPPED: Final = "swapped"

Birth = tuple[str | None, str | None, str | None, str | None]
_NO_BIRTH: Final[Birth] = (None, None, None, None)


def match_rows(
    names: Iterable[Name],
    births: Iterable[date | None],
    sexes: Iterable[str | None],
    *,
    years: Iterable[int] = (),
    names_as: str = WRITTEN,
) -> list[Record]:
    """A row for every name with every birth date that is said, or year where no date is.

    A double surname has a row for each part to be found by; two sexes said are none. The rows come in a fixed order, without repetition.
    """
    said = {sex for sex in sexes if sex}
    sex = said.pop() if len(said) == 1 else None
    woman = sex if sex == FEMALE else None
    days = sorted({day for day in births if day is not None and day != NO_DATE})
    written = [_birth(day) for day in days] or [(None, f"{year:04}", None, None) for year in sorted(set(years))]
    keys = [(surname_key(s or ""), given_key(g or ""), patronymic_key(p or "")) for s, g, p in names]
    rows = (
        (*name, *birth, sex, woman, names_as)
        for surname, given, patronymic in _filled(keys)
        for name in _named(surname, given, patronymic)
        for birth in written or [_NO_BIRTH]
    )
    return list(dict.fromkeys(rows))


def _filled(names: Sequence[tuple[str, str, str]]) -> Iterable[tuple[str, str, str]]:
    """A spelling without a patronymic, as passports have it, takes what another spelling of the name says.

    Otherwise it would be a variant that no other patronymic speaks against.
    """
    fathers = list(dict.fromkeys(patronymic for _, _, patronymic in names if patronymic)) or [""]
    for surname, given, patronymic in names:
        yield from ((surname, given, father) for father in ([patronymic] if patronymic else fathers))


def swapped_names(names: Iterable[Name]) -> list[Name]:
    """Surname and given name in each other's field, where both are said."""
    return [(given, surname, patronymic) for surname, given, patronymic in names if surname and given]


def usable_fields(row: Record) -> int:
    """How much there is to go by: surname, given name (more than an initial), patronymic, birth date with its day."""
    said = dict(zip(COLUMNS, row, strict=True))
    names = sum(said[f"{part}_sound"] is not None for part in ("surname", "given", "patronymic"))
    return names + (said["day"] is not None)


def _named(surname: str, given: str, patronymic: str) -> Iterable[tuple[str | None, ...]]:
    forms = " ".join(sorted(FULL_NAMES.get(given, frozenset()) | {given}))
    for part in surname.split() or [""]:
        yield (
            surname or None, given or None, forms or None, patronymic or None,
            _sound(part), _sound(given), _sound(patronymic), given[:1] or None, patronymic[:1] or None,
        )  # fmt: skip


def _sound(key: str) -> str | None:
    return skeleton(key) if len(key) >= SHORTEST_HEARD else None


def _birth(day: date) -> Birth:
    written = day.strftime("%Y%m%d")
    year, rest = written[:4], written[4:]
    if rest == "0101":
        return written, year, None, None
    return written, year, rest, "".join(sorted((rest[:2], rest[2:])))
