"""Recoding from the books: every way from unit to unit tried until none is left."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tests.registry_api.oracle import days
from tests.registry_api.oracle.books import Books, Row

ONE = timedelta(days=1)
SENTENCES = {
    "NEVER_EXISTED": "no unit ever bore the code",
    "NOT_BORNE_ON_THAT_DAY": "units bore the code, but none on the day given",
    "UNCERTAIN_BEARER": "the day given lies between two editions, and the code may have meant another unit already",
    "UNCERTAIN_TARGET": "the day asked for lies between two editions, and the unit may have changed already",
    "ABOLISHED": "the unit ended without a known successor",
    "NOT_YET_CREATED": "the unit did not exist yet, and came from no known one",
    "UNKNOWN_BEFORE": "the unit is in the first edition there is; what was before is not known",
    "NO_CODE_ON_THAT_DAY": "the unit existed on the day asked for, but no code of it is known",
    "PART_LOST": "a part of the unit ended without a known successor, or came from no known one",
}


def recoded(books: Books, kato: str, since: date, until: date, known: datetime | None) -> Row:
    """The row of one code."""
    reason, targets, merged = _found(books, kato, since, until, known)
    outcome = "UNMAPPED" if not targets else "SPLIT" if len(targets) > 1 or reason else "MERGED" if merged else "MAPPED"
    return {
        "kato": kato, "outcome": outcome, "reason": reason, "sentence": SENTENCES[reason] if reason else None,
        "targets": sorted(targets, key=lambda row: str(row["kato"])),
    }  # fmt: skip


def _found(
    books: Books, kato: str, since: date, until: date, known: datetime | None
) -> tuple[str | None, list[Row], bool]:
    codes, links = books.believed("address.unit_code", known), books.believed("address.unit_predecessor", known)
    own = [row for row in codes if row["kato"] == kato]
    bearers = {row["unit_id"] for row in own if days.stands(row, since)}
    if len(bearers) != 1:
        return ("UNCERTAIN_BEARER" if bearers else "NOT_BORNE_ON_THAT_DAY" if own else "NEVER_EXISTED"), [], False
    [unit] = bearers
    if any(unit in (row["unit_id"], row["predecessor_id"]) and _about(row, since) for row in links):
        return "UNCERTAIN_BEARER", [], False
    there, why = _ways(books, unit, since, until, known)
    if "UNCERTAIN_TARGET" in why or not there:
        return ("UNCERTAIN_TARGET" if "UNCERTAIN_TARGET" in why else min(why)), [], False
    targets = [_target(books, one, until, known) for one in there]
    if any(row["kato"] is None for row in targets):
        return "NO_CODE_ON_THAT_DAY", [], False
    back = {one for target in there for one in _ways(books, target, until, since, known)[0]}
    return ("PART_LOST" if why else None), targets, len(there) == 1 and bool(back - {unit})


def _about(row: Row, day: date) -> bool:
    """Whether what begins with a row may have begun by the day, and does not hold yet."""
    return days.stands(row, day) and not days.holds(row, day)


def _target(books: Books, unit: int, day: date, known: datetime | None) -> Row:
    borne = [row["kato"] for row in books.of("address.unit_code", unit, known) if days.holds(row, day)]
    standing = days.standing(books.of("address.unit_name", unit, known), "address.unit_name", day)
    names = {row["language"]: row["name"] for row in standing}
    return {"unit": unit, "kato": next(iter(borne), None), "name_ru": names.get("ru"), "name_kk": names.get("kk")}


def _ways(books: Books, unit: int, begin: date, end: date, known: datetime | None) -> tuple[set[int], set[str]]:
    """Units of the day `end` that ways from `unit` lead to, and why ways end."""
    forward = begin <= end
    at, to = ("predecessor_id", "unit_id") if forward else ("unit_id", "predecessor_id")
    there, why, met, due = set[int](), set[str](), set[tuple[int, date]](), {(unit, begin)}
    while due - met:
        one, day = here = min(due - met)
        met.add(here)
        lives = books.of("address.unit_existence", one, known)
        stood = any(days.holds(row, day) for row in lives)
        links = [row for row in books.believed("address.unit_predecessor", known) if row[at] == one]
        dated = [row for row in links if days.first_day(row) is not None]
        spans = [*lives, *books.of("address.unit_code", one, known)]
        if any(_about(row, end) for row in links) or any(
            days.stands(row, end) and days.uncertain(row, end) for row in spans
        ):
            why.add("UNCERTAIN_TARGET")
        onward = set()
        for row in dated:
            first = row["valid_time"].lower
            if forward and (day < first if stood else day <= first) and first <= end:
                onward.add((row[to], first))
            if not forward and end < first and (first <= day if stood else first <= day + ONE):
                onward.add((row[to], first - ONE))
        due |= onward
        if any(days.holds(row, end) for row in lives):
            there.add(one)
        elif not any(_gone(lives, link) for _, link in onward):
            why.add("ABOLISHED" if forward else _before(list(lives)))
    return there, why


def _gone(lives: Sequence[Row], day: date) -> bool:
    """Whether none of the lives surely goes on."""
    return all(not days.holds(row, day) or days.uncertain(row, day) for row in lives)


def _before(lives: list[Row]) -> str:
    first = min(lives, key=days.order, default=None)
    observed = first is not None and first["starts_basis"] == "OBSERVED" and first["starts_after"] is None
    return "UNKNOWN_BEFORE" if observed else "NOT_YET_CREATED"
