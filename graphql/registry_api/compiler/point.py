"""The point in time of a field in a compiled statement: parameters, the innermost first, each of which may be null."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from registries.temporal.state import Point
from registry_api.moment import Moment

TODAY = "today"
_NOW = "CAST('infinity' AS timestamptz)"


@dataclass(frozen=True, slots=True)
class At:
    """Names of the parameters that say the day and the moment of belief; `history` plans read every belief.

    `found` is an expression that says the day where the answer itself brought it up; `asked` are the parameters of the
    day above it, which is the one that is logged.
    """

    days: tuple[str, ...] = (TODAY,)
    moments: tuple[str, ...] = ()
    history: bool = False
    found: str | None = None
    asked: tuple[str, ...] = ()

    def override(self, day: str | None, moment: str | None) -> "At":
        days = self.days if day is None else (day, *self.days)
        return replace(self, days=days, moments=self.moments if moment is None else (moment, *self.moments))

    def on(self, found: str) -> "At":
        """On a day that the answer brought up, believed as before."""
        return replace(self, days=(), found=found, asked=(*self.days, *self.asked))

    @property
    def point(self) -> Point:
        """As SQL. In a plan that reads history a moment that is null all the way up is now, the end of all beliefs."""
        known = _first([*_moments(self.moments), _NOW]) if self.history else None
        return Point(_first([*_days(self.days), *([self.found] if self.found else [])]), known)

    @property
    def logged(self) -> tuple[str, str]:
        """SQL of the day and the moment of belief that were asked for; the moment is null for now."""
        moments = _moments(self.moments) if self.history else []
        return _first(_days((*self.days, *self.asked))), _first(moments) if moments else "CAST(NULL AS timestamptz)"

    def moment(self, values: Mapping[str, object], found: date | None = None) -> Moment:
        """The same of one request; `found` is the day that the answer brought up, where it is known."""
        days = [*self.days] if found and self.found else [*self.days, *self.asked]
        name, day = next(((name, value) for name in days if isinstance(value := values[name], date)), ("", found))
        assert day is not None
        then = (value for name in self.moments if isinstance(value := values[name], datetime))
        return Moment(day, next(then, None), name != TODAY)


def _days(names: Iterable[str]) -> list[str]:
    return [f"CAST(:{name} AS date)" for name in names]


def _moments(names: Iterable[str]) -> list[str]:
    return [f"CAST(:{name} AS timestamptz)" for name in names]


def _first(expressions: list[str]) -> str:
    """The first that is not null."""
    return expressions[0] if len(expressions) == 1 else f"coalesce({', '.join(expressions)})"
