"""The tables of individuals."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Table, Text

from registries.alphabet import kazakh_key, key_column
from registries.synthetic import synthetic_column
from registries.temporal import Fact, Within, dated_fact, derive, identity_table, look_up, look_up_current

SCHEMA = "individual"

individual: Table = identity_table("individual", SCHEMA, "permanent identities of natural persons")


def _of() -> Column[int]:
    return Column(
        "individual_id", BigInteger, ForeignKey("individual.individual.id"), nullable=False, comment="of whom"
    )


name: Fact = dated_fact(
    "name",
    SCHEMA,
    entity=_of(),
    key=[Column("script", Text, nullable=False, comment="kk, ru or latin: the letters the name is written in")],
    values=[
        Column("surname", Text, nullable=False, comment="surname as documents have it"),
        Column("given_name", Text, comment="given name"),
        Column("patronymic", Text, comment="patronymic, in either style"),
    ],
    checks=[CheckConstraint("script IN ('kk', 'ru', 'latin')", name="script_known")],
    comment="names, one line of versions for each script; a Latin spelling is data, never computed",
)
derive(
    name,
    key_column(
        "sort_key", kazakh_key("surname", "given_name", "patronymic"), "place of the whole name in Kazakh order"
    ),
    key_column("surname_key", kazakh_key("surname"), "the surname, however it is capitalised and punctuated"),
)
look_up(name, "surname_key", "individual_id")
look_up_current(name, "individual_id")

birth: Fact = dated_fact(
    "birth",
    SCHEMA,
    entity=_of(),
    values=[
        Column("birth_date", Date, nullable=False, comment="day of birth by the register, never read from the IIN"),
        Column("birth_place", Text, comment="place of birth as stated"),
    ],
    comment="birth; holds from the day of birth",
)
look_up(birth, "birth_date", "individual_id")

death: Fact = dated_fact(
    "death",
    SCHEMA,
    entity=_of(),
    values=[Column("death_date", Date, nullable=False, comment="day of death")],
    comment="death; holds from the day of death",
)

sex: Fact = dated_fact(
    "sex",
    SCHEMA,
    entity=_of(),
    values=[Column("sex", Text, nullable=False, comment="MALE or FEMALE, by the register, never read from the IIN")],
    checks=[CheckConstraint("sex IN ('MALE', 'FEMALE')", name="sex_known")],
    comment="sex as registered",
)

citizenship: Fact = dated_fact(
    "citizenship",
    SCHEMA,
    entity=_of(),
    values=[Column("country", Text, nullable=False, comment="ISO 3166-1 numeric code: 398 is Kazakhstan")],
    checks=[CheckConstraint("country ~ '^[0-9]{3}$'", name="country_numeric")],
    comment="citizenship",
)

document: Fact = dated_fact(
    "document",
    SCHEMA,
    entity=_of(),
    key=[
        Column("kind", Text, nullable=False, comment="IDENTITY_CARD, PASSPORT, BIRTH_CERTIFICATE, …"),
        Column("number", Text, nullable=False, comment="number as the issuer writes it"),
    ],
    values=[
        Column("issuer", Text, comment="who issued it, by the source's code"),
        synthetic_column("kind", "number"),
    ],
    comment="identity documents; valid time is from issue to expiry",
)
look_up_current(document, "individual_id")

residence: Fact = dated_fact(
    "residence",
    SCHEMA,
    entity=_of(),
    values=[
        Column(
            "address_id",
            BigInteger,
            ForeignKey("address.address.id"),
            nullable=False,
            comment="building or premises of registration",
        )
    ],
    within=[Within("address_id", "address.address_existence", "address_id")],
    comment="registered residence; lies within the existence of the address",
)
look_up(residence, "address_id")
look_up_current(residence, "individual_id", "valid_time")
