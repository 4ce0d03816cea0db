"""The schema that PostGraphile reads, made from `postgraphile/*.sql` with the register's own expressions put in."""

from collections.abc import Callable
from pathlib import Path

from reading.database import Place
from sqlalchemy import create_engine

from registries.address.tables import premises
from registries.individual.tables import residence
from registries.temporal.state import Point, standing, standing_first

FOLDER = Path(__file__).parent / "postgraphile"


def create(place: Place, schema: str, text: Callable[[str, str], str]) -> None:
    """Make the schema anew. `text` gives the SQL of the whole address of an identity on a day."""
    written = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("peer.sql", "residents.sql"))
    borne = (
        "(SELECT s.address_id FROM address.address_code s WHERE s.rka = residents.rka ORDER BY s.valid_time LIMIT 1)"
    )
    composed = text("residence_address.residence.address_id", "day").replace("\\:", ":")
    made = _ruled(written, "day").replace("{full_text}", composed).replace("{address}", borne)
    made = made.replace("peer.", f"{schema}.").replace("SCHEMA peer", f"SCHEMA {schema}")
    engine = create_engine(place.url)
    raw = engine.raw_connection()
    with raw.cursor() as cursor:
        cursor.execute(made.replace("SCHEMA IF EXISTS peer", f"SCHEMA IF EXISTS {schema}"))
    raw.commit()
    raw.close()
    engine.dispose()


def residents(address: str, day: str, most: str) -> str:
    """Who lives at an address or in the premises of it on a day, by name: one statement for the data loaders."""
    written = (FOLDER / "residents.sql").read_text(encoding="utf-8")
    body = written.split("-- the rows", 1)[1].split("-- until here", 1)[0]
    return f"{_ruled(body, day).replace('{address}', address).strip()} LIMIT {most}"


def _ruled(written: str, day: str) -> str:
    """With the register's own rules of what stands on the day put in."""
    point = Point(day)
    rules = {
        "{standing_s}": standing("s", point),
        "{standing_n}": standing("n", point),
        "{first_premises}": standing_first(premises, "s", point),
        "{first_residence}": standing_first(residence, "s", point),
    }
    for name, rule in rules.items():
        written = written.replace(name, rule)
    return written
