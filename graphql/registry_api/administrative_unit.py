"""Administrative units: what bears a KATO code on a day, its names, where it belongs, and what it was before."""

from datetime import date
from typing import Self

import strawberry
from strawberry import UNSET

from registries.address import tables
from registries.identifiers import Kind
from registry_api.compiler import facts, territory
from registry_api.dated import Dated, every, history, newer_of, one, subject_at
from registry_api.field import field
from registry_api.inquiry import Info, Inquiry, Row
from registry_api.moment import AsOf, KnownAt, Moment, Subject
from registry_api.refusal import not_found
from registry_api.scalars import KATO


@strawberry.type
class UnitName(Dated):
    language: str = strawberry.field(description="kk or ru.")
    name: str
    newer: Self | None = strawberry.field(description="The name observed next, where this one is uncertain.")


@strawberry.type
class UnitCode(Dated):
    kato: KATO


@strawberry.type
class UnitType(Dated):
    kind: str = strawberry.field(description="REPUBLIC, REGION, DISTRICT, CITY, OKRUG, VILLAGE, …")


@strawberry.type
class UnitParent(Dated):
    subject: strawberry.Private[Subject]

    @field("The unit it belonged to, on the day asked for.", compiled=facts.leading_to("parent_id"))
    def unit(self) -> "AdministrativeUnit":
        return AdministrativeUnit(subject=self.subject)


@strawberry.type(description="Every version believed, of whatever day.")
class UnitHistory:
    subject: strawberry.Private[Subject]
    names: list[UnitName] = history(tables.unit_name, UnitName)
    codes: list[UnitCode] = history(tables.unit_code, UnitCode)
    types: list[UnitType] = history(tables.unit_type, UnitType)

    @field(fact=tables.unit_parent, compiled=facts.history(tables.unit_parent))
    def parents(self, info: Info) -> list[UnitParent]:
        rows = info.context.versions(tables.unit_parent, self.subject)
        among = tuple(sorted({row["parent_id"] for row in rows}))
        return [
            UnitParent.of(row, subject=self.subject.beside(row["parent_id"], among, "history.parents.unit"))
            for row in rows
        ]


@strawberry.type(description="What was observed next, beside an uncertain answer.")
class NewerUnit:
    since: date = strawberry.field(
        description="First day on which it was observed.", metadata={"compiled": territory.since}
    )
    same_unit: bool = strawberry.field(
        description="False where the code was given to another unit, or to none.",
        metadata={"compiled": territory.same_unit},
    )
    unit: "AdministrativeUnit | None" = strawberry.field(
        description="The bearer of the code then; null: none.", metadata={"compiled": territory.bearer}
    )

    @field(compiled=territory.names_of_bearer)
    def names(self, info: Info) -> list[UnitName]:
        if self.unit is None:
            return []
        return [UnitName.of(row) for row in info.context.states(tables.unit_name, self.unit.subject)]


@strawberry.type(description="A territory. It is permanent; its code, name, kind and parent are dated.")
class AdministrativeUnit:
    subject: strawberry.Private[Subject]
    names: list[UnitName] = every(tables.unit_name, UnitName)
    code: UnitCode | None = one(tables.unit_code, UnitCode)
    type: UnitType | None = one(tables.unit_type, UnitType)

    @field("The code on the day asked for.", compiled=facts.first(tables.unit_code, "kato"))
    def kato(self, info: Info) -> KATO | None:
        rows = info.context.states(tables.unit_code, self.subject)
        return rows[0]["kato"] if rows else None

    @field("REPUBLIC, REGION, DISTRICT, CITY, OKRUG, VILLAGE, …", compiled=facts.first(tables.unit_type, "kind"))
    def kind(self, info: Info) -> str | None:
        rows = info.context.states(tables.unit_type, self.subject)
        return rows[0]["kind"] if rows else None

    @field("The units it belongs to, the nearest first.", fact=tables.unit_parent, compiled=territory.parents)
    def parents(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> list["AdministrativeUnit"]:
        subject = subject_at(self, info, as_of, known_at)
        chain = info.context.chain(subject)
        return [AdministrativeUnit(subject=subject.beside(unit, chain, "parents")) for unit in chain]

    @field(compiled=facts.same_identity)
    def history(self) -> UnitHistory:
        return UnitHistory(subject=self.subject)

    @field(
        "Whether anything said of it here is only known to have changed some time around.",
        compiled=territory.uncertain,
    )
    def uncertain(self, info: Info) -> bool:
        return any(row["uncertain"] for row in _stands(info.context, self.subject))

    @field("The newer state, where the answer is uncertain.", compiled=territory.newer_unit)
    def newer(self, info: Info) -> NewerUnit | None:
        days = [
            turn for row in _stands(info.context, self.subject) if (turn := turning(row, self.subject.moment.as_of))
        ]
        return newer_unit(info.context, self.subject, min(days)) if days else None


def turning(row: Row, day: date) -> date | None:
    """The first day of the newer state beside an uncertain row: it has not begun, or it ends there."""
    if not row["uncertain"]:
        return None
    first: date | None = row["valid_from"]
    last: date | None = row["valid_to"]
    return first if first is not None and first > day else last


def newer_unit(inquiry: Inquiry, subject: Subject, since: date) -> NewerUnit:
    """Who bears the unit's code on `since`: the unit itself, changed, or another that was given the code."""
    codes = inquiry.states(tables.unit_code, subject)
    then = Moment(since, subject.moment.known_at)
    bearer: int | None = subject.id
    if codes and turning(codes[0], subject.moment.as_of) == since:
        rows = inquiry.bearers(tables.unit_code, "kato", (codes[0]["kato"],), then)
        # Nobody bears the code any more: the unit goes on under a code of its own, or not at all.
        own = subject.id if newer_of(codes[0]) is not None else None
        bearer = next((row["entity"] for row in rows if row["holds"]), own)
    unit = None if bearer is None else AdministrativeUnit(subject=Subject(bearer, (bearer,), then, subject.path))
    return NewerUnit(since=since, same_unit=bearer == subject.id, unit=unit)


def _stands(inquiry: Inquiry, subject: Subject) -> list[Row]:
    return [row for fact in territory.STATES for row in inquiry.states(fact, subject)]


def resolve_unit(info: Info, kato: KATO, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> AdministrativeUnit | None:
    moment = info.context.moment(as_of, known_at)
    rows = info.context.bearers(tables.unit_code, "kato", (kato,), moment)
    bearer = next((row["entity"] for row in rows if row["holds"]), None)
    if bearer is None:
        raise not_found(Kind.KATO, kato)
    return AdministrativeUnit(subject=Subject(bearer, (bearer,), moment, "administrativeUnit"))
