"""What the numbers of a dictionary mean, where the dictionary is another source's delivery."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from loaders.formats import Reason
from loaders.mapping.shapes import Fields
from loaders.source import DictionaryOf, Scalar

Dictionaries = Mapping[str, Sequence[Fields]]
"""By source, the fields of its rows; a dictionary that has not been delivered is not there."""

NONE: Dictionaries = {}
NO_DICTIONARY = "NO_DICTIONARY"


def meanings(name: str, of: DictionaryOf, dictionaries: Dictionaries) -> Callable[[str], Scalar | Reason]:
    """What a number of the dictionary means, or why that is not known."""
    undelivered = Reason(NO_DICTIONARY, name, f"the dictionary {of.source} has not been delivered")
    unknown = Reason("UNKNOWN_IN_DICTIONARY", name, f"the dictionary {of.source} has no such entry")
    doubtful = Reason("DOUBTFUL_IN_DICTIONARY", name, f"the dictionary {of.source} has several such entries")
    if of.source not in dictionaries:
        return lambda _: undelivered
    known: dict[str, Scalar | Reason] = {}
    for among in (False, True):  # an entry that is still in use explains a number before one that is not
        said = [row for row in dictionaries[of.source] if (row.get("actual") is not False) is among]
        known |= _told(said, of, doubtful)
    return lambda text: known.get(text, unknown)


def _told(rows: Iterable[Fields], of: DictionaryOf, doubtful: Reason) -> dict[str, Scalar | Reason]:
    found: dict[str, set[Scalar]] = {}
    for row in rows:
        if row[of.by] is not None and row[of.take] is not None:
            found.setdefault(str(row[of.by]), set()).add(row[of.take])
    return {number: next(iter(meant)) if len(meant) == 1 else doubtful for number, meant in found.items()}
