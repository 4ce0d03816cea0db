"""The published editions, whole: what became of every code."""

import pytest
from sqlalchemy import text

from tests.loaders.offices import Office
from tests.shared import shared

FILES = (
    ("kato_districts", "data/kato/kato_districts_2018-11.tsv", "2018-11-01"),
    ("kato", "data/kato/kato_2022-10-17_ru.csv", "2022-10-17"),
    ("kato", "data/kato/kato_2026-07-17.csv", "2026-07-17"),
)


def load_all(office: Office) -> None:
    for source, path, day in FILES:
        office.load(source, shared(path).read_bytes(), day)


def test_counts(office: Office) -> None:
    import time

    office.batch = 4000
    for source, path, day in FILES:
        t = time.time()
        r = office.load(source, shared(path).read_bytes(), day)
        print(r, time.time() - t)
    print(
        office.rows(
            "select later_on, side, decision, count(*) from address.edition_decision group by 1,2,3 order by 1,2,3"
        )
    )
    print(office.rows("select operation, count(*), count(distinct unit_id) from address.unit_operation group by 1"))
    print(office.rows("select operation, count(*) from address.unit_predecessor group by 1"))
    print(office.rows("select count(*) from address.unit_existence"), office.rows("select count(*) from address.unit"))
    print(
        office.rows(
            "select c.valid_time::text, c.ends_after, n.name, n.valid_time::text from address.unit_code c join address.unit_name n using (unit_id) where kato='635430100' order by 1,4"
        )
    )
    t = time.time()
    before = office.checksum()
    print("cs", time.time() - t)
