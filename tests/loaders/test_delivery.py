"""Deliveries end to end on the real database, through the shipped sources."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from loaders.delivery import Report, load, withdraw
from loaders.source import load_source
from registries.checksum import checksum
from registries.database import transaction
from registries.identifiers import form_iin, rnn_check_digit

FIRST, SECOND = date(2026, 10, 1), date(2026, 11, 1)
BORN = date(1990, 3, 4)
TAX_HEADER = "РНН;ИИН;ФИО;Дата рождения;Пол;Дата постановки"
PENSION_HEADER = "SIK|RNN|SURNAME|NAME|PATRONYMIC|BIRTH|SEX"


class Silent:
    """A watcher that may cut the power after some records."""

    def __init__(self, cut_after: int | None = None) -> None:
        self.left = cut_after
        self.applying = False

    def phase(self, name: str, total: int) -> None:
        self.applying = name == "apply"

    def advance(self, amount: int) -> None:
        if self.applying and self.left is not None:
            self.left -= amount
            if self.left <= 0:
                raise KeyboardInterrupt


def iin(serial: int) -> str:
    formed = form_iin(BORN, 7, serial)
    assert formed is not None
    return formed


def rnn(serial: int) -> str:
    first = f"99011{serial:06d}"
    return f"{first}{rnn_check_digit(first)}"


def sik(serial: int) -> str:
    return f"ZZ{serial:014d}"


def person(number: str, surname: str = "Ахметов", given: str = "Асан") -> str:
    return (
        f"<person><iin>{number}</iin><surname>{surname}</surname><name>{given}</name><birthDate>{BORN}</birthDate>"
        "<gender><code>1</code></gender><citizenship><code>398</code></citizenship></person>"
    )


def persons(folder: Path, *people: str, name: str = "gbd_fl.xml") -> Path:
    path = folder / name
    path.write_text(f"<response><persons>{''.join(people)}</persons></response>", encoding="utf-8")
    return path


def taxpayers(folder: Path, *rows: str, name: str = "tax.csv") -> Path:
    path = folder / name
    path.write_bytes("\r\n".join([TAX_HEADER, *rows, ""]).encode("windows-1251"))
    return path


def pensioners(folder: Path, *rows: str) -> Path:
    path = folder / "pension.csv"
    path.write_text("\n".join([PENSION_HEADER, *rows, ""]), encoding="utf-8")
    return path


def tax_row(serial: int, of: str, full_name: str = "Ахметов Асан", born: str = "04.03.1990") -> str:
    return f"{rnn(serial)};{of};{full_name};{born};М;01.02.2003"


def deliver(database: Engine, source: str, path: Path, day: date = FIRST, watcher: Silent | None = None) -> Report:
    return load(database, load_source(source), path, day, 3, watcher or Silent())


def numbers(database: Engine) -> list[tuple[str, str]]:
    with transaction(database) as connection:
        rows = connection.execute(
            text("SELECT scheme, value FROM crosswalk.individual_identifier ORDER BY individual_id, scheme, value")
        )
        return [(row.scheme, row.value) for row in rows]


def total(database: Engine) -> str:
    with transaction(database) as connection:
        return checksum(connection)


def test_a_departments_number_ends_under_the_iin(database: Engine, tmp_path: Path) -> None:
    deliver(database, "gbd_fl", persons(tmp_path, person(iin(1))))
    report = deliver(database, "tax", taxpayers(tmp_path, tax_row(1, iin(1))))
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (1, 1, 0, 0)
    assert numbers(database) == [("IIN", iin(1)), ("RNN", rnn(1))]


@pytest.mark.parametrize("order", ["gbd_fl tax pension", "pension tax gbd_fl", "tax pension gbd_fl"])
def test_a_number_that_another_record_brings_is_found_in_any_order(
    database: Engine, tmp_path: Path, order: str
) -> None:
    files = {
        "gbd_fl": persons(tmp_path, person(iin(1))),
        "tax": taxpayers(tmp_path, tax_row(1, iin(1))),
        "pension": pensioners(tmp_path, f"{sik(1)}|{rnn(1)}|АХМЕТОВ|АСАН||19900304|1"),
    }
    for source in order.split():
        deliver(database, source, files[source])
    assert numbers(database) == [("IIN", iin(1)), ("RNN", rnn(1)), ("SIK", sik(1))]


def test_a_number_from_a_brothers_card_links_nobody(database: Engine, tmp_path: Path) -> None:
    deliver(database, "gbd_fl", persons(tmp_path, person(iin(1))))
    deliver(database, "tax", taxpayers(tmp_path, tax_row(1, iin(1), "Ахметов Болат", "09.12.1993")))
    assert numbers(database) == [("IIN", iin(1))]
    with transaction(database) as connection:
        assert connection.scalars(text("SELECT verdict FROM crosswalk.judgement")).all() == ["UNSURE"]


def test_the_same_file_again_changes_nothing(database: Engine, tmp_path: Path) -> None:
    path = persons(tmp_path, person(iin(1)), person(iin(2)))
    first = deliver(database, "gbd_fl", path)
    before = total(database)
    again = deliver(database, "gbd_fl", path)
    assert (first.unchanged, again.unchanged, again.delivery) == (False, True, first.delivery)
    assert total(database) == before
    with transaction(database) as connection:
        assert connection.scalar(text("SELECT count(*) FROM temporal.transaction")) == 1


def test_an_unchanged_redelivery_under_another_digest_adds_no_statement(database: Engine, tmp_path: Path) -> None:
    deliver(database, "gbd_fl", persons(tmp_path, person(iin(1))))
    later = persons(tmp_path, person(iin(1)), " ", name="later.xml")
    report = deliver(database, "gbd_fl", later, SECOND)
    assert (report.rows, report.accepted, report.duplicate, report.ended) == (1, 0, 1, 0)


def test_absence_from_a_full_delivery_ends_undated_facts_with_a_bracket(database: Engine, tmp_path: Path) -> None:
    people = [person(iin(serial)) for serial in range(1, 9)]
    deliver(database, "gbd_fl", persons(tmp_path, *people))
    report = deliver(database, "gbd_fl", persons(tmp_path, *people[:-1], name="later.xml"), SECOND)
    assert (report.accepted, report.duplicate, report.ended) == (0, 7, 1)
    with transaction(database) as connection:
        ended = connection.execute(
            text("SELECT valid_time::text, ends_basis, ends_after FROM individual.name WHERE ends_basis IS NOT NULL")
        ).all()
    assert [tuple(row) for row in ended] == [("[2026-10-01,2026-11-01)", "OBSERVED", FIRST)]


def test_an_edition_that_arrives_late_finds_its_place(
    database: Engine, tmp_path: Path, server: Engine, template: str
) -> None:
    names = {FIRST: "Ахметов", date(2026, 10, 15): "Ахмет", SECOND: "Ахметұлы"}
    files = {day: persons(tmp_path, person(iin(1), surname), name=f"{day}.xml") for day, surname in names.items()}
    for day in (FIRST, SECOND, date(2026, 10, 15)):
        load(database, load_source("gbd_fl").model_copy(update={"limits": _lax()}), files[day], day, 3, Silent())
    with transaction(database) as connection:
        rows = connection.execute(
            text("SELECT surname, valid_time::text FROM individual.name ORDER BY lower(valid_time), script")
        )
        found = [tuple(row) for row in rows]
    assert ("Ахмет", "[2026-10-15,2026-11-01)") in found
    assert ("Ахметов", "[2026-10-01,2026-10-15)") in found


def _lax() -> object:
    limits = load_source("kato").limits
    return limits.model_copy(update={"shrinks": 1.0, "changes": 1.0})


def test_a_withdrawn_delivery_is_as_if_it_had_never_come_but_known_then(database: Engine, tmp_path: Path) -> None:
    deliver(database, "gbd_fl", persons(tmp_path, person(iin(1))))
    before = numbers(database)
    tax = deliver(database, "tax", taxpayers(tmp_path, tax_row(1, iin(1))))
    with transaction(database) as connection:
        moment = connection.scalar(text("SELECT max(stamped_at) FROM temporal.transaction"))
    assert isinstance(moment, datetime)
    report = withdraw(database, tax.delivery, "sent by mistake", 3, Silent())
    assert (report.state, numbers(database)) == ("WITHDRAWN", before)
    with transaction(database) as connection:
        then = connection.scalars(
            text("SELECT value FROM crosswalk.individual_identifier_known WHERE scheme = 'RNN' "
                 "AND transaction_time @> :moment"), {"moment": moment},
        ).all()  # fmt: skip
    assert then == [rnn(1)]


def test_a_load_that_is_cut_off_goes_on_to_the_same_state(
    database: Engine, tmp_path: Path, server: Engine, template: str
) -> None:
    people = persons(tmp_path, *(person(iin(serial)) for serial in range(1, 20)))
    rows = taxpayers(tmp_path, *(tax_row(serial, iin(serial)) for serial in range(1, 20)))
    deliver(database, "gbd_fl", people)
    with pytest.raises(KeyboardInterrupt):
        deliver(database, "tax", rows, watcher=Silent(cut_after=7))
    deliver(database, "tax", rows)
    interrupted = total(database)
    name = f"{template}_calm"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    calm = database.url.set(database=name)
    engine = create_engine(calm)
    try:
        deliver(engine, "gbd_fl", people)
        deliver(engine, "tax", rows)
        assert total(engine) == interrupted
    finally:
        engine.dispose()
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def test_a_person_with_a_superseded_iin_is_one_person(database: Engine, tmp_path: Path) -> None:
    former = f"<formerIin><iin>{iin(1)}</iin><endDate>2020-05-05</endDate></formerIin>"
    now = person(iin(2)).replace("<surname>", f"{former}<surname>")
    deliver(database, "gbd_fl", persons(tmp_path, now))
    deliver(database, "tax", taxpayers(tmp_path, tax_row(1, iin(1))))
    assert numbers(database) == [("IIN", iin(1)), ("IIN", iin(2)), ("RNN", rnn(1))]
    with transaction(database) as connection:
        assert connection.scalar(text("SELECT count(*) FROM individual.individual")) == 1


def test_a_delivery_that_shrinks_too_much_touches_no_register(database: Engine, tmp_path: Path) -> None:
    deliver(database, "gbd_fl", persons(tmp_path, *(person(iin(serial)) for serial in range(1, 11))))
    before = numbers(database)
    report = deliver(database, "gbd_fl", persons(tmp_path, person(iin(1)), name="small.xml"), SECOND)
    assert (report.state, report.ended, numbers(database)) == ("HELD", 9, before)


def test_rows_of_the_other_kind_of_database_are_quarantined(database: Engine, tmp_path: Path) -> None:
    report = deliver(database, "gbd_fl", persons(tmp_path, person(iin(1)), person("850101199993")))
    assert (report.accepted, report.reasons) == (1, {"WRONG_DATABASE_KIND": 1})
