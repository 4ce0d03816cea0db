"""The other end of an edge: the stated number of a head, founder or owner, met through the crosswalk when read."""

from collections.abc import Mapping
from dataclasses import dataclass

from registries import legal_entity
from registries.identifiers import Kind
from registries.temporal.declare import Fact
from registry_api.individual import persons
from registry_api.inquiry import Info, Inquiry, Row
from registry_api.moment import Moment, Subject

Number = tuple[str, str]
"""Scheme (IIN or BIN) and value."""


@dataclass(frozen=True, slots=True)
class Held:
    """One end of an edge, among all that were asked for together."""

    number: Number | None
    among: tuple[Number, ...]
    moment: Moment
    path: str


def edges(info: Info, fact: Fact, subject: Subject, field: str) -> list[tuple[Row, Held]]:
    """What stands of `fact` for the subject; every person among the ends gets his receipt."""
    siblings = info.context.siblings(fact, subject)
    among = tuple(sorted({number for rows in siblings.values() for row in rows if (number := _number(row))}))
    path = f"{subject.path}.{field}"
    found = [(row, Held(_number(row), among, subject.moment, path)) for row in siblings.get(subject.id, ())]
    for row, held in found:
        if row["holder_scheme"] != Kind.BIN:
            info.context.receipts.answered(identity(info.context, held), path, info.selected_fields, subject.moment)
    return found


def identity(inquiry: Inquiry, held: Held) -> int | None:
    """The one person or legal entity that the number ends at; None for nobody, and for more than one."""
    if held.number is None:
        return None
    return identities(inquiry, held).get(held.number)


def reached(inquiry: Inquiry, held: Held) -> tuple[str, Subject] | None:
    """The scheme and the subject at the end of the edge."""
    found = identity(inquiry, held)
    if held.number is None or found is None:
        return None
    scheme = held.number[0]
    same = {end for number, end in identities(inquiry, held).items() if number[0] == scheme}
    return scheme, Subject(found, tuple(sorted(same)), held.moment, f"{held.path}.holder")


def identities(inquiry: Inquiry, held: Held) -> Mapping[Number, int]:
    """Whom all the numbers end at, in one statement a scheme."""
    people = persons(inquiry, Kind.IIN, _values(held, "IIN"), held.moment) if _values(held, "IIN") else {}
    found = {("IIN", value): rows[0]["entity"] for value, rows in people.items() if len(rows) == 1}
    return found | {("BIN", value): entity for value, entity in _companies(inquiry, held).items()}


def _companies(inquiry: Inquiry, held: Held) -> Mapping[str, int]:
    values = _values(held, "BIN")
    if not values:
        return {}
    rows = inquiry.bearers(legal_entity.identifier, "value", values, held.moment, "BIN")
    return {row["value"]: row["entity"] for row in sorted(rows, key=lambda row: bool(row["holds"]))}


def _values(held: Held, scheme: str) -> tuple[str, ...]:
    return tuple(value for of, value in held.among if of == scheme)


def _number(row: Row) -> Number | None:
    return None if row["holder_scheme"] is None else (row["holder_scheme"], row["holder_value"])
