"""The fields of a record, compiled once per source and header into steps that run for every record."""

import re
from datetime import date

from loaders.formats import Reason
from loaders.mapping.conversions import Conversion, conversion
from loaders.mapping.dictionary import NO_DICTIONARY, NONE, Dictionaries
from loaders.mapping.found import Found, Step, Word
from loaders.mapping.identifiers import identifier_step
from loaders.mapping.names import split_names
from loaders.mapping.shapes import Fields
from loaders.mapping.spelling import odd_letters
from loaders.mapping.texts import Texts, as_written, in_document, in_table, joined, single_blanks
from loaders.source import YEAR_ALONE, FieldSpec, Scalar

MOST_ZEROS = 3
"""No number of twelve digits begins with more zeros: those of January of the year 2000 begin with three."""


def field_steps(
    specs: dict[str, FieldSpec], columns: tuple[str, ...] | None, prefix: str = "", dictionaries: Dictionaries = NONE
) -> tuple[Step, ...]:
    """Steps in an order that lets identifiers see the other fields. `columns` is None for documents."""
    ordered = sorted(specs.items(), key=lambda item: (item[1].identifier is not None, item[1].other_than is not None))
    return tuple(_step(name, spec, columns, prefix + name, dictionaries) for name, spec in ordered)


def _step(name: str, spec: FieldSpec, columns: tuple[str, ...] | None, place: str, dictionaries: Dictionaries) -> Step:
    if spec.either is not None:
        step = _either(name, spec, columns, place, dictionaries)
    else:
        step = _one_way(name, spec, columns, place, dictionaries)
    return step if spec.other_than is None else _not_itself(name, step, spec.other_than, place)


def _one_way(
    name: str, spec: FieldSpec, columns: tuple[str, ...] | None, place: str, dictionaries: Dictionaries
) -> Step:
    word = _word_of(name, spec, columns, place)
    if spec.identifier is not None:
        return identifier_step(name, spec, word, place)
    if spec.names is not None:
        return _names(name, spec.names, word)
    convert = conversion(place, spec, dictionaries)
    if YEAR_ALONE in (spec.date or ()) and convert is not None:
        return _year_at_least(name, word, convert)
    return _text(name, word) if convert is None else _converted(name, word, convert)


def _word_of(name: str, spec: FieldSpec, columns: tuple[str, ...] | None, place: str) -> Word:
    origins = spec.names_in_file(name)
    return _word(_texts(origins, columns, place, together=spec.joined, spelled=spec.spelled), spec, place)


def _either(
    name: str, spec: FieldSpec, columns: tuple[str, ...] | None, place: str, dictionaries: Dictionaries
) -> Step:
    """The value that stands in several ways; a record in which they differ does not say which is meant."""
    differ = Reason("COLUMNS_DISAGREE", place, "columns that mean the same say different things")
    missing = Reason("MISSING_FIELD", place, "a value that every record must have is missing")
    ways = [_one_way(name, way, columns, place, dictionaries) for way in spec.ways]

    def step(words: object, fields: Fields, found: Found) -> None:
        before, found.reasons = found.reasons, []
        known: list[Scalar] = []
        for way in ways:
            way(words, fields, found)
            if fields[name] is not None and fields[name] not in known:
                known.append(fields[name])
                if spec.first:
                    break
        if known:
            found.reasons = [reason for reason in found.reasons if reason.code != NO_DICTIONARY]
        if len(known) > 1:
            found.reasons.append(differ)
        elif spec.required and not known and not found.reasons:
            found.reasons.append(missing)
        found.reasons = before + found.reasons
        fields[name] = known[0] if len(known) == 1 else None

    return step


def _not_itself(name: str, step: Step, other: str, place: str) -> Step:
    """A thing that is said to lie inside itself lies where the rest of its record says."""
    itself = Reason("INSIDE_ITSELF", place, "the record says that the thing lies inside itself")

    def outside(words: object, fields: Fields, found: Found) -> None:
        step(words, fields, found)
        if fields[name] is not None and fields[name] == fields.get(other):
            fields[name] = None
            found.suspicions.append(itself)

    return outside


