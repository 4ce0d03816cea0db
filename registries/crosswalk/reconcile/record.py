"""A record that asks whom it speaks of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registries.crosswalk.comparison import Name
from registries.crosswalk.linkage import Number
from registries.crosswalk.match_rows import COLUMNS
from registries.crosswalk.reading import Reading
from registries.crosswalk.weighing.matching import Described
from registries.errors import RegistryError
from registries.identifiers import SENTENCES, Kind, read

LONGEST_NAME: Final = 200
MOST_NAMES: Final = 10
MOST_NUMBERS: Final = 20
_NAMES: Final = COLUMNS.index("patronymic") + 1
PLACEHOLDERS: Final = frozenset({"repeated-digits", "placeholder"})


class RecordRefused(RegistryError):
    """A record that cannot be read; the others of its set are answered."""

    code = "RECORD_UNREADABLE"


class NothingToGoBy(RecordRefused):
    """Nothing is said that anybody could be found by."""

    code = "NOTHING_TO_GO_BY"

    def __init__(self) -> None:
        super().__init__(
            "the record says neither a number that can be read nor a name", next_step="say at least one of them"
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """Numbers in normal form, what is said of the person, and the record's own (source, key) where it was delivered.

    `remarks` say of numbers why they could not be used, without showing them.
    """

    numbers: tuple[Number, ...]
    said: Described
    of: tuple[str, str] | None = None
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.numbers and not any(any(row[:_NAMES]) for row in self.said.rows()):
            raise NothingToGoBy

    @classmethod
    def of_reading(cls, reading: Reading, of: tuple[str, str] | None = None) -> "Asked":
        """What the mapping of a source understood. Raises NothingToGoBy."""
        numbers = sorted({(number.scheme, number.value) for number in reading.identifiers})
        return cls(tuple(numbers), Described.of(reading), of)


def asked_of(
    numbers: Iterable[tuple[str, str]],
    names: Sequence[Name],
    births: Iterable[date] = (),
    sexes: Iterable[str] = (),
    years: Iterable[int] = (),
    of: tuple[str, str] | None = None,
) -> Asked:
    """A record from (kind, number as typed) and names as written. Raises RecordRefused."""
    given = list(dict.fromkeys(numbers))
    if len(given) > MOST_NUMBERS or len(names) > MOST_NAMES:
        raise RecordRefused(
            f"the record has more than {MOST_NUMBERS} numbers or {MOST_NAMES} names", next_step="leave some out"
        )
    if any(part is not None and len(part) > LONGEST_NAME for name in names for part in name):
        raise RecordRefused(f"a name is longer than {LONGEST_NAME} characters", next_step="send the name alone")
    usable, remarks = _read(given)
    return Asked(usable, Described(tuple(names), tuple(births), tuple(sexes), tuple(years)), of, remarks)


def _read(given: Iterable[tuple[str, str]]) -> tuple[tuple[Number, ...], tuple[str, ...]]:
    """A number that breaks a rule of its kind may have been issued and is looked for; a placeholder never was."""
    usable: dict[Number, None] = {}
    remarks: list[str] = []
    for kind, value in given:
        found = read(Kind(kind), value)
        if found.normal is None:
            remarks.append(f"{kind}: {' '.join(SENTENCES[fault] for fault in found.faults)}")
        elif PLACEHOLDERS.isdisjoint(found.suspicions):
            usable[kind, found.normal] = None
        else:
            remarks.append(f"{kind}: a placeholder, not a number")
    return tuple(sorted(usable)), tuple(remarks)
