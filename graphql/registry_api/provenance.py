"""Where a person's data come from: for every value its statement, and the claims that it outranks."""

from datetime import date

import strawberry

from registries.crosswalk.tables import individual_identifier
from registries.individual import tables
from registry_api.compiler import grounds
from registry_api.field import field

# By the names of the fields that tell them.
ATTRIBUTES = {
    "names": tables.name,
    "birth": tables.birth,
    "death": tables.death,
    "sex": tables.sex,
    "citizenship": tables.citizenship,
    "identifiers": individual_identifier,
    "documents": tables.document,
    "residence": tables.residence,
}
READ = (*(read for fact in ATTRIBUTES.values() for read in grounds.grounded(fact)), *grounds.SPOKEN)
CLAIMED = (grounds.OUTRANKED, *grounds.SPOKEN)


@strawberry.type(description="A claim that another outranks: by authority of its source, then by recency.")
class OutrankedClaim:
    value: str = field(
        "What was claimed, its parts with blanks between them; an address by its code.",
        fact=CLAIMED,
        compiled=grounds.told("{row}.value"),
    )
    valid_from: date | None = field(
        "First day of those on which another claim survives.",
        fact=CLAIMED,
        compiled=grounds.told("lower({row}.valid_time)"),
    )
    valid_to: date | None = field(
        "First day on which that is over; null: open.", fact=CLAIMED, compiled=grounds.told("upper({row}.valid_time)")
    )
    source: str = field("The department.", fact=CLAIMED, compiled=grounds.told("{row}.source"))
    delivery: int = field(
        "The delivery that said it first, by its number.", fact=CLAIMED, compiled=grounds.told("{row}.delivery")
    )
    line: int = field("The line of its file.", fact=CLAIMED, compiled=grounds.told("{row}.line"))
    statement: strawberry.ID = field(
        "The statement, by its number.", fact=CLAIMED, compiled=grounds.told("CAST({row}.statement_id AS text)")
    )


@strawberry.type(description="What one value of a person rests on: a department's statement, or an act.")
class Provenance:
    attribute: str = field(
        "The field that tells it: names, birth, residence, …", fact=READ, compiled=grounds.told("{row}.attribute")
    )
    value: str = field(
        "The value, its parts with blanks between them; an address by its code.",
        fact=READ,
        compiled=grounds.told("{row}.value"),
    )
    valid_from: date | None = field(
        "First day on which it holds.", fact=READ, compiled=grounds.told("lower({row}.valid_time)")
    )
    valid_to: date | None = field(
        "First day on which it holds no longer; null: open.",
        fact=READ,
        compiled=grounds.told("upper({row}.valid_time)"),
    )
    source: str | None = field("The department; null: an act.", fact=READ, compiled=grounds.told("{row}.source"))
    delivery: int | None = field(
        "The delivery that said it first, by its number.", fact=READ, compiled=grounds.told("{row}.delivery")
    )
    line: int | None = field("The line of its file.", fact=READ, compiled=grounds.told("{row}.line"))
    statement: strawberry.ID | None = field(
        "The statement, by its number.", fact=READ, compiled=grounds.told("CAST({row}.statement_id AS text)")
    )
    act: str | None = field("The act, where it rests on one.", fact=READ, compiled=grounds.told("{row}.act"))
    outranked: list[OutrankedClaim] = field(
        "What was claimed otherwise of the day.", fact=CLAIMED, compiled=grounds.outranked_by
    )
