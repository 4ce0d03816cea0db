"""Which unit a KATO code means on a day: its bearer, else the last that bore it, else the first that will."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from registries.address.tables import unit_code
from registries.temporal import state
from registries.temporal.read import standing

READ = standing(unit_code, "kato")


@dataclass(frozen=True, slots=True)
class CodeBearer:
    """What a code means on a day.

    `outcome` is BORNE, RETIRED, NOT_YET or UNKNOWN; the period is that in which `unit` bears the code, `held_to`
    being the first day on which it does no longer. An unknown code has neither unit nor period.
    """

    kato: str
    outcome: str
    held_from: date | None
    held_to: date | None
    unit: int | None


def code_bearers(connection: Connection, kato: Sequence[str], day: date, known_at: datetime | None) -> list[CodeBearer]:
    """One for each of the codes, in their order."""
    point = state.asked(known_at)
    stands, ended = f"({state.standing('s', point)})", f"coalesce(upper(s.valid_time) <= {point.day}, false)"
    nearest = (
        f"SELECT s.unit_id, lower(s.valid_time) AS held_from, upper(s.valid_time) AS held_to, "
        f"CASE WHEN {stands} THEN 'BORNE' WHEN {ended} THEN 'RETIRED' ELSE 'NOT_YET' END AS outcome "
        f"FROM {state.source(unit_code, point)} s WHERE s.kato = c.kato{state.believed('s', point)} "
        f"ORDER BY coalesce({stands}, false) DESC, {ended} DESC, CASE WHEN {ended} THEN upper(s.valid_time) END DESC, "
        "s.valid_time, s.unit_id LIMIT 1"
    )
    found = connection.execute(
        text(
            "SELECT c.kato, coalesce(b.outcome, 'UNKNOWN') AS outcome, b.held_from, b.held_to, b.unit_id AS unit "
            "FROM unnest(CAST(:kato AS text[])) WITH ORDINALITY c(kato, place) "
            f"LEFT JOIN LATERAL ({nearest}) b ON true ORDER BY c.place"
        ),
        {"kato": list(kato), **state.parameters([], day, known_at)},
    )
    return [CodeBearer(*row) for row in found]
