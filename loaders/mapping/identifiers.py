"""Identifiers of a record: read as their declared kind, kept as delivered where faulty, and never guessed."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from loaders.formats import Reason
from loaders.mapping.found import Found, Step, Word
from loaders.mapping.shapes import Fields, StatedIdentifier
from loaders.source import FieldSpec, KindOf
from registries.identifiers import SENTENCES, Kind, Reading, read

PLACEHOLDERS = frozenset({"repeated-digits", "placeholder"})
SYNTHETIC = "synthetic"
"""A database is synthetic whole or not at all, so its ranges are no suspicion of a row."""
OF_SYNTHETIC = frozenset({SYNTHETIC, "7th-digit-7", "7th-digit-8"})

KindsOf = Callable[[Fields], tuple[Kind, ...]]


def identifier_step(name: str, spec: FieldSpec, word: Word, place: str) -> Step:
    """The step that reads an identifier; its value is the normal form, or the words where they do not read."""
    kinds = _kinds(spec)
    own = not spec.foreign

    def step(words: object, fields: Fields, found: Found) -> None:
        text = fields[name] = word(words, found)
        if text is None or not (possible := kinds(fields)):
            return
        reading = _read(possible, text)
        value = fields[name] = reading.normal or text
        found.suspicions += _suspicions(reading.faults + reading.suspicions, place)
        if own:
            found.readings[name] = reading
            found.identifiers.append(_stated(name, value, reading, spec, fields))

    return step


def _kinds(spec: FieldSpec) -> KindsOf:
    declared = spec.identifier
    if not isinstance(declared, KindOf):
        fixed = declared or ()
        return lambda _: fixed
    of = declared.of
    by_name = {kind.value: (kind,) for kind in Kind}
    return lambda fields: by_name.get(str(fields[of]), ())


def _read(kinds: tuple[Kind, ...], text: str) -> Reading:
    """As the first of the kinds whose form it has; their forms exclude each other, or a source would not list them."""
    if len(kinds) == 1:
        return read(kinds[0], text)
    readings = [read(kind, text) for kind in kinds]
    return next((reading for reading in readings if reading.normal is not None), readings[0])


@lru_cache(1024)
def _suspicions(marks: tuple[str, ...], place: str) -> tuple[Reason, ...]:
    passed_over = OF_SYNTHETIC if SYNTHETIC in marks else frozenset()
    return tuple(
        Reason(mark.upper().replace("-", "_"), place, SENTENCES[mark]) for mark in marks if mark not in passed_over
    )


def _stated(name: str, value: str, reading: Reading, spec: FieldSpec, fields: Fields) -> StatedIdentifier:
    """A number of the issuer's own with a wrong check digit is lawful; anybody else's is kept and links nobody."""
    readable = reading.normal is not None and PLACEHOLDERS.isdisjoint(reading.suspicions)
    linkable = readable and (spec.assigned or not reading.faults)
    return StatedIdentifier(
        reading.kind, value, spec.assigned, linkable, _day(fields, spec.since), _day(fields, spec.until), name
    )


def _day(fields: Fields, name: str | None) -> date | None:
    value = fields[name] if name else None
    return value if isinstance(value, date) else None


def hints_against(reading: Reading, place: str, birth_date: object, sex: object) -> list[Reason]:
    """Where an IIN spells another birth date or sex than the record states: lawful, and worth a look."""
    found = []
    if birth_date is not None and (hint := reading.birth_date_hint) is not None and hint != birth_date:
        found.append(Reason("IIN_BIRTH_DATE_DIFFERS", place, "the IIN spells another birth date"))
    if sex is not None and (spelled := reading.sex_hint) is not None and spelled != sex:
        found.append(Reason("IIN_SEX_DIFFERS", place, "the IIN spells the other sex"))
    return found
