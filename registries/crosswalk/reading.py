"""What the mapping of its source understood of a statement: identifiers, demographic fields and dated facts.

Kept beside the statement as compact JSON, so that whoever recomputes a person (a batch of a delivery, an un-merge
through the API) needs no mapping. Derived from the words; replaced when the mapping changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registries.crosswalk.act_reading import Card, Clause, card_in, card_out, clause_in, clause_out

Scalar = str | int | bool | None


@dataclass(frozen=True, slots=True)
class EntityReference:
    """Another identity, named by its code (`scheme`, `value`) or by another source's record (`source`, `value`)."""

    register: str
    value: str
    scheme: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier the statement carries, in normal form; `assigned` when this source issues it."""

    scheme: str
    value: str
    assigned: bool
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One fact with its time as stated; `since` None with basis OBSERVED means the delivery's reference date.

    `denied`: it is said that nothing of the kind holds then (of a unit that an act abolishes).
    """

    fact: str
    values: Mapping[str, Scalar | EntityReference]
    since: date | None
    since_basis: str
    until: date | None
    until_basis: str | None
    authority: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as its mapping read it. `subject` names the identity where the record itself bears no code.

    A row of an act has a `card`, and a `clause` where it does something; its facts follow from both, on the act's day.
    """

    register: str
    authority: int
    identifiers: tuple[Identifier, ...]
    names: tuple[tuple[str | None, str | None, str | None], ...]
    birth_dates: tuple[date, ...]
    sexes: tuple[str, ...]
    facts: tuple[StatedFact, ...]
    subject: EntityReference | None = None
    card: Card | None = None
    clause: Clause | None = None
    birth_years: tuple[int, ...] = ()  # where only the year is known

    def to_json(self) -> dict[str, Any]:
        """The compact form kept in `provenance.reading`."""
        compact = {
            "r": self.register,
            "a": self.authority,
            "i": [[i.scheme, i.value, int(i.assigned), _out(i.since), _out(i.until)] for i in self.identifiers],
            "n": [list(name) for name in self.names],
            "b": [day.isoformat() for day in self.birth_dates],
            "s": list(self.sexes),
            "y": list(self.birth_years),
            "f": [_fact_out(fact) for fact in self.facts],
        }
        if self.subject is not None:
            compact["o"] = _reference_out(self.subject)
        if self.card is not None:
            compact["c"] = card_out(self.card)
        if self.clause is not None:
            compact["l"] = clause_out(self.clause)
        return {key: value for key, value in compact.items() if value != []}

    @classmethod
    def from_json(cls, compact: Mapping[str, Any]) -> "Reading":
        return cls(
            register=compact["r"],
            authority=compact["a"],
            identifiers=tuple(
                Identifier(scheme, value, bool(assigned), _in(since), _in(until))
                for scheme, value, assigned, since, until in compact.get("i", ())
            ),
            names=tuple((n[0], n[1], n[2]) for n in compact.get("n", ())),
            birth_dates=tuple(date.fromisoformat(day) for day in compact.get("b", ())),
            sexes=tuple(compact.get("s", ())),
            facts=tuple(_fact_in(fact) for fact in compact.get("f", ())),
            subject=_reference_in(compact["o"]) if "o" in compact else None,
            card=card_in(compact["c"]) if "c" in compact else None,
            clause=clause_in(compact["l"]) if "l" in compact else None,
            birth_years=tuple(compact.get("y", ())),
        )


def _out(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _in(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)


def _reference_out(reference: EntityReference) -> list[str | None]:
    return [reference.register, reference.value, reference.scheme, reference.source]


def _reference_in(parts: list[Any]) -> EntityReference:
    return EntityReference(parts[0], parts[1], parts[2], parts[3])


def _fact_out(fact: StatedFact) -> list[Any]:
    values = {
        name: _reference_out(value) if isinstance(value, EntityReference) else value
        for name, value in fact.values.items()
    }
    return [
        fact.fact, values, _out(fact.since), fact.since_basis, _out(fact.until), fact.until_basis, fact.authority,
    ]  # fmt: skip


def _fact_in(parts: list[Any]) -> StatedFact:
    values = {name: _reference_in(value) if isinstance(value, list) else value for name, value in parts[1].items()}
    return StatedFact(parts[0], values, _in(parts[2]), parts[3], _in(parts[4]), parts[5], parts[6])
