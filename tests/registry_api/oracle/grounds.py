"""What every value of a person rests on, what was claimed otherwise, and where a merged person led: from whole tables."""

from datetime import datetime
from typing import Any

from graphql import GraphQLResolveInfo

from tests.registry_api.oracle import days
from tests.registry_api.oracle.books import Row
from tests.registry_api.oracle.fields import field, standing
from tests.registry_api.oracle.lineage import FIELDS
from tests.registry_api.oracle.receipts import answered
from tests.registry_api.oracle.things import Asked, At, Thing

__all__ = ["FIELDS"]

# By attribute: the table, and the columns that say something, in their order behind the key.
SAID = {
    "names": ("individual.name", ("surname", "given_name", "patronymic")),
    "birth": ("individual.birth", ("birth_date", "birth_place")),
    "death": ("individual.death", ("death_date",)),
    "sex": ("individual.sex", ("sex",)),
    "citizenship": ("individual.citizenship", ("country",)),
    "identifiers": ("crosswalk.individual_identifier", ()),
    "documents": ("individual.document", ("issuer",)),
    "residence": ("individual.residence", ("address_id",)),
}


@field("Individual.provenance")
def provenance(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = []
    for attribute, (table, columns) in SAID.items():
        key = days.KEYS[table][1:]
        for row in standing(asked, table, thing.id, at):
            told = {"attribute": attribute, "fact": table, "place": _joined(asked, row, key, at)}
            told |= {"value": _joined(asked, row, (*key, *columns), at), "valid_time": row["valid_time"]}
            found.append(told | _spoken(asked, row["statement_id"], row["act_id"]))
    found.sort(key=lambda row: (row["attribute"], *_order(row)))
    return [thing.about("Provenance", "provenance", row=row) for row in found]


@field("Provenance.outranked")
def outranked(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = []
    for row in asked.books.of("crosswalk.outranked", thing.id, at.known):
        place = thing.row["place"]
        same = place == "" or (row["value"] + " ").startswith(place + " ")
        if row["attribute"] == thing.row["fact"] and same and days.holds(row, at.day):
            told = {"value": row["value"], "valid_time": row["valid_time"]}
            found.append(told | _spoken(asked, row["claimed_in"], None))
    found.sort(key=_order)
    return [thing.about("OutrankedClaim", "outranked", row=row) for row in found]


@field("Provenance.statement", "OutrankedClaim.statement")
def statement(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    number = thing.row["statement"]
    return None if number is None else str(number)


@field("Individual.mergedInto")
def merged_into(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    books = asked.books
    ever = books.now["crosswalk.membership"] + books.history["crosswalk.membership"]
    made_it = {
        row["record_id"]
        for row in ever
        if row["entity_id"] == thing.id
        and row["register"] == "individual"
        and row["founding"]
        and _begun(row, at.known)
    }
    led = [
        row["entity_id"]
        for row in books.believed("crosswalk.membership", at.known)
        if row["record_id"] in made_it and row["register"] == "individual" and row["entity_id"] != thing.id
    ]
    if not led:
        return None
    answered(asked, min(led), thing.about("Individual", "mergedInto").path, info, at)
    return thing.about("Individual", "mergedInto", id=min(led))


def _begun(row: Row, known: datetime | None) -> bool:
    return known is None or bool(row["transaction_time"].lower <= known)


def _order(row: Row) -> tuple[Any, ...]:
    return row["value"], days.order(row), row["statement"] is None, row["statement"] or 0


def _joined(asked: Asked, row: Row, columns: tuple[str, ...], at: At) -> str:
    values = [_code(asked, row[one], at) if one == "address_id" else row[one] for one in columns]
    return " ".join(str(value) for value in values if value is not None)


def _code(asked: Asked, address: int, at: At) -> str | None:
    """The code it bears on the day, else the first it ever bore."""
    rows = sorted(asked.books.of("address.address_code", address, at.known), key=days.order)
    stand = [row for row in rows if days.stands(row, at.day)]
    return next((row["rka"] for row in stand or rows), None)


def _spoken(asked: Asked, number: int | None, act: int | None) -> Row:
    plain = asked.books.plain
    said = plain["provenance.statement"].get(number, {}) if number is not None else {}
    delivery = plain["provenance.delivery"].get(said.get("delivery_id", 0), {})
    return {
        "statement": number,
        "line": said.get("line"),
        "delivery": delivery.get("id"),
        "source": plain["provenance.source"].get(delivery.get("source_id", 0), {}).get("name"),
        "act": plain["provenance.act"].get(act or 0, {}).get("title"),
    }
