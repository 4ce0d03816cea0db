"""What the next batch says is read while this one is written, and nothing is different for it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from loaders import apply as applying
from loaders import delivery, reading_ahead
from loaders.reading_ahead import ReadingAhead
from registries.crosswalk.statements import load_said
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, ZHANAR, gbd_fl, person, tax, tax_row

DAY, LATER = "2024-01-01", "2024-02-01"
EVERYBODY = (AIGUL, BOLAT, PYOTR, ZHANAR)
DUE = "SELECT record_id FROM provenance.due ORDER BY 1"


class Broken(Exception):
    pass


@pytest.fixture
def waiting(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A delivery of four taxpayers that was received, and not one of them settled."""
    office.load("gbd_fl", gbd_fl(*map(person, EVERYBODY)), DAY)
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "apply", lambda *_: None)
        yield office.load("tax", tax(*map(tax_row, EVERYBODY)), DAY).delivery


def test_what_is_read_ahead_is_what_would_be_read_in_its_turn(office: Office, waiting: int) -> None:
    records = [int(str(row[0])) for row in office.rows(DUE)]
    assert len(records) == 4
    with ReadingAhead(office.engine, waiting, 2) as ahead:
        assert ahead.read(records) == {}
        ahead.begin(0, records[0])
        read = ahead.read(records)
        assert ahead.read(records) == {}
        ahead.begin(0, records[0])
        assert list(ahead.read(records[2:])) == records[2:3]
        ahead.begin(1, 0)
        assert ahead.read(records) == {}
    with office.engine.connect() as connection:
        assert read == load_said(connection, records[1:3])


def test_records_of_others_that_were_awakened_are_read_in_their_turn(office: Office, waiting: int) -> None:
    with office.engine.begin() as connection:
        people = connection.scalars(
            text("""
            INSERT INTO provenance.due (delivery_id, turn, record_id)
            SELECT :delivery, 0, r.id FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id
             WHERE s.name = 'gbd_fl' RETURNING record_id
            """),
            {"delivery": waiting},
        ).all()
    with ReadingAhead(office.engine, waiting, 100) as ahead:
        ahead.begin(0, 0)
        read = ahead.read([int(str(row[0])) for row in office.rows(DUE)])
    assert len(read) == 4
    assert read.keys().isdisjoint(people)


def test_a_batch_takes_what_was_read_for_it(office: Office, waiting: int, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    read = ReadingAhead.read

    def counted(ahead: ReadingAhead, records: list[int]) -> object:
        found = read(ahead, records)
        taken.append(len(found))
        return found

    monkeypatch.setattr(ReadingAhead, "read", counted)
    applying.apply(office.engine, waiting, 2, lambda _: None)
    assert taken == [0, 2]
    assert office.state(waiting) == "APPLIED"
    assert len(office.people()) == 4


def test_what_cannot_be_read_ahead_stops_the_load_where_it_is_and_the_next_goes_on(
    office: Office, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Broken

    with monkeypatch.context() as patched:
        patched.setattr(reading_ahead, "load_said", fail)
        with pytest.raises(Broken):
            applying.apply(office.engine, waiting, 2, lambda _: None)
    assert (office.state(waiting), len(office.rows(DUE))) == ("RECEIVED", 2)
    applying.apply(office.engine, waiting, 2, lambda _: None)
    assert (office.state(waiting), len(office.rows(DUE))) == ("APPLIED", 0)
