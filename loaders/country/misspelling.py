"""Dirt of names. Each function spoils a record and says whether anything changed: if not, none is told."""

from collections.abc import Callable
from random import Random

from loaders.country.chance import one_of
from loaders.country.naming import bare, feminine, for_sex, masculine
from loaders.country.people import Sex
from loaders.country.record import Record, Subject
from loaders.country.spelling import LATIN_ALPHABETS, has_kazakh_letters, latin, legacy_font, look_alikes, russified
from loaders.country.wordlists import old_spellings, russian_forms, variants

Later = Callable[[], Random]
_NAME_FIELDS = ("surname", "given", "patronymic")
_KEYBOARD = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_STYLES = (("қызы", "овна"), ("ұлы", "ович"), ("кызы", "овна"), ("улы", "ович"))


def married_surname(record: Record, subject: Subject, _: Later) -> bool:
    other = subject.other_surname()
    return bool(other) and _set(record, "surname", other)


def surname_form(record: Record, subject: Subject, later: Later) -> bool:
    """Without -ов/-ев, with it, double, or in an older spelling."""
    rng = later()
    surname = record.surname
    base = masculine(surname)
    forms = [bare(surname), old_spellings().get(base, surname)]
    if base == surname and base[-1] not in "аеёиоуыэюяйьі" and not base.endswith(("ов", "ев", "ин", "ко", "ұлы")):
        forms.append(base + "ов")
    if (other := subject.other_surname()) and "-" not in surname:
        forms.append(f"{surname}-{other}")
    forms = [for_sex(form, subject.person.sex) if form == masculine(form) else form for form in forms]
    choices = [form for form in forms if form != surname]
    return bool(choices) and _set(record, "surname", one_of(rng, choices))


def given_variant(record: Record, _: Subject, later: Later) -> bool:
    rng = later()
    known = variants().get(record.given)
    return known is not None and _set(record, "given", one_of(rng, known))


def patronymic_missing(record: Record, _: Subject, __: Later) -> bool:
    return _set(record, "patronymic", "")


def patronymic_style(record: Record, subject: Subject, _: Later) -> bool:
    """-ұлы/-қызы to -ович/-овна and back."""
    text = record.patronymic
    for kazakh, russian in _STYLES:
        if text.endswith(kazakh):
            return _set(record, "patronymic", russified(text.removesuffix(kazakh)) + russian)
    for ending in ("ович", "овна", "евич", "евна"):
        if text.endswith(ending):
            father = text.removesuffix(ending) + ("й" if ending.startswith("е") else "")
            return _set(record, "patronymic", father + ("қызы" if subject.person.sex is Sex.WOMAN else "ұлы"))
    return False


def russified_name(record: Record, _: Subject, __: Later) -> bool:
    changed = [_set(record, field, russian(getattr(record, field))) for field in _NAME_FIELDS]
    return any(changed)


def russian(word: str) -> str:
    """The russified form that is in use, or letter by letter."""
    if not has_kazakh_letters(word):
        return word
    base = masculine(word)
    known = russian_forms().get(base)
    if known is None:
        return russified(word)
    return known if base == word else feminine(known)


def one_typo(record: Record, _: Subject, later: Later) -> bool:
    """A swap, drop, double or neighbouring key in one word of the name."""
    rng = later()
    fields = [field for field in _NAME_FIELDS if len(getattr(record, field)) >= 4]
    if not fields:
        return False
    field = one_of(rng, fields)
    return _set(record, field, mistyped(getattr(record, field), rng))


def two_typos(record: Record, subject: Subject, later: Later) -> bool:
    rng = later()
    first = one_typo(record, subject, lambda: rng)
    return one_typo(record, subject, lambda: rng) or first


def latin_name(record: Record, _: Subject, later: Later) -> bool:
    rng = later()
    alphabet = one_of(rng, tuple(LATIN_ALPHABETS))
    changed = [_set(record, field, latin(getattr(record, field), alphabet)) for field in _NAME_FIELDS]
    return any(changed)


def look_alike(record: Record, _: Subject, later: Later) -> bool:
    """Latin doubles inside a Cyrillic word, or the letters of a font of the nineties."""
    rng = later()
    spelled = legacy_font if has_kazakh_letters(record.surname + record.given) and rng.random() < 0.5 else look_alikes
    changed = [_set(record, field, spelled(getattr(record, field))) for field in ("surname", "given")]
    return any(changed)


def swapped(record: Record, _: Subject, __: Later) -> bool:
    record.surname, record.given = record.given, record.surname
    return record.surname != record.given


def initials(record: Record, _: Subject, __: Later) -> bool:
    changed = [_set(record, field, _initial(getattr(record, field))) for field in ("given", "patronymic")]
    return any(changed)


def capitals(record: Record, _: Subject, __: Later) -> bool:
    changed = [_set(record, field, getattr(record, field).upper()) for field in _NAME_FIELDS]
    return any(changed)


def mistyped(word: str, rng: Random) -> str:
    """One typing error after the first letter; tried until the word differs."""
    while True:
        place = 1 + int(rng.random() * (len(word) - 2))
        letter, following = word[place], word[place + 1]
        spelled = one_of(
            rng, (following + letter, following, letter * 2 + following, _neighbour(letter, rng) + following)
        )
        if (result := word[:place] + spelled + word[place + 2 :]) != word:
            return result


def _neighbour(letter: str, rng: Random) -> str:
    for row in _KEYBOARD:
        place = row.find(letter.lower())
        if place >= 0:
            beside = row[place - 1] if place and rng.random() < 0.5 else row[min(place + 1, len(row) - 1)]
            return beside.upper() if letter.isupper() else beside
    return letter * 2


def _initial(word: str) -> str:
    return f"{word[0]}." if word else ""


def _set(record: Record, field: str, value: str) -> bool:
    changed = bool(getattr(record, field) != value)
    setattr(record, field, value)
    return changed
