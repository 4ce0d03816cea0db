"""The point asked for on both time axes, inherited by everything nested and overridden where a field says so."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Annotated

import strawberry

# One time zone since 1 March 2024; fixed, because a machine need not have the tz database.
ALMATY = timezone(timedelta(hours=5), "Asia/Almaty")

AsOf = Annotated[
    date | None,
    strawberry.argument(description="The day in the world. Without it: that of the field above; at the root, today."),
]
KnownAt = Annotated[
    datetime | None,
    strawberry.argument(description="What was believed then. Without it: as the field above; at the root, now."),
]


def today() -> date:
    """Today in Asia/Almaty."""
    return datetime.now(ALMATY).date()


@dataclass(frozen=True, slots=True)
class Moment:
    """`known_at` None is now."""

    as_of: date
    known_at: datetime | None = None

    def override(self, as_of: date | None, known_at: datetime | None) -> "Moment":
        return Moment(as_of or self.as_of, known_at or self.known_at)


@dataclass(frozen=True, slots=True)
class Subject:
    """One identity in an answer: whom it stands among (asked for in one statement), when, and at which field."""

    id: int
    among: tuple[int, ...]
    moment: Moment
    path: str

    def at(self, moment: Moment) -> "Subject":
        return replace(self, moment=moment)

    def beside(self, identity: int, among: tuple[int, ...], field: str) -> "Subject":
        """An identity reached from this one by `field`."""
        return Subject(identity, among, self.moment, f"{self.path}.{field}")
