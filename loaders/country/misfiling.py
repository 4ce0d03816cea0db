"""Dirt of birth dates, sex, places and numbers. Each function says whether it changed the record."""

from collections.abc import Callable
from datetime import date
from random import Random

from loaders.country.chance import one_of
from loaders.country.people import Sex
from loaders.country.record import Record, Subject

Later = Callable[[], Random]


def birth_digit(record: Record, _: Subject, later: Later) -> bool:
    """One digit of the day, month or year is wrong and the date still exists."""
    rng = later()
    if not isinstance(record.birth, date):
        return False
    digits = record.birth.strftime("%Y%m%d")
    candidates = [made for place in range(2, 8) for digit in "0123456789" if (made := _replaced(digits, place, digit))]
    record.birth = one_of(rng, [day for day in candidates if day != record.birth])
    return True


def birth_day_month(record: Record, _: Subject, __: Later) -> bool:
    birth = record.birth
    if not isinstance(birth, date) or birth.day > 12 or birth.day == birth.month:
        return False
    record.birth = date(birth.year, birth.day, birth.month)
    return True


def birth_default(record: Record, _: Subject, later: Later) -> bool:
    """1 January of the year, one time in five of 1900."""
    rng = later()
    if not isinstance(record.birth, date):
        return False
    default = date(1900 if rng.random() < 0.2 else record.birth.year, 1, 1)
    changed, record.birth = default != record.birth, default
    return changed


def birth_year_only(record: Record, _: Subject, __: Later) -> bool:
    if not isinstance(record.birth, date):
        return False
    record.birth = record.birth.year
    return True


def birth_missing(record: Record, _: Subject, __: Later) -> bool:
    changed, record.birth = record.birth is not None, None
    return changed


def sex_wrong(record: Record, _: Subject, __: Later) -> bool:
    if record.sex is None:
        return False
    record.sex = Sex.MAN if record.sex is Sex.WOMAN else Sex.WOMAN
    return True


def sex_missing(record: Record, _: Subject, __: Later) -> bool:
    changed, record.sex = record.sex is not None, None
    return changed


def place_old(record: Record, subject: Subject, later: Later) -> bool:
    rng = later()
    old = subject.old_place(rng.random()) if record.place else ""
    if not old or old == record.place:
        return False
    record.place = old
    return True


def place_missing(record: Record, _: Subject, __: Later) -> bool:
    changed = bool(record.place or record.rka)
    record.place = record.rka = ""
    return changed


def number_shared(record: Record, subject: Subject, _: Later) -> bool:
    """The department gave one number to two people."""
    return _take(record, subject.partner(), None)


def number_of_another(record: Record, subject: Subject, later: Later) -> bool:
    """A clerk wrote somebody else's number into this record."""
    rng = later()
    return _take(record, subject.another(rng.random()), rng)


def number_mistyped(record: Record, _: Subject, later: Later) -> bool:
    rng = later()
    present = [column for column, number in record.numbers.items() if number]
    if not present:
        return False
    column = one_of(rng, present)
    record.numbers[column] = wrong_digit(record.numbers[column], rng)
    return True


def wrong_digit(number: str, rng: Random) -> str:
    """Another digit in one place of the last five, the check digit excepted: the synthetic range is kept."""
    places = [place for place in range(len(number) - 5, len(number) - 1) if number[place].isdigit()]
    place = one_of(rng, places or [len(number) - 1])
    digit = one_of(rng, [digit for digit in "0123456789" if digit != number[place]])
    return number[:place] + digit + number[place + 1 :]


def _take(record: Record, numbers: dict[str, str], rng: Random | None) -> bool:
    columns = [
        column for column, number in numbers.items() if number and record.numbers.get(column, "") not in ("", number)
    ]
    if not columns:
        return False
    column = one_of(rng, columns) if rng else columns[0]
    record.numbers[column] = numbers[column]
    return True


def _replaced(digits: str, place: int, digit: str) -> date | None:
    changed = digits[:place] + digit + digits[place + 1 :]
    try:
        made = date(int(changed[:4]), int(changed[4:6]), int(changed[6:]))
    except ValueError:
        return None
    return made if made <= date(2026, 12, 31) else None
