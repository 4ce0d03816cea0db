"""What is told of a place ends with the place: a name, code, kind or parent holds on no day between two lives, nor after the last.

An act may give a name that no paper ends: the next extract has the street no more, and the name would be borne for ever
by what is gone. Where nobody tells that a place is there, nothing is cut; nor before its first life, of which papers tell
less than acts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from registries.address import tables
from registries.temporal import Fact, Version

OF_A_LIFE: Mapping[str, Fact] = {
    fact.name: life
    for life, facts in (
        (tables.unit_existence, (tables.unit_code, tables.unit_type, tables.unit_name, tables.unit_parent)),
        (tables.geonym_existence, (tables.geonym_code, tables.geonym_name, tables.geonym_type, tables.geonym_place)),
    )
    for fact in facts
}
"""By fact the life that it ends with."""

Gap = tuple[Version, Version | None]
"""The life that ended, and the next, if any."""


def gaps(lives: Iterable[Version]) -> list[Gap]:
    """Where a thing is there no more, in order; lives that follow one another without a day between have no gap."""
    ordered = sorted(lives, key=lambda life: (life.since is not None, life.since))
    between: list[Gap] = [(one, after) for one, after in pairwise(ordered) if one.until != after.since]
    last = ordered[-1:]
    return between + [(one, None) for one in last if one.until is not None]


def outside(gaps: Sequence[Gap], version: Version) -> list[Version]:
    """What is left of a version: its bounds at a gap are known as those of the lives are."""
    pieces = [version]
    for gap in gaps:
        pieces = [piece for one in pieces for piece in _outside(gap, one)]
    return pieces


def _outside(gap: Gap, version: Version) -> Iterable[Version]:
    ended, begun = gap
    assert ended.until is not None
    if version.until is not None and version.until <= ended.until:
        yield version
        return
    if version.since is None or version.since < ended.until:
        yield replace(version, until=ended.until, ends_basis=ended.ends_basis, ends_after=ended.ends_after)
    if begun is None or (version.until is not None and begun.since is not None and version.until <= begun.since):
        return
    if version.since is not None and begun.since is not None and begun.since <= version.since:
        yield version
    else:
        yield replace(version, since=begun.since, starts_basis=begun.starts_basis, starts_after=begun.starts_after)
