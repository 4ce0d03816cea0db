"""What only a whole edition of a classifier tells: the parent of a code, and its level.

KATO writes 2, 4, 6 and 9 significant digits for its four levels (NK RK 11). The parent of a code is the longest
existing prefix, padded with zeros; 7 digits name settlements inside towns of district standing.
"""

from collections.abc import Set as AbstractSet
from pathlib import Path

from loaders.formats import Row, open_rows
from loaders.mapping import OBSERVED, EntityRef, Interpretation, Mapping, StatedFact
from loaders.source import Source

CLASSIFIER = "kato"
PREFIXES = (7, 6, 4, 2)
DIGITS = 9
LEVELS = {2: "REGION", 4: "DISTRICT", 6: "SUBDISTRICT"}
# A level read from the code is weaker than any register's word on what kind of unit it is.
LEVEL_AUTHORITY = 10


def codes_of_edition(path: Path, source: Source) -> frozenset[str]:
    """All codes of the file; an edition has some sixteen thousand."""
    codes = set()
    with open_rows(path, source.format, required=source.columns) as stream:
        interpret = Mapping(source).interpret(stream.columns)
        for row in stream:
            if isinstance(row, Row):
                understood = interpret(row.words)
                if not understood.reasons:
                    codes.add(understood.key)
    return frozenset(codes)


def parent_code(code: str, codes: AbstractSet[str]) -> str | None:
    """The nearest code above `code` in the edition; None at the top."""
    above = (code[:digits].ljust(DIGITS, "0") for digits in PREFIXES)
    return next((candidate for candidate in above if candidate != code and candidate in codes), None)


def level(code: str) -> str:
    """REGION, DISTRICT, SUBDISTRICT or SETTLEMENT, by the significant digits of the code."""
    return next((name for digits, name in LEVELS.items() if code[digits:] == "0" * (DIGITS - digits)), "SETTLEMENT")


def placed(understood: Interpretation, source: Source, codes: AbstractSet[str]) -> Interpretation:
    """The row with what its edition adds: level and parent."""
    facts = [_observed("address.unit_type", {"kind": level(understood.key)}, LEVEL_AUTHORITY)]
    parent = parent_code(understood.key, codes)
    if parent is not None:
        reference = EntityRef("address.unit", parent, source=source.name)
        facts.append(_observed("address.unit_parent", {"parent_id": reference}, source.authority))
    return understood._replace(facts=(*understood.facts, *facts))


def _observed(fact: str, values: dict[str, str | EntityRef], authority: int) -> StatedFact:
    return StatedFact(fact, dict(values), None, OBSERVED, None, None, authority)
