"""The point in time of a field in a compiled statement: parameters, the innermost first, each of which may be null."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from registries.temporal.state import Point
from registry_api.moment import Moment

TODAY = "today"


@dataclass(frozen=True, slots=True)
class At:
    """Names of the parameters that say the day and the moment of belief; `history` plans read every belief.

    `found` is an expression that says the day where the answer itself brought it up.
    """

    days: tuple[str, ...] = (TODAY,)
    moments: tuple[str, ...] = ()
    history: bool = False
    found: str | None = None

    def override(self, day: str | None, moment: str | None) -> "At":
        days = self.days if day is None else (day, *self.days)
        return replace(self, days=days, moments=self.moments if moment is None else (moment, *self.moments))

    def on(self, found: str) -> "At":
        """On a day that the answer brought up, believed as before."""
        return replace(self, days=(), found=found)

    @property
    def point(self) -> Point:
        """As SQL. In a plan that reads history a moment that is null all the way up is now, the end of all beliefs."""
        moments = [f"CAST(:{name} AS timestamptz)" for name in self.moments]
        known = f"coalesce({', '.join([*moments, _NOW])})" if self.history else None
        days = [f"CAST(:{name} AS date)" for name in self.days] + ([self.found] if self.found else [])
        return Point(days[0] if len(days) == 1 else f"coalesce({', '.join(days)})", known)

    def moment(self, values: Mapping[str, object]) -> Moment:
        """As it is logged."""
        day = next(value for name in self.days if isinstance(value := values[name], date))
        then = (value for name in self.moments if isinstance(value := values[name], datetime))
        return Moment(day, next(then, None))


_NOW = "CAST('infinity' AS timestamptz)"
