"""Administrative units: what bears a KATO code on a day, its names, where it belongs, and what it was before."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Self

import strawberry
from sqlalchemy import Connection as Database

from registries.address import changes, tables, walk
from registries.address.code_bearer import CodeBearer, code_bearers
from registries.temporal.read import Versions, standing, uncertain
from registry_api.compiler import facts, lineage, listing, territory
from registry_api.connection import Connection, listed
from registry_api.dated import Dated, chronicle, every, history, linked, one
from registry_api.field import field
from registry_api.moment import Moment, dated
from registry_api.node import Node
from registry_api.scalars import KATO

OPERATIONS = f"{', '.join(changes.OPERATIONS[:-1])} or {changes.OPERATIONS[-1]}."
STATES = tuple(uncertain(fact, *fact.values) for fact in territory.STATES)


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
    unit: "AdministrativeUnit" = field(
        "The unit it belonged to, on the day asked for.",
        fact=standing(tables.unit_parent, "parent_id"),
        compiled=facts.leading_to("parent_id"),
    )


@strawberry.type(description="When there was such a unit.")
class UnitExistence(Dated):
    pass


@strawberry.type(description="What was done to a unit: from its first day until the next of its kind.")
class UnitOperation(Dated):
    operation: str = strawberry.field(description=OPERATIONS)


@strawberry.type(description="A unit that another came from or went into.")
class UnitLink(Dated):
    operation: str = strawberry.field(description="SPLIT, MERGED, …: see UnitOperation.")
    unit: "AdministrativeUnit" = field(
        "The other unit, on the day asked for.",
        fact=Versions(changes.unit_predecessor),
        compiled=facts.leading_to("linked"),
    )


@strawberry.type(description="Every version believed, of whatever day.")
class UnitHistory:
    existence: list[UnitExistence] = chronicle(tables.unit_existence)
    operations: list[UnitOperation] = chronicle(changes.unit_operation, "By their first days.")
    names: list[UnitName] = history(tables.unit_name)
    codes: list[UnitCode] = history(tables.unit_code)
    types: list[UnitType] = history(tables.unit_type)
    parents: list[UnitParent] = history(tables.unit_parent)


@strawberry.type(description="What was observed next, beside an uncertain answer.")
class NewerUnit:
    since: date = field("First day on which it was observed.", fact=STATES, compiled=territory.since)
    same_unit: bool = field(
        "False where the code was given to another unit, or to none.", fact=STATES, compiled=territory.same_unit
    )
    unit: "AdministrativeUnit | None" = field(
        "The bearer of the code then; null: none.", fact=STATES, compiled=territory.bearer
    )
    names: list[UnitName] = field(fact=tables.unit_name, compiled=territory.names_of_bearer)


@strawberry.type(description="A territory. It is permanent; its code, name, kind and parent are dated.")
class AdministrativeUnit(Node):
    names: list[UnitName] = every(tables.unit_name)
    code: UnitCode | None = one(tables.unit_code)
    type: UnitType | None = one(tables.unit_type)
    kato: KATO | None = field(
        "The code on the day asked for.",
        fact=standing(tables.unit_code, "kato"),
        compiled=facts.first(tables.unit_code, "kato"),
    )
    kind: str | None = field(
        "REPUBLIC, REGION, DISTRICT, CITY, OKRUG, VILLAGE, …",
        fact=standing(tables.unit_type, "kind"),
        compiled=facts.first(tables.unit_type, "kind"),
    )
    parents: list["AdministrativeUnit"] = field(
        "The units it belongs to, the nearest first.",
        fact=walk.CHAIN,
        compiled=territory.parents,
        asked=dated,
    )
    children: Connection["AdministrativeUnit"] = listed(
        listing.named_under(tables.unit_parent, "parent_id", tables.unit_name),
        "The units that belong to it, by name in Kazakh order.",
        listing.named(tables.unit_parent, "parent_id", tables.unit_name),
    )
    geonyms: Connection[Annotated["Geonym", strawberry.lazy("registry_api.address")]] = listed(  # type: ignore[name-defined]  # noqa: F821
        listing.named_under(tables.geonym_place, "unit_id", tables.geonym_name, " AND s.parent_id IS NULL"),
        "The geonyms that lie in it and in no other geonym, by name in Kazakh order.",
        (
            *listing.named(tables.geonym_place, "unit_id", tables.geonym_name),
            standing(tables.geonym_place, "parent_id"),
        ),
    )
    history: UnitHistory = field(compiled=facts.same_identity)
    predecessors: list[UnitLink] = linked(
        changes.unit_predecessor, "unit_id", "predecessor_id", "The units it came from, whenever it did."
    )
    successors: list[UnitLink] = linked(
        changes.unit_predecessor, "predecessor_id", "unit_id", "The units that came from it, whenever they did."
    )
    uncertain: bool = field(
        "Whether anything said of it here is only known to have changed some time around.",
        fact=STATES,
        compiled=territory.uncertain,
    )
    newer: NewerUnit | None = field(
        "The newer state, where the answer is uncertain.", fact=STATES, compiled=territory.newer_unit
    )


@strawberry.type(description="A period in which a unit bore a code. A code given again has periods of several units.")
class CodePeriod(Dated):
    kato: KATO
    unit: AdministrativeUnit = field(
        "The unit as it was on the last day of the period; where it is open, on the day asked for.",
        fact=standing(tables.unit_code),
        compiled=lineage.on_its_last_day,
    )
    next: UnitCode | None = field(
        "The code the unit bore after it; null: this one still, or none.",
        fact=Versions(tables.unit_code),
        compiled=lineage.next_version(tables.unit_code),
    )


@strawberry.enum(description="What a code means on a day.")
class TerritoryOutcome(Enum):
    BORNE = strawberry.enum_value("BORNE", description="A unit bears it.")
    RETIRED = strawberry.enum_value("RETIRED", description="No unit bears it any more; shown is the last that did.")
    NOT_YET = strawberry.enum_value("NOT_YET", description="No unit bears it yet; shown is the first that will.")
    UNKNOWN = strawberry.enum_value("UNKNOWN", description="No unit ever bears it.")


@strawberry.type(description="What one KATO code means on the day asked for.")
class TerritoryAnswer:
    kato: KATO
    outcome: TerritoryOutcome
    held_from: date | None = strawberry.field(description="First day on which the unit bears it; null: always before.")
    held_to: date | None = strawberry.field(description="First day on which it bears it no longer; null: open.")
    unit: AdministrativeUnit | None


def territory_on(database: Database, moment: Moment, kato: Sequence[str]) -> list[CodeBearer]:
    return code_bearers(database, kato, moment.as_of, moment.known_at)
