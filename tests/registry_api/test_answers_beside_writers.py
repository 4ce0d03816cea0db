"""Operations asked while others write: an answer shows the register as it was after one whole transaction."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, text

from tests.prove import examples
from tests.registry_api.generated import worlds
from tests.registry_api.generated.operations import Operation
from tests.registry_api.generated.twins import Twins, twins
from tests.registry_api.oracle.answering import Told, answer
from tests.registry_api.oracle.books import read_books

SEED = 77
STEPS = 12


@dataclass
class Writer:
    """Changes and corrections of some kinds of fact, one transaction after the other, until it is told to stop."""

    database: Engine
    world: worlds.World
    kinds: Sequence[worlds.Kind]
    enough: threading.Event
    failed: BaseException | None = None

    def __call__(self) -> None:
        try:
            while not self.enough.is_set():
                with self.database.begin() as connection:
                    worlds.turn(self.world, connection, STEPS, self.kinds)
        except BaseException as error:
            self.failed = error


@contextmanager
def writers(pair: Twins) -> Iterator[None]:
    """Two writers, each of every other kind of fact: what one says of a fact the other does not know."""
    enough = threading.Event()
    found = [Writer(pair.database, _of(pair.world, place), worlds.KINDS[place::2], enough) for place in (0, 1)]
    threads = [threading.Thread(target=writer) for writer in found]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        enough.set()
        for thread in threads:
            thread.join()
    assert [writer.failed for writer in found] == [None, None]


def _of(world: worlds.World, place: int) -> worlds.World:
    return replace(world, rng=Random(place), believed=dict(world.believed), moments=[])


@pytest.fixture
def pair(new_database: Callable[[], Engine], tmp_path: Path) -> Iterator[Twins]:
    made = twins(new_database(), tmp_path, SEED)
    yield made
    made.close()


def position(database: Engine) -> int:
    with database.connect() as connection:
        return int(connection.scalar(text("SELECT max(position) FROM temporal.transaction")) or 0)


def stamps(database: Engine) -> dict[int, datetime]:
    with database.connect() as connection:
        rows = connection.execute(text("SELECT position, stamped_at FROM temporal.transaction")).all()
    return {row.position: row.stamped_at for row in rows}


def test_what_was_believed_stays_as_it_was_whatever_is_written_meanwhile(pair: Twins) -> None:
    with writers(pair):
        for seed in range(examples(40, full=1_000)):
            asked = pair.operation(seed, known=True)
            expected = answer(pair.books, asked.document, asked.variables, pair.opaque.named)
            assert not pair.opaque.compared(pair.product(asked), expected), (
                f"seed {seed}\n{asked.document}\n{asked.variables}"
            )


def test_an_answer_is_that_of_one_moment_between_question_and_answer(pair: Twins) -> None:
    asked: list[tuple[int, Operation, Told, range]] = []
    with writers(pair):
        for seed in range(examples(60, full=1_000)):
            operation, before = pair.operation(seed), position(pair.database)
            told = pair.product(operation)
            asked.append((seed, operation, told, range(before, position(pair.database) + 1)))
    moments, books = stamps(pair.database), read_books(pair.database)
    assert len({between for _, _, _, between in asked}) > 1
    for seed, operation, told, between in asked:
        told_of = [
            answer(books.on(moments[one]), operation.document, operation.variables, pair.opaque.named)
            for one in between
        ]
        differences = [pair.opaque.compared(told, expected) for expected in told_of]
        assert [] in differences, f"seed {seed}\n{operation.document}\n{operation.variables}\n{differences}"
