"""What was done to a unit or geonym, read from its states: each operation with its first day, its basis and its ground.

Pure rules. A name written otherwise is no renaming; a name that becomes known is none either, but for the first name of
a thing that was there without one. What is only met is not
created: an operation needs a day before which it was otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from registries.address.unit_names import read_name
from registries.temporal import Version

Versions = Sequence[Version]


@dataclass(frozen=True, slots=True)
class States:
    """The versions of one thing, each list in order; names by language. `untold`: days of which nothing is claimed."""

    existence: Versions
    codes: Versions
    names: Mapping[str, Versions]
    parents: Versions
    links: Iterable[tuple[str, Version]] = ()
    untold: frozenset[date] = frozenset()


def operations(states: States) -> list[tuple[str, Version]]:
    """(operation, version) pairs; a version lasts until the next operation of its kind."""
    links = [(kind, _from(version)) for kind, version in states.links]
    days = {version.since for _, version in links}
    found = [*links, *_changes(states)]
    found += [(kind, version) for kind, version in _lives(states) if version.since not in days]
    return _until_next([(kind, version) for kind, version in found if version.since is not None])


def _changes(states: States) -> Iterable[tuple[str, Version]]:
    for language in sorted(states.names):
        for before, after in _adjacent(states.names[language]):
            if read_name(str(before.values[0])).base != read_name(str(after.values[0])).base:
                yield "RENAMED", _from(after)
    if (named := _first_naming(states)) is not None:
        yield "RENAMED", _from(named)
    for kind, versions in (("RECODED", states.codes), ("MOVED", states.parents)):
        for _, after in _adjacent(versions):
            yield kind, _from(after)


def _first_naming(states: States) -> Version | None:
    """The first name of a thing that was there without one, where a day is stated for it."""
    begun = [versions[0] for versions in states.names.values() if versions]
    first = min(begun, key=lambda version: version.since or date.min, default=None)
    if first is None or first.since is None or first.starts_basis != "STATED":
        return None
    nameless = any(_lies_before(life, first.since) for life in states.existence)
    return first if nameless else None


def _lies_before(life: Version, day: date) -> bool:
    """Whether a life that began before the day lasts up to it."""
    return (life.since is None or life.since < day) and (life.until is None or life.until >= day)


def _lives(states: States) -> Iterable[tuple[str, Version]]:
    """Beginnings and ends of life; what was already there when it was first met has no beginning."""
    stretches = _stretches(states.existence)
    for number, (first, last) in enumerate(stretches):
        began = first.since is not None and (
            first.starts_basis == "STATED" or first.starts_after is not None or number > 0
        )
        if began and first.since not in states.untold:
            yield "RESTORED" if number else "CREATED", _from(first)
        if last.until is not None and last.until not in states.untold:
            yield "ABOLISHED", _ended(last)


def _stretches(existence: Versions) -> list[tuple[Version, Version]]:
    """First and last version of each unbroken stretch."""
    found: list[tuple[Version, Version]] = []
    for version in existence:
        if found and found[-1][1].until == version.since:
            found[-1] = (found[-1][0], version)
        else:
            found.append((version, version))
    return found


def _adjacent(versions: Versions) -> Iterable[tuple[Version, Version]]:
    return (
        (one, other) for one, other in pairwise(versions) if one.until == other.since and one.values != other.values
    )


def _from(version: Version) -> Version:
    """The operation by which a version began."""
    return replace(version, values=(), until=None, ends_basis=None, ends_after=None)


def _ended(version: Version) -> Version:
    """The operation by which a version ended."""
    assert version.ends_basis is not None
    return Version(
        (), version.until, None, version.ends_basis, version.ends_after,
        statement_id=version.statement_id, act_id=version.act_id,
    )  # fmt: skip


def _until_next(found: Sequence[tuple[str, Version]]) -> list[tuple[str, Version]]:
    """One operation of a kind a day, the best grounded; each lasts until the next of its kind."""
    best: dict[tuple[str, date], Version] = {}
    for kind, version in sorted(found, key=lambda one: (one[1].starts_basis != "STATED", one[1].statement_id or 0)):
        assert version.since is not None
        best.setdefault((kind, version.since), version)
    placed = sorted(best.items())
    return [
        (kind, version if following is None else _lasting(version, following))
        for ((kind, _), version), following in zip(placed, _following(placed), strict=True)
    ]


def _following(placed: Sequence[tuple[tuple[str, date], Version]]) -> Iterable[Version | None]:
    for number, ((kind, _), _) in enumerate(placed):
        after = placed[number + 1] if number + 1 < len(placed) else None
        yield after[1] if after is not None and after[0][0] == kind else None


def _lasting(version: Version, following: Version) -> Version:
    return replace(version, until=following.since, ends_basis=following.starts_basis, ends_after=following.starts_after)
