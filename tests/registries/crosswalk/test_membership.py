"""Identities: given under the register's lock, one after the other."""

from contextlib import suppress
from datetime import date

from sqlalchemy import Connection, text

from registries.crosswalk.membership import new_identities
from registries.crosswalk.reconcile import asked_of, reconcile
from registries.crosswalk.registers import REGISTERS
from registries.database import transaction
from registries.temporal import stamp
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, ZHANAR, gbd_fl, person, tax, tax_row

DAY, LATER = "2024-01-01", "2024-02-01"
EVERYBODY = "SELECT id FROM individual.individual ORDER BY id"


class Killed(Exception):
    pass


def give(connection: Connection, count: int, register: str = "individual") -> list[int]:
    stamp(connection)
    return new_identities(connection, REGISTERS[register].identity, count)


def killed_with(office: Office, count: int) -> None:
    """A batch that had given identities when it died."""
    with suppress(Killed), transaction(office.engine) as connection:
        give(connection, count)
        raise Killed


def test_numbers_that_a_killed_batch_had_taken_are_given_again(office: Office) -> None:
    killed_with(office, 7)
    with transaction(office.engine) as connection:
        assert give(connection, 2) == [1, 2]
    killed_with(office, 7)
    with transaction(office.engine) as connection:
        assert give(connection, 1) == [3]
        assert give(connection, 2) == [4, 5]
        assert give(connection, 0) == []
        assert give(connection, 1, "legal_entity") == [1]
        # The database's own number is the next, too.
        assert connection.scalar(text("INSERT INTO individual.individual DEFAULT VALUES RETURNING id")) == 6
    assert office.rows(EVERYBODY) == [(number,) for number in range(1, 7)]


def test_a_load_and_a_question_weigh_a_record_among_as_many_people_also_after_a_killed_batch(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR)), DAY)
    killed_with(office, 5_000)
    office.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT))), LATER)
    killed_with(office, 5_000)
    office.load("tax", tax(tax_row(BOLAT, ИИН="")), LATER)
    by_load = office.one("SELECT weight FROM crosswalk.judgement WHERE judged_by = 'SCORE'")
    asked = asked_of([], [(BOLAT.surname, BOLAT.given_name, BOLAT.patronymic)], [BOLAT.born], [BOLAT.sex])
    with office.engine.connect() as connection:
        [told] = reconcile(connection, [asked], day=date(2024, 6, 1), language="en")
    assert told.weight == by_load
    assert round(told.weight or 0, 2) == 33.09
