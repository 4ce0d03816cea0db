"""What a record says of its person today."""

from datetime import date, timedelta

from registries.crosswalk.claims import Said
from registries.crosswalk.description import MOST_SAID, described
from registries.crosswalk.presence import Span
from registries.crosswalk.reading import Reading
from registries.crosswalk.seeking import keys_of
from registries.crosswalk.statements import RecordSaid
from registries.crosswalk.weighing.matching import Described

FIRST = date(1975, 1, 1)
DAY, LATER = date(2024, 1, 1), date(2024, 2, 1)


def said(number: int, until: date | None = None) -> Said:
    names, births = (("Сейтов", f"Болат{number}", None),), (FIRST + timedelta(days=number),)
    return Said(number, Reading("individual", 40, (), names, births, ("MALE",), ()), [Span(DAY, until, None, DAY)])


def record(*statements: Said) -> RecordSaid:
    return RecordSaid(1, 1, True, "individual", ("tax", "990000000000"), list(statements))


def test_what_is_said_today_speaks_and_what_was_said_before_does_not() -> None:
    assert described(record(said(0, until=LATER), said(1))) == Described.of(said(1).reading)


def test_of_a_record_that_was_ended_what_it_said_last_speaks() -> None:
    assert described(record(said(0, until=LATER))) == Described.of(said(0).reading)


def test_a_key_that_a_file_gives_to_very_many_rows_speaks_of_nobody() -> None:
    told = described(record(*map(said, range(MOST_SAID))))
    assert (len(told.names), len(told.births)) == (MOST_SAID, MOST_SAID)
    more = described(record(*map(said, range(MOST_SAID + 1))))
    assert more == Described(())
    assert keys_of(more) == []
