"""What a record says of its person today, as linkage by weight and clerical review look at it."""

from typing import Final

from registries.crosswalk.claims import Said
from registries.crosswalk.statements import RecordSaid
from registries.crosswalk.weighing.matching import Described

MOST_SAID: Final = 32


def today_of(record: RecordSaid) -> list[Said]:
    """The statements its source stands by."""
    return [said for said in record.statements if any(span.until is None for span in said.spans)]


def described(record: RecordSaid) -> Described:
    """All that today's statements say; of a record that its source has ended, what it said while it was there.

    Of a key that a file gives to more than MOST_SAID different rows nothing: every name would be compared with every date.
    """
    spoken = today_of(record) or record.statements
    parts = [Described.of(said.reading) for said in spoken] if len(spoken) <= MOST_SAID else []
    return Described(
        tuple(dict.fromkeys(name for part in parts for name in part.names)),
        tuple(sorted({day for part in parts for day in part.births})),
        tuple(sorted({sex for part in parts for sex in part.sexes})),
        tuple(sorted({year for part in parts for year in part.years})),
    )
