"""What composing an address as of a day costs where everything has had one name, and where it has had many.

The statement is our compiler's for `address(rka:, asOf:) { kazakh: full russian: full }`, prepared; one warm client on
each database, in turns, so that other work on the machine weighs on both.
"""

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg2
from psycopg2.extensions import cursor as Cursor  # noqa: N812  a class
from reading.database import Place
from reading.plans import SETTINGS
from reading.questions import Key, Question
from reading.statement import Compiled, statement
from register.extent import Register

DATED = Question("address", "an address as of a day, in both languages", "address_on_day", 1, "rka")
FIRST, DAYS = date(1990, 1, 1), 13_000
TURNS, PER_TURN, WARMED = 24, 400, 1_000


@dataclass(frozen=True, slots=True)
class Composed:
    """Microseconds for one address with one name each and with many, and the ratio turn by turn."""

    one_us: float
    many_us: float
    turns: Sequence[float]

    @property
    def ratio(self) -> float:
        return statistics.median(self.turns)


@dataclass(frozen=True, slots=True)
class _Client:
    cursor: Cursor
    asked: str
    values: Sequence[Sequence[object]]

    def microseconds(self, turn: int) -> float:
        """Of the median answer."""
        taken = []
        for values in self.values[turn * PER_TURN : (turn + 1) * PER_TURN]:
            begun = time.perf_counter()
            self.cursor.execute(self.asked, values)
            found = self.cursor.fetchone()
            taken.append(time.perf_counter() - begun)
            assert found is not None
            assert "?" not in str(found[-1]), found
        return statistics.median(taken) * 1e6


def compared(one: Place, many: Place, extent: Register) -> Composed:
    """The same addresses on the same days, asked of both databases."""
    made = statement(DATED, "derived", "none")
    values = list(_values(made, extent))
    with _client(one, made, values) as first, _client(many, made, values) as second:
        turns = [(first.microseconds(turn), second.microseconds(turn)) for turn in range(TURNS)]
    ones, manys = zip(*turns, strict=True)
    return Composed(statistics.median(ones), statistics.median(manys), [b / a for a, b in turns])


def _values(made: Compiled, extent: Register) -> Iterator[Sequence[object]]:
    chance = random.Random(extent.seed)
    for _ in range(TURNS * PER_TURN):
        number = f"99{chance.randint(1, extent.buildings):014d}"
        yield made.values(Key(number, FIRST + timedelta(days=chance.randrange(DAYS))), date(2026, 1, 1))


@contextmanager
def _client(place: Place, made: Compiled, values: Sequence[Sequence[object]]) -> Iterator[_Client]:
    with closing(psycopg2.connect(place.plain_url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(SETTINGS)
        cursor.execute(f"PREPARE asked AS {made.sql}")
        client = _Client(cursor, f"EXECUTE asked({', '.join(['%s'] * len(made.parameters))})", values)
        for warming in values[:WARMED]:
            cursor.execute(client.asked, warming)
        yield client
