"""Receipts of one operation: a row of the access log for every person in its answer, and for every look-up of one.

Where all of them stand at the root, the statement that reads writes them too (`within`). Persons inside lists and edges
are known once it has answered: theirs are written by a second statement in the same transaction (`following`).
"""

from collections.abc import Mapping, Sequence

from registries.access.log import ENTRIES, ENTRY, Entry
from registries.address.wording_sql import quoted
from registry_api.compiler.mark import Mark
from registry_api.compiler.point import At
from registry_api.compiler.statement import Place, Root
from registry_api.moment import Moment

Counted = tuple[int, int | None]
"""How many a root field found, and whom."""


def within(roots: Sequence[Root], places: Sequence[Place]) -> str | None:
    """The part of a statement that writes the receipts of its roots; None where some are known only afterwards."""
    personal = [(root, root.place) for root in roots if root.place]
    if places or not personal:
        return None
    root, place = personal[0]
    if len(personal) == 1 and {at.logged for _, at in place.asked()} == {root.at.logged}:
        return f"receipt AS ({ENTRY.format(entries=_entry(root, place))})"
    entries = " UNION ALL ".join(entry for root, place in personal for entry in _entries(root, place))
    return f"receipt AS ({ENTRIES.format(entries=entries)})"


def _entry(root: Root, place: Place) -> str:
    """SELECT of the one row of a look-up that is answered for one point in time."""
    day, known = root.at.logged
    paths = {path for path, _ in place.asked()}
    return (
        f"SELECT CASE WHEN {root.alias}.found = 1 THEN {root.alias}.id END AS subject, "
        f"CASE WHEN {root.alias}.found = 1 THEN {_paths(paths)} ELSE {_paths({place.path})} END AS fields, "
        f"{day} AS day, {known} AS known FROM {root.alias}"
    )


def _entries(root: Root, place: Place) -> list[str]:
    """SELECTs of what was answered of a root's person, one for each point in time; of nobody, the field itself."""
    asked: dict[tuple[str, str], set[str]] = {}
    for path, at in place.asked():
        asked.setdefault(at.logged, set()).add(path)
    found = f"{root.alias}.found = 1"
    answered = [
        f"SELECT {root.alias}.id AS subject, {_paths(paths)} AS fields, {day} AS day, {known} AS known "
        f"FROM {root.alias} WHERE {found}"
        for (day, known), paths in asked.items()
    ]
    day, known = root.at.logged
    nobody = f"SELECT CAST(NULL AS bigint), {_paths({place.path})}, {day}, {known} FROM {root.alias} WHERE NOT {found}"
    return [*answered, nobody]


def _paths(paths: set[str]) -> str:
    return f"CAST({quoted('{' + ','.join(sorted(paths)) + '}')} AS text[])"


def following(
    roots: Sequence[Root],
    places: Sequence[Place],
    counted: Sequence[Counted],
    marks: Sequence[Mark],
    values: Mapping[str, object],
) -> list[Entry]:
    """The same receipts, from what the statement answered: one for each subject and each point in time."""
    fields: dict[tuple[int | None, Moment], set[str]] = {}
    for root, (number, identity) in zip(roots, counted, strict=True):
        if root.place is not None:
            asked = root.place.asked() if number == 1 else [(root.place.path, root.at)]
            for path, at in asked:
                fields.setdefault((identity if number == 1 else None, at.moment(values)), set()).add(path)
    by_moment = [_by_moment(place) for place in places]
    for mark in dict.fromkeys(marks):
        for at, together in by_moment[mark.place]:
            fields.setdefault((mark.identity, at.moment(values, mark.day)), set()).update(together)
    return [
        Entry(subject, tuple(sorted(paths)), moment.as_of, moment.known_at)
        for (subject, moment), paths in fields.items()
    ]


def _by_moment(place: Place) -> list[tuple[At, set[str]]]:
    """What is asked of a place's persons, by the point it is asked for: most ask for one."""
    found: dict[At, set[str]] = {}
    for path, at in place.asked():
        found.setdefault(at, set()).add(path)
    return [*found.items()]
