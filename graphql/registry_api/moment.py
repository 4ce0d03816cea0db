"""The point asked for on both time axes, inherited by everything nested and overridden where a field says so."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Annotated

import strawberry
from strawberry import UNSET

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


def dated(as_of: AsOf = UNSET, known_at: KnownAt = UNSET):  # type: ignore[no-untyped-def]
    """The arguments of a field that may be asked for another point in time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`known_at` None is now; `stated` says whether the day was asked for, or is today for lack of one."""

    as_of: date
    known_at: datetime | None = None
    stated: bool = True
