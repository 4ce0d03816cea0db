"""Who bears a KATO code, which is given again and again: one law for whoever asks.

* on a day: whom it means, else the last that bore it, else the first that will (`code_bearers`);
* without a day: the only one that ever bore it, else it is ambiguous (`sole_bearer`);
* ever: all, each with its period (`ever_borne`);
* to a record that names a unit by its code: whom it means on the record's own day, where that is beyond doubt
  (`borne_on`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from registries.address.tables import unit_code
from registries.temporal import state
from registries.temporal.read import standing
from registries.temporal.state import Point

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


def ever_borne(kato: str, alias: str, point: Point) -> str:
    """FROM and WHERE: all versions by which anything ever bore the code `kato`, an expression."""
    return f"FROM {state.source(unit_code, point)} {alias} WHERE {alias}.kato = {kato}{state.believed(alias, point)}"


def sole_bearer(kato: str, dated: str, point: Point) -> str:
    """One row: `found`, 0 to 2 for more than one, and the `id` of one that bears the code on the day.

    `dated` is a condition: where it is false no day was asked for, and all count that ever bore it.
    """
    return (
        f"SELECT CASE WHEN {dated} THEN least(count(*), 1) ELSE least(count(DISTINCT s.unit_id), 2) END AS found, "
        f"(array_agg(s.unit_id ORDER BY s.valid_time, s.unit_id))[1] AS id "
        f"{ever_borne(kato, 's', point)} AND (NOT {dated} OR {state.standing('s', point)})"
    )


def code_bearers(connection: Connection, kato: Sequence[str], day: date, known_at: datetime | None) -> list[CodeBearer]:
    """One for each of the codes, in their order."""
    point = state.asked(known_at)
    stands, ended = f"({state.standing('s', point)})", f"coalesce(upper(s.valid_time) <= {point.day}, false)"
    nearest = (
        f"SELECT s.unit_id, lower(s.valid_time) AS held_from, upper(s.valid_time) AS held_to, "
        f"CASE WHEN {stands} THEN 'BORNE' WHEN {ended} THEN 'RETIRED' ELSE 'NOT_YET' END AS outcome "
        f"{ever_borne('c.kato', 's', point)} "
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


def borne_on(connection: Connection, asked: Iterable[tuple[str, date]]) -> dict[tuple[str, date], int]:
    """The unit that each code meant on its day; left out where nobody ever bore it, or several may have done so then.

    That may have borne it which holds it, or may have begun to: between two editions both the older and the newer one,
    before the first edition whoever is met in it. Where none of those is known, the only one that ever bore it is meant.
    """
    pairs = sorted(set(asked))
    rows = connection.execute(_BORNE_ON, {"kato": [kato for kato, _ in pairs], "days": [day for _, day in pairs]})
    return {(row.kato, row.day): row.unit_id for row in rows}


_EACH = Point("e.day")
_BORNE_ON = text(f"""
    SELECT e.kato, e.day, coalesce(min(b.unit_id) FILTER (WHERE b.may), min(b.unit_id)) AS unit_id
      FROM unnest(CAST(:kato AS text[]), CAST(:days AS date[])) AS e(kato, day)
      CROSS JOIN LATERAL (
           SELECT s.unit_id, coalesce({state.may_stand("s", _EACH)}, false) AS may {ever_borne("e.kato", "s", _EACH)}) b
     GROUP BY e.kato, e.day
    HAVING count(DISTINCT b.unit_id) FILTER (WHERE b.may) = 1
        OR count(DISTINCT b.unit_id) = 1
""")
