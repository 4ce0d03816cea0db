"""Analysts' files with a column of addresses as people wrote them: every row comes out graded, with the place it means.

All rows are answered from one snapshot of the register; nothing is written there.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
from sqlalchemy import Connection, text

from loaders.analyst_table import AnalystTable, added_to
from registries.address.free_text import LONGEST, FreeText, Named
from registries.address.resolving import Grade, Level, Place, Resolution, resolve

REASONS = {
    "UNREADABLE_ROW": "the row of the file cannot be read",
    "NO_TEXT": "the row has no address",
    "TEXT_TOO_LONG": f"the text is longer than {LONGEST} characters",
    "NOTHING_FOUND": "no place of the register fits what was understood",
    "SEVERAL_PLACES": "several places fit equally well",
    "HOUSE_NOT_FOUND": "the register has the street, and no such house on it",
    "NOT_SURE": "one place fits, and not everything that was said agrees with it",
}
_TEXTS = (
    "grade", "level", "place", "code", "address_ru", "address_kk", "matched_name", "name_since", "name_until",
    "understood", "left_over", "candidates", "reason",
)  # fmt: skip
_DAYS = ("name_since", "name_until")
ADDED = pa.schema([(name, pa.date32() if name in _DAYS else pa.string()) for name in _TEXTS])

Codes = dict[tuple[Level, int], str]
Answered = tuple[str, str]  # grade, reason


@dataclass(frozen=True, slots=True)
class Unasked:
    """A row that has no text to be answered."""

    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """As of which day names are meant (None: whenever they held), which day is today, and the unit all rows lie in."""

    as_of: date | None
    today: date
    within: int | None = None


def resolve_file(
    connection: Connection, table: AnalystTable, asked: Question, out: Path, done: Callable[[int], None]
) -> Counter[Answered]:
    """Answer every row into `out`; returns how many rows had each grade and reason. `done` hears what has been read.

    Raises AnalystTableError where the file has a column of a name that is to be added.
    """
    counts: Counter[Answered] = Counter()
    with added_to(table, ADDED, out) as add:
        for batch, readable in table.batches():
            rows = list(_rows(connection, table.words(batch), readable, asked))
            counts.update((str(row[0] or ""), str(row[-1] or "").partition(":")[0]) for row in rows)
            add(batch, range(len(rows)), rows)
            done(table.taken())
    return counts


def _rows(
    connection: Connection, words: Sequence[str | None], readable: Sequence[bool], asked: Question
) -> Iterator[Sequence[object]]:
    """What is added to each row; the same text is answered once a batch."""
    texts = [_told(word, whole) for word, whole in zip(words, readable, strict=True)]
    different = list(dict.fromkeys(one for one in texts if isinstance(one, str)))
    resolved = resolve(connection, different, asked.as_of, asked.today, within=asked.within)
    answers = dict(zip(different, resolved, strict=True))
    codes = _codes(connection, resolved, asked.today)
    for one in texts:
        yield _row(answers[one], codes) if isinstance(one, str) else _unanswered(one)


def _told(word: str | None, whole: bool) -> str | Unasked:
    """The text to be answered, or why it is not."""
    if not whole:
        return Unasked("UNREADABLE_ROW")
    if word is None or not word.strip():
        return Unasked("NO_TEXT")
    # PostgreSQL keeps no NUL; Parquet may hold one
    return Unasked("TEXT_TOO_LONG") if len(word) > LONGEST else word.replace("\0", " ")


def _unanswered(row: Unasked) -> Sequence[object]:
    return (*[None] * (len(ADDED) - 1), _sentence(row.reason))


def _sentence(reason: str | None) -> str | None:
    return None if reason is None else f"{reason}: {REASONS[reason]}"


def _row(found: Resolution, codes: Codes) -> Sequence[object]:
    understood, rest = _json(_parts(found.read)), " | ".join(found.read.rest) or None
    reason = _sentence(_why(found))
    if found.grade is Grade.C or not found.places:
        others = _json([_candidate(place, codes) for place in found.places]) if found.places else None
        return (str(found.grade), *[None] * 8, understood, rest, others, reason)
    [place] = found.places
    period = place.period
    return (
        str(found.grade), str(place.level), _named(place), codes.get((place.level, place.id)), place.ru or None,
        place.kk or None, place.name, period and period.since, period and period.until, understood, rest, None, reason,
    )  # fmt: skip


def _why(found: Resolution) -> str | None:
    """Why a person should look."""
    if found.grade is not Grade.C:
        return None
    if len(found.places) != 1:
        return "SEVERAL_PLACES" if found.places else "NOTHING_FOUND"
    return "HOUSE_NOT_FOUND" if found.house_missing else "NOT_SURE"


def _named(place: Place) -> str:
    """As `registries history` names things: `geonym:12`."""
    return f"{place.level.lower()}:{place.id}"


def _candidate(place: Place, codes: Codes) -> dict[str, object]:
    return {
        "level": str(place.level), "place": _named(place), "code": codes.get((place.level, place.id)),
        "ru": place.ru or None, "kk": place.kk or None, "likeness": round(place.likeness, 3),
    }  # fmt: skip


def _parts(read: FreeText) -> dict[str, object]:
    """What was understood, the empty parts left out."""
    names = {sort: [_name(one) for one in getattr(read, sort)] for sort in ("units", "geonyms", "crossing", "former")}
    words = {sort: list(getattr(read, sort)) for sort in ("untyped", "postcodes", "beside", "relation")}
    premises = [{"number": one.number, "kind": one.kind} for one in read.premises]
    said = {**names, "number": read.number, "corpus": read.corpus, "premises": premises, **words}
    return {name: part for name, part in said.items() if part}


def _name(one: Named) -> dict[str, object]:
    return {"name": one.name, "kinds": sorted(one.kinds)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _codes(connection: Connection, found: Sequence[Resolution], today: date) -> Codes:
    """The RKA of addresses, the RKO of geonyms and the KATO codes of units that are borne today."""
    wanted: dict[Level, set[int]] = {level: set() for level in _CODES}
    for one in found:
        for place in one.places:
            wanted[place.level].add(place.id)
    return {
        (level, identity): code
        for level, ids in wanted.items()
        if ids
        for identity, code in connection.execute(_CODES[level], {"ids": sorted(ids), "today": today})
    }


def _borne(kind: str, column: str, of: str) -> str:
    return (
        f"SELECT {of}_id, {column} FROM address.{kind} "
        f"WHERE {of}_id = ANY (CAST(:ids AS bigint[])) AND valid_time @> CAST(:today AS date)"
    )


_CODES = {
    Level.ADDRESS: text(_borne("address_code", "rka", "address")),
    Level.GEONYM: text(_borne("geonym_code", "rko", "geonym")),
    Level.UNIT: text(_borne("unit_code", "kato", "unit")),
}
