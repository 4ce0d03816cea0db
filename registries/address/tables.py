"""The tables of units, geonyms and addresses. A unit is permanent; its code, name and parent are dated."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Table, Text

from registries.alphabet import kazakh_key, key_column
from registries.synthetic import synthetic_column
from registries.temporal import Fact, Within, dated_fact, derive, identity_table, look_up

SCHEMA = "address"

unit: Table = identity_table("unit", SCHEMA, "administrative units: territories, whatever their code or name")
geonym: Table = identity_table("geonym", SCHEMA, "street-like parts of settlements: streets, microdistricts")
address: Table = identity_table("address", SCHEMA, "buildings and premises with a number")


def _of(kind: str) -> Column[int]:
    return Column(f"{kind}_id", BigInteger, ForeignKey(f"address.{kind}.id"), nullable=False, comment=f"which {kind}")


def _reference(column: str, kind: str, comment: str, *, nullable: bool = False) -> Column[int]:
    return Column(column, BigInteger, ForeignKey(f"address.{kind}.id"), nullable=nullable, comment=comment)


def _language() -> Column[str]:
    return Column("language", Text, nullable=False, comment="kk or ru")


def _sort_key() -> Column[str]:
    return key_column("sort_key", kazakh_key("name"), "place of the name in Kazakh order")


def _language_check() -> CheckConstraint:
    return CheckConstraint("language IN ('kk', 'ru')", name="language_known")


unit_existence: Fact = dated_fact("unit_existence", SCHEMA, entity=_of("unit"), comment="life of a unit")
unit_code: Fact = dated_fact(
    "unit_code",
    SCHEMA,
    entity=_of("unit"),
    values=[Column("kato", Text, nullable=False, comment="KATO code, 9 digits (NK RK 11); reused for other units")],
    checks=[CheckConstraint("kato ~ '^[0-9]{9}$'", name="kato_form")],
    unique=["kato"],
    comment="classifier codes of units",
)
unit_type: Fact = dated_fact(
    "unit_type",
    SCHEMA,
    entity=_of("unit"),
    values=[Column("kind", Text, nullable=False, comment="REPUBLIC, REGION, DISTRICT, CITY, OKRUG, VILLAGE, …")],
    comment="what kind of unit it is",
)
unit_name: Fact = dated_fact(
    "unit_name",
    SCHEMA,
    entity=_of("unit"),
    key=[_language()],
    values=[Column("name", Text, nullable=False, comment="name as the classifier or act writes it, blanks folded")],
    checks=[_language_check()],
    comment="names of units",
)
derive(unit_name, _sort_key())
look_up(unit_name, "sort_key", "unit_id")
unit_parent: Fact = dated_fact(
    "unit_parent",
    SCHEMA,
    entity=_of("unit"),
    values=[_reference("parent_id", "unit", "the unit it belongs to")],
    checks=[CheckConstraint("parent_id <> unit_id", name="not_inside_itself")],
    comment="where a unit belongs",
)
look_up(unit_parent, "parent_id")

geonym_existence: Fact = dated_fact("geonym_existence", SCHEMA, entity=_of("geonym"), comment="life of a geonym")
geonym_code: Fact = dated_fact(
    "geonym_code",
    SCHEMA,
    entity=_of("geonym"),
    values=[
        Column("rko", Text, nullable=False, comment="registration code of the object in the address register"),
        synthetic_column("'RKO'", "rko"),
    ],
    unique=["rko"],
    comment="codes of geonyms",
)
geonym_name: Fact = dated_fact(
    "geonym_name",
    SCHEMA,
    entity=_of("geonym"),
    key=[_language()],
    values=[Column("name", Text, nullable=False, comment="name without the type word")],
    checks=[_language_check()],
    comment="names of geonyms",
)
derive(geonym_name, _sort_key())
look_up(geonym_name, "sort_key", "geonym_id")
geonym_type: Fact = dated_fact(
    "geonym_type",
    SCHEMA,
    entity=_of("geonym"),
    values=[Column("kind", Text, nullable=False, comment="STREET, AVENUE, MICRODISTRICT, …")],
    comment="what kind of geonym it is",
)
geonym_place: Fact = dated_fact(
    "geonym_place",
    SCHEMA,
    entity=_of("geonym"),
    values=[
        _reference("unit_id", "unit", "the unit it lies in"),
        _reference("parent_id", "geonym", "the geonym it lies in", nullable=True),
    ],
    checks=[CheckConstraint("parent_id <> geonym_id", name="not_inside_itself")],
    comment="where a geonym lies",
)
look_up(geonym_place, "unit_id")
look_up(geonym_place, "parent_id")

address_existence: Fact = dated_fact(
    "address_existence", SCHEMA, entity=_of("address"), comment="life of a building or premises"
)
address_code: Fact = dated_fact(
    "address_code",
    SCHEMA,
    entity=_of("address"),
    values=[
        Column("rka", Text, nullable=False, comment="registration code of the address, 16 digits"),
        synthetic_column("'RKA'", "rka"),
    ],
    checks=[CheckConstraint("rka ~ '^[0-9]{16}$'", name="rka_form")],
    unique=["rka"],
    comment="registration codes of addresses",
)
building: Fact = dated_fact(
    "building",
    SCHEMA,
    entity=_of("address"),
    values=[
        _reference("unit_id", "unit", "the settlement, where it lies on no geonym", nullable=True),
        _reference("geonym_id", "geonym", "the street it is numbered on", nullable=True),
        _reference("parent_id", "address", "the building it is a corpus of", nullable=True),
        Column("number", Text, nullable=False, comment="number as registered, without its parent's"),
        Column("pointer", Text, comment="HOUSE, BUILDING, STRUCTURE, CORPUS, …"),
    ],
    checks=[
        CheckConstraint("num_nonnulls(unit_id, geonym_id, parent_id) > 0", name="placed"),
        CheckConstraint("parent_id <> address_id", name="not_inside_itself"),
    ],
    within=[Within("address_id", "address.address_existence", "address_id")],
    comment="where a building stands and its number there",
)
derive(building, key_column("number_key", "alphabet.number_key(number)", "place of the number among its neighbours"))
look_up(building, "geonym_id", "number_key", "address_id")
look_up(building, "unit_id")
look_up(building, "parent_id")
premises: Fact = dated_fact(
    "premises",
    SCHEMA,
    entity=_of("address"),
    values=[
        _reference("building_id", "address", "the building it is in"),
        Column("number", Text, nullable=False, comment="number inside the building"),
        Column("kind", Text, comment="APARTMENT, OFFICE, ROOM, …"),
    ],
    checks=[CheckConstraint("building_id <> address_id", name="not_inside_itself")],
    within=[Within("address_id", "address.address_existence", "address_id")],
    comment="premises inside buildings",
)
look_up(premises, "building_id")
