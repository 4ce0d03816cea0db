"""Written addresses: what was understood of them, and the places they mean."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

import strawberry
from sqlalchemy import Connection as Database

from registries.address import resolving
from registries.address.code_bearer import code_bearers
from registries.address.free_text import LONGEST, FreeText, Named
from registries.errors import RegistryError
from registry_api.address import Address, Geonym
from registry_api.administrative_unit import AdministrativeUnit
from registry_api.computed import told
from registry_api.moment import Moment, today

_MOST_NAMES = 60  # of one sort in a text of LONGEST characters; more are not told


class UnreadableTextError(RegistryError):
    code = "TEXT_NOT_ANSWERED"


@strawberry.enum(description="How surely a written address was resolved.")
class AddressGrade(Enum):
    A = strawberry.enum_value("A", description="Exact: everything that was said agrees with one place.")
    B = strawberry.enum_value("B", description="Safe: one place, ahead of any other by a margin.")
    C = strawberry.enum_value("C", description="Candidates, or none: for a person to decide.")


@strawberry.enum(description="What a candidate is.")
class AddressLevel(Enum):
    ADDRESS = strawberry.enum_value("ADDRESS", description="A building or premises.")
    GEONYM = strawberry.enum_value("GEONYM", description="A street or microdistrict alone.")
    UNIT = strawberry.enum_value("UNIT", description="An administrative unit alone.")


@strawberry.type(description="A name in a written address.")
class NameRead:
    name: str
    kinds: list[str] = told("What its type word may mean; empty where none was written.", most=20)


@strawberry.type(description="A number inside a building.")
class PremisesRead:
    number: str
    kind: str | None = strawberry.field(description="APARTMENT, OFFICE, FLOOR, …; null where no word said it.")


@strawberry.type(
    description="What was understood of a written address. Every word is in one of these fields, but for the country and words of types."
)
class AddressRead:
    postcodes: list[str] = told(most=_MOST_NAMES)
    units: list[NameRead] = told("Names of administrative units, from left to right.", most=_MOST_NAMES)
    geonyms: list[NameRead] = told("Names of streets and microdistricts.", most=_MOST_NAMES)
    crossing: list[NameRead] = told("Streets at whose corner, or by which, the place is.", most=_MOST_NAMES)
    former: list[NameRead] = told("Names said to be former ones.", most=_MOST_NAMES)
    untyped: list[str] = told("Names without a word of their type.", most=_MOST_NAMES)
    number: str | None = strawberry.field(description="Number of the building, with its letter: 14А.")
    corpus: str | None
    premises: list[PremisesRead] = told(most=_MOST_NAMES)
    beside: list[str] = told("Houses that the place lies near, not in.", most=_MOST_NAMES)
    relation: list[str] = told("Words such as corner, below, between.", most=_MOST_NAMES)
    rest: list[str] = told("What was left over.", most=_MOST_NAMES)


@strawberry.type(description="A place that a written address may mean.")
class AddressCandidate:
    level: AddressLevel
    likeness: float = strawberry.field(description="1 where the name is equal but for spelling and case, else below.")
    matched_name: str | None = strawberry.field(description="The registered name that matched; null for a unit.")
    held_from: date | None = strawberry.field(description="First day of that name; null: always before.")
    held_to: date | None = strawberry.field(description="First day on which it held no longer; null: open.")
    kk: str | None = strawberry.field(
        description="The whole address as it is written today, in Kazakh; null where nothing of it stands today, "
        "and for a unit in which no building lies directly."
    )
    ru: str | None = strawberry.field(description="The same in Russian.")
    address: Address | None
    geonym: Geonym | None
    unit: AdministrativeUnit | None


@strawberry.type(description="The answer to a written address.")
class AddressResolution:
    grade: AddressGrade
    read: AddressRead
    candidates: list[AddressCandidate] = told("One in grades A and B; in C any number.", most=resolving.MOST_PLACES)


def resolve_address(database: Database, moment: Moment, text: str, within: str | None = None) -> dict[str, object]:
    if not text.strip():
        raise UnreadableTextError("the text of the address is empty", next_step="give the address as it is written")
    if len(text) > LONGEST:
        raise UnreadableTextError(
            f"the text is longer than {LONGEST} characters", next_step="give one address, without what surrounds it"
        )
    unit = None
    if within is not None:
        unit = code_bearers(database, [within], moment.as_of, None)[0].unit
        if unit is None:
            raise UnreadableTextError("no unit ever bore the code of `within`", next_step="give a KATO code in use")
    day = moment.as_of if moment.stated else None
    found = resolving.resolve(database, [text], day, today(), within=unit)[0]
    return {"grade": found.grade.name, "read": _read(found.read), "candidates": [_place(one) for one in found.places]}


def _read(read: FreeText) -> dict[str, object]:
    names = {sort: _names(getattr(read, sort)) for sort in ("units", "geonyms", "crossing", "former")}
    words = {
        sort: list(getattr(read, sort))[:_MOST_NAMES] for sort in ("postcodes", "untyped", "beside", "relation", "rest")
    }
    premises = [{"number": one.number, "kind": one.kind} for one in read.premises][:_MOST_NAMES]
    return {**names, **words, "number": read.number, "corpus": read.corpus, "premises": premises}


def _names(names: Sequence[Named]) -> Sequence[object]:
    return [{"name": one.name, "kinds": sorted(one.kinds)} for one in names][:_MOST_NAMES]


def _place(place: resolving.Place) -> dict[str, object]:
    period = place.period or resolving.Period(None, None)
    identities = {level.name.lower(): place.id if place.level is level else None for level in resolving.Level}
    return {
        "level": place.level.name, "likeness": place.likeness, "matched_name": place.name, "held_from": period.since,
        "held_to": period.until, "kk": place.kk or None, "ru": place.ru or None, **identities,
    }  # fmt: skip
