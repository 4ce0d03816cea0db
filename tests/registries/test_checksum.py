"""The checksum of a database: the same for the same beliefs under other numbers, another for any lost row or word."""

from sqlalchemy import Connection, Engine, text

from registries.checksum import LEFT_OUT, checksum
from registries.declared import metadata
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, document_row, documents, gbd_fl, person, tax, tax_row


def delivered(office: Office, *, numbers_first: bool) -> str:
    """The same three deliveries; the two of other departments in either order."""
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), "2024-01-01", file="people")
    others = [
        ("tax", tax(tax_row(AIGUL), tax_row(PYOTR), tax_row(BOLAT, **{"Дата рождения": "31.02.1990"}))),
        ("documents", documents(document_row(AIGUL), document_row(BOLAT, iin=""))),
    ]
    for source, content in others if numbers_first else reversed(others):
        office.load(source, content, "2024-02-01", file=source)
    return office.checksum()


def test_the_same_beliefs_under_other_numbers_and_moments_are_the_same(office: Office, other_office: Office) -> None:
    first, second = delivered(office, numbers_first=True), delivered(other_office, numbers_first=False)
    ids = "SELECT digest, id - (SELECT min(id) FROM provenance.statement) FROM provenance.statement"
    assert sorted(office.rows(ids), key=str) != sorted(other_office.rows(ids), key=str)
    assert first == second


def test_a_row_less_in_any_table_is_another_number(office: Office) -> None:
    whole = delivered(office, numbers_first=True)
    unseen = {}
    for table in metadata.tables.values():
        # An identity is a number and nothing else: it counts by the facts about it.
        if (
            table.fullname not in LEFT_OUT
            and len(table.columns) > 1
            and office.one(f"SELECT count(*) FROM {table.fullname}")
        ):
            unseen[table.fullname] = without(
                office.engine, f"DELETE FROM {table.fullname} WHERE ctid = (SELECT min(ctid) FROM {table.fullname})"
            )
    assert len(unseen) > 15
    assert [name for name, found in unseen.items() if found == whole] == []


def test_a_word_changed_in_a_fact_or_in_its_ground_is_another_number(office: Office) -> None:
    whole = delivered(office, numbers_first=True)
    changes = [
        "UPDATE individual.name SET given_name = 'Б' WHERE ctid = (SELECT min(ctid) FROM individual.name)",
        "UPDATE individual.name SET starts_basis = 'INFERRED:another' WHERE ctid = (SELECT min(ctid) FROM individual.name)",
        "UPDATE individual.name SET valid_time = daterange('1900-01-01', upper(valid_time))",
        "UPDATE provenance.statement SET words = '[]' WHERE ctid = (SELECT min(ctid) FROM provenance.statement)",
        'UPDATE provenance.quarantine SET reasons = \'[["OTHER", null, "another"]]\'',
        "UPDATE provenance.delivery SET reference_date = reference_date + 1 WHERE id = (SELECT min(id) FROM provenance.delivery)",
    ]
    assert [change for change in changes if without(office.engine, change) == whole] == []
    stamps = "UPDATE individual.name SET transaction_time = tstzrange('2020-01-01', NULL)"
    assert without(office.engine, stamps) == whole


def without(engine: Engine, change: str) -> str:
    """The checksum after a change that no trigger sees, which is then undone."""
    with engine.connect() as connection, connection.begin() as held:
        _silently(connection, change)
        found = checksum(connection)
        held.rollback()
    return found


def _silently(connection: Connection, change: str) -> None:
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.exec_driver_sql(change)
