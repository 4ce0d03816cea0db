"""The schema that PostGraphile reads, made from `postgraphile/*.sql` with the register's own expressions put in."""

from collections.abc import Callable
from pathlib import Path

from reading.database import Place
from sqlalchemy import create_engine

from registries.temporal.state import Point, standing

FOLDER = Path(__file__).parent / "postgraphile"


def create(place: Place, schema: str, text: Callable[[str, str], str]) -> None:
    """Make the schema anew. `text` gives the SQL of the whole address of an identity on a day."""
    written = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("peer.sql", "residents.sql"))
    made = written.replace("{standing_s}", standing("s", Point("day"))).replace(
        "{standing_n}", standing("n", Point("day"))
    )
    made = made.replace("{full_text}", text("residence_address.residence.address_id", "day").replace("\\:", ":"))
    borne = (
        "(SELECT s.address_id FROM address.address_code s WHERE s.rka = residents.rka ORDER BY s.valid_time LIMIT 1)"
    )
    made = made.replace("{address}", borne)
    engine = create_engine(place.url)
    raw = engine.raw_connection()
    with raw.cursor() as cursor:
        cursor.execute(made.replace("peer.", f"{schema}.").replace("SCHEMA peer", f"SCHEMA {schema}").replace(
            "SCHEMA IF EXISTS peer", f"SCHEMA IF EXISTS {schema}"))  # fmt: skip
    raw.commit()
    raw.close()
    engine.dispose()


def residents(address: str, day: str, most: str) -> str:
    """Who lives at an address or in the premises of it on a day, by name: one statement for the data loaders."""
    written = (FOLDER / "residents.sql").read_text(encoding="utf-8")
    body = written.split("-- the rows", 1)[1].split("-- until here", 1)[0]
    body = body.replace("{standing_s}", standing("s", Point(day))).replace("{standing_n}", standing("n", Point(day)))
    return body.replace("{address}", address).replace("{day}", day).strip().rstrip(";") + f" LIMIT {most}"
