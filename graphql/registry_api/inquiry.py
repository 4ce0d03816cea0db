"""One operation being answered: its connection and snapshot, who asks, and what has been read so far.

Siblings are read together: the first that is asked for a fact reads it for all of them, and the others find it here. So
a list costs one statement a field, not one a row.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select
from strawberry.types import Info as StrawberryInfo

from registries.access.log import Asking, write
from registries.address.composition import Composed, compose, unit_chains
from registries.temporal.declare import Fact
from registries.temporal.state import bearers, states, versions
from registry_api.moment import Moment, Subject, today
from registry_api.receipts import Receipts
from registry_api.refusal import FutureKnownAtError

Row = Mapping[Any, Any]
T = TypeVar("T")


class Inquiry:
    """The context of one operation, which the request may name. Everything is read in `connection`'s transaction."""

    def __init__(self, connection: Connection, asking: Asking, operation: str | None = None) -> None:
        self.operation = operation
        self.connection = connection
        self.asking = asking
        self.receipts = Receipts()
        self.today = today()
        self._read: dict[Hashable, Any] = {}

    def moment(self, as_of: date | None, known_at: datetime | None) -> Moment:
        """The point asked for by a field of the root."""
        return self.override(Moment(self.today), as_of, known_at)

    def override(self, moment: Moment, as_of: date | None, known_at: datetime | None) -> Moment:
        """Raises FutureKnownAtError: nobody can say what will be believed."""
        if known_at and known_at > self._once("now", self._now):
            raise FutureKnownAtError(
                "knownAt lies in the future", next_step="leave knownAt out to ask what is known now"
            )
        return moment.override(as_of, known_at)

    def states(self, fact: Fact, subject: Subject) -> Sequence[Row]:
        """What stands of `fact` for the subject on its day."""
        ids, moment = subject.among, subject.moment
        found = self._once(
            ("states", fact.name, ids, moment),
            lambda: _by_entity(states(self.connection, fact, ids, moment.as_of, moment.known_at)),
        )
        return found.get(subject.id, ())

    def siblings(self, fact: Fact, subject: Subject) -> Mapping[int, Sequence[Row]]:
        """The same for everybody the subject stands among."""
        self.states(fact, subject)
        found: Mapping[int, Sequence[Row]] = self._read["states", fact.name, subject.among, subject.moment]
        return found

    def versions(self, fact: Fact, subject: Subject) -> Sequence[Row]:
        """Every version of `fact` believed of the subject at its moment of belief."""
        ids, known_at = subject.among, subject.moment.known_at
        found = self._once(
            ("versions", fact.name, ids, known_at),
            lambda: _by_entity(versions(self.connection, fact, ids, known_at)),
        )
        return found.get(subject.id, ())

    def bearers(
        self, fact: Fact, column: str, values: tuple[str, ...], moment: Moment, scheme: str | None = None
    ) -> Sequence[Row]:
        """Who bears or ever bore codes; see `registries.temporal.state.bearers`."""
        return self._once(
            ("bearers", fact.name, values, moment, scheme),
            lambda: bearers(self.connection, fact, column, values, moment.as_of, moment.known_at, scheme),
        )

    def composed(self, subject: Subject) -> Composed | None:
        """The address of the subject in parts; None where nothing of it stands on the day."""
        ids, moment = subject.among, subject.moment
        found: dict[int, Composed] = self._once(
            ("composed", ids, moment), lambda: compose(self.connection, ids, moment.as_of, moment.known_at)
        )
        return found.get(subject.id)

    def chain(self, subject: Subject) -> tuple[int, ...]:
        """The units that the unit belongs to, the nearest first."""
        ids, moment = subject.among, subject.moment
        found: dict[int, tuple[int, ...]] = self._once(
            ("chain", ids, moment), lambda: unit_chains(self.connection, ids, moment.as_of, moment.known_at)
        )
        return found[subject.id]

    def write_receipts(self) -> None:
        write(self.connection, self.asking, self.receipts.entries())

    def _now(self) -> datetime:
        # The register's own clock: its moments are what knownAt is compared with.
        moment = self.connection.scalar(select(func.clock_timestamp()))
        assert isinstance(moment, datetime)
        return moment

    def _once(self, key: Hashable, read: Callable[[], T]) -> T:
        if key not in self._read:
            self._read[key] = read()
        found: T = self._read[key]
        return found


Info = StrawberryInfo[Inquiry, None]


def _by_entity(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["entity"], []).append(row)
    return found
