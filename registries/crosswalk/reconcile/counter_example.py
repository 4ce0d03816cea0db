"""The nearest counter-example: the smallest single change of a record, of those declared here, after which it would match.

Changes are tried in this order, mistakes of clerks first, then one field as the register has it (of the best candidate).
A change counts only where the whole decision by weight then says MATCH: margin, twin rule and newcomers included.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from registries.crosswalk.match_rows import COLUMNS
from registries.crosswalk.reconcile.cascade import Verdict
from registries.crosswalk.weighing.decision import Answer, Found, decide
from registries.crosswalk.weighing.explanation import FIELDS, LANGUAGES, Words
from registries.crosswalk.weighing.matching import Described, Matcher
from registries.crosswalk.weighing.scorer import Record

OTHER_SEX: Final = MappingProxyType({"MALE": "FEMALE", "FEMALE": "MALE"})
AS_REGISTERED: Final = "AS_REGISTERED"
# What of a match row a field is; together with the order of names all of it.
COLUMNS_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "patronymic": ("patronymic", "patronymic_sound", "patronymic_initial"),
        "sex": ("sex", "woman"),
        "birth_date": ("birth", "year", "day", "day_and_month"),
        "surname": ("surname", "surname_sound"),
        "given_name": ("given", "given_forms", "given_sound", "given_initial"),
    }
)
_PLACES: Final = {name: place for place, name in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Change:
    """A change by name, `field` where it is of one, and whom the record would then match."""

    name: str
    field: str | None
    found: Found

    @property
    def code(self) -> str:
        return self.name if self.field is None else f"{self.name}:{self.field}"

    def words(self, language: str) -> str:
        place = LANGUAGES.index(language)
        said = _WORDS[self.name][place]
        return said if self.field is None else said.format(FIELDS[self.field][place])


def counter_example(
    said: Described, numbers: bool, verdict: Verdict, near: Mapping[int, Sequence[Record]], matcher: Matcher
) -> Change | None:
    """`numbers`: whether the record carries any; `near` are the match rows of its candidates."""
    for name, rows in changed_rows(said, without_numbers=numbers and verdict.answer is Answer.CONFLICT):
        if (found := _match(rows, matcher)) is not None:
            return Change(name, None, found)
    for name, rows in _as_registered(verdict, near, matcher):
        if (found := _match(rows, matcher)) is not None:
            return Change(AS_REGISTERED, name, found)
    return None


def _match(rows: Sequence[Record], matcher: Matcher) -> Found | None:
    outcome = decide(matcher.found(rows)[0], matcher.thresholds)
    return outcome.candidates[0] if outcome.answer is Answer.MATCH else None


def changed_rows(said: Described, *, without_numbers: bool) -> Iterator[tuple[str, list[Record]]]:
    """What a record would be compared by after each of the changes that change it, by the name of the change."""
    if without_numbers:
        yield "WITHOUT_NUMBERS", said.rows()
    for name, change in _CHANGES:
        changed = change(said)
        if changed is not None and changed != said:
            yield name, changed.rows()


def _as_registered(
    verdict: Verdict, near: Mapping[int, Sequence[Record]], matcher: Matcher
) -> Iterator[tuple[str, list[Record]]]:
    """Only what makes the best candidate heavy enough is worth looking at."""
    if not verdict.found:
        return
    others = near.get(verdict.found[0].person, ())
    enough = matcher.thresholds.join - matcher.prior
    for field, columns in COLUMNS_OF.items():
        rows = dict.fromkeys(_with(row, other, columns) for row in verdict.rows for other in others)
        heavy = [row for row in rows if row not in verdict.rows and _weighs(row, others, enough, matcher)]
        if heavy:
            yield field, heavy


def _weighs(row: Record, others: Sequence[Record], enough: float, matcher: Matcher) -> bool:
    return any(matcher.scorer.weigh(row, other) >= enough for other in others)


def _with(row: Record, other: Record, columns: Sequence[str]) -> Record:
    places = {_PLACES[column] for column in columns}
    return tuple(other[place] if place in places else text for place, text in enumerate(row))


def _day_and_month(said: Described) -> Described | None:
    return _births(said, lambda day: (day.year, day.day, day.month))


def _year_by(years: int) -> Callable[[Described], Described | None]:
    return lambda said: _births(said, lambda day: (day.year + years, day.month, day.day))


def _births(said: Described, change: Callable[[date], tuple[int, int, int]]) -> Described | None:
    """None where a day does not exist after the change."""
    try:
        return replace(said, births=tuple(date(*change(day)) for day in said.births))
    except ValueError:
        return None


def _given_and_patronymic(said: Described) -> Described:
    names = tuple((s, p, g) if g and p else (s, g, p) for s, g, p in said.names)
    return replace(said, names=names)


def _other_sex(said: Described) -> Described:
    return replace(said, sexes=tuple(OTHER_SEX.get(sex, sex) for sex in said.sexes))


_CHANGES: Final[Sequence[tuple[str, Callable[[Described], Described | None]]]] = (
    ("DAY_AND_MONTH", _day_and_month),
    ("GIVEN_NAME_AND_PATRONYMIC", _given_and_patronymic),
    ("OTHER_SEX", _other_sex),
    ("YEAR_BEFORE", _year_by(-1)),
    ("YEAR_AFTER", _year_by(1)),
    ("DECADE_BEFORE", _year_by(-10)),
    ("DECADE_AFTER", _year_by(10)),
)
_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "WITHOUT_NUMBERS": (
            "нөмірлерсіз сәйкес келер еді", "совпало бы без номеров", "would match without its numbers",
        ),
        "DAY_AND_MONTH": (
            "күні мен айы орын ауыстырса, сәйкес келер еді", "совпало бы, если переставить день и месяц",
            "would match if day and month were swapped",
        ),
        "GIVEN_NAME_AND_PATRONYMIC": (
            "аты мен әкесінің аты орын ауыстырса, сәйкес келер еді", "совпало бы, если переставить имя и отчество",
            "would match if given name and patronymic were swapped",
        ),
        "OTHER_SEX": (
            "жынысы басқа болса, сәйкес келер еді", "совпало бы при другом поле", "would match if the sex were the other",
        ),
        "YEAR_BEFORE": (
            "туған жылы бірге кем болса, сәйкес келер еді", "совпало бы, будь год рождения на единицу меньше",
            "would match if the year of birth were one less",
        ),
        "YEAR_AFTER": (
            "туған жылы бірге артық болса, сәйкес келер еді", "совпало бы, будь год рождения на единицу больше",
            "would match if the year of birth were one more",
        ),
        "DECADE_BEFORE": (
            "туған жылы онға кем болса, сәйкес келер еді", "совпало бы, будь год рождения на десять меньше",
            "would match if the year of birth were ten less",
        ),
        "DECADE_AFTER": (
            "туған жылы онға артық болса, сәйкес келер еді", "совпало бы, будь год рождения на десять больше",
            "would match if the year of birth were ten more",
        ),
        AS_REGISTERED: (
            "«{}» тізілімдегідей болса, сәйкес келер еді", "совпало бы, если поле «{}» было бы как в регистре",
            "would match if the field “{}” were as registered",
        ),
    }
)  # fmt: skip
