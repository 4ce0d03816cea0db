"""Versions of one fact and the three things that happen to them: a change, a correction, an end.

Pure rules on plain values. A change says the world moved: what held before goes on holding on the earlier days.
A correction says we were wrong: within the period given, what was written never held.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from registries.errors import RegistryError

STATED = "STATED"
OBSERVED = "OBSERVED"


class NotAChangeError(RegistryError):
    code = "NOT_A_CHANGE"


@dataclass(frozen=True, slots=True)
class Version:
    """What holds on the days `[since, until)`; None is an open end. Exactly one of the two grounds is set."""

    values: tuple[object, ...]
    since: date | None
    until: date | None
    starts_basis: str = STATED
    starts_after: date | None = None
    ends_basis: str | None = None
    ends_after: date | None = None
    statement_id: int | None = None
    act_id: int | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def uncertain(self, day: date) -> bool:
        """Whether `day` lies between the last day this was observed and the first day something else was."""
        return self.holds(day) and self.ends_after is not None and day > self.ends_after


def change(versions: Sequence[Version], new: Version) -> list[Version]:
    """The world moved on `new.since`: the version of that day ends there and `new` holds from there on.

    Raises NotAChangeError where something else is already known to begin later: that is a correction.
    """
    if new.since is None or new.until is not None:
        raise NotAChangeError("a change has a first day and no last one", next_step="use a correction for a period")
    if any(version.since is not None and version.since >= new.since for version in versions):
        raise NotAChangeError(
            "a later version is already known", next_step="correct the period up to that version's first day"
        )
    return [*end(versions, new.since, basis=new.starts_basis, observed=new.starts_after), new]


def correct(versions: Sequence[Version], new: Version) -> list[Version]:
    """We were wrong about `[new.since, new.until)`: whatever was believed there gives way to `new`."""
    kept = [piece for version in versions for piece in _outside(version, new)]
    return sorted([*kept, new], key=_first_day)


def end(versions: Sequence[Version], last: date, *, basis: str = STATED, observed: date | None = None) -> list[Version]:
    """The fact ceased on `last` (the first day it no longer holds); `observed` is the last day it was seen to hold."""
    ended: list[Version] = []
    for version in versions:
        if version.since is not None and version.since >= last:
            continue
        if version.until is None or version.until > last:
            ended.append(replace(version, until=last, ends_basis=basis, ends_after=observed))
        else:
            ended.append(version)
    return ended


def _outside(version: Version, new: Version) -> Iterable[Version]:
    """The pieces of `version` on the days that `new` does not cover."""
    if _before(version.since, new.since):
        until = new.since if version.until is None or _after(version.until, new.since) else version.until
        touched = until != version.until
        yield replace(
            version,
            until=until,
            ends_basis=new.starts_basis if touched else version.ends_basis,
            ends_after=new.starts_after if touched else version.ends_after,
        )
    if new.until is not None and (version.until is None or version.until > new.until):
        since = new.until if version.since is None or version.since < new.until else version.since
        touched = since != version.since
        yield replace(
            version,
            since=since,
            starts_basis=(new.ends_basis or STATED) if touched else version.starts_basis,
            starts_after=new.ends_after if touched else version.starts_after,
        )


def _before(left: date | None, right: date | None) -> bool:
    """Whether the first day `left` lies before the first day `right`; None is the beginning of time."""
    return right is not None and (left is None or left < right)


def _after(until: date, since: date | None) -> bool:
    return since is None or until > since


def _first_day(version: Version) -> date:
    return version.since or date.min
