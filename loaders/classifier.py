"""What only a whole edition of a classifier tells: the parent of a code, its level, and a code that stands twice.

KATO writes 2, 4, 6 and 9 significant digits for its four levels (NK RK 11). The parent of a code is the longest
existing prefix, padded with zeros; 7 digits name settlements inside towns of district standing.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.formats import Reason, Row, open_rows
from loaders.mapping import OBSERVED, EntityRef, Interpretation, Mapping, StatedFact
from loaders.source import Source
from registries.address.edition import DIGITS, level, line_key

PREFIXES = (7, 6, 4, 2)
# A level read from the code is weaker than any register's word on what kind of unit it is.
LEVEL_AUTHORITY = 10
CODE_TWICE = Reason("CODE_TWICE", "kato", "the edition gives this code to two units")


@dataclass(frozen=True, slots=True)
class Contents:
    """An edition's day, its codes, and those it gives to two units."""

    day: date
    codes: AbstractSet[str]
    twice: AbstractSet[str]


def contents_of_edition(path: Path, source: Source, day: date) -> Contents:
    """All codes of the file; an edition has some sixteen thousand. A row that stands twice word for word is one."""
    codes: dict[str, object] = {}
    twice = set()
    with open_rows(path, source.formats, required=source.columns) as stream:
        interpret = Mapping(source).interpret(stream.columns)
        for row in stream:
            if isinstance(row, Row):
                understood = interpret(row.words)
                if not understood.reasons and codes.setdefault(understood.key, understood.fields) != understood.fields:
                    twice.add(understood.key)
    return Contents(day, codes.keys() - twice, twice)


def parent_code(code: str, codes: AbstractSet[str]) -> str | None:
    """The nearest code above `code` in the edition; None at the top."""
    above = (code[:digits].ljust(DIGITS, "0") for digits in PREFIXES)
    return next((candidate for candidate in above if candidate != code and candidate in codes), None)


def placed(understood: Interpretation, source: Source, edition: Contents) -> Interpretation:
    """The row with what its edition adds: the line it is, level and parent."""
    if understood.key in edition.twice:
        return understood._replace(reasons=(CODE_TWICE,))
    facts = [_observed("address.unit_type", {"kind": level(understood.key)}, LEVEL_AUTHORITY)]
    parent = parent_code(understood.key, edition.codes)
    if parent is not None:
        reference = EntityRef("address.unit", line_key(parent, edition.day), source=source.name)
        facts.append(_observed("address.unit_parent", {"parent_id": reference}, source.authority))
    line = line_key(understood.key, edition.day)
    return understood._replace(key=line, entity_key=line, facts=(*understood.facts, *facts))


def _observed(fact: str, values: dict[str, str | EntityRef], authority: int) -> StatedFact:
    return StatedFact(fact, dict(values), None, OBSERVED, None, None, authority)