def _texts(
    origins: tuple[str, ...], columns: tuple[str, ...] | None, place: str, *, together: bool, spelled: bool = False
) -> Texts | None:
    if together:
        each = (_texts((origin,), columns, place, together=False, spelled=spelled) for origin in origins)
        return joined(tuple(text for text in each if text is not None))
    tidy = as_written if spelled else single_blanks
    return in_document(origins, place, tidy) if columns is None else in_table(origins, columns, tidy)


def _word(texts: Texts | None, spec: FieldSpec, place: str) -> Word:
    """The text of a field, None for nothing known; a missing or misplaced one is a reason."""
    missing = Reason("MISSING_FIELD", place, "a value that every record must have is missing")
    nothing = frozenset({"", *(" ".join(word.split()) for word in spec.none)})
    required = spec.required

    def word(words: object, found: Found) -> str | None:
        text = texts(words) if texts is not None else None
        if text is None or text in nothing:
            if required:
                found.reasons.append(missing)
            return None
        if isinstance(text, Reason):
            found.reasons.append(text)
            return None
        return text

    taken = word if spec.take is None else _taken(word, spec.take)
    filled = taken if spec.digits is None else _filled(taken, spec.digits, place)
    whole = filled if spec.followed_by is None else _followed(filled, spec.followed_by)
    return _spelled(whole, place) if spec.spelled else whole


def _spelled(word: Word, place: str) -> Word:
    def spelled(words: object, found: Found) -> str | None:
        text = word(words, found)
        if text is None:
            return None
        if not text.isalpha() or not text.isascii():
            found.suspicions += odd_letters(text, place)
        return " ".join(text.split()) or None

    return spelled


def _taken(word: Word, pattern: str) -> Word:
    search = re.compile(pattern).search

    def taken(words: object, found: Found) -> str | None:
        text = word(words, found)
        match = search(text) if text is not None else None
        return (match[1] or None) if match else None

    return taken


def _followed(word: Word, behind: str) -> Word:
    def followed(words: object, found: Found) -> str | None:
        text = word(words, found)
        return None if text is None else text + behind

    return followed


def _filled(word: Word, digits: int, place: str) -> Word:
    restored = Reason("ZEROS_RESTORED", place, "leading zeros that a spreadsheet drops were put back")

    def filled(words: object, found: Found) -> str | None:
        text = word(words, found)
        if text is None or not digits - MOST_ZEROS <= len(text) < digits or not (text.isascii() and text.isdecimal()):
            return text
        found.suspicions.append(restored)
        return text.zfill(digits)

    return filled


def _text(name: str, word: Word) -> Step:
    def step(words: object, fields: Fields, found: Found) -> None:
        fields[name] = word(words, found)

    return step


def _names(name: str, parts: tuple[str, ...], word: Word) -> Step:
    nothing = dict.fromkeys(parts)

    def step(words: object, fields: Fields, found: Found) -> None:
        text = fields[name] = word(words, found)
        fields.update(split_names(text, parts) if text is not None else nothing)

    return step


def _converted(name: str, word: Word, convert: Conversion) -> Step:
    def step(words: object, fields: Fields, found: Found) -> None:
        text = word(words, found)
        value = None if text is None else convert(text)
        if isinstance(value, Reason):
            found.reasons.append(value)
            value = None
        fields[name] = value

    return step


def _year_at_least(name: str, word: Word, convert: Conversion) -> Step:
    """A date, or the year of one whose day is unknown, which is no date."""
    dated, year = _converted(name, word, convert), f"{name}_year"

    def step(words: object, fields: Fields, found: Found) -> None:
        dated(words, fields, found)
        value = fields[name]
        fields[year] = value.year if isinstance(value, date) else value
        fields[name] = value if isinstance(value, date) else None

    return step
