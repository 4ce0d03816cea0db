"""The columns of a table that is given to analysts: name, type and what it says, written into the file beside them."""

from dataclasses import dataclass
from enum import StrEnum

from registries.analysis.territory import LEVELS, SHOWN


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    DAY = "day"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    comment: str


def text(name: str, comment: str) -> Column:
    return Column(name, Kind.TEXT, comment)


_WHAT = {"kato": "KATO code", "ru": "name in Russian", "kk": "name in Kazakh"}
LEVEL_COLUMNS = tuple(
    text(f"{level}_{shown}", f"{_WHAT[shown]} of the {level} it lies in on that day")
    for level in LEVELS
    for shown in SHOWN
)
NAME_COLUMNS = (text("name_ru", "name in Russian"), text("name_kk", "name in Kazakh"))
LIFE_COLUMNS = (
    Column("first_day", Kind.DAY, "first day it exists; null where none is known"),
    Column("last_day", Kind.DAY, "last day it exists, included; null while open"),
    text("first_day_basis", "STATED, OBSERVED or INFERRED:rule"),
    text("last_day_basis", "the same of the last day"),
)
CERTAINTY_COLUMNS = (
    Column("uncertain", Kind.TRUTH, "whether something of the row may have changed already by that day"),
    Column("newer_since", Kind.DAY, "first day of the newer state, where uncertain"),
)
