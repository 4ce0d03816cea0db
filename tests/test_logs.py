"""No identifier of a person in any log: the server's own, and what the commands print when they refuse."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from loaders.formats import BrokenFile
from registries.database import loud_settings
from registries.embedded import EmbeddedServer, server_home
from registries.settings import Settings
from tests.loaders.test_delivery import SECOND, deliver, iin, person, persons, rnn, tax_row, taxpayers
from tests.quarters import quarters

SECRET = iin(4_321)


def server_log() -> str:
    if os.environ.get("REGISTRIES_DATABASE_URL"):
        pytest.skip("the log of a server that is not embedded is out of reach")
    settings = Settings(data_dir=quarters())
    log = EmbeddedServer(server_home(settings.home)).cluster / "log" / "postgresql.log"
    return log.read_text(encoding="utf-8", errors="replace")


def test_a_statement_that_fails_leaves_no_identifier_in_the_servers_log(connection: Connection) -> None:
    attacks = (
        f"INSERT INTO crosswalk.individual_identifier (scheme, value) VALUES ('IIN', '{SECRET}')",
        f"SELECT '{SECRET}'::date",
        f"SELECT no_such_function('{SECRET}')",
    )
    for attack in attacks:
        with pytest.raises(SQLAlchemyError), connection.begin_nested():
            connection.execute(text(attack))
    with pytest.raises(SQLAlchemyError), connection.begin_nested():
        connection.execute(text("SELECT CAST(:value AS date)"), {"value": SECRET})
    assert SECRET not in server_log()


def test_refused_and_quarantined_files_leave_no_identifier_in_any_log(
    database: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    deliver(database, "gbd_fl", persons(tmp_path, person(SECRET), person(SECRET).replace("1990-03-04", "1990-02-31")))
    deliver(database, "tax", taxpayers(tmp_path, tax_row(77, SECRET, born="00.00.1950")))
    broken = tmp_path / "cut.xml"
    broken.write_text(f"<response><persons>{person(SECRET)}<person>", encoding="utf-8")
    with pytest.raises(BrokenFile) as refusal:
        deliver(database, "gbd_fl", broken, SECOND)
    printed = capfd.readouterr()
    for told in (server_log(), str(refusal.value), caplog.text, printed.out, printed.err):
        assert SECRET not in told
        assert rnn(77) not in told


def test_the_embedded_server_is_set_to_keep_parameters_out_of_its_log(connection: Connection) -> None:
    assert loud_settings(connection) == {}
