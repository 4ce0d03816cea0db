"""What a statement reads: columns of a table, by name, so that whoever runs it may be granted these and no others.

A fact is read from its table or, for an earlier belief, from the view of main and history; the same columns of both.
"""

from dataclasses import dataclass

from sqlalchemy import Table

from registries.temporal.declare import Fact

_BOUNDS = ("valid_time", "starts_basis", "starts_after", "ends_basis", "ends_after")


@dataclass(frozen=True, slots=True)
class Read:
    """Columns of a table; `known` is its view of all beliefs, where it has one, and `said` those that say something."""

    table: Table
    columns: tuple[str, ...]
    known: Table | None = None
    said: tuple[str, ...] = ()

    def of(self, alias: str) -> str:
        """The columns of a row, for SELECT."""
        return ", ".join(f"{alias}.{column}" for column in self.columns)


@dataclass(frozen=True, slots=True)
class Call:
    """A function that a statement calls, by schema, name and types; where `believed`, for an earlier belief alone."""

    signature: str
    believed: bool = False

    @property
    def schema(self) -> str:
        return self.signature.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version of a fact, whatever the day."""

    fact: Fact

    @property
    def table(self) -> Table:
        return self.fact.table


def identity(table: Table) -> Read:
    """Whether an identity is there."""
    return Read(table, ("id",))


def shown(fact: Fact) -> Read:
    """All that a fact says, with its bounds and on what basis they are known; not what it rests on."""
    return _read(fact, fact.values, _BOUNDS)


def versions(fact: Fact) -> Read:
    """All that versions say, whatever the day: neither uncertain nor on the way to a newer one."""
    return _read(fact, fact.values, ("valid_time", "starts_basis", "ends_basis"))


def standing(fact: Fact, *said: str) -> Read:
    """What of a fact is needed to say `said` (else its key) of the version that stands on a day."""
    return _read(fact, said or fact.key, ("valid_time", "starts_after"))


def uncertain(fact: Fact, *said: str) -> Read:
    """The same, and whether it does so uncertainly."""
    return _read(fact, said, ("valid_time", "starts_after", "ends_after"))


def _read(fact: Fact, said: tuple[str, ...], bounds: tuple[str, ...]) -> Read:
    """A fact that is derived has no bases of its bounds."""
    names = dict.fromkeys((fact.entity, *fact.key, *said, *(one for one in bounds if one in fact.table.c)))
    return Read(fact.table, tuple(names), fact.known, said)
